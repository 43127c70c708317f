//! Sets of products that belong together: those of a session, of an order, of a customer.

use std::collections::BTreeMap;

use vitrine_catalog::{CustomerKey, EventKind, EventLog, Order};

use crate::sessions::Sessions;

/// Different products that somebody viewed or bought together.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Basket {
    /// Ascending, unique.
    pub products: Vec<u32>,
    /// Equal for baskets of the same customer; unique where none is known.
    pub visitor: u32,
}

/// Baskets and what was learned on the way.
#[derive(Clone, Debug, Default)]
pub struct Baskets {
    /// In the order of their latest record.
    pub baskets: Vec<Basket>,
    /// Baskets that held more products than allowed and count with their latest ones only.
    pub cut: usize,
}

/// A purchase: who, when, what. Orders where the shop gave them, else the purchases of each session.
#[derive(Clone, Debug, PartialEq)]
pub struct Purchase {
    /// The customer, where known.
    pub customer: Option<CustomerKey>,
    /// Unix seconds.
    pub time: f64,
    /// In the order of the lines, possibly repeated.
    pub products: Vec<u32>,
}

/// Purchases in the order of their time.
pub fn purchases(orders: &[Order], log: &EventLog) -> Vec<Purchase> {
    let mut purchases: Vec<Purchase> = if orders.is_empty() {
        let of_session = |events: &[vitrine_catalog::Event]| {
            let bought = events.iter().filter(|event| event.kind == EventKind::Purchase);
            let products: Vec<u32> = bought.clone().filter_map(|event| event.product).map(|product| product.0).collect();
            let time = bought.map(|event| event.time).next_back()?;
            let customer = events.iter().find_map(|event| event.customer);
            (!products.is_empty()).then_some(Purchase { customer, time, products })
        };
        log.sessions().filter_map(of_session).collect()
    } else {
        let of_order = |order: &Order| Purchase {
            customer: order.customer,
            time: order.time,
            products: order.lines.iter().map(|line| line.product.0).collect(),
        };
        orders.iter().map(of_order).collect()
    };
    purchases.sort_by(|left, right| left.time.total_cmp(&right.time));
    purchases
}

/// One basket a session.
pub fn of_sessions(sessions: &Sessions, largest: usize) -> Baskets {
    let mut found = Baskets::default();
    for (visitor, steps) in sessions.iter() {
        found.push(steps.iter().map(|step| step.product).collect(), visitor, largest);
    }
    found
}

/// One basket an order.
pub fn of_purchases(purchases: &[Purchase], largest: usize) -> Baskets {
    let mut found = Baskets::default();
    let mut visitors = BTreeMap::new();
    for (number, purchase) in purchases.iter().enumerate() {
        let visitor = match purchase.customer {
            Some(customer) => *visitors.entry(customer).or_insert(number as u32),
            None => number as u32,
        };
        found.push(purchase.products.clone(), visitor, largest);
    }
    found
}

/// One basket a known customer, over all their orders.
pub fn of_customers(purchases: &[Purchase], largest: usize) -> Baskets {
    let mut customers: BTreeMap<CustomerKey, Vec<u32>> = BTreeMap::new();
    for purchase in purchases {
        if let Some(customer) = purchase.customer {
            customers.entry(customer).or_default().extend(&purchase.products);
        }
    }
    let mut found = Baskets::default();
    for (number, products) in customers.into_values().enumerate() {
        found.push(products, number as u32, largest);
    }
    found
}

impl Baskets {
    /// Adds the latest `largest` different products; `products` come in the order of time.
    fn push(&mut self, mut products: Vec<u32>, visitor: u32, largest: usize) {
        let mut latest = Vec::new();
        while let Some(product) = products.pop() {
            if latest.contains(&product) {
                continue;
            }
            if latest.len() == largest {
                self.cut += 1;
                break;
            }
            latest.push(product);
        }
        latest.sort_unstable();
        self.baskets.push(Basket { products: latest, visitor });
    }

    /// Baskets with at least two products.
    pub fn with_pairs(&self) -> usize {
        self.baskets.iter().filter(|basket| basket.products.len() > 1).count()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{log_of, order};

    #[test]
    fn a_large_basket_counts_with_its_latest_products() {
        let baskets = of_sessions(&Sessions::read(&log_of(&[&[5, 1, 2, 1, 3]])), 3);
        assert_eq!(baskets.baskets[0].products, [1, 2, 3]);
        assert_eq!(baskets.cut, 1);
    }

    #[test]
    fn a_customer_has_one_basket_over_all_orders() {
        let orders = [order(Some(1), 0.0, &[4]), order(Some(2), 1.0, &[1]), order(Some(1), 2.0, &[2]), order(None, 3.0, &[9])];
        let baskets = of_customers(&purchases(&orders, &EventLog::default()), 100);
        assert_eq!(baskets.baskets.iter().map(|basket| basket.products.clone()).collect::<Vec<_>>(), [vec![2, 4], vec![1]]);
    }

    #[test]
    fn without_orders_the_purchases_of_sessions_count() {
        let mut log = log_of(&[&[0, 1, 2], &[3]]);
        log.events[1].kind = EventKind::Purchase;
        log.events[2].kind = EventKind::Purchase;
        let found = purchases(&[], &log);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].products, [1, 2]);
    }
}
