//! Texts and prices as a page shows them.

/// Currencies whose minor unit is the unit itself (ISO 4217, exponent 0).
const NO_DECIMALS: [&str; 16] =
    ["BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF", "UGX", "VND", "VUV", "XAF", "XOF", "XPF"];

/// Currencies of a thousand minor units (ISO 4217, exponent 3).
const THREE_DECIMALS: [&str; 7] = ["BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"];

/// Digits after the decimal point of an ISO 4217 currency; 2 where it is unknown.
pub fn decimals(currency: &str) -> usize {
    if NO_DECIMALS.contains(&currency) {
        0
    } else if THREE_DECIMALS.contains(&currency) {
        3
    } else {
        2
    }
}

/// A plain decimal number as structured data wants it: `1234.50`.
pub fn amount(minor: u32, currency: &str) -> String {
    let decimals = decimals(currency);
    let unit = 10_u32.pow(decimals as u32);
    if decimals == 0 { minor.to_string() } else { format!("{}.{:0decimals$}", minor / unit, minor % unit) }
}

/// A price as shown: `£1,234.50`, `1,234.50 XYZ` for currencies without a sign of their own, `1,234.50` without a currency.
pub fn price(minor: u32, currency: &str) -> String {
    let plain = amount(minor, currency);
    let (whole, fraction) = plain.split_once('.').map_or((plain.as_str(), None), |(whole, fraction)| (whole, Some(fraction)));
    let mut shown = String::new();
    for (position, digit) in whole.chars().enumerate() {
        if position > 0 && (whole.len() - position).is_multiple_of(3) {
            shown.push(',');
        }
        shown.push(digit);
    }
    if let Some(fraction) = fraction {
        shown.push('.');
        shown.push_str(fraction);
    }
    match currency {
        "" => shown,
        "GBP" => format!("£{shown}"),
        "EUR" => format!("€{shown}"),
        "USD" => format!("${shown}"),
        "CAD" => format!("CA${shown}"),
        "AUD" => format!("A${shown}"),
        "NZD" => format!("NZ${shown}"),
        "JPY" => format!("¥{shown}"),
        "INR" => format!("₹{shown}"),
        other => format!("{shown}\u{a0}{other}"),
    }
}

/// One line without control characters and without marks that would turn the direction of the text around it
/// (Unicode TR9 embeddings, overrides and isolates).
pub fn line(text: &str) -> String {
    let kept: String =
        text.chars().map(|letter| if letter.is_whitespace() { ' ' } else { letter }).filter(|letter| !unwanted(*letter)).collect();
    kept.split(' ').filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// Paragraphs of a plain text, each cleaned as [`line`] does; empty ones are left out.
pub fn paragraphs(text: &str) -> Vec<String> {
    text.lines().map(line).filter(|paragraph| !paragraph.is_empty()).collect()
}

/// The first `limit` characters, cut at a word.
pub fn summary(text: &str, limit: usize) -> String {
    let text = line(text);
    if text.chars().count() <= limit {
        return text;
    }
    let start: String = text.chars().take(limit).collect();
    let cut = start.rfind(' ').unwrap_or(start.len());
    format!("{}…", start.get(..cut).unwrap_or(&start).trim_end_matches([',', '.', ';', ' ']))
}

fn unwanted(letter: char) -> bool {
    letter.is_control() || matches!(letter, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prices_follow_their_currency() {
        let check = |minor, currency, expected: &str| assert_eq!(price(minor, currency), expected);
        check(4999, "GBP", "£49.99");
        check(5, "USD", "$0.05");
        check(123_456_789, "EUR", "€1,234,567.89");
        check(1200, "JPY", "¥1,200");
        check(1250, "KWD", "1.250\u{a0}KWD");
        check(100_000, "", "1,000.00");
        check(999, "SEK", "9.99\u{a0}SEK");
    }

    #[test]
    fn lines_lose_controls_and_direction_overrides() {
        assert_eq!(line(" a\n\tb\u{202e}c\u{0}  d "), "a bc d");
    }

    #[test]
    fn summaries_end_at_a_word() {
        assert_eq!(summary("A warm coat, made to last", 14), "A warm coat…");
        assert_eq!(summary("short", 14), "short");
    }
}
