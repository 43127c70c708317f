//! A model file by itself.

use crate::commands::verify::Findings;
use crate::text::{count, plural};
use vitrine_format::{Model, encode};

/// Opens a model with every check that the page's reader makes, and encodes it again; gives its number of items.
pub fn check(name: &str, content: &[u8], findings: &mut Findings) -> Option<usize> {
    let model = match Model::open(content) {
        Ok(model) => model,
        Err(error) => {
            findings.bad(name, error.to_string());
            return None;
        }
    };
    let items = model.item_count() as usize;
    match encode(&model.to_parts()) {
        Ok(again) if again == content => {
            let what = format!(
                "a whole model of {}, {} bytes; encoded again, it gives the same bytes",
                plural(items, "item", "items"),
                count(content.len() as u64)
            );
            findings.good(name, what);
        }
        Ok(_) => findings.bad(name, "opens, but encoded again it gives other bytes: it was not written by this version of Vitrine"),
        Err(error) => findings.bad(name, format!("opens, but cannot be encoded again: {error}")),
    }
    Some(items)
}
