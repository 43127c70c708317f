//! What the simulated shop's files hold, read as anybody would read them.
#![allow(clippy::unwrap_used, clippy::panic)]

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::sync::OnceLock;

use vitrine_simulate::{SimulateError, SimulationOptions, SimulationReport, simulate};

type Row = BTreeMap<String, String>;

struct Shop {
    files: BTreeMap<String, Vec<u8>>,
    report: SimulationReport,
}

impl Shop {
    fn new(seed: u64, sessions: usize) -> Self {
        let mut files = BTreeMap::new();
        let options = SimulationOptions { seed, sessions };
        let report = simulate(&options, &mut |path, bytes| {
            assert!(files.insert(path.to_owned(), bytes.to_vec()).is_none(), "{path} is written twice");
            Ok(())
        })
        .unwrap();
        Self { files, report }
    }

    fn rows(&self, file: &str) -> Vec<Row> {
        let mut reader = csv::Reader::from_reader(self.files[file].as_slice());
        reader.deserialize().map(Result::unwrap).collect()
    }

    fn truth(&self) -> serde_json::Value {
        serde_json::from_slice(&self.files["truth.json"]).unwrap()
    }

    /// First rows of products.
    fn products(&self) -> Vec<Row> {
        self.rows("products.csv").into_iter().filter(|row| !row["Title"].is_empty()).collect()
    }
}

fn shop() -> &'static Shop {
    static SHOP: OnceLock<Shop> = OnceLock::new();
    SHOP.get_or_init(|| Shop::new(7, 20_000))
}

/// The event log of [`shop`], read once.
fn events() -> &'static [Row] {
    static EVENTS: OnceLock<Vec<Row>> = OnceLock::new();
    EVENTS.get_or_init(|| shop().rows("events.csv"))
}

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
    assert_eq!(format!("{hash:016x}"), "6a025da89e7c125b");
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

/// What a session was about: the category of its first product page, by session.
fn needs() -> Vec<(String, &'static Row)> {
    let category: BTreeMap<String, String> = shop()
        .products()
        .into_iter()
        .map(|row| (row["URL handle"].clone(), row["Product category"].rsplit(" > ").next().unwrap().to_owned()))
        .collect();
    let mut seen = BTreeSet::new();
    let views = events().iter().filter(|row| row["event"] == "view");
    views.filter(|row| seen.insert(row["session_id"].clone())).map(|row| (category[&row["item_id"]].clone(), row)).collect()
}

fn value(dimension: &str, row: &Row) -> String {
    match dimension {
        "hour" => match row["time"][11..13].parse::<u32>().unwrap() {
            6..=8 => "morning",
            9..=11 => "forenoon",
            12..=13 => "lunch",
            14..=17 => "afternoon",
            18..=22 => "evening",
            _ => "night",
        }
        .to_owned(),
        "weekday" => {
            let number = |range: std::ops::Range<usize>| row["time"][range].parse::<i64>().unwrap();
            let (mut year, month, day) = (number(0..4), number(5..7), number(8..10));
            // Sakamoto's method; Sunday is 0.
            let shift = [0, 3, 2, 5, 0, 3, 5, 1, 4, 6, 2, 4][month as usize - 1];
            year -= i64::from(month < 3);
            let weekday = (year + year / 4 - year / 100 + year / 400 + shift + day) % 7;
            ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"][weekday as usize].to_owned()
        }
        "month" => row["time"][5..7].to_owned(),
        name => row[name].clone(),
    }
}

