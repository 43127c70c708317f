//! Public click logs as catalogues, logs and sessions to predict.

use std::collections::BTreeMap;
use std::io::Read;
use std::path::PathBuf;

use vitrine_catalog::{Catalogue, Event, EventKind, EventLog, Product, ProductIndex, SessionKey, Variant};

#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Split {
    /// Train on the training set, predict the test set.
    Test,
    /// Train on the head of the training set, predict its tail.
    Tail,
}

/// A session to predict.
pub struct Prediction {
    /// Products; `None` for those that training has never seen.
    pub items: Vec<Option<u32>>,
    /// Seconds of each; empty where the log has none.
    pub times: Vec<f64>,
    /// Predict every item from the second on, or only the last.
    pub every: bool,
}

pub struct Set {
    pub name: String,
    pub catalogue: Catalogue,
    pub log: EventLog,
    pub predictions: Vec<Prediction>,
    /// Ranks up to this one count.
    pub cut: usize,
}

/// A session as read: its start, and items with their times.
type Session = Vec<(f64, String)>;

fn text(path: &str) -> String {
    let root = std::env::var("VITRINE_DATA").map_or_else(|_| PathBuf::from("../shared/data"), PathBuf::from);
    let file = std::fs::File::open(root.join(path)).unwrap_or_else(|error| panic!("{}: {error}", root.join(path).display()));
    let mut text = String::new();
    flate2::read::GzDecoder::new(file).read_to_string(&mut text).unwrap();
    text
}

fn tab_separated(path: &str) -> Vec<Session> {
    let mut sessions: BTreeMap<String, Session> = BTreeMap::new();
    for line in text(path).lines().skip(1) {
        let fields: Vec<&str> = line.split('\t').collect();
        sessions.entry(fields[0].into()).or_default().push((fields[2].parse().unwrap(), fields[1].into()));
    }
    by_start(sessions.into_values().collect())
}

fn by_start(mut sessions: Vec<Session>) -> Vec<Session> {
    for session in &mut sessions {
        session.sort_by(|left, right| left.0.total_cmp(&right.0));
    }
    sessions.sort_by(|left, right| left[0].0.total_cmp(&right[0].0));
    sessions
}

pub fn read(name: &str, split: Split) -> Set {
    const DAY: f64 = 86_400.0;
    let tail = split == Split::Tail;
    let (train, test, cut): (Vec<Session>, Vec<(Session, bool)>, usize) = match name {
        "rsc15" => {
            let (train, test) = if tail { ("train_tr", "train_valid") } else { ("train_full", "test") };
            (tab_separated(&format!("rsc15/{train}.tsv.gz")), whole(tab_separated(&format!("rsc15/{test}.tsv.gz"))), 20)
        }
        "serenade" => {
            let mut sessions = tab_separated("serenade/train.tsv.gz");
            let last = sessions.iter().flatten().map(|event| event.0).fold(0.0, f64::max);
            let end = if tail { last - 3.0 * DAY } else { last + 1.0 };
            let start = if tail { last - 6.0 * DAY } else { last - 3.0 * DAY };
            sessions.retain(|session| session[0].0 < end);
            let place = sessions.partition_point(|session| session[0].0 < start);
            let test = sessions.split_off(place);
            (sessions, whole(test), 20)
        }
        "diginetica" => {
            let timed = |(number, line): (usize, &str)| -> Session {
                line.split_whitespace().enumerate().map(|(step, item)| (number as f64 * 60.0 + step as f64, item.to_owned())).collect()
            };
            let mut sessions: Vec<Session> = text("diginetica/train_sessions.txt.gz").lines().enumerate().map(timed).collect();
            if tail {
                let test = sessions.split_off(sessions.len() * 95 / 100);
                (sessions, whole(test), 20)
            } else {
                let prefixes = text("diginetica/test_prefix_target.txt.gz");
                let line = |line: (usize, &str)| (timed(line), false);
                (sessions, prefixes.lines().enumerate().map(line).collect(), 20)
            }
        }
        "eshop2008" => {
            let mut sessions: BTreeMap<String, Session> = BTreeMap::new();
            for line in text("eshop2008/eshop2008_full.csv.gz").lines().skip(1) {
                let fields: Vec<&str> = line.split(',').collect();
                let number = |field: usize| fields[field].parse::<f64>().unwrap();
                let day = number(1) * 31.0 + number(2);
                sessions.entry(fields[5].into()).or_default().push((day * DAY + number(3), fields[7].into()));
            }
            let mut sessions = by_start(sessions.into_values().collect());
            let july = |day: f64| (7.0 * 31.0 + day) * DAY;
            let (start, end) = if tail { (july(1.0), july(15.0)) } else { (july(15.0), f64::MAX) };
            sessions.retain(|session| session[0].0 < end);
            let place = sessions.partition_point(|session| session[0].0 < start);
            let test = sessions.split_off(place);
            (sessions, whole(test), 5)
        }
        other => panic!("no set {other}"),
    };
    assemble(name, &train, &test, cut)
}

fn whole(sessions: Vec<Session>) -> Vec<(Session, bool)> {
    sessions.into_iter().map(|session| (session, true)).collect()
}

fn assemble(name: &str, train: &[Session], test: &[(Session, bool)], cut: usize) -> Set {
    let mut numbers: BTreeMap<&str, u32> = BTreeMap::new();
    let mut log = EventLog::default();
    for (session, events) in train.iter().enumerate() {
        for (time, item) in events {
            let next = numbers.len() as u32;
            let product = *numbers.entry(item).or_insert(next);
            log.events.push(Event {
                session: SessionKey(session as u32),
                customer: None,
                product: Some(ProductIndex(product)),
                kind: EventKind::View,
                time: *time,
                utc_offset: None,
                device: None,
                referrer: None,
                locale: None,
                dwell: None,
                query: None,
            });
        }
    }
    let mut products = vec![Product::default(); numbers.len()];
    for (id, &number) in &numbers {
        products[number as usize] = Product {
            id: (*id).into(),
            title: (*id).into(),
            variants: vec![Variant { available: true, ..Variant::default() }],
            published: true,
            ..Product::default()
        };
    }
    let prediction = |(events, every): &(Session, bool)| Prediction {
        items: events.iter().map(|event| numbers.get(event.1.as_str()).copied()).collect(),
        times: events.iter().map(|event| event.0).collect(),
        every: *every,
    };
    let predictions = test.iter().map(prediction).collect();
    Set { name: name.into(), catalogue: Catalogue { products, currency: String::new() }, log, predictions, cut }
}
