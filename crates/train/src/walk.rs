//! Smoothing of pair counts by a short random walk, and pruning.
//!
//! `W = A + rowsum(A)·(h2·P² + h3·P³)` with `P` the row-stochastic matrix of the heaviest cells of `A`: an item also leads to what its
//! neighbours lead to. After Choi et al., "S-Walk: accurate and scalable session-based recommendation with random walks" (WSDM 2022).

use crate::options::ViewedNextOptions;
use crate::parallel::map_rows;
use crate::sparse::{Cell, DenseRow, Matrix, keep_heaviest, row_sum};
use crate::viewed_next::popularity_factors;

/// Cells of the two-step row that take a third step; the rest weighs too little to matter.
const THIRD_STEP_WIDTH: usize = 200;

/// Rows of the smoothed relation, the heaviest `widths[row]` cells each, heaviest first; rows of width 0 cost nothing.
pub fn smooth(matrix: &Matrix, popularity: &[f32], widths: &[usize], options: &ViewedNextOptions, threads: usize) -> Vec<Vec<Cell>> {
    let items = matrix.rows();
    let steps = if walks(options) { stochastic(matrix, options.walk_width) } else { Matrix::default() };
    let column_factor = popularity_factors(popularity, options.popularity_power);
    // w^p·c has the order of w·c^(1/p), which spares a power for every cell that is not kept.
    let order_factor = popularity_factors(popularity, options.popularity_power / options.power.max(f32::MIN_POSITIVE));
    let factor = |factors: &[f32], column: u32| factors.get(column as usize).copied().unwrap_or(1.0);
    map_rows(
        items,
        threads,
        || (DenseRow::new(items), Vec::new()),
        |(dense, reached), row| {
            let width = widths.get(row).copied().unwrap_or(0);
            let own = matrix.row(row);
            let sum = row_sum(own);
            if sum <= 0.0 || width == 0 {
                return Vec::new();
            }
            walk_row(&steps, row, sum, options, dense, reached);
            dense.add_row(1.0, own);
            let mut cells = Vec::new();
            dense.take_into(&mut cells);
            cells.retain(|cell| cell.0 as usize != row);
            for (column, weight) in &mut cells {
                *weight *= factor(&order_factor, *column);
            }
            cells.retain(|cell| cell.1 > 0.0 && cell.1.is_finite());
            keep_heaviest(&mut cells, width);
            for (column, weight) in &mut cells {
                *weight = libm::powf(*weight / factor(&order_factor, *column), options.power) * factor(&column_factor, *column);
            }
            cells.retain(|cell| cell.1 > 0.0 && cell.1.is_finite());
            // Rounding may have turned neighbours that are all but level.
            keep_heaviest(&mut cells, width);
            cells.shrink_to_fit();
            cells
        },
    )
}

fn walks(options: &ViewedNextOptions) -> bool {
    options.two_steps > 0.0 || options.three_steps > 0.0
}

/// Adds what two and three steps from a row reach; `reached` is scratch.
fn walk_row(steps: &Matrix, row: usize, sum: f32, options: &ViewedNextOptions, dense: &mut DenseRow, reached: &mut Vec<Cell>) {
    for &(middle, share) in steps.row(row) {
        dense.add_row(share, steps.row(middle as usize));
    }
    dense.take_into(reached);
    if options.three_steps > 0.0 {
        // The heaviest come to the front; the rest keeps its place for the two-step share.
        if reached.len() > THIRD_STEP_WIDTH {
            reached.select_nth_unstable_by(THIRD_STEP_WIDTH, |left, right| right.1.total_cmp(&left.1).then(left.0.cmp(&right.0)));
        }
        for &(middle, share) in reached.iter().take(THIRD_STEP_WIDTH) {
            dense.add_row(share * options.three_steps * sum, steps.row(middle as usize));
        }
    }
    dense.add_row(options.two_steps * sum, reached);
}

/// Cells that [`smooth`] adds up for rows of a width above 0, about: what it costs, known beforehand.
pub fn walk_work(matrix: &Matrix, widths: &[usize], options: &ViewedNextOptions) -> u64 {
    let walked = |row: usize| matrix.row(row).len().min(options.walk_width) as u64;
    let rows = || (0..matrix.rows()).filter(|&row| widths.get(row).is_some_and(|&width| width > 0));
    if !walks(options) {
        return rows().map(|row| matrix.row(row).len() as u64).sum();
    }
    let mean = (0..matrix.rows()).map(walked).sum::<u64>() / matrix.rows().max(1) as u64;
    let second = |row: usize| -> u64 { matrix.row(row).iter().take(options.walk_width).map(|cell| walked(cell.0 as usize)).sum() };
    let third = |second: u64| if options.three_steps > 0.0 { second.min(THIRD_STEP_WIDTH as u64) * mean } else { 0 };
    rows().map(|row| second(row) + third(second(row))).sum()
}

