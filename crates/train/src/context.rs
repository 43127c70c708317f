//! How device, hour, weekday, month and referrer shift what each category draws.
//!
//! Visits to a category are compared with what the shop's own profile over the dimension leads to expect. A category whose profile does
//! not differ beyond chance (chi-square) keeps its parent's; values that do not differ keep the parent's too; what differs is drawn
//! towards the parent's factor in the manner of empirical Bayes. Each dimension is looked at alone: where phones are used in the evening, an
//! effect of the device also shows as one of the hour.

use vitrine_catalog::{DeviceClass, EventLog, Order, ReferrerClass};
use vitrine_format::{CategoryIndex, ContextPart, Dimension, Effect};

use crate::calendar::{DAY, local_time};
use crate::columns::Categories;
use crate::options::ContextOptions;
use crate::sessions::kind_of;
use crate::significance::chi_square_deviation;

/// What was found on one dimension.
#[derive(Clone, Debug, PartialEq)]
pub struct ContextFinding {
    /// The dimension.
    pub dimension: Dimension,
    /// Effects, where any category has one.
    pub part: Option<ContextPart>,
    /// Categories with an effect of their own or of their parent.
    pub categories: usize,
    /// Visits to a category that were counted.
    pub visits: usize,
    /// Why there is nothing to count; `None` where there was.
    pub obstacle: Option<&'static str>,
}

/// Visits by category and value: category-major.
struct Counts {
    size: usize,
    cells: Vec<f64>,
    /// Visits by value, a visit counted with its most special category only.
    shop: Vec<f64>,
}

impl Counts {
    fn row(&self, category: usize) -> &[f64] {
        self.cells.get(category * self.size..(category + 1) * self.size).unwrap_or_default()
    }
}

/// One product that a visit touched, with the value of the dimension.
type Touch = (usize, u32);

/// Looks for effects on every dimension.
pub fn context(orders: &[Order], log: &EventLog, categories: &Categories, options: &ContextOptions) -> Vec<ContextFinding> {
    let log_days = span(log.events.iter().map(|event| event.time));
    let order_days = span(orders.iter().map(|order| order.time));
    let of_dimension = |dimension: Dimension| {
        let empty = |obstacle| ContextFinding { dimension, part: None, categories: 0, visits: 0, obstacle: Some(obstacle) };
        if !options.active {
            return empty("it is switched off");
        }
        if categories.tree.is_empty() {
            return empty("the catalogue names no categories");
        }
        let least_days = match dimension {
            Dimension::Month => options.month_days,
            Dimension::Weekday => options.weekday_days,
            Dimension::Hour => 2.0,
            Dimension::Device | Dimension::Referrer => 0.0,
        };
        let timed = matches!(dimension, Dimension::Hour | Dimension::Weekday | Dimension::Month);
        let log_tells = options.log_has_times || !timed;
        let from_log = log_tells && log.events.iter().any(|event| event.product.is_some()) && log_days >= least_days;
        let counts = if from_log {
            count(dimension, categories, log.sessions().map(|events| session_touches(dimension, events)))
        } else if timed && !orders.is_empty() && order_days >= least_days {
            count(dimension, categories, orders.iter().map(|order| order_touches(dimension, order)))
        } else if timed {
            return empty("the records cover too few days");
        } else {
            return empty("no event carries it");
        };
        finding(dimension, &counts, categories, options)
    };
    Dimension::ALL.into_iter().map(of_dimension).collect()
}

/// Days from the first time to the last.
fn span(times: impl Iterator<Item = f64> + Clone) -> f64 {
    let newest = times.clone().fold(f64::NEG_INFINITY, f64::max);
    let oldest = times.fold(f64::INFINITY, f64::min);
    ((newest - oldest) / DAY).max(0.0)
}

fn clock_value(dimension: Dimension, time: f64, utc_offset: Option<i16>) -> Option<usize> {
    let local = local_time(time, utc_offset);
    match dimension {
        Dimension::Hour => Some(local.hour),
        Dimension::Weekday => Some(local.weekday),
        Dimension::Month => Some(local.month),
        Dimension::Device | Dimension::Referrer => None,
    }
}

/// Number of a device in its dimension.
fn device_value(device: DeviceClass) -> usize {
    match device {
        DeviceClass::Phone => 0,
        DeviceClass::Tablet => 1,
        DeviceClass::Desktop => 2,
    }
}

/// Number of a referrer in its dimension.
fn referrer_value(referrer: ReferrerClass) -> usize {
    match referrer {
        ReferrerClass::Direct => 0,
        ReferrerClass::Search => 1,
        ReferrerClass::Social => 2,
        ReferrerClass::Email => 3,
        ReferrerClass::Advertisement => 4,
        ReferrerClass::Other => 5,
    }
}

