//! What the engine tells of a visit's intent, and how shelves follow the cart.
#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used, clippy::float_cmp)]

mod support;

use support::{Shop, numbers, only, session, viewed};
use vitrine_engine::{EventKind, Intent, ListName, Mode, Repeats, Request, Session};
use vitrine_format::{Feature, IntentPart, RankerPart, Relation, Split, Target, TargetPart};

use EventKind::{AddToCart, Impression, RemoveFromCart, View};

/// A target whose single tree sums to 0 below a threshold and to 4 above it; the table says 1 in 5 at 0 and 4 in 5 at 4.
fn target(target: Target, feature: Feature, threshold: f32) -> TargetPart {
    let trees = RankerPart { splits: vec![Split { feature, threshold }], depth: 1, scale: 0.0625, levels: vec![0], leaves: vec![0, 64] };
    // Sums from -8 to 8 in halves: place 16 is 0, place 24 is 4.
    let probabilities = core::array::from_fn(|place| match place {
        0..=16 => 13_107,
        17..24 => 13_107 + (place as u16 - 16) * 4_915,
        _ => 52_428,
    });
    TargetPart { target, trees, probabilities }
}

fn shop(steering: [f32; 2], targets: Vec<TargetPart>) -> Shop {
    Shop::of(8).with(|parts| parts.intent = Some(IntentPart { steering, targets }))
}

fn told(shop: &Shop, session: &Session) -> Intent {
    shop.engine().intent(session).expect("an intent")
}

fn near(probability: Option<f32>, expected: f32) {
    let probability = probability.expect("a probability");
    assert!((probability - expected).abs() < 1e-4, "{probability} is not {expected}");
}

#[test]
fn a_model_without_the_section_tells_nothing() {
    assert_eq!(Shop::of(8).engine().intent(&viewed(&[0, 1])), None);
}

#[test]
fn before_the_first_event_nothing_is_told() {
    let shop = shop([1.0; 2], vec![target(Target::Leaving, Feature::Events, 2.0)]);
    assert_eq!(shop.engine().intent(&Session::new()), None);
    assert_eq!(shop.engine().intent(&session(&[(Impression, 3)])), None, "a card in view is no event of the shopper's");
}

#[test]
fn the_table_makes_a_probability_of_the_sum() {
    let shop = shop([1.0; 2], vec![target(Target::Leaving, Feature::Events, 2.0)]);
    near(told(&shop, &viewed(&[0])).of(Target::Leaving), 0.2);
    near(told(&shop, &viewed(&[0, 1])).of(Target::Leaving), 0.2);
    near(told(&shop, &viewed(&[0, 1, 2])).of(Target::Leaving), 0.8);
}

#[test]
fn a_target_that_was_not_learned_has_no_probability() {
    let shop = shop([1.0; 2], vec![target(Target::Leaving, Feature::Events, 2.0)]);
    let intent = told(&shop, &viewed(&[0]));
    assert_eq!((intent.of(Target::Purchase), intent.of(Target::AddToCart)), (None, None));
}

#[test]
fn a_sum_beyond_the_table_is_its_end() {
    let mut last = target(Target::Purchase, Feature::InCart, 0.0);
    last.trees.leaves = vec![-127, 127];
    last.trees.scale = 1.0;
    let shop = shop([1.0; 2], vec![last]);
    near(told(&shop, &viewed(&[0])).of(Target::Purchase), 0.2);
    near(told(&shop, &session(&[(View, 0), (AddToCart, 0)])).of(Target::Purchase), 0.8);
}

#[test]
fn modes_are_told_apart() {
    let shop = shop([1.0; 2], vec![target(Target::Leaving, Feature::Events, 6.0)]);
    let mode = |events: &[(EventKind, u32)]| told(&shop, &session(events)).mode;
    assert_eq!(mode(&[(View, 0), (View, 1)]), Mode::Browsing);
    assert_eq!(mode(&[(View, 0), (View, 1), (View, 0)]), Mode::Comparing, "went back to an item");
    assert_eq!(mode(&[(View, 0), (View, 2), (View, 4)]), Mode::Comparing, "three steps in one category");
    assert_eq!(mode(&[(View, 0), (View, 1), (AddToCart, 1)]), Mode::Buying);
    assert_eq!(mode(&[(View, 0), (View, 1), (AddToCart, 1), (RemoveFromCart, 1)]), Mode::Browsing, "nothing lies in the cart");
    assert_eq!(
        mode(&[(AddToCart, 1), (View, 0), (View, 1), (View, 2), (View, 3), (View, 5), (View, 7)]),
        Mode::Leaving,
        "leaving comes first"
    );
}

