//! `vitrine recommend`.
use crate::arguments::RecommendArguments;
use crate::failure::Failure;
pub fn flags_in_order(_: &clap::ArgMatches) -> Vec<()> {
    Vec::new()
}
pub fn run(_: &RecommendArguments, _: &[()]) -> Result<(), Failure> {
    Err(Failure::usage("not yet"))
}
