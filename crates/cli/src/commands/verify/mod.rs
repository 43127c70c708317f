//! `vitrine verify`: names what is wrong with a model or a built folder.

mod folder;
mod model;

use crate::arguments::VerifyArguments;
use crate::console;
use crate::failure::Failure;
use crate::text::plural;
use serde::Serialize;
use std::fmt::Write as _;

/// What was looked at and what was found.
#[derive(Debug, Default, Serialize)]
pub struct Findings {
    ok: bool,
    checked: Vec<Checked>,
    problems: Vec<Problem>,
}

/// Something in order.
#[derive(Debug, Serialize)]
struct Checked {
    file: String,
    what: String,
}

/// Something wrong.
#[derive(Debug, Serialize)]
struct Problem {
    file: String,
    problem: String,
}

impl Findings {
    /// Notes what is right with a file.
    pub fn good(&mut self, file: &str, what: impl Into<String>) {
        self.checked.push(Checked { file: file.to_owned(), what: what.into() });
    }

    /// Notes what is wrong with a file.
    pub fn bad(&mut self, file: &str, problem: impl Into<String>) {
        self.problems.push(Problem { file: file.to_owned(), problem: problem.into() });
    }
}

/// Runs the command; a problem makes it fail.
pub fn run(arguments: &VerifyArguments) -> Result<(), Failure> {
    let path = &arguments.model;
    let mut findings = Findings::default();
    let metadata = std::fs::metadata(path).map_err(|error| Failure::file(path, "read", &error))?;
    if metadata.is_dir() {
        folder::check(path, &mut findings)?;
    } else {
        let content = std::fs::read(path).map_err(|error| Failure::file(path, "read", &error))?;
        model::check(&path.display().to_string(), &content, &mut findings);
    }
    findings.ok = findings.problems.is_empty();
    if arguments.json {
        console::json(&findings)?;
    } else {
        console::answer(&text(&findings))?;
    }
    match findings.problems.as_slice() {
        [] => Ok(()),
        [only] => Err(Failure::input(format!("{}: {}", only.file, only.problem))),
        several => Err(Failure::input(format!("{}: {} were found", path.display(), plural(several.len(), "problem", "problems")))),
    }
}

fn text(findings: &Findings) -> String {
    let mut text = String::new();
    // Writing to a String cannot fail.
    for checked in &findings.checked {
        let _ = writeln!(text, "good   {}: {}", checked.file, checked.what);
    }
    for problem in &findings.problems {
        let _ = writeln!(text, "wrong  {}: {}", problem.file, problem.problem);
    }
    text
}
