//! What leads from one product to another: likeness within a category, and types that go together.

use crate::catalogue::Product;
use crate::data::Data;
use crate::random::Random;

/// Planted complements of a product for each type that goes with its own; the first of them is the stronger.
pub(crate) const EACH: usize = 2;

/// How much alike two products of a category are, in the eyes of a shopper who compares.
fn alike(data: &Data, left: &Product, right: &Product) -> f64 {
    let brand = |product: &Product| product.brand.and_then(|brand| data.brands.get(brand));
    let style = |product: &Product| brand(product).map(|brand| brand.style.as_str());
    let mut score = 0.0;
    if left.kind == right.kind {
        score += 3.0;
    }
    if style(left) == style(right) {
        score += 1.5;
    }
    if left.colours[0].family == right.colours[0].family {
        score += 1.2;
    }
    if left.material == right.material {
        score += 0.8;
    }
    let (left, right) = (f64::from(left.price().max(1)), f64::from(right.price().max(1)));
    score + 2.0 * left.min(right) / left.max(right)
}

/// For each product of a category the eight that are most alike, popular ones a little ahead.
pub(crate) fn neighbours(data: &Data, products: &[Product], by_category: &[Vec<usize>], random: &mut Random) -> Vec<Vec<usize>> {
    const KEPT: usize = 8;
    let mut found = vec![Vec::new(); products.len()];
    for members in by_category {
        for &from in members {
            let others = members.iter().filter(|&&to| to != from);
            let mut scored: Vec<(f64, usize)> = others
                .map(|&to| {
                    let popular = 1.2 * products[to].popularity.sqrt();
                    (alike(data, &products[from], &products[to]) + popular + random.between(0.0, 1.2), to)
                })
                .collect();
            scored.sort_by(|left, right| right.0.total_cmp(&left.0).then(left.1.cmp(&right.1)));
            found[from] = scored.into_iter().take(KEPT).map(|(_, to)| to).collect();
        }
    }
    found
}

/// For each pair of types that go together: two products of the other type that fit best, both ways.
pub(crate) fn complements(data: &Data, products: &[Product], random: &mut Random) -> Vec<Vec<usize>> {
    let of_type = |noun: &str| -> Vec<usize> {
        let fits = |product: &Product| product.kind.is_some_and(|kind| data.types[kind].noun == noun) && !product.draft;
        (0..products.len()).filter(|&number| fits(&products[number])).collect()
    };
    let mut found = vec![Vec::new(); products.len()];
    for [first, second] in &data.effects.pairs {
        for (from_noun, to_noun) in [(first, second), (second, first)] {
            let targets = of_type(to_noun);
            for from in of_type(from_noun) {
                let mut scored: Vec<(f64, usize)> = targets
                    .iter()
                    .map(|&to| {
                        let fit = alike(data, &products[from], &products[to]);
                        (fit + 2.0 * products[to].popularity.sqrt() + random.between(0.0, 2.0), to)
                    })
                    .collect();
                scored.sort_by(|left, right| right.0.total_cmp(&left.0).then(left.1.cmp(&right.1)));
                found[from].extend(scored.into_iter().take(EACH).map(|(_, to)| to));
            }
        }
    }
    found
}
