//! What a build writes, apart from how it is asked for.

pub mod digest;
pub mod display;
pub mod effects;
pub mod effects_plot;
pub mod folder;
pub mod manifest;
pub mod runtime;
pub mod shop;
pub mod sizes;
