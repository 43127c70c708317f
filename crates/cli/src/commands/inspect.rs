//! `vitrine inspect`.
use crate::arguments::InspectArguments;
use crate::failure::Failure;
pub fn run(_: &InspectArguments) -> Result<(), Failure> {
    Err(Failure::usage("not yet"))
}
