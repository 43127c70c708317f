//! How much each product is asked for: popularity, surges, age.

use std::collections::BTreeMap;

use vitrine_catalog::{Catalogue, CustomerKey, Event, EventKind, EventLog, Order};

use crate::calendar::DAY;
use crate::options::DemandOptions;
use crate::sessions::kind_of;
use crate::significance::{largest_of, poisson_deviation};
use crate::sparse::Buckets;

/// One sign of demand for a product.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Sign {
    product: u32,
    time: f64,
    /// The customer; the session or order where none is known. A visitor counts a product once when surges are looked for.
    visitor: u32,
    weight: f64,
}

/// Demand for every product, by its place in the catalogue.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Demand {
    /// Unix seconds of the newest record; of the newest product where there are no records; 0 where nothing has a time.
    pub newest: f64,
    /// Days from the first record to the newest.
    pub days: f64,
    /// Sum of faded signs.
    pub popularity: Vec<f64>,
    /// Standard deviations by which a surge stands out; 0 where there is none.
    pub trend: Vec<f64>,
    /// Whether the log is long and busy enough to see surges.
    pub trend_possible: bool,
    /// Days since the product came into the shop or was first recorded.
    pub ages: Vec<Option<f64>>,
    /// For each product whether it is a new arrival.
    pub new: Vec<bool>,
}

impl Demand {
    /// Counts the records.
    pub fn count(catalogue: &Catalogue, orders: &[Order], log: &EventLog, options: &DemandOptions) -> Demand {
        let products = catalogue.products.len();
        let signs = signs(orders, log, options);
        let created = catalogue.products.iter().map(|product| product.created);
        let newest = match signs.iter().map(|sign| sign.time).max_by(f64::total_cmp) {
            Some(time) => time,
            None => created.clone().flatten().max().unwrap_or(0) as f64,
        };
        let oldest = signs.iter().map(|sign| sign.time).min_by(f64::total_cmp).unwrap_or(newest);
        let mut popularity = vec![0.0; products];
        let mut first: Vec<Option<f64>> = vec![None; products];
        let faded = |sign: &Sign| sign.weight * libm::exp2(-(newest - sign.time) / DAY / options.half_life_days);
        let shares: Buckets<(u32, f64)> = Buckets::collect(products, |give| {
            for sign in &signs {
                give(sign.product, (sign.visitor, faded(sign)));
            }
        });
        for (product, sum) in popularity.iter_mut().enumerate() {
            *sum = bounded_sum(shares.row(product), options.most_a_visitor);
        }
        drop(shares);
        for sign in &signs {
            if let Some(first) = first.get_mut(sign.product as usize) {
                *first = Some(first.map_or(sign.time, |time| time.min(sign.time)));
            }
        }
        let days = (newest - oldest) / DAY;
        let ages = created.clone().zip(&first).map(|(created, first)| age(created, *first, newest)).collect();
        let new = created.zip(&first).map(|(created, first)| is_new(created, *first, oldest, newest, options)).collect();
        let (trend, trend_possible) = surges(&signs, products, newest, days, options);
        Demand { newest, days, popularity, trend, trend_possible, ages, new }
    }
}

/// Every sign of demand. Orders speak for purchases where there are any, so that a purchase is not counted twice.
fn signs(orders: &[Order], log: &EventLog, options: &DemandOptions) -> Vec<Sign> {
    let weight = |kind: usize| options.kind_weights.get(kind).copied().unwrap_or(0.0);
    let counts = |event: &&Event| orders.is_empty() || event.kind != EventKind::Purchase;
    // A known customer goes by the number of their first visit.
    let mut customers = BTreeMap::new();
    let mut visitor = |customer: Option<CustomerKey>, visit: u32| match customer {
        Some(customer) => *customers.entry(customer).or_insert(visit),
        None => visit,
    };
    let of_event = |event: &Event| {
        let (kind, product) = (kind_of(event)?, event.product?);
        Some(Sign { product: product.0, time: event.time, visitor: visitor(event.customer, event.session.0), weight: weight(kind) })
    };
    let mut signs: Vec<Sign> = log.events.iter().filter(counts).filter_map(of_event).collect();
    let sessions = log.events.iter().map(|event| event.session.0 + 1).max().unwrap_or(0);
    for (number, order) in orders.iter().enumerate() {
        let visitor = visitor(order.customer, sessions + number as u32);
        let of_line = |line: &vitrine_catalog::OrderLine| Sign { product: line.product.0, time: order.time, visitor, weight: weight(2) };
        signs.extend(order.lines.iter().map(of_line));
    }
    signs
}

