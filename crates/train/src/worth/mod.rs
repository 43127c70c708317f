//! What an entry of *viewed next* is worth, learned on the shop's latest sessions.
//!
//! Counts, damping and walk each say something of how likely one product is to follow another, and what they are worth beside each other
//! differs from shop to shop: in one log only what comes straight after counts, in another what is new. So lists are built without the latest
//! sessions, wider than they are kept; every entry is described by what was counted of it ([`evidence`]); and a log-linear function of that
//! takes the place of the walk's weight, fitted so that the engine's own score predicts those sessions ([`learn`]). Lists from all sessions
//! are then weighed and pruned by it. Only weights change, and which neighbours stay: the file keeps its size.
//!
//! Weights of neighbours that are fitted rather than counted are after Koren, "Factorization meets the neighborhood" (KDD 2008); shared by all
//! entries through their description, they need no evidence of their own and hold for lists counted later.

mod evidence;
mod fit;
mod learn;
mod questions;

pub use evidence::Evidence;
pub use learn::{Learned, learn};

use crate::options::ViewedNextOptions;
use crate::parallel::map_rows;
use crate::sparse::{Cell, Matrix, keep_heaviest};
use crate::walk::{Reach, stochastic};
use evidence::FEATURES;

/// Entries of a row that are weighed; the walk's heaviest.
const WIDTH: usize = 60;

/// The weight of an entry as a function of its description: `exp(constant + Σ slope·feature)`.
#[derive(Clone, Debug, PartialEq)]
pub struct Worth {
    constant: f32,
    slopes: [f32; FEATURES],
}

impl Worth {
    /// How much each feature of an entry weighs, by name.
    pub fn slopes(&self) -> impl Iterator<Item = (&'static str, f32)> {
        evidence::NAMES.into_iter().zip(self.slopes)
    }

    fn weigh(&self, features: &[f32; FEATURES]) -> f32 {
        let sum = self.slopes.iter().zip(features).fold(self.constant, |sum, (slope, feature)| sum + slope * feature);
        libm::expf(sum.clamp(-40.0, 40.0))
    }

    /// Rows of the relation, the worthiest `widths[row]` entries each, worthiest first.
    pub fn rows(
        &self,
        damped: &Matrix,
        evidence: &Evidence,
        widths: &[usize],
        options: &ViewedNextOptions,
        threads: usize,
    ) -> Vec<Vec<Cell>> {
        let width = |row: usize| widths.get(row).copied().unwrap_or(0);
        let wanted = |row: usize| if width(row) > 0 { WIDTH.max(width(row)) } else { 0 };
        described(damped, evidence, wanted, options, threads, |row, entries| {
            let mut cells: Vec<Cell> = entries.iter().map(|(column, features)| (*column, self.weigh(features))).collect();
            keep_heaviest(&mut cells, width(row));
            cells
        })
    }
}

/// One neighbour and what is known of it.
type Described = (u32, [f32; FEATURES]);

/// Calls `work` with every row's entries and their description, the walk's heaviest first; rows of width 0 cost nothing.
fn described<Output: Send>(
    damped: &Matrix,
    evidence: &Evidence,
    width: impl Fn(usize) -> usize + Sync,
    options: &ViewedNextOptions,
    threads: usize,
    work: impl Fn(usize, Vec<Described>) -> Output + Sync,
) -> Vec<Output> {
    let items = damped.rows();
    let steps = stochastic(damped, options.walk_width);
    map_rows(
        items,
        threads,
        || Reach::new(items),
        |reach, row| {
            let reached = if width(row) > 0 { reach.row(damped, &steps, row, options) } else { Vec::new() };
            work(row, evidence.describe(row, reached, damped.row(row), width(row), options))
        },
    )
}
