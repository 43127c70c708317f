//! Order exports: Shopify's (<https://help.shopify.com/en/manual/fulfillment/managing-orders/exporting-orders>) and plain tables of order lines.
//!
//! Both have a row for each line. Shopify writes the order's own fields on the first row only. Names, addresses, e-mail and the like are never read
//! but for the one column that tells customers apart, and that goes straight into [`Customers`].

use std::collections::HashMap;

use vitrine_catalog::{CustomerKey, Order, OrderLine};

use crate::Progress;
use crate::columns::{Columns, Wanted, missing, wanted, wanted_text};
use crate::customers::Customers;
use crate::error::IngestError;
use crate::join::{Found, Joiner, Sketch};
use crate::report::{FileReport, Joins};
use crate::table::{Row, Table};
use crate::time::{self, Moment};
use crate::value::{identifier, parse_count, parse_price};

const ORDER: usize = 0;
const TIME: usize = 1;
const SKU: usize = 2;
const NAME: usize = 3;
const CUSTOMER: usize = 4;
const QUANTITY: usize = 5;
const PRICE: usize = 6;
const CANCELLED: usize = 7;
const STATUS: usize = 8;
const REFUNDED: usize = 9;
const TOTAL: usize = 10;
const CURRENCY: usize = 11;
const COUNT: usize = 12;

const SHOPIFY: [Wanted; COUNT] = [
    wanted("order", &["name"]),
    wanted("time", &["createdat", "paidat"]),
    wanted("sku", &["lineitemsku"]),
    wanted("line name", &["lineitemname"]),
    wanted("customer (hashed)", &["email"]),
    wanted("quantity", &["lineitemquantity"]),
    wanted("price", &["lineitemprice"]),
    wanted("cancelled", &["cancelledat"]),
    wanted("status", &["financialstatus"]),
    wanted("refunded", &["refundedamount"]),
    wanted("total", &["total"]),
    wanted("currency", &["currency"]),
];

const TABLE: [Wanted; COUNT] = [
    wanted(
        "order",
        &[
            "orderid",
            "ordernumber",
            "orderno",
            "orderkey",
            "ordername",
            "invoice",
            "invoiceno",
            "invoiceid",
            "transactionid",
            "basketid",
            "receipt",
            "order",
        ],
    ),
    wanted(
        "time",
        &[
            "invoicedate",
            "orderdate",
            "ordertime",
            "createdat",
            "datecreated",
            "purchasedat",
            "timestamp",
            "datetime",
            "time",
            "date",
            "paidat",
        ],
    ),
    wanted(
        "item",
        &["itemid", "productid", "stockcode", "sku", "item", "product", "handle", "articleid", "article", "lineitemsku", "productsku"],
    ),
    wanted("line name", &["productname", "itemname", "lineitemname", "name", "title", "producttitle", "description"]),
    wanted(
        "customer (hashed)",
        &["customerid", "customer", "userid", "user", "clientid", "client", "visitorid", "householdid", "customeremail", "email", "buyer"],
    ),
    wanted("quantity", &["quantity", "qty", "count", "units", "lineitemquantity", "amount"]),
    wanted("price", &["unitprice", "price", "itemprice", "lineitemprice"]),
    wanted("cancelled", &["cancelledat", "canceledat", "cancelled", "canceled"]),
    wanted("status", &["status", "orderstatus", "financialstatus"]),
    wanted("refunded", &["refundedamount"]),
    wanted("total", &["total", "ordertotal"]),
    wanted("currency", &["currency"]),
];

/// True for the header of Shopify's order export, even one that lacks a column.
pub(crate) fn recognise_shopify(plain_header: &[String]) -> bool {
    const ANCHORS: [&str; 7] = [
        "lineitemquantity",
        "lineitemname",
        "lineitemprice",
        "lineitemsku",
        "financialstatus",
        "fulfillmentstatus",
        "lineitemfulfillmentstatus",
    ];
    ANCHORS.iter().filter(|anchor| plain_header.iter().any(|name| name == *anchor)).count() >= 3
}

