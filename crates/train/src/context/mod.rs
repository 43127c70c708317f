//! How the circumstances of a visit shift what it is about.
//!
//! 1. [`visits`] counts what visits (and, where the log cannot tell, orders) were about, and in which circumstances;
//! 2. [`logit`] fits all effects together;
//! 3. [`search`] chooses which effects there are.

mod logit;
mod search;
mod visits;

use vitrine_catalog::{EventLog, Locale, Order};
use vitrine_format::{CategoryIndex, ContextPart, Dimension, Effect};

use crate::calendar::DAY;
use crate::columns::Categories;
use crate::options::ContextOptions;
use logit::Logit;
use visits::{DIMENSIONS, UNKNOWN, Visit};

/// Most visits times categories that one fit looks at; of more, the latest visits.
const MOST_CELLS: usize = 6_000_000;

/// One effect as it was found.
#[derive(Clone, Debug, PartialEq)]
pub struct FoundEffect {
    /// The category; those below it have the effect too.
    pub category: CategoryIndex,
    /// The dimension.
    pub dimension: Dimension,
    /// Values that share it, neighbours in the order of the dimension.
    pub values: Vec<u8>,
    /// On the category's weight in a visit.
    pub factor: f64,
    /// Visits to it in these circumstances.
    pub visits: f64,
    /// Visits that the fit expects without this effect.
    pub expected: f64,
    /// Standard error of the factor's logarithm.
    pub error: f64,
}

/// What was found on one dimension.
#[derive(Clone, Debug, PartialEq)]
pub struct ContextFinding {
    /// The dimension.
    pub dimension: Dimension,
    /// Effects, where any category has one.
    pub part: Option<ContextPart>,
    /// The same, one by one.
    pub effects: Vec<FoundEffect>,
    /// Categories with an effect of their own or of their parent.
    pub categories: usize,
    /// Visits that were counted.
    pub visits: usize,
    /// Why there is nothing to count; `None` where there was.
    pub obstacle: Option<&'static str>,
}

/// Looks for effects on every dimension. Visits to `sensitive` categories are not looked at, and no effect reaches these categories.
pub fn context(
    orders: &[Order],
    log: &EventLog,
    categories: &Categories,
    sensitive: &[bool],
    options: &ContextOptions,
) -> Vec<ContextFinding> {
    if !options.active || categories.tree.is_empty() {
        let obstacle = if options.active { "the catalogue names no categories" } else { "it is switched off" };
        return Dimension::ALL.into_iter().map(|dimension| nothing(dimension, obstacle)).collect();
    }
    let locales = visits::locales(log);
    let from_log = visits::of_log(log, categories, &locales, options.log_has_times);
    let log_days = if from_log.is_empty() { -1.0 } else { span(log.events.iter().map(|event| event.time)) };
    let order_days = if orders.is_empty() { -1.0 } else { span(orders.iter().map(|order| order.time)) };
    let sources = Dimension::ALL.map(|dimension| source(dimension, options, log_days, order_days));
    let of = |wanted: Source| -> Vec<Dimension> {
        Dimension::ALL.into_iter().zip(sources).filter(|(_, source)| *source == wanted).map(|(dimension, _)| dimension).collect()
    };
    let learned = |mut visits: Vec<Visit>, wanted: Source| {
        visits.retain(|visit| sensitive.get(visit.category) != Some(&true));
        learn(visits, &of(wanted), categories, options)
    };
    let mut found = learned(from_log, Source::Log);
    found.extend(learned(visits::of_orders(orders, categories), Source::Orders));
    for finding in &mut found {
        quieten(finding, sensitive);
        if let (Dimension::Locale, Some(part)) = (finding.dimension, &mut finding.part) {
            part.names = locales.iter().map(Locale::to_string).collect();
        }
    }
    for (dimension, source) in Dimension::ALL.into_iter().zip(sources) {
        if let Source::Nothing(obstacle) = source {
            found.push(nothing(dimension, obstacle));
        }
    }
    found.sort_by_key(|finding| finding.dimension);
    found
}

/// Takes the effects of categories above them from sensitive ones.
fn quieten(finding: &mut ContextFinding, sensitive: &[bool]) {
    finding.effects.retain(|effect| sensitive.get(usize::from(effect.category.0)) != Some(&true));
    let Some(part) = &mut finding.part else { return };
    for (row, sensitive) in part.effects.chunks_mut(finding.dimension.size()).zip(sensitive) {
        if *sensitive {
            row.fill(Effect::default());
        }
    }
}

