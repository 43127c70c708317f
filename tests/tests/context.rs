//! What the simulator planted is learned, in its size, and what it did not plant is not (all figures here are simulated).
#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used)]

use serde_json::Value;
use std::fs;
use vitrine_format::{CategoryIndex, Dimension, Model, encode};
use vitrine_ingest::{Shop, Sources};
use vitrine_simulate::{SimulationOptions, simulate};
use vitrine_train::{TrainingInput, TrainingOptions, train};

struct Simulated {
    shop: Shop,
    truth: Value,
}

fn simulated(options: &SimulationOptions) -> Simulated {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name);
    let write = &mut |name: &str, bytes: &[u8]| if name.contains('/') { Ok(()) } else { fs::write(path(name), bytes) };
    simulate(options, write).unwrap();
    let sources = Sources { products: Some(path("products.csv")), orders: Some(path("orders.csv")), events: vec![path("events.csv")] };
    let shop = vitrine_ingest::read(&sources, &mut |_| ()).unwrap();
    Simulated { shop, truth: serde_json::from_slice(&fs::read(path("truth.json")).unwrap()).unwrap() }
}

/// Only what context needs.
fn options() -> TrainingOptions {
    let mut options = TrainingOptions { calibrate: false, learn_worth: false, ..TrainingOptions::default() };
    options.ranker.active = false;
    options
}

fn trained(shop: &Shop) -> Model<Vec<u8>> {
    let input = TrainingInput { catalogue: &shop.catalogue, orders: &shop.orders, log: &shop.log };
    Model::open(encode(&train(&input, &options(), &mut |_| ()).unwrap().parts).unwrap()).unwrap()
}

fn value_numbers(dimension: Dimension, name: &str) -> Vec<u8> {
    let names = |names: &[&str]| vec![names.iter().position(|known| *known == name).unwrap() as u8];
    let hours = |band: &str| match band {
        "night" => vec![23, 0, 1, 2, 3, 4, 5],
        "morning" => (6..9).collect(),
        "forenoon" => (9..12).collect(),
        "lunch" => (12..14).collect(),
        "afternoon" => (14..18).collect(),
        _ => (18..23).collect::<Vec<u8>>(),
    };
    match dimension {
        Dimension::Device => names(&["phone", "tablet", "desktop"]),
        Dimension::Hour => hours(name),
        Dimension::Weekday => names(&["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]),
        Dimension::Month => vec![name.parse().unwrap()],
        Dimension::Referrer => names(&["direct", "search", "social", "email", "advertisement", "other"]),
        Dimension::Locale => Vec::new(),
        Dimension::DeviceHour => {
            let (device, band) = name.split_once('-').unwrap();
            let device = value_numbers(Dimension::Device, device)[0];
            hours(band).into_iter().map(|hour| device * 24 + hour).collect()
        }
    }
}

#[test]
fn every_planted_effect_is_found_in_its_size() {
    let Simulated { shop, truth } = simulated(&SimulationOptions::default());
    let model = trained(&shop);
    let mut wrong = Vec::new();
    for effect in truth["effects"].as_array().unwrap().iter().filter(|effect| effect["dimension"] != "locale") {
        let text = |key: &str| effect[key].as_str().unwrap();
        let dimension = Dimension::ALL[Dimension::ALL.iter().position(|dimension| dimension.name() == text("dimension")).unwrap()];
        let category = model.find_category(text("category")).unwrap();
        let values = value_numbers(dimension, text("value"));
        let log = |value: &u8| f64::from(model.context_factor(dimension, *value, category)).ln();
        let found = values.iter().map(log).sum::<f64>() / values.len().max(1) as f64;
        let planted = effect["factor"].as_f64().unwrap().ln();
        if (found - planted).abs() > 0.3 * planted.abs() {
            wrong.push(format!("{} {} {}: planted {planted:.2}, found {found:.2}", text("dimension"), text("value"), text("category")));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn nothing_is_found_where_nothing_was_planted() {
    for seed in 1..4 {
        let Simulated { shop, .. } = simulated(&SimulationOptions { seed, effects: false, ..SimulationOptions::default() });
        let model = trained(&shop);
        for dimension in Dimension::ALL {
            for category in 0..model.category_count() {
                for value in 0..dimension.size() {
                    let factor = model.context_factor(dimension, value as u8, CategoryIndex(category));
                    assert!(
                        (factor - 1.0).abs() < f32::EPSILON,
                        "seed {seed} {dimension:?} {value} {}: {factor}",
                        model.category_name(CategoryIndex(category))
                    );
                }
            }
        }
    }
}
