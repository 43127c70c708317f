//! The binding as wasm in Node.
#![cfg(target_arch = "wasm32")]

use vitrine_wasm::Engine;
use wasm_bindgen_test::wasm_bindgen_test;

#[wasm_bindgen_test]
fn what_is_no_model_is_refused() {
    for bytes in [&b""[..], b"<!doctype html>", b"vitrine", &[0; 4096]] {
        assert!(Engine::open(bytes.to_vec()).is_none());
    }
}
