//! Which effects there are: the strongest first, each only where it stands out of all that chance would bring.
//!
//! The candidates are every category (with those below it) in every band of values of every dimension. In each round the candidates that
//! stand out most from the fit so far enter it, at most one of a dimension and on a category, and everything is fitted again: where one category
//! rises all others seem to fall, and one band explains its neighbours. An effect that others explain after all is taken out at the end. The threshold is Bonferroni's over all candidates:
//! a shop without any effect gets one in a hundred times.

use vitrine_format::Dimension;

use super::logit::{Band, Fitted, Logit};
use crate::options::ContextOptions;
use crate::significance::deviation_of_chance;

/// Most rounds; each brings in at most one effect of a dimension.
const ROUNDS: usize = 40;
/// Sweeps of the fit after each round, and at the end.
const SWEEPS: (usize, usize) = (2, 12);
/// How often all effects are moved to their best bands.
const ROUNDS_OF_MOVING: usize = 3;
/// Standard deviations below which an effect that entered has been explained by others.
const EXPLAINED: f64 = 4.0;
/// How a fall counts against a rise as strong. One category that rises and all others that fall say the same, and the first says it shorter.
const FALLS: f64 = 0.8;
/// How a category with others below it counts against one of these that stands out as much: what most of them share stands out more in the
/// whole.
const PARENTS: f64 = 0.8;
/// How a pair of circumstances counts against a single one that stands out as much.
const PAIRS: f64 = 0.87;
/// Smallest spread that is believed of effects' logarithms.
const LEAST_SPREAD: f64 = 0.1;

/// Longest band of neighbouring values: 8 hours, a weekend, a season and its sides.
const fn longest(dimension: Dimension) -> usize {
    match dimension {
        Dimension::Hour | Dimension::DeviceHour => 8,
        Dimension::Weekday => 2,
        Dimension::Month => 6,
        Dimension::Device | Dimension::Referrer | Dimension::Locale => 1,
    }
}

/// The bands of a dimension; hours, weekdays and months go round.
pub fn bands(dimension: Dimension) -> Vec<Band> {
    // The pairs are a day of hours for each device.
    let round = if dimension == Dimension::DeviceHour { 24 } else { dimension.size() };
    let mut found = Vec::new();
    for row in (0..dimension.size()).step_by(round) {
        for length in 1..=longest(dimension) {
            for first in 0..round {
                let values = (first..first + length).map(|value| (row + value % round) as u8).collect();
                found.push(Band { dimension, values });
            }
        }
    }
    found
}

/// Finds the effects and leaves them in the fit.
pub fn search(logit: &mut Logit, categories: usize, dimensions: &[Dimension], options: &ContextOptions) {
    let (single, pairs): (Vec<Dimension>, Vec<Dimension>) = dimensions.iter().partition(|dimension| **dimension != Dimension::DeviceHour);
    let (single, pairs) = (candidates(logit, categories, &single, options), candidates(logit, categories, &pairs, options));
    let threshold = deviation_of_chance(options.invented / (single.len() + pairs.len()).max(1) as f64);
    // What a device and an hour do together is only what they do not do alone.
    for candidates in [&single, &pairs] {
        for _ in 0..ROUNDS {
            if !enter(logit, candidates, threshold) {
                break;
            }
            logit.fit(SWEEPS.0);
        }
    }
    settle(logit, options.least_visits, !pairs.is_empty());
}

/// What is looked at: categories in bands that are visited often enough.
fn candidates(logit: &Logit, categories: usize, dimensions: &[Dimension], options: &ContextOptions) -> Vec<(usize, Band)> {
    let bands: Vec<Band> = dimensions.iter().flat_map(|dimension| bands(*dimension)).collect();
    let often = |category: &usize, band: &Band| logit.tally(*category, band).expected >= options.least_visits;
    (0..categories)
        .flat_map(|category| bands.iter().filter(move |band| often(&category, band)).map(move |band| (category, band.clone())))
        .collect()
}

/// One round; `false` where nothing stands out.
fn enter(logit: &mut Logit, candidates: &[(usize, Band)], threshold: f64) -> bool {
    let mut strong: Vec<(f64, usize, &Band)> = Vec::new();
    for (category, band) in candidates {
        let category = *category;
        let deviation = logit.tally(category, band).deviation();
        if deviation.abs() > threshold {
            strong.push((rising_first(deviation) * if logit.has_below(category) { PARENTS } else { 1.0 }, category, band));
        }
    }
    strong.sort_by(|left, right| right.0.total_cmp(&left.0));
    let mut taken: Vec<(usize, &Band)> = Vec::new();
    for (_, category, band) in strong {
        let related = |other: usize| logit.lies_in(category, other) || logit.lies_in(other, category);
        if taken.iter().any(|(other, met)| related(*other) || met.dimension == band.dimension) {
            continue;
        }
        taken.push((category, band));
    }
    for (category, band) in &taken {
        let known = logit.effects.iter().any(|effect| effect.category == *category && effect.band == **band);
        // One that entered before and still stands out only needs more steps.
        if !known {
            logit.effects.push(Fitted { category: *category, band: (*band).clone(), log: 0.0, information: 0.0 });
        }
    }
    !taken.is_empty()
}

/// Fits to the end: moves each effect to the band that says it best when all others are known, takes out what others explain, and shrinks by
/// what the effects themselves say of their spread.
fn settle(logit: &mut Logit, least_visits: f64, pairs: bool) {
    logit.fit(SWEEPS.1);
    for _ in 0..ROUNDS_OF_MOVING {
        for place in 0..logit.effects.len() {
            move_to_best_band(logit, place, least_visits, pairs);
        }
        logit.fit(SWEEPS.1);
        logit.keep(|effect| effect.log.abs() * effect.information.sqrt() >= EXPLAINED);
        logit.fit(SWEEPS.1);
    }
    if logit.effects.is_empty() {
        return;
    }
    let excess = |effect: &Fitted| effect.log * effect.log - 1.0 / effect.information.max(1.0);
    let mean = logit.effects.iter().map(excess).sum::<f64>() / logit.effects.len() as f64;
    logit.spread = mean.max(LEAST_SPREAD);
    logit.fit(SWEEPS.1);
}

/// The band that stands out most when the effect is taken out takes its place.
fn move_to_best_band(logit: &mut Logit, place: usize, least_visits: f64, pairs: bool) {
    let Fitted { category, band, log, .. } = logit.effects[place].clone();
    logit.replace(place, band.clone(), 0.0);
    let strength = |band: &Band| {
        let tally = logit.tally(category, band);
        let plainness = if band.dimension == Dimension::DeviceHour { PAIRS } else { 1.0 };
        if tally.expected < least_visits { 0.0 } else { plainness * rising_first(tally.deviation()) }
    };
    let mut best = (strength(&band), band.clone());
    let kin = [Dimension::Device, Dimension::Hour, Dimension::DeviceHour];
    let others = if pairs && kin.contains(&band.dimension) {
        kin.iter().flat_map(|dimension| bands(*dimension)).collect()
    } else {
        bands(band.dimension)
    };
    for other in others {
        let found = strength(&other);
        if found > best.0 {
            best = (found, other);
        }
    }
    let log = if best.1 == band { log } else { 0.0 };
    logit.replace(place, best.1, log);
    logit.climb(place);
    logit.climb(place);
}

/// How much a deviation counts, either way.
fn rising_first(deviation: f64) -> f64 {
    if deviation > 0.0 { deviation } else { -FALLS * deviation }
}
