//! After how many days products are bought again, where returning customers show it.
//!
//! The days between two purchases of a product by one customer are taken to be log-normal, as inventory models take them: the window goes
//! from one standard deviation of the logarithm below its mean to one above. A product with few repeats has its category's window.

use std::collections::{BTreeMap, BTreeSet};

use vitrine_catalog::CustomerKey;
use vitrine_format::{RepurchasePart, Window};

use crate::baskets::Purchase;
use crate::calendar::DAY;
use crate::columns::Categories;

/// Customers who must have bought a product again, and repeats that they must have made.
const FEWEST_OF_PRODUCT: (usize, usize) = (5, 10);
/// The same for a category.
const FEWEST_OF_CATEGORY: (usize, usize) = (10, 30);
/// Steps of days for each doubling: windows are rounded so that few of them are different.
const STEPS: f64 = 4.0;

/// Days between purchases, and by whom.
#[derive(Clone, Debug, Default)]
struct Gaps {
    customers: BTreeSet<CustomerKey>,
    logs: Vec<f64>,
}

impl Gaps {
    fn add(&mut self, customer: CustomerKey, days: f64) {
        self.customers.insert(customer);
        self.logs.push(libm::log2(days));
    }

    fn window(&self, (customers, repeats): (usize, usize)) -> Option<Window> {
        if self.customers.len() < customers || self.logs.len() < repeats {
            return None;
        }
        let count = self.logs.len() as f64;
        let mean = self.logs.iter().sum::<f64>() / count;
        let spread = (self.logs.iter().map(|log| (log - mean).powi(2)).sum::<f64>() / count).sqrt();
        let days = |log: f64| libm::round(libm::exp2(libm::round(log * STEPS) / STEPS)).clamp(1.0, f64::from(u16::MAX)) as u32;
        Some([days(mean - spread), days(mean), days(mean + spread)])
    }
}

/// The windows by item, in the order of their numbers; `None` where no customer shows any. Durable products have none.
pub fn repurchase(purchases: &[Purchase], categories: &Categories, durable: &[bool], order: &[u32]) -> Option<RepurchasePart> {
    let mut of_product = vec![Gaps::default(); order.len()];
    let mut of_category = vec![Gaps::default(); categories.tree.len()];
    let mut last: BTreeMap<(CustomerKey, u32), f64> = BTreeMap::new();
    for purchase in purchases {
        let Some(customer) = purchase.customer else { continue };
        for &product in &purchase.products {
            let Some(before) = last.insert((customer, product), purchase.time) else { continue };
            let days = (purchase.time - before) / DAY;
            if days < 1.0 {
                continue;
            }
            if let Some(gaps) = of_product.get_mut(product as usize) {
                gaps.add(customer, days);
            }
            for category in categories.chain_of(product) {
                if let Some(gaps) = of_category.get_mut(usize::from(category.0)) {
                    gaps.add(customer, days);
                }
            }
        }
    }
    let window_of = |product: u32| {
        if durable.get(product as usize) == Some(&true) {
            return None;
        }
        let own = of_product.get(product as usize).and_then(|gaps| gaps.window(FEWEST_OF_PRODUCT));
        own.or_else(|| {
            let mut above = categories.chain_of(product).filter_map(|category| of_category.get(usize::from(category.0)));
            above.find_map(|gaps| gaps.window(FEWEST_OF_CATEGORY))
        })
    };
    let by_item: Vec<Option<Window>> = order.iter().map(|&product| window_of(product)).collect();
    let mut counts: BTreeMap<Window, usize> = BTreeMap::new();
    for window in by_item.iter().flatten() {
        *counts.entry(*window).or_insert(0) += 1;
    }
    let mut by_count: Vec<(Window, usize)> = counts.into_iter().collect();
    by_count.sort_by_key(|&(window, count)| (std::cmp::Reverse(count), window));
    by_count.truncate(usize::from(u8::MAX));
    let windows: Vec<Window> = by_count.into_iter().map(|(window, _)| window).collect();
    // Of more than 255 different windows the rarest become unknown.
    let number = |window: &Window| windows.iter().position(|known| known == window).map(|place| place as u8 + 1);
    let of_items = by_item.iter().map(|window| window.as_ref().and_then(number).unwrap_or(0)).collect();
    (!windows.is_empty()).then_some(RepurchasePart { windows, of_items })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::baskets;
    use crate::testing::{catalogue_of, order};
    use vitrine_catalog::EventLog;

    #[test]
    fn tea_is_bought_again_after_a_month_and_a_sofa_is_not() {
        let mut catalogue = catalogue_of(4);
        for (product, category) in catalogue.products.iter_mut().zip(["Tea", "Tea", "Sofas", "Vases"]) {
            product.category = vec![category.into()];
        }
        let orders: Vec<_> = (0..40_u64)
            .flat_map(|customer| {
                let wait = f64::from(customer as u32 % 11) + 25.0;
                [
                    order(Some(customer), 0.0, &[0, 2]),
                    order(Some(customer), wait * DAY, &[0]),
                    order(Some(customer), 2.0 * wait * DAY, &[0]),
                ]
            })
            .collect();
        let purchases = baskets::purchases(&orders, &EventLog::default());
        let part = repurchase(&purchases, &Categories::build(&catalogue), &[false, false, true, false], &[3, 2, 1, 0]).unwrap();
        let window = part.windows[usize::from(part.of_items[3]) - 1];
        assert!((25..=35).contains(&window[1]) && window[0] <= window[1] && window[1] <= window[2], "{window:?}");
        // The other tea has its category's window, the sofa and the vase none.
        assert_eq!((part.of_items[2] > 0, part.of_items[1], part.of_items[0]), (true, 0, 0));
    }

    #[test]
    fn few_customers_show_nothing() {
        let catalogue = catalogue_of(1);
        let orders: Vec<_> = (0..20).map(|time| order(Some(1), f64::from(time) * 10.0 * DAY, &[0])).collect();
        let purchases = baskets::purchases(&orders, &EventLog::default());
        assert_eq!(repurchase(&purchases, &Categories::build(&catalogue), &[false], &[0]), None);
    }
}
