//! Plain text from the HTML that shop editors produce.

/// Tags after which the text goes on in the same word; every other tag separates.
const INLINE: [&str; 22] = [
    "a", "abbr", "b", "bdi", "bdo", "cite", "code", "em", "font", "i", "ins", "kbd", "mark", "q", "s", "small", "span", "strong", "sub",
    "sup", "u", "wbr",
];

/// Removes markup and comments, script and style contents, decodes character references and collapses white space.
///
/// Not a parser of whole documents: made for product descriptions, and safe on anything, since the result is shown as text only.
pub(crate) fn to_text(html: &str) -> String {
    let mut text = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(open) = rest.find('<') {
        let (before, tag) = rest.split_at(open);
        text.push_str(before);
        let Some(length) = tag_length(tag) else {
            // A "<" that opens no tag stands for itself.
            text.push('<');
            rest = tag.get(1..).unwrap_or_default();
            continue;
        };
        let name: String =
            tag.get(1..length).unwrap_or_default().trim_start_matches('/').chars().take_while(char::is_ascii_alphanumeric).collect();
        let name = name.to_ascii_lowercase();
        rest = tag.get(length..).unwrap_or_default();
        if !INLINE.contains(&name.as_str()) {
            text.push(' ');
        }
        if !tag.starts_with("</") && matches!(name.as_str(), "script" | "style") {
            let close = format!("</{name}");
            let end = rest.as_bytes().windows(close.len()).position(|window| window.eq_ignore_ascii_case(close.as_bytes()));
            rest = end.and_then(|end| rest.get(end..)).unwrap_or_default();
        }
    }
    text.push_str(rest);
    let decoded = html_escape::decode_html_entities(&text);
    decoded.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Bytes of the tag or comment that `text` (which begins with `<`) opens with; `None` if it opens none.
fn tag_length(text: &str) -> Option<usize> {
    if let Some(comment) = text.strip_prefix("<!--") {
        return Some(comment.find("-->").map_or(text.len(), |end| end + 7));
    }
    let second = text.get(1..)?.chars().next()?;
    if !(second.is_ascii_alphabetic() || matches!(second, '/' | '!' | '?')) {
        return None;
    }
    let mut quote = None;
    for (index, byte) in text.bytes().enumerate() {
        match (quote, byte) {
            (None, b'>') => return Some(index + 1),
            // A quote opens only after "=", so that the apostrophe of a broken tag does not swallow the text.
            (None, b'"' | b'\'') if text.get(..index).is_some_and(|before| before.trim_end().ends_with('=')) => quote = Some(byte),
            (Some(open), byte) if open == byte => quote = None,
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(html: &str, expected: &str) {
        assert_eq!(to_text(html), expected);
    }

    #[test]
    fn paragraphs_become_words() {
        check("<p>Warm coat.</p><p>Light, too.</p>", "Warm coat. Light, too.");
    }
    #[test]
    fn inline_tags_split_no_word() {
        check("un<b>break</b>able", "unbreakable");
    }
    #[test]
    fn references_are_decoded() {
        check("Fish &amp; chips &lt;3 caf&eacute; &#8217;n&nbsp;tea", "Fish & chips <3 café ’n tea");
    }
    #[test]
    fn a_decoded_tag_stays_text() {
        check("&lt;b&gt;", "<b>");
    }
    #[test]
    fn scripts_and_comments_go() {
        check("a<script>var b = '<p>';</SCRIPT>c<!-- <d> -->e<style>f{}</style>", "a c e");
    }
    #[test]
    fn quoted_angles_end_no_tag() {
        check("<img alt=\"a > b\" src='x'>coat", "coat");
    }
    #[test]
    fn a_lone_angle_is_text() {
        check("size < 10 and <3", "size < 10 and <3");
    }
    #[test]
    fn an_open_tag_is_text() {
        check("coat <b", "coat <b");
    }
    #[test]
    fn plain_text_stays() {
        check("Ocean blue  shirt.\n Two lines ", "Ocean blue shirt. Two lines");
    }
}
