//! Everything that can be wrong with an export, each said in one sentence with its place.

use std::fmt;
use std::path::{Path, PathBuf};

/// Where in a file something was found. Displays as `products.csv, line 300, column 12`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The file as it was named by the caller.
    pub path: PathBuf,
    /// Line, from 1; a record that spans lines counts from where it, or the named field, begins.
    pub line: u64,
    /// Character within the line, from 1.
    pub column: u64,
}

impl Place {
    pub(crate) fn new(path: &Path, line: u64, column: u64) -> Self {
        Self { path: path.to_owned(), line, column }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}, line {}, column {}", self.path.display(), self.line, self.column)
    }
}

/// A broken input. Its text is one sentence that says where, what was expected and what was found.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum IngestError {
    /// No such file.
    #[error("{}: there is no such file", path.display())]
    NotFound {
        /// The file as named by the caller.
        path: PathBuf,
    },
    /// A folder where a file should be.
    #[error("{}: expected a file, found a folder", path.display())]
    Folder {
        /// The folder as named by the caller.
        path: PathBuf,
    },
    /// The operating system refused, or the disk failed.
    #[error("{}: cannot be read: {source}", path.display())]
    Unreadable {
        /// The file as named by the caller.
        path: PathBuf,
        /// The operating system's reason.
        source: std::io::Error,
    },
    /// The file has no bytes, or nothing but blank lines.
    #[error("{place}: the file is empty; expected {expected}")]
    Empty {
        /// The start of the file.
        place: Place,
        /// What should have been there.
        expected: &'static str,
    },
    /// A header, and nothing below it where there has to be something.
    #[error("{place}: the file has a header and no rows; expected {expected}")]
    NoRows {
        /// The header's line.
        place: Place,
        /// What should have been there.
        expected: &'static str,
    },
    /// The compressed stream ends early.
    #[error("{place}: the gzip stream breaks off here; the file is cut short, copy or download it again")]
    TruncatedGzip {
        /// The last line that could be unpacked.
        place: Place,
    },
    /// The compressed stream is damaged.
    #[error("{place}: the gzip stream is damaged here ({detail}); copy or download the file again")]
    DamagedGzip {
        /// The last line that could be unpacked.
        place: Place,
        /// What the unpacker says.
        detail: String,
    },
    /// Bytes that are not UTF-8 text.
    #[error("{place}: expected UTF-8 text, found {found}; save the file as UTF-8 and try again")]
    Encoding {
        /// The first bad byte.
        place: Place,
        /// The encoding by name, or the byte.
        found: String,
    },
    /// Not a table of text at all (a workbook, an archive, a PDF).
    #[error("{place}: expected {expected}, found {found}")]
    NotText {
        /// The start of the file.
        place: Place,
        /// What should have been there.
        expected: &'static str,
        /// What it looks like.
        found: &'static str,
    },
    /// A quoted field that has no end.
    #[error("{place}: the quote that opens here is never closed")]
    OpenQuote {
        /// The opening quote.
        place: Place,
    },
    /// A quoted field that goes on after its closing quote.
    #[error(
        "{place}: the quoted field that begins here is broken: text follows its closing quote at line {stray_line}, column {stray_column}; \
         a quote inside a field is written twice"
    )]
    StrayText {
        /// The opening quote.
        place: Place,
        /// Line of the stray text, from 1.
        stray_line: u64,
        /// Character of the stray text within its line, from 1.
        stray_column: u64,
    },
    /// A quote inside a field that does not begin with one.
    #[error("{place}: a quote stands inside a field that is not quoted; write the whole field in quotes and the quote inside it twice")]
    InnerQuote {
        /// The quote.
        place: Place,
    },
    /// One record beyond any sensible size, nearly always an open quote.
    #[error("{place}: the record that begins here is longer than {limit} bytes; a quote may have been left open")]
    LongRecord {
        /// Where the record begins.
        place: Place,
        /// The most bytes that a record may have.
        limit: usize,
    },
    /// A line of a JSON lines file that is no JSON object.
    #[error("{place}: expected one JSON object a line, found {found}")]
    Json {
        /// Where the parser stopped.
        place: Place,
        /// What the parser says.
        found: String,
    },
    /// A column that the file cannot do without.
    #[error("{place}: no column {wanted}{}; found {}", nearest(nearest_name.as_deref()), list(found))]
    MissingColumn {
        /// The header's line.
        place: Place,
        /// What is wanted: the export's own column name, or what the column holds and names that would be taken.
        wanted: String,
        /// The header's columns.
        found: Vec<String>,
        /// The header's column with the most similar name.
        nearest_name: Option<String>,
    },
    /// A good file in the wrong place.
    #[error("{place}: looks like {found}, expected {expected}; {advice}")]
    WrongKind {
        /// The header's line.
        place: Place,
        /// What the caller said that it is.
        expected: &'static str,
        /// What its header says that it is.
        found: &'static str,
        /// How to pass it instead.
        advice: &'static str,
    },
    /// Two products with one handle.
    #[error("{place}: the handle `{handle}` already names the product on line {first_line}; every product needs a handle of its own")]
    DuplicateHandle {
        /// The later product's handle.
        place: Place,
        /// The handle.
        handle: String,
        /// Line of the product that had it first.
        first_line: u64,
    },
    /// Rows there are, but none of them could be used.
    #[error("{place}: none of the {rows} rows can be used; the first is dropped because of this: {reason}")]
    NothingUsable {
        /// The first dropped row.
        place: Place,
        /// Rows read.
        rows: u64,
        /// Why the first was dropped.
        reason: String,
    },
    /// The operating system has no randomness for the key that customers are hashed with.
    #[error("no random key for hashing customers: {detail}")]
    NoRandomness {
        /// What the operating system says.
        detail: String,
    },
}

