//! Exports as shops and spreadsheets write them: what they are read as, and what is said of those that are broken.
#![allow(clippy::panic, clippy::unwrap_used)]

use std::fmt::Write as _;
use std::fs;
use std::io::Write as _;
use std::path::PathBuf;

use flate2::Compression;
use flate2::write::GzEncoder;
use tempfile::TempDir;
use vitrine_catalog::EventKind;
use vitrine_ingest::{IngestError, Shop, Sources, read};

const PRODUCTS: &str = "Handle,Title,Type,Option1 Name,Option1 Value,Variant SKU,Variant Inventory Tracker,Variant Inventory Qty,\
    Variant Inventory Policy,Variant Price,Image Src,Status\n\
    coat,Wool Coat - Long,Coats,Size,S,WC-S,shopify,3,deny,120.00,https://cdn.example/coat.jpg,active\n\
    coat,,,,M,WC-M,shopify,0,deny,120.00,,\n\
    coat,,,,,,,,,,https://cdn.example/coat-2.jpg,\n\
    hat,Été hat,Hats,Title,Default Title,HAT,,,,\"1,299.00\",,active\n";
const ORDERS: &str = "Name,Email,Financial Status,Created at,Currency,Total,Lineitem quantity,Lineitem name,Lineitem price,Lineitem sku,\
    Billing Name,Notes,Cancelled at,Refunded Amount,Source\n";
const EVENTS: &str = "session_id,item_id,time\n";

/// Files of one shop in a folder that goes with it.
struct Desk(TempDir);

impl Desk {
    fn with(files: &[(&str, &[u8])]) -> Self {
        let folder = TempDir::new().unwrap();
        for (name, content) in files {
            fs::write(folder.path().join(name), content).unwrap();
        }
        Self(folder)
    }

    fn read(&self, orders: bool, events: &[&str]) -> Result<Shop, IngestError> {
        let path = |name: &str| -> PathBuf { self.0.path().join(name) };
        let events = events.iter().map(|name| path(name)).collect();
        read(&Sources { products: Some(path("products.csv")), orders: orders.then(|| path("orders.csv")), events }, &mut |_| {})
    }

    /// The error's text without the folder.
    fn failure(&self, orders: bool, events: &[&str]) -> String {
        let text = self.read(orders, events).unwrap_err().to_string();
        text.replace(&format!("{}/", self.0.path().display()), "")
    }
}

fn products(content: impl AsRef<[u8]>) -> Result<Shop, IngestError> {
    Desk::with(&[("products.csv", content.as_ref())]).read(false, &[])
}

/// A products file that must be refused with this sentence.
#[track_caller]
fn check_refused(content: impl AsRef<[u8]>, expected: &str) {
    assert_eq!(Desk::with(&[("products.csv", content.as_ref())]).failure(false, &[]), expected);
}

/// A products file that must hold the same as [`PRODUCTS`].
#[track_caller]
fn check_same(content: impl AsRef<[u8]>) {
    assert_eq!(format!("{:?}", products(content).unwrap().catalogue), format!("{:?}", products(PRODUCTS).unwrap().catalogue));
}

fn gzip(content: &str) -> Vec<u8> {
    let mut packed = GzEncoder::new(Vec::new(), Compression::default());
    packed.write_all(content.as_bytes()).unwrap();
    packed.finish().unwrap()
}

/// Events as session, product and kind.
#[track_caller]
fn check_events(log: &str, expected: &[(u32, &str, EventKind)]) {
    let shop = Desk::with(&[("products.csv", PRODUCTS.as_bytes()), ("log", log.as_bytes())]).read(false, &["log"]).unwrap();
    let found: Vec<_> = shop
        .log
        .events
        .iter()
        .map(|event| (event.session.0, event.product.map_or("", |product| &shop.catalogue.products[product.0 as usize].id), event.kind))
        .collect();
    assert_eq!(found, expected);
}

/// Orders as the ids of their products.
fn orders(lines: &str) -> (Vec<Vec<String>>, Shop) {
    let content = format!("{ORDERS}{lines}");
    let shop = Desk::with(&[("products.csv", PRODUCTS.as_bytes()), ("orders.csv", content.as_bytes())]).read(true, &[]).unwrap();
    let id = |product: vitrine_catalog::ProductIndex| shop.catalogue.products[product.0 as usize].id.clone();
    let found = shop.orders.iter().map(|order| order.lines.iter().map(|line| id(line.product)).collect()).collect();
    (found, shop)
}

#[track_caller]
fn check_orders(lines: &str, expected: &[&[&str]], dropped: &[&str]) {
    let (found, shop) = orders(lines);
    assert_eq!(found, expected);
    let reasons: Vec<&str> = shop.report.files[1].dropped.iter().map(|entry| entry.reason.as_str()).collect();
    assert_eq!(reasons, dropped);
}

// What spreadsheets make of a file

