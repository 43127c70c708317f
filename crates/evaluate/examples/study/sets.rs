//! Public click logs as splits.

use std::collections::BTreeMap;
use std::io::Read;
use std::path::PathBuf;

use vitrine_catalog::{Catalogue, Event, EventKind, EventLog, Product, ProductIndex, SessionKey, Variant};
use vitrine_evaluate::Split;

pub const NAMES: [&str; 4] = ["rsc15", "serenade", "diginetica", "eshop2008"];

const DAY: f64 = 86_400.0;

pub struct Set {
    pub name: &'static str,
    pub split: Split,
    /// Places that count.
    pub places: usize,
}

/// Items with their times, oldest first.
type Session = Vec<(f64, String)>;

/// What is known of a product besides its id.
type Content = BTreeMap<String, Product>;

/// Reads a set; says so and gives nothing where its files are not there.
pub fn read(name: &'static str, tail: bool) -> Option<Set> {
    let mut content = Content::new();
    let (train, test, places) = match name {
        "rsc15" => {
            let (train, test) = if tail { ("train_tr", "train_valid") } else { ("train_full", "test") };
            (tab_separated(&format!("rsc15/{train}.tsv.gz"))?, tab_separated(&format!("rsc15/{test}.tsv.gz"))?, 20)
        }
        "serenade" => {
            let sessions = tab_separated("serenade/train.tsv.gz")?;
            let last = sessions.iter().flatten().map(|event| event.0).fold(0.0, f64::max);
            let days = if tail { [6.0, 3.0] } else { [3.0, 0.0] };
            let [train, test] = between(sessions, days.map(|days| last - days * DAY), !tail);
            (train, test, 20)
        }
        "diginetica" => {
            let lines = text("diginetica/train_sessions.txt.gz")?;
            let mut sessions: Vec<Session> = lines.lines().enumerate().map(|(number, line)| untimed(number, line)).collect();
            if !tail {
                return Some(Set { name, split: questions(&sessions, &text("diginetica/test_prefix_target.txt.gz")?), places: 20 });
            }
            let test = sessions.split_off(sessions.len() * 95 / 100);
            (sessions, test, 20)
        }
        _ => {
            let sessions = eshop(&mut content)?;
            let july = |day: f64| (7.0 * 31.0 + day) * DAY;
            let [train, test] = between(sessions, if tail { [july(1.0), july(15.0)] } else { [july(15.0), f64::MAX] }, !tail);
            (train, test, 5)
        }
    };
    let mut numbers = Numbers::default();
    let (train, test) = (numbers.log(&train), numbers.log(&test));
    Some(Set { name, split: Split::by_files(numbers.catalogue(&content), train, &test).unwrap(), places })
}

/// A packed text of the folder of public sets; says so where it is not there.
pub fn text(path: &str) -> Option<String> {
    let root = std::env::var("VITRINE_DATA").map_or_else(|_| PathBuf::from("../shared/data"), PathBuf::from);
    let Ok(file) = std::fs::File::open(root.join(path)) else {
        eprintln!("skipped: {} is not there", root.join(path).display());
        return None;
    };
    let mut text = String::new();
    flate2::read::GzDecoder::new(file).read_to_string(&mut text).unwrap();
    Some(text)
}

fn tab_separated(path: &str) -> Option<Vec<Session>> {
    let mut sessions: BTreeMap<String, Session> = BTreeMap::new();
    for line in text(path)?.lines().skip(1) {
        let fields: Vec<&str> = line.split('\t').collect();
        sessions.entry(fields[0].into()).or_default().push((fields[2].parse().unwrap(), fields[1].into()));
    }
    Some(by_start(sessions))
}

fn by_start(sessions: BTreeMap<String, Session>) -> Vec<Session> {
    let mut sessions: Vec<Session> = sessions.into_values().collect();
    for session in &mut sessions {
        session.sort_by(|left, right| left.0.total_cmp(&right.0));
    }
    sessions.sort_by(|left, right| left[0].0.total_cmp(&right[0].0));
    sessions
}

/// Sessions before the first time, and those from it on, up to the second time unless `to_the_end`.
fn between(mut sessions: Vec<Session>, [start, end]: [f64; 2], to_the_end: bool) -> [Vec<Session>; 2] {
    sessions.retain(|session| to_the_end || session[0].0 < end);
    let test = sessions.split_off(sessions.partition_point(|session| session[0].0 < start));
    [sessions, test]
}

fn untimed(number: usize, line: &str) -> Session {
    line.split_whitespace().enumerate().map(|(step, item)| (number as f64 * 60.0 + step as f64, item.to_owned())).collect()
}

fn questions(train: &[Session], lines: &str) -> Split {
    let mut numbers = Numbers::default();
    let train = numbers.log(train);
    let lines: Vec<Session> = lines.lines().enumerate().map(|(number, line)| untimed(number, line)).collect();
    let questions = numbers.log(&lines);
    Split::by_questions(numbers.catalogue(&Content::new()), train, &questions).unwrap()
}

/// Sessions of the clothes shop, with category, colour and price of its models.
fn eshop(content: &mut Content) -> Option<Vec<Session>> {
    let mut sessions: BTreeMap<String, Session> = BTreeMap::new();
    for line in text("eshop2008/eshop2008_full.csv.gz")?.lines().skip(1) {
        let fields: Vec<&str> = line.split(',').collect();
        let number = |field: usize| fields[field].parse::<f64>().unwrap();
        let day = number(1) * 31.0 + number(2);
        sessions.entry(fields[5].into()).or_default().push((day * DAY + number(3), fields[7].into()));
        content.entry(fields[7].into()).or_insert_with(|| Product {
            title: format!("colour{} photo{}", fields[8], fields[10]),
            category: vec![format!("page {}", fields[6])],
            variants: vec![Variant { price: Some((number(11) * 100.0) as u32), available: true, ..Variant::default() }],
            ..Product::default()
        });
    }
    Some(by_start(sessions))
}

/// Gives every item a product number.
#[derive(Default)]
struct Numbers {
    by_id: BTreeMap<String, u32>,
}

impl Numbers {
    fn log(&mut self, sessions: &[Session]) -> EventLog {
        let mut log = EventLog::default();
        for (session, events) in sessions.iter().enumerate() {
            for (time, item) in events {
                let next = self.by_id.len() as u32;
                let product = *self.by_id.entry(item.clone()).or_insert(next);
                log.events.push(view(session, product, *time));
            }
        }
        log
    }

    fn catalogue(&self, content: &Content) -> Catalogue {
        let mut products = vec![Product::default(); self.by_id.len()];
        for (id, &number) in &self.by_id {
            let bare = Product { variants: vec![Variant { available: true, ..Variant::default() }], ..Product::default() };
            let known = content.get(id).cloned().unwrap_or(bare);
            products[number as usize] = Product { id: id.clone(), published: true, ..known };
        }
        Catalogue { products, currency: String::new() }
    }
}

/// An opened product.
pub fn view(session: usize, product: u32, time: f64) -> Event {
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
