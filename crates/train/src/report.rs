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
    /// How many visitors stand behind a pair, and what that costs.
    pub support: SupportReport,
    /// Parameters as they were used, by name.
    pub parameters: BTreeMap<String, String>,
    /// Below this probability of leaving a visit is not called back: nineteen of twenty ends of visits have at least as much; `None` where
    /// leaving is not told.
    pub least_leaving: Option<f32>,
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

/// How many visitors stand behind a published pair of *viewed next*, and what asking for them costs.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct SupportReport {
    /// Visitors that a pair needs.
    pub minimum: u32,
    /// Whether the merchant asked for it; otherwise the log's density did.
    pub asked_for: bool,
    /// Whether the log knows customers; where it does not, each session is a visitor.
    pub customers: bool,
    /// Steps an item.
    pub steps_per_item: f64,
    /// Share of the pairs that at least 2, 3, 5 and 10 visitors stand behind.
    pub pairs_left: [f64; 4],
    /// Share of the pairs' weight in them.
    pub weight_left: [f64; 4],
    /// What the threshold costs on the latest sessions; `None` without a threshold or with too few sessions to tell.
    pub cost: Option<SupportCost>,
}

/// How well the latest sessions are predicted without and with a support threshold, from lists that do not know them.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct SupportCost {
    /// Steps predicted.
    pub predictions: usize,
    /// HR@20 without a threshold, with one and nothing in its gaps, and with the gaps filled.
    pub hit_rate: [f64; 3],
    /// MRR@20, likewise.
    pub reciprocal_rank: [f64; 3],
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
