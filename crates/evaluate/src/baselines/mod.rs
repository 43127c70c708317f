//! What everybody compares with, each written from its paper. None of this ships.

mod association_rules;
mod fade;
mod linear;
mod method;
mod neighbours;
mod occurrences;
mod popular;
mod search;
mod sequential_rules;
mod stan;
mod vmis_knn;
mod vs_knn;
mod vstan;

pub use method::{Boxed, Dimension, METHODS, Method};
pub use occurrences::Occurrences;
pub use search::{Baselines, prepare};
