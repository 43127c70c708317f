//! Neighbour lists as pairs of items, each written once.
//!
//! Two items that are neighbours of each other are one pair, and naming it once, at the item with the smaller number, saves most (links in
//! both directions written once: Chierichetti, Kumar, Lattanzi, Mitzenmacher, Panconesi and Raghavan, "On compressing social networks",
//! KDD 2009). At each item stand its *onward* pairs, in which it leads to a larger number, each with a bit that says whether the way back
//! exists too (*mutual*); then the pairs *back*, in which only the larger number leads to the item.
//!
//! Unpacking goes through the items in order and enters each pair where it belongs, which leaves every row in ascending order: when an
//! item's turn comes, its smaller neighbours are all there, and what its length leaves open are its onward pairs.

use crate::bytes::{Cursor, Span, read_leb128, write_leb128};
use crate::levels::{CORRECTIONS, Expectation, Kind, LEVELS, LevelReader, LevelWriter, stream};
use crate::parts::{Entry, ItemIndex, Row, Scale};
use crate::refusal::{Found, Refusal};
use alloc::vec;
use alloc::vec::Vec;

/// Items that a packed neighbour can name: 28 bits, the level takes the other four.
const MOST_ITEMS: usize = 1 << 28;

/// A neighbour and its level in one number.
#[derive(Clone, Copy)]
pub(crate) struct Packed(pub u32);

impl Packed {
    fn new(item: u32, level: u8) -> Self {
        Packed(item << 4 | u32::from(level & 15))
    }

    #[inline]
    pub fn item(self) -> u32 {
        self.0 >> 4
    }

    #[inline]
    pub fn level(self) -> u8 {
        (self.0 & 15) as u8
    }
}

/// All rows of a relation, one behind the other.
#[derive(Clone, Debug, Default)]
pub(crate) struct Rows {
    /// Where each row begins, and where the last one ends.
    pub starts: Vec<u32>,
    /// Each a [`Packed`]; as plain numbers, because the library clears memory for those at once.
    pub entries: Vec<u32>,
}

/// Where an item's next neighbour is to be entered.
struct Slot {
    next: u32,
    /// The last item that led onward to the item, counted from 1.
    led: u32,
    /// Neighbours that are still to come.
    left: u8,
    scale: Scale,
}

/// What was wrong, before it is put into words.
enum Fault {
    BackCount,
    OnwardDistance,
    BackDistance,
    BeyondTheLast,
    RowFull,
    PairTwice,
}

impl Fault {
    fn expected(&self) -> &'static str {
        match self {
            Fault::BackCount => "a number of pairs back in LEB128",
            Fault::OnwardDistance => "an onward distance in LEB128",
            Fault::BackDistance => "a distance back in LEB128",
            Fault::BeyondTheLast => "neighbours that are items of the model",
            Fault::RowFull => "at most as many neighbours as the row's length",
            Fault::PairTwice => "every pair once",
        }
    }
}

/// The streams of a section but for the levels.
struct Streams<'a> {
    back_counts: &'a [u8],
    onward: &'a [u8],
    back: &'a [u8],
    mutual: &'a [u8],
}

/// Reads the rest of a section, from the counts of levels on.
pub(crate) fn read_rows(cursor: &mut Cursor, file: &[u8], lengths: Span, scales: Span, levels: &[f32; LEVELS]) -> Result<Rows, Refusal> {
    let total = lengths.of(file).iter().map(|length| u64::from(*length)).sum::<u64>();
    if total == 0 {
        return Err(cursor.error("at least one neighbour", total));
    }
    if lengths.length > MOST_ITEMS {
        return Err(cursor.error("at most 2²⁸ items", lengths.length));
    }
    let mut reader = LevelReader::read_counts(cursor, file, scales)?;
    let onward = reader.count(Kind::Mutual) + reader.count(Kind::Onward);
    let found = onward + reader.count(Kind::Mutual) + reader.count(Kind::Back);
    if found != total {
        return Err(cursor.error("as many levels as neighbours", found));
    }
    let streams = read_streams(cursor, onward)?;
    // The levels of all neighbours are in the file, so the room that is made for them stays in proportion to it.
    reader.read_streams(cursor, file)?;
    let mut rows = Rows { starts: Vec::with_capacity(lengths.length + 1), entries: vec![0; total as usize + 1] };
    let mut slots = Vec::with_capacity(lengths.length);
    let mut start = 0;
    for (length, scale) in lengths.of(file).iter().zip(scales.of(file)) {
        rows.starts.push(start);
        slots.push(Slot { next: start, led: 0, left: *length, scale: Scale(*scale) });
        start += u32::from(*length);
    }
    rows.starts.push(start);
    let ended = streams.enter(&mut reader, &Expectation::new(levels), &mut slots, &mut rows.entries);
    let ended = ended.map_err(|(row, fault)| cursor.error(fault.expected(), Found::AtItem(row)))?;
    if !ended || !reader.at_end() {
        return Err(cursor.error("streams that end with the last row", "others"));
    }
    rows.entries.pop();
    Ok(rows)
}

