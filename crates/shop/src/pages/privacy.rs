//! The shopper's own page: what is known of them, and their hand on it.

use maud::html;

use crate::page::{Page, Shop, shelf};

/// `privacy/index.html`.
pub fn page(shop: &Shop) -> Page {
    let content = html! {
        article.reading {
            h1 { "Your privacy" }
            p.lead { "What this shop has noticed about you stays in your browser. Here you see it, change it and erase it." }
        }
        // Above the panel, whose height nobody knows beforehand: so nothing in view moves when it comes.
        div.band { (shelf("home", Some("for-you"), None)) }
        vitrine-panel.reading { p { "Nothing is known of you, as the recommendations could not start." } }
    };
    Page {
        title: "Your privacy".to_owned(),
        description: format!("What {} knows about you, in your browser alone.", shop.options.name),
        kind: "",
        product: None,
        category: None,
        root: "../".to_owned(),
        triggers: true,
        structured: Vec::new(),
        content,
    }
}
