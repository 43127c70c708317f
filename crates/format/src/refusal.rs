//! How the reader says no: in whole sentences, or, in the browser's module, with a bare no that takes no byte to carry.
//!
//! Sentences, and the numbers in them, would be a sixth of that module. A page's files come with hashes and from one build, so that a page hardly
//! ever meets a bad model, and what is wrong with it `vitrine verify` says.

use crate::error::FormatError;
use alloc::borrow::ToOwned;
use alloc::string::String;

/// What an error found.
#[cfg_attr(not(feature = "sentences"), allow(dead_code))] // Then nobody looks at it.
pub(crate) enum Found {
    Number(u64),
    Fraction(f32),
    Text(String),
    /// The item at which a pair is wrong.
    AtItem(usize),
    /// Bytes that are left, of how many.
    Left(usize, usize),
    /// Bytes behind what should be the end.
    More(usize),
}

macro_rules! numbers_are_found {
    ($($number:ty),*) => {$(
        impl From<$number> for Found {
            #[allow(clippy::cast_lossless)] // One way for all widths.
            fn from(number: $number) -> Self {
                Found::Number(number as u64)
            }
        }
    )*};
}

numbers_are_found!(u8, u16, u32, u64, usize);

impl From<f32> for Found {
    fn from(number: f32) -> Self {
        Found::Fraction(number)
    }
}

impl From<&str> for Found {
    fn from(text: &str) -> Self {
        Found::Text(text.to_owned())
    }
}

#[cfg(feature = "sentences")]
pub(crate) use told::{Refusal, checksum, length, not_a_model, section, version};

#[cfg(feature = "sentences")]
mod told {
    use super::{FormatError, Found};
    use crate::header::{MAGIC, OLDEST_VERSION, VERSION};
    use alloc::boxed::Box;
    use alloc::string::{String, ToString};
    use core::fmt::Write;

    /// A [`FormatError`] on its way up, of one word.
    pub(crate) type Refusal = Box<FormatError>;

    impl From<Refusal> for FormatError {
        fn from(refusal: Refusal) -> Self {
            *refusal
        }
    }

    fn refuse<T>(error: FormatError) -> Result<T, Refusal> {
        Err(Box::new(error))
    }

    pub(crate) fn not_a_model<T>(file: &[u8]) -> Result<T, Refusal> {
        let mut found = String::new();
        for byte in file.iter().take(MAGIC.len()) {
            // Writing to a string cannot fail.
            let _ = write!(found, "{byte:02x}");
        }
        if file.is_empty() {
            found.push_str("nothing");
        }
        refuse(FormatError::NotAModel { found })
    }

    pub(crate) fn version<T>(found: u16) -> Result<T, Refusal> {
        refuse(FormatError::Version { found, oldest: OLDEST_VERSION, newest: VERSION })
    }

    pub(crate) fn length<T>(expected: u64, found: u64) -> Result<T, Refusal> {
        refuse(FormatError::Length { expected, found })
    }

    pub(crate) fn checksum<T>(expected: u32, found: u32) -> Result<T, Refusal> {
        refuse(FormatError::Checksum { expected, found })
    }

    #[allow(clippy::unnecessary_box_returns)] // As all that is passed on.
    #[cold]
    pub(crate) fn section(section: &'static str, offset: usize, expected: &'static str, found: impl Into<Found>) -> Refusal {
        Box::new(FormatError::Section { section, offset, expected, found: found.into().to_string() })
    }

    impl core::fmt::Display for Found {
        fn fmt(&self, formatter: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
            match self {
                Found::Number(number) => write!(formatter, "{number}"),
                Found::Fraction(number) if !number.is_finite() => formatter.write_str("one that is not finite"),
                Found::Fraction(number) => {
                    let sign = if number.is_sign_negative() { "−" } else { "" };
                    write!(formatter, "{sign}{:.3}", number.abs())
                }
                Found::Text(text) => formatter.write_str(text),
                Found::AtItem(item) => write!(formatter, "another at item {item}"),
                Found::Left(left, length) => write!(formatter, "{left} left of {length}"),
                Found::More(more) => write!(formatter, "{more} more bytes"),
            }
        }
    }
}

#[cfg(not(feature = "sentences"))]
pub(crate) use bare::{Refusal, checksum, length, not_a_model, section, version};

#[cfg(not(feature = "sentences"))]
mod bare {
    use super::{FormatError, Found};

    /// A [`FormatError`] on its way up, of no byte.
    pub(crate) struct Refusal;

    impl From<Refusal> for FormatError {
        fn from(_: Refusal) -> Self {
            FormatError::Invalid
        }
    }

    pub(crate) fn not_a_model<T>(_: &[u8]) -> Result<T, Refusal> {
        Err(Refusal)
    }

    pub(crate) fn version<T>(_: u16) -> Result<T, Refusal> {
        Err(Refusal)
    }

    pub(crate) fn length<T>(_: u64, _: u64) -> Result<T, Refusal> {
        Err(Refusal)
    }

    pub(crate) fn checksum<T>(_: u32, _: u32) -> Result<T, Refusal> {
        Err(Refusal)
    }

    pub(crate) fn section(_: &'static str, _: usize, _: &'static str, _: impl Into<Found>) -> Refusal {
        Refusal
    }
}
