//! Columns: unsigned numbers in as few whole bytes as the largest needs, and strings one behind the other.

use crate::bytes::{Cursor, Span};
use crate::refusal::Refusal;
use alloc::vec::Vec;

/// Numbers of 0 to 4 bytes each; 0 bytes where all are zero.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct NumberColumn {
    span: Span,
    width: usize,
}

impl NumberColumn {
    /// Reads `count` numbers, each at most `largest`.
    #[inline(never)]
    pub fn read(cursor: &mut Cursor, file: &[u8], count: usize, largest: u32) -> Result<Self, Refusal> {
        let width = usize::from(cursor.u8()?);
        if width > 4 {
            return Err(cursor.error("a width of 0 to 4 bytes", width));
        }
        let length = count.checked_mul(width).ok_or_else(|| cursor.error("a column within the file", count))?;
        let column = NumberColumn { span: cursor.span(length)?, width };
        let found = (0..count).map(|index| column.get(file, index)).max().unwrap_or(0);
        if found > largest {
            return Err(cursor.error("numbers within the column's range", found));
        }
        if width != width_of(found) {
            return Err(cursor.error("the least width that the numbers need", width));
        }
        Ok(column)
    }

    /// The number at an index; 0 beyond the end. Where every byte of code counts, it stands once.
    #[cfg_attr(not(target_arch = "wasm32"), inline)]
    #[cfg_attr(target_arch = "wasm32", inline(never))]
    pub fn get(&self, file: &[u8], index: usize) -> u32 {
        let place = self.span.of(file);
        let bytes = index.checked_mul(self.width).and_then(|start| place.get(start..start + self.width)).unwrap_or(&[]);
        bytes.iter().rev().fold(0, |value, byte| value << 8 | u32::from(*byte))
    }
}

/// Bytes that a number needs; none for 0.
fn width_of(value: u32) -> usize {
    4 - value.leading_zeros() as usize / 8
}

/// Writes what [`NumberColumn::read`] reads.
pub(crate) fn write_numbers(bytes: &mut Vec<u8>, numbers: impl Iterator<Item = u32> + Clone) {
    let width = width_of(numbers.clone().max().unwrap_or(0));
    bytes.push(width as u8);
    for number in numbers {
        bytes.extend_from_slice(&number.to_le_bytes()[..width]);
    }
}

/// Strings in UTF-8, with the offsets that opening has summed up.
#[derive(Clone, Debug, Default)]
pub(crate) struct StringColumn {
    span: Span,
    offsets: Vec<u32>,
}

impl StringColumn {
    /// Reads a count, the lengths and the text.
    #[inline(never)]
    pub fn read(cursor: &mut Cursor, file: &[u8]) -> Result<Self, Refusal> {
        let count = cursor.count(0)?;
        let lengths = NumberColumn::read(cursor, file, count.min(file.len()), u32::MAX)?;
        // A width of 0 lets a count be larger than the file; only strings that exist may be counted.
        if count > file.len() {
            return Err(cursor.error("at most as many strings as the file has bytes", count));
        }
        let mut offsets = Vec::with_capacity(count + 1);
        let mut end = 0u32;
        offsets.push(0);
        for index in 0..count {
            end = end.checked_add(lengths.get(file, index)).ok_or_else(|| cursor.error("lengths within the file", "more than 4 GB"))?;
            offsets.push(end);
        }
        let span = cursor.span(end as usize)?;
        let column = StringColumn { span, offsets };
        for index in 0..count {
            if core::str::from_utf8(column.bytes(file, index)).is_err() {
                return Err(cursor.error("text in UTF-8", index));
            }
        }
        Ok(column)
    }

    pub fn len(&self) -> usize {
        self.offsets.len().saturating_sub(1)
    }

    /// The bytes of a string. They compare as the strings do, and need no look at their characters.
    pub fn bytes<'a>(&self, file: &'a [u8], index: usize) -> &'a [u8] {
        let bounds = self.offsets.get(index).zip(self.offsets.get(index + 1));
        bounds.and_then(|(start, end)| self.span.of(file).get(*start as usize..*end as usize)).unwrap_or(&[])
    }

    /// The string at an index; empty beyond the end.
    pub fn get<'a>(&self, file: &'a [u8], index: usize) -> &'a str {
        core::str::from_utf8(self.bytes(file, index)).unwrap_or_default()
    }
}

/// Writes what [`StringColumn::read`] reads.
pub(crate) fn write_strings<'a>(bytes: &mut Vec<u8>, strings: impl Iterator<Item = &'a str> + Clone) {
    bytes.extend_from_slice(&(strings.clone().count() as u32).to_le_bytes());
    write_numbers(bytes, strings.clone().map(|text| text.len() as u32));
    for text in strings {
        bytes.extend_from_slice(text.as_bytes());
    }
}
