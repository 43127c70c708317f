//! The golden model: a shop of 48 items, small enough to read, with every section filled.

use std::fmt::Write as _;
use vitrine_format::{
    BrandIndex, CategoryIndex, CategoryPart, ContextPart, Dimension, Effect, Entry, Feature, IntentPart, ItemColumns, ItemFlags, ItemIndex,
    ListKind, ListPart, ModelParts, RankerPart, RankingParameters, Relation, RelationPart, RepurchasePart, Row, Scale, Split, Target,
    TargetPart, TraitsPart,
};

/// The golden model's file, within the tests' folder.
pub const GOLDEN: &str = "golden/model-3.vitrine";
const ITEMS: u32 = 48;
/// Name, and number of the parent.
const CATEGORIES: [(&str, Option<u16>); 8] = [
    ("Clothing", None),
    ("Coats", Some(0)),
    ("Gloves", Some(0)),
    ("Dresses", Some(0)),
    ("Shoes", None),
    ("Boots", Some(4)),
    ("Sandals", Some(4)),
    ("Home", None),
];
const KINDS: [(&str, u16); 6] = [("coat", 1), ("gloves", 2), ("dress", 3), ("boots", 5), ("sandals", 6), ("lamp", 7)];

/// Numbers that look random and are the same everywhere.
#[derive(Clone, Debug)]
pub struct Numbers(u64);

impl Numbers {
    /// A sequence of its own for each seed.
    pub fn new(seed: u64) -> Self {
        Numbers(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ 0x5851_f42d_4c95_7f2d)
    }

    /// The next number below a bound.
    pub fn below(&mut self, bound: u32) -> u32 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        ((self.0 >> 33) % u64::from(bound.max(1))) as u32
    }
}

/// The golden model's content.
pub fn parts() -> ModelParts {
    let mut numbers = Numbers::new(1);
    let items = columns(&mut numbers);
    ModelParts {
        built: 1_763_942_400,
        currency: "GBP".into(),
        categories: CATEGORIES.map(|(name, parent)| CategoryPart { name: name.into(), parent: parent.map(CategoryIndex) }).to_vec(),
        brands: ["Oslo", "Åre", "Lumière"].map(String::from).to_vec(),
        relations: Relation::ALL.map(|relation| neighbours(relation, &mut numbers)).to_vec(),
        context: Dimension::ALL.map(|dimension| effects(dimension, &mut numbers)).to_vec(),
        ranking: RankingParameters {
            position_weights: vec![1.0, 0.7, 0.5, 0.35, 0.25, 0.15],
            seen_bonus: vec![0.4, 0.3, 0.2, 0.1, 0.05, 0.0],
            event_weights: [1.0, 2.0, 0.3, 1.5, 1.8, 0.0, 1.2, 0.0],
            dwell_weights: vec![(0.0, 0.6), (5.0, 1.0), (30.0, 1.4)],
            relation_weights: [1.0, 0.3, 0.25, 0.2, 0.1],
            ignored_factors: vec![0.8, 0.5, 0.3],
            session_share: 0.2,
            popularity_weight: 1.0,
            near_weight: 0.25,
            support_weight: 0.5,
        },
        ranker: Some(ranker(&mut numbers)),
        traits: Some(traits(&mut numbers)),
        repurchase: Some(RepurchasePart {
            windows: vec![[20, 30, 60], [5, 90, 400]],
            of_items: (0..ITEMS).map(|item| (item % 3) as u8).collect(),
        }),
        intent: Some(intent(&mut numbers)),
        lists: lists(&items),
        items,
    }
}

/// Three targets of five trees each.
fn intent(numbers: &mut Numbers) -> IntentPart {
    let asked = [
        (Feature::PathLength, 3.5),
        (Feature::SecondsBetween, 30.0),
        (Feature::Events, 2.5),
        (Feature::Events, 6.5),
        (Feature::LastKind, 1.5),
        (Feature::KindBefore, 1.5),
        (Feature::InCart, 0.5),
        (Feature::CartValue, 3_000.0),
        (Feature::VisitSeconds, 90.0),
        (Feature::Returns, 0.5),
    ];
    let splits: Vec<Split> =
        asked.map(|(feature, threshold)| Split { feature, threshold: RankerPart::nearest_threshold(threshold) }).to_vec();
    let target = |target: Target| TargetPart {
        target,
        trees: RankerPart {
            depth: 2,
            scale: 0.0625,
            levels: (0..10).map(|_| numbers.below(splits.len() as u32) as u8).collect(),
            leaves: (0..20).map(|_| numbers.below(41) as i8 - 20).collect(),
            splits: splits.clone(),
        },
        probabilities: core::array::from_fn(|at| (at * at * 60) as u16),
    };
    IntentPart { steering: [0.5, 0.25], targets: Target::ALL.map(target).to_vec() }
}