/// True for a header with an order's number, a product and a time.
pub(crate) fn recognise(header: &[String]) -> bool {
    let columns = Columns::find(header, &TABLE);
    // A bare "order" may be a position within something; it does not make a file an order export.
    let order = columns.get(ORDER).and_then(|column| header.get(column)).is_some_and(|name| crate::columns::plain(name) != "order");
    order && columns.has(TIME) && (columns.has(SKU) || columns.has(NAME))
}

const CREDIT_NOTE: &str = "credit note (its number begins with C)";
const RETURNED: &str = "quantity below 1 (a return)";
pub(crate) const UNKNOWN_PRODUCT: &str = "no product with this SKU or name";

/// What became of one line of an order.
enum Line {
    Joined(OrderLine, How),
    Bad(&'static str),
}

#[derive(Clone, Copy)]
enum How {
    Sku,
    Id,
    Name,
}

/// An order being put together from its rows.
#[derive(Default)]
struct Draft {
    moment: Option<Moment>,
    customer: Option<CustomerKey>,
    void: Option<&'static str>,
    lines: Vec<(u64, Line)>,
}

/// Reads an opened export to its end. Orders come back by time, equal times in the file's order.
pub(crate) fn read(
    table: &mut Table,
    shopify: bool,
    joiner: &mut Joiner,
    customers: &mut Customers,
    joins: &mut Joins,
    progress: &mut dyn FnMut(Progress<'_>),
) -> Result<(Vec<Order>, FileReport), IngestError> {
    let wanted = if shopify { &SHOPIFY } else { &TABLE };
    let mut columns = Columns::find(table.header(), wanted);
    check_columns(table, &columns, shopify)?;
    let dialect = if shopify { "Shopify order export" } else { "order table" };
    let mut report = FileReport::of_table(table, "orders", dialect);
    let mut drafts: Vec<Draft> = Vec::new();
    let mut by_name: HashMap<String, usize> = HashMap::new();
    loop {
        match table.advance(progress)? {
            Row::End => break,
            Row::Bad(reason) => {
                report.drop_row(reason, table.line());
                continue;
            }
            Row::Good => columns.refresh(table.header(), wanted),
        }
        let name = identifier(table.get(columns.get(ORDER)));
        if name.is_empty() {
            report.drop_row("no order number", table.line());
            continue;
        }
        let number = by_name.get(name).copied().unwrap_or_else(|| {
            by_name.insert(name.to_owned(), drafts.len());
            drafts.push(Draft::default());
            drafts.len() - 1
        });
        if let Some(draft) = drafts.get_mut(number) {
            read_row(table, &columns, draft, joiner, customers);
        }
    }
    columns.describe(table.header(), wanted, &mut report);
    report.rows = table.rows();
    let mut orders: Vec<Order> = drafts.into_iter().filter_map(|draft| finish(draft, joins, &mut report)).collect();
    orders.sort_by(|left, right| left.time.total_cmp(&right.time));
    report.kept = orders.len() as u64;
    Ok((orders, report))
}

fn check_columns(table: &Table, columns: &Columns<COUNT>, shopify: bool) -> Result<(), IngestError> {
    let required: [(usize, &str, &str); 2] = [(ORDER, "Name", "the order's number"), (TIME, "Created at", "the order's time")];
    for (position, shopify_name, what) in required {
        if columns.has(position) {
            continue;
        }
        let names = TABLE.get(position).map_or(&[][..], |wanted| wanted.names);
        let error = if shopify {
            missing(table, format!("`{shopify_name}`"), &[shopify_name])
        } else {
            missing(table, wanted_text(what, names.get(..3).unwrap_or(names)), names)
        };
        return Err(error);
    }
    if columns.has(SKU) || columns.has(NAME) {
        return Ok(());
    }
    Err(if shopify {
        missing(table, "`Lineitem sku` or `Lineitem name`".to_owned(), &["Lineitem sku", "Lineitem name"])
    } else {
        missing(table, wanted_text("the product", &["item_id", "sku", "product_name"]), &["itemid", "productid", "sku", "productname"])
    })
}

fn read_row(table: &Table, columns: &Columns<COUNT>, draft: &mut Draft, joiner: &mut Joiner, customers: &mut Customers) {
    let cell = |position: usize| table.get(columns.get(position));
    draft.moment = draft.moment.or_else(|| time::parse(cell(TIME)));
    draft.customer = draft.customer.or_else(|| customers.number(cell(CUSTOMER)));
    draft.void = draft.void.or_else(|| void(&cell));
    if joiner.catalogue_mut().currency.is_empty() && cell(CURRENCY).len() == 3 {
        joiner.catalogue_mut().currency = cell(CURRENCY).to_uppercase();
    }
    let line = read_line(&cell, draft.void.is_some(), joiner);
    draft.lines.push((table.line(), line));
}

/// Why an order does not count, by the fields of its first row.
fn void<'a>(cell: &impl Fn(usize) -> &'a str) -> Option<&'static str> {
    let cancelled = cell(CANCELLED).to_lowercase();
    if !matches!(cancelled.as_str(), "" | "false" | "no" | "0") {
        return Some("order cancelled");
    }
    let credit_note =
        cell(ORDER).strip_prefix(['C', 'c']).is_some_and(|number| !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit()));
    if credit_note {
        return Some(CREDIT_NOTE);
    }
    match cell(STATUS).to_lowercase().as_str() {
        "cancelled" | "canceled" => return Some("order cancelled"),
        "refunded" => return Some("order refunded in full"),
        "voided" | "expired" | "failed" => return Some("order never paid"),
        _ => {}
    }
    let amount = |position: usize| parse_price(cell(position)).map_or(0, |price| price.hundredths);
    (amount(TOTAL) > 0 && amount(REFUNDED) >= amount(TOTAL)).then_some("order refunded in full")
}

