//! SLIST: a linear model of what belongs to a session and of what follows in it, in closed form.
//!
//! Choi, Kim, Lee, Shim and Lee, "Session-aware linear item-item models for session-based recommendation" (WWW 2021), equation 14: with
//! G and C over sessions as sets (share α) and parted sessions (1 − α), B = (G + λI)⁻¹C; a session scores by the sum of its items' rows,
//! faded by the age of the click.

use super::co_occurrence::{CoOccurrence, Shape};
use super::ridge::Solver;
use super::{Row, Sums, bytes, score};
use crate::baselines::method::{Boxed, Dimension, Method, named, number};
use crate::baselines::occurrences::Occurrences;
use crate::ranker::{Question, Ranker};
use crate::score_list::ScoreList;
use std::sync::Arc;
use vitrine_train::map_rows;

/// Entries of a row that are kept.
const LONGEST_ROW: usize = 500;

const DIMENSIONS: &[Dimension] = &[
    Dimension { name: "ridge", values: &[1.0, 3.0, 10.0, 30.0, 100.0], start: 2 },
    Dimension { name: "sets", values: &[0.0, 0.2, 0.4, 0.6, 0.8, 1.0], start: 1 },
    Dimension { name: "input_decay", values: &[0.0, 0.125, 0.25, 0.5, 1.0, 2.0], start: 3 },
    Dimension { name: "target_decay", values: &[0.125, 0.25, 0.5, 1.0, 2.0, 4.0], start: 2 },
    Dimension { name: "session_days", values: &[1.0, 2.0, 4.0, 8.0, 16.0, 64.0, 256.0], start: 5 },
    Dimension { name: "click_decay", values: &[0.125, 0.25, 0.5, 1.0, 2.0, 4.0], start: 3 },
];

pub(in crate::baselines) const METHOD: Method =
    Method { name: "slist", dimensions: DIMENSIONS, learn, memory: CoOccurrence::memory, questions: 2000, pairs: 3_000_000 };

fn learn(log: &Arc<Occurrences>, numbers: &[f64], wanted: Option<&[u32]>) -> Boxed {
    let at = |place| number(numbers, place);
    let pairs = CoOccurrence::of(log, Shape { sets: at(1), input_decay: at(2), target_decay: at(3), session_days: at(4) });
    let rows = rows(&pairs, at(0), log.items(), wanted, LONGEST_ROW);
    Box::new(Slist { settings: named(DIMENSIONS, numbers), rows, click_decay: at(5), sums: Sums::new(log.items()) })
}

/// Rows of the ridge regression: those wanted, or all.
pub(super) fn rows(pairs: &CoOccurrence, ridge: f64, items: usize, wanted: Option<&[u32]>, longest: usize) -> Vec<Row> {
    let all: Vec<u32> = (0..items as u32).collect();
    let wanted = wanted.unwrap_or(&all);
    let solved = map_rows(
        wanted.len(),
        2,
        || Solver::new(pairs, ridge, items),
        |solver, place| wanted.get(place).map(|item| solver.row(*item, longest)).unwrap_or_default(),
    );
    let mut rows = vec![Row::new(); items];
    for (item, row) in wanted.iter().zip(solved) {
        if let Some(slot) = rows.get_mut(*item as usize) {
            *slot = row;
        }
    }
    rows
}

struct Slist {
    settings: Vec<(&'static str, f64)>,
    rows: Vec<Row>,
    click_decay: f64,
    sums: Sums,
}

impl Ranker for Slist {
    fn name(&self) -> &'static str {
        "slist"
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
