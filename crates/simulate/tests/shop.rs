//! What the simulated shop's files hold, read as anybody would read them.
#![allow(clippy::unwrap_used, clippy::panic)]

mod support;

use std::collections::BTreeSet;
use std::io;

use support::{Row, Shop, events, shop};
use vitrine_simulate::{SimulateError, SimulationOptions, simulate};

#[test]
fn the_same_seed_gives_the_same_bytes() {
    assert_eq!(Shop::new(3, 300).files, Shop::new(3, 300).files);
}

#[test]
fn every_machine_gives_these_bytes() {
    // FNV-1a over paths and bytes. A change to the shop changes the number on purpose; a change of machine must not.
    let shop = Shop::new(3, 300);
    let bytes = shop.files.iter().flat_map(|(path, bytes)| path.bytes().chain(bytes.iter().copied()));
    let hash = bytes.fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
    assert_eq!(format!("{hash:016x}"), "69b57643eba71b0b");
}

#[test]
fn another_seed_gives_another_shop() {
    let (one, other) = (Shop::new(3, 300), Shop::new(4, 300));
    for file in ["products.csv", "orders.csv", "events.csv", "truth.json"] {
        assert_ne!(one.files[file], other.files[file], "{file}");
    }
}

#[test]
fn more_sessions_leave_the_catalogue_alone() {
    let (small, large) = (Shop::new(3, 300), Shop::new(3, 900));
    assert_eq!(small.files["products.csv"], large.files["products.csv"]);
    assert_eq!((small.report.sessions, large.report.sessions), (300, 900));
}

#[test]
fn a_shop_without_visits_has_a_catalogue_and_empty_logs() {
    let shop = Shop::new(1, 0);
    assert!(shop.products().len() >= 600);
    assert!(shop.rows("events.csv").is_empty());
    assert!(shop.rows("orders.csv").is_empty());
}

#[test]
fn the_report_counts_what_was_written() {
    let shop = shop();
    let products = shop.products();
    let report = &shop.report;
    assert!(products.len() >= 600 && products.len() <= 900, "{}", products.len());
    assert_eq!(report.products, products.len());
    let categories: BTreeSet<&String> = products.iter().map(|row| &row["Product category"]).collect();
    assert!(categories.len() >= 12, "{categories:?}");
    assert_eq!(report.categories, categories.len());
    let variants = shop.rows("products.csv").iter().filter(|row| !row["Price"].is_empty()).count();
    assert_eq!(report.variants, variants);
    assert_eq!(report.events, events().len());
    assert!(report.events >= 100_000, "{}", report.events);
    let orders: BTreeSet<String> = shop.rows("orders.csv").iter().map(|row| row["Name"].clone()).collect();
    assert_eq!(report.orders, orders.len());
    assert!(report.orders >= 2_000, "{}", report.orders);
    assert_eq!(report.order_lines, shop.rows("orders.csv").len());
    assert_eq!(report.pictures, shop.files.keys().filter(|path| path.starts_with("pictures/")).count());
    assert_eq!(report.bytes, shop.files.values().map(|bytes| bytes.len() as u64).sum::<u64>());
    let sessions: BTreeSet<String> = events().iter().map(|row| row["session_id"].clone()).collect();
    assert_eq!(report.sessions, sessions.len());
}

#[test]
fn handles_titles_and_skus_are_unique() {
    let products = shop().products();
    for column in ["URL handle", "Title"] {
        let distinct: BTreeSet<&String> = products.iter().map(|row| &row[column]).collect();
        assert_eq!(distinct.len(), products.len(), "{column}");
    }
    let mut skus = BTreeSet::new();
    for row in shop().rows("products.csv").iter().filter(|row| !row["SKU"].is_empty()) {
        assert!(skus.insert(row["SKU"].clone()), "{} twice", row["SKU"]);
    }
}

#[test]
fn the_catalogue_has_what_real_ones_have() {
    let rows = shop().rows("products.csv");
    let count = |fits: &dyn Fn(&Row) -> bool| rows.iter().filter(|row| fits(row)).count();
    assert!(count(&|row| row["Status"] == "Draft") >= 3, "drafts");
    assert_eq!(count(&|row| row["Gift card"] == "TRUE"), 1, "gift card");
    assert!(count(&|row| !row["Compare-at price"].is_empty()) >= 100, "reduced prices");
    assert!(count(&|row| row["Inventory quantity"] == "0") >= 100, "variants that are gone");
    assert!(count(&|row| row["Title"].is_empty() && !row["Product image URL"].is_empty()) >= 100, "further pictures");
    assert!(count(&|row| !row["Option2 value"].is_empty()) >= 100, "two options");
}

