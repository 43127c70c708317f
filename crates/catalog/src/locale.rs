//! Language and region of a shopper, as browsers tell them.

use std::fmt;

/// A language and, where known, a region, as BCP 47 writes them (RFC 5646) and Unicode's CLDR identifies locales; script and variants are left
/// out, since they add nothing to what people buy.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Locale {
    /// Two or three small letters; behind two a zero.
    language: [u8; 3],
    /// Two small letters or three digits, then zeros; all zeros where unknown.
    region: [u8; 3],
}

impl Locale {
    /// Reads `en`, `en-GB`, `en_GB.UTF-8`, `zh-Hant-TW`, `es-419`, and the first of a list (`en-GB,en;q=0.9`); `None` for anything else.
    pub fn parse(text: &str) -> Option<Locale> {
        let first = text.trim().split([',', ';', '.', '@']).next()?;
        let mut subtags = first.split(['-', '_']);
        let language = subtag(subtags.next()?, 2..=3, u8::is_ascii_alphabetic)?;
        // The region is the second subtag, or the third behind a script of four letters.
        let second = subtags.next();
        let region = match second {
            Some(script) if script.len() == 4 && script.bytes().all(|byte| byte.is_ascii_alphabetic()) => subtags.next(),
            _ => second,
        };
        let region =
            region.and_then(|text| subtag(text, 2..=2, u8::is_ascii_alphabetic).or_else(|| subtag(text, 3..=3, u8::is_ascii_digit)));
        Some(Locale { language, region: region.unwrap_or_default() })
    }
}

/// A part between hyphens in small letters, where its length and every character fit.
fn subtag(text: &str, lengths: std::ops::RangeInclusive<usize>, fits: impl Fn(&u8) -> bool) -> Option<[u8; 3]> {
    let mut bytes = [0; 3];
    if !lengths.contains(&text.len()) || !text.as_bytes().iter().all(fits) {
        return None;
    }
    for (slot, byte) in bytes.iter_mut().zip(text.bytes()) {
        *slot = byte.to_ascii_lowercase();
    }
    Some(bytes)
}

impl fmt::Display for Locale {
    /// Small letters throughout: `en-gb`.
    fn fmt(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        let text = |bytes: &[u8; 3]| bytes.iter().take_while(|byte| **byte != 0).map(|byte| char::from(*byte)).collect::<String>();
        formatter.write_str(&text(&self.language))?;
        if self.region != [0; 3] {
            write!(formatter, "-{}", text(&self.region))?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::Locale;

    fn check(text: &str, expected: &str) {
        assert_eq!(Locale::parse(text).map(|locale| locale.to_string()).unwrap_or_default(), expected, "{text}");
    }

    #[test]
    fn as_browsers_and_systems_write_them() {
        for (text, expected) in [
            ("en", "en"),
            ("en-GB", "en-gb"),
            (" pt_BR ", "pt-br"),
            ("de_DE.UTF-8", "de-de"),
            ("zh-Hant-TW", "zh-tw"),
            ("zh-Hant", "zh"),
            ("es-419", "es-419"),
            ("fil-PH", "fil-ph"),
            ("sl-nedis", "sl"),
            ("fr-CH, fr;q=0.9, en;q=0.8", "fr-ch"),
        ] {
            check(text, expected);
        }
    }

    #[test]
    fn anything_else_is_none() {
        for text in ["", "-", "e", "english", "12", "(not set)", "é", "C.UTF-8"] {
            check(text, "");
        }
    }
}
