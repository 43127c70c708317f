//! A simulated shop, made once for all tests of a file.
#![allow(dead_code, missing_docs, unreachable_pub)] // Each file of tests uses a part.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use vitrine_simulate::{SimulationOptions, SimulationReport, simulate};

pub type Row = BTreeMap<String, String>;

pub struct Shop {
    pub files: BTreeMap<String, Vec<u8>>,
    pub report: SimulationReport,
}

impl Shop {
    pub fn new(seed: u64, sessions: usize) -> Self {
        Self::of(&SimulationOptions { seed, sessions, ..SimulationOptions::default() })
    }

    pub fn of(options: &SimulationOptions) -> Self {
        let mut files = BTreeMap::new();
        let report = simulate(options, &mut |path, bytes| {
            assert!(files.insert(path.to_owned(), bytes.to_vec()).is_none(), "{path} is written twice");
            Ok(())
        })
        .unwrap();
        Self { files, report }
    }

    pub fn rows(&self, file: &str) -> Vec<Row> {
        let mut reader = csv::Reader::from_reader(self.files[file].as_slice());
        reader.deserialize().map(Result::unwrap).collect()
    }

    pub fn truth(&self) -> serde_json::Value {
        serde_json::from_slice(&self.files["truth.json"]).unwrap()
    }

    /// First rows of products.
    pub fn products(&self) -> Vec<Row> {
        self.rows("products.csv").into_iter().filter(|row| !row["Title"].is_empty()).collect()
    }
}

pub fn shop() -> &'static Shop {
    static SHOP: OnceLock<Shop> = OnceLock::new();
    SHOP.get_or_init(|| Shop::new(8, 20_000))
}

/// The event log of [`shop`], read once.
pub fn events() -> &'static [Row] {
    static EVENTS: OnceLock<Vec<Row>> = OnceLock::new();
    EVENTS.get_or_init(|| shop().rows("events.csv"))
}
