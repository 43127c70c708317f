//! The end of a visit: paying, and coming back for what is used up.

use crate::behaviour::Behaviour;
use crate::orders::Line;
use crate::visits::{Shop, Visit};

/// Share of visits in which somebody buys again what is used up, where there is such a thing.
const BUYS_AGAIN: f64 = 0.2;
/// Days that a consumable lasts at least.
const LASTS: usize = 24;

impl Shop<'_> {
    /// Takes something out again, pays for the rest, or leaves it.
    pub(crate) fn check_out(&mut self, visit: &mut Visit) {
        if visit.cart.is_empty() {
            return;
        }
        if visit.cart.len() > 1 && self.random.chance(0.15) {
            let item = visit.cart.remove(self.random.below(visit.cart.len()));
            self.event(visit, Some(item), "remove_from_cart", None, None);
            visit.now.local += 5;
        }
        if self.random.chance(visit.intent.pays) {
            self.pay(visit);
            visit.paid = true;
        }
    }

    /// The purchase in the log and the order in the books.
    fn pay(&mut self, visit: &mut Visit) {
        visit.now.local += 40 + self.random.below(150) as i64;
        // A guest leaves an address as well.
        let buyer = visit.person;
        let cart = std::mem::take(&mut visit.cart);
        let mut lines = Vec::with_capacity(cart.len());
        for &item in &cart {
            self.event(visit, Some(item), "purchase", None, None);
            if let Some(variant) = self.choose_variant(item, self.shoppers[buyer].size) {
                let quantity = if self.consumable(item) && self.random.chance(0.3) { 2 } else { 1 };
                lines.push(Line { item, variant, quantity });
            }
            let shopper = &mut self.shoppers[buyer];
            if self.catalogue.products[item].kind.is_some_and(|kind| self.data.types[kind].consumable) {
                shopper.uses_up.retain(|(known, _)| *known != item);
                shopper.uses_up.push((item, visit.day));
            } else {
                shopper.owns.push(item);
            }
        }
        self.log.orders.add(self.catalogue, self.data, &self.shoppers[buyer], visit.now, &lines, &mut self.random);
    }

    /// The variant nearest to a shopper's size that can be bought.
    fn choose_variant(&mut self, item: usize, size: f64) -> Option<usize> {
        let product = &self.catalogue.products[item];
        let colours = if product.options.len() > 1 || product.options.first().is_some_and(|name| name == "Colour") {
            product.colours.len().max(1)
        } else {
            1
        };
        let sizes = (product.variants.len() / colours).max(1);
        let colour = self.random.below(colours);
        let wanted = colour * sizes + ((size * sizes as f64) as usize).min(sizes - 1);
        let buyable = (0..product.variants.len()).filter(|&variant| product.variants[variant].available());
        buyable.min_by_key(|variant| variant.abs_diff(wanted))
    }

    /// Something that the visitor bought long enough ago to be used up.
    pub(crate) fn used_up(&mut self, visit: &Visit) -> Option<usize> {
        let shopper = visit.shopper?;
        let found = self.shoppers[shopper].uses_up.iter().find(|(item, bought)| bought + LASTS <= visit.day && self.sellable(*item));
        let item = found.map(|(item, _)| *item)?;
        self.random.chance(BUYS_AGAIN).then_some(item)
    }

    /// A short visit to fetch what is used up, and perhaps something that goes with it.
    pub(crate) fn buy_again(&mut self, visit: &mut Visit, item: usize) {
        self.event(visit, Some(item), "view", Some(9), None);
        visit.now.local += 9;
        self.event(visit, Some(item), "add_to_cart", None, None);
        visit.now.local += 3;
        visit.cart.push(item);
        visit.seen.push(item);
        if self.plants(Behaviour::Ways)
            && let Some(other) = self.complement(visit, item).filter(|_| self.random.chance(0.5))
        {
            self.event(visit, Some(other), "view", Some(22), None);
            visit.now.local += 25;
            if self.random.chance(0.25) && self.sellable(other) && !self.already_owns(visit, other) && other != item {
                self.event(visit, Some(other), "add_to_cart", None, None);
                visit.cart.push(other);
            }
        }
        self.pay(visit);
    }
}
