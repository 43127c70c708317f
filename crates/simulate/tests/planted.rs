//! What was planted in the simulated shop can be found in its logs, and what was not cannot.
#![allow(clippy::unwrap_used, clippy::panic)]

mod support;

use std::collections::{BTreeMap, BTreeSet};

use support::{Row, events, shop};

/// What a session was about: the category of its first product page, by session.
fn needs() -> Vec<(String, &'static Row)> {
    let category: BTreeMap<String, String> = shop()
        .products()
        .into_iter()
        .map(|row| (row["URL handle"].clone(), row["Product category"].rsplit(" > ").next().unwrap().to_owned()))
        .collect();
    let mut seen = BTreeSet::new();
    let views = events().iter().filter(|row| row["event"] == "view");
    views.filter(|row| seen.insert(row["session_id"].clone())).map(|row| (category[&row["item_id"]].clone(), row)).collect()
}

fn value(dimension: &str, row: &Row) -> String {
    match dimension {
        "hour" => match row["time"][11..13].parse::<u32>().unwrap() {
            6..=8 => "morning",
            9..=11 => "forenoon",
            12..=13 => "lunch",
            14..=17 => "afternoon",
            18..=22 => "evening",
            _ => "night",
        }
        .to_owned(),
        "weekday" => {
            let number = |range: std::ops::Range<usize>| row["time"][range].parse::<i64>().unwrap();
            let (mut year, month, day) = (number(0..4), number(5..7), number(8..10));
            // Sakamoto's method; Sunday is 0.
            let shift = [0, 3, 2, 5, 0, 3, 5, 1, 4, 6, 2, 4][month as usize - 1];
            year -= i64::from(month < 3);
            let weekday = (year + year / 4 - year / 100 + year / 400 + shift + day) % 7;
            ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"][weekday as usize].to_owned()
        }
        "month" => row["time"][5..7].to_owned(),
        name => row[name].clone(),
    }
}

/// Odds of a category against all that the dimension leaves alone, at a value against another value: the common ratio over devices (or hours) by
/// Mantel and Haenszel, so that what belongs to the device is not taken for the hour's.
fn odds_ratio(dimension: &str, at: &str, against: &str, category: &str) -> f64 {
    let truth = shop().truth();
    let touched: BTreeSet<&str> = truth["effects"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|effect| effect["dimension"] == dimension)
        .map(|effect| effect["category"].as_str().unwrap())
        .collect();
    let layer_by = if dimension == "device" { "hour" } else { "device" };
    let mut layers: BTreeMap<String, [f64; 4]> = BTreeMap::new();
    for (about, row) in needs() {
        let here = value(dimension, row);
        let column = usize::from(about != category);
        if (column == 1 && touched.contains(about.as_str())) || (here != at && here != against) {
            continue;
        }
        layers.entry(value(layer_by, row)).or_default()[column + if here == at { 0 } else { 2 }] += 1.0;
    }
    let sum = |product: fn(&[f64; 4]) -> f64| layers.values().map(|cells| product(cells) / cells.iter().sum::<f64>()).sum::<f64>();
    sum(|cells| cells[0] * cells[3]) / sum(|cells| cells[1] * cells[2])
}

fn check_effect(dimension: &str, at: &str, against: &str, category: &str) {
    let truth = shop().truth();
    let planted = truth["effects"]
        .as_array()
        .unwrap()
        .iter()
        .find(|effect| effect["dimension"] == dimension && effect["value"] == at && effect["category"] == category);
    let planted = planted.map_or(1.0, |effect| effect["factor"].as_f64().unwrap());
    let found = odds_ratio(dimension, at, against, category);
    assert!((found / planted).ln().abs() < 0.3, "{dimension} {at}, {category}: planted {planted}, found {found:.2}");
}

#[test]
fn phones_mean_warm_accessories() {
    check_effect("device", "phone", "tablet", "Warm accessories");
}

#[test]
fn desktops_mean_summer_dresses() {
    check_effect("device", "desktop", "tablet", "Summer dresses");
}

#[test]
fn lunch_means_summer_dresses() {
    check_effect("hour", "lunch", "afternoon", "Summer dresses");
}

#[test]
fn evenings_mean_winter_coats() {
    check_effect("hour", "evening", "afternoon", "Winter coats");
}

#[test]
fn saturdays_mean_camping() {
    check_effect("weekday", "saturday", "wednesday", "Tents & camping");
}

#[test]
fn social_networks_mean_beachwear() {
    check_effect("referrer", "social", "search", "Beachwear");
}

#[test]
fn newsletters_mean_knitwear() {
    check_effect("referrer", "email", "direct", "Knitwear");
}

#[test]
fn direct_visits_mean_nothing() {
    check_effect("referrer", "direct", "search", "Winter coats");
    check_effect("referrer", "direct", "search", "Summer dresses");
}

