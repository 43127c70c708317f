//! What a baseline is: a name, numbers that can be chosen, and a way to learn from a log.

use super::association_rules::AssociationRules;
use super::linear::{s_walk, slist};
use super::occurrences::Occurrences;
use super::popular::Popular;
use super::{sequential_rules, stan, vmis_knn, vs_knn, vstan};
use crate::ranker::Ranker;
use std::sync::Arc;

/// A number that a method leaves open.
#[derive(Clone, Copy, Debug)]
pub struct Dimension {
    /// Its name.
    pub name: &'static str,
    /// What is tried, in the order of size where there is one.
    pub values: &'static [f64],
    /// The place in `values` where the search begins.
    pub start: usize,
}

/// A ranker that may go to another thread.
pub type Boxed = Box<dyn Ranker + Send>;

/// How a method learns: from a log, with a number for each dimension, and for questions that hold no other items than these (all where it is
/// `None`; a method may learn less then).
type Learn = fn(&Arc<Occurrences>, &[f64], Option<&[u32]>) -> Boxed;

/// One of the baselines.
#[derive(Clone, Copy, Debug)]
pub struct Method {
    /// Name in tables and on the command line.
    pub name: &'static str,
    /// What is searched, on the tail of the training log.
    pub dimensions: &'static [Dimension],
    /// Learns.
    pub learn: Learn,
    /// Bytes of memory that learning takes, where that can be out of reach.
    pub memory: fn(&Occurrences) -> u64,
    /// Questions of the tail that a choice is measured on, at most.
    pub questions: usize,
    /// A choice is learned from the latest sessions before the tail, as many as hold so many pairs of clicks.
    pub pairs: usize,
}

impl Method {
    /// The method of a name.
    pub fn named(name: &str) -> Option<Method> {
        METHODS.into_iter().find(|method| method.name == name)
    }

    /// The numbers where its search begins.
    pub fn start(&self) -> Vec<f64> {
        self.dimensions.iter().filter_map(|dimension| dimension.values.get(dimension.start).copied()).collect()
    }
}

const fn simple(name: &'static str, learn: Learn) -> Method {
    Method { name, dimensions: &[], learn, memory: |_| 0, questions: 0, pairs: 0 }
}

/// Every baseline, in the order of the table.
pub const METHODS: [Method; 9] = [
    simple("popular", |log, _, _| Box::new(Popular::train(&counts(log)))),
    simple("association", |log, _, _| Box::new(AssociationRules::train(log))),
    sequential_rules::METHOD,
    vs_knn::METHOD,
    stan::METHOD,
    vstan::METHOD,
    vmis_knn::METHOD,
    slist::METHOD,
    s_walk::METHOD,
];

fn counts(log: &Occurrences) -> Vec<u32> {
    log.places.iter().map(|places| places.len() as u32).collect()
}

/// The numbers chosen, each with its name.
pub(super) fn named(dimensions: &[Dimension], numbers: &[f64]) -> Vec<(&'static str, f64)> {
    dimensions.iter().map(|dimension| dimension.name).zip(numbers.iter().copied()).collect()
}

/// A number by the place of its dimension.
pub(super) fn number(numbers: &[f64], place: usize) -> f64 {
    numbers.get(place).copied().unwrap_or(0.0)
}
