//! Weights into 4 bits with a scale a row, and a table of levels that all rows of a relation share.
//!
//! The levels have the least squared error for the weights relative to their row's strongest one, found exactly by dynamic programming
//! (Wang and Song, "Ckmeans.1d.dp: optimal k-means clustering in one dimension", 2011). The highest level stays at 1.

use vitrine_format::{Entry, ItemIndex, Relation, RelationPart, Row, Scale};

use crate::sparse::Cell;

/// Bins of the histogram that the levels are fitted to.
const BINS: usize = 512;

/// The largest number that a [`Scale`] stands for.
const LARGEST_SCALE: f64 = 1_015_808.0;

/// Quantises rows of a relation; in each the columns are item numbers, all different, in any order, with weights above zero.
///
/// Weights are first brought to the relation's own unit, in which the median of the row maxima is 1.
/// `None` where every row is empty.
pub fn quantise(relation: Relation, rows: &[Vec<Cell>]) -> Option<RelationPart> {
    let mut maxima: Vec<f32> = rows.iter().map(|cells| row_maximum(cells)).filter(|&maximum| maximum > 0.0).collect();
    maxima.sort_by(f32::total_cmp);
    let median = f64::from(*maxima.get(maxima.len() / 2)?);
    let unit = (f64::from(*maxima.last()?) / median / LARGEST_SCALE) as f32;
    let scales: Vec<Scale> = rows.iter().map(|cells| Scale::nearest(f64::from(row_maximum(cells)) / median / f64::from(unit))).collect();
    let levels = fit_levels(rows);
    let bounds = midpoints(&levels);
    let rows = rows.iter().zip(&scales).map(|(cells, &scale)| quantise_row(cells, scale, &bounds)).collect();
    Some(RelationPart { relation, unit, levels, rows })
}

/// The strongest weight of a row; 0 for none.
fn row_maximum(cells: &[Cell]) -> f32 {
    cells.iter().map(|cell| cell.1).fold(0.0, f32::max)
}

fn quantise_row(cells: &[Cell], scale: Scale, bounds: &[f32; 15]) -> Row {
    let maximum = row_maximum(cells);
    let entry = |&(column, weight): &Cell| {
        let ratio = weight / maximum;
        Entry { item: ItemIndex(column), level: bounds.partition_point(|&bound| bound <= ratio) as u8 }
    };
    let mut entries: Vec<Entry> = cells.iter().map(entry).collect();
    entries.sort_unstable_by_key(|entry| entry.item);
    Row { scale, entries }
}

/// Where one level ends and the next begins.
fn midpoints(levels: &[f32; 16]) -> [f32; 15] {
    let mut bounds = [0.0; 15];
    for (bound, pair) in bounds.iter_mut().zip(levels.windows(2)) {
        *bound = pair.iter().sum::<f32>() / 2.0;
    }
    bounds
}

/// Levels for the weights of these rows, each relative to its row's maximum: ascending, above 0, the last one 1.
fn fit_levels(rows: &[Vec<Cell>]) -> [f32; 16] {
    let mut counts = [0.0_f64; BINS];
    for cells in rows {
        let maximum = row_maximum(cells);
        for &(_, weight) in cells.iter().filter(|cell| cell.1 < maximum) {
            let bin = ((weight / maximum) * BINS as f32) as usize;
            if let Some(count) = counts.get_mut(bin.min(BINS - 1)) {
                *count += 1.0;
            }
        }
    }
    // A row's own maximum must come back whole, and levels without weights must not be equal.
    let mut ascending = [1.0_f32; 16];
    let mut least = 0.25 / BINS as f64;
    for (place, (level, fitted)) in ascending.iter_mut().zip(best_levels(&counts)).enumerate().take(15) {
        let most = 1.0 - (15 - place) as f64 * 0.25 / BINS as f64;
        let value = fitted.clamp(least, most);
        *level = value as f32;
        least = value + 0.25 / BINS as f64;
    }
    ascending
}

/// The 16 levels with the least squared error, the last one held at 1, by dynamic programming over the bins.
fn best_levels(counts: &[f64; BINS]) -> [f64; 16] {
    // Count, sum and sum of squares of the weights in all bins before one.
    let mut before = [[0.0_f64; 3]; BINS + 1];
    for bin in 0..BINS {
        let centre = (bin as f64 + 0.5) / BINS as f64;
        let [count, sum, squares] = before[bin];
        before[bin + 1] = [count + counts[bin], sum + counts[bin] * centre, squares + counts[bin] * centre * centre];
    }
    let moments = |from: usize, to: usize| -> [f64; 3] { std::array::from_fn(|moment| before[to][moment] - before[from][moment]) };
    let error = |from: usize, to: usize| {
        let [count, sum, squares] = moments(from, to);
        if count > 0.0 { (squares - sum * sum / count).max(0.0) } else { 0.0 }
    };
    // least[to]: the error of all bins before `to` on the levels so far; starts[level][to]: where the last of these levels begins.
    let mut least: Vec<f64> = (0..=BINS).map(|to| error(0, to)).collect();
    let mut starts: Vec<Vec<usize>> = vec![vec![0; BINS + 1]];
    for _ in 1..15 {
        let mut next = vec![0.0; BINS + 1];
        let mut start = vec![0; BINS + 1];
        // The best beginning never moves back as the end moves on, which keeps the search short.
        let mut from = 0;
        for to in 0..=BINS {
            let mut best = least[from] + error(from, to);
            for (later, before_later) in least.iter().enumerate().take(to + 1).skip(from + 1) {
                let candidate = before_later + error(later, to);
                if candidate < best {
                    best = candidate;
                    from = later;
                }
            }
            next[to] = best;
            start[to] = from;
        }
        least = next;
        starts.push(start);
    }
    let whole = |from: usize| {
        let [count, sum, squares] = moments(from, BINS);
        squares - 2.0 * sum + count
    };
    let mut end = (0..=BINS).min_by(|&left, &right| (least[left] + whole(left)).total_cmp(&(least[right] + whole(right)))).unwrap_or(BINS);
    let mut levels = [1.0; 16];
    for (level, start) in levels.iter_mut().take(15).zip(&starts).rev() {
        let from = start[end];
        let [count, sum, _] = moments(from, end);
        *level = if count > 0.0 { sum / count } else { end as f64 / BINS as f64 };
        end = from;
    }
    levels
}

