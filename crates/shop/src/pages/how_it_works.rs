//! What happens on these pages, for visitors who ask. The drawer links here.

use maud::html;

use crate::page::{Page, Shop};

/// `how-it-works/index.html`.
pub fn page(shop: &Shop) -> Page {
    let root = "../";
    let content = html! {
        article.reading {
            h1 { "How it works" }
            p.lead { "The shelves of this shop are ranked by your own browser. The shop's server hands out files, as for any page; no report of your visit is sent to it or to anyone." }
            h2 { "Before you came" }
            p {
                "A shop exports its products, its orders and the clicks of past visits. " code { "vitrine build" } " turns them into one small file: what is looked at after what, "
                "what is bought together, what is alike, what sells at which hour and season. No name, no address and no visit of anyone is in it."
            }
            h2 { "While you look around" }
            p {
                "Your browser fetches that file once, together with a small engine in WebAssembly. After every step, the engine ranks the shelves anew: the products you opened, how "
                "long you stayed, your basket, and the moment (device, hour, day, season, the link that led here). Each card names the reason that moved it most."
            }
            h2 { "What is kept, and where" }
            p {
                "Vitrine keeps your visit in memory. This shop asks for more with one attribute, " code { "data-storage=\"session\"" } ": the visit then goes along from page to page "
                "in this tab's session storage, and is gone when the tab closes. What you seem to like is learned as well, and kept on this device only if you say so on the page "
                a href={ (root) "privacy/" } { "Your privacy" } ", where you also see, change and erase it. The basket is the shop's own and stays on this device. Nothing is sent."
            }
            h2 { "Try it" }
            ol.steps {
                li { "Open three products of one kind, then go " a href=(root) { "home" } ": the first shelf now follows you." }
                li { "Open the drawer at the bottom edge and set another hour or device: the shelves change at once." }
                li { "Put something into the basket and open the " a href={ (root) "cart/" } { "basket" } ": there stands what goes with it." }
                li { "Switch the network off and go on." }
                li { "Press “Forget this visit” in the drawer: the shelves are as they were." }
            }
            h2 { "See for yourself" }
            p {
                "The drawer counts every request of the page and every byte that a script sends. The browser's own network panel shows the same: static files, fetched by GET, and no more. "
                "The page's Content-Security-Policy would stop anything else."
            }
        }
    };
    Page {
        title: "How it works".to_owned(),
        description: format!("How {} ranks its shelves in your browser.", shop.options.name),
        kind: "",
        product: None,
        category: None,
        root: root.to_owned(),
        triggers: true,
        structured: Vec::new(),
        content,
    }
}
