//! What files cost on the disk and on the wire.

use crate::output::digest;
use serde::{Deserialize, Serialize};
use std::io;
use vitrine_format::SectionInfo;

/// One file of a built folder.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileSize {
    /// Name in the folder.
    pub file: String,
    /// As it lies on the disk.
    pub bytes: u64,
    /// With brotli at its best, as a good server sends it; absent where it was not measured.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub brotli: Option<u64>,
    /// Subresource integrity.
    pub integrity: String,
}

impl FileSize {
    /// Measures and hashes a file, without brotli.
    pub fn new(file: &str, content: &[u8]) -> FileSize {
        FileSize { file: file.to_owned(), bytes: content.len() as u64, brotli: None, integrity: digest::integrity(content) }
    }
}

/// One section of a model.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct SectionSize {
    /// Name in `FORMAT.md`.
    pub name: &'static str,
    /// Length.
    pub bytes: u64,
    /// The same, shared out over the items.
    pub bytes_per_item: f64,
}

/// Sizes of all sections of a model over this many items.
pub fn sections(sections: &[SectionInfo], items: usize) -> Vec<SectionSize> {
    let size = |section: &SectionInfo| SectionSize {
        name: section.name,
        bytes: section.length as u64,
        bytes_per_item: per_item(section.length as u64, items),
    };
    sections.iter().map(size).collect()
}

/// Bytes an item, to a hundredth.
pub fn per_item(bytes: u64, items: usize) -> f64 {
    (bytes as f64 / items.max(1) as f64 * 100.0).round() / 100.0
}

/// Bytes with brotli at quality 11 and its widest window.
pub fn brotli(bytes: &[u8]) -> u64 {
    let parameters =
        brotli::enc::BrotliEncoderParams { quality: 11, lgwin: 24, size_hint: bytes.len(), ..brotli::enc::BrotliEncoderParams::default() };
    let mut counter = Counter(0);
    let mut input = bytes;
    // Reading from memory and counting cannot fail.
    let _ = brotli::BrotliCompress(&mut input, &mut counter, &parameters);
    counter.0
}

/// Brotli of several files at once, in their order.
pub fn brotli_of_all(files: &[&[u8]]) -> Vec<u64> {
    std::thread::scope(|scope| {
        let running: Vec<_> = files.iter().map(|content| scope.spawn(|| brotli(content))).collect();
        running.into_iter().map(|thread| thread.join().unwrap_or_default()).collect()
    })
}

/// Counts what is written to it.
struct Counter(u64);

impl io::Write for Counter {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0 += bytes.len() as u64;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::{brotli, brotli_of_all, per_item};

    #[test]
    fn what_repeats_shrinks_and_the_order_is_kept() {
        let even = vec![7_u8; 10_000];
        assert!(brotli(&even) < 60);
        assert_eq!(brotli_of_all(&[b"a", &even]), [brotli(b"a"), brotli(&even)]);
    }

    #[test]
    fn a_model_of_nothing_divides_by_one() {
        assert!((per_item(7, 0) - 7.0).abs() < 1e-9);
        assert!((per_item(100, 3) - 33.33).abs() < 1e-9);
    }
}
