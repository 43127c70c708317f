//! What a model holds, as plain values.

use crate::commands::inspect::intent::IntentContent;
use crate::commands::inspect::section_name;
use crate::commands::recommend::circumstances::value_name;
use crate::model::Opened;
use crate::output::sizes::{self, per_item};
use serde::Serialize;
use std::collections::BTreeMap;
use vitrine_format::{
    CategoryIndex, Dimension, Feature, ItemFlags, ListKind, Model, ModelParts, RankerPart, RankingParameters, Relation, VERSION,
};

/// Everything but the items themselves.
#[derive(Debug, Serialize)]
pub struct Content {
    pub file: String,
    pub format: u16,
    pub bytes: u64,
    pub brotli: u64,
    /// Time of the newest record; absent where no record has one.
    #[serde(rename = "built", skip_serializing_if = "Option::is_none")]
    pub newest: Option<String>,
    pub currency: String,
    pub counts: Counts,
    pub sections: Vec<Section>,
    pub relations: Vec<RelationContent>,
    pub lists: Vec<ListContent>,
    pub context: Vec<ContextEffect>,
    pub ranking: Ranking,
    /// Absent where the trees won nothing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ranker: Option<RankerContent>,
    /// Absent where events tell of no intent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub intent: Option<IntentContent>,
}

/// How many of everything.
#[derive(Debug, Serialize)]
pub struct Counts {
    pub items: usize,
    /// Published, in stock, and no gift card.
    pub can_be_shown: usize,
    pub durable: usize,
    pub aliases: usize,
    pub groups: usize,
    pub categories: usize,
    pub brands: usize,
}

/// One section's cost.
#[derive(Debug, Serialize)]
pub struct Section {
    pub name: &'static str,
    pub offset: usize,
    pub bytes: u64,
    pub bytes_per_item: f64,
    pub brotli: u64,
    pub brotli_per_item: f64,
}

/// One relation.
#[derive(Debug, Serialize)]
pub struct RelationContent {
    pub name: &'static str,
    /// Items with at least one neighbour.
    pub items: usize,
    pub neighbours: usize,
    /// Of the items that have any.
    pub mean_neighbours: f64,
    pub unit: f32,
    pub levels: [f32; 16],
}

/// Ready orders of one kind.
#[derive(Debug, Serialize)]
pub struct ListContent {
    pub kind: &'static str,
    /// Items of the shop's list.
    pub shop: usize,
    /// Categories that have a list of their own.
    pub categories: usize,
}

/// What one circumstance does to one category.
#[derive(Debug, Serialize)]
pub struct ContextEffect {
    pub dimension: &'static str,
    pub category: String,
    /// Factors that differ from 1, by value.
    pub factors: Vec<(String, f32)>,
}

