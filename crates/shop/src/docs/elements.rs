//! Tables of the elements out of `www/custom-elements.json`, which editors read and a test of the page holds against the sources.

use std::fmt::Write as _;

use serde_json::Value;

use super::DocumentsError;

/// Schema: `github.com/webcomponents/custom-elements-manifest`, version 1.0.0.
const MANIFEST: &str = include_str!("../../../../www/custom-elements.json");

/// Attributes and events of an element; `None` where there is none of the name.
pub fn element(tag: &str) -> Result<Option<String>, DocumentsError> {
    Ok(declaration(tag)?.map(|found| {
        let attributes = table(&found, "attributes", "attribute");
        let events = table(&found, "events", "event");
        [attributes, events].into_iter().flatten().collect::<Vec<_>>().join("\n")
    }))
}

/// Its parts.
pub fn parts(tag: &str) -> Result<Option<String>, DocumentsError> {
    Ok(declaration(tag)?.and_then(|found| table(&found, "cssParts", "part")))
}

/// Its custom properties.
pub fn properties(tag: &str) -> Result<Option<String>, DocumentsError> {
    Ok(declaration(tag)?.and_then(|found| table(&found, "cssProperties", "property")))
}

fn declaration(tag: &str) -> Result<Option<Value>, DocumentsError> {
    let manifest: Value = serde_json::from_str(MANIFEST).map_err(|error| DocumentsError::Elements(error.to_string()))?;
    let list = |value: &Value, name: &str| value[name].as_array().cloned().unwrap_or_default();
    Ok(list(&manifest, "modules").iter().flat_map(|module| list(module, "declarations")).find(|declaration| declaration["tagName"] == tag))
}

/// A Markdown table with a row for each entry; `None` where there are none.
fn table(declaration: &Value, list: &str, what: &str) -> Option<String> {
    let entries = declaration[list].as_array().filter(|entries| !entries.is_empty())?;
    let typed = entries.iter().any(|entry| entry["type"]["text"].is_string());
    let last = if entries.iter().any(|entry| entry["default"].is_string()) { Some("unless told") } else { None };
    let mut text = format!("| {what} |");
    for column in typed.then_some("type").into_iter().chain(["meaning"]).chain(last) {
        // Writing to a String cannot fail.
        let _ = write!(text, " {column} |");
    }
    let columns = 2 + usize::from(typed) + usize::from(last.is_some());
    let _ = writeln!(text, "\n|{}", "---|".repeat(columns));
    for entry in entries {
        let cell = |value: &Value| value.as_str().unwrap_or_default().replace('|', "\\|").replace('<', "\\<");
        let code = |value: &Value| value.as_str().map(|text| format!("`{}`", text.replace('|', "\\|"))).unwrap_or_default();
        let _ = write!(text, "| {} |", code(&entry["name"]));
        if typed {
            let _ = write!(text, " {} |", code(&entry["type"]["text"]));
        }
        let _ = write!(text, " {} |", cell(&entry["description"]));
        if last.is_some() {
            let _ = write!(text, " {} |", code(&entry["default"]));
        }
        text.push('\n');
    }
    Some(text)
}
