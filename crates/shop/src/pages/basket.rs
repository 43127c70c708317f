//! The basket and the order's confirmation. Their content is the visitor's own, so a script fills them from the browser's storage.

use maud::html;

use crate::page::{Page, Shop, shelf};

/// `cart/index.html`.
pub fn basket(shop: &Shop) -> Page {
    let root = "../";
    let content = html! {
        div.basket-page {
            h1 { "Your basket" }
            div.basket data-basket {
                p.empty data-basket-empty hidden { "Your basket is empty. " a href={ (root) "collections/" } { "See the collections" } }
                ul.lines aria-label="Products in your basket" data-lines {}
                div.sum data-sum hidden {
                    dl {
                        div { dt { "Products" } dd data-sum-count { "0" } }
                        div.total { dt { "Total" } dd data-sum-total { "" } }
                    }
                    button.button.wide type="button" data-checkout { "Place the order" }
                    p.note { "A demonstration: nothing is paid and nothing is sent." }
                }
                template data-line {
                    li.line {
                        a.line-picture tabindex="-1" aria-hidden="true" { img alt="" width="120" height="150"; }
                        div.line-text {
                            a.line-name dir="auto" {}
                            p.line-variant dir="auto" {}
                            p.line-price {}
                        }
                        div.line-tools {
                            div.stepper { button type="button" data-less { "−" } output {} button type="button" data-more { "+" } }
                            button.plain type="button" data-remove { "Remove" }
                        }
                    }
                }
                noscript { p.empty { "The basket needs scripts to be allowed." } }
            }
            // Runs here, before anything below exists, so that filling the basket moves nothing.
            script src=(shop.asset(root, "basket-page.js")) {}
        }
        div.band { (shelf("cart", None, None)) }
        div.band { (shelf("cart", Some("recently-viewed"), None)) }
    };
    plain_page("Basket", "cart", root, content)
}

/// `confirmation/index.html`.
pub fn confirmation(shop: &Shop) -> Page {
    let root = "../";
    let content = html! {
        div.basket-page {
            h1 { "Thank you" }
            div.order data-order {
                p.lead data-order-line { "There is no order in this visit." }
                ul.lines.small aria-label="What you ordered" data-order-lines {}
                template data-line {
                    li.line {
                        a.line-picture tabindex="-1" aria-hidden="true" { img alt="" width="120" height="150"; }
                        div.line-text { a.line-name dir="auto" {} p.line-variant dir="auto" {} p.line-price {} }
                    }
                }
                // Here, so that the order's lines push nothing down that is drawn already.
                script src=(shop.asset(root, "basket-page.js")) {}
                p { a.button href=(root) { "Go on looking around" } }
            }
        }
        div.band { (shelf("confirmation", None, None)) }
    };
    plain_page("Thank you", "confirmation", root, content)
}

fn plain_page(title: &str, kind: &'static str, root: &str, content: maud::Markup) -> Page {
    Page {
        title: title.to_owned(),
        description: String::new(),
        kind,
        product: None,
        category: None,
        root: root.to_owned(),
        triggers: true,
        structured: Vec::new(),
        content,
    }
}
