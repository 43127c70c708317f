//! Sparse rows of `f32`, made from single cells and summed through a dense scratch row.

/// One cell of a row: the column and its weight.
pub type Cell = (u32, f32);

/// A square matrix in compressed sparse rows.
#[derive(Clone, Debug, Default)]
pub struct Matrix {
    starts: Vec<usize>,
    cells: Vec<Cell>,
}

impl Matrix {
    /// Joins rows.
    pub fn from_rows(rows: &[Vec<Cell>]) -> Matrix {
        let mut matrix = Matrix { starts: Vec::with_capacity(rows.len() + 1), cells: Vec::with_capacity(rows.iter().map(Vec::len).sum()) };
        matrix.starts.push(0);
        for row in rows {
            matrix.cells.extend_from_slice(row);
            matrix.starts.push(matrix.cells.len());
        }
        matrix
    }

    /// The cells of one row; empty beyond the last row.
    pub fn row(&self, row: usize) -> &[Cell] {
        match (self.starts.get(row), self.starts.get(row + 1)) {
            (Some(&first), Some(&end)) => self.cells.get(first..end).unwrap_or_default(),
            _ => &[],
        }
    }

    /// Number of rows.
    pub fn rows(&self) -> usize {
        self.starts.len().saturating_sub(1)
    }
}

/// Sorts `(row, value)` entries into rows with one counting pass and one filling pass.
///
/// `produce` is called twice and must give the same entries both times; within a row they keep their order.
pub struct Buckets<Value> {
    starts: Vec<usize>,
    values: Vec<Value>,
}

impl<Value: Copy + Default> Buckets<Value> {
    /// Collects the entries that `produce` hands over; rows beyond `rows` are left out.
    pub fn collect(rows: usize, mut produce: impl FnMut(&mut dyn FnMut(u32, Value))) -> Buckets<Value> {
        let mut starts = vec![0_usize; rows + 1];
        produce(&mut |row, _| {
            if let Some(count) = starts.get_mut(row as usize + 1) {
                *count += 1;
            }
        });
        for row in 0..rows {
            starts[row + 1] += starts[row];
        }
        let mut next: Vec<usize> = starts[..rows].to_vec();
        let mut values = vec![Value::default(); starts[rows]];
        produce(&mut |row, value| {
            if let Some(place) = next.get_mut(row as usize) {
                if let Some(slot) = values.get_mut(*place) {
                    *slot = value;
                }
                *place += 1;
            }
        });
        Buckets { starts, values }
    }

    /// The entries of one row.
    pub fn row(&self, row: usize) -> &[Value] {
        match (self.starts.get(row), self.starts.get(row + 1)) {
            (Some(&first), Some(&end)) => self.values.get(first..end).unwrap_or_default(),
            _ => &[],
        }
    }
}

/// A dense row that remembers which columns it touched, so that clearing costs what filling did.
pub struct DenseRow {
    sums: Vec<f32>,
    touched: Vec<u32>,
}

impl DenseRow {
    /// A row of zeros.
    pub fn new(columns: usize) -> DenseRow {
        DenseRow { sums: vec![0.0; columns], touched: Vec::new() }
    }

    /// Adds a weight above zero to a column; other weights do nothing.
    #[inline]
    pub fn add(&mut self, column: u32, weight: f32) {
        if weight <= 0.0 {
            return;
        }
        if let Some(sum) = self.sums.get_mut(column as usize) {
            if *sum == 0.0 {
                self.touched.push(column);
            }
            *sum += weight;
        }
    }

    /// Adds a multiple of a row.
    #[inline]
    pub fn add_row(&mut self, factor: f32, cells: &[Cell]) {
        for &(column, weight) in cells {
            self.add(column, factor * weight);
        }
    }

    /// Moves the sums out into `cells`, in no particular order, and clears the row.
    pub fn take_into(&mut self, cells: &mut Vec<Cell>) {
        cells.clear();
        for &column in &self.touched {
            if let Some(sum) = self.sums.get_mut(column as usize) {
                cells.push((column, *sum));
                *sum = 0.0;
            }
        }
        self.touched.clear();
    }
}

/// Keeps the `count` heaviest cells, heaviest first; equal weights by column.
pub fn keep_heaviest(cells: &mut Vec<Cell>, count: usize) {
    let heavier = |left: &Cell, right: &Cell| right.1.total_cmp(&left.1).then(left.0.cmp(&right.0));
    if count == 0 {
        cells.clear();
        return;
    }
    if cells.len() > count {
        cells.select_nth_unstable_by(count - 1, heavier);
        cells.truncate(count);
    }
    cells.sort_unstable_by(heavier);
}

/// Sum of a row's weights.
pub fn row_sum(cells: &[Cell]) -> f32 {
    cells.iter().map(|&(_, weight)| weight).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn heaviest_cells_come_first_and_ties_go_by_column() {
        let mut cells = vec![(4, 1.0), (2, 3.0), (9, 1.0), (1, 2.0)];
        keep_heaviest(&mut cells, 3);
        assert_eq!(cells, [(2, 3.0), (1, 2.0), (4, 1.0)]);
        keep_heaviest(&mut cells, 0);
        assert!(cells.is_empty());
    }

    #[test]
    fn a_dense_row_sums_and_clears() {
        let mut dense = DenseRow::new(5);
        dense.add_row(2.0, &[(1, 1.0), (3, 0.5)]);
        dense.add(3, 1.0);
        dense.add(99, 1.0);
        let mut cells = Vec::new();
        dense.take_into(&mut cells);
        assert_eq!(cells, [(1, 2.0), (3, 2.0)]);
        dense.take_into(&mut cells);
        assert!(cells.is_empty());
    }

    #[test]
    fn buckets_keep_the_order_within_a_row() {
        let buckets = Buckets::collect(3, |give| {
            for (row, value) in [(2, 5), (0, 7), (2, 4), (8, 1)] {
                give(row, value);
            }
        });
        assert_eq!(buckets.row(2), [5, 4]);
        assert_eq!(buckets.row(0), [7]);
        assert!(buckets.row(1).is_empty());
    }

    #[test]
    fn a_matrix_gives_its_rows_back() {
        let matrix = Matrix::from_rows(&[vec![(1, 1.0)], vec![], vec![(0, 2.0), (1, 3.0)]]);
        assert_eq!(matrix.rows(), 3);
        assert_eq!(matrix.row(2), [(0, 2.0), (1, 3.0)]);
        assert!(matrix.row(7).is_empty());
    }
}