/// Finds all streams but the levels; `onward` pairs are either mutual or not.
fn read_streams<'a>(cursor: &mut Cursor<'a>, onward: u64) -> Result<Streams<'a>, Refusal> {
    let lengths = [cursor.leb128()?, cursor.leb128()?, cursor.leb128()?].map(|length| length as usize);
    let streams = Streams {
        back_counts: cursor.take(lengths[0])?,
        onward: cursor.take(lengths[1])?,
        back: cursor.take(lengths[2])?,
        mutual: cursor.take(usize::try_from(onward.div_ceil(8)).unwrap_or(usize::MAX))?,
    };
    let used = onward % 8;
    if used != 0 && streams.mutual.last().is_some_and(|last| last >> used != 0) {
        return Err(cursor.error("zero bits behind the last pair", "others"));
    }
    Ok(streams)
}

/// How far the streams are read.
#[derive(Default)]
struct Places {
    back_count: usize,
    onward: usize,
    back: usize,
    pair: usize,
    correction: u32,
}

impl Streams<'_> {
    /// Enters all pairs; tells whether the streams end with the last row. The last of the `entries` is spare.
    fn enter(
        &self,
        levels: &mut LevelReader,
        expectation: &Expectation,
        slots: &mut [Slot],
        entries: &mut [u32],
    ) -> Result<bool, (usize, Fault)> {
        let mut at = Places { correction: levels.place(CORRECTIONS), ..Places::default() };
        for row in 0..slots.len() {
            self.enter_onward(row, &mut at, levels, expectation, slots, entries).map_err(|fault| (row, fault))?;
            self.enter_back(row, &mut at, levels, slots, entries).map_err(|fault| (row, fault))?;
        }
        levels.set_place(CORRECTIONS, at.correction);
        Ok(at.back_count == self.back_counts.len() && at.onward == self.onward.len() && at.back == self.back.len())
    }

    /// Enters one item's onward pairs. A call for each row: a browser that has just loaded the page compiles anew only what is called again.
    #[cfg_attr(target_arch = "wasm32", inline(never))]
    fn enter_onward(
        &self,
        row: usize,
        at: &mut Places,
        levels: &mut LevelReader,
        expectation: &Expectation,
        slots: &mut [Slot],
        entries: &mut [u32],
    ) -> Result<(), Fault> {
        let Some(&Slot { next, left, scale, .. }) = slots.get(row) else { return Ok(()) };
        let streams = [Kind::Onward, Kind::Mutual].map(|kind| stream(kind, scale));
        let [mut onward_place, mut mutual_place] = streams.map(|stream| levels.place(stream));
        let (mut onward_at, mut pair, mut correction_at) = (at.onward, at.pair, at.correction);
        let (mut item, end) = (row as u64, next as usize + usize::from(left));
        // What is entered for others goes behind this row.
        let Some((own, others)) = entries.split_at_mut_checked(end) else { return Ok(()) };
        for entry in own.iter_mut().skip(next as usize) {
            let distance = read_leb128(self.onward, &mut onward_at).ok_or(Fault::OnwardDistance)?;
            item += u64::from(distance) + 1;
            let slot = find(slots, item).ok_or(Fault::BeyondTheLast)?;
            slot.led = row as u32 + 1;
            // A pair is mutual or not as by a coin: without a branch, nothing is guessed wrong.
            let is_mutual = self.mutual.get(pair / 8).map_or(0, |bits| bits >> (pair % 8) & 1);
            pair += 1;
            let place = if is_mutual == 0 { onward_place } else { mutual_place };
            onward_place += u32::from(is_mutual ^ 1);
            mutual_place += u32::from(is_mutual);
            let level = levels.at(place);
            *entry = Packed::new(item as u32, level).0;
            let level = expectation.of(level, scale, slot.scale).wrapping_add(levels.at(correction_at));
            correction_at += u32::from(is_mutual);
            // What is not mutual goes to the spare entry at the end.
            let place = if is_mutual == 0 { others.len() - 1 } else { slot.next as usize - end };
            slot.next += u32::from(is_mutual);
            slot.left = slot.left.checked_sub(is_mutual).ok_or(Fault::RowFull)?;
            if let Some(entry) = others.get_mut(place) {
                *entry = Packed::new(row as u32, level).0;
            }
        }
        levels.set_place(streams[0], onward_place);
        levels.set_place(streams[1], mutual_place);
        (at.onward, at.pair, at.correction) = (onward_at, pair, correction_at);
        Ok(())
    }

    /// Enters the pairs in which only a larger number leads to the item.
    #[cfg_attr(target_arch = "wasm32", inline(never))]
    fn enter_back(
        &self,
        row: usize,
        at: &mut Places,
        levels: &mut LevelReader,
        slots: &mut [Slot],
        entries: &mut [u32],
    ) -> Result<(), Fault> {
        let count = read_leb128(self.back_counts, &mut at.back_count).ok_or(Fault::BackCount)?;
        let mut item = row as u64;
        for _ in 0..count {
            let distance = read_leb128(self.back, &mut at.back).ok_or(Fault::BackDistance)?;
            item += u64::from(distance) + 1;
            let slot = find(slots, item).ok_or(Fault::BeyondTheLast)?;
            if slot.led == row as u32 + 1 {
                return Err(Fault::PairTwice);
            }
            let level = levels.take(stream(Kind::Back, slot.scale));
            enter_at(slot, entries, Packed::new(row as u32, level)).ok_or(Fault::RowFull)?;
        }
        Ok(())
    }
}

