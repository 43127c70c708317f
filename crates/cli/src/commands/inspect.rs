//! `vitrine inspect`.
use crate::arguments::InspectArguments;
use crate::failure::Failure;
use vitrine_format::Relation;
pub const fn section_name(relation: Relation) -> &'static str {
    match relation {
        Relation::ViewedNext => "viewed-next",
        Relation::AlsoViewed => "also-viewed",
        Relation::BoughtTogether => "bought-together",
        Relation::AlsoBought => "also-bought",
        Relation::Similar => "similar",
    }
}
pub fn run(_: &InspectArguments) -> Result<(), Failure> { Err(Failure::usage("not yet")) }
