//! `vitrine` as a merchant runs it: snapshots of what it says in `tests/snapshots`, and what it leaves behind.
#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used)]

use flate2::Compression;
use flate2::write::GzEncoder;
use std::fmt::Write as _;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use tempfile::TempDir;
use vitrine_tests::command::{Outcome, files, vitrine};
use vitrine_tests::files::{here, hold_text};
use vitrine_tests::golden::GOLDEN;

/// A folder of its own with the fixtures in it.
fn desk() -> TempDir {
    let folder = TempDir::new().expect("a folder");
    for entry in fs::read_dir(here("fixtures")).expect("the fixtures") {
        let path = entry.expect("an entry").path();
        fs::copy(&path, folder.path().join(path.file_name().expect("a name"))).expect("copied");
    }
    fs::copy(here(GOLDEN), folder.path().join("golden.vitrine")).expect("copied");
    folder
}

/// What the command says must be what is committed.
#[track_caller]
fn check(name: &str, folder: &Path, arguments: &[&str]) -> Outcome {
    let outcome = vitrine(folder, arguments);
    hold_text(&format!("snapshots/{name}.txt"), &format!("vitrine {}\n{}", arguments.join(" "), outcome.text()));
    outcome
}

/// A build that must fail with one sentence and leave nothing behind.
#[track_caller]
fn check_failure(name: &str, folder: &Path, arguments: &[&str]) {
    let before: Vec<String> = files(folder).into_keys().collect();
    let outcome = check(name, folder, arguments);
    assert!(matches!(outcome.code, Some(1 | 2)), "{outcome:?}");
    assert_eq!(outcome.output, "", "something was answered");
    assert_eq!(outcome.errors.matches("error: ").count(), 1, "{}", outcome.errors);
    assert_eq!(files(folder).into_keys().collect::<Vec<_>>(), before, "something was left behind");
}

const WHOLE: [&str; 7] = ["build", "products.csv", "orders.csv", "--events", "events.csv", "--out", "out"];

/// Builds the whole folder with the demonstration shop, which needs the page's scripts in the binary.
#[track_caller]
fn build_shop(folder: &Path, out: &str) -> Outcome {
    let outcome = vitrine(folder, &[&WHOLE[..6], &[out, "--shop"]].concat());
    assert_eq!(outcome.code, Some(0), "run scripts/build page first if the page's scripts are missing: {}", outcome.errors);
    outcome
}

/// The only model in a built folder.
fn model_in(folder: &Path) -> PathBuf {
    let name = files(folder).into_keys().find(|name| name.ends_with(".vitrine")).expect("a model");
    folder.join(name)
}

#[test]
fn a_shop_with_everything() {
    let desk = desk();
    let arguments = [&WHOLE[..], &["--model-only"]].concat();
    assert_eq!(check("build", desk.path(), &arguments).code, Some(0));
}

#[test]
fn a_shop_with_products_alone() {
    check("build_products_alone", desk().path(), &["build", "products.csv", "--out", "out", "--model-only"]);
}

#[test]
fn the_new_header_names() {
    check("build_new_headers", desk().path(), &["build", "products_new.csv", "--out", "out", "--model-only"]);
}

#[test]
fn events_alone_as_tsv() {
    check("build_events_tsv", desk().path(), &["build", "--events", "events.tsv", "--out", "out", "--model-only"]);
}

#[test]
fn events_as_json_lines() {
    check("build_events_jsonl", desk().path(), &["build", "products.csv", "--events", "events.jsonl", "--out", "out", "--model-only"]);
}

#[test]
fn what_a_build_says_of_itself_as_json() {
    check("build_json", desk().path(), &["build", "products.csv", "--out", "out", "--model-only", "--json"]);
}

#[test]
fn the_same_input_gives_the_same_bytes() {
    let desk = desk();
    for out in ["one", "two"] {
        build_shop(desk.path(), out);
    }
    let (one, two) = (files(&desk.path().join("one")), files(&desk.path().join("two")));
    assert!(one.len() > 10, "{} files", one.len());
    let different: Vec<&String> = one.keys().filter(|name| one.get(*name) != two.get(*name)).collect();
    assert!(different.is_empty() && one.len() == two.len(), "{different:?}");
}