/// The slot of an item, which may be any sum of distances.
fn find(slots: &mut [Slot], item: u64) -> Option<&mut Slot> {
    usize::try_from(item).ok().and_then(|item| slots.get_mut(item))
}

/// Enters a neighbour in the slot's row; `None` where the row is full.
fn enter_at(slot: &mut Slot, entries: &mut [u32], entry: Packed) -> Option<()> {
    slot.left = slot.left.checked_sub(1)?;
    *entries.get_mut(slot.next as usize)? = entry.0;
    slot.next += 1;
    Some(())
}

/// Writes what [`read_rows`] reads; the caller has checked the rows.
pub(crate) fn write_rows(bytes: &mut Vec<u8>, rows: &[Row], levels: &[f32; LEVELS]) {
    let scale = |item: usize| rows.get(item).map_or(Scale(0), |row| row.scale);
    let expectation = Expectation::new(levels);
    let mut writer = LevelWriter::new();
    let (mut back_counts, mut onward, mut back, mut mutual) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    let mut pairs = 0usize;
    let returning = returning(rows);
    for (row, Row { entries, .. }) in rows.iter().enumerate() {
        let (mut last, mut last_back, mut back_count) = (row as u32, row as u32, 0);
        let mut holders = returning.of(row).iter().copied().peekable();
        let mut write_back = |holder: Entry, writer: &mut LevelWriter| {
            write_leb128(&mut back, holder.item.0 - last_back - 1);
            last_back = holder.item.0;
            back_count += 1;
            writer.push(stream(Kind::Back, scale(holder.item.0 as usize)), holder.level);
        };
        for entry in entries.iter().filter(|entry| entry.item.0 as usize > row) {
            while let Some(holder) = holders.next_if(|holder| holder.item < entry.item) {
                write_back(holder, &mut writer);
            }
            write_leb128(&mut onward, entry.item.0 - last - 1);
            last = entry.item.0;
            if pairs.is_multiple_of(8) {
                mutual.push(0);
            }
            if let Some(holder) = holders.next_if(|holder| holder.item == entry.item) {
                if let Some(bits) = mutual.last_mut() {
                    *bits |= 1 << (pairs % 8);
                }
                writer.push(stream(Kind::Mutual, scale(row)), entry.level);
                let expected = expectation.of(entry.level, scale(row), scale(holder.item.0 as usize));
                writer.push(CORRECTIONS, holder.level.wrapping_sub(expected) & 15);
            } else {
                writer.push(stream(Kind::Onward, scale(row)), entry.level);
            }
            pairs += 1;
        }
        for holder in holders {
            write_back(holder, &mut writer);
        }
        write_leb128(&mut back_counts, back_count);
    }
    writer.write_counts(bytes, rows.iter().map(|row| row.scale));
    for stream in [&back_counts, &onward, &back] {
        write_leb128(bytes, stream.len() as u32);
    }
    for stream in [&back_counts, &onward, &back, &mutual] {
        bytes.extend_from_slice(stream);
    }
    writer.write_streams(bytes);
}

/// For each item the larger items whose rows hold it, ascending, with the levels that they give it.
struct Returning {
    starts: Vec<u32>,
    holders: Vec<Entry>,
}

impl Returning {
    fn of(&self, item: usize) -> &[Entry] {
        let bounds = self.starts.get(item).zip(self.starts.get(item + 1));
        bounds.and_then(|(start, end)| self.holders.get(*start as usize..*end as usize)).unwrap_or(&[])
    }
}

fn returning(rows: &[Row]) -> Returning {
    let smaller = |row: usize| rows[row].entries.iter().filter(move |entry| (entry.item.0 as usize) < row);
    // Two places further on than where an item's holders begin, so that filling them leaves the beginnings one place on.
    let mut starts = vec![0u32; rows.len() + 2];
    for entry in (0..rows.len()).flat_map(smaller) {
        starts[entry.item.0 as usize + 2] += 1;
    }
    for item in 1..starts.len() {
        starts[item] += starts[item - 1];
    }
    let total = starts.last().copied().unwrap_or(0) as usize;
    let mut holders = vec![Entry { item: ItemIndex(0), level: 0 }; total];
    for row in 0..rows.len() {
        for entry in smaller(row) {
            let next = &mut starts[entry.item.0 as usize + 1];
            holders[*next as usize] = Entry { item: ItemIndex(row as u32), level: entry.level };
            *next += 1;
        }
    }
    starts.pop();
    Returning { starts, holders }
}
