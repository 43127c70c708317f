//! What returning customers like is found in their orders, the stronger liking before the weaker (all figures here are simulated).
#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used)]

mod support;

use support::{orders_of, parts};
use vitrine_catalog::EventLog;
use vitrine_format::TraitsPart;
use vitrine_simulate::{Behaviour, SimulationOptions};
use vitrine_train::TrainingInput;

/// How strongly likings count, from the orders of 60,000 visits: of categories, brands, price tiers, traits.
fn strengths(tastes: bool) -> [f32; 4] {
    let behaviours = Behaviour::ALL.into_iter().filter(|behaviour| tastes || *behaviour != Behaviour::Tastes).collect();
    let shop = orders_of(&SimulationOptions { sessions: 60_000, behaviours, ..SimulationOptions::default() });
    let parts = parts(&TrainingInput { catalogue: &shop.catalogue, orders: &shop.orders, log: &EventLog::default() });
    let [category, brand, price, own_trait, _] = parts.traits.expect("products have traits").strengths;
    [category, brand, price, own_trait]
}

#[test]
fn tastes_are_found_in_their_order() {
    // Planted is a factor of 8 on a brand, of 1.7 on a family of colours, and of 1.7 between neighbouring levels of prices.
    let [_, brand, price, own_trait] = strengths(true);
    println!("brand {brand}, price {price}, trait {own_trait}");
    assert!(brand >= 1.0 && brand > own_trait && own_trait >= price, "brand {brand}, price {price}, trait {own_trait}");
}

#[test]
fn no_taste_is_found_where_nobody_has_one() {
    let defaults = TraitsPart::DEFAULT_STRENGTHS;
    let found = strengths(false);
    println!("{found:?}");
    // Categories are another matter: accounts keep favourite ones whatever else their owners like.
    assert!(found.iter().zip(defaults).skip(1).all(|(found, default)| *found <= default), "{found:?}");
}
