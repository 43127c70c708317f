//! Browsing events from CSV, TSV or JSON lines with any of the usual column names.

use vitrine_catalog::{Event, EventKind, Locale, SessionKey};

use crate::Progress;
use crate::collect::Collector;
use crate::columns::{Columns, Wanted, missing, wanted, wanted_text};
use crate::customers::Customers;
use crate::error::IngestError;
use crate::join::{Found, Joiner, Sketch, handle_in_address};
use crate::referrer::{self, Origin};
use crate::report::{EventTimes, FileReport, Joins};
use crate::table::{Row, Table};
use crate::time::{self, Moment};
use crate::value::{parse_count, parse_price};
use crate::words;

const SESSION: usize = 0;
const ITEM: usize = 1;
const TIME: usize = 2;
const KIND: usize = 3;
const DEVICE: usize = 4;
const REFERRER: usize = 5;
const SOURCE: usize = 6;
const MEDIUM: usize = 7;
const PAGE: usize = 8;
const QUERY: usize = 9;
const CUSTOMER: usize = 10;
const DWELL: usize = 11;
const DWELL_MILLISECONDS: usize = 12;
const STEP: usize = 13;
const YEAR: usize = 14;
const MONTH: usize = 15;
const DAY: usize = 16;
const PRICE: usize = 17;
const CATEGORY: usize = 18;
const TITLE: usize = 19;
const LOCALE: usize = 20;
const COUNT: usize = 21;

const WANTED: [Wanted; COUNT] = [
    wanted(
        "session",
        &[
            "sessionid",
            "session",
            "sessionkey",
            "usersession",
            "visitorsession",
            "browsersession",
            "sessionuuid",
            "sessiontoken",
            "visitid",
            "visit",
            "gasessionid",
            "sid",
            "sessid",
        ],
    ),
    wanted(
        "item",
        &[
            "itemid",
            "item",
            "productid",
            "product",
            "producthandle",
            "handle",
            "sku",
            "itemsku",
            "productsku",
            "articleid",
            "article",
            "aid",
            "contentid",
            "stockcode",
            "page2clothingmodel",
            "reference",
        ],
    ),
    wanted(
        "time",
        &["time", "timestamp", "eventtime", "eventtimestamp", "datetime", "ts", "createdat", "occurredat", "at", "date", "eventdate"],
    ),
    wanted("event kind", &["event", "eventtype", "eventname", "type", "action", "actiontype", "kind", "behavior", "behaviour"]),
    wanted("device", &["device", "devicecategory", "deviceclass", "devicetype", "useragent", "formfactor"]),
    wanted("referrer", &["referrer", "referer", "pagereferrer", "referrerurl", "referrerclass", "referrerhost", "trafficsource"]),
    wanted("campaign source", &["utmsource", "source"]),
    wanted("campaign medium", &["utmmedium", "medium", "channel", "channelgroup", "channelgrouping", "defaultchannelgroup"]),
    wanted("page address", &["pagelocation", "pageurl", "landingpage", "url"]),
    wanted("query", &["query", "searchterm", "searchquery", "searchterms", "keyword", "q"]),
    wanted(
        "customer (hashed)",
        &["customerid", "customer", "userid", "user", "clientid", "client", "visitorid", "visitor", "userpseudoid"],
    ),
    wanted("dwell seconds", &["dwell", "dwellseconds", "dwelltime", "duration", "durationseconds", "timeonpage", "secondsonpage"]),
    wanted("dwell milliseconds", &["dwellms", "durationms", "dwellmilliseconds", "engagementtimemsec", "dwelltimems"]),
    wanted("position in the session", &["step", "order", "sequence", "seq", "eventindex", "hitnumber", "position"]),
    wanted("year", &["year"]),
    wanted("month", &["month"]),
    wanted("day", &["day"]),
    wanted("price", &["price", "itemprice"]),
    wanted("category", &["category", "itemcategory", "productcategory", "categorycode", "categoryid", "page1maincategory"]),
    wanted("title", &["title", "itemname", "productname", "producttitle"]),
    wanted("locale", &["locale", "language", "browserlanguage", "devicelanguage", "userlanguage", "acceptlanguage", "lang"]),
];

pub(crate) const UNKNOWN_PRODUCT: &str = "about a product that the catalogue does not have";
const NO_PRODUCT: &str = "about no product";
const DISTINCT_UNKNOWN_KINDS: usize = 12;

/// True for a header with a session, a product and a time.
pub(crate) fn recognise(header: &[String]) -> bool {
    let columns = Columns::find(header, &WANTED);
    columns.has(SESSION) && has_item(&columns) && has_time(&columns)
}

/// True where at least one of the names is that of a session, a product or a time: such a line is a header, not data.
pub(crate) fn names_a_column(header: &[String]) -> bool {
    let columns = Columns::find(header, &WANTED);
    [SESSION, ITEM, TIME, KIND, CUSTOMER].into_iter().any(|position| columns.has(position))
}

/// The address of a product's page names the product, in a log that has nothing better.
fn has_item(columns: &Columns<COUNT>) -> bool {
    columns.has(ITEM) || columns.has(PAGE)
}

fn has_time(columns: &Columns<COUNT>) -> bool {
    columns.has(TIME) || [YEAR, MONTH, DAY].into_iter().all(|position| columns.has(position))
}

