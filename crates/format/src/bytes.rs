//! Reading and writing of plain values, with every size checked against what is left.

use crate::refusal::{self, Found, Refusal};
use alloc::vec::Vec;

/// A place in the whole file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Span {
    pub start: usize,
    pub length: usize,
}

impl Span {
    /// The bytes at this place; empty where the file does not reach so far.
    #[cfg_attr(target_arch = "wasm32", inline(never))]
    pub fn of(self, bytes: &[u8]) -> &[u8] {
        self.start.checked_add(self.length).and_then(|end| bytes.get(self.start..end)).unwrap_or(&[])
    }
}

/// Reads one section from its beginning to its exact end.
pub(crate) struct Cursor<'a> {
    section: &'static str,
    bytes: &'a [u8],
    /// Of the section in the file.
    start: usize,
    position: usize,
}

impl<'a> Cursor<'a> {
    pub fn new(section: &'static str, file: &'a [u8], span: Span) -> Self {
        Cursor { section, bytes: span.of(file), start: span.start, position: 0 }
    }

    /// An error at the current place.
    #[cfg_attr(feature = "sentences", allow(clippy::unnecessary_box_returns))] // Passed on by many, see [`Refusal`].
    pub fn error(&self, expected: &'static str, found: impl Into<Found>) -> Refusal {
        refusal::section(self.section, self.position, expected, found)
    }

    #[inline(never)]
    pub fn span(&mut self, length: usize) -> Result<Span, Refusal> {
        let left = self.bytes.len() - self.position;
        if length > left {
            return Err(self.error("more bytes", Found::Left(left, length)));
        }
        let span = Span { start: self.start + self.position, length };
        self.position += length;
        Ok(span)
    }

    #[inline(never)]
    pub fn take(&mut self, length: usize) -> Result<&'a [u8], Refusal> {
        let begin = self.position;
        self.span(length)?;
        Ok(&self.bytes[begin..self.position])
    }

    fn array<const N: usize>(&mut self) -> Result<[u8; N], Refusal> {
        let mut array = [0; N];
        array.copy_from_slice(self.take(N)?);
        Ok(array)
    }

    #[inline(never)]
    pub fn u8(&mut self) -> Result<u8, Refusal> {
        Ok(self.array::<1>()?[0])
    }

    #[inline(never)]
    pub fn u16(&mut self) -> Result<u16, Refusal> {
        Ok(u16::from_le_bytes(self.array()?))
    }

    #[inline(never)]
    pub fn u32(&mut self) -> Result<u32, Refusal> {
        Ok(u32::from_le_bytes(self.array()?))
    }

    pub fn i64(&mut self) -> Result<i64, Refusal> {
        Ok(i64::from_le_bytes(self.array()?))
    }

    /// A number in LEB128.
    #[inline(never)]
    pub fn leb128(&mut self) -> Result<u32, Refusal> {
        let mut position = self.position;
        match read_leb128(self.bytes, &mut position) {
            Some(value) => {
                self.position = position;
                Ok(value)
            }
            None => Err(self.error("a number in LEB128", "another")),
        }
    }

    /// A finite number that is at least zero and not minus zero.
    #[inline(never)]
    pub fn f32(&mut self) -> Result<f32, Refusal> {
        let value = f32::from_le_bytes(self.array()?);
        if value.is_finite() && value.is_sign_positive() { Ok(value) } else { Err(self.error("a finite number of at least 0", value)) }
    }

    /// A count of things that take at least `least` bytes each, so that no allocation outgrows the file.
    #[inline(never)]
    pub fn count(&mut self, least: usize) -> Result<usize, Refusal> {
        let count = self.u32()? as usize;
        let left = self.bytes.len() - self.position;
        if count.checked_mul(least).is_none_or(|bytes| bytes > left) {
            return Err(self.error("a count that fits the section", count));
        }
        Ok(count)
    }

    #[inline(never)]
    pub fn end(&self) -> Result<(), Refusal> {
        let left = self.bytes.len() - self.position;
        if left == 0 { Ok(()) } else { Err(self.error("the section's end", Found::More(left))) }
    }
}

/// Appends an unsigned number in LEB128: seven bits a byte, the lowest first, the top bit set on all but the last.
pub(crate) fn write_leb128(bytes: &mut Vec<u8>, mut value: u32) {
    while value >= 128 {
        bytes.push(value as u8 | 128);
        value >>= 7;
    }
    bytes.push(value as u8);
}

/// Reads a LEB128 number at `position` and moves it on; `None` where it is cut off, longer than needed, or beyond 32 bits.
///
/// One byte or two are read without a branch between them, which a processor would often guess wrong.
#[cfg_attr(not(target_arch = "wasm32"), inline)]
#[cfg_attr(target_arch = "wasm32", inline(never))]
pub(crate) fn read_leb128(bytes: &[u8], position: &mut usize) -> Option<u32> {
    let Some(&[low, high]) = bytes.get(*position..).and_then(<[u8]>::first_chunk) else {
        return read_long_leb128(bytes, position);
    };
    let longer = low >> 7;
    if longer & (high >> 7 | u8::from(high == 0)) != 0 {
        return read_long_leb128(bytes, position);
    }
    *position += 1 + usize::from(longer);
    Some(u32::from(low & 127) | u32::from(high * longer) << 7)
}

/// [`read_leb128`] of any length.
#[cold]
fn read_long_leb128(bytes: &[u8], position: &mut usize) -> Option<u32> {
    let mut value = 0u32;
    for index in 0..5 {
        let byte = *bytes.get(*position)?;
        *position += 1;
        let low = u32::from(byte & 127);
        if index == 4 && low > 15 {
            return None;
        }
        value |= low << (7 * index);
        if byte & 128 == 0 {
            return if byte == 0 && index > 0 { None } else { Some(value) };
        }
    }
    None
}
