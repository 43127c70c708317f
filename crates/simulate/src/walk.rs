//! How a visit goes on: steps from product to product, additions to the cart, a shelf that is used or passed over, and the end of it.

use crate::alike::EACH;
use crate::behaviour::{
    AFTER, ALWAYS, BEFORE, Behaviour, GOES_WITH_CART, PASSED_OVER, SHELF_LENGTH, SHELF_OPENED, SHELF_SHOWN, stop_chance,
};
use crate::visits::{Shop, Visit};

/// Looks after which a visit ends whatever its shopper means to do.
const LONGEST: usize = 40;

/// Where a step led.
#[derive(Clone, Copy, PartialEq)]
enum Way {
    Back,
    Alike,
    GoesWith,
    Anything,
}

impl Shop<'_> {
    /// How the visit begins: with what a newsletter shows, with a search, or plainly. Says whether the shopper stays.
    pub(crate) fn arrive(&mut self, visit: &mut Visit) -> bool {
        if visit.context.referrer() == "email" && self.random.chance(0.5) {
            for _ in 0..3 {
                let shown = visit.pool.get(self.random.weighted(&visit.weights)).copied();
                self.event(visit, shown, "impression", None, None);
                visit.now.local += 1;
            }
        }
        if self.random.chance(visit.intent.searches) {
            let kind = &self.data.types[visit.focus];
            let noun = kind.noun.to_lowercase();
            let material = self.random.pick(&kind.materials).clone();
            let query = match self.random.below(4) {
                0 => format!("{material} {noun}"),
                1 => format!("{} {noun}", self.random.pick(&self.data.colours).name.to_lowercase()),
                _ => noun,
            };
            self.event(visit, None, "search", None, Some(&query));
            visit.now.local += 4 + self.random.below(9) as i64;
            return !self.stops(visit);
        }
        true
    }

    /// Whether the shopper stops after the latest event.
    fn stops(&mut self, visit: &Visit) -> bool {
        let chance = stop_chance(self.plants(Behaviour::Exits), visit.kinds[0], visit.kinds[1], visit.events, visit.seen.len());
        self.random.chance(chance * visit.intent.stops)
    }

    pub(crate) fn walk(&mut self, visit: &mut Visit) {
        let mut shelf: Vec<usize> = Vec::new();
        while visit.seen.len() < LONGEST {
            let opened = self.open_or_pass_over(visit, &std::mem::take(&mut shelf));
            let Some((item, way)) = opened.map(|item| (item, Way::Anything)).or_else(|| self.next(visit)) else { return };
            let returned = visit.seen.contains(&item);
            let mut dwell = 6.0 + self.random.between(0.0, 30.0) * self.random.between(0.3, 2.4);
            if returned {
                dwell *= 1.5;
            }
            if visit.context.device() == "phone" {
                dwell *= 0.8;
            }
            self.event(visit, Some(item), "view", Some(dwell as u32), None);
            if visit.seen.is_empty() && self.random.chance(SHELF_SHOWN) {
                shelf = self.show(visit, item);
            }
            visit.now.local += dwell as i64;
            visit.seen.push(item);
            if self.stops(visit) {
                return;
            }
            if self.random.chance(0.025) {
                self.event(visit, Some(item), "wishlist", None, None);
                visit.now.local += 2;
                if self.stops(visit) {
                    return;
                }
            }
            if self.random.chance(self.wish(visit, item, way, dwell, returned)) {
                self.event(visit, Some(item), "add_to_cart", None, None);
                visit.cart.push(item);
                if self.stops(visit) {
                    return;
                }
            }
            visit.now.local += 3 + self.random.below(14) as i64;
        }
    }

    /// The chance that a product which is looked at goes into the cart.
    fn wish(&self, visit: &Visit, item: usize, way: Way, dwell: f64, returned: bool) -> f64 {
        if self.already_owns(visit, item) || visit.cart.contains(&item) || !self.sellable(item) {
            return 0.0;
        }
        let mut wish = 0.06;
        if returned {
            wish += 0.12;
        }
        if dwell > 40.0 {
            wish += 0.06;
        }
        if way == Way::GoesWith && !visit.cart.is_empty() && self.plants(Behaviour::Ways) {
            wish += GOES_WITH_CART;
        }
        let liked = self.catalogue.products[item].brand == Some(visit.taste.brand);
        (wish * visit.intent.adds * if liked { self.likings().brand_adds } else { 1.0 }).min(0.9)
    }

    /// Shows a shelf of what is popular beside a product.
    fn show(&mut self, visit: &mut Visit, beside: usize) -> Vec<usize> {
        let popular: Vec<f64> = visit.pool.iter().map(|&item| self.catalogue.products[item].popularity).collect();
        let mut shelf = Vec::new();
        for _ in 0..SHELF_LENGTH {
            let item = visit.pool.get(self.random.weighted(&popular)).copied();
            if let Some(item) = item.filter(|item| *item != beside && !shelf.contains(item)) {
                self.event(visit, Some(item), "impression", None, None);
                shelf.push(item);
            }
        }
        shelf
    }

    /// What is opened of a shelf; where nothing is, all of it is passed over.
    fn open_or_pass_over(&mut self, visit: &mut Visit, shelf: &[usize]) -> Option<usize> {
        if shelf.is_empty() {
            return None;
        }
        self.log.outcomes.shelves[0] += 1;
        if self.random.chance(SHELF_OPENED) {
            self.log.outcomes.shelves[1] += 1;
            return shelf.get(self.random.below(shelf.len())).copied();
        }
        visit.passed_over.extend(shelf);
        for (item, weight) in visit.pool.iter().zip(&mut visit.weights) {
            if shelf.contains(item) && self.behaviours.contains(&Behaviour::Shelves) {
                *weight *= PASSED_OVER;
            }
        }
        None
    }

    /// What having been passed over makes of a product.
    fn passed_over(&self, item: usize, visit: &Visit) -> f64 {
        let times = visit.passed_over.iter().filter(|passed| **passed == item).count();
        if self.plants(Behaviour::Shelves) { PASSED_OVER.powi(times as i32) } else { 1.0 }
    }

    /// Where the shopper goes next.
    fn next(&mut self, visit: &Visit) -> Option<(usize, Way)> {
        let Some(&here) = visit.seen.last() else { return self.something_wanted(visit).map(|item| (item, Way::Anything)) };
        let chosen = self.choose(visit, here);
        if let Some((_, way)) = chosen {
            self.log.outcomes.steps[usize::from(!visit.cart.is_empty())][way as usize] += 1;
        }
        chosen
    }

    fn choose(&mut self, visit: &Visit, here: usize) -> Option<(usize, Way)> {
        let ways = match (self.plants(Behaviour::Ways), visit.cart.is_empty()) {
            (false, _) => ALWAYS,
            (true, true) => BEFORE,
            (true, false) => AFTER,
        };
        let drawn = self.random.unit();
        if drawn < ways.back {
            let earlier: Vec<usize> = visit.seen.iter().copied().filter(|&item| item != here).collect();
            if !earlier.is_empty() {
                // Of two, the later: what was seen lately is remembered best.
                let at = self.random.below(earlier.len()).max(self.random.below(earlier.len()));
                return Some((earlier[at], Way::Back));
            }
        }
        if drawn < ways.back + ways.alike {
            let near = &self.catalogue.neighbours[here];
            let appeal = |(rank, item): (usize, &usize)| {
                let there = f64::from(u8::from(self.on_shelf(*item, visit.day)));
                there * self.taste_for(*item, visit) * self.passed_over(*item, visit) / (rank as f64 + 1.0)
            };
            let weights: Vec<f64> = near.iter().enumerate().map(appeal).collect();
            if weights.iter().sum::<f64>() > 0.0 {
                return near.get(self.random.weighted(&weights)).map(|&item| (item, Way::Alike));
            }
        }
        if drawn < ways.back + ways.alike + ways.goes_with {
            let cause = visit.cart.last().copied().filter(|_| self.plants(Behaviour::Ways)).unwrap_or(here);
            if let Some(item) = self.complement(visit, cause) {
                return Some((item, Way::GoesWith));
            }
        }
        self.something_wanted(visit).map(|item| (item, Way::Anything))
    }

    fn something_wanted(&mut self, visit: &Visit) -> Option<usize> {
        visit.pool.get(self.random.weighted(&visit.weights)).copied()
    }

    /// Something that goes with a product and was not seen yet: a planted complement, else one of a category that goes with its own.
    pub(crate) fn complement(&mut self, visit: &Visit, item: usize) -> Option<usize> {
        let planted = &self.catalogue.complements[item];
        // Of the complements of one type, the first is the stronger.
        let weights: Vec<f64> = planted
            .iter()
            .enumerate()
            .map(|(rank, &other)| match (self.on_shelf(other, visit.day) && !visit.seen.contains(&other), rank % EACH) {
                (false, _) => 0.0,
                (true, 0) => 3.0,
                (true, _) => 1.0,
            })
            .collect();
        if weights.iter().sum::<f64>() > 0.0 && self.random.chance(0.9) {
            return planted.get(self.random.weighted(&weights)).copied();
        }
        let category = self.data.categories.get(self.catalogue.products[item].category)?;
        let (names, weights): (Vec<&String>, Vec<f64>) = category.complements.iter().map(|(name, weight)| (name, *weight)).unzip();
        let other = self.data.category(names.get(self.random.weighted(&weights))?)?;
        let pool: Vec<usize> = self.catalogue.by_category[other].iter().copied().filter(|&item| self.on_shelf(item, visit.day)).collect();
        let weights: Vec<f64> = pool.iter().map(|&item| self.catalogue.products[item].popularity * self.taste_for(item, visit)).collect();
        pool.get(self.random.weighted(&weights)).copied()
    }
}
