//! Cost of an event and memory as a simulated log grows from 100 thousand to 10 million events.

use std::time::Instant;

use vitrine_catalog::{Catalogue, EventLog, Product, Variant};
use vitrine_format::encode;
use vitrine_train::{TrainingInput, TrainingOptions, train};

use crate::figures::{Curve, plot, table};
use crate::sets::view;

/// Events of the logs; one is left out where the environment's `VITRINE_MOST_EVENTS` is below it.
const EVENTS: [usize; 5] = [100_000, 300_000, 1_000_000, 3_000_000, 10_000_000];

/// Events an item, until there are this many items.
const EVENTS_AN_ITEM: usize = 20;
const MOST_ITEMS: usize = 200_000;

pub fn scale() {
    let most = std::env::var("VITRINE_MOST_EVENTS").ok().and_then(|most| most.parse().ok()).unwrap_or(usize::MAX);
    let (mut rows, mut seconds_curve, mut memory_curve) = (Vec::new(), Vec::new(), Vec::new());
    for events in EVENTS.into_iter().filter(|events| *events <= most) {
        let items = (events / EVENTS_AN_ITEM).min(MOST_ITEMS);
        let (catalogue, log) = (catalogue(items), simulated(events, items));
        let input = TrainingInput { catalogue: &catalogue, orders: &[], log: &log };
        let (start, cpu) = (Instant::now(), processor_seconds());
        let mut stages: Vec<(&str, f64)> = Vec::new();
        let training = train(&input, &TrainingOptions::default(), &mut |step| stages.push((step.stage, processor_seconds()))).unwrap();
        let file = encode(&training.parts).unwrap();
        let (elapsed, cpu) = (start.elapsed().as_secs_f64(), processor_seconds() - cpu);
        for pair in stages.windows(2) {
            eprintln!("  {}: {:.1} s of a core", pair[0].0, pair[1].1 - pair[0].1);
        }
        let memory = peak_memory() as f64 / 1e6;
        let each = cpu / events as f64 * 1e6;
        seconds_curve.push((events as f64, each));
        memory_curve.push((events as f64, memory));
        eprintln!(
            "scale: {events} events, {items} items: {elapsed:.1} s, {cpu:.1} s of a core, {memory:.0} MB at most, {} bytes",
            file.len()
        );
        rows.push(vec![
            events.to_string(),
            items.to_string(),
            format!("{elapsed:.1}"),
            format!("{each:.1}"),
            format!("{memory:.0}"),
            format!("{:.1}", file.len() as f64 / items as f64),
        ]);
    }
    let heads = ["events", "items", "seconds", "microseconds of a core an event", "MB at most, log included", "bytes an item in the file"];
    table("scale", false, &heads, &rows);
    let curve = |name: &str, points| [Curve { name: name.to_owned(), points }];
    plot("scale-time", false, "microseconds of a core an event", "events", &curve("training", seconds_curve), true);
    plot("scale-memory", false, "MB at most", "events", &curve("memory", memory_curve), true);
}

fn catalogue(items: usize) -> Catalogue {
    let product = |number: usize| Product {
        id: format!("p{number}"),
        variants: vec![Variant { available: true, ..Variant::default() }],
        published: true,
        ..Product::default()
    };
    Catalogue { products: (0..items).map(product).collect(), currency: "EUR".into() }
}

/// Sessions of five steps on average over sixty days: each begins at an item drawn with a popularity of one over its rank, wanders among the
/// items around it, now and then jumps, and often returns.
fn simulated(events: usize, items: usize) -> EventLog {
    let mut random = Random(1);
    let mut log = EventLog { events: Vec::with_capacity(events + 64) };
    let mut session = 0;
    let mut path: Vec<u32> = Vec::new();
    while log.events.len() < events {
        let start = session as f64 / (events as f64 / 5.0) * 60.0 * 86_400.0;
        path.clear();
        let mut item = popular(&mut random, items);
        loop {
            log.events.push(view(session, item, start + path.len() as f64 * 20.0));
            path.push(item);
            if random.below(5) == 0 || path.len() >= 60 {
                break;
            }
            item = match random.below(10) {
                0 | 1 => path[random.below(path.len() as u64) as usize],
                2 => popular(&mut random, items),
                // Nearby numbers are alike; the nearer the likelier.
                _ => {
                    let distance = (1.0 / (random.share() + 0.02)) as u32;
                    let around = scatter(item, items);
                    gather(if random.below(2) == 0 { around + distance } else { around + items as u32 - distance }, items)
                }
            };
        }
        session += 1;
    }
    log
}

/// An item drawn by a popularity of one over its rank.
fn popular(random: &mut Random, items: usize) -> u32 {
    ((items as f64).powf(random.share()) as u32).saturating_sub(1).min(items as u32 - 1)
}

/// Where an item stands among its like: popular items lie scattered over the whole range. A bijection with [`gather`] as its way back.
fn scatter(item: u32, items: usize) -> u32 {
    (u64::from(item) * SCATTER % items as u64) as u32
}

fn gather(place: u32, items: usize) -> u32 {
    // The way back is the inverse of the factor, found by trying powers would be slow; items are few enough for Euclid.
    (u64::from(place) % items as u64 * inverse(SCATTER % items as u64, items as u64) % items as u64) as u32
}

/// A prime beyond any number of items.
const SCATTER: u64 = 1_000_003;

/// The number that a factor must be multiplied by to give 1, by Euclid's algorithm.
fn inverse(factor: u64, modulus: u64) -> u64 {
    let (mut old, mut new) = ((factor as i64, 1_i64), (modulus as i64, 0_i64));
    while new.0 != 0 {
        let quotient = old.0 / new.0;
        (old, new) = (new, (old.0 - quotient * new.0, old.1 - quotient * new.1));
    }
    old.1.rem_euclid(modulus as i64) as u64
}

/// SplitMix64.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    fn share(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1_u64 << 53) as f64
    }

    fn below(&mut self, limit: u64) -> u64 {
        self.next() % limit
    }
}

/// Seconds that the process has kept processors busy: what other work on the machine does not change.
fn processor_seconds() -> f64 {
    let Ok(stat) = std::fs::read_to_string("/proc/self/stat") else { return 0.0 };
    // Behind the name in brackets: user and system time are the 12th and 13th field, in hundredths of a second.
    let fields: Vec<&str> = stat.rsplit(')').next().unwrap_or("").split_whitespace().collect();
    let ticks = |field: usize| fields.get(field).and_then(|text| text.parse::<f64>().ok()).unwrap_or(0.0);
    (ticks(11) + ticks(12)) / 100.0
}

/// Bytes of memory at most so far; logs are measured from the smallest to the largest.
fn peak_memory() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmHWM")).unwrap_or("");
    line.split_whitespace().nth(1).and_then(|kilobytes| kilobytes.parse::<u64>().ok()).unwrap_or(0) * 1024
}
