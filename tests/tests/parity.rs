//! The engine's answers to the committed sessions, natively. `tests/browser/parity.test.mjs` asks the same of Node and the browsers.
#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used)]

use std::collections::BTreeSet;
use std::fs;
use vitrine_engine::{Engine, ListName};
use vitrine_format::Model;
use vitrine_tests::corpus::{Case, Question, TOPICS, answers, cases};
use vitrine_tests::files::{here, hold_text};
use vitrine_tests::golden::GOLDEN;

fn engine() -> Engine<Vec<u8>> {
    Engine::new(Model::open(fs::read(here(GOLDEN)).expect("the golden model")).expect("a model"))
}

/// A case a line.
fn text(cases: &[Case]) -> String {
    let lines: Vec<String> = cases.iter().map(|case| serde_json::to_string(case).expect("JSON")).collect();
    format!("[\n{}\n]\n", lines.join(",\n"))
}

#[track_caller]
fn check(topic: &str) {
    let mut engine = engine();
    let mut cases = cases(topic);
    for case in &mut cases {
        case.answers = answers(&mut engine, case);
    }
    hold_text(&format!("corpus/{topic}.json"), &text(&cases));
}

#[test]
fn lists() {
    check("lists");
}

#[test]
fn placements() {
    check("placements");
}

#[test]
fn repeats() {
    check("repeats");
}

#[test]
fn exclusions() {
    check("exclusions");
}

#[test]
fn context() {
    check("context");
}

#[test]
fn dwell() {
    check("dwell");
}

#[test]
fn cart() {
    check("cart");
}

#[test]
fn long() {
    check("long");
}

#[test]
fn taste() {
    check("taste");
}

#[test]
fn intent() {
    check("intent");
}

#[test]
fn every_intent_is_told_somewhere() {
    let mut engine = engine();
    let lines: Vec<String> = cases("intent").iter().map(|case| answers(&mut engine, case).swap_remove(0)).collect();
    let modes: BTreeSet<&str> = lines.iter().filter_map(|line| line.split(' ').nth(1)).collect();
    assert_eq!(modes.into_iter().collect::<Vec<_>>(), ["-", "0", "1", "2"], "leaving is nowhere more likely than not in the golden model");
    let told: BTreeSet<&str> = lines.iter().flat_map(|line| line.split(' ').skip(2)).collect();
    assert!(told.len() > 20, "{told:?}");
}

fn all() -> Vec<Case> {
    TOPICS.iter().flat_map(|topic| cases(topic)).collect()
}

#[test]
fn there_are_two_hundred_sessions() {
    assert!(all().len() >= 200, "{}", all().len());
}

#[test]
fn an_engine_that_has_ranked_a_lot_answers_the_same() {
    let mut used = engine();
    for case in all() {
        assert_eq!(answers(&mut used, &case), answers(&mut engine(), &case), "{}", case.name);
    }
}

/// Words of all answers' cards at one place between the slashes.
fn words(place: usize) -> BTreeSet<String> {
    let mut engine = engine();
    let lines = all()
        .iter()
        .flat_map(|case| answers(&mut engine, case))
        .filter(|line| !line.starts_with("trace") && !line.starts_with("intent"))
        .collect::<Vec<_>>();
    let cards = lines.iter().flat_map(|line| line.split(' ').skip(1));
    cards.filter_map(|card| card.split('/').nth(place).map(str::to_owned)).collect()
}

#[test]
fn every_list_type_is_shown_somewhere() {
    assert_eq!(words(2).len(), ListName::ALL.len(), "{:?}", words(2));
}

#[test]
fn every_reason_is_given_somewhere() {
    assert_eq!(words(3).len(), 14, "{:?}", words(3));
}

#[test]
fn every_kind_of_question_is_asked() {
    let questions: Vec<Question> = all().into_iter().flat_map(|case| case.requests).collect();
    let lists: BTreeSet<_> = questions.iter().filter_map(|question| question.list.as_deref()).collect();
    let placements: BTreeSet<_> = questions.iter().filter_map(|question| question.placement.as_deref()).collect();
    let repeats: BTreeSet<_> = questions.iter().filter_map(|question| question.repeats.as_deref()).collect();
    assert_eq!((lists.len(), placements.len(), repeats.len()), (ListName::ALL.len(), 7, 3));
}