#[test]
fn prices_are_plausible() {
    for row in shop().rows("products.csv").iter().filter(|row| !row["Price"].is_empty()) {
        let price: f64 = row["Price"].parse().unwrap();
        assert!((3.0..900.0).contains(&price), "{} costs {price}", row["URL handle"]);
        assert!([".95", ".00", ".50"].iter().any(|end| row["Price"].ends_with(end)), "{} costs {price}", row["URL handle"]);
        if !row["Compare-at price"].is_empty() {
            assert!(row["Compare-at price"].parse::<f64>().unwrap() > price, "{}", row["URL handle"]);
        }
    }
}

#[test]
fn neighbouring_texts_differ() {
    let products = shop().products();
    for pair in products.windows(2) {
        let (left, right) = (&pair[0]["Description"], &pair[1]["Description"]);
        assert_ne!(left, right);
        let sentences = left.matches(". ").count() + left.matches(".</p>").count();
        assert!((2..=5).contains(&sentences), "{sentences} sentences: {left}");
    }
    let distinct: BTreeSet<&String> = products.iter().map(|row| &row["Description"]).collect();
    assert!(distinct.len() * 100 >= products.len() * 95, "{} of {} texts are distinct", distinct.len(), products.len());
}

#[test]
fn every_order_line_joins_by_sku_or_name() {
    let mut by_sku = BTreeSet::new();
    let mut by_name = BTreeSet::new();
    let mut title = String::new();
    for row in shop().rows("products.csv") {
        if !row["Title"].is_empty() {
            title.clone_from(&row["Title"]);
        }
        by_sku.insert(row["SKU"].clone());
        let values = [&row["Option1 value"], &row["Option2 value"]];
        let values: Vec<&str> =
            values.into_iter().map(String::as_str).filter(|value| !value.is_empty() && *value != "Default Title").collect();
        by_name.insert(if values.is_empty() { title.clone() } else { format!("{title} - {}", values.join(" / ")) });
    }
    let lines = shop().rows("orders.csv");
    for line in &lines {
        assert!(by_name.contains(&line["Lineitem name"]), "{}", line["Lineitem name"]);
        assert!(line["Lineitem sku"].is_empty() || by_sku.contains(&line["Lineitem sku"]), "{}", line["Lineitem sku"]);
    }
    let without_sku = lines.iter().filter(|line| line["Lineitem sku"].is_empty()).count();
    assert!(without_sku * 100 > lines.len() * 3 && without_sku * 100 < lines.len() * 10, "{without_sku} of {}", lines.len());
}

#[test]
fn orders_hold_their_fields_on_the_first_row_only() {
    let mut seen = BTreeSet::new();
    let mut statuses = BTreeSet::new();
    for line in shop().rows("orders.csv") {
        let first = seen.insert(line["Name"].clone());
        assert_eq!(!line["Financial Status"].is_empty(), first, "{}", line["Name"]);
        assert_eq!(line["Currency"], if first { "GBP" } else { "" });
        statuses.insert(line["Financial Status"].clone());
    }
    let expected = ["", "paid", "partially_refunded", "refunded"];
    assert_eq!(statuses.iter().map(String::as_str).collect::<Vec<_>>(), expected);
    assert!(shop().rows("orders.csv").iter().any(|line| !line["Cancelled at"].is_empty()), "cancelled orders");
}

#[test]
fn events_are_about_products_of_the_shop_in_the_order_of_time() {
    let handles: BTreeSet<String> =
        shop().products().into_iter().filter(|row| row["Status"] == "Active").map(|mut row| row.remove("URL handle").unwrap()).collect();
    let kinds = ["view", "add_to_cart", "remove_from_cart", "purchase", "wishlist", "search", "impression"];
    let mut last = (String::new(), String::new());
    for row in events() {
        assert!(kinds.contains(&row["event"].as_str()), "{row:?}");
        assert_eq!(row["item_id"].is_empty(), row["event"] == "search", "{row:?}");
        assert!(row["item_id"].is_empty() || handles.contains(&row["item_id"]), "{row:?}");
        assert_eq!(row["query"].is_empty(), row["event"] != "search", "{row:?}");
        assert!(["phone", "tablet", "desktop"].contains(&row["device"].as_str()), "{row:?}");
        let time = &row["time"];
        assert!(time.len() == 25 && time.as_str() >= "2025-11-01T00" && time.as_str() < "2026-11-01T04", "{row:?}");
        assert!(["+00:00", "+01:00", "+02:00"].contains(&&time[19..]), "{row:?}");
        if last.0 == row["session_id"] {
            assert!(last.1 <= *time, "{row:?}");
        }
        last = (row["session_id"].clone(), time.clone());
    }
}

