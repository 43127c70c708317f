//! VS-kNN: sessions like this one, the newest clicks weighing most.
//!
//! Ludewig and Jannach, "Evaluation of session-based recommendation algorithms" (2018), section 3.2.3, with the rarity of items that Ludewig,
//! Mauro, Latifi and Jannach, "Empirical analysis of session-based recommendation algorithms" (2020), add to it.

use super::fade::Fade;
use super::method::{Dimension, Method, named, number};
use super::neighbours::{Neighbours, Rarity, Weights};

/// The weightings of the paper are numbered: 0 none, 1 linear, 2 by place ("div"), 3 quadratic, 4 logarithmic.
const DIMENSIONS: &[Dimension] = &[
    Dimension { name: "neighbours", values: &[50.0, 100.0, 200.0, 500.0, 1000.0, 1500.0], start: 2 },
    Dimension { name: "sample", values: &[500.0, 1000.0, 2500.0, 5000.0, 10_000.0], start: 2 },
    Dimension { name: "click_weighting", values: &[0.0, 1.0, 2.0, 3.0, 4.0], start: 3 },
    Dimension { name: "shared_weighting", values: &[0.0, 1.0, 2.0, 3.0, 4.0], start: 3 },
    Dimension { name: "rarity", values: &[0.0, 1.0, 2.0, 5.0, 10.0], start: 1 },
];

pub(super) const METHOD: Method = Method {
    name: "vs-knn",
    dimensions: DIMENSIONS,
    learn: |log, numbers, _| {
        let at = |place| number(numbers, place);
        let click = match at(2) as u32 {
            0 => Fade::None,
            1 => Fade::Linear(1.0),
            2 => Fade::Share,
            3 => Fade::SquaredShare,
            _ => Fade::Logarithmic,
        };
        let shared = match at(3) as u32 {
            0 => Fade::None,
            1 => Fade::Linear(0.9),
            2 => Fade::Reciprocal,
            3 => Fade::Quadratic,
            _ => Fade::Logarithmic,
        };
        let weights = Weights {
            neighbours: at(0) as usize,
            sample: at(1) as usize,
            clicks: usize::MAX,
            click,
            by_length: false,
            days: None,
            shared,
            gap: None,
            rarity: Rarity::Plus(at(4)),
        };
        Box::new(Neighbours::new("vs-knn", named(DIMENSIONS, numbers), log.clone(), weights))
    },
    memory: |_| 0,
    questions: 4000,
    pairs: usize::MAX,
};
