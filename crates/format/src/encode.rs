//! Plain values into the bytes of a model file.

use crate::columns::{write_numbers, write_strings};
use crate::error::EncodeError;
use crate::header;
use crate::intent::{check_intent, write_intent};
use crate::model::Model;
use crate::neighbours::write_relation;
use crate::parts::{ContextPart, Dimension, ItemColumns, ListPart, ModelParts, RelationPart};
use crate::ranker::{check_ranker, write_ranker};
use crate::repurchase::{check_repurchase, write_repurchase};
use crate::settings::{MOST_CLASSES, MOST_POSITIONS, write_ranking};
use crate::traits::{check_traits, write_traits};
use alloc::string::String;
use alloc::vec::Vec;

/// Writes a model file. The same parts give the same bytes.
///
/// What the file could not hold is refused; the finished bytes are opened once, so that a file that was written can be read.
pub fn encode(parts: &ModelParts) -> Result<Vec<u8>, EncodeError> {
    check_columns(&parts.items)?;
    check_ranking(parts)?;
    let mut sections = Vec::new();
    let mut meta = Vec::new();
    let currency = short_text("currency", &parts.currency)?;
    meta.extend_from_slice(&parts.built.to_le_bytes());
    meta.push(currency.len() as u8);
    meta.extend_from_slice(currency);
    sections.push((header::META, meta));
    sections.push((header::IDS, strings(parts.items.ids.iter().map(String::as_str))));
    let mut aliases = strings(parts.items.aliases.iter().map(|(name, _)| name.as_str()));
    write_numbers(&mut aliases, parts.items.aliases.iter().map(|(_, item)| item.0));
    sections.push((header::ALIASES, aliases));
    sections.push((header::COLUMNS, item_columns(&parts.items)));
    let mut categories = strings(parts.categories.iter().map(|category| category.name.as_str()));
    write_numbers(&mut categories, parts.categories.iter().map(|category| category.parent.map_or(0, |parent| u32::from(parent.0) + 1)));
    sections.push((header::CATEGORIES, categories));
    sections.push((header::BRANDS, strings(parts.brands.iter().map(String::as_str))));
    sections.push((header::RANKING, write_ranking(&parts.ranking)));
    sections.push((header::LISTS, lists(&parts.lists)?));
    if !parts.context.is_empty() {
        sections.push((header::CONTEXT, context(&parts.context, parts.categories.len())?));
    }
    if let Some(ranker) = &parts.ranker {
        check_ranker(ranker)?;
        sections.push((header::RANKER, write_ranker(ranker)));
    }
    if let Some(intent) = &parts.intent {
        check_intent(intent)?;
        sections.push((header::INTENT, write_intent(intent)));
    }
    if let Some(traits) = &parts.traits {
        check_traits(traits, parts.items.ids.len(), parts.categories.len())?;
        sections.push((header::TRAITS, write_traits(traits)));
    }
    if let Some(part) = parts.context.iter().find(|part| !part.names.is_empty()) {
        sections.push((header::LOCALES, strings(part.names.iter().map(String::as_str))));
    }
    if let Some(repurchase) = &parts.repurchase {
        check_repurchase(repurchase, parts.items.ids.len())?;
        sections.push((header::REPURCHASE, write_repurchase(repurchase)));
    }
    check_relation_order(&parts.relations)?;
    for part in &parts.relations {
        check_rows(part, parts.items.ids.len())?;
        sections.push((header::RELATIONS + part.relation as u16, write_relation(part)));
    }
    let length: usize = sections.iter().map(|(_, bytes)| bytes.len()).sum();
    if u32::try_from(length + header::HEADER_LENGTH + sections.len() * header::ENTRY_LENGTH).is_err() {
        return Err(EncodeError::Value { what: "file of bytes", index: length, expected: "less than 4 GB" });
    }
    let file = header::write(&sections);
    Model::open(file.as_slice())?;
    Ok(file)
}

fn strings<'a>(strings: impl Iterator<Item = &'a str> + Clone) -> Vec<u8> {
    let mut bytes = Vec::new();
    write_strings(&mut bytes, strings);
    bytes
}

fn short_text<'a>(what: &'static str, text: &'a str) -> Result<&'a [u8], EncodeError> {
    if text.len() > 255 { Err(EncodeError::Value { what, index: 0, expected: "at most 255 bytes" }) } else { Ok(text.as_bytes()) }
}

fn check_columns(items: &ItemColumns) -> Result<(), EncodeError> {
    let expected = items.ids.len();
    let columns = [
        ("prices", items.prices.len()),
        ("categories of items", items.categories.len()),
        ("brands of items", items.brands.len()),
        ("groups", items.groups.len()),
        ("flags", items.flags.len()),
        ("popularity", items.popularity.len()),
        ("trend", items.trend.len()),
        ("ages", items.ages.len()),
    ];
    match columns.into_iter().find(|(_, found)| *found != expected) {
        Some((what, found)) => Err(EncodeError::Entries { what, expected, found }),
        None => Ok(()),
    }
}

