//! Shops of every kind go in; what comes out can be written, opened and ranked with, and says what it should.
#![allow(clippy::unwrap_used, clippy::float_cmp)]

use vitrine_catalog::{
    Catalogue, CustomerKey, DeviceClass, Event, EventKind, EventLog, Order, OrderLine, Product, ProductIndex, SessionKey, Variant,
};
use vitrine_engine::{Context, Engine, ListName, Request, Session};
use vitrine_format::{Dimension, ItemIndex, Model, Relation, encode};
use vitrine_train::{TrainingInput, TrainingOptions, train};

const DAY: f64 = 86_400.0;

/// A shop in the making.
#[derive(Clone, Default)]
struct Shop {
    catalogue: Catalogue,
    orders: Vec<Order>,
    log: EventLog,
}

impl Shop {
    fn of(products: u32) -> Shop {
        let product = |number: u32| Product {
            id: format!("p{number}"),
            title: format!("Thing {number}"),
            category: vec![["Coats", "Lamps", "Mugs"][number as usize % 3].into()],
            variants: vec![Variant { price: Some(1000 + number), available: true, ..Variant::default() }],
            published: true,
            ..Product::default()
        };
        Shop { catalogue: Catalogue { products: (0..products).map(product).collect(), currency: "GBP".into() }, ..Shop::default() }
    }

    fn products(mut self, change: impl Fn(usize, &mut Product)) -> Shop {
        self.catalogue.products.iter_mut().enumerate().for_each(|(number, product)| change(number, product));
        self
    }

    fn visit(&mut self, start: f64, steps: &[(EventKind, u32)]) {
        let session = SessionKey(self.log.events.last().map_or(0, |event| event.session.0 + 1));
        for (step, (kind, product)) in steps.iter().enumerate() {
            self.log.events.push(Event {
                session,
                customer: None,
                product: Some(ProductIndex(*product)),
                kind: *kind,
                time: start + step as f64,
                utc_offset: None,
                device: None,
                referrer: None,
                locale: None,
                dwell: None,
                query: None,
            });
        }
    }

    fn views(&mut self, start: f64, products: &[u32]) {
        self.visit(start, &products.iter().map(|product| (EventKind::View, *product)).collect::<Vec<_>>());
    }

    fn order(&mut self, customer: Option<u64>, time: f64, products: &[u32]) {
        let line = |product: &u32| OrderLine { product: ProductIndex(*product), quantity: 1, price: None };
        let lines = products.iter().map(line).collect();
        self.orders.push(Order { customer: customer.map(CustomerKey), time, utc_offset: None, lines });
    }

    fn file_on(&self, threads: usize) -> Vec<u8> {
        let input = TrainingInput { catalogue: &self.catalogue, orders: &self.orders, log: &self.log };
        let training = train(&input, &TrainingOptions { threads, ..TrainingOptions::default() }, &mut |_| ()).unwrap();
        encode(&training.parts).unwrap()
    }

    fn model(&self) -> Model<Vec<u8>> {
        Model::open(self.file_on(1)).unwrap()
    }

    /// Ids on a shelf about products, with nothing filled in.
    fn shelf(&self, list: ListName, about: &[u32]) -> Vec<String> {
        let mut engine = Engine::new(self.model());
        let find = |product: &u32| engine.model().find_item(&format!("p{product}")).unwrap();
        let seeds: Vec<ItemIndex> = about.iter().map(find).collect();
        let request = Request { seeds: &seeds, fill: false, ..Request::of(list) };
        let items = engine.rank(&Session::new(), &Context::unknown(), &request).items.to_vec();
        items.iter().map(|found| engine.model().item_id(found.item).to_owned()).collect()
    }
}

/// A shop builds, and a new visitor sees a shelf of these products under this name.
#[track_caller]
fn check(shop: &Shop, shows: ListName, expected: usize) {
    let mut engine = Engine::new(shop.model());
    let ranking = engine.rank(&Session::new(), &Context::unknown(), &Request::of(ListName::ForYou));
    assert_eq!((ranking.shows, ranking.items.len()), (shows, expected));
    assert!(ranking.items.iter().all(|found| found.score.is_finite()));
}

#[test]
fn one_product_and_nothing_else() {
    check(&Shop::of(1), ListName::Range, 1);
}

#[test]
fn nothing_that_may_be_shown() {
    check(&Shop::of(5).products(|_, product| product.published = false), ListName::ForYou, 0);
}

#[test]
fn products_of_which_nothing_is_known() {
    let shop = Shop::of(5).products(|_, product| {
        *product =
            Product { id: product.id.clone(), variants: vec![Variant { available: true, ..Variant::default() }], ..Product::default() };
        product.published = true;
    });
    check(&shop, ListName::Range, 5);
}

#[test]
fn a_log_of_searches_and_impressions() {
    let mut shop = Shop::of(5);
    for visit in 0..50 {
        shop.visit(f64::from(visit), &[(EventKind::Impression, 1), (EventKind::Search, 2)]);
    }
    check(&shop, ListName::Range, 5);
}

#[test]
fn a_log_of_purchases_alone() {
    let mut shop = Shop::of(8);
    for visit in 0..60 {
        let pair = if visit % 2 == 0 { [1, 2] } else { [3, 4 + visit % 4] };
        shop.visit(f64::from(visit) * 3600.0, &pair.map(|product| (EventKind::Purchase, product)));
    }
    assert!(!shop.model().has_relation(Relation::ViewedNext));
    assert_eq!(shop.shelf(ListName::BoughtTogether, &[1]), ["p2"]);
    check(&shop, ListName::Popular, 8);
}

