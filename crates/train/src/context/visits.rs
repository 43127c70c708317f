//! What visits and orders were about, with the circumstances that they came in.
//!
//! A visit counts once, for the first product that it opened: what it opens later follows from that product more than from the hour, and the
//! path says so to the engine. So visits are independent of each other, which the tests against chance need.

use std::collections::BTreeMap;

use vitrine_catalog::{DeviceClass, Event, EventLog, Locale, Order, ReferrerClass};
use vitrine_format::Dimension;

use crate::calendar::local_time;
use crate::columns::Categories;
use crate::sessions::kind_of;

/// How many dimensions there are.
pub const DIMENSIONS: usize = Dimension::ALL.len();

/// Stands for a value that is not known.
pub const UNKNOWN: u8 = u8::MAX;

/// One visit, or a part of one order.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Visit {
    /// Number of the value of each dimension, or [`UNKNOWN`].
    pub values: [u8; DIMENSIONS],
    /// The most special category of what was opened.
    pub category: usize,
    /// 1 for a visit; an order's lines share 1.
    pub weight: f64,
    /// Unix seconds.
    pub time: f64,
}

/// The locales that a model can tell apart: those of most visits, the most frequent first.
pub fn locales(log: &EventLog) -> Vec<Locale> {
    let mut counts: BTreeMap<Locale, u32> = BTreeMap::new();
    for locale in log.sessions().filter_map(|events| events.iter().find_map(|event| event.locale)) {
        *counts.entry(locale).or_default() += 1;
    }
    let mut found: Vec<(Locale, u32)> = counts.into_iter().collect();
    found.sort_by(|left, right| right.1.cmp(&left.1).then(left.0.cmp(&right.0)));
    found.into_iter().map(|(locale, _)| locale).take(Dimension::Locale.size()).collect()
}

/// The visits of a log; `timed` says whether its times tell the hour.
pub fn of_log(log: &EventLog, categories: &Categories, locales: &[Locale], timed: bool) -> Vec<Visit> {
    log.sessions().filter_map(|events| of_session(events, categories, locales, timed)).collect()
}

fn of_session(events: &[Event], categories: &Categories, locales: &[Locale], timed: bool) -> Option<Visit> {
    let opened = |event: &&Event| kind_of(event).is_some();
    let category = |event: &Event| categories.chain_of(event.product?.0).next();
    let (event, category) = events.iter().filter(opened).find_map(|event| Some((event, category(event)?)))?;
    let mut values = [UNKNOWN; DIMENSIONS];
    if timed {
        set_time(&mut values, event.time, event.utc_offset);
    }
    // Device, referrer and locale belong to the visit, and some logs name them on its first event alone.
    let mut set = |dimension: Dimension, value: Option<u8>| values[dimension as usize] = value.unwrap_or(UNKNOWN);
    set(Dimension::Device, events.iter().find_map(|event| event.device).map(device_value));
    set(Dimension::Referrer, events.iter().find_map(|event| event.referrer).map(referrer_value));
    let locale = events.iter().find_map(|event| event.locale);
    let place = locale.and_then(|locale| locales.iter().position(|known| *known == locale));
    set(Dimension::Locale, place.map(|place| place as u8));
    pair(&mut values);
    Some(Visit { values, category: usize::from(category.0), weight: 1.0, time: event.time })
}

/// What was ordered when: of an order all that is known is its time.
pub fn of_orders(orders: &[Order], categories: &Categories) -> Vec<Visit> {
    let mut visits = Vec::new();
    for order in orders {
        let mut values = [UNKNOWN; DIMENSIONS];
        set_time(&mut values, order.time, order.utc_offset);
        let mut own: Vec<usize> =
            order.lines.iter().filter_map(|line| categories.chain_of(line.product.0).next()).map(|category| category.0.into()).collect();
        own.sort_unstable();
        own.dedup();
        let weight = 1.0 / own.len().max(1) as f64;
        visits.extend(own.into_iter().map(|category| Visit { values, category, weight, time: order.time }));
    }
    visits
}

fn set_time(values: &mut [u8; DIMENSIONS], time: f64, utc_offset: Option<i16>) {
    let local = local_time(time, utc_offset);
    values[Dimension::Hour as usize] = local.hour as u8;
    values[Dimension::Weekday as usize] = local.weekday as u8;
    values[Dimension::Month as usize] = local.month as u8;
}

/// Fills in what follows from two others.
pub fn pair(values: &mut [u8; DIMENSIONS]) {
    let (device, hour) = (values[Dimension::Device as usize], values[Dimension::Hour as usize]);
    values[Dimension::DeviceHour as usize] = if device == UNKNOWN || hour == UNKNOWN { UNKNOWN } else { device * 24 + hour };
}

/// Number of a device in its dimension.
fn device_value(device: DeviceClass) -> u8 {
    match device {
        DeviceClass::Phone => 0,
        DeviceClass::Tablet => 1,
        DeviceClass::Desktop => 2,
    }
}

/// Number of a referrer in its dimension.
fn referrer_value(referrer: ReferrerClass) -> u8 {
    match referrer {
        ReferrerClass::Direct => 0,
        ReferrerClass::Search => 1,
        ReferrerClass::Social => 2,
        ReferrerClass::Email => 3,
        ReferrerClass::Advertisement => 4,
        ReferrerClass::Other => 5,
    }
}
