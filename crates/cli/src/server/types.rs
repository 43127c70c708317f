//! Media types and how long a file may be kept.

use crate::output::digest::hash_in_name;
use std::path::Path;

/// The media type that a browser needs to use a file.
pub fn media_type(path: &Path) -> &'static str {
    let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or_default().to_ascii_lowercase();
    match ending.as_str() {
        "html" => "text/html; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "json" | "map" => "application/json",
        "webmanifest" => "application/manifest+json",
        "wasm" => "application/wasm",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "gif" => "image/gif",
        "webp" => "image/webp",
        "avif" => "image/avif",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "txt" | "md" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

/// What carries its hash in its name never changes; everything else is asked for anew.
pub fn caching(path: &Path) -> &'static str {
    let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    if hash_in_name(name).is_some() { "public, max-age=31536000, immutable" } else { "no-cache" }
}

#[cfg(test)]
mod tests {
    use super::{caching, media_type};
    use std::path::Path;

    #[test]
    fn browsers_get_the_types_that_they_insist_on() {
        for (name, expected) in [
            ("engine-0123456789abcdef.wasm", "application/wasm"),
            ("vitrine.js", "text/javascript; charset=utf-8"),
            ("a/index.HTML", "text/html; charset=utf-8"),
            ("p.svg", "image/svg+xml"),
            ("model.vitrine", "application/octet-stream"),
        ] {
            assert_eq!(media_type(Path::new(name)), expected);
        }
    }

    #[test]
    fn only_hashed_names_are_kept_for_good() {
        assert!(caching(Path::new("x/model-0123456789abcdef.vitrine")).contains("immutable"));
        for name in ["manifest.json", "index.html", "vitrine.js"] {
            assert_eq!(caching(Path::new(name)), "no-cache");
        }
    }
}
