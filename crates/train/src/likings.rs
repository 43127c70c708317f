//! The section of traits: what there is to like about each item, what nothing may be inferred from, and how much likings count.

use vitrine_format::{CategoryIndex, ModelParts, TraitsPart};

use crate::TrainingOptions;
use crate::assemble::Facts;
use crate::baskets::Purchase;
use crate::sensitive::sensitive;
use crate::taste::{Strengths, strengths};
use crate::traits::{Traits, tiers};

/// Traits, tiers, sensitive categories, and how much likings count.
pub(crate) fn traits_part(
    facts: &Facts,
    purchases: &[Purchase],
    order: &[u32],
    parts: &ModelParts,
    options: &TrainingOptions,
) -> (TraitsPart, Strengths) {
    let (catalogue, categories) = (facts.input.catalogue, facts.categories);
    let traits = Traits::build(catalogue);
    let (tiers, sensitive) = (tiers(catalogue, categories), sensitive(categories, &options.sensitive));
    let may_be_told = |category: CategoryIndex| sensitive.get(usize::from(category.0)) != Some(&true);
    let facts_of = |product: u32| {
        let own = categories.chain_of(product).next();
        if own.is_some_and(|category| !may_be_told(category)) {
            return <[Vec<u32>; 4]>::default();
        }
        let chain = categories.chain_of(product).map(|category| u32::from(category.0)).collect();
        let brand = facts.brands.of_product.get(product as usize).copied().flatten();
        let row = tiers.get(own.map_or(categories.tree.len(), |category| usize::from(category.0))).copied().unwrap_or_default();
        let price = catalogue.products.get(product as usize).and_then(vitrine_catalog::Product::price).unwrap_or(0);
        let tier = (price > 0 && row[0] > 0).then(|| row.iter().filter(|bound| **bound < price).count() as u32);
        let own_traits = traits.of_product.get(product as usize).into_iter().flatten().map(|number| u32::from(*number));
        [chain, brand.map(|brand| u32::from(brand.0)).into_iter().collect(), tier.into_iter().collect(), own_traits.collect()]
    };
    let learned = strengths(purchases, &(0..order.len() as u32).map(facts_of).collect());
    let of_items = order.iter().map(|&product| traits.of_product.get(product as usize).cloned().unwrap_or_default()).collect();
    debug_assert_eq!(parts.categories.len(), sensitive.len());
    (TraitsPart { strengths: learned.values, sensitive, tiers, names: traits.names, of_items }, learned)
}

/// Whether the section says anything that a reader would not assume without it.
pub(crate) fn is_worth_writing(part: &TraitsPart) -> bool {
    let plain = part.names.is_empty() && !part.sensitive.contains(&true) && part.tiers.iter().all(|bounds| bounds[0] == 0);
    !plain || part.strengths.map(f32::to_bits) != TraitsPart::DEFAULT_STRENGTHS.map(f32::to_bits)
}

/// How much likings count, for the report.
pub(crate) fn taste_note(part: &TraitsPart, learned: &Strengths) -> String {
    let [category, brand, price, traits, _] = part.strengths;
    let source = match learned.purchases {
        [0, _] => "too few customers return to learn from".to_owned(),
        [asked, held] => format!("from {asked} purchases of returning customers, checked on {held} others"),
    };
    let sensitive = part.sensitive.iter().filter(|sensitive| **sensitive).count();
    format!(
        "likings count {category} for categories, {brand} for brands, {price} for price tiers, {traits} for traits ({source}); {} traits, \
         {sensitive} sensitive categories",
        part.names.len()
    )
}
