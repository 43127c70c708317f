//! `vitrine verify`.
use crate::arguments::VerifyArguments;
use crate::failure::Failure;
pub fn run(_: &VerifyArguments) -> Result<(), Failure> {
    Err(Failure::usage("not yet"))
}