/// Up to four traits an item, tiers in all categories but one, and one sensitive category.
fn traits(numbers: &mut Numbers) -> TraitsPart {
    let mut tiers = vec![[3_000, 6_000, 9_000]; CATEGORIES.len() + 1];
    tiers[1] = [4_000, 8_000, 12_000];
    tiers[5] = [0; 3];
    let of_item = |numbers: &mut Numbers| {
        let drawn = numbers.below(16) as u8;
        (0..4).filter(|number| drawn >> number & 1 == 1).collect()
    };
    TraitsPart {
        strengths: [0.5, 1.25, 0.25, 2.0, 0.75],
        sensitive: (0..CATEGORIES.len()).map(|category| category == 7).collect(),
        tiers,
        names: ["colour:red", "material:wool", "style:classic", "value:eco-friendly"].map(String::from).to_vec(),
        of_items: (0..ITEMS).map(|_| of_item(numbers)).collect(),
    }
}

/// Twelve trees that ask each feature one thing.
fn ranker(numbers: &mut Numbers) -> RankerPart {
    let thresholds = [0.25, 0.5, 1.5, 3.0, 0.75];
    let split = |(feature, threshold): (&Feature, &f32)| Split { feature: *feature, threshold: *threshold };
    let splits: Vec<Split> = Feature::ALL.iter().take(28).zip(thresholds.iter().cycle()).map(split).collect();
    let (depth, trees) = (3, 12);
    RankerPart {
        depth,
        scale: 0.007_812_5,
        levels: (0..trees * usize::from(depth)).map(|_| numbers.below(splits.len() as u32) as u8).collect(),
        leaves: (0..trees << depth).map(|_| numbers.below(41) as i8 - 20).collect(),
        splits,
    }
}

fn columns(numbers: &mut Numbers) -> ItemColumns {
    let mut items = ItemColumns::default();
    for number in 0..ITEMS {
        let (kind, category) = KINDS[number as usize % KINDS.len()];
        let place = number / 6;
        items.ids.push(format!("{kind}-{place}"));
        items.prices.push(if number == 17 { 0 } else { 900 + 1_357 * place + 100 * u32::from(category) });
        items.categories.push((number != 29).then_some(CategoryIndex(category)));
        items.brands.push((numbers.below(4) != 0).then(|| BrandIndex(numbers.below(3) as u16)));
        // The first coat comes in three colours, the first boots in two.
        items.groups.push(match number {
            0 | 6 | 12 => 1,
            3 | 9 => 2,
            _ => 0,
        });
        let hidden = match number {
            10 => ItemFlags::LISTED,
            20 => ItemFlags::AVAILABLE,
            _ => ItemFlags::LISTED | ItemFlags::AVAILABLE,
        };
        items.flags.push(ItemFlags(hidden | if kind == "lamp" || kind == "coat" { ItemFlags::DURABLE } else { 0 }));
        items.popularity.push(Scale(if number == 31 { 0 } else { 100 + numbers.below(156) as u8 }));
        items.trend.push(Scale(if numbers.below(5) == 0 { 40 + numbers.below(60) as u8 } else { 0 }));
        items.ages.push(if number == 44 { u16::MAX } else { numbers.below(700) as u16 });
    }
    let aliases = [("SKU-1", 0), ("SKU-2", 6), ("grün", 12)];
    items.aliases = aliases.map(|(name, item)| (String::from(name), ItemIndex(item))).to_vec();
    items
}

fn neighbours(relation: Relation, numbers: &mut Numbers) -> RelationPart {
    let rows = (0..ITEMS).map(|item| {
        // Every seventh item has nothing to say.
        let count = if (item + relation as u32) % 7 == 6 { 0 } else { 2 + numbers.below(6) };
        let mut entries: Vec<Entry> = Vec::new();
        for _ in 0..count {
            let other = (item + 1 + numbers.below(ITEMS - 1)) % ITEMS;
            entries.push(Entry { item: ItemIndex(other), level: numbers.below(16) as u8 });
        }
        entries.sort_by_key(|entry| entry.item);
        entries.dedup_by_key(|entry| entry.item);
        let scale = if entries.is_empty() { Scale(0) } else { Scale(60 + numbers.below(70) as u8) };
        Row { scale, entries }
    });
    let levels = core::array::from_fn(|level| {
        let share = (level + 1) as f32 / 16.0;
        share * share
    });
    RelationPart { relation, unit: 0.001, levels, rows: rows.collect() }
}

fn effects(dimension: Dimension, numbers: &mut Numbers) -> ContextPart {
    let mut effects = Vec::new();
    for category in 0..CATEGORIES.len() {
        for _ in 0..dimension.size() {
            // Home has no support.
            let code = if category == 7 { 0 } else { numbers.below(61) as i8 - 30 };
            effects.push(Effect(code));
        }
    }
    // As many as a model can name.
    let locales = || (0..dimension.size()).map(|value| format!("x{}", char::from(b'a' + value as u8))).collect();
    ContextPart { dimension, effects, names: if dimension == Dimension::Locale { locales() } else { Vec::new() } }
}