fn nothing(dimension: Dimension, obstacle: &'static str) -> ContextFinding {
    ContextFinding { dimension, part: None, effects: Vec::new(), categories: 0, visits: 0, obstacle: Some(obstacle) }
}

/// What a dimension is learned from.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Source {
    Log,
    Orders,
    Nothing(&'static str),
}

fn source(dimension: Dimension, options: &ContextOptions, log_days: f64, order_days: f64) -> Source {
    let (timed, least_days) = match dimension {
        Dimension::Month => (true, options.month_days),
        Dimension::Weekday => (true, options.weekday_days),
        Dimension::Hour => (true, 2.0),
        Dimension::DeviceHour => (options.log_has_times, if options.log_has_times { 2.0 } else { f64::INFINITY }),
        Dimension::Device | Dimension::Referrer | Dimension::Locale => (false, 0.0),
    };
    if log_days >= least_days && (options.log_has_times || !timed) {
        Source::Log
    } else if timed && dimension != Dimension::DeviceHour && order_days >= least_days {
        Source::Orders
    } else if timed {
        Source::Nothing("the records cover too few days")
    } else {
        Source::Nothing("no event carries it")
    }
}

/// Days from the first time to the last.
fn span(times: impl Iterator<Item = f64> + Clone) -> f64 {
    let newest = times.clone().fold(f64::NEG_INFINITY, f64::max);
    let oldest = times.fold(f64::INFINITY, f64::min);
    ((newest - oldest) / DAY).max(0.0)
}

/// Learns the effects of some dimensions from visits of one sort; of the others their values are not looked at.
fn learn(mut visits: Vec<Visit>, dimensions: &[Dimension], categories: &Categories, options: &ContextOptions) -> Vec<ContextFinding> {
    if dimensions.is_empty() {
        return Vec::new();
    }
    let most = (MOST_CELLS / categories.tree.len().max(1)).max(2000);
    visits.drain(..visits.len().saturating_sub(most));
    for visit in &mut visits {
        for dimension in Dimension::ALL.into_iter().filter(|dimension| !dimensions.contains(dimension)) {
            visit.values[dimension as usize] = UNKNOWN;
        }
    }
    let mut logit = Logit::new(&visits, categories);
    search::search(&mut logit, categories.tree.len(), dimensions, options);
    let factors = logit.factors();
    dimensions.iter().map(|dimension| finding(*dimension, &visits, &logit, &factors, options.half_life_days)).collect()
}

fn finding(dimension: Dimension, visits: &[Visit], logit: &Logit, factors: &[Vec<f64>; DIMENSIONS], half_life: f64) -> ContextFinding {
    let (count, size) = (logit.category_count(), dimension.size());
    let known: f64 = visits.iter().filter(|visit| visit.values[dimension as usize] != UNKNOWN).map(|visit| visit.weight).sum();
    let lately = if dimension == Dimension::Month {
        lately(visits, &factors[Dimension::Month as usize], count, half_life)
    } else {
        vec![1.0; count]
    };
    let cell = |category: usize, value: usize| {
        factors[dimension as usize].get(value * count + category).copied().unwrap_or(1.0) / lately.get(category).copied().unwrap_or(1.0)
    };
    let cell = &cell;
    let effects: Vec<Effect> = (0..count).flat_map(|category| (0..size).map(move |value| Effect::nearest(cell(category, value)))).collect();
    let with_effect = effects.chunks(size).filter(|row| row.iter().any(|effect| effect.0 != 0)).count();
    let mut single: Vec<FoundEffect> =
        logit.effects.iter().filter(|effect| effect.band.dimension == dimension).map(|effect| found(logit, effect)).collect();
    single.sort_by(|left, right| (left.category, &left.values).cmp(&(right.category, &right.values)));
    ContextFinding {
        dimension,
        part: (with_effect > 0).then_some(ContextPart { dimension, effects, names: Vec::new() }),
        effects: single,
        categories: with_effect,
        visits: known as usize,
        obstacle: (known <= 0.0).then_some(match dimension {
            Dimension::Device | Dimension::Referrer | Dimension::Locale => "no event carries it",
            _ => "no record carries it for a product with a category",
        }),
    }
}

