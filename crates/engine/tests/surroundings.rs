//! What stands beside a candidate speaks for it: near numbers, and neighbours that score well.

mod support;

use support::{Shop, numbers, only, viewed};
use vitrine_engine::{Context, ListName, Repeats, Request};
use vitrine_format::{ItemIndex, Relation};

fn for_you() -> Request<'static> {
    Request { repeats: Repeats::Never, ..only(ListName::ForYou) }
}

/// Item 10 leads to four others; 40, 41 and 50 equally.
fn shop() -> Shop {
    let links = [(11, 4), (40, 8), (41, 8), (50, 8)];
    links.iter().fold(Shop::of(64), |shop, &(to, level)| shop.link(Relation::ViewedNext, 10, to, level))
}

#[test]
fn a_candidate_whose_number_is_near_moves_ahead() {
    assert_eq!(numbers(&shop().shelf(&viewed(&[10]), &for_you())), [40, 41, 50, 11]);
    let near = shop().with(|parts| parts.ranking.near_weight = 0.8);
    assert_eq!(numbers(&near.shelf(&viewed(&[10]), &for_you())), [11, 40, 41, 50]);
    // Near to what was looked at before counts as well, and less.
    let near = shop().with(|parts| parts.ranking.near_weight = 0.1);
    assert_eq!(numbers(&near.shelf(&viewed(&[52, 10]), &for_you())), [50, 40, 41, 11]);
}

#[test]
fn a_candidate_whose_neighbours_score_well_moves_ahead() {
    let linked = shop().link(Relation::ViewedNext, 50, 40, 16).link(Relation::ViewedNext, 41, 60, 16);
    assert_eq!(numbers(&linked.shelf(&viewed(&[10]), &for_you())), [40, 41, 50, 11]);
    let supported = linked.with(|parts| parts.ranking.support_weight = 0.5);
    assert_eq!(numbers(&supported.shelf(&viewed(&[10]), &for_you())), [50, 40, 41, 11]);
}

#[test]
fn what_was_seen_supports_nothing() {
    let shop = shop().link(Relation::ViewedNext, 50, 10, 16).with(|parts| {
        parts.ranking.seen_bonus = vec![9.0; 4];
        parts.ranking.support_weight = 1.0;
    });
    let request = Request { repeats: Repeats::Always, ..for_you() };
    assert_eq!(numbers(&shop.shelf(&viewed(&[10]), &request)), [10, 40, 41, 50, 11]);
}

#[test]
fn the_trace_adds_up_with_what_surrounds_the_item() {
    let shop = shop().link(Relation::ViewedNext, 50, 40, 16).with(|parts| {
        parts.ranking.near_weight = 0.25;
        parts.ranking.support_weight = 0.5;
    });
    let session = viewed(&[52, 10]);
    let found = shop.shelf(&session, &for_you());
    assert_eq!(found[0].item, ItemIndex(50));
    let trace = shop.engine().trace(&session, &Context::unknown(), &for_you(), ItemIndex(50));
    assert!(trace.ranked > 1.0, "{}", trace.ranked);
    assert_eq!(trace.score.to_bits(), found[0].score.to_bits());
}
