//! Levels as half bytes, in streams by whose they are and how strong their rows are, and the level that a pair's way back is expected to have.
//!
//! Brotli sees bytes and knows nothing of rows: what lies together is what it compresses together. The two weights of a mutual pair come from
//! the same sessions, so the second is written as its distance from what the first makes expect.

use crate::bytes::{Cursor, Span, write_leb128};
use crate::parts::Scale;
use crate::refusal::Refusal;
use alloc::vec::Vec;

/// Levels that a weight can have.
pub(crate) const LEVELS: usize = 16;
/// Kinds of streams that are parted by the strength of a row.
pub(crate) const KINDS: usize = 3;
/// Classes of rows by their scale: one for each power of two.
pub(crate) const CLASSES: usize = 16;
/// Where the corrections of the ways back come behind all classes.
pub(crate) const CORRECTIONS: usize = KINDS * CLASSES;
const STREAMS: usize = CORRECTIONS + 1;

/// Whose level it is; the corrections of mutual pairs' ways back stand apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// From the smaller item of a mutual pair to the larger.
    Mutual = 0,
    /// From the smaller item to the larger, with no way back.
    Onward = 1,
    /// From the larger item to the smaller alone.
    Back = 2,
}

/// The stream of a kind for rows of a scale.
pub(crate) fn stream(kind: Kind, scale: Scale) -> usize {
    kind as usize * CLASSES + usize::from(scale.0 >> 4)
}

/// Which classes have rows. Scale 0 is that of empty rows.
fn classes(scales: impl Iterator<Item = Scale>) -> [bool; CLASSES] {
    let mut found = [false; CLASSES];
    for scale in scales.filter(|scale| scale.0 != 0) {
        if let Some(class) = found.get_mut(usize::from(scale.0 >> 4)) {
            *class = true;
        }
    }
    found
}

/// Reads levels one by one from each of the streams.
pub(crate) struct LevelReader<'a> {
    bytes: &'a [u8],
    /// The next level of each stream, in half bytes from the beginning of all.
    next: [u32; STREAMS],
    ends: [u32; STREAMS],
    counts: [u32; STREAMS],
}

impl<'a> LevelReader<'a> {
    /// Reads how many levels each stream has; they lie somewhere behind.
    pub fn read_counts(cursor: &mut Cursor, file: &'a [u8], scales: Span) -> Result<Self, Refusal> {
        let mut reader = LevelReader { bytes: &[], next: [0; STREAMS], ends: [0; STREAMS], counts: [0; STREAMS] };
        let present = classes(scales.of(file).iter().map(|code| Scale(*code)));
        for kind in reader.counts.chunks_exact_mut(CLASSES) {
            for (count, _) in kind.iter_mut().zip(present).filter(|(_, present)| *present) {
                *count = cursor.leb128()?;
            }
        }
        // Every pair of the first kind has a correction.
        let corrections = reader.count(Kind::Mutual);
        match u32::try_from(corrections) {
            Ok(count) => reader.counts[CORRECTIONS] = count,
            Err(_) => return Err(cursor.error("fewer than 2³² pairs", corrections)),
        }
        Ok(reader)
    }

    /// Levels of one kind in all classes.
    pub fn count(&self, kind: Kind) -> u64 {
        self.counts.iter().skip(kind as usize * CLASSES).take(CLASSES).map(|count| u64::from(*count)).sum()
    }

    /// Finds the streams themselves.
    pub fn read_streams(&mut self, cursor: &mut Cursor, file: &'a [u8]) -> Result<(), Refusal> {
        let length = self.counts.iter().map(|count| u64::from(count.div_ceil(2))).sum::<u64>();
        let Some(span) = usize::try_from(length).ok().filter(|_| length < 1 << 30) else {
            return Err(cursor.error("levels within the file", length));
        };
        self.bytes = cursor.span(span)?.of(file);
        let mut start = 0;
        for ((next, end), count) in self.next.iter_mut().zip(&mut self.ends).zip(self.counts) {
            (*next, *end) = (start, start + count);
            if count % 2 == 1 && self.bytes.get(*end as usize / 2).is_some_and(|last| last >> 4 != 0) {
                return Err(cursor.error("four zero bits behind the last level of a stream", "others"));
            }
            start = (*end).next_multiple_of(2);
        }
        Ok(())
    }

    /// Where the next level of a stream stands.
    pub fn place(&self, stream: usize) -> u32 {
        self.next.get(stream).copied().unwrap_or(0)
    }

    /// Sets what [`LevelReader::place`] gives, after levels were read with [`LevelReader::at`].
    pub fn set_place(&mut self, stream: usize, place: u32) {
        if let Some(next) = self.next.get_mut(stream) {
            *next = place;
        }
    }

    /// The level at a place, from 0 to 15. What lies beyond a stream's end belongs to the next one: [`LevelReader::at_end`] tells.
    #[inline]
    pub fn at(&self, place: u32) -> u8 {
        self.bytes.get(place as usize / 2).map_or(0, |byte| byte >> (place % 2 * 4) & 15)
    }

