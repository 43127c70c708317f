//! Memory that rankings share, so that none of them allocates after the first.

use crate::rank::Recommendation;
use crate::ranker::Bench;
use crate::select::Scored;
use alloc::vec;
use alloc::vec::Vec;
use vitrine_format::ItemIndex;

/// The item is a candidate of the list being filled.
pub(crate) const CANDIDATE: u8 = 1;
/// The item must not be shown.
pub(crate) const EXCLUDED: u8 = 2;

/// Arrays over all items, clean between rankings, and lists that keep their capacity.
#[derive(Clone, Debug)]
pub(crate) struct Scratch {
    /// Sum of contributions; meaningful where [`CANDIDATE`] is marked.
    pub scores: Vec<f32>,
    /// [`CANDIDATE`] and [`EXCLUDED`].
    pub marks: Vec<u8>,
    /// 1 + position among the selected, 0 for the rest; used while reasons are found.
    pub slots: Vec<u8>,
    /// Marked as candidate.
    pub candidates: Vec<ItemIndex>,
    /// Marked as excluded.
    pub excluded: Vec<ItemIndex>,
    /// The best candidates of the list being filled.
    pub selected: Vec<Scored>,
    /// What each source gave to each selected item: `slot × sources + source`.
    pub shares: Vec<f32>,
    /// What the ranker works with.
    pub bench: Bench,
    /// The answer.
    pub answer: Vec<Recommendation>,
}

impl Scratch {
    /// Memory for rankings over `items` items.
    pub fn new(items: u32) -> Self {
        let items = items as usize;
        Scratch {
            scores: vec![0.0; items],
            marks: vec![0; items],
            slots: vec![0; items],
            candidates: Vec::new(),
            excluded: Vec::new(),
            selected: Vec::new(),
            shares: Vec::new(),
            bench: Bench::default(),
            answer: Vec::new(),
        }
    }

    /// Whether an item carries a mark; items that the model does not have count as excluded.
    pub fn is_marked(&self, item: ItemIndex, mark: u8) -> bool {
        self.marks.get(item.0 as usize).map_or(mark == EXCLUDED, |marks| marks & mark != 0)
    }

    /// Rules an item out until [`Scratch::forget_exclusions`].
    pub fn exclude(&mut self, item: ItemIndex) {
        if let Some(marks) = self.marks.get_mut(item.0 as usize)
            && *marks & EXCLUDED == 0
        {
            *marks |= EXCLUDED;
            self.excluded.push(item);
        }
    }

    /// Adds to a candidate's score; makes it a candidate first where `opens` says so, and ignores it otherwise.
    pub fn add(&mut self, item: ItemIndex, value: f32, opens: bool) {
        let index = item.0 as usize;
        let (Some(marks), Some(score)) = (self.marks.get_mut(index), self.scores.get_mut(index)) else { return };
        if *marks & CANDIDATE != 0 {
            *score += value;
        } else if opens {
            *marks |= CANDIDATE;
            *score = value;
            self.candidates.push(item);
        }
    }

    /// Makes the arrays clean again after one list was filled.
    pub fn forget_candidates(&mut self) {
        for item in self.candidates.drain(..) {
            if let Some(marks) = self.marks.get_mut(item.0 as usize) {
                *marks &= !CANDIDATE;
            }
        }
    }

    /// Makes the arrays clean again after a ranking.
    pub fn forget_exclusions(&mut self) {
        for item in self.excluded.drain(..) {
            if let Some(marks) = self.marks.get_mut(item.0 as usize) {
                *marks &= !EXCLUDED;
            }
        }
    }
}
