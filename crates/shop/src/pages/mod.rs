//! The pages, one kind a file.

pub mod basket;
pub mod collection;
pub mod home;
pub mod not_found;
pub mod product;
