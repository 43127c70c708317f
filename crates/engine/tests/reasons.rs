//! Reasons, one by one: what a card says is what put it there.
#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used)]

mod support;

use support::{Shop, only, session, viewed};
use vitrine_engine::{Context, EventKind, ListName, Reason, ReasonKind, Request, Session};
use vitrine_format::{Dimension, ItemIndex, ListKind, ListPart, Relation, Scale};

/// The reason of the first card: kind, source and circumstance.
#[track_caller]
fn check(shop: &Shop, session: &Session, context: Context, request: &Request, expected: (ReasonKind, Option<u32>, Option<Dimension>)) {
    let mut engine = shop.engine();
    let ranking = engine.rank(session, &context, request);
    let Reason { kind, source, dimension, .. } = ranking.items[0].reason.expect("a reason");
    assert_eq!((kind, source.map(|item| item.0), dimension), expected);
}

fn next() -> Shop {
    Shop::of(8).link(Relation::ViewedNext, 0, 5, 16)
}

#[test]
fn because_you_looked_at() {
    check(&next(), &viewed(&[0]), Context::unknown(), &only(ListName::ForYou), (ReasonKind::Viewed, Some(0), None));
}

#[test]
fn because_it_lies_in_your_cart() {
    let session = session(&[(EventKind::AddToCart, 0)]);
    check(&next(), &session, Context::unknown(), &only(ListName::ForYou), (ReasonKind::InCart, Some(0), None));
}

#[test]
fn because_you_bought() {
    let session = session(&[(EventKind::Purchase, 0)]);
    check(&next(), &session, Context::unknown(), &only(ListName::ForYou), (ReasonKind::Bought, Some(0), None));
}

#[test]
fn goes_with_the_pages_product() {
    let seeds = [ItemIndex(0)];
    let request = Request { seeds: &seeds, ..only(ListName::ViewedNext) };
    check(&next(), &Session::new(), Context::unknown(), &request, (ReasonKind::GoesWith, Some(0), None));
}

#[test]
fn similar_to_the_pages_product() {
    let seeds = [ItemIndex(0)];
    let request = Request { seeds: &seeds, ..only(ListName::Similar) };
    let shop = Shop::of(8).link(Relation::Similar, 0, 5, 16);
    check(&shop, &Session::new(), Context::unknown(), &request, (ReasonKind::SimilarTo, Some(0), None));
}

#[test]
fn several_where_no_single_one_decides() {
    // 7 comes from 0 and from 1 and stands before 6 without either of them.
    let shop = Shop::of(8)
        .link(Relation::ViewedNext, 0, 7, 16)
        .link(Relation::ViewedNext, 1, 7, 16)
        .link(Relation::ViewedNext, 2, 7, 16)
        .link(Relation::ViewedNext, 2, 6, 1);
    check(&shop, &viewed(&[2, 1, 0]), Context::unknown(), &only(ListName::ForYou), (ReasonKind::Several, None, None));
}

#[test]
fn popular_at_this_hour() {
    let shop = Shop::of(8).effect(Dimension::Hour, 20, 1, 3.0);
    let context = Context::unknown().with(Dimension::Hour, 20);
    check(&shop, &Session::new(), context, &only(ListName::Popular), (ReasonKind::Context, None, Some(Dimension::Hour)));
}

#[test]
fn popular() {
    check(&Shop::of(8), &Session::new(), Context::unknown(), &only(ListName::Popular), (ReasonKind::Popular, None, None));
}

#[test]
fn trending() {
    let shop = Shop::of(8).with(|parts| {
        parts.items.trend[3] = Scale(90);
        parts.lists.push(ListPart { kind: ListKind::Trending, category: None, items: vec![ItemIndex(3)] });
    });
    check(&shop, &Session::new(), Context::unknown(), &only(ListName::Trending), (ReasonKind::Trending, None, None));
}

#[test]
fn new() {
    let shop = Shop::of(8).with(|parts| parts.lists.push(ListPart { kind: ListKind::New, category: None, items: vec![ItemIndex(3)] }));
    check(&shop, &Session::new(), Context::unknown(), &only(ListName::New), (ReasonKind::New, None, None));
}

#[test]
fn you_looked_at_it_yourself() {
    check(&Shop::of(8), &viewed(&[4]), Context::unknown(), &only(ListName::RecentlyViewed), (ReasonKind::Recent, None, None));
}

#[test]
fn a_look_that_only_helped_is_not_the_reason() {
    // The session lifts 0, which is the most popular anyway.
    let shop = Shop::of(8).link(Relation::ViewedNext, 7, 0, 1);
    check(&shop, &viewed(&[7]), Context::unknown(), &only(ListName::Popular), (ReasonKind::Popular, None, None));
}

#[test]
fn a_circumstance_that_only_helped_is_not_the_reason() {
    let shop = next().effect(Dimension::Hour, 20, 1, 1.2);
    let context = Context::unknown().with(Dimension::Hour, 20);
    check(&shop, &viewed(&[0]), context, &only(ListName::ForYou), (ReasonKind::Viewed, Some(0), None));
}

#[test]
fn no_reasons_where_none_are_asked_for() {
    let request = Request { reasons: false, ..Request::of(ListName::Popular) };
    assert!(Shop::of(8).shelf(&Session::new(), &request).iter().all(|found| found.reason.is_none()));
}

#[test]
fn asking_for_reasons_changes_no_score() {
    let session = viewed(&[0, 3, 4]);
    let without = Request { reasons: false, ..Request::of(ListName::ForYou) };
    let plain = next().shelf(&session, &without);
    let reasoned = next().shelf(&session, &Request::of(ListName::ForYou));
    let bits = |shelf: &[vitrine_engine::Recommendation]| shelf.iter().map(|found| (found.item, found.score.to_bits())).collect::<Vec<_>>();
    assert_eq!(bits(&plain), bits(&reasoned));
}
