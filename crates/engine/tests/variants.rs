//! Variants are one product to a shopper: what rules one out rules the others out. And what is named twice counts once.

mod support;

use support::{Shop, numbers, only, session};
use vitrine_engine::{Context, EventKind, ListName, ReasonKind, Repeats, Request, Session};
use vitrine_format::{ItemFlags, ItemIndex, Relation};

/// Items 0 and 2 are variants of one product, and so are 1 and 3.
fn variants() -> Shop {
    Shop::of(8).with(|parts| parts.items.groups = vec![7, 9, 7, 9, 0, 0, 0, 0])
}

#[track_caller]
fn check(shop: &Shop, session: &Session, expected: &[u32]) {
    let request = Request { repeats: Repeats::Always, ..only(ListName::Popular) };
    assert_eq!(numbers(&shop.shelf(session, &request)), expected);
}

#[test]
fn a_hidden_product_does_not_come_back_in_another_colour() {
    check(&variants(), &session(&[(EventKind::Hide, 0)]), &[1, 4, 5, 6, 7]);
}

#[test]
fn a_durable_product_that_was_bought_does_not_come_back_in_another_size() {
    let shop = variants().with(|parts| parts.items.flags[2].0 |= ItemFlags::DURABLE);
    check(&shop, &session(&[(EventKind::Purchase, 2)]), &[1, 4, 5, 6, 7]);
}

#[test]
fn another_kind_of_what_is_bought_again_and_again_does() {
    check(&variants(), &session(&[(EventKind::Purchase, 2)]), &[0, 1, 4, 5, 6, 7]);
}

#[test]
fn hiding_an_item_without_variants_hides_it_alone() {
    check(&variants(), &session(&[(EventKind::Hide, 5)]), &[0, 1, 4, 6, 7]);
}

#[test]
fn a_shelf_shows_the_best_variant_alone() {
    let shop = variants().link(Relation::Similar, 5, 0, 3).link(Relation::Similar, 5, 2, 9).link(Relation::Similar, 5, 4, 6);
    let seeds = [ItemIndex(5)];
    assert_eq!(numbers(&shop.shelf(&Session::new(), &Request { seeds: &seeds, ..only(ListName::Similar) })), [2, 4]);
}

#[test]
fn a_list_that_fills_the_shelf_brings_no_further_variant() {
    let shop = variants().link(Relation::Similar, 5, 2, 9);
    let seeds = [ItemIndex(5)];
    let request = Request { seeds: &seeds, fill: true, ..only(ListName::Similar) };
    assert_eq!(numbers(&shop.shelf(&Session::new(), &request)), [2, 1, 4, 6, 7]);
}

#[test]
fn what_another_shelf_shows_does_not_stand_here_in_another_colour() {
    let exclude = [ItemIndex(3)];
    let request = Request { exclude: &exclude, ..only(ListName::Popular) };
    assert_eq!(numbers(&variants().shelf(&Session::new(), &request)), [0, 4, 5, 6, 7]);
}

#[test]
fn a_product_that_a_cart_names_twice_counts_once() {
    let shop = Shop::of(8).link(Relation::BoughtTogether, 0, 5, 10).link(Relation::BoughtTogether, 0, 6, 9).link(
        Relation::BoughtTogether,
        1,
        6,
        2,
    );
    let shelf = |seeds: &[u32]| {
        let seeds: Vec<ItemIndex> = seeds.iter().map(|seed| ItemIndex(*seed)).collect();
        shop.shelf(&Session::new(), &Request { seeds: &seeds, ..only(ListName::BoughtTogether) })
    };
    assert_eq!(shelf(&[0, 1]), shelf(&[0, 0, 1]));
    let reason = shelf(&[0, 0, 1])[0].reason.expect("a reason");
    assert_eq!((reason.kind, reason.source), (ReasonKind::GoesWith, Some(ItemIndex(0))));
}

#[test]
fn a_model_of_absurd_numbers_ranks_nothing_rather_than_infinity() {
    let shop = Shop::of(8).link(Relation::ViewedNext, 0, 5, 16).link(Relation::ViewedNext, 0, 6, 16).with(|parts| {
        parts.relations[0].unit = f32::MAX;
        parts.ranking.position_weights = vec![f32::MAX; 4];
        parts.ranking.popularity_weight = f32::MAX;
    });
    let mut engine = shop.engine();
    for list in ListName::ALL {
        let session = session(&[(EventKind::View, 0), (EventKind::AddToCart, 1), (EventKind::View, 0)]);
        let ranking = engine.rank(&session, &Context::unknown(), &Request { repeats: Repeats::Always, ..Request::of(list) });
        assert!(ranking.items.iter().all(|found| found.score.is_finite() && found.score > 0.0), "{list:?}");
    }
}
