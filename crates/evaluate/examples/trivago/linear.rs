//! A linear ranker: the share of each hotel is the softmax of its weighted features (a conditional logit, `McFadden` 1974).

use crate::features::{ALL, PLAIN, Question};

/// Weight of each feature.
pub type Weights = [f64; ALL];

/// Steps of the descent.
const STEPS: usize = 300;
/// Length of a step, and how the means of the slope and its square fade (Kingma and Ba, "Adam", 2015).
const RATE: f64 = 0.05;
const FADE: (f64, f64) = (0.9, 0.999);

/// Fits the weights. Each is held back in proportion to the square of what it weighs; infinity leaves those of context at zero.
pub fn fit(questions: &[&Question], plain: f64, context: f64) -> Weights {
    let features = if context.is_finite() { ALL } else { PLAIN };
    let held = |at: usize| if at < PLAIN { plain } else { context };
    let (mut weights, mut mean, mut square) = ([0.0; ALL], [0.0; ALL], [0.0; ALL]);
    let mut shares = Vec::new();
    for step in 1..=STEPS {
        let mut slope = [0.0; ALL];
        for question in questions {
            share(question, &weights, features, &mut shares);
            for (place, (row, share)) in question.features.iter().zip(&shares).enumerate() {
                let error = share - f64::from(u8::from(place == question.target));
                for (sum, value) in slope[..features].iter_mut().zip(row) {
                    *sum += error * value;
                }
            }
        }
        for at in 0..features {
            let pull = slope[at] / questions.len().max(1) as f64 + 2.0 * held(at) * weights[at];
            mean[at] = FADE.0 * mean[at] + (1.0 - FADE.0) * pull;
            square[at] = FADE.1 * square[at] + (1.0 - FADE.1) * pull * pull;
            let (first, second) = (mean[at] / (1.0 - FADE.0.powi(step as i32)), square[at] / (1.0 - FADE.1.powi(step as i32)));
            weights[at] -= RATE * first / (second.sqrt() + 1e-8);
        }
    }
    weights
}

fn share(question: &Question, weights: &Weights, features: usize, shares: &mut Vec<f64>) {
    shares.clear();
    shares.extend(question.features.iter().map(|row| dot(&row[..features], &weights[..features])));
    let highest = shares.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let mut sum = 0.0;
    for share in shares.iter_mut() {
        *share = (*share - highest).exp();
        sum += *share;
    }
    for share in shares.iter_mut() {
        *share /= sum;
    }
}

fn dot(left: &[f64], right: &[f64]) -> f64 {
    left.iter().zip(right).map(|(left, right)| left * right).sum()
}

/// Places of the list, best first; the order shown where two are level.
pub fn order(question: &Question, weights: &Weights) -> Vec<usize> {
    let scores: Vec<f64> = question.features.iter().map(|row| dot(row, weights)).collect();
    let mut places: Vec<usize> = (0..scores.len()).collect();
    places.sort_by(|left, right| scores[*right].total_cmp(&scores[*left]));
    places
}
