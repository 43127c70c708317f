//! The relation *viewed next*: ordered pairs of a session, damped.
//!
//! Pairs weigh less with their distance and with the length of the session; a pair turned round counts in part
//! (`A = F + β·Fᵀ`). Rows are damped by their sum and columns by popularity, so that neither busy nor famous items drown the rest.
//! After Kamehkhosh, Jannach and Ludewig, "A comparison of frequent pattern techniques and a deep learning method for
//! session-based recommendation" (2017), with the smoothing of [`crate::walk`].

use crate::options::ViewedNextOptions;
use crate::parallel::map_rows;
use crate::sessions::Sessions;
use crate::sparse::{Buckets, Cell, Matrix, keep_heaviest, row_sum};
use crate::support::{Pair, counted_rows};
use crate::walk::smooth;
use crate::worth::Evidence;

/// Rows of *viewed next* over `items` products: for each the neighbours, heaviest first.
pub fn viewed_next(sessions: &Sessions, items: usize, options: &ViewedNextOptions, threads: usize) -> Vec<Vec<Cell>> {
    let (matrix, popularity) = damped(sessions, items, options, threads);
    let widths = row_widths(&popularity, options);
    match &options.worth {
        Some(worth) => worth.rows(&matrix, &Evidence::gather(sessions, items, options), &widths, options, threads),
        None => smooth(&matrix, &popularity, &widths, options, threads),
    }
}

/// Damped sums of pairs, the heaviest of each row, and how many steps lead to each item.
pub fn damped(sessions: &Sessions, items: usize, options: &ViewedNextOptions, threads: usize) -> (Matrix, Vec<f32>) {
    let popularity = popularity(sessions, items);
    let counted = count(sessions, items, options, threads);
    (damp(&counted, &popularity, options, threads), popularity)
}

/// First stage: the sums of all pairs, row by row.
pub(crate) fn count(sessions: &Sessions, items: usize, options: &ViewedNextOptions, threads: usize) -> Vec<Vec<Cell>> {
    counted_rows(sessions, items, options, threads)
}

/// Second stage: rows divided by their sum and columns by popularity, each to its power; the heaviest cells are kept, heaviest first.
pub(crate) fn damp(counted: &[Vec<Cell>], popularity: &[f32], options: &ViewedNextOptions, threads: usize) -> Matrix {
    let column_factor = popularity_factors(popularity, options.popularity_damping);
    let rows = map_rows(
        counted.len(),
        threads,
        || (),
        |(), row| {
            let mut cells = counted.get(row).cloned().unwrap_or_default();
            let damping = libm::powf(row_sum(&cells).max(f32::MIN_POSITIVE), -options.row_damping);
            for (column, weight) in &mut cells {
                *weight *= damping * column_factor.get(*column as usize).copied().unwrap_or(1.0);
            }
            keep_heaviest(&mut cells, options.kept);
            cells.shrink_to_fit();
            cells
        },
    );
    Matrix::from_rows(&rows)
}

/// What a column is multiplied by: its item's popularity plus one, to minus this power.
pub(crate) fn popularity_factors(popularity: &[f32], power: f32) -> Vec<f32> {
    popularity.iter().map(|count| libm::powf(count + 1.0, -power)).collect()
}

/// How many steps lead to each item.
pub(crate) fn popularity(sessions: &Sessions, items: usize) -> Vec<f32> {
    let mut counts = vec![0.0_f32; items];
    for (_, steps) in sessions.iter() {
        for step in steps {
            if let Some(count) = counts.get_mut(step.product as usize) {
                *count += 1.0;
            }
        }
    }
    counts
}

