//! Opening: every section is read and checked once, and stays where it lies.

use crate::bytes::{Cursor, Span};
use crate::columns::{NumberColumn, StringColumn};
use crate::error::FormatError;
use crate::header::{self, SectionInfo};
use crate::intent::{IntentPart, read_intent};
use crate::names::NameTable;
use crate::neighbours::RelationTable;
use crate::parts::{Dimension, ItemFlags, ListKind, RankingParameters, Relation};
use crate::ranker::{RankerPart, read_ranker};
use crate::refusal::{self, Refusal};
use crate::repurchase::{Repurchase, read_repurchase};
use crate::settings::read_ranking;
use crate::traits::{Traits, read_traits};
use alloc::string::String;
use alloc::vec::Vec;

/// A checked model over bytes of any owner. Its accessors are in `access.rs`.
#[derive(Clone, Debug)]
pub struct Model<B> {
    pub(crate) bytes: B,
    pub(crate) index: Index,
}

/// Where everything lies, and what is worth having decoded.
#[derive(Clone, Debug, Default)]
pub(crate) struct Index {
    pub sections: Vec<SectionInfo>,
    pub built: i64,
    pub currency: String,
    pub ids: StringColumn,
    pub id_table: NameTable,
    pub alias_names: StringColumn,
    pub alias_table: NameTable,
    pub alias_items: NumberColumn,
    pub columns: Columns,
    pub category_names: StringColumn,
    pub category_parents: NumberColumn,
    pub brands: StringColumn,
    pub ranking: RankingParameters,
    pub ranker: Option<RankerPart>,
    pub intent: Option<IntentPart>,
    pub traits: Traits,
    pub repurchase: Repurchase,
    pub lists: Vec<List>,
    pub context: [Option<Span>; Dimension::ALL.len()],
    #[cfg(feature = "sentences")]
    pub locales: StringColumn,
    pub relations: [Option<RelationTable>; Relation::ALL.len()],
    /// How many of them were read.
    pub relations_read: usize,
}

/// Columns over all items.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Columns {
    pub prices: NumberColumn,
    pub categories: NumberColumn,
    pub brands: NumberColumn,
    pub groups: NumberColumn,
    pub flags: NumberColumn,
    pub popularity: NumberColumn,
    pub trend: NumberColumn,
    pub ages: NumberColumn,
}

/// One ready order.
#[derive(Clone, Copy, Debug)]
pub(crate) struct List {
    pub kind: ListKind,
    /// 0 for the whole shop, else one more than the category's number.
    pub category: u32,
    pub length: usize,
    pub items: NumberColumn,
}

impl<B: AsRef<[u8]>> Model<B> {
    /// Checks bytes and opens them as a model. Nothing is copied but names' offsets and the numbers that steer the score.
    pub fn open(bytes: B) -> Result<Model<B>, FormatError> {
        let mut model = Model::begin(bytes)?;
        while model.read_on()? {}
        Ok(model)
    }

    /// The same without the relations, which take the most time: what is not read yet is as if it were not in the file. [`Model::read_on`] reads them, so
    /// that a page with a slow processor can do something else in between.
    pub fn begin(bytes: B) -> Result<Model<B>, FormatError> {
        let mut index = Index::default();
        read_index(&mut index, bytes.as_ref())?;
        Ok(Model { bytes, index })
    }

    /// Reads the next relation; `false` when all are read. After an error the bytes are no model, and nothing may be asked of it.
    pub fn read_on(&mut self) -> Result<bool, FormatError> {
        Ok(read_relation(&mut self.index, self.bytes.as_ref())?)
    }
}

/// Reads one relation.
fn read_relation(index: &mut Index, file: &[u8]) -> Result<bool, Refusal> {
    let Some(relation) = Relation::ALL.get(index.relations_read).copied() else { return Ok(false) };
    if let Some(mut cursor) = cursor_of(&index.sections, file, header::RELATIONS + relation as u16) {
        let table = RelationTable::read(relation, &mut cursor, file, index.ids.len())?;
        cursor.end()?;
        if let Some(place) = index.relations.get_mut(index.relations_read) {
            *place = Some(table);
        }
    }
    index.relations_read += 1;
    Ok(index.relations_read < Relation::ALL.len())
}

