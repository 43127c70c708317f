//! Where a record ends and whether its quoting is sound (RFC 4180), byte by byte.
//!
//! The CSV parser itself is lenient: it takes `"a"b` for `ab` and an open quote for a very long field. A merchant is better served by the place
//! of the broken quote, so this runs before it. A quote inside an unquoted field (`15" screen`) stands for itself, as it does for the parser.

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
pub(crate) struct QuoteFault {
    /// The opening quote.
    pub(crate) opened: usize,
    /// First byte of text after the closing quote; `None` for a field that never closes.
    pub(crate) stray: Option<usize>,
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
            (State::FieldStart | State::Plain, _) => State::Plain,
            (State::Closed, b'\r') => State::ClosedReturn,
            // Spaces after the closing quote do no harm; values are trimmed.
            (State::Closed, b' ') => State::Closed,
            (State::Closed | State::ClosedReturn, _) => {
                return Scan::Fault(QuoteFault { opened: self.opened, stray: Some(offset) });
            }
        };
        Scan::Inside
    }

    /// The open field, when the file ends inside one.
    pub(crate) fn open(&self) -> Option<QuoteFault> {
        matches!(self.state, State::Quoted).then_some(QuoteFault { opened: self.opened, stray: None })
    }
}
