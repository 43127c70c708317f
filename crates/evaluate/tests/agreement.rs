//! The protocol and the baselines against figures that others measured on the same splits: numbers of predictions exactly, sequential rules
//! within .003, and what is tuned no more than .003 below. Tuned ones have the numbers that their search finds on that set's training tail.
//!
//! Reads the folder that the environment names as `VITRINE_DATA`, else `shared/data` beside the checkout; each case says so when its set is absent.
#![allow(clippy::expect_used)] // A helper of a test may stop the test.

use flate2::read::GzDecoder;
use std::collections::BTreeMap;
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::PathBuf;
use std::sync::Arc;
use vitrine_catalog::{Catalogue, Event, EventKind, EventLog, Product, ProductIndex, SessionKey};
use vitrine_evaluate::baselines::{Method, Occurrences};
use vitrine_evaluate::metrics::Summary;
use vitrine_evaluate::{Reading, Split, protocol};

/// Gives every name a product number.
#[derive(Default)]
struct Names {
    numbers: BTreeMap<String, u32>,
}

impl Names {
    fn number(&mut self, name: &str) -> u32 {
        let next = self.numbers.len() as u32;
        *self.numbers.entry(name.to_owned()).or_insert(next)
    }

    fn catalogue(&self) -> Catalogue {
        Catalogue { products: vec![Product::default(); self.numbers.len()], currency: String::new() }
    }
}

fn lines(path: &str) -> Option<impl Iterator<Item = String>> {
    let beside = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/data");
    let folder = std::env::var_os("VITRINE_DATA").map_or_else(|| PathBuf::from(beside), PathBuf::from);
    let file = folder.join(path);
    if !file.exists() {
        println!("skipped: {} is not there", file.display());
        return None;
    }
    let reader = BufReader::new(GzDecoder::new(File::open(file).expect("readable")));
    Some(reader.lines().map(|line| line.expect("gzip of text")))
}

fn view(session: usize, product: u32, time: f64) -> Event {
    Event {
        session: SessionKey(session as u32),
        customer: None,
        product: Some(ProductIndex(product)),
        kind: EventKind::View,
        time,
        utc_offset: None,
        device: None,
        referrer: None,
        locale: None,
        dwell: None,
        query: None,
    }
}

fn log(sessions: impl Iterator<Item = Vec<(f64, u32)>>) -> EventLog {
    let mut events = Vec::new();
    for (number, mut session) in sessions.enumerate() {
        session.sort_by(|left, right| left.0.total_cmp(&right.0));
        events.extend(session.into_iter().map(|(time, product)| view(number, product, time)));
    }
    EventLog { events }
}

/// `SessionId ItemId Time` by tabs, sessions in the order of their first line.
fn tabbed(path: &str, names: &mut Names) -> Option<EventLog> {
    let mut order: BTreeMap<String, usize> = BTreeMap::new();
    let mut sessions: Vec<Vec<(f64, u32)>> = Vec::new();
    for line in lines(path)?.skip(1) {
        let fields: Vec<&str> = line.split('\t').collect();
        let next = order.len();
        let number = *order.entry(fields[0].to_owned()).or_insert(next);
        if number == sessions.len() {
            sessions.push(Vec::new());
        }
        sessions[number].push((fields[2].parse().expect("a time"), names.number(fields[1])));
    }
    Some(log(sessions.into_iter()))
}

/// A session a line, ids by spaces; a tab before the last id where there are targets.
fn spaced(path: &str, names: &mut Names) -> Option<EventLog> {
    let session = |line: String| line.split_whitespace().map(|id| (0.0, names.number(id))).collect();
    Some(log(lines(path)?.map(session)))
}

/// The figures of a method, with the numbers where its search begins if none are given.
fn measure(split: &Split, name: &str, numbers: &[f64], readings: &[Reading]) -> Vec<Summary> {
    let method = Method::named(name).expect("a method");
    let log = Arc::new(Occurrences::of(&split.train, split.catalogue.products.len()));
    let start = method.start();
    let mut ranker = (method.learn)(&log, if numbers.is_empty() { &start } else { numbers }, None);
    protocol::run(split, ranker.as_mut(), readings, 20, &mut |_| {}).iter().map(|outcomes| outcomes.summary(20)).collect()
}

