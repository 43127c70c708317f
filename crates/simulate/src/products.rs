//! `products.csv` in the column names of Shopify's present product template.

use crate::SimulateError;
use crate::catalogue::{Catalogue, Product};
use crate::data::Data;
use crate::orders::pounds;
use crate::text;

/// See <https://help.shopify.com/en/manual/products/import-export/using-csv>.
const HEADER: [&str; 37] = [
    "Title",
    "URL handle",
    "Description",
    "Vendor",
    "Product category",
    "Type",
    "Tags",
    "Published on online store",
    "Status",
    "SKU",
    "Barcode",
    "Option1 name",
    "Option1 value",
    "Option2 name",
    "Option2 value",
    "Price",
    "Compare-at price",
    "Cost per item",
    "Charge tax",
    "Inventory tracker",
    "Inventory quantity",
    "Continue selling when out of stock",
    "Weight value (grams)",
    "Weight unit for display",
    "Requires shipping",
    "Fulfillment service",
    "Product image URL",
    "Image position",
    "Image alt text",
    "Variant image URL",
    "Gift card",
    "SEO title",
    "SEO description",
    "Google Shopping / Google product category",
    "Colour (product.metafields.custom.colour)",
    "Material (product.metafields.custom.material)",
    "Pattern (product.metafields.custom.pattern)",
];

/// The file.
pub(crate) fn csv(data: &Data, catalogue: &Catalogue) -> Result<Vec<u8>, SimulateError> {
    let lost = |source| SimulateError::Write { file: "products.csv".to_owned(), source };
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(HEADER).map_err(|error| lost(error.into()))?;
    for product in &catalogue.products {
        for row in rows(data, product) {
            writer.write_record(&row).map_err(|error| lost(error.into()))?;
        }
    }
    writer.into_inner().map_err(|error| lost(error.into_error()))
}

/// A row for each variant; pictures beyond the first stand on the next rows.
fn rows(data: &Data, product: &Product) -> Vec<Vec<String>> {
    let count = product.variants.len().max(product.colours.len());
    (0..count)
        .map(|number| {
            let mut row = vec![String::new(); HEADER.len()];
            let mut set = |column: &str, value: &str| {
                if let Some(cell) = HEADER.iter().position(|name| *name == column).and_then(|column| row.get_mut(column)) {
                    value.clone_into(cell);
                }
            };
            set("URL handle", &product.handle);
            if number == 0 {
                set_product(data, product, &mut set);
            }
            if let Some(variant) = product.variants.get(number) {
                set("SKU", &variant.sku);
                let unnamed = variant.values.is_empty().then(|| "Default Title".to_owned());
                for (value, column) in variant.values.iter().chain(&unnamed).zip(["Option1 value", "Option2 value"]) {
                    set(column, value);
                }
                set("Price", &pounds(variant.price));
                set("Compare-at price", &variant.compare_at.map(pounds).unwrap_or_default());
                set("Charge tax", "TRUE");
                set("Inventory tracker", if product.brand.is_some() { "shopify" } else { "" });
                set("Inventory quantity", &variant.stock.to_string());
                set("Continue selling when out of stock", if variant.sold_when_out { "CONTINUE" } else { "DENY" });
                set("Weight value (grams)", &product.grams.to_string());
                set("Weight unit for display", if product.grams >= 1000 { "kg" } else { "g" });
                set("Requires shipping", if product.brand.is_some() { "TRUE" } else { "FALSE" });
                set("Fulfillment service", "manual");
                let colour = variant.values.first().and_then(|value| product.colours.iter().position(|colour| colour.name == *value));
                if let Some(colour) = colour {
                    set("Variant image URL", &product.picture(colour));
                }
            }
            if let Some(colour) = product.colours.get(number) {
                set("Product image URL", &product.picture(number));
                set("Image position", &(number + 1).to_string());
                set("Image alt text", &alternative_text(data, product, &colour.name));
            }
            row
        })
        .collect()
}

fn set_product(data: &Data, product: &Product, set: &mut impl FnMut(&str, &str)) {
    let category = &data.categories[product.category];
    let kind = product.kind.and_then(|kind| data.types.get(kind));
    set("Title", &product.title);
    set("Description", &product.description);
    set("Vendor", product.brand.and_then(|brand| data.brands.get(brand)).map_or("Vitrine", |brand| brand.name.as_str()));
    set("Product category", &format!("{} > {}", category.department, category.name));
    set("Type", kind.map_or("Gift Card", |kind| kind.noun.as_str()));
    set("Tags", &product.tags.join(", "));
    set("Published on online store", if product.draft { "FALSE" } else { "TRUE" });
    set("Status", if product.draft { "Draft" } else { "Active" });
    for (name, column) in product.options.iter().zip(["Option1 name", "Option2 name"]) {
        set(column, name);
    }
    if product.options.is_empty() {
        set("Option1 name", "Title");
    }
    set("Gift card", if product.brand.is_some() { "FALSE" } else { "TRUE" });
    set("SEO title", &product.title);
    set("Google Shopping / Google product category", &category.google);
    if kind.is_some_and(|kind| !kind.colourless) {
        let colours: Vec<&str> = product.colours.iter().map(|colour| colour.name.as_str()).collect();
        set("Colour (product.metafields.custom.colour)", &colours.join(", "));
        set("Pattern (product.metafields.custom.pattern)", &product.pattern);
    }
    if kind.is_some() {
        set("Material (product.metafields.custom.material)", &product.material);
    }
}

/// What the picture shows: "Drawing of a spotted midi dress in coral".
pub(crate) fn alternative_text(data: &Data, product: &Product, colour: &str) -> String {
    let noun = product.kind.and_then(|kind| data.types.get(kind)).map_or_else(|| "gift card".to_owned(), |kind| kind.noun.to_lowercase());
    let pattern = text::pattern_word(&product.pattern).map(|word| format!("{} ", word.to_lowercase())).unwrap_or_default();
    format!("{}: {pattern}{noun}, {}", product.title, colour.to_lowercase())
}
