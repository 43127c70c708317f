//! A seeded shop with known effects: catalogue, pictures, orders and sessions.
#![forbid(unsafe_code)]

mod alike;
mod behaviour;
mod calendar;
mod catalogue;
mod checkout;
mod data;
mod effects;
mod orders;
mod pictures;
mod products;
mod random;
mod shoppers;
mod text;
mod truth;
mod truth_behaviour;
mod visits;
mod walk;

pub use behaviour::Behaviour;
use std::collections::BTreeSet;
use std::io;

/// What to simulate. The same options give the same bytes on every machine.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SimulationOptions {
    /// Start of every random choice.
    pub seed: u64,
    /// Visits in the event log, spread over twelve months.
    pub sessions: usize,
    /// Whether circumstances change what visits are about (default yes).
    pub effects: bool,
    /// How shoppers behave (default in every way there is).
    pub behaviours: BTreeSet<Behaviour>,
}

impl Default for SimulationOptions {
    fn default() -> Self {
        Self { seed: 1, sessions: 20_000, effects: true, behaviours: Behaviour::ALL.into() }
    }
}

/// Counts of what was written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SimulationReport {
    /// Rows with a title in `products.csv`.
    pub products: usize,
    /// Product types.
    pub categories: usize,
    /// Variants of all products.
    pub variants: usize,
    /// Orders in `orders.csv`, cancelled and refunded ones included.
    pub orders: usize,
    /// Lines of those orders.
    pub order_lines: usize,
    /// Shoppers with an account.
    pub customers: usize,
    /// Visits with at least one event.
    pub sessions: usize,
    /// Rows of `events.csv`.
    pub events: usize,
    /// Files in `pictures/`.
    pub pictures: usize,
    /// Bytes of all files.
    pub bytes: u64,
}

/// Why a simulation stopped.
#[derive(Debug, thiserror::Error)]
pub enum SimulateError {
    /// The caller could not write a file.
    #[error("cannot write {file}: {source}")]
    Write {
        /// Path relative to the output folder.
        file: String,
        /// What the caller reported.
        source: io::Error,
    },
    /// The word lists that are built into this crate do not fit together.
    #[error("built-in data {file}: {problem}")]
    Data {
        /// Name of the list.
        file: &'static str,
        /// What is wrong with it.
        problem: String,
    },
}

/// Makes the shop and hands each file to `write` as a path relative to the output folder, with `/` between parts, and its bytes.
pub fn simulate(
    options: &SimulationOptions,
    write: &mut dyn FnMut(&str, &[u8]) -> io::Result<()>,
) -> Result<SimulationReport, SimulateError> {
    let data = data::Data::load()?;
    let catalogue = catalogue::make(&data, options.seed)?;
    let log = visits::run(&data, &catalogue, options);
    let mut report = SimulationReport {
        products: catalogue.products.len(),
        categories: data.categories.len(),
        variants: catalogue.products.iter().map(|product| product.variants.len()).sum(),
        orders: log.orders.count,
        order_lines: log.orders.lines,
        customers: log.customers,
        sessions: log.sessions,
        events: log.events,
        ..SimulationReport::default()
    };
    let mut out = |path: &str, bytes: &[u8]| {
        report.bytes += bytes.len() as u64;
        write(path, bytes).map_err(|source| SimulateError::Write { file: path.to_owned(), source })
    };
    out("products.csv", &products::csv(&data, &catalogue)?)?;
    out("truth.json", &truth::json(options, &data, &catalogue, &log)?)?;
    out("truth_visits.csv", log.outcomes.visits.as_bytes())?;
    out("truth_customers.csv", log.tastes.as_bytes())?;
    out("orders.csv", &log.orders.csv()?)?;
    out("events.csv", log.csv.as_bytes())?;
    for product in &catalogue.products {
        for colour in 0..product.colours.len() {
            out(&product.picture(colour), pictures::svg(&data, product, colour).as_bytes())?;
            report.pictures += 1;
        }
    }
    Ok(report)
}
