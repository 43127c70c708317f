//! Which column holds what, found by the names in the header.

use crate::error::IngestError;
use crate::report::FileReport;
use crate::table::Table;

/// Names under which one thing may stand, most telling first.
pub(crate) struct Wanted {
    /// For the report ("session").
    pub(crate) role: &'static str,
    /// Header names in plain form ([`plain`]), most telling first.
    pub(crate) names: &'static [&'static str],
}

/// A thing to look for, for tables of them.
pub(crate) const fn wanted(role: &'static str, names: &'static [&'static str]) -> Wanted {
    Wanted { role, names }
}

/// Column numbers by position in the list of wanted things.
pub(crate) struct Columns<const N: usize> {
    found: [Option<usize>; N],
    header_length: usize,
}

impl<const N: usize> Columns<N> {
    /// Matches a header. A column serves one thing only: the earliest in `wanted`, so that order there is precedence.
    pub(crate) fn find(header: &[String], wanted: &[Wanted; N]) -> Self {
        let plain_header: Vec<String> = header.iter().map(|name| plain(name)).collect();
        // `properties.item_id`, as nested JSON objects are flattened, is an `item_id` where there is no better one.
        let inner_header: Vec<String> = header.iter().map(|name| plain(name.rsplit('.').next().unwrap_or_default())).collect();
        let mut taken = vec![false; header.len()];
        let mut found = [None; N];
        for (slot, wanted) in found.iter_mut().zip(wanted) {
            let matching = |header: &[String], name: &str| header.iter().zip(&taken).position(|(column, taken)| !taken && column == name);
            *slot = wanted.names.iter().find_map(|name| matching(&plain_header, name).or_else(|| matching(&inner_header, name)));
            if let Some(taken) = slot.and_then(|column| taken.get_mut(column)) {
                *taken = true;
            }
        }
        Self { found, header_length: header.len() }
    }

    /// Looks again where the header has grown, as that of a JSON lines file does.
    pub(crate) fn refresh(&mut self, header: &[String], wanted: &[Wanted; N]) {
        if header.len() != self.header_length {
            *self = Self::find(header, wanted);
        }
    }

    /// The column of the thing at `position` in the wanted list.
    pub(crate) fn get(&self, position: usize) -> Option<usize> {
        self.found.get(position).copied().flatten()
    }

    pub(crate) fn has(&self, position: usize) -> bool {
        self.get(position).is_some()
    }

    /// Tells the report what was taken for what.
    pub(crate) fn describe(&self, header: &[String], wanted: &[Wanted; N], report: &mut FileReport) {
        for (column, wanted) in self.found.iter().zip(wanted) {
            if let Some(name) = column.and_then(|column| header.get(column)) {
                report.assume(wanted.role, name);
            }
        }
    }
}

/// Lower case, letters and digits only: `Session_ID` and `sessionId` become `sessionid`.
pub(crate) fn plain(name: &str) -> String {
    name.chars().filter(|character| character.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// The error for a column that the file cannot do without. `names` are what the nearest name is measured against.
pub(crate) fn missing(table: &Table, wanted: String, names: &[&str]) -> IngestError {
    /// Below this Jaro-Winkler similarity a suggestion misleads more than it helps.
    const ALIKE: f64 = 0.85;
    let mut nearest: Option<(f64, &String)> = None;
    for column in table.header() {
        let name = plain(column);
        let alike = names.iter().map(|wanted| strsim::jaro_winkler(&name, &plain(wanted))).fold(0.0, f64::max);
        if alike >= ALIKE && nearest.is_none_or(|(best, _)| alike > best) {
            nearest = Some((alike, column));
        }
    }
    let nearest_name = nearest.map(|(_, name)| name.clone());
    IngestError::MissingColumn { place: table.header_place(), wanted, found: table.header().to_vec(), nearest_name }
}

/// "for the session (`session_id`, `visit_id`, …)": what a missing column holds and what it may be called.
pub(crate) fn wanted_text(what: &str, examples: &[&str]) -> String {
    let examples: Vec<String> = examples.iter().map(|name| format!("`{name}`")).collect();
    format!("for {what} ({}, …)", examples.join(", "))
}
