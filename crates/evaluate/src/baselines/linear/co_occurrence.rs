//! The two matrices that the linear models are made of: G = XᵀWX and C = XᵀWY, for inputs X, targets Y and weights of sessions W.
//!
//! Two kinds of lines, as in Choi, Kim, Lee, Shim and Lee (2021):
//!
//! - a session as a set: the input is its different items, each 1/number of them, and the target is the same items, each 1;
//! - a session parted after each click but the last: the input is what came before, faded with e^(−clicks/δ) and adding up to 1, and the
//!   target is what came after, faded in the same way.

use super::NOTHING;
use crate::baselines::occurrences::Occurrences;

/// Seconds of a day.
const DAY: f64 = 86_400.0;

/// What lines are made.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Shape {
    /// Share of the sessions as sets, 0 to 1; the rest are parted ones.
    pub sets: f64,
    /// Clicks in which an input fades to 1/e; 0 leaves the newest click alone.
    pub input_decay: f64,
    /// Clicks in which a target fades to 1/e.
    pub target_decay: f64,
    /// Days in which a session's weight falls to 1/e.
    pub session_days: f64,
}

/// Rows of G and C, over the same columns.
pub(super) struct CoOccurrence {
    starts: Vec<usize>,
    entries: Vec<Entry>,
}

/// One column of both.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Entry {
    pub column: u32,
    pub gram: f32,
    pub target: f32,
}

impl CoOccurrence {
    pub(super) fn of(log: &Occurrences, shape: Shape) -> CoOccurrence {
        let newest = log.newest();
        let mut rows: Vec<Vec<Entry>> = vec![Vec::new(); log.items()];
        let mut block = Block::default();
        for (path, end) in log.paths.iter().zip(&log.ends) {
            let weight = libm::exp((end - newest) / (shape.session_days * DAY));
            block.fill(path, weight, shape);
            block.pour(&mut rows);
        }
        let mut pairs = CoOccurrence { starts: vec![0], entries: Vec::new() };
        for mut row in rows {
            row.sort_by_key(|entry| entry.column);
            for same in row.chunk_by(|left, right| left.column == right.column) {
                let sum = |part: fn(&Entry) -> f32| same.iter().map(|entry| f64::from(part(entry))).sum::<f64>() as f32;
                let column = same.first().map_or(0, |entry| entry.column);
                pairs.entries.push(Entry { column, gram: sum(|entry| entry.gram), target: sum(|entry| entry.target) });
            }
            pairs.starts.push(pairs.entries.len());
        }
        pairs
    }

    pub(super) fn row(&self, item: u32) -> &[Entry] {
        let at = |place: usize| self.starts.get(place).copied().unwrap_or(0);
        self.entries.get(at(item as usize)..at(item as usize + 1)).unwrap_or_default()
    }

    /// G's entry of an item with itself.
    pub(super) fn own(&self, item: u32) -> f64 {
        let row = self.row(item);
        let place = row.binary_search_by_key(&item, |entry| entry.column);
        place.ok().and_then(|place| row.get(place)).map_or(0.0, |entry| f64::from(entry.gram))
    }

    /// Bytes of memory that making them takes, at most.
    pub(super) fn memory(log: &Occurrences) -> u64 {
        // Twice: the parts of all sessions, and their sums.
        let pairs: u64 = log.paths.iter().map(|path| (path.len() * path.len()) as u64).sum();
        2 * size_of::<Entry>() as u64 * pairs
    }
}

/// What one session adds, over its different items.
#[derive(Default)]
struct Block {
    items: Vec<u32>,
    /// Place in `items` of each click.
    places: Vec<usize>,
    /// For each pair of places, row by row: to G, and to C.
    cells: Vec<(f64, f64)>,
}

impl Block {
    fn fill(&mut self, path: &[u32], weight: f64, shape: Shape) {
        self.items.clear();
        self.items.extend_from_slice(path);
        self.items.sort_unstable();
        self.items.dedup();
        let different = self.items.len();
        self.places.clear();
        self.places.extend(path.iter().map(|item| self.items.binary_search(item).unwrap_or(0)));
        self.cells.clear();
        self.cells.resize(different * different, (0.0, 0.0));
        if shape.sets > 0.0 {
            let share = 1.0 / different as f64;
            let add = (weight * shape.sets * share * share, weight * shape.sets * share);
            self.cells.fill(add);
        }
        if shape.sets < 1.0 {
            self.part(weight * (1.0 - shape.sets), shape);
        }
    }

    /// Adds the session parted after each click but the last.
    fn part(&mut self, weight: f64, shape: Shape) {
        let Block { items, places, cells } = self;
        let input_fade = fading(shape.input_decay, places.len());
        let target_fade = fading(shape.target_decay, places.len());
        for last in 0..places.len().saturating_sub(1) {
            let (before, after) = places.split_at(last + 1);
            let inputs = || before.iter().rev().zip(&input_fade);
            let sum: f64 = inputs().map(|(_, fade)| fade).sum();
            for (row, fade) in inputs() {
                let input = weight * fade / sum;
                for (column, fade) in inputs() {
                    if let Some(cell) = cells.get_mut(row * items.len() + column) {
                        cell.0 += input * fade / sum;
                    }
                }
                for (column, fade) in after.iter().zip(&target_fade) {
                    if let Some(cell) = cells.get_mut(row * items.len() + column) {
                        cell.1 += input * fade;
                    }
                }
            }
        }
    }

    fn pour(&self, rows: &mut [Vec<Entry>]) {
        for (item, cells) in self.items.iter().zip(self.cells.chunks(self.items.len().max(1))) {
            let Some(row) = rows.get_mut(*item as usize) else { continue };
            let filled = self.items.iter().zip(cells).filter(|(_, (gram, target))| *gram > 0.0 || *target > 0.0);
            row.extend(filled.map(|(column, (gram, target))| Entry { column: *column, gram: *gram as f32, target: *target as f32 }));
        }
    }
}

/// Weights of 0, 1, 2 … clicks' distance, as far as they count.
fn fading(decay: f64, length: usize) -> Vec<f64> {
    let weight = |clicks: usize| if clicks == 0 { 1.0 } else { libm::exp(-(clicks as f64) / decay) };
    (0..length).map(weight).take_while(|weight| *weight >= NOTHING).collect()
}