/// The sum of a product's signs, of each visitor the `most` weightiest (0: all).
fn bounded_sum(shares: &[(u32, f64)], most: u32) -> f64 {
    if most == 0 {
        return shares.iter().map(|share| share.1).sum();
    }
    let mut sorted = shares.to_vec();
    sorted.sort_by(|left, right| left.0.cmp(&right.0).then(right.1.total_cmp(&left.1)));
    let of_visitor = |run: &[(u32, f64)]| -> f64 { run.iter().take(most as usize).map(|share| share.1).sum() };
    sorted.chunk_by(|left, right| left.0 == right.0).map(of_visitor).sum()
}

/// Days since the product came into the shop; the catalogue's own word before the first record.
fn age(created: Option<i64>, first: Option<f64>, newest: f64) -> Option<f64> {
    let start = created.map(|seconds| seconds as f64).or(first)?;
    Some(((newest - start) / DAY).max(0.0))
}

/// A new arrival came in lately; by its first record only where the log reaches back far enough to have seen it earlier.
fn is_new(created: Option<i64>, first: Option<f64>, oldest: f64, newest: f64, options: &DemandOptions) -> bool {
    let recent = |time: f64, days: f64| newest - time <= days * DAY;
    match (created, first) {
        (Some(created), _) => recent(created as f64, options.new_days),
        (None, Some(first)) => recent(first, options.new_days.min((newest - oldest) / DAY / 4.0)) && newest - oldest >= 7.0 * DAY,
        (None, None) => false,
    }
}

