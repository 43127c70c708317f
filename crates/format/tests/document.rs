//! `FORMAT.md` against the code: the example file byte by byte, the tables of sections, columns and limits.
#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used)]

mod support;

use support::full_parts;
use vitrine_format::{
    BrandIndex, CategoryIndex, CategoryPart, ContextPart, Dimension, Effect, Entry, Feature, ItemColumns, ItemFlags, ItemIndex, ListKind,
    ListPart, Model, ModelParts, RankingParameters, Relation, RelationPart, Row, Scale, VERSION, encode,
};

const DOCUMENT: &str = include_str!("../FORMAT.md");

/// What the example of the document says in words.
fn example() -> ModelParts {
    let levels: [f32; 16] = core::array::from_fn(|level| (level + 1) as f32 / 16.0);
    let neighbour = |scale, item, level| Row { scale: Scale(scale), entries: vec![Entry { item: ItemIndex(item), level }] };
    ModelParts {
        built: 86_400,
        currency: "GBP".into(),
        items: ItemColumns {
            ids: vec!["coat".into(), "hat".into()],
            aliases: vec![("A-1".into(), ItemIndex(0))],
            prices: vec![12_900, 1_995],
            categories: vec![Some(CategoryIndex(1)), Some(CategoryIndex(0))],
            brands: vec![Some(BrandIndex(0)), None],
            groups: vec![0, 0],
            flags: vec![ItemFlags(7), ItemFlags(3)],
            popularity: vec![Scale(255), Scale(0x40)],
            trend: vec![Scale(0), Scale(0)],
            ages: vec![30, 65_535],
        },
        categories: vec![
            CategoryPart { name: "Clothing".into(), parent: None },
            CategoryPart { name: "Coats".into(), parent: Some(CategoryIndex(0)) },
        ],
        brands: vec!["Oslo".into()],
        relations: vec![RelationPart {
            relation: Relation::ViewedNext,
            unit: 0.0625,
            levels,
            rows: vec![neighbour(0x10, 1, 15), neighbour(0x01, 0, 7)],
        }],
        context: vec![ContextPart { dimension: Dimension::Device, effects: [32, 0, -16, 0, 0, 0].map(Effect).to_vec(), names: Vec::new() }],
        ranking: RankingParameters {
            position_weights: vec![1.0, 0.5],
            seen_bonus: vec![0.25, 0.125],
            event_weights: [1.0, 2.0, 0.5, 2.0, 1.5, 0.0, 1.0, 0.0],
            dwell_weights: vec![(30.0, 1.5)],
            relation_weights: [1.0, 0.5, 0.25, 0.25, 0.125],
            ignored_factors: vec![0.5],
            session_share: 0.25,
            popularity_weight: 1.0,
            near_weight: 0.25,
            support_weight: 0.5,
        },
        ranker: None,
        intent: None,
        traits: None,
        repurchase: None,
        lists: vec![
            ListPart { kind: ListKind::Popular, category: None, items: vec![ItemIndex(0), ItemIndex(1)] },
            ListPart { kind: ListKind::New, category: Some(CategoryIndex(1)), items: vec![ItemIndex(0)] },
        ],
    }
}

/// The bytes of the document's listing; every offset in it must be where its bytes stand.
fn listed_bytes() -> Vec<u8> {
    let listing = DOCUMENT.split("```").nth(1).expect("a listing").trim_start_matches("text");
    let mut bytes = Vec::new();
    for line in listing.lines().filter(|line| !line.is_empty()) {
        // Offset in four columns, two spaces, sixteen bytes of three columns, then words.
        let Ok(offset) = line[..4].trim().parse::<usize>() else { continue };
        assert_eq!(offset, bytes.len(), "{line}");
        let columns: String = line[6..].chars().take(48).collect();
        bytes.extend(columns.split_whitespace().map(|byte| u8::from_str_radix(byte, 16).expect("a byte in hexadecimal")));
    }
    bytes
}

/// Cells of the table that follows a heading text, without its two head lines.
fn table_after(text: &str) -> Vec<Vec<&str>> {
    let rest = DOCUMENT.split(text).nth(1).unwrap_or_else(|| panic!("the document says “{text}”"));
    let rows = rest.lines().skip_while(|line| !line.starts_with('|')).take_while(|line| line.starts_with('|')).skip(2);
    rows.map(|line| line.trim_matches('|').split(" | ").map(|cell| cell.trim_matches([' ', '`'])).collect()).collect()
}

#[test]
fn the_listing_is_a_model() {
    let bytes = listed_bytes();
    let model = Model::open(bytes.as_slice()).unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(model.to_parts(), example());
}

#[test]
fn the_encoder_writes_the_listing() {
    assert_eq!(encode(&example()), Ok(listed_bytes()));
}

#[test]
fn the_table_names_every_section() {
    let file = encode(&full_parts()).expect("valid parts");
    let model = Model::open(file.as_slice()).expect("a model");
    let entries = file[20..].chunks(12).zip(model.sections());
    let written: Vec<String> =
        entries.map(|(entry, section)| format!("{} {}", u16::from_le_bytes([entry[0], entry[1]]), section.name)).collect();
    let documented: Vec<String> = table_after("## Sections").iter().map(|row| format!("{} {}", row[0], row[1])).collect();
    assert_eq!(documented, written);
}

#[test]
fn a_file_has_the_sections_that_the_table_demands() {
    let file = encode(&support::empty_parts()).expect("valid parts");
    let model = Model::open(file.as_slice()).expect("a model");
    let written: Vec<&str> = model.sections().iter().map(|section| section.name).collect();
    let table = table_after("## Sections");
    let documented: Vec<&str> = table.iter().filter(|row| row[2] == "every file").map(|row| row[1]).collect();
    assert_eq!(documented, written);
}

#[test]
fn the_table_names_every_feature() {
    let documented: Vec<String> = table_after("The features, for").iter().map(|row| format!("{} {}", row[0], row[1])).collect();
    let known: Vec<String> = Feature::ALL.iter().map(|feature| format!("{} {}", *feature as u8, feature.name())).collect();
    assert_eq!(documented, known);
}

#[test]
fn the_title_names_the_version() {
    assert!(DOCUMENT.starts_with(&format!("# The model file, format version {VERSION}\n")));
}

#[test]
fn the_sizes_of_the_dimensions_are_the_documents() {
    let sizes = Dimension::ALL.map(|dimension| dimension.size().to_string());
    assert!(DOCUMENT.contains(&format!("sizes are {} and {}", sizes[..6].join(", "), sizes[6])));
}

#[test]
fn the_largest_values_of_columns_are_the_documents() {
    let table = table_after("**columns**");
    let largest: Vec<&str> = table.iter().map(|row| row[1]).collect();
    let known = ItemFlags::KNOWN.to_string();
    assert_eq!(largest, ["4,294,967,295", "number of categories", "number of brands", "4,294,967,295", &known, "255", "255", "65,535"]);
}