fn read_line<'a>(cell: &impl Fn(usize) -> &'a str, order_is_void: bool, joiner: &mut Joiner) -> Line {
    let (sku, name) = (cell(SKU).trim_start_matches('\''), cell(NAME));
    if sku.is_empty() && name.is_empty() {
        return Line::Bad("no product on the line");
    }
    let quantity = if cell(QUANTITY).is_empty() { Some(1) } else { parse_count(cell(QUANTITY)) };
    let Some(quantity) = quantity else { return Line::Bad("quantity is not a number") };
    if quantity < 1 {
        return Line::Bad(RETURNED);
    }
    let price = parse_price(cell(PRICE)).map(|price| price.hundredths);
    // What a cancelled order names makes no product.
    let found = if order_is_void { joiner.find(sku) } else { joiner.find_or_make(sku, &Sketch { title: name, price, category: "" }) };
    let joined = match found {
        Some(Found::Id(product)) => Some((product, How::Id)),
        Some(Found::Alias(product)) => Some((product, How::Sku)),
        None => joiner.find_by_name(name).map(|product| (product, How::Name)),
    };
    let Some((product, how)) = joined else { return Line::Bad(UNKNOWN_PRODUCT) };
    Line::Joined(OrderLine { product, quantity: u32::try_from(quantity).unwrap_or(u32::MAX), price }, how)
}

/// Turns the rows into an order, or counts them as left out.
fn finish(draft: Draft, joins: &mut Joins, report: &mut FileReport) -> Option<Order> {
    let void = draft.void.or_else(|| draft.moment.is_none().then_some("no readable time on the order (2026-03-31 10:20 would be one)"));
    let mut lines: Vec<OrderLine> = Vec::new();
    for (number, line) in draft.lines {
        let reason = match (void, line) {
            (Some(reason), _) | (None, Line::Bad(reason)) => reason,
            (None, Line::Joined(line, how)) => {
                match how {
                    How::Sku => joins.order_lines_by_sku += 1,
                    How::Id => joins.order_lines_by_id += 1,
                    How::Name => joins.order_lines_by_name += 1,
                }
                // Two sizes of one coat are one product bought.
                match lines.iter_mut().find(|known| known.product == line.product) {
                    Some(known) => known.quantity = known.quantity.saturating_add(line.quantity),
                    None => lines.push(line),
                }
                continue;
            }
        };
        joins.order_lines_unknown += u64::from(reason == UNKNOWN_PRODUCT);
        report.drop_row(reason, number);
    }
    let moment = draft.moment.filter(|_| void.is_none() && !lines.is_empty())?;
    Some(Order { customer: draft.customer, time: moment.seconds, utc_offset: moment.utc_offset, lines })
}
