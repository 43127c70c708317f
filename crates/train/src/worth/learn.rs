//! Learning on the latest sessions, and whether it was worth it.

use super::evidence::{Evidence, FEATURES};
use super::fit::{Answer, Fit, NUMBERS, SETTLED, score, start};
use super::questions::{Question, READING_WEIGHTS, questions};
use super::{Described, WIDTH, Worth, described};
use crate::options::{ScoreOptions, TrainingOptions, ViewedNextOptions};
use crate::parallel::map_rows;
use crate::sessions::Sessions;
use crate::sparse::keep_heaviest;
use crate::viewed_next::damped;

/// Questions that are wanted.
const WANTED: usize = 12_000;
/// Fewer than this teach nothing.
const FEWEST: usize = 2_000;
/// Questions that the score's numbers are settled on.
const SETTLED_ON: usize = 4_000;
/// Least and most part of the sessions, the latest, that questions are taken from.
const TAIL_SHARES: [f64; 2] = [0.05, 0.2];

/// What was learned.
#[derive(Clone, Debug, PartialEq)]
pub struct Learned {
    /// The weight of an entry.
    pub worth: Worth,
    /// Numbers of the score that go with it.
    pub score: ScoreOptions,
    /// Questions learned from, and questions kept from it for comparing.
    pub questions: [usize; 2],
    /// Hit rate and mean reciprocal rank at 20 of those kept, with the walk's weights.
    pub before: (f64, f64),
    /// The same with the weights learned.
    pub after: (f64, f64),
}

/// Learns what entries are worth; `None` where the log is too short, or where the walk's own weights answer the questions kept as well.
pub fn learn(sessions: &Sessions, products: usize, options: &TrainingOptions, threads: usize) -> Option<Learned> {
    let plain = ViewedNextOptions { worth: None, ..options.viewed_next.clone() };
    if plain.neighbours == 0 {
        return None;
    }
    let share =
        (1.25 * WANTED as f64 / sessions.views().saturating_sub(sessions.len()).max(1) as f64).clamp(TAIL_SHARES[0], TAIL_SHARES[1]);
    let (head, tail) = sessions.split_at(sessions.len() - (sessions.len() as f64 * share) as usize);
    let [asked, held] = questions(&tail, WANTED);
    if asked.len() < FEWEST {
        return None;
    }
    let mut wanted = vec![false; products];
    for item in asked.iter().chain(&held).flat_map(|question| &question.path) {
        if let Some(wanted) = wanted.get_mut(*item as usize) {
            *wanted = true;
        }
    }
    let (matrix, _) = damped(&head, products, &plain, threads);
    let evidence = Evidence::gather(&head, products, &plain);
    let width = |row: usize| if wanted.get(row) == Some(&true) { WIDTH.max(plain.neighbours) } else { 0 };
    let mut rows = described(&matrix, &evidence, width, &plain, threads, |_, entries| entries);
    drop((matrix, evidence));
    let standard = Standard::of(&rows);
    for (_, features) in rows.iter_mut().flatten() {
        standard.apply(features);
    }

    let mut walked = Fit { numbers: start(standard.spreads[0], &options.score), rows: &rows, width: plain.neighbours, slopes: false };
    walked.run(&asked, threads);
    let mut fitted = Fit { width: usize::MAX, slopes: true, ..walked.clone() };
    fitted.run(&asked, threads);
    let weights = pruned(&fitted, plain.neighbours);
    let before = Figures::of(&walked, &pruned(&walked, plain.neighbours), &held, threads);
    let after = Figures::of(&fitted, &weights, &held, threads);
    if after.value <= before.value {
        return None;
    }
    settle(&mut fitted, &weights, &asked, threads);
    Some(Learned {
        worth: standard.worth(&fitted.numbers),
        score: score(&fitted.numbers, median_maximum(&fitted), &options.score),
        questions: [asked.len(), held.len()],
        before: (before.hit_rate, before.reciprocal_rank),
        after: (after.hit_rate, after.reciprocal_rank),
    })
}

