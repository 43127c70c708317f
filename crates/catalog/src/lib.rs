//! Shared types of a shop's catalogue and event log.
//!
//! `ingest` makes them, `train`, `evaluate` and `shop` read them. Nothing in here names a person: a customer
//! is a keyed hash ([`CustomerKey`]) that serves to count distinct customers and is never written to a model.
#![forbid(unsafe_code)]

mod event;
mod locale;
mod product;

pub use event::{CustomerKey, Event, EventKind, EventLog, Order, OrderLine, SessionKey};
pub use event::{DeviceClass, ReferrerClass};
pub use locale::Locale;
pub use product::{Catalogue, Image, Pin, PinKind, Product, ProductIndex, Variant};
