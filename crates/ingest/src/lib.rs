//! Shop exports into one catalogue, one list of orders and one event log.
//!
//! [`read`] takes a shop's own files as they are: it finds out which columns hold what, joins orders and events to products, counts every row that it
//! leaves out and says why ([`Report`]). Personal data stops here: a customer leaves as a running number, names and addresses are never read.
//! [`read_session_lines`] and [`read_prefix_targets`] read the shapes that papers publish; [`detect`] tells them from tables.
#![forbid(unsafe_code)]

mod collect;
mod columns;
mod customers;
mod error;
mod events;
mod generic_products;
mod html;
mod join;
mod orders;
mod papers;
mod quotes;
mod recognise;
mod referrer;
mod report;
mod shop;
mod shopify_products;
mod source;
mod table;
mod time;
mod value;
mod words;

pub use error::{IngestError, Place};
pub use papers::{PrefixTarget, Shape, detect, read_prefix_targets, read_session_lines};
pub use report::{AssumedColumn, Dropped, EventTimes, FileReport, Joins, Report};
pub use shop::{Progress, Shop, Sources, read};
