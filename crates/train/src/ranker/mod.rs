//! The ranker: symmetric trees that learn, from the shop's own latest sessions, how to correct the score of the best candidates.
//!
//! LambdaMART (Burges, "From RankNet to LambdaRank to LambdaMART: an overview", 2010) with own code. The questions are asked of the engine
//! itself, on an encoded model whose statistics end where the questions begin ([`questions`]); trees start from the logarithm of the linear
//! score, so that they learn a factor on it ([`boost`]). A shop where the trees do not rank held-out sessions better gets none.

pub(crate) mod bins;
mod boost;
mod grow;
mod questions;

pub use boost::{Fitted, fit, sum_of};
pub use grow::questions_for_experiments;
pub(crate) use grow::{Known, ranker_note, ranker_questions};
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
/// A gain on held-out questions below this many standard errors is noise. The trees were stopped where these questions like them best,
/// so that chance alone comes to more than one.
const LEAST_ERRORS: f64 = 2.0;

/// Grows trees on the questions; `None` where there are too few.
pub fn train_ranker(questions: &Questions, options: &RankerOptions, threads: usize) -> Option<Outcome> {
    if questions.len() < FEWEST {
        return None;
    }
    let fitted = fit(questions, options, threads);
    let wins = fitted.gain.0 > LEAST_ERRORS * fitted.gain.1;
    Some(Outcome { part: fitted.part.filter(|_| wins), questions: fitted.questions, before: fitted.before, after: fitted.after })
}

#[cfg(test)]
mod tests {
    use super::*;
    use vitrine_format::{FEATURE_COUNT, Feature};

    /// Questions of ten candidates each. The one seen three times before is the target in `told` of ten, any of them in the others.
    fn questions(count: usize, told: usize) -> Questions {
        let mut questions = Questions { starts: vec![0], columns: vec![Vec::new(); FEATURE_COUNT], ..Questions::default() };
        let mut number = 1_u64;
        let mut below = |bound: usize| {
            number ^= number << 13;
            number ^= number >> 7;
            number ^= number << 17;
            (number >> 33) as usize % bound
        };
        for question in 0..count {
            let seen = below(10);
            let target = if below(10) < told { seen } else { below(10) };
            questions.asked += 1;
            questions.sessions.push(question as u32);
            questions.targets.push(questions.linear.len() + target);
            for candidate in 0..10 {
                questions.linear.push(1.0 / (candidate + 1) as f32);
                for feature in Feature::ALL {
                    let value = match feature {
                        Feature::TimesSeen if candidate == seen => 3.0,
                        Feature::Popularity => below(100) as f32 / 100.0,
                        _ => 0.0,
                    };
                    questions.columns[feature as usize].push(value);
                }
            }
            questions.starts.push(questions.linear.len());
        }
        questions
    }

    #[test]
    fn what_is_told_by_one_feature_is_learned() {
        let found = train_ranker(&questions(3000, 9), &RankerOptions::default(), 2).unwrap();
        assert!(found.before.1 < 0.4 && found.after.1 > 0.85, "{found:?}");
        let part = found.part.unwrap();
        assert!(part.splits.iter().any(|split| split.feature == Feature::TimesSeen && split.threshold == 1.5));
    }

    #[test]
    fn chance_grows_no_ranker() {
        // Every candidate is as likely as any other, but the linear score orders them: nothing beats it but noise does not either.
        let mut questions = questions(3000, 0);
        for (row, score) in questions.linear.iter_mut().enumerate() {
            *score = 1.0 + (row as u32).wrapping_mul(2_654_435_761) as f32 / 1e12;
        }
        assert_eq!(train_ranker(&questions, &RankerOptions::default(), 2).unwrap().part, None);
    }

    #[test]
    fn few_questions_grow_no_ranker() {
        assert_eq!(train_ranker(&questions(500, 9), &RankerOptions::default(), 1), None);
    }

    #[test]
    fn threads_change_nothing() {
        let questions = questions(2000, 5);
        let on = |threads| train_ranker(&questions, &RankerOptions::default(), threads);
        assert_eq!(on(1), on(3));
    }

    #[test]
    fn what_is_grown_fits_the_file() {
        let part = train_ranker(&questions(2000, 5), &RankerOptions::default(), 2).unwrap().part.unwrap();
        assert!(part.trees() <= RankerPart::MOST_TREES && part.splits.len() <= 255);
        let parts = vitrine_format::ModelParts {
            ranker: Some(part.clone()),
            ranking: crate::ranking::ranking_parameters(&[], &crate::options::ScoreOptions::default()),
            ..vitrine_format::ModelParts::default()
        };
        let model = vitrine_format::Model::open(vitrine_format::encode(&parts).unwrap()).unwrap();
        assert_eq!(model.ranker(), Some(&part));
    }
}