/// Surges: visits in the last days against what the four windows before and the shop's traffic lead to expect.
///
/// A surge must stand out further than the largest chance deviation among all products is likely to.
fn surges(signs: &[Sign], products: usize, newest: f64, days: f64, options: &DemandOptions) -> (Vec<f64>, bool) {
    const WINDOWS_BEFORE: f64 = 4.0;
    /// Visits before the window without which nothing usual is known.
    const LEAST_VISITS: f64 = 50.0;
    let window = options.trend_days.min(days / (WINDOWS_BEFORE + 1.0)) * DAY;
    let mut trend = vec![0.0; products];
    if window < DAY / 2.0 {
        return (trend, false);
    }
    let mut lately = vec![0.0; products];
    let mut before = vec![0.0; products];
    let mut counted: Vec<(u32, u32, bool)> = signs
        .iter()
        .filter(|sign| newest - sign.time < window * (WINDOWS_BEFORE + 1.0))
        .map(|sign| (sign.product, sign.visitor, newest - sign.time < window))
        .collect();
    counted.sort_unstable();
    counted.dedup();
    for (product, _, recent) in counted {
        let counts = if recent { &mut lately } else { &mut before };
        if let Some(count) = counts.get_mut(product as usize) {
            *count += 1.0;
        }
    }
    let (all_lately, all_before): (f64, f64) = (lately.iter().sum(), before.iter().sum());
    if all_before < LEAST_VISITS || all_lately < LEAST_VISITS / WINDOWS_BEFORE {
        return (trend, false);
    }
    let traffic = all_lately / all_before;
    let gate = largest_of(lately.iter().filter(|&&count| count > 0.0).count()) + options.trend_margin;
    for ((trend, &observed), &earlier) in trend.iter_mut().zip(&lately).zip(&before) {
        let expected = (earlier + 1.0) * traffic;
        // What is usual was itself only counted, so its own chance counts as well.
        let deviation = poisson_deviation(observed, expected) / (1.0 + traffic).sqrt();
        if deviation >= gate && observed >= options.trend_ratio * expected {
            *trend = deviation;
        }
    }
    (trend, true)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{catalogue_of, event, order};

    fn count(orders: &[Order], log: &EventLog, products: usize) -> Demand {
        Demand::count(&catalogue_of(products), orders, log, &DemandOptions::default())
    }

    /// Sixty days of 20 visits a day over 20 products, by a fixed pseudo-random sequence.
    fn steady_log() -> EventLog {
        let mut state = 12_345_u64;
        let mut draw = |below: u64| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (state >> 33) % below
        };
        let visit = |number: u32| event(number, draw(20) as u32, f64::from(number) * DAY / 20.0);
        EventLog { events: (0..1200).map(visit).collect() }
    }

    #[test]
    fn steady_demand_has_no_surge() {
        let demand = count(&[], &steady_log(), 20);
        assert!(demand.trend_possible);
        assert_eq!(demand.trend, [0.0; 20]);
    }

    #[test]
    fn a_planted_surge_is_found() {
        let mut log = steady_log();
        let last = log.events.last().unwrap().time;
        log.events.extend((0..40).map(|number| event(5000 + number, 7, last - f64::from(number) * 3600.0)));
        let demand = count(&[], &log, 20);
        let surging: Vec<usize> = (0..20).filter(|&product| demand.trend[product] > 0.0).collect();
        assert_eq!(surging, [7]);
    }

    #[test]
    fn recent_demand_counts_more_and_purchases_count_more_than_views() {
        let log = EventLog { events: vec![event(0, 0, 0.0), event(1, 1, 60.0 * DAY)] };
        let demand = count(&[order(None, 60.0 * DAY, &[2])], &log, 3);
        assert!(demand.popularity[2] > demand.popularity[1] && demand.popularity[1] > demand.popularity[0]);
        assert!((demand.popularity[0] - 0.25).abs() < 1e-9);
    }

    #[test]
    fn purchases_in_log_and_orders_count_once() {
        let mut log = EventLog { events: vec![event(0, 0, 0.0)] };
        log.events[0].kind = EventKind::Purchase;
        assert_eq!(count(&[order(None, 0.0, &[0])], &log, 1).popularity, [5.0]);
        assert_eq!(count(&[], &log, 1).popularity, [5.0]);
    }

    #[test]
    fn a_customer_with_many_sessions_counts_a_few_times() {
        let mut log = EventLog { events: (0..500).map(|session| event(session, 0, 0.0)).collect() };
        log.events.extend((0..6).map(|session| event(500 + session, 1, 0.0)));
        for event in &mut log.events[..500] {
            event.customer = Some(CustomerKey(9));
        }
        assert_eq!(count(&[], &log, 2).popularity, [5.0, 6.0]);
    }

    #[test]
    fn the_catalogue_says_what_is_new() {
        let mut catalogue = catalogue_of(3);
        catalogue.products[0].created = Some(0);
        catalogue.products[1].created = Some((190.0 * DAY) as i64);
        let orders = [order(None, 0.0, &[0]), order(None, 200.0 * DAY, &[2])];
        let demand = Demand::count(&catalogue, &orders, &EventLog::default(), &DemandOptions::default());
        assert_eq!(demand.new, [false, true, true]);
        assert_eq!(demand.ages, [Some(200.0), Some(10.0), Some(0.0)]);
    }

    #[test]
    fn without_records_nothing_is_popular_and_nothing_fails() {
        let demand = count(&[], &EventLog::default(), 2);
        assert_eq!((demand.newest, demand.popularity, demand.trend_possible), (0.0, vec![0.0; 2], false));
    }
}
