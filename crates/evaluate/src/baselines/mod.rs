//! What everybody compares with. None of this ships.

mod occurrences;
mod pairs;
mod popular;
mod sequential_rules;

pub use pairs::Pairs;
pub use popular::Popular;
pub use sequential_rules::SequentialRules;
