//! Parts into bytes and back, for any valid parts; reading any bytes without a panic.
#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used)]

mod support;

use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use support::{empty_parts, full_parts, mend, models};
use vitrine_format::{CategoryIndex, Dimension, Effect, ItemIndex, ListKind, Model, ModelParts, Relation, Scale, encode};

/// Opens what was encoded.
fn written(parts: &ModelParts) -> Vec<u8> {
    encode(parts).unwrap_or_else(|error| panic!("{error}"))
}

/// Bytes are refused with a sentence, or they are a model that gives the same bytes again.
fn refused_or_faithful(bytes: &[u8]) -> Result<(), TestCaseError> {
    match Model::open(bytes) {
        Err(error) => prop_assert!(!error.to_string().is_empty()),
        Ok(model) => prop_assert_eq!(encode(&model.to_parts()), Ok(bytes.to_vec())),
    }
    Ok(())
}

#[test]
fn an_empty_shop_round_trips() {
    let file = written(&empty_parts());
    assert_eq!(Model::open(file.as_slice()).map(|model| model.to_parts()), Ok(empty_parts()));
}

#[test]
fn accessors_beyond_the_end_give_nothing() {
    let file = written(&full_parts());
    let model = Model::open(file).expect("a model");
    let beyond = ItemIndex(3);
    assert_eq!((model.item_id(beyond), model.item_price(beyond), model.item_category(beyond)), ("", 0, None));
    assert_eq!((model.age(beyond), model.item_flags(beyond).0, model.neighbours(Relation::Similar, beyond).count()), (None, 0, 0));
    assert_eq!(model.context_factor(Dimension::Device, 3, CategoryIndex(0)).to_bits(), 1.0f32.to_bits());
    assert_eq!(model.context_factor(Dimension::Device, 0, CategoryIndex(2)).to_bits(), 1.0f32.to_bits());
    assert_eq!(model.list(ListKind::Trending, None).count(), 0);
}

#[test]
fn categories_are_found_by_name_and_path() {
    let model = Model::open(written(&full_parts())).expect("a model");
    assert_eq!(model.find_category("Coats"), Some(CategoryIndex(1)));
    assert_eq!(model.find_category("Clothing > Coats"), Some(CategoryIndex(1)));
    assert_eq!(model.find_category("Shoes > Coats"), None);
    assert_eq!(model.find_category(""), None);
}

#[test]
fn scale_codes_ascend_and_find_themselves() {
    for code in 0..=255u8 {
        assert_eq!(Scale::nearest(f64::from(Scale(code).value())), Scale(code));
        assert!(code == 0 || Scale(code).value() > Scale(code - 1).value());
    }
}

