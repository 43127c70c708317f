//! A product table of any shop: a row a product, columns found by the names that feeds and exports use.
//!
//! Takes the attribute names of the Merchant Center product data specification
//! (<https://support.google.com/merchants/answer/7052112>), so that a tab-separated feed reads as it is.

use std::collections::HashMap;

use vitrine_catalog::{Catalogue, Image, Product, Variant};

use crate::Progress;
use crate::columns::{Columns, Wanted, missing, wanted, wanted_text};
use crate::error::IngestError;
use crate::html;
use crate::report::FileReport;
use crate::table::{Row, Table};
use crate::time;
use crate::value::{category_path, identifier, parse_count, parse_price, parse_published};

const ID: usize = 0;
const TITLE: usize = 1;
const DESCRIPTION: usize = 2;
const PRICE: usize = 3;
const SALE_PRICE: usize = 4;
const PRICE_CENTS: usize = 5;
const FORMER_PRICE: usize = 6;
const CATEGORY: usize = 7;
const BRAND: usize = 8;
const URL: usize = 9;
const IMAGE: usize = 10;
const MORE_IMAGES: usize = 11;
const AVAILABILITY: usize = 12;
const STOCK: usize = 13;
const GROUP: usize = 14;
const SKU: usize = 15;
const BARCODE: usize = 16;
const TAGS: usize = 17;
const PUBLISHED: usize = 18;
const CREATED: usize = 19;
const CURRENCY: usize = 20;
const COUNT: usize = 21;

const WANTED: [Wanted; COUNT] = [
    wanted(
        "id",
        &[
            "id",
            "productid",
            "itemid",
            "handle",
            "urlhandle",
            "slug",
            "item",
            "product",
            "stockcode",
            "articleid",
            "article",
            "sku",
            "code",
            "asin",
        ],
    ),
    wanted("title", &["title", "name", "productname", "producttitle", "itemname", "productdisplayname"]),
    wanted("description", &["description", "text", "bodyhtml", "body", "longdescription", "shortdescription"]),
    wanted("price", &["price", "regularprice", "variantprice", "unitprice", "listprice", "amount"]),
    wanted("sale price", &["saleprice", "specialprice"]),
    wanted("price in minor units", &["pricecents", "pricepence", "priceminor"]),
    wanted("former price", &["compareatprice", "oldprice", "was", "formerprice", "rrp", "msrp"]),
    wanted(
        "category",
        &["category", "categories", "productcategory", "producttype", "googleproductcategory", "categorypath", "type", "department"],
    ),
    wanted("brand", &["brand", "vendor", "manufacturer", "make"]),
    wanted("address", &["link", "url", "producturl", "permalink"]),
    wanted("image", &["imagelink", "image", "imageurl", "imagesrc", "picture", "images", "baseimage", "productimageurl"]),
    wanted("more images", &["additionalimagelink"]),
    wanted("availability", &["availability", "available", "instock", "isinstock"]),
    wanted("stock", &["stock", "quantity", "qty", "inventory", "inventoryquantity"]),
    wanted("group of variants", &["itemgroupid", "groupid", "group", "parentid"]),
    wanted("sku", &["sku", "mpn"]),
    wanted("barcode", &["gtin", "ean", "barcode", "upc", "isbn"]),
    wanted("tags", &["tags", "keywords", "labels"]),
    wanted("published", &["published", "status", "visible", "active", "enabled"]),
    wanted("created", &["created", "createdat", "datecreated", "added", "addedat", "released", "releasedate", "launchdate"]),
    wanted("currency", &["currency"]),
];

/// Columns that are kept as attributes where a table has them (Merchant Center names).
const ATTRIBUTES: [&str; 9] = ["color", "colour", "size", "gender", "agegroup", "material", "pattern", "season", "condition"];

/// True for a header with an identifier and a title.
pub(crate) fn recognise(header: &[String]) -> bool {
    let columns = Columns::find(header, &WANTED);
    columns.has(ID) && columns.has(TITLE)
}

