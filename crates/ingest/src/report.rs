//! What was found in the files, what was assumed, and what was left out and why. Holds no cell of any file.

use std::path::Path;

use serde::Serialize;

use crate::error::{IngestError, Place};
use crate::table::Table;

/// The whole account of a reading.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Report {
    /// One entry for each file, products first, then orders, then events.
    pub files: Vec<FileReport>,
    /// How records found their products.
    pub joins: Joins,
    /// Things that a person should know, each a sentence.
    pub warnings: Vec<String>,
    /// Unix seconds of the newest record; 0 if none has a time.
    pub newest: i64,
    /// How far the event times can be trusted.
    pub event_times: EventTimes,
}

/// What the times of the event log are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum EventTimes {
    /// There are no events.
    #[default]
    None,
    /// Seconds or better: hours and weekdays are real.
    Clock,
    /// Days only: weekdays are real, hours are not.
    Day,
    /// No times in the file: an order of our own making, neither hours nor weekdays are real.
    Made,
}

/// How many records found their product, and by what.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Joins {
    /// Order lines by SKU.
    pub order_lines_by_sku: u64,
    /// Order lines by the product's own identifier.
    pub order_lines_by_id: u64,
    /// Order lines by the line's name.
    pub order_lines_by_name: u64,
    /// Order lines that fit no product.
    pub order_lines_unknown: u64,
    /// Events by the product's own identifier.
    pub events_by_id: u64,
    /// Events by another name of the product (SKU).
    pub events_by_alias: u64,
    /// Events about products that the catalogue does not have.
    pub events_unknown: u64,
}

/// What one file held.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct FileReport {
    /// As named by the caller.
    pub path: String,
    /// "products", "orders" or "events".
    pub kind: &'static str,
    /// Whose export it looks like, in words.
    pub dialect: &'static str,
    /// "comma-separated", "JSON lines" and so on, and whether it is compressed.
    pub layout: String,
    /// Rows below the header (lines, where there is no header), blank ones not counted.
    pub rows: u64,
    /// What became of them: products, orders or events.
    pub kept: u64,
    /// Which column was taken for what.
    pub columns: Vec<AssumedColumn>,
    /// Rows left out, by reason.
    pub dropped: Vec<Dropped>,
    /// Rows kept although something in them could not be read, by what it was.
    pub noted: Vec<Dropped>,
}

/// A column and what it was taken for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct AssumedColumn {
    /// What it holds ("session", "price").
    pub role: &'static str,
    /// Its name in the header.
    pub column: String,
}

/// Rows that were left out (or noted) for one reason.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Dropped {
    /// Why, in words.
    pub reason: String,
    /// How many rows.
    pub rows: u64,
    /// Line of the first of them.
    pub first_line: u64,
}

impl FileReport {
    pub(crate) fn new(path: &Path, kind: &'static str, dialect: &'static str) -> Self {
        Self { path: path.display().to_string(), kind, dialect, ..Self::default() }
    }

    pub(crate) fn of_table(table: &Table, kind: &'static str, dialect: &'static str) -> Self {
        let packed = if table.compressed() { ", gzip" } else { "" };
        Self { layout: format!("{}{packed}", table.layout().name()), ..Self::new(table.path(), kind, dialect) }
    }

    pub(crate) fn assume(&mut self, role: &'static str, column: &str) {
        self.columns.push(AssumedColumn { role, column: column.to_owned() });
    }

    /// Counts a row as left out.
    pub(crate) fn drop_row(&mut self, reason: &str, line: u64) {
        count(&mut self.dropped, reason, line);
    }

    /// Counts a row that is kept although something in it could not be read.
    pub(crate) fn note_cell(&mut self, what: &str, line: u64) {
        count(&mut self.noted, what, line);
    }

    /// How many rows were left out for any reason.
    pub fn dropped_rows(&self) -> u64 {
        self.dropped.iter().map(|entry| entry.rows).sum()
    }

    /// A file with rows of which none could be read at all is not a file to carry on with.
    pub(crate) fn refuse_if_unusable(&self, path: &Path, harmless: &[&str]) -> Result<(), IngestError> {
        if self.kept > 0 || self.rows == 0 || self.dropped.iter().any(|entry| harmless.contains(&entry.reason.as_str())) {
            return Ok(());
        }
        let Some(first) = self.dropped.iter().min_by_key(|entry| entry.first_line) else { return Ok(()) };
        let place = Place::new(path, first.first_line, 1);
        Err(IngestError::NothingUsable { place, rows: self.rows, reason: first.reason.clone() })
    }
}

fn count(entries: &mut Vec<Dropped>, reason: &str, line: u64) {
    if let Some(entry) = entries.iter_mut().find(|entry| entry.reason == reason) {
        entry.rows += 1;
    } else {
        entries.push(Dropped { reason: reason.to_owned(), rows: 1, first_line: line });
    }
}
