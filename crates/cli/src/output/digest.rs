//! Hashes in the spellings that file names and subresource integrity want.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest as _, Sha256, Sha384};
use std::fmt::Write as _;

/// Digits of a hash in a file's name.
pub const NAME_DIGITS: usize = 16;

/// The first 16 hexadecimal digits of the SHA-256: what a hashed name carries.
pub fn name_hash(bytes: &[u8]) -> String {
    let mut digits = String::with_capacity(NAME_DIGITS);
    for byte in Sha256::digest(bytes).iter().take(NAME_DIGITS / 2) {
        // Writing to a String cannot fail.
        let _ = write!(digits, "{byte:02x}");
    }
    digits
}

/// `sha384-…` as in W3C Subresource Integrity.
pub fn integrity(bytes: &[u8]) -> String {
    format!("sha384-{}", STANDARD.encode(Sha384::digest(bytes)))
}

/// The hash that a name such as `model-0123456789abcdef.vitrine` carries.
pub fn hash_in_name(name: &str) -> Option<&str> {
    let (stem, _) = name.rsplit_once('.')?;
    let (_, hash) = stem.rsplit_once('-')?;
    let is_hash = hash.len() == NAME_DIGITS && hash.bytes().all(|digit| digit.is_ascii_digit() || (b'a'..=b'f').contains(&digit));
    is_hash.then_some(hash)
}

#[cfg(test)]
mod tests {
    use super::{hash_in_name, integrity, name_hash};

    #[test]
    fn hashes_of_the_empty_file_are_the_published_ones() {
        assert_eq!(name_hash(b""), "e3b0c44298fc1c14");
        assert_eq!(integrity(b""), "sha384-OLBgp1GsljhM2TJ+sbHjaiH9txEUvgdDTAzHv2P24donTt6/529l+9Ua0vFImLlb");
    }

    #[test]
    fn only_names_with_sixteen_digits_carry_a_hash() {
        assert_eq!(hash_in_name("display-000-0123456789abcdef.json"), Some("0123456789abcdef"));
        for name in ["vitrine.js", "model-.vitrine", "model-0123456789ABCDEF.vitrine", "display-000.json", "0123456789abcdef"] {
            assert_eq!(hash_in_name(name), None, "{name}");
        }
    }
}
