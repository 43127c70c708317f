//! Any bytes as an event log, as a table, as JSON lines and as the papers' shapes: read, or refused with a sentence.
#![no_main]

use libfuzzer_sys::fuzz_target;
use std::io::Write;
use vitrine_ingest::{Sources, detect, read, read_prefix_targets, read_session_lines};

fuzz_target!(|bytes: &[u8]| {
    let mut file = tempfile::NamedTempFile::new().expect("a file");
    file.write_all(bytes).expect("written");
    let path = file.path();
    let sentence = |error: vitrine_ingest::IngestError| assert!(!error.to_string().is_empty());
    match read(&Sources { events: vec![path.to_owned()], ..Sources::default() }, &mut |_| {}) {
        Ok(shop) => {
            let count = shop.catalogue.products.len();
            assert!(shop.log.events.iter().filter_map(|event| event.product).all(|product| (product.0 as usize) < count));
        }
        Err(error) => sentence(error),
    }
    let _ = detect(path).map_err(sentence);
    let _ = read_session_lines(path).map_err(sentence);
    let _ = read_prefix_targets(path).map_err(sentence);
});
