//! What is planted: how device, hour, weekday, month, referrer, locale, and device with hour, change what a visit is about.

use crate::data::Data;
use crate::random::Random;

/// Names of a dimension's values, as `events.csv` and `truth.json` write them.
pub(crate) const DEVICES: [&str; 3] = ["phone", "tablet", "desktop"];
pub(crate) const REFERRERS: [&str; 6] = ["direct", "search", "social", "email", "advertisement", "other"];
pub(crate) const WEEKDAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
pub(crate) const MONTHS: [&str; 12] =
    ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"];
pub(crate) const HOURS: [&str; 6] = ["night", "morning", "forenoon", "lunch", "afternoon", "evening"];

pub(crate) const LOCALES: [&str; 5] = ["en-gb", "en-us", "de-de", "fr-fr", "pl-pl"];
/// A device in a band of hours, `6 × device + band`.
pub(crate) const DEVICE_HOURS: [&str; 18] = [
    "phone-night",
    "phone-morning",
    "phone-forenoon",
    "phone-lunch",
    "phone-afternoon",
    "phone-evening",
    "tablet-night",
    "tablet-morning",
    "tablet-forenoon",
    "tablet-lunch",
    "tablet-afternoon",
    "tablet-evening",
    "desktop-night",
    "desktop-morning",
    "desktop-forenoon",
    "desktop-lunch",
    "desktop-afternoon",
    "desktop-evening",
];

/// Number of the dimension month in [`DIMENSIONS`].
pub(crate) const MONTH: usize = 3;

/// Local hours of the bands in [`HOURS`], for the record.
pub(crate) const HOUR_BANDS: [(&str, &str); 6] =
    [("night", "23-5"), ("morning", "6-8"), ("forenoon", "9-11"), ("lunch", "12-13"), ("afternoon", "14-17"), ("evening", "18-22")];

/// All dimensions with their values.
pub(crate) const DIMENSIONS: [(&str, &[&str]); 7] = [
    ("device", &DEVICES),
    ("hour", &HOURS),
    ("weekday", &WEEKDAYS),
    ("month", &MONTHS),
    ("referrer", &REFERRERS),
    ("locale", &LOCALES),
    ("device-hour", &DEVICE_HOURS),
];

/// Share of visits by device.
const DEVICE_SHARES: [f64; 3] = [0.56, 0.08, 0.36];
/// Share of visits by referrer.
const REFERRER_SHARES: [f64; 6] = [0.30, 0.32, 0.13, 0.12, 0.09, 0.04];
/// Share of visits by locale.
const LOCALE_SHARES: [f64; 5] = [0.60, 0.14, 0.11, 0.09, 0.06];
/// Visits by hour of day for phone, tablet and desktop.
const HOUR_SHARES: [[f64; 24]; 3] = [
    [2.0, 1.0, 0.6, 0.4, 0.4, 0.8, 2.5, 4.5, 5.0, 4.0, 3.8, 4.0, 5.5, 5.0, 4.0, 4.0, 4.5, 5.5, 7.0, 8.5, 10.0, 10.5, 8.0, 4.5],
    [1.0, 0.5, 0.3, 0.2, 0.2, 0.5, 1.5, 3.0, 4.0, 4.5, 4.5, 4.0, 4.0, 3.5, 3.5, 4.0, 4.0, 5.0, 7.0, 10.0, 12.0, 11.0, 7.0, 3.0],
    [0.6, 0.3, 0.2, 0.2, 0.2, 0.4, 1.0, 2.5, 5.0, 7.5, 8.0, 8.0, 10.5, 9.5, 7.5, 7.0, 6.5, 5.0, 4.5, 5.0, 5.5, 5.0, 3.5, 1.5],
];

/// Values of all dimensions, in the order of [`DIMENSIONS`], by number.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Context {
    pub(crate) values: [usize; 7],
}

impl Context {
    /// Of a visit that begins at an hour of day.
    pub(crate) fn new(visitor: &Visitor, weekday: usize, month: usize) -> Self {
        let band = hour_band(visitor.hour);
        let pair = visitor.device * HOURS.len() + band;
        Self { values: [visitor.device, band, weekday, month, visitor.referrer, visitor.locale, pair] }
    }