#[test]
fn one_product_seen_again_and_again() {
    let mut shop = Shop::of(2);
    for visit in 0..3000 {
        shop.views(f64::from(visit), &[1, 1, 1]);
    }
    check(&shop, ListName::Popular, 2);
}

#[test]
fn a_log_in_which_everything_happens_at_once() {
    let mut shop = Shop::of(4);
    for visit in 0..1000 {
        shop.views(0.0, &[visit % 4, (visit + 1) % 4]);
    }
    shop.log.events.iter_mut().for_each(|event| event.time = 0.0);
    let model = shop.model();
    assert!(model.list(vitrine_format::ListKind::Trending, None).next().is_none());
    assert!(Dimension::ALL.into_iter().all(|dimension| !model.has_context(dimension)));
    assert_eq!(model.built(), 0);
}

#[test]
fn times_before_1970_and_arrivals_after_the_last_record() {
    let mut shop = Shop::of(4).products(|number, product| product.created = (number == 3).then_some(4_000_000_000));
    for visit in 0..40 {
        shop.views(f64::from(visit) * DAY - 1e9, &[visit % 3, (visit + 1) % 3]);
    }
    assert_eq!(shop.shelf(ListName::New, &[]), ["p3"]);
    check(&shop, ListName::Popular, 4);
}

/// Customers 0 to 79 buy a bestseller and something by turns; eight of them buy 1 and, a month later, 2.
fn customers() -> Shop {
    let mut shop = Shop::of(12);
    for customer in 0..80_u32 {
        shop.order(Some(customer.into()), f64::from(customer) * 3600.0, &[0, 3 + customer % 9]);
    }
    for customer in 0..8_u32 {
        shop.order(Some(customer.into()), 200.0 * 3600.0, &[1]);
        shop.order(Some(customer.into()), 230.0 * DAY, &[2]);
    }
    shop
}

#[test]
fn a_planted_pair_of_customers_ranks_first_and_before_the_bestseller() {
    assert_eq!(customers().shelf(ListName::AlsoBought, &[1])[0], "p2");
    assert_eq!(customers().shelf(ListName::AlsoBought, &[2])[0], "p1");
}

#[test]
fn what_was_never_in_one_order_is_no_bundle() {
    assert!(customers().shelf(ListName::BoughtTogether, &[1]).is_empty());
}

#[test]
fn a_bundle_needs_two_customers() {
    let mut shop = customers();
    for order in 0..6 {
        shop.order(Some(900), f64::from(order) * DAY, &[1, 2]);
    }
    assert!(shop.shelf(ListName::BoughtTogether, &[1]).is_empty());
    shop.order(Some(901), 3.0 * DAY, &[1, 2]);
    assert_eq!(shop.shelf(ListName::BoughtTogether, &[1]), ["p2"]);
}

#[test]
fn orders_without_customers_make_bundles_and_no_customers() {
    let mut shop = customers();
    shop.orders.iter_mut().for_each(|order| order.customer = None);
    for order in 0..4 {
        shop.order(None, f64::from(order) * DAY, &[1, 2]);
    }
    assert!(!shop.model().has_relation(Relation::AlsoBought));
    assert_eq!(shop.shelf(ListName::BoughtTogether, &[1]), ["p2"]);
}

#[test]
fn a_product_nobody_has_seen_has_similar_ones() {
    let mut shop = customers();
    shop.catalogue.products.push(Product {
        id: "p12".into(),
        title: "Thing twelve".into(),
        category: vec!["Coats".into()],
        variants: vec![Variant { price: Some(1003), available: true, ..Variant::default() }],
        published: true,
        ..Product::default()
    });
    assert_eq!(shop.shelf(ListName::Similar, &[12])[0], "p3");
}

/// Forty days of visits by turns; phones and desktops by turns as well. `shift` chooses from (day, phone, the turn's product).
fn busy(shift: impl Fn(u32, bool, u32) -> u32) -> Shop {
    let mut shop = Shop::of(12);
    for visit in 0..6000_u32 {
        let (day, phone) = (visit / 150, visit % 2 == 0);
        let product = shift(day, phone, visit / 2 % 12);
        shop.views(f64::from(visit) * DAY / 150.0, &[product, (product + 3) % 12]);
        let start = shop.log.events.len() - 2;
        for event in &mut shop.log.events[start..] {
            event.device = Some(if phone { DeviceClass::Phone } else { DeviceClass::Desktop });
        }
    }
    shop
}

#[test]
fn even_demand_has_no_trend_and_no_effect_of_anything() {
    let model = busy(|_, _, product| product).model();
    assert!(model.list(vitrine_format::ListKind::Trending, None).next().is_none());
    assert!(Dimension::ALL.into_iter().all(|dimension| !model.has_context(dimension)));
}

#[test]
fn a_planted_surge_enters_the_trend() {
    let shop = busy(|day, _, product| if day >= 34 && product % 3 == 0 { 6 } else { product });
    assert_eq!(shop.shelf(ListName::Trending, &[])[0], "p6");
}

#[test]
fn a_planted_device_shifts_its_category_and_nothing_else() {
    let model = busy(|_, phone, product| if phone && product % 4 == 0 { 3 } else { product }).model();
    let coats = model.find_category("Coats").unwrap();
    assert!(model.context_factor(Dimension::Device, 0, coats) > 1.15 * model.context_factor(Dimension::Device, 2, coats));
    assert!(!model.has_context(Dimension::Hour) && !model.has_context(Dimension::Weekday) && !model.has_context(Dimension::Month));
}

#[test]
fn any_number_of_threads_gives_the_same_file() {
    let mut shop = busy(|day, phone, product| if phone { product } else { (product * day) % 12 });
    shop.orders = customers().orders;
    let file = shop.file_on(1);
    assert!(file == shop.file_on(2) && file == shop.file_on(7));
}
