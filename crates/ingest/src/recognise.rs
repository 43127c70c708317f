//! What kind of export a header belongs to, so that a file in the wrong place is named and not misread.

use crate::columns::plain;
use crate::error::IngestError;
use crate::table::Table;
use crate::{events, generic_products, orders, shopify_products};

/// Kinds of export.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    ShopifyProducts,
    Products,
    ShopifyOrders,
    Orders,
    Events,
    /// Nothing that is known; the reader that was asked for says what it misses.
    Unknown,
}

/// The place that the caller gave the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Slot {
    Products,
    Orders,
    Events,
}

impl Slot {
    /// Completes "expected …".
    pub(crate) fn expected(self) -> &'static str {
        match self {
            Self::Products => "a product export (CSV)",
            Self::Orders => "an order export (CSV)",
            Self::Events => "an event log (CSV, TSV or JSON lines)",
        }
    }
}

/// Tells the kind by the header, most telling names first.
pub(crate) fn kind_of(header: &[String]) -> Kind {
    let plain_header: Vec<String> = header.iter().map(|name| plain(name)).collect();
    if orders::recognise_shopify(&plain_header) {
        Kind::ShopifyOrders
    } else if shopify_products::recognise(&plain_header) {
        Kind::ShopifyProducts
    } else if events::recognise(header) {
        Kind::Events
    } else if orders::recognise(header) {
        Kind::Orders
    } else if generic_products::recognise(header) {
        Kind::Products
    } else {
        Kind::Unknown
    }
}

/// The kind of an opened file, or the error that says where it belongs instead.
pub(crate) fn expect(table: &Table, slot: Slot) -> Result<Kind, IngestError> {
    let kind = kind_of(table.header());
    let (found, home, advice) = match kind {
        Kind::ShopifyProducts => ("a Shopify product export", Slot::Products, "pass it as the first argument"),
        Kind::Products => ("a product table", Slot::Products, "pass it as the first argument"),
        Kind::ShopifyOrders => ("a Shopify order export", Slot::Orders, "pass it as the second argument"),
        Kind::Orders => ("an order table", Slot::Orders, "pass it as the second argument"),
        Kind::Events => ("an event log", Slot::Events, "pass it with --events"),
        Kind::Unknown => return Ok(kind),
    };
    if home == slot {
        return Ok(kind);
    }
    Err(IngestError::WrongKind { place: table.header_place(), expected: slot.expected(), found, advice })
}
