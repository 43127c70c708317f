//! Committed files that hold what a test must find.

use std::fs;
use std::path::{Path, PathBuf};

/// A path within this crate's folder.
pub fn here(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// Whether committed outcomes are to be written instead of compared.
pub fn writing() -> bool {
    std::env::var_os("VITRINE_WRITE_GOLDEN").is_some_and(|value| value == "1")
}

/// Bytes must be those of the committed file.
///
/// # Panics
/// Where they are not, or where the file cannot be read or written.
#[track_caller]
pub fn hold_bytes(path: &str, found: &[u8]) {
    let file = here(path);
    if writing() {
        // Tests write at the same time as others read: the file changes in one step, and only where it is another.
        if fs::read(&file).is_ok_and(|committed| committed == found) {
            return;
        }
        let folder = file.parent().unwrap_or(Path::new("."));
        let beside = file.with_extension(format!("{:?}", std::thread::current().id()));
        let written = fs::create_dir_all(folder).and_then(|()| fs::write(&beside, found)).and_then(|()| fs::rename(&beside, &file));
        assert!(written.is_ok(), "{} could not be written: {written:?}", file.display());
        return;
    }
    let committed = fs::read(&file);
    assert!(committed.is_ok(), "tests/{path} could not be read; write it with VITRINE_WRITE_GOLDEN=1");
    let place = committed.iter().flatten().zip(found).position(|(before, now)| before != now);
    assert!(
        committed.as_ref().is_ok_and(|committed| committed == found),
        "tests/{path} is no longer what comes out: the first difference is at byte {place:?} of {}",
        found.len()
    );
}

/// Text must be that of the committed file; the first line that differs is named.
///
/// # Panics
/// Where it is not, or where the file cannot be read or written.
#[track_caller]
pub fn hold_text(path: &str, found: &str) {
    if writing() {
        hold_bytes(path, found.as_bytes());
        return;
    }
    let committed = fs::read_to_string(here(path));
    assert!(committed.is_ok(), "tests/{path} could not be read; write it with VITRINE_WRITE_GOLDEN=1");
    let committed = committed.unwrap_or_default();
    for (number, (before, now)) in committed.lines().zip(found.lines()).enumerate() {
        assert!(before == now, "tests/{path}, line {}:\n  committed: {before}\n  found:     {now}\nall of it:\n{found}", number + 1);
    }
    let (before, now) = (committed.lines().count(), found.lines().count());
    assert!(committed == found, "tests/{path} has {before} lines, found {now}:\n{found}");
}
