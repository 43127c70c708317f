//! How shoppers were made to behave can be found in the logs beside what `truth.json` states, and is gone where it is left out.
#![allow(clippy::unwrap_used, clippy::panic)]

mod support;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use support::{Row, Shop, events, shop};
use vitrine_simulate::{Behaviour, SimulationOptions};

/// A shop in which nothing of it is planted.
fn plain() -> &'static Shop {
    static SHOP: OnceLock<Shop> = OnceLock::new();
    SHOP.get_or_init(|| Shop::of(&SimulationOptions { seed: 8, behaviours: BTreeSet::new(), ..SimulationOptions::default() }))
}

fn sessions(events: &[Row]) -> impl Iterator<Item = &[Row]> {
    events.chunk_by(|left, right| left["session_id"] == right["session_id"])
}

/// Sessions of shoppers who did not come to buy again what was used up, impressions left out, with the name of their intent.
fn visits(shop: &Shop) -> Vec<(String, Vec<Row>)> {
    let intents: BTreeMap<String, String> = shop
        .rows("truth_visits.csv")
        .into_iter()
        .map(|mut row| (row.remove("session_id").unwrap(), row.remove("intent").unwrap()))
        .collect();
    let rows: Vec<Row> = shop.rows("events.csv").into_iter().filter(|row| row["event"] != "impression").collect();
    let named = sessions(&rows).map(|events| (intents[&events[0]["session_id"]].clone(), events.to_vec()));
    named.filter(|(intent, _)| intent != "refill").collect()
}

fn share(count: usize, of: usize) -> f64 {
    count as f64 / of.max(1) as f64
}

#[test]
fn who_pays_is_told_by_intent() {
    let truth = shop().truth();
    for intent in truth["behaviours"]["intents"].as_array().unwrap() {
        let number = |key: &str| intent[key].as_f64().unwrap();
        let found = number("with_a_purchase") / number("with_an_addition");
        // Of these visits about four hundred are the fewest.
        assert!((found - number("pays")).abs() < 0.08, "{intent}: {found:.3}");
        assert!((number("visits") / 20_000.0 - number("share")).abs() < 0.02, "{intent}");
    }
    assert_eq!(plain().truth()["behaviours"]["intents"].as_array().unwrap().len(), 1);
}

/// Of the steps from a look, and from an addition to the cart, to a look at another product: the share that leads to another category.
fn away(shop: &Shop) -> [f64; 2] {
    let category: BTreeMap<String, String> =
        shop.products().into_iter().map(|row| (row["URL handle"].clone(), row["Product category"].clone())).collect();
    let mut counts = [[0; 2]; 2];
    for (_, events) in visits(shop) {
        for pair in events.windows(2) {
            if pair[1]["event"] == "view"
                && pair[0]["item_id"] != pair[1]["item_id"]
                && ["view", "add_to_cart"].contains(&pair[0]["event"].as_str())
            {
                let counts = &mut counts[usize::from(pair[0]["event"] == "add_to_cart")];
                counts[0] += 1;
                counts[1] += usize::from(category[&pair[0]["item_id"]] != category[&pair[1]["item_id"]]);
            }
        }
    }
    counts.map(|[all, away]| share(away, all))
}

#[test]
fn an_addition_changes_where_shoppers_go() {
    let [look, addition] = away(shop());
    assert!(addition > look + 0.25, "{look:.3} {addition:.3}");
    let [look, addition] = away(plain());
    assert!((addition - look).abs() < 0.04, "{look:.3} {addition:.3}");
}

/// The share of first looks with which a visit ends: after a search, and without one.
fn first_looks_that_end(shop: &Shop) -> [f64; 2] {
    let mut counts = [[0; 2]; 2];
    for (_, events) in visits(shop) {
        let searched = events[0]["event"] == "search";
        if events.len() > usize::from(searched) {
            let counts = &mut counts[usize::from(!searched)];
            counts[0] += 1;
            counts[1] += usize::from(events.len() == 1 + usize::from(searched));
        }
    }
    counts.map(|[all, ended]| share(ended, all))
}

#[test]
fn exits_follow_the_latest_events() {
    let [after_search, without] = first_looks_that_end(shop());
    // A factor of 1.8, and one of 1.25 on the second event; buyers, who search more, stop less.
    assert!(after_search > 1.7 * without, "{after_search:.3} {without:.3}");
    let [after_search, without] = first_looks_that_end(plain());
    assert!((after_search - without).abs() < 0.03, "{after_search:.3} {without:.3}");
}

