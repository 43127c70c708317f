//! All files of a shop, read in turn.

use std::path::{Path, PathBuf};

use vitrine_catalog::{Catalogue, EventLog, Order};

use crate::collect::Collector;
use crate::customers::{Customers, HashKey};
use crate::error::{IngestError, Place};
use crate::join::Joiner;
use crate::papers::{self, Shape};
use crate::recognise::{self, Kind, Slot};
use crate::report::{EventTimes, FileReport, Joins, Report};
use crate::table::Table;
use crate::value::minor_units;
use crate::{events, generic_products, orders, shopify_products};

/// The files that a shop has. At least one should be there.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sources {
    /// Shopify's product export in either dialect, or any table with an identifier and a title. Without it, products are made of the identifiers in
    /// orders and events.
    pub products: Option<PathBuf>,
    /// Shopify's order export, or a table of order lines.
    pub orders: Option<PathBuf>,
    /// Event logs: CSV, TSV, JSON lines, or a session a line. Sessions of the same id in several tables are one session.
    pub events: Vec<PathBuf>,
}

/// How far the reading of a file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress<'a> {
    /// The file.
    pub path: &'a Path,
    /// Bytes of it that are read, as they lie on the disk.
    pub bytes: u64,
    /// Bytes that it has.
    pub total_bytes: u64,
    /// Rows so far.
    pub rows: u64,
}

/// What the files hold.
#[derive(Clone, Debug)]
pub struct Shop {
    /// Products in the order of the export.
    pub catalogue: Catalogue,
    /// Orders by time.
    pub orders: Vec<Order>,
    /// Events by session and time.
    pub log: EventLog,
    /// What was found, assumed and left out.
    pub report: Report,
}

