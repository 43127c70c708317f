//! Single cells: prices, counts, yes and no, identifiers.

/// Currencies whose smallest unit is the unit itself (ISO 4217, minor unit 0).
const WITHOUT_MINOR_UNIT: [&str; 16] =
    ["BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF", "UGX", "VND", "VUV", "XAF", "XOF", "XPF"];

/// Currencies whose smallest unit is a thousandth (ISO 4217, minor unit 3).
const THOUSANDTHS: [&str; 7] = ["BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"];

/// A price in hundredths, and the ISO 4217 code where the cell names one ("15.00 USD").
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Price {
    pub(crate) hundredths: u32,
    pub(crate) currency: Option<String>,
}

/// Reads `1234.5`, `1,234.50`, `1.234,50`, `12,50`, `£12`, `15.00 USD`. `None` for anything else, for negative prices and for those beyond `u32`.
pub(crate) fn parse_price(text: &str) -> Option<Price> {
    let text = text.trim();
    let is_code = |word: &&str| word.len() == 3 && word.bytes().all(|byte| byte.is_ascii_uppercase());
    let currency = text.split_whitespace().find(is_code).map(str::to_owned);
    let number: String = text.chars().filter(|character| character.is_ascii_digit() || matches!(character, '.' | ',')).collect();
    if text.contains('-') || !number.bytes().any(|byte| byte.is_ascii_digit()) {
        return None;
    }
    // A currency stands before or behind; letters between digits make it something else ("1e5", "2x3").
    let between = text.trim_matches(|character: char| !character.is_ascii_digit());
    if between.chars().any(char::is_alphabetic) {
        return None;
    }
    let letters = text.chars().filter(|character| character.is_alphabetic()).count();
    if letters > 3 {
        return None;
    }
    let point = match (number.rfind('.'), number.rfind(',')) {
        (Some(point), Some(comma)) => Some(point.max(comma)),
        (Some(point), None) => (number.matches('.').count() == 1).then_some(point),
        // "1,234" is a thousand and more; "12,5" and "12,50" are decimal commas.
        (None, Some(comma)) => (number.matches(',').count() == 1 && number.len() - comma <= 3).then_some(comma),
        (None, None) => None,
    };
    let digits_of = |part: &str| part.chars().filter(char::is_ascii_digit).collect::<String>();
    let whole = digits_of(number.get(..point.unwrap_or(number.len()))?);
    let fraction = digits_of(point.and_then(|point| number.get(point + 1..)).unwrap_or_default());
    let whole: u32 = if whole.is_empty() { 0 } else { whole.parse().ok()? };
    let mut digits = fraction.bytes().map(|byte| u32::from(byte - b'0'));
    let mut digit = || digits.next().unwrap_or(0);
    let (tenths, hundredths, rounding) = (digit(), digit(), u32::from(digit() >= 5));
    let hundredths = whole.checked_mul(100)?.checked_add(tenths * 10 + hundredths + rounding)?;
    Some(Price { hundredths, currency })
}

/// Hundredths into minor units of a currency.
pub(crate) fn minor_units(hundredths: u32, currency: &str) -> u32 {
    if WITHOUT_MINOR_UNIT.contains(&currency) {
        hundredths / 100
    } else if THOUSANDTHS.contains(&currency) {
        hundredths.saturating_mul(10)
    } else {
        hundredths
    }
}

/// Reads `3`, `3.0`, `-2`.
pub(crate) fn parse_count(text: &str) -> Option<i64> {
    let text = text.trim();
    text.parse().ok().or_else(|| {
        let number: f64 = text.parse().ok()?;
        (number.fract() == 0.0 && number.abs() < 1e15).then_some(number as i64)
    })
}

/// `true`, `yes`, `1`, `y` in any case; `None` for an empty cell.
pub(crate) fn parse_yes(text: &str) -> Option<bool> {
    match text.trim().to_lowercase().as_str() {
        "" => None,
        "true" | "yes" | "y" | "1" | "published" | "active" => Some(true),
        _ => Some(false),
    }
}

/// False for the words with which tables mark a product that is not on sale to the public.
pub(crate) fn parse_published(text: &str) -> bool {
    let hidden =
        ["false", "no", "n", "0", "-1", "draft", "archived", "hidden", "disabled", "inactive", "unpublished", "private", "unlisted"];
    !hidden.contains(&text.trim().to_lowercase().as_str())
}

/// An identifier without the `.0` that data frames append to whole numbers.
pub(crate) fn identifier(text: &str) -> &str {
    let text = text.trim();
    match text.strip_suffix(".0") {
        Some(whole) if !whole.is_empty() && whole.bytes().all(|byte| byte.is_ascii_digit()) => whole,
        _ => text,
    }
}

/// A path of categories from "A > B > C" (Shopify, Merchant Center), "A/B" is left whole since names hold slashes.
pub(crate) fn category_path(text: &str) -> Vec<String> {
    text.split('>').map(str::trim).filter(|part| !part.is_empty()).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check_price(text: &str, expected: Option<u32>) {
        assert_eq!(parse_price(text).map(|price| price.hundredths), expected, "{text}");
    }

    #[test]
    fn prices_with_a_point() {
        check_price("50", Some(5000));
        check_price("9.99", Some(999));
        check_price("9.9", Some(990));
        check_price("9.995", Some(1000));
        check_price("1,234.50", Some(123_450));
        check_price(".5", Some(50));
    }
    #[test]
    fn prices_with_a_comma() {
        check_price("12,50", Some(1250));
        check_price("1.234,50", Some(123_450));
        check_price("1,234", Some(123_400));
        check_price("1,234,567", Some(123_456_700));
    }
    #[test]
    fn prices_with_a_currency() {
        check_price("£12", Some(1200));
        check_price("CHF 1'299.00", Some(129_900));
        check_price("1 299,00 kr", Some(129_900));
        check_price("15.00 USD", Some(1500));
        assert_eq!(parse_price("15.00 USD").and_then(|price| price.currency).as_deref(), Some("USD"));
    }
    #[test]
    fn no_prices() {
        for text in ["", "free", "-3.00", "99999999999", "see 4.99 offer", "1e5", "2x3"] {
            check_price(text, None);
        }
    }
    #[test]
    fn minor_units_are_those_of_the_currency() {
        assert_eq!(minor_units(120_000, "JPY"), 1200);
        assert_eq!(minor_units(120_000, "XOF"), 1200);
        assert_eq!(minor_units(499, "KWD"), 4990);
        assert_eq!(minor_units(120_000, "GBP"), 120_000);
    }
    #[test]
    fn identifiers_lose_a_data_frames_point() {
        for (text, expected) in [("5.0", "5"), ("v1.0", "v1.0"), (".0", ".0"), ("1.05", "1.05"), ("13085.0", "13085")] {
            assert_eq!(identifier(text), expected);
        }
    }
}
