//! What was learned, put together by item number as the parts of a model file.

use vitrine_format::{ItemColumns, ItemIndex, ModelParts, Scale};

use crate::columns::{Brands, Categories, aliases, flags, groups};
use crate::context::ContextFinding;
use crate::demand::Demand;
use crate::lists::lists;
use crate::ranking::ranking_parameters;
use crate::relations::{RelationRows, packed};
use crate::{TrainingInput, TrainingOptions};

/// What the columns and the report draw on.
pub(crate) struct Facts<'a> {
    pub input: &'a TrainingInput<'a>,
    pub demand: &'a Demand,
    pub categories: &'a Categories,
    pub brands: &'a Brands,
    pub durable: &'a [bool],
}

/// The columns of the items in their order, and how many aliases had to be left out.
pub(crate) fn item_columns(facts: &Facts, order: &[u32], number_of: &[ItemIndex]) -> (ItemColumns, usize) {
    let in_order = || order.iter().filter_map(|&product| facts.input.catalogue.products.get(product as usize));
    let (aliases, left_out) = aliases(facts.input.catalogue, number_of);
    let value = |column: &[f64], product: u32| column.get(product as usize).copied().unwrap_or(0.0);
    // The most popular item gets the largest code, so that the codes reach down as far as they can.
    let largest = facts.demand.popularity.iter().copied().fold(0.0, f64::max).max(f64::MIN_POSITIVE);
    let whole = f64::from(Scale(255).value());
    let columns = ItemColumns {
        ids: in_order().map(|product| product.id.clone()).collect(),
        aliases,
        prices: in_order().map(|product| product.price().unwrap_or(0)).collect(),
        categories: order.iter().map(|&product| facts.categories.of_product.get(product as usize).copied().flatten()).collect(),
        brands: order.iter().map(|&product| facts.brands.of_product.get(product as usize).copied().flatten()).collect(),
        groups: groups(in_order()),
        flags: order
            .iter()
            .filter_map(|&product| {
                let durable = facts.durable.get(product as usize) == Some(&true);
                facts.input.catalogue.products.get(product as usize).map(|product| flags(product, durable))
            })
            .collect(),
        popularity: order.iter().map(|&product| Scale::nearest(value(&facts.demand.popularity, product) / largest * whole)).collect(),
        // Hundredths of a standard deviation.
        trend: order.iter().map(|&product| Scale::nearest(value(&facts.demand.trend, product) * 100.0)).collect(),
        ages: order.iter().map(|&product| age_code(facts.demand.ages.get(product as usize).copied().flatten())).collect(),
    };
    (columns, left_out)
}

/// Whole days; an age too large for the column is the oldest that it holds, because 65,535 stands for unknown.
fn age_code(days: Option<f64>) -> u16 {
    days.map_or(u16::MAX, |days| days.min(f64::from(u16::MAX - 1)) as u16)
}

/// The parts that every model has; those that are learned on top of them are added by the caller.
pub(crate) fn assemble(
    facts: &Facts,
    relations: &[RelationRows],
    context: &[ContextFinding],
    items: ItemColumns,
    order: &[u32],
    number_of: &[ItemIndex],
    options: &TrainingOptions,
) -> ModelParts {
    let relations: Vec<_> = relations.iter().filter_map(|relation| packed(relation, order, number_of)).collect();
    let mut can_be_shown = vec![false; order.len()];
    for (&product, flags) in order.iter().zip(&items.flags) {
        if let Some(shown) = can_be_shown.get_mut(product as usize) {
            *shown = flags.can_be_shown();
        }
    }
    ModelParts {
        built: facts.demand.newest.floor() as i64,
        currency: facts.input.catalogue.currency.clone(),
        categories: facts.categories.tree.clone(),
        brands: facts.brands.names.clone(),
        ranking: ranking_parameters(&relations, &options.score),
        relations,
        context: context.iter().filter_map(|finding| finding.part.clone()).collect(),
        ranker: None,
        intent: None,
        traits: None,
        repurchase: None,
        lists: lists(facts.demand, &can_be_shown, facts.categories, number_of, &options.demand),
        items,
    }
}
