//! Why a card stands where it stands, checked before it is said.
//!
//! The reason is the part that moved the card most. It is named only if the card would fall behind the next one (or out of the list)
//! without that part. Where no single part decides, the reason is that several did, which is then true by the same test: without all of
//! them nothing is left.

use crate::context::Context;
use crate::rank::{ignored_factor, liking};
use crate::relations::{self, Contribution, Source};
use crate::request::{ListName, Request};
use crate::scratch::Scratch;
use crate::session::Session;
use crate::taste::Fact;
use vitrine_format::{Dimension, ItemIndex, Model};

/// What moved a card most. The discriminant is its number in the browser's binding.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum ReasonKind {
    /// The shopper looked at the source.
    Viewed = 0,
    /// The source lies in the cart.
    InCart = 1,
    /// The shopper bought the source.
    Bought = 2,
    /// It goes with the source, the page's product.
    GoesWith = 3,
    /// It is alike the source, the page's product.
    SimilarTo = 4,
    /// The visit as a whole; no single thing decided.
    Several = 5,
    /// It sells better under this circumstance.
    Context = 6,
    /// Many look at it and buy it.
    Popular = 7,
    /// It is rising.
    Trending = 8,
    /// It came in lately.
    New = 9,
    /// The shopper looked at it itself.
    Recent = 10,
    /// A part of all that is sold; nothing more is known.
    Range = 11,
    /// The shopper likes what it is.
    Taste = 12,
    /// The shopper bought it, and may need it again.
    Again = 13,
}

impl ReasonKind {
    /// The name in JSON and on the command line.
    pub const fn name(self) -> &'static str {
        match self {
            ReasonKind::Viewed => "viewed",
            ReasonKind::InCart => "in-cart",
            ReasonKind::Bought => "bought",
            ReasonKind::GoesWith => "goes-with",
            ReasonKind::SimilarTo => "similar-to",
            ReasonKind::Several => "several",
            ReasonKind::Context => "context",
            ReasonKind::Popular => "popular",
            ReasonKind::Trending => "trending",
            ReasonKind::New => "new",
            ReasonKind::Recent => "recent",
            ReasonKind::Range => "range",
            ReasonKind::Taste => "taste",
            ReasonKind::Again => "again",
        }
    }
}

/// A card's reason.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Reason {
    /// What moved it most.
    pub kind: ReasonKind,
    /// The item that the reason names, where it names one.
    pub source: Option<ItemIndex>,
    /// The circumstance, for [`ReasonKind::Context`].
    pub dimension: Option<Dimension>,
    /// What the shopper likes of it, for [`ReasonKind::Taste`].
    pub fact: Option<Fact>,
    /// What of the score is due to it.
    pub value: f32,
}

impl Reason {
    /// A reason that names nothing.
    const fn bare(kind: ReasonKind, value: f32) -> Reason {
        Reason { kind, source: None, dimension: None, fact: None, value }
    }
}

/// Everything that a reason depends on.
pub(crate) struct Question<'a, B> {
    pub model: &'a Model<B>,
    pub session: &'a Session,
    pub context: &'a Context,
    pub request: &'a Request<'a>,
    pub list: ListName,
}

/// How many sources there can be.
fn source_count(session: &Session, request: &Request) -> usize {
    1 + request.seeds.len() + Session::LONGEST_PATH + session.purchases().len()
}

/// Notes for every selected item what each source gave to it.
pub(crate) fn share_out<B: AsRef<[u8]>>(model: &Model<B>, session: &Session, request: &Request, list: ListName, scratch: &mut Scratch) {
    let sources = source_count(session, request);
    let Scratch { slots, selected, shares, .. } = scratch;
    shares.clear();
    shares.resize(selected.len() * sources, 0.0);
    for (slot, scored) in selected.iter().enumerate() {
        slots[scored.item.0 as usize] = (slot + 1) as u8;
    }
    let mut each = |part: Contribution| {
        let slot = slots.get(part.target.0 as usize).copied().unwrap_or(0);
        if slot > 0 {
            shares[(usize::from(slot) - 1) * sources + part.source.number(request.seeds.len())] += part.value;
        }
    };
    relations::contributions(model, session, request, list, &mut each);
    for scored in selected.iter() {
        slots[scored.item.0 as usize] = 0;
    }
}