/// Odds of a category against all that the dimension leaves alone, at a value against another value: the common ratio over devices (or hours) by
/// Mantel and Haenszel, so that what belongs to the device is not taken for the hour's.
fn odds_ratio(dimension: &str, at: &str, against: &str, category: &str) -> f64 {
    let truth = shop().truth();
    let touched: BTreeSet<&str> = truth["effects"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|effect| effect["dimension"] == dimension)
        .map(|effect| effect["category"].as_str().unwrap())
        .collect();
    let layer_by = if dimension == "device" { "hour" } else { "device" };
    let mut layers: BTreeMap<String, [f64; 4]> = BTreeMap::new();
    for (about, row) in needs() {
        let here = value(dimension, row);
        let column = usize::from(about != category);
        if (column == 1 && touched.contains(about.as_str())) || (here != at && here != against) {
            continue;
        }
        layers.entry(value(layer_by, row)).or_default()[column + if here == at { 0 } else { 2 }] += 1.0;
    }
    let sum = |product: fn(&[f64; 4]) -> f64| layers.values().map(|cells| product(cells) / cells.iter().sum::<f64>()).sum::<f64>();
    sum(|cells| cells[0] * cells[3]) / sum(|cells| cells[1] * cells[2])
}

fn check_effect(dimension: &str, at: &str, against: &str, category: &str) {
    let truth = shop().truth();
    let planted = truth["effects"]
        .as_array()
        .unwrap()
        .iter()
        .find(|effect| effect["dimension"] == dimension && effect["value"] == at && effect["category"] == category);
    let planted = planted.map_or(1.0, |effect| effect["factor"].as_f64().unwrap());
    let found = odds_ratio(dimension, at, against, category);
    assert!((found / planted).ln().abs() < 0.25, "{dimension} {at}, {category}: planted {planted}, found {found:.2}");
}

#[test]
fn phones_mean_warm_accessories() {
    check_effect("device", "phone", "tablet", "Warm accessories");
}

#[test]
fn desktops_mean_summer_dresses() {
    check_effect("device", "desktop", "tablet", "Summer dresses");
}

#[test]
fn lunch_means_summer_dresses() {
    check_effect("hour", "lunch", "afternoon", "Summer dresses");
}

#[test]
fn evenings_mean_winter_coats() {
    check_effect("hour", "evening", "afternoon", "Winter coats");
}

#[test]
fn saturdays_mean_camping() {
    check_effect("weekday", "saturday", "wednesday", "Tents & camping");
}

#[test]
fn social_networks_mean_beachwear() {
    check_effect("referrer", "social", "search", "Beachwear");
}

#[test]
fn newsletters_mean_knitwear() {
    check_effect("referrer", "email", "direct", "Knitwear");
}

#[test]
fn direct_visits_mean_nothing() {
    check_effect("referrer", "direct", "search", "Winter coats");
    check_effect("referrer", "direct", "search", "Summer dresses");
}

#[test]
fn thursdays_mean_nothing() {
    check_effect("weekday", "thursday", "wednesday", "Knitwear");
}

#[test]
fn seasons_turn() {
    let needs = needs();
    let share = |category: &str, month: &str| {
        let of_month: Vec<&String> = needs.iter().filter(|(_, row)| &row["time"][5..7] == month).map(|(about, _)| about).collect();
        of_month.iter().filter(|about| **about == category).count() as f64 / of_month.len() as f64
    };
    assert!(share("Beachwear", "07") > 3.0 * share("Beachwear", "01"));
    assert!(share("Winter coats", "12") > 3.0 * share("Winter coats", "07"));
}

#[test]
fn planted_pairs_are_seen_together() {
    let truth = shop().truth();
    let mut sessions: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let mut viewed: BTreeMap<String, usize> = BTreeMap::new();
    for row in events().iter().filter(|row| row["event"] == "view") {
        if sessions.entry(row["session_id"].clone()).or_default().insert(row["item_id"].clone()) {
            *viewed.entry(row["item_id"].clone()).or_default() += 1;
        }
    }
    let mut ratios = Vec::new();
    for pair in truth["pairs"].as_array().unwrap() {
        let (product, other) = (pair["product"].as_str().unwrap(), pair["complements"][0].as_str().unwrap());
        let (seen, seen_other) = (viewed.get(product).copied().unwrap_or(0), viewed.get(other).copied().unwrap_or(0));
        if seen >= 150 {
            let together = sessions.values().filter(|items| items.contains(product) && items.contains(other)).count();
            let by_chance = seen as f64 * seen_other as f64 / sessions.len() as f64;
            ratios.push(together as f64 / by_chance.max(0.5));
        }
    }
    ratios.sort_by(f64::total_cmp);
    assert!(ratios.len() > 50, "{} pairs are seen often enough", ratios.len());
    let median = ratios[ratios.len() / 2];
    assert!(median > 2.0, "the middle pair is seen together {median:.1} times as often as by chance");
}

