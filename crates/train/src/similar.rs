//! The relation *similar*: texts, category, brand and price alone, so that an item needs neither a view nor a sale.
//!
//! Words are weighed by TF-IDF (Salton and Buckley, "Term-weighting approaches in automatic text retrieval", 1988) and looked up in an
//! inverted index whose long postings are cut to the items that the word describes best, which bounds the work at any catalogue size.

use std::collections::BTreeMap;

use vitrine_catalog::{Catalogue, Product};

use crate::options::SimilarOptions;
use crate::parallel::map_rows;
use crate::sparse::{Buckets, Cell, DenseRow, Matrix, keep_heaviest};
use crate::words::{has_content, weighted_words};

/// Candidates by words that are compared in full.
const COMPARED: usize = 120;
/// Candidates of the same category that are compared in full.
const COMPARED_OF_CATEGORY: usize = 60;
/// Below this closeness two items are not alike.
const LEAST_CLOSENESS: f32 = 0.12;

/// Rows over all products: for each the most similar ones that `may_be_shown`, closest first.
pub fn similar(catalogue: &Catalogue, may_be_shown: &[bool], options: &SimilarOptions, threads: usize) -> Vec<Vec<Cell>> {
    let products = &catalogue.products;
    let items = products.len();
    if options.neighbours == 0 || !products.iter().any(has_content) {
        return vec![Vec::new(); items];
    }
    let vectors = word_vectors(products, options.words, threads);
    let postings = postings(&vectors, may_be_shown, options.postings);
    let shelves = shelves(products, may_be_shown);
    map_rows(
        items,
        threads,
        || (DenseRow::new(items), Vec::new()),
        |(dense, found), row| {
            let Some(own) = products.get(row) else { return Vec::new() };
            for &(word, weight) in vectors.row(row) {
                dense.add_row(weight, postings.get(word as usize).map_or(&[], Vec::as_slice));
            }
            dense.take_into(found);
            found.retain(|cell| cell.0 as usize != row);
            keep_heaviest(found, COMPARED);
            // Neighbours on the shelf, by price, also for items whose words nobody shares.
            let shelf = shelves.get(own.category.as_slice()).filter(|_| !own.category.is_empty());
            let place = shelf.map_or(0, |shelf| shelf.partition_point(|&(price, _)| price < own.price().unwrap_or(0)));
            let around = place.saturating_sub(COMPARED_OF_CATEGORY / 2)..place + COMPARED_OF_CATEGORY / 2;
            for &(_, product) in shelf.map_or(&[][..], |shelf| shelf.get(around.start..around.end.min(shelf.len())).unwrap_or_default()) {
                if product as usize != row && !found.iter().any(|cell| cell.0 == product) {
                    found.push((product, cosine(vectors.row(row), vectors.row(product as usize))));
                }
            }
            let mut cells: Vec<Cell> = found
                .iter()
                .filter_map(|&(product, text)| {
                    let other = products.get(product as usize)?;
                    let variant = !own.group.is_empty() && own.group == other.group;
                    let closeness = closeness(own, other, text, options);
                    (!variant && closeness >= LEAST_CLOSENESS).then_some((product, closeness))
                })
                .collect();
            keep_heaviest(&mut cells, options.neighbours.min(255));
            cells.shrink_to_fit();
            cells
        },
    )
}

/// How alike two products are, from 0 to about 1; `text` is the cosine of their words.
fn closeness(own: &Product, other: &Product, text: f32, options: &SimilarOptions) -> f32 {
    let shared = own.category.iter().zip(&other.category).take_while(|(left, right)| left == right).count();
    let depth = own.category.len().max(other.category.len()).max(1);
    let category = shared as f32 / depth as f32;
    let brand = if !own.brand.is_empty() && own.brand == other.brand { 1.0 } else { 0.0 };
    let price = match (own.price(), other.price()) {
        (Some(left), Some(right)) if left > 0 && right > 0 => left.min(right) as f32 / left.max(right) as f32,
        _ => 0.0,
    };
    // Price and brand alone make nothing alike: they only add to what words and category say.
    let kind = options.text_share * text + options.category_share * category;
    if kind <= 0.0 { 0.0 } else { kind + options.brand_share * brand + options.price_share * price * (kind * 2.0).min(1.0) }
}

/// A unit vector of words for each product, by word number.
fn word_vectors(products: &[Product], words: usize, threads: usize) -> Matrix {
    let texts = map_rows(products.len(), threads, || (), |(), row| products.get(row).map(weighted_words).unwrap_or_default());
    let mut numbers: BTreeMap<&str, (u32, u32)> = BTreeMap::new();
    for word in texts.iter().flat_map(BTreeMap::keys) {
        let next = numbers.len() as u32;
        numbers.entry(word).or_insert((next, 0)).1 += 1;
    }
    let total = products.len().max(1) as f32;
    let vector = |text: &BTreeMap<String, f32>| {
        let mut cells: Vec<Cell> = text
            .iter()
            .filter_map(|(word, weight)| {
                let &(number, holders) = numbers.get(word.as_str())?;
                // A word that only one product has leads nowhere, but it does make the product less like the others.
                Some((number, (1.0 + libm::logf(*weight).max(0.0)) * libm::logf((total + 1.0) / holders as f32)))
            })
            .filter(|cell| cell.1 > 0.0)
            .collect();
        keep_heaviest(&mut cells, words);
        let length = cells.iter().map(|cell| cell.1 * cell.1).sum::<f32>().sqrt().max(f32::MIN_POSITIVE);
        for cell in &mut cells {
            cell.1 /= length;
        }
        cells.sort_unstable_by_key(|cell| cell.0);
        cells
    };
    Matrix::from_rows(&texts.iter().map(vector).collect::<Vec<_>>())
}

