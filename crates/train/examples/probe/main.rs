//! Measures *viewed next* on public click logs, for choosing defaults: `cargo run --release --example probe -- report`.
//!
//! `valid [SET…] [NAME=VALUE…]` trains on the head of each training set and predicts its tail, `report` does the same with the test sets,
//! `tune [SET…] [NAME=VALUE…]` searches the numbers one by one on the tails. The data lie in `VITRINE_DATA` or `../shared/data` and are
//! no part of the project.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic)]
#![allow(clippy::float_cmp, clippy::type_complexity, clippy::match_same_arms, clippy::disallowed_methods)] // A tool for us, read by us.

mod bytes;
mod measure;
mod ranker;
mod sets;
mod settings;

use std::time::Instant;

use measure::{Figures, Scorer};
use sets::{Set, Split};
use settings::Settings;
use vitrine_train::{TrainingInput, train};

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let Some((command, rest)) = arguments.split_first() else {
        eprintln!("usage: probe report|valid|tune [SET…] [NAME=VALUE…]");
        return;
    };
    let mut settings = Settings::default();
    let mut names = Vec::new();
    for argument in rest {
        match argument.split_once('=') {
            Some((name, value)) => settings.set(name, value.parse().expect("a number after =")),
            None => names.push(argument.as_str()),
        }
    }
    if names.is_empty() {
        names = vec!["rsc15", "serenade", "diginetica", "eshop2008"];
    }
    let split = if command == "report" { Split::Test } else { Split::Tail };
    let sets: Vec<Set> = names.iter().map(|name| sets::read(name, split)).collect();
    if command == "ranker" {
        for set in &sets {
            ranker::experiment(set, &settings);
        }
    } else if command == "tune" {
        tune(&sets, settings);
    } else {
        for set in &sets {
            report(set, &settings);
        }
    }
}

fn report(set: &Set, settings: &Settings) {
    let start = Instant::now();
    let mut options = settings.options(true);
    options.also_viewed.neighbours = 0;
    let training = train(&TrainingInput { catalogue: &set.catalogue, orders: &[], log: &set.log }, &options, &mut |_| ()).unwrap();
    let seconds = start.elapsed().as_secs_f64();
    if let Some(tuned) = &training.report.tuned {
        println!("{tuned:?}");
    }
    let scorer = Scorer::new(&training, &training.parts.ranking);
    let figures = measure::figures(&scorer, set, usize::MAX);
    let items = training.parts.items.ids.len();
    let streams = bytes::streams(&training.parts.relations[0]);
    let total: usize = streams.iter().map(|(_, bytes)| bytes).sum();
    println!(
        "{:<10} items {items} predictions {} | {} | {:.2} bytes an item {:?} | {seconds:.1} s",
        set.name,
        figures.predictions,
        figures.line(set.cut),
        total as f64 / items as f64,
        streams.map(|(name, bytes)| format!("{name} {:.1}", bytes as f64 / items as f64)),
    );
    training.report.notes.iter().for_each(|note| println!("  {note}"));
}

/// One model for each set; trained again only when a number that training depends on has changed.
fn value(sets: &[Set], settings: &Settings, scorers: &mut Option<Vec<Scorer>>) -> (f64, Vec<Figures>) {
    if scorers.is_none() {
        let options = settings.options(false);
        *scorers = Some(
            sets.iter()
                .map(|set| {
                    let input = TrainingInput { catalogue: &set.catalogue, orders: &[], log: &set.log };
                    let training = train(&input, &options, &mut |_| ()).unwrap();
                    Scorer::new(&training, &training.parts.ranking)
                })
                .collect(),
        );
    }
    let scorers = scorers.as_mut().unwrap();
    let mut sum = 0.0;
    let mut all = Vec::new();
    for (set, scorer) in sets.iter().zip(scorers) {
        scorer.set_steps(&settings.options(false).score);
        let figures = measure::figures(scorer, set, 12_000);
        sum += figures.value(set.cut) / sets.len() as f64;
        all.push(figures);
    }
    (sum, all)
}

fn tune(sets: &[Set], mut settings: Settings) {
    let mut scorers = None;
    let (mut best, figures) = value(sets, &settings, &mut scorers);
    println!("start {best:.5}");
    sets.iter().zip(&figures).for_each(|(set, figures)| println!("  {:<10} {}", set.name, figures.line(set.cut)));
    for round in 0..3 {
        let before = best;
        for name in Settings::NAMES {
            let trained = Settings::is_trained(name);
            for direction in [1.0, -1.0] {
                loop {
                    let mut other = settings.clone();
                    if !other.step(name, direction * if round == 0 { 1.0 } else { 0.5 }) {
                        break;
                    }
                    let mut fresh = if trained { None } else { scorers.take() };
                    let (found, _) = value(sets, &other, &mut fresh);
                    if found > best + 1e-5 {
                        println!("{name} = {:.4}: {found:.5} (+{:.5})", other.get(name), found - best);
                        best = found;
                        settings = other;
                        scorers = fresh;
                    } else {
                        if !trained {
                            scorers = fresh;
                        }
                        break;
                    }
                }
            }
        }
        println!("round {round}: {best:.5}");
        println!("  {}", Settings::NAMES.iter().map(|name| format!("{name}={:.4}", settings.get(name))).collect::<Vec<_>>().join(" "));
        let (_, figures) = value(sets, &settings, &mut scorers);
        sets.iter().zip(&figures).for_each(|(set, figures)| println!("  {:<10} {}", set.name, figures.line(set.cut)));
        if best - before < 3e-4 {
            break;
        }
    }
}
