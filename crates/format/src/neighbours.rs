//! Neighbour lists: for each item its neighbours' numbers and 4-bit weights, in five streams that pack well on the wire.
//!
//! Numbers lie as distances: the first neighbour against the row's own item, the others against the one before. Items are numbered so that
//! neighbours stand close together, which keeps almost every distance in one byte. Opening sums up where each row begins in each stream.

use crate::bytes::{Cursor, Span, plain, read_leb128, unzigzag, write_leb128, zigzag};
use crate::error::FormatError;
use crate::parts::{Entry, ItemIndex, Relation, RelationPart, Row, Scale};
use alloc::vec::Vec;

/// Levels that a weight can have.
const LEVELS: usize = 16;

/// Where a row begins in the streams.
#[derive(Clone, Copy, Debug, Default)]
struct RowStart {
    /// Byte in the stream of first distances.
    first: u32,
    /// Byte in the stream of further distances.
    gaps: u32,
    /// Entries before the row.
    entries: u32,
}

/// One relation's section, checked.
#[derive(Clone, Debug)]
pub(crate) struct RelationTable {
    pub relation: Relation,
    pub unit: f32,
    pub levels: [f32; LEVELS],
    lengths: Span,
    scales: Span,
    firsts: Span,
    gaps: Span,
    weights: Span,
    starts: Vec<RowStart>,
}

impl RelationTable {
    /// Reads a whole section for a model of `items` items.
    pub fn read(relation: Relation, cursor: &mut Cursor, file: &[u8], items: usize) -> Result<Self, FormatError> {
        let unit = cursor.f32()?;
        if unit <= 0.0 {
            return Err(cursor.error("a unit above 0", plain(unit)));
        }
        let levels = read_levels(cursor)?;
        let first_bytes = cursor.u32()? as usize;
        let gap_bytes = cursor.u32()? as usize;
        let lengths = cursor.span(items)?;
        let scales = cursor.span(items)?;
        let total = lengths.of(file).iter().map(|length| u64::from(*length)).sum::<u64>();
        let firsts = cursor.span(first_bytes)?;
        let gaps = cursor.span(gap_bytes)?;
        let weights = cursor.span(total.div_ceil(2) as usize)?;
        if total == 0 {
            return Err(cursor.error("at least one neighbour", 0));
        }
        if total % 2 == 1 && weights.of(file).last().is_some_and(|last| last >> 4 != 0) {
            return Err(cursor.error("four zero bits behind the last weight", "others"));
        }
        let mut table = RelationTable { relation, unit, levels, lengths, scales, firsts, gaps, weights, starts: Vec::new() };
        table.starts = table.sum_up(cursor, file, items)?;
        Ok(table)
    }

    /// Walks all rows once: checks them and notes where each begins.
    fn sum_up(&self, cursor: &Cursor, file: &[u8], items: usize) -> Result<Vec<RowStart>, FormatError> {
        let (firsts, gaps) = (self.firsts.of(file), self.gaps.of(file));
        let (mut first_at, mut gap_at, mut entries) = (0, 0, 0u32);
        let mut starts = Vec::with_capacity(items);
        for row in 0..items {
            starts.push(RowStart { first: first_at as u32, gaps: gap_at as u32, entries });
            let length = self.length(file, row);
            if (length == 0) != (self.scale(file, row).0 == 0) {
                return Err(cursor.error("a scale exactly where a row has neighbours", row));
            }
            if length == 0 {
                continue;
            }
            let distance = read_leb128(firsts, &mut first_at).ok_or_else(|| cursor.error("a first distance in LEB128", row))?;
            let mut item = row as i64 + unzigzag(distance);
            for position in 0..length {
                if position > 0 {
                    let gap = read_leb128(gaps, &mut gap_at).ok_or_else(|| cursor.error("a distance in LEB128", row))?;
                    item += i64::from(gap) + 1;
                }
                if item < 0 || item >= items as i64 || item == row as i64 {
                    return Err(cursor.error("neighbours that are other items of the model", item));
                }
            }
            entries += u32::from(length);
        }
        if first_at != firsts.len() || gap_at != gaps.len() {
            return Err(cursor.error("streams that end with the last row", firsts.len() - first_at + gaps.len() - gap_at));
        }
        Ok(starts)
    }

    fn length(&self, file: &[u8], row: usize) -> u8 {
        self.lengths.of(file).get(row).copied().unwrap_or(0)
    }

    fn scale(&self, file: &[u8], row: usize) -> Scale {
        Scale(self.scales.of(file).get(row).copied().unwrap_or(0))
    }

    /// The neighbours of one item; none beyond the last.
    pub fn row<'a>(&'a self, file: &'a [u8], row: usize) -> RowReader<'a> {
        let start = self.starts.get(row).copied().unwrap_or_default();
        let from = |span: Span, at: u32| span.of(file).get(at as usize..).unwrap_or(&[]);
        RowReader {
            firsts: from(self.firsts, start.first),
            gaps: from(self.gaps, start.gaps),
            weights: self.weights.of(file),
            entry: start.entries as usize,
            left: if row < self.starts.len() { self.length(file, row) } else { 0 },
            item: row as i64,
            begun: false,
            position: 0,
        }
    }

