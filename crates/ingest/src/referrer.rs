//! From a referrer's address, a campaign's labels or a plain word to a class.

use vitrine_catalog::ReferrerClass;

/// What a log knows about where an event came from; empty where it has no such column.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Origin<'a> {
    /// Address, host or word.
    pub(crate) referrer: &'a str,
    /// `utm_source`.
    pub(crate) source: &'a str,
    /// `utm_medium` or a channel.
    pub(crate) medium: &'a str,
    /// Address of the page, whose query may hold campaign labels and click ids.
    pub(crate) page: &'a str,
}

/// First parts of host names (before the country's ending).
const SEARCH_HOSTS: [&str; 14] =
    ["google", "bing", "duckduckgo", "yahoo", "ecosia", "qwant", "baidu", "yandex", "startpage", "brave", "kagi", "naver", "seznam", "ask"];
const SOCIAL_HOSTS: [&str; 19] = [
    "facebook",
    "fb",
    "instagram",
    "ig",
    "pinterest",
    "tiktok",
    "twitter",
    "x",
    "t",
    "linkedin",
    "lnkd",
    "reddit",
    "youtube",
    "youtu",
    "snapchat",
    "whatsapp",
    "threads",
    "tumblr",
    "vk",
];
const MAIL_WORDS: [&str; 10] =
    ["email", "e-mail", "mail", "newsletter", "klaviyo", "mailchimp", "sendgrid", "omnisend", "mailerlite", "brevo"];
const PAID_MEDIA: [&str; 12] =
    ["cpc", "ppc", "cpm", "cpv", "paid", "paidsearch", "paid_search", "paidsocial", "paid_social", "display", "retargeting", "banner"];
/// Query parameters that advertising platforms append.
const CLICK_IDS: [&str; 6] = ["gclid=", "gbraid=", "wbraid=", "msclkid=", "ttclid=", "dclid="];

/// The class, labels before addresses; `None` where nothing at all is known, [`ReferrerClass::Direct`] where the referrer is known to be empty.
pub(crate) fn classify(origin: Origin<'_>, has_referrer_column: bool) -> Option<ReferrerClass> {
    let page = origin.page.to_lowercase();
    let medium = or_parameter(origin.medium, &page, "utm_medium=").to_lowercase();
    let source = or_parameter(origin.source, &page, "utm_source=").to_lowercase();
    let referrer = origin.referrer.trim().to_lowercase();
    let from_page = CLICK_IDS.iter().any(|id| page.contains(id)).then_some(ReferrerClass::Advertisement);
    let known = from_page.or_else(|| from_medium(&medium)).or_else(|| from_word(&source)).or_else(|| from_word(&referrer));
    if known.is_some() {
        return known;
    }
    if let Some(class) = from_host(&referrer) {
        return Some(class);
    }
    // Facebook marks shared links and paid ones alike.
    if page.contains("fbclid=") {
        return Some(ReferrerClass::Social);
    }
    let unnamed = |text: &str| matches!(text, "" | "(direct)" | "direct" | "none" | "(none)" | "null" | "(not set)" | "-");
    match (unnamed(&referrer), unnamed(&source)) {
        (true, true) if has_referrer_column || !source.is_empty() || !medium.is_empty() => Some(ReferrerClass::Direct),
        (true, true) => None,
        _ => Some(ReferrerClass::Other),
    }
}

fn or_parameter<'a>(label: &'a str, page: &'a str, parameter: &str) -> &'a str {
    if !label.trim().is_empty() {
        return label.trim();
    }
    let value = page.split_once(parameter).map_or("", |(_, value)| value);
    value.split(['&', '#']).next().unwrap_or_default()
}

fn from_medium(medium: &str) -> Option<ReferrerClass> {
    Some(match medium {
        "" | "(none)" | "none" => return None,
        _ if PAID_MEDIA.contains(&medium) || medium.starts_with("paid") || medium.starts_with("cp") => ReferrerClass::Advertisement,
        _ if MAIL_WORDS.contains(&medium) => ReferrerClass::Email,
        _ if medium.contains("social") => ReferrerClass::Social,
        "organic" | "organic search" | "search" => ReferrerClass::Search,
        "referral" | "affiliate" | "affiliates" => ReferrerClass::Other,
        "direct" => ReferrerClass::Direct,
        _ => return None,
    })
}

