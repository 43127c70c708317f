//! The shapes in which papers publish their splits: a session a line, and test lines of prefix, tab and target.

use std::path::Path;

use vitrine_catalog::{Event, EventKind, SessionKey};

use crate::collect::Collector;
use crate::error::{IngestError, Place};
use crate::join::{Joiner, Sketch};
use crate::report::{EventTimes, FileReport, Joins, Report};
use crate::source::Source;
use crate::{Progress, Shop};

/// Seconds between the starts of two lines that have no times, and between two clicks of one.
const MADE_SESSION_GAP: f64 = 60.0;
const MADE_CLICK_GAP: f64 = 30.0;
/// Lines that are looked at to tell the shapes apart.
const LINES_LOOKED_AT: usize = 50;
const EXPECTED: &str = "an event log, sessions (ids by spaces, one session a line) or predictions (prefix, tab, target)";

/// What a file of events holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// Rows below a header, or JSON lines.
    Table,
    /// One session a line, item ids separated by spaces.
    SessionLines,
    /// A session's beginning (ids separated by spaces), a tab, and the item that came next.
    PrefixTargets,
}

/// One prediction to make.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PrefixTarget {
    /// The session so far; at least one id.
    pub prefix: Vec<String>,
    /// What came next.
    pub target: String,
}

/// Tells which of the shapes a file has by its first 50 lines; reads no further. A pipe can be read only once, and is taken for a table unread.
///
/// # Errors
/// Where the file cannot be read, is empty, or is not text.
pub fn detect(path: &Path) -> Result<Shape, IngestError> {
    if std::fs::metadata(path).is_ok_and(|metadata| !metadata.is_file() && !metadata.is_dir()) {
        return Ok(Shape::Table);
    }
    let mut source = Source::open(path, EXPECTED)?;
    let mut line = Vec::new();
    let (mut lines, mut prefixes, mut sessions, mut several_ids) = (0, 0, 0, false);
    while lines < LINES_LOOKED_AT && source.record(&mut line, None)?.is_some() {
        let text = std::str::from_utf8(&line).unwrap_or_default();
        if lines == 0 && is_header(text) {
            return Ok(Shape::Table);
        }
        lines += 1;
        let plain = !text.contains([',', ';', '|', '"', '{']);
        prefixes += usize::from(plain && split_prediction(text).is_some());
        sessions += usize::from(plain && !text.contains('\t'));
        several_ids |= text.trim().contains(' ');
    }
    match lines {
        0 => Err(IngestError::Empty { place: Place::new(path, 1, 1), expected: EXPECTED }),
        _ if prefixes == lines => Ok(Shape::PrefixTargets),
        _ if sessions == lines && several_ids => Ok(Shape::SessionLines),
        _ => Ok(Shape::Table),
    }
}

fn is_header(line: &str) -> bool {
    let delimiter = char::from(crate::table::sniff_delimiter(line.as_bytes()));
    let names: Vec<String> = line.split(delimiter).map(|name| name.trim_matches(['"', ' ']).to_owned()).collect();
    line.trim_start().starts_with('{') || crate::events::names_a_column(&names)
}

fn split_prediction(line: &str) -> Option<(&str, &str)> {
    let (prefix, target) = line.split_once('\t')?;
    let target = target.trim();
    (!prefix.trim().is_empty() && !target.is_empty() && !target.contains([' ', '\t'])).then_some((prefix, target))
}

/// Reads a file of sessions, one a line, item ids separated by spaces, in the order of their dates. There are no times: each session is said to begin
/// a minute after the one before, and its clicks to be half a minute apart.
///
/// # Errors
/// Where the file cannot be read, is empty, or is not text.
pub fn read_session_lines(path: &Path) -> Result<Shop, IngestError> {
    let mut joiner = Joiner::open();
    let mut collector = Collector::default();
    let mut joins = Joins::default();
    let file = collect_session_lines(path, &mut joiner, &mut collector, &mut joins, &mut |_| {})?;
    let (log, event_times) = collector.finish();
    let newest = log.events.iter().map(|event| event.time as i64).max().unwrap_or(0);
    let report = Report { files: vec![file], joins, warnings: Vec::new(), newest, event_times };
    Ok(Shop { catalogue: joiner.into_catalogue(), orders: Vec::new(), log, report })
}

pub(crate) fn collect_session_lines(
    path: &Path,
    joiner: &mut Joiner,
    collector: &mut Collector,
    joins: &mut Joins,
    progress: &mut dyn FnMut(Progress<'_>),
) -> Result<FileReport, IngestError> {
    let mut source = Source::open(path, EXPECTED)?;
    let mut report = FileReport::new(path, "events", "sessions, one a line");
    report.layout = format!("ids separated by spaces{}", if source.compressed() { ", gzip" } else { "" });
    let mut line = Vec::new();
    while let Some(number) = source.record(&mut line, None)? {
        let text = std::str::from_utf8(&line).unwrap_or_default();
        let begin = report.rows as f64 * MADE_SESSION_GAP;
        report.rows += 1;
        // The path in the name keeps the lines of two files apart.
        let session = format!("{}:{number}", path.display());
        let mut kept = false;
        for (position, id) in text.split_whitespace().enumerate() {
            let Some(found) = joiner.find_or_make(id, &Sketch::default()) else {
                joins.events_unknown += 1;
                continue;
            };
            joins.events_by_id += 1;
            kept = true;
            let event = Event {
                session: SessionKey(0),
                customer: None,
                product: Some(found.product()),
                kind: EventKind::View,
                time: begin + position as f64 * MADE_CLICK_GAP,
                utc_offset: None,
                device: None,
                referrer: None,
                locale: None,
                dwell: None,
                query: None,
            };
            report.kept += 1;
            collector.add(&session, event, 0.0, EventTimes::Made);
        }
        if !kept {
            report.drop_row(crate::events::UNKNOWN_PRODUCT, number);
        }
        if report.rows.is_multiple_of(16_384) {
            let (bytes, total_bytes) = source.position();
            progress(Progress { path, bytes, total_bytes, rows: report.rows });
        }
    }
    if report.rows == 0 {
        return Err(IngestError::Empty { place: Place::new(path, 1, 1), expected: EXPECTED });
    }
    Ok(report)
}

/// Reads a file of predictions: prefix, tab, target.
///
/// # Errors
/// Where the file cannot be read, is empty, is not text, or a line has another shape.
pub fn read_prefix_targets(path: &Path) -> Result<Vec<PrefixTarget>, IngestError> {
    let mut source = Source::open(path, EXPECTED)?;
    let mut line = Vec::new();
    let mut predictions = Vec::new();
    while let Some(number) = source.record(&mut line, None)? {
        let text = std::str::from_utf8(&line).unwrap_or_default();
        let Some((prefix, target)) = split_prediction(text) else {
            let found = "a line that is not ids, a tab and one id";
            return Err(IngestError::NotText { place: Place::new(path, number, 1), expected: EXPECTED, found });
        };
        predictions.push(PrefixTarget { prefix: prefix.split_whitespace().map(str::to_owned).collect(), target: target.to_owned() });
    }
    if predictions.is_empty() {
        return Err(IngestError::Empty { place: Place::new(path, 1, 1), expected: EXPECTED });
    }
    Ok(predictions)
}