#[test]
fn a_quarter_of_views_goes_back() {
    let mut seen = BTreeSet::new();
    let (mut again, mut views) = (0, 0);
    for row in events().iter().filter(|row| row["event"] == "view") {
        views += 1;
        again += usize::from(!seen.insert((row["session_id"].clone(), row["item_id"].clone())));
    }
    let share = f64::from(again as u32) / f64::from(views);
    assert!((0.20..0.34).contains(&share), "{share:.3}");
}

#[test]
fn surging_products_surge_at_the_end() {
    let truth = shop().truth();
    let surging: BTreeSet<&str> = truth["surge"]["products"].as_array().unwrap().iter().map(|name| name.as_str().unwrap()).collect();
    assert!(surging.len() >= 5);
    let (mut late, mut early, mut all_late, mut all) = (0.0, 0.0, 0.0, 0.0);
    for row in events().iter().filter(|row| row["event"] == "view") {
        let is_late = row["time"].as_str() >= "2026-10-25";
        let surges = surging.contains(row["item_id"].as_str());
        *(if is_late { &mut all_late } else { &mut all }) += 1.0;
        if surges {
            *(if is_late { &mut late } else { &mut early }) += 1.0;
        }
    }
    let factor = (late / all_late) / (early / all);
    assert!(factor > 1.8, "{factor:.2}");
}

#[test]
fn new_products_were_not_seen_before() {
    let truth = shop().truth();
    let new: BTreeSet<&str> = truth["new"].as_array().unwrap().iter().map(|name| name.as_str().unwrap()).collect();
    assert!(new.len() >= 10, "{}", new.len());
    for row in events() {
        assert!(!new.contains(row["item_id"].as_str()) || row["time"].as_str() >= "2026-09-30", "{row:?}");
    }
}

#[test]
fn coffee_is_bought_again_and_coats_are_not() {
    let types: BTreeMap<String, String> = shop().products().into_iter().map(|row| (row["Title"].clone(), row["Type"].clone())).collect();
    let mut bought: BTreeMap<(String, String), usize> = BTreeMap::new();
    for line in shop().rows("orders.csv") {
        let title = line["Lineitem name"].split(" - ").next().unwrap();
        *bought.entry((types[title].clone(), format!("{} {title}", line["Email"]))).or_default() += 1;
    }
    let again = |kind: &str| {
        let counts: Vec<usize> = bought.iter().filter(|((of, _), _)| of == kind).map(|(_, count)| *count).collect();
        counts.iter().filter(|count| **count > 1).count() as f64 / counts.len() as f64
    };
    assert!(again("Coffee Beans") > 0.15, "{}", again("Coffee Beans"));
    for coat in ["Parka", "Wool Coat", "Puffer Jacket"] {
        assert!(again(coat) < 0.02, "{coat}: {}", again(coat));
    }
}

#[test]
fn a_failing_disk_is_reported_with_the_file() {
    let error = simulate(&SimulationOptions { seed: 1, sessions: 10 }, &mut |path, _| {
        if path == "orders.csv" { Err(io::Error::other("disk full")) } else { Ok(()) }
    })
    .unwrap_err();
    assert!(matches!(&error, SimulateError::Write { file, .. } if file == "orders.csv"));
    assert_eq!(error.to_string(), "cannot write orders.csv: disk full");
}
