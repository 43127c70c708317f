//! Model files with one thing wrong in each, named by what it is. All but the first few carry a right length and checksum, so that it is
//! the check of the structure that must notice.

use vitrine_format::{
    BrandIndex, CategoryIndex, CategoryPart, ContextPart, Dimension, Effect, Entry, Feature, IntentPart, ItemColumns, ItemFlags, ItemIndex,
    ListKind, ListPart, ModelParts, RankerPart, RankingParameters, Relation, RelationPart, RepurchasePart, Row, Scale, Split, Target,
    TargetPart, TraitsPart,
};

/// The example of `FORMAT.md` with a ranker and an intent of one tree each: two items, fourteen sections.
pub fn small_parts() -> ModelParts {
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
            levels: core::array::from_fn(|level| (level + 1) as f32 / 16.0),
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
        ranker: Some(RankerPart {
            splits: vec![
                Split { feature: Feature::RelativeScore, threshold: 0.5 },
                Split { feature: Feature::StepsSinceSeen, threshold: 1.5 },
            ],
            depth: 2,
            scale: 0.0625,
            levels: vec![0, 1],
            leaves: vec![-4, 0, 2, 8],
        }),
        intent: Some(IntentPart {
            steering: [1.0, 0.5],
            targets: vec![TargetPart {
                target: Target::Leaving,
                trees: RankerPart {
                    splits: vec![Split { feature: Feature::Events, threshold: 2.5 }],
                    depth: 1,
                    scale: 0.125,
                    levels: vec![0],
                    leaves: vec![-8, 8],
                },
                probabilities: core::array::from_fn(|at| 1_000 * at as u16),
            }],
        }),
        traits: Some(TraitsPart {
            strengths: TraitsPart::DEFAULT_STRENGTHS,
            sensitive: vec![false, true],
            tiers: vec![[5, 6, 7], [0; 3], [0; 3]],
            names: vec!["colour:red".into(), "value:vegan".into()],
            of_items: vec![vec![0, 1], Vec::new()],
        }),
        repurchase: Some(RepurchasePart { windows: vec![[20, 30, 50]], of_items: vec![1, 0] }),
        lists: vec![
            ListPart { kind: ListKind::Popular, category: None, items: vec![ItemIndex(0), ItemIndex(1)] },
            ListPart { kind: ListKind::New, category: Some(CategoryIndex(1)), items: vec![ItemIndex(0)] },
        ],
    }
}

const META: u16 = 1;
const IDS: u16 = 2;
const ALIASES: u16 = 3;
const COLUMNS: u16 = 4;
const CATEGORIES: u16 = 5;
const BRANDS: u16 = 6;
const RANKING: u16 = 7;
const LISTS: u16 = 8;
const CONTEXT: u16 = 9;
const RANKER: u16 = 10;
const INTENT: u16 = 11;
const TRAITS: u16 = 12;
const LOCALES: u16 = 13;
const REPURCHASE: u16 = 14;
const VIEWED_NEXT: u16 = 16;

/// A file taken apart by nothing but the tables of `FORMAT.md`.
#[derive(Clone, Debug)]
struct File {
    sections: Vec<(u16, Vec<u8>)>,
}

impl File {
    fn read(bytes: &[u8]) -> File {
        let number = |at: usize, width: usize| bytes[at..at + width].iter().rev().fold(0usize, |sum, byte| sum << 8 | usize::from(*byte));
        let section = |index: usize| {
            let entry = 20 + 12 * index;
            let (offset, length) = (number(entry + 4, 4), number(entry + 8, 4));
            (number(entry, 2) as u16, bytes[offset..offset + length].to_vec())
        };
        File { sections: (0..number(10, 2)).map(section).collect() }
    }

    fn write(&self) -> Vec<u8> {
        let mut file = b"vitrine\0\x03\0".to_vec();
        file.extend((self.sections.len() as u16).to_le_bytes());
        file.extend([0; 8]);
        let mut offset = 20 + 12 * self.sections.len();
        for (number, bytes) in &self.sections {
            file.extend(u32::from(*number).to_le_bytes());
            file.extend((offset as u32).to_le_bytes());
            file.extend((bytes.len() as u32).to_le_bytes());
            offset += bytes.len();
        }
        for (_, bytes) in &self.sections {
            file.extend(bytes);
        }
        mend(file)
    }

