//! Linear item-to-item models fitted in closed form, without ever holding a matrix of items by items.
//!
//! The papers invert (G + λI), a dense matrix of items by items: 7 GB and 10¹⁴ operations at 43,097 items. G is sparse, and so is, nearly,
//! every row of the inverse; so each row is solved for alone ([`ridge`]), and of each row of the model the largest entries are kept.

mod co_occurrence;
mod ridge;
pub(super) mod s_walk;
pub(super) mod slist;

use crate::score_list::ScoreList;

/// Weights below this one count as nothing.
const NOTHING: f64 = 1e-3;

/// A sparse row: items with their weights, by item.
type Row = Vec<(u32, f32)>;

/// Adds numbers up by item.
struct Sums {
    values: Vec<f64>,
    touched: Vec<u32>,
    is_touched: Vec<bool>,
}

impl Sums {
    fn new(items: usize) -> Sums {
        Sums { values: vec![0.0; items], touched: Vec::new(), is_touched: vec![false; items] }
    }

    fn add(&mut self, item: u32, weight: f64) {
        let number = item as usize;
        if let (Some(sum), Some(is_touched)) = (self.values.get_mut(number), self.is_touched.get_mut(number)) {
            *sum += weight;
            if !*is_touched {
                *is_touched = true;
                self.touched.push(item);
            }
        }
    }

    fn add_row(&mut self, row: &[(u32, f32)], factor: f64) {
        for (item, weight) in row {
            self.add(*item, factor * f64::from(*weight));
        }
    }

    /// Takes the sums out, in the order in which items were first touched.
    fn drain(&mut self) -> impl Iterator<Item = (u32, f64)> + '_ {
        let Sums { values, touched, is_touched } = self;
        touched.drain(..).map(|item| {
            if let Some(is_touched) = is_touched.get_mut(item as usize) {
                *is_touched = false;
            }
            (item, values.get_mut(item as usize).map_or(0.0, std::mem::take))
        })
    }
}

/// The `limit` largest positive entries, by item.
fn largest(entries: impl Iterator<Item = (u32, f64)>, limit: usize) -> Row {
    let mut row: Row = entries.filter(|(_, weight)| *weight > 0.0).map(|(item, weight)| (item, weight as f32)).collect();
    if row.len() > limit {
        row.select_nth_unstable_by(limit, |left, right| right.1.total_cmp(&left.1).then(left.0.cmp(&right.0)));
        row.truncate(limit);
    }
    row.sort_unstable_by_key(|(item, _)| *item);
    row
}

/// Scores by the rows of the session's clicks, the newest weighing 1 and earlier ones less by e^(−1/decay) a click.
fn score(rows: &[Row], path: &[u32], decay: f64, sums: &mut Sums, scores: &mut ScoreList) {
    for (clicks, item) in path.iter().rev().enumerate() {
        let weight = libm::exp(-(clicks as f64) / decay);
        if weight < NOTHING {
            break;
        }
        sums.add_row(rows.get(*item as usize).map(Vec::as_slice).unwrap_or_default(), weight);
    }
    for (item, sum) in sums.drain() {
        scores.push(item, sum);
    }
}

/// Bytes of rows as a server holds them: an item's number and its weight, and where each row begins.
fn bytes(rows: &[Row]) -> usize {
    rows.iter().map(|row| 4 + 8 * row.len()).sum()
}
