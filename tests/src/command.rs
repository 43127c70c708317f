//! The built `vitrine` binary on small files: what it prints, what it writes, how it ends.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

/// Builds the binary once and gives its path.
///
/// # Panics
/// Where it does not build.
pub fn binary() -> &'static Path {
    static BINARY: OnceLock<PathBuf> = OnceLock::new();
    BINARY.get_or_init(|| {
        let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
        let workspace = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
        // The tests run from `target/PROFILE/deps`: the binary belongs beside it.
        let folder = std::env::current_exe().ok().and_then(|test| test.parent()?.parent().map(Path::to_owned)).unwrap_or_default();
        let mut build = Command::new(cargo);
        build.args(["build", "--quiet", "--package", "vitrine-cli"]).current_dir(workspace);
        if folder.ends_with("release") {
            build.arg("--release");
        }
        let built = build.output();
        assert!(built.as_ref().is_ok_and(|output| output.status.success()), "vitrine does not build: {built:?}");
        folder.join(if cfg!(windows) { "vitrine.exe" } else { "vitrine" })
    })
}

/// What a run of the binary did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// The exit code.
    pub code: Option<i32>,
    /// What it answered.
    pub output: String,
    /// What it said besides.
    pub errors: String,
}

impl Outcome {
    /// All of it as text for a committed file.
    pub fn text(&self) -> String {
        let Outcome { code, output, errors } = self;
        let code = code.map_or(String::from("none"), |code| code.to_string());
        format!("exit code {code}\n── standard output\n{output}── standard error\n{errors}")
    }
}

/// Runs `vitrine` in a folder. Times are cut out of what it says: they are the only thing that may differ.
///
/// # Panics
/// Where it cannot be started or prints something that is no text.
pub fn vitrine(folder: &Path, arguments: &[&str]) -> Outcome {
    let run = Command::new(binary()).args(arguments).current_dir(folder).env_clear().env("NO_COLOR", "1").env("TZ", "UTC").output();
    assert!(run.is_ok(), "vitrine could not be started: {run:?}");
    let (code, output, errors) = run.map(|run| (run.status.code(), run.stdout, run.stderr)).unwrap_or_default();
    let text = |bytes: Vec<u8>| String::from_utf8_lossy(&bytes).lines().map(|line| without_times(line) + "\n").collect::<String>();
    Outcome { code, output: text(output), errors: text(errors) }
}

/// `Built out in 0.1 s.` becomes `Built out in … s.`, and `0.6 µs` becomes `… µs`.
fn without_times(line: &str) -> String {
    let number = |word: &str| word.parse::<f64>().is_ok();
    let mut words: Vec<&str> = line.split(' ').collect();
    for place in 1..words.len() {
        if words[place].starts_with("µs") || (matches!(words[place], "s" | "s.") && words.get(place.wrapping_sub(2)) == Some(&"in")) {
            let before = &mut words[place - 1];
            *before = if number(before) { "…" } else { before };
        }
    }
    // The columns' width follows the numbers.
    if line.contains(" µs") {
        words.retain(|word| !word.is_empty());
    }
    words.join(" ")
}

/// Every file below a folder with its content, by its path.
///
/// # Panics
/// Where the folder cannot be read.
pub fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        let entries = fs::read_dir(&next);
        assert!(entries.is_ok(), "{} cannot be read", next.display());
        for path in entries.into_iter().flatten().flatten().map(|entry| entry.path()) {
            if path.is_dir() {
                folders.push(path);
            } else {
                let name = path.strip_prefix(folder).unwrap_or(&path).display().to_string();
                found.insert(name, fs::read(&path).unwrap_or_default());
            }
        }
    }
    found
}