#[test]
fn every_picture_exists_is_small_and_well_formed() {
    let mut referred = BTreeSet::new();
    for row in shop().rows("products.csv") {
        for column in ["Product image URL", "Variant image URL"] {
            if !row[column].is_empty() {
                assert!(shop().files.contains_key(&row[column]), "{}", row[column]);
                referred.insert(row[column].clone());
            }
        }
        assert_eq!(row["Product image URL"].is_empty(), row["Image alt text"].is_empty());
    }
    for (path, bytes) in shop().files.iter().filter(|(path, _)| path.starts_with("pictures/")) {
        assert!(referred.contains(path), "{path} is not used");
        assert!(bytes.len() < 3_072, "{path} has {} bytes", bytes.len());
        let text = std::str::from_utf8(bytes).unwrap();
        assert!(text.starts_with("<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" viewBox=\"0 0 400 500\"><title>"), "{path}");
        assert_eq!(text.matches("http").count(), 1, "{path} refers to the outside");
        assert!(!text.contains("<script") && !text.contains(" on") && !text.contains("style="), "{path}");
        check_markup(path, text);
    }
}

/// Tags are balanced, attributes quoted, ids unique and known where they are used.
fn check_markup(path: &str, text: &str) {
    let mut open = Vec::new();
    let mut ids = BTreeSet::new();
    for piece in text.trim_end().split('<').skip(1) {
        let (tag, content) = piece.split_once('>').unwrap_or_else(|| panic!("{path}: `<{piece}` has no end"));
        assert!(!content.contains('"') && !content.replace("&amp;", "").replace("&quot;", "").contains('&'), "{path}: {content}");
        let name = tag.split([' ', '/']).find(|name| !name.is_empty()).unwrap();
        if tag.starts_with('/') {
            assert_eq!(open.pop(), Some(name), "{path}");
        } else if !tag.ends_with('/') {
            open.push(name);
        }
        assert_eq!(tag.matches('"').count(), 2 * tag.matches("=\"").count(), "{path}: <{tag}>");
        if let Some((_, id)) = tag.split_once(" id=\"") {
            let id = id.split('"').next().unwrap();
            assert!(ids.insert(id), "{path}: id {id} twice");
        }
    }
    assert!(open.is_empty(), "{path}: {open:?} stay open");
    for (mark, end) in [("url(#", ')'), ("href=\"#", '"')] {
        for use_of in text.split(mark).skip(1) {
            let id = use_of.split(end).next().unwrap();
            assert!(ids.contains(id), "{path}: no {id}");
        }
    }
}

#[test]
fn nobody_in_it_is_real() {
    for line in shop().rows("orders.csv") {
        assert!(line["Email"].ends_with("@example.com"), "{}", line["Email"]);
        for column in ["Phone", "Billing Phone", "Shipping Phone"] {
            assert!(line[column].is_empty() || line[column].starts_with("'+447700900"), "{}", line[column]);
        }
    }
    for file in ["products.csv", "events.csv"] {
        let text = std::str::from_utf8(&shop().files[file]).unwrap();
        for mark in ["http", "www.", "@", ".com"] {
            assert!(!text.contains(mark), "{file} has {mark}");
        }
    }
}

#[test]
fn a_failing_disk_is_reported_with_the_file() {
    let error = simulate(&SimulationOptions { sessions: 10, ..SimulationOptions::default() }, &mut |path, _| {
        if path == "orders.csv" { Err(io::Error::other("disk full")) } else { Ok(()) }
    })
    .unwrap_err();
    assert!(matches!(&error, SimulateError::Write { file, .. } if file == "orders.csv"));
    assert_eq!(error.to_string(), "cannot write orders.csv: disk full");
}
