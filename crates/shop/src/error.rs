//! What can go wrong while a shop is written.

use std::io;

use crate::DocumentsError;

/// Why a shop could not be rendered.
#[derive(Debug, thiserror::Error)]
pub enum ShopError {
    /// The caller's `write` refused a file; nothing after it was written.
    #[error("the shop's page {path} could not be written: {source}")]
    Write {
        /// Path relative to the shop.
        path: String,
        /// What the writer said.
        source: io::Error,
    },
    /// Structured data could not be encoded; only a defect in this crate can cause it.
    #[error("the structured data of {path} could not be encoded: {source}")]
    Encode {
        /// Path relative to the shop.
        path: String,
        /// What the encoder said.
        source: serde_json::Error,
    },
    /// A page of the documentation could not be made; only a defect in its sources can cause it.
    #[error("the page {path} could not be made: {source}")]
    Documents {
        /// Path relative to the shop.
        path: String,
        /// What was wrong.
        source: DocumentsError,
    },
}
