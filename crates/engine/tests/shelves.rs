//! What a shopper sees on the shelves: the session counts, rules hold, shelves fill and say what they show.

// Scores of round numbers are exact, and their exactness is what is tested.
#![allow(clippy::float_cmp)]

mod support;

use support::{Shop, numbers, only, session, viewed};
use vitrine_engine::{Context, EventKind, ListName, Repeats, Request, Session};
use vitrine_format::{CategoryIndex, Dimension, ItemFlags, ItemIndex, ListKind, ListPart, Relation, Scale};

/// 0 leads to 10, 1 to 11, 2 to 12, equally.
fn three_ways() -> Shop {
    Shop::of(16).link(Relation::ViewedNext, 0, 10, 16).link(Relation::ViewedNext, 1, 11, 16).link(Relation::ViewedNext, 2, 12, 16)
}

#[test]
fn the_path_counts_not_only_what_is_in_it() {
    let request = only(ListName::ForYou);
    assert_eq!(numbers(&three_ways().shelf(&viewed(&[0, 1, 2]), &request)), [12, 11, 10]);
    assert_eq!(numbers(&three_ways().shelf(&viewed(&[2, 1, 0]), &request)), [10, 11, 12]);
}

#[test]
fn a_second_look_counts_again() {
    let once = three_ways().shelf(&viewed(&[1, 0]), &only(ListName::ForYou));
    let twice = three_ways().shelf(&viewed(&[0, 1, 0]), &only(ListName::ForYou));
    let score = |shelf: &[vitrine_engine::Recommendation]| shelf.iter().find(|found| found.item.0 == 10).map(|found| found.score);
    assert_eq!((score(&once), score(&twice)), (Some(1.0), Some(1.25)));
}

#[test]
fn a_cart_weighs_more_than_a_look() {
    let looked = three_ways().shelf(&viewed(&[0, 1]), &only(ListName::ForYou));
    let carted = three_ways().shelf(&session(&[(EventKind::AddToCart, 0), (EventKind::View, 1)]), &only(ListName::ForYou));
    assert_eq!((looked[1].score, carted[0].score), (0.5, 1.0));
}

#[test]
fn what_left_the_cart_weighs_less_than_a_look() {
    let events = [(EventKind::View, 0), (EventKind::AddToCart, 0), (EventKind::RemoveFromCart, 0)];
    assert_eq!(three_ways().shelf(&session(&events), &only(ListName::ForYou))[0].score.to_bits(), 0.25f32.to_bits());
}

#[test]
fn time_spent_counts() {
    let score = |dwell: Option<f32>| {
        let mut session = Session::new();
        session.observe(EventKind::View, ItemIndex(0), 0.0, dwell);
        three_ways().shelf(&session, &only(ListName::ForYou))[0].score
    };
    assert_eq!([None, Some(1.0), Some(10.0), Some(59.9), Some(60.0)].map(score), [1.0, 0.5, 1.0, 1.0, 1.5]);
}

#[test]
fn a_page_that_is_left_reports_its_time_without_a_second_step() {
    let mut session = viewed(&[0]);
    session.observe(EventKind::View, ItemIndex(0), 70.0, Some(70.0));
    assert_eq!(session.path().len(), 1);
    assert_eq!(three_ways().shelf(&session, &only(ListName::ForYou))[0].score.to_bits(), 1.5f32.to_bits());
}

#[test]
fn cards_passed_over_sink() {
    let shop = Shop::of(16).link(Relation::ViewedNext, 0, 10, 16).link(Relation::ViewedNext, 0, 11, 10);
    let passed = |times: usize| {
        let mut events = vec![(EventKind::View, 0)];
        events.extend(vec![(EventKind::Impression, 10); times]);
        numbers(&shop.shelf(&session(&events), &only(ListName::ForYou)))
    };
    assert_eq!(passed(0), [10, 11]);
    assert_eq!(passed(1), [11, 10]);
    assert_eq!(passed(9), [11, 10]);
}

#[test]
fn a_card_that_was_opened_is_fresh_again() {
    let mut session = session(&[(EventKind::Impression, 10), (EventKind::View, 10), (EventKind::View, 0)]);
    assert_eq!(session.times_shown(ItemIndex(10)), 0);
    session.observe(EventKind::Impression, ItemIndex(10), 99.0, None);
    assert_eq!(session.times_shown(ItemIndex(10)), 1);
}

