//! The binding as wasm in Node.
#![cfg(target_arch = "wasm32")]

use vitrine_wasm::Engine;
use wasm_bindgen_test::wasm_bindgen_test;

fn refusal(bytes: &[u8]) -> String {
    match Engine::new(bytes.to_vec()) {
        Ok(_) => String::new(),
        Err(error) => {
            let value = wasm_bindgen::JsValue::from(error);
            js_sys::Error::from(value).message().into()
        }
    }
}

#[wasm_bindgen_test]
fn what_is_no_model_is_refused_with_a_sentence() {
    for bytes in [&b""[..], b"<!doctype html>", b"vitrine", &[0; 4096]] {
        let told = refusal(bytes);
        assert!(told.contains("expected"), "{told}");
    }
}
