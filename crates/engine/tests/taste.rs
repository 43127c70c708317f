//! What a shopper is known to like moves cards, is told truthfully, and stops before sensitive categories.
#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used)]

mod support;

use support::Shop;
use vitrine_engine::{Context, Engine, Fact, FactClass, ListName, Ranking, ReasonKind, Request, Session, Taste, facts};
use vitrine_format::{ItemIndex, TraitsPart};

const RED: Fact = Fact { class: FactClass::Trait, value: 0 };
const ECO: Fact = Fact { class: FactClass::Trait, value: 1 };

/// Eight products in order of popularity; 2 is red, 4 and 6 are eco-friendly, 6 and 7 are sensitive where asked.
fn shop(sensitive: bool) -> Shop {
    let mut shop = Shop::of(8);
    let categories = shop.parts.categories.len();
    let mut of_items = vec![Vec::new(); 8];
    of_items[2] = vec![0];
    of_items[4] = vec![1];
    of_items[6] = vec![1];
    shop.parts.traits = Some(TraitsPart {
        strengths: [0.5, 0.5, 0.25, 2.0, 0.5],
        sensitive: vec![sensitive; categories],
        tiers: vec![[0; 3]; categories + 1],
        names: vec!["colour:red".into(), "value:eco-friendly".into()],
        of_items,
    });
    shop
}

fn liking(entries: &[(Fact, f32)]) -> Session {
    let mut taste = Taste::unknown();
    for (fact, weight) in entries {
        taste.set(*fact, *weight);
    }
    let mut session = Session::new();
    session.set_taste(taste);
    session
}

fn popular() -> Request<'static> {
    Request { fill: false, limit: 8, ..Request::of(ListName::Popular) }
}

fn place(ranking: Ranking, item: u32) -> usize {
    ranking.items.iter().position(|found| found.item == ItemIndex(item)).expect("in the list")
}

#[test]
fn repeated_views_of_eco_friendly_things_raise_them() {
    let mut engine = shop(false).engine();
    let mut places = Vec::new();
    for weight in [0.0, 0.3, 1.0] {
        let session = liking(&[(ECO, weight)]);
        let ranking = engine.rank(&session, &Context::unknown(), &popular());
        places.push(place(ranking, 4) + place(ranking, 6));
    }
    assert!(places[0] > places[1] && places[1] > places[2], "{places:?}");
}

#[test]
fn the_reason_is_what_is_liked_and_the_trace_adds_up() {
    let mut engine = shop(false).engine();
    let session = liking(&[(ECO, 1.0)]);
    let ranking = engine.rank(&session, &Context::unknown(), &popular());
    let found = *ranking.items.iter().find(|found| found.item == ItemIndex(4)).expect("in the list");
    let reason = found.reason.expect("a reason");
    assert_eq!((reason.kind, reason.fact), (ReasonKind::Taste, Some(ECO)));
    let trace = engine.trace(&session, &Context::unknown(), &popular(), ItemIndex(4));
    assert_eq!(trace.taste.to_bits(), 3.0f32.to_bits());
    assert_eq!((trace.parts[0].value * trace.ignored * trace.context * trace.taste).to_bits(), found.score.to_bits());
}

#[test]
fn dislike_lowers_and_nothing_hides() {
    let mut engine = shop(false).engine();
    let before = place(engine.rank(&Session::new(), &Context::unknown(), &popular()), 2);
    let ranking_session = liking(&[(RED, -1.0)]);
    let ranking = engine.rank(&ranking_session, &Context::unknown(), &popular());
    assert!(place(ranking, 2) > before);
    assert_eq!(ranking.items.len(), 8);
}

#[test]
fn the_dial_favours_the_unfamiliar_or_the_familiar() {
    let mut engine = shop(false).engine();
    let mut first = |novelty: f32| {
        let mut taste = Taste::unknown();
        taste.set_novelty(novelty);
        let mut session = Session::new();
        session.set_taste(taste);
        let ranking = engine.rank(&session, &Context::unknown(), &popular());
        let score = |item: u32| ranking.items.iter().find(|found| found.item == ItemIndex(item)).expect("in the list").score;
        score(0) / score(5)
    };
    let (cautious, even, adventurous) = (first(-1.0), first(0.0), first(1.0));
    assert!(cautious > even && even > adventurous, "{cautious} {even} {adventurous}");
}

#[test]
fn of_a_sensitive_category_nothing_is_inferred_or_told() {
    let mut engine = shop(true).engine();
    let plain: Vec<ItemIndex> =
        engine.rank(&Session::new(), &Context::unknown(), &popular()).items.iter().map(|found| found.item).collect();
    let session = liking(&[(ECO, 1.0), (RED, 1.0)]);
    let ranking = engine.rank(&session, &Context::unknown(), &popular());
    assert_eq!(ranking.items.iter().map(|found| found.item).collect::<Vec<_>>(), plain);
    for found in ranking.items {
        let sensitive = engine_facts(&shop(true).engine(), found.item);
        let reason = found.reason.expect("a reason");
        assert!(sensitive > 0 || (reason.kind == ReasonKind::Several && reason.source.is_none()), "{reason:?}");
    }
}

fn engine_facts(engine: &Engine<Vec<u8>>, item: ItemIndex) -> usize {
    let mut count = 0;
    facts(engine.model(), item, &mut |_| count += 1);
    count
}

#[test]
fn a_list_of_what_was_viewed_keeps_its_order() {
    let mut engine = shop(false).engine();
    let mut session = liking(&[(ECO, 1.0)]);
    for item in [4, 1, 0] {
        session.observe(vitrine_engine::EventKind::View, ItemIndex(item), 0.0, None);
    }
    let request = Request { list: ListName::RecentlyViewed, ..popular() };
    let items: Vec<u32> = engine.rank(&session, &Context::unknown(), &request).items.iter().map(|found| found.item.0).collect();
    assert_eq!(items, [0, 1, 4]);
}
