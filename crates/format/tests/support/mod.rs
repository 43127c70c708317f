//! Parts for tests: an empty shop, a shop that has everything, and arbitrary shops.
#![allow(dead_code)]

use proptest::collection::{btree_map, btree_set, vec};
use proptest::option;
use proptest::prelude::*;
use vitrine_format::{
    BrandIndex, CategoryIndex, CategoryPart, ContextPart, Dimension, Effect, Entry, FEATURE_COUNT, Feature, IntentPart, ItemColumns,
    ItemFlags, ItemIndex, ListKind, ListPart, MOST_TRAITS, ModelParts, RankerPart, RankingParameters, Relation, RelationPart,
    RepurchasePart, Row, Scale, Split, TIER_BOUNDS, Target, TargetPart, TraitsPart,
};

/// A shop without a single item.
pub fn empty_parts() -> ModelParts {
    ModelParts {
        ranking: RankingParameters { position_weights: vec![1.0], seen_bonus: vec![0.0], ..RankingParameters::default() },
        ..ModelParts::default()
    }
}

/// Three items in two categories, with every section.
pub fn full_parts() -> ModelParts {
    let entry = |item, level| Entry { item: ItemIndex(item), level };
    let rows = vec![
        Row { scale: Scale(40), entries: vec![entry(1, 3), entry(2, 15)] },
        Row::default(),
        Row { scale: Scale(7), entries: vec![entry(0, 15)] },
    ];
    let levels = core::array::from_fn(|level| (level + 1) as f32 / 16.0);
    ModelParts {
        built: 1_700_000_000,
        currency: "EUR".into(),
        items: ItemColumns {
            ids: ["a", "b", "c"].map(String::from).to_vec(),
            aliases: vec![("A".into(), ItemIndex(0)), ("C".into(), ItemIndex(2))],
            prices: vec![100, 0, 70_000],
            categories: vec![Some(CategoryIndex(1)), None, Some(CategoryIndex(0))],
            brands: vec![None, Some(BrandIndex(0)), None],
            groups: vec![0, 5, 5],
            flags: [3, 7, 1].map(ItemFlags).to_vec(),
            popularity: [255, 10, 0].map(Scale).to_vec(),
            trend: [0, 0, 90].map(Scale).to_vec(),
            ages: vec![1, 65_535, 400],
        },
        categories: vec![
            CategoryPart { name: "Clothing".into(), parent: None },
            CategoryPart { name: "Coats".into(), parent: Some(CategoryIndex(0)) },
        ],
        brands: vec!["Oslo".into()],
        relations: Relation::ALL.map(|relation| RelationPart { relation, unit: 0.5, levels, rows: rows.clone() }).to_vec(),
        context: Dimension::ALL.map(context_part).to_vec(),
        ranking: RankingParameters {
            position_weights: vec![1.0, 0.5],
            seen_bonus: vec![0.0, 0.25],
            event_weights: [1.0, 2.0, 0.5, 2.0, 1.5, 0.0, 1.0, 0.0],
            dwell_weights: vec![(0.0, 0.5), (30.0, 1.5)],
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
                Split { feature: Feature::StepsSinceSeen, threshold: 63.5 },
            ],
            depth: 2,
            scale: 0.0625,
            levels: vec![0, 1, 2, 0],
            leaves: vec![-128, 0, 3, 127, 1, -1, 8, -8],
        }),
        intent: Some(IntentPart {
            steering: [1.0, 0.25],
            targets: vec![TargetPart {
                target: Target::Leaving,
                trees: small_trees(),
                probabilities: core::array::from_fn(|at| 1_000 * at as u16),
            }],
        }),
        traits: Some(TraitsPart {
            strengths: [0.5, 1.0, 0.0, 2.0, 0.25],
            sensitive: vec![false, true],
            tiers: vec![[1_000, 2_000, 70_000], [0; 3], [5, 5, 5]],
            names: vec!["colour:red".into(), "value:eco-friendly".into()],
            of_items: vec![vec![0, 1], vec![], vec![1]],
        }),
        repurchase: Some(RepurchasePart { windows: vec![[20, 30, 50], [1, 1, 400]], of_items: vec![2, 0, 1] }),
        lists: vec![
            ListPart { kind: ListKind::Popular, category: None, items: vec![ItemIndex(0), ItemIndex(1)] },
            ListPart { kind: ListKind::New, category: Some(CategoryIndex(1)), items: vec![ItemIndex(0)] },
        ],
    }
}

