//! Finding a name's number: a table of open addresses (Knuth, The Art of Computer Programming, volume 3, section 6.4), made at opening.
//!
//! A page opens a model before its browser has compiled the engine well: a table of ten thousand names takes a tenth of the time that sorting
//! them would.

use crate::columns::StringColumn;
use alloc::vec;
use alloc::vec::Vec;

/// Numbers of names by their hashes.
#[derive(Clone, Debug, Default)]
pub(crate) struct NameTable {
    /// A power of two of them, more than there are names; 0 is empty, else one more than a name's number.
    slots: Vec<u32>,
}

impl NameTable {
    /// Takes in all names, or gives the number of one that stands twice.
    #[inline(never)]
    pub fn of(names: &StringColumn, file: &[u8]) -> Result<Self, usize> {
        let count = names.len();
        let mut table = NameTable { slots: vec![0; (count + count / 2 + 1).next_power_of_two()] };
        for number in 0..count {
            let (place, found) = table.place(names, file, names.bytes(file, number));
            if found.is_some() {
                return Err(number);
            }
            if let Some(slot) = table.slots.get_mut(place) {
                *slot = number as u32 + 1;
            }
        }
        Ok(table)
    }

    /// The number of a name; `names` are those that the table was made of.
    pub fn find(&self, names: &StringColumn, file: &[u8], name: &[u8]) -> Option<usize> {
        self.place(names, file, name).1
    }

    /// Where a name stands, and its number; or where it would stand.
    #[inline(never)]
    fn place(&self, names: &StringColumn, file: &[u8], name: &[u8]) -> (usize, Option<usize>) {
        let mask = self.slots.len().wrapping_sub(1);
        let mut place = hash(name) as usize & mask;
        while let Some(number) = self.slots.get(place).and_then(|slot| slot.checked_sub(1)) {
            if names.bytes(file, number as usize) == name {
                return (place, Some(number as usize));
            }
            place = (place + 1) & mask;
        }
        (place, None)
    }
}

/// FNV-1a of 32 bits (Fowler, Noll, Vo), its upper half folded into the lower one.
fn hash(name: &[u8]) -> u32 {
    let hash = name.iter().fold(0x811c_9dc5_u32, |hash, byte| (hash ^ u32::from(*byte)).wrapping_mul(0x0100_0193));
    hash ^ hash >> 16
}
