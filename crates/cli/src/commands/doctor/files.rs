//! The folder's files: there, whole, with the right type, kept as long as they may be, compressed.

use super::Findings;
use super::fetch::{Answer, Fetcher};
use crate::failure::Failure;
use crate::output::digest;
use crate::output::manifest::{FORMAT, MANIFEST, Manifest, ManifestFile};
use url::Url;

pub use crate::output::manifest::LOADER;

const UPLOAD: &str = "Upload again the whole folder that vitrine build wrote.";
/// Seconds that a file of stable name may be kept: after that long, a new build reaches everybody.
const LONGEST_STABLE: u64 = 3600;
/// Seconds that a file with a hash in its name should at least be kept.
const SHORTEST_HASHED: u64 = 86_400;
/// Below this nothing is gained by compressing.
const LEAST_TO_COMPRESS: usize = 1400;

/// Checks the folder; `page` is the one that loads it, where one was named.
pub fn check(fetcher: &Fetcher, folder: &Url, page: Option<&Url>, findings: &mut Findings) -> Result<(), Failure> {
    let strange = page.is_some_and(|page| page.origin() != folder.origin());
    let at = |name: &str| folder.join(name).map_err(|error| Failure::input(format!("{folder}{name}: {error}")));
    let answer = fetcher.get(&at(LOADER)?)?;
    if there(LOADER, &answer, findings) {
        let before = findings.found.len();
        check_script(LOADER, &answer, findings);
        check_stable(LOADER, &answer, findings);
        check_sharing(LOADER, &answer, strange, findings);
        check_compression(LOADER, &answer, findings);
        settle(LOADER, before, findings);
    }
    let answer = fetcher.get(&at(MANIFEST)?)?;
    if !there(MANIFEST, &answer, findings) {
        return Ok(());
    }
    let Ok(manifest) = serde_json::from_slice::<Manifest>(&answer.content) else {
        findings.wrong(MANIFEST, "is no manifest. Check that the server sends the file itself and not an HTML page.");
        return Ok(());
    };
    if manifest.format != FORMAT {
        findings.wrong(MANIFEST, format!("has format {}; this version knows format {FORMAT}. {UPLOAD}", manifest.format));
        return Ok(());
    }
    let before = findings.found.len();
    check_stable(MANIFEST, &answer, findings);
    check_sharing(MANIFEST, &answer, strange, findings);
    settle(MANIFEST, before, findings);
    for file in manifest.files() {
        let answer = fetcher.get(&at(&file.file)?)?;
        if there(&file.file, &answer, findings) {
            let before = findings.found.len();
            check_content(file, &answer, findings);
            check_kind(&file.file, &answer, findings);
            check_kept(&file.file, &answer, findings);
            check_sharing(&file.file, &answer, strange, findings);
            check_compression(&file.file, &answer, findings);
            settle(&file.file, before, findings);
        }
    }
    Ok(())
}

/// Says so where nothing was found.
fn settle(name: &str, before: usize, findings: &mut Findings) {
    if findings.found.len() == before {
        findings.good(name, "as it should be");
    }
}

fn there(name: &str, answer: &Answer, findings: &mut Findings) -> bool {
    if answer.status != 200 {
        findings.wrong(name, format!("was not found (HTTP {}). {UPLOAD}", answer.status));
    }
    answer.status == 200
}

/// Whether the bytes are those that the manifest names.
fn check_content(file: &ManifestFile, answer: &Answer, findings: &mut Findings) {
    if answer.content.len() as u64 != file.bytes {
        let found = answer.content.len();
        findings.wrong(&file.file, format!("has {found} bytes; the manifest says {}. {UPLOAD}", file.bytes));
    } else if digest::integrity(&answer.content) != file.integrity {
        findings.wrong(
            &file.file,
            format!("has other bytes than the manifest says. {UPLOAD} If a proxy changes files on their way (minifies them), leave this folder out."),
        );
    }
}