/// The weight that an entry of a quantised row stands for.
#[cfg(test)]
pub fn weight(part: &RelationPart, row: &Row, entry: Entry) -> f32 {
    part.unit * row.scale.value() as f32 * part.levels[usize::from(entry.level)]
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn rows_of_weights() -> impl Strategy<Value = Vec<Vec<Cell>>> {
        let row = proptest::collection::btree_map(0_u32..500, 1e-6_f32..1e4, 0..40);
        proptest::collection::vec(row.prop_map(|cells| cells.into_iter().collect()), 1..30)
    }

    proptest! {
        #[test]
        fn levels_ascend_from_above_zero_to_one(rows in rows_of_weights()) {
            if let Some(part) = quantise(Relation::Similar, &rows) {
                prop_assert!(part.levels[0] > 0.0);
                prop_assert!(part.levels.windows(2).all(|pair| pair[0] < pair[1]));
                prop_assert_eq!(part.levels[15], 1.0);
                prop_assert!(part.unit.is_finite() && part.unit > 0.0);
            }
        }

        #[test]
        fn rows_keep_their_items_and_their_strongest_stays_strongest(rows in rows_of_weights()) {
            if let Some(part) = quantise(Relation::Similar, &rows) {
                for (cells, row) in rows.iter().zip(&part.rows) {
                    let mut columns: Vec<u32> = cells.iter().map(|cell| cell.0).collect();
                    columns.sort_unstable();
                    prop_assert_eq!(row.entries.iter().map(|entry| entry.item.0).collect::<Vec<_>>(), columns);
                    prop_assert_eq!(row.scale == Scale(0), cells.is_empty());
                    let maximum = row_maximum(cells);
                    for entry in &row.entries {
                        let original = cells.iter().find(|cell| cell.0 == entry.item.0).map_or(0.0, |cell| cell.1);
                        prop_assert!(original < maximum || entry.level == 15);
                    }
                }
            }
        }

        #[test]
        fn heavier_entries_never_get_a_lower_level(rows in rows_of_weights()) {
            if let Some(part) = quantise(Relation::Similar, &rows) {
                for (cells, row) in rows.iter().zip(&part.rows) {
                    let mut pairs: Vec<(f32, u8)> = Vec::new();
                    for entry in &row.entries {
                        let original = cells.iter().find(|cell| cell.0 == entry.item.0).map_or(0.0, |cell| cell.1);
                        pairs.push((original, entry.level));
                    }
                    pairs.sort_by(|left, right| left.0.total_cmp(&right.0));
                    prop_assert!(pairs.windows(2).all(|pair| pair[0].1 <= pair[1].1));
                }
            }
        }
    }

    #[test]
    fn many_weights_come_back_nearly_as_they_were() {
        let row = |seed: u32| (0..30_u32).map(|column| (column, 1.0 / (1.0 + f32::from((column * 7 + seed) as u16 % 30)))).collect();
        let rows: Vec<Vec<Cell>> = (0..50).map(row).collect();
        let part = quantise(Relation::ViewedNext, &rows).unwrap();
        for (cells, row) in rows.iter().zip(&part.rows) {
            for (cell, entry) in cells.iter().zip(&row.entries) {
                let error = (weight(&part, row, *entry) - cell.1).abs();
                assert!(error < 0.05, "{cell:?} came back off by {error}");
            }
        }
    }

    #[test]
    fn the_median_row_has_a_maximum_near_one() {
        let rows: Vec<Vec<Cell>> = (1..=9_u16).map(|row| vec![(0, f32::from(row) * 0.37)]).collect();
        let part = quantise(Relation::AlsoViewed, &rows).unwrap();
        let median = weight(&part, &part.rows[4], part.rows[4].entries[0]);
        assert!((median - 1.0).abs() < 0.04, "{median}");
    }

    #[test]
    fn without_any_neighbour_there_is_no_relation() {
        assert_eq!(quantise(Relation::Similar, &[vec![], vec![]]), None);
    }
}
