//! Lists built in stages, so that a trial repeats only what a changed number reaches, and ranked with by the engine on an encoded file.

use std::sync::Arc;

use vitrine_engine::Engine;
use vitrine_format::{ItemColumns, ItemFlags, Model, ModelParts, Relation, RelationPart, Scale, encode};

use super::questions::{Figures, Question};
use crate::options::{ScoreOptions, ViewedNextOptions};
use crate::parallel::map_rows;
use crate::quantise::quantise;
use crate::ranking::ranking_parameters;
use crate::sessions::Sessions;
use crate::sparse::{Cell, Matrix};
use crate::viewed_next::{count, damp, popularity, row_widths};
use crate::walk::{smooth, walk_work};
use crate::worth::Evidence;

/// Lists and what they were made of.
#[derive(Clone)]
pub struct Lists {
    options: ViewedNextOptions,
    counted: Arc<Vec<Vec<Cell>>>,
    damped: Arc<Matrix>,
    part: Arc<RelationPart>,
}

/// Sessions to build lists from, and the work done so far.
pub struct Bench<'a> {
    sessions: &'a Sessions,
    popularity: Vec<f32>,
    /// Items whose rows are needed; the others stay empty.
    wanted: Vec<bool>,
    parts: ModelParts,
    threads: usize,
    /// Nanoseconds that the work would take on two cores of a machine like ours: counted, never measured, so that a budget buys the same
    /// trials everywhere.
    pub spent: u64,
}

/// Nanoseconds on two cores for a counted pair, a damped cell, a cell of the walk, an item of an encoded file, an entry that is ranked with.
const COSTS: [u64; 5] = [60, 24, 2, 800, 40];

impl<'a> Bench<'a> {
    /// A bench for lists of `products` products from these sessions.
    pub fn new(sessions: &'a Sessions, products: usize, threads: usize) -> Bench<'a> {
        let popularity = popularity(sessions, products);
        Bench { sessions, popularity, wanted: vec![false; products], parts: bare_parts(products), threads, spent: 0 }
    }

    /// From here on lists have the rows of the items that these questions know, and no others.
    pub fn want(&mut self, questions: &[Question]) {
        self.wanted.fill(false);
        for item in questions.iter().flat_map(Question::path) {
            if let Some(wanted) = self.wanted.get_mut(item.0 as usize) {
                *wanted = true;
            }
        }
    }

    /// Lists with these numbers, from the stages of `earlier` ones as far as their numbers agree; `None` where all rows are empty.
    pub fn lists(&mut self, options: &ViewedNextOptions, earlier: Option<&Lists>) -> Option<Lists> {
        let products = self.wanted.len();
        let same_counts = earlier.filter(|earlier| counting(&earlier.options) == counting(options));
        let counted = if let Some(earlier) = same_counts {
            earlier.counted.clone()
        } else {
            self.spend(0, 2 * (self.sessions.steps() * options.maximum_distance) as u64);
            Arc::new(count(self.sessions, products, options, self.threads))
        };
        let same_damping = same_counts.filter(|earlier| damping(&earlier.options) == damping(options));
        let damped = if let Some(earlier) = same_damping {
            earlier.damped.clone()
        } else {
            self.spend(1, counted.iter().map(Vec::len).sum::<usize>() as u64);
            Arc::new(damp(&counted, &self.popularity, options, self.threads))
        };
        let mut widths = row_widths(&self.popularity, options);
        widths.iter_mut().zip(&self.wanted).filter(|(_, wanted)| !**wanted).for_each(|(width, _)| *width = 0);
        self.spend(2, walk_work(&damped, &widths, options));
        let rows = match &options.worth {
            Some(worth) => {
                let evidence = Evidence::gather(self.sessions, products, options);
                worth.rows(&damped, &evidence, &widths, options, self.threads)
            }
            None => smooth(&damped, &self.popularity, &widths, options, self.threads),
        };
        let part = Arc::new(quantise(Relation::ViewedNext, &rows)?);
        Some(Lists { options: options.clone(), counted, damped, part })
    }

    /// What these lists achieve with these numbers of the score.
    pub fn figures(&mut self, lists: &Lists, score: &ScoreOptions, questions: &[Question]) -> Option<Figures> {
        self.parts.relations = vec![RelationPart::clone(&lists.part)];
        self.parts.ranking = ranking_parameters(&self.parts.relations, score);
        // Items have the products' numbers here, and most rows are empty: neither says anything of a candidate's surroundings.
        (self.parts.ranking.near_weight, self.parts.ranking.support_weight) = (0.0, 0.0);
        let file = encode(&self.parts).ok()?;
        let model = Model::open(file.as_slice()).ok()?;
        self.spend(3, self.wanted.len() as u64);
        let entries = |question: &Question| -> usize {
            let length = |item: usize| lists.part.rows.get(item).map_or(0, |row| row.entries.len());
            question.path().map(|item| length(item.0 as usize)).sum()
        };
        self.spend(4, questions.iter().map(entries).sum::<usize>() as u64);
        let make = || Engine::new(model.clone());
        let ranks = map_rows(questions.len(), self.threads, make, |engine, place| {
            questions.get(place).map_or([None; 3], |question| question.ask(engine))
        });
        Some(Figures::of(&ranks))
    }

    fn spend(&mut self, what: usize, times: u64) {
        self.spent += COSTS.get(what).copied().unwrap_or(0) * times;
    }
}

/// The numbers that counting depends on; the others at their defaults.
fn counting(options: &ViewedNextOptions) -> ViewedNextOptions {
    let ViewedNextOptions {
        maximum_distance, distance_power, session_length_power, recency, backward, kind_weights, minimum_support, ..
    } = *options;
    ViewedNextOptions {
        maximum_distance,
        distance_power,
        session_length_power,
        recency,
        backward,
        kind_weights,
        minimum_support,
        ..ViewedNextOptions::default()
    }
}

/// The numbers that damping depends on besides the counts; the others at their defaults.
fn damping(options: &ViewedNextOptions) -> ViewedNextOptions {
    let ViewedNextOptions { row_damping, popularity_damping, kept, .. } = *options;
    ViewedNextOptions { row_damping, popularity_damping, kept, ..ViewedNextOptions::default() }
}

/// A model of no lists yet; items have the products' numbers.
fn bare_parts(products: usize) -> ModelParts {
    ModelParts {
        items: ItemColumns {
            ids: (0..products).map(|product| product.to_string()).collect(),
            aliases: Vec::new(),
            prices: vec![0; products],
            categories: vec![None; products],
            brands: vec![None; products],
            groups: vec![0; products],
            flags: vec![ItemFlags(ItemFlags::AVAILABLE | ItemFlags::LISTED); products],
            popularity: vec![Scale(0); products],
            trend: vec![Scale(0); products],
            ages: vec![0; products],
        },
        ..ModelParts::default()
    }
}

#[cfg(test)]
mod tests {
    use super::super::numbers::OF_LISTS;
    use super::super::questions::questions;
    use super::*;
    use crate::TrainingOptions;
    use crate::testing::log_of;