/// Fills an empty index. Its owner alone has to let go of what was read before an error.
fn read_index(index: &mut Index, file: &[u8]) -> Result<(), Refusal> {
    let sections = header::read(file)?;
    let optional = |number: u16| cursor_of(&sections, file, number);
    let required = |number: u16| optional(number).ok_or_else(|| refusal::section(header::name(number), 0, "the section", "none"));

    let mut cursor = required(header::META)?;
    index.built = cursor.i64()?;
    let currency_length = usize::from(cursor.u8()?);
    let currency = core::str::from_utf8(cursor.take(currency_length)?).map_err(|_| cursor.error("text in UTF-8", "other bytes"))?;
    cursor.end()?;
    index.currency = String::from(currency);

    let mut cursor = required(header::IDS)?;
    index.ids = StringColumn::read(&mut cursor, file)?;
    cursor.end()?;
    let ids = &index.ids;
    index.id_table = NameTable::of(ids, file).map_err(|twice| cursor.error("ids that are all different", ids.get(file, twice)))?;
    let items = ids.len();

    let mut cursor = required(header::ALIASES)?;
    read_aliases(index, &mut cursor, file)?;

    let mut cursor = required(header::CATEGORIES)?;
    index.category_names = StringColumn::read(&mut cursor, file)?;
    let categories = index.category_names.len();
    if categories >= usize::from(u16::MAX) {
        return Err(cursor.error("fewer than 65,535 categories", categories));
    }
    index.category_parents = NumberColumn::read(&mut cursor, file, categories, u32::from(u16::MAX))?;
    cursor.end()?;
    if let Some(child) = (0..categories).find(|category| index.category_parents.get(file, *category) as usize > *category) {
        return Err(cursor.error("parents that stand before their children", child));
    }

    let mut cursor = required(header::BRANDS)?;
    index.brands = StringColumn::read(&mut cursor, file)?;
    let brands = index.brands.len();
    if brands >= usize::from(u16::MAX) {
        return Err(cursor.error("fewer than 65,535 brands", brands));
    }
    cursor.end()?;

    let mut cursor = required(header::COLUMNS)?;
    index.columns = read_columns(&mut cursor, file, items, categories as u32, brands as u32)?;

    let mut cursor = required(header::RANKING)?;
    index.ranking = read_ranking(&mut cursor)?;
    cursor.end()?;

    let mut cursor = required(header::LISTS)?;
    index.lists = read_lists(&mut cursor, file, items, categories as u32)?;

    if let Some(mut cursor) = optional(header::CONTEXT) {
        index.context = read_context(&mut cursor, file, categories)?;
    }

    // A page has them from the manifest, so that the browser's module steps over them.
    #[cfg(feature = "sentences")]
    if let Some(mut cursor) = optional(header::LOCALES) {
        read_locales(index, &mut cursor, file)?;
    }

    if let Some(mut cursor) = optional(header::RANKER) {
        index.ranker = Some(read_ranker(&mut cursor)?);
        cursor.end()?;
    }

    if let Some(mut cursor) = optional(header::INTENT) {
        index.intent = Some(read_intent(&mut cursor)?);
        cursor.end()?;
    }

    if let Some(mut cursor) = optional(header::TRAITS) {
        index.traits = read_traits(&mut cursor, file, items, categories)?;
        cursor.end()?;
    }

    if let Some(mut cursor) = optional(header::REPURCHASE) {
        index.repurchase = read_repurchase(&mut cursor, file, items)?;
        cursor.end()?;
    }

    index.sections = sections;
    Ok(())
}

/// Reads a section from its beginning, where the file has it.
#[inline(never)]
fn cursor_of<'a>(sections: &[SectionInfo], file: &'a [u8], number: u16) -> Option<Cursor<'a>> {
    sections.iter().find(|section| section.number == number).map(|found| Cursor::new(found.name, file, found.span()))
}

/// Reads the aliases of the items, whose ids are read already.
fn read_aliases(index: &mut Index, cursor: &mut Cursor, file: &[u8]) -> Result<(), Refusal> {
    let names = StringColumn::read(cursor, file)?;
    let ids = &index.ids;
    index.alias_items = NumberColumn::read(cursor, file, names.len(), ids.len().saturating_sub(1) as u32)?;
    cursor.end()?;
    for number in 0..names.len() {
        let name = names.bytes(file, number);
        if number > 0 && names.bytes(file, number - 1) >= name {
            return Err(cursor.error("aliases in ascending order", names.get(file, number)));
        }
        if index.id_table.find(ids, file, name).is_some() {
            return Err(cursor.error("aliases that are no ids", names.get(file, number)));
        }
    }
    if ids.len() == 0 && names.len() > 0 {
        return Err(cursor.error("no aliases without items", names.len()));
    }
    index.alias_table = NameTable::of(&names, file).map_err(|twice| cursor.error("aliases in ascending order", names.get(file, twice)))?;
    index.alias_names = names;
    Ok(())
}

