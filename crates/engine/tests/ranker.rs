//! What a model's trees do to a shelf, and what is told of it.
#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used, clippy::float_cmp)]

mod support;

use support::{Shop, numbers, only, viewed};
use vitrine_engine::{Context, ListName, Repeats, Request};
use vitrine_format::{Feature, ItemIndex, RankerPart, Relation, Split};

/// A shop where item 0 leads to 1 and, more weakly, to 2.
fn shop() -> Shop {
    Shop::of(6).link(Relation::ViewedNext, 0, 1, 16).link(Relation::ViewedNext, 0, 2, 12)
}

/// One tree that multiplies by e^-2 what is above a threshold, and leaves the others.
fn against(feature: Feature, threshold: f32) -> RankerPart {
    RankerPart { splits: vec![Split { feature, threshold }], depth: 1, scale: 0.0625, levels: vec![0], leaves: vec![0, -32] }
}

#[test]
fn trees_change_the_order() {
    let request = Request { repeats: Repeats::Never, ..only(ListName::ForYou) };
    assert_eq!(numbers(&shop().shelf(&viewed(&[0]), &request)), [1, 2]);
    let ranked = shop().with(|parts| parts.ranker = Some(against(Feature::FromLast, 0.875)));
    assert_eq!(numbers(&ranked.shelf(&viewed(&[0]), &request)), [2, 1]);
}

#[test]
fn other_lists_know_nothing_of_the_trees() {
    let seeds = [ItemIndex(0)];
    let request = Request { seeds: &seeds, ..only(ListName::ViewedNext) };
    let ranked = shop().with(|parts| parts.ranker = Some(against(Feature::FromLast, 0.875)));
    assert_eq!(ranked.shelf(&viewed(&[0]), &request), shop().shelf(&viewed(&[0]), &request));
}

#[test]
fn the_trace_names_the_factor_and_the_reason_stays() {
    let request = Request { repeats: Repeats::Never, ..only(ListName::ForYou) };
    let mut engine = shop().with(|parts| parts.ranker = Some(against(Feature::FromLast, 0.875))).engine();
    let trace = engine.trace(&viewed(&[0]), &Context::unknown(), &request, ItemIndex(1));
    assert!((trace.ranked - 0.1353).abs() < 0.002, "{}", trace.ranked);
    assert!((trace.score - trace.parts[0].value * trace.ranked).abs() < 1e-6);
    assert_eq!(engine.trace(&viewed(&[0]), &Context::unknown(), &request, ItemIndex(2)).ranked.to_bits(), 1.0_f32.to_bits());
    let found = engine.rank(&viewed(&[0]), &Context::unknown(), &request).items.to_vec();
    assert!(found.iter().all(|card| card.reason.is_some_and(|reason| reason.source == Some(ItemIndex(0)))));
}

#[test]
fn candidates_are_described() {
    let mut engine = shop().engine();
    let request = Request { repeats: Repeats::Always, ..only(ListName::ForYou) };
    let candidates = engine.candidates(&viewed(&[0, 3, 0]), &request);
    let items: Vec<u32> = candidates.iter().map(|(item, _)| item.0).collect();
    let place = |item: u32| items.iter().position(|other| *other == item).expect("a candidate");
    let value = |feature, item| candidates.feature(feature)[place(item)];
    assert_eq!((value(Feature::StepsSinceSeen, 0), value(Feature::TimesSeen, 0)), (0.0, 2.0));
    assert_eq!((value(Feature::StepsSinceSeen, 3), value(Feature::FollowedBefore, 3)), (1.0, 1.0));
    assert_eq!((value(Feature::StepsSinceSeen, 1), value(Feature::TimesSeen, 1)), (64.0, 0.0));
    assert_eq!((value(Feature::FromLast, 1), value(Feature::FromLast, 2)), (1.0, 0.75));
    assert_eq!((value(Feature::PathLength, 1), value(Feature::DistinctItems, 1)), (3.0, 2.0));
    assert_eq!(value(Feature::RowsHolding, 2), 1.0);
}

#[test]
fn what_the_trees_do_not_look_at_stays_behind() {
    let request = Request { repeats: Repeats::Never, limit: 70, fill: false, ..only(ListName::ForYou) };
    let wide = || (1..=70).fold(Shop::of(71), |shop, item| shop.link(Relation::ViewedNext, 0, item, if item <= 64 { 16 } else { 15 }));
    // Every candidate that is looked at is held back far below those that are not.
    let ranked = wide().with(|parts| parts.ranker = Some(against(Feature::FromLast, 0.5)));
    assert_eq!(numbers(&ranked.shelf(&viewed(&[0]), &request)), numbers(&wide().shelf(&viewed(&[0]), &request)));
    assert_eq!(numbers(&ranked.shelf(&viewed(&[0]), &request)).len(), 70);
}