#[test]
fn effect_codes_ascend_and_find_themselves() {
    for code in -127..=127i8 {
        let factor = Effect(code).factor();
        assert_eq!(Effect::nearest(f64::from(factor)), Effect(code), "{factor}");
        assert!(code == -127 || factor > Effect(code - 1).factor());
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, rng_seed: RngSeed::Fixed(2), ..ProptestConfig::default() })]

    #[test]
    fn parts_come_back(parts in models(40)) {
        let file = written(&parts);
        let model = Model::open(file.as_slice()).unwrap();
        let again = model.to_parts();
        prop_assert_eq!(&again, &parts);
        prop_assert_eq!(encode(&again).unwrap(), file);
    }

    #[test]
    fn accessors_agree_with_the_parts(parts in models(24)) {
        let model = Model::open(written(&parts)).unwrap();
        prop_assert_eq!(model.built(), parts.built);
        prop_assert_eq!(model.currency(), &parts.currency);
        prop_assert_eq!(model.item_count() as usize, parts.items.ids.len());
        prop_assert_eq!(usize::from(model.category_count()), parts.categories.len());
        prop_assert_eq!(usize::from(model.brand_count()), parts.brands.len());
        for (index, id) in parts.items.ids.iter().enumerate() {
            let item = ItemIndex(index as u32);
            prop_assert_eq!(model.find_item(id), Some(item));
            prop_assert_eq!(model.item_price(item), parts.items.prices[index]);
            prop_assert_eq!(model.item_category(item), parts.items.categories[index]);
            prop_assert_eq!(model.item_brand(item), parts.items.brands[index]);
            prop_assert_eq!(model.item_group(item), parts.items.groups[index]);
            prop_assert_eq!(model.item_flags(item), parts.items.flags[index]);
            prop_assert_eq!(model.age(item), Some(parts.items.ages[index]).filter(|days| *days != u16::MAX));
            prop_assert_eq!(model.popularity(item).to_bits(), (parts.items.popularity[index].value() as f32 / 1_015_808.0).to_bits());
        }
        for (name, item) in &parts.items.aliases {
            prop_assert_eq!(model.find_item(name), Some(*item));
        }
        for relation in Relation::ALL {
            let part = parts.relations.iter().find(|part| part.relation == relation);
            prop_assert_eq!(model.has_relation(relation), part.is_some());
            let Some(part) = part else { continue };
            let entries = part.rows.iter().map(|row| row.entries.len()).sum::<usize>();
            let rows = part.rows.iter().filter(|row| !row.entries.is_empty()).count();
            prop_assert_eq!(model.relation_size(relation), (rows, entries));
            for (index, row) in part.rows.iter().enumerate() {
                let expected: Vec<(ItemIndex, u32)> = row
                    .entries
                    .iter()
                    .map(|entry| {
                        let weight = part.unit * row.scale.value() as f32 * part.levels[usize::from(entry.level)];
                        (entry.item, weight.to_bits())
                    })
                    .collect();
                let found: Vec<(ItemIndex, u32)> =
                    model.neighbours(relation, ItemIndex(index as u32)).map(|(item, weight)| (item, weight.to_bits())).collect();
                prop_assert_eq!(found, expected);
            }
        }
        for part in &parts.context {
            prop_assert!(part.names.iter().enumerate().all(|(value, name)| model.locale(value as u8) == name));
            for (index, effect) in part.effects.iter().enumerate() {
                let (category, value) = (index / part.dimension.size(), index % part.dimension.size());
                let factor = model.context_factor(part.dimension, value as u8, CategoryIndex(category as u16));
                // Nothing is told of a sensitive category, not even by an effect.
                let expected = if model.is_sensitive(CategoryIndex(category as u16)) { 1.0 } else { effect.factor() };
                prop_assert_eq!(factor.to_bits(), expected.to_bits());
            }
        }
        if let Some(traits) = &parts.traits {
            for (index, expected) in traits.of_items.iter().enumerate() {
                let found: Vec<u32> = model.item_traits(ItemIndex(index as u32)).collect();
                prop_assert_eq!(found, expected.iter().map(|number| u32::from(*number)).collect::<Vec<_>>());
            }
            prop_assert!((0..model.trait_count()).all(|number| model.trait_name(number) == traits.names[number as usize]));
        }
        for part in &parts.lists {
            prop_assert_eq!(model.list(part.kind, part.category).collect::<Vec<_>>(), part.items.clone());
        }
        prop_assert_eq!(model.ranking(), &parts.ranking);
    }

    #[test]
    fn scales_are_within_three_percent(value in 16.5f64..1_015_808.0) {
        let found = f64::from(Scale::nearest(value).value());
        prop_assert!((found - value).abs() <= value * 0.0313, "{} for {}", found, value);
    }

    #[test]
    fn any_bytes_are_refused_with_a_sentence(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        refused_or_faithful(&bytes)?;
    }

    #[test]
    fn a_changed_byte_is_noticed(parts in models(8), place in any::<prop::sample::Index>(), change in 1..=255u8) {
        let mut file = written(&parts);
        let place = place.index(file.len());
        file[place] ^= change;
        prop_assert!(Model::open(file).is_err());
    }

    #[test]
    fn a_cut_file_is_noticed(parts in models(8), place in any::<prop::sample::Index>()) {
        let file = written(&parts);
        prop_assert!(Model::open(&file[..place.index(file.len())]).is_err());
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2048, failure_persistence: None, rng_seed: RngSeed::Fixed(2), ..ProptestConfig::default() })]

    #[test]
    fn changes_with_the_checksum_mended_are_refused_or_faithful(
        parts in models(6),
        changes in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..4),
        cut in proptest::option::weighted(0.2, any::<prop::sample::Index>()),
    ) {
        let mut file = written(&parts);
        for (place, value) in changes {
            let place = place.index(file.len());
            file[place] = value;
        }
        if let Some(cut) = cut {
            file.truncate(cut.index(file.len()));
        }
        mend(&mut file);
        refused_or_faithful(&file)?;
    }
}

/// Every byte of the full model at every value: structure checks hold where the checksum does not help.
#[test]
fn every_byte_at_every_value_with_the_checksum_mended() {
    let whole = written(&full_parts());
    for place in 0..whole.len() {
        for value in 0..=255 {
            let mut file = whole.clone();
            file[place] = value;
            mend(&mut file);
            refused_or_faithful(&file).unwrap_or_else(|error| panic!("byte {place} as {value}: {error}"));
        }
    }
}
