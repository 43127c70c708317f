//! A static shop rendered from a catalogue, for the demonstration and for `vitrine build --shop`.
//!
//! [`render`] turns any [`Catalogue`](vitrine_catalog::Catalogue) into real HTML pages: home, collections, products, cart, order confirmation,
//! not-found, and the documentation. Every link is relative, so the folder works under any path of any file server. The pages carry no
//! inline script or style (JSON-LD data blocks aside) and hold under a strict Content Security Policy with Trusted Types.
//! The scripts and the style sheet come from `www/shop`; the caller writes them beside the pages ([`ASSET_FOLDER`]).
#![forbid(unsafe_code)]

mod collection;
mod docs;
mod error;
mod name;
mod offline;
mod options;
mod page;
mod pages;
mod picture;
mod render;
mod structured;
mod text;

pub use docs::{Documents, DocumentsError, Snippet};
pub use error::ShopError;
pub use name::{product_names, product_path};
pub use offline::{OfflineFile, offline_list};
pub use options::{ShopOptions, ShopReport};
pub use picture::picture_address;
pub use render::render;

/// Folder of the shop's scripts and style sheet, relative to the shop: `early.js`, `shop.js`, `basket-page.js`, `drawer.js`, `shop.css`, and drawings.
/// The service worker is not in it: `service-worker.js` stands at the shop's root, whose pages it serves.
pub const ASSET_FOLDER: &str = "assets";
