//! The catalogue's part of the model: categories, brands, flags, names.

use std::collections::{BTreeMap, BTreeSet};

use vitrine_catalog::{Catalogue, Product};
use vitrine_format::{BrandIndex, CategoryIndex, CategoryPart, ItemFlags, ItemIndex};

/// Largest number of categories and of brands that a model tells apart: in the file 0 stands for none, and 65,535 is not used.
const MOST: usize = u16::MAX as usize - 1;

/// The category tree and each product's place in it.
#[derive(Clone, Debug, Default)]
pub struct Categories {
    /// A parent stands before its children.
    pub tree: Vec<CategoryPart>,
    /// Most special category of each product.
    pub of_product: Vec<Option<CategoryIndex>>,
    /// Levels of the tree that were given up so that the rest fits; 0 almost always.
    pub levels_lost: usize,
}

impl Categories {
    /// Builds the tree from the products' category paths; equal names under different parents stay apart.
    pub fn build(catalogue: &Catalogue) -> Categories {
        let deepest = catalogue.products.iter().map(|product| product.category.len()).max().unwrap_or(0);
        let prefixes = |depth: usize| -> BTreeSet<&[String]> {
            let of_product = |product: &'_ Product| product.category.len().min(depth);
            catalogue
                .products
                .iter()
                .flat_map(|product| (1..=of_product(product)).filter_map(|length| product.category.get(..length)))
                .collect()
        };
        let mut depth = deepest;
        let mut paths = prefixes(depth);
        while paths.len() > MOST && depth > 0 {
            depth -= 1;
            paths = prefixes(depth);
        }
        // A path sorts after its own beginnings, so parents come first.
        let numbers: BTreeMap<&[String], CategoryIndex> =
            paths.iter().enumerate().map(|(number, &path)| (path, CategoryIndex(number as u16))).collect();
        let number_of = |path: &[String]| numbers.get(path.get(..path.len().min(depth)).unwrap_or_default()).copied();
        let part = |path: &&[String]| CategoryPart {
            name: path.last().cloned().unwrap_or_default(),
            parent: path.split_last().and_then(|(_, parent)| numbers.get(parent).copied()),
        };
        Categories {
            tree: paths.iter().map(part).collect(),
            of_product: catalogue.products.iter().map(|product| number_of(&product.category)).collect(),
            levels_lost: deepest - depth,
        }
    }

    /// The category and those above it, most special first.
    pub fn chain(&self, category: Option<CategoryIndex>) -> impl Iterator<Item = CategoryIndex> {
        std::iter::successors(category, |category| self.tree.get(usize::from(category.0)).and_then(|part| part.parent))
    }

    /// The product's category and those above it, most special first.
    pub fn chain_of(&self, product: u32) -> impl Iterator<Item = CategoryIndex> {
        self.chain(self.of_product.get(product as usize).copied().flatten())
    }
}

/// Brand names and each product's brand.
#[derive(Clone, Debug, Default)]
pub struct Brands {
    /// Ascending.
    pub names: Vec<String>,
    /// `None` where a product names no brand.
    pub of_product: Vec<Option<BrandIndex>>,
    /// Rare brands that did not fit.
    pub lost: usize,
}

impl Brands {
    /// Collects the brands; the most frequent ones where there are more than a model holds.
    pub fn build(catalogue: &Catalogue) -> Brands {
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for product in catalogue.products.iter().filter(|product| !product.brand.is_empty()) {
            *counts.entry(&product.brand).or_insert(0) += 1;
        }
        let mut by_count: Vec<(&str, usize)> = counts.into_iter().collect();
        by_count.sort_by_key(|&(name, count)| (std::cmp::Reverse(count), name));
        let lost = by_count.len().saturating_sub(MOST);
        by_count.truncate(MOST);
        by_count.sort_unstable();
        let numbers: BTreeMap<&str, BrandIndex> =
            by_count.iter().enumerate().map(|(number, &(name, _))| (name, BrandIndex(number as u16))).collect();
        Brands {
            names: by_count.iter().map(|&(name, _)| name.to_owned()).collect(),
            of_product: catalogue.products.iter().map(|product| numbers.get(product.brand.as_str()).copied()).collect(),
            lost,
        }
    }
}

/// True for a product that may be recommended at all.
pub fn is_listed(product: &Product) -> bool {
    product.published && !product.gift_card
}

