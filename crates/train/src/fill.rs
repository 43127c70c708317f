//! What fills the gaps that a support threshold tears.
//!
//! Most pairs of a sparse log have one visitor each, and dropping them costs far more than their number says: the walk loses its bridges. But
//! a weaker statement often has the visitors that the pair lacks: that so many visitors of a product went on to *this product or one that
//! surely goes with it*. That is what fills a row: a column counts with all visitors of the row's product who looked at it or at one of its
//! sure neighbours, and is kept from the same number of visitors on. What is kept is sure from then on, so the next round reaches further.
//! It is the walk's own idea ([`crate::walk`]), with the threshold behind its first step instead of before it.
//!
//! A product that few looked at has few sure neighbours or none. As far as it has too few, products alike in text, category, brand and price
//! stand in for them ([`crate::similar`]): what a catalogue says of two products names no visitor.

use crate::options::{FillOptions, ViewedNextOptions};
use crate::parallel::map_rows;
use crate::sparse::{Cell, DenseRow, keep_heaviest, row_sum};
use crate::support::{Pair, Tally};

/// Rows of `counted` with what enough visitors say around their columns. `backed` are all pairs, with those of a visitor together.
pub fn around(backed: &[Vec<Pair>], counted: &[Vec<Cell>], options: &ViewedNextOptions, threads: usize) -> Vec<Vec<Cell>> {
    let items = counted.len();
    let mut sure = counted.to_vec();
    // A row is filled as far as it was torn: what lost nothing stays as it was counted.
    let lost: Vec<f32> = backed
        .iter()
        .zip(counted)
        .map(|(pairs, cells)| 1.0 - row_sum(cells) / pairs.iter().map(|pair| pair.weight).sum::<f32>().max(f32::MIN_POSITIVE))
        .collect();
    for _ in 0..options.fill.rounds {
        let steps = map_rows(items, threads, || (), |(), row| neighbours(sure.get(row), options.fill.alike.0.get(row), &options.fill));
        let forwards = map_rows(
            items,
            threads,
            || Tally::new(items),
            |tally, row| {
                for pair in backed.get(row).map_or(&[][..], Vec::as_slice) {
                    tally.add(pair.column, pair.weight, pair.visitor);
                    if pair.weight <= 0.0 {
                        continue;
                    }
                    for &(column, share) in steps.get(pair.column as usize).map_or(&[][..], Vec::as_slice) {
                        tally.add(column, pair.weight * share, pair.visitor);
                    }
                }
                let mut cells = tally.take(options.minimum_support);
                cells.retain(|cell| cell.0 as usize != row);
                keep_heaviest(&mut cells, options.kept);
                cells
            },
        );
        // A pair may have too few visitors seen from one side and enough seen from the other.
        let mut backwards: Vec<Vec<Cell>> = vec![Vec::new(); items];
        for (row, cells) in forwards.iter().enumerate() {
            for &(column, weight) in cells {
                if let Some(cells) = backwards.get_mut(column as usize) {
                    cells.push((row as u32, weight));
                }
            }
        }
        sure = map_rows(
            items,
            threads,
            || DenseRow::new(items),
            |dense, row| {
                let cells = |rows: &[Vec<Cell>]| rows.get(row).map_or(Vec::new(), Clone::clone);
                let share = options.fill.share * lost.get(row).copied().unwrap_or(0.0);
                dense.add_row(share, &cells(&forwards));
                dense.add_row(share * options.backward, &cells(&backwards));
                dense.add_row(1.0, &cells(counted));
                let mut cells = Vec::new();
                dense.take_into(&mut cells);
                keep_heaviest(&mut cells, options.kept);
                cells
            },
        );
    }
    sure
}

/// Sure neighbours that a product needs to do without those alike.
const ENOUGH: usize = 10;

/// Who speaks for a product: its sure neighbours, and those alike in content as far as there are too few.
fn neighbours(sure: Option<&Vec<Cell>>, alike: Option<&Vec<Cell>>, options: &FillOptions) -> Vec<Cell> {
    let mut cells = heaviest_shares(sure, options.reach);
    let missing = ENOUGH.saturating_sub(cells.len()) as f32 / ENOUGH as f32;
    let share = options.alike_share * missing;
    if share > 0.0 {
        cells.extend(heaviest_shares(alike, options.reach).into_iter().map(|(column, weight)| (column, share * weight)));
    }
    cells
}

/// The heaviest cells of a row, divided by their sum.
fn heaviest_shares(cells: Option<&Vec<Cell>>, width: usize) -> Vec<Cell> {
    let mut cells = cells.cloned().unwrap_or_default();
    keep_heaviest(&mut cells, width);
    let sum = row_sum(&cells).max(f32::MIN_POSITIVE);
    for cell in &mut cells {
        cell.1 /= sum;
    }
    cells
}
