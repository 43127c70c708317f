//! The engine's fourth invariant: once warm, a ranking allocates nothing.
#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used)]

use std::fs;
use vitrine_engine::{Engine, ListName, Request};
use vitrine_format::{ItemIndex, Model};
use vitrine_tests::corpus::{TOPICS, cases, context, session};
use vitrine_tests::files::here;
use vitrine_tests::golden::GOLDEN;

/// Ranks every session of the corpus for every list type, twice, and counts what the second time allocates.
#[track_caller]
fn check(reasons: bool) {
    let mut engine = Engine::new(Model::open(fs::read(here(GOLDEN)).expect("the golden model")).expect("a model"));
    let sessions: Vec<_> = TOPICS.iter().flat_map(|topic| cases(topic)).map(|case| (session(&case), context(&case))).collect();
    let seeds = [ItemIndex(3), ItemIndex(7)];
    let mut rank_all = || {
        let mut shown = 0;
        for (session, context) in &sessions {
            for list in ListName::ALL {
                let request = Request { seeds: &seeds, reasons, limit: 20, ..Request::of(list) };
                shown += engine.rank(session, context, &request).items.len();
            }
        }
        shown
    };
    let warm = rank_all();
    let mut again = 0;
    let counted = allocation_counter::measure(|| again = rank_all());
    assert_eq!(warm, again);
    assert!(again > 1_000, "only {again} items were shown");
    assert_eq!(counted.count_total, 0, "{} allocations in {} rankings", counted.count_total, sessions.len() * ListName::ALL.len());
}

#[test]
fn without_reasons() {
    check(false);
}

#[test]
fn with_reasons() {
    check(true);
}

#[test]
fn the_counter_counts() {
    let counted = allocation_counter::measure(|| drop(std::hint::black_box(vec![1, 2, 3])));
    assert_eq!(counted.count_total, 1);
}
