//! Relations from counted pairs: *also viewed*, *bought together*, *also bought*.
//!
//! A pair counts once a basket. What chance explains is left out by Dunning's log-likelihood ratio, and what is left is ordered either by
//! that evidence or by a damped lift.

use crate::baskets::Baskets;
use crate::options::PairOptions;
use crate::parallel::map_rows;
use crate::significance::pair_evidence;
use crate::sparse::{Buckets, Cell, keep_heaviest};

/// Different visitors of a pair that are told apart, and so the largest support threshold that can be asked for.
pub const LARGEST_SUPPORT: usize = 8;

/// What orders a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PairWeight {
    /// Root of the log-likelihood ratio: the pairs that are surest to be more than chance.
    Evidence,
    /// Count above chance over the root of both popularities: the pairs that are closest.
    Closeness,
}

/// Rows over `items` products: for each the neighbours, heaviest first.
pub fn pair_rows(baskets: &Baskets, items: usize, weight: PairWeight, options: &PairOptions, threads: usize) -> Vec<Vec<Cell>> {
    let mut counts = vec![0_u32; items];
    for basket in &baskets.baskets {
        for &product in &basket.products {
            if let Some(count) = counts.get_mut(product as usize) {
                *count += 1;
            }
        }
    }
    // A row's entries are the baskets that hold its product: its neighbours are read from them, and no pair list is ever stored.
    let holders = Buckets::collect(items, |give| {
        for (number, basket) in baskets.baskets.iter().enumerate() {
            for &product in &basket.products {
                give(product, number as u32);
            }
        }
    });
    let total = baskets.baskets.len() as f64;
    let count_of = |product: u32| f64::from(counts.get(product as usize).copied().unwrap_or(0));
    map_rows(
        items,
        threads,
        || Tally::new(items),
        |tally, row| {
            for &number in holders.row(row) {
                if let Some(basket) = baskets.baskets.get(number as usize) {
                    for &product in basket.products.iter().filter(|&&product| product as usize != row) {
                        tally.add(product, basket.visitor);
                    }
                }
            }
            let left = count_of(row as u32);
            let mut cells = Vec::new();
            tally.drain(|product, both, visitors| {
                let (both, right) = (f64::from(both), count_of(product));
                let evidence = pair_evidence(both, left, right, total);
                if visitors < options.minimum_support.max(1) || evidence < options.minimum_evidence {
                    return;
                }
                let value = match weight {
                    PairWeight::Evidence => evidence.sqrt(),
                    PairWeight::Closeness => (both - left * right / total) / ((left * right).sqrt() + 3.0),
                };
                if value > 0.0 {
                    cells.push((product, value as f32));
                }
            });
            keep_heaviest(&mut cells, options.neighbours.min(255));
            cells.shrink_to_fit();
            cells
        },
    )
}

/// Counts of one row: how many baskets and how many different visitors share a product with it.
///
/// Baskets of one visitor need not lie together, so visitors are counted by the last one seen and by a small list of the first few: a
/// support threshold only asks whether there are enough.
struct Tally {
    counts: Vec<u32>,
    visitors: Vec<[u32; Tally::REMEMBERED]>,
    touched: Vec<u32>,
}

impl Tally {
    /// Different visitors that are told apart; the largest useful support threshold.
    const REMEMBERED: usize = LARGEST_SUPPORT;
    const NOBODY: u32 = u32::MAX;

    fn new(items: usize) -> Tally {
        Tally { counts: vec![0; items], visitors: vec![[Tally::NOBODY; Tally::REMEMBERED]; items], touched: Vec::new() }
    }

    fn add(&mut self, product: u32, visitor: u32) {
        let (Some(count), Some(visitors)) = (self.counts.get_mut(product as usize), self.visitors.get_mut(product as usize)) else {
            return;
        };
        if *count == 0 {
            self.touched.push(product);
        }
        *count += 1;
        if !visitors.contains(&visitor)
            && let Some(free) = visitors.iter_mut().find(|known| **known == Tally::NOBODY)
        {
            *free = visitor;
        }
    }

    /// Hands over `(product, baskets, visitors)` for every product counted, and clears.
    fn drain(&mut self, mut each: impl FnMut(u32, u32, u32)) {
        for product in std::mem::take(&mut self.touched) {
            if let (Some(count), Some(visitors)) = (self.counts.get_mut(product as usize), self.visitors.get_mut(product as usize)) {
                let known = visitors.iter().filter(|visitor| **visitor != Tally::NOBODY).count() as u32;
                each(product, std::mem::take(count), known);
                *visitors = [Tally::NOBODY; Tally::REMEMBERED];
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::baskets::{of_purchases, purchases};
    use crate::testing::order;
    use vitrine_catalog::{EventLog, Order};

    fn rows(orders: &[Order], weight: PairWeight, minimum_support: u32) -> Vec<Vec<Cell>> {
        let baskets = of_purchases(&purchases(orders, &EventLog::default()), 100);
        pair_rows(&baskets, 10, weight, &PairOptions { minimum_support, ..PairOptions::default() }, 1)
    }

    /// Product 0 is in most orders; 1 and 2 are bought together six times.
    fn shop() -> Vec<Order> {
        let mut orders: Vec<Order> = (0..40).map(|number| order(Some(number), number as f64, &[0, 3 + number as u32 % 6])).collect();
        orders.extend((0..6).map(|number| order(Some(100 + number), 50.0, &[0, 1, 2])));
        orders.extend((0..30).map(|number| order(Some(200 + number), 60.0, &[3 + number as u32 % 6])));
        orders
    }

    #[test]
    fn a_planted_pair_ranks_before_the_bestseller() {
        for weight in [PairWeight::Evidence, PairWeight::Closeness] {
            let rows = rows(&shop(), weight, 2);
            assert_eq!(rows[1].first().map(|cell| cell.0), Some(2));
            assert_eq!(rows[2].first().map(|cell| cell.0), Some(1));
        }
    }

    #[test]
    fn one_customer_alone_is_no_support() {
        let mut orders: Vec<Order> = (0..5).map(|number| order(Some(1), f64::from(number), &[1, 2])).collect();
        orders.extend((0..30).map(|number| order(Some(10 + number), 9.0, &[5])));
        assert!(rows(&orders, PairWeight::Evidence, 2)[1].is_empty());
        assert_eq!(rows(&orders, PairWeight::Evidence, 1)[1].len(), 1);
    }
}
