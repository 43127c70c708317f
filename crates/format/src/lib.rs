//! The model file: writer and zero-copy reader.
#![no_std]
#![forbid(unsafe_code)]

extern crate alloc;

mod parts;

pub use parts::*;
