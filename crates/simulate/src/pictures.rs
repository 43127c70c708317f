//! Product pictures, drawn by code as small SVG files.

use crate::catalogue::Product;
use crate::data::Data;
use crate::text;

/// The picture of a product in one of its colours.
pub(crate) fn svg(_data: &Data, product: &Product, colour: usize) -> String {
    let colour = &product.colours[colour];
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" viewBox=\"0 0 400 500\"><title>{}</title><rect width=\"400\" height=\"500\" fill=\"#f3efe8\"/><rect x=\"110\" y=\"120\" width=\"180\" height=\"260\" rx=\"24\" fill=\"#{}\"/></svg>",
        text::escape(&product.title),
        colour.hex
    )
}
