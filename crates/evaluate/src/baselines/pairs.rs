//! Association rules of size two: what else was opened in the sessions that opened the current item.
//!
//! As in Ludewig and Jannach, "Evaluation of session-based recommendation algorithms" (2018): every two positions of a session that hold
//! different items count once, in both directions; only the last item of the session is looked up.

use super::occurrences::{Counter, Occurrences};
use crate::ranker::{Question, Ranker};
use crate::score_list::ScoreList;
use vitrine_catalog::EventLog;

/// Counted pairs of each item.
#[derive(Clone, Debug)]
pub struct Pairs {
    rows: Vec<Vec<(u32, u64)>>,
}

impl Pairs {
    /// Counts pairs over a training log with products in `0..items`.
    pub fn train(log: &EventLog, items: usize) -> Pairs {
        let Occurrences { paths, places } = Occurrences::of(log, items);
        let mut counter = Counter::new(items);
        let row = |(item, places): (usize, &Vec<(u32, u32)>)| {
            for (session, _) in places {
                for other in paths.get(*session as usize).map(Vec::as_slice).unwrap_or_default() {
                    if *other as usize != item {
                        counter.add(*other, 1);
                    }
                }
            }
            counter.drain()
        };
        Pairs { rows: places.iter().enumerate().map(row).collect() }
    }
}

impl Ranker for Pairs {
    fn name(&self) -> &'static str {
        "pairs"
    }

    fn rank(&mut self, question: &Question, scores: &mut ScoreList) {
        let row = question.path.last().and_then(|item| self.rows.get(*item as usize));
        for (item, count) in row.map(Vec::as_slice).unwrap_or_default() {
            scores.push(*item, *count as f64);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Pairs;
    use crate::split::tests::log;

    #[test]
    fn pairs_count_in_both_directions_and_never_with_themselves() {
        let pairs = Pairs::train(&log(&[(0.0, &[0, 1, 0]), (9.0, &[1, 2])]), 3);
        assert_eq!(pairs.rows, [vec![(1, 2)], vec![(0, 2), (2, 1)], vec![(1, 1)]]);
    }
}
