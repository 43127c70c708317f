//! The `vitrine` command line: a shop's exports in, a folder of static files out, and what one wants to know about it.
//!
//! Answers go to standard output, everything else to standard error. Exit codes: 0, 1 for wrong input, 2 for wrong use.
#![forbid(unsafe_code)]
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used, clippy::panic))]

mod arguments;
mod commands;
mod configuration;
mod console;
mod failure;
mod model;
mod output;
mod seasons;
mod server;
#[cfg(test)]
mod testing;
mod text;

use arguments::{Arguments, Command};
use clap::{CommandFactory as _, FromArgMatches as _};
use failure::Failure;
use std::process::ExitCode;

fn main() -> ExitCode {
    let matches = Arguments::command().get_matches();
    let done = Arguments::from_arg_matches(&matches)
        .map_err(|error| Failure::usage(error.to_string()))
        .and_then(|arguments| run(arguments, &matches));
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            console::failure(&failure);
            ExitCode::from(failure.exit_code())
        }
    }
}

fn run(arguments: Arguments, matches: &clap::ArgMatches) -> Result<(), Failure> {
    match arguments.command {
        Command::Build(arguments) => commands::build::run(&arguments),
        Command::Serve(arguments) => commands::serve::run(&arguments),
        Command::Recommend(arguments) => {
            // The derived arguments forget in which order different flags came; the matches know.
            let order = matches.subcommand_matches("recommend").map(commands::recommend::flags_in_order).unwrap_or_default();
            commands::recommend::run(&arguments, &order)
        }
        Command::Evaluate(arguments) => commands::evaluate::run(&arguments),
        Command::Inspect(arguments) => commands::inspect::run(&arguments),
        Command::Verify(arguments) => commands::verify::run(&arguments),
        Command::Init(arguments) => commands::init::run(&arguments),
        Command::Doctor(arguments) => commands::doctor::run(&arguments),
        Command::Simulate(arguments) => commands::simulate::run(&arguments),
    }
}
