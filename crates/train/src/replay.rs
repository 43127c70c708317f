//! Events of a log as the engine's session hears of them.

use vitrine_catalog::{Event, EventKind as Logged};
use vitrine_engine::{EventKind, Session};
use vitrine_format::ItemIndex;

/// The engine's kind of a logged one.
pub const fn engine_kind(kind: Logged) -> EventKind {
    match kind {
        Logged::View => EventKind::View,
        Logged::AddToCart => EventKind::AddToCart,
        Logged::RemoveFromCart => EventKind::RemoveFromCart,
        Logged::Purchase => EventKind::Purchase,
        Logged::Wishlist => EventKind::Wishlist,
        Logged::Impression => EventKind::Impression,
        Logged::Search => EventKind::Search,
    }
}

/// Tells a session of an event of the log, as the page does: a search counts whether or not it led to an item of the model, anything else only
/// where it is about one.
pub fn tell(session: &mut Session, item: Option<ItemIndex>, event: &Event) {
    let kind = engine_kind(event.kind);
    match item {
        Some(item) => session.observe(kind, item, event.time, event.dwell),
        None if kind == EventKind::Search => session.note(kind, event.time),
        None => {}
    }
}