    /// The next level of a stream.
    #[inline]
    pub fn take(&mut self, stream: usize) -> u8 {
        let place = self.place(stream);
        self.set_place(stream, place.wrapping_add(1));
        self.at(place)
    }

    /// Whether every stream was read to its end and not beyond.
    pub fn at_end(&self) -> bool {
        self.next == self.ends
    }
}

/// Collects levels by stream.
pub(crate) struct LevelWriter {
    streams: Vec<Vec<u8>>,
}

impl LevelWriter {
    pub fn new() -> Self {
        LevelWriter { streams: (0..STREAMS).map(|_| Vec::new()).collect() }
    }

    pub fn push(&mut self, stream: usize, level: u8) {
        if let Some(levels) = self.streams.get_mut(stream) {
            levels.push(level);
        }
    }

    /// Writes what [`LevelReader::read_counts`] reads.
    pub fn write_counts(&self, bytes: &mut Vec<u8>, scales: impl Iterator<Item = Scale>) {
        let present = classes(scales);
        for kind in self.streams.chunks_exact(CLASSES) {
            kind.iter().zip(present).filter(|(_, present)| *present).for_each(|(levels, _)| write_leb128(bytes, levels.len() as u32));
        }
    }

    /// Writes what [`LevelReader::read_streams`] reads.
    pub fn write_streams(&self, bytes: &mut Vec<u8>) {
        for levels in &self.streams {
            bytes.extend(levels.chunks(2).map(|pair| pair[0] | pair.get(1).copied().unwrap_or(0) << 4));
        }
    }
}

/// What level the way back of a pair is expected to have: the one that comes nearest to the same weight.
///
/// Weights are compared in steps of a scale's code, sixteen to a power of two, so that whole numbers do.
pub(crate) struct Expectation {
    /// Level against the strongest, in such steps.
    heights: [u8; LEVELS],
    /// Nearest level by height, from −255 on.
    nearest: [u8; 1024],
}

impl Expectation {
    pub fn new(levels: &[f32; LEVELS]) -> Self {
        let heights = levels.map(|level| Scale::nearest(f64::from(level) * f64::from(Scale(255).value())).0);
        let mut nearest = [0; 1024];
        let mut level = 0;
        for (place, found) in nearest.iter_mut().enumerate() {
            let distance = |level: usize| heights.get(level).map_or(usize::MAX, |height| (usize::from(*height) + 255).abs_diff(place));
            // Heights do not descend, so the nearest never moves back; of two alike the lower one stands.
            while (level + 1..LEVELS).any(|higher| distance(higher) < distance(level)) {
                level += 1;
            }
            *found = level as u8;
        }
        Expectation { heights, nearest }
    }

    /// For the way back of a pair whose way onward has this level, where the rows have these scales.
    pub fn of(&self, level: u8, onward: Scale, back: Scale) -> u8 {
        let height = usize::from(self.heights[usize::from(level & 15)]) + 255 + usize::from(onward.0) - usize::from(back.0);
        self.nearest[height & 1023]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn even_levels() -> [f32; LEVELS] {
        core::array::from_fn(|level| (level + 1) as f32 / 16.0)
    }

    #[test]
    fn rows_of_one_strength_expect_the_same_level_back() {
        let expectation = Expectation::new(&even_levels());
        for level in 0..16 {
            assert_eq!(expectation.of(level, Scale(77), Scale(77)), level);
        }
    }

    #[test]
    fn a_row_of_half_the_strength_expects_twice_the_level() {
        let expectation = Expectation::new(&even_levels());
        // Levels 3/16, 7/16 and 12/16; the last one doubled is above 1.
        assert_eq!([2, 6, 11].map(|level| expectation.of(level, Scale(0x50), Scale(0x40))), [5, 13, 15]);
        assert_eq!([5, 13, 0].map(|level| expectation.of(level, Scale(0x40), Scale(0x50))), [2, 6, 0]);
    }

    #[test]
    fn the_nearest_is_what_a_search_finds() {
        let levels: [f32; LEVELS] = core::array::from_fn(libm_free_power);
        let expectation = Expectation::new(&levels);
        for level in 0..16u8 {
            for onward in (1..=255).step_by(7) {
                for back in (1..=255).step_by(5) {
                    let wanted = i32::from(expectation.heights[usize::from(level)]) + onward - back;
                    let distance = |level: &usize| (i32::from(expectation.heights[*level]) - wanted).abs();
                    let found = (0..LEVELS).min_by_key(distance).unwrap_or(0);
                    assert_eq!(usize::from(expectation.of(level, Scale(onward as u8), Scale(back as u8))), found);
                }
            }
        }
    }

    /// Levels that fall by a third from one to the next.
    fn libm_free_power(level: usize) -> f32 {
        (level..15).fold(1.0, |value, _| value * 2.0 / 3.0)
    }
}
