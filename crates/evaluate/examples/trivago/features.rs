//! What is known of each hotel of a list at a click-out, without the click-out itself.

use std::collections::BTreeMap;
use std::error::Error;

use vitrine_catalog::{Catalogue, Event, EventKind, EventLog, Product, ProductIndex, SessionKey, Variant};
use vitrine_engine::Context;
use vitrine_evaluate::{EngineRanker, Ranker, Reading, ScoreList};
use vitrine_format::{CategoryIndex, Dimension, Model, encode};
use vitrine_train::{TrainingInput, TrainingOptions, local_time, train};

use crate::log::{Click, Session};

/// Features without context.
pub const PLAIN: usize = 15;
/// Circumstances that each of them is crossed with: phone, tablet, night, morning, evening. Desktop and afternoon are what they are compared with.
const CIRCUMSTANCES: usize = 5;
/// All features: plain, crossed, and the factor of the engine's context.
pub const ALL: usize = PLAIN + PLAIN * CIRCUMSTANCES + 1;
/// Places of the engine's list that count.
const ENGINE_PLACES: usize = 100;
/// Impressions' worth of the belief that a hotel is clicked as often as any.
const PRIOR: f64 = 20.0;
/// Price classes of the catalogue that the trainer sees.
const CLASSES: [&str; 3] = ["cheap", "middle", "dear"];

/// What earlier sessions say.
pub struct Statistics {
    shown: BTreeMap<u32, f64>,
    clicked: BTreeMap<u32, f64>,
    click_rate: f64,
    engine: EngineRanker,
    model: Model<Vec<u8>>,
    products: BTreeMap<u32, u32>,
}

impl Statistics {
    /// Counts, and trains a model in which hotels are products and price classes are categories.
    pub fn of(sessions: &[Session]) -> Result<Statistics, Box<dyn Error>> {
        let (mut shown, mut clicked) = (BTreeMap::new(), BTreeMap::new());
        let mut price: BTreeMap<u32, (f64, f64)> = BTreeMap::new();
        for session in sessions {
            for click in session.clicks() {
                let middle = median(click.prices);
                for (item, cost) in click.items.iter().zip(click.prices) {
                    *shown.entry(*item).or_insert(0.0) += 1.0;
                    let sums = price.entry(*item).or_default();
                    *sums = (sums.0 + cost / middle, sums.1 + 1.0);
                }
                *clicked.entry(click.items[click.target]).or_insert(0.0) += 1.0;
            }
        }
        let items: std::collections::BTreeSet<u32> =
            sessions.iter().flat_map(|session| session.rows.iter().filter_map(|row| row.item)).collect();
        let products: BTreeMap<u32, u32> = items.iter().enumerate().map(|(number, item)| (*item, number as u32)).collect();
        let product = |item: &u32| {
            let relative = price.get(item).map_or(1.0, |(sum, count)| sum / count);
            let class = if relative < 0.8 { 0 } else { 1 + usize::from(relative > 1.25) };
            Product {
                id: item.to_string(),
                title: item.to_string(),
                category: vec![CLASSES[class].to_owned()],
                variants: vec![Variant { available: true, ..Variant::default() }],
                published: true,
                ..Product::default()
            }
        };
        let catalogue = Catalogue { products: items.iter().map(product).collect(), currency: "EUR".to_owned() };
        let events =
            sessions.iter().enumerate().flat_map(|(number, session)| events(number as u32, session, &products, session.rows.len()));
        let log = EventLog { events: events.collect() };
        let mut options = TrainingOptions { calibrate: false, learn_worth: false, ..TrainingOptions::default() };
        options.ranker.active = false;
        let input = TrainingInput { catalogue: &catalogue, orders: &[], log: &log };
        let bytes = encode(&train(&input, &options, &mut |_| ())?.parts)?;
        let total = |counts: &BTreeMap<u32, f64>| counts.values().sum::<f64>();
        Ok(Statistics {
            click_rate: total(&clicked) / total(&shown).max(1.0),
            shown,
            clicked,
            engine: EngineRanker::new(bytes.clone(), &catalogue, 0)?,
            model: Model::open(bytes)?,
            products,
        })
    }

    /// Dimensions that the model has effects of, for people.
    pub fn effects(&self) -> String {
        let found: Vec<&str> =
            Dimension::ALL.into_iter().filter(|dimension| self.model.has_context(*dimension)).map(Dimension::name).collect();
        if found.is_empty() { "none".to_owned() } else { found.join(", ") }
    }

    fn category(&self, item: u32) -> Option<CategoryIndex> {
        self.model.find_item(&item.to_string()).and_then(|item| self.model.item_category(item))
    }
}

/// The first rows of a session as the engine's events.
fn events(number: u32, session: &Session, products: &BTreeMap<u32, u32>, until: usize) -> Vec<Event> {
    let rows = session.rows.iter().take(until);
    rows.filter_map(|row| {
        Some(Event {
            session: SessionKey(number),
            customer: None,
            product: Some(ProductIndex(*products.get(&row.item?)?)),
            kind: EventKind::View,
            time: row.time,
            utc_offset: Some(session.utc_offset),
            device: Some(session.device),
            referrer: None,
            locale: None,
            dwell: None,
            query: None,
        })
    })
    .collect()
}