    fn section(&mut self, number: u16) -> &mut Vec<u8> {
        let place = self.sections.iter().position(|(other, _)| *other == number).unwrap_or(0);
        &mut self.sections[place].1
    }
}

/// Writes the right length and checksum into a file.
pub fn mend(mut file: Vec<u8>) -> Vec<u8> {
    let length = (file.len() as u32).to_le_bytes();
    file[12..16].copy_from_slice(&length);
    let (low, high) = file[20..].iter().fold((1u32, 0u32), |(low, high), byte| {
        let low = (low + u32::from(*byte)) % 65_521;
        (low, (high + low) % 65_521)
    });
    file[16..20].copy_from_slice(&(high << 16 | low).to_le_bytes());
    file
}

/// Every corrupt file with its name, from the bytes of [`small_parts`].
pub fn files(whole: &[u8]) -> Vec<(&'static str, Vec<u8>)> {
    let mut files = of_the_whole(whole);
    files.extend(of_the_table(whole));
    for (name, section, change) in changes() {
        let mut file = File::read(whole);
        change(file.section(section));
        files.push((name, file.write()));
    }
    for (name, bytes) in of_locales() {
        let mut file = File::read(whole);
        let context = file.section(CONTEXT);
        if name != "locales-without-effects" {
            context[0] += 1;
            context.push(Dimension::Locale as u8);
            context.extend([0; 2 * Dimension::Locale.size()]);
        }
        let place = file.sections.iter().position(|(other, _)| *other > LOCALES).unwrap_or(0);
        file.sections.insert(place, (LOCALES, bytes));
        files.push((name, file.write()));
    }
    for number in [META, IDS, ALIASES, COLUMNS, CATEGORIES, BRANDS, RANKING, LISTS] {
        let mut file = File::read(whole);
        file.sections.retain(|(other, _)| *other != number);
        let names = ["meta", "ids", "aliases", "columns", "categories", "brands", "ranking", "lists"];
        files.push((
            match names[usize::from(number) - 1] {
                "meta" => "section-meta-missing",
                "ids" => "section-ids-missing",
                "aliases" => "section-aliases-missing",
                "columns" => "section-columns-missing",
                "categories" => "section-categories-missing",
                "brands" => "section-brands-missing",
                "ranking" => "section-ranking-missing",
                _ => "section-lists-missing",
            },
            file.write(),
        ));
    }
    files.sort_by_key(|(name, _)| *name);
    files
}

fn of_the_whole(whole: &[u8]) -> Vec<(&'static str, Vec<u8>)> {
    let changed = |place: usize, value: u8| {
        let mut file = whole.to_vec();
        file[place] = value;
        file
    };
    let mut longer = whole.to_vec();
    longer.push(0);
    vec![
        ("file-empty", Vec::new()),
        ("file-is-a-web-page", b"<!doctype html><title>Not found</title>".to_vec()),
        ("file-is-the-magic-alone", whole[..8].to_vec()),
        ("file-cut-in-the-header", whole[..15].to_vec()),
        ("file-cut-in-half", whole[..whole.len() / 2].to_vec()),
        ("file-without-its-last-byte", whole[..whole.len() - 1].to_vec()),
        ("file-with-a-byte-appended", longer),
        ("version-0", changed(8, 0)),
        ("version-1", changed(8, 1)),
        ("version-4", changed(8, 4)),
        ("one-byte-changed", changed(whole.len() / 2, whole[whole.len() / 2] ^ 1)),
        ("checksum-changed", changed(16, whole[16] ^ 1)),
    ]
}

fn of_the_table(whole: &[u8]) -> Vec<(&'static str, Vec<u8>)> {
    let mended = |change: &dyn Fn(&mut Vec<u8>)| {
        let mut file = whole.to_vec();
        change(&mut file);
        mend(file)
    };
    let mut unknown = File::read(whole);
    unknown.sections.push((99, vec![1]));
    let mut swapped = File::read(whole);
    swapped.sections.swap(0, 1);
    let mut twice = File::read(whole);
    twice.sections.insert(1, twice.sections[0].clone());
    vec![
        ("table-names-an-unknown-section", unknown.write()),
        ("table-out-of-order", swapped.write()),
        ("table-names-a-section-twice", twice.write()),
        ("table-padding-not-zero", mended(&|file| file[22] = 1)),
        ("table-leaves-a-hole", mended(&|file| file[24] += 1)),
        ("table-section-longer-than-the-file", mended(&|file| file[28..32].copy_from_slice(&[255; 4]))),
        ("table-longer-than-the-file", mended(&|file| file[10..12].copy_from_slice(&[255; 2]))),
        ("table-ends-before-the-file", mended(&|file| file.push(0))),
    ]
}

