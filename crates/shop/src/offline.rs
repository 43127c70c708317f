//! The list from which the service worker fills its cache.

use std::fmt::Write as _;

use serde::Serialize;
use sha2::{Digest as _, Sha256};

/// A file that the shop needs when the network is off.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct OfflineFile {
    /// Address relative to the shop's root; `../manifest.json` for a file beside the shop.
    pub path: String,
    /// Size in bytes.
    pub bytes: u64,
    /// The first 16 hexadecimal digits of the content's SHA-256.
    pub hash: String,
}

impl OfflineFile {
    /// Measures and hashes a file's content.
    pub fn new(path: &str, content: &[u8]) -> Self {
        Self { path: path.to_owned(), bytes: content.len() as u64, hash: short(Sha256::new_with_prefix(content)) }
    }
}

/// `offline.json`: `{ "version", "files": [ [path, hash], … ] }`. Files are kept in the order given until `limit` bytes are
/// reached; the rest is fetched when it is asked for and then kept. Addresses name what a visitor opens: `products/coat/`, not its `index.html`.
pub fn offline_list(files: &[OfflineFile], limit: u64) -> Vec<u8> {
    let mut bytes = 0;
    let kept: Vec<(&str, &str)> = files
        .iter()
        .take_while(|file| {
            bytes += file.bytes;
            bytes <= limit
        })
        .map(|file| (address(&file.path), file.hash.as_str()))
        .collect();
    let mut state = Sha256::new();
    for (path, hash) in &kept {
        state.update(path);
        state.update([0]);
        state.update(hash);
        state.update([0]);
    }
    let mut list = serde_json::json!({ "version": short(state), "files": kept }).to_string();
    list.push('\n');
    list.into_bytes()
}

/// The first 16 hexadecimal digits.
fn short(state: Sha256) -> String {
    let mut digits = String::with_capacity(16);
    for byte in state.finalize().iter().take(8) {
        // Writing to a String cannot fail.
        let _ = write!(digits, "{byte:02x}");
    }
    digits
}

/// A page is asked for by its folder.
fn address(path: &str) -> &str {
    match path.strip_suffix("index.html") {
        Some("") => "./",
        Some(folder) if folder.ends_with('/') => folder,
        _ => path,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_are_named_by_their_folder_and_the_limit_holds() {
        let files =
            [OfflineFile::new("index.html", b"1"), OfflineFile::new("products/a/index.html", b"22"), OfflineFile::new("c.svg", b"333")];
        let list: serde_json::Value = serde_json::from_slice(&offline_list(&files, 3)).unwrap();
        assert_eq!(list["files"][0][0], "./");
        assert_eq!(list["files"][1][0], "products/a/");
        assert_eq!(list["files"].as_array().unwrap().len(), 2);
    }

    #[test]
    fn the_version_follows_the_content() {
        let version = |content: &[u8]| offline_list(&[OfflineFile::new("a", content)], 99);
        assert_ne!(version(b"1"), version(b"2"));
        assert_eq!(version(b"1"), version(b"1"));
    }
}
