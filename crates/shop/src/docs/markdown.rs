//! A chapter's Markdown as HTML: headings that can be linked to, code and tables that scroll by keyboard, examples that live.

use std::collections::BTreeSet;

use maud::html;
use pulldown_cmark::{CodeBlockKind, CowStr, Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use super::{CHAPTERS, DocumentsError, chapters};

/// What follows the language of a block of HTML that is to be shown at work as well.
const LIVE: &str = "html live";

/// Stands in such a block for the id of a product.
const PRODUCT: &str = "{product}";

/// The HTML. `up` leads from the page to the documentation's folder; `product` is an id for the live examples.
pub fn rendered(text: &str, up: &str, product: &str) -> Result<String, DocumentsError> {
    let events: Vec<Event> = Parser::new_ext(text, Options::ENABLE_TABLES).collect();
    let mut made: Vec<Event> = Vec::with_capacity(events.len());
    let mut names = BTreeSet::new();
    let mut rest = events.into_iter().peekable();
    while let Some(event) = rest.next() {
        match event {
            Event::Start(Tag::CodeBlock(kind)) => {
                let mut code = String::new();
                for inside in rest.by_ref() {
                    match inside {
                        Event::Text(piece) => code.push_str(&piece),
                        _ => break,
                    }
                }
                let live = matches!(&kind, CodeBlockKind::Fenced(told) if told.as_ref() == LIVE);
                made.push(Event::Html(block(&code, live, product).into()));
            }
            Event::Start(Tag::Heading { level, .. }) => {
                let mut inside: Vec<Event> = Vec::new();
                for piece in rest.by_ref() {
                    if matches!(piece, Event::End(TagEnd::Heading(_))) {
                        break;
                    }
                    inside.push(piece);
                }
                let id = (level != HeadingLevel::H1).then(|| unused(&mut names, &inside));
                made.push(Event::Start(Tag::Heading { level, id: id.map(CowStr::from), classes: Vec::new(), attrs: Vec::new() }));
                made.append(&mut inside);
                made.push(Event::End(TagEnd::Heading(level)));
            }
            Event::Start(Tag::Table(columns)) => {
                made.push(Event::Html("<div class=\"wide\" role=\"group\" aria-label=\"Table\" tabindex=\"0\">".into()));
                made.push(Event::Start(Tag::Table(columns)));
            }
            Event::End(TagEnd::Table) => made.extend([Event::End(TagEnd::Table), Event::Html("</div>".into())]),
            Event::Start(Tag::Link { link_type, dest_url, title, id }) => {
                let dest_url = address(&dest_url, up)?.into();
                made.push(Event::Start(Tag::Link { link_type, dest_url, title, id }));
            }
            other => made.push(other),
        }
    }
    let mut page = String::with_capacity(text.len() * 2);
    pulldown_cmark::html::push_html(&mut page, made.into_iter());
    Ok(page)
}

/// Code to read, and below it the same at work.
fn block(code: &str, live: bool, product: &str) -> String {
    let shown = code.replace(PRODUCT, product);
    let mut markup = html! { pre tabindex="0" { code { (shown) } } }.into_string();
    if live {
        // The id is the shop's own text and goes into an attribute; the rest is this project's.
        markup.push_str("<div class=\"live\">");
        markup.push_str(&code.replace(PRODUCT, &html! { (product) }.into_string()));
        markup.push_str("</div>");
    }
    markup
}

/// Where a link of a chapter leads, as seen from its page.
fn address(link: &str, up: &str) -> Result<String, DocumentsError> {
    if link.starts_with("https://") || link.starts_with('#') {
        return Ok(link.to_owned());
    }
    let (file, place) = link.split_once('#').map_or((link, String::new()), |(file, place)| (file, format!("#{place}")));
    let name = file.strip_suffix(".md").filter(|name| CHAPTERS.iter().any(|chapter| chapter.name == *name));
    let name = name.ok_or_else(|| DocumentsError::Link(link.to_owned()))?;
    let folder = if name == chapters::FIRST { String::new() } else { format!("{name}/") };
    let whole = format!("{up}{folder}{place}");
    Ok(if whole.is_empty() { "./".to_owned() } else { whole })
}

/// A name for a heading: its words in small letters, with a number where another has them.
fn unused(names: &mut BTreeSet<String>, heading: &[Event]) -> String {
    let mut name = String::new();
    for event in heading {
        if let Event::Text(text) | Event::Code(text) = event {
            for letter in text.chars() {
                if letter.is_alphanumeric() {
                    name.extend(letter.to_lowercase());
                } else if !name.is_empty() && !name.ends_with('-') {
                    name.push('-');
                }
            }
        }
    }
    let name = name.trim_end_matches('-').to_owned();
    let mut free = name.clone();
    let mut number = 1;
    while !names.insert(free.clone()) {
        number += 1;
        free = format!("{name}-{number}");
    }
    free
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &str) {
        assert_eq!(rendered(text, "../", "a\"<b").unwrap().trim(), expected);
    }

    #[test]
    fn headings_have_names_of_their_own() {
        check(
            "## The `<tag>`, twice\n\n## The tag twice",
            "<h2 id=\"the-tag-twice\">The <code>&lt;tag&gt;</code>, twice</h2>\n<h2 id=\"the-tag-twice-2\">The tag twice</h2>",
        );
    }

    #[test]
    fn an_example_is_shown_and_lives_whatever_the_product_is_called() {
        check(
            "```html live\n<a b=\"{product}\">\n```",
            "<pre tabindex=\"0\"><code>&lt;a b=&quot;a&quot;&lt;b&quot;&gt;\n</code></pre><div class=\"live\"><a b=\"a&quot;&lt;b\">\n</div>",
        );
    }

    #[test]
    fn links_lead_to_chapters() {
        check(
            "[a](events.md#b) [c](start.md) [d](https://e.example/)",
            "<p><a href=\"../events/#b\">a</a> <a href=\"../\">c</a> <a href=\"https://e.example/\">d</a></p>",
        );
        assert_eq!(rendered("[a](attic.md)", "", "").unwrap_err(), DocumentsError::Link("attic.md".to_owned()));
    }
}