/// What the season did to each category in the weeks of which popularity tells: that much of a month's factor the score holds already.
fn lately(visits: &[Visit], factors: &[f64], count: usize, half_life: f64) -> Vec<f64> {
    let newest = visits.iter().fold(f64::NEG_INFINITY, |newest, visit| newest.max(visit.time));
    let mut shares = [0.0; Dimension::Month.size()];
    for visit in visits {
        if let Some(share) = shares.get_mut(usize::from(visit.values[Dimension::Month as usize])) {
            *share += visit.weight * libm::exp2(-(newest - visit.time) / DAY / half_life);
        }
    }
    let all = shares.iter().sum::<f64>();
    let mean = |category: usize| shares.iter().zip(factors.chunks(count)).map(|(share, row)| share * row[category]).sum::<f64>() / all;
    (0..count).map(|category| if all > 0.0 { mean(category) } else { 1.0 }).collect()
}

fn found(logit: &Logit, effect: &logit::Fitted) -> FoundEffect {
    let tally = logit.tally(effect.category, &effect.band);
    let factor = libm::exp(effect.log);
    FoundEffect {
        category: CategoryIndex(effect.category as u16),
        dimension: effect.band.dimension,
        values: effect.band.values.clone(),
        factor,
        visits: tally.observed,
        expected: tally.expected / factor,
        error: 1.0 / effect.information.max(1e-9).sqrt(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::local_time;
    use crate::testing::{catalogue_of, event, order};
    use vitrine_catalog::{Catalogue, DeviceClass};

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
        let found = context(orders, log, &categories, &[], &ContextOptions::default());
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
        // Coats against the rest, on phones against desktops, as found and as drawn (about four), whichever category is said to move.
        let odds = |value: usize| factor(&part, &categories, 0, value) / factor(&part, &categories, 2, value);
        let drawn = |device: DeviceClass| {
            let of_device = || log.events.iter().filter(|event| event.device == Some(device));
            let coats = of_device().filter(|event| event.product.is_some_and(|product| product.0 < 2)).count() as f32;
            coats / (of_device().count() as f32 - coats)
        };
        let (found, expected) = (odds(0) / odds(2), drawn(DeviceClass::Phone) / drawn(DeviceClass::Desktop));
        assert!((found / expected - 1.0).abs() < 0.1, "found {found}, drawn {expected}");
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
        let found = context(&[], &log, &categories, &[], &ContextOptions::default());
        let part = found[0].part.clone().unwrap();
        assert_eq!(factor(&part, &categories, 1, 0), factor(&part, &categories, 0, 0));
    }

    #[test]
    fn of_a_sensitive_category_nothing_is_learned() {
        // Products 0 and 1 are coats, which lie below clothes; both rise on the phone.
        let log = log(|_, device, draw| if device == DeviceClass::Phone && draw < 300 { draw % 2 } else { draw % 6 });
        let categories = Categories::build(&catalogue());
        let coats = usize::from(categories.of_product[0].unwrap().0);
        let silent: Vec<bool> = (0..categories.tree.len()).map(|category| category == coats).collect();
        for finding in context(&[], &log, &categories, &silent, &ContextOptions::default()) {
            assert_eq!(finding.part, None, "{:?}", finding.dimension);
            assert!(finding.visits < 4000);
        }
        // An effect on what lies above stops before it.
        let dresses = usize::from(categories.of_product[2].unwrap().0);
        let silent: Vec<bool> = (0..categories.tree.len()).map(|category| category == dresses).collect();
        let found = context(&[], &log, &categories, &silent, &ContextOptions::default());
        let part = found[Dimension::Device as usize].part.clone().unwrap();
        assert!((factor(&part, &categories, 2, 0) - 1.0).abs() < f32::EPSILON);
        assert!(factor(&part, &categories, 0, 0) > factor(&part, &categories, 4, 0));
    }

    #[test]
    fn made_up_times_have_no_evening() {
        let log = log(|hour, _, draw| if (19..23).contains(&hour) && draw < 300 { 4 + draw % 2 } else { draw % 6 });
        let categories = Categories::build(&catalogue());
        let options = ContextOptions { log_has_times: false, ..ContextOptions::default() };
        let found = context(&[], &log, &categories, &[], &options);
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
        // The records end in a December, so what is popular is so for that month already, and the others fall.
        let december = factor(&part, &categories, 4, 11);
        // Four times the others, of which half is in the records of the last month.
        assert!((1.3..1.9).contains(&december), "{december}");
        assert!((0..11).all(|month| factor(&part, &categories, 4, month) < december / 1.3));
        assert_eq!(find(&EventLog::default(), &orders[..400], Dimension::Month).0, None);
    }
}
