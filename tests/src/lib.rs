//! Tests that cross rooms, and what they share.
//!
//! Committed outcomes (`golden`, `corrupt`, `corpus`, `snapshots`) are written anew by `VITRINE_WRITE_GOLDEN=1 cargo test -p vitrine-tests`;
//! read the difference before you commit it.
#![forbid(unsafe_code)]

pub mod command;
pub mod corpus;
pub mod corrupt;
pub mod files;
pub mod golden;
pub mod topics;
