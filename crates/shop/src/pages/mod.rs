//! The pages, one kind a file.

pub mod basket;
pub mod collection;
pub mod home;
pub mod how_it_works;
pub mod not_found;
pub mod privacy;
pub mod product;