type Change = fn(&mut Vec<u8>);

fn put_float(section: &mut [u8], at: usize, value: f32) {
    section[at..at + 4].copy_from_slice(&value.to_le_bytes());
}

/// Name, section, and what is done to the section's bytes.
fn changes() -> Vec<(&'static str, u16, Change)> {
    [of_columns(), of_orders(), of_the_ranker(), of_the_intent(), of_traits(), of_repurchase(), of_neighbours()].concat()
}

fn of_columns() -> Vec<(&'static str, u16, Change)> {
    vec![
        ("meta-currency-longer-than-the-section", META, |section| section[8] = 200),
        ("meta-currency-not-utf-8", META, |section| section[9] = 0xff),
        ("meta-stray-byte-at-the-end", META, |section| section.push(0)),
        ("ids-count-larger-than-the-file", IDS, |section| section[..4].copy_from_slice(&[255; 4])),
        ("ids-billions-of-empty-strings", IDS, |section| {
            section.clear();
            section.extend([255, 255, 255, 255, 0]);
        }),
        ("ids-lengths-beyond-the-section", IDS, |section| section[5] = 200),
        ("ids-not-utf-8", IDS, |section| section[7] = 0xc0),
        ("ids-twice-the-same", IDS, |section| {
            section[5..7].copy_from_slice(&[3, 3]);
            section.truncate(7);
            section.extend(b"hathat");
        }),
        ("aliases-name-is-an-id", ALIASES, |section| section[6..9].copy_from_slice(b"hat")),
        ("aliases-item-beyond-the-last", ALIASES, |section| {
            section[9] = 1;
            section.push(2);
        }),
        ("aliases-out-of-order", ALIASES, |section| {
            section.clear();
            section.extend([2, 0, 0, 0, 1, 1, 1, b'b', b'a', 0]);
        }),
        ("columns-price-width-5", COLUMNS, |section| section[0] = 5),
        ("columns-price-wider-than-needed", COLUMNS, |section| {
            section.splice(..5, [3, 1, 0, 0, 2, 0, 0]);
        }),
        ("columns-category-beyond-the-tree", COLUMNS, |section| section[6] = 3),
        ("columns-brand-beyond-the-last", COLUMNS, |section| section[9] = 2),
        ("columns-flag-without-a-meaning", COLUMNS, |section| section[13] = 8),
        ("columns-age-missing", COLUMNS, |section| section.truncate(section.len() - 1)),
        ("categories-parent-of-itself", CATEGORIES, |section| {
            let last = section.len() - 1;
            section[last] = 2;
        }),
        ("brands-text-missing", BRANDS, |section| section.truncate(6)),
    ]
}

fn of_orders() -> Vec<(&'static str, u16, Change)> {
    vec![
        ("ranking-no-positions", RANKING, |section| section[0] = 0),
        ("ranking-65-positions", RANKING, |section| section[0] = 65),
        ("ranking-weight-not-a-number", RANKING, |section| put_float(section, 1, f32::NAN)),
        ("ranking-weight-infinite", RANKING, |section| put_float(section, 5, f32::INFINITY)),
        ("ranking-weight-negative", RANKING, |section| put_float(section, 1, -1.0)),
        ("ranking-weight-minus-zero", RANKING, |section| put_float(section, 1, -0.0)),
        ("ranking-9-dwell-classes", RANKING, |section| section[49] = 9),
        ("ranking-dwell-classes-out-of-order", RANKING, |section| {
            section[49] = 2;
            let class: Vec<u8> = section[50..58].to_vec();
            section.splice(58..58, class);
        }),
        ("ranking-9-ignored-factors", RANKING, |section| section[78] = 9),
        ("ranking-cut-off", RANKING, |section| section.truncate(40)),
        ("lists-more-than-the-section-holds", LISTS, |section| section[..4].copy_from_slice(&[255; 4])),
        ("lists-kind-unknown", LISTS, |section| section[11] = 4),
        ("lists-category-beyond-the-tree", LISTS, |section| section[12] = 3),
        ("lists-item-beyond-the-last", LISTS, |section| section[10] = 2),
        ("lists-item-twice", LISTS, |section| section[9] = 1),
        ("lists-longer-than-the-shop", LISTS, |section| {
            section.clear();
            section.extend([1, 0, 0, 0, 0, 0, 0, 3, 1, 0, 1, 2]);
        }),
        ("lists-out-of-order", LISTS, |section| {
            section[4..6].copy_from_slice(&[2, 2]);
            section[12] = 0;
        }),
        ("context-no-dimensions", CONTEXT, |section| section[0] = 0),
        ("context-8-dimensions", CONTEXT, |section| section[0] = 8),
        ("context-dimension-unknown", CONTEXT, |section| section[1] = 7),
        ("context-dimension-twice", CONTEXT, |section| {
            section[0] = 2;
            let table: Vec<u8> = section[1..].to_vec();
            section.extend(table);
        }),
        ("context-effect-minus-128", CONTEXT, |section| section[3] = 0x80),
        ("context-table-cut-off", CONTEXT, |section| section.truncate(5)),
    ]
}