/// The median of the row maxima.
fn median_maximum(fit: &Fit) -> f64 {
    let maximum = |row: &Vec<Described>| row.iter().map(|(_, features)| fit.weigh(features)).fold(0.0, f32::max);
    let mut maxima: Vec<f32> = fit.rows.iter().map(maximum).filter(|maximum| *maximum > 0.0).collect();
    maxima.sort_by(f32::total_cmp);
    maxima.get(maxima.len() / 2).map_or(1.0, |median| f64::from(*median))
}

/// Means and standard deviations of the features.
struct Standard {
    means: [f32; FEATURES],
    spreads: [f32; FEATURES],
}

impl Standard {
    fn of(rows: &[Vec<Described>]) -> Standard {
        let (mut sums, mut squares) = ([0.0_f64; FEATURES], [0.0_f64; FEATURES]);
        for (_, features) in rows.iter().flatten() {
            for (place, &feature) in features.iter().enumerate() {
                sums[place] += f64::from(feature);
                squares[place] += f64::from(feature) * f64::from(feature);
            }
        }
        let count = rows.iter().map(Vec::len).sum::<usize>().max(1) as f64;
        let mut means = sums.map(|sum| (sum / count) as f32);
        let mut spreads = [1.0; FEATURES];
        for (place, spread) in spreads.iter_mut().enumerate() {
            let mean = sums[place] / count;
            let variance = squares[place] / count - mean * mean;
            // A feature that is the same everywhere says nothing, and must not be blown up.
            *spread = if variance > 1e-6 { libm::sqrt(variance) as f32 } else { 1.0 };
        }
        // With the median of the row maxima at 1, bonuses are in the unit that the score has them in.
        let mut maxima: Vec<f32> = rows.iter().filter_map(|row| row.first()).map(|(_, features)| features[0]).collect();
        maxima.sort_by(f32::total_cmp);
        means[0] = maxima.get(maxima.len() / 2).copied().unwrap_or(0.0);
        Standard { means, spreads }
    }

    fn apply(&self, features: &mut [f32; FEATURES]) {
        for (feature, (mean, spread)) in features.iter_mut().zip(self.means.iter().zip(&self.spreads)) {
            *feature = (*feature - mean) / spread;
        }
    }

    /// The fitted function of standardised features as one of plain features.
    fn worth(&self, numbers: &[f64; NUMBERS]) -> Worth {
        let mut worth = Worth { constant: 0.0, slopes: [0.0; FEATURES] };
        let mut constant = 0.0;
        for (place, slope) in worth.slopes.iter_mut().enumerate() {
            let plain = numbers[place] / f64::from(self.spreads[place]);
            constant -= plain * f64::from(self.means[place]);
            *slope = plain as f32;
        }
        worth.constant = constant as f32;
        worth
    }
}

/// Moves the score's numbers on by ranks: what makes a view likely is not quite what puts it first.
fn settle(fit: &mut Fit, weights: &[Vec<f32>], questions: &[Question], threads: usize) {
    let sample: Vec<Question> = questions.iter().step_by(questions.len().div_ceil(SETTLED_ON).max(1)).cloned().collect();
    let mut best = Figures::of(fit, weights, &sample, threads).value;
    for _ in 0..2 {
        for group in SETTLED {
            for step in [0.2, -0.2] {
                for _ in 0..6 {
                    let mut moved = fit.clone();
                    moved.numbers.iter_mut().skip(group.start).take(group.len()).for_each(|number| *number += step);
                    let found = Figures::of(&moved, weights, &sample, threads).value;
                    if found <= best + 1e-4 {
                        break;
                    }
                    (best, *fit) = (found, moved);
                }
            }
        }
    }
}

/// Weights of the entries that stay; 0 for the others.
fn pruned(fit: &Fit, neighbours: usize) -> Vec<Vec<f32>> {
    let prune = |row: &Vec<Described>| -> Vec<f32> {
        let mut weights: Vec<f32> = row.iter().map(|(_, features)| fit.weigh(features)).collect();
        let mut best: Vec<(u32, f32)> = weights.iter().enumerate().map(|(place, weight)| (place as u32, *weight)).collect();
        keep_heaviest(&mut best, neighbours);
        let least = best.last().map_or(0.0, |last| last.1);
        weights.iter_mut().filter(|weight| **weight < least).for_each(|weight| *weight = 0.0);
        weights
    };
    fit.rows.iter().map(prune).collect()
}

