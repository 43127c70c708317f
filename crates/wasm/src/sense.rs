//! What the browser says of the visit without a prompt and without identifying anyone: device class, local time, referrer class.

use vitrine_engine::Context;
use vitrine_format::Dimension;
use web_sys::Window;

/// Values of [`Dimension::Device`].
const PHONE: u8 = 0;
const TABLET: u8 = 1;
const DESKTOP: u8 = 2;

/// Values of [`Dimension::Referrer`].
const DIRECT: u8 = 0;
const SEARCH: u8 = 1;
const SOCIAL: u8 = 2;
const EMAIL: u8 = 3;
const ADVERTISEMENT: u8 = 4;
const OTHER: u8 = 5;

/// Parts of host names by which a referrer is known.
const HOSTS: [(u8, &[&str]); 3] = [
    // First, because mail lives below the names of search engines.
    (EMAIL, &["mail.", "gmail.", "webmail.", "outlook.", "google.android.gm"]),
    (SEARCH, &["google.", "bing.", "duckduckgo.", "ecosia.", "yahoo.", "baidu.", "yandex.", "qwant.", "startpage.", "search."]),
    (
        SOCIAL,
        &["instagram.", "facebook.", "tiktok.", "pinterest.", "youtube.", "reddit.", "twitter.", "t.co", "x.com", "linkedin.", "lnkd."],
    ),
];

/// Parts of a landing address by which paid and mailed visits are known (`utm_medium`, click identifiers).
const ADDRESSES: [(u8, &[&str]); 3] = [
    (EMAIL, &["utm_medium=email", "utm_medium=newsletter", "utm_source=newsletter"]),
    (ADVERTISEMENT, &["gclid=", "msclkid=", "utm_medium=cpc", "utm_medium=ppc", "utm_medium=paid", "utm_medium=display"]),
    (SOCIAL, &["utm_medium=social", "fbclid="]),
];

/// The context of this page; of a runtime without a window, the local time alone.
pub(crate) fn context() -> Context {
    let now = js_sys::Date::new_0();
    let mut context = Context::unknown();
    context.set(Dimension::Hour, Some(now.get_hours() as u8));
    // JavaScript's week begins on Sunday, ours on Monday.
    context.set(Dimension::Weekday, Some(((now.get_day() + 6) % 7) as u8));
    context.set(Dimension::Month, Some(now.get_month() as u8));
    if let Some(window) = web_sys::window() {
        context.set(Dimension::Device, Some(device(&window)));
        context.set(Dimension::Referrer, referrer(&window));
    }
    context
}

/// A coarse pointer makes a touch device; its shorter side tells a phone from a tablet.
fn device(window: &Window) -> u8 {
    let matches = |query: &str| window.match_media(query).ok().flatten().is_some_and(|list| list.matches());
    if !matches("(pointer: coarse)") && matches("(min-width: 600px)") {
        DESKTOP
    } else if matches("(min-width: 600px) and (min-height: 600px)") {
        TABLET
    } else {
        PHONE
    }
}

/// The class of the page that led here; unknown for a page of the shop itself, which says nothing about how the visit began.
fn referrer(window: &Window) -> Option<u8> {
    let query = window.location().search().unwrap_or_default();
    if let Some(class) = first_match(&ADDRESSES, &query) {
        return Some(class);
    }
    let address = window.document()?.referrer();
    if address.is_empty() {
        return Some(DIRECT);
    }
    let host = host(&address);
    if host == window.location().host().unwrap_or_default() {
        return None;
    }
    Some(first_match(&HOSTS, host).unwrap_or(OTHER))
}

/// What stands between an address's second slash and its third. Plain steps, as in [`holds`].
fn host(address: &str) -> &str {
    let mut slashes = address.bytes().enumerate().filter(|(_, byte)| *byte == b'/').map(|(at, _)| at);
    let start = slashes.nth(1).map_or(address.len(), |at| at + 1);
    let end = slashes.next().unwrap_or(address.len());
    address.get(start..end).unwrap_or_default()
}

fn first_match(classes: &[(u8, &[&str])], text: &str) -> Option<u8> {
    classes.iter().find(|(_, marks)| marks.iter().any(|mark| holds(text, mark))).map(|(class, _)| *class)
}

/// Whether a text has a mark at the beginning of a word: `x.com` is not in `wix.com`. Plain loops; the library's search is three kilobytes of code.
fn holds(text: &str, mark: &str) -> bool {
    let (text, mark) = (text.as_bytes(), mark.as_bytes());
    let begins = |at: usize| at == 0 || text.get(at - 1).is_some_and(|before| !before.is_ascii_alphanumeric());
    text.windows(mark.len()).enumerate().any(|(at, part)| part == mark && begins(at))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hosts_are_known_by_whole_words() {
        let cases = [
            ("www.google.de", Some(SEARCH)),
            ("l.instagram.com", Some(SOCIAL)),
            ("x.com", Some(SOCIAL)),
            ("t.co", Some(SOCIAL)),
            ("wix.com", None),
            ("mail.google.com", Some(EMAIL)),
            ("com.google.android.gm", Some(EMAIL)),
            ("mail.yahoo.com", Some(EMAIL)),
            ("mail.example.org", Some(EMAIL)),
            ("example.org", None),
        ];
        for (host, class) in cases {
            assert_eq!(first_match(&HOSTS, host), class, "{host}");
        }
    }

    #[test]
    fn the_host_stands_between_slashes() {
        let cases =
            [("https://x.com/a/b", "x.com"), ("https://x.com", "x.com"), ("https://x.com/", "x.com"), ("about:blank", ""), ("a/b", "")];
        for (address, expected) in cases {
            assert_eq!(host(address), expected, "{address}");
        }
    }

    #[test]
    fn landing_addresses_tell_campaigns() {
        let cases = [
            ("?utm_source=a&utm_medium=email", Some(EMAIL)),
            ("?gclid=x", Some(ADVERTISEMENT)),
            ("?fbclid=x", Some(SOCIAL)),
            ("?q=coat", None),
            ("", None),
        ];
        for (query, class) in cases {
            assert_eq!(first_match(&ADDRESSES, query), class, "{query}");
        }
    }
}
