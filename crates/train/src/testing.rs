//! Small catalogues and logs for tests.

use vitrine_catalog::{Catalogue, Event, EventKind, EventLog, Order, OrderLine, Product, ProductIndex, SessionKey, Variant};

/// A view.
pub fn event(session: u32, product: u32, time: f64) -> Event {
    Event {
        session: SessionKey(session),
        customer: None,
        product: Some(ProductIndex(product)),
        kind: EventKind::View,
        time,
        utc_offset: None,
        device: None,
        referrer: None,
        locale: None,
        dwell: None,
        query: None,
    }
}

/// Sessions of views, an hour apart.
pub fn log_of(sessions: &[&[u32]]) -> EventLog {
    let of_session = |(number, products): (usize, &&[u32])| {
        let start = number as f64 * 3600.0;
        let views = products.iter().enumerate().map(|(step, &product)| event(number as u32, product, start + step as f64 * 10.0));
        views.collect::<Vec<_>>()
    };
    EventLog { events: sessions.iter().enumerate().flat_map(of_session).collect() }
}

/// Products `p0`, `p1`, … with a title, a price and stock.
pub fn catalogue_of(count: usize) -> Catalogue {
    let product = |number: usize| Product {
        id: format!("p{number}"),
        title: format!("Product {number}"),
        variants: vec![Variant { price: Some(1000), available: true, ..Variant::default() }],
        published: true,
        ..Product::default()
    };
    Catalogue { products: (0..count).map(product).collect(), currency: "GBP".into() }
}

/// An order of single pieces.
pub fn order(customer: Option<u64>, time: f64, products: &[u32]) -> Order {
    let line = |&product: &u32| OrderLine { product: ProductIndex(product), quantity: 1, price: None };
    Order { customer: customer.map(vitrine_catalog::CustomerKey), time, utc_offset: None, lines: products.iter().map(line).collect() }
}