/// Reads the table to its end.
pub(crate) fn read(table: &mut Table, progress: &mut dyn FnMut(Progress<'_>)) -> Result<(Catalogue, FileReport), IngestError> {
    let mut columns = Columns::find(table.header(), &WANTED);
    for (position, what) in [(ID, "the product's identifier"), (TITLE, "the product's title")] {
        if !columns.has(position) {
            let names = WANTED.get(position).map_or(&[][..], |wanted| wanted.names);
            return Err(missing(table, wanted_text(what, names.get(..3).unwrap_or(names)), names));
        }
    }
    let mut report = FileReport::of_table(table, "products", "product table");
    let mut catalogue = Catalogue::default();
    let mut lines: HashMap<String, u64> = HashMap::new();
    loop {
        match table.advance(progress)? {
            Row::End => break,
            Row::Bad(reason) => {
                report.drop_row(reason, table.line());
                continue;
            }
            Row::Good => columns.refresh(table.header(), &WANTED),
        }
        let Some(product) = read_product(table, &columns, &mut catalogue.currency, &mut report) else { continue };
        if let Some(first_line) = lines.insert(product.id.clone(), table.line()) {
            return Err(IngestError::DuplicateHandle { place: table.cell_place(columns.get(ID)), handle: product.id, first_line });
        }
        catalogue.products.push(product);
    }
    columns.describe(table.header(), &WANTED, &mut report);
    report.rows = table.rows();
    report.kept = catalogue.products.len() as u64;
    Ok((catalogue, report))
}

fn read_product(table: &Table, columns: &Columns<COUNT>, currency: &mut String, report: &mut FileReport) -> Option<Product> {
    let cell = |position: usize| table.get(columns.get(position));
    let (id, title) = (identifier(cell(ID)), html::to_text(cell(TITLE)));
    if id.is_empty() || title.is_empty() {
        report.drop_row(if id.is_empty() { "no identifier" } else { "no title" }, table.line());
        return None;
    }
    let mut price_of = |position: usize| {
        let price = parse_price(cell(position))?;
        if let (true, Some(code)) = (currency.is_empty(), price.currency) {
            *currency = code;
        }
        Some(price.hundredths)
    };
    let regular = price_of(PRICE).or_else(|| parse_count(cell(PRICE_CENTS)).and_then(|cents| u32::try_from(cents).ok()));
    let sale = price_of(SALE_PRICE);
    let former = price_of(FORMER_PRICE);
    let price = sale.filter(|sale| regular.is_none_or(|regular| *sale <= regular)).or(regular);
    if price.is_none() && (columns.has(PRICE) || columns.has(PRICE_CENTS)) {
        report.note_cell("product without a readable price", table.line());
    }
    let was = former.or(regular).filter(|was| price.is_some_and(|price| price < *was));
    if currency.is_empty() && cell(CURRENCY).len() == 3 {
        *currency = cell(CURRENCY).to_uppercase();
    }
    let sku = cell(SKU);
    let mut aliases: Vec<String> = Vec::new();
    for alias in [sku, cell(BARCODE)] {
        if !alias.is_empty() && alias != id && !aliases.iter().any(|known| known == alias) {
            aliases.push(alias.to_owned());
        }
    }
    let images = std::iter::once(cell(IMAGE)).chain(cell(MORE_IMAGES).split(',')).map(str::trim).filter(|url| !url.is_empty());
    let attributes = table.header().iter().enumerate().filter_map(|(column, name)| {
        let plain = crate::columns::plain(name);
        let value = table.get(Some(column));
        let label = plain.strip_prefix("attributes").unwrap_or(&plain);
        (ATTRIBUTES.contains(&label) && !value.is_empty()).then(|| (name.to_lowercase(), html::to_text(value)))
    });
    Some(Product {
        id: id.to_owned(),
        aliases,
        group: cell(GROUP).to_owned(),
        title,
        description: html::to_text(cell(DESCRIPTION)),
        brand: cell(BRAND).to_owned(),
        category: category_path(cell(CATEGORY)),
        tags: cell(TAGS).split(',').map(str::trim).filter(|tag| !tag.is_empty()).map(str::to_owned).collect(),
        attributes: attributes.collect(),
        variants: vec![Variant {
            sku: sku.to_owned(),
            price,
            compare_at_price: was,
            available: available(cell(AVAILABILITY), cell(STOCK)),
            ..Variant::default()
        }],
        images: images.map(|url| Image { url: url.to_owned(), alternative_text: String::new() }).collect(),
        url: cell(URL).to_owned(),
        published: parse_published(cell(PUBLISHED)),
        gift_card: false,
        created: time::parse(cell(CREATED)).map(|moment| moment.seconds as i64),
        pins: Vec::new(),
    })
}

/// A product is for sale unless its row says otherwise.
fn available(availability: &str, stock: &str) -> bool {
    match crate::columns::plain(availability).as_str() {
        "outofstock" | "false" | "no" | "0" | "soldout" | "discontinued" => false,
        "instock" | "true" | "yes" | "1" | "preorder" | "backorder" | "limitedavailability" => true,
        _ => parse_count(stock).is_none_or(|stock| stock > 0),
    }
}
