//! S-Walk: a random walk with restarts over two linear models, in closed form.
//!
//! Choi, Kim, Lee, Shim and Lee, "S-Walk: accurate and scalable session-based recommendation with random walks" (WSDM 2022): R, the model of
//! parted sessions, and T, the model of sessions as sets, lose their negative entries and are scaled to rows that add up to 1; the walk starts
//! at T̂ = βT + (1 − β)I, goes on by R with probability p, and M = (1 − p) T̂ Σₖ pᵏRᵏ scores as in SLIST. Rows of R and T are cut to their largest
//! entries, as the paper does for speed.

use super::co_occurrence::{CoOccurrence, Shape};
use super::slist::rows;
use super::{Row, Sums, bytes, largest, score};
use crate::baselines::method::{Boxed, Dimension, Method, named, number};
use crate::baselines::occurrences::Occurrences;
use crate::ranker::{Question, Ranker};
use crate::score_list::ScoreList;
use std::sync::Arc;
use vitrine_train::map_rows;

/// Entries of a row of R or T that are kept.
const LONGEST_STEP: usize = 100;

/// Entries of a row of the walk that are kept.
const LONGEST_ROW: usize = 500;

/// The walk ends when what goes on is below this share.
const LEFT: f64 = 0.01;

/// Shares of the walker below this one are let go.
const SMALLEST: f64 = 1e-5;

const DIMENSIONS: &[Dimension] = &[
    Dimension { name: "ridge", values: &[1.0, 3.0, 10.0, 30.0, 100.0], start: 2 },
    Dimension { name: "go_on", values: &[0.3, 0.5, 0.7, 0.9], start: 1 },
    Dimension { name: "sets", values: &[0.1, 0.3, 0.5, 0.7, 0.9, 1.0], start: 3 },
    Dimension { name: "decay", values: &[0.125, 0.25, 0.5, 1.0, 2.0], start: 2 },
    Dimension { name: "session_days", values: &[1.0, 2.0, 4.0, 16.0, 64.0, 256.0], start: 4 },
    Dimension { name: "click_decay", values: &[0.25, 0.5, 1.0, 2.0, 4.0], start: 2 },
];

pub(in crate::baselines) const METHOD: Method =
    Method { name: "s-walk", dimensions: DIMENSIONS, learn, memory: CoOccurrence::memory, questions: 2000, pairs: 2_000_000 };

fn learn(log: &Arc<Occurrences>, numbers: &[f64], wanted: Option<&[u32]>) -> Boxed {
    let at = |place| number(numbers, place);
    let model = |sets: f64, wanted: Option<&[u32]>| {
        let pairs = CoOccurrence::of(log, Shape { sets, input_decay: at(3), target_decay: at(3), session_days: at(4) });
        let mut rows = rows(&pairs, at(0), log.items(), wanted, LONGEST_STEP);
        for row in &mut rows {
            scale(row);
        }
        rows
    };
    let (steps, starts) = (model(0.0, None), model(1.0, wanted));
    let walk = Walk { starts: &starts, steps: &steps, sets: at(2), go_on: at(1) };
    let all: Vec<u32> = (0..log.items() as u32).collect();
    let wanted = wanted.unwrap_or(&all);
    let walked = map_rows(
        wanted.len(),
        2,
        || (Sums::new(log.items()), Sums::new(log.items())),
        |(at, been), place| wanted.get(place).map(|item| walk.row(*item, at, been)).unwrap_or_default(),
    );
    let mut rows = vec![Row::new(); log.items()];
    for (item, row) in wanted.iter().zip(walked) {
        if let Some(slot) = rows.get_mut(*item as usize) {
            *slot = row;
        }
    }
    Box::new(SWalk { settings: named(DIMENSIONS, numbers), rows, click_decay: at(5), sums: Sums::new(log.items()) })
}

/// Makes a row add up to 1.
fn scale(row: &mut Row) {
    let sum: f64 = row.iter().map(|(_, weight)| f64::from(*weight)).sum();
    for (_, weight) in row.iter_mut() {
        *weight = (f64::from(*weight) / sum) as f32;
    }
}

struct Walk<'a> {
    starts: &'a [Row],
    steps: &'a [Row],
    sets: f64,
    go_on: f64,
}

impl Walk<'_> {
    /// Where a walk from an item is met: T̂ᵢ Σ pᵏRᵏ.
    fn row(&self, item: u32, at: &mut Sums, been: &mut Sums) -> Row {
        at.add(item, 1.0 - self.sets);
        at.add_row(row_of(self.starts, item), self.sets);
        let mut share = 1.0;
        let mut walkers: Vec<(u32, f64)> = Vec::new();
        while share > LEFT {
            walkers.clear();
            walkers.extend(at.drain().filter(|(_, weight)| *weight > SMALLEST));
            for (item, weight) in &walkers {
                been.add(*item, *weight);
                at.add_row(row_of(self.steps, *item), self.go_on * weight);
            }
            share *= self.go_on;
        }
        at.drain().for_each(drop);
        largest(been.drain(), LONGEST_ROW)
    }
}

fn row_of(rows: &[Row], item: u32) -> &[(u32, f32)] {
    rows.get(item as usize).map(Vec::as_slice).unwrap_or_default()
}

struct SWalk {
    settings: Vec<(&'static str, f64)>,
    rows: Vec<Row>,
    click_decay: f64,
    sums: Sums,
}

impl Ranker for SWalk {
    fn name(&self) -> &'static str {
        "s-walk"
    }

    fn rank(&mut self, question: &Question, scores: &mut ScoreList) {
        score(&self.rows, question.path, self.click_decay, &mut self.sums, scores);
    }

    fn bytes(&self) -> Option<usize> {
        Some(bytes(&self.rows))
    }

    fn settings(&self) -> Vec<(&'static str, f64)> {
        self.settings.clone()
    }

    fn ignores_reading(&self) -> bool {
        true
    }
}

#[cfg(test)]
mod tests {
    use super::{Sums, Walk};

    #[test]
    fn a_walk_goes_from_the_set_along_the_steps() {
        // 0 starts at 0 or at 1, half and half; from 0 on to 2, from 1 on to 2, from 2 nowhere.
        let starts = [vec![(1, 1.0)], Vec::new(), Vec::new()];
        let steps = [vec![(2, 1.0)], vec![(2, 1.0)], Vec::new()];
        let walk = Walk { starts: &starts, steps: &steps, sets: 0.5, go_on: 0.4 };
        let (mut at, mut been) = (Sums::new(3), Sums::new(3));
        for _ in 0..2 {
            assert_eq!(walk.row(0, &mut at, &mut been), [(0, 0.5), (1, 0.5), (2, 0.4)]);
        }
        assert_eq!(walk.row(2, &mut at, &mut been), [(2, 0.5)]);
    }
}
