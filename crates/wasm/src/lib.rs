//! The engine for the browser: bindings that convert, call once, and convert back.
#![cfg_attr(feature = "page", no_std)]
#![forbid(unsafe_code)]

extern crate alloc;

mod binding;
mod flat;
#[cfg(feature = "page")]
mod page;

pub use binding::{Engine, reserve};
