//! What shoppers did: browsing events and orders, already free of personal data.

use crate::{Locale, ProductIndex};

/// Number of a browsing session within one log; sessions are numbered in the order of their first event.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SessionKey(pub u32);

/// Keyed hash of whatever the export calls a customer; the key is thrown away after the build.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CustomerKey(pub u64);

/// What happened to a product.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum EventKind {
    /// Its page was opened.
    View,
    /// It was put into the cart.
    AddToCart,
    /// It was taken out of the cart.
    RemoveFromCart,
    /// It was bought.
    Purchase,
    /// It was put on a wish list.
    Wishlist,
    /// It was shown in a list.
    Impression,
    /// A search was made; the event has a query and may have no product.
    Search,
}

/// What the shopper holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DeviceClass {
    /// Small touch screen.
    Phone,
    /// Large touch screen.
    Tablet,
    /// Mouse and keyboard.
    Desktop,
}

/// Where the visit came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ReferrerClass {
    /// Typed or bookmarked; no referrer.
    Direct,
    /// A search engine's results.
    Search,
    /// A social network.
    Social,
    /// A newsletter or another mail.
    Email,
    /// A paid advertisement.
    Advertisement,
    /// Another site.
    Other,
}

/// One thing that a shopper did.
#[derive(Clone, Debug, PartialEq)]
pub struct Event {
    /// The session it belongs to.
    pub session: SessionKey,
    /// The customer, where the log knows one.
    pub customer: Option<CustomerKey>,
    /// The product; `None` only for [`EventKind::Search`].
    pub product: Option<ProductIndex>,
    /// What happened.
    pub kind: EventKind,
    /// Unix seconds, with fractions where the log has them.
    pub time: f64,
    /// Local wall-clock offset from UTC in minutes, where the log's time stamps carry one.
    pub utc_offset: Option<i16>,
    /// Device class, where the log has it.
    pub device: Option<DeviceClass>,
    /// Referrer class of the visit, where the log has it.
    pub referrer: Option<ReferrerClass>,
    /// Language and region of the visit, where the log has them.
    pub locale: Option<Locale>,
    /// Seconds spent on the page, where the log has them.
    pub dwell: Option<f32>,
    /// Search words, where the event is a search.
    pub query: Option<String>,
}

/// Browsing events, sorted by session and, within one, by time (equal times keep the file's order).
#[derive(Clone, Debug, Default, PartialEq)]
pub struct EventLog {
    /// Sessions lie together; session numbers ascend with the time of their first event.
    pub events: Vec<Event>,
}

impl EventLog {
    /// The events of each session in turn; every slice is non-empty and of one session.
    pub fn sessions(&self) -> impl Iterator<Item = &[Event]> {
        self.events.chunk_by(|left, right| left.session == right.session)
    }
}

/// A paid, not cancelled order.
#[derive(Clone, Debug, PartialEq)]
pub struct Order {
    /// The customer, where the export knows one.
    pub customer: Option<CustomerKey>,
    /// Unix seconds.
    pub time: f64,
    /// Local wall-clock offset from UTC in minutes, where known.
    pub utc_offset: Option<i16>,
    /// What was bought; at least one line that joined the catalogue.
    pub lines: Vec<OrderLine>,
}

/// One product of an order.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct OrderLine {
    /// The product.
    pub product: ProductIndex,
    /// Pieces, at least 1.
    pub quantity: u32,
    /// Price of one piece in minor units, where the export has it.
    pub price: Option<u32>,
}
