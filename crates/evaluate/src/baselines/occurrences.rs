//! The training log as paths of opened products, and where each product stands in them.

use crate::split::opens_product;
use vitrine_catalog::EventLog;

/// Paths, and for each item its places in them.
pub(super) struct Occurrences {
    /// Opened products of each session, oldest first.
    pub paths: Vec<Vec<u32>>,
    /// For each item, (session, position), ascending.
    pub places: Vec<Vec<(u32, u32)>>,
}

impl Occurrences {
    pub(super) fn of(log: &EventLog, items: usize) -> Occurrences {
        let path = |session: &[vitrine_catalog::Event]| -> Vec<u32> {
            session.iter().filter(|event| opens_product(event)).filter_map(|event| event.product).map(|product| product.0).collect()
        };
        let paths: Vec<Vec<u32>> = log.sessions().map(path).collect();
        let mut places = vec![Vec::new(); items];
        for (session, path) in paths.iter().enumerate() {
            for (position, item) in path.iter().enumerate() {
                if let Some(places) = places.get_mut(*item as usize) {
                    places.push((session as u32, position as u32));
                }
            }
        }
        Occurrences { paths, places }
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
