//! Any small shop, any session, any shelf: rules hold, traces add up, reasons are true.
#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used)]

mod support;

use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use std::collections::BTreeSet;
use support::Shop;
use vitrine_engine::{Context, Engine, EventKind, ListName, PartKind, ReasonKind, Recommendation, Repeats, Request, Session, Trace};
use vitrine_format::{
    CategoryIndex, Dimension, FEATURE_COUNT, Feature, ItemFlags, ItemIndex, ListKind, ListPart, RankerPart, Relation, Scale, Split,
};

const ITEMS: u32 = 14;

fn shops() -> impl Strategy<Value = Shop> {
    let links = vec((0..5usize, 0..ITEMS, 0..ITEMS, 1..=16u8), 0..60);
    let flags = vec(prop_oneof![4 => Just(3u8), 1 => 0..=7u8], ITEMS as usize);
    let groups = vec(prop_oneof![3 => Just(0u32), 1 => 1..3u32], ITEMS as usize);
    let effects = vec((0..5usize, 0..24usize, 0..3usize, 0.2..5.0), 0..12);
    let trend = vec(0..120u8, ITEMS as usize);
    let surroundings = prop_oneof![Just((0.0, 0.0)), (0.0..1.0f32, 0.0..1.0f32)];
    (links, flags, groups, effects, trend, option::of(rankers()), surroundings).prop_map(
        |(links, flags, groups, effects, trend, ranker, surroundings)| {
            let mut shop = Shop::of(ITEMS);
            for (relation, from, to, level) in links.into_iter().filter(|(_, from, to, _)| from != to) {
                shop = shop.link(Relation::ALL[relation], from, to, level);
            }
            for (dimension, value, category, factor) in effects {
                let dimension = Dimension::ALL[dimension];
                shop = shop.effect(dimension, value % dimension.size(), category, factor);
            }
            shop.with(|parts| {
                parts.items.flags = flags.into_iter().map(ItemFlags).collect();
                parts.items.groups = groups;
                parts.ranker = ranker;
                (parts.ranking.near_weight, parts.ranking.support_weight) = surroundings;
                parts.items.trend = trend.into_iter().map(Scale).collect();
                for (kind, items) in [(ListKind::Trending, [1, 4, 7]), (ListKind::New, [9, 8, 2]), (ListKind::Range, [0, 6, 12])] {
                    parts.lists.push(ListPart { kind, category: None, items: items.map(ItemIndex).to_vec() });
                }
            })
        },
    )
}

/// Trees that ask anything of any feature.
fn rankers() -> impl Strategy<Value = RankerPart> {
    let split = (0..FEATURE_COUNT as u8, prop_oneof![Just(0.0f32), Just(0.5), Just(1.0), Just(4.0), Just(32.0)]);
    (vec(split, 1..20), 1..=3u8, 1..8usize).prop_flat_map(|(splits, depth, trees)| {
        let mut splits: Vec<Split> = splits
            .into_iter()
            .map(|(number, threshold)| Split { feature: Feature::from_number(number).expect("a feature"), threshold })
            .collect();
        splits.sort_by(|left, right| left.feature.cmp(&right.feature).then(left.threshold.total_cmp(&right.threshold)));
        splits.dedup();
        let count = splits.len() as u8;
        (vec(0..count, trees * usize::from(depth)), vec(any::<i8>(), trees << depth)).prop_map(move |(levels, leaves)| RankerPart {
            splits: splits.clone(),
            depth,
            scale: 1.0 / 256.0,
            levels,
            leaves,
        })
    })
}

fn sessions() -> impl Strategy<Value = Session> {
    let event = (0..8usize, 0..ITEMS + 2, option::of(0.0f32..100.0));
    vec(event, 0..12).prop_map(|events| {
        let mut session = Session::new();
        for (step, (kind, item, dwell)) in events.into_iter().enumerate() {
            session.observe(EventKind::ALL[kind], ItemIndex(item), step as f64, dwell);
        }
        session
    })
}

fn contexts() -> impl Strategy<Value = Context> {
    vec(option::of(0..24u8), 5).prop_map(|values| {
        let mut context = Context::unknown();
        for (dimension, value) in Dimension::ALL.into_iter().zip(values) {
            context.set(dimension, value);
        }
        context
    })
}

/// A request with memory of its own.
#[derive(Clone, Debug)]
struct Shelf {
    list: ListName,
    seeds: Vec<ItemIndex>,
    exclude: Vec<ItemIndex>,
    category: Option<CategoryIndex>,
    limit: usize,
    repeats: Repeats,
    fill: bool,
}

