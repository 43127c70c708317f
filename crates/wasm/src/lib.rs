//! The engine for the browser: bindings that convert, call once, and convert back.
#![forbid(unsafe_code)]

mod binding;
mod flat;
mod sense;

pub use binding::{Engine, reserve};