/// The trees that correct the score.
#[derive(Debug, Serialize)]
pub struct RankerContent {
    pub trees: usize,
    pub levels: u8,
    pub splits: usize,
    /// How many levels of trees ask each feature that is asked at all, most asked first.
    pub features: Vec<(&'static str, usize)>,
}

/// Numbers that steer the score.
#[derive(Debug, Serialize)]
pub struct Ranking {
    pub position_weights: Vec<f32>,
    pub seen_bonus: Vec<f32>,
    pub event_weights: BTreeMap<&'static str, f32>,
    pub dwell_weights: Vec<(f32, f32)>,
    pub relation_weights: BTreeMap<&'static str, f32>,
    pub ignored_factors: Vec<f32>,
    pub session_share: f32,
    pub popularity_weight: f32,
    pub near_weight: f32,
    pub support_weight: f32,
}

impl Content {
    /// Takes a model apart.
    pub fn of(opened: &Opened) -> Content {
        let model = opened.model();
        let parts = model.to_parts();
        let items = parts.items.ids.len();
        let slices: Vec<&[u8]> =
            model.sections().iter().map(|section| slice(opened.model().bytes(), section.offset, section.length)).collect();
        let mut all = slices.clone();
        all.push(model.bytes());
        let mut brotli = sizes::brotli_of_all(&all);
        let whole = brotli.pop().unwrap_or_default();
        let section = |(section, brotli): (&vitrine_format::SectionInfo, &u64)| Section {
            name: section.name,
            offset: section.offset,
            bytes: section.length as u64,
            bytes_per_item: per_item(section.length as u64, items),
            brotli: *brotli,
            brotli_per_item: per_item(*brotli, items),
        };
        Content {
            file: opened.path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default(),
            format: VERSION,
            bytes: model.bytes().len() as u64,
            brotli: whole,
            newest: (parts.built != 0).then(|| crate::text::timestamp(parts.built)),
            currency: parts.currency.clone(),
            counts: counts(&parts),
            sections: model.sections().iter().zip(&brotli).map(section).collect(),
            relations: parts.relations.iter().map(relation).collect(),
            lists: lists(&parts),
            context: context(model, &parts),
            ranking: ranking(&parts.ranking),
            ranker: parts.ranker.as_ref().map(ranker),
            intent: parts.intent.as_ref().map(IntentContent::of),
        }
    }
}

fn slice(bytes: &[u8], offset: usize, length: usize) -> &[u8] {
    offset.checked_add(length).and_then(|end| bytes.get(offset..end)).unwrap_or_default()
}

fn counts(parts: &ModelParts) -> Counts {
    let with = |test: &dyn Fn(&ItemFlags) -> bool| parts.items.flags.iter().filter(|flags| test(flags)).count();
    Counts {
        items: parts.items.ids.len(),
        can_be_shown: with(&|flags| flags.can_be_shown()),
        durable: with(&|flags| flags.is_durable()),
        aliases: parts.items.aliases.len(),
        groups: parts.items.groups.iter().max().copied().unwrap_or(0) as usize,
        categories: parts.categories.len(),
        brands: parts.brands.len(),
    }
}

fn relation(part: &vitrine_format::RelationPart) -> RelationContent {
    let items = part.rows.iter().filter(|row| !row.entries.is_empty()).count();
    let neighbours: usize = part.rows.iter().map(|row| row.entries.len()).sum();
    RelationContent {
        name: section_name(part.relation),
        items,
        neighbours,
        mean_neighbours: per_item(neighbours as u64, items),
        unit: part.unit,
        levels: part.levels,
    }
}

fn lists(parts: &ModelParts) -> Vec<ListContent> {
    let kinds = [(ListKind::Popular, "popular"), (ListKind::Trending, "trending"), (ListKind::New, "new"), (ListKind::Range, "range")];
    let content = |(kind, name): (ListKind, &'static str)| ListContent {
        kind: name,
        shop: parts.lists.iter().filter(|list| list.kind == kind && list.category.is_none()).map(|list| list.items.len()).sum(),
        categories: parts.lists.iter().filter(|list| list.kind == kind && list.category.is_some()).count(),
    };
    kinds.into_iter().map(content).collect()
}

/// Names of a category and those above it, most general first.
pub fn category_path<B: AsRef<[u8]>>(model: &Model<B>, category: CategoryIndex) -> String {
    let mut names = vec![model.category_name(category)];
    let mut above = model.category_parent(category);
    while let Some(category) = above {
        names.push(model.category_name(category));
        above = model.category_parent(category);
    }
    names.reverse();
    names.join(" > ")
}

fn context<B: AsRef<[u8]>>(model: &Model<B>, parts: &ModelParts) -> Vec<ContextEffect> {
    let mut effects = Vec::new();
    for dimension in Dimension::ALL.into_iter().filter(|dimension| model.has_context(*dimension)) {
        for category in (0..parts.categories.len()).map(|number| CategoryIndex(number as u16)) {
            let factor = |value: u8| (value_name(model, dimension, value), model.context_factor(dimension, value, category));
            let factors: Vec<(String, f32)> =
                (0..dimension.size() as u8).map(factor).filter(|(_, factor)| (factor - 1.0).abs() > f32::EPSILON).collect();
            if !factors.is_empty() {
                effects.push(ContextEffect { dimension: dimension.name(), category: category_path(model, category), factors });
            }
        }
    }
    effects
}

fn ranker(part: &RankerPart) -> RankerContent {
    RankerContent { trees: part.trees(), levels: part.depth, splits: part.splits.len(), features: features(part) }
}

/// How many levels of trees ask each feature that is asked at all, most asked first.
pub fn features(part: &RankerPart) -> Vec<(&'static str, usize)> {
    let asked = |feature: &Feature| {
        let asks = |split: &&u8| part.splits.get(usize::from(**split)).is_some_and(|split| split.feature == *feature);
        (feature.name(), part.levels.iter().filter(asks).count())
    };
    let mut features: Vec<(&'static str, usize)> = Feature::ALL.iter().map(asked).filter(|(_, asked)| *asked > 0).collect();
    features.sort_by_key(|(_, asked)| std::cmp::Reverse(*asked));
    features
}

fn ranking(parameters: &RankingParameters) -> Ranking {
    const EVENTS: [&str; 8] = ["view", "add_to_cart", "remove_from_cart", "purchase", "wishlist", "impression", "search", "hide"];
    Ranking {
        position_weights: parameters.position_weights.clone(),
        seen_bonus: parameters.seen_bonus.clone(),
        event_weights: EVENTS.into_iter().zip(parameters.event_weights).collect(),
        dwell_weights: parameters.dwell_weights.clone(),
        relation_weights: Relation::ALL.map(section_name).into_iter().zip(parameters.relation_weights).collect(),
        ignored_factors: parameters.ignored_factors.clone(),
        session_share: parameters.session_share,
        popularity_weight: parameters.popularity_weight,
        near_weight: parameters.near_weight,
        support_weight: parameters.support_weight,
    }
}
