//! What a returning customer's likings are worth for their next order: `cargo run --release -p vitrine-evaluate --example profile -- PRODUCTS ORDERS`.
//!
//! The last fifth of the orders is the test; the model is trained on what came before. A customer with an earlier order is asked for each
//! product of the new one that they had not bought yet: does it stand among the first twenty? Likings are those of the earlier orders,
//! halved every 60 days, as the trainer takes them. Customers are drawn again a thousand times for the intervals.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic)] // A tool for us, read by us.

use std::collections::BTreeMap;
use std::path::PathBuf;
use vitrine_catalog::{CustomerKey, EventLog, Order};
use vitrine_engine::{Context, Engine, Fact, FactClass, ListName, Request, Session, Taste, facts};
use vitrine_format::{ItemIndex, Model, encode};
use vitrine_ingest::Sources;
use vitrine_train::{TrainingInput, TrainingOptions, train};

const DAY: f64 = 86_400.0;
const HALF_LIFE: f64 = 60.0;
const PLACES: usize = 20;

fn main() {
    let mut arguments = std::env::args_os().skip(1).map(PathBuf::from);
    let sources = Sources { products: arguments.next(), orders: arguments.next(), events: Vec::new() };
    let shop = vitrine_ingest::read(&sources, &mut |_| ()).expect("a shop");
    let (before, after) = shop.orders.split_at(shop.orders.len() * 4 / 5);
    let input = TrainingInput { catalogue: &shop.catalogue, orders: before, log: &EventLog::default() };
    let training = train(&input, &TrainingOptions::default(), &mut |_| ()).expect("a model");
    println!("{}", training.report.notes.join("\n"));
    let mut number_of = vec![ItemIndex(0); training.item_order.len()];
    for (number, product) in training.item_order.iter().enumerate() {
        number_of[product.0 as usize] = ItemIndex(number as u32);
    }
    let mut engine = Engine::new(Model::open(encode(&training.parts).expect("bytes")).expect("a model"));

    let mut histories: BTreeMap<CustomerKey, Vec<&Order>> = BTreeMap::new();
    for order in before {
        if let Some(customer) = order.customer {
            histories.entry(customer).or_default().push(order);
        }
    }
    for (name, list, with_last_order) in [("popular", ListName::Popular, false), ("for-you after the last order", ListName::ForYou, true)] {
        // Hits without and with taste, and questions, by customer.
        let mut outcomes: BTreeMap<CustomerKey, [f64; 3]> = BTreeMap::new();
        for order in after {
            let Some((customer, history)) = order.customer.and_then(|customer| Some((customer, histories.get(&customer)?))) else {
                continue;
            };
            let items = |order: &Order| order.lines.iter().map(|line| number_of[line.product.0 as usize]).collect::<Vec<_>>();
            let owned: Vec<ItemIndex> = history.iter().flat_map(|order| items(order)).collect();
            let mut wanted = items(order);
            wanted.sort_unstable();
            wanted.dedup();
            wanted.retain(|item| !owned.contains(item));
            let mut session = Session::new();
            if with_last_order {
                for item in history.last().map(|order| items(order)).unwrap_or_default().into_iter().take(8) {
                    session.observe(vitrine_engine::EventKind::View, item, 0.0, None);
                }
            }
            let request = Request { limit: PLACES, exclude: &owned, reasons: false, ..Request::of(list) };
            let plain = hits(&mut engine, &session, &request, &wanted);
            let taste = taste(engine.model(), history, order.time, &items);
            session.set_taste(taste);
            let tasted = hits(&mut engine, &session, &request, &wanted);
            let outcome = outcomes.entry(customer).or_default();
            *outcome = [outcome[0] + plain, outcome[1] + tasted, outcome[2] + wanted.len() as f64];
        }
        let outcomes: Vec<[f64; 3]> = outcomes.into_values().collect();
        let rate = |drawn: &[usize], column: usize| {
            let sum = |column: usize| drawn.iter().map(|place| outcomes[*place][column]).sum::<f64>();
            sum(column) / sum(2).max(1.0)
        };
        let all: Vec<usize> = (0..outcomes.len()).collect();
        let mut state = 1_u64;
        let mut differences: Vec<f64> = (0..1000)
            .map(|_| {
                let mut draw = || {
                    state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                    (state >> 33) as usize % outcomes.len()
                };
                let drawn: Vec<usize> = all.iter().map(|_| draw()).collect();
                rate(&drawn, 1) - rate(&drawn, 0)
            })
            .collect();
        differences.sort_by(f64::total_cmp);
        println!(
            "{name}: {} customers, {} products; HR@{PLACES} {:.4} without, {:.4} with taste; difference {:+.4} ({:+.4} to {:+.4})",
            outcomes.len(),
            outcomes.iter().map(|outcome| outcome[2]).sum::<f64>(),
            rate(&all, 0),
            rate(&all, 1),
            rate(&all, 1) - rate(&all, 0),
            differences[25],
            differences[974]
        );
    }
}

fn hits(engine: &mut Engine<Vec<u8>>, session: &Session, request: &Request, wanted: &[ItemIndex]) -> f64 {
    let ranking = engine.rank(session, &Context::unknown(), request);
    ranking.items.iter().filter(|found| wanted.contains(&found.item)).count() as f64
}

/// Likings as the page's profile would have them.
fn taste(model: &Model<Vec<u8>>, history: &[&Order], now: f64, items: &dyn Fn(&Order) -> Vec<ItemIndex>) -> Taste {
    let mut weights: BTreeMap<Fact, f64> = BTreeMap::new();
    let mut total = 2.0;
    for order in history {
        let weight = (-(now - order.time) / DAY / HALF_LIFE).exp2();
        for item in items(order) {
            total += weight;
            let mut category_told = false;
            facts(model, item, &mut |fact| {
                let again = fact.class == FactClass::Category && category_told;
                category_told |= fact.class == FactClass::Category;
                if !again {
                    *weights.entry(fact).or_insert(0.0) += weight;
                }
            });
        }
    }
    let mut taste = Taste::unknown();
    for (fact, weight) in weights {
        taste.set(fact, (weight / total) as f32);
    }
    taste
}
