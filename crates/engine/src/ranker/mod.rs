//! The correction: what surrounds the best candidates of the list *for you*, and small trees that look at them, multiply each one's score.
//!
//! The linear score chooses the candidates ([`gather`]), [`surroundings`] lifts those that others speak for, [`features`] describes them,
//! [`trees`] turns descriptions into factors. Factors are above zero and depend on the session and the lists alone, not on context or
//! rules, so that everything else still multiplies and an explanation adds up. Candidates behind the best [`FIELD`] take the least factor of
//! these, and so stay behind them.

mod features;
mod surroundings;
mod trees;

use crate::rank::Engine;
use crate::relations;
use crate::request::{ListName, Request};
use crate::rules;
use crate::scratch::Scratch;
use crate::select::Scored;
use crate::session::Session;
use alloc::vec::Vec;
use core::cmp::Ordering;
use vitrine_format::{Feature, ItemIndex, Model};

/// How many candidates are looked at.
pub const FIELD: usize = 64;

/// One value for each candidate that is looked at.
pub(crate) type Column = [f32; FIELD];

/// Memory of the ranker; it grows at the first ranking that needs it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Bench {
    /// Candidates that may be shown, the best [`FIELD`] of them first and in order; scores are sums of contributions.
    pub field: Vec<Scored>,
    /// One column for each feature.
    pub features: Vec<Column>,
    /// For each split, which candidates are above it.
    pub answers: Vec<[u8; FIELD]>,
}

/// Collects the candidates that may be shown.
pub(crate) fn gather<B: AsRef<[u8]>>(model: &Model<B>, session: &Session, request: &Request, scratch: &mut Scratch) {
    scratch.bench.field.clear();
    for position in 0..scratch.candidates.len() {
        let item = scratch.candidates[position];
        let score = scratch.scores[item.0 as usize];
        if score > 0.0 && score.is_finite() && rules::allows(model, session, request, scratch, item) {
            scratch.bench.field.push(Scored { item, score, group: model.item_group(item), ranked: 1.0 });
        }
    }
}

/// Puts the best [`FIELD`] candidates in front, in the order of their strength.
///
/// Candidates come from the latest step on and mostly ever weaker, so that few of those behind the best go in among them. The library's
/// selection and sort would be a tenth of the browser's module.
fn put_best_in_front(field: &mut [Scored]) {
    let mut best = 0;
    for next in 0..field.len() {
        let candidate = field[next];
        if best == FIELD {
            if !stands_before(&candidate, &field[FIELD - 1]) {
                continue;
            }
            // The weakest of the best makes room.
            field[next] = field[FIELD - 1];
            best -= 1;
        }
        let mut place = best;
        while place > 0 && stands_before(&candidate, &field[place - 1]) {
            field[place] = field[place - 1];
            place -= 1;
        }
        field[place] = candidate;
        best += 1;
    }
}

/// Whether a candidate is the stronger one, or of two alike the one with the smaller number.
fn stands_before(left: &Scored, right: &Scored) -> bool {
    match right.strength().total_cmp(&left.strength()) {
        Ordering::Equal => left.item < right.item,
        order => order == Ordering::Less,
    }
}

/// Sets the factor of each candidate in the field.
pub(crate) fn judge<B: AsRef<[u8]>>(model: &Model<B>, session: &Session, request: &Request, scratch: &mut Scratch) {
    put_best_in_front(&mut scratch.bench.field);
    surroundings::lift(model, session, request, scratch);
    let Some(ranker) = model.ranker() else { return };
    let wanted = ranker.splits.iter().fold(0, |wanted, split| wanted | features::bit(split.feature));
    features::describe(model, session, request, wanted, scratch);
    trees::factors(ranker, &mut scratch.bench);
}

/// The candidates of a question with everything that the ranker could know of them, best first by the sum of contributions.
#[derive(Clone, Copy, Debug)]
pub struct Candidates<'a> {
    field: &'a [Scored],
    features: &'a [Column],
}

impl Candidates<'_> {
    /// How many there are, at most [`FIELD`].
    pub fn len(&self) -> usize {
        self.field.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.field.is_empty()
    }

    /// Each candidate with its score before the trees.
    pub fn iter(&self) -> impl Iterator<Item = (ItemIndex, f32)> {
        self.field.iter().map(|candidate| (candidate.item, candidate.strength()))
    }

    /// A feature's values, one a candidate.
    pub fn feature(&self, feature: Feature) -> &[f32] {
        self.features.get(feature as usize).and_then(|column| column.get(..self.field.len())).unwrap_or(&[])
    }
}

impl<B: AsRef<[u8]>> Engine<B> {
    /// The candidates of a list *for you* as the ranker sees them, whether the model has a ranker or not: what a ranker is trained on.
    pub fn candidates(&mut self, session: &Session, request: &Request) -> Candidates<'_> {
        let Engine { model, scratch } = self;
        rules::exclude(model, session, request, scratch);
        relations::add_up(model, session, request, ListName::ForYou, scratch);
        gather(model, session, request, scratch);
        put_best_in_front(&mut scratch.bench.field);
        surroundings::lift(model, session, request, scratch);
        features::describe(model, session, request, features::ALL, scratch);
        scratch.forget_candidates();
        scratch.forget_exclusions();
        let best = scratch.bench.field.len().min(FIELD);
        Candidates { field: &scratch.bench.field[..best], features: &scratch.bench.features }
    }

    /// The ranker's factor on an item's score: 1 where there is none, or the item is no candidate.
    pub(crate) fn ranker_factor(&mut self, session: &Session, request: &Request, item: ItemIndex) -> f32 {
        if request.list != ListName::ForYou {
            return 1.0;
        }
        let Engine { model, scratch } = self;
        scratch.answer.clear();
        rules::exclude(model, session, request, scratch);
        relations::add_up(model, session, request, ListName::ForYou, scratch);
        gather(model, session, request, scratch);
        judge(model, session, request, scratch);
        scratch.forget_candidates();
        scratch.forget_exclusions();
        scratch.bench.field.iter().find(|candidate| candidate.item == item).map_or(1.0, |candidate| candidate.ranked)
    }
}
