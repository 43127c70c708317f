//! Features in a few dozen classes each, so that trees look at counts instead of values.

use vitrine_format::RankerPart;

/// Most thresholds of one feature.
pub const MOST_THRESHOLDS: usize = 63;
/// Values that quantiles are taken from.
const SAMPLE: usize = 40_000;

/// A feature's thresholds, ascending: the class of a value is how many it is above.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Thresholds(pub Vec<f32>);

impl Thresholds {
    /// Thresholds between quantiles of the values; none where all are equal.
    pub fn of(values: &[f32]) -> Thresholds {
        let every = values.len().div_ceil(SAMPLE).max(1);
        let mut sample: Vec<f32> = values.iter().copied().step_by(every).filter(|value| value.is_finite()).collect();
        sample.sort_by(f32::total_cmp);
        let mut distinct = sample.clone();
        distinct.dedup();
        let mut thresholds: Vec<f32> = if distinct.len() <= MOST_THRESHOLDS {
            distinct.windows(2).map(|pair| f32::midpoint(pair[0], pair[1])).collect()
        } else {
            let at = |part: usize| sample.get(sample.len() * part / (MOST_THRESHOLDS + 1)).copied().unwrap_or(0.0);
            (1..=MOST_THRESHOLDS).map(at).collect()
        };
        for threshold in &mut thresholds {
            *threshold = RankerPart::nearest_threshold(*threshold);
        }
        thresholds.retain(|threshold| threshold.is_finite());
        thresholds.dedup();
        Thresholds(thresholds)
    }

    /// The classes of values.
    pub fn classes(&self, values: &[f32]) -> Vec<u8> {
        values.iter().map(|value| self.0.partition_point(|threshold| value > threshold) as u8).collect()
    }
}
