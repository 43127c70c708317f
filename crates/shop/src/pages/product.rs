//! A product's page: pictures, price, choices, basket, text, structured data, shelves.

use maud::{Markup, html};
use serde_json::json;
use vitrine_catalog::{Product, Variant};

use crate::{
    page::{Page, Shop, former_price, shelf, shown_title},
    picture::{from_page, picture_address, usable},
    structured, text,
};

/// Pictures shown at most.
const PICTURES: usize = 8;

/// Choices that a page offers at most; beyond that nobody can choose.
const VARIANTS: usize = 250;

/// `products/NAME/index.html`; `None` for a product that is not published.
pub fn page(shop: &Shop, position: usize) -> Result<Option<Page>, serde_json::Error> {
    let Some(product) = shop.catalogue.products.get(position).filter(|product| product.published) else { return Ok(None) };
    let root = "../../";
    let title = shown_title(product);
    let collection = shop.collections.of_product.get(position).copied().unwrap_or_default();
    let (trail, data) = crumbs(shop, root, collection, Some(&title));
    let pictures = pictures(root, product);
    let addresses: Vec<String> = pictures.iter().map(|(address, _)| address.clone()).collect();
    let text = text::paragraphs(&product.description);
    let content = html! {
        div.product {
            (trail)
            (gallery(&pictures, &title))
            div.buy {
                @if !product.brand.is_empty() { p.maker dir="auto" { (text::line(&product.brand)) } }
                h1 dir="auto" { (title) }
                (shop.price(product))
                (form(shop, root, product, &title, collection, position))
                @if !text.is_empty() {
                    div.description dir="auto" { @for paragraph in &text { p { (paragraph) } } }
                }
                (details(product))
            }
        }
        // The first shelf may be in view when it is filled and could not vanish then: where nothing is bought together, it is the next one.
        @if product.available() && product.price().is_some() {
            div.band { vitrine-shelf placement="product" bundle otherwise="viewed-next" {} }
        }
        div.band { (shelf("product", Some("viewed-next"), None)) }
        div.band { (shelf("product", Some("similar"), related(shop, root, position, collection))) }
        div.band { (shelf("product", Some("recently-viewed"), None)) }
    };
    Ok(Some(Page {
        title: title.clone(),
        description: text::summary(&product.description, 155),
        kind: "product",
        product: Some(product.id.clone()),
        category: None,
        root: root.to_owned(),
        triggers: true,
        structured: vec![
            structured::block(&structured::product(product, &shop.catalogue.currency, &addresses))?,
            structured::block(&structured::breadcrumbs(&data))?,
        ],
        content,
    }))
}

/// The way from the home page, named by the shop as collections may be called "Home" as well, to a collection (and a product in it), as links and as structured data.
pub fn crumbs(shop: &Shop, root: &str, collection: usize, product: Option<&str>) -> (Markup, Vec<(String, String)>) {
    let mut steps = vec![(shop.options.name.clone(), root.to_owned())];
    let path = shop.collections.path_to(collection);
    // "Everything" stands for products without a category and is a step only on its own page.
    let path = if path.is_empty() { vec![0] } else { path };
    for index in path {
        if let Some(step) = shop.collections.all.get(index) {
            steps.push((step.title.clone(), format!("{root}collections/{}/", step.name)));
        }
    }
    if let Some(title) = product {
        steps.push((title.to_owned(), "./".to_owned()));
    }
    let last = steps.len() - 1;
    let markup = html! {
        nav.crumbs aria-label="You are here" {
            ol {
                @for (position, (name, address)) in steps.iter().enumerate() {
                    li { @if position == last { span aria-current="page" dir="auto" { (name) } } @else { a href=(address) dir="auto" { (name) } } }
                }
            }
        }
    };
    (markup, steps)
}

/// Addresses as seen from the page, with their text alternatives.
fn pictures(root: &str, product: &Product) -> Vec<(String, String)> {
    let title = shown_title(product);
    let mut pictures: Vec<(String, String)> = Vec::new();
    for image in &product.images {
        let Some(address) = usable(&image.url) else { continue };
        let address = from_page(root, &address);
        if pictures.len() < PICTURES && pictures.iter().all(|(other, _)| *other != address) {
            let alternative = text::line(&image.alternative_text);
            pictures.push((address, if alternative.is_empty() { title.clone() } else { alternative }));
        }
    }
    if pictures.is_empty() {
        pictures.push((from_page(root, &picture_address(product)), format!("No picture of {title} yet")));
    }
    pictures
}

/// All pictures in a row that snaps; the small ones below lead to them and work without any script.
fn gallery(pictures: &[(String, String)], title: &str) -> Markup {
    html! {
        div.gallery {
            div.pictures tabindex=[(pictures.len() > 1).then_some("0")] role="group" aria-label={ "Pictures of " (title) } {
                @for (number, (address, alternative)) in pictures.iter().enumerate() {
                    img id={ "picture-" (number + 1) } src=(address) alt=(alternative) width="800" height="1000" decoding="async" loading=[(number > 0).then_some("lazy")];
                }
            }
            @if pictures.len() > 1 {
                ul.thumbnails {
                    @for (number, (address, _)) in pictures.iter().enumerate() {
                        li { a href={ "#picture-" (number + 1) } aria-label={ "Picture " (number + 1) } { img src=(address) alt="" width="80" height="100" loading="lazy" decoding="async"; } }
                    }
                }
            }
        }
    }
}

