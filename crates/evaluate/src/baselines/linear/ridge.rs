//! One row at a time of the ridge regression B = (G + λI)⁻¹C.

use super::co_occurrence::CoOccurrence;
use super::{Row, Sums, largest};
use std::collections::VecDeque;

/// What is left of the right-hand side's 1 when an item is taken for settled.
const TOLERANCE: f64 = 1e-4;

/// Steps on one row, at most, in visits of an item; it is far from being reached.
const MOST_STEPS: usize = 1_000_000;

/// Solves for rows.
pub(super) struct Solver<'a> {
    pairs: &'a CoOccurrence,
    ridge: f64,
    solution: Sums,
    residual: Vec<f64>,
    waiting: Vec<bool>,
    queue: VecDeque<u32>,
    sums: Sums,
}

impl<'a> Solver<'a> {
    pub(super) fn new(pairs: &'a CoOccurrence, ridge: f64, items: usize) -> Solver<'a> {
        Solver {
            pairs,
            ridge,
            solution: Sums::new(items),
            residual: vec![0.0; items],
            waiting: vec![false; items],
            queue: VecDeque::new(),
            sums: Sums::new(items),
        }
    }

    /// The `limit` largest positive entries of B's row.
    ///
    /// G is symmetric, so row i of the inverse solves (G + λI) p = eᵢ. Gauss and Seidel's step (take the residual of one item to 0 by its own entry)
    /// is made wherever the residual is above the tolerance: G + λI is positive definite, so this converges, and it touches only items near i.
    pub(super) fn row(&mut self, item: u32, limit: usize) -> Row {
        self.solve(item);
        let Solver { pairs, solution, sums, .. } = self;
        for (through, weight) in solution.drain() {
            for entry in pairs.row(through) {
                sums.add(entry.column, weight * f64::from(entry.target));
            }
        }
        largest(sums.drain(), limit)
    }

    fn solve(&mut self, item: u32) {
        let Solver { pairs, ridge, solution, residual, waiting, queue, .. } = self;
        let mut touched = vec![item];
        if let Some(residual) = residual.get_mut(item as usize) {
            *residual = 1.0;
        }
        queue.push_back(item);
        for _ in 0..MOST_STEPS {
            let Some(next) = queue.pop_front() else { break };
            if let Some(waiting) = waiting.get_mut(next as usize) {
                *waiting = false;
            }
            let left = residual.get(next as usize).copied().unwrap_or(0.0);
            if left.abs() < TOLERANCE {
                continue;
            }
            let step = left / (pairs.own(next) + *ridge);
            solution.add(next, step);
            for entry in pairs.row(next) {
                let column = entry.column as usize;
                let (Some(residual), Some(waiting)) = (residual.get_mut(column), waiting.get_mut(column)) else { continue };
                if *residual == 0.0 {
                    touched.push(entry.column);
                }
                *residual -= step * f64::from(entry.gram);
                if entry.column == next {
                    *residual = 0.0;
                } else if residual.abs() >= TOLERANCE && !*waiting {
                    *waiting = true;
                    queue.push_back(entry.column);
                }
            }
        }
        queue.clear();
        for item in touched {
            if let (Some(residual), Some(waiting)) = (residual.get_mut(item as usize), waiting.get_mut(item as usize)) {
                *residual = 0.0;
                *waiting = false;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Solver;
    use crate::baselines::Occurrences;
    use crate::baselines::linear::co_occurrence::{CoOccurrence, Shape};

    /// The papers' way on a small log: dense lines of inputs and targets, and elimination.
    fn dense(paths: &[Vec<u32>], items: usize, shape: Shape, ridge: f64) -> Vec<Vec<f64>> {
        let mut lines: Vec<(f64, Vec<f64>, Vec<f64>)> = Vec::new();
        for path in paths {
            let different = path.iter().collect::<std::collections::BTreeSet<_>>();
            let set = |value: f64| (0..items as u32).map(|item| if different.contains(&item) { value } else { 0.0 }).collect();
            lines.push((shape.sets, set(1.0 / different.len() as f64), set(1.0)));
            for last in 0..path.len() - 1 {
                let (mut input, mut target) = (vec![0.0; items], vec![0.0; items]);
                for (place, item) in path.iter().enumerate() {
                    if place <= last {
                        input[*item as usize] += (-((last - place) as f64) / shape.input_decay).exp();
                    } else {
                        target[*item as usize] += (-((place - last - 1) as f64) / shape.target_decay).exp();
                    }
                }
                let sum: f64 = input.iter().sum();
                lines.push((1.0 - shape.sets, input.iter().map(|weight| weight / sum).collect(), target));
            }
        }
        let mut left = vec![vec![0.0; items]; items];
        let mut right = left.clone();
        for (weight, input, target) in &lines {
            for row in 0..items {
                for column in 0..items {
                    left[row][column] += weight * input[row] * input[column];
                    right[row][column] += weight * input[row] * target[column];
                }
            }
        }
        for (item, row) in left.iter_mut().enumerate() {
            row[item] += ridge;
        }
        for pivot in 0..items {
            let scale = left[pivot][pivot];
            left[pivot].iter_mut().chain(&mut right[pivot]).for_each(|cell| *cell /= scale);
            for row in (0..items).filter(|row| *row != pivot) {
                let factor = left[row][pivot];
                for column in 0..items {
                    left[row][column] -= factor * left[pivot][column];
                    right[row][column] -= factor * right[pivot][column];
                }
            }
        }
        right
    }

    #[test]
    fn rows_are_those_of_the_dense_solution() {
        let paths: Vec<Vec<u32>> =
            (0..60_u32).map(|session| (0..2 + session % 5).map(|step| (session * 7 + step * step * 3) % 11).collect()).collect();
        let sessions = paths.iter().map(|path| (path.clone(), 0.0)).collect();
        let shape = Shape { sets: 0.3, input_decay: 0.8, target_decay: 1.5, session_days: 9.0 };
        let pairs = CoOccurrence::of(&Occurrences::of_paths(sessions, 11), shape);
        let expected = dense(&paths, 11, shape, 0.7);
        let mut solver = Solver::new(&pairs, 0.7, 11);
        for item in 0..11 {
            let mut found = [0.0; 11];
            for (column, weight) in solver.row(item, 11) {
                found[column as usize] = f64::from(weight);
            }
            for (found, expected) in found.iter().zip(&expected[item as usize]) {
                assert!((found - expected.max(0.0)).abs() < 2e-3, "item {item}: {found} is not {expected}");
            }
        }
    }

    #[test]
    fn an_item_without_sessions_has_an_empty_row() {
        let shape = Shape { sets: 0.3, input_decay: 0.8, target_decay: 1.5, session_days: 9.0 };
        let pairs = CoOccurrence::of(&Occurrences::of_paths(vec![(vec![0, 1], 0.0)], 3), shape);
        assert!(Solver::new(&pairs, 1.0, 3).row(2, 9).is_empty());
    }
}
