//! `truth.json`: what was planted, so that it can be looked for.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::calendar;
use crate::catalogue::{Catalogue, SURGE, SURGE_FROM};
use crate::data::Data;
use crate::effects::{DIMENSIONS, HOUR_BANDS, MONTH, MONTHS, Planted};
use crate::truth_behaviour::Behaviours;
use crate::visits::Log;
use crate::{SimulateError, SimulationOptions};

#[derive(Serialize)]
struct Truth<'a> {
    seed: u64,
    sessions: usize,
    first_day: String,
    last_day: String,
    note: &'static str,
    hour_bands: BTreeMap<&'static str, &'static str>,
    /// `dimension` × `category` factors.
    effects: Vec<Effect<'a>>,
    /// How seasons move categories: by category, factors from January to December.
    seasons: BTreeMap<&'a str, Vec<f64>>,
    no_effect: Vec<Dimension<'a>>,
    /// How shoppers behave; absent where it is not planted.
    behaviours: Behaviours,
    /// Types of products that go together.
    type_pairs: &'a [[String; 2]],
    /// Product and planted complements.
    pairs: Vec<Pair<'a>>,
    surge: Surge<'a>,
    new: Vec<&'a str>,
    durable_categories: Vec<&'a str>,
    consumable_types: Vec<&'a str>,
}

#[derive(Serialize)]
struct Effect<'a> {
    dimension: &'a str,
    value: &'a str,
    category: &'a str,
    /// Planted: multiplies the category's weight in every visit with this value.
    factor: f64,
    /// As it came out: share of the category in the visits with this value over its share in all visits.
    lift: f64,
}

#[derive(Serialize)]
struct Dimension<'a> {
    dimension: &'a str,
    value: &'a str,
}

#[derive(Serialize)]
struct Pair<'a> {
    product: &'a str,
    complements: Vec<&'a str>,
}

#[derive(Serialize)]
struct Surge<'a> {
    first_day: usize,
    days: usize,
    factor: f64,
    products: Vec<&'a str>,
}

/// Days before the end of the log within which a product counts as new.
const NEW_DAYS: usize = 30;

/// The file.
pub(crate) fn json(options: &SimulationOptions, data: &Data, catalogue: &Catalogue, log: &Log) -> Result<Vec<u8>, SimulateError> {
    let planted = Planted::new(data, options.effects);
    let mut effects = Vec::new();
    for (dimension, (name, values)) in DIMENSIONS.iter().enumerate().filter(|(dimension, _)| *dimension != MONTH) {
        for (value, value_name) in values.iter().enumerate() {
            for (category, category_data) in data.categories.iter().enumerate() {
                let factor = planted.factor(dimension, value, category);
                // Exactly 1 is what was never multiplied.
                if factor.to_bits() != 1.0_f64.to_bits() {
                    let lift = (log.tally.lift(dimension, value, category) * 1000.0).round() / 1000.0;
                    effects.push(Effect { dimension: name, value: value_name, category: &category_data.name, factor, lift });
                }
            }
        }
    }
    let handle = |item: &usize| catalogue.products[*item].handle.as_str();
    let with_complements = catalogue.complements.iter().enumerate().filter(|(_, list)| !list.is_empty());
    let numbers = 0..catalogue.products.len();
    let [first_day, last_day] = calendar::span();
    let truth = Truth {
        seed: options.seed,
        sessions: options.sessions,
        first_day,
        last_day,
        note: "A factor multiplies the weight of a category in visits with that value; the weights of a visit are then made to add up to 1, \
            so the lift is smaller. A value of `device-hour` is a device in a band of hours, on top of what either does alone. \
            `lift` is what came out in this log, from what visits were about, before shoppers wander.",
        hour_bands: HOUR_BANDS.into_iter().collect(),
        effects,
        seasons: data
            .categories
            .iter()
            .enumerate()
            .filter(|_| options.effects)
            .map(|(number, category)| {
                (category.name.as_str(), (0..MONTHS.len()).map(|month| planted.factor(MONTH, month, number)).collect())
            })
            .collect(),
        no_effect: data.effects.no_effect.iter().map(|none| Dimension { dimension: &none.dimension, value: &none.value }).collect(),
        behaviours: Behaviours::of(options, &log.outcomes),
        type_pairs: &data.effects.pairs,
        pairs: with_complements
            .map(|(item, list)| Pair { product: handle(&item), complements: list.iter().map(handle).collect() })
            .collect(),
        surge: Surge {
            first_day: SURGE_FROM,
            days: crate::catalogue::DAYS - SURGE_FROM,
            factor: SURGE,
            products: numbers.clone().filter(|item| catalogue.products[*item].surging).map(|item| handle(&item)).collect(),
        },
        new: numbers
            .filter(|item| catalogue.products[*item].launched + NEW_DAYS >= crate::catalogue::DAYS)
            .map(|item| handle(&item))
            .collect(),
        durable_categories: data.categories.iter().filter(|category| category.durable).map(|category| category.name.as_str()).collect(),
        consumable_types: data.types.iter().filter(|kind| kind.consumable).map(|kind| kind.noun.as_str()).collect(),
    };
    let mut bytes =
        serde_json::to_vec_pretty(&truth).map_err(|error| SimulateError::Data { file: "truth.json", problem: error.to_string() })?;
    bytes.push(b'\n');
    Ok(bytes)
}