    #[test]
    fn lists_from_earlier_stages_are_the_lists_made_anew() {
        let paths: Vec<Vec<u32>> =
            (0..300_u32).map(|number| (0..5).map(|step| (number * 7 + step * step * (1 + number % 3)) % 23).collect()).collect();
        let slices: Vec<&[u32]> = paths.iter().map(Vec::as_slice).collect();
        let mut log = log_of(&slices);
        for (place, event) in log.events.iter_mut().enumerate() {
            use vitrine_catalog::EventKind::{AddToCart, Purchase, View, Wishlist};
            event.kind = [View, View, AddToCart, View, Purchase, View, Wishlist][place % 7];
        }
        let sessions = Sessions::read(&log);
        let mut bench = Bench::new(&sessions, 23, 1);
        bench.want(&questions(&sessions, 1000)[0]);
        let mut options = TrainingOptions::default();
        options.viewed_next.neighbours = 5;
        let given = bench.lists(&options.viewed_next, None).unwrap();
        for number in OF_LISTS {
            let moved = number.moved(&options, 1.0).unwrap().viewed_next;
            let reused = bench.lists(&moved, Some(&given)).unwrap();
            let anew = bench.lists(&moved, None).unwrap();
            assert_eq!(reused.part, anew.part, "{}", number.name);
            // Twenty-three products are too few to feel how wide the walk is, and too alike to be given different widths.
            let too_small = ["walk width", "neighbour growth"].contains(&number.name);
            assert!(too_small || anew.part != given.part, "{} changes nothing", number.name);
        }
    }

    #[test]
    fn only_the_rows_that_questions_need_are_built() {
        let sessions = Sessions::read(&log_of(&[&[0, 1, 2], &[3, 4, 5]]));
        let mut bench = Bench::new(&sessions, 6, 1);
        bench.want(&questions(&sessions, 100)[0]);
        let lists = bench.lists(&ViewedNextOptions::default(), None).unwrap();
        let full: Vec<bool> = lists.part.rows.iter().map(|row| !row.entries.is_empty()).collect();
        assert_eq!(full, [true, true, false, false, false, false]);
    }
}
