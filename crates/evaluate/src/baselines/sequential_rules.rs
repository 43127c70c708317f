//! Sequential rules: what was opened after the current item, the sooner the stronger.
//!
//! Ludewig and Jannach, "Evaluation of session-based recommendation algorithms" (2018), section 3.1.3: a pair `d` steps apart, at most ten,
//! weighs 1/d; an item may follow itself; only the last item of the session is looked up.

use super::occurrences::{Counter, Occurrences};
use crate::ranker::{Question, Ranker};
use crate::score_list::ScoreList;
use vitrine_catalog::EventLog;

/// Steps apart, at most.
const LARGEST_DISTANCE: usize = 10;

/// Divisible by every distance, so that weights are whole numbers in proportion to 1/d.
const UNIT: u64 = 2520;

/// Weighted successors of each item.
#[derive(Clone, Debug)]
pub struct SequentialRules {
    rows: Vec<Vec<(u32, u64)>>,
}

impl SequentialRules {
    /// Counts rules over a training log with products in `0..items`.
    pub fn train(log: &EventLog, items: usize) -> SequentialRules {
        let Occurrences { paths, places } = Occurrences::of(log, items);
        let mut counter = Counter::new(items);
        let row = |places: &Vec<(u32, u32)>| {
            for (session, position) in places {
                let later = paths.get(*session as usize).and_then(|path| path.get(*position as usize + 1..)).unwrap_or_default();
                for (next, distance) in later.iter().zip(1..=LARGEST_DISTANCE) {
                    counter.add(*next, UNIT / distance as u64);
                }
            }
            counter.drain()
        };
        SequentialRules { rows: places.iter().map(row).collect() }
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
}

#[cfg(test)]
mod tests {
    use super::{SequentialRules, UNIT};
    use crate::split::tests::log;

    #[test]
    fn later_items_weigh_less_and_an_item_may_follow_itself() {
        let rules = SequentialRules::train(&log(&[(0.0, &[0, 0, 1, 2])]), 3);
        assert_eq!(rules.rows[0], [(0, UNIT), (1, UNIT + UNIT / 2), (2, UNIT / 2 + UNIT / 3)]);
        assert_eq!(rules.rows[1], [(2, UNIT)]);
        assert!(rules.rows[2].is_empty());
    }

    #[test]
    fn nothing_counts_beyond_ten_steps_or_beyond_the_session() {
        let long: Vec<u32> = (0..12).collect();
        let rules = SequentialRules::train(&log(&[(0.0, &long), (99.0, &[12])]), 13);
        assert_eq!(rules.rows[0].last(), Some(&(10, UNIT / 10)));
        assert!(rules.rows[11].is_empty());
    }
}
