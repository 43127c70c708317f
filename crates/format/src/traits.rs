//! The section “traits”: what items have in common beyond category and brand, what must not be told of, and how much liking it counts.

use crate::bytes::Cursor;
use crate::columns::{NumberColumn, StringColumn, write_numbers, write_strings};
use crate::error::EncodeError;
use crate::header;
use crate::model::Model;
use crate::parts::{CategoryIndex, ItemIndex};
use crate::refusal::Refusal;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

/// How many bounds between price tiers a category has; there is one tier more.
pub const TIER_BOUNDS: usize = 3;
/// Most traits that a model names: each has an ASCII character of its own.
pub const MOST_TRAITS: usize = 128;

/// Traits of items, price tiers, sensitive categories, and what a shopper's liking for each class of facts is worth.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TraitsPart {
    /// What a liking of 1 adds to an item's factor, for its category, brand, price tier and each trait; then what full novelty adds.
    pub strengths: [f32; 5],
    /// For each category whether nothing may be inferred from it or told of it.
    pub sensitive: Vec<bool>,
    /// For each category, then for items without one: ascending bounds in minor units; zeros where prices make no tiers.
    pub tiers: Vec<[u32; TIER_BOUNDS]>,
    /// Names of traits, with their sort before a colon (“colour:red”); at most [`MOST_TRAITS`].
    pub names: Vec<String>,
    /// For each item its traits, ascending.
    pub of_items: Vec<Vec<u8>>,
}

impl TraitsPart {
    /// What likings count where nothing could be learned: an item that the shopper's whole interest speaks for gains a half.
    pub const DEFAULT_STRENGTHS: [f32; 5] = [0.5, 0.5, 0.25, 0.5, 0.5];
}

/// Where the section's columns lie.
#[derive(Clone, Debug)]
pub(crate) struct Traits {
    strengths: [f32; 5],
    sensitive: NumberColumn,
    tiers: NumberColumn,
    names: StringColumn,
    of_items: StringColumn,
}

impl Default for Traits {
    /// What holds for a file without the section.
    fn default() -> Self {
        let strengths = TraitsPart::DEFAULT_STRENGTHS;
        Traits {
            strengths,
            sensitive: NumberColumn::default(),
            tiers: NumberColumn::default(),
            names: StringColumn::default(),
            of_items: StringColumn::default(),
        }
    }
}

pub(crate) fn read_traits(cursor: &mut Cursor, file: &[u8], items: usize, categories: usize) -> Result<Traits, Refusal> {
    let mut strengths = [0.0; 5];
    for strength in &mut strengths {
        *strength = cursor.f32()?;
    }
    let sensitive = NumberColumn::read(cursor, file, categories, 1)?;
    let tiers = NumberColumn::read(cursor, file, (categories + 1) * TIER_BOUNDS, u32::MAX)?;
    let names = StringColumn::read(cursor, file)?;
    let of_items = StringColumn::read(cursor, file)?;
    let mut fits = names.len() <= MOST_TRAITS && of_items.len() == items;
    for item in 0..items {
        let mut least = 0;
        for number in of_items.bytes(file, item) {
            fits &= *number >= least && usize::from(*number) < names.len();
            least = *number + 1;
        }
    }
    if !fits {
        return Err(cursor.error("at most 128 traits, and for each item some of them, ascending", of_items.len()));
    }
    Ok(Traits { strengths, sensitive, tiers, names, of_items })
}

/// Refuses what the section could not hold.
pub(crate) fn check_traits(part: &TraitsPart, items: usize, categories: usize) -> Result<(), EncodeError> {
    let counts = [
        ("sensitive categories", part.sensitive.len(), categories),
        ("price tiers", part.tiers.len(), categories + 1),
        ("traits of items", part.of_items.len(), items),
    ];
    match counts.into_iter().find(|(_, found, expected)| found != expected) {
        Some((what, found, expected)) => Err(EncodeError::Entries { what, expected, found }),
        None => Ok(()),
    }
}

/// Writes what [`read_traits`] reads.
pub(crate) fn write_traits(part: &TraitsPart) -> Vec<u8> {
    let mut bytes = Vec::new();
    for strength in part.strengths {
        bytes.extend_from_slice(&strength.to_le_bytes());
    }
    write_numbers(&mut bytes, part.sensitive.iter().map(|sensitive| u32::from(*sensitive)));
    write_numbers(&mut bytes, part.tiers.iter().flatten().copied());
    write_strings(&mut bytes, part.names.iter().map(String::as_str));
    let of_items: Vec<String> = part.of_items.iter().map(|traits| traits.iter().map(|number| char::from(*number)).collect()).collect();
    write_strings(&mut bytes, of_items.iter().map(String::as_str));
    bytes
}

impl<B: AsRef<[u8]>> Model<B> {
    /// Whether the model holds traits, tiers and sensitive categories; without them likings for categories and brands count by default.
    pub fn has_traits(&self) -> bool {
        self.index.traits.of_items.len() > 0
    }

    /// What a liking of 1 adds to an item's factor, for its category, brand, price tier and each trait; then what full novelty adds.
    pub fn strengths(&self) -> &[f32; 5] {
        &self.index.traits.strengths
    }

    /// Whether nothing may be inferred from a category or told of it.
    pub fn is_sensitive(&self, category: CategoryIndex) -> bool {
        self.index.traits.sensitive.get(self.bytes(), usize::from(category.0)) != 0
    }

    /// How dear an item is among those of its category's kind, from 0 for the cheapest; `None` where that is unknown.
    pub fn price_tier(&self, item: ItemIndex) -> Option<u32> {
        let price = self.item_price(item);
        let row = self.item_category(item).map_or(self.category_count(), |category| category.0);
        let first = usize::from(row) * TIER_BOUNDS;
        let bound = |number: usize| self.index.traits.tiers.get(self.bytes(), first + number);
        if price == 0 || bound(0) == 0 {
            return None;
        }
        Some((0..TIER_BOUNDS).filter(|number| bound(*number) < price).count() as u32)
    }

    /// How many traits the model names.
    pub fn trait_count(&self) -> u32 {
        self.index.traits.names.len() as u32
    }

    /// Name of a trait, with its sort before a colon; empty where there is no such number.
    pub fn trait_name(&self, number: u32) -> &str {
        self.index.traits.names.get(self.bytes(), number as usize)
    }

    /// The traits of an item, ascending.
    pub fn item_traits(&self, item: ItemIndex) -> impl Iterator<Item = u32> + '_ {
        self.index.traits.of_items.bytes(self.bytes(), item.0 as usize).iter().map(|number| u32::from(*number))
    }

    /// The section as plain values.
    pub(crate) fn traits_part(&self) -> Option<TraitsPart> {
        self.sections().iter().find(|section| section.number == header::TRAITS)?;
        let traits = &self.index.traits;
        let file = self.bytes();
        let bounds = |row: usize| core::array::from_fn(|number| traits.tiers.get(file, row * TIER_BOUNDS + number));
        Some(TraitsPart {
            strengths: traits.strengths,
            sensitive: (0..self.category_count()).map(|category| self.is_sensitive(CategoryIndex(category))).collect(),
            tiers: (0..=usize::from(self.category_count())).map(bounds).collect(),
            names: (0..self.trait_count()).map(|number| self.trait_name(number).to_string()).collect(),
            of_items: (0..self.item_count()).map(|item| self.item_traits(ItemIndex(item)).map(|number| number as u8).collect()).collect(),
        })
    }
}
