//! A built folder: the manifest, every file that it names, and whether they belong together.

use crate::commands::verify::{Findings, model};
use crate::failure::Failure;
use crate::model::{model_in, read_manifest};
use crate::output::digest;
use crate::output::display::Shard;
use crate::output::manifest::{FORMAT, LOADER, MANIFEST, MODEL_CARD, Manifest, ManifestFile};
use crate::output::sizes::FileSize;
use crate::text::plural;
use std::fs;
use std::path::Path;

/// Checks a folder.
pub fn check(folder: &Path, findings: &mut Findings) -> Result<(), Failure> {
    if !folder.join(MANIFEST).is_file() {
        // Written with --model-only: the card names the model.
        let path = model_in(folder)?;
        check_card(folder, findings);
        let content = fs::read(&path).map_err(|error| Failure::file(&path, "read", &error))?;
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        check_name(&name, &content, findings);
        model::check(&name, &content, findings);
        return Ok(());
    }
    let manifest = match read_manifest(folder) {
        Ok(manifest) => manifest,
        Err(failure) => {
            findings.bad(MANIFEST, failure.message);
            return Ok(());
        }
    };
    if manifest.format == FORMAT {
        findings.good(MANIFEST, format!("format {FORMAT}, newest record {}", manifest.built));
    } else {
        findings.bad(MANIFEST, format!("expected format {FORMAT}, found {}", manifest.format));
    }
    let items = check_model(folder, &manifest, findings);
    for file in [&manifest.runtime, &manifest.engine].into_iter().chain(manifest.parts.values()) {
        if let Some(content) = check_file(folder, file, findings) {
            findings.good(&file.file, "as the manifest says");
            if file == &manifest.engine && !content.starts_with(b"\0asm") {
                findings.bad(&file.file, "expected a WebAssembly module");
            }
        }
    }
    check_display(folder, &manifest, items, findings);
    check_card(folder, findings);
    check_strangers(folder, &manifest, findings);
    Ok(())
}

/// Reads a file of the manifest and compares size, integrity and name; notes only what is wrong.
fn check_file(folder: &Path, file: &ManifestFile, findings: &mut Findings) -> Option<Vec<u8>> {
    let content = match fs::read(folder.join(&file.file)) {
        Ok(content) => content,
        Err(error) => {
            let reason = if error.kind() == std::io::ErrorKind::NotFound {
                "is missing, though the manifest names it".to_owned()
            } else {
                format!("cannot be read: {error}")
            };
            findings.bad(&file.file, reason);
            return None;
        }
    };
    if content.len() as u64 != file.bytes {
        findings.bad(&file.file, format!("expected {} bytes, found {}", file.bytes, content.len()));
        return None;
    }
    if digest::integrity(&content) != file.integrity {
        findings
            .bad(&file.file, "its content is not the one that the manifest's integrity value stands for: at least one byte was changed");
        return None;
    }
    check_name(&file.file, &content, findings).then_some(content)
}

/// Whether a name carries the hash of its content.
fn check_name(name: &str, content: &[u8], findings: &mut Findings) -> bool {
    let found = digest::name_hash(content);
    let good = digest::hash_in_name(name) == Some(found.as_str());
    if !good {
        findings.bad(name, format!("expected the content's hash {found} in the name"));
    }
    good
}

fn check_model(folder: &Path, manifest: &Manifest, findings: &mut Findings) -> Option<usize> {
    let file = &manifest.model;
    if let Some(content) = check_file(folder, file, findings) {
        return model::check(&file.file, &content, findings);
    }
    // The reader may say more exactly what is wrong.
    let content = fs::read(folder.join(&file.file)).ok()?;
    if let Err(error) = vitrine_format::Model::open(&content) {
        findings.bad(&file.file, error.to_string());
    }
    None
}

fn check_display(folder: &Path, manifest: &Manifest, items: Option<usize>, findings: &mut Findings) {
    let mut first = 0;
    let mut whole = true;
    for (number, file) in manifest.display.shards.iter().enumerate() {
        let Some(content) = check_file(folder, file, findings) else {
            whole = false;
            continue;
        };
        let shard: Shard = match serde_json::from_slice(&content) {
            Ok(shard) => shard,
            Err(error) => {
                findings.bad(&file.file, format!("expected cards in JSON: {error}"));
                whole = false;
                continue;
            }
        };
        let expected = number * manifest.display.items_per_shard;
        if shard.first != expected {
            findings.bad(&file.file, format!("expected the cards from item {expected} on, found those from {} on", shard.first));
            whole = false;
        }
        first += shard.items.len();
    }
    let shards = plural(manifest.display.shards.len(), "display shard", "display shards");
    match items {
        Some(items) if whole && items != first => {
            findings.bad(
                MANIFEST,
                format!("its display shards hold {} and the model {}", plural(first, "card", "cards"), plural(items, "item", "items")),
            );
        }
        _ if whole => findings.good("display-*.json", format!("{shards} with {}", plural(first, "card", "cards"))),
        _ => {}
    }
}

/// The card, and the loader, whose content only the card knows.
fn check_card(folder: &Path, findings: &mut Findings) {
    let parsed = fs::read(folder.join(MODEL_CARD)).map_err(|error| error.to_string());
    let card = parsed.and_then(|content| serde_json::from_slice::<serde_json::Value>(&content).map_err(|error| error.to_string()));
    let card = match card {
        Ok(card) => card,
        Err(error) => {
            findings.bad(MODEL_CARD, format!("cannot be read: {error}"));
            return;
        }
    };
    findings.good(MODEL_CARD, "can be read");
    let files: Vec<FileSize> = card.get("files").and_then(|files| serde_json::from_value(files.clone()).ok()).unwrap_or_default();
    if let Some(loader) = files.iter().find(|file| file.file == LOADER) {
        match fs::read(folder.join(LOADER)) {
            Ok(content) if digest::integrity(&content) == loader.integrity => findings.good(LOADER, "as the model card says"),
            Ok(_) => findings.bad(LOADER, "its content is not the one that was written: at least one byte was changed"),
            Err(_) => findings.bad(LOADER, "is missing: pages load it by this name"),
        }
    }
}

/// Files of an earlier build that nothing names any more would be served for ever.
fn check_strangers(folder: &Path, manifest: &Manifest, findings: &mut Findings) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    let mut names: Vec<String> = entries.filter_map(|entry| entry.ok()?.file_name().into_string().ok()).collect();
    names.sort();
    for name in names {
        let hashed = ["model-", "engine-", "runtime-", "display-", "part-"].iter().any(|stem| name.starts_with(stem))
            && digest::hash_in_name(&name).is_some();
        if hashed && !manifest.files().any(|file| file.file == name) {
            findings.bad(&name, "belongs to another build: the manifest does not name it");
        }
    }
}