/// Of the traits: strengths in 20 bytes, sensitive in 3, tiers in 10, names from byte 33 (4, 1, 2, 21), then those of items from 61 on.
fn of_traits() -> Vec<(&'static str, u16, Change)> {
    vec![
        ("traits-strength-negative", TRAITS, |section| put_float(section, 0, -0.5)),
        ("traits-sensitive-2", TRAITS, |section| section[22] = 2),
        ("traits-of-items-unknown", TRAITS, |section| *section.last_mut().unwrap_or(&mut 0) = 2),
        ("traits-of-items-descend", TRAITS, |section| {
            let end = section.len();
            section.swap(end - 2, end - 1);
        }),
        ("traits-cut-off", TRAITS, |section| section.truncate(section.len() - 1)),
        ("traits-too-long", TRAITS, |section| section.push(0)),
    ]
}

/// Sections of names of locales, each with one thing wrong in it or around it.
fn of_locales() -> Vec<(&'static str, Vec<u8>)> {
    let names = |count: u8| {
        let mut section = vec![count, 0, 0, 0, u8::from(count > 0)];
        section.extend((0..count).map(|_| 2));
        section.extend((0..count).flat_map(|place| [b'x', b'a' + place]));
        section
    };
    let mut short = names(2);
    short.pop();
    vec![("locales-without-effects", names(2)), ("locales-none", names(0)), ("locales-17", names(17)), ("locales-cut-off", short)]
}

/// Of the repurchases: one window in bytes 2 to 4, two items behind the width in byte 5.
fn of_repurchase() -> Vec<(&'static str, u16, Change)> {
    vec![
        ("repurchase-window-descends", REPURCHASE, |section| section[3] = 19),
        ("repurchase-window-unknown", REPURCHASE, |section| section[6] = 2),
        ("repurchase-cut-off", REPURCHASE, |section| section.truncate(section.len() - 1)),
    ]
}

/// Of the intent: steering in 8 bytes, the number of targets, the target, a tree of 13 bytes, 33 probabilities.
fn of_the_intent() -> Vec<(&'static str, u16, Change)> {
    vec![
        ("intent-steering-negative", INTENT, |section| put_float(section, 4, -0.5)),
        ("intent-no-targets", INTENT, |section| section[8] = 0),
        ("intent-target-unknown", INTENT, |section| section[9] = 3),
        ("intent-target-twice", INTENT, |section| {
            section[8] = 2;
            section.extend_from_within(9..);
        }),
        ("intent-feature-unknown", INTENT, |section| section[11] = 255),
        ("intent-probabilities-fall", INTENT, |section| section[24] = 255),
        ("intent-cut-off", INTENT, |section| section.truncate(section.len() - 1)),
        ("intent-too-long", INTENT, |section| section.push(0)),
    ]
}

/// Of the ranker: two splits in bytes 1 to 6, depth, trees, scale, two levels, four leaves.
fn of_the_ranker() -> Vec<(&'static str, u16, Change)> {
    vec![
        ("ranker-no-splits", RANKER, |section| section[0] = 0),
        ("ranker-feature-unknown", RANKER, |section| section[4] = 255),
        ("ranker-threshold-infinite", RANKER, |section| section[5..7].copy_from_slice(&[0x80, 0x7f])),
        ("ranker-threshold-minus-zero", RANKER, |section| section[5..7].copy_from_slice(&[0, 0x80])),
        ("ranker-split-twice", RANKER, |section| section.copy_within(1..4, 4)),
        ("ranker-depth-0", RANKER, |section| section[7] = 0),
        ("ranker-depth-7", RANKER, |section| section[7] = 7),
        ("ranker-no-trees", RANKER, |section| section[8] = 0),
        ("ranker-scale-zero", RANKER, |section| put_float(section, 9, 0.0)),
        ("ranker-scale-above-1", RANKER, |section| put_float(section, 9, 1.5)),
        ("ranker-split-beyond-the-last", RANKER, |section| section[14] = 2),
        ("ranker-leaf-missing", RANKER, |section| section.truncate(section.len() - 1)),
        ("ranker-leaf-too-many", RANKER, |section| section.push(0)),
    ]
}

