//! Smoothing of pair counts by a short random walk, and pruning.
//!
//! `W = A + rowsum(A)·(h2·P² + h3·P³)` with `P` the row-stochastic matrix of the heaviest cells of `A`: an item also leads to what its
//! neighbours lead to. After Choi et al., "S-Walk: accurate and scalable session-based recommendation with random walks" (WSDM 2022).

use crate::options::ViewedNextOptions;
use crate::parallel::map_rows;
use crate::sparse::{Cell, DenseRow, Matrix, keep_heaviest, row_sum};

/// Cells of the two-step row that take a third step; the rest weighs too little to matter.
const THIRD_STEP_WIDTH: usize = 200;

/// Rows of the smoothed relation, the heaviest `widths[row]` cells each, heaviest first.
pub fn smooth(matrix: &Matrix, popularity: &[f32], widths: &[usize], options: &ViewedNextOptions, threads: usize) -> Vec<Vec<Cell>> {
    let items = matrix.rows();
    let steps = stochastic(matrix, options.walk_width);
    let column_factor: Vec<f32> = popularity.iter().map(|count| libm::powf(count + 1.0, -options.popularity_power)).collect();
    map_rows(
        items,
        threads,
        || (DenseRow::new(items), Vec::new()),
        |(dense, reached), row| {
            let own = matrix.row(row);
            let sum = row_sum(own);
            if sum <= 0.0 {
                return Vec::new();
            }
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
            dense.add_row(1.0, own);
            let mut cells = Vec::new();
            dense.take_into(&mut cells);
            cells.retain(|cell| cell.0 as usize != row);
            for (column, weight) in &mut cells {
                *weight = libm::powf(*weight, options.power) * column_factor.get(*column as usize).copied().unwrap_or(1.0);
            }
            cells.retain(|cell| cell.1 > 0.0 && cell.1.is_finite());
            keep_heaviest(&mut cells, widths.get(row).copied().unwrap_or(0));
            cells.shrink_to_fit();
            cells
        },
    )
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
