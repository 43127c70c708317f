//! Every file in `tests/corrupt` is refused with the sentence that `expected.txt` gives for it.
#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used)]

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use vitrine_format::{Model, encode};
use vitrine_tests::corrupt::{files, small_parts};
use vitrine_tests::files::{here, hold_bytes, hold_text, writing};

fn generated() -> Vec<(&'static str, Vec<u8>)> {
    files(&encode(&small_parts()).expect("valid parts"))
}

#[test]
fn each_file_is_what_its_name_says() {
    for (name, bytes) in generated() {
        hold_bytes(&format!("corrupt/{name}.vitrine"), &bytes);
    }
}

#[test]
fn no_file_is_left_from_before() {
    if writing() {
        return;
    }
    let names: BTreeSet<String> = generated().into_iter().map(|(name, _)| format!("{name}.vitrine")).collect();
    let found =
        fs::read_dir(here("corrupt")).expect("the folder").map(|entry| entry.expect("an entry").file_name().into_string().expect("a name"));
    assert_eq!(found.filter(|name| name != "expected.txt").collect::<BTreeSet<_>>(), names);
}

#[test]
fn each_file_is_refused_with_its_sentence() {
    let mut sentences = String::new();
    for (name, bytes) in generated() {
        let error = Model::open(bytes).map(|_| ()).expect_err(name);
        let _ = writeln!(sentences, "{name}: {error}");
    }
    hold_text("corrupt/expected.txt", &sentences);
}

#[test]
fn two_faults_are_told_apart() {
    let sentences: Vec<String> = generated().into_iter().map(|(_, bytes)| Model::open(bytes).expect_err("corrupt").to_string()).collect();
    let different: BTreeSet<&String> = sentences.iter().collect();
    // Faults of one kind may share a sentence; those of different sections never do.
    assert!(different.len() * 10 > sentences.len() * 9, "{} different sentences for {} files", different.len(), sentences.len());
}
