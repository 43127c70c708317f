//! Sequential rules: what was opened after the current item, the sooner the stronger.
//!
//! Ludewig and Jannach, "Evaluation of session-based recommendation algorithms" (2018), section 3.1.3: a pair `d` steps apart, at most ten,
//! weighs 1/d; an item may follow itself; only the last item of the session is looked up. Other distances and weightings are searched.

use super::fade::Fade;
use super::method::{Dimension, Method, named, number};
use super::occurrences::{Counter, Occurrences};
use crate::ranker::{Question, Ranker};
use crate::score_list::ScoreList;

/// A weight of 1; divisible by every distance up to ten and by its square, so that weights are whole numbers and what is level stays level.
const UNIT: f64 = 6_350_400.0;

/// Weightings are numbered as in VS-kNN. The paper's own choice is where the search begins.
const DIMENSIONS: &[Dimension] = &[
    Dimension { name: "distance", values: &[1.0, 2.0, 3.0, 5.0, 10.0, 20.0], start: 4 },
    Dimension { name: "weighting", values: &[0.0, 1.0, 2.0, 3.0, 4.0], start: 2 },
];

pub(super) const METHOD: Method = Method {
    name: "sequential",
    dimensions: DIMENSIONS,
    learn: |log, numbers, _| Box::new(SequentialRules::train(log, numbers)),
    memory: |_| 0,
    questions: 4000,
    pairs: usize::MAX,
};

/// Weighted successors of each item.
#[derive(Clone, Debug)]
pub struct SequentialRules {
    settings: Vec<(&'static str, f64)>,
    rows: Vec<Vec<(u32, u64)>>,
}

impl SequentialRules {
    /// Counts rules over a training log, with the largest distance and the number of a weighting.
    fn train(log: &Occurrences, numbers: &[f64]) -> SequentialRules {
        let weighting = match number(numbers, 1) as u32 {
            0 => Fade::None,
            1 => Fade::Linear(1.0),
            2 => Fade::Reciprocal,
            3 => Fade::Quadratic,
            _ => Fade::Logarithmic,
        };
        let weights: Vec<u64> = (0..number(numbers, 0) as usize).map(|steps| (UNIT * weighting.weight(steps, 0)).round() as u64).collect();
        let Occurrences { paths, places, .. } = log;
        let mut counter = Counter::new(log.items());
        let row = |places: &Vec<(u32, u32)>| {
            for (session, position) in places {
                let later = paths.get(*session as usize).and_then(|path| path.get(*position as usize + 1..)).unwrap_or_default();
                for (next, weight) in later.iter().zip(&weights) {
                    counter.add(*next, *weight);
                }
            }
            counter.drain()
        };
        SequentialRules { settings: named(DIMENSIONS, numbers), rows: places.iter().map(row).collect() }
    }
}

impl Ranker for SequentialRules {
    fn name(&self) -> &'static str {
        "sequential"
    }

    fn rank(&mut self, question: &Question, scores: &mut ScoreList) {
        let row = question.path.last().and_then(|item| self.rows.get(*item as usize));
        for (item, weight) in row.map(Vec::as_slice).unwrap_or_default() {
            scores.push(*item, *weight as f64);
        }
    }

    fn bytes(&self) -> Option<usize> {
        Some(8 * self.rows.iter().map(Vec::len).sum::<usize>())
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
    use super::{SequentialRules, UNIT as ONE};
    use crate::baselines::Occurrences;
    use crate::split::tests::log;

    const UNIT: u64 = ONE as u64;

    fn rows(sessions: &[(f64, &[u32])], items: usize, numbers: &[f64]) -> Vec<Vec<(u32, u64)>> {
        SequentialRules::train(&Occurrences::of(&log(sessions), items), numbers).rows
    }

    #[test]
    fn later_items_weigh_less_and_an_item_may_follow_itself() {
        let rows = rows(&[(0.0, &[0, 0, 1, 2])], 3, &[10.0, 2.0]);
        assert_eq!(rows[0], [(0, UNIT), (1, UNIT + UNIT / 2), (2, UNIT / 2 + UNIT / 3)]);
        assert_eq!(rows[1], [(2, UNIT)]);
        assert!(rows[2].is_empty());
    }

    #[test]
    fn weightings_differ_in_how_fast_they_fall() {
        let of_third = |weighting| rows(&[(0.0, &[0, 1, 2, 3])], 4, &[10.0, weighting])[0][2].1;
        assert_eq!([0.0, 1.0, 2.0, 3.0].map(of_third), [UNIT, UNIT / 10 * 8, UNIT / 3, UNIT / 9]);
    }

    #[test]
    fn nothing_counts_beyond_ten_steps_or_beyond_the_session() {
        let long: Vec<u32> = (0..12).collect();
        let rows = rows(&[(0.0, &long), (99.0, &[12])], 13, &[10.0, 2.0]);
        assert_eq!(rows[0].last(), Some(&(10, UNIT / 10)));
        assert!(rows[11].is_empty());
    }
}
