//! Hit rate, mean reciprocal rank, coverage of the catalogue, and popularity of what is shown.

use serde::Serialize;

/// How well targets were found.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Summary {
    /// Number of questions.
    pub predictions: usize,
    /// Share of targets within the places that count.
    pub hit_rate: f64,
    /// Mean of 1/rank, 0 beyond the places that count.
    pub mrr: f64,
}

impl Summary {
    /// Sums up ranks; a half rank within `limit` counts as a hit.
    pub fn of(ranks: impl Iterator<Item = Option<f64>>, limit: usize) -> Summary {
        let (mut predictions, mut hits, mut reciprocal) = (0_usize, 0.0, 0.0);
        for rank in ranks {
            predictions += 1;
            let gain = Gain::of(rank, limit);
            hits += gain.hit;
            reciprocal += gain.reciprocal_rank;
        }
        let count = predictions.max(1) as f64;
        Summary { predictions, hit_rate: hits / count, mrr: reciprocal / count }
    }
}

/// What one answer is worth.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Gain {
    /// 1 for a hit, else 0.
    pub hit: f64,
    /// 1/rank for a hit, else 0.
    pub reciprocal_rank: f64,
}

impl Gain {
    /// The worth of a rank.
    pub fn of(rank: Option<f64>, limit: usize) -> Gain {
        match rank {
            Some(rank) if rank <= limit as f64 => Gain { hit: 1.0, reciprocal_rank: 1.0 / rank },
            _ => Gain::default(),
        }
    }
}

/// What was shown over a whole test.
#[derive(Clone, Debug, PartialEq)]
pub struct Exposure {
    percentiles: Vec<f64>,
    training_items: usize,
    shown: Vec<bool>,
    shown_percentiles: f64,
    shown_count: usize,
    target_percentiles: f64,
    target_count: usize,
}

impl Exposure {
    /// From the number of training events of every item.
    ///
    /// An item's popularity percentile is the share of training items that have fewer events, plus half of those with as many.
    pub fn new(counts: &[u32]) -> Exposure {
        let mut sorted: Vec<u32> = counts.iter().copied().filter(|count| *count > 0).collect();
        sorted.sort_unstable();
        let total = sorted.len().max(1) as f64;
        let percentile = |count: u32| {
            let below = sorted.partition_point(|other| *other < count);
            let through = sorted.partition_point(|other| *other <= count);
            (below + through) as f64 / 2.0 / total
        };
        Exposure {
            percentiles: counts.iter().map(|count| percentile(*count)).collect(),
            training_items: sorted.len(),
            shown: vec![false; counts.len()],
            shown_percentiles: 0.0,
            shown_count: 0,
            target_percentiles: 0.0,
            target_count: 0,
        }
    }

    /// Notes a target.
    pub fn aim_at(&mut self, target: u32) {
        self.target_percentiles += self.percentiles.get(target as usize).copied().unwrap_or(0.0);
        self.target_count += 1;
    }

    /// Notes an answer.
    pub fn show(&mut self, items: impl Iterator<Item = u32>) {
        for item in items {
            self.shown_percentiles += self.percentiles.get(item as usize).copied().unwrap_or(0.0);
            self.shown_count += 1;
            if let Some(shown) = self.shown.get_mut(item as usize) {
                *shown = true;
            }
        }
    }

    /// Share of training items that were shown at least once.
    pub fn coverage(&self) -> f64 {
        self.shown.iter().filter(|shown| **shown).count() as f64 / self.training_items.max(1) as f64
    }

    /// Mean popularity percentile of what was shown, 0 (rarest) to 1 (most popular).
    pub fn shown_popularity(&self) -> f64 {
        self.shown_percentiles / self.shown_count.max(1) as f64
    }

    /// Mean popularity percentile of what shoppers chose; a ranker above it leans to the popular.
    pub fn target_popularity(&self) -> f64 {
        self.target_percentiles / self.target_count.max(1) as f64
    }
}

#[cfg(test)]
mod tests {
    use super::{Exposure, Summary};

    fn close(left: f64, right: f64) {
        assert!((left - right).abs() < 1e-12, "{left} is not {right}");
    }

    #[test]
    fn hits_and_reciprocal_ranks_by_hand() {
        let ranks = [Some(1.0), Some(2.5), Some(20.0), Some(20.5), None];
        let summary = Summary::of(ranks.into_iter(), 20);
        assert_eq!(summary.predictions, 5);
        close(summary.hit_rate, 3.0 / 5.0);
        close(summary.mrr, (1.0 + 0.4 + 0.05) / 5.0);
    }

    #[test]
    fn nothing_asked_is_zero_and_not_a_division_by_zero() {
        let summary = Summary::of(std::iter::empty(), 20);
        close(summary.hit_rate + summary.mrr, 0.0);
    }

    #[test]
    fn coverage_and_popularity_by_hand() {
        // Counts 4, 2, 2 and one item that training never saw; percentiles 5/6, 1/3, 1/3, 0.
        let mut exposure = Exposure::new(&[4, 2, 2, 0]);
        exposure.show([0, 1].into_iter());
        exposure.show([0].into_iter());
        exposure.aim_at(1);
        exposure.aim_at(3);
        close(exposure.coverage(), 2.0 / 3.0);
        close(exposure.shown_popularity(), (5.0 / 6.0 + 1.0 / 3.0 + 5.0 / 6.0) / 3.0);
        close(exposure.target_popularity(), (1.0 / 3.0) / 2.0);
    }
}