/// How much less often what a shelf showed is looked at afterwards than what it could have shown: the same products in visits without a shelf.
fn looks_after_being_shown(shop: &Shop) -> f64 {
    let rows = shop.rows("events.csv");
    let mut shown: BTreeMap<&str, [usize; 2]> = BTreeMap::new();
    let mut by_first: BTreeMap<&str, Vec<BTreeSet<&str>>> = BTreeMap::new();
    let mut with_shelf: Vec<(&str, Vec<&str>, BTreeSet<&str>)> = Vec::new();
    for events in sessions(&rows) {
        let Some(first) = events.iter().position(|row| row["event"] == "view") else { continue };
        let shelf: Vec<&str> =
            events[first + 1..].iter().take_while(|row| row["event"] == "impression").map(|row| row["item_id"].as_str()).collect();
        let looks: Vec<&str> = events[first + 1..].iter().filter(|row| row["event"] == "view").map(|row| row["item_id"].as_str()).collect();
        if looks.is_empty() || events[..first].iter().any(|row| row["event"] == "impression") {
            continue;
        }
        let later: BTreeSet<&str> = looks[1..].iter().copied().collect();
        let about = events[first]["item_id"].as_str();
        // One that was opened at once was not passed over.
        match shelf.is_empty() {
            true => by_first.entry(about).or_default().push(later),
            false if !shelf.contains(&looks[0]) => with_shelf.push((about, shelf, later)),
            false => {}
        }
    }
    let (mut found, mut expected) = (0.0, 0.0);
    for (about, shelf, later) in &with_shelf {
        let Some(others) = by_first.get(about).filter(|others| others.len() >= 20) else { continue };
        for item in shelf {
            found += f64::from(u8::from(later.contains(item)));
            expected += share(others.iter().filter(|later| later.contains(item)).count(), others.len());
            shown.entry(item).or_default()[0] += 1;
        }
    }
    found / expected
}

#[test]
fn what_was_passed_over_is_looked_at_less() {
    let (found, plain) = (looks_after_being_shown(shop()), looks_after_being_shown(plain()));
    println!("{found:.2} {plain:.2}");
    assert!(found < 0.75, "{found:.2}");
    assert!(plain > 0.85, "{plain:.2}");
}

/// How many more lines of orders are of the customer's favourite brand than of the favourite brands of others.
fn favour(shop: &Shop) -> f64 {
    let brands: BTreeMap<String, String> = self::shop()
        .rows("truth_customers.csv")
        .into_iter()
        .map(|mut row| (row.remove("customer_id").unwrap()[1..].to_owned(), row.remove("brand").unwrap()))
        .collect();
    let lines = shop.rows("orders.csv");
    let own = lines.iter().filter(|line| brands[&line["Email"][7..13]] == line["Vendor"]).count();
    let mut all: BTreeMap<&str, usize> = BTreeMap::new();
    for line in &lines {
        *all.entry(&line["Vendor"]).or_default() += 1;
    }
    let by_chance: f64 =
        brands.values().map(|brand| share(all.get(brand.as_str()).copied().unwrap_or(0), lines.len())).sum::<f64>() / brands.len() as f64;
    share(own, lines.len()) / by_chance
}

#[test]
fn favourite_brands_are_bought_more() {
    assert!(favour(shop()) > 3.0, "{:.2}", favour(shop()));
    assert!((0.7..1.3).contains(&favour(plain())), "{:.2}", favour(plain()));
    assert!(plain().rows("truth_customers.csv").is_empty());
}

#[test]
fn behaviour_moves_no_arrival() {
    // Who comes when and for what is drawn apart, so that what is planted of circumstances is the same with and without behaviour.
    let when = |rows: &[Row]| rows.iter().map(|row| row["session_id"].clone()).collect::<BTreeSet<_>>();
    let rows = plain().rows("events.csv");
    assert_eq!(when(events()), when(&rows));
    let first =
        |rows: &[Row]| sessions(rows).take(200).map(|events| (events[0]["time"].clone(), events[0]["device"].clone())).collect::<Vec<_>>();
    assert_eq!(first(events()), first(&rows));
    assert_eq!(Behaviour::ALL.map(Behaviour::name), ["intents", "ways", "exits", "shelves", "tastes"]);
}
