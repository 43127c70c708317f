//! Visits: who comes when, for what and with which intent. How a visit goes on is told in `walk.rs`, how it ends in `checkout.rs`.

use std::collections::BTreeSet;

use crate::behaviour::{ANY_INTENT, Behaviour, INTENTS, Intent, LIKINGS, Likings, NO_LIKINGS, Outcomes, REFILL};
use crate::calendar::{self, Moment};
use crate::catalogue::{Catalogue, DAYS, SURGE, SURGE_FROM};
use crate::data::Data;
use crate::effects::{Context, Planted, Tally, Visitor};
use crate::orders::Orders;
use crate::random::{self, Random};
use crate::shoppers::{Shopper, Taste};
use crate::{SimulationOptions, shoppers};

/// The event log and what came of it.
pub(crate) struct Log {
    pub(crate) csv: String,
    pub(crate) sessions: usize,
    pub(crate) events: usize,
    pub(crate) tally: Tally,
    pub(crate) orders: Orders,
    pub(crate) customers: usize,
    pub(crate) outcomes: Outcomes,
    /// `truth_customers.csv`.
    pub(crate) tastes: String,
}

const HEADER: &str = "session_id,item_id,time,event,device,referrer,locale,query,dwell_seconds,customer_id\n";

/// Share of visits by people who are logged in.
const LOGGED_IN: f64 = 0.42;

