//! Any bytes as a product or order export: read, or refused with a sentence.
#![no_main]

use libfuzzer_sys::fuzz_target;
use std::io::Write;
use vitrine_ingest::{Sources, read};

fuzz_target!(|bytes: &[u8]| {
    let mut file = tempfile::NamedTempFile::new().expect("a file");
    file.write_all(bytes).expect("written");
    let path = file.path().to_owned();
    check(&Sources { products: Some(path.clone()), ..Sources::default() });
    check(&Sources { orders: Some(path), ..Sources::default() });
});

fn check(sources: &Sources) {
    match read(sources, &mut |_| {}) {
        Ok(shop) => {
            let count = shop.catalogue.products.len();
            assert!(shop.orders.iter().flat_map(|order| &order.lines).all(|line| (line.product.0 as usize) < count));
        }
        Err(error) => assert!(!error.to_string().is_empty()),
    }
}
