//! The page for addresses that lead nowhere.

use maud::html;

use crate::page::{Page, Shop, shelf};

/// `404.html`. Its links are relative to the shop's root: a server answers deeper addresses by a redirect to it.
pub fn page(_shop: &Shop) -> Page {
    let root = "./";
    let content = html! {
        div.lost {
            p.lost-number aria-hidden="true" { "404" }
            h1 { "This page is not here" }
            p.lead { "It may have moved, or the product is no longer sold." }
            p.actions { a.button href=(root) { "Home" } a.button.quiet href={ (root) "collections/" } { "All collections" } }
        }
        div.band { (shelf("not-found", None, None)) }
    };
    Page {
        title: "Not found".to_owned(),
        description: String::new(),
        kind: "not-found",
        product: None,
        category: None,
        root: root.to_owned(),
        triggers: true,
        structured: Vec::new(),
        content,
    }
}
