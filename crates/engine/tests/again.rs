//! Lists about the shopper's own purchases and cart: *buy again*, *upgrade*, *continue with your cart*.
#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used)]

mod support;

use proptest::prelude::*;
use support::{Shop, session};
use vitrine_engine::{Context, EventKind, ListName, ReasonKind, Recommendation, Request, Session};
use vitrine_format::{ItemFlags, ItemIndex, Relation, RepurchasePart, TraitsPart};

fn bought(purchases: &[(u32, f32)]) -> Session {
    let mut session = Session::new();
    for (item, days) in purchases {
        session.remember_purchase(ItemIndex(*item), *days);
    }
    session
}

fn only(list: ListName) -> Request<'static> {
    Request { fill: false, ..Request::of(list) }
}

fn items(found: &[Recommendation]) -> Vec<u32> {
    found.iter().map(|found| found.item.0).collect()
}

/// Item 0 is bought again after 20 to 50 days, mostly 30; item 1 is durable, and 4 and 5 go with it.
fn shop() -> Shop {
    Shop::of(8).link(Relation::BoughtTogether, 1, 4, 16).link(Relation::BoughtTogether, 1, 5, 8).with(|parts| {
        parts.repurchase = Some(RepurchasePart { windows: vec![[20, 30, 50]], of_items: vec![1, 1, 1, 0, 0, 0, 0, 0] });
        parts.items.flags[1] = ItemFlags(ItemFlags::KNOWN);
    })
}

#[track_caller]
fn check(purchases: &[(u32, f32)], expected: &[u32]) {
    assert_eq!(items(&shop().shelf(&bought(purchases), &only(ListName::BuyAgain))), expected, "{purchases:?}");
}

#[test]
fn a_product_is_offered_again_near_its_interval_alone() {
    for (days, offered) in [(3.0, false), (19.0, false), (20.0, true), (31.0, true), (50.0, true), (51.0, false), (400.0, false)] {
        check(&[(0, days)], if offered { &[0] } else { &[] });
    }
}

#[test]
fn what_is_due_today_comes_first_and_the_latest_purchase_counts() {
    check(&[(0, 48.0), (2, 30.0)], &[2, 0]);
    check(&[(0, 30.0), (0, 2.0)], &[]);
}

#[test]
fn a_product_without_an_interval_is_not_offered() {
    check(&[(3, 30.0)], &[]);
}

#[test]
fn durable_things_stay_away_and_their_accessories_come() {
    check(&[(1, 30.0)], &[4, 5]);
    let found = shop().shelf(&bought(&[(1, 30.0)]), &only(ListName::BuyAgain));
    let reason = found[0].reason.expect("a reason");
    assert_eq!((reason.kind, reason.source), (ReasonKind::Bought, Some(ItemIndex(1))));
}

#[test]
fn the_reason_is_that_it_was_bought_before() {
    let found = shop().shelf(&bought(&[(0, 30.0)]), &only(ListName::BuyAgain));
    assert_eq!(found[0].reason.map(|reason| reason.kind), Some(ReasonKind::Again));
}

/// Prices 100, 200, …; even items are coats with tiers, item 0 is alike all others.
fn priced() -> Shop {
    let mut shop = Shop::of(8);
    for other in 1..8 {
        shop = shop.link(Relation::Similar, 0, other, 16 - other as u8);
    }
    shop.with(|parts| {
        parts.items.prices = (1..=8).map(|number| number * 100).collect();
        parts.traits = Some(TraitsPart {
            strengths: TraitsPart::DEFAULT_STRENGTHS,
            sensitive: vec![false; 3],
            tiers: vec![[200, 400, 600], [200, 400, 600], [0; 3], [0; 3]],
            names: Vec::new(),
            of_items: vec![Vec::new(); 8],
        });
    })
}

#[test]
fn an_upgrade_is_alike_of_the_same_category_and_dearer() {
    let seeds = [ItemIndex(0)];
    let request = Request { seeds: &seeds, ..only(ListName::Upgrade) };
    assert_eq!(items(&priced().shelf(&Session::new(), &request)), [2, 4, 6]);
    let viewed = session(&[(EventKind::View, 0)]);
    assert_eq!(items(&priced().shelf(&viewed, &only(ListName::Upgrade))), [2, 4, 6]);
    let dear = [ItemIndex(6)];
    let request = Request { seeds: &dear, ..only(ListName::Upgrade) };
    assert_eq!(items(&priced().link(Relation::Similar, 6, 0, 16).shelf(&Session::new(), &request)), [0_u32; 0]);
}

#[test]
fn the_cart_leads_on_without_being_named() {
    let session = session(&[(EventKind::AddToCart, 1)]);
    let found = shop().shelf(&session, &only(ListName::ContinueCart));
    assert_eq!(items(&found), [4, 5]);
    assert_eq!(found[0].reason.map(|reason| (reason.kind, reason.source)), Some((ReasonKind::InCart, Some(ItemIndex(1)))));
    assert!(shop().shelf(&Session::new(), &only(ListName::ContinueCart)).is_empty());
    let trace = shop().engine().trace(&session, &Context::unknown(), &only(ListName::ContinueCart), ItemIndex(4));
    assert_eq!(trace.score.to_bits(), found[0].score.to_bits());
}

proptest! {
    #[test]
    fn what_must_not_be_shown_is_not(
        purchases in proptest::collection::vec((0..8u32, 0.0f32..80.0), 0..6),
        cart in proptest::collection::vec(0..8u32, 0..3),
        hidden in proptest::collection::vec(0..8u32, 0..3),
        list in prop_oneof![Just(ListName::BuyAgain), Just(ListName::Upgrade), Just(ListName::ContinueCart)],
    ) {
        let mut session = bought(&purchases);
        for item in &cart {
            session.observe(EventKind::AddToCart, ItemIndex(*item), 0.0, None);
        }
        for item in &hidden {
            session.observe(EventKind::Hide, ItemIndex(*item), 0.0, None);
        }
        let shop = shop();
        for fill in [false, true] {
            let found = shop.shelf(&session, &Request { fill, ..Request::of(list) });
            for item in items(&found) {
                prop_assert!(!cart.contains(&item) && !hidden.contains(&item));
                let durable = shop.parts.items.flags[item as usize].is_durable();
                prop_assert!(!(durable && purchases.iter().any(|(bought, _)| *bought == item)));
            }
        }
    }
}
