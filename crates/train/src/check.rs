//! Input and options are looked over before any work.

use std::collections::BTreeMap;

use vitrine_catalog::{Catalogue, EventLog, Order};

use crate::{Support, TrainError, TrainingInput, TrainingOptions};

/// Items that a model numbers at most.
const MOST_PRODUCTS: usize = 1 << 24;

/// More visitors than this stand behind hardly any pair.
const LARGEST_SUPPORT: usize = 1000;

/// The first thing wrong with the input or the options.
pub fn check(input: &TrainingInput, options: &TrainingOptions) -> Result<(), TrainError> {
    check_catalogue(input.catalogue)?;
    check_log(input.log, input.catalogue.products.len())?;
    check_orders(input.orders, input.catalogue.products.len())?;
    check_options(options)
}

fn check_catalogue(catalogue: &Catalogue) -> Result<(), TrainError> {
    let found = catalogue.products.len();
    if found == 0 {
        return Err(TrainError::NoProducts);
    }
    if found > MOST_PRODUCTS {
        return Err(TrainError::TooManyProducts { found, most: MOST_PRODUCTS });
    }
    let mut places = BTreeMap::new();
    for (place, product) in catalogue.products.iter().enumerate() {
        if let Some(first) = places.insert(product.id.as_str(), place) {
            return Err(TrainError::DuplicateId { id: product.id.clone(), first: first + 1, second: place + 1 });
        }
    }
    Ok(())
}

fn check_log(log: &EventLog, products: usize) -> Result<(), TrainError> {
    for (number, event) in log.events.iter().enumerate() {
        if !event.time.is_finite() {
            return Err(TrainError::UnusableTime { place: "event", number: number + 1 });
        }
        if let Some(product) = event.product.filter(|product| product.0 as usize >= products) {
            return Err(TrainError::UnknownProduct { place: "event", number: number + 1, product: product.0, products });
        }
    }
    Ok(())
}

fn check_orders(orders: &[Order], products: usize) -> Result<(), TrainError> {
    for (number, order) in orders.iter().enumerate() {
        if !order.time.is_finite() {
            return Err(TrainError::UnusableTime { place: "order", number: number + 1 });
        }
        if let Some(line) = order.lines.iter().find(|line| line.product.0 as usize >= products) {
            return Err(TrainError::UnknownProduct { place: "order", number: number + 1, product: line.product.0, products });
        }
    }
    Ok(())
}

fn check_options(options: &TrainingOptions) -> Result<(), TrainError> {
    let at_most = |name, value: usize, most: usize, expected| {
        if value > most { Err(TrainError::UnusableOption { name, expected, found: value.to_string() }) } else { Ok(()) }
    };
    let neighbours = [
        ("viewed_next.neighbours", options.viewed_next.neighbours),
        ("also_viewed.neighbours", options.also_viewed.neighbours),
        ("bought_together.neighbours", options.bought_together.neighbours),
        ("also_bought.neighbours", options.also_bought.neighbours),
        ("similar.neighbours", options.similar.neighbours),
    ];
    for (name, value) in neighbours {
        at_most(name, value, 255, "255 at most")?;
    }
    at_most("demand.shop_list", options.demand.shop_list, 255, "255 at most")?;
    at_most("demand.category_list", options.demand.category_list, 255, "255 at most")?;
    let support = [
        ("viewed_next.minimum_support", options.viewed_next.minimum_support),
        ("also_viewed.minimum_support", options.also_viewed.minimum_support),
        ("bought_together.minimum_support", options.bought_together.minimum_support),
        ("also_bought.minimum_support", options.also_bought.minimum_support),
    ];
    for (name, value) in support {
        at_most(name, value as usize, LARGEST_SUPPORT, "1,000 at most")?;
    }
    if let Support::AtLeast(customers) = options.support {
        at_most("support", customers as usize, LARGEST_SUPPORT, "1,000 at most")?;
    }
    let above_zero = [
        ("demand.half_life_days", options.demand.half_life_days),
        ("demand.trend_days", options.demand.trend_days),
        ("score.decay", options.score.decay),
        ("viewed_next.recency", options.viewed_next.recency.unwrap_or(1.0)),
    ];
    for (name, value) in above_zero {
        if !value.is_finite() || value <= 0.0 {
            return Err(TrainError::UnusableOption { name, expected: "a number above zero", found: value.to_string() });
        }
    }
    let view = &options.viewed_next;
    let not_negative = [
        ("viewed_next.backward", view.backward),
        ("viewed_next.distance_power", view.distance_power),
        ("viewed_next.session_length_power", view.session_length_power),
        ("viewed_next.two_steps", view.two_steps),
        ("viewed_next.three_steps", view.three_steps),
        ("viewed_next.row_damping", view.row_damping),
        ("viewed_next.popularity_damping", view.popularity_damping),
        ("viewed_next.power", view.power),
        ("viewed_next.popularity_power", view.popularity_power),
        ("viewed_next.fill.share", view.fill.share),
        ("viewed_next.fill.alike_share", view.fill.alike_share),
        ("score.tail", options.score.tail as f32),
        ("score.current_bonus", options.score.current_bonus as f32),
        ("score.seen_bonus", options.score.seen_bonus as f32),
        ("score.seen_decay", options.score.seen_decay as f32),
        ("score.seen_floor", options.score.seen_floor as f32),
    ];
    let kinds = view.kind_weights.map(|weight| ("viewed_next.kind_weights", weight));
    for (name, value) in not_negative.into_iter().chain(kinds) {
        if !value.is_finite() || value < 0.0 {
            return Err(TrainError::UnusableOption { name, expected: "a finite number not below zero", found: value.to_string() });
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{catalogue_of, event, order};

    fn message(catalogue: &Catalogue, orders: &[Order], log: &EventLog, options: &TrainingOptions) -> String {
        check(&TrainingInput { catalogue, orders, log }, options).unwrap_err().to_string()
    }

    #[test]
    fn every_fault_is_named_with_its_place() {
        let (shop, options, no_log) = (catalogue_of(2), TrainingOptions::default(), EventLog::default());
        let mut twins = catalogue_of(2);
        twins.products[1].id = "p0".into();
        let stray = EventLog { events: vec![event(0, 0, 0.0), event(0, 7, 0.0)] };
        let timeless = EventLog { events: vec![event(0, 0, f64::NAN)] };
        let mut wide = TrainingOptions::default();
        wide.similar.neighbours = 300;
        assert!(message(&catalogue_of(0), &[], &no_log, &options).contains("no product"));
        assert!(message(&twins, &[], &no_log, &options).contains("products 1 and 2"));
        assert!(message(&shop, &[], &stray, &options).contains("event 2"));
        assert!(message(&shop, &[], &timeless, &options).contains("event 1"));
        assert!(message(&shop, &[order(None, 0.0, &[5])], &no_log, &options).contains("order 1"));
        assert!(message(&shop, &[], &no_log, &wide).contains("similar.neighbours"));
    }
}
