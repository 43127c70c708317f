//! STAN: sessions like this one, faded by the age of clicks, by the age of sessions, and by the distance of an item from what is shared.
//!
//! Garg, Gupta, Malhotra, Vig and Shroff, "Sequence and time aware neighborhood for session-based recommendations" (SIGIR 2019).

use super::fade::Fade;
use super::method::{Dimension, Method, named, number};
use super::neighbours::{Neighbours, Rarity, Weights};

const DIMENSIONS: &[Dimension] = &[
    Dimension { name: "neighbours", values: &[100.0, 200.0, 500.0, 1000.0, 1500.0, 2000.0], start: 2 },
    Dimension { name: "sample", values: &[1000.0, 2500.0, 5000.0, 10_000.0], start: 1 },
    Dimension { name: "click_decay", values: &[0.25, 0.4525, 0.905, 1.81, 3.62, 7.24], start: 2 },
    Dimension { name: "session_days", values: &[2.5, 5.0, 10.0, 20.0, 40.0, 80.0, 1000.0], start: 3 },
    Dimension { name: "gap_decay", values: &[0.25, 0.4525, 0.905, 1.81, 3.62, 7.24, 1000.0], start: 3 },
];

pub(super) const METHOD: Method = Method {
    name: "stan",
    dimensions: DIMENSIONS,
    learn: |log, numbers, _| {
        let at = |place| number(numbers, place);
        let weights = Weights {
            neighbours: at(0) as usize,
            sample: at(1) as usize,
            clicks: usize::MAX,
            click: Fade::Exponential(at(2)),
            by_length: true,
            days: Some(at(3)),
            shared: Fade::None,
            gap: Some(at(4)),
            rarity: Rarity::Plus(0.0),
        };
        Box::new(Neighbours::new("stan", named(DIMENSIONS, numbers), log.clone(), weights))
    },
    memory: |_| 0,
    questions: 4000,
    pairs: usize::MAX,
};