/// Lets the year go by.
pub(crate) fn run(data: &Data, catalogue: &Catalogue, options: &SimulationOptions) -> Log {
    let SimulationOptions { seed, sessions, effects, ref behaviours } = *options;
    let mut arrivals = Random::named(seed, "arrivals");
    let customers = (sessions / 16).max(40);
    let shoppers: Vec<Shopper> = (0..customers).map(|number| Shopper::draw(number, data, &mut arrivals)).collect();
    let likes = behaviours.contains(&Behaviour::Tastes);
    let mut shop = Shop {
        data,
        catalogue,
        planted: Planted::new(data, effects),
        behaviours,
        arrivals,
        random: Random::named(seed, "visits"),
        session_salt: seed,
        log: Log {
            csv: String::from(HEADER),
            sessions: 0,
            events: 0,
            tally: Tally::new(data.categories.len()),
            orders: Orders::new(),
            customers,
            outcomes: Outcomes { visits: String::from("session_id,intent\n"), ..Outcomes::default() },
            tastes: shoppers::tastes(data, if likes { &shoppers } else { &[] }),
        },
        shoppers,
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
    pub(crate) behaviours: &'a BTreeSet<Behaviour>,
    pub(crate) shoppers: Vec<Shopper>,
    /// Who comes when and for what, whatever shoppers do then.
    arrivals: Random,
    pub(crate) random: Random,
    pub(crate) session_salt: u64,
    pub(crate) log: Log,
}

/// A visit while it lasts.
pub(crate) struct Visit {
    pub(crate) session: String,
    pub(crate) context: Context,
    /// Who it is.
    pub(crate) person: usize,
    /// The same, where the shop knows.
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
    pub(crate) intent: Intent,
    /// The latest two kinds of events, the latest first; impressions are none.
    pub(crate) kinds: [&'static str; 2],
    /// Events so far, but for impressions.
    pub(crate) events: usize,
    /// What was shown and passed over, as often as it was.
    pub(crate) passed_over: Vec<usize>,
    pub(crate) paid: bool,
}

impl Shop<'_> {
    fn day(&mut self, day: usize, visits: usize) {
        let mut starts: Vec<(i64, Visitor)> = (0..visits)
            .map(|_| {
                let visitor = Visitor::draw(&mut self.arrivals);
                (visitor.hour as i64 * 3600 + self.arrivals.below(3600) as i64, visitor)
            })
            .collect();
        starts.sort_by_key(|(second, visitor)| (*second, visitor.device, visitor.referrer, visitor.locale));
        for (second, visitor) in starts {
            let context = Context::new(&visitor, calendar::weekday(day), calendar::month(day));
            let abroad = if self.arrivals.chance(0.05) { 60 } else { 0 };
            let offset = calendar::british_offset(day) + abroad;
            self.visit(day, Moment { local: day as i64 * 86_400 + second, offset }, context);
        }
    }

    fn visit(&mut self, day: usize, start: Moment, context: Context) {
        self.log.sessions += 1;
        // One-to-one, so no two visits share a name.
        let session = format!("{:016x}", random::mix(self.session_salt.wrapping_add(self.log.sessions as u64)));
        let person = self.arrivals.below(self.shoppers.len());
        let shopper = self.arrivals.chance(LOGGED_IN).then_some(person);
        let taste = self.shoppers[person].taste.clone();
        let mut weights = self.planted.weights(&context);
        if let Some(shopper) = shopper {
            for favourite in self.shoppers[shopper].favourites {
                weights[favourite] *= 1.5;
            }
        }
        let category = self.arrivals.weighted(&weights);
        let mut visit = Visit {
            session,
            context,
            person,
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
            intent: ANY_INTENT[0],
            kinds: [""; 2],
            events: 0,
            passed_over: Vec::new(),
            paid: false,
        };
        if let Some(worn_out) = self.used_up(&visit) {
            self.record_intent(&visit, REFILL);
            self.buy_again(&mut visit, worn_out);
            return;
        }
        let intents = if self.plants(Behaviour::Intents) { &INTENTS[..] } else { &ANY_INTENT };
        let number = self.random.weighted(&intents.iter().map(|intent| intent.share).collect::<Vec<_>>());
        visit.intent = intents[number];
        self.record_intent(&visit, visit.intent.name);
        self.log.tally.count(&context, category);
        self.set_need(&mut visit);
        let stays = self.arrive(&mut visit);
        if stays {
            self.walk(&mut visit);
        }
        let counts = &mut self.log.outcomes.intents[number];
        counts[0] += 1;
        counts[1] += u32::from(!visit.cart.is_empty());
        self.check_out(&mut visit);
        self.log.outcomes.intents[number][2] += u32::from(visit.paid);
    }

    pub(crate) fn plants(&self, behaviour: Behaviour) -> bool {
        self.behaviours.contains(&behaviour)
    }

    fn record_intent(&mut self, visit: &Visit, intent: &str) {
        let visits = &mut self.log.outcomes.visits;
        for part in [visit.session.as_str(), ",", intent, "\n"] {
            visits.push_str(part);
        }
    }

    pub(crate) fn likings(&self) -> &'static Likings {
        if self.plants(Behaviour::Tastes) { &LIKINGS } else { &NO_LIKINGS }
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

    pub(crate) fn on_shelf(&self, item: usize, day: usize) -> bool {
        let product = &self.catalogue.products[item];
        !product.draft && product.launched <= day
    }

    fn appeal(&self, item: usize, visit: &Visit) -> f64 {
        let product = &self.catalogue.products[item];
        let likings = self.likings();
        let mut appeal = product.popularity * self.taste_for(item, visit);
        if let Some(brand) = product.brand.and_then(|brand| self.data.brands.get(brand)) {
            appeal /= 1.0 + likings.price * (f64::from(brand.tier) - visit.taste.tier).abs();
        }
        if product.colours[0].family == visit.taste.family {
            appeal *= likings.colours;
        }
        if product.kind == Some(visit.focus) {
            appeal *= 4.0;
        }
        appeal
    }

    /// What brand, style and a surge of demand make of a product for a visitor.
    pub(crate) fn taste_for(&self, item: usize, visit: &Visit) -> f64 {
        let product = &self.catalogue.products[item];
        let likings = self.likings();
        let style = product.brand.and_then(|brand| self.data.brands.get(brand)).map(|brand| brand.style.as_str());
        let surge = if product.surging && visit.day >= SURGE_FROM { SURGE } else { 1.0 };
        let brand = if product.brand == Some(visit.taste.brand) { likings.brand } else { 1.0 };
        surge * brand * if style == Some(visit.taste.style.as_str()) { likings.style } else { 1.0 }
    }

    pub(crate) fn sellable(&self, item: usize) -> bool {
        self.catalogue.products[item].variants.iter().any(super::catalogue::Variant::available)
    }

    pub(crate) fn already_owns(&self, visit: &Visit, item: usize) -> bool {
        let kind = self.catalogue.products[item].kind;
        let owned = |owned: &usize| *owned == item || (self.durable(item) && self.catalogue.products[*owned].kind == kind);
        self.shoppers[visit.person].owns.iter().any(owned)
    }

    fn durable(&self, item: usize) -> bool {
        self.data.categories.get(self.catalogue.products[item].category).is_some_and(|category| category.durable)
    }

    pub(crate) fn consumable(&self, item: usize) -> bool {
        self.catalogue.products[item].kind.is_some_and(|kind| self.data.types[kind].consumable)
    }

    pub(crate) fn event(&mut self, visit: &mut Visit, item: Option<usize>, kind: &'static str, dwell: Option<u32>, query: Option<&str>) {
        self.log.events += 1;
        if kind != "impression" {
            visit.kinds = [kind, visit.kinds[0]];
            visit.events += 1;
        }
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
