//! Names of folders made from whatever a shop calls its products and categories.
//!
//! A name holds only `a-z 0-9 -`, so it needs no escaping in an address and works on file systems that ignore
//! case or forbid characters. Names that had to change carry a hash of the original, so two never fall together.

use std::collections::BTreeSet;

use vitrine_catalog::Catalogue;

/// Longest name that is kept whole.
const LONGEST: usize = 80;

/// Device names that some systems refuse as folders.
const REFUSED: [&str; 8] = ["con", "prn", "aux", "nul", "com1", "com2", "lpt1", "lpt2"];

/// Folder names of all products in catalogue order, each different. Unpublished products have one too, so that numbers match.
pub fn product_names(catalogue: &Catalogue) -> Vec<String> {
    let mut names = Names::default();
    catalogue.products.iter().map(|product| names.take(&product.id)).collect()
}

/// Address of a product's page relative to the shop's root, from its entry in [`product_names`].
pub fn product_path(name: &str) -> String {
    format!("products/{name}/")
}

/// Gives out names, no two alike.
#[derive(Default)]
pub struct Names {
    taken: BTreeSet<String>,
}

impl Names {
    /// A safe name for `original`: the original itself wherever it is safe and free.
    pub fn take(&mut self, original: &str) -> String {
        let plain = plain(original);
        let changed = plain.is_empty() || plain.len() > LONGEST || REFUSED.contains(&plain.as_str());
        let mut name = if changed { marked(&plain, original, 0) } else { plain.clone() };
        let mut attempt = 0;
        while !self.taken.insert(name.clone()) {
            attempt += 1;
            name = marked(&plain, original, attempt);
        }
        name
    }
}

/// Lower-case ASCII letters, digits and single hyphens; common Latin letters lose their accents.
fn plain(original: &str) -> String {
    let mut name = String::with_capacity(original.len());
    for letter in original.chars().flat_map(char::to_lowercase) {
        match unaccented(letter) {
            Some(letters) => name.push_str(letters),
            None if letter.is_ascii_alphanumeric() => name.push(letter),
            None if name.is_empty() || name.ends_with('-') => {}
            None => name.push('-'),
        }
    }
    name.truncate(name.trim_end_matches('-').len());
    name
}

/// The start of a name and a hash of what it stands for.
fn marked(plain: &str, original: &str, attempt: u32) -> String {
    let start = plain.get(..LONGEST.min(plain.len())).unwrap_or_default().trim_end_matches('-');
    let hash = fingerprint(original, attempt);
    if start.is_empty() { format!("item-{hash:08x}") } else { format!("{start}-{hash:08x}") }
}

/// FNV-1a, 32 bits (Fowler, Noll, Vo; draft-eastlake-fnv).
fn fingerprint(text: &str, attempt: u32) -> u32 {
    let bytes = text.bytes().chain(attempt.to_le_bytes());
    bytes.fold(0x811c_9dc5, |hash: u32, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}

fn unaccented(letter: char) -> Option<&'static str> {
    Some(match letter {
        'à' | 'á' | 'â' | 'ã' | 'å' => "a",
        'ä' | 'æ' => "ae",
        'ç' => "c",
        'è' | 'é' | 'ê' | 'ë' => "e",
        'ì' | 'í' | 'î' | 'ï' => "i",
        'ñ' => "n",
        'ò' | 'ó' | 'ô' | 'õ' => "o",
        'ö' | 'ø' | 'œ' => "oe",
        'ù' | 'ú' | 'û' => "u",
        'ü' => "ue",
        'ß' => "ss",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn check(original: &str, expected: &str) {
        assert_eq!(Names::default().take(original), expected);
    }

    #[test]
    fn ordinary_handles_stay() {
        check("wool-coat-2", "wool-coat-2");
        check("42", "42");
    }

    #[test]
    fn punctuation_and_accents_become_plain() {
        check("Café / Crème", "cafe-creme");
        check("../../etc/passwd", "etc-passwd");
        check("a b%20c?d#e", "a-b-20c-d-e");
    }

    #[test]
    fn names_without_a_plain_letter_get_a_hash() {
        assert!(Names::default().take("パイン").starts_with("item-"));
        assert!(Names::default().take("").starts_with("item-"));
        assert!(Names::default().take("..").starts_with("item-"));
    }

    #[test]
    fn device_names_and_very_long_names_are_marked() {
        assert!(Names::default().take("CON").starts_with("con-"));
        assert!(Names::default().take(&"x".repeat(300)).len() <= LONGEST + 9);
    }

    #[test]
    fn names_that_differ_by_case_stay_apart() {
        let mut names = Names::default();
        let (first, second, third) = (names.take("Coat"), names.take("coat"), names.take("coat"));
        assert_eq!(first, "coat");
        assert!(second != first && third != second && third != first);
    }

    proptest! {
        #[test]
        fn every_name_is_a_safe_and_single_folder(originals in proptest::collection::vec(".{0,120}", 0..20)) {
            let mut names = Names::default();
            let mut seen = BTreeSet::new();
            for original in &originals {
                let name = names.take(original);
                prop_assert!(!name.is_empty() && name.len() <= 100);
                prop_assert!(name.chars().all(|letter| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '-'));
                prop_assert!(seen.insert(name));
            }
        }
    }
}
