//! Visits: a shopper with a need walks through the shop, compares, comes back to things, fills a cart and sometimes pays.

use crate::SimulationOptions;
use crate::alike::EACH;
use crate::calendar::{self, Moment};
use crate::catalogue::{Catalogue, DAYS, SURGE, SURGE_FROM};
use crate::data::Data;
use crate::effects::{Context, Planted, Tally, Visitor};
use crate::orders::Orders;
use crate::random::{self, Random};
use crate::shoppers::{Shopper, Taste};

/// The event log and what came of it.
pub(crate) struct Log {
    pub(crate) csv: String,
    pub(crate) sessions: usize,
    pub(crate) events: usize,
    pub(crate) tally: Tally,
    pub(crate) orders: Orders,
    pub(crate) customers: usize,
}

const HEADER: &str = "session_id,item_id,time,event,device,referrer,locale,query,dwell_seconds,customer_id\n";

/// Share of views that go back to something seen before in the visit.
const RETURNS: f64 = 0.27;
/// Share of visits by people who are logged in.
const LOGGED_IN: f64 = 0.42;
/// Lets the year go by.
pub(crate) fn run(data: &Data, catalogue: &Catalogue, options: &SimulationOptions) -> Log {
    let SimulationOptions { seed, sessions, effects } = *options;
    let mut random = Random::named(seed, "visits");
    let customers = (sessions / 7).max(40);
    let shoppers: Vec<Shopper> = (0..customers).map(|number| Shopper::draw(number, data, &mut random)).collect();
    let mut shop = Shop {
        data,
        catalogue,
        planted: Planted::new(data, effects),
        shoppers,
        random,
        session_salt: seed,
        log: Log {
            csv: String::from(HEADER),
            sessions: 0,
            events: 0,
            tally: Tally::new(data.categories.len()),
            orders: Orders::new(),
            customers,
        },
    };
    let mut started = 0;
    for day in 0..DAYS {
        let due = sessions_until(day, sessions);
        shop.day(day, due - started);
        started = due;
    }
    shop.log
}

/// Visits up to and including a day: busier before Christmas and at weekends, growing a little over the year.
fn sessions_until(day: usize, sessions: usize) -> usize {
    let weight = |day: usize| {
        let season = match calendar::month(day) {
            10 | 11 => 1.3,
            5 | 6 => 1.1,
            _ => 1.0,
        };
        let weekend = if calendar::weekday(day) >= 5 { 1.15 } else { 1.0 };
        season * weekend * (1.0 + 0.3 * day as f64 / DAYS as f64)
    };
    let total: f64 = (0..DAYS).map(weight).sum();
    let part: f64 = (0..=day).map(weight).sum();
    if day + 1 == DAYS { sessions } else { (sessions as f64 * part / total) as usize }
}

/// The shop while the year goes by.
pub(crate) struct Shop<'a> {
    pub(crate) data: &'a Data,
    pub(crate) catalogue: &'a Catalogue,
    pub(crate) planted: Planted,
    pub(crate) shoppers: Vec<Shopper>,
    pub(crate) random: Random,
    pub(crate) session_salt: u64,
    pub(crate) log: Log,
}

/// A visit while it lasts.
pub(crate) struct Visit {
    pub(crate) session: String,
    pub(crate) context: Context,
    pub(crate) shopper: Option<usize>,
    pub(crate) taste: Taste,
    pub(crate) day: usize,
    pub(crate) now: Moment,
    pub(crate) category: usize,
    /// The sort of product that is looked for.
    pub(crate) focus: usize,
    pub(crate) pool: Vec<usize>,
    pub(crate) weights: Vec<f64>,
    pub(crate) seen: Vec<usize>,
    pub(crate) cart: Vec<usize>,
}

