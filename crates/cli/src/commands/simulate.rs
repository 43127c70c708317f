//! `vitrine simulate`: the exports of an invented shop.

use crate::arguments::SimulateArguments;
use crate::console::{self, Progress};
use crate::failure::Failure;
use crate::output::folder::{Kind, OutputFolder, SIMULATION_MARK};
use crate::text::{Side, Table, count};
use std::fmt::Write as _;
use vitrine_simulate::{SimulationOptions, simulate};

/// Runs the command.
pub fn run(arguments: &SimulateArguments) -> Result<(), Failure> {
    let mut folder = OutputFolder::at(&arguments.out, Kind::Simulation)?;
    let defaults = SimulationOptions::default();
    let options = SimulationOptions {
        seed: arguments.seed,
        sessions: arguments.sessions.unwrap_or(defaults.sessions),
        effects: !arguments.without_effects,
        behaviours: defaults.behaviours.into_iter().filter(|behaviour| !arguments.without.contains(behaviour)).collect(),
    };
    let progress = Progress::new("simulating a shop");
    let report = simulate(&options, &mut |path, content| folder.write(path, content)).map_err(|error| Failure::input(error.to_string()))?;
    let mark = serde_json::json!({ "format": 1, "seed": options.seed, "sessions": options.sessions });
    folder.put(SIMULATION_MARK, format!("{mark:#}\n").as_bytes())?;
    folder.finish()?;
    drop(progress);

    let mut table = Table::new(&[Side::Right, Side::Left]);
    let mut row = |number: usize, what: &str| table.row([&count(number as u64), what]);
    row(report.products, &format!("products in {} categories, {} variants", report.categories, count(report.variants as u64)));
    row(report.orders, &format!("orders of {} customers, {} lines", count(report.customers as u64), count(report.order_lines as u64)));
    row(report.events, &format!("events in {} sessions", count(report.sessions as u64)));
    row(report.pictures, "pictures");
    let out = arguments.out.display();
    let mut answer = format!("An invented shop's exports in {out} (seed {}, {} bytes)\n", options.seed, count(report.bytes));
    answer.push_str(&table.render(2));
    let _ = write!(
        answer,
        "\nBuild it with\n  vitrine build {out}/products.csv {out}/orders.csv --events {out}/events.csv --out site --shop\n"
    );
    console::answer(&answer)
}