#[test]
fn a_byte_order_mark_and_windows_line_ends() {
    check_same(format!("\u{feff}{}", PRODUCTS.replace('\n', "\r\n")));
}
#[test]
fn semicolons() {
    check_same(PRODUCTS.replace(',', ";").replace("1;299", "1,299"));
}
#[test]
fn semicolons_announced_in_a_line_of_their_own() {
    check_same(format!("sep=;\r\n{}", PRODUCTS.replace(',', ";").replace("1;299", "1,299")));
}
#[test]
fn tabs() {
    check_same(PRODUCTS.replace(',', "\t").replace("1\t299", "1,299"));
}
#[test]
fn gzip_whatever_the_name() {
    check_same(gzip(PRODUCTS));
}
#[test]
fn the_title_on_every_row_of_a_product() {
    check_same(PRODUCTS.replace("coat,,,,M", "coat,Wool Coat - Long,Coats,,M"));
}

// What cannot be read

#[test]
fn old_macintosh_lines() {
    check_refused(
        PRODUCTS.replace('\n', "\r"),
        "products.csv, line 1, column 1: expected a product export (CSV), found lines that end in carriage returns alone (old Macintosh); \
         save the file as CSV UTF-8",
    );
}
#[test]
fn latin_1() {
    let content: Vec<u8> = PRODUCTS.chars().map(|character| character as u8).collect();
    check_refused(
        content,
        "products.csv, line 5, column 5: expected UTF-8 text, found the byte 0xc9 (perhaps Windows-1252 or Latin-1); \
         save the file as UTF-8 and try again",
    );
}
#[test]
fn a_zero_byte() {
    check_refused(
        PRODUCTS.replace("Wool", "Wo\0ol"),
        "products.csv, line 2, column 8: expected UTF-8 text, found a zero byte, which no text has; save the file as UTF-8 and try again",
    );
}
#[test]
fn a_folder() {
    let desk = Desk::with(&[]);
    fs::create_dir(desk.0.path().join("products.csv")).unwrap();
    assert_eq!(desk.failure(false, &[]), "products.csv: expected a file, found a folder");
}
#[test]
fn a_damaged_gzip_is_not_taken_for_a_broken_quote() {
    // Stored, not deflated, so that a flipped byte stays one byte of text: only the checksum at the end knows.
    let mut packed = GzEncoder::new(Vec::new(), Compression::none());
    packed.write_all(PRODUCTS.as_bytes()).unwrap();
    let mut content = packed.finish().unwrap();
    let place = content.windows(4).position(|window| window == b"Wool").unwrap();
    content[place + 1] = b'"';
    let text = Desk::with(&[("products.csv", &content)]).failure(false, &[]);
    assert!(text.contains("the gzip stream is damaged here"), "{text}");
}
#[test]
fn a_row_where_the_header_should_be_is_not_shown() {
    check_refused(
        "#1001,jane@example.com,Jane Doe\n",
        "products.csv, line 1, column 1: no column for the product's identifier (`id`, `productid`, `itemid`, …); \
         found data where the names of columns should be",
    );
}

// Products

#[test]
fn two_products_of_one_handle() {
    check_refused(
        format!("{PRODUCTS}coat,Wool Coat - Long,Coats,,,,,,,5,,active\n"),
        "products.csv, line 6, column 1: the handle `coat` already names the product on line 2; every product needs a handle of its own",
    );
}
#[test]
fn variants_pictures_prices_and_stock() {
    let shop = products(PRODUCTS).unwrap();
    let found: Vec<_> = shop
        .catalogue
        .products
        .iter()
        .map(|product| {
            let stock: Vec<bool> = product.variants.iter().map(|variant| variant.available).collect();
            (product.id.as_str(), stock, product.images.len(), product.price())
        })
        .collect();
    assert_eq!(found, [("coat", vec![true, false], 2, Some(12_000)), ("hat", vec![true], 0, Some(129_900))]);
}

// Orders

