//! The figures behind the claims: `scripts/bench study`, or `cargo run --release -p vitrine-evaluate --example study -- [PART…] [SET…]`.
//!
//! Parts: `ablation` (each part of the recipe in and out), `size` (bytes against quality, by neighbours and bits of a weight), `threshold`
//! (what asking for several visitors behind a pair costs, and what the fill wins back), `data` (quality as a log grows), `exit` (how well the end of a
//! visit is told), `purchase` (the learner of intents beside a library's on `shoppers_intention`) and `scale` (cost of an event as a
//! simulated log grows). Sets: rsc15, serenade, diginetica, eshop2008, from the folder that `VITRINE_DATA` names; `--tail`
//! predicts the tail of the training set instead of the test set. Tables and plots are written to `crates/figures`, the same bytes each time
//! but for `scale`, which measures a machine.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic)] // A tool for us, read by us.

mod exit;
mod figures;
mod measure;
mod parts;
mod probabilities;
mod purchase;
mod scale;
mod sets;

use std::time::Instant;

const PARTS: [&str; 7] = ["ablation", "size", "threshold", "data", "exit", "purchase", "scale"];
/// Parts that read no click log.
const WITHOUT_SETS: [&str; 2] = ["purchase", "scale"];

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let chosen = |known: &[&'static str]| -> Vec<&'static str> {
        let named: Vec<&str> = known.iter().copied().filter(|name| arguments.iter().any(|argument| argument == name)).collect();
        if named.is_empty() { known.to_vec() } else { named }
    };
    if let Some(unknown) =
        arguments.iter().find(|name| *name != "--tail" && !PARTS.contains(&name.as_str()) && !sets::NAMES.contains(&name.as_str()))
    {
        eprintln!("there is no part and no set {unknown}; parts: {}; sets: {}; --tail", PARTS.join(", "), sets::NAMES.join(", "));
        std::process::exit(2);
    }
    let tail = arguments.iter().any(|argument| argument == "--tail");
    let (parts, names) = (chosen(&PARTS), chosen(&sets::NAMES));
    let start = Instant::now();
    let read: Vec<sets::Set> = if parts.iter().all(|part| WITHOUT_SETS.contains(part)) {
        Vec::new()
    } else {
        names.iter().filter_map(|name| sets::read(name, tail)).collect()
    };
    for part in parts {
        let begun = Instant::now();
        match part {
            "ablation" => parts::ablation(&read, tail),
            "size" => parts::size(&read, tail),
            "threshold" => parts::threshold(&read, tail),
            "data" => parts::data(&read, tail),
            "exit" => exit::exit(&read, tail),
            "purchase" => purchase::purchase(),
            _ => scale::scale(),
        }
        eprintln!("{part}: {:.0} s", begun.elapsed().as_secs_f64());
    }
    eprintln!("in all: {:.0} s", start.elapsed().as_secs_f64());
}
