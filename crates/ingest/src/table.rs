//! Rows with named columns, from CSV, TSV or JSON lines alike.

use std::path::Path;

use serde_json::{Map, Value};

use crate::Progress;
use crate::error::{IngestError, Place};
use crate::quotes::{QuoteScanner, Scan};
use crate::source::{Source, place_in, quote_error};

/// Rows between two calls of the progress callback.
const ROWS_PER_PROGRESS: u64 = 16_384;
/// Objects of a JSON lines file that are looked at for column names before the first is handed out.
const OBJECTS_FOR_HEADER: usize = 200;

/// Keys of a JSON lines file that become columns; a log that has more of them writes data into its keys, and none of those is a column.
const MOST_KEYS: usize = 1000;

/// How rows are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Layout {
    /// Fields between delimiters, quoted where needed.
    Delimited(u8),
    /// One JSON object a line.
    JsonLines,
}

impl Layout {
    /// For the report.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Delimited(b'\t') => "tab-separated",
            Self::Delimited(b';') => "semicolon-separated",
            Self::Delimited(b'|') => "bar-separated",
            Self::Delimited(_) => "comma-separated",
            Self::JsonLines => "JSON lines",
        }
    }
}

/// An opened file with its header read; [`Table::advance`] steps through its rows.
pub(crate) struct Table {
    source: Source,
    layout: Layout,
    header: Vec<String>,
    header_line: u64,
    parser: csv_core::Reader,
    raw: Vec<u8>,
    values: Vec<u8>,
    ends: Vec<usize>,
    field_count: usize,
    /// JSON lines read ahead for their column names, last first.
    ahead: Vec<(u64, Vec<u8>)>,
    line: u64,
    rows: u64,
}

impl Table {
    /// Opens a file and reads its header. `expected` completes "expected …" in errors.
    pub(crate) fn open(path: &Path, expected: &'static str) -> Result<Self, IngestError> {
        let mut source = Source::open(path, expected)?;
        let mut raw = Vec::new();
        // The header line alone decides between the layouts; quoted names with line breaks in them are not worth the ambiguity.
        let mut first_line = source.record(&mut raw, None)?;
        if first_line.is_some() && is_separator_line(&raw) {
            first_line = source.record(&mut raw, None)?;
        }
        let Some(line) = first_line else {
            return Err(IngestError::Empty { place: Place::new(path, 1, 1), expected });
        };
        if raw.contains(&b'\r') {
            let found = "lines that end in carriage returns alone (old Macintosh); save the file as CSV UTF-8";
            return Err(IngestError::NotText { place: Place::new(path, line, 1), expected, found });
        }
        let first = raw.trim_ascii_start().first().copied();
        if first == Some(b'[') {
            let found = "a JSON array; write one object a line, without the brackets around them";
            return Err(IngestError::NotText { place: Place::new(path, line, 1), expected, found });
        }
        if first == Some(b'<') {
            let found = "XML or HTML";
            return Err(IngestError::NotText { place: Place::new(path, line, 1), expected, found });
        }
        let layout = if first == Some(b'{') { Layout::JsonLines } else { Layout::Delimited(sniff_delimiter(&raw)) };
        let delimiter = if let Layout::Delimited(byte) = layout { byte } else { b',' };
        let parser = csv_core::ReaderBuilder::new().delimiter(delimiter).terminator(csv_core::Terminator::Any(b'\n')).build();
        let mut table = Self {
            source,
            layout,
            header: Vec::new(),
            header_line: line,
            parser,
            raw,
            values: Vec::new(),
            ends: Vec::new(),
            field_count: 0,
            ahead: Vec::new(),
            line,
            rows: 0,
        };
        match layout {
            Layout::Delimited(_) => table.read_header()?,
            Layout::JsonLines => table.read_ahead(line)?,
        }
        Ok(table)
    }

    fn read_header(&mut self) -> Result<(), IngestError> {
        let mut scanner = self.scanner();
        for byte in self.raw.iter().chain(b"\n") {
            if let Scan::Fault(fault) = scanner.push(*byte) {
                return Err(quote_error(self.source.path(), self.line, &self.raw, fault));
            }
        }
        if let Some(fault) = scanner.open() {
            return Err(quote_error(self.source.path(), self.line, &self.raw, fault));
        }
        self.split();
        self.header = (0..self.field_count).map(|column| self.field(column).trim().to_owned()).collect();
        self.field_count = 0;
        Ok(())
    }

