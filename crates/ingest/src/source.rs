//! A file of text as bytes: unpacked, its encoding checked, its lines counted.

use std::cell::Cell;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Cursor, Read};
use std::path::{Path, PathBuf};
use std::rc::Rc;

use flate2::bufread::MultiGzDecoder;

use crate::error::{IngestError, Place};
use crate::quotes::{QuoteFault, QuoteScanner, Scan};

/// No honest record comes near this; beyond it an open quote is swallowing the file.
const LONGEST_RECORD: usize = 16 << 20;
const BUFFER: usize = 1 << 16;

/// One opened file, read record by record.
pub(crate) struct Source {
    path: PathBuf,
    reader: BufReader<Box<dyn Read>>,
    /// Line that the next unread byte is on.
    line: u64,
    consumed: Rc<Cell<u64>>,
    total: u64,
    compressed: bool,
}

struct Counting<R> {
    inner: R,
    consumed: Rc<Cell<u64>>,
}

impl<R: Read> Read for Counting<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.read(buffer)?;
        self.consumed.set(self.consumed.get() + count as u64);
        Ok(count)
    }
}

impl Source {
    /// Opens a file; gzip is recognised by its first bytes, whatever the name. `expected` completes "expected …" in errors.
    pub(crate) fn open(path: &Path, expected: &'static str) -> Result<Self, IngestError> {
        let unreadable = |source: io::Error| match source.kind() {
            io::ErrorKind::NotFound => IngestError::NotFound { path: path.to_owned() },
            _ => IngestError::Unreadable { path: path.to_owned(), source },
        };
        let file = File::open(path).map_err(unreadable)?;
        let metadata = file.metadata().map_err(unreadable)?;
        if metadata.is_dir() {
            return Err(IngestError::Folder { path: path.to_owned() });
        }
        let total = metadata.len();
        let consumed = Rc::new(Cell::new(0));
        let mut raw = BufReader::with_capacity(BUFFER, Counting { inner: file, consumed: Rc::clone(&consumed) });
        let compressed = raw.fill_buf().map_err(unreadable)?.starts_with(&[0x1f, 0x8b]);
        let mut unpacked: Box<dyn Read> = if compressed { Box::new(MultiGzDecoder::new(raw)) } else { Box::new(raw) };

        let mut start = Vec::with_capacity(4);
        let outcome = unpacked.by_ref().take(4).read_to_end(&mut start);
        let mut source =
            Self { path: path.to_owned(), reader: BufReader::new(Box::new(io::empty())), line: 1, consumed, total, compressed };
        outcome.map_err(|error| source.failure(error))?;
        source.refuse_foreign(&start, expected)?;
        if start.starts_with(&[0xef, 0xbb, 0xbf]) {
            start.drain(..3);
        }
        source.reader = BufReader::with_capacity(BUFFER, Box::new(Cursor::new(start).chain(unpacked)));
        Ok(source)
    }

    /// Names the common files that are no UTF-8 text, by their first bytes.
    fn refuse_foreign(&self, start: &[u8], expected: &'static str) -> Result<(), IngestError> {
        let place = Place::new(&self.path, 1, 1);
        let wide = match start {
            [0xff, 0xfe, ..] => Some("UTF-16 (little endian)"),
            [0xfe, 0xff, ..] => Some("UTF-16 (big endian)"),
            [first, 0, second, 0] if *first != 0 && *second != 0 => Some("UTF-16 (little endian, without a byte order mark)"),
            [0, first, 0, second] if *first != 0 && *second != 0 => Some("UTF-16 (big endian, without a byte order mark)"),
            _ => None,
        };
        if let Some(found) = wide {
            return Err(IngestError::Encoding { place, found: found.to_owned() });
        }
        let found = match start {
            [b'P', b'K', 3, 4] => "a zip archive or an Excel workbook; unpack it, or save the sheet as CSV",
            [0xd0, 0xcf, 0x11, 0xe0] => "an old Excel workbook; save the sheet as CSV",
            [b'%', b'P', b'D', b'F'] => "a PDF document",
            [b'P', b'A', b'R', b'1'] => "a Parquet file; export it as CSV",
            _ => return Ok(()),
        };
        Err(IngestError::NotText { place, expected, found })
    }

    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    pub(crate) fn compressed(&self) -> bool {
        self.compressed
    }

    /// Bytes of the file on disk that are read so far, and all of them.
    pub(crate) fn position(&self) -> (u64, u64) {
        (self.consumed.get(), self.total)
    }

    /// Reads the next record that is not blank into `record` (without its line break) and returns the line it begins on.
    ///
    /// With `quotes`, line breaks inside quoted fields belong to the record and broken quoting is an error; without, a record is a line.
    pub(crate) fn record(&mut self, record: &mut Vec<u8>, mut quotes: Option<QuoteScanner>) -> Result<Option<u64>, IngestError> {
        loop {
            record.clear();
            if let Some(scanner) = &mut quotes {
                scanner.reset();
            }
            let first_line = self.line;
            if !self.physical_record(record, first_line, quotes.as_mut())? {
                return Ok(None);
            }
            if let Some(fault) = encoding_fault(&self.path, first_line, record) {
                return Err(self.explain(fault));
            }
            if !record.trim_ascii().is_empty() {
                return Ok(Some(first_line));
            }
        }
    }

