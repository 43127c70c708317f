//! What circumstances are worth: how often the product that a visit opens stands among the ten of its list, with them and without.

use std::error::Error;

use vitrine_catalog::{Event, EventKind as Logged, EventLog};
use vitrine_engine::{Context, Engine, EventKind, ListName, Request, Session};
use vitrine_format::{Dimension, ItemIndex, Model, encode};
use vitrine_ingest::Shop;
use vitrine_train::{TrainingInput, TrainingOptions, local_time, train};

/// The days at the log's end that are asked about.
const ASKED_DAYS: f64 = 28.0;

/// An engine, and the events of each session that it does not know.
pub type Prepared = (Engine<Vec<u8>>, Vec<Vec<Event>>);

/// An engine that knows all but the last days, and the sessions of these.
pub fn prepare(shop: &Shop, options: &TrainingOptions) -> Result<Prepared, Box<dyn Error>> {
    let newest = shop.log.events.iter().fold(f64::NEG_INFINITY, |newest, event| newest.max(event.time));
    let cut = newest - ASKED_DAYS * 86_400.0;
    let (earlier, later): (Vec<&[Event]>, Vec<&[Event]>) =
        shop.log.sessions().partition(|events| events.first().is_some_and(|event| event.time < cut));
    let log = EventLog { events: earlier.concat() };
    let orders: Vec<_> = shop.orders.iter().filter(|order| order.time < cut).cloned().collect();
    let input = TrainingInput { catalogue: &shop.catalogue, orders: &orders, log: &log };
    let trained = train(&input, options, &mut |_| ())?;
    Ok((Engine::new(Model::open(encode(&trained.parts)?)?), later.into_iter().map(<[Event]>::to_vec).collect()))
}

/// Questions, hits without circumstances and hits with them, for first products and for later ones.
pub fn hits(engine: &mut Engine<Vec<u8>>, shop: &Shop, sessions: &[Vec<Event>]) -> [[u32; 3]; 2] {
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
                    row[place] += u32::from(ranking.items.iter().any(|found| found.item == item));
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
