//! What circumstances are worth to the ranking, on simulated shops: one with planted effects, one without any.
//!
//!     cargo run --release -p vitrine-tests --example context
//!
//! The model is trained on all but the last days of 20,000 sessions. Asked is which product a visit opens: the first one, before which nothing
//! but the circumstances is known, and every later one that is new to the visit. HR@10 is the share of questions whose answer stands among
//! the ten items of the list, with the circumstances told to the engine and with none of them, on the same model.
#![allow(clippy::print_stdout)]

use std::error::Error;
use std::fs;

use vitrine_catalog::{Event, EventKind as Logged, EventLog};
use vitrine_engine::{Context, Engine, EventKind, ListName, Request, Session};
use vitrine_format::{Dimension, ItemIndex, Model, encode};
use vitrine_ingest::{Shop, Sources};
use vitrine_simulate::{SimulationOptions, simulate};
use vitrine_train::{TrainingInput, TrainingOptions, local_time, train};

/// The days at the log's end that are asked about.
const ASKED_DAYS: f64 = 28.0;
/// Seeds of the simulated shops.
const SEEDS: [u64; 3] = [1, 2, 3];

fn main() -> Result<(), Box<dyn Error>> {
    println!("{:<16} {:>5} {:>16} {:>9} {:>9} {:>9} {:>9}", "simulated shop", "seed", "question", "asked", "without", "with", "relative");
    for effects in [true, false] {
        for seed in SEEDS {
            let shop = simulated(&SimulationOptions { seed, effects, ..SimulationOptions::default() })?;
            let (mut engine, asked) = prepare(&shop)?;
            let [first, later] = hits(&mut engine, &shop, &asked);
            for (name, [count, without, with]) in [("the first", first), ("a later one", later)] {
                let [before, after] = [without, with].map(|hits| hits as f64 / (count as f64).max(1.0));
                let name_of_shop = if effects { "with effects" } else { "without any" };
                let relative = 100.0 * (after / before.max(1e-9) - 1.0);
                println!("{name_of_shop:<16} {seed:>5} {name:>16} {count:>9} {before:>9.4} {after:>9.4} {relative:>+8.1}%");
            }
        }
    }
    Ok(())
}

fn simulated(options: &SimulationOptions) -> Result<Shop, Box<dyn Error>> {
    let folder = tempfile::tempdir()?;
    let path = |name: &str| folder.path().join(name);
    simulate(options, &mut |name: &str, bytes: &[u8]| if name.contains('/') { Ok(()) } else { fs::write(path(name), bytes) })?;
    let sources = Sources { products: Some(path("products.csv")), orders: Some(path("orders.csv")), events: vec![path("events.csv")] };
    Ok(vitrine_ingest::read(&sources, &mut |_| ())?)
}

/// An engine, and the events of each session that it does not know.
type Prepared = (Engine<Vec<u8>>, Vec<Vec<Event>>);

/// An engine that knows all but the last days, and the sessions of these.
fn prepare(shop: &Shop) -> Result<Prepared, Box<dyn Error>> {
    let newest = shop.log.events.iter().fold(f64::NEG_INFINITY, |newest, event| newest.max(event.time));
    let cut = newest - ASKED_DAYS * 86_400.0;
    let (earlier, later): (Vec<&[Event]>, Vec<&[Event]>) =
        shop.log.sessions().partition(|events| events.first().is_some_and(|event| event.time < cut));
    let log = EventLog { events: earlier.concat() };
    let orders: Vec<_> = shop.orders.iter().filter(|order| order.time < cut).cloned().collect();
    let input = TrainingInput { catalogue: &shop.catalogue, orders: &orders, log: &log };
    let trained = train(&input, &TrainingOptions::default(), &mut |_| ())?;
    Ok((Engine::new(Model::open(encode(&trained.parts)?)?), later.into_iter().map(<[Event]>::to_vec).collect()))
}

/// Questions, hits without circumstances and hits with them, for first products and for later ones.
fn hits(engine: &mut Engine<Vec<u8>>, shop: &Shop, sessions: &[Vec<Event>]) -> [[usize; 3]; 2] {
    let mut counts = [[0; 3]; 2];
    for events in sessions {
        let mut session = Session::new();
        let mut seen: Vec<ItemIndex> = Vec::new();
        for event in events.iter().filter(|event| event.kind == Logged::View) {
            let id = event.product.and_then(|product| shop.catalogue.products.get(product.0 as usize)).map(|product| product.id.as_str());
            let Some(item) = id.and_then(|id| engine.model().find_item(id)) else { continue };
            if !seen.contains(&item) {
                let context = context_of(engine.model(), event);
                let row = &mut counts[usize::from(!seen.is_empty())];
                row[0] += 1;
                for (place, context) in [(1, Context::unknown()), (2, context)] {
                    let request = Request { limit: 10, reasons: false, ..Request::of(ListName::ForYou) };
                    let ranking = engine.rank(&session, &context, &request);
                    row[place] += usize::from(ranking.items.iter().any(|found| found.item == item));
                }
            }
            session.observe(EventKind::View, item, event.time, event.dwell);
            seen.push(item);
        }
    }
    counts
}

fn context_of(model: &Model<Vec<u8>>, event: &Event) -> Context {
    let local = local_time(event.time, event.utc_offset);
    let locale = event.locale.map(|locale| locale.to_string());
    let mut context = Context::unknown();
    context.set(Dimension::Device, event.device.map(|device| device as u8));
    context.set(Dimension::Hour, Some(local.hour as u8));
    context.set(Dimension::Weekday, Some(local.weekday as u8));
    context.set(Dimension::Month, Some(local.month as u8));
    context.set(Dimension::Referrer, event.referrer.map(|referrer| referrer as u8));
    context.set(Dimension::Locale, locale.and_then(|name| model.find_locale(&name)));
    context
}