#[test]
fn a_new_visitor_sees_the_popular_ones_and_is_told_so() {
    let mut engine = three_ways().engine();
    let session = Session::new();
    let ranking = engine.rank(&session, &Context::unknown(), &Request::of(ListName::ForYou));
    assert_eq!(ranking.shows, ListName::Popular);
    assert_eq!(numbers(ranking.items), (0..12).collect::<Vec<_>>());
    let first = ranking.items.to_vec();
    assert_eq!(engine.rank(&session, &Context::unknown(), &Request::of(ListName::ForYou)).items, first);
}

#[test]
fn a_shelf_that_runs_dry_fills_from_the_next_list_and_says_so() {
    let shop = Shop::of(16)
        .link(Relation::ViewedNext, 5, 10, 16)
        .link(Relation::AlsoViewed, 5, 11, 16)
        .link(Relation::AlsoViewed, 5, 12, 15)
        .link(Relation::Similar, 5, 13, 16);
    let seeds = [ItemIndex(5)];
    let mut engine = shop.engine();
    let request = Request { seeds: &seeds, limit: 5, ..Request::of(ListName::ViewedNext) };
    let ranking = engine.rank(&Session::new(), &Context::unknown(), &request);
    let lists: Vec<(u32, &str)> = ranking.items.iter().map(|found| (found.item.0, found.list.name())).collect();
    assert_eq!(lists, [(10, "viewed-next"), (11, "also-viewed"), (12, "also-viewed"), (13, "similar"), (0, "popular")]);
    assert_eq!(ranking.shows, ListName::AlsoViewed);
}

#[test]
fn a_bundle_is_not_filled_up() {
    let shop = Shop::of(16).link(Relation::BoughtTogether, 5, 10, 16);
    let seeds = [ItemIndex(5)];
    assert_eq!(numbers(&shop.shelf(&Session::new(), &Request { seeds: &seeds, ..only(ListName::BoughtTogether) })), [10]);
}

#[test]
fn a_shelf_about_nothing_known_is_empty_rather_than_random() {
    let shop = Shop::of(4).with(|parts| parts.lists.clear());
    assert!(shop.shelf(&Session::new(), &Request::of(ListName::ForYou)).is_empty());
}

#[test]
fn a_shop_without_demand_shows_its_range_and_says_so() {
    let shop = Shop::of(4).with(|parts| {
        parts.lists = vec![ListPart { kind: ListKind::Range, category: None, items: vec![ItemIndex(2), ItemIndex(1)] }];
    });
    let mut engine = shop.engine();
    let ranking = engine.rank(&Session::new(), &Context::unknown(), &Request::of(ListName::ForYou));
    assert_eq!((ranking.shows, numbers(ranking.items)), (ListName::Range, vec![2, 1]));
}

#[test]
fn limits_hold() {
    let shop = Shop::of(16);
    let length = |limit| shop.shelf(&Session::new(), &Request { limit, ..Request::of(ListName::Popular) }).len();
    assert_eq!([0, 1, 5, 100, usize::MAX].map(length), [0, 1, 5, 16, 16]);
}

/// Popular items of a changed shop after a session, with the first six shown.
#[track_caller]
fn check_popular(shop: &Shop, session: &Session, request: &Request, expected: &[u32]) {
    assert_eq!(numbers(&shop.shelf(session, &Request { limit: 6, ..*request })), expected);
}

#[test]
fn the_pages_product_is_not_shown() {
    let seeds = [ItemIndex(0)];
    check_popular(&Shop::of(8), &Session::new(), &Request { seeds: &seeds, ..only(ListName::Popular) }, &[1, 2, 3, 4, 5, 6]);
}

#[test]
fn nor_are_its_variants() {
    let shop = Shop::of(8).with(|parts| parts.items.groups = vec![7, 0, 7, 0, 7, 0, 0, 0]);
    let seeds = [ItemIndex(0)];
    check_popular(&shop, &Session::new(), &Request { seeds: &seeds, ..only(ListName::Popular) }, &[1, 3, 5, 6, 7]);
}

