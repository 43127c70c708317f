//! The session of the question: flags in the order in which they were given, or a JSON file.

use crate::commands::recommend::circumstances::FileContext;
use crate::failure::Failure;
use crate::model::Opened;
use serde::Deserialize;
use std::io::Read as _;
use std::path::Path;
use vitrine_engine::{EventKind, Session};

/// One event given as a flag.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Flag {
    /// Place on the command line.
    index: usize,
    kind: EventKind,
    id: String,
}

/// Flags that are events.
const FLAGS: [(&str, EventKind); 6] = [
    ("view", EventKind::View),
    ("cart", EventKind::AddToCart),
    ("purchase", EventKind::Purchase),
    ("wishlist", EventKind::Wishlist),
    ("remove", EventKind::RemoveFromCart),
    ("hide", EventKind::Hide),
];

/// Every event flag, in the order of the command line.
pub fn flags_in_order(matches: &clap::ArgMatches) -> Vec<Flag> {
    let mut flags = Vec::new();
    for (name, kind) in FLAGS {
        let ids = matches.get_many::<String>(name).into_iter().flatten();
        for (index, id) in matches.indices_of(name).into_iter().flatten().zip(ids) {
            flags.push(Flag { index, kind, id: id.clone() });
        }
    }
    flags.sort_by_key(|flag| flag.index);
    flags
}

/// A session as JSON.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SessionFile {
    /// Oldest first.
    #[serde(default)]
    pub events: Vec<FileEvent>,
    /// Circumstances.
    #[serde(default)]
    pub context: FileContext,
}

/// One event of a session file.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FileEvent {
    kind: String,
    #[serde(default)]
    id: Option<String>,
    #[serde(default)]
    time: Option<f64>,
    #[serde(default)]
    dwell: Option<f32>,
    /// Taken and not used: the engine learns from what was opened, not from words.
    #[serde(default, rename = "query")]
    _query: Option<String>,
}

impl SessionFile {
    /// Reads a file; `-` stands for standard input.
    pub fn read(path: &Path) -> Result<SessionFile, Failure> {
        let mut text = String::new();
        let read = if path == Path::new("-") {
            std::io::stdin().read_to_string(&mut text).map(|_| ())
        } else {
            std::fs::read_to_string(path).map(|content| text = content)
        };
        read.map_err(|error| Failure::file(path, "read", &error))?;
        serde_json::from_str(&text).map_err(|error| {
            let message = error.to_string();
            let what = message.split(" at line ").next().unwrap_or(&message);
            Failure::input(format!("{}, line {}, column {}: {what}", path.display(), error.line(), error.column())).with_hint(
                r#"a session looks like { "events": [ { "kind": "view", "id": "…", "dwell": 12 } ], "context": { "hour": 20 } }"#,
            )
        })
    }
}

/// The session after the file's events and then the flags'.
pub fn session(opened: &Opened, events: &[FileEvent], flags: &[Flag]) -> Result<Session, Failure> {
    let mut session = Session::new();
    let mut clock = 0.0;
    for (number, event) in events.iter().enumerate() {
        let kind = kind(&event.kind).ok_or_else(|| {
            Failure::input(format!("event {} of the session: there is no kind `{}`", number + 1, event.kind))
                .with_hint("expected view, add_to_cart, remove_from_cart, purchase, wishlist, impression, search or hide")
        })?;
        clock = event.time.unwrap_or(clock + 1.0);
        match &event.id {
            Some(id) => session.observe(kind, opened.item(id)?, clock, event.dwell),
            None if kind == EventKind::Search => {}
            None => return Err(Failure::input(format!("event {} of the session: `{}` needs an id", number + 1, event.kind))),
        }
    }
    for flag in flags {
        clock += 1.0;
        session.observe(flag.kind, opened.item(&flag.id)?, clock, None);
    }
    Ok(session)
}

/// A kind by its name on the page.
fn kind(name: &str) -> Option<EventKind> {
    Some(match name {
        "view" => EventKind::View,
        "add_to_cart" | "cart" => EventKind::AddToCart,
        "remove_from_cart" | "remove" => EventKind::RemoveFromCart,
        "purchase" => EventKind::Purchase,
        "wishlist" => EventKind::Wishlist,
        "impression" => EventKind::Impression,
        "search" => EventKind::Search,
        "hide" => EventKind::Hide,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::{SessionFile, flags_in_order};
    use crate::arguments::Arguments;
    use clap::CommandFactory as _;

    #[test]
    fn flags_keep_the_order_of_the_command_line() {
        let line = ["vitrine", "recommend", "m", "--view", "a", "--cart", "b", "--view", "c", "--hide", "d", "--cart", "e"];
        let matches = Arguments::command().try_get_matches_from(line).unwrap();
        let flags = flags_in_order(matches.subcommand_matches("recommend").unwrap());
        assert_eq!(flags.iter().map(|flag| flag.id.as_str()).collect::<Vec<_>>(), ["a", "b", "c", "d", "e"]);
    }

    #[test]
    fn a_broken_session_file_is_named_with_its_place() {
        let room = tempfile::tempdir().unwrap();
        let path = room.path().join("session.json");
        std::fs::write(&path, "{ \"events\": [\n  { \"kind\": 7 } ] }").unwrap();
        let message = SessionFile::read(&path).unwrap_err().to_string();
        assert!(message.contains("session.json, line 2, column 13: invalid type"), "{message}");
    }
}
