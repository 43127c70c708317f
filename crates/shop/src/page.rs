//! What all pages share: head, policy, header, footer, shelves and cards.

use maud::{DOCTYPE, Markup, html};
use vitrine_catalog::{Catalogue, Product};

use crate::{
    ASSET_FOLDER, ShopOptions,
    collection::Collections,
    name::product_path,
    picture::{from_page, picture_address},
    text,
};

/// What a page may load. Shops see product pictures on other hosts, so `img-src` allows `https:`; nothing else leaves the origin.
/// Syntax: W3C Content Security Policy Level 3 and Trusted Types; all of these may stand in a `meta` element.
const POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data: https:; connect-src 'self'; \
                      worker-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'self'; \
                      require-trusted-types-for 'script'; trusted-types vitrine-shop";

/// Collections that fit into the header.
const HEADER_LINKS: usize = 7;

/// What may offer something of itself on the shop's pages.
const TRIGGERS: &str = "exit-intent abandoned-cart after-purchase inactivity";

/// Everything that pages are made from.
pub struct Shop<'a> {
    /// Products and currency.
    pub catalogue: &'a Catalogue,
    /// The caller's settings.
    pub options: &'a ShopOptions,
    /// Folder of each product, by position.
    pub names: Vec<String>,
    /// The category tree.
    pub collections: Collections,
}

/// One page's own part.
pub struct Page {
    /// For the title element, before the shop's name; empty on the home page.
    pub title: String,
    /// For search engines; empty for none.
    pub description: String,
    /// What kind of page Vitrine shall take it for; empty where it has no shelves.
    pub kind: &'static str,
    /// The product's id on a product page.
    pub product: Option<String>,
    /// The category on a collection's page.
    pub category: Option<String>,
    /// Address of the shop's root as seen from the page: `./`, `../` …
    pub root: String,
    /// Whether a dialog or a strip may offer something here.
    pub triggers: bool,
    /// Blocks of structured data.
    pub structured: Vec<Markup>,
    /// The content of `main`.
    pub content: Markup,
}

