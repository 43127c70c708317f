//! How many visitors stand behind a pair, and how much one of them can count.
//!
//! A pair that one shopper alone made would publish what that shopper looked at. So a pair counts from a number of different visitors on
//! (customers; sessions, where the log knows none), and a visitor counts for it a few times at most, however often they came. Whoever looked
//! at both products within [`ViewedNextOptions::support_distance`] steps stands behind the pair, also where the steps lie too far apart to
//! add to its weight.

use crate::fill::around;
use crate::options::{Support, TrainingOptions, ViewedNextOptions};
use crate::parallel::map_rows;
use crate::report::SupportReport;
use crate::sessions::Sessions;
use crate::sparse::{Cell, DenseRow};
use crate::viewed_next::count_pairs;

/// One counted pair: the column, its weight, and who made it. A weight of 0 says that the visitor stands behind the pair and no more.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Pair {
    pub column: u32,
    pub weight: f32,
    pub visitor: u32,
}

/// Sums of all pairs that enough visitors stand behind, by row, and with a threshold what fills the gaps that it tears.
pub fn counted_rows(sessions: &Sessions, items: usize, options: &ViewedNextOptions, threads: usize) -> Vec<Vec<Cell>> {
    let pairs = count_pairs(sessions, items, options);
    if options.minimum_support <= 1 {
        return map_rows(
            items,
            threads,
            || DenseRow::new(items),
            |dense, row| {
                for pair in by_visitor(pairs.row(row), options.most_a_visitor) {
                    dense.add(pair.column, pair.weight);
                }
                let mut cells = Vec::new();
                dense.take_into(&mut cells);
                cells
            },
        );
    }
    let backed = map_rows(items, threads, || (), |(), row| by_visitor(pairs.row(row), options.most_a_visitor));
    drop(pairs);
    let tally = || Tally::new(items);
    let counted = map_rows(items, threads, tally, |tally, row| {
        for pair in backed.get(row).map_or(&[][..], Vec::as_slice) {
            tally.add(pair.column, pair.weight, pair.visitor);
        }
        tally.take(options.minimum_support)
    });
    if options.fill.rounds == 0 { counted } else { around(&backed, &counted, options, threads) }
}

/// Thresholds that [`Density`] tells of and that one is chosen from.
pub const THRESHOLDS: [u32; 4] = [2, 3, 5, 10];

/// How much of the pairs is left by the number of visitors behind them.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Density {
    /// Different pairs, each direction for itself.
    pub pairs: usize,
    /// Pairs that each of [`THRESHOLDS`] leaves.
    pub pairs_left: [usize; 4],
    /// Share of the pairs' weight that each of [`THRESHOLDS`] leaves.
    pub weight_left: [f64; 4],
}

impl Density {
    /// Share of the weight that a threshold must leave to be chosen.
    const ENOUGH: f64 = 0.95;

    /// Looks at all pairs.
    pub fn of(sessions: &Sessions, items: usize, options: &ViewedNextOptions, threads: usize) -> Density {
        // With a threshold, so that those who stand behind a pair from afar are counted.
        let pairs = count_pairs(sessions, items, &ViewedNextOptions { minimum_support: 2, ..options.clone() });
        let rows = map_rows(
            items,
            threads,
            || (),
            |(), row| {
                let mut found = Density::default();
                let mut weights = [0.0_f64; 5];
                let mut cells = by_visitor(pairs.row(row), options.most_a_visitor);
                cells.sort_by_key(|pair| pair.column);
                for column in cells.chunk_by(|left, right| left.column == right.column) {
                    let weight: f64 = column.iter().map(|pair| f64::from(pair.weight)).sum();
                    if weight <= 0.0 {
                        continue;
                    }
                    found.pairs += 1;
                    weights[4] += weight;
                    for place in (0..THRESHOLDS.len()).filter(|&place| column.len() >= THRESHOLDS[place] as usize) {
                        found.pairs_left[place] += 1;
                        weights[place] += weight;
                    }
                }
                (found, weights)
            },
        );
        let mut density = Density::default();
        let mut weights = [0.0_f64; 5];
        for (found, of_row) in rows {
            density.pairs += found.pairs;
            density.pairs_left.iter_mut().zip(found.pairs_left).for_each(|(sum, count)| *sum += count);
            weights.iter_mut().zip(of_row).for_each(|(sum, weight)| *sum += weight);
        }
        for (left, weight) in density.weight_left.iter_mut().zip(weights) {
            *left = weight / weights[4].max(f64::MIN_POSITIVE);
        }
        density
    }

    /// The largest threshold that leaves enough of the weight; 1 where none does.
    pub fn threshold(&self) -> u32 {
        let enough = |place: &usize| self.weight_left[*place] >= Self::ENOUGH;
        (0..THRESHOLDS.len()).rev().find(enough).map_or(1, |place| THRESHOLDS[place])
    }
}

