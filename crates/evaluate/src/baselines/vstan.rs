//! VSTAN: STAN with the weights of VS-kNN, by the newest shared click and by the rarity of items.
//!
//! Ludewig, Mauro, Latifi and Jannach, "Empirical analysis of session-based recommendation algorithms" (User Modeling and User-Adapted
//! Interaction, 2020), section 3.1.

use super::fade::Fade;
use super::method::{Dimension, Method, named, number};
use super::neighbours::{Neighbours, Rarity, Weights};

const DIMENSIONS: &[Dimension] = &[
    Dimension { name: "neighbours", values: &[100.0, 200.0, 500.0, 1000.0, 1500.0, 2000.0], start: 2 },
    Dimension { name: "sample", values: &[1000.0, 2500.0, 5000.0, 10_000.0], start: 1 },
    Dimension { name: "click_decay", values: &[0.25, 0.4525, 0.905, 1.81, 3.62, 7.24], start: 3 },
    Dimension { name: "session_days", values: &[2.5, 5.0, 10.0, 20.0, 40.0, 80.0, 1000.0], start: 3 },
    Dimension { name: "gap_decay", values: &[0.25, 0.4525, 0.905, 1.81, 3.62, 7.24, 1000.0], start: 3 },
    Dimension { name: "shared_decay", values: &[0.25, 0.4525, 0.905, 1.81, 3.62, 7.24, 1000.0], start: 2 },
    Dimension { name: "rarity", values: &[0.0, 1.0, 2.0, 5.0, 10.0], start: 1 },
];

pub(super) const METHOD: Method = Method {
    name: "vstan",
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
            shared: Fade::Exponential(at(5)),
            gap: Some(at(4)),
            rarity: Rarity::Plus(at(6)),
        };
        Box::new(Neighbours::new("vstan", named(DIMENSIONS, numbers), log.clone(), weights))
    },
    memory: |_| 0,
    questions: 4000,
    pairs: usize::MAX,
};