/// Whether browsers take the file for what it is.
fn check_kind(name: &str, answer: &Answer, findings: &mut Findings) {
    let extension = name.rsplit('.').next().unwrap_or_default();
    match extension {
        "js" => check_script(name, answer, findings),
        "wasm" if answer.media_type() != "application/wasm" => findings.better(
            name,
            format!(
                "is sent as {}, so browsers compile it only when all of it has come. Let the server send .wasm files as application/wasm.",
                told(answer)
            ),
        ),
        _ => {}
    }
}

fn check_script(name: &str, answer: &Answer, findings: &mut Findings) {
    let media_type = answer.media_type();
    if !media_type.contains("javascript") && !media_type.contains("ecmascript") {
        let told = told(answer);
        findings.wrong(name, format!("is sent as {told}, so browsers refuse it. Let the server send .js files as text/javascript."));
    }
}

/// The media type in words.
fn told(answer: &Answer) -> String {
    let media_type = answer.media_type();
    if media_type.is_empty() { "nothing".to_owned() } else { media_type }
}

/// Seconds that caches may keep an answer without asking; `None` where nothing is said.
fn kept(answer: &Answer) -> Option<u64> {
    let control = answer.header("cache-control").to_ascii_lowercase();
    let words = || control.split(',').map(str::trim);
    if words().any(|word| matches!(word, "no-cache" | "no-store")) {
        return Some(0);
    }
    // What shared caches may do counts as well.
    words().filter_map(|word| word.strip_prefix("s-maxage=").or_else(|| word.strip_prefix("max-age="))?.parse().ok()).max()
}

/// A file of stable name must be asked for afresh.
fn check_stable(name: &str, answer: &Answer, findings: &mut Findings) {
    if let Some(seconds) = kept(answer).filter(|seconds| *seconds > LONGEST_STABLE) {
        findings.wrong(
            name,
            format!("may be kept for {seconds} s, so that pages go on asking for files of an earlier build. Send it with Cache-Control: no-cache."),
        );
    }
}

/// A file with a hash in its name never changes.
fn check_kept(name: &str, answer: &Answer, findings: &mut Findings) {
    if kept(answer).is_none_or(|seconds| seconds < SHORTEST_HASHED) {
        findings.better(
            name,
            "is asked for again on every page, though its name changes whenever it does. Send it with Cache-Control: public, max-age=31536000, immutable.",
        );
    }
}

/// A page of another origin must be allowed to read the file.
fn check_sharing(name: &str, answer: &Answer, strange: bool, findings: &mut Findings) {
    if strange && answer.header("access-control-allow-origin").is_empty() {
        findings.wrong(
            name,
            "lies on another origin than the page and may not be read from there. Send it with Access-Control-Allow-Origin: *.",
        );
    }
}

fn check_compression(name: &str, answer: &Answer, findings: &mut Findings) {
    let length = answer.content.len();
    // Every answer says which coding it has; proxies may unpack.
    if length < LEAST_TO_COMPRESS || answer.header("content-encoding") == "br" {
        return;
    }
    let coding = if answer.header("content-encoding") == "gzip" { "with gzip" } else { "uncompressed" };
    let small = brotli_length(&answer.content);
    // Less than a tenth is not worth a word.
    if small * 10 < answer.sent * 9 {
        findings.better(
            name,
            format!(
                "comes {coding}, {} bytes; with brotli it would be {small}. Let the server compress .js, .json, .wasm and .vitrine files.",
                answer.sent
            ),
        );
    }
}

/// Length with brotli at the level of a server that compresses as it sends.
fn brotli_length(content: &[u8]) -> usize {
    use std::io::Write as _;
    let mut packed = brotli::CompressorWriter::new(Vec::new(), 1 << 16, 5, 22);
    // Writing to memory cannot fail.
    let _ = packed.write_all(content);
    packed.into_inner().len()
}
