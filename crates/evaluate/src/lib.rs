//! How good a ranking is: protocol, metrics, baselines, and whether a difference is more than chance.
//!
//! The protocol is next-item prediction with incremental reveal (Ludewig and Jannach, "Evaluation of session-based recommendation
//! algorithms", 2018): for every event of a test session but the first, the ranker sees what came before and ranks all training items; the
//! target is the item of the event. What is measured is what ships: [`EngineRanker`] runs the engine on the bytes of a model file.
//!
//! 1. [`split`] divides a log by time into training and test;
//! 2. [`protocol`] asks every [`Ranker`] every question, in three [`Reading`]s;
//! 3. [`metrics`] counts hits, ranks, coverage and popularity;
//! 4. [`bootstrap`] says how sure a difference between two rankers is.
#![forbid(unsafe_code)]

pub mod baselines;
pub mod bootstrap;
mod engine_ranker;
mod error;
pub mod metrics;
pub mod protocol;
pub mod ranker;
pub mod report;
mod score_list;
pub mod split;

pub use engine_ranker::EngineRanker;
pub use error::EvaluationError;
pub use protocol::Reading;
pub use ranker::{Question, Ranker};
pub use report::Report;
pub use score_list::ScoreList;
pub use split::{Split, TestSession};