#[test]
fn the_number_of_threads_changes_nothing() {
    let desk = desk();
    for threads in ["1", "3"] {
        let arguments = [&WHOLE[..6], &[threads, "--model-only", "--threads", threads]].concat();
        assert_eq!(vitrine(desk.path(), &arguments).code, Some(0));
    }
    assert_eq!(files(&desk.path().join("1")), files(&desk.path().join("3")));
}

#[test]
fn nobody_is_named_in_what_is_written() {
    let desk = desk();
    let outcome = build_shop(desk.path(), "out");
    let mut written = files(&desk.path().join("out"));
    written.insert("standard output".into(), outcome.output.into_bytes());
    written.insert("standard error".into(), outcome.errors.into_bytes());
    let personal = [
        "maud",
        "pemberton",
        "larkspur",
        "otto",
        "quill",
        "tannery",
        "oyelaran",
        "quarry",
        "lindqvist",
        "ferry lane",
        "abernathy",
        "447700900",
        "example.org",
        "example.net",
        "example.se",
        "#1001",
        "c-1",
    ];
    for (name, content) in written {
        // Texts lie in the files as they are; only pictures and wasm are no text, and they hold none.
        let text = String::from_utf8_lossy(&content).to_lowercase();
        for word in personal {
            // Short marks would be found in minified scripts and hashes by chance.
            // The texts of other languages are ours: an Italian product is a “prodotto”.
            let made = [".vitrine", ".json"].iter().any(|end| name.ends_with(end)) && !name.starts_with("part-");
            let own = made || name.starts_with("standard") || word.len() > 6;
            assert!(!own || !text.contains(word), "{name} holds “{word}”");
        }
    }
}

#[test]
fn an_earlier_build_is_replaced_and_what_is_not_ours_stays() {
    let desk = desk();
    let arguments = [&WHOLE[..], &["--model-only"]].concat();
    assert_eq!(vitrine(desk.path(), &["build", "products.csv", "--out", "out", "--model-only"]).code, Some(0));
    let first = model_in(&desk.path().join("out"));
    assert_eq!(vitrine(desk.path(), &arguments).code, Some(0));
    let models = files(&desk.path().join("out")).into_keys().filter(|name| name.ends_with(".vitrine")).count();
    assert_eq!((models, first.exists()), (1, false));
}

#[test]
fn a_folder_of_somebody_elses_is_left_alone() {
    let desk = desk();
    fs::create_dir(desk.path().join("out")).expect("a folder");
    fs::write(desk.path().join("out/thesis.txt"), "years of work").expect("written");
    let outcome = vitrine(desk.path(), &[&WHOLE[..], &["--model-only"]].concat());
    let kept = fs::read_to_string(desk.path().join("out/thesis.txt")).expect("still there");
    assert_eq!(kept, "years of work", "{outcome:?}");
}

#[test]
fn a_file_that_is_not_there() {
    check_failure("no_file", desk().path(), &["build", "nothing.csv", "--out", "out", "--model-only"]);
}

#[test]
fn no_arguments_at_all() {
    check_failure("no_arguments", desk().path(), &["build", "--out", "out", "--model-only"]);
}

#[test]
fn a_missing_column() {
    let desk = desk();
    let text = fs::read_to_string(desk.path().join("products.csv")).expect("text").replacen("Title,", "Titel,", 1);
    fs::write(desk.path().join("products.csv"), text.replacen("Handle,", "Handel,", 1)).expect("written");
    check_failure("missing_column", desk.path(), &["build", "products.csv", "--out", "out", "--model-only"]);
}

#[test]
fn an_event_log_without_items() {
    let desk = desk();
    fs::write(desk.path().join("events.csv"), "session_id,timestamp\na,2026-01-01T00:00:00Z\n").expect("written");
    check_failure("events_without_items", desk.path(), &[&WHOLE[..], &["--model-only"]].concat());
}

/// 400 products, with a broken quote on line 300.
#[test]
fn a_bad_quote_on_line_300() {
    let desk = desk();
    let mut text = String::from("Handle,Title,Body (HTML),Vendor,Published,Variant Price,Status\n");
    for line in 2..=400 {
        let title = if line == 300 { String::from("A 10\" pan, \"round") } else { format!("\"Pan, {line}\"") };
        let title = if line == 300 { format!("\"{title}") } else { title };
        let _ = writeln!(text, "pan-{line},{title},<p>Iron</p>,Forge,TRUE,20.00,active");
    }
    fs::write(desk.path().join("products.csv"), text).expect("written");
    check_failure("bad_quote", desk.path(), &["build", "products.csv", "--out", "out", "--model-only"]);
}

