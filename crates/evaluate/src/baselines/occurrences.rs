//! The training log as paths of opened products, and where each product stands in them.

use super::neighbours::Index;
use crate::split::opens_product;
use std::sync::OnceLock;
use vitrine_catalog::{Event, EventLog};

/// Paths, and for each item its places in them.
pub struct Occurrences {
    /// Opened products of each session, oldest first; sessions without any are left out.
    pub(super) paths: Vec<Vec<u32>>,
    /// When each session's last product was opened (seconds).
    pub(super) ends: Vec<f64>,
    /// For each item, (session, position), ascending.
    pub(super) places: Vec<Vec<(u32, u32)>>,
    /// Made when the first of the neighbour methods asks for it.
    index: OnceLock<Index>,
}

impl Occurrences {
    /// Of a log with products in `0..items`.
    pub fn of(log: &EventLog, items: usize) -> Occurrences {
        let mut sessions = Vec::new();
        for session in log.sessions() {
            let opened = session.iter().filter(|event| opens_product(event));
            let path: Vec<u32> = opened.filter_map(|event| event.product).map(|product| product.0).collect();
            let end = session.iter().map(|event: &Event| event.time).fold(f64::NEG_INFINITY, f64::max);
            if !path.is_empty() {
                sessions.push((path, end));
            }
        }
        Occurrences::of_paths(sessions, items)
    }

    /// Of ready paths with the times of their ends.
    pub(super) fn of_paths(sessions: Vec<(Vec<u32>, f64)>, items: usize) -> Occurrences {
        let (paths, ends): (Vec<_>, Vec<_>) = sessions.into_iter().unzip();
        let mut places = vec![Vec::new(); items];
        for (session, path) in paths.iter().enumerate() {
            for (position, item) in path.iter().enumerate() {
                if let Some(places) = places.get_mut(*item as usize) {
                    places.push((session as u32, position as u32));
                }
            }
        }
        Occurrences { paths, ends, places, index: OnceLock::new() }
    }

    /// Items, also those without a place.
    pub(super) fn items(&self) -> usize {
        self.places.len()
    }

    /// The newest end of a session.
    pub(super) fn newest(&self) -> f64 {
        self.ends.iter().copied().fold(f64::NEG_INFINITY, f64::max)
    }

    /// What the neighbour methods look sessions up in.
    pub(super) fn index(&self) -> &Index {
        self.index.get_or_init(|| Index::of(self))
    }
}

/// Sums whole-number weights by item; exact, so that what is level stays level.
pub(super) struct Counter {
    sums: Vec<u64>,
    touched: Vec<u32>,
}

impl Counter {
    pub(super) fn new(items: usize) -> Counter {
        Counter { sums: vec![0; items], touched: Vec::new() }
    }

    pub(super) fn add(&mut self, item: u32, weight: u64) {
        if let Some(sum) = self.sums.get_mut(item as usize) {
            if *sum == 0 {
                self.touched.push(item);
            }
            *sum += weight;
        }
    }

    /// Takes the sums out, by item.
    pub(super) fn drain(&mut self) -> Vec<(u32, u64)> {
        self.touched.sort_unstable();
        let Counter { sums, touched } = self;
        touched.drain(..).map(|item| (item, sums.get_mut(item as usize).map_or(0, std::mem::take))).collect()
    }
}
