//! Collections: the category tree of a catalogue, one page (or more) for each node.

use std::collections::{BTreeMap, BTreeSet};

use vitrine_catalog::Catalogue;

use crate::{name::Names, text};

/// Deepest category that gets a page of its own.
const DEEPEST: usize = 5;

/// A page of products that belong together.
pub struct Collection {
    /// Name as shown.
    pub title: String,
    /// Folder below `collections/`.
    pub name: String,
    /// The category as products write it, joined by ` > `; empty for "Everything" and "Other things".
    pub category: String,
    /// Positions in the catalogue: in its order where nothing is more special, else by turns from each more special collection.
    pub products: Vec<usize>,
    /// The next more general collection.
    pub parent: Option<usize>,
    /// More special collections, in order of appearance.
    pub children: Vec<usize>,
}

/// All collections of a shop.
pub struct Collections {
    /// "Everything" comes first; parents come before their children.
    pub all: Vec<Collection>,
    /// The most special collection of each product, by position in the catalogue.
    pub of_product: Vec<usize>,
    /// Collections for the header and the home page's tiles, in order of appearance.
    pub main: Vec<usize>,
}

impl Collections {
    /// Collections of the published products of a catalogue.
    ///
    /// Levels that all products share (`Apparel & Accessories > Clothing > …`) are skipped: they would say nothing.
    pub fn of(catalogue: &Catalogue) -> Self {
        let mut names = Names::default();
        let everything = Collection {
            title: "Everything".to_owned(),
            name: names.take("all"),
            category: String::new(),
            products: published(catalogue).collect(),
            parent: None,
            children: Vec::new(),
        };
        let mut tree = Self { all: vec![everything], of_product: vec![0; catalogue.products.len()], main: Vec::new() };
        let paths: Vec<Vec<String>> = catalogue.products.iter().map(|product| category_path(&product.category)).collect();
        let shared = shared_levels(published(catalogue).filter_map(|position| paths.get(position)));
        let mut found: BTreeMap<&[String], usize> = BTreeMap::new();
        let mut others = Vec::new();
        for position in published(catalogue) {
            let Some(path) = paths.get(position) else { continue };
            if path.is_empty() {
                others.push(position);
                continue;
            }
            let mut parent = 0;
            for depth in shared + 1..=path.len().min(DEEPEST) {
                let Some(prefix) = path.get(..depth) else { break };
                let next = tree.all.len();
                let index = *found.entry(prefix).or_insert(next);
                if index == next {
                    tree.add(parent, prefix, &names.take(&prefix.get(shared..).unwrap_or(prefix).join("-")));
                }
                if let Some(collection) = tree.all.get_mut(index) {
                    collection.products.push(position);
                }
                parent = index;
            }
            if let Some(slot) = tree.of_product.get_mut(position) {
                *slot = parent;
            }
        }
        if tree.all.len() > 1 && !others.is_empty() {
            let index = tree.all.len();
            tree.add(0, &[], &names.take("other"));
            for position in &others {
                if let Some(slot) = tree.of_product.get_mut(*position) {
                    *slot = index;
                }
            }
            if let Some(collection) = tree.all.get_mut(index) {
                "Other things".clone_into(&mut collection.title);
                collection.products = others;
            }
        }
        tree.mix();
        tree.main = tree.choose_main();
        tree
    }

    /// From the most general collection (without "Everything") to this one.
    pub fn path_to(&self, index: usize) -> Vec<usize> {
        let mut path = Vec::new();
        let mut at = Some(index);
        while let Some(position) = at.filter(|position| *position != 0) {
            path.push(position);
            at = self.all.get(position).and_then(|collection| collection.parent);
        }
        path.reverse();
        path
    }

    fn add(&mut self, parent: usize, path: &[String], name: &str) {
        let index = self.all.len();
        if let Some(parent) = self.all.get_mut(parent) {
            parent.children.push(index);
        }
        self.all.push(Collection {
            title: path.last().cloned().unwrap_or_default(),
            name: name.to_owned(),
            category: path.join(" > "),
            products: Vec::new(),
            parent: Some(parent),
            children: Vec::new(),
        });
    }

