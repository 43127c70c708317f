//! The table in `crates/README.md` against what cargo says: who may use whom, and what every room promises.
#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used)]

use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::PathBuf;
use std::process::Command;
use vitrine_tests::files::here;

const README: &str = include_str!("../../crates/README.md");
/// What the crates' names begin with.
const PREFIX: &str = "vitrine-";

fn workspace() -> PathBuf {
    here("..")
}

/// Room and the words of its last column.
fn table() -> BTreeMap<String, String> {
    let rows = README.lines().skip_while(|line| !line.starts_with("| room |")).skip(2).take_while(|line| line.starts_with('|'));
    rows.map(|line| {
        let cells: Vec<&str> = line.trim_matches('|').split('|').map(str::trim).collect();
        (cells[0].trim_matches('`').to_owned(), cells[2].to_owned())
    })
    .collect()
}

/// Room and the rooms that its code depends on, without what only its tests use.
fn dependencies() -> BTreeMap<String, BTreeSet<String>> {
    let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".into());
    let arguments = ["metadata", "--format-version", "1", "--no-deps", "--offline"];
    let output = Command::new(cargo).args(arguments).current_dir(workspace()).output().expect("cargo metadata");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let metadata: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let packages = metadata["packages"].as_array().expect("packages").iter();
    packages
        .map(|package| {
            let name = package["name"].as_str().expect("a name").trim_start_matches(PREFIX).to_owned();
            let used = package["dependencies"].as_array().expect("dependencies").iter().filter(|dependency| dependency["kind"] != "dev");
            let rooms = used.filter_map(|dependency| dependency["name"].as_str()?.strip_prefix(PREFIX)).map(str::to_owned);
            (name, rooms.collect())
        })
        .collect()
}

/// The rooms that the words of the last column allow.
fn allowed(words: &str, rooms: &BTreeSet<String>) -> BTreeSet<String> {
    match words {
        "nothing of ours" => BTreeSet::new(),
        "all" => rooms.clone(),
        words if words.starts_with("any but ") => rooms.iter().filter(|room| *room != &words["any but ".len()..]).cloned().collect(),
        words => words.split(", ").map(str::to_owned).collect(),
    }
}

#[test]
fn every_crate_stands_in_the_table() {
    let table: BTreeSet<String> = table().into_keys().filter(|room| !room.starts_with("../")).collect();
    let crates: BTreeSet<String> = dependencies().into_keys().filter(|room| room != "tests").collect();
    assert_eq!(table, crates);
}

#[test]
fn rooms_use_only_what_the_table_allows() {
    let (table, dependencies) = (table(), dependencies());
    let rooms: BTreeSet<String> = dependencies.keys().cloned().collect();
    for (room, used) in &dependencies {
        let words = table.get(room).or_else(|| table.get(&format!("../{room}"))).unwrap_or_else(|| panic!("{room} stands in the table"));
        let allowed = allowed(words, &rooms);
        assert!(allowed.is_subset(&rooms), "the table allows {room} to use “{words}”, which names a room that does not exist");
        let others: Vec<&String> = used.difference(&allowed).collect();
        assert!(others.is_empty(), "{room} uses {others:?}; crates/README.md allows: {words}");
    }
}

#[test]
fn no_room_depends_on_the_tests() {
    for (room, used) in dependencies() {
        assert!(!used.contains("tests"), "{room} depends on the tests");
    }
}

/// Every source file of a room.
fn sources(room: &str) -> Vec<(PathBuf, String)> {
    let mut files = Vec::new();
    let mut folders = vec![workspace().join("crates").join(room).join("src")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|end| end == "rs") {
                let text = fs::read_to_string(&path).expect("a source file");
                files.push((path, text));
            }
        }
    }
    files
}

#[test]
fn no_room_has_unsafe_code() {
    for room in dependencies().keys().filter(|room| *room != "tests") {
        let files = sources(room);
        let root =
            files.iter().find(|(path, _)| path.ends_with("lib.rs")).or_else(|| files.iter().find(|(path, _)| path.ends_with("main.rs")));
        let manifest = fs::read_to_string(workspace().join("crates").join(room).join("Cargo.toml")).expect("a manifest");
        let forbidden =
            root.is_some_and(|(_, text)| text.contains("#![forbid(unsafe_code)]")) || manifest.contains("[lints]\nworkspace = true");
        assert!(forbidden, "{room} does not forbid unsafe code");
    }
}

#[test]
fn format_and_engine_need_no_operating_system() {
    for room in ["format", "engine"] {
        let root = sources(room).into_iter().find(|(path, _)| path.ends_with("lib.rs")).expect("lib.rs").1;
        assert!(root.contains("#![no_std]"), "{room} is not no_std");
        for (path, text) in sources(room) {
            assert!(!text.contains("extern crate std"), "{} brings std in", path.display());
        }
    }
}

#[test]
fn the_engine_uses_no_function_whose_bits_differ_between_machines() {
    // `+ − × ÷` and comparisons are exact in IEEE 754; these are not, or depend on the library.
    let inexact = [".sqrt()", ".exp()", ".ln()", ".log", ".powf(", ".powi(", ".sin()", ".cos()", ".tanh()", ".mul_add(", "f64::consts"];
    for room in ["engine", "format"] {
        for (path, text) in sources(room) {
            for name in inexact {
                assert!(!text.contains(name), "{} uses {name}", path.display());
            }
        }
    }
}
