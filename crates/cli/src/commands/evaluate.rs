//! `vitrine evaluate`.
use crate::arguments::EvaluateArguments;
use crate::failure::Failure;
pub fn run(_: &EvaluateArguments) -> Result<(), Failure> {
    Err(Failure::usage("not yet"))
}