/// For each word the products that it describes best.
fn postings(vectors: &Matrix, may_be_shown: &[bool], longest: usize) -> Vec<Vec<Cell>> {
    let words = (0..vectors.rows()).flat_map(|row| vectors.row(row)).map(|cell| cell.0 as usize + 1).max().unwrap_or(0);
    let buckets: Buckets<Cell> = Buckets::collect(words, |give| {
        for product in (0..vectors.rows()).filter(|&product| may_be_shown.get(product) == Some(&true)) {
            for &(word, weight) in vectors.row(product) {
                give(word, (product as u32, weight));
            }
        }
    });
    let row = |word: usize| {
        let mut cells = buckets.row(word).to_vec();
        keep_heaviest(&mut cells, longest);
        cells
    };
    (0..words).map(row).collect()
}

/// Products of each category path, by price.
fn shelves<'products>(products: &'products [Product], may_be_shown: &[bool]) -> BTreeMap<&'products [String], Vec<(u32, u32)>> {
    let mut shelves: BTreeMap<&[String], Vec<(u32, u32)>> = BTreeMap::new();
    for (number, (product, shown)) in products.iter().zip(may_be_shown).enumerate() {
        if *shown && !product.category.is_empty() {
            shelves.entry(&product.category).or_default().push((product.price().unwrap_or(0), number as u32));
        }
    }
    for shelf in shelves.values_mut() {
        shelf.sort_unstable();
    }
    shelves
}

/// Cosine of two unit vectors sorted by word.
fn cosine(left: &[Cell], right: &[Cell]) -> f32 {
    let (mut left, mut right) = (left.iter().peekable(), right.iter().peekable());
    let mut sum = 0.0;
    while let (Some(one), Some(other)) = (left.peek(), right.peek()) {
        match one.0.cmp(&other.0) {
            std::cmp::Ordering::Less => {
                left.next();
            }
            std::cmp::Ordering::Greater => {
                right.next();
            }
            std::cmp::Ordering::Equal => {
                sum += one.1 * other.1;
                left.next();
                right.next();
            }
        }
    }
    sum
}

#[cfg(test)]
mod tests {
    use super::*;
    use vitrine_catalog::Variant;

    fn product(title: &str, category: &[&str], price: u32) -> Product {
        Product {
            id: title.to_lowercase(),
            title: title.into(),
            category: category.iter().map(|&name| name.into()).collect(),
            variants: vec![Variant { price: Some(price), available: true, ..Variant::default() }],
            ..Product::default()
        }
    }

    fn columns(products: Vec<Product>, row: usize) -> Vec<u32> {
        let shown = vec![true; products.len()];
        let catalogue = Catalogue { products, currency: String::new() };
        similar(&catalogue, &shown, &SimilarOptions::default(), 1)[row].iter().map(|cell| cell.0).collect()
    }

    #[test]
    fn the_same_kind_of_thing_comes_first() {
        let shop = vec![
            product("Red wool scarf", &["Scarves"], 2000),
            product("Oak table", &["Furniture"], 2000),
            product("Blue wool scarf", &["Scarves"], 2200),
            product("Silk scarf", &["Scarves"], 9000),
            product("Pine chair", &["Furniture"], 1900),
        ];
        assert_eq!(columns(shop, 0), [2, 3]);
    }

    #[test]
    fn the_closer_price_decides_between_equals() {
        let shop =
            vec![product("Lamp one", &["Lamps"], 1000), product("Lamp two", &["Lamps"], 9000), product("Lamp six", &["Lamps"], 1100)];
        assert_eq!(columns(shop, 0), [2, 1]);
    }

    #[test]
    fn variants_of_one_product_are_not_its_alternatives() {
        let mut shop = vec![product("Lamp one", &["Lamps"], 10), product("Lamp one", &["Lamps"], 10), product("Lamp two", &["Lamps"], 10)];
        shop[0].group = "g".into();
        shop[1].group = "g".into();
        assert_eq!(columns(shop, 0), [2]);
    }

    #[test]
    fn words_nobody_shares_still_leave_the_category() {
        let shop = vec![product("Xylophone", &["Toys"], 500), product("Kite", &["Toys"], 600), product("Saw", &["Tools"], 500)];
        assert_eq!(columns(shop, 0), [1]);
    }
}
