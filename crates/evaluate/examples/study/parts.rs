//! What is measured. One more row of a table is one more line here.

use vitrine_format::ModelParts;
use vitrine_train::{Support, TrainingOptions};

use crate::figures::{Curve, plot, table};
use crate::measure::{Measured, measure, measure_part};
use crate::sets::Set;

type Change = fn(&mut TrainingOptions);

/// The whole recipe, and it without each of its parts.
const ABLATION: &[(&str, Change)] = &[
    ("everything", |_| ()),
    ("no walk", |options| (options.viewed_next.two_steps, options.viewed_next.three_steps) = (0.0, 0.0)),
    ("no pairs turned round", |options| options.viewed_next.backward = 0.0),
    ("no damping", |options| {
        let view = &mut options.viewed_next;
        (view.row_damping, view.popularity_damping, view.popularity_power) = (0.0, 0.0, 0.0);
    }),
    ("long sessions count whole", |options| options.viewed_next.session_length_power = 0.0),
    ("old sessions count whole", |options| options.viewed_next.recency = None),
    ("neighbouring steps only", |options| options.viewed_next.maximum_distance = 1),
    ("visitors unbounded", |options| options.viewed_next.most_a_visitor = 0),
    ("the last step speaks alone", |options| options.score.steps = 1),
    ("score's numbers not fitted", |options| options.calibrate = false),
    ("neither fitted nor a bonus for seen items", |options| {
        options.calibrate = false;
        (options.score.current_bonus, options.score.seen_bonus, options.score.seen_floor) = (0.0, 0.0, 0.0);
    }),
    ("no ranker", |options| options.ranker.active = false),
    ("worth of neighbours not learned", |options| options.learn_worth = false),
    ("lists' numbers searched for a minute", |options| options.tune_seconds = 60),
    ("longer rows for popular items (power .3)", |options| options.viewed_next.neighbour_growth = 0.3),
    ("pairs of two visitors or more, gaps filled", |options| options.support = Support::AtLeast(2)),
];

/// Mean neighbours of a row.
const NEIGHBOURS: [usize; 6] = [5, 10, 15, 20, 30, 40];

/// Visitors behind a pair.
const THRESHOLDS: [u32; 4] = [1, 2, 3, 5];

/// Sessions to learn from.
const SESSIONS: [usize; 6] = [0, 10, 100, 1_000, 10_000, 100_000];

/// Only the relation that the figures are of.
fn plain() -> TrainingOptions {
    let mut options = TrainingOptions::default();
    options.also_viewed.neighbours = 0;
    options
}

fn readings(measured: &Measured) -> [String; 4] {
    let [all, no_repeat, novel] = measured.readings.map(|(hits, reciprocal)| format!("{hits:.3} / {reciprocal:.3}"));
    [all, no_repeat, novel, format!("{:.1}", measured.bytes)]
}

pub fn ablation(sets: &[Set], tail: bool) {
    let mut rows = Vec::new();
    for set in sets {
        for (name, change) in ABLATION {
            let mut options = plain();
            change(&mut options);
            eprintln!("ablation, {}: {name}", set.name);
            rows.push(
                [vec![format!("`{}` @{}", set.name, set.places), (*name).to_owned()], readings(&measure(set, &options, |_| ())).to_vec()]
                    .concat(),
            );
        }
    }
    table("ablation", tail, &["set", "recipe", "all", "no-repeat", "novel", "bytes an item"], &rows);
}

pub fn size(sets: &[Set], tail: bool) {
    let mut rows = Vec::new();
    for set in sets {
        let mut curves = Vec::new();
        for bits in [2, 3, 4] {
            let mut points = Vec::new();
            for neighbours in NEIGHBOURS {
                let mut options = plain();
                options.viewed_next.neighbours = neighbours;
                eprintln!("size, {}: {neighbours} neighbours, {bits} bits", set.name);
                let measured = measure(set, &options, |parts| keep_bits(parts, bits));
                points.push((measured.bytes, measured.readings[0].0));
                let row = [format!("`{}` @{}", set.name, set.places), neighbours.to_string(), bits.to_string()];
                rows.push([row.to_vec(), readings(&measured).to_vec()].concat());
            }
            curves.push(Curve { name: format!("{bits} bits"), points });
        }
        plot(&format!("size-{}", set.name), tail, &axis("hit rate", set), "bytes an item on the wire", &curves, false);
    }
    table("size", tail, &["set", "neighbours", "bits", "all", "no-repeat", "novel", "bytes an item"], &rows);
}