fn from_word(word: &str) -> Option<ReferrerClass> {
    Some(match word {
        "search" | "organic" | "organic search" | "seo" => ReferrerClass::Search,
        "social" | "organic social" | "social media" => ReferrerClass::Social,
        "ad" | "ads" | "advertisement" | "advertising" | "adwords" | "googleads" | "google_ads" | "facebook_ads" => {
            ReferrerClass::Advertisement
        }
        "direct" | "(direct)" | "typed" | "bookmark" => ReferrerClass::Direct,
        "other" | "referral" => ReferrerClass::Other,
        _ if PAID_MEDIA.contains(&word) => ReferrerClass::Advertisement,
        _ if MAIL_WORDS.contains(&word) => ReferrerClass::Email,
        _ if !word.contains('.') => return from_label(word),
        _ => return from_host(word),
    })
}

fn from_host(address: &str) -> Option<ReferrerClass> {
    let after_scheme = address.split_once("://").map_or(address, |(_, rest)| rest);
    let host = after_scheme.split(['/', '?', '#', ':']).next().unwrap_or_default();
    if !host.contains('.') {
        return None;
    }
    let mail = host.split('.').any(|label| matches!(label, "mail" | "outlook" | "webmail" | "gmail"));
    if mail {
        return Some(ReferrerClass::Email);
    }
    // The label before the ending, or before "co.uk" and its like.
    let labels: Vec<&str> = host.rsplit('.').collect();
    let name = match labels.as_slice() {
        [_, second, third, ..] if second.len() <= 3 && labels.len() > 2 && matches!(*second, "co" | "com" | "org" | "net") => *third,
        [_, name, ..] => *name,
        _ => return None,
    };
    from_label(name).or(Some(ReferrerClass::Other))
}

fn from_label(label: &str) -> Option<ReferrerClass> {
    if SEARCH_HOSTS.contains(&label) {
        Some(ReferrerClass::Search)
    } else if SOCIAL_HOSTS.contains(&label) {
        Some(ReferrerClass::Social)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ReferrerClass::{Advertisement, Direct, Email, Other, Search, Social};

    #[track_caller]
    fn check(referrer: &str, source: &str, medium: &str, page: &str, expected: Option<ReferrerClass>) {
        assert_eq!(classify(Origin { referrer, source, medium, page }, true), expected);
    }

    #[test]
    fn a_search_engines_address() {
        check("https://www.google.co.uk/", "", "", "", Some(Search));
        check("duckduckgo.com", "", "", "", Some(Search));
    }
    #[test]
    fn a_social_networks_address() {
        check("https://l.instagram.com/?u=x", "", "", "", Some(Social));
        check("https://t.co/abc", "", "", "", Some(Social));
    }
    #[test]
    fn labels_come_before_addresses() {
        check("https://www.google.com/", "google", "cpc", "", Some(Advertisement));
        check("https://www.facebook.com/", "klaviyo", "email", "", Some(Email));
    }
    #[test]
    fn a_click_id_is_an_advertisement() {
        check("https://www.google.com/", "", "", "https://shop.example/?gclid=1", Some(Advertisement));
    }
    #[test]
    fn labels_in_the_pages_address() {
        check("", "", "", "https://shop.example/?utm_source=spring&utm_medium=newsletter#top", Some(Email));
    }
    #[test]
    fn plain_words() {
        for (word, class) in [("social", Social), ("Search", Search), ("email", Email), ("direct", Direct), ("ads", Advertisement)] {
            check(word, "", "", "", Some(class));
        }
    }
    #[test]
    fn an_empty_cell_is_a_direct_visit() {
        check("", "", "", "", Some(Direct));
    }
    #[test]
    fn no_column_is_no_knowledge() {
        assert_eq!(classify(Origin::default(), false), None);
    }
    #[test]
    fn another_site() {
        check("https://blog.example.org/coats", "", "", "", Some(Other));
    }
}
