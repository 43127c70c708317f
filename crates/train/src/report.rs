//! What training found and chose, for the build's output and the model card.

use std::collections::BTreeMap;

use serde::Serialize;

/// How far training has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// What is being worked on, in plain words.
    pub stage: &'static str,
    /// Stages that are done.
    pub done: usize,
    /// Stages in all.
    pub of: usize,
}

/// Findings of one training run.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct TrainingReport {
    /// Products of the catalogue.
    pub products: usize,
    /// Products that may be recommended and can be bought.
    pub products_shown: usize,
    /// Sessions with at least one step.
    pub sessions: usize,
    /// Views, add-to-carts, purchases and wishes in them.
    pub session_steps: usize,
    /// Orders, or sessions with purchases where no orders were given.
    pub orders: usize,
    /// Different customers who ordered.
    pub customers: usize,
    /// Days from the first record to the last.
    pub days: f64,
    /// Each part of the model, in the order of the file.
    pub parts: Vec<PartReport>,
    /// What the search for the shop's own numbers came to; `None` where there was none, or too little to go by.
    pub tuned: Option<Tuned>,
    /// Parameters as they were used, by name.
    pub parameters: BTreeMap<String, String>,
    /// What was left out, and why; empty where nothing was.
    pub notes: Vec<String>,
}

impl TrainingReport {
    /// The report of one part.
    pub fn part(&self, name: &str) -> Option<&PartReport> {
        self.parts.iter().find(|part| part.name == name)
    }
}

/// A search for the shop's own numbers on its latest sessions.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Tuned {
    /// Steps of the latest sessions that the search predicted.
    pub asked: usize,
    /// Steps of later sessions that it was judged by and had not seen.
    pub held: usize,
    /// Sets of numbers tried.
    pub trials: usize,
    /// Seconds that the search takes on two cores of an ordinary server, by the work counted.
    pub seconds: f64,
    /// HR@20 on the steps held back, with the numbers given and with those found.
    pub hit_rate: [f64; 2],
    /// MRR@20, likewise.
    pub reciprocal_rank: [f64; 2],
    /// The numbers that were changed: as given and as found.
    pub numbers: Vec<(String, [f64; 2])>,
    /// Why the lists' numbers were not searched, or not to the end, where that was asked for.
    pub shortage: Option<String>,
}

/// One part of the model.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PartReport {
    /// "viewed next", "also viewed", "bought together", "also bought", "similar", "popularity", "trend", "new arrivals", "durable goods",
    /// "device", "hour", "weekday", "month" or "referrer".
    pub name: &'static str,
    /// Whether the model has it.
    pub active: bool,
    /// Why, in one sentence.
    pub reason: String,
    /// Items (or categories, for context) that have something in it.
    pub covered: usize,
    /// Entries in all.
    pub entries: usize,
}
