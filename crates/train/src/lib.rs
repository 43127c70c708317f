//! Statistics of a shop's log into the parts of a model file.
//!
//! [`train`] takes a catalogue, orders and browsing events and gives [`vitrine_format::ModelParts`] with a report of what is active and
//! why. It neither prints nor reads a clock, and gives the same parts on any number of threads.
//!
//! Logarithms, powers and exponentials come from `libm`, in plain Rust: the C library's differ in the last bit from one processor to the
//! next, and with them the model's bytes would.
#![forbid(unsafe_code)]
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used, clippy::float_cmp))]

mod assemble;
mod baskets;
mod calendar;
mod check;
mod chosen;
mod columns;
mod context;
mod demand;
mod durable;
mod error;
mod fill;
mod findings;
mod intent;
mod likings;
mod lists;
mod options;
mod pairs;
mod parallel;
mod quantise;
#[doc(hidden)]
pub mod ranker;
mod ranking;
mod relations;
mod renumber;
mod replay;
mod report;
mod repurchase;
mod sensitive;
mod sessions;
mod significance;
mod similar;
mod sparse;
mod support;
mod taste;
#[cfg(test)]
mod testing;
mod train;
mod traits;
mod tune;
mod viewed_next;
mod walk;
mod words;
mod worth;

pub use calendar::{LocalTime, local_time};
pub use context::FoundEffect;
pub use error::TrainError;
#[doc(hidden)]
pub use intent::grow_target;
pub use options::{
    Alike, ContextOptions, DemandOptions, FillOptions, PairOptions, RankerOptions, ScoreOptions, SimilarOptions, Support, TrainingOptions,
    ViewedNextOptions,
};
pub use parallel::{map_rows, thread_count};
#[doc(hidden)]
pub use ranker::questions_for_experiments;
pub use replay::{engine_kind, tell};
pub use report::{PartReport, Progress, SupportCost, SupportReport, TrainingReport, Tuned};
pub use sensitive::SENSITIVE;
pub use train::{Training, TrainingInput, train};
pub use worth::Worth;