    pub(crate) fn device(&self) -> &'static str {
        DEVICES[self.values[0]]
    }

    pub(crate) fn referrer(&self) -> &'static str {
        REFERRERS[self.values[4]]
    }

    pub(crate) fn locale(&self) -> &'static str {
        LOCALES[self.values[5]]
    }
}

/// Band of an hour of day.
pub(crate) fn hour_band(hour: usize) -> usize {
    match hour {
        6..=8 => 1,
        9..=11 => 2,
        12..=13 => 3,
        14..=17 => 4,
        18..=22 => 5,
        _ => 0,
    }
}

/// Who comes when, but for the day.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Visitor {
    pub(crate) device: usize,
    pub(crate) hour: usize,
    pub(crate) referrer: usize,
    pub(crate) locale: usize,
}

impl Visitor {
    /// Only the hour depends on another of them, the device.
    pub(crate) fn draw(random: &mut Random) -> Self {
        let device = random.weighted(&DEVICE_SHARES);
        Self {
            device,
            hour: random.weighted(&HOUR_SHARES[device]),
            referrer: random.weighted(&REFERRER_SHARES),
            locale: random.weighted(&LOCALE_SHARES),
        }
    }
}

/// The planted factors.
pub(crate) struct Planted {
    base: Vec<f64>,
    /// `[dimension][value][category]`.
    factors: Vec<Vec<Vec<f64>>>,
}

impl Planted {
    /// With `effects` switched off, visits are about the same things whenever they come and whoever makes them.
    pub(crate) fn new(data: &Data, effects: bool) -> Self {
        let count = data.categories.len();
        let mut factors: Vec<Vec<Vec<f64>>> = DIMENSIONS.iter().map(|(_, values)| vec![vec![1.0; count]; values.len()]).collect();
        for effect in data.effects.planted.iter().filter(|_| effects) {
            let dimension = DIMENSIONS.iter().position(|(name, _)| *name == effect.dimension);
            let value = dimension.and_then(|dimension| DIMENSIONS[dimension].1.iter().position(|name| *name == effect.value));
            if let (Some(dimension), Some(value), Some(category)) = (dimension, value, data.category(&effect.category)) {
                factors[dimension][value][category] *= effect.factor;
            }
        }
        for (number, category) in data.categories.iter().enumerate().filter(|_| effects) {
            for (month, factor) in category.months.iter().enumerate() {
                factors[MONTH][month][number] *= factor;
            }
        }
        Self { base: data.categories.iter().map(|category| category.weight).collect(), factors }
    }

    /// How often each category is what a visit in this context is about.
    pub(crate) fn weights(&self, context: &Context) -> Vec<f64> {
        let mut weights = self.base.clone();
        for (dimension, &value) in context.values.iter().enumerate() {
            for (weight, factor) in weights.iter_mut().zip(&self.factors[dimension][value]) {
                *weight *= factor;
            }
        }
        weights
    }

    pub(crate) fn factor(&self, dimension: usize, value: usize, category: usize) -> f64 {
        self.factors[dimension][value][category]
    }
}

/// What visits were about, counted by context: the planted effects as they came out.
pub(crate) struct Tally {
    /// `[dimension][value][category]`.
    pub(crate) visits: Vec<Vec<Vec<u32>>>,
}

impl Tally {
    pub(crate) fn new(categories: usize) -> Self {
        Self { visits: DIMENSIONS.iter().map(|(_, values)| vec![vec![0; categories]; values.len()]).collect() }
    }

    pub(crate) fn count(&mut self, context: &Context, category: usize) {
        for (dimension, &value) in context.values.iter().enumerate() {
            self.visits[dimension][value][category] += 1;
        }
    }

    /// Share of a category in the visits with a value, over its share in all visits.
    pub(crate) fn lift(&self, dimension: usize, value: usize, category: usize) -> f64 {
        let sum = |counts: &[u32]| f64::from(counts.iter().sum::<u32>().max(1));
        let row = &self.visits[dimension][value];
        let rows = &self.visits[dimension];
        let everywhere = f64::from(rows.iter().map(|row| row[category]).sum::<u32>()).max(1.0);
        let total: f64 = rows.iter().map(|row| sum(row)).sum();
        (f64::from(row[category]) / sum(row)) / (everywhere / total)
    }
}
