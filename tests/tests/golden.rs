//! The committed golden model: what was written once is read today, and written again the same.
#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used)]

use std::fs;
use vitrine_format::{Model, encode};
use vitrine_tests::files::{here, hold_bytes, hold_text};
use vitrine_tests::golden::{GOLDEN, dump, parts};

fn golden() -> Vec<u8> {
    if vitrine_tests::files::writing() {
        hold_bytes(GOLDEN, &encode(&parts()).expect("valid parts"));
    }
    fs::read(here(GOLDEN)).expect("the golden model")
}

#[test]
fn the_file_holds_what_the_dump_says() {
    let model = Model::open(golden()).unwrap_or_else(|error| panic!("{error}"));
    hold_text("golden/model-3.txt", &dump(&model.to_parts()));
}

#[test]
fn the_file_re_encodes_to_equal_bytes() {
    let file = golden();
    let parts = Model::open(file.as_slice()).unwrap_or_else(|error| panic!("{error}")).to_parts();
    assert!(encode(&parts).expect("valid parts") == file);
}

#[test]
fn todays_writer_writes_the_same_file() {
    golden();
    hold_bytes(GOLDEN, &encode(&parts()).expect("valid parts"));
}

#[test]
fn the_file_is_small() {
    assert!(golden().len() <= 20_000, "{} bytes", golden().len());
}