fn session_touches(dimension: Dimension, events: &[vitrine_catalog::Event]) -> Vec<Touch> {
    // The device and the referrer belong to the visit, and some logs name them on its first event alone.
    let of_visit = match dimension {
        Dimension::Device => events.iter().find_map(|event| event.device).map(device_value),
        Dimension::Referrer => events.iter().find_map(|event| event.referrer).map(referrer_value),
        Dimension::Hour | Dimension::Weekday | Dimension::Month => None,
    };
    let touch = |event: &vitrine_catalog::Event| {
        kind_of(event)?;
        let value = of_visit.or_else(|| clock_value(dimension, event.time, event.utc_offset))?;
        Some((value, event.product?.0))
    };
    events.iter().filter_map(touch).collect()
}

fn order_touches(dimension: Dimension, order: &Order) -> Vec<Touch> {
    let value = clock_value(dimension, order.time, order.utc_offset);
    value.map(|value| order.lines.iter().map(|line| (value, line.product.0)).collect()).unwrap_or_default()
}

/// Counts visits; one visit counts once for a category and a value, however many products it touched.
fn count(dimension: Dimension, categories: &Categories, visits: impl Iterator<Item = Vec<Touch>>) -> Counts {
    let size = dimension.size();
    let mut counts = Counts { size, cells: vec![0.0; categories.tree.len() * size], shop: vec![0.0; size] };
    for touches in visits {
        let mut own: Vec<(usize, CategoryIndex)> =
            touches.iter().filter_map(|&(value, product)| Some((value, categories.chain_of(product).next()?))).collect();
        own.sort_unstable();
        own.dedup();
        for (value, _) in &own {
            if let Some(sum) = counts.shop.get_mut(*value) {
                *sum += 1.0;
            }
        }
        let mut all: Vec<(usize, CategoryIndex)> =
            own.iter().flat_map(|&(value, category)| categories.chain(Some(category)).map(move |above| (value, above))).collect();
        all.sort_unstable();
        all.dedup();
        for (value, category) in all {
            if let Some(cell) = counts.cells.get_mut(usize::from(category.0) * size + value) {
                *cell += 1.0;
            }
        }
    }
    counts
}

/// Turns counts into effects; parents first, because children start from them.
fn finding(dimension: Dimension, counts: &Counts, categories: &Categories, options: &ContextOptions) -> ContextFinding {
    let visits: f64 = counts.shop.iter().sum();
    let mut factors: Vec<Vec<f64>> = Vec::with_capacity(categories.tree.len());
    for (number, category) in categories.tree.iter().enumerate() {
        let parent = category.parent.and_then(|parent| factors.get(usize::from(parent.0)));
        let parent = parent.cloned().unwrap_or_else(|| vec![1.0; counts.size]);
        factors.push(category_factors(dimension, counts.row(number), &counts.shop, &parent, options));
    }
    let effects: Vec<Effect> = factors.iter().flatten().map(|&factor| Effect::nearest(factor)).collect();
    let with_effect = effects.chunks(counts.size).filter(|row| row.iter().any(|effect| effect.0 != 0)).count();
    ContextFinding {
        dimension,
        part: (with_effect > 0).then_some(ContextPart { dimension, effects }),
        categories: with_effect,
        visits: visits as usize,
        obstacle: (visits <= 0.0).then_some("no record carries it for a product with a category"),
    }
}

