//! A shop that has just opened: training succeeds with any number of sessions, says what is active, and what it predicts gets no worse as
//! the log grows.
#![allow(clippy::expect_used)] // A helper of a test may stop the test.

use vitrine_catalog::{Catalogue, Event, EventKind, EventLog, Product, ProductIndex, SessionKey, Variant};
use vitrine_evaluate::{EngineRanker, Reading, Split, protocol};
use vitrine_format::{Relation, encode};
use vitrine_train::{Training, TrainingInput, TrainingOptions, train};

const PRODUCTS: u32 = 60;

/// Products in six categories of ten.
fn catalogue() -> Catalogue {
    let product = |number: u32| Product {
        id: format!("p{number}"),
        title: format!("Product {number}"),
        category: vec![format!("Category {}", number / 10)],
        variants: vec![Variant { available: true, ..Variant::default() }],
        published: true,
        ..Product::default()
    };
    Catalogue { products: (0..PRODUCTS).map(product).collect(), currency: String::new() }
}

/// Sessions that mostly go on within the category, three products further; `first` tells one run of sessions from another.
fn sessions(first: u32, count: u32) -> EventLog {
    let mut state = 0x9e37_79b9_u32 ^ first;
    let mut below = |bound: u32| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 16) % bound
    };
    let mut events = Vec::new();
    for session in 0..count {
        let mut product = below(PRODUCTS);
        for step in 0..5 {
            events.push(Event {
                session: SessionKey(session),
                customer: None,
                product: Some(ProductIndex(product)),
                kind: EventKind::View,
                time: f64::from((first + session) * 100 + step),
                utc_offset: None,
                device: None,
                referrer: None,
                locale: None,
                dwell: None,
                query: None,
            });
            product = match below(10) {
                0 => below(PRODUCTS),
                1..=3 => product / 10 * 10 + below(10),
                _ => product / 10 * 10 + (product + 3) % 10,
            };
        }
    }
    EventLog { events }
}

fn trained(log: &EventLog) -> Training {
    let input = TrainingInput { catalogue: &catalogue(), orders: &[], log };
    train(&input, &TrainingOptions::default(), &mut |_| ()).expect("any number of sessions is enough to train")
}

/// Hit rate within five places, of 400 sessions that no training saw.
fn hit_rate(count: u32) -> f64 {
    let log = sessions(1, count);
    let training = trained(&log);
    let test = sessions(1_000_000, 400);
    // Every product counts as known: a shop lists what nobody has looked at yet.
    let mut known = log;
    for product in 0..PRODUCTS {
        let view = Event { session: SessionKey(count + product), product: Some(ProductIndex(product)), ..test.events[0].clone() };
        known.events.push(view);
    }
    let split = Split::by_files(catalogue(), known, &test).expect("a split");
    let mut ranker = EngineRanker::new(encode(&training.parts).expect("a model"), &split.catalogue, 0).expect("a readable model");
    let outcomes = protocol::run(&split, &mut ranker, &[Reading::NoRepeat], 5, &mut |_| {});
    outcomes[0].summary(5).hit_rate
}

#[test]
fn a_shop_without_a_session_says_why_nothing_is_learned_of_views() {
    let training = trained(&EventLog::default());
    assert!(training.parts.relations.iter().all(|part| part.relation == Relation::Similar));
    assert!(training.report.parts.iter().any(|part| !part.active && part.reason.contains("no views")), "{:?}", training.report.parts);
}

#[test]
fn what_is_predicted_gets_no_worse_as_the_log_grows() {
    let rates = [0, 10, 100, 1_000].map(hit_rate);
    // Four hundred sessions place a rate within about two points.
    assert!(rates.windows(2).all(|pair| pair[1] > pair[0] - 0.02), "{rates:?}");
    assert!(rates[3] > 2.0 * rates[0], "{rates:?}");
}
