//! Which products are bought once rather than again and again.

use std::collections::BTreeMap;

use crate::baskets::Purchase;
use crate::calendar::DAY;
use crate::columns::Categories;

/// Customers' worth of the belief that a product is like its category, and a category like the shop.
const PRIOR: f64 = 20.0;
/// Below this share of returning customers who buy it again a product is durable.
const REPEAT_RATE: f64 = 0.05;
/// A category (a shop, for products without one) must have had this many chances to show its repeat purchases.
const LEAST_CHANCES: f64 = 30.0;

/// Chances to buy again, and how many were taken.
#[derive(Clone, Copy, Debug, Default)]
struct Repeats {
    chances: f64,
    taken: f64,
}

impl Repeats {
    /// The rate, drawn to another one where there is little to see.
    fn rate(self, prior: f64) -> f64 {
        (self.taken + PRIOR * prior) / (self.chances + PRIOR)
    }

    fn add(&mut self, taken: bool) {
        self.chances += 1.0;
        self.taken += f64::from(u8::from(taken));
    }
}

/// For each product whether returning customers rarely buy it again; false where nothing is known.
///
/// A customer who comes back with another order at least a day later had the chance to buy a product of the earlier orders again.
pub fn durable(purchases: &[Purchase], categories: &Categories, products: usize) -> Vec<bool> {
    let mut of_product = vec![Repeats::default(); products];
    let mut of_category = vec![Repeats::default(); categories.tree.len()];
    let mut shop = Repeats::default();
    let mut by_customer: BTreeMap<_, Vec<&Purchase>> = BTreeMap::new();
    for purchase in purchases {
        if let Some(customer) = purchase.customer {
            by_customer.entry(customer).or_default().push(purchase);
        }
    }
    for history in by_customer.values() {
        let Some(latest) = history.last().map(|purchase| purchase.time) else { continue };
        let mut first: BTreeMap<u32, (f64, bool)> = BTreeMap::new();
        for purchase in history {
            for &product in &purchase.products {
                let (time, again) = first.entry(product).or_insert((purchase.time, false));
                *again |= purchase.time >= *time + DAY;
            }
        }
        for (product, (time, again)) in first {
            if latest < time + DAY {
                continue;
            }
            shop.add(again);
            if let Some(repeats) = of_product.get_mut(product as usize) {
                repeats.add(again);
            }
            for category in categories.chain_of(product) {
                if let Some(repeats) = of_category.get_mut(usize::from(category.0)) {
                    repeats.add(again);
                }
            }
        }
    }
    let shop_rate = shop.rate(REPEAT_RATE);
    let judge = |(product, repeats): (usize, &Repeats)| {
        let category = categories.chain_of(product as u32).next().and_then(|category| of_category.get(usize::from(category.0)));
        let around = category.copied().unwrap_or(shop);
        around.chances >= LEAST_CHANCES && repeats.rate(around.rate(shop_rate)) < REPEAT_RATE
    };
    of_product.iter().enumerate().map(judge).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::baskets;
    use crate::testing::{catalogue_of, order};
    use vitrine_catalog::EventLog;

    #[test]
    fn coffee_is_bought_again_and_a_sofa_is_not() {
        let mut catalogue = catalogue_of(2);
        catalogue.products[0].category = vec!["Coffee".into()];
        catalogue.products[1].category = vec!["Sofas".into()];
        let orders: Vec<_> =
            (0..60_u64).flat_map(|customer| [order(Some(customer), 0.0, &[0, 1]), order(Some(customer), 30.0 * DAY, &[0])]).collect();
        let purchases = baskets::purchases(&orders, &EventLog::default());
        let categories = Categories::build(&catalogue);
        assert_eq!(durable(&purchases, &categories, 2), [false, true]);
        assert_eq!(durable(&purchases[..4], &categories, 2), [false, false]);
    }
}
