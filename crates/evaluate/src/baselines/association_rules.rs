//! Association rules of size two: what else was opened in the sessions that opened the current item.
//!
//! Ludewig and Jannach, "Evaluation of session-based recommendation algorithms" (2018), section 3.1.1: every two positions of a session that hold
//! different items count once, in both directions; only the last item of the session is looked up.

use super::occurrences::{Counter, Occurrences};
use crate::ranker::{Question, Ranker};
use crate::score_list::ScoreList;

/// Counted pairs of each item.
#[derive(Clone, Debug)]
pub struct AssociationRules {
    rows: Vec<Vec<(u32, u64)>>,
}

impl AssociationRules {
    /// Counts pairs over a training log.
    pub fn train(log: &Occurrences) -> AssociationRules {
        let Occurrences { paths, places, .. } = log;
        let mut counter = Counter::new(log.items());
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
        AssociationRules { rows: places.iter().enumerate().map(row).collect() }
    }
}

impl Ranker for AssociationRules {
    fn name(&self) -> &'static str {
        "association"
    }

    fn rank(&mut self, question: &Question, scores: &mut ScoreList) {
        let row = question.path.last().and_then(|item| self.rows.get(*item as usize));
        for (item, count) in row.map(Vec::as_slice).unwrap_or_default() {
            scores.push(*item, *count as f64);
        }
    }

    fn bytes(&self) -> Option<usize> {
        Some(8 * self.rows.iter().map(Vec::len).sum::<usize>())
    }

    fn ignores_reading(&self) -> bool {
        true
    }
}

#[cfg(test)]
mod tests {
    use super::AssociationRules;
    use crate::baselines::Occurrences;
    use crate::split::tests::log;

    #[test]
    fn pairs_count_in_both_directions_and_never_with_themselves() {
        let rules = AssociationRules::train(&Occurrences::of(&log(&[(0.0, &[0, 1, 0]), (9.0, &[1, 2])]), 3));
        assert_eq!(rules.rows, [vec![(1, 2)], vec![(0, 2), (2, 1)], vec![(1, 1)]]);
    }
}