    /// What the levels of a row are multiplied by.
    pub fn row_weight(&self, file: &[u8], row: usize) -> f32 {
        self.unit * self.scale(file, row).value() as f32
    }

    /// Number of neighbours in all rows.
    pub fn entry_count(&self, file: &[u8]) -> usize {
        self.lengths.of(file).iter().map(|length| usize::from(*length)).sum()
    }

    /// Number of rows that have neighbours.
    pub fn row_count(&self, file: &[u8]) -> usize {
        self.lengths.of(file).iter().filter(|length| **length > 0).count()
    }

    /// The section as plain values.
    pub fn to_part(&self, file: &[u8]) -> RelationPart {
        let row = |row| Row { scale: self.scale(file, row), entries: self.row(file, row).collect() };
        RelationPart { relation: self.relation, unit: self.unit, levels: self.levels, rows: (0..self.starts.len()).map(row).collect() }
    }
}

/// Entries of one row, in the order of their numbers.
#[derive(Clone, Debug)]
pub(crate) struct RowReader<'a> {
    firsts: &'a [u8],
    gaps: &'a [u8],
    weights: &'a [u8],
    entry: usize,
    left: u8,
    item: i64,
    begun: bool,
    position: usize,
}

impl Iterator for RowReader<'_> {
    type Item = Entry;

    fn next(&mut self) -> Option<Entry> {
        if self.left == 0 {
            return None;
        }
        self.left -= 1;
        if self.begun {
            self.item += i64::from(read_leb128(self.gaps, &mut self.position)?) + 1;
        } else {
            self.begun = true;
            self.item += unzigzag(read_leb128(self.firsts, &mut 0)?);
        }
        let pair = *self.weights.get(self.entry / 2)?;
        let level = if self.entry.is_multiple_of(2) { pair & 15 } else { pair >> 4 };
        self.entry += 1;
        Some(Entry { item: ItemIndex(self.item as u32), level })
    }
}

/// Neighbours of one item with their weights, in the order of their numbers. Made by [`crate::Model::neighbours`].
#[derive(Clone, Debug)]
pub struct Neighbours<'a> {
    row: Option<(RowReader<'a>, &'a [f32; LEVELS])>,
    weight: f32,
}

impl<'a> Neighbours<'a> {
    pub(crate) fn none() -> Self {
        Neighbours { row: None, weight: 0.0 }
    }

    pub(crate) fn of(table: &'a RelationTable, file: &'a [u8], item: ItemIndex) -> Self {
        let row = item.0 as usize;
        Neighbours { row: Some((table.row(file, row), &table.levels)), weight: table.row_weight(file, row) }
    }
}

impl Neighbours<'_> {
    /// The weight that the row's scale stands for, which its strongest neighbour comes close to; 0 where there are no neighbours.
    pub fn largest(&self) -> f32 {
        self.weight
    }
}

impl Iterator for Neighbours<'_> {
    type Item = (ItemIndex, f32);

    fn next(&mut self) -> Option<(ItemIndex, f32)> {
        let (row, levels) = self.row.as_mut()?;
        let entry = row.next()?;
        Some((entry.item, self.weight * levels[usize::from(entry.level & 15)]))
    }
}

fn read_levels(cursor: &mut Cursor) -> Result<[f32; LEVELS], FormatError> {
    let mut levels = [0.0; LEVELS];
    let mut before = 0.0;
    for level in &mut levels {
        *level = cursor.f32()?;
        if *level <= before || *level > 1.0 {
            return Err(cursor.error("levels that ascend from above 0 to at most 1", plain(*level)));
        }
        before = *level;
    }
    Ok(levels)
}

/// Writes what [`RelationTable::read`] reads; the caller has checked that rows ascend and are short enough.
pub(crate) fn write_relation(part: &RelationPart) -> Vec<u8> {
    let (mut firsts, mut gaps, mut weights) = (Vec::new(), Vec::new(), Vec::new());
    let mut entry_count = 0usize;
    for (row, Row { entries, .. }) in part.rows.iter().enumerate() {
        if let Some(first) = entries.first() {
            write_leb128(&mut firsts, zigzag(i64::from(first.item.0) - row as i64));
        }
        for pair in entries.windows(2) {
            write_leb128(&mut gaps, pair[1].item.0 - pair[0].item.0 - 1);
        }
        for entry in entries {
            match weights.last_mut() {
                Some(last) if entry_count % 2 == 1 => *last |= entry.level << 4,
                _ => weights.push(entry.level),
            }
            entry_count += 1;
        }
    }
    let mut bytes = Vec::new();
    bytes.extend_from_slice(&part.unit.to_le_bytes());
    for level in part.levels {
        bytes.extend_from_slice(&level.to_le_bytes());
    }
    bytes.extend_from_slice(&(firsts.len() as u32).to_le_bytes());
    bytes.extend_from_slice(&(gaps.len() as u32).to_le_bytes());
    bytes.extend(part.rows.iter().map(|row| row.entries.len() as u8));
    bytes.extend(part.rows.iter().map(|row| row.scale.0));
    bytes.extend_from_slice(&firsts);
    bytes.extend_from_slice(&gaps);
    bytes.extend_from_slice(&weights);
    bytes
}