impl Shelf {
    fn request(&self) -> Request<'_> {
        let Shelf { list, seeds, exclude, category, limit, repeats, fill } = self;
        Request { list: *list, seeds, exclude, category: *category, limit: *limit, repeats: *repeats, fill: *fill, reasons: true }
    }
}

fn shelves() -> impl Strategy<Value = Shelf> {
    let items =
        |most| proptest::collection::btree_set((0..ITEMS + 1).prop_map(ItemIndex), 0..most).prop_map(|set| set.into_iter().collect());
    let repeats = prop_oneof![Just(Repeats::Never), Just(Repeats::NotCurrent), Just(Repeats::Always)];
    let list = (0..ListName::ALL.len()).prop_map(|number| ListName::ALL[number]);
    (list, items(3), items(4), option::weighted(0.2, (0..3u16).prop_map(CategoryIndex)), 0..20usize, repeats, any::<bool>())
        .prop_map(|(list, seeds, exclude, category, limit, repeats, fill)| Shelf { list, seeds, exclude, category, limit, repeats, fill })
}

/// Whether an item must not be shown, in other words than the engine's.
fn forbidden(shop: &Shop, session: &Session, shelf: &Shelf, item: ItemIndex) -> Option<&'static str> {
    let items = &shop.parts.items;
    let index = item.0 as usize;
    let group = items.groups[index];
    let same_product = |other: &ItemIndex| group != 0 && items.groups.get(other.0 as usize) == Some(&group);
    let durable = |other: ItemIndex| items.flags.get(other.0 as usize).is_some_and(|flags| flags.0 & 4 != 0);
    let last = session.path().last().map(|step| step.item);
    let seen = session.path().iter().any(|step| step.item == item);
    let within = |category: CategoryIndex| {
        let own = items.categories[index];
        own == Some(category) || own.and_then(|own| shop.parts.categories[usize::from(own.0)].parent) == Some(category)
    };
    let rules = [
        (shelf.seeds.contains(&item), "the page's product"),
        (shelf.seeds.iter().any(same_product), "a variant of the page's product"),
        (session.cart().contains(&item), "in the cart"),
        (session.cart().iter().any(same_product), "a variant of what is in the cart"),
        (shelf.exclude.contains(&item), "on another shelf"),
        (session.hidden().contains(&item), "hidden"),
        (session.hidden().iter().any(same_product), "a variant of what was hidden"),
        (session.bought().iter().any(|bought| same_product(bought) && durable(*bought)), "a variant of what was bought once and for all"),
        (items.flags[index].0 & 1 == 0, "out of stock"),
        (items.flags[index].0 & 2 == 0, "not listed"),
        (items.flags[index].0 & 4 != 0 && session.bought().contains(&item), "durable and bought"),
        (shelf.category.is_some_and(|category| !within(category)), "of another category"),
        (shelf.list != ListName::RecentlyViewed && shelf.repeats == Repeats::Never && seen, "seen already"),
        (shelf.list != ListName::RecentlyViewed && shelf.repeats == Repeats::NotCurrent && last == Some(item), "the current item"),
    ];
    rules.into_iter().find(|(holds, _)| *holds).map(|(_, name)| name)
}

/// What is left of a score without the parts that `named` picks.
fn score_without(trace: &Trace, named: impl Fn(&vitrine_engine::Part) -> bool, context: f32) -> f32 {
    trace.parts.iter().filter(|part| !named(part)).map(|part| part.value).sum::<f32>() * trace.ignored * context * trace.ranked
}

/// Whether a card with this score falls behind the next one or out of the list.
fn falls(left: f32, card: &Recommendation, next: Option<&Recommendation>) -> bool {
    let slack = card.score * 1e-4;
    left <= slack || next.is_some_and(|next| next.list == card.list && left <= next.score + slack)
}

