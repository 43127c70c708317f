//! What goes to the terminal besides the answer: headings, warnings and progress. All of it to standard error, colours on terminals alone.

use crate::failure::Failure;
use anstyle::{AnsiColor, Style};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::fmt::Display;
use std::io::{self, Write as _};
use std::time::Duration;

const ERROR: Style = AnsiColor::Red.on_default().bold();
const WARNING: Style = AnsiColor::Yellow.on_default().bold();
const HINT: Style = AnsiColor::Cyan.on_default().bold();
/// Headings in what a command prints.
pub const HEADING: Style = Style::new().bold();
/// Less important text.
pub const FAINT: Style = Style::new().dimmed();

/// Prints a failure and its hint.
pub fn failure(failure: &Failure) {
    aside(format_args!("{ERROR}error:{ERROR:#} {failure}"));
    if let Some(text) = &failure.hint {
        hint(text);
    }
}

/// Prints a warning.
pub fn warning(text: impl Display) {
    aside(format_args!("{WARNING}warning:{WARNING:#} {text}"));
}

/// Prints a piece of advice.
pub fn hint(text: impl Display) {
    aside(format_args!("{HINT}hint:{HINT:#} {text}"));
}

/// Prints a remark.
pub fn note(text: impl Display) {
    aside(format_args!("{text}"));
}

/// A line to standard error. Where nobody reads it any more, the work goes on.
fn aside(line: std::fmt::Arguments) {
    let _ = writeln!(anstream::stderr(), "{line}");
}

/// Prints the answer of a command to standard output. A reader that has seen enough (`| head`) is no failure.
pub fn answer(text: &str) -> Result<(), Failure> {
    let mut out = anstream::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            Err(Failure::input(format!("standard output could not be written: {error}")))
        }
        _ => Ok(()),
    }
}

/// Prints an answer as indented JSON.
pub fn json(value: &impl serde::Serialize) -> Result<(), Failure> {
    answer(&(to_json(value)? + "\n"))
}

/// Indented JSON.
pub fn to_json(value: &impl serde::Serialize) -> Result<String, Failure> {
    serde_json::to_string_pretty(value).map_err(|error| Failure::input(format!("the answer could not be written as JSON: {error}")))
}

const SPINNER: &str = "{spinner} {msg}";
const BAR: &str = "{spinner} {msg} {bar:24} {percent}%";

/// Progress of one long piece of work; silent where standard error is no terminal.
#[derive(Debug)]
pub struct Progress {
    bar: ProgressBar,
}

impl Progress {
    /// Begins to show progress of something whose length is not known yet.
    pub fn new(what: &str) -> Progress {
        let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr());
        bar.set_style(ProgressStyle::with_template(SPINNER).unwrap_or_else(|_| ProgressStyle::default_spinner()));
        bar.set_message(what.to_owned());
        bar.enable_steady_tick(Duration::from_millis(120));
        Progress { bar }
    }

    /// Shows how far the work is; a total of 0 stands for work of unknown length.
    pub fn set(&self, what: &str, done: u64, total: u64) {
        let known = self.bar.length().unwrap_or(0);
        if known != total {
            let style = if total > 0 { ProgressStyle::with_template(BAR) } else { ProgressStyle::with_template(SPINNER) };
            self.bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_spinner()));
            self.bar.set_length(total);
        }
        self.bar.set_message(what.to_owned());
        self.bar.set_position(done.min(total));
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}
