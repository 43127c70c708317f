//! Addresses of product pictures, and drawings for products that have none.

use std::fmt::Write as _;

use vitrine_catalog::Product;

use crate::ASSET_FOLDER;

/// Number of different drawings for products without a picture.
const DRAWINGS: u32 = 6;

/// Background and foreground of each drawing.
const COLOURS: [(&str, &str); DRAWINGS as usize] = [
    ("#e8ecdf", "#7c8b63"),
    ("#efe4da", "#a9744f"),
    ("#e1e9ec", "#5f8393"),
    ("#efe0e0", "#a36a6f"),
    ("#eae5f0", "#7d6c98"),
    ("#f1ead6", "#a08a45"),
];

/// The product's first usable picture, relative to the shop's root or absolute; a drawing where it has none.
///
/// Only `https:` (and `http:`, raised to it), `data:image/` and relative addresses are usable: nothing else passes the shop's policy.
pub fn picture_address(product: &Product) -> String {
    product.images.iter().find_map(|image| usable(&image.url)).unwrap_or_else(|| drawing_path(product))
}

/// The address itself, made safe for the policy; `None` for an empty one and for schemes that no picture has.
pub fn usable(address: &str) -> Option<String> {
    let address = address.trim();
    let starts = |prefix: &str| address.get(..prefix.len()).is_some_and(|start| start.eq_ignore_ascii_case(prefix));
    if address.is_empty() || address.chars().any(char::is_control) {
        None
    } else if starts("https://") || starts("data:image/") {
        Some(address.to_owned())
    } else if starts("http://") {
        address.get(7..).map(|rest| format!("https://{rest}"))
    } else if address.starts_with("//") {
        Some(format!("https:{address}"))
    } else if has_scheme(address) {
        None
    } else {
        Some(address.trim_start_matches(['/', '\\']).to_owned()).filter(|rest| !rest.is_empty())
    }
}

/// Seen from a page, a shop's relative picture lies behind `root`; an absolute one stays.
pub fn from_page(root: &str, address: &str) -> String {
    if has_scheme(address) { address.to_owned() } else { format!("{root}{address}") }
}

/// True when a scheme (`https:`, `data:` …) begins the address.
fn has_scheme(address: &str) -> bool {
    let scheme = address.split(['/', '?', '#']).next().unwrap_or_default().split_once(':');
    scheme.is_some_and(|(name, _)| !name.is_empty())
}

/// The drawing that stands in for this product's picture.
fn drawing_path(product: &Product) -> String {
    let number = product.id.bytes().fold(7_u32, |sum, byte| sum.wrapping_mul(31).wrapping_add(u32::from(byte))) % DRAWINGS;
    format!("{ASSET_FOLDER}/drawing-{number}.svg")
}

/// All drawings with their paths.
pub fn drawings() -> Vec<(String, String)> {
    COLOURS
        .iter()
        .enumerate()
        .map(|(number, colours)| (format!("{ASSET_FOLDER}/drawing-{number}.svg"), drawing(number, *colours)))
        .collect()
}

/// A parcel on a plain ground, its ribbon different in each drawing.
fn drawing(number: usize, (ground, ink): (&str, &str)) -> String {
    let mut svg = String::new();
    let ribbon = 180 + 8 * number;
    // Writing to a String cannot fail.
    let _ = write!(
        svg,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 400 400\"><rect width=\"400\" height=\"400\" fill=\"{ground}\"/>\
         <ellipse cx=\"200\" cy=\"306\" rx=\"120\" ry=\"14\" fill=\"{ink}\" opacity=\".18\"/>\
         <g fill=\"none\" stroke=\"{ink}\" stroke-width=\"6\" stroke-linejoin=\"round\" stroke-linecap=\"round\">\
         <path d=\"M110 176h180v124H110z\" fill=\"{ground}\"/><path d=\"M98 140h204v40H98z\" fill=\"{ground}\"/>\
         <path d=\"M{ribbon} 140v160M{} 140v160\"/><path d=\"M200 138c-52-70-92-22-4 0 92-26 48-72 4 0z\"/></g></svg>",
        ribbon + 24
    );
    svg
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(address: &str, expected: Option<&str>) {
        assert_eq!(usable(address).as_deref(), expected, "{address}");
    }

    #[test]
    fn addresses_that_a_picture_can_have() {
        check("pictures/coat.svg", Some("pictures/coat.svg"));
        check("/pictures/coat.svg", Some("pictures/coat.svg"));
        check("https://cdn.example/coat.jpg?v=1:2", Some("https://cdn.example/coat.jpg?v=1:2"));
        check("HTTP://cdn.example/coat.jpg", Some("https://cdn.example/coat.jpg"));
        check("//cdn.example/coat.jpg", Some("https://cdn.example/coat.jpg"));
        check("data:image/png;base64,AAAA", Some("data:image/png;base64,AAAA"));
    }

    #[test]
    fn addresses_that_it_cannot_have() {
        check("", None);
        check("javascript:alert(1)", None);
        check("data:text/html,x", None);
        check("java\nscript:alert(1)", None);
        check("/", None);
    }
}
