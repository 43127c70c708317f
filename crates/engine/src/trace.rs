//! Every part of an item's score. The parts add up, in their order, to exactly the score that the ranking had.

use crate::context::Context;
use crate::rank::{Engine, final_score, ignored_factor, liking};
use crate::reasons::source_item;
use crate::relations::{self, Contribution, Source};
use crate::request::{ListName, Request};
use crate::session::Session;
use alloc::vec::Vec;
use vitrine_format::{Dimension, ItemIndex, Relation};

/// Where a part comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PartKind {
    /// A product that the shelf belongs to.
    Seed,
    /// A step of the path.
    Step,
    /// The list type's own order.
    Base,
    /// Something that was bought.
    Purchase,
}

/// One amount of a score.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Part {
    /// Where it comes from.
    pub kind: PartKind,
    /// The item that gave it, where one did.
    pub source: Option<ItemIndex>,
    /// The relation followed; `None` for a list's own order and for the return to an item seen before.
    pub relation: Option<Relation>,
    /// Steps back along the path, 0 for the latest.
    pub steps_back: Option<usize>,
    /// The amount.
    pub value: f32,
}

/// A score taken apart: `score = Σ parts × ignored × context × taste × ranked`, where `context` is the product of `effects` within [`Context::LIMITS`].
#[derive(Clone, Debug, PartialEq)]
pub struct Trace {
    /// The item.
    pub item: ItemIndex,
    /// The list type that it was scored for.
    pub list: ListName,
    /// In the order of addition.
    pub parts: Vec<Part>,
    /// What being passed over does.
    pub ignored: f32,
    /// What each known dimension of the context does to the item's category.
    pub effects: Vec<(Dimension, f32)>,
    /// The factor of the whole context.
    pub context: f32,
    /// The factor of the shopper's taste.
    pub taste: f32,
    /// The factor of what surrounds the item and of the trees; 1 where the model has neither, or the item is no candidate. Behind
    /// the best [`crate::ranker::FIELD`] candidates it is the least factor of these.
    pub ranked: f32,
    /// The score.
    pub score: f32,
}

impl<B: AsRef<[u8]>> Engine<B> {
    /// Takes an item's score apart, for the list type that it would be shown under (the one asked for, if it would not be shown at all).
    ///
    /// Allocates; for inspection, not for the hot path.
    pub fn trace(&mut self, session: &Session, context: &Context, request: &Request, item: ItemIndex) -> Trace {
        let request = &request.about_the_cart(session);
        let list =
            self.rank(session, context, request).items.iter().find(|found| found.item == item).map_or(request.list, |found| found.list);
        let ranked = if list == request.list { self.ranker_factor(session, request, item) } else { 1.0 };
        let model = self.model();
        let mut parts = Vec::new();
        let mut sum: Option<f32> = None;
        let each: &mut dyn FnMut(Contribution) = &mut |part| {
            if part.target != item || (sum.is_none() && !part.opens) {
                return;
            }
            sum = Some(sum.map_or(part.value, |sum| sum + part.value));
            let kind = match part.source {
                Source::Seed { .. } => PartKind::Seed,
                Source::Step { .. } => PartKind::Step,
                Source::Base => PartKind::Base,
                Source::Purchase { .. } => PartKind::Purchase,
            };
            let source = source_item(part.source);
            parts.push(Part { kind, source, relation: part.relation, steps_back: part.steps_back, value: part.value });
        };
        relations::contributions(model, session, request, list, each);
        let category = model.item_category(item);
        let known = Dimension::ALL.iter().copied().filter(|dimension| context.get(*dimension).is_some());
        Trace {
            item,
            list,
            parts,
            ignored: ignored_factor(model, session, item),
            effects: known.map(|dimension| (dimension, context.effect(model, dimension, category))).collect(),
            context: context.factor(model, category),
            taste: liking(model, session, list, item).factor,
            ranked,
            score: final_score((model, session, context, list), item, sum.unwrap_or(0.0)) * ranked,
        }
    }
}