/// The heaviest `width` cells of each row, divided by their sum.
pub fn stochastic(matrix: &Matrix, width: usize) -> Matrix {
    let rows: Vec<Vec<Cell>> = (0..matrix.rows())
        .map(|row| {
            let cells = matrix.row(row);
            let heaviest = cells.get(..width.min(cells.len())).unwrap_or_default();
            let sum = row_sum(heaviest);
            heaviest.iter().map(|&(column, weight)| (column, weight / sum)).collect()
        })
        .collect();
    Matrix::from_rows(&rows)
}

/// A cell of the walk, with its parts apart.
#[derive(Clone, Copy, Debug)]
pub struct Reached {
    /// The column.
    pub column: u32,
    /// What [`smooth`] adds up to, before powers.
    pub weight: f32,
    /// Shares of the row that lead there by a pair, in two steps and in three.
    pub shares: [f32; 3],
}

/// Scratch for rows of the walk with their parts apart.
pub struct Reach {
    dense: DenseRow,
    cells: [Vec<Cell>; 3],
    places: Vec<u32>,
}

impl Reach {
    /// Scratch for this many columns.
    pub fn new(columns: usize) -> Reach {
        Reach { dense: DenseRow::new(columns), cells: Default::default(), places: vec![u32::MAX; columns] }
    }

    /// All cells that up to three steps from a row reach, in no particular order; `steps` is the stochastic matrix of `matrix`.
    pub fn row(&mut self, matrix: &Matrix, steps: &Matrix, row: usize, options: &ViewedNextOptions) -> Vec<Reached> {
        let own = matrix.row(row);
        let sum = row_sum(own);
        if sum <= 0.0 {
            return Vec::new();
        }
        let [pairs, second, third] = &mut self.cells;
        pairs.clear();
        pairs.extend(own.iter().map(|&(column, weight)| (column, weight / sum)));
        for &(middle, share) in steps.row(row) {
            self.dense.add_row(share, steps.row(middle as usize));
        }
        self.dense.take_into(second);
        if second.len() > THIRD_STEP_WIDTH {
            second.select_nth_unstable_by(THIRD_STEP_WIDTH, |left, right| right.1.total_cmp(&left.1).then(left.0.cmp(&right.0)));
        }
        for &(middle, share) in second.iter().take(THIRD_STEP_WIDTH) {
            self.dense.add_row(share, steps.row(middle as usize));
        }
        self.dense.take_into(third);
        let mut reached: Vec<Reached> = Vec::with_capacity(third.len());
        for (part, (cells, factor)) in self.cells.iter().zip([1.0, options.two_steps, options.three_steps]).enumerate() {
            for &(column, share) in cells.iter().filter(|cell| cell.0 as usize != row) {
                let Some(place) = self.places.get_mut(column as usize) else { continue };
                if *place == u32::MAX {
                    *place = reached.len() as u32;
                    reached.push(Reached { column, weight: 0.0, shares: [0.0; 3] });
                }
                if let Some(cell) = reached.get_mut(*place as usize) {
                    cell.weight += sum * factor * share;
                    cell.shares[part] = share;
                }
            }
        }
        for cell in &reached {
            if let Some(place) = self.places.get_mut(cell.column as usize) {
                *place = u32::MAX;
            }
        }
        reached
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chain(options: &ViewedNextOptions) -> Vec<Vec<Cell>> {
        let matrix = Matrix::from_rows(&[vec![(1, 1.0)], vec![(2, 1.0)], vec![(3, 1.0)], vec![]]);
        smooth(&matrix, &[1.0; 4], &[10; 4], options, 1)
    }

    fn columns(cells: &[Cell]) -> Vec<u32> {
        cells.iter().map(|cell| cell.0).collect()
    }

    #[test]
    fn the_walk_reaches_what_neighbours_lead_to() {
        let rows = chain(&ViewedNextOptions { two_steps: 0.5, three_steps: 0.2, ..ViewedNextOptions::default() });
        assert_eq!(columns(&rows[0]), [1, 2, 3]);
        assert_eq!(columns(&rows[2]), [3]);
        assert!(rows[3].is_empty());
    }

    #[test]
    fn without_shares_nothing_is_smoothed() {
        let rows = chain(&ViewedNextOptions { two_steps: 0.0, three_steps: 0.0, ..ViewedNextOptions::default() });
        assert_eq!(columns(&rows[0]), [1]);
    }

    #[test]
    fn the_parts_of_a_walk_add_up_to_the_smoothed_row() {
        let matrix = Matrix::from_rows(&[vec![(1, 2.0), (2, 1.0)], vec![(2, 1.0), (0, 0.5)], vec![(3, 1.0)], vec![(1, 0.3)]]);
        let options = ViewedNextOptions { power: 1.0, popularity_power: 0.0, ..ViewedNextOptions::default() };
        let smoothed = smooth(&matrix, &[1.0; 4], &[10; 4], &options, 1);
        let (steps, mut reach) = (stochastic(&matrix, options.walk_width), Reach::new(4));
        for (row, cells) in smoothed.iter().enumerate() {
            let reached = reach.row(&matrix, &steps, row, &options);
            assert_eq!(reached.len(), cells.len());
            for (column, weight) in cells {
                let found = reached.iter().find(|cell| cell.column == *column).unwrap();
                assert!((found.weight - weight).abs() < 1e-5);
            }
        }
    }
}