    /// False at the end of the file.
    fn physical_record(
        &mut self,
        record: &mut Vec<u8>,
        first_line: u64,
        mut quotes: Option<&mut QuoteScanner>,
    ) -> Result<bool, IngestError> {
        let mut read_any = false;
        loop {
            let outcome = match self.reader.fill_buf() {
                Ok(chunk) => scan_chunk(chunk, record, &mut quotes),
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                Err(error) => return Err(self.failure(error)),
            };
            self.reader.consume(outcome.used);
            self.line += outcome.line_breaks;
            read_any |= outcome.used > 0;
            if let Some(fault) = outcome.fault {
                let fault = quote_error(&self.path, first_line, record, fault);
                return Err(self.explain(fault));
            }
            if outcome.used == 0
                && let Some(fault) = quotes.as_ref().and_then(|scanner| scanner.open())
            {
                return Err(quote_error(&self.path, first_line, record, fault));
            }
            if outcome.used == 0 || outcome.complete {
                if record.last() == Some(&b'\r') {
                    record.pop();
                }
                return Ok(read_any);
            }
            if record.len() > LONGEST_RECORD {
                return Err(IngestError::LongRecord { place: Place::new(&self.path, first_line, 1), limit: LONGEST_RECORD });
            }
        }
    }

    /// What looks like a fault of the text is one of the packing where the rest cannot be unpacked, and that is the thing to say.
    fn explain(&mut self, fault: IngestError) -> IngestError {
        if !self.compressed {
            return fault;
        }
        match io::copy(&mut self.reader, &mut io::sink()) {
            Ok(_) => fault,
            Err(error) => self.failure(error),
        }
    }

    fn failure(&self, error: io::Error) -> IngestError {
        let place = Place::new(&self.path, self.line, 1);
        match error.kind() {
            io::ErrorKind::UnexpectedEof if self.compressed => IngestError::TruncatedGzip { place },
            io::ErrorKind::InvalidData | io::ErrorKind::InvalidInput if self.compressed => {
                IngestError::DamagedGzip { place, detail: error.to_string() }
            }
            _ => IngestError::Unreadable { path: self.path.clone(), source: error },
        }
    }
}

/// What one look at the buffered bytes gave.
struct Chunk {
    used: usize,
    line_breaks: u64,
    complete: bool,
    fault: Option<QuoteFault>,
}

fn scan_chunk(chunk: &[u8], record: &mut Vec<u8>, quotes: &mut Option<&mut QuoteScanner>) -> Chunk {
    let mut line_breaks = 0;
    for (index, &byte) in chunk.iter().enumerate() {
        line_breaks += u64::from(byte == b'\n');
        let scan = match quotes {
            Some(scanner) => scanner.push(byte),
            None if byte == b'\n' => Scan::End,
            None => Scan::Inside,
        };
        match scan {
            Scan::Inside => {}
            Scan::End => {
                record.extend(chunk.iter().take(index));
                return Chunk { used: index + 1, line_breaks, complete: true, fault: None };
            }
            Scan::Fault(fault) => {
                record.extend(chunk.iter().take(index + 1));
                return Chunk { used: index + 1, line_breaks, complete: false, fault: Some(fault) };
            }
        }
    }
    record.extend_from_slice(chunk);
    Chunk { used: chunk.len(), line_breaks, complete: false, fault: None }
}

/// The error for a record that is no UTF-8 text, if it is none.
fn encoding_fault(path: &Path, first_line: u64, record: &[u8]) -> Option<IngestError> {
    let (offset, found) = match std::str::from_utf8(record) {
        Ok(text) => (text.find('\0')?, "a zero byte, which no text has".to_owned()),
        Err(error) => {
            let byte = record.get(error.valid_up_to()).copied().unwrap_or_default();
            (error.valid_up_to(), format!("the byte 0x{byte:02x} (perhaps Windows-1252 or Latin-1)"))
        }
    };
    Some(IngestError::Encoding { place: place_in(path, first_line, record, offset), found })
}

/// The error for broken quoting in a record that begins on `first_line`.
pub(crate) fn quote_error(path: &Path, first_line: u64, record: &[u8], fault: QuoteFault) -> IngestError {
    let at = |offset: usize| place_in(path, first_line, record, offset);
    match fault {
        QuoteFault::Open { opened } => IngestError::OpenQuote { place: at(opened) },
        QuoteFault::Inner { quote } => IngestError::InnerQuote { place: at(quote) },
        QuoteFault::Stray { opened, stray } => {
            let stray = at(stray);
            IngestError::StrayText { place: at(opened), stray_line: stray.line, stray_column: stray.column }
        }
    }
}

/// Line and character of a byte offset within a record that begins on `first_line`.
pub(crate) fn place_in(path: &Path, first_line: u64, record: &[u8], offset: usize) -> Place {
    let before = record.get(..offset).unwrap_or(record);
    let line = first_line + before.split(|byte| *byte == b'\n').skip(1).count() as u64;
    let line_start = before.iter().rposition(|byte| *byte == b'\n').map_or(0, |index| index + 1);
    // Characters, not bytes: count what does not continue a UTF-8 sequence.
    let characters = before.iter().skip(line_start).filter(|byte| **byte & 0xc0 != 0x80).count();
    Place::new(path, line, characters as u64 + 1)
}