/// The options with the thresholds that hold, and what there is to say of them.
pub fn settle(sessions: &Sessions, items: usize, options: &TrainingOptions, threads: usize) -> (TrainingOptions, SupportReport) {
    let mut settled = options.clone();
    let density = Density::of(sessions, items, &options.viewed_next, threads);
    let relations =
        [&mut settled.also_viewed.minimum_support, &mut settled.bought_together.minimum_support, &mut settled.also_bought.minimum_support];
    let viewed_next = &mut settled.viewed_next.minimum_support;
    match options.support {
        // Orders are few where views are many: what the log of views allows says nothing of them.
        Support::Auto => *viewed_next = density.threshold().max(*viewed_next),
        Support::AtLeast(least) => relations.into_iter().chain([viewed_next]).for_each(|minimum| *minimum = least.max(*minimum)),
    }
    let report = SupportReport {
        minimum: settled.viewed_next.minimum_support.max(1),
        asked_for: options.support != Support::Auto,
        customers: sessions.know_customers(),
        steps_per_item: sessions.steps() as f64 / items.max(1) as f64,
        pairs_left: density.pairs_left.map(|left| left as f64 / density.pairs.max(1) as f64),
        weight_left: density.weight_left,
        cost: None,
    };
    (settled, report)
}

/// The pairs of a row, summed for each visitor and column; `most` of them at most, the heaviest (0: all).
fn by_visitor(pairs: &[Pair], most: u32) -> Vec<Pair> {
    let most = if most == 0 { usize::MAX } else { most as usize };
    let mut sorted = pairs.to_vec();
    sorted
        .sort_by(|left, right| (left.visitor, left.column).cmp(&(right.visitor, right.column)).then(right.weight.total_cmp(&left.weight)));
    let together = |left: &Pair, right: &Pair| (left.visitor, left.column) == (right.visitor, right.column);
    let sum = |run: &[Pair]| -> Option<Pair> {
        let weight = run.iter().take(most).map(|pair| pair.weight).sum();
        run.first().map(|first| Pair { weight, ..*first })
    };
    sorted.chunk_by(together).filter_map(sum).collect()
}

/// A dense row of weights that also knows how many different visitors stand behind each column, if theirs come together.
pub struct Tally {
    sums: DenseRow,
    /// The latest visitor of each column, and how many there were.
    visitors: Vec<(u32, u32)>,
    touched: Vec<u32>,
}

impl Tally {
    /// An empty row.
    pub fn new(columns: usize) -> Tally {
        Tally { sums: DenseRow::new(columns), visitors: vec![(0, 0); columns], touched: Vec::new() }
    }

    /// Adds a visitor's weight to a column.
    #[inline]
    pub fn add(&mut self, column: u32, weight: f32, visitor: u32) {
        self.sums.add(column, weight);
        if let Some((latest, count)) = self.visitors.get_mut(column as usize) {
            if *count == 0 {
                self.touched.push(column);
            }
            if *count == 0 || *latest != visitor {
                *latest = visitor;
                *count += 1;
            }
        }
    }

