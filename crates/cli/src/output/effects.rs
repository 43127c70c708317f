//! The effects of circumstances that a build found, one by one, as `model-card.json` keeps them and `vitrine inspect --context` reads them.

use crate::commands::inspect::content::category_path;
use crate::commands::recommend::circumstances::value_name;
use serde::{Deserialize, Serialize};
use vitrine_format::{Dimension, Model};
use vitrine_train::FoundEffect;

/// How many standard errors reach as far as 95 in a hundred draws of a normal distribution.
const NINETY_FIVE: f64 = 1.96;

/// One effect, with what it rests on.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Effect {
    /// Name of the dimension: `device`, `hour`, … `device-hour`.
    pub dimension: String,
    /// The circumstance in words: `phone`, `18:00 to 22:00`.
    pub value: String,
    /// Names of the category and of those above it. What lies below has the effect too.
    pub category: String,
    /// How many times as often visits are about it.
    pub factor: f64,
    /// Ends of the factor's 95 % interval.
    pub low: f64,
    /// See `low`.
    pub high: f64,
    /// Visits to the category in the circumstance.
    pub visits: u64,
    /// Visits that would have been expected without the effect.
    pub expected: u64,
}

impl Effect {
    /// Puts a finding into words.
    pub fn of<B: AsRef<[u8]>>(model: &Model<B>, found: &FoundEffect) -> Effect {
        let spread = libm::exp(NINETY_FIVE * found.error);
        Effect {
            dimension: found.dimension.name().to_owned(),
            value: values(model, found.dimension, &found.values),
            category: category_path(model, found.category),
            factor: rounded(found.factor),
            low: rounded(found.factor / spread),
            high: rounded(found.factor * spread),
            visits: found.visits.round() as u64,
            expected: found.expected.round() as u64,
        }
    }
}

/// Three decimals are more than is known.
fn rounded(factor: f64) -> f64 {
    (factor * 1000.0).round() / 1000.0
}

/// Neighbouring values as one: `phone`, `saturday, sunday`, `18:00 to 22:00`.
fn values<B: AsRef<[u8]>>(model: &Model<B>, dimension: Dimension, values: &[u8]) -> String {
    let names: Vec<String> = values.iter().map(|value| value_name(model, dimension, *value)).collect();
    match names.as_slice() {
        [first, .., last] if names.len() > 2 => format!("{first} to {last}"),
        _ => names.join(", "),
    }
}

#[cfg(test)]
mod tests {
    use super::{Dimension, Effect, FoundEffect, values};
    use crate::testing::opened;
    use vitrine_format::CategoryIndex;

    #[test]
    fn values_that_share_an_effect_read_as_one() {
        let opened = opened();
        let check = |dimension, numbers: &[u8], expected: &str| assert_eq!(values(opened.model(), dimension, numbers), expected);
        check(Dimension::Device, &[0], "phone");
        check(Dimension::Weekday, &[5, 6], "saturday, sunday");
        check(Dimension::Hour, &[22, 23, 0, 1], "22:00 to 1:00");
        check(Dimension::DeviceHour, &[18, 19, 20], "phone 18:00 to phone 20:00");
    }

    #[test]
    fn an_effect_is_told_with_what_it_rests_on() {
        let found = FoundEffect {
            category: CategoryIndex(0),
            dimension: Dimension::Device,
            values: vec![0],
            factor: 2.0,
            visits: 119.6,
            expected: 60.2,
            error: 0.1,
        };
        let effect = Effect::of(opened().model(), &found);
        assert_eq!((effect.factor, effect.low, effect.high), (2.0, 1.644, 2.433));
        assert_eq!((effect.visits, effect.expected, effect.value.as_str()), (120, 60, "phone"));
    }
}
