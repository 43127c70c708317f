//! Shopify's product export in both header dialects.
//!
//! Rows of one product share its handle; the first carries the title and all that belongs to the product, further rows add variants and images.
//! Column names: <https://help.shopify.com/en/manual/products/import-export/using-csv>.

use std::collections::{HashMap, HashSet};

use vitrine_catalog::{Catalogue, Image, Pin, PinKind, Product, Variant};

use crate::Progress;
use crate::columns::{Columns, Wanted, missing, wanted};
use crate::error::IngestError;
use crate::html;
use crate::report::FileReport;
use crate::table::{Row, Table};
use crate::value::{category_path, parse_count, parse_price, parse_yes};

// Positions in WANTED.
const HANDLE: usize = 0;
const TITLE: usize = 1;
const BODY: usize = 2;
const VENDOR: usize = 3;
const CATEGORY: usize = 4;
const TYPE: usize = 5;
const TAGS: usize = 6;
const PUBLISHED: usize = 7;
const STATUS: usize = 8;
const SKU: usize = 9;
const TRACKER: usize = 10;
const QUANTITY: usize = 11;
const POLICY: usize = 12;
const PRICE: usize = 13;
const COMPARE_AT: usize = 14;
const IMAGE: usize = 15;
const IMAGE_ALT: usize = 16;
const GIFT_CARD: usize = 17;
const VARIANT_IMAGE: usize = 18;
const GOOGLE_CATEGORY: usize = 19;
const OPTION_NAMES: [usize; 3] = [20, 22, 24];
const OPTION_VALUES: [usize; 3] = [21, 23, 25];

/// Old names first, then those of the new template.
const WANTED: [Wanted; 26] = [
    wanted("handle", &["handle", "urlhandle"]),
    wanted("title", &["title"]),
    wanted("description", &["bodyhtml", "description"]),
    wanted("brand", &["vendor"]),
    wanted("category", &["productcategory", "standardproducttype"]),
    wanted("type", &["type", "customproducttype"]),
    wanted("tags", &["tags"]),
    wanted("published", &["published", "publishedononlinestore"]),
    wanted("status", &["status"]),
    wanted("sku", &["variantsku", "sku"]),
    wanted("inventory tracker", &["variantinventorytracker", "inventorytracker"]),
    wanted("stock", &["variantinventoryqty", "inventoryquantity"]),
    wanted("sold when out of stock", &["variantinventorypolicy", "continuesellingwhenoutofstock"]),
    wanted("price", &["variantprice", "price"]),
    wanted("former price", &["variantcompareatprice", "compareatprice"]),
    wanted("image", &["imagesrc", "productimageurl"]),
    wanted("image text", &["imagealttext"]),
    wanted("gift card", &["giftcard"]),
    wanted("variant image", &["variantimage", "variantimageurl"]),
    wanted("Google category", &["googleshoppinggoogleproductcategory"]),
    wanted("option 1 name", &["option1name"]),
    wanted("option 1", &["option1value"]),
    wanted("option 2 name", &["option2name"]),
    wanted("option 2", &["option2value"]),
    wanted("option 3 name", &["option3name"]),
    wanted("option 3", &["option3value"]),
];

/// Header names (plain form) that no other export has; two of them make a file this one.
const ANCHORS: [&str; 14] = [
    "handle",
    "urlhandle",
    "bodyhtml",
    "variantsku",
    "variantprice",
    "variantinventoryqty",
    "variantinventorypolicy",
    "option1name",
    "option1value",
    "imagesrc",
    "productimageurl",
    "publishedononlinestore",
    "continuesellingwhenoutofstock",
    "giftcard",
];

/// True for a header of this export, even one that lacks a column.
pub(crate) fn recognise(plain_header: &[String]) -> bool {
    ANCHORS.iter().filter(|anchor| plain_header.iter().any(|name| name == *anchor)).count() >= 3
}

/// A product being put together from its rows.
struct Draft {
    product: Product,
    titled_on: Option<u64>,
    first_line: u64,
    option_names: [String; 3],
    variant_images: Vec<String>,
}

/// Further columns by number: attributes with their names, and pins.
struct Extras {
    attributes: Vec<(usize, String)>,
    pins: Vec<(usize, PinKind)>,
}

