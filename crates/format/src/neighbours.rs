//! Neighbour lists: for each item its neighbours' numbers and 4-bit weights, unpacked once at opening.

use crate::bytes::{Cursor, Span};
use crate::levels::LEVELS;
use crate::pairs::{Packed, Rows, read_rows, write_rows};
use crate::parts::{Entry, ItemIndex, Relation, RelationPart, Row, Scale};
use crate::refusal::Refusal;
use alloc::vec::Vec;

/// One relation's section, checked and unpacked.
#[derive(Clone, Debug)]
pub(crate) struct RelationTable {
    pub relation: Relation,
    pub unit: f32,
    pub levels: [f32; LEVELS],
    scales: Span,
    rows: Rows,
}

impl RelationTable {
    /// Reads a whole section for a model of `items` items.
    pub fn read(relation: Relation, cursor: &mut Cursor, file: &[u8], items: usize) -> Result<Self, Refusal> {
        let unit = cursor.f32()?;
        if unit <= 0.0 {
            return Err(cursor.error("a unit above 0", unit));
        }
        let levels = read_levels(cursor)?;
        let lengths = cursor.span(items)?;
        let scales = cursor.span(items)?;
        let rows = lengths.of(file).iter().zip(scales.of(file));
        if let Some(row) = rows.into_iter().position(|(length, scale)| (*length == 0) != (*scale == 0)) {
            return Err(cursor.error("a scale exactly where a row has neighbours", row));
        }
        let rows = read_rows(cursor, file, lengths, scales, &levels)?;
        Ok(RelationTable { relation, unit, levels, scales, rows })
    }

    fn scale(&self, file: &[u8], row: usize) -> Scale {
        Scale(self.scales.of(file).get(row).copied().unwrap_or(0))
    }

    /// The neighbours of one item; none beyond the last.
    #[cfg_attr(target_arch = "wasm32", inline(never))]
    fn row(&self, row: usize) -> &[u32] {
        let bounds = self.rows.starts.get(row).zip(self.rows.starts.get(row + 1));
        bounds.and_then(|(start, end)| self.rows.entries.get(*start as usize..*end as usize)).unwrap_or(&[])
    }

    /// Number of neighbours in all rows.
    pub fn entry_count(&self) -> usize {
        self.rows.entries.len()
    }

    /// Number of rows that have neighbours.
    pub fn row_count(&self) -> usize {
        self.rows.starts.windows(2).filter(|bounds| bounds[0] < bounds[1]).count()
    }

    /// The section as plain values.
    pub fn to_part(&self, file: &[u8]) -> RelationPart {
        let entry = |packed: Packed| Entry { item: ItemIndex(packed.item()), level: packed.level() };
        let row = |row| Row { scale: self.scale(file, row), entries: self.row(row).iter().copied().map(Packed).map(entry).collect() };
        RelationPart { relation: self.relation, unit: self.unit, levels: self.levels, rows: (0..self.scales.length).map(row).collect() }
    }
}

/// Neighbours of one item with their weights, in the order of their numbers. Made by [`crate::Model::neighbours`].
#[derive(Clone, Debug)]
pub struct Neighbours<'a> {
    row: core::slice::Iter<'a, u32>,
    levels: &'a [f32; LEVELS],
    weight: f32,
}

impl<'a> Neighbours<'a> {
    pub(crate) fn none() -> Self {
        Neighbours { row: [].iter(), levels: &[0.0; LEVELS], weight: 0.0 }
    }

    pub(crate) fn of(table: &'a RelationTable, file: &'a [u8], item: ItemIndex) -> Self {
        let row = item.0 as usize;
        Neighbours { row: table.row(row).iter(), levels: &table.levels, weight: table.unit * table.scale(file, row).value() as f32 }
    }
}

impl Neighbours<'_> {
    /// The weight that the row's scale stands for, which its strongest neighbour comes close to; 0 where there are no neighbours.
    #[inline]
    pub fn largest(&self) -> f32 {
        self.weight
    }

    /// The weight of one neighbour among those that are still to come; 0 where it is none.
    #[cfg_attr(not(target_arch = "wasm32"), inline)]
    #[cfg_attr(target_arch = "wasm32", inline(never))]
    pub fn weight_of(&self, item: ItemIndex) -> f32 {
        let row = self.row.as_slice();
        let found = row.binary_search_by_key(&item.0, |entry| Packed(*entry).item()).ok().and_then(|place| row.get(place));
        found.map_or(0.0, |entry| self.weight * self.levels[usize::from(Packed(*entry).level())])
    }
}

impl Iterator for Neighbours<'_> {
    type Item = (ItemIndex, f32);

    #[inline]
    fn next(&mut self) -> Option<(ItemIndex, f32)> {
        let entry = Packed(*self.row.next()?);
        Some((ItemIndex(entry.item()), self.weight * self.levels[usize::from(entry.level())]))
    }

    #[inline]
    fn size_hint(&self) -> (usize, Option<usize>) {
        self.row.size_hint()
    }
}

fn read_levels(cursor: &mut Cursor) -> Result<[f32; LEVELS], Refusal> {
    let mut levels = [0.0; LEVELS];
    let mut before = 0.0;
    for level in &mut levels {
        *level = cursor.f32()?;
        if *level <= before || *level > 1.0 {
            return Err(cursor.error("levels that ascend from above 0 to at most 1", *level));
        }
        before = *level;
    }
    Ok(levels)
}

/// Writes what [`RelationTable::read`] reads; the caller has checked that rows ascend and are short enough.
pub(crate) fn write_relation(part: &RelationPart) -> Vec<u8> {
    let mut bytes = Vec::new();
    bytes.extend_from_slice(&part.unit.to_le_bytes());
    for level in part.levels {
        bytes.extend_from_slice(&level.to_le_bytes());
    }
    bytes.extend(part.rows.iter().map(|row| row.entries.len() as u8));
    bytes.extend(part.rows.iter().map(|row| row.scale.0));
    write_rows(&mut bytes, &part.rows, &part.levels);
    bytes
}
