//! Where a record ends and whether its quoting is sound (RFC 4180), byte by byte.
//!
//! The CSV parser itself is lenient: it takes `"a"b` for `ab` and an open quote for a very long field. A merchant is better served by the place
//! of the broken quote, so this runs before it. Between commas or semicolons a quote inside an unquoted field is broken too: whoever wrote it
//! forgot to quote, and the rest of the line cannot be trusted. Between tabs it stands for itself (`15" screen`), as tab-separated files are
//! commonly written without quoting.

#[derive(Clone, Copy, Debug)]
enum State {
    FieldStart,
    Plain,
    Quoted,
    /// After a quote inside a quoted field: its end, or the first half of a doubled quote.
    Closed,
    /// After the closing quote and a carriage return.
    ClosedReturn,
}

/// What a byte did to the record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Scan {
    /// It belongs to the record.
    Inside,
    /// It is the line break after the record.
    End,
    /// It breaks the quoting.
    Fault(QuoteFault),
}

/// A broken quoted field, as byte offsets into the record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum QuoteFault {
    /// A field opens here and never closes.
    Open {
        /// The opening quote.
        opened: usize,
    },
    /// Text follows a closing quote.
    Stray {
        /// The opening quote.
        opened: usize,
        /// First byte of that text.
        stray: usize,
    },
    /// A quote inside an unquoted field.
    Inner {
        /// The quote.
        quote: usize,
    },
}

/// Follows one record; [`QuoteScanner::reset`] before the next.
#[derive(Clone, Copy, Debug)]
pub(crate) struct QuoteScanner {
    delimiter: u8,
    state: State,
    offset: usize,
    opened: usize,
}

impl QuoteScanner {
    pub(crate) fn new(delimiter: u8) -> Self {
        Self { delimiter, state: State::FieldStart, offset: 0, opened: 0 }
    }

    pub(crate) fn reset(&mut self) {
        *self = Self::new(self.delimiter);
    }

    pub(crate) fn push(&mut self, byte: u8) -> Scan {
        let offset = self.offset;
        self.offset += 1;
        self.state = match (self.state, byte) {
            (State::Quoted, b'"') => State::Closed,
            (State::Quoted, _) | (State::Closed, b'"') => State::Quoted,
            (State::FieldStart | State::Plain | State::Closed | State::ClosedReturn, b'\n') => return Scan::End,
            (State::FieldStart, b'"') => {
                self.opened = offset;
                State::Quoted
            }
            (State::FieldStart | State::Plain | State::Closed, byte) if byte == self.delimiter => State::FieldStart,
            (State::Plain, b'"') if matches!(self.delimiter, b',' | b';') => return Scan::Fault(QuoteFault::Inner { quote: offset }),
            (State::FieldStart | State::Plain, _) => State::Plain,
            (State::Closed, b'\r') => State::ClosedReturn,
            // Spaces after the closing quote do no harm; values are trimmed.
            (State::Closed, b' ') => State::Closed,
            (State::Closed | State::ClosedReturn, _) => {
                return Scan::Fault(QuoteFault::Stray { opened: self.opened, stray: offset });
            }
        };
        Scan::Inside
    }

    /// The open field, when the file ends inside one.
    pub(crate) fn open(&self) -> Option<QuoteFault> {
        matches!(self.state, State::Quoted).then_some(QuoteFault::Open { opened: self.opened })
    }
}