/// Choices and the button. What the script needs to fill the basket stands in `data-` attributes.
fn form(shop: &Shop, root: &str, product: &Product, title: &str, collection: usize, position: usize) -> Markup {
    let currency = &shop.catalogue.currency;
    let options = options(product);
    let buyable = product.available() && product.price().is_some();
    let chosen = product.variants.iter().find(|variant| variant.available && variant.price == product.price()).or(product.variants.first());
    let variants: Vec<serde_json::Value> = product
        .variants
        .iter()
        .take(VARIANTS)
        .map(|variant| {
            json!({
                "title": variant_title(variant),
                "sku": variant.sku,
                "options": values(product, variant),
                "price": variant.price,
                "was": variant.compare_at_price.filter(|was| variant.price.is_some_and(|price| *was > price)),
                "available": variant.available && variant.price.is_some(),
            })
        })
        .collect();
    let path = crate::product_path(shop.names.get(position).map(String::as_str).unwrap_or_default());
    html! {
        form.add action={ (root) "cart/" } method="get" data-product=(product.id) data-title=(title) data-url=(path)
            data-picture=(picture_address(product)) data-price=[product.price()] data-was=[former_price(product)] data-brand=(text::line(&product.brand))
            data-category=(shop.collections.all.get(collection).map(|collection| collection.title.as_str()).unwrap_or_default())
            data-currency=(currency) data-variants=(json!(variants)) {
            @for (number, (name, values)) in options.iter().enumerate() {
                fieldset.choice {
                    legend dir="auto" { (name) }
                    div.pills {
                        @for (choice, value) in values.iter().enumerate() {
                            @let id = format!("option-{number}-{choice}");
                            input id=(id) type="radio" name={ "option-" (number) } value=(value)
                                checked[chosen.is_some_and(|variant| self::values(product, variant).get(number) == Some(value))];
                            label for=(id) dir="auto" { (value) }
                        }
                    }
                }
            }
            div.add-row {
                label.hidden for="quantity" { "Quantity" }
                select #quantity name="quantity" disabled[!buyable] { @for quantity in 1..=9 { option value=(quantity) { (quantity) } } }
                button.button type="submit" data-add-to-cart disabled[!buyable] {
                    @if product.price().is_none() { "Not for sale online" } @else if !product.available() { "Sold out" } @else { "Add to basket" }
                }
            }
        }
    }
}

/// Option names with their values in order of appearance; the single "Default Title" of platforms is no choice.
fn options(product: &Product) -> Vec<(String, Vec<String>)> {
    let names: Vec<String> = option_names(product);
    let mut options: Vec<(String, Vec<String>)> = names.into_iter().map(|name| (name, Vec::new())).collect();
    for variant in product.variants.iter().take(VARIANTS) {
        for (slot, value) in options.iter_mut().zip(values(product, variant)) {
            if !slot.1.contains(&value) {
                slot.1.push(value);
            }
        }
    }
    if product.variants.len() < 2 { Vec::new() } else { options }
}

/// Names of the first variant's options; one made-up name where variants differ but have none.
fn option_names(product: &Product) -> Vec<String> {
    let first = product.variants.first().map(|variant| variant.options.as_slice()).unwrap_or_default();
    let named = product.variants.iter().all(|variant| variant.options.len() == first.len());
    if first.is_empty() || !named { vec!["Choose".to_owned()] } else { first.iter().map(|(name, _)| text::line(name)).collect() }
}

/// The variant's value for each of [`option_names`].
fn values(product: &Product, variant: &Variant) -> Vec<String> {
    let first = product.variants.first().map_or(0, |variant| variant.options.len());
    if first == 0 || product.variants.iter().any(|variant| variant.options.len() != first) {
        vec![if variant.title.is_empty() { text::line(&variant.sku) } else { text::line(&variant.title) }]
    } else {
        variant.options.iter().map(|(_, value)| text::line(value)).collect()
    }
}

fn variant_title(variant: &Variant) -> String {
    if variant.title == "Default Title" { String::new() } else { text::line(&variant.title) }
}

/// Named values of the product, and its stock-keeping unit.
fn details(product: &Product) -> Markup {
    let shown: Vec<(String, String)> = product
        .attributes
        .iter()
        .map(|(name, value)| (text::line(name), text::summary(value, 200)))
        .filter(|(name, value)| !name.is_empty() && !value.is_empty())
        .take(12)
        .collect();
    html! {
        @if !shown.is_empty() {
            dl.details { @for (name, value) in &shown { div { dt dir="auto" { (name) } dd dir="auto" { (value) } } } }
        }
    }
}

/// Six neighbours in the collection, for a page without a recommender.
fn related<'a>(shop: &Shop, root: &str, position: usize, collection: usize) -> Option<(&'a str, Markup)> {
    let products = &shop.collections.all.get(collection)?.products;
    let at = products.iter().position(|other| *other == position)?;
    let others: Vec<usize> = products.iter().cycle().skip(at + 1).take(products.len().saturating_sub(1).min(6)).copied().collect();
    if others.is_empty() {
        None
    } else {
        Some(("From the same collection", html! { @for other in others { (shop.card(root, other, 3)) } }))
    }
}