/// One click-out to predict.
pub struct Question {
    /// Number of its session.
    pub session: u32,
    /// Place of the clicked hotel in the order shown.
    pub target: usize,
    /// Place of the hotel touched last, where the list has it.
    last: Option<usize>,
    /// [`ALL`] features of each hotel in the order shown.
    pub features: Vec<[f64; ALL]>,
}

impl Question {
    /// Looks at the rows before the click-out.
    pub fn of(number: u32, session: &Session, click: &Click, statistics: &mut Statistics) -> Question {
        let before: Vec<u32> = session.rows[..click.at].iter().filter_map(|row| row.item).collect();
        let clicked: Vec<u32> = session.rows[..click.at].iter().filter(|row| row.shown.is_some()).filter_map(|row| row.item).collect();
        let last = before.last().and_then(|last| click.items.iter().position(|item| item == last));
        let ranks = engine_ranks(number, session, click, statistics);
        let time = session.rows[click.at].time;
        let hour = local_time(time, Some(session.utc_offset)).hour;
        let context = Context::unknown().with(Dimension::Device, session.device as u8).with(Dimension::Hour, hour as u8);
        let circumstances = circumstances(session, hour);
        let middle = median(click.prices);
        let features = click.items.iter().enumerate().map(|(place, item)| {
            let times = before.iter().filter(|seen| *seen == item).count() as f64;
            let back = before.iter().rev().position(|seen| seen == item).map_or(0.0, |back| 1.0 / (back as f64 + 1.0));
            let price = click.prices[place];
            let cheaper = click.prices.iter().filter(|other| **other < price).count() as f64;
            let from_last = last.map(|last| place as f64 - last as f64);
            let (shown, clicks) = (count(&statistics.shown, *item), count(&statistics.clicked, *item));
            let rate = (clicks + PRIOR * statistics.click_rate) / (shown + PRIOR) / statistics.click_rate.max(1e-9);
            let plain: [f64; PLAIN] = [
                -(place as f64 + 1.0).ln(),
                flag(place == 0),
                cheaper / click.items.len() as f64,
                (price / middle).max(0.05).ln(),
                flag(cheaper <= 0.0),
                flag(last == Some(place)),
                flag(times > 0.0),
                times.ln_1p(),
                back,
                flag(clicked.contains(item)),
                flag(from_last.is_some_and(|distance| (0.5..1.5).contains(&distance))),
                from_last.map_or(0.0, |distance| -distance.abs().ln_1p()),
                rate.ln(),
                clicks.ln_1p(),
                ranks.get(place).copied().unwrap_or(0.0),
            ];
            let mut all = [0.0; ALL];
            all[..PLAIN].copy_from_slice(&plain);
            for (number, circumstance) in circumstances.iter().enumerate() {
                for (at, value) in plain.iter().enumerate() {
                    all[PLAIN * (1 + number) + at] = value * circumstance;
                }
            }
            all[ALL - 1] = f64::from(context.factor(&statistics.model, statistics.category(*item))).ln();
            all
        });
        let features = features.collect();
        Question { session: number, target: click.target, last, features }
    }

    /// Hotels in the list.
    pub fn len(&self) -> usize {
        self.features.len()
    }

    /// The hotel touched last first, the others as shown.
    pub fn last_first(&self) -> Vec<usize> {
        self.last.into_iter().chain((0..self.len()).filter(|place| Some(*place) != self.last)).collect()
    }
}

/// One over the place that the engine gives each hotel for the session so far; 0 where it gives none.
fn engine_ranks(number: u32, session: &Session, click: &Click, statistics: &mut Statistics) -> Vec<f64> {
    let events = events(number, session, &statistics.products, click.at);
    let path: Vec<u32> = events.iter().filter_map(|event| event.product.map(|product| product.0)).collect();
    if path.is_empty() {
        return Vec::new();
    }
    let mut scores = ScoreList::default();
    let question = vitrine_evaluate::Question { events: &events, path: &path, reading: Reading::All, limit: ENGINE_PLACES };
    statistics.engine.rank(&question, &mut scores);
    let rank = |item: &u32| statistics.products.get(item).and_then(|product| scores.rank_of(*product));
    click.items.iter().map(|item| rank(item).filter(|rank| *rank <= ENGINE_PLACES as f64).map_or(0.0, |rank| 1.0 / rank)).collect()
}

/// Phone, tablet, night, morning, evening.
fn circumstances(session: &Session, hour: usize) -> [f64; CIRCUMSTANCES] {
    use vitrine_catalog::DeviceClass::{Phone, Tablet};
    [
        flag(session.device == Phone),
        flag(session.device == Tablet),
        flag(!(6..23).contains(&hour)),
        flag((6..12).contains(&hour)),
        flag((18..23).contains(&hour)),
    ]
}

fn flag(holds: bool) -> f64 {
    f64::from(u8::from(holds))
}

fn count(counts: &BTreeMap<u32, f64>, item: u32) -> f64 {
    counts.get(&item).copied().unwrap_or(0.0)
}

fn median(prices: &[f64]) -> f64 {
    let mut sorted = prices.to_vec();
    sorted.sort_by(f64::total_cmp);
    sorted.get(sorted.len() / 2).copied().unwrap_or(1.0).max(1.0)
}
