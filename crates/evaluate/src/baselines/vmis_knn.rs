//! VMIS-kNN, the method of Serenade: VS-kNN on an index that holds the newest sessions of each item.
//!
//! Kersbergen, Sprangers and Schelter, "Serenade: low-latency session-based recommendation in e-commerce at scale" (SIGMOD 2022),
//! algorithm 2 and its scoring function. The heap of the paper is there to stop early; which sessions it keeps is the same here.

use super::fade::Fade;
use super::method::{Dimension, Method, named, number};
use super::neighbours::{Neighbours, Rarity, Weights};

const DIMENSIONS: &[Dimension] = &[
    Dimension { name: "neighbours", values: &[50.0, 100.0, 500.0, 1000.0, 1500.0], start: 2 },
    Dimension { name: "sample", values: &[100.0, 250.0, 500.0, 750.0, 1000.0, 2500.0, 5000.0], start: 4 },
    Dimension { name: "clicks", values: &[1.0, 2.0, 3.0, 5.0, 7.0, 10.0, 15.0], start: 3 },
];

pub(super) const METHOD: Method = Method {
    name: "vmis-knn",
    dimensions: DIMENSIONS,
    learn: |log, numbers, _| {
        let at = |place| number(numbers, place);
        let weights = Weights {
            neighbours: at(0) as usize,
            sample: at(1) as usize,
            clicks: at(2) as usize,
            click: Fade::Share,
            by_length: false,
            days: None,
            shared: Fade::Linear(0.9),
            gap: None,
            rarity: Rarity::Times,
        };
        Box::new(Neighbours::new("vmis-knn", named(DIMENSIONS, numbers), log.clone(), weights))
    },
    memory: |_| 0,
    questions: 4000,
    pairs: usize::MAX,
};
