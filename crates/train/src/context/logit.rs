//! A multinomial logit of what visits are about: `P(category | circumstances) ∝ base × Π effects`.
//!
//! Every effect is a factor on a category (and those below it) in a band of values of one dimension. All of them are fitted together, so what
//! belongs to the device is not taken for the hour's, and the weights of a visit add up to 1, so a category does not seem to fall because
//! others rise. The fit climbs along one effect after the other by Newton's steps, drawn towards no effect by a normal belief about the
//! logarithm.

use std::collections::BTreeMap;

use vitrine_format::Dimension;

use super::visits::{DIMENSIONS, UNKNOWN, Visit};
use crate::columns::Categories;
use crate::significance::poisson_deviation;

/// Longest step, on the logarithm.
const LONGEST_STEP: f64 = 1.0;

/// Values of one dimension that share an effect.
#[derive(Clone, Debug, PartialEq)]
pub struct Band {
    /// Which dimension.
    pub dimension: Dimension,
    /// Which of its values.
    pub values: Vec<u8>,
}

/// One effect.
#[derive(Clone, Debug)]
pub struct Fitted {
    /// The category that it is on.
    pub category: usize,
    /// Where it holds.
    pub band: Band,
    /// Logarithm of the factor.
    pub log: f64,
    /// Information about the logarithm: one over its variance, all else given.
    pub information: f64,
}

/// What was counted and what the fit expects of one category in one band.
#[derive(Clone, Copy, Debug)]
pub struct Tally {
    /// Visits.
    pub observed: f64,
    /// Visits by the fit.
    pub expected: f64,
    /// Share of the variance of a Poisson count that is left when the category's and the band's sums are given.
    free: f64,
}

impl Tally {
    /// Standard deviations above what is expected.
    pub fn deviation(&self) -> f64 {
        poisson_deviation(self.observed, self.expected) / self.free.sqrt()
    }
}

/// Numbers by dimension, value and category; category-minor.
type Table = [Vec<f64>; DIMENSIONS];

/// Visits in equal circumstances.
struct Context {
    values: [u8; DIMENSIONS],
    visits: f64,
    /// Sum of the weights of all categories.
    sum: f64,
}

impl Context {
    fn lies_in(&self, band: Option<&Band>) -> bool {
        band.is_none_or(|band| band.values.contains(&self.values[band.dimension as usize]))
    }
}

/// The fit.
pub struct Logit<'a> {
    categories: &'a Categories,
    contexts: Vec<Context>,
    /// Weight of each category in each context; category-minor.
    weights: Vec<f64>,
    /// Visits by category, those below it not counted.
    totals: Vec<f64>,
    /// Visits by category, with those below it.
    with_below: Vec<f64>,
    /// Visits by dimension and value.
    of_value: [Vec<f64>; DIMENSIONS],
    /// With those below each category.
    observed: Table,
    expected: Table,
    /// What was found so far.
    pub effects: Vec<Fitted>,
    /// Variance of the belief about an effect's logarithm.
    pub spread: f64,
}

