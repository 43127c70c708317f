//! A small shop for tests: six coats and six pots, looked at among themselves.

use crate::model::Opened;
use crate::output::display::shards;
use std::path::PathBuf;
use vitrine_catalog::{Catalogue, Event, EventKind, EventLog, Product, ProductIndex, SessionKey, Variant};
use vitrine_engine::Engine;
use vitrine_format::{Model, encode};
use vitrine_train::{TrainingInput, TrainingOptions, train};

/// Products `coat-0` to `coat-5` and `pot-0` to `pot-5`.
pub fn catalogue() -> Catalogue {
    let product = |kind: &str, number: u32| Product {
        id: format!("{kind}-{number}"),
        aliases: vec![format!("{kind}{number}")],
        title: format!("A {kind} of sort {number}"),
        category: vec![format!("{kind}s")],
        variants: vec![Variant { sku: format!("{kind}{number}"), price: Some(1000 + number), available: true, ..Variant::default() }],
        published: true,
        ..Product::default()
    };
    let products = ["coat", "pot"].into_iter().flat_map(|kind| (0..6).map(move |number| product(kind, number))).collect();
    Catalogue { products, currency: "GBP".to_owned() }
}

/// The model of that shop, opened with its cards.
pub fn opened() -> Opened {
    let catalogue = catalogue();
    let view = |session: u32, step: u32| Event {
        session: SessionKey(session),
        customer: None,
        product: Some(ProductIndex(session % 2 * 6 + (session / 2 + step * (1 + session % 3)) % 6)),
        kind: EventKind::View,
        time: f64::from(session * 1000 + step * 20),
        utc_offset: None,
        device: None,
        referrer: None,
        locale: None,
        dwell: None,
        query: None,
    };
    let log = EventLog { events: (0..60).flat_map(|session| (0..4).map(move |step| view(session, step))).collect() };
    let input = TrainingInput { catalogue: &catalogue, orders: &[], log: &log };
    let training = train(&input, &TrainingOptions::default(), &mut |_| ()).unwrap();
    let model = Model::open(encode(&training.parts).unwrap()).unwrap();
    let cards = shards(&catalogue, &training.item_order, false).into_iter().flat_map(|shard| shard.items).collect();
    Opened { path: PathBuf::from("model.vitrine"), engine: Engine::new(model), cards }
}
