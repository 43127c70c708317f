//! Steps of the latest sessions as questions, and how well a score answers them.

use crate::sessions::Sessions;

/// Steps back that a question knows.
pub const LONGEST_PATH: usize = 20;

/// One step to predict.
#[derive(Clone, Debug)]
pub struct Question {
    /// Products before it, the latest first.
    pub path: Vec<u32>,
    /// The product that was looked at.
    pub target: u32,
    /// The readings that ask for it: 1 for a target that is the current product, 2 for one seen earlier, 3 for a novel one.
    pub readings: usize,
}

/// How much each reading counts: all, no-repeat, novel.
pub const READING_WEIGHTS: [f64; 3] = [0.5, 0.35, 0.15];

/// Of so many sessions one is kept from learning.
const HELD_OUT: usize = 5;

/// Every view but the first of evenly chosen sessions, in the order of the log: at most about `most` to learn from, and those kept from it.
pub fn questions(sessions: &Sessions, most: usize) -> [Vec<Question>; 2] {
    let asked: usize = sessions.iter().map(|(_, steps)| steps.iter().skip(1).filter(|step| step.kind == 0).count()).sum();
    let most = most + most / (HELD_OUT - 1);
    let mut chosen = [Vec::new(), Vec::new()];
    for (number, (_, steps)) in sessions.iter().step_by(asked.div_ceil(most.max(1)).max(1)).enumerate() {
        let chosen = &mut chosen[usize::from(number % HELD_OUT == HELD_OUT - 1)];
        for (place, step) in steps.iter().enumerate().skip(1).filter(|(_, step)| step.kind == 0) {
            let before = steps.get(..place).unwrap_or_default();
            let readings = match before.iter().rposition(|earlier| earlier.product == step.product) {
                Some(seen) if seen + 1 == place => 1,
                Some(_) => 2,
                None => 3,
            };
            let path = before.iter().rev().take(LONGEST_PATH).map(|step| step.product).collect();
            chosen.push(Question { path, target: step.product, readings });
        }
    }
    chosen
}

/// Whether a reading takes a product out of the answer.
pub fn left_out(reading: usize, path: &[u32], product: u32) -> bool {
    match reading {
        0 => false,
        1 => path.first() == Some(&product),
        _ => path.contains(&product),
    }
}