impl<'a> Logit<'a> {
    /// A fit without effects.
    pub fn new(visits: &[Visit], categories: &'a Categories) -> Logit<'a> {
        let count = categories.tree.len();
        let table = || -> Table { std::array::from_fn(|dimension| vec![0.0; Dimension::ALL[dimension].size() * count]) };
        let mut contexts: BTreeMap<[u8; DIMENSIONS], f64> = BTreeMap::new();
        let (mut observed, mut totals) = (table(), vec![0.0; count]);
        let mut of_value: [Vec<f64>; DIMENSIONS] = std::array::from_fn(|dimension| vec![0.0; Dimension::ALL[dimension].size()]);
        for visit in visits {
            *contexts.entry(visit.values).or_default() += visit.weight;
            totals[visit.category] += visit.weight;
            for (dimension, value) in known(&visit.values) {
                observed[dimension][value * count + visit.category] += visit.weight;
                of_value[dimension][value] += visit.weight;
            }
        }
        let mut with_below = totals.clone();
        roll_up(&mut with_below, categories);
        for cells in &mut observed {
            roll_up(cells, categories);
        }
        let sum = totals.iter().sum();
        let mut logit = Logit {
            categories,
            weights: contexts.iter().flat_map(|_| &totals).copied().collect(),
            contexts: contexts.into_iter().map(|(values, visits)| Context { values, visits, sum }).collect(),
            totals,
            with_below,
            of_value,
            observed,
            expected: table(),
            effects: Vec::new(),
            spread: 0.5,
        };
        logit.expect();
        logit
    }

    /// Factor of each dimension's values on each category.
    pub fn factors(&self) -> Table {
        let count = self.categories.tree.len();
        let mut logs: Table = std::array::from_fn(|dimension| vec![0.0; Dimension::ALL[dimension].size() * count]);
        for effect in &self.effects {
            let cells = &mut logs[effect.band.dimension as usize];
            for category in self.below(effect.category) {
                for value in &effect.band.values {
                    cells[usize::from(*value) * count + category] += effect.log;
                }
            }
        }
        logs.map(|cells| cells.into_iter().map(libm::exp).collect())
    }

    /// How many categories there are.
    pub fn category_count(&self) -> usize {
        self.totals.len()
    }

    /// Whether a category is another or below it.
    pub fn lies_in(&self, category: usize, above: usize) -> bool {
        let start = Some(vitrine_format::CategoryIndex(category as u16));
        self.categories.chain(start).any(|at| usize::from(at.0) == above)
    }

    /// Whether there are categories below one.
    pub fn has_below(&self, category: usize) -> bool {
        let number = vitrine_format::CategoryIndex(category as u16);
        self.categories.tree.iter().any(|part| part.parent == Some(number))
    }

    /// A category and those below it.
    fn below(&self, category: usize) -> Vec<usize> {
        (category..self.categories.tree.len()).filter(|at| self.lies_in(*at, category)).collect()
    }

    /// Goes over all effects so many times, and works out what the fit then expects.
    pub fn fit(&mut self, sweeps: usize) {
        for _ in 0..sweeps {
            for category in 0..self.totals.len() {
                self.climb_base(category);
            }
            for place in 0..self.effects.len() {
                self.climb(place);
            }
        }
        self.expect();
    }

    /// One step along a category's base.
    fn climb_base(&mut self, category: usize) {
        if self.totals[category] > 0.0 {
            let (expected, information) = self.slope(&[category], None);
            self.shift(&[category], None, newton(self.totals[category] - expected, information));
        }
    }

    /// One step along one effect.
    pub fn climb(&mut self, place: usize) {
        let Fitted { category, band, log, .. } = self.effects[place].clone();
        let (categories, observed) = (self.below(category), self.tally(category, &band).observed);
        let (expected, information) = self.slope(&categories, Some(&band));
        let step = newton(observed - expected - log / self.spread, information + 1.0 / self.spread);
        self.shift(&categories, Some(&band), step);
        self.effects[place].log += step;
        self.effects[place].information = information;
    }

    /// Gives one effect another band and strength, and works out what the fit then expects.
    pub fn replace(&mut self, place: usize, band: Band, log: f64) {
        let Fitted { category, band: old, log: before, .. } = self.effects[place].clone();
        let categories = self.below(category);
        self.shift(&categories, Some(&old), -before);
        self.shift(&categories, Some(&band), log);
        self.effects[place] = Fitted { category, band, log, information: 0.0 };
        for category in categories.iter().chain(&categories) {
            self.climb_base(*category);
        }
        self.expect();
    }

    /// Takes effects out.
    pub fn keep(&mut self, keep: impl Fn(&Fitted) -> bool) {
        let (kept, gone): (Vec<Fitted>, Vec<Fitted>) = std::mem::take(&mut self.effects).into_iter().partition(keep);
        for effect in gone {
            self.shift(&self.below(effect.category), Some(&effect.band), -effect.log);
        }
        self.effects = kept;
    }

    /// Visits that the fit expects of some categories in a band (or everywhere), and the information about the logarithm of a factor on them.
    fn slope(&self, categories: &[usize], band: Option<&Band>) -> (f64, f64) {
        let rows = self.contexts.iter().zip(self.weights.chunks(self.totals.len())).filter(|(context, _)| context.lies_in(band));
        rows.fold((0.0, 0.0), |(expected, information), (context, row)| {
            let share = categories.iter().map(|category| row[*category]).sum::<f64>() / context.sum;
            (expected + context.visits * share, information + context.visits * share * (1.0 - share))
        })
    }

    /// Multiplies the weight of some categories in a band (or everywhere).
    fn shift(&mut self, categories: &[usize], band: Option<&Band>, log: f64) {
        let gain = libm::exp(log) - 1.0;
        let rows = self.contexts.iter_mut().zip(self.weights.chunks_mut(self.totals.len()));
        for (context, row) in rows.filter(|(context, _)| context.lies_in(band)) {
            for category in categories {
                let more = row[*category] * gain;
                row[*category] += more;
                context.sum += more;
            }
        }
    }

    /// Works out what the fit expects.
    fn expect(&mut self) {
        let (count, categories) = (self.totals.len(), self.categories);
        for cells in &mut self.expected {
            cells.fill(0.0);
        }
        for (context, row) in self.contexts.iter().zip(self.weights.chunks(count)) {
            let scale = context.visits / context.sum;
            for (dimension, value) in known(&context.values) {
                let sums = &mut self.expected[dimension][value * count..][..count];
                for (sum, weight) in sums.iter_mut().zip(row) {
                    *sum += scale * weight;
                }
            }
        }
        for cells in &mut self.expected {
            roll_up(cells, categories);
        }
    }

    /// A category with those below it, in a band.
    pub fn tally(&self, category: usize, band: &Band) -> Tally {
        let (count, dimension) = (self.totals.len(), band.dimension as usize);
        let (mut observed, mut expected, mut of_band) = (0.0, 0.0, 0.0);
        for value in &band.values {
            let cell = usize::from(*value) * count + category;
            observed += self.observed[dimension][cell];
            expected += self.expected[dimension][cell];
            of_band += self.of_value[dimension][usize::from(*value)];
        }
        let left = |part: f64, whole: f64| (1.0 - part / whole.max(1.0)).clamp(0.05, 1.0);
        Tally { observed, expected, free: left(expected, self.with_below[category]) * left(expected, of_band) }
    }
}

/// Newton's step, bounded.
fn newton(slope: f64, information: f64) -> f64 {
    (slope / information.max(1e-9)).clamp(-LONGEST_STEP, LONGEST_STEP)
}

/// The dimensions with a known value.
fn known(values: &[u8; DIMENSIONS]) -> impl Iterator<Item = (usize, usize)> {
    values.iter().enumerate().filter(|(_, value)| **value != UNKNOWN).map(|(dimension, value)| (dimension, usize::from(*value)))
}

/// Adds to each category what those below it have; rows of one number a category.
fn roll_up(cells: &mut [f64], categories: &Categories) {
    for row in cells.chunks_mut(categories.tree.len().max(1)) {
        // A parent stands before its children.
        for (category, part) in categories.tree.iter().enumerate().rev() {
            if let Some(parent) = part.parent {
                row[usize::from(parent.0)] += row[category];
            }
        }
    }
}