/// Every pair of every session, forwards with its weight and backwards with β times it, by row.
pub(crate) fn count_pairs(sessions: &Sessions, items: usize, options: &ViewedNextOptions) -> Buckets<Pair> {
    let by_distance: Vec<f32> = (0..=options.maximum_distance).map(|d| libm::powf(d.max(1) as f32, -options.distance_power)).collect();
    let furthest =
        if options.minimum_support > 1 { options.support_distance.max(options.maximum_distance) } else { options.maximum_distance };
    let session_count = sessions.len().max(1) as f64;
    Buckets::collect(items, |give| {
        for (number, (visitor, steps)) in sessions.iter().enumerate() {
            let mut session_weight = libm::powf(steps.len() as f32, -options.session_length_power);
            if let Some(recency) = options.recency {
                let share_after = 1.0 - (number + 1) as f64 / session_count;
                session_weight *= libm::exp(-share_after / recency) as f32;
            }
            for (place, to) in steps.iter().enumerate() {
                let kind_weight = options.kind_weights.get(usize::from(to.kind)).copied().unwrap_or(0.0);
                // Beyond the distance that counts, a visitor only stands behind the pair.
                for distance in 1..=furthest {
                    let Some(from) = place.checked_sub(distance).and_then(|earlier| steps.get(earlier)) else { break };
                    if from.product == to.product {
                        continue;
                    }
                    let weight = session_weight * kind_weight * by_distance.get(distance).copied().unwrap_or(0.0);
                    give(from.product, Pair { column: to.product, weight, visitor });
                    give(to.product, Pair { column: from.product, weight: weight * options.backward, visitor });
                }
            }
        }
    })
}

/// How many neighbours each row keeps: `neighbours` on average over the items that were seen, more for popular ones.
pub(crate) fn row_widths(popularity: &[f32], options: &ViewedNextOptions) -> Vec<usize> {
    let mean = options.neighbours.min(255);
    if options.neighbour_growth <= 0.0 {
        return vec![mean; popularity.len()];
    }
    let shares: Vec<f64> = popularity.iter().map(|&count| libm::pow(f64::from(count), options.neighbour_growth)).collect();
    let seen = popularity.iter().filter(|&&count| count > 0.0).count().max(1);
    let total: f64 = shares.iter().sum::<f64>().max(f64::MIN_POSITIVE);
    let per_share = (mean * seen) as f64 / total;
    shares.iter().map(|share| (share * per_share).round().clamp(1.0, 255.0) as usize).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::log_of;

    fn rows(sessions: &[&[u32]], change: impl Fn(&mut ViewedNextOptions)) -> Vec<Vec<Cell>> {
        let mut options = ViewedNextOptions::default();
        change(&mut options);
        viewed_next(&Sessions::read(&log_of(sessions)), 6, &options, 1)
    }

    fn first(rows: &[Vec<Cell>], row: usize) -> Option<u32> {
        rows[row].first().map(|cell| cell.0)
    }

    #[test]
    fn a_planted_pair_ranks_first() {
        let found = rows(&[&[0, 1], &[0, 1], &[0, 1], &[0, 2], &[3, 0], &[4, 1], &[4, 5]], |_| {});
        assert_eq!(first(&found, 0), Some(1));
    }

    #[test]
    fn the_direction_counts() {
        let found = rows(&[&[0, 1], &[0, 1], &[2, 0], &[2, 0]], |options| options.backward = 0.5);
        assert_eq!(first(&found, 0), Some(1));
    }

    #[test]
    fn an_item_never_leads_to_itself() {
        let found = rows(&[&[0, 0, 1, 0], &[1, 1]], |_| {});
        for (row, cells) in found.iter().enumerate() {
            assert!(cells.iter().all(|cell| cell.0 as usize != row));
        }
    }

    #[test]
    fn pairs_below_the_support_are_left_out() {
        let sessions: &[&[u32]] = &[&[0, 1, 0, 1], &[0, 2], &[0, 2]];
        let found = rows(sessions, |options| options.minimum_support = 2);
        assert_eq!(found[0].iter().map(|cell| cell.0).collect::<Vec<_>>(), [2]);
    }

    #[test]
    fn recent_sessions_outweigh_old_ones() {
        let sessions: &[&[u32]] = &[&[0, 1], &[0, 1], &[3, 4], &[3, 4], &[3, 4], &[0, 2]];
        assert_eq!(first(&rows(sessions, |options| options.recency = None), 0), Some(1));
        assert_eq!(first(&rows(sessions, |options| options.recency = Some(0.2)), 0), Some(2));
    }
}