/// Reads an opened log to its end, into `collector`.
pub(crate) fn read(
    table: &mut Table,
    joiner: &mut Joiner,
    customers: &mut Customers,
    collector: &mut Collector,
    joins: &mut Joins,
    progress: &mut dyn FnMut(Progress<'_>),
) -> Result<FileReport, IngestError> {
    let mut columns = Columns::find(table.header(), &WANTED);
    let required =
        [(SESSION, "the session", columns.has(SESSION)), (ITEM, "the product", has_item(&columns)), (TIME, "the time", has_time(&columns))];
    for (position, what, present) in required {
        if !present {
            let names = WANTED.get(position).map_or(&[][..], |wanted| wanted.names);
            return Err(missing(table, wanted_text(what, names.get(..3).unwrap_or(names)), names));
        }
    }
    let mut report = FileReport::of_table(table, "events", "event log");
    loop {
        match table.advance(progress)? {
            Row::End => break,
            Row::Bad(reason) => {
                report.drop_row(reason, table.line());
                continue;
            }
            Row::Good => columns.refresh(table.header(), &WANTED),
        }
        match read_row(table, &columns, joiner, customers, collector, joins) {
            Ok(()) => report.kept += 1,
            Err(Reject::Because(reason)) => report.drop_row(reason, table.line()),
            Err(Reject::UnknownKind(kind)) => {
                let named = report.dropped.iter().filter(|entry| entry.reason.starts_with("event kind")).count();
                let reason = if named < DISTINCT_UNKNOWN_KINDS {
                    format!("event kind `{kind}` is not one we use")
                } else {
                    "other event kinds".to_owned()
                };
                report.drop_row(&reason, table.line());
            }
        }
    }
    columns.describe(table.header(), &WANTED, &mut report);
    report.rows = table.rows();
    report.refuse_if_unusable(table.path(), &[UNKNOWN_PRODUCT, NO_PRODUCT])?;
    Ok(report)
}

enum Reject {
    Because(&'static str),
    UnknownKind(String),
}

fn read_row(
    table: &Table,
    columns: &Columns<COUNT>,
    joiner: &mut Joiner,
    customers: &mut Customers,
    collector: &mut Collector,
    joins: &mut Joins,
) -> Result<(), Reject> {
    let cell = |position: usize| table.get(columns.get(position));
    let session = cell(SESSION);
    if session.is_empty() {
        return Err(Reject::Because("no session"));
    }
    let moment = moment(&cell).ok_or(Reject::Because("the time cannot be read (2026-03-31 10:20 and Unix seconds can)"))?;
    let kind =
        if cell(KIND).is_empty() { EventKind::View } else { words::event_kind(cell(KIND)).ok_or_else(|| unknown_kind(cell(KIND)))? };
    let item = if columns.has(ITEM) { cell(ITEM) } else { handle_in_address(cell(PAGE)).unwrap_or_default() };
    let found = if kind == EventKind::Search {
        // What a search refers to is a product only if we know it as one; it may as well be a place or a word.
        joiner.find(item)
    } else {
        let price = parse_price(cell(PRICE)).map(|price| price.hundredths);
        joiner.find_or_make(item, &Sketch { title: cell(TITLE), price, category: cell(CATEGORY) })
    };
    match found {
        Some(Found::Id(_)) => joins.events_by_id += 1,
        Some(Found::Alias(_)) => joins.events_by_alias += 1,
        None if kind == EventKind::Search => {}
        None if item.is_empty() => return Err(Reject::Because(NO_PRODUCT)),
        None => {
            joins.events_unknown += 1;
            return Err(Reject::Because(UNKNOWN_PRODUCT));
        }
    }
    let query = if cell(QUERY).is_empty() && kind == EventKind::Search && found.is_none() { item } else { cell(QUERY) };
    let origin = Origin { referrer: cell(REFERRER), source: cell(SOURCE), medium: cell(MEDIUM), page: cell(PAGE) };
    let event = Event {
        session: SessionKey(0),
        customer: customers.number(cell(CUSTOMER)),
        product: found.map(Found::product),
        kind,
        time: moment.seconds,
        utc_offset: moment.utc_offset,
        device: words::device(cell(DEVICE)),
        referrer: referrer::classify(origin, columns.has(REFERRER)),
        locale: Locale::parse(cell(LOCALE)),
        dwell: dwell(&cell),
        // People type their own addresses into search boxes.
        query: (kind == EventKind::Search && !query.is_empty() && !query.contains('@')).then(|| query.to_owned()),
    };
    let times = if moment.day_only { EventTimes::Day } else { EventTimes::Clock };
    let step = cell(STEP).parse().ok().filter(|step: &f32| step.is_finite()).unwrap_or(0.0);
    collector.add(session, event, step, times);
    Ok(())
}

/// A word is named in the report; anything that could be more than a word is not.
fn unknown_kind(word: &str) -> Reject {
    let harmless =
        word.len() <= 40 && word.chars().all(|character| character.is_ascii_alphabetic() || matches!(character, ' ' | '_' | '-'));
    if harmless { Reject::UnknownKind(word.to_lowercase()) } else { Reject::Because("event kind is not a word") }
}

fn moment<'a>(cell: &impl Fn(usize) -> &'a str) -> Option<Moment> {
    if !cell(TIME).is_empty() {
        return time::parse(cell(TIME));
    }
    let part = |position: usize| parse_count(cell(position)).and_then(|number| i16::try_from(number).ok());
    time::from_date(part(YEAR)?, part(MONTH)?, part(DAY)?)
}

fn dwell<'a>(cell: &impl Fn(usize) -> &'a str) -> Option<f32> {
    let seconds: Option<f32> = cell(DWELL).parse().ok();
    let milliseconds: Option<f32> = cell(DWELL_MILLISECONDS).parse().ok();
    seconds.or(milliseconds.map(|value| value / 1000.0)).filter(|seconds| seconds.is_finite() && *seconds >= 0.0)
}