    /// Exports stand sorted by kind; a collection of several kinds shows some of each from the beginning.
    fn mix(&mut self) {
        // Children come after their parents, so each is mixed before the collection that holds it.
        for index in (0..self.all.len()).rev() {
            let Some(collection) = self.all.get(index).filter(|collection| !collection.children.is_empty()) else { continue };
            let children = || collection.children.iter().filter_map(|child| self.all.get(*child)).map(|child| &child.products);
            let inside: BTreeSet<usize> = children().flatten().copied().collect();
            let own: Vec<usize> = collection.products.iter().copied().filter(|position| !inside.contains(position)).collect();
            let turns: Vec<&Vec<usize>> = std::iter::once(&own).chain(children()).collect();
            let longest = turns.iter().map(|products| products.len()).max().unwrap_or_default();
            let mixed = (0..longest).flat_map(|turn| turns.iter().filter_map(move |products| products.get(turn).copied())).collect();
            if let Some(collection) = self.all.get_mut(index) {
                collection.products = mixed;
            }
        }
    }

    /// The top level; where it has fewer than four entries, their children take their place.
    fn choose_main(&self) -> Vec<usize> {
        let children = |index: usize| self.all.get(index).map(|collection| collection.children.as_slice()).unwrap_or_default();
        let top = children(0);
        if top.len() >= 4 {
            return top.to_vec();
        }
        let split: Vec<usize> =
            top.iter().flat_map(|index| if children(*index).len() > 1 { children(*index).to_vec() } else { vec![*index] }).collect();
        split
    }
}

/// Positions of the products that have a page.
pub fn published(catalogue: &Catalogue) -> impl Iterator<Item = usize> {
    catalogue.products.iter().enumerate().filter(|(_, product)| product.published).map(|(position, _)| position)
}

fn category_path(category: &[String]) -> Vec<String> {
    category.iter().map(|level| text::line(level)).filter(|level| !level.is_empty()).collect()
}

/// Number of levels that all non-empty paths begin with, short of the last level of any.
fn shared_levels<'a>(mut paths: impl Iterator<Item = &'a Vec<String>>) -> usize {
    let Some(first) = paths.by_ref().find(|path| !path.is_empty()) else { return 0 };
    let start = first.len().saturating_sub(1);
    paths.filter(|path| !path.is_empty()).fold(start, |shared, path| {
        let alike = first.iter().zip(path).take_while(|(left, right)| left == right).count();
        shared.min(alike).min(path.len().saturating_sub(1))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use vitrine_catalog::Product;

    fn catalogue(categories: &[&[&str]]) -> Catalogue {
        let product = |(number, path): (usize, &&[&str])| Product {
            id: number.to_string(),
            category: path.iter().map(|level| (*level).to_owned()).collect(),
            published: true,
            ..Product::default()
        };
        Catalogue { products: categories.iter().enumerate().map(product).collect(), currency: String::new() }
    }

    fn titles(collections: &Collections, indices: &[usize]) -> Vec<String> {
        indices.iter().map(|index| collections.all[*index].title.clone()).collect()
    }

    #[test]
    fn levels_that_all_share_are_skipped() {
        let collections = Collections::of(&catalogue(&[&["A", "B", "Coats"], &["A", "B", "Shirts"], &["A", "B", "Coats", "Parkas"]]));
        assert_eq!(titles(&collections, &collections.path_to(collections.of_product[2])), ["Coats", "Parkas"]);
        assert_eq!(collections.all[1].products, [0, 2]);
    }

    #[test]
    fn collections_of_several_kinds_show_them_by_turns() {
        let collections = Collections::of(&catalogue(&[&["A", "Coats"], &["A", "Coats"], &["A", "Hats"], &["B"], &["A"]]));
        assert_eq!(collections.all[0].products, [4, 3, 0, 2, 1]);
        assert_eq!(collections.all[1].products, [4, 0, 2, 1]);
        assert_eq!(collections.all[2].products, [0, 1]);
    }

    #[test]
    fn products_without_a_category_are_other_things() {
        let collections = Collections::of(&catalogue(&[&["Coats"], &[], &["Hats"]]));
        assert_eq!(titles(&collections, &collections.main), ["Coats", "Hats", "Other things"]);
        assert_eq!(collections.all[collections.of_product[1]].products, [1]);
    }

    #[test]
    fn without_any_category_everything_is_the_only_collection() {
        let collections = Collections::of(&catalogue(&[&[], &[]]));
        assert_eq!((collections.all.len(), collections.main.len(), collections.of_product), (1, 0, vec![0, 0]));
    }

    #[test]
    fn names_that_look_alike_get_different_folders() {
        let collections = Collections::of(&catalogue(&[&["Coats"], &["coats!"], &["all"], &["other"], &[]]));
        let mut names: Vec<_> = collections.all.iter().map(|collection| collection.name.clone()).collect();
        names.sort();
        names.dedup();
        assert_eq!(names.len(), collections.all.len());
    }
}