/// Reads the export to its end.
pub(crate) fn read(table: &mut Table, progress: &mut dyn FnMut(Progress<'_>)) -> Result<(Catalogue, FileReport), IngestError> {
    let columns = Columns::find(table.header(), &WANTED);
    let plain_header: Vec<String> = table.header().iter().map(|name| crate::columns::plain(name)).collect();
    let new_dialect = plain_header.iter().any(|name| name == "urlhandle");
    let (handle_name, price_name, dialect) = if new_dialect {
        ("URL handle", "Price", "Shopify product export, new column names")
    } else {
        ("Handle", "Variant Price", "Shopify product export, old column names")
    };
    for (position, name) in [(HANDLE, handle_name), (TITLE, "Title"), (PRICE, price_name)] {
        if !columns.has(position) {
            return Err(missing(table, format!("`{name}`"), &[name]));
        }
    }
    let mut report = FileReport::of_table(table, "products", dialect);
    columns.describe(table.header(), &WANTED, &mut report);
    let extras = find_extras(table.header());
    let mut drafts: Vec<Draft> = Vec::new();
    let mut by_handle: HashMap<String, usize> = HashMap::new();
    loop {
        match table.advance(progress)? {
            Row::End => break,
            Row::Bad(reason) => report.drop_row(reason, table.line()),
            Row::Good => read_row(table, &columns, &extras, &mut drafts, &mut by_handle, &mut report)?,
        }
    }
    report.rows = table.rows();
    let mut products = Vec::with_capacity(drafts.len());
    for draft in drafts {
        if draft.titled_on.is_some() {
            products.push(finish(draft));
        } else {
            report.drop_row("rows of a handle without a title", draft.first_line);
        }
    }
    report.kept = products.len() as u64;
    Ok((Catalogue { products, currency: String::new() }, report))
}

fn find_extras(header: &[String]) -> Extras {
    let mut extras = Extras { attributes: Vec::new(), pins: Vec::new() };
    for (column, name) in header.iter().enumerate() {
        let lower = name.to_lowercase();
        if lower.contains("product_recommendation.complementary_products") {
            extras.pins.push((column, PinKind::Complement));
        } else if lower.contains("product_recommendation.related_products") {
            extras.pins.push((column, PinKind::Related));
        } else if let Some((label, _)) = lower.split_once("(product.metafields.") {
            extras.attributes.push((column, label.trim().to_owned()));
        } else if let Some(label @ ("gender" | "age group" | "condition")) = lower.strip_prefix("google shopping / ") {
            extras.attributes.push((column, label.to_owned()));
        }
    }
    extras
}

fn read_row(
    table: &Table,
    columns: &Columns<26>,
    extras: &Extras,
    drafts: &mut Vec<Draft>,
    by_handle: &mut HashMap<String, usize>,
    report: &mut FileReport,
) -> Result<(), IngestError> {
    let cell = |position: usize| table.get(columns.get(position));
    let title = cell(TITLE);
    let handle = if cell(HANDLE).is_empty() { handle_of(title) } else { cell(HANDLE).to_owned() };
    if handle.is_empty() {
        report.drop_row("no handle and no title", table.line());
        return Ok(());
    }
    let number = *by_handle.entry(handle.clone()).or_insert_with(|| {
        let product = Product { id: handle.clone(), url: format!("products/{handle}"), ..Product::default() };
        drafts.push(Draft {
            product,
            titled_on: None,
            first_line: table.line(),
            option_names: Default::default(),
            variant_images: Vec::new(),
        });
        drafts.len() - 1
    });
    let is_latest = number + 1 == drafts.len();
    let Some(draft) = drafts.get_mut(number) else { return Ok(()) };
    // Some programs write the title on every row of a product. Shopify takes those for further variants, and so do we.
    let repeated = draft.titled_on.is_some() && is_latest && draft.product.title == html::to_text(title);
    if !title.is_empty() && !repeated {
        if let Some(first_line) = draft.titled_on {
            return Err(IngestError::DuplicateHandle { place: table.cell_place(columns.get(HANDLE)), handle, first_line });
        }
        draft.titled_on = Some(table.line());
        read_product_fields(table, columns, extras, draft);
    }
    for (name, position) in draft.option_names.iter_mut().zip(OPTION_NAMES) {
        if name.is_empty() {
            cell(position).clone_into(name);
        }
    }
    read_variant(table, columns, draft, report);
    let image = cell(IMAGE);
    if !image.is_empty() && !draft.product.images.iter().any(|known| known.url == image) {
        draft.product.images.push(Image { url: image.to_owned(), alternative_text: cell(IMAGE_ALT).to_owned() });
    }
    let variant_image = cell(VARIANT_IMAGE);
    if !variant_image.is_empty() {
        draft.variant_images.push(variant_image.to_owned());
    }
    Ok(())
}

fn read_product_fields(table: &Table, columns: &Columns<26>, extras: &Extras, draft: &mut Draft) {
    let cell = |position: usize| table.get(columns.get(position));
    let product = &mut draft.product;
    product.title = html::to_text(cell(TITLE));
    product.description = html::to_text(cell(BODY));
    cell(VENDOR).clone_into(&mut product.brand);
    let standard = category_path(cell(CATEGORY));
    let standard = if standard.iter().any(|name| name.eq_ignore_ascii_case("uncategorized")) { Vec::new() } else { standard };
    product.category = [standard, category_path(cell(TYPE)), category_path(cell(GOOGLE_CATEGORY))]
        .into_iter()
        .find(|path| !path.is_empty())
        .unwrap_or_default();
    product.tags = cell(TAGS).split(',').map(str::trim).filter(|tag| !tag.is_empty()).map(str::to_owned).collect();
    let status = cell(STATUS);
    product.published = parse_yes(cell(PUBLISHED)).unwrap_or(true) && (status.is_empty() || status.eq_ignore_ascii_case("active"));
    product.gift_card = parse_yes(cell(GIFT_CARD)).unwrap_or(false);
    if !cell(TYPE).is_empty() {
        product.attributes.insert("type".to_owned(), cell(TYPE).to_owned());
    }
    for (column, name) in &extras.attributes {
        let value = table.get(Some(*column));
        if !value.is_empty() && !name.is_empty() {
            product.attributes.insert(name.clone(), html::to_text(value));
        }
    }
    for (column, kind) in &extras.pins {
        // Lists of products come as handles between semicolons, commas or line breaks, or as a JSON list.
        let targets = table.get(Some(*column)).split([';', ',', '\n', '[', ']', '"']).map(str::trim).filter(|target| !target.is_empty());
        product.pins.extend(targets.map(|target| Pin { kind: *kind, target: target.to_owned() }));
    }
}

/// Adds the variant of a row, where it has one; image rows have none.
fn read_variant(table: &Table, columns: &Columns<26>, draft: &mut Draft, report: &mut FileReport) {
    let cell = |position: usize| table.get(columns.get(position));
    let is_variant = [OPTION_VALUES[0], SKU, PRICE].into_iter().any(|position| !cell(position).is_empty());
    if !is_variant {
        return;
    }
    let mut variant = Variant { sku: cell(SKU).trim_start_matches('\'').to_owned(), ..Variant::default() };
    let values = OPTION_VALUES.map(cell);
    let unnamed = values == ["Default Title", "", ""];
    for (name, value) in draft.option_names.iter().zip(values).filter(|(_, value)| !value.is_empty() && !unnamed) {
        variant.options.push((if name.is_empty() { "Option".to_owned() } else { name.clone() }, value.to_owned()));
    }
    variant.title = variant.options.iter().map(|(_, value)| value.as_str()).collect::<Vec<_>>().join(" / ");
    variant.price = parse_price(cell(PRICE)).map(|price| price.hundredths);
    if variant.price.is_none() {
        report.note_cell("variant without a readable price", table.line());
    }
    variant.compare_at_price =
        parse_price(cell(COMPARE_AT)).map(|price| price.hundredths).filter(|was| variant.price.is_some_and(|now| now < *was));
    // Shopify exports no quantity for shops with several locations: an empty cell is no proof of an empty shelf.
    let in_stock = parse_count(cell(QUANTITY)).is_none_or(|quantity| quantity > 0);
    let sold_anyway = matches!(cell(POLICY).to_lowercase().as_str(), "continue" | "true" | "yes");
    variant.available = cell(TRACKER).is_empty() || in_stock || sold_anyway;
    draft.product.variants.push(variant);
}

fn finish(draft: Draft) -> Product {
    let Draft { mut product, variant_images, .. } = draft;
    if product.images.is_empty() {
        for url in variant_images {
            if !product.images.iter().any(|known| known.url == url) {
                product.images.push(Image { url, alternative_text: String::new() });
            }
        }
    }
    if product.variants.is_empty() {
        product.variants.push(Variant { available: true, ..Variant::default() });
    }
    let mut known = HashSet::from(["", product.id.as_str()]);
    for variant in &product.variants {
        if known.insert(&variant.sku) {
            product.aliases.push(variant.sku.clone());
        }
    }
    product
}

/// The handle that Shopify makes of a title.
pub(crate) fn handle_of(title: &str) -> String {
    let dashed: String = title.to_lowercase().chars().map(|character| if character.is_alphanumeric() { character } else { '-' }).collect();
    dashed.split('-').filter(|part| !part.is_empty()).collect::<Vec<_>>().join("-")
}