#[test]
fn a_truncated_gzip() {
    let desk = desk();
    let mut packed = GzEncoder::new(Vec::new(), Compression::default());
    packed.write_all(&fs::read(desk.path().join("events.csv")).expect("events")).expect("packed");
    let packed = packed.finish().expect("packed");
    fs::write(desk.path().join("events.csv.gz"), &packed[..packed.len() / 2]).expect("written");
    check_failure("truncated_gzip", desk.path(), &["build", "products.csv", "--events", "events.csv.gz", "--out", "out", "--model-only"]);
}

#[test]
fn an_empty_orders_file() {
    let desk = desk();
    fs::write(desk.path().join("orders.csv"), "").expect("written");
    check_failure("empty_orders", desk.path(), &["build", "products.csv", "orders.csv", "--out", "out", "--model-only"]);
}

#[test]
fn duplicate_handles() {
    let desk = desk();
    let mut text = fs::read_to_string(desk.path().join("products.csv")).expect("text");
    let again = text.lines().nth(1).expect("a line").to_owned();
    text.push_str(&again);
    text.push('\n');
    fs::write(desk.path().join("products.csv"), text).expect("written");
    check_failure("duplicate_handles", desk.path(), &["build", "products.csv", "--out", "out", "--model-only"]);
}

#[test]
fn a_spreadsheet_instead_of_a_table() {
    let desk = desk();
    fs::write(desk.path().join("products.xlsx"), b"PK\x03\x04 and more").expect("written");
    check_failure("spreadsheet", desk.path(), &["build", "products.xlsx", "--out", "out", "--model-only"]);
}

#[test]
fn verify_a_good_model() {
    assert_eq!(check("verify_good", desk().path(), &["verify", "golden.vitrine"]).code, Some(0));
}

#[test]
fn verify_a_model_with_one_byte_changed() {
    let desk = desk();
    let path = desk.path().join("golden.vitrine");
    let mut bytes = fs::read(&path).expect("the model");
    bytes[2_000] ^= 1;
    fs::write(&path, bytes).expect("written");
    let outcome = check("verify_changed", desk.path(), &["verify", "golden.vitrine"]);
    assert_eq!(outcome.code, Some(1));
}

#[test]
fn recommend_from_a_model_with_one_byte_changed() {
    let desk = desk();
    let path = desk.path().join("golden.vitrine");
    let mut bytes = fs::read(&path).expect("the model");
    bytes[2_000] ^= 1;
    fs::write(&path, bytes).expect("written");
    check_failure("recommend_changed", desk.path(), &["recommend", "golden.vitrine", "--view", "coat-0"]);
}

#[test]
fn inspect_the_golden_model() {
    check("inspect", desk().path(), &["inspect", "golden.vitrine"]);
}

#[test]
fn inspect_as_json() {
    check("inspect_json", desk().path(), &["inspect", "golden.vitrine", "--json"]);
}

#[test]
fn recommend_for_a_session() {
    let arguments =
        ["recommend", "golden.vitrine", "--view", "coat-0", "--view", "boots-1", "--cart", "gloves-2", "--context", "device=phone,hour=20"];
    check("recommend", desk().path(), &arguments);
}

#[test]
fn recommend_with_every_part_of_the_score() {
    let arguments = ["recommend", "golden.vitrine", "--view", "coat-0", "--view", "boots-1", "--limit", "3", "--trace", "--json"];
    check("recommend_trace", desk().path(), &arguments);
}

#[test]
fn recommend_for_an_item_that_is_not_there() {
    check_failure("recommend_unknown", desk().path(), &["recommend", "golden.vitrine", "--view", "coat-77"]);
}

#[test]
fn recommend_in_an_impossible_context() {
    check_failure("recommend_context", desk().path(), &["recommend", "golden.vitrine", "--context", "hour=25"]);
}

#[test]
fn evaluate_on_the_last_day() {
    check(
        "evaluate",
        desk().path(),
        &["evaluate", "--events", "events.csv", "--last-days", "2", "--baselines", "popular,association,sequential,vstan,s-walk"],
    );
}

#[test]
fn the_version_and_the_help() {
    check("help", desk().path(), &["--help"]);
    check("help_build", desk().path(), &["build", "--help"]);
}
