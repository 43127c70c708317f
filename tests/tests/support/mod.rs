//! Simulated shops and models of them, for all files of tests.
#![allow(dead_code, missing_docs, unreachable_pub)] // Each file of tests uses a part.

use jiff::Timestamp;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use vitrine_engine::Engine;
use vitrine_format::{Model, ModelParts, encode};
use vitrine_ingest::{Shop, Sources};
use vitrine_simulate::{Behaviour, SimulationOptions, simulate};
use vitrine_train::{TrainingInput, TrainingOptions, train};

pub struct Simulated {
    pub shop: Shop,
    pub truth: Value,
    /// Intent of each visit, in the order of the log's sessions.
    pub intents: Vec<String>,
}

pub fn simulated(options: &SimulationOptions) -> Simulated {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name);
    let write = &mut |name: &str, bytes: &[u8]| if name.contains('/') { Ok(()) } else { fs::write(path(name), bytes) };
    simulate(options, write).unwrap();
    let sources = Sources { products: Some(path("products.csv")), orders: Some(path("orders.csv")), events: vec![path("events.csv")] };
    let shop = vitrine_ingest::read(&sources, &mut |_| ()).unwrap();
    let visits = fs::read_to_string(path("truth_visits.csv")).unwrap();
    let intent_of: BTreeMap<&str, &str> = visits.lines().skip(1).filter_map(|line| line.split_once(',')).collect();
    // The log numbers sessions by their first moment, and by their place in the file where two began at once.
    let events = fs::read_to_string(path("events.csv")).unwrap();
    let mut seen = BTreeSet::new();
    let mut begun: Vec<(Timestamp, &str)> = Vec::new();
    for line in events.lines().skip(1) {
        let cells: Vec<&str> = line.splitn(4, ',').collect();
        if seen.insert(cells[0]) {
            begun.push((cells[2].parse().unwrap(), intent_of[cells[0]]));
        }
    }
    begun.sort_by_key(|(moment, _)| *moment);
    let intents = begun.into_iter().map(|(_, intent)| intent.to_owned()).collect();
    Simulated { shop, truth: serde_json::from_slice(&fs::read(path("truth.json")).unwrap()).unwrap(), intents }
}

/// Catalogue and orders alone, which read fast.
pub fn orders_of(options: &SimulationOptions) -> Shop {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name);
    let wanted = ["products.csv", "orders.csv"];
    let write = &mut |name: &str, bytes: &[u8]| if wanted.contains(&name) { fs::write(path(name), bytes) } else { Ok(()) };
    simulate(options, write).unwrap();
    let sources = Sources { products: Some(path("products.csv")), orders: Some(path("orders.csv")), events: Vec::new() };
    vitrine_ingest::read(&sources, &mut |_| ()).unwrap()
}

/// A shop of 20,000 sessions without some behaviours.
pub fn without(behaviours: &[Behaviour]) -> Simulated {
    let behaviours = Behaviour::ALL.into_iter().filter(|behaviour| !behaviours.contains(behaviour)).collect();
    simulated(&SimulationOptions { behaviours, ..SimulationOptions::default() })
}

/// What visits need, without the numbers that are searched for long.
pub fn options() -> TrainingOptions {
    let mut options = TrainingOptions { calibrate: false, learn_worth: false, ..TrainingOptions::default() };
    options.ranker.active = false;
    options
}

pub fn parts(input: &TrainingInput) -> ModelParts {
    train(input, &options(), &mut |_| ()).unwrap().parts
}

pub fn engine(parts: &ModelParts) -> Engine<Vec<u8>> {
    Engine::new(Model::open(encode(parts).unwrap()).unwrap())
}
