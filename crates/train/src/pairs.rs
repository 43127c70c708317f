//! Relations from counted pairs: *also viewed*, *bought together*, *also bought*.
//!
//! A pair counts once a basket. What chance explains is left out by Dunning's log-likelihood ratio, and what is left is ordered either by
//! that evidence or by a damped lift.

use crate::baskets::Baskets;
use crate::options::PairOptions;
use crate::parallel::map_rows;
use crate::significance::pair_evidence;
use crate::sparse::{Buckets, Cell, keep_heaviest};

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
    // A row's entries are the baskets that hold its product: its neighbours are read from them, and no pair list is ever stored.
    let holders = Buckets::collect(items, |give| {
        for (number, basket) in baskets.baskets.iter().enumerate() {
            for &product in &basket.products {
                give(product, number as u32);
            }
        }
    });
    let holders = map_rows(items, threads, || (), |(), row| by_visitor(baskets, holders.row(row), options.most_a_visitor));
    let total = baskets.baskets.len() as f64;
    let count_of = |product: u32| holders.get(product as usize).map_or(0.0, |holders| holders.len() as f64);
    map_rows(
        items,
        threads,
        || Tally::new(items),
        |tally, row| {
            for &number in holders.get(row).map_or(&[][..], Vec::as_slice) {
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

/// The baskets that hold a product, those of a visitor together, and the latest `most` of each visitor at most (0: all).
fn by_visitor(baskets: &Baskets, holders: &[u32], most: u32) -> Vec<u32> {
    let visitor = |number: &u32| baskets.baskets.get(*number as usize).map_or(0, |basket| basket.visitor);
    let mut sorted = holders.to_vec();
    sorted.sort_by_key(visitor);
    if most == 0 {
        return sorted;
    }
    let latest = |run: &'_ [u32]| run.len().saturating_sub(most as usize);
    sorted.chunk_by(|left, right| visitor(left) == visitor(right)).flat_map(|run| run.iter().skip(latest(run)).copied()).collect()
}

/// Counts of one row: how many baskets and how many different visitors share a product with it. Baskets of one visitor come together.
struct Tally {
    /// Baskets, visitors, and the latest visitor.
    counts: Vec<(u32, u32, u32)>,
    touched: Vec<u32>,
}

impl Tally {
    fn new(items: usize) -> Tally {
        Tally { counts: vec![(0, 0, 0); items], touched: Vec::new() }
    }

    fn add(&mut self, product: u32, visitor: u32) {
        let Some((baskets, visitors, latest)) = self.counts.get_mut(product as usize) else { return };
        if *baskets == 0 {
            self.touched.push(product);
        }
        if *baskets == 0 || *latest != visitor {
            *visitors += 1;
            *latest = visitor;
        }
        *baskets += 1;
    }

    /// Hands over `(product, baskets, visitors)` for every product counted, and clears.
    fn drain(&mut self, mut each: impl FnMut(u32, u32, u32)) {
        for product in std::mem::take(&mut self.touched) {
            if let Some(counts) = self.counts.get_mut(product as usize) {
                let (baskets, visitors, _) = std::mem::take(counts);
                each(product, baskets, visitors);
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

    #[test]
    fn a_customer_with_many_orders_counts_a_few_times() {
        let regular = |orders: u32| -> Vec<Order> {
            let mut shop: Vec<Order> = (0..orders).map(|number| order(Some(1), f64::from(number), &[1, 2])).collect();
            shop.extend([order(Some(2), 0.0, &[1, 3]), order(Some(3), 0.0, &[1, 3])]);
            shop.extend((0..2000).map(|number| order(Some(10 + number), 9.0, &[5])));
            shop
        };
        let most = PairOptions::default().most_a_visitor;
        let (few, many) = (rows(&regular(most), PairWeight::Evidence, 1), rows(&regular(500), PairWeight::Evidence, 1));
        let weight = |rows: &[Vec<Cell>]| rows[1].iter().find(|cell| cell.0 == 2).map(|cell| cell.1).unwrap();
        assert!((weight(&few) - weight(&many)).abs() < 0.1 * weight(&few), "{} and {}", weight(&few), weight(&many));
    }

    #[test]
    fn any_number_of_customers_can_be_asked_for() {
        let orders = |customers: u64| -> Vec<Order> {
            let mut orders: Vec<Order> = (0..customers).map(|customer| order(Some(customer), 0.0, &[1, 2])).collect();
            orders.extend((0..60).map(|number| order(Some(100 + number), 9.0, &[5])));
            orders
        };
        assert!(rows(&orders(19), PairWeight::Evidence, 20)[1].is_empty());
        assert_eq!(rows(&orders(20), PairWeight::Evidence, 20)[1].len(), 1);
    }
}
