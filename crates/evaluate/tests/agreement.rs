//! The protocol and the baselines against figures that others measured on the same splits: numbers of predictions exactly, the rest
//! within .003. Each baseline has the numbers that its search finds on that set's training tail.
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

/// Asserts the figures of a method, with its own numbers where none are given.
fn check(split: &Split, name: &str, numbers: &[f64], reading: Reading, predictions: usize, hit_rate: f64, mrr: f64) {
    let method = Method::named(name).expect("a method");
    let log = Arc::new(Occurrences::of(&split.train, split.catalogue.products.len()));
    let mut ranker = (method.learn)(&log, if numbers.is_empty() { method.start() } else { numbers.to_vec() }.as_slice(), None);
    let found = protocol::run(split, ranker.as_mut(), &[reading], 20, &mut |_| {}).remove(0).summary(20);
    assert_eq!(found.predictions, predictions, "{reading:?}");
    let agrees = (found.hit_rate - hit_rate).abs() < 0.003 && (found.mrr - mrr).abs() < 0.003;
    assert!(agrees, "{name}, {reading:?}: expected {hit_rate}/{mrr}, found {:.4}/{:.4}", found.hit_rate, found.mrr);
}

#[test]
fn yoochoose_sample() {
    let mut names = Names::default();
    let (Some(train), Some(test)) = (tabbed("rsc15/train_full.tsv.gz", &mut names), tabbed("rsc15/test.tsv.gz", &mut names)) else {
        return;
    };
    let split = Split::by_files(names.catalogue(), train, &test).expect("a split");
    check(&split, "sequential", &[], Reading::All, 10_152, 0.618, 0.346);
    check(&split, "sequential", &[], Reading::NoRepeat, 7_526, 0.516, 0.246);
}

#[test]
fn diginetica() {
    let mut names = Names::default();
    let train = spaced("diginetica/train_sessions.txt.gz", &mut names);
    let (Some(train), Some(test)) = (train, spaced("diginetica/test_prefix_target.txt.gz", &mut names)) else { return };
    let split = Split::by_questions(names.catalogue(), train, &test).expect("a split");
    check(&split, "sequential", &[], Reading::All, 60_858, 0.405, 0.140);
    check(&split, "sequential", &[], Reading::NoRepeat, 55_294, 0.371, 0.122);
}

#[test]
fn serenade_last_three_days() {
    let mut names = Names::default();
    let Some(all) = tabbed("serenade/train.tsv.gz", &mut names) else { return };
    let split = Split::by_last_days(names.catalogue(), &all, 3).expect("a split");
    check(&split, "sequential", &[], Reading::All, 8_501, 0.362, 0.192);
    check(&split, "sequential", &[], Reading::NoRepeat, 8_496, 0.362, 0.196);
}