fn check(split: &Split, reading: Reading, predictions: usize, hit_rate: f64, mrr: f64) {
    let found = measure(split, "sequential", &[], &[reading])[0];
    assert_eq!(found.predictions, predictions, "{reading:?}");
    let agrees = (found.hit_rate - hit_rate).abs() < 0.003 && (found.mrr - mrr).abs() < 0.003;
    assert!(agrees, "{reading:?}: expected {hit_rate}/{mrr}, found {:.4}/{:.4}", found.hit_rate, found.mrr);
}

/// Asserts that a tuned method is as good as others found it: hit rate and mean reciprocal rank of *all* and of *no-repeat*.
fn check_tuned(split: &Split, name: &str, numbers: &[f64], expected: [(f64, f64); 2]) {
    let found = measure(split, name, numbers, &[Reading::All, Reading::NoRepeat]);
    for (found, (hit_rate, mrr)) in found.iter().zip(expected) {
        let as_good = found.hit_rate > hit_rate - 0.003 && found.mrr > mrr - 0.003;
        assert!(as_good, "{name}: expected {hit_rate}/{mrr}, found {:.4}/{:.4}", found.hit_rate, found.mrr);
    }
}

#[test]
fn yoochoose_sample() {
    let mut names = Names::default();
    let (Some(train), Some(test)) = (tabbed("rsc15/train_full.tsv.gz", &mut names), tabbed("rsc15/test.tsv.gz", &mut names)) else {
        return;
    };
    let split = Split::by_files(names.catalogue(), train, &test).expect("a split");
    check(&split, Reading::All, 10_152, 0.618, 0.346);
    check(&split, Reading::NoRepeat, 7_526, 0.516, 0.246);
    check_tuned(&split, "vs-knn", &[200.0, 1000.0, 1.0, 3.0, 1.0], [(0.688, 0.374), (0.583, 0.261)]);
    check_tuned(&split, "stan", &[1000.0, 2500.0, 0.4525, 10.0, 1.81], [(0.686, 0.373), (0.582, 0.259)]);
    check_tuned(&split, "vstan", &[500.0, 2500.0, 1.81, 40.0, 3.62, 0.905, 10.0], [(0.686, 0.376), (0.582, 0.263)]);
    check_tuned(&split, "vmis-knn", &[100.0, 1000.0, 3.0], [(0.0, 0.0), (0.576, 0.252)]);
    check_tuned(&split, "slist", &[10.0, 0.6, 0.0, 1.0, 256.0, 1.0], [(0.686, 0.373), (0.582, 0.269)]);
    check_tuned(&split, "s-walk", &[100.0, 0.7, 0.7, 0.125, 64.0, 1.0], [(0.704, 0.376), (0.606, 0.261)]);
}

#[test]
fn diginetica() {
    let mut names = Names::default();
    let train = spaced("diginetica/train_sessions.txt.gz", &mut names);
    let (Some(train), Some(test)) = (train, spaced("diginetica/test_prefix_target.txt.gz", &mut names)) else { return };
    let split = Split::by_questions(names.catalogue(), train, &test).expect("a split");
    check(&split, Reading::All, 60_858, 0.405, 0.140);
    check(&split, Reading::NoRepeat, 55_294, 0.371, 0.122);
}

#[test]
fn serenade_last_three_days() {
    let mut names = Names::default();
    let Some(all) = tabbed("serenade/train.tsv.gz", &mut names) else { return };
    let split = Split::by_last_days(names.catalogue(), &all, 3).expect("a split");
    check(&split, Reading::All, 8_501, 0.362, 0.192);
    check(&split, Reading::NoRepeat, 8_496, 0.362, 0.196);
    check_tuned(&split, "stan", &[500.0, 1000.0, 1.81, 80.0, 0.25], [(0.565, 0.232), (0.568, 0.317)]);
    check_tuned(&split, "vmis-knn", &[500.0, 250.0, 15.0], [(0.0, 0.0), (0.562, 0.293)]);
    check_tuned(&split, "slist", &[1.0, 0.8, 0.25, 1.0, 64.0, 4.0], [(0.575, 0.236), (0.577, 0.294)]);
    check_tuned(&split, "s-walk", &[10.0, 0.5, 0.7, 0.5, 64.0, 4.0], [(0.600, 0.222), (0.604, 0.305)]);
}