fn lists(items: &ItemColumns) -> Vec<ListPart> {
    let by = |key: &dyn Fn(usize) -> u32, category: Option<u16>, most: usize| {
        let within = |item: &usize| {
            category.is_none_or(|wanted| {
                let own = items.categories[*item];
                own.is_some_and(|own| own.0 == wanted || CATEGORIES[usize::from(own.0)].1 == Some(wanted))
            })
        };
        let mut order: Vec<usize> = (0..ITEMS as usize).filter(within).filter(|item| key(*item) > 0).collect();
        order.sort_by_key(|item| (u32::MAX - key(*item), *item));
        order.into_iter().take(most).map(|item| ItemIndex(item as u32)).collect::<Vec<_>>()
    };
    let popularity = |item: usize| items.popularity[item].value();
    let trend = |item: usize| items.trend[item].value();
    let newness = |item: usize| u32::from(u16::MAX - items.ages[item]);
    let mut lists = Vec::new();
    for (kind, key) in [(ListKind::Popular, &popularity as &dyn Fn(usize) -> u32), (ListKind::Trending, &trend), (ListKind::New, &newness)]
    {
        lists.push(ListPart { kind, category: None, items: by(key, None, 20) });
        for category in [0, 1, 4, 5] {
            lists.push(ListPart { kind, category: Some(CategoryIndex(category)), items: by(key, Some(category), 8) });
        }
    }
    lists.push(ListPart { kind: ListKind::Range, category: None, items: (0..ITEMS).step_by(5).map(ItemIndex).collect() });
    lists
}

/// A model's content as lines that people can read and compare.
pub fn dump(parts: &ModelParts) -> String {
    let mut text = String::new();
    // Writing to a String cannot fail.
    let _ = write_dump(&mut text, parts);
    text
}

fn write_dump(text: &mut String, parts: &ModelParts) -> std::fmt::Result {
    let ModelParts { built, currency, items, categories, brands, relations, context, ranking, ranker, intent, traits, repurchase, lists } =
        parts;
    writeln!(text, "built {built} currency {currency:?}")?;
    for (number, category) in categories.iter().enumerate() {
        writeln!(text, "category {number} {:?} in {:?}", category.name, category.parent.map(|parent| parent.0))?;
    }
    writeln!(text, "brands {brands:?}")?;
    for number in 0..items.ids.len() {
        let (category, brand) = (items.categories[number].map(|index| index.0), items.brands[number].map(|index| index.0));
        writeln!(
            text,
            "item {number} {:?} price {} category {category:?} brand {brand:?} group {} flags {:03b} popularity {} trend {} age {}",
            items.ids[number],
            items.prices[number],
            items.groups[number],
            items.flags[number].0,
            items.popularity[number].0,
            items.trend[number].0,
            items.ages[number]
        )?;
    }
    for (name, item) in &items.aliases {
        writeln!(text, "alias {name:?} of {}", item.0)?;
    }
    for part in relations {
        writeln!(text, "relation {:?} unit {} levels {:?}", part.relation, part.unit, part.levels)?;
        for (item, row) in part.rows.iter().enumerate() {
            let entries: Vec<String> = row.entries.iter().map(|entry| format!("{}@{}", entry.item.0, entry.level)).collect();
            writeln!(text, "  {item} scale {}: {}", row.scale.0, entries.join(" "))?;
        }
    }
    for part in context {
        writeln!(text, "context {:?} {:?}", part.dimension, part.names)?;
        for (category, row) in part.effects.chunks(part.dimension.size()).enumerate() {
            writeln!(text, "  {category}: {:?}", row.iter().map(|effect| effect.0).collect::<Vec<_>>())?;
        }
    }
    writeln!(text, "ranking {ranking:#?}")?;
    if let Some(ranker) = ranker {
        writeln!(text, "ranker of {} trees, scale {}", ranker.trees(), ranker.scale)?;
        write_trees(text, ranker)?;
    }
    if let Some(intent) = intent {
        writeln!(text, "intent steering {:?}", intent.steering)?;
        for part in &intent.targets {
            writeln!(text, "target {}, scale {}, probabilities {:?}", part.target.name(), part.trees.scale, part.probabilities)?;
            write_trees(text, &part.trees)?;
        }
    }
    if let Some(traits) = traits {
        writeln!(text, "traits {:?} strengths {:?} sensitive {:?}", traits.names, traits.strengths, traits.sensitive)?;
        writeln!(text, "  tiers {:?}", traits.tiers)?;
        writeln!(text, "  of items {:?}", traits.of_items)?;
    }
    if let Some(repurchase) = repurchase {
        writeln!(text, "repurchase {:?} of items {:?}", repurchase.windows, repurchase.of_items)?;
    }
    for list in lists {
        let items: Vec<u32> = list.items.iter().map(|item| item.0).collect();
        writeln!(text, "list {:?} of {:?}: {items:?}", list.kind, list.category.map(|category| category.0))?;
    }
    Ok(())
}

fn write_trees(text: &mut String, trees: &RankerPart) -> std::fmt::Result {
    for (number, split) in trees.splits.iter().enumerate() {
        writeln!(text, "  split {number}: {} above {}", split.feature.name(), split.threshold)?;
    }
    for (levels, leaves) in trees.levels.chunks(usize::from(trees.depth)).zip(trees.leaves.chunks(1 << trees.depth)) {
        writeln!(text, "  tree of splits {levels:?}: {leaves:?}")?;
    }
    Ok(())
}