#[test]
fn items_without_a_group_are_no_variants_of_each_other() {
    let seeds = [ItemIndex(3)];
    check_popular(&Shop::of(4), &Session::new(), &Request { seeds: &seeds, ..only(ListName::Popular) }, &[0, 1, 2]);
}

#[test]
fn what_lies_in_the_cart_is_not_shown() {
    check_popular(&Shop::of(8), &session(&[(EventKind::AddToCart, 2)]), &only(ListName::Popular), &[0, 1, 3, 4, 5, 6]);
}

#[test]
fn nor_are_variants_of_what_lies_in_the_cart() {
    let shop = Shop::of(8).with(|parts| parts.items.groups = vec![7, 0, 7, 0, 0, 0, 0, 0]);
    check_popular(&shop, &session(&[(EventKind::AddToCart, 2)]), &only(ListName::Popular), &[1, 3, 4, 5, 6, 7]);
}

#[test]
fn what_was_taken_out_of_the_cart_may_come_again() {
    let events = [(EventKind::AddToCart, 2), (EventKind::RemoveFromCart, 2), (EventKind::View, 7)];
    let request = Request { repeats: Repeats::NotCurrent, ..only(ListName::Popular) };
    check_popular(&Shop::of(8), &session(&events), &request, &[0, 1, 2, 3, 4, 5]);
}

#[test]
fn what_the_shopper_hid_is_not_shown() {
    check_popular(&Shop::of(8), &session(&[(EventKind::Hide, 0)]), &only(ListName::Popular), &[1, 2, 3, 4, 5, 6]);
}

#[test]
fn what_is_out_of_stock_is_not_shown() {
    let shop = Shop::of(8).with(|parts| parts.items.flags[0] = ItemFlags(ItemFlags::LISTED));
    check_popular(&shop, &Session::new(), &only(ListName::Popular), &[1, 2, 3, 4, 5, 6]);
}

#[test]
fn what_is_not_listed_is_not_shown() {
    let shop = Shop::of(8).with(|parts| parts.items.flags[0] = ItemFlags(ItemFlags::AVAILABLE));
    check_popular(&shop, &Session::new(), &only(ListName::Popular), &[1, 2, 3, 4, 5, 6]);
}

#[test]
fn durable_goods_are_not_sold_twice() {
    let request = Request { repeats: Repeats::Always, ..only(ListName::Popular) };
    let durable = Shop::of(8).with(|parts| parts.items.flags[0].0 |= ItemFlags::DURABLE);
    let bought = session(&[(EventKind::Purchase, 0)]);
    assert_eq!(numbers(&durable.shelf(&bought, &request))[0], 1);
    assert_eq!(numbers(&Shop::of(8).shelf(&bought, &request))[0], 0);
}

#[test]
fn what_another_shelf_shows_is_not_shown() {
    let exclude = [ItemIndex(0), ItemIndex(3)];
    check_popular(&Shop::of(8), &Session::new(), &Request { exclude: &exclude, ..only(ListName::Popular) }, &[1, 2, 4, 5, 6, 7]);
}

#[test]
fn items_seen_come_again_only_where_asked_for() {
    let shown = |repeats| numbers(&Shop::of(4).shelf(&viewed(&[0, 1]), &Request { repeats, ..only(ListName::Popular) }));
    assert_eq!(shown(Repeats::Never), [2, 3]);
    assert_eq!(shown(Repeats::NotCurrent), [0, 2, 3]);
    assert_eq!(shown(Repeats::Always), [0, 1, 2, 3]);
}

#[test]
fn recently_viewed_shows_the_latest_first_and_each_once() {
    assert_eq!(numbers(&Shop::of(8).shelf(&viewed(&[1, 2, 3, 1]), &Request::of(ListName::RecentlyViewed))), [1, 3, 2]);
}

#[test]
fn recently_viewed_leaves_the_pages_product_out() {
    let seeds = [ItemIndex(1)];
    let request = Request { seeds: &seeds, ..Request::of(ListName::RecentlyViewed) };
    assert_eq!(numbers(&Shop::of(8).shelf(&viewed(&[2, 3, 1]), &request)), [3, 2]);
}