#[test]
fn lines_join_by_sku_then_by_name_with_a_dash_in_the_title() {
    check_orders(
        "#1,a@example.com,paid,2026-03-01 10:00:00 +0100,GBP,20,1,Wool Coat - Long - M,10,WC-M,Jane,,,,web\n\
         #1,,,,,,1,Été hat,10,,,,,,\n\
         #2,b@example.com,paid,2026-03-02 10:00:00 +0100,GBP,20,1,Wool Coat - Long - XXL,10,,Jane,,,,pos\n",
        &[&["coat", "hat"], &["coat"]],
        &[],
    );
}
#[test]
fn cancelled_and_refunded_orders_go_with_all_their_rows_and_a_part_refund_stays() {
    check_orders(
        "#1,a@example.com,paid,2026-03-01 10:00:00 +0100,GBP,20,1,Wool Coat - Long - M,10,WC-M,Jane,,2026-03-02 10:00:00 +0100,,web\n\
         #1,,,,,,1,Été hat,10,HAT,,,,,\n\
         #2,b@example.com,refunded,2026-03-02 10:00:00 +0100,GBP,20,1,Été hat,10,HAT,Jane,,,20.00,web\n\
         #3,b@example.com,partially_refunded,2026-03-03 10:00:00 +0100,GBP,20,1,Été hat,10,HAT,Jane,,,5.00,web\n",
        &[&["hat"]],
        &["order cancelled", "order refunded in full"],
    );
}
#[test]
fn lines_without_a_product_are_counted() {
    check_orders(
        "#1,a@example.com,paid,2026-03-01 10:00:00 +0100,GBP,20,1,Tip for Jane,10,,Jane,,,,web\n\
         #1,,,,,,1,Été hat,10,HAT,,,,,\n",
        &[&["hat"]],
        &["no product with this SKU or name"],
    );
}
#[test]
fn nothing_personal_is_kept() {
    let (_, shop) = orders(
        "#1,jane@secret.example,paid,2026-03-01 10:00:00 +0100,GBP,20,1,Été hat,10,HAT,Jane Secret,secret door,,,web\n\
         #2,JANE@secret.example,paid,2026-03-02 10:00:00 +0100,GBP,20,1,Tip for Jane Secret,10,,Jane Secret,secret door,,,web\n",
    );
    let everything = format!("{shop:?}").to_lowercase();
    assert!(!everything.contains("secret") && !everything.contains("jane"), "{everything}");
}

// Events

#[test]
fn seconds_milliseconds_and_dates_are_the_same_time() {
    let log = format!("{EVENTS}a,coat,1772360000\na,hat,1772360001000\na,coat,2026-03-01T10:13:22Z\n");
    check_events(&log, &[(0, "coat", EventKind::View), (0, "hat", EventKind::View), (0, "coat", EventKind::View)]);
}
#[test]
fn the_address_of_a_page_names_its_product() {
    check_events(
        "session_id,page_url,time,event\n\
         a,https://shop.example/products/coat?variant=3,1,page_view\na,https://shop.example/pages/about,2,page_view\n",
        &[(0, "coat", EventKind::View)],
    );
}
#[test]
fn json_lines_with_objects_inside() {
    check_events(
        "{\"visitor_session\":\"a\",\"event\":\"add_to_cart\",\"timestamp\":1,\"product\":{\"handle\":\"hat\"}}\n{\"broken\n",
        &[(0, "hat", EventKind::AddToCart)],
    );
}
#[test]
fn unknown_kinds_are_counted_by_name_and_never_shown_where_they_could_be_more() {
    let log = "session_id,item_id,time,event\na,coat,1,view_item\na,coat,2,scroll\na,coat,3,jane@secret.example\n";
    let shop = Desk::with(&[("products.csv", PRODUCTS.as_bytes()), ("log", log.as_bytes())]).read(false, &["log"]).unwrap();
    let reasons: Vec<&str> = shop.report.files[1].dropped.iter().map(|entry| entry.reason.as_str()).collect();
    assert_eq!(reasons, ["event kind `scroll` is not one we use", "event kind is not a word"]);
}
#[test]
fn a_file_in_the_wrong_place_is_named() {
    let content = format!("{ORDERS}#1,,,,,,1,Été hat,10,HAT,,,,,\n");
    check_refused(
        content,
        "products.csv, line 1, column 1: looks like a Shopify order export, expected a product export (CSV); pass it as the second argument",
    );
    check_refused(
        format!("{EVENTS}a,coat,1\n"),
        "products.csv, line 1, column 1: looks like an event log, expected a product export (CSV); pass it with --events",
    );
}
#[test]
fn keys_that_never_repeat_are_no_columns() {
    let mut log = String::new();
    for line in 0..3000 {
        writeln!(log, "{{\"key{line}\":1,\"session\":\"a\",\"item\":\"hat\",\"time\":{line}}}").unwrap();
    }
    log += "{\"session\":\"a\",\"item\":\"coat\",\"time\":9999,\"more\":1}\n";
    let shop = Desk::with(&[("products.csv", PRODUCTS.as_bytes()), ("log", log.as_bytes())]).read(false, &["log"]).unwrap();
    assert_eq!((shop.log.events.len(), shop.report.files[1].dropped_rows()), (3001, 0));
    assert_eq!(shop.log.events[3000].product.map(|product| product.0), Some(0));
}
#[test]
fn a_sku_on_two_variants_is_one_name() {
    let shop = products(PRODUCTS.replace("WC-M", "WC-S")).unwrap();
    assert_eq!(shop.catalogue.products[0].aliases, ["WC-S"]);
}
#[cfg(unix)]
#[test]
fn events_from_a_pipe() {
    let desk = Desk::with(&[("products.csv", PRODUCTS.as_bytes())]);
    let pipe = desk.0.path().join("log");
    assert!(std::process::Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    let writer = std::thread::spawn(move || fs::write(pipe, format!("{EVENTS}a,coat,1\n")));
    assert_eq!(desk.read(false, &["log"]).unwrap().log.events.len(), 1);
    writer.join().unwrap().unwrap();
}