    /// The columns that at least so many visitors stand behind, in no particular order; clears the row.
    pub fn take(&mut self, minimum_support: u32) -> Vec<Cell> {
        let mut cells = Vec::new();
        self.sums.take_into(&mut cells);
        cells.retain(|cell| self.visitors.get(cell.0 as usize).is_some_and(|(_, count)| *count >= minimum_support));
        for column in self.touched.drain(..) {
            if let Some(visitors) = self.visitors.get_mut(column as usize) {
                *visitors = (0, 0);
            }
        }
        cells.shrink_to_fit();
        cells
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::options::{Alike, FillOptions};
    use crate::testing::log_of;
    use crate::viewed_next::viewed_next;
    use proptest::prelude::*;
    use vitrine_catalog::CustomerKey;

    fn columns(sessions: &Sessions, row: usize, minimum_support: u32, rounds: usize) -> Vec<u32> {
        let fill = FillOptions { rounds, ..FillOptions::default() };
        let options = ViewedNextOptions { minimum_support, fill, ..ViewedNextOptions::default() };
        let mut columns: Vec<u32> = counted_rows(sessions, 9, &options, 1)[row].iter().map(|cell| cell.0).collect();
        columns.sort_unstable();
        columns
    }

    #[test]
    fn a_pair_needs_its_visitors_and_they_may_have_looked_at_it_from_afar() {
        // Three steps count; 0 and 1 are met once next to each other and once far apart.
        let sessions = Sessions::read(&log_of(&[&[0, 1, 0, 1], &[0, 4, 5, 6, 7, 1], &[2, 0, 3]]));
        assert_eq!(columns(&sessions, 0, 2, 0), [1]);
        assert_eq!(columns(&sessions, 0, 3, 0), []);
    }

    #[test]
    fn what_is_missing_is_filled_from_what_surely_goes_with_it() {
        let sessions = Sessions::read(&log_of(&[&[0, 1], &[0, 2], &[1, 2], &[1, 2], &[3, 4]]));
        assert_eq!(columns(&sessions, 0, 2, 0), []);
        assert_eq!(columns(&sessions, 0, 2, 3), [1, 2]);
        assert_eq!(columns(&sessions, 3, 2, 3), []);
    }

    #[test]
    fn products_alike_speak_for_one_another_where_nothing_surer_does() {
        // Two visitors of 0 looked at different products, which are like 3; and one visitor of 4 at one that is like 3.
        let sessions = Sessions::read(&log_of(&[&[0, 1], &[0, 2], &[4, 5]]));
        let mut alike = vec![Vec::new(); 9];
        (alike[1], alike[2], alike[5]) = (vec![(3, 0.8)], vec![(3, 0.4)], vec![(3, 0.9)]);
        let fill = FillOptions { alike: Alike(std::sync::Arc::new(alike)), ..FillOptions::default() };
        let options = ViewedNextOptions { minimum_support: 2, fill, ..ViewedNextOptions::default() };
        let rows = counted_rows(&sessions, 9, &options, 1);
        let columns = |row: usize| rows[row].iter().map(|cell| cell.0).collect::<Vec<_>>();
        assert_eq!((columns(0), columns(4)), (vec![3], vec![]));
    }

    #[test]
    fn one_customer_in_many_sessions_is_one_visitor_and_bounded() {
        let mut log = log_of(&[&[0, 1][..]; 300]);
        log.events.iter_mut().for_each(|event| event.customer = Some(CustomerKey(7)));
        let sessions = Sessions::read(&log);
        assert_eq!(columns(&sessions, 0, 2, 3), []);
        let options = ViewedNextOptions { recency: None, session_length_power: 0.0, ..ViewedNextOptions::default() };
        assert_eq!(counted_rows(&sessions, 2, &options, 1)[0], [(1, options.most_a_visitor as f32)]);
    }

    #[test]
    fn density_chooses_what_costs_little() {
        let dense: Vec<&[u32]> = vec![&[0, 1, 2]; 40];
        let sparse: Vec<Vec<u32>> = (0..40).map(|number| vec![number * 2, number * 2 + 1]).collect();
        let sparse: Vec<&[u32]> = sparse.iter().map(Vec::as_slice).collect();
        let threshold =
            |sessions: &[&[u32]]| Density::of(&Sessions::read(&log_of(sessions)), 80, &ViewedNextOptions::default(), 1).threshold();
        assert_eq!((threshold(&dense), threshold(&sparse), threshold(&[])), (10, 1, 1));
    }

    #[test]
    fn the_merchant_has_the_last_word() {
        let sessions = Sessions::read(&log_of(&[&[0, 1], &[2, 3]]));
        let options = TrainingOptions { support: Support::AtLeast(3), ..TrainingOptions::default() };
        let (settled, report) = settle(&sessions, 4, &options, 1);
        assert_eq!([settled.viewed_next.minimum_support, settled.also_viewed.minimum_support, report.minimum], [3; 3]);
        assert!(report.asked_for);
        let (settled, _) = settle(&sessions, 4, &TrainingOptions::default(), 1);
        assert_eq!([settled.viewed_next.minimum_support, settled.also_viewed.minimum_support], [1, 2]);
    }

    proptest! {
        #[test]
        fn what_too_few_looked_at_is_in_no_list(
            paths in prop::collection::vec(prop::collection::vec(0_u32..9, 1..8), 1..30),
            customers in prop::collection::vec(0_u64..6, 30),
            minimum_support in 2_u32..4,
        ) {
            let slices: Vec<&[u32]> = paths.iter().map(Vec::as_slice).collect();
            let mut log = log_of(&slices);
            let mut visitors = vec![std::collections::BTreeSet::new(); 9];
            for event in &mut log.events {
                let customer = customers[event.session.0 as usize];
                event.customer = Some(CustomerKey(customer));
                visitors[event.product.unwrap().0 as usize].insert(customer);
            }
            let rows = viewed_next(&Sessions::read(&log), 9, &ViewedNextOptions { minimum_support, ..ViewedNextOptions::default() }, 1);
            for (row, cells) in rows.iter().enumerate() {
                for item in cells.iter().map(|cell| cell.0 as usize).chain((!cells.is_empty()).then_some(row)) {
                    prop_assert!(visitors[item].len() >= minimum_support as usize, "{item} is in the row of {row}: {cells:?}");
                }
            }
        }
    }
}