/// Scores of a card when one thing is taken away, for each thing.
fn all_lefts(engine: &Engine<Vec<u8>>, trace: &Trace, context: &Context, item: ItemIndex) -> Vec<f32> {
    let sources: BTreeSet<Option<ItemIndex>> = trace.parts.iter().map(|part| part.source).collect();
    let mut lefts: Vec<f32> = sources.into_iter().map(|source| score_without(trace, |part| part.source == source, trace.context)).collect();
    let category = engine.model().item_category(item);
    for dimension in Dimension::ALL {
        lefts.push(score_without(trace, |_| false, context.without(dimension).factor(engine.model(), category)));
    }
    lefts
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1024, failure_persistence: None, rng_seed: RngSeed::Fixed(6), ..ProptestConfig::default() })]

    #[test]
    fn shelves_follow_the_rules(shop in shops(), session in sessions(), context in contexts(), shelf in shelves()) {
        let mut engine = shop.engine();
        let items = engine.rank(&session, &context, &shelf.request()).items.to_vec();
        prop_assert!(items.len() <= shelf.limit);
        prop_assert_eq!(items.iter().map(|found| found.item).collect::<BTreeSet<_>>().len(), items.len(), "an item stands twice");
        for found in &items {
            prop_assert_eq!(forbidden(&shop, &session, &shelf, found.item), None, "item {}", found.item.0);
            prop_assert!(found.score > 0.0 && found.score.is_finite());
            prop_assert!(found.list == shelf.list || shelf.fill && shelf.list.fallbacks().contains(&found.list));
        }
        for pair in items.windows(2).filter(|pair| pair[0].list == pair[1].list) {
            prop_assert!(pair[0].score > pair[1].score || pair[0].score.to_bits() == pair[1].score.to_bits() && pair[0].item < pair[1].item);
        }
        prop_assert_eq!(engine.rank(&session, &context, &shelf.request()).items, &items[..], "the second ranking differs");
    }

    #[test]
    fn shorter_shelves_are_beginnings_of_longer_ones(shop in shops(), session in sessions(), context in contexts(), shelf in shelves()) {
        let mut engine = shop.engine();
        let items = engine.rank(&session, &context, &shelf.request()).items.to_vec();
        let longest = engine.rank(&session, &context, &Request { limit: 100, ..shelf.request() });
        let bits = |items: &[Recommendation]| items.iter().map(|found| (found.item, found.score.to_bits(), found.reason)).collect::<Vec<_>>();
        prop_assert_eq!(bits(&items), bits(&longest.items[..items.len()]));
    }

    #[test]
    fn traces_add_up_to_exactly_the_score(shop in shops(), session in sessions(), context in contexts(), shelf in shelves()) {
        let mut engine = shop.engine();
        for found in engine.rank(&session, &context, &shelf.request()).items.to_vec() {
            let trace = engine.trace(&session, &context, &shelf.request(), found.item);
            prop_assert_eq!(trace.list, found.list);
            prop_assert_eq!(trace.score.to_bits(), found.score.to_bits());
            let sum = trace.parts.iter().map(|part| part.value).reduce(|sum, value| sum + value).unwrap_or(0.0);
            prop_assert_eq!((sum * trace.ignored * trace.context * trace.ranked).to_bits(), found.score.to_bits());
            let product = trace.effects.iter().fold(1.0f32, |product, (_, factor)| product * factor);
            prop_assert_eq!(product.clamp(Context::LIMITS.0, Context::LIMITS.1).to_bits(), trace.context.to_bits());
        }
    }

    #[test]
    fn without_its_reason_a_card_would_drop(shop in shops(), session in sessions(), context in contexts(), shelf in shelves()) {
        let mut engine = shop.engine();
        let items = engine.rank(&session, &context, &Request { limit: 100, ..shelf.request() }).items.to_vec();
        for (place, found) in items.iter().enumerate() {
            let next = items.get(place + 1);
            let reason = found.reason.expect("a reason");
            let trace = engine.trace(&session, &context, &Request { limit: 100, ..shelf.request() }, found.item);
            let left = match reason.kind {
                ReasonKind::Several => {
                    let lefts = all_lefts(&engine, &trace, &context, found.item);
                    let alone = lefts.iter().filter(|left| **left < found.score && falls(**left * 1.001, found, next)).count();
                    prop_assert_eq!(alone, 0, "card {} says several, but one thing decides: {:?} of {:?}", place, lefts, trace);
                    continue;
                }
                ReasonKind::Context => {
                    let dimension = reason.dimension.expect("a circumstance");
                    prop_assert!(context.get(dimension).is_some());
                    score_without(&trace, |_| false, context.without(dimension).factor(engine.model(), engine.model().item_category(found.item)))
                }
                _ => match reason.source {
                    Some(source) => {
                        let cart = session.cart().contains(&source);
                        let bought = session.bought().contains(&source);
                        match reason.kind {
                            ReasonKind::InCart => prop_assert!(cart),
                            ReasonKind::Bought => prop_assert!(bought && !cart),
                            ReasonKind::Viewed => prop_assert!(session.path().iter().any(|step| step.item == source)),
                            _ => prop_assert!(shelf.seeds.contains(&source)),
                        }
                        score_without(&trace, |part| part.source == Some(source), trace.context)
                    }
                    None => score_without(&trace, |part| part.kind == PartKind::Base, trace.context),
                },
            };
            prop_assert!(falls(left, found, next), "card {} of {:?} keeps {} of {} without {:?}; {:?}", place, found.list, left, found.score, reason, trace);
        }
    }
}