/// Factors of one category over the dimension's values.
fn category_factors(dimension: Dimension, observed: &[f64], shop: &[f64], parent: &[f64], options: &ContextOptions) -> Vec<f64> {
    let total: f64 = observed.iter().sum();
    let norm: f64 = shop.iter().zip(parent).map(|(visits, factor)| visits * factor).sum();
    if total <= 0.0 || norm <= 0.0 {
        return parent.to_vec();
    }
    let expected: Vec<f64> = shop.iter().zip(parent).map(|(visits, factor)| total * visits * factor / norm).collect();
    let counted = observed.iter().zip(&expected).filter(|(_, expected)| **expected >= 1.0);
    let (chi_square, values) =
        counted.fold((0.0, 0.0), |(sum, count), (observed, expected)| (sum + (observed - expected).powi(2) / expected, count + 1.0));
    if chi_square_deviation(chi_square, values - 1.0) < options.category_gate {
        return parent.to_vec();
    }
    let kernel: &[f64] = if dimension == Dimension::Hour { &[0.5, 1.0, 0.5] } else { &[1.0] };
    let size = observed.len();
    let around = |column: &[f64], value: usize, power: i32| -> f64 {
        let half = kernel.len() / 2;
        let place = |offset: usize| (value + size + offset - half) % size;
        kernel.iter().enumerate().map(|(offset, weight)| weight.powi(power) * column.get(place(offset)).copied().unwrap_or(0.0)).sum()
    };
    let factor = |(value, parent_factor): (usize, &f64)| {
        let (seen, awaited) = (around(observed, value, 1), around(&expected, value, 1));
        let spread = around(&expected, value, 2).sqrt();
        if awaited < 1.0 || (seen - awaited).abs() < options.value_gate * spread {
            return *parent_factor;
        }
        parent_factor * (seen + options.prior) / (awaited + options.prior)
    };
    parent.iter().enumerate().map(factor).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{catalogue_of, event, order};
    use vitrine_catalog::Catalogue;

    /// Six products in three categories, of which two lie under one parent.
    fn catalogue() -> Catalogue {
        let mut catalogue = catalogue_of(6);
        for (number, product) in catalogue.products.iter_mut().enumerate() {
            let path: &[&str] = [&["Clothes", "Coats"][..], &["Clothes", "Dresses"], &["Garden"]][number / 2];
            product.category = path.iter().map(|&name| name.to_owned()).collect();
        }
        catalogue
    }

    /// 4,000 single-view visits spread evenly by a fixed pseudo-random sequence; `product` chooses by (hour, device, draw).
    fn log(product: impl Fn(usize, DeviceClass, u32) -> u32) -> EventLog {
        let mut state = 99_u64;
        let mut draw = |below: u64| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            ((state >> 33) % below) as u32
        };
        let mut events = Vec::new();
        for number in 0..4000 {
            let device = if draw(2) == 0 { DeviceClass::Phone } else { DeviceClass::Desktop };
            let time = f64::from(draw(40)) * DAY + f64::from(draw(86_400));
            let hour = local_time(time, None).hour;
            let mut view = event(number, product(hour, device, draw(600)), time);
            view.device = Some(device);
            events.push(view);
        }
        EventLog { events }
    }

    fn find(log: &EventLog, orders: &[Order], dimension: Dimension) -> (Option<ContextPart>, Categories) {
        let categories = Categories::build(&catalogue());
        let found = context(orders, log, &categories, &ContextOptions::default());
        (found.into_iter().find(|finding| finding.dimension == dimension).unwrap().part, categories)
    }

    fn factor(part: &ContextPart, categories: &Categories, product: usize, value: usize) -> f32 {
        let category = usize::from(categories.of_product[product].unwrap().0);
        part.effects[category * part.dimension.size() + value].factor()
    }

    #[test]
    fn nothing_planted_nothing_found() {
        let log = log(|_, _, draw| draw % 6);
        for dimension in Dimension::ALL {
            assert_eq!(find(&log, &[], dimension).0, None, "{dimension:?}");
        }
    }

    #[test]
    fn a_planted_device_is_found_and_no_hour_is_invented() {
        let log = log(|_, device, draw| if device == DeviceClass::Phone && draw < 300 { draw % 2 } else { draw % 6 });
        let (part, categories) = find(&log, &[], Dimension::Device);
        let part = part.unwrap();
        assert!(factor(&part, &categories, 0, 0) > 1.2);
        assert!(factor(&part, &categories, 0, 2) < 0.8);
        assert_eq!(factor(&part, &categories, 0, 1), 1.0);
        assert_eq!(find(&log, &[], Dimension::Hour).0, None);
    }

    #[test]
    fn a_planted_evening_is_found_and_the_morning_is_left_alone() {
        let log = log(|hour, _, draw| if (19..23).contains(&hour) && draw < 300 { 4 + draw % 2 } else { draw % 6 });
        let (part, categories) = find(&log, &[], Dimension::Hour);
        let part = part.unwrap();
        assert!(factor(&part, &categories, 4, 20) > 1.3);
        assert!(factor(&part, &categories, 4, 9) < 1.15);
    }

    #[test]
    fn a_child_without_visits_has_its_parents_effect() {
        let mut shop = catalogue();
        shop.products[1].category = vec!["Clothes".into(), "Coats".into(), "Capes".into()];
        let categories = Categories::build(&shop);
        let log = log(|_, device, draw| match draw % 6 {
            1 => 0,
            _ if device == DeviceClass::Phone && draw < 300 => 0,
            other => other,
        });
        let found = context(&[], &log, &categories, &ContextOptions::default());
        let part = found[0].part.clone().unwrap();
        assert_eq!(factor(&part, &categories, 1, 0), factor(&part, &categories, 0, 0));
    }

    #[test]
    fn made_up_times_have_no_evening() {
        let log = log(|hour, _, draw| if (19..23).contains(&hour) && draw < 300 { 4 + draw % 2 } else { draw % 6 });
        let categories = Categories::build(&catalogue());
        let options = ContextOptions { log_has_times: false, ..ContextOptions::default() };
        let found = context(&[], &log, &categories, &options);
        assert!(found.iter().all(|finding| finding.part.is_none()));
    }

    #[test]
    fn months_come_from_a_year_of_orders() {
        let orders: Vec<Order> = (0..730)
            .flat_map(|day| {
                let time = f64::from(day) * DAY;
                let december = local_time(time, None).month == 11;
                (0..4_u32).map(move |number| order(None, time, &[if december && number < 2 { 4 } else { (day as u32 + number) % 6 }]))
            })
            .collect();
        let (part, categories) = find(&EventLog::default(), &orders, Dimension::Month);
        let part = part.unwrap();
        assert!(factor(&part, &categories, 4, 11) > 1.3);
        assert!((0..11).all(|month| factor(&part, &categories, 4, month) <= 1.0));
        assert_eq!(find(&EventLog::default(), &orders[..400], Dimension::Month).0, None);
    }
}