/// The product's facts as bits.
pub fn flags(product: &Product, durable: bool) -> ItemFlags {
    let bit = |fact: bool, bit: u8| if fact { bit } else { 0 };
    ItemFlags(
        bit(product.available(), ItemFlags::AVAILABLE) | bit(is_listed(product), ItemFlags::LISTED) | bit(durable, ItemFlags::DURABLE),
    )
}

/// Group numbers in the order in which items first name them; 0 for none.
pub fn groups<'product>(products: impl Iterator<Item = &'product Product>) -> Vec<u32> {
    let mut numbers: BTreeMap<&str, u32> = BTreeMap::new();
    let number = |product: &'product Product| {
        if product.group.is_empty() {
            return 0;
        }
        let next = numbers.len() as u32 + 1;
        *numbers.entry(&product.group).or_insert(next)
    };
    products.map(number).collect()
}

/// Further names, sorted, each of one item; and how many were left out because an id or an earlier product has them.
pub fn aliases(catalogue: &Catalogue, number_of: &[ItemIndex]) -> (Vec<(String, ItemIndex)>, usize) {
    let ids: BTreeSet<&str> = catalogue.products.iter().map(|product| product.id.as_str()).collect();
    let mut names: BTreeMap<&str, ItemIndex> = BTreeMap::new();
    let mut left_out = 0;
    for (product, &item) in catalogue.products.iter().zip(number_of) {
        for alias in &product.aliases {
            if ids.contains(alias.as_str()) {
                left_out += usize::from(*alias != product.id);
            } else if *names.entry(alias).or_insert(item) != item {
                left_out += 1;
            }
        }
    }
    (names.into_iter().map(|(name, item)| (name.to_owned(), item)).collect(), left_out)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::catalogue_of;

    #[test]
    fn parents_come_before_children_and_names_may_repeat() {
        let mut catalogue = catalogue_of(4);
        let path = |names: &[&str]| names.iter().map(|&name| name.to_owned()).collect::<Vec<_>>();
        catalogue.products[0].category = path(&["Women", "Coats"]);
        catalogue.products[1].category = path(&["Men", "Coats"]);
        catalogue.products[2].category = path(&["Women"]);
        let categories = Categories::build(&catalogue);
        assert_eq!(categories.tree.len(), 4);
        for (number, part) in categories.tree.iter().enumerate() {
            assert!(part.parent.is_none_or(|parent| usize::from(parent.0) < number));
        }
        assert_ne!(categories.of_product[0], categories.of_product[1]);
        assert_eq!(categories.of_product[3], None);
        assert_eq!(categories.chain_of(0).count(), 2);
        assert_eq!(categories.chain_of(0).nth(1), categories.of_product[2]);
    }

    #[test]
    fn what_does_not_fit_is_given_up_and_the_rest_can_be_written() {
        let mut catalogue = catalogue_of(65_540);
        for (number, product) in catalogue.products.iter_mut().enumerate() {
            product.brand = format!("b{number}");
            product.category = vec![format!("c{}", number % 7), format!("d{number}")];
        }
        let (brands, categories) = (Brands::build(&catalogue), Categories::build(&catalogue));
        assert_eq!((brands.names.len(), brands.lost), (65_534, 6));
        assert_eq!((categories.tree.len(), categories.levels_lost), (7, 1));
        let ranking = crate::ranking::ranking_parameters(&[], &crate::ScoreOptions::default());
        let parts = vitrine_format::ModelParts { brands: brands.names, ranking, ..vitrine_format::ModelParts::default() };
        assert!(vitrine_format::encode(&parts).is_ok());
    }

    #[test]
    fn an_alias_never_shadows_an_id_or_an_earlier_alias() {
        let mut catalogue = catalogue_of(3);
        catalogue.products[0].aliases = vec!["sku".into(), "p1".into(), "p0".into()];
        catalogue.products[1].aliases = vec!["sku".into()];
        let (aliases, left_out) = aliases(&catalogue, &[ItemIndex(2), ItemIndex(1), ItemIndex(0)]);
        assert_eq!(aliases, [("sku".to_owned(), ItemIndex(2))]);
        assert_eq!(left_out, 2);
    }

    #[test]
    fn variants_share_a_group_and_others_have_none() {
        let mut catalogue = catalogue_of(4);
        catalogue.products[1].group = "shirt".into();
        catalogue.products[3].group = "shirt".into();
        assert_eq!(groups(catalogue.products.iter()), [0, 1, 0, 1]);
    }
}