fn read_columns(cursor: &mut Cursor, file: &[u8], items: usize, categories: u32, brands: u32) -> Result<Columns, Refusal> {
    let mut column = |largest: u32| NumberColumn::read(cursor, file, items, largest);
    let columns = Columns {
        prices: column(u32::MAX)?,
        categories: column(categories)?,
        brands: column(brands)?,
        groups: column(u32::MAX)?,
        flags: column(u32::from(ItemFlags::KNOWN))?,
        popularity: column(255)?,
        trend: column(255)?,
        ages: column(u32::from(u16::MAX))?,
    };
    cursor.end()?;
    Ok(columns)
}

fn read_lists(cursor: &mut Cursor, file: &[u8], items: usize, categories: u32) -> Result<Vec<List>, Refusal> {
    // Kind, category, length and width take five bytes.
    let count = cursor.count(5)?;
    let mut lists: Vec<List> = Vec::with_capacity(count);
    for _ in 0..count {
        let number = cursor.u8()?;
        let kind = match number {
            0 => ListKind::Popular,
            1 => ListKind::Trending,
            2 => ListKind::New,
            3 => ListKind::Range,
            other => return Err(cursor.error("a kind of list from 0 to 3", other)),
        };
        let category = u32::from(cursor.u16()?);
        if category > categories {
            return Err(cursor.error("a category of the model", category));
        }
        if lists.last().is_some_and(|last| (last.kind, last.category) >= (kind, category)) {
            return Err(cursor.error("lists in the order of kind and category", category));
        }
        let length = usize::from(cursor.u8()?);
        let numbers = NumberColumn::read(cursor, file, length, items.saturating_sub(1) as u32)?;
        let twice = (1..length).find(|at| (0..*at).any(|before| numbers.get(file, before) == numbers.get(file, *at)));
        if let Some(at) = twice {
            return Err(cursor.error("every item once in a list", numbers.get(file, at)));
        }
        if length > items {
            return Err(cursor.error("items of the model", length));
        }
        lists.push(List { kind, category, length, items: numbers });
    }
    cursor.end()?;
    Ok(lists)
}

fn read_context(cursor: &mut Cursor, file: &[u8], categories: usize) -> Result<[Option<Span>; Dimension::ALL.len()], Refusal> {
    let mut tables = [None; Dimension::ALL.len()];
    let count = cursor.u8()?;
    if count == 0 || usize::from(count) > Dimension::ALL.len() {
        return Err(cursor.error("1 to 7 dimensions", count));
    }
    let mut smallest = 0;
    for _ in 0..count {
        let number = usize::from(cursor.u8()?);
        let (Some(dimension), true) = (Dimension::ALL.get(number), number >= smallest) else {
            return Err(cursor.error("dimensions from 0 to 6 in ascending order", number));
        };
        smallest = number + 1;
        let length = categories.checked_mul(dimension.size()).ok_or_else(|| cursor.error("a table within the file", categories))?;
        let span = cursor.span(length)?;
        // One by one, because the library's search is a quarter of a kilobyte in the browser's module.
        #[allow(clippy::manual_contains)]
        let holds_least = span.of(file).iter().any(|code| *code == 0x80);
        if holds_least {
            return Err(cursor.error("effects from −127 to 127", "−128"));
        }
        if let Some(table) = tables.get_mut(number) {
            *table = Some(span);
        }
    }
    cursor.end()?;
    Ok(tables)
}

#[cfg(feature = "sentences")]
fn read_locales(index: &mut Index, cursor: &mut Cursor, file: &[u8]) -> Result<(), Refusal> {
    if index.context.get(Dimension::Locale as usize).is_none_or(Option::is_none) {
        return Err(cursor.error("effects of locales", "none"));
    }
    index.locales = StringColumn::read(cursor, file)?;
    let (count, most) = (index.locales.len(), Dimension::Locale.size());
    if !(1..=most).contains(&count) {
        return Err(cursor.error("1 to 16 locales", count));
    }
    cursor.end()
}
