//! Paired bootstrap by session: how sure is it that one ranker is better than another?
//!
//! Predictions of one session depend on each other, so whole sessions are drawn with replacement (Efron and Tibshirani, "An introduction to the
//! bootstrap", 1993); both rankers are measured on the same draw, which takes out what makes a session hard for either.

use crate::metrics::Gain;
use crate::protocol::Outcome;
use serde::Serialize;

/// Draws in one bootstrap.
const DRAWS: usize = 1000;

/// A difference between two rankers with its 95 % interval.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Difference {
    /// First minus second.
    pub mean: f64,
    /// 2.5th percentile of the draws.
    pub low: f64,
    /// 97.5th percentile of the draws.
    pub high: f64,
}

/// Differences in both measures.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Comparison {
    /// Of the hit rate.
    pub hit_rate: Difference,
    /// Of the mean reciprocal rank.
    pub mrr: Difference,
}

/// What one session adds to the sums.
#[derive(Clone, Copy, Debug, Default)]
struct SessionSums {
    predictions: f64,
    hits: f64,
    reciprocal_ranks: f64,
}

/// Compares two rankers' outcomes on the same questions in the same order. The same seed gives the same intervals.
pub fn compare(first: &[Outcome], second: &[Outcome], limit: usize, seed: u64) -> Comparison {
    let sessions = sums_by_session(first, second, limit);
    let all = sessions.iter().copied().fold(SessionSums::default(), add);
    let mut generator = Generator(seed);
    let mut hits = Vec::with_capacity(DRAWS);
    let mut reciprocal_ranks = Vec::with_capacity(DRAWS);
    for _ in 0..DRAWS {
        let mut drawn = SessionSums::default();
        for _ in 0..sessions.len() {
            let session = sessions.get(generator.below(sessions.len()));
            drawn = add(drawn, session.copied().unwrap_or_default());
        }
        hits.push(drawn.hits / drawn.predictions.max(1.0));
        reciprocal_ranks.push(drawn.reciprocal_ranks / drawn.predictions.max(1.0));
    }
    let predictions = all.predictions.max(1.0);
    Comparison { hit_rate: interval(all.hits / predictions, hits), mrr: interval(all.reciprocal_ranks / predictions, reciprocal_ranks) }
}

fn sums_by_session(first: &[Outcome], second: &[Outcome], limit: usize) -> Vec<SessionSums> {
    let mut sessions = Vec::new();
    let mut current = None;
    for (left, right) in first.iter().zip(second) {
        if current != Some(left.session) {
            sessions.push(SessionSums::default());
            current = Some(left.session);
        }
        if let Some(sums) = sessions.last_mut() {
            let (left, right) = (Gain::of(left.rank, limit), Gain::of(right.rank, limit));
            sums.predictions += 1.0;
            sums.hits += left.hit - right.hit;
            sums.reciprocal_ranks += left.reciprocal_rank - right.reciprocal_rank;
        }
    }
    sessions
}

fn add(left: SessionSums, right: SessionSums) -> SessionSums {
    SessionSums {
        predictions: left.predictions + right.predictions,
        hits: left.hits + right.hits,
        reciprocal_ranks: left.reciprocal_ranks + right.reciprocal_ranks,
    }
}

fn interval(mean: f64, mut draws: Vec<f64>) -> Difference {
    draws.sort_unstable_by(f64::total_cmp);
    let at = |share: f64| draws.get((share * (draws.len().saturating_sub(1)) as f64).round() as usize).copied().unwrap_or(mean);
    Difference { mean, low: at(0.025), high: at(0.975) }
}

/// SplitMix64 (Steele, Lea and Flood, "Fast splittable pseudorandom number generators", 2014).
struct Generator(u64);

impl Generator {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number below `bound`, by multiplication; the bias is below 2⁻³² for any log that fits in memory.
    fn below(&mut self, bound: usize) -> usize {
        ((u128::from(self.next()) * bound as u128) >> 64) as usize
    }
}

#[cfg(test)]
mod tests {
    use super::{Generator, compare};
    use crate::protocol::Outcome;

    fn outcomes(ranks: &[(u32, Option<f64>)]) -> Vec<Outcome> {
        ranks.iter().map(|(session, rank)| Outcome { session: *session, rank: *rank }).collect()
    }

    #[test]
    fn the_generator_gives_the_published_numbers() {
        // First values for seed 1234567, as the reference implementation prints them.
        let mut generator = Generator(1_234_567);
        let found: Vec<u64> = (0..3).map(|_| generator.next()).collect();
        assert_eq!(found, [6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423]);
    }

    #[test]
    fn equal_rankers_differ_by_nothing() {
        let ranks = outcomes(&[(0, Some(1.0)), (0, None), (1, Some(3.0))]);
        let found = compare(&ranks, &ranks, 20, 1);
        for difference in [found.hit_rate, found.mrr] {
            assert!(difference.mean.abs() + difference.low.abs() + difference.high.abs() < 1e-12);
        }
    }

    #[test]
    fn a_ranker_that_always_wins_has_an_interval_above_zero() {
        let sessions = 50;
        let winner: Vec<_> = (0..sessions).map(|session| (session, Some(1.0))).collect();
        let loser: Vec<_> = (0..sessions).map(|session| (session, if session % 5 == 0 { Some(2.0) } else { None })).collect();
        let found = compare(&outcomes(&winner), &outcomes(&loser), 20, 1);
        assert!((found.hit_rate.mean - 0.8).abs() < 1e-12);
        assert!(found.hit_rate.low > 0.6 && found.hit_rate.high < 0.95, "{found:?}");
        assert!(found.mrr.low > 0.0 && found.mrr.low < found.mrr.mean && found.mrr.mean < found.mrr.high);
    }

    #[test]
    fn one_session_of_many_predictions_counts_as_one_draw() {
        // All predictions in one session: every draw is that session, so the interval is a point.
        let first: Vec<_> = (0..20).map(|step| (0, if step % 2 == 0 { Some(1.0) } else { None })).collect();
        let second: Vec<_> = (0..20).map(|_| (0, None)).collect();
        let found = compare(&outcomes(&first), &outcomes(&second), 20, 1);
        assert!((found.hit_rate.low - 0.5).abs() < 1e-12 && (found.hit_rate.high - 0.5).abs() < 1e-12);
    }
}