impl IngestError {
    /// Where the error is, for those that have a place inside a file.
    pub fn place(&self) -> Option<&Place> {
        match self {
            Self::NotFound { .. } | Self::Folder { .. } | Self::Unreadable { .. } | Self::NoRandomness { .. } => None,
            Self::Empty { place, .. }
            | Self::NoRows { place, .. }
            | Self::TruncatedGzip { place }
            | Self::DamagedGzip { place, .. }
            | Self::Encoding { place, .. }
            | Self::NotText { place, .. }
            | Self::OpenQuote { place }
            | Self::StrayText { place, .. }
            | Self::InnerQuote { place }
            | Self::LongRecord { place, .. }
            | Self::Json { place, .. }
            | Self::MissingColumn { place, .. }
            | Self::WrongKind { place, .. }
            | Self::DuplicateHandle { place, .. }
            | Self::NothingUsable { place, .. } => Some(place),
        }
    }
}

fn nearest(name: Option<&str>) -> String {
    name.map(|name| format!(" (did you mean `{name}`?)")).unwrap_or_default()
}

fn list(names: &[String]) -> String {
    // A Shopify header has 80 names; a sentence does not.
    const SHOWN: usize = 12;
    // What stands in place of a header may be a customer's row, and that is not for a screen or a log.
    if names.iter().any(|name| is_data(name)) {
        return "data where the names of columns should be".to_owned();
    }
    let shown: Vec<String> = names.iter().take(SHOWN).map(|name| format!("`{}`", shortened(name))).collect();
    match names.len().saturating_sub(SHOWN) {
        0 if shown.is_empty() => "none".to_owned(),
        0 => shown.join(", "),
        more => format!("{} and {more} more", shown.join(", ")),
    }
}

/// True for what no column is called: an address, a number, a time, an order's `#1001`.
fn is_data(name: &str) -> bool {
    let numeric = |character: char| character.is_ascii_digit() || matches!(character, '.' | ',' | ':' | '-' | '+' | '/' | ' ' | '#');
    name.contains('@') || (name.contains(|character: char| character.is_ascii_digit()) && name.chars().all(numeric))
}

/// The beginning of a name, without characters that a terminal would act on.
fn shortened(name: &str) -> String {
    const LONGEST: usize = 60;
    let visible = name.chars().map(|character| if character.is_control() { '\u{fffd}' } else { character });
    if name.chars().count() <= LONGEST { visible.collect() } else { visible.take(LONGEST).chain(['…']).collect() }
}

#[cfg(test)]
mod tests {
    use super::list;

    #[track_caller]
    fn check(names: &[&str], expected: &str) {
        assert_eq!(list(&names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>()), expected);
    }

    #[test]
    fn columns_are_named() {
        check(&["Handle", "Option1 Name"], "`Handle`, `Option1 Name`");
        check(&[], "none");
    }
    #[test]
    fn a_row_in_place_of_the_header_is_not_shown() {
        check(&["#1001", "jane@example.com", "Jane"], "data where the names of columns should be");
        check(&["Jane Doe", "2026-03-01 10:00"], "data where the names of columns should be");
        check(&["12.5"], "data where the names of columns should be");
    }
    #[test]
    fn long_and_unprintable_names_are_cut() {
        check(&[&"x".repeat(90)], &format!("`{}…`", "x".repeat(60)));
        check(&["a\u{1b}[2J"], "`a\u{fffd}[2J`");
    }
}
