//! Real logs and exports, read where the data folder is present (`VITRINE_DATA`, else `../shared/data` beside the checkout).
#![allow(clippy::panic)] // A helper of a test may stop the test.

use std::path::PathBuf;

use vitrine_ingest::{EventTimes, Sources, read, read_prefix_targets};

/// A file of the data folder; says so and gives `None` where it is absent.
fn data(name: &str) -> Option<PathBuf> {
    let folder = std::env::var_os("VITRINE_DATA")
        .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data"), PathBuf::from);
    let path = folder.join(name);
    if path.exists() {
        return Some(path);
    }
    println!("skipped: {} is absent", path.display());
    None
}

/// Reads one event file and compares events, sessions, products.
#[track_caller]
fn check_events(name: &str, events: usize, sessions: usize, products: usize, times: EventTimes) {
    let Some(path) = data(name) else { return };
    let shop = read(&Sources { events: vec![path], ..Sources::default() }, &mut |_| {}).unwrap_or_else(|error| panic!("{error}"));
    let found = (shop.log.events.len(), shop.log.sessions().count(), shop.catalogue.products.len(), shop.report.event_times);
    assert_eq!(found, (events, sessions, products, times));
}

#[test]
fn serenade() {
    check_events("serenade/train.tsv.gz", 113_601, 23_753, 18_009, EventTimes::Clock);
}

#[test]
fn rsc15() {
    check_events("rsc15/train_full.tsv.gz", 70_278, 17_794, 2_933, EventTimes::Clock);
}

#[test]
fn eshop2008() {
    check_events("eshop2008/eshop2008_full.csv.gz", 165_474, 24_026, 217, EventTimes::Day);
}

#[test]
fn trivago() {
    check_events("trivago/trivago_val_100k.csv.gz", 91_752, 7_600, 13_575, EventTimes::Clock);
}

#[test]
fn diginetica() {
    check_events("diginetica/train_sessions.txt.gz", 906_140, 186_670, 43_097, EventTimes::Made);
}

#[test]
fn diginetica_predictions() {
    let Some(path) = data("diginetica/test_prefix_target.txt.gz") else { return };
    let predictions = read_prefix_targets(&path).unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(predictions.len(), 60_858);
}

#[test]
fn online_retail() {
    let Some(path) = data("online_retail/online_retail_II_2009_2010.csv.gz") else { return };
    let shop = read(&Sources { orders: Some(path), ..Sources::default() }, &mut |_| {}).unwrap_or_else(|error| panic!("{error}"));
    let mut customers: Vec<_> = shop.orders.iter().filter_map(|order| order.customer).collect();
    customers.sort_unstable();
    customers.dedup();
    // 4,317 codes, one of them a second time with a space after it.
    assert_eq!((shop.orders.len(), shop.catalogue.products.len(), customers.len()), (22_103, 4_316, 4_314));
    let dropped: Vec<_> = shop.report.files[0].dropped.iter().map(|entry| (entry.reason.as_str(), entry.rows)).collect();
    assert_eq!(dropped, [("credit note (its number begins with C)", 10_206), ("quantity below 1 (a return)", 2_121)]);
}

#[test]
fn shopify_samples() {
    for (name, products) in [("apparel", 20), ("home-and-garden", 20), ("jewelery", 20)] {
        let Some(path) = data(&format!("shopify_csv/{name}.csv")) else { return };
        let shop = read(&Sources { products: Some(path), ..Sources::default() }, &mut |_| {}).unwrap_or_else(|error| panic!("{error}"));
        assert_eq!(shop.catalogue.products.len(), products, "{name}");
    }
}
