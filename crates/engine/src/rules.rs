//! What is never shown: the page's product, the cart, what the shopper hid and durable goods already bought, each with its variants; what
//! cannot be bought; what another shelf shows, and what this one shows already, with variants as well. Property tests hold each of them.

use crate::request::{ListName, Repeats, Request};
use crate::scratch::{EXCLUDED, Scratch};
use crate::session::Session;
use vitrine_format::{CategoryIndex, ItemIndex, Model};

/// Marks every item that this request must not show, except what [`allows`] finds by looking at a candidate.
pub(crate) fn exclude<B: AsRef<[u8]>>(model: &Model<B>, session: &Session, request: &Request, scratch: &mut Scratch) {
    let named = request.seeds.iter().chain(request.exclude).chain(session.cart()).chain(session.hidden());
    for item in named {
        scratch.exclude(*item);
    }
    for item in session.bought().iter().filter(|item| model.item_flags(**item).is_durable()) {
        scratch.exclude(*item);
    }
    if matches!(request.list, ListName::RecentlyViewed | ListName::BuyAgain) {
        return;
    }
    let path = session.path();
    let seen = match request.repeats {
        Repeats::Never => path,
        Repeats::NotCurrent => &path[path.len().saturating_sub(1)..],
        Repeats::Always => &[],
    };
    for step in seen {
        scratch.exclude(step.item);
    }
}

/// Whether a candidate may be shown.
pub(crate) fn allows<B: AsRef<[u8]>>(model: &Model<B>, session: &Session, request: &Request, scratch: &Scratch, item: ItemIndex) -> bool {
    if scratch.is_marked(item, EXCLUDED) || !model.item_flags(item).can_be_shown() {
        return false;
    }
    if request.category.is_some_and(|category| !lies_within(model, item, category)) {
        return false;
    }
    let group = model.item_group(item);
    if group == 0 {
        return true;
    }
    let same_product = |other: &ItemIndex| model.item_group(*other) == group;
    let named = request.seeds.iter().chain(request.exclude).chain(session.cart()).chain(session.hidden());
    let mut kept = session.bought().iter().filter(|item| model.item_flags(**item).is_durable());
    let mut shown = scratch.answer.iter().map(|found| &found.item);
    !named.into_iter().any(same_product) && !kept.any(same_product) && !shown.any(same_product)
}

/// Whether an item's category is the given one or stands below it.
fn lies_within<B: AsRef<[u8]>>(model: &Model<B>, item: ItemIndex, category: CategoryIndex) -> bool {
    // Parents have smaller numbers than their children, so this ends.
    let mut current = model.item_category(item);
    while let Some(inner) = current {
        if inner == category {
            return true;
        }
        current = model.category_parent(inner);
    }
    false
}