#[test]
fn a_category_page_shows_its_category_and_those_below() {
    let shop = Shop::of(6).with(|parts| {
        parts.items.categories[4] = Some(CategoryIndex(2));
        let items = [0, 2, 4].map(ItemIndex).to_vec();
        parts.lists.push(ListPart { kind: ListKind::Popular, category: Some(CategoryIndex(0)), items });
    });
    let request = Request { category: Some(CategoryIndex(0)), ..Request::of(ListName::Popular) };
    assert_eq!(numbers(&shop.shelf(&Session::new(), &request)), [0, 2, 4]);
}

#[test]
fn trends_and_arrivals_follow_their_own_orders() {
    let shop = Shop::of(4).with(|parts| {
        parts.items.trend = vec![Scale(0), Scale(10), Scale(0), Scale(90)];
        parts.lists.push(ListPart { kind: ListKind::Trending, category: None, items: [3, 1].map(ItemIndex).to_vec() });
        parts.lists.push(ListPart { kind: ListKind::New, category: None, items: [2, 0].map(ItemIndex).to_vec() });
    });
    assert_eq!(numbers(&shop.shelf(&Session::new(), &only(ListName::Trending))), [3, 1]);
    assert_eq!(numbers(&shop.shelf(&Session::new(), &only(ListName::New))), [2, 0]);
}

/// First popular item of a shop where lamps (odd numbers) sell on phones and coats (even numbers) do not.
#[track_caller]
fn check_context(context: Context, expected: u32) {
    let shop = Shop::of(8).effect(Dimension::Device, 0, 1, 2.0).effect(Dimension::Device, 0, 0, 0.5);
    assert_eq!(shop.engine().rank(&Session::new(), &context, &only(ListName::Popular)).items[0].item, ItemIndex(expected));
}

#[test]
fn the_context_moves_the_shelf() {
    check_context(Context::unknown().with(Dimension::Device, 0), 1);
}

#[test]
fn another_circumstance_does_not() {
    check_context(Context::unknown().with(Dimension::Device, 2).with(Dimension::Hour, 3), 0);
}

#[test]
fn an_impossible_circumstance_is_unknown() {
    check_context(Context::unknown().with(Dimension::Device, 3), 0);
}

#[test]
fn all_circumstances_together_stay_within_bounds() {
    let mut shop = Shop::of(4);
    let mut context = Context::unknown();
    for dimension in Dimension::ALL {
        shop = shop.effect(dimension, 0, 0, 0.2).effect(dimension, 0, 1, 5.0);
        context.set(dimension, Some(0));
    }
    let model = shop.engine();
    let factor = |category| context.factor(model.model(), Some(CategoryIndex(category)));
    assert_eq!([factor(0), factor(1)], [Context::LIMITS.0, Context::LIMITS.1]);
    assert_eq!(context.factor(model.model(), None).to_bits(), 1.0f32.to_bits());
}

#[test]
fn a_session_is_bounded() {
    let mut session = Session::new();
    for step in 0..10_000 {
        let item = ItemIndex(step);
        for kind in EventKind::ALL {
            session.observe(kind, item, f64::from(step), None);
        }
        session.observe(EventKind::Hide, item, 0.0, None);
        session.observe(EventKind::AddToCart, item, 0.0, None);
        session.observe(EventKind::Impression, ItemIndex(step + 20_000), 0.0, None);
    }
    assert_eq!(session.path().len(), Session::LONGEST_PATH);
    let sets = [session.cart().len(), session.bought().len(), session.hidden().len(), session.shown().len()];
    assert_eq!(sets, [Session::LARGEST_SET; 4]);
}

#[test]
fn reset_forgets_everything() {
    let mut session = session(&EventKind::ALL.map(|kind| (kind, 3)));
    session.reset();
    assert_eq!(session, Session::new());
}

#[test]
fn items_that_the_model_does_not_have_do_no_harm() {
    let strange = [ItemIndex(99), ItemIndex(u32::MAX)];
    let request = Request { seeds: &strange, exclude: &strange, ..Request::of(ListName::ViewedNext) };
    assert_eq!(numbers(&Shop::of(4).shelf(&viewed(&[99, u32::MAX]), &request)), [0, 1, 2, 3]);
}