/// The section holds one mutual pair. Behind unit and levels, from byte 68 on: lengths 1 and 1; scales; six counts of levels; the lengths of three
/// streams; no pairs back at either item; a distance; the bit of the pair; its level; the correction for the way back.
fn of_neighbours() -> Vec<(&'static str, u16, Change)> {
    vec![
        ("neighbours-unit-zero", VIEWED_NEXT, |section| put_float(section, 0, 0.0)),
        ("neighbours-levels-level", VIEWED_NEXT, |section| put_float(section, 8, 0.0625)),
        ("neighbours-level-above-1", VIEWED_NEXT, |section| put_float(section, 64, 1.5)),
        ("neighbours-none-at-all", VIEWED_NEXT, |section| {
            section.truncate(68);
            section.extend([0; 9]);
        }),
        ("neighbours-scale-of-an-empty-row", VIEWED_NEXT, |section| section[68] = 0),
        ("neighbours-row-without-a-scale", VIEWED_NEXT, |section| section[71] = 0),
        ("neighbours-more-levels-than-neighbours", VIEWED_NEXT, |section| section[73] = 2),
        ("neighbours-count-longer-than-needed", VIEWED_NEXT, |section| {
            section.splice(73..74, [0x81, 0]);
        }),
        ("neighbours-level-in-another-class", VIEWED_NEXT, |section| section.swap(72, 73)),
        ("neighbours-streams-longer-than-the-section", VIEWED_NEXT, |section| section[80] = 0x7f),
        ("neighbours-count-of-pairs-back-missing", VIEWED_NEXT, |section| {
            section[78] = 1;
            section.remove(82);
        }),
        ("neighbours-pair-back-missing", VIEWED_NEXT, |section| section[82] = 1),
        ("neighbours-item-beyond-the-last", VIEWED_NEXT, |section| section[83] = 1),
        ("neighbours-distance-longer-than-needed", VIEWED_NEXT, |section| {
            section[79] = 2;
            section.splice(83..84, [0x80, 0]);
        }),
        ("neighbours-distance-beyond-32-bits", VIEWED_NEXT, |section| {
            section[79] = 5;
            section.splice(83..84, [0xff, 0xff, 0xff, 0xff, 0x1f]);
        }),
        ("neighbours-distance-of-32-bits", VIEWED_NEXT, |section| {
            // Counted in 32 bits, it would lead to the item itself.
            section[79] = 5;
            section.splice(83..84, [0xff, 0xff, 0xff, 0xff, 0x0f]);
        }),
        ("neighbours-distance-without-an-end", VIEWED_NEXT, |section| section[83] = 0x80),
        ("neighbours-stray-distance", VIEWED_NEXT, |section| {
            section[79] = 2;
            section.insert(84, 0);
        }),
        ("neighbours-row-too-short", VIEWED_NEXT, |section| {
            // Both neighbours are said to be the first item's, but the pair is mutual.
            section.truncate(68);
            section.extend([2, 0, 0x10, 0, 1, 0, 0, 2, 1, 0, 0, 0, 0, 1, 0x0f, 8]);
        }),
        ("neighbours-mutual-pair-in-two", VIEWED_NEXT, |section| {
            // A pair onward that is not mutual, and one back between the same two.
            section.truncate(72);
            section.extend([0, 0, 0, 1, 1, 0, 2, 1, 1, 1, 0, 0, 0, 0, 7, 0x0f]);
        }),
        ("neighbours-spare-pair-set", VIEWED_NEXT, |section| section[84] = 3),
        ("neighbours-spare-bits-set", VIEWED_NEXT, |section| section[85] = 0x1f),
        ("neighbours-level-missing", VIEWED_NEXT, |section| section.truncate(86)),
    ]
}