/// The reason of one selected item. `next_score` is the score of what stands behind it, 0 where nothing does.
pub(crate) fn strongest<B: AsRef<[u8]>>(question: &Question<B>, scratch: &Scratch, slot: usize, next_score: f32) -> Reason {
    let Question { model, session, request, context, .. } = question;
    let sources = source_count(session, request);
    let shares = &scratch.shares[slot * sources..(slot + 1) * sources];
    let scored = scratch.selected[slot];
    let category = model.item_category(scored.item);
    let by_circumstance = context.factor(model, category);
    let liking = liking(model, session, question.list, scored.item);
    let whole_factor = by_circumstance * liking.factor;
    let factor = ignored_factor(model, session, scored.item) * whole_factor * scored.ranked;

    let (source, share) = largest(shares);
    let additive = describe(question, scored.item, source, share * factor);
    let contextual = Dimension::ALL.iter().map(|&dimension| {
        let without = context.without(dimension).factor(model, category);
        (dimension, scored.score - scored.score / by_circumstance * without)
    });
    let (dimension, gain) = contextual.fold((Dimension::Device, 0.0), |best, next| if next.1 > best.1 { next } else { best });
    let liked = scored.score - scored.score / liking.factor * liking.without;
    let by_factor = if liked > gain {
        Reason { fact: liking.strongest, ..Reason::bare(ReasonKind::Taste, liked) }
    } else {
        Reason { dimension: Some(dimension), ..Reason::bare(ReasonKind::Context, gain) }
    };

    let drops = |reason: &Reason| {
        let left = scored.score - reason.value;
        // Adding and taking away again leaves a rounding error that must not count as a part of its own.
        left < next_score || left <= scored.score * 1e-5
    };
    // Each by what it does alone: what a source gives before the context multiplies it, against what the factor adds to everything.
    let in_order = if by_factor.value > additive.value / whole_factor { [by_factor, additive] } else { [additive, by_factor] };
    let several = Reason::bare(ReasonKind::Several, scored.score);
    // Of a sensitive category no reason tells, neither the card's nor its source's.
    let may_be_told = |item: ItemIndex| !model.item_category(item).is_some_and(|category| model.is_sensitive(category));
    let named = in_order.into_iter().find(|reason| reason.value > 0.0 && drops(reason));
    named.filter(|reason| may_be_told(scored.item) && reason.source.is_none_or(may_be_told)).unwrap_or(several)
}

/// The source that gave most, the first of equals.
fn largest(shares: &[f32]) -> (usize, f32) {
    shares.iter().copied().enumerate().fold((0, 0.0), |best, next| if next.1 > best.1 { next } else { best })
}

/// The reason that stands for a source.
fn describe<B: AsRef<[u8]>>(question: &Question<B>, target: ItemIndex, source: usize, value: f32) -> Reason {
    let Question { session, request, list, .. } = question;
    let seeds = request.seeds.len();
    let about = |item: ItemIndex, otherwise: ReasonKind| {
        let kind = if session.cart().contains(&item) {
            ReasonKind::InCart
        } else if session.bought().contains(&item) {
            ReasonKind::Bought
        } else {
            otherwise
        };
        Reason { source: Some(item), ..Reason::bare(kind, value) }
    };
    if source == 0 {
        let kind = match list {
            ListName::Trending => ReasonKind::Trending,
            ListName::New => ReasonKind::New,
            ListName::RecentlyViewed => ReasonKind::Recent,
            ListName::Range => ReasonKind::Range,
            _ => ReasonKind::Popular,
        };
        Reason::bare(kind, value)
    } else if let Some(item) = request.seeds.get(source - 1) {
        about(*item, if *list == ListName::Similar { ReasonKind::SimilarTo } else { ReasonKind::GoesWith })
    } else {
        let back = source - 1 - seeds;
        if let Some((item, _)) = back.checked_sub(Session::LONGEST_PATH).and_then(|number| session.purchases().get(number)) {
            return if *item == target { Reason::bare(ReasonKind::Again, value) } else { about(*item, ReasonKind::Bought) };
        }
        let path = session.path();
        match path.len().checked_sub(back + 1).and_then(|position| path.get(position)) {
            Some(step) => about(step.item, ReasonKind::Viewed),
            None => Reason::bare(ReasonKind::Several, value),
        }
    }
}

/// What of a source is an item, for the trace.
pub(crate) fn source_item(source: Source) -> Option<ItemIndex> {
    match source {
        Source::Seed { item, .. } | Source::Step { item, .. } | Source::Purchase { item, .. } => Some(item),
        Source::Base => None,
    }
}
