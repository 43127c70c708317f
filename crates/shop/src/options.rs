//! What the caller decides about a shop, and what it learns afterwards.

use crate::{Documents, OfflineFile};

/// How a shop is rendered. [`ShopOptions::default`] fits a folder `shop/` beside `vitrine.js`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShopOptions {
    /// Name in the header and in every page's title.
    pub name: String,
    /// The home page's heading.
    pub headline: String,
    /// A sentence below it.
    pub tagline: String,
    /// Language of the products' texts as a BCP 47 tag, for `<html lang>`.
    pub language: String,
    /// Changes whenever the scripts or the style sheet change; appended to their addresses so that no cache serves old ones.
    pub version: String,
    /// Address of the drop-in script relative to the shop's root.
    pub script: String,
    /// Products on one page of a collection, at least 1.
    pub page_size: usize,
    /// What the documentation takes in from elsewhere; without it there are no such pages.
    pub documents: Option<Documents>,
}

impl Default for ShopOptions {
    fn default() -> Self {
        Self {
            name: "Passage".to_owned(),
            headline: "Good things, well chosen".to_owned(),
            tagline: "Look around. The shelves rearrange themselves as you go, and nothing you do leaves this page.".to_owned(),
            language: "en".to_owned(),
            version: env!("CARGO_PKG_VERSION").to_owned(),
            script: "../vitrine.js".to_owned(),
            page_size: 48,
            documents: None,
        }
    }
}

/// What [`crate::render`] wrote.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ShopReport {
    /// Every file in the order written, with its size and hash; input for [`crate::offline_list`].
    pub files: Vec<OfflineFile>,
    /// Pages of products.
    pub products: usize,
    /// Collections, each of one page or more.
    pub collections: usize,
    /// Published products that have no picture of their own and show a drawn one.
    pub without_picture: usize,
    /// Published products that have no price and cannot be put into the cart.
    pub without_price: usize,
}

impl ShopReport {
    /// Bytes of all files together.
    pub fn bytes(&self) -> u64 {
        self.files.iter().map(|file| file.bytes).sum()
    }
}
