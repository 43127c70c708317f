//! The loop that asks every ranker every question and keeps what came out of each.

use crate::metrics::{Exposure, Summary};
use crate::ranker::{Question, Ranker};
use crate::score_list::ScoreList;
use crate::split::{Split, opens_product};
use serde::Serialize;
use std::time::Instant;

/// Which targets count and which items may be recommended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Reading {
    /// Every target counts; the item on the page may be recommended.
    All,
    /// Targets equal to the current item are left out, and the current item leaves the list: what a product page needs.
    NoRepeat,
    /// Targets already seen in the session are left out, and all seen items leave the list.
    Novel,
}

impl Reading {
    /// Every reading, in the order of tables.
    pub const ALL: [Reading; 3] = [Reading::All, Reading::NoRepeat, Reading::Novel];

    /// The name in tables and on the command line.
    pub const fn name(self) -> &'static str {
        match self {
            Reading::All => "all",
            Reading::NoRepeat => "no-repeat",
            Reading::Novel => "novel",
        }
    }
}

/// What became of one question.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Outcome {
    /// Number of the test session.
    pub session: u32,
    /// Rank of the target; `None` where it was not among the candidates or never seen in training.
    pub rank: Option<f64>,
}

/// All outcomes of one ranker in one reading.
#[derive(Clone, Debug)]
pub struct Outcomes {
    /// In the order of the test.
    pub outcomes: Vec<Outcome>,
    /// What was shown.
    pub exposure: Exposure,
    /// Microseconds of each ranking, ascending.
    pub microseconds: Vec<f64>,
}

impl Outcomes {
    fn new(counts: &[u32], predictions: usize) -> Outcomes {
        Outcomes {
            outcomes: Vec::with_capacity(predictions),
            exposure: Exposure::new(counts),
            microseconds: Vec::with_capacity(predictions),
        }
    }

    /// Hit rate and mean reciprocal rank within the first `limit` places.
    pub fn summary(&self, limit: usize) -> Summary {
        Summary::of(self.outcomes.iter().map(|outcome| outcome.rank), limit)
    }
}

/// Asks one ranker every question of the test, and takes every answer in each of the readings; they are several where the answer is the same
/// in all of them. `progress` gets the number of questions behind us now and then.
pub fn run(split: &Split, ranker: &mut dyn Ranker, readings: &[Reading], limit: usize, progress: &mut dyn FnMut(usize)) -> Vec<Outcomes> {
    let counts = split.training_counts();
    let mut taken: Vec<Outcomes> = readings.iter().map(|_| Outcomes::new(&counts, split.predictions())).collect();
    let mut scores = ScoreList::default();
    let mut left = ScoreList::default();
    let mut path = Vec::new();
    let mut asked = 0;
    for (number, session) in split.test.iter().enumerate() {
        path.clear();
        let mut next_target = session.targets.iter().peekable();
        for (position, event) in session.events.iter().enumerate() {
            let opened = event.product.filter(|_| opens_product(event)).map(|product| product.0);
            if next_target.next_if_eq(&&position).is_some() {
                asked += 1;
                let events = session.events.get(..position).unwrap_or_default();
                let ask = |reading| Question { events, path: &path, reading, limit };
                let counts_in = |reading: &Reading| opened.filter(|target| !path.is_empty() && !ask(*reading).excludes(*target));
                let Some(first) = readings.iter().copied().find(|reading| counts_in(reading).is_some()) else {
                    path.extend(opened);
                    continue;
                };
                scores.clear();
                let start = Instant::now();
                ranker.rank(&ask(first), &mut scores);
                let microseconds = start.elapsed().as_secs_f64() * 1e6;
                for (reading, outcomes) in readings.iter().zip(&mut taken) {
                    let Some(target) = counts_in(reading) else { continue };
                    left.clone_from(&scores);
                    left.retain(|item| !ask(*reading).excludes(item));
                    let known = counts.get(target as usize).is_some_and(|count| *count > 0);
                    let rank = if known { left.rank_of(target) } else { None };
                    outcomes.outcomes.push(Outcome { session: number as u32, rank });
                    outcomes.microseconds.push(microseconds);
                    outcomes.exposure.aim_at(target);
                    outcomes.exposure.show(left.best(limit));
                }
                if asked % 1024 == 0 {
                    progress(asked);
                }
            }
            path.extend(opened);
        }
    }
    for outcomes in &mut taken {
        outcomes.microseconds.sort_unstable_by(f64::total_cmp);
    }
    taken
}

#[cfg(test)]
mod tests {
    use super::{Outcome, Reading, run};
    use crate::ranker::{Question, Ranker};
    use crate::score_list::ScoreList;
    use crate::split::Split;
    use crate::split::tests::{catalogue, log};

    /// Scores items 0, 1, 2 in this order, whatever the session.
    struct Fixed(Vec<Vec<u32>>);

    impl Ranker for Fixed {
        fn name(&self) -> &'static str {
            "fixed"
        }

        fn rank(&mut self, question: &Question, scores: &mut ScoreList) {
            self.0.push(question.path.to_vec());
            for item in 0..3 {
                scores.push(item, -f64::from(item));
            }
        }
    }

    fn ranks(reading: Reading) -> (Vec<Option<f64>>, Vec<Vec<u32>>) {
        // Training knows 0, 1 and 2; product 3 occurs in the test alone.
        let split = Split::by_files(catalogue(4), log(&[(0.0, &[0, 1, 2])]), &log(&[(9.0, &[0, 0, 2, 0, 3, 1])])).unwrap();
        let mut ranker = Fixed(Vec::new());
        let found = run(&split, &mut ranker, &[reading], 20, &mut |_| {}).remove(0);
        assert!(found.outcomes.iter().all(|Outcome { session, .. }| *session == 0));
        (found.outcomes.iter().map(|outcome| outcome.rank).collect(), ranker.0)
    }

    #[test]
    fn all_counts_every_target_and_an_unknown_one_as_a_miss() {
        let (ranks, paths) = ranks(Reading::All);
        assert_eq!(ranks, [Some(1.0), Some(3.0), Some(1.0), None, Some(2.0)]);
        assert_eq!(paths, [vec![0], vec![0, 0], vec![0, 0, 2], vec![0, 0, 2, 0], vec![0, 0, 2, 0, 3]]);
    }

    #[test]
    fn no_repeat_leaves_out_the_current_item_as_target_and_in_the_list() {
        // 0→0 is no question; 2 stands second without 0; 0 stands first without 2; 3 is unknown; 1 stands second after 3.
        assert_eq!(ranks(Reading::NoRepeat).0, [Some(2.0), Some(1.0), None, Some(2.0)]);
    }

    #[test]
    fn one_answer_taken_in_every_reading_gives_what_each_reading_gives_alone() {
        let split = Split::by_files(catalogue(4), log(&[(0.0, &[0, 1, 2])]), &log(&[(9.0, &[0, 0, 2, 0, 3, 1])])).unwrap();
        let taken = run(&split, &mut Fixed(Vec::new()), &Reading::ALL, 20, &mut |_| {});
        let together: Vec<Vec<_>> = taken.iter().map(|found| found.outcomes.iter().map(|outcome| outcome.rank).collect()).collect();
        assert_eq!(together, Reading::ALL.map(|reading| ranks(reading).0));
    }

    #[test]
    fn novel_leaves_out_everything_seen() {
        assert_eq!(ranks(Reading::Novel).0, [Some(2.0), None, Some(1.0)]);
    }
}
