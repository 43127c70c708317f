//! Lines in double braces: what a chapter takes in from elsewhere.
//!
//! `{{section page HEADING}}` and `{{section package HEADING}}` (`intro` for what stands before the first heading), `{{snippet NAME}}`, `{{element TAG}}`,
//! `{{parts TAG}}`, `{{properties TAG}}`, `{{reserve}}`, `{{failures}}`.

use std::fmt::Write as _;

use super::{Documents, DocumentsError, Snippet, elements};

/// `www/README.md`.
const PAGE: &str = include_str!("../../../../www/README.md");

/// `www/package-readme.md`.
const PACKAGE: &str = include_str!("../../../../www/package-readme.md");

/// The chapter with every such line replaced.
pub fn expanded(text: &str, documents: &Documents) -> Result<String, DocumentsError> {
    let mut whole = String::with_capacity(text.len() * 2);
    for line in text.lines() {
        match line.strip_prefix("{{").and_then(|rest| rest.strip_suffix("}}")) {
            Some(asked) => whole.push_str(&answer(asked, documents)?),
            None => whole.push_str(line),
        }
        whole.push('\n');
    }
    Ok(whole)
}

fn answer(asked: &str, documents: &Documents) -> Result<String, DocumentsError> {
    let unknown = || DocumentsError::Directive(asked.to_owned());
    let (name, rest) = asked.split_once(' ').unwrap_or((asked, ""));
    match name {
        "section" => {
            let found = match rest.split_once(' ') {
                Some(("page", heading)) => section(PAGE, heading),
                Some(("package", heading)) => section(PACKAGE, heading),
                _ => None,
            };
            found.ok_or_else(unknown)
        }
        "snippet" => documents.snippets.iter().find(|snippet| snippet.name == rest).map(shown).ok_or_else(unknown),
        "element" => elements::element(rest)?.ok_or_else(unknown),
        "parts" => elements::parts(rest)?.ok_or_else(unknown),
        "properties" => elements::properties(rest)?.ok_or_else(unknown),
        "reserve" => Ok(format!("```css\n{}\n```", documents.reserve_rules)),
        "failures" => Ok(failures(&documents.failures)),
        _ => Err(unknown()),
    }
}

/// What stands below a heading of the second level, up to the next one.
fn section(text: &str, heading: &str) -> Option<String> {
    let mut parts = text.split("\n## ");
    if heading == "intro" {
        // The title itself is the chapter's own.
        return parts.next()?.split_once('\n').map(|(_, rest)| rest.trim().to_owned());
    }
    parts.find_map(|part| part.strip_prefix(heading)?.strip_prefix('\n')).map(|rest| rest.trim_matches('\n').to_owned())
}

/// A file with its place, the command that writes it, and what to do next.
fn shown(snippet: &Snippet) -> String {
    let Snippet { name, file, text, then } = snippet;
    format!("`vitrine init {name}` prints this; with `--write .` it writes `{file}`.\n\n~~~~~\n{}\n~~~~~\n\n{then}", text.trim_end())
}

/// What is wrong in one column, what to do in the other.
fn failures(lines: &[String]) -> String {
    let mut table = String::from("| the console says | what to do |\n|---|---|\n");
    for line in lines {
        // The first full stop that ends a sentence; one in a file's name does not.
        let (wrong, mend) = line.split_once(". ").unwrap_or((line.trim_end_matches('.'), "The rest works on."));
        // Writing to a String cannot fail.
        let _ = writeln!(table, "| `{}` | {} |", wrong.replace('|', "\\|"), escaped(mend));
    }
    table
}

/// A text without Markdown's marks.
fn escaped(text: &str) -> String {
    text.chars().flat_map(|letter| "\\`*_[]<>|&".contains(letter).then_some('\\').into_iter().chain([letter])).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_section_ends_at_the_next_heading() {
        let text = "# T\nintro\n\n## One\na\n\n### b\nc\n\n## One more\nd\n";
        let check = |heading, expected| assert_eq!(section(text, heading).as_deref(), expected, "{heading}");
        check("intro", Some("intro"));
        check("One", Some("a\n\n### b\nc"));
        check("One more", Some("d"));
        check("Two", None);
    }

    #[test]
    fn a_failure_is_parted_where_its_first_sentence_ends() {
        let table = failures(&["… was not found at …. Upload a|b <again>.".to_owned(), "manifest.json holds nothing.".to_owned()]);
        assert!(table.contains("| `… was not found at …` | Upload a\\|b \\<again\\>. |"), "{table}");
        assert!(table.contains("| `manifest.json holds nothing` | The rest works on. |"), "{table}");
    }

    #[test]
    fn what_is_not_there_is_named() {
        for asked in ["section page Nothing", "section attic Consent", "snippet basic", "parts vitrine-sofa", "song"] {
            let told = expanded(&format!("{{{{{asked}}}}}\n"), &Documents::default()).unwrap_err();
            assert_eq!(told, DocumentsError::Directive(asked.to_owned()));
        }
    }
}
