//! The most popular items, whatever the session.

use crate::ranker::{Question, Ranker};
use crate::score_list::ScoreList;

/// Items by how often they were opened in training.
#[derive(Clone, Debug)]
pub struct Popular {
    /// (item, times), most first.
    order: Vec<(u32, u32)>,
}

impl Popular {
    /// From how often each item was opened.
    pub fn train(counts: &[u32]) -> Popular {
        let mut order: Vec<(u32, u32)> =
            counts.iter().enumerate().filter(|(_, count)| **count > 0).map(|(item, count)| (item as u32, *count)).collect();
        order.sort_unstable_by_key(|(item, count)| (std::cmp::Reverse(*count), *item));
        Popular { order }
    }
}

impl Ranker for Popular {
    fn name(&self) -> &'static str {
        "popular"
    }

    fn rank(&mut self, question: &Question, scores: &mut ScoreList) {
        // Enough to fill the places when everything seen is taken out, and on to the end of the last group of equals.
        let enough = question.limit + question.path.len();
        let last = self.order.get(enough.saturating_sub(1)).map_or(0, |(_, count)| *count);
        for (item, count) in self.order.iter().take_while(|(_, count)| *count >= last) {
            scores.push(*item, f64::from(*count));
        }
    }

    fn bytes(&self) -> Option<usize> {
        Some(8 * self.order.len())
    }

    fn ignores_reading(&self) -> bool {
        true
    }
}