    fn read_ahead(&mut self, first_line: u64) -> Result<(), IngestError> {
        let mut line = first_line;
        loop {
            let record = std::mem::take(&mut self.raw);
            // A bad line is met again, and counted, when its turn comes; only the very first must be JSON.
            match serde_json::from_slice::<Map<String, Value>>(&record) {
                Ok(object) => flatten(&object, "", &mut |name, _| {
                    if self.header.len() < MOST_KEYS && !self.header.iter().any(|known| known == name) {
                        self.header.push(name.to_owned());
                    }
                }),
                Err(error) if self.ahead.is_empty() => {
                    let place = Place::new(self.source.path(), line, error.column() as u64);
                    return Err(IngestError::Json { place, found: json_fault(&error) });
                }
                Err(_) => {}
            }
            self.ahead.push((line, record));
            if self.ahead.len() >= OBJECTS_FOR_HEADER {
                break;
            }
            match self.source.record(&mut self.raw, None)? {
                Some(next) => line = next,
                None => break,
            }
        }
        self.ahead.reverse();
        Ok(())
    }

    fn scanner(&self) -> QuoteScanner {
        QuoteScanner::new(if let Layout::Delimited(byte) = self.layout { byte } else { b',' })
    }

    /// Steps to the next row. Blank rows are passed over.
    pub(crate) fn advance(&mut self, progress: &mut dyn FnMut(Progress<'_>)) -> Result<Row, IngestError> {
        loop {
            let line = match (self.layout, self.ahead.pop()) {
                (Layout::JsonLines, Some((line, record))) => {
                    self.raw = record;
                    Some(line)
                }
                (Layout::JsonLines, None) => self.source.record(&mut self.raw, None)?,
                (Layout::Delimited(_), _) => {
                    let scanner = self.scanner();
                    self.source.record(&mut self.raw, Some(scanner))?
                }
            };
            let Some(line) = line else {
                self.report_progress(progress);
                return Ok(Row::End);
            };
            self.line = line;
            let sound = match self.layout {
                Layout::Delimited(_) => {
                    self.split();
                    if self.values.trim_ascii().is_empty() {
                        continue;
                    }
                    let overlong = (self.header.len()..self.field_count).any(|column| !self.field(column).trim().is_empty());
                    if overlong { Row::Bad("more fields than the header has columns") } else { Row::Good }
                }
                Layout::JsonLines => self.unpack_object(),
            };
            self.rows += 1;
            if self.rows.is_multiple_of(ROWS_PER_PROGRESS) {
                self.report_progress(progress);
            }
            return Ok(sound);
        }
    }

    /// Splits `raw` into fields. Its quoting is known to be sound.
    fn split(&mut self) {
        self.raw.push(b'\n');
        self.parser.reset();
        self.values.resize(self.raw.len(), 0);
        self.ends.resize(self.ends.len().max(self.header.len() + 8), 0);
        let (mut read, mut written, mut ended) = (0, 0, 0);
        loop {
            let input = self.raw.get(read..).unwrap_or_default();
            let output = self.values.get_mut(written..).unwrap_or_default();
            let ends = self.ends.get_mut(ended..).unwrap_or_default();
            let (result, used, added, fields) = self.parser.read_record(input, output, ends);
            read += used;
            written += added;
            ended += fields;
            match result {
                csv_core::ReadRecordResult::OutputEndsFull => self.ends.resize(self.ends.len() * 2, 0),
                csv_core::ReadRecordResult::OutputFull => self.values.resize(self.values.len() * 2 + 16, 0),
                csv_core::ReadRecordResult::InputEmpty if used > 0 => {}
                csv_core::ReadRecordResult::InputEmpty | csv_core::ReadRecordResult::Record | csv_core::ReadRecordResult::End => break,
            }
        }
        self.raw.pop();
        self.values.truncate(written);
        self.field_count = ended;
    }

    fn unpack_object(&mut self) -> Row {
        let Ok(object) = serde_json::from_slice::<Map<String, Value>>(&self.raw) else {
            self.field_count = 0;
            return Row::Bad("not a JSON object");
        };
        let mut cells = vec![String::new(); self.header.len()];
        flatten(&object, "", &mut |name, value| {
            let known = self.header.iter().position(|known| known == name);
            if let Some(cell) = known.and_then(|column| cells.get_mut(column)) {
                *cell = value;
            } else if self.header.len() < MOST_KEYS {
                // Keys that first appear late are columns too; whoever reads the table looks at the header again.
                self.header.push(name.to_owned());
                cells.push(value);
            }
        });
        self.values.clear();
        self.ends.clear();
        for cell in &cells {
            self.values.extend_from_slice(cell.as_bytes());
            self.ends.push(self.values.len());
        }
        self.field_count = cells.len();
        Row::Good
    }

    fn field(&self, column: usize) -> &str {
        if column >= self.field_count {
            return "";
        }
        let start = column.checked_sub(1).and_then(|before| self.ends.get(before)).copied().unwrap_or(0);
        let bytes = self.ends.get(column).and_then(|end| self.values.get(start..*end)).unwrap_or_default();
        std::str::from_utf8(bytes).unwrap_or_default()
    }

    /// A cell of the current row without the spaces around it; empty for a column that the file does not have.
    pub(crate) fn get(&self, column: Option<usize>) -> &str {
        column.map_or("", |column| self.field(column).trim())
    }

    fn report_progress(&self, progress: &mut dyn FnMut(Progress<'_>)) {
        let (bytes, total_bytes) = self.source.position();
        progress(Progress { path: self.source.path(), bytes, total_bytes, rows: self.rows });
    }

    pub(crate) fn layout(&self) -> Layout {
        self.layout
    }

    pub(crate) fn compressed(&self) -> bool {
        self.source.compressed()
    }

    pub(crate) fn header(&self) -> &[String] {
        &self.header
    }

    pub(crate) fn path(&self) -> &Path {
        self.source.path()
    }

    /// Start of the header's line.
    pub(crate) fn header_place(&self) -> Place {
        Place::new(self.path(), self.header_line, 1)
    }

    /// Line on which the current row begins.
    pub(crate) fn line(&self) -> u64 {
        self.line
    }

    /// Rows stepped through so far.
    pub(crate) fn rows(&self) -> u64 {
        self.rows
    }

    /// Where a cell of the current row begins.
    pub(crate) fn cell_place(&self, column: Option<usize>) -> Place {
        let Layout::Delimited(delimiter) = self.layout else { return Place::new(self.path(), self.line, 1) };
        let (mut remaining, mut quoted) = (column.unwrap_or(0), false);
        let offset = self.raw.iter().position(|&byte| {
            let here = remaining == 0;
            quoted ^= byte == b'"';
            remaining -= usize::from(!here && !quoted && byte == delimiter);
            here
        });
        place_in(self.path(), self.line, &self.raw, offset.unwrap_or(0))
    }
}

/// Outcome of a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Row {
    /// A row to read.
    Good,
    /// A row to count as dropped, and why.
    Bad(&'static str),
    /// No more rows.
    End,
}

/// Calls `visit` for every scalar of an object, nested names joined by dots, lists joined as Shopify joins tags.
fn flatten(object: &Map<String, Value>, prefix: &str, visit: &mut impl FnMut(&str, String)) {
    for (key, value) in object {
        let name = if prefix.is_empty() { key.clone() } else { format!("{prefix}.{key}") };
        match value {
            Value::Null => visit(&name, String::new()),
            // One level is what analytics exports have; deeper nesting is kept out of the recursion altogether.
            Value::Object(inner) if prefix.is_empty() => flatten(inner, &name, visit),
            Value::Object(_) => {}
            Value::Array(values) => visit(&name, values.iter().filter_map(scalar).collect::<Vec<_>>().join(", ")),
            value => visit(&name, scalar(value).unwrap_or_default()),
        }
    }
}

fn scalar(value: &Value) -> Option<String> {
    match value {
        Value::Bool(value) => Some(value.to_string()),
        Value::Number(value) => Some(value.to_string()),
        Value::String(value) => Some(value.clone()),
        Value::Null | Value::Array(_) | Value::Object(_) => None,
    }
}

/// The parser's words without its own "at line 1", since the place is said already.
fn json_fault(error: &serde_json::Error) -> String {
    let text = error.to_string();
    text.split(" at line ").next().unwrap_or_default().to_owned()
}

/// `sep=;`: what some writers put before the header for spreadsheets. The header itself says it better.
fn is_separator_line(line: &[u8]) -> bool {
    let line = line.trim_ascii();
    line.len() <= 5 && line.get(..4).is_some_and(|start| start.eq_ignore_ascii_case(b"sep="))
}

/// The delimiter that the header line holds most of, outside quotes; a comma where it holds none.
pub(crate) fn sniff_delimiter(header: &[u8]) -> u8 {
    let mut counts = [(b',', 0_usize), (b'\t', 0), (b';', 0), (b'|', 0)];
    let mut quoted = false;
    for byte in header {
        quoted ^= *byte == b'"';
        for (delimiter, count) in &mut counts {
            *count += usize::from(!quoted && byte == delimiter);
        }
    }
    let most = counts.iter().rev().max_by_key(|(_, count)| *count);
    most.filter(|(_, count)| *count > 0).map_or(b',', |(delimiter, _)| *delimiter)
}