impl Shop<'_> {
    fn day(&mut self, day: usize, visits: usize) {
        let mut starts: Vec<(i64, Visitor)> = (0..visits)
            .map(|_| {
                let visitor = Visitor::draw(&mut self.random);
                (visitor.hour as i64 * 3600 + self.random.below(3600) as i64, visitor)
            })
            .collect();
        starts.sort_by_key(|(second, visitor)| (*second, visitor.device, visitor.referrer, visitor.locale));
        for (second, visitor) in starts {
            let context = Context::new(&visitor, calendar::weekday(day), calendar::month(day));
            let abroad = if self.random.chance(0.05) { 60 } else { 0 };
            let offset = calendar::british_offset(day) + abroad;
            self.visit(day, Moment { local: day as i64 * 86_400 + second, offset }, context);
        }
    }

    fn visit(&mut self, day: usize, start: Moment, context: Context) {
        self.log.sessions += 1;
        // One-to-one, so no two visits share a name.
        let session = format!("{:016x}", random::mix(self.session_salt.wrapping_add(self.log.sessions as u64)));
        let shopper = self.random.chance(LOGGED_IN).then(|| self.random.below(self.shoppers.len()));
        let taste = shopper.map_or_else(|| Taste::draw(&mut self.random), |shopper| self.shoppers[shopper].taste.clone());
        let mut weights = self.planted.weights(&context);
        if let Some(shopper) = shopper {
            for favourite in self.shoppers[shopper].favourites {
                weights[favourite] *= 1.5;
            }
        }
        let category = self.random.weighted(&weights);
        let mut visit = Visit {
            session,
            context,
            shopper,
            taste,
            day,
            now: start,
            category,
            focus: 0,
            pool: Vec::new(),
            weights: Vec::new(),
            seen: Vec::new(),
            cart: Vec::new(),
        };
        if let Some(worn_out) = self.used_up(&visit) {
            self.buy_again(&mut visit, worn_out);
            return;
        }
        self.log.tally.count(&context, category);
        self.set_need(&mut visit);
        self.arrive(&mut visit);
        self.walk(&mut visit);
        self.check_out(&mut visit);
    }

    /// Fixes what is looked for and how likely each product of the category is.
    fn set_need(&mut self, visit: &mut Visit) {
        let pool: Vec<usize> =
            self.catalogue.by_category[visit.category].iter().copied().filter(|&item| self.on_shelf(item, visit.day)).collect();
        let kinds: Vec<f64> = pool.iter().map(|&item| self.catalogue.products[item].popularity).collect();
        visit.focus = pool.get(self.random.weighted(&kinds)).and_then(|&item| self.catalogue.products[item].kind).unwrap_or_default();
        visit.weights = pool.iter().map(|&item| self.appeal(item, visit)).collect();
        visit.pool = pool;
    }

    fn on_shelf(&self, item: usize, day: usize) -> bool {
        let product = &self.catalogue.products[item];
        !product.draft && product.launched <= day
    }

    fn appeal(&self, item: usize, visit: &Visit) -> f64 {
        let product = &self.catalogue.products[item];
        let mut appeal = product.popularity;
        if let Some(brand) = product.brand.and_then(|brand| self.data.brands.get(brand)) {
            if brand.style == visit.taste.style {
                appeal *= 2.2;
            }
            appeal /= 1.0 + 0.7 * (f64::from(brand.tier) - visit.taste.tier).abs();
        }
        if product.colours[0].family == visit.taste.family {
            appeal *= 1.7;
        }
        if product.kind == Some(visit.focus) {
            appeal *= 4.0;
        }
        if product.surging && visit.day >= SURGE_FROM {
            appeal *= SURGE;
        }
        appeal
    }

    /// How the visit begins: with a search, with what a newsletter shows, or plainly.
    fn arrive(&mut self, visit: &mut Visit) {
        if visit.context.referrer() == "email" && self.random.chance(0.5) {
            for _ in 0..3 {
                let shown = visit.pool.get(self.random.weighted(&visit.weights)).copied();
                self.event(visit, shown, "impression", None, None);
                visit.now.local += 1;
            }
        }
        if self.random.chance(0.13) {
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
        }
    }

    fn walk(&mut self, visit: &mut Visit) {
        let mut length = if self.random.chance(0.16) { 1 } else { 2 };
        while length > 1 && length < 30 && self.random.chance(0.79) {
            length += 1;
        }
        let mut aside: Option<usize> = None;
        for _ in 0..length {
            let goes_with_cart = aside.take();
            let Some(item) = goes_with_cart.or_else(|| self.next(visit)) else { return };
            let returned = visit.seen.contains(&item);
            let mut dwell = 6.0 + self.random.between(0.0, 30.0) * self.random.between(0.3, 2.4);
            if returned {
                dwell *= 1.5;
            }
            if visit.context.device() == "phone" {
                dwell *= 0.8;
            }
            self.event(visit, Some(item), "view", Some(dwell as u32), None);
            visit.now.local += dwell as i64;
            visit.seen.push(item);
            if self.random.chance(0.02) {
                self.event(visit, Some(item), "wishlist", None, None);
                visit.now.local += 2;
            }
            let mut wish = 0.05;
            if returned {
                wish += 0.10;
            }
            if dwell > 40.0 {
                wish += 0.05;
            }
            if goes_with_cart.is_some() {
                wish += 0.5;
            }
            if self.already_owns(visit, item) || visit.cart.contains(&item) || !self.sellable(item) {
                wish = 0.0;
            }
            if self.random.chance(wish) {
                self.event(visit, Some(item), "add_to_cart", None, None);
                visit.cart.push(item);
                aside = self.complement(visit, item).filter(|_| self.random.chance(0.75));
            }
            visit.now.local += 3 + self.random.below(14) as i64;
        }
    }

    /// Where the shopper goes next.
    fn next(&mut self, visit: &Visit) -> Option<usize> {
        let Some(&here) = visit.seen.last() else { return self.something_wanted(visit) };
        let way = self.random.unit();
        if way < RETURNS {
            let earlier: Vec<usize> = visit.seen.iter().copied().filter(|&item| item != here).collect();
            if !earlier.is_empty() {
                // Of two, the later: what was seen lately is remembered best.
                let at = self.random.below(earlier.len()).max(self.random.below(earlier.len()));
                return Some(earlier[at]);
            }
        }
        if way < 0.74 {
            let near = &self.catalogue.neighbours[here];
            let weights: Vec<f64> = near
                .iter()
                .enumerate()
                .map(|(rank, &item)| if self.on_shelf(item, visit.day) { self.taste_for(item, visit) / (rank as f64 + 1.0) } else { 0.0 })
                .collect();
            if weights.iter().sum::<f64>() > 0.0 {
                return near.get(self.random.weighted(&weights)).copied();
            }
        }
        if way < 0.83
            && let Some(item) = self.complement(visit, here)
        {
            return Some(item);
        }
        self.something_wanted(visit)
    }

    fn taste_for(&self, item: usize, visit: &Visit) -> f64 {
        let product = &self.catalogue.products[item];
        let style = product.brand.and_then(|brand| self.data.brands.get(brand)).map(|brand| brand.style.as_str());
        let surge = if product.surging && visit.day >= SURGE_FROM { SURGE } else { 1.0 };
        surge * if style == Some(visit.taste.style.as_str()) { 1.6 } else { 1.0 }
    }

    fn something_wanted(&mut self, visit: &Visit) -> Option<usize> {
        visit.pool.get(self.random.weighted(&visit.weights)).copied()
    }

    /// Something that goes with a product: a planted complement, else one of a category that goes with its own.
    pub(crate) fn complement(&mut self, visit: &Visit, item: usize) -> Option<usize> {
        let planted = &self.catalogue.complements[item];
        // Of the complements of one type, the first is the stronger.
        let weights: Vec<f64> = planted
            .iter()
            .enumerate()
            .map(|(rank, &other)| match (self.on_shelf(other, visit.day), rank % EACH) {
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

    pub(crate) fn sellable(&self, item: usize) -> bool {
        self.catalogue.products[item].variants.iter().any(super::catalogue::Variant::available)
    }

    pub(crate) fn already_owns(&self, visit: &Visit, item: usize) -> bool {
        let kind = self.catalogue.products[item].kind;
        let owned = |owned: &usize| *owned == item || (self.durable(item) && self.catalogue.products[*owned].kind == kind);
        visit.shopper.is_some_and(|shopper| self.shoppers[shopper].owns.iter().any(owned))
    }

    fn durable(&self, item: usize) -> bool {
        self.data.categories.get(self.catalogue.products[item].category).is_some_and(|category| category.durable)
    }

    pub(crate) fn consumable(&self, item: usize) -> bool {
        self.catalogue.products[item].kind.is_some_and(|kind| self.data.types[kind].consumable)
    }

    pub(crate) fn event(&mut self, visit: &Visit, item: Option<usize>, kind: &str, dwell: Option<u32>, query: Option<&str>) {
        self.log.events += 1;
        let csv = &mut self.log.csv;
        let item = item.map_or("", |item| self.catalogue.products[item].handle.as_str());
        csv.push_str(&visit.session);
        for cell in [
            item,
            &visit.now.iso(),
            kind,
            visit.context.device(),
            visit.context.referrer(),
            visit.context.locale(),
            query.unwrap_or_default(),
        ] {
            csv.push(',');
            csv.push_str(cell);
        }
        csv.push(',');
        if let Some(dwell) = dwell {
            csv.push_str(&dwell.to_string());
        }
        csv.push(',');
        if let Some(shopper) = visit.shopper {
            csv.push_str(&self.shoppers[shopper].key());
        }
        csv.push('\n');
    }
}
