//! The best few of many candidates, in a total order.

use alloc::vec::Vec;
use vitrine_format::ItemIndex;

/// A candidate with its final score.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Scored {
    pub item: ItemIndex,
    pub score: f32,
    /// Items with the same number are variants of one product; 0 stands for no variants.
    pub group: u32,
    /// The ranker's factor, which `score` holds already; 1 where there is no ranker.
    pub ranked: f32,
}

impl Scored {
    /// The score with the ranker's factor, where `score` does not hold it yet.
    pub fn strength(self) -> f32 {
        self.score * self.ranked
    }

    /// Higher scores first; equal scores by item number, so that no two items tie.
    #[allow(clippy::float_cmp)] // A tie is a tie only where the bits are the same.
    fn stands_before(self, other: Scored) -> bool {
        self.score > other.score || (self.score == other.score && self.item < other.item)
    }
}

/// Inserts a candidate into the list of the best, which stays sorted and at most `limit` long.
///
/// Of the variants of one product the best is kept alone. Shelves show a dozen items, so insertion into a short sorted list beats a heap.
pub(crate) fn keep_best(best: &mut Vec<Scored>, limit: usize, candidate: Scored) {
    let variant = if candidate.group == 0 { None } else { best.iter().position(|kept| kept.group == candidate.group) };
    if let Some(position) = variant {
        if !best.get(position).is_some_and(|kept| candidate.stands_before(*kept)) {
            return;
        }
        best.remove(position);
    } else if best.len() == limit {
        match best.last() {
            Some(last) if candidate.stands_before(*last) => {
                best.pop();
            }
            _ => return,
        }
    }
    let position = best.partition_point(|kept| kept.stands_before(candidate));
    best.insert(position, candidate);
}
