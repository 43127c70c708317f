//! The ranker: symmetric trees that learn, from the shop's own latest sessions, how to correct the score of the best candidates.
//!
//! LambdaMART (Burges, "From RankNet to LambdaRank to LambdaMART: an overview", 2010) with own code. The questions are asked of the engine
//! itself, on an encoded model whose statistics end where the questions begin ([`questions`]); trees start from the logarithm of the linear
//! score, so that they learn a factor on it ([`boost`]). A shop where the trees do not rank held-out sessions better gets none.

mod bins;
mod boost;
mod questions;

pub use boost::{Fitted, fit, judge, sum_of};
pub use questions::{Questions, Window, whole, windows};

use crate::options::RankerOptions;
use vitrine_format::RankerPart;

/// What became of the ranker.
#[derive(Clone, Debug, PartialEq)]
pub struct Outcome {
    /// The trees; `None` where they win nothing.
    pub part: Option<RankerPart>,
    /// Questions that trees were grown on and held out.
    pub questions: (usize, usize),
    /// Hit rate and mean reciprocal rank at 20 on held-out questions, by the linear score alone.
    pub before: (f64, f64),
    /// The same with the trees.
    pub after: (f64, f64),
}

/// Fewer questions than this teach nothing.
const FEWEST: usize = 1_000;
/// A gain on held-out questions below this is noise.
const LEAST_GAIN: f64 = 0.001;

/// Grows trees on the questions; `None` where there are too few.
pub fn train_ranker(questions: &Questions, options: &RankerOptions, threads: usize) -> Option<Outcome> {
    if questions.len() < FEWEST {
        return None;
    }
    let fitted = fit(questions, options, threads);
    let wins = fitted.after.0 + 1.5 * fitted.after.1 > fitted.before.0 + 1.5 * fitted.before.1 + LEAST_GAIN;
    Some(Outcome { part: fitted.part.filter(|_| wins), questions: fitted.questions, before: fitted.before, after: fitted.after })
}
