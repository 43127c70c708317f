//! What can be wrong with a model file, or with what is to become one.

#[cfg(feature = "sentences")]
use alloc::string::String;

/// Why bytes are not a model that this version reads.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
#[cfg(feature = "sentences")]
pub enum FormatError {
    /// The first bytes are not the magic.
    #[error("not a Vitrine model: expected the file to begin with “vitrine”, found {found}")]
    NotAModel {
        /// The first bytes in hexadecimal.
        found: String,
    },
    /// The format version is not one that this reader knows.
    #[error("the model has format version {found}; expected {oldest} to {newest}: build it again with this version of Vitrine")]
    Version {
        /// The file's version.
        found: u16,
        /// Oldest version that is read.
        oldest: u16,
        /// Newest version that is read.
        newest: u16,
    },
    /// The file is shorter or longer than its header says.
    #[error("the model is {found} bytes long; expected {expected}: it was cut off or something was appended")]
    Length {
        /// Length in the header, or the least that a header needs.
        expected: u64,
        /// Length of the bytes at hand.
        found: u64,
    },
    /// The bytes are not the ones that were written.
    #[error("the model's checksum is {found:08x}; expected {expected:08x}: at least one byte was changed")]
    Checksum {
        /// Checksum in the header.
        expected: u32,
        /// Checksum of the bytes at hand.
        found: u32,
    },
    /// A section does not hold what it must.
    #[error("section “{section}”, byte {offset}: expected {expected}, found {found}")]
    Section {
        /// The section's name in `FORMAT.md`.
        section: &'static str,
        /// Bytes from the section's beginning.
        offset: usize,
        /// What the format asks for.
        expected: &'static str,
        /// What is there.
        found: String,
    },
}

/// That bytes are not a model that this version reads; why, the feature `sentences` says.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
#[cfg(not(feature = "sentences"))]
pub enum FormatError {
    /// Something is wrong.
    #[error("not a whole model of this version")]
    Invalid,
}

/// Why parts cannot become a model file.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum EncodeError {
    /// A column is longer or shorter than the identifiers.
    #[error("{what}: expected {expected} entries, found {found}")]
    Entries {
        /// Which column.
        what: &'static str,
        /// Entries that it must have.
        expected: usize,
        /// Entries that it has.
        found: usize,
    },
    /// A value does not fit the file.
    #[error("{what} {index}: expected {expected}")]
    Value {
        /// Which column or list.
        what: &'static str,
        /// Which entry of it.
        index: usize,
        /// What the format asks for.
        expected: &'static str,
    },
    /// The parts break one of the conditions that the reader checks.
    #[error("the parts do not make a valid model: {0}")]
    Invalid(#[from] FormatError),
}
