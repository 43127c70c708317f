//! The home page: a shop window of five products, the collections, shelves.

use maud::{Markup, html};

use crate::{
    collection::{Collection, published},
    name::product_path,
    page::{Page, Shop, shelf, shown_title},
    picture::{from_page, picture_address},
    text,
};

/// Tiles at most; the rest is behind "All collections".
const TILES: usize = 12;

/// Products of a shelf that stays when there is no recommender.
const FALLBACK: usize = 6;

/// `index.html`.
pub fn page(shop: &Shop) -> Page {
    let root = "./";
    let newest = newest(shop);
    let cards = |positions: &[usize]| html! { @for position in positions { (shop.card(root, *position, 3)) } };
    let content = html! {
        (hero(shop, root))
        @if shop.collections.all.first().is_none_or(|everything| everything.products.is_empty()) {
            section.band { p.empty { "This shop has no products yet." } }
        }
        div.band { (shelf("home", Some("for-you"), Some(("From the shop", cards(first(shop, &newest).get(..).unwrap_or_default()))))) }
        @if !shop.collections.main.is_empty() {
            section.band aria-labelledby="collections" {
                div.band-head { h2 #collections { "Collections" } a href={ (root) "collections/" } { "See all" } }
                ul.tiles {
                    @for index in shop.collections.main.iter().take(TILES) {
                        @if let Some(collection) = shop.collections.all.get(*index) { li { (tile(shop, root, collection)) } }
                    }
                }
            }
        }
        div.band { (shelf("home", Some("trending"), None)) }
        (promise())
        div.band { (shelf("home", Some("new"), Some(("New in", cards(newest.get(..FALLBACK.min(newest.len())).unwrap_or_default()))))) }
        div.band { (shelf("home", Some("recently-viewed"), None)) }
    };
    Page {
        title: String::new(),
        description: text::line(&shop.options.tagline),
        kind: "home",
        product: None,
        category: None,
        root: root.to_owned(),
        triggers: true,
        structured: Vec::new(),
        content,
    }
}

/// Headline beside a window of five pictures.
fn hero(shop: &Shop, root: &str) -> Markup {
    let shown = window(shop);
    html! {
        section.hero {
            div.words {
                h1 { (shop.options.headline) }
                p.lead { (shop.options.tagline) }
                p.actions {
                    a.button href={ (root) "collections/all/" } { "Look around" }
                    button.plain type="button" data-open-drawer { "What Vitrine knows" }
                }
            }
            @if !shown.is_empty() {
                div.window {
                    (awning())
                    ul.panes {
                        @for position in shown {
                            @if let (Some(product), Some(name)) = (shop.catalogue.products.get(position), shop.names.get(position)) {
                                li { a href={ (root) (product_path(name)) } {
                                    img src=(from_page(root, &picture_address(product))) alt=(shown_title(product)) width="400" height="500" decoding="async";
                                } }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// A striped awning, drawn.
fn awning() -> Markup {
    html! {
        svg.awning viewBox="0 0 360 44" preserveAspectRatio="none" aria-hidden="true" focusable="false" {
            @for stripe in 0..9 {
                @let left = stripe * 40;
                path class=[(stripe % 2 == 0).then_some("stripe")] d={ "M" (left) " 0h40v28a20 16 0 0 1-40 0z" } {}
            }
        }
    }
}

fn tile(shop: &Shop, root: &str, collection: &Collection) -> Markup {
    let picture =
        collection.products.iter().find_map(|position| shop.catalogue.products.get(*position).filter(|product| !product.images.is_empty()));
    let picture = picture.or_else(|| collection.products.first().and_then(|position| shop.catalogue.products.get(*position)));
    let count = collection.products.len();
    html! {
        a.tile href={ (root) "collections/" (collection.name) "/" } {
            @if let Some(product) = picture { img src=(from_page(root, &picture_address(product))) alt="" width="400" height="500" loading="lazy" decoding="async"; }
            span.tile-name dir="auto" { (collection.title) }
            span.tile-count { (count) @if count == 1 { " product" } @else { " products" } }
        }
    }
}

/// Collections as tiles, for the page of all collections.
pub fn tiles(shop: &Shop, root: &str, indices: &[usize]) -> Markup {
    html! {
        ul.tiles {
            @for index in indices {
                @if let Some(collection) = shop.collections.all.get(*index) { li { (tile(shop, root, collection)) } }
            }
        }
    }
}

fn promise() -> Markup {
    html! {
        section.promise aria-labelledby="promise" {
            h2 #promise { "The window changes as you look" }
            ul {
                li { strong { "Ranked here." } " The shelves are ordered in your browser, after every step you take." }
                li { strong { "With a reason." } " Each suggestion names what moved it there." }
                li { strong { "Sent nowhere." } " Your visit is never sent to anyone. Switch the network off and it still works." }
            }
        }
    }
}

/// Positions, newest first; products without a date last, in the export's order.
fn newest(shop: &Shop) -> Vec<usize> {
    let mut positions: Vec<usize> = published(shop.catalogue).collect();
    positions.sort_by_key(|position| std::cmp::Reverse(shop.catalogue.products.get(*position).and_then(|product| product.created)));
    positions
}

/// One product of each main collection, then the newest.
fn first(shop: &Shop, newest: &[usize]) -> Vec<usize> {
    let mut chosen: Vec<usize> = Vec::new();
    let firsts = shop.collections.main.iter().filter_map(|index| shop.collections.all.get(*index)?.products.first().copied());
    for position in firsts.chain(newest.iter().copied()) {
        if chosen.len() < FALLBACK && !chosen.contains(&position) {
            chosen.push(position);
        }
    }
    chosen
}

/// Five products with pictures, from different collections where there are enough.
fn window(shop: &Shop) -> Vec<usize> {
    let has_picture =
        |position: &usize| shop.catalogue.products.get(*position).is_some_and(|product| !product.images.is_empty() && product.available());
    let of_main = shop.collections.main.iter().filter_map(|index| {
        let products = &shop.collections.all.get(*index)?.products;
        products.iter().copied().find(&has_picture)
    });
    let mut chosen: Vec<usize> = Vec::new();
    for position in of_main.chain(published(shop.catalogue).filter(&has_picture)).chain(published(shop.catalogue)) {
        if chosen.len() == 5 {
            break;
        }
        if !chosen.contains(&position) {
            chosen.push(position);
        }
    }
    chosen
}
