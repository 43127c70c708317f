//! What circumstances are worth to the ranking, on simulated shops: some with planted effects, some without any.
//!
//!     cargo run --release -p vitrine-tests --example context
//!
//! The model is trained on all but the last 28 days of 20,000 sessions. Asked is which product a visit opens: the first one, before which nothing
//! but the circumstances is known, and every later one that is new to the visit. HR@10 is the share of questions whose answer stands among
//! the ten items of the list, with the circumstances told to the engine and with none of them, on the same model.
#![allow(clippy::print_stdout)]

#[path = "../tests/moments/mod.rs"]
mod moments;

use std::error::Error;
use std::fs;

use vitrine_ingest::{Shop, Sources};
use vitrine_simulate::{SimulationOptions, simulate};
use vitrine_train::TrainingOptions;

/// Seeds of the simulated shops.
const SEEDS: [u64; 3] = [1, 2, 3];

fn main() -> Result<(), Box<dyn Error>> {
    println!("{:<16} {:>5} {:>16} {:>9} {:>9} {:>9} {:>9}", "simulated shop", "seed", "question", "asked", "without", "with", "relative");
    for effects in [true, false] {
        for seed in SEEDS {
            let shop = simulated(&SimulationOptions { seed, effects, ..SimulationOptions::default() })?;
            let (mut engine, asked) = moments::prepare(&shop, &TrainingOptions::default())?;
            let [first, later] = moments::hits(&mut engine, &shop, &asked);
            let all = std::array::from_fn(|place| first[place] + later[place]);
            for (name, [count, without, with]) in [("the first", first), ("a later one", later), ("all", all)] {
                let [before, after] = [without, with].map(|hits| f64::from(hits) / f64::from(count.max(1)));
                let name_of_shop = if effects { "with effects" } else { "without any" };
                let relative = 100.0 * (after / before.max(1e-9) - 1.0);
                println!("{name_of_shop:<16} {seed:>5} {name:>16} {count:>9} {before:>9.4} {after:>9.4} {relative:>+8.1}%");
            }
        }
    }
    Ok(())
}

fn simulated(options: &SimulationOptions) -> Result<Shop, Box<dyn Error>> {
    let folder = tempfile::tempdir()?;
    let path = |name: &str| folder.path().join(name);
    simulate(options, &mut |name: &str, bytes: &[u8]| if name.contains('/') { Ok(()) } else { fs::write(path(name), bytes) })?;
    let sources = Sources { products: Some(path("products.csv")), orders: Some(path("orders.csv")), events: vec![path("events.csv")] };
    Ok(vitrine_ingest::read(&sources, &mut |_| ())?)
}
