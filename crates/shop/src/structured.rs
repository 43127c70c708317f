//! JSON-LD data blocks (schema.org `Product`, `BreadcrumbList`) that cannot end their own element.

use maud::{Markup, PreEscaped, html};
use serde_json::{Value, json};
use vitrine_catalog::Product;

use crate::text;

/// A `<script type="application/ld+json">` block. `<`, `>` and `&` are written as JSON escapes, so that no text in
/// the data can close the element or open a comment (HTML, "Restrictions for contents of script elements").
pub fn block(data: &Value) -> Result<Markup, serde_json::Error> {
    let mut encoded = String::new();
    for letter in serde_json::to_string(data)?.chars() {
        match letter {
            '<' => encoded.push_str("\\u003c"),
            '>' => encoded.push_str("\\u003e"),
            '&' => encoded.push_str("\\u0026"),
            '\u{2028}' => encoded.push_str("\\u2028"),
            '\u{2029}' => encoded.push_str("\\u2029"),
            other => encoded.push(other),
        }
    }
    Ok(html! { script type="application/ld+json" { (PreEscaped(encoded)) } })
}

/// schema.org `Product` with one `Offer` for each priced variant, at most 100.
///
/// `pictures` are addresses as seen from the page.
pub fn product(product: &Product, currency: &str, pictures: &[String]) -> Value {
    let offers: Vec<Value> =
        product.variants.iter().filter(|variant| variant.price.is_some()).take(100).map(|variant| offer(variant, currency)).collect();
    let mut data = json!({
        "@context": "https://schema.org",
        "@type": "Product",
        "productID": product.id,
        "name": text::line(&product.title),
        "url": "./",
    });
    let mut set = |name: &str, value: Value| {
        let empty = value.as_str().is_some_and(str::is_empty) || value.as_array().is_some_and(Vec::is_empty);
        if !empty {
            data[name] = value;
        }
    };
    set("description", json!(text::summary(&product.description, 5000)));
    set("brand", if product.brand.is_empty() { json!("") } else { json!({ "@type": "Brand", "name": text::line(&product.brand) }) });
    set("category", json!(text::line(&product.category.join(" > "))));
    set("image", json!(pictures));
    set("sku", json!(product.variants.first().map(|variant| variant.sku.as_str()).unwrap_or_default()));
    set("offers", json!(offers));
    data
}

fn offer(variant: &vitrine_catalog::Variant, currency: &str) -> Value {
    let mut data = json!({
        "@type": "Offer",
        "availability": if variant.available { "https://schema.org/InStock" } else { "https://schema.org/OutOfStock" },
        "url": "./",
    });
    if let Some(price) = variant.price {
        data["price"] = json!(text::amount(price, currency));
    }
    if !currency.is_empty() {
        data["priceCurrency"] = json!(currency);
    }
    if !variant.sku.is_empty() {
        data["sku"] = json!(variant.sku);
    }
    data
}

/// schema.org `BreadcrumbList` from names and addresses, in order.
pub fn breadcrumbs(steps: &[(String, String)]) -> Value {
    let items = steps
        .iter()
        .enumerate()
        .map(|(position, (name, address))| json!({ "@type": "ListItem", "position": position + 1, "name": name, "item": address }));
    json!({ "@context": "https://schema.org", "@type": "BreadcrumbList", "itemListElement": items.collect::<Vec<_>>() })
}