fn check_ranking(parts: &ModelParts) -> Result<(), EncodeError> {
    let ranking = &parts.ranking;
    let positions = ranking.position_weights.len();
    if positions == 0 || positions > MOST_POSITIONS {
        return Err(EncodeError::Value { what: "position weights", index: positions, expected: "1 to 64 of them" });
    }
    if ranking.seen_bonus.len() != positions {
        return Err(EncodeError::Entries { what: "seen bonus", expected: positions, found: ranking.seen_bonus.len() });
    }
    for (what, count) in [("dwell classes", ranking.dwell_weights.len()), ("ignored factors", ranking.ignored_factors.len())] {
        if count > MOST_CLASSES {
            return Err(EncodeError::Value { what, index: count, expected: "at most 8 of them" });
        }
    }
    Ok(())
}

fn item_columns(items: &ItemColumns) -> Vec<u8> {
    let mut bytes = Vec::new();
    write_numbers(&mut bytes, items.prices.iter().copied());
    write_numbers(&mut bytes, items.categories.iter().map(|category| category.map_or(0, |category| u32::from(category.0) + 1)));
    write_numbers(&mut bytes, items.brands.iter().map(|brand| brand.map_or(0, |brand| u32::from(brand.0) + 1)));
    write_numbers(&mut bytes, items.groups.iter().copied());
    write_numbers(&mut bytes, items.flags.iter().map(|flags| u32::from(flags.0)));
    write_numbers(&mut bytes, items.popularity.iter().map(|scale| u32::from(scale.0)));
    write_numbers(&mut bytes, items.trend.iter().map(|scale| u32::from(scale.0)));
    write_numbers(&mut bytes, items.ages.iter().map(|days| u32::from(*days)));
    bytes
}

fn lists(parts: &[ListPart]) -> Result<Vec<u8>, EncodeError> {
    let mut bytes = Vec::new();
    bytes.extend_from_slice(&(parts.len() as u32).to_le_bytes());
    for (index, part) in parts.iter().enumerate() {
        let Ok(length) = u8::try_from(part.items.len()) else {
            return Err(EncodeError::Value { what: "list", index, expected: "at most 255 items" });
        };
        let Some(category) = part.category.map_or(Some(0), |category| category.0.checked_add(1)) else {
            return Err(EncodeError::Value { what: "category of list", index, expected: "a category of the model" });
        };
        bytes.push(part.kind as u8);
        bytes.extend_from_slice(&category.to_le_bytes());
        bytes.push(length);
        write_numbers(&mut bytes, part.items.iter().map(|item| item.0));
    }
    Ok(bytes)
}

fn context(parts: &[ContextPart], categories: usize) -> Result<Vec<u8>, EncodeError> {
    if parts.len() > Dimension::ALL.len() {
        return Err(EncodeError::Entries { what: "dimensions of context", expected: Dimension::ALL.len(), found: parts.len() });
    }
    let mut bytes = Vec::new();
    bytes.push(parts.len() as u8);
    for part in parts {
        let expected = categories * part.dimension.size();
        if part.effects.len() != expected {
            return Err(EncodeError::Entries { what: "effects of a dimension", expected, found: part.effects.len() });
        }
        if part.dimension != Dimension::Locale && !part.names.is_empty() {
            return Err(EncodeError::Entries { what: "names of a dimension's values", expected: 0, found: part.names.len() });
        }
        bytes.push(part.dimension as u8);
        bytes.extend(part.effects.iter().map(|effect| effect.0 as u8));
    }
    Ok(bytes)
}

fn check_relation_order(parts: &[RelationPart]) -> Result<(), EncodeError> {
    match parts.windows(2).position(|pair| pair[0].relation >= pair[1].relation) {
        Some(index) => Err(EncodeError::Value { what: "relation", index: index + 1, expected: "relations in ascending order" }),
        None => Ok(()),
    }
}

fn check_rows(part: &RelationPart, items: usize) -> Result<(), EncodeError> {
    if part.rows.len() != items {
        return Err(EncodeError::Entries { what: "rows of a relation", expected: items, found: part.rows.len() });
    }
    for (index, row) in part.rows.iter().enumerate() {
        let ascends = row.entries.windows(2).all(|pair| pair[0].item < pair[1].item);
        if !ascends || row.entries.len() > 255 || row.entries.iter().any(|entry| entry.level > 15) {
            return Err(EncodeError::Value {
                what: "row",
                index,
                expected: "at most 255 neighbours in ascending order with levels up to 15",
            });
        }
    }
    Ok(())
}
