//! What is asked of everything that ranks, be it the engine or a baseline.

use crate::protocol::Reading;
use crate::score_list::ScoreList;
use vitrine_catalog::Event;

/// One question: what comes next in this session?
#[derive(Clone, Copy, Debug)]
pub struct Question<'a> {
    /// Everything that happened so far, oldest first; never empty.
    pub events: &'a [Event],
    /// The products opened so far, oldest first; never empty. The last one is the current item.
    pub path: &'a [u32],
    /// What may be recommended.
    pub reading: Reading,
    /// How many places count.
    pub limit: usize,
}

impl Question<'_> {
    /// Whether the reading takes an item out of the list.
    pub fn excludes(&self, item: u32) -> bool {
        match self.reading {
            Reading::All => false,
            Reading::NoRepeat => self.path.last() == Some(&item),
            Reading::Novel => self.path.contains(&item),
        }
    }
}

/// Something that ranks items for a session. Items are product numbers of the split's catalogue.
pub trait Ranker {
    /// Name in tables.
    fn name(&self) -> &str;

    /// Appends candidates with their scores to an empty list, in any order; items left out stand behind all others. Candidates that the
    /// reading excludes may be in the list: the protocol takes them out.
    fn rank(&mut self, question: &Question, scores: &mut ScoreList);

    /// Bytes that whoever ranks has to hold: the page, for what is made for that, else a server.
    fn bytes(&self) -> Option<usize> {
        None
    }

    /// The numbers it was trained with, by name, where they were searched.
    fn settings(&self) -> Vec<(&'static str, f64)> {
        Vec::new()
    }

    /// Whether it gives the same list whatever the reading, so that it need be asked only once.
    fn ignores_reading(&self) -> bool {
        false
    }
}