/// One tree that asks for the visit's length.
pub fn small_trees() -> RankerPart {
    RankerPart {
        splits: vec![Split { feature: Feature::Events, threshold: 2.5 }],
        depth: 1,
        scale: 0.125,
        levels: vec![0],
        leaves: vec![-16, 16],
    }
}

fn intent() -> BoxedStrategy<Option<IntentPart>> {
    let target = |target| {
        let part = (any::<[i8; 2]>(), vec(any::<u16>(), 33));
        option::of(part.prop_map(move |(leaves, mut probabilities)| {
            probabilities.sort_unstable();
            let trees = RankerPart { leaves: leaves.to_vec(), ..small_trees() };
            TargetPart { target, trees, probabilities: core::array::from_fn(|at| probabilities[at]) }
        }))
        .boxed()
    };
    (target(Target::Purchase), target(Target::AddToCart), target(Target::Leaving), amount(), amount())
        .prop_map(|(first, second, third, before, after)| {
            let targets: Vec<TargetPart> = [first, second, third].into_iter().flatten().collect();
            (!targets.is_empty()).then_some(IntentPart { steering: [before, after], targets })
        })
        .boxed()
}

/// Finite, at least zero, never minus zero; small and large, whole and broken.
fn amount() -> impl Strategy<Value = f32> {
    prop_oneof![Just(0.0), 0.0f32..2.0, any::<f32>().prop_filter_map("a finite amount", |value| value.is_finite().then(|| value.abs()))]
}

fn levels() -> impl Strategy<Value = [f32; 16]> {
    let step = 1u32..1_000;
    vec(step, 16).prop_map(|steps| {
        let total: u32 = steps.iter().sum();
        let mut sum = 0;
        core::array::from_fn(|level| {
            sum += steps[level];
            sum as f32 / total as f32
        })
    })
}

fn row(index: usize, items: usize) -> impl Strategy<Value = Row> {
    (1..=255u8, btree_map(0..items as u32, 0..16u8, 0..items.min(20))).prop_map(move |(scale, mut entries)| {
        entries.remove(&(index as u32));
        let entries: Vec<Entry> = entries.into_iter().map(|(item, level)| Entry { item: ItemIndex(item), level }).collect();
        Row { scale: if entries.is_empty() { Scale(0) } else { Scale(scale) }, entries }
    })
}

fn relation(relation: Relation, items: usize) -> impl Strategy<Value = Option<RelationPart>> {
    let rows: Vec<_> = (0..items).map(|index| row(index, items)).collect();
    (prop_oneof![f32::MIN_POSITIVE..1.0f32, 1.0f32..f32::MAX], levels(), rows, any::<bool>()).prop_map(
        move |(unit, levels, rows, present)| {
            let neighbours = rows.iter().any(|row| !row.entries.is_empty());
            (present && neighbours).then_some(RelationPart { relation, unit, levels, rows })
        },
    )
}

fn context_part(dimension: Dimension) -> ContextPart {
    let names = if dimension == Dimension::Locale { ["en-gb", "de"].map(str::to_owned).to_vec() } else { Vec::new() };
    ContextPart { dimension, effects: vec![Effect(-9); 2 * dimension.size()], names }
}

fn context(dimension: Dimension, categories: usize) -> impl Strategy<Value = Option<ContextPart>> {
    let most = if dimension == Dimension::Locale { dimension.size() } else { 0 };
    option::of((vec((-127..=127i8).prop_map(Effect), categories * dimension.size()), vec("[a-z]{2}(-[a-z]{2})?", 0..=most)))
        .prop_map(move |part| part.map(|(effects, names)| ContextPart { dimension, effects, names }))
}