impl Shop<'_> {
    /// The whole document.
    pub fn document(&self, page: &Page) -> String {
        let root = page.root.as_str();
        let options = self.options;
        let markup = html! {
            (DOCTYPE)
            html lang=(options.language) {
                head {
                    meta charset="utf-8";
                    meta http-equiv="Content-Security-Policy" content=(POLICY);
                    meta name="viewport" content="width=device-width, initial-scale=1";
                    title { @if !page.title.is_empty() { (page.title) " · " } (options.name) }
                    @if !page.description.is_empty() { meta name="description" content=(page.description); }
                    meta name="color-scheme" content="light dark";
                    meta name="referrer" content="same-origin";
                    link rel="icon" type="image/svg+xml" href=(self.asset(root, "icon.svg"));
                    link rel="stylesheet" href=(self.asset(root, "shop.css"));
                    script src=(self.asset(root, "early.js")) {}
                    script type="module" src={ (root) (options.script) } data-storage="session" data-triggers=[page.triggers.then_some(TRIGGERS)] data-shop-root=(root) {}
                    script src=(self.asset(root, "shop.js")) defer {}
                    script src=(self.asset(root, "drawer.js")) defer {}
                    @for block in &page.structured { (block) }
                }
                body data-vitrine-page=[Some(page.kind).filter(|kind| !kind.is_empty())] data-vitrine-product=[page.product.as_ref()] data-vitrine-category=[page.category.as_ref()]
                    data-root=(root) data-currency=(self.catalogue.currency) data-decimals=(text::decimals(&self.catalogue.currency))
                    data-version=(options.version) {
                    a.skip href="#main" { "Skip to the content" }
                    (self.header(root))
                    main #main tabindex="-1" { (page.content) }
                    (self.footer(root))
                    p.toast role="status" aria-live="polite" data-toast {}
                }
            }
        };
        markup.into_string()
    }

    /// Address of a script, style sheet or drawing of the shop, as seen from a page.
    pub fn asset(&self, root: &str, file: &str) -> String {
        format!("{root}{ASSET_FOLDER}/{file}?v={}", self.options.version)
    }

    fn header(&self, root: &str) -> Markup {
        html! {
            header.top {
                div.bar {
                    a.brand href=(root) { (mark()) span { (self.options.name) } }
                    nav.sections aria-label="Collections" {
                        ul {
                            @for index in self.header_links() {
                                @if let Some(collection) = self.collections.all.get(index) {
                                    li { a href={ (root) "collections/" (collection.name) "/" } dir="auto" { (collection.title) } }
                                }
                            }
                            li { a href={ (root) "collections/" } { "All collections" } }
                        }
                    }
                    a.basket-link href={ (root) "cart/" } { (basket_icon()) span { "Basket" } span.count data-basket-count { "0" } }
                }
            }
        }
    }

    /// The largest main collections, in their usual order.
    fn header_links(&self) -> Vec<usize> {
        let size = |index: &usize| self.collections.all.get(*index).map_or(0, |collection| collection.products.len());
        let mut largest = self.collections.main.clone();
        largest.sort_by_key(|index| std::cmp::Reverse(size(index)));
        largest.truncate(HEADER_LINKS);
        self.collections.main.iter().copied().filter(|index| largest.contains(index)).collect()
    }

    fn footer(&self, root: &str) -> Markup {
        html! {
            footer.bottom {
                div.columns {
                    div {
                        p.brand { (mark()) span { (self.options.name) } }
                        p { "A demonstration shop. Nothing is sold here, no order is sent, and what you do stays in this browser." }
                    }
                    nav aria-label="More" {
                        ul {
                            li { a href=(root) { "Home" } }
                            li { a href={ (root) "collections/all/" } { "Everything" } }
                            li { a href={ (root) "collections/" } { "All collections" } }
                            li { a href={ (root) "cart/" } { "Basket" } }
                            li { a href={ (root) "how-it-works/" } { "How it works" } }
                            li { a href={ (root) "privacy/" } { "Your privacy" } }
                            @if self.options.documents.is_some() { li { a href={ (root) "docs/" } { "Documentation" } } }
                        }
                    }
                }
            }
        }
    }

    /// A product's card in a grid, as it stands in the page without any recommender.
    pub fn card(&self, root: &str, position: usize, heading: u8) -> Markup {
        let (Some(product), Some(name)) = (self.catalogue.products.get(position), self.names.get(position)) else { return html! {} };
        let title = shown_title(product);
        html! {
            article.card data-order=(position) data-price=[product.price()] data-name=(title) data-created=[product.created] {
                div.picture { img src=(from_page(root, &picture_address(product))) alt="" width="400" height="500" loading="lazy" decoding="async"; }
                div.text {
                    @if heading == 2 { h2.name { (self.card_link(root, name, &title)) } } @else { h3.name { (self.card_link(root, name, &title)) } }
                    @if !product.brand.is_empty() { p.maker dir="auto" { (text::line(&product.brand)) } }
                    (self.price(product))
                }
            }
        }
    }

    #[allow(clippy::unused_self)]
    fn card_link(&self, root: &str, name: &str, title: &str) -> Markup {
        html! { a href={ (root) (product_path(name)) } dir="auto" { (title) } }
    }

    /// Price, former price and availability of a product.
    pub fn price(&self, product: &Product) -> Markup {
        let price = product.price();
        let was = former_price(product);
        let several = product.variants.iter().any(|variant| variant.price.is_some_and(|other| price.is_some_and(|price| other > price)));
        html! {
            p.price {
                @match price {
                    Some(price) => {
                        @if several && was.is_none() { span.from { "from " } }
                        span.now { (text::price(price, &self.catalogue.currency)) }
                        @if let Some(was) = was { " " s { span.hidden { "was " } (text::price(was, &self.catalogue.currency)) } }
                    }
                    None => { span.from { "Price on request" } }
                }
                @if !product.available() { " " span.gone { "Sold out" } }
            }
        }
    }
}

/// The former price of the cheapest way to buy a product, where it is higher than the present one.
pub fn former_price(product: &Product) -> Option<u32> {
    let price = product.price()?;
    product.variants.iter().find(|variant| variant.price == Some(price))?.compare_at_price.filter(|was| *was > price)
}

/// A product's title without control characters; its id where it has none.
pub fn shown_title(product: &Product) -> String {
    let title = text::line(&product.title);
    if title.is_empty() { text::line(&product.id) } else { title }
}

/// An empty shelf for Vitrine to fill, and what stays in its place where Vitrine can't run.
///
/// The shelf writes its own heading; `fallback` is shown only when there is no recommender.
pub fn shelf(placement: &str, list: Option<&str>, fallback: Option<(&str, Markup)>) -> Markup {
    html! {
        vitrine-shelf placement=(placement) list=[list] feedback {
            @if let Some((heading, cards)) = fallback {
                section.static-shelf { h2 { (heading) } div.row { (cards) } }
            }
        }
    }
}

/// The shop's sign: an arched window.
fn mark() -> Markup {
    html! {
        svg.mark viewBox="0 0 24 24" width="24" height="24" aria-hidden="true" focusable="false" {
            path d="M4 22V11a8 8 0 0 1 16 0v11z" fill="none" stroke="currentColor" stroke-width="1.8" stroke-linejoin="round" {}
            path d="M12 3v19M4 14h16" stroke="currentColor" stroke-width="1.4" {}
        }
    }
}

fn basket_icon() -> Markup {
    html! {
        svg viewBox="0 0 24 24" width="22" height="22" aria-hidden="true" focusable="false" {
            path d="M4 9h16l-1.6 10.2a1 1 0 0 1-1 .8H6.6a1 1 0 0 1-1-.8zM8 9l3-6M16 9l-3-6" fill="none" stroke="currentColor" stroke-width="1.7" stroke-linejoin="round" stroke-linecap="round" {}
        }
    }
}
