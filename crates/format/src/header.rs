//! The first bytes: magic, version, length, checksum, and the table of sections.

use crate::bytes::{Cursor, Span};
use crate::refusal::{self, Refusal};
use alloc::vec::Vec;

/// What every model file begins with.
pub const MAGIC: [u8; 8] = *b"vitrine\0";
/// The format version that is written.
pub const VERSION: u16 = 3;
/// The oldest format version that is read.
pub const OLDEST_VERSION: u16 = 3;

/// Bytes before the section table.
pub(crate) const HEADER_LENGTH: usize = 20;
/// Bytes of one entry of the section table.
pub(crate) const ENTRY_LENGTH: usize = 12;

pub(crate) const META: u16 = 1;
pub(crate) const IDS: u16 = 2;
pub(crate) const ALIASES: u16 = 3;
pub(crate) const COLUMNS: u16 = 4;
pub(crate) const CATEGORIES: u16 = 5;
pub(crate) const BRANDS: u16 = 6;
pub(crate) const RANKING: u16 = 7;
pub(crate) const LISTS: u16 = 8;
pub(crate) const CONTEXT: u16 = 9;
pub(crate) const RANKER: u16 = 10;
pub(crate) const INTENT: u16 = 11;
pub(crate) const TRAITS: u16 = 12;
pub(crate) const LOCALES: u16 = 13;
pub(crate) const REPURCHASE: u16 = 14;
/// The first relation's section; the others follow by their numbers.
pub(crate) const RELATIONS: u16 = 16;
/// The last relation's section.
const LAST: u16 = 20;

/// Whether there is a section of this number.
const fn is_section(number: u16) -> bool {
    matches!(number, META..=REPURCHASE | RELATIONS..=LAST)
}

/// The name of a section, where there are sentences to name it in.
pub(crate) const fn name(number: u16) -> &'static str {
    if cfg!(not(feature = "sentences")) {
        return "";
    }
    match number {
        META => "meta",
        IDS => "ids",
        ALIASES => "aliases",
        COLUMNS => "columns",
        CATEGORIES => "categories",
        BRANDS => "brands",
        RANKING => "ranking",
        LISTS => "lists",
        CONTEXT => "context",
        RANKER => "ranker",
        INTENT => "intent",
        TRAITS => "traits",
        LOCALES => "locales",
        REPURCHASE => "repurchase",
        RELATIONS => "viewed-next",
        17 => "also-viewed",
        18 => "bought-together",
        19 => "also-bought",
        LAST => "similar",
        _ => "",
    }
}

/// Where a section lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SectionInfo {
    /// The section's name in `FORMAT.md`.
    pub name: &'static str,
    /// Bytes from the file's beginning.
    pub offset: usize,
    /// Length in bytes.
    pub length: usize,
    pub(crate) number: u16,
}

impl SectionInfo {
    pub(crate) fn span(&self) -> Span {
        Span { start: self.offset, length: self.length }
    }
}

/// Adler-32 (RFC 1950, section 8.2). Written out, because the library's is built for gigabytes and takes a kilobyte of the browser's module.
fn checksum(bytes: &[u8]) -> u32 {
    const BASE: u32 = 65_521;
    // The most bytes whose sums stay below 2³².
    const MOST: usize = 5552;
    let (mut low, mut high) = (1, 0);
    for chunk in bytes.chunks(MOST) {
        for byte in chunk {
            low += u32::from(*byte);
            high += low;
        }
        low %= BASE;
        high %= BASE;
    }
    high << 16 | low
}

/// Checks header, checksum and section table; gives the sections in the order of the file.
pub(crate) fn read(file: &[u8]) -> Result<Vec<SectionInfo>, Refusal> {
    if !file.starts_with(&MAGIC) {
        return refusal::not_a_model(file);
    }
    let found = file.len() as u64;
    if file.len() < HEADER_LENGTH {
        return refusal::length(HEADER_LENGTH as u64, found);
    }
    let mut cursor = Cursor::new("header", file, Span { start: 0, length: file.len() });
    cursor.take(MAGIC.len())?;
    let version = cursor.u16()?;
    if !(OLDEST_VERSION..=VERSION).contains(&version) {
        return refusal::version(version);
    }
    let count = usize::from(cursor.u16()?);
    let expected = u64::from(cursor.u32()?);
    if found != expected {
        return refusal::length(expected, found);
    }
    let expected = cursor.u32()?;
    let found = checksum(&file[HEADER_LENGTH..]);
    if found != expected {
        return refusal::checksum(expected, found);
    }
    let mut sections: Vec<SectionInfo> = Vec::new();
    let mut next_offset = HEADER_LENGTH + count * ENTRY_LENGTH;
    for _ in 0..count {
        let number = cursor.u16()?;
        if cursor.u16()? != 0 {
            return Err(cursor.error("two zero bytes behind the section's number", "others"));
        }
        let (offset, length) = (cursor.u32()? as usize, cursor.u32()? as usize);
        if !is_section(number) {
            return Err(cursor.error("the number of a section", number));
        }
        if sections.last().is_some_and(|last| last.number >= number) {
            return Err(cursor.error("section numbers that ascend", number));
        }
        if offset != next_offset {
            return Err(cursor.error("sections without holes", offset));
        }
        let end = offset.checked_add(length).filter(|end| *end <= file.len());
        next_offset = end.ok_or_else(|| cursor.error("a length within the file", length))?;
        sections.push(SectionInfo { name: name(number), offset, length, number });
    }
    if next_offset != file.len() {
        return Err(cursor.error("sections that fill the file", next_offset));
    }
    Ok(sections)
}

/// Puts header and section table before the sections' bytes.
pub(crate) fn write(sections: &[(u16, Vec<u8>)]) -> Vec<u8> {
    let mut body = Vec::new();
    let mut offset = HEADER_LENGTH + sections.len() * ENTRY_LENGTH;
    for (number, bytes) in sections {
        body.extend_from_slice(&number.to_le_bytes());
        body.extend_from_slice(&[0, 0]);
        body.extend_from_slice(&(offset as u32).to_le_bytes());
        body.extend_from_slice(&(bytes.len() as u32).to_le_bytes());
        offset += bytes.len();
    }
    for (_, bytes) in sections {
        body.extend_from_slice(bytes);
    }
    let mut file = Vec::with_capacity(offset);
    file.extend_from_slice(&MAGIC);
    file.extend_from_slice(&VERSION.to_le_bytes());
    file.extend_from_slice(&(sections.len() as u16).to_le_bytes());
    file.extend_from_slice(&(offset as u32).to_le_bytes());
    file.extend_from_slice(&checksum(&body).to_le_bytes());
    file.extend_from_slice(&body);
    file
}