/// How well questions are answered.
struct Figures {
    hit_rate: f64,
    reciprocal_rank: f64,
    /// What counts: hit rate and one and a half times the reciprocal rank, over the readings.
    value: f64,
}

impl Figures {
    /// Answers with these weights.
    fn of(fit: &Fit, weights: &[Vec<f32>], questions: &[Question], threads: usize) -> Figures {
        let products = fit.rows.len();
        let ranks = map_rows(
            questions.len(),
            threads,
            || Answer::new(products),
            |answer, place| questions.get(place).map_or([None; 3], |question| fit.ranks(question, weights, answer)),
        );
        let mut figures = Figures { hit_rate: 0.0, reciprocal_rank: 0.0, value: 0.0 };
        for (reading, weight) in READING_WEIGHTS.into_iter().enumerate() {
            let found = || ranks.iter().filter_map(|ranks| ranks[reading]);
            let count = found().count().max(1) as f64;
            let hit_rate = found().filter(|rank| *rank > 0.0).count() as f64 / count;
            let reciprocal_rank = found().sum::<f64>() / count;
            figures.value += weight * (hit_rate + 1.5 * reciprocal_rank);
            if reading == 0 {
                (figures.hit_rate, figures.reciprocal_rank) = (hit_rate, reciprocal_rank);
            }
        }
        figures
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::log_of;
    use crate::viewed_next::viewed_next;

    /// Visits along a ring of products, where one looks at the next product and now and then jumps; the way back never happens.
    fn one_way(visits: u32, products: u32) -> Sessions {
        let visit = |visit: u32| -> Vec<u32> {
            let first = visit * 7 % products;
            (0..5).map(|step| (first + step + u32::from(visit.is_multiple_of(4) && step > 2) * 5) % products).collect()
        };
        let paths: Vec<Vec<u32>> = (0..visits).map(visit).collect();
        let slices: Vec<&[u32]> = paths.iter().map(Vec::as_slice).collect();
        Sessions::read(&log_of(&slices))
    }

    fn learned(threads: usize) -> Learned {
        // Counted both ways alike, the way back seems as good as the way on.
        let mut options = TrainingOptions::default();
        options.viewed_next.backward = 1.0;
        learn(&one_way(4000, 40), 40, &options, threads).unwrap()
    }

    fn slope(worth: &Worth, name: &str) -> f32 {
        worth.slopes().find(|slope| slope.0 == name).unwrap().1
    }

    #[test]
    fn where_nobody_turns_back_the_way_on_is_worth_more() {
        let learned = learned(1);
        assert!(slope(&learned.worth, "straight after") > slope(&learned.worth, "straight before"));
        assert!(learned.after.1 > learned.before.1);
    }

    #[test]
    fn lists_are_weighed_by_what_was_learned() {
        let sessions = one_way(4000, 40);
        let mut options = ViewedNextOptions { backward: 1.0, neighbours: 6, ..ViewedNextOptions::default() };
        let successors =
            |rows: &[Vec<(u32, f32)>]| rows.iter().enumerate().filter(|(row, cells)| cells[0].0 as usize == (row + 1) % 40).count();
        let walked = viewed_next(&sessions, 40, &options, 1);
        options.worth = Some(learned(1).worth);
        let weighed = viewed_next(&sessions, 40, &options, 1);
        assert_eq!(successors(&weighed), 40);
        assert!(successors(&walked) < 40);
        assert!(weighed.iter().all(|cells| cells.len() == 6 && cells.windows(2).all(|pair| pair[0].1 >= pair[1].1)));
    }

    #[test]
    fn a_short_log_teaches_nothing() {
        assert_eq!(learn(&one_way(400, 40), 40, &TrainingOptions::default(), 1), None);
        assert_eq!(learn(&Sessions::default(), 0, &TrainingOptions::default(), 1), None);
    }

    #[test]
    fn what_answers_no_better_is_not_kept() {
        // One product after another, always the same two: the walk is right already.
        let pairs: Vec<&[u32]> = vec![&[0, 1]; 20_000];
        assert_eq!(learn(&Sessions::read(&log_of(&pairs)), 2, &TrainingOptions::default(), 1), None);
    }

    #[test]
    fn threads_change_nothing() {
        assert_eq!(learned(1), learned(3));
    }
}