prop_compose! {
    fn ranking()(positions in 1..=64usize)(
        position_weights in vec(amount(), positions),
        seen_bonus in vec(amount(), positions),
        event_weights in proptest::array::uniform8(amount()),
        dwell in btree_map(0..5_000u32, amount(), 0..=8),
        relation_weights in proptest::array::uniform5(amount()),
        ignored_factors in vec(amount(), 0..=8),
        session_share in amount(),
        popularity_weight in amount(),
        near_weight in amount(),
        support_weight in amount(),
    ) -> RankingParameters {
        let dwell_weights = dwell.into_iter().map(|(seconds, weight)| (seconds as f32, weight)).collect();
        RankingParameters {
            position_weights, seen_bonus, event_weights, dwell_weights, relation_weights, ignored_factors, session_share, popularity_weight,
            near_weight, support_weight,
        }
    }
}

fn traits(items: usize, categories: usize) -> impl Strategy<Value = Option<TraitsPart>> {
    let names = btree_set("[a-z]{1,4}:[a-zé]{0,5}", 0..=MOST_TRAITS);
    (names, proptest::array::uniform5(amount()), vec(any::<bool>(), categories), vec(any::<[u32; TIER_BOUNDS]>(), categories + 1))
        .prop_flat_map(move |(names, strengths, sensitive, tiers)| {
            let known = names.len();
            let of_item =
                btree_set(any::<u8>(), 0..6).prop_map(move |set| set.into_iter().filter(|number| usize::from(*number) < known).collect());
            let names: Vec<String> = names.into_iter().collect();
            option::of(vec(of_item, items).prop_map(move |of_items| TraitsPart {
                strengths,
                sensitive: sensitive.clone(),
                tiers: tiers.clone(),
                names: names.clone(),
                of_items,
            }))
        })
}

fn repurchase(items: usize) -> impl Strategy<Value = Option<RepurchasePart>> {
    let window = [any::<u16>(), any::<u16>(), any::<u16>()].prop_map(|mut days| {
        days.sort_unstable();
        days.map(u32::from)
    });
    vec(window, 0..=255).prop_flat_map(move |windows| {
        let known = windows.len() as u8;
        option::of(vec(0..=known, items).prop_map(move |of_items| RepurchasePart { windows: windows.clone(), of_items }))
    })
}

fn ranker() -> impl Strategy<Value = Option<RankerPart>> {
    let threshold = any::<f32>().prop_map(RankerPart::nearest_threshold).prop_filter("a finite threshold", |value| value.is_finite());
    let split = (0..FEATURE_COUNT as u8, threshold.prop_map(|value| value + 0.0));
    (vec(split, 1..=40), 1..=RankerPart::DEEPEST, 1..=20usize, f32::MIN_POSITIVE..=1.0).prop_flat_map(|(splits, depth, trees, scale)| {
        let mut splits: Vec<Split> = splits
            .into_iter()
            .filter_map(|(number, threshold)| Some(Split { feature: Feature::from_number(number)?, threshold }))
            .collect();
        splits.sort_by(|left, right| left.feature.cmp(&right.feature).then(left.threshold.total_cmp(&right.threshold)));
        splits.dedup();
        let count = splits.len() as u8;
        let ranker = (vec(0..count, trees * usize::from(depth)), vec(any::<i8>(), trees << depth))
            .prop_map(move |(levels, leaves)| RankerPart { splits: splits.clone(), depth, scale, levels, leaves });
        option::of(ranker)
    })
}

fn lists(items: usize, categories: usize) -> impl Strategy<Value = Vec<ListPart>> {
    let key = (0..4u8, option::of(0..categories.max(1) as u16));
    let order = Just((0..items as u32).collect::<Vec<_>>()).prop_shuffle();
    btree_map(key, (order, 0..=items.min(255)), 0..5).prop_map(move |lists| {
        let kinds = [ListKind::Popular, ListKind::Trending, ListKind::New, ListKind::Range];
        let lists = lists.into_iter().filter(|((_, category), _)| categories > 0 || category.is_none());
        lists
            .map(|((kind, category), (order, length))| ListPart {
                kind: kinds[usize::from(kind)],
                category: category.map(CategoryIndex),
                items: order.into_iter().take(length).map(ItemIndex).collect(),
            })
            .collect()
    })
}