/// Item 0 may be replaced by 1 (viewed next, of its category) and completed by 2 (bought together), almost equally strong.
fn substitutes_and_complements(steering: [f32; 2], targets: Vec<TargetPart>) -> Shop {
    shop(steering, targets)
        .with(|parts| {
            parts.ranking.relation_weights = [1.0; 5];
            parts.items.categories[1] = parts.items.categories[0];
        })
        .link(Relation::ViewedNext, 0, 1, 12)
        .link(Relation::BoughtTogether, 0, 2, 13)
}

fn first_two(shop: &Shop, events: &[(EventKind, u32)]) -> Vec<u32> {
    let request = Request { repeats: Repeats::Never, ..only(ListName::ForYou) };
    let mut found = numbers(&shop.shelf(&session(events), &request));
    found.truncate(2);
    found
}

/// Never above the threshold: an addition to the cart stays at 1 in 5.
fn no_addition() -> Vec<TargetPart> {
    vec![target(Target::AddToCart, Feature::Events, 60.0)]
}

#[test]
fn before_a_decision_substitutes_come_first_and_after_it_complements() {
    let shop = substitutes_and_complements([0.5, 0.5], no_addition());
    assert_eq!(first_two(&shop, &[(View, 0)]), [1, 2]);
    assert_eq!(first_two(&shop, &[(View, 0), (AddToCart, 0)]), [2, 1]);
}

#[test]
fn what_is_taken_out_of_the_cart_is_undecided_again() {
    let shop = substitutes_and_complements([0.5, 0.5], no_addition());
    assert_eq!(first_two(&shop, &[(View, 0), (AddToCart, 0), (RemoveFromCart, 0), (View, 0)]), [1, 2]);
}

#[test]
fn what_is_viewed_next_in_another_category_is_a_complement() {
    let shop = substitutes_and_complements([0.5, 0.5], no_addition()).link(Relation::ViewedNext, 0, 3, 13).with(|parts| {
        assert_ne!(parts.items.categories[3], parts.items.categories[0]);
    });
    assert_eq!(first_two(&shop, &[(View, 0)])[0], 1);
    assert_eq!(first_two(&shop, &[(View, 0), (AddToCart, 0)]), [2, 3]);
}

#[test]
fn where_the_log_shows_no_change_nothing_is_steered() {
    let steered = substitutes_and_complements([1.0; 2], no_addition());
    let plain = steered.clone().with(|parts| parts.intent = None);
    for events in [vec![(View, 0)], vec![(View, 0), (AddToCart, 0)]] {
        let request = Request { repeats: Repeats::Never, ..only(ListName::ForYou) };
        assert_eq!(steered.shelf(&session(&events), &request), plain.shelf(&session(&events), &request));
    }
}

#[test]
fn the_likelier_an_addition_the_less_complements_are_held_back() {
    // .5 + .5 × .2 = .6 of 13 is below 12; .5 + .5 × .8 = .9 of 13 still is; .75 + .25 × .8 = .95 of 13 is above.
    let third_event = || vec![target(Target::AddToCart, Feature::Events, 2.0)];
    let views = [(View, 3), (View, 5), (View, 0)];
    let shop = substitutes_and_complements([0.75, 1.0], third_event());
    assert_eq!(first_two(&shop, &views[2..]), [1, 2]);
    assert_eq!(first_two(&shop, &views), [2, 1]);
    assert_eq!(first_two(&substitutes_and_complements([0.5, 1.0], third_event()), &views), [1, 2]);
}

#[test]
fn a_list_of_one_relation_is_not_steered() {
    let request = Request { repeats: Repeats::Never, ..only(ListName::ViewedNext) };
    let events = session(&[(View, 0), (AddToCart, 0)]);
    let steered = substitutes_and_complements([0.0, 0.0], no_addition());
    let plain = steered.clone().with(|parts| parts.intent = None);
    assert_eq!(steered.shelf(&events, &request), plain.shelf(&events, &request));
    assert_eq!(numbers(&steered.shelf(&events, &request)), [1]);
}
