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
