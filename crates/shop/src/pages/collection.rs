//! Pages of a collection, and the page of all collections.

use maud::{Markup, html};

use crate::{
    collection::Collection,
    page::{Page, Shop, shelf},
    pages::{home, product::crumbs},
    structured,
};

/// Cards of a page before its shelf: two rows on a wide window.
const BEFORE_SHELF: usize = 8;

/// `collections/NAME/index.html` and `collections/NAME/page-N/index.html`, with their paths.
pub fn pages(shop: &Shop, index: usize) -> Result<Vec<(String, Page)>, serde_json::Error> {
    let Some(collection) = shop.collections.all.get(index) else { return Ok(Vec::new()) };
    let size = shop.options.page_size.max(1);
    let count = collection.products.len().div_ceil(size).max(1);
    let mut pages = Vec::with_capacity(count);
    for number in 1..=count {
        let folder = format!("collections/{}/", collection.name);
        let path = if number == 1 { format!("{folder}index.html") } else { format!("{folder}page-{number}/index.html") };
        pages.push((path, page(shop, index, collection, number, count)?));
    }
    Ok(pages)
}

fn page(shop: &Shop, index: usize, collection: &Collection, number: usize, count: usize) -> Result<Page, serde_json::Error> {
    let root = if number == 1 { "../../" } else { "../../../" };
    let size = shop.options.page_size.max(1);
    let shown: Vec<usize> = collection.products.iter().copied().skip((number - 1) * size).take(size).collect();
    let (trail, data) = crumbs(shop, root, index, None);
    let total = collection.products.len();
    let content = html! {
        div.listing-head {
            (trail)
            h1 dir="auto" { (collection.title) }
            p.count-line { (total) @if total == 1 { " product" } @else { " products" } @if count > 1 { ", page " (number) " of " (count) } }
            @if index != 0 && !collection.children.is_empty() {
                ul.chips {
                    @for child in &collection.children {
                        @if let Some(child) = shop.collections.all.get(*child) {
                            li { a href={ (root) "collections/" (child.name) "/" } dir="auto" { (child.title) } }
                        }
                    }
                }
            }
        }
        div.listing {
            @if shown.is_empty() {
                p.empty { "There is nothing here yet." }
            } @else {
                div.tools {
                    label for="sort" { @if count > 1 { "Sort this page" } @else { "Sort" } }
                    select #sort data-sort {
                        option value="order" { "As arranged" }
                        option value="price" { "Price, low to high" }
                        option value="-price" { "Price, high to low" }
                        option value="name" { "Name" }
                        @if shown.iter().any(|position| shop.catalogue.products.get(*position).is_some_and(|product| product.created.is_some())) {
                            option value="-created" { "Newest" }
                        }
                    }
                }
                div.grid data-grid {
                    @for position in shown.iter().take(BEFORE_SHELF) { (shop.card(root, *position, 2)) }
                    div.grid-shelf { (shelf("category", None, None)) }
                    @for position in shown.iter().skip(BEFORE_SHELF) { (shop.card(root, *position, 2)) }
                }
            }
            @if count > 1 { (pagination(root, collection, number, count)) }
        }
        div.band { (shelf("category", Some("recently-viewed"), None)) }
    };
    Ok(Page {
        title: if number == 1 { collection.title.clone() } else { format!("{}, page {number}", collection.title) },
        description: format!("{} at {}: {total} products.", collection.title, shop.options.name),
        kind: "category",
        product: None,
        category: Some(collection.category.clone()).filter(|category| !category.is_empty()),
        root: root.to_owned(),
        triggers: true,
        structured: vec![structured::block(&structured::breadcrumbs(&data))?],
        content,
    })
}

fn pagination(root: &str, collection: &Collection, number: usize, count: usize) -> Markup {
    let address = |number: usize| {
        let folder = format!("{root}collections/{}/", collection.name);
        if number == 1 { folder } else { format!("{folder}page-{number}/") }
    };
    // The first, the last and two on each side of the present one.
    let near = (1..=count).filter(|other| *other == 1 || *other == count || other.abs_diff(number) <= 2);
    html! {
        nav.pages aria-label="Pages" {
            @if number > 1 { a rel="prev" href=(address(number - 1)) { "Previous" } }
            ol {
                @for other in near {
                    li { @if other == number { span aria-current="page" { (other) } } @else { a href=(address(other)) { span.hidden { "Page " } (other) } } }
                }
            }
            @if number < count { a rel="next" href=(address(number + 1)) { "Next" } }
        }
    }
}

/// `collections/index.html`.
pub fn overview(shop: &Shop) -> Page {
    let root = "../";
    let top: &[usize] = shop.collections.all.first().map(|everything| everything.children.as_slice()).unwrap_or_default();
    let content = html! {
        div.listing-head {
            nav.crumbs aria-label="You are here" { ol { li { a href=(root) { (shop.options.name) } } li { span aria-current="page" { "All collections" } } } }
            h1 { "All collections" }
            p.count-line { a href={ (root) "collections/all/" } { "See everything on one list" } }
        }
        div.listing {
            @if top.iter().all(|index| shop.collections.all.get(*index).is_none_or(|collection| collection.children.is_empty())) {
                (home::tiles(shop, root, top))
            } @else {
                @for index in top {
                    @if let Some(collection) = shop.collections.all.get(*index) {
                        section.group {
                            h2 dir="auto" { a href={ (root) "collections/" (collection.name) "/" } { (collection.title) } }
                            (home::tiles(shop, root, if collection.children.is_empty() { std::slice::from_ref(index) } else { &collection.children }))
                        }
                    }
                }
            }
        }
        div.band { (shelf("category", Some("popular"), None)) }
    };
    Page {
        title: "All collections".to_owned(),
        description: format!("All collections of {}.", shop.options.name),
        kind: "category",
        product: None,
        category: None,
        root: root.to_owned(),
        triggers: true,
        structured: Vec::new(),
        content,
    }
}