prop_compose! {
    fn columns(items: usize, categories: usize, brands: usize)(
        names in btree_set("\\PC{0,9}", items * 2),
        taken in Just((0..items * 2).collect::<Vec<_>>()).prop_shuffle(),
        targets in vec(0..items.max(1) as u32, items),
        alias_count in 0..=items,
        prices in vec(any::<u32>(), items),
        category in vec(option::of(0..categories.max(1) as u16), items),
        brand in vec(option::of(0..brands.max(1) as u16), items),
        groups in vec(prop_oneof![Just(0), 0..4u32, any::<u32>()], items),
        flags in vec((0..=7u8).prop_map(ItemFlags), items),
        popularity in vec(any::<u8>().prop_map(Scale), items),
        trend in vec(any::<u8>().prop_map(Scale), items),
        ages in vec(any::<u16>(), items),
    ) -> ItemColumns {
        let names: Vec<String> = names.into_iter().collect();
        let ids = taken[..items].iter().map(|name| names[*name].clone()).collect();
        let mut others: Vec<usize> = taken[items..].iter().copied().take(alias_count).collect();
        others.sort_unstable();
        let aliases = others.into_iter().zip(&targets).map(|(name, item)| (names[name].clone(), ItemIndex(*item))).collect();
        ItemColumns {
            ids, aliases, prices, groups, flags, popularity, trend, ages,
            categories: category.into_iter().map(|index| index.filter(|_| categories > 0).map(CategoryIndex)).collect(),
            brands: brand.into_iter().map(|index| index.filter(|_| brands > 0).map(BrandIndex)).collect(),
        }
    }
}

fn category_tree(categories: usize) -> impl Strategy<Value = Vec<CategoryPart>> {
    (0..categories)
        .map(|index| {
            let parent = if index == 0 { Just(None).boxed() } else { option::of((0..index as u16).prop_map(CategoryIndex)).boxed() };
            ("\\PC{0,9}", parent).prop_map(|(name, parent)| CategoryPart { name, parent })
        })
        .collect::<Vec<_>>()
}

/// Any valid model of up to `most` items.
pub fn models(most: usize) -> impl Strategy<Value = ModelParts> {
    (0..=most, 0..6usize, 0..4usize).prop_flat_map(|(items, categories, brands)| {
        // Boxed: together they would not fit a test's stack.
        let relations = Relation::ALL.map(|which| relation(which, items).boxed());
        let dimensions = Dimension::ALL.map(|dimension| context(dimension, categories));
        (
            (any::<i64>(), "[A-Z]{0,3}", columns(items, categories, brands).boxed()),
            (category_tree(categories), vec("\\PC{0,9}", brands)),
            (
                relations,
                dimensions,
                ranking(),
                (ranker(), intent()),
                (traits(items, categories).boxed(), repurchase(items).boxed()),
                lists(items, categories),
            ),
        )
            .prop_map(
                |(
                    (built, currency, items),
                    (categories, brands),
                    (relations, context, ranking, (ranker, intent), (traits, repurchase), lists),
                )| {
                    ModelParts {
                        built,
                        currency,
                        items,
                        categories,
                        brands,
                        relations: relations.into_iter().flatten().collect(),
                        context: context.into_iter().flatten().collect(),
                        ranking,
                        ranker,
                        intent,
                        traits,
                        repurchase,
                        lists,
                    }
                },
            )
    })
}

/// Writes the right length and checksum into a changed file.
pub fn mend(file: &mut [u8]) {
    if file.len() >= 20 {
        let length = file.len() as u32;
        file[12..16].copy_from_slice(&length.to_le_bytes());
        let checksum = adler32(&file[20..]);
        file[16..20].copy_from_slice(&checksum.to_le_bytes());
    }
}

fn adler32(bytes: &[u8]) -> u32 {
    let (low, high) = bytes.iter().fold((1u32, 0u32), |(low, high), byte| {
        let low = (low + u32::from(*byte)) % 65_521;
        (low, (high + low) % 65_521)
    });
    high << 16 | low
}