/// Reads a shop's files. The result depends on nothing but their contents.
///
/// # Errors
/// The first broken input, with its place; see [`IngestError`].
pub fn read(sources: &Sources, progress: &mut dyn FnMut(Progress<'_>)) -> Result<Shop, IngestError> {
    read_with_key(sources, HashKey::random()?, progress)
}

fn read_with_key(sources: &Sources, key: HashKey, progress: &mut dyn FnMut(Progress<'_>)) -> Result<Shop, IngestError> {
    let mut report = Report::default();
    let mut customers = Customers::new(key);
    let mut joiner = match &sources.products {
        Some(path) => {
            let (catalogue, file) = read_products(path, progress)?;
            report.files.push(file);
            Joiner::closed(catalogue)
        }
        None => Joiner::open(),
    };
    let mut joins = Joins::default();
    let mut order_list = Vec::new();
    if let Some(path) = &sources.orders {
        let mut table = Table::open(path, Slot::Orders.expected())?;
        let shopify = recognise::expect(&table, Slot::Orders)? == Kind::ShopifyOrders;
        let (orders, file) = orders::read(&mut table, shopify, &mut joiner, &mut customers, &mut joins, progress)?;
        file.refuse_if_unusable(path, &[orders::UNKNOWN_PRODUCT])?;
        order_list = orders;
        report.files.push(file);
    }
    let mut collector = Collector::default();
    for path in &sources.events {
        let file = read_events(path, &mut joiner, &mut customers, &mut collector, &mut joins, progress)?;
        report.files.push(file);
    }
    let (log, event_times) = collector.finish();
    report.event_times = event_times;
    report.joins = joins;
    let mut warnings = Vec::new();
    if sources.products.is_some() {
        warn_of_names(&joiner, &mut warnings);
        warn_of_pins(&joiner, &mut warnings);
    }
    let mut catalogue = joiner.into_catalogue();
    settle_currency(&mut catalogue, &mut order_list);
    warn_of_products(&catalogue, sources, &mut warnings);
    warn_of_records(&report, &order_list, &mut warnings);
    report.warnings = warnings;
    let created = catalogue.products.iter().filter_map(|product| product.created);
    let times = order_list.iter().map(|order| order.time).chain(log.events.iter().map(|event| event.time));
    report.newest = times.map(|time| time as i64).chain(created).max().unwrap_or(0);
    Ok(Shop { catalogue, orders: order_list, log, report })
}

fn read_products(path: &Path, progress: &mut dyn FnMut(Progress<'_>)) -> Result<(Catalogue, FileReport), IngestError> {
    let expected = Slot::Products.expected();
    let mut table = Table::open(path, expected)?;
    let (catalogue, file) = match recognise::expect(&table, Slot::Products)? {
        Kind::ShopifyProducts => shopify_products::read(&mut table, progress)?,
        _ => generic_products::read(&mut table, progress)?,
    };
    if file.rows == 0 {
        return Err(IngestError::NoRows { place: table.header_place(), expected });
    }
    file.refuse_if_unusable(path, &[])?;
    Ok((catalogue, file))
}

fn read_events(
    path: &Path,
    joiner: &mut Joiner,
    customers: &mut Customers,
    collector: &mut Collector,
    joins: &mut Joins,
    progress: &mut dyn FnMut(Progress<'_>),
) -> Result<FileReport, IngestError> {
    match papers::detect(path)? {
        Shape::SessionLines => papers::collect_session_lines(path, joiner, collector, joins, progress),
        Shape::PrefixTargets => Err(IngestError::WrongKind {
            place: Place::new(path, 1, 1),
            expected: Slot::Events.expected(),
            found: "predictions to evaluate with (prefix, tab, target)",
            advice: "pass it to `vitrine evaluate --test`",
        }),
        Shape::Table => {
            let mut table = Table::open(path, Slot::Events.expected())?;
            recognise::expect(&table, Slot::Events)?;
            events::read(&mut table, joiner, customers, collector, joins, progress)
        }
    }
}

/// Prices are read as hundredths; once the currency is known they become its minor units.
fn settle_currency(catalogue: &mut Catalogue, orders: &mut [Order]) {
    let currency = catalogue.currency.clone();
    let settle = |price: &mut Option<u32>| *price = price.map(|price| minor_units(price, &currency));
    for variant in catalogue.products.iter_mut().flat_map(|product| &mut product.variants) {
        settle(&mut variant.price);
        settle(&mut variant.compare_at_price);
    }
    for line in orders.iter_mut().flat_map(|order| &mut order.lines) {
        settle(&mut line.price);
    }
}

fn warn_of_names(joiner: &Joiner, warnings: &mut Vec<String>) {
    match joiner.shared_aliases() {
        0 => {}
        1 => warnings.push("One SKU belongs to several products; nothing is joined by it.".to_owned()),
        count => warnings.push(format!("{count} SKUs belong to several products each; nothing is joined by them.")),
    }
}

fn warn_of_pins(joiner: &Joiner, warnings: &mut Vec<String>) {
    let pins = joiner.catalogue().products.iter().flat_map(|product| &product.pins);
    match pins.filter(|pin| joiner.find(&pin.target).is_none()).count() {
        0 => {}
        1 => warnings.push("One hand-made link between products names a product that is not in the catalogue.".to_owned()),
        count => warnings.push(format!("{count} hand-made links between products name products that are not in the catalogue.")),
    }
}

fn warn_of_products(catalogue: &Catalogue, sources: &Sources, warnings: &mut Vec<String>) {
    let products = &catalogue.products;
    if sources.products.is_none() || products.is_empty() {
        return;
    }
    let count = |test: &dyn Fn(&vitrine_catalog::Product) -> bool| products.iter().filter(|product| test(product)).count();
    if count(&|product| product.published) == 0 {
        warnings.push("No product is published, so none can be recommended.".to_owned());
    }
    if count(&|product| product.available()) == 0 {
        warnings.push("No product is in stock, so none can be recommended.".to_owned());
    }
    if count(&|product| product.price().is_some()) == 0 {
        warnings.push("No product has a price; cards will show none.".to_owned());
    }
    if count(&|product| !product.category.is_empty()) == 0 {
        warnings.push("No product has a category; similarity rests on texts and prices alone.".to_owned());
    }
}

fn warn_of_records(report: &Report, orders: &[Order], warnings: &mut Vec<String>) {
    /// From this share of records without a product on, the files are unlikely to be of one shop.
    const SUSPICIOUS: f64 = 0.2;
    let joins = &report.joins;
    let share = |unknown: u64, known: u64| unknown as f64 / (unknown + known).max(1) as f64;
    let joined_lines = joins.order_lines_by_id + joins.order_lines_by_sku + joins.order_lines_by_name;
    if share(joins.order_lines_unknown, joined_lines) >= SUSPICIOUS {
        let all = joins.order_lines_unknown + joined_lines;
        warnings.push(format!(
            "{} of {all} order lines fit no product by SKU or name; are both files from the same shop?",
            joins.order_lines_unknown
        ));
    }
    let joined_events = joins.events_by_id + joins.events_by_alias;
    if share(joins.events_unknown, joined_events) >= SUSPICIOUS {
        let all = joins.events_unknown + joined_events;
        warnings.push(format!(
            "{} of {all} events are about products that the catalogue does not have; are both files from the same shop?",
            joins.events_unknown
        ));
    }
    for file in &report.files {
        if file.rows == 0 {
            warnings.push(format!("{} has a header and no rows.", file.path));
        }
        if file.kind == "orders" && !orders.is_empty() && orders.iter().all(|order| order.customer.is_none()) {
            warnings.push(format!("{} names no customers, so nothing can be learnt across a customer's orders.", file.path));
        }
    }
    if report.event_times == EventTimes::Day {
        warnings.push("The events have days and no hours, so nothing is learnt about hours.".to_owned());
    }
    if report.event_times == EventTimes::Made {
        warnings.push(
            "The events have no times; they are taken in the order of the file, and nothing is learnt about hours or weekdays.".to_owned(),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Whatever the random key is, the same files give the same shop.
    #[test]
    fn nothing_depends_on_the_key() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures");
        let sources = Sources {
            products: Some(folder.join("coats.csv")),
            orders: Some(folder.join("orders.csv")),
            events: vec![folder.join("events.csv")],
        };
        let with = |byte| match read_with_key(&sources, HashKey::fixed(byte), &mut |_| {}) {
            Ok(shop) => format!("{shop:?}"),
            Err(error) => error.to_string(),
        };
        assert!(with(1).contains("CustomerKey(1)"), "{}", with(1));
        assert_eq!(with(1), with(2));
    }
}