/// Merges the 16 levels of the weights into 2 to the power of `bits`, with the least squared error over all entries.
fn keep_bits(parts: &mut ModelParts, bits: u32) {
    for part in &mut parts.relations {
        let mut counts = [0.0_f64; 16];
        part.rows.iter().flat_map(|row| &row.entries).for_each(|entry| counts[usize::from(entry.level)] += 1.0);
        let levels = part.levels.map(f64::from);
        let replaced = merge_levels(&levels, &counts, 1 << bits);
        for entry in part.rows.iter_mut().flat_map(|row| &mut row.entries) {
            entry.level = replaced[usize::from(entry.level)];
        }
    }
}

/// For each level the one that stands for its group, by dynamic programming over contiguous groups.
fn merge_levels(levels: &[f64; 16], counts: &[f64; 16], groups: usize) -> [u8; 16] {
    let best_of = |first: usize, end: usize| -> (f64, u8) {
        let error = |level: usize| (first..end).map(|other| counts[other] * (levels[other] - levels[level]).powi(2)).sum::<f64>();
        let best = (first..end).min_by(|left, right| error(*left).total_cmp(&error(*right))).unwrap();
        (error(best), best as u8)
    };
    // costs[g][e]: the least error of the levels before e in g groups, and where the last group begins.
    let mut costs = vec![[(f64::INFINITY, 0_usize); 17]; groups + 1];
    costs[0][0].0 = 0.0;
    for group in 1..=groups {
        for end in 1..=16 {
            for first in 0..end {
                let cost = costs[group - 1][first].0 + best_of(first, end).0;
                if cost < costs[group][end].0 {
                    costs[group][end] = (cost, first);
                }
            }
        }
    }
    let mut replaced = [0; 16];
    let mut end = 16;
    for group in (1..=groups).rev() {
        let first = costs[group][end].1;
        replaced[first..end].fill(best_of(first, end).1);
        end = first;
    }
    replaced
}

pub fn threshold(sets: &[Set], tail: bool) {
    let mut rows = Vec::new();
    for set in sets {
        let mut curves = Vec::new();
        for filled in [false, true] {
            let mut points = Vec::new();
            for visitors in THRESHOLDS {
                let mut options = plain();
                options.support = Support::AtLeast(visitors);
                if !filled {
                    options.viewed_next.fill.rounds = 0;
                }
                let how = if filled { "filled" } else { "bare" };
                eprintln!("threshold, {}: {visitors} visitors, {how}", set.name);
                let measured = measure(set, &options, |_| ());
                points.push((f64::from(visitors), measured.readings[0].0));
                let row = [format!("`{}` @{}", set.name, set.places), visitors.to_string(), how.to_owned()];
                // Without a threshold there is nothing to fill.
                if visitors > 1 || !filled {
                    rows.push([row.to_vec(), readings(&measured).to_vec()].concat());
                }
            }
            curves.push(Curve { name: if filled { "gaps filled" } else { "gaps left" }.to_owned(), points });
        }
        plot(&format!("threshold-{}", set.name), tail, &axis("hit rate", set), "visitors behind a pair", &curves, false);
    }
    table("threshold", tail, &["set", "visitors", "gaps", "all", "no-repeat", "novel", "bytes an item"], &rows);
}

pub fn data(sets: &[Set], tail: bool) {
    let mut rows = Vec::new();
    let mut curves = Vec::new();
    for set in sets {
        let all = set.split.train.sessions().count();
        let mut points = Vec::new();
        for sessions in SESSIONS.into_iter().filter(|sessions| *sessions < all).chain([all]) {
            eprintln!("data, {}: {sessions} sessions", set.name);
            let measured = measure_part(set, sessions, &plain(), |_| ());
            points.push(((sessions.max(1)) as f64, measured.readings[0].0));
            rows.push([vec![format!("`{}` @{}", set.name, set.places), sessions.to_string()], readings(&measured).to_vec()].concat());
        }
        curves.push(Curve { name: format!("{} @{}", set.name, set.places), points });
    }
    plot("data", tail, "hit rate", "latest sessions learned from", &curves, true);
    table("data", tail, &["set", "latest sessions", "all", "no-repeat", "novel", "bytes an item"], &rows);
}

fn axis(what: &str, set: &Set) -> String {
    format!("{what}, {} places", set.places)
}
