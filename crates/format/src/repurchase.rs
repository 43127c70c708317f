//! The section “repurchase”: after how many days items are bought again.

use crate::bytes::Cursor;
use crate::columns::{NumberColumn, write_numbers};
use crate::error::EncodeError;
use crate::header;
use crate::model::Model;
use crate::parts::ItemIndex;
use crate::refusal::Refusal;
use alloc::vec::Vec;

/// Days after a purchase within which an item is usually bought again: the earliest, the usual, and the latest.
pub type Window = [u32; 3];

/// When items are bought again.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct RepurchasePart {
    /// Different windows, each ascending; at most 255.
    pub windows: Vec<Window>,
    /// For each item 0 where nothing is known, else one more than its window's number.
    pub of_items: Vec<u8>,
}

/// Where the section's columns lie.
#[derive(Clone, Debug, Default)]
pub(crate) struct Repurchase {
    count: usize,
    windows: NumberColumn,
    of_items: NumberColumn,
}

pub(crate) fn read_repurchase(cursor: &mut Cursor, file: &[u8], items: usize) -> Result<Repurchase, Refusal> {
    let count = usize::from(cursor.u8()?);
    let windows = NumberColumn::read(cursor, file, 3 * count, u32::from(u16::MAX))?;
    let of_items = NumberColumn::read(cursor, file, items, count as u32)?;
    for number in 0..3 * count {
        if number % 3 > 0 && windows.get(file, number) < windows.get(file, number - 1) {
            return Err(cursor.error("windows that ascend", number));
        }
    }
    Ok(Repurchase { count, windows, of_items })
}

/// Refuses what the section could not hold.
pub(crate) fn check_repurchase(part: &RepurchasePart, items: usize) -> Result<(), EncodeError> {
    if part.of_items.len() != items {
        return Err(EncodeError::Entries { what: "windows of items", expected: items, found: part.of_items.len() });
    }
    if part.windows.len() > 255 {
        return Err(EncodeError::Value { what: "windows", index: part.windows.len(), expected: "at most 255 of them" });
    }
    Ok(())
}

/// Writes what [`read_repurchase`] reads.
pub(crate) fn write_repurchase(part: &RepurchasePart) -> Vec<u8> {
    let mut bytes = Vec::new();
    bytes.push(part.windows.len() as u8);
    write_numbers(&mut bytes, part.windows.iter().flatten().copied());
    write_numbers(&mut bytes, part.of_items.iter().map(|number| u32::from(*number)));
    bytes
}

impl<B: AsRef<[u8]>> Model<B> {
    /// When an item is bought again; `None` where that is unknown, or it is not.
    pub fn repurchase(&self, item: ItemIndex) -> Option<Window> {
        let Repurchase { windows, of_items, .. } = &self.index.repurchase;
        let number = of_items.get(self.bytes(), item.0 as usize).checked_sub(1)? as usize;
        Some([0, 1, 2].map(|place| windows.get(self.bytes(), 3 * number + place)))
    }

    /// The section as plain values.
    pub(crate) fn repurchase_part(&self) -> Option<RepurchasePart> {
        self.sections().iter().find(|section| section.number == header::REPURCHASE)?;
        let Repurchase { count, windows, of_items } = &self.index.repurchase;
        let window = |number: usize| [0, 1, 2].map(|place| windows.get(self.bytes(), 3 * number + place));
        Some(RepurchasePart {
            windows: (0..*count).map(window).collect(),
            of_items: (0..self.item_count()).map(|item| of_items.get(self.bytes(), item as usize) as u8).collect(),
        })
    }
}