#[test]
fn thursdays_mean_nothing() {
    check_effect("weekday", "thursday", "wednesday", "Knitwear");
}

#[test]
fn seasons_turn() {
    let needs = needs();
    let share = |category: &str, month: &str| {
        let of_month: Vec<&String> = needs.iter().filter(|(_, row)| &row["time"][5..7] == month).map(|(about, _)| about).collect();
        of_month.iter().filter(|about| **about == category).count() as f64 / of_month.len() as f64
    };
    assert!(share("Beachwear", "07") > 3.0 * share("Beachwear", "01"));
    assert!(share("Winter coats", "12") > 3.0 * share("Winter coats", "07"));
}

#[test]
fn planted_pairs_are_seen_together() {
    let truth = shop().truth();
    let mut sessions: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let mut viewed: BTreeMap<String, usize> = BTreeMap::new();
    for row in events().iter().filter(|row| row["event"] == "view") {
        if sessions.entry(row["session_id"].clone()).or_default().insert(row["item_id"].clone()) {
            *viewed.entry(row["item_id"].clone()).or_default() += 1;
        }
    }
    let mut ratios = Vec::new();
    for pair in truth["pairs"].as_array().unwrap() {
        let (product, other) = (pair["product"].as_str().unwrap(), pair["complements"][0].as_str().unwrap());
        let (seen, seen_other) = (viewed.get(product).copied().unwrap_or(0), viewed.get(other).copied().unwrap_or(0));
        if seen >= 150 {
            let together = sessions.values().filter(|items| items.contains(product) && items.contains(other)).count();
            let by_chance = seen as f64 * seen_other as f64 / sessions.len() as f64;
            ratios.push(together as f64 / by_chance.max(0.5));
        }
    }
    ratios.sort_by(f64::total_cmp);
    assert!(ratios.len() > 50, "{} pairs are seen often enough", ratios.len());
    let median = ratios[ratios.len() / 2];
    assert!(median > 2.0, "the middle pair is seen together {median:.1} times as often as by chance");
}

#[test]
fn a_quarter_of_views_goes_back() {
    let mut seen = BTreeSet::new();
    let (mut again, mut views) = (0, 0);
    for row in events().iter().filter(|row| row["event"] == "view") {
        views += 1;
        again += usize::from(!seen.insert((row["session_id"].clone(), row["item_id"].clone())));
    }
    let share = f64::from(again as u32) / f64::from(views);
    assert!((0.20..0.34).contains(&share), "{share:.3}");
}

#[test]
fn surging_products_surge_at_the_end() {
    let truth = shop().truth();
    let surging: BTreeSet<&str> = truth["surge"]["products"].as_array().unwrap().iter().map(|name| name.as_str().unwrap()).collect();
    assert!(surging.len() >= 5);
    let (mut late, mut early, mut all_late, mut all) = (0.0, 0.0, 0.0, 0.0);
    for row in events().iter().filter(|row| row["event"] == "view") {
        let is_late = row["time"].as_str() >= "2026-10-25";
        let surges = surging.contains(row["item_id"].as_str());
        *(if is_late { &mut all_late } else { &mut all }) += 1.0;
        if surges {
            *(if is_late { &mut late } else { &mut early }) += 1.0;
        }
    }
    let factor = (late / all_late) / (early / all);
    assert!(factor > 1.8, "{factor:.2}");
}

#[test]
fn new_products_were_not_seen_before() {
    let truth = shop().truth();
    let new: BTreeSet<&str> = truth["new"].as_array().unwrap().iter().map(|name| name.as_str().unwrap()).collect();
    assert!(new.len() >= 10, "{}", new.len());
    for row in events() {
        assert!(!new.contains(row["item_id"].as_str()) || row["time"].as_str() >= "2026-09-30", "{row:?}");
    }
}

#[test]
fn coffee_is_bought_again_and_coats_are_not() {
    let types: BTreeMap<String, String> = shop().products().into_iter().map(|row| (row["Title"].clone(), row["Type"].clone())).collect();
    let mut bought: BTreeMap<(String, String), usize> = BTreeMap::new();
    for line in shop().rows("orders.csv") {
        let title = line["Lineitem name"].split(" - ").next().unwrap();
        *bought.entry((types[title].clone(), format!("{} {title}", line["Email"]))).or_default() += 1;
    }
    let again = |kind: &str| {
        let counts: Vec<usize> = bought.iter().filter(|((of, _), _)| of == kind).map(|(_, count)| *count).collect();
        counts.iter().filter(|count| **count > 1).count() as f64 / counts.len() as f64
    };
    assert!(again("Coffee Beans") > 0.15, "{}", again("Coffee Beans"));
    for coat in ["Parka", "Wool Coat", "Puffer Jacket"] {
        assert!(again(coat) < 0.02, "{coat}: {}", again(coat));
    }
}
