//! The documentation as pages of the shop, in its frame and with its policy, each element alive on its own page.
//!
//! Chapters are Markdown in `crates/shop/docs`. What is told elsewhere already is not told again there: a line `{{…}}` takes in a section of
//! `www/README.md`, a snippet of `vitrine init`, a table of `custom-elements.json`, or what the page's build read out of its sources ([`directive`]).

mod chapters;
mod directive;
mod elements;
mod markdown;

use maud::{Markup, PreEscaped, html};

use crate::page::Page;
use chapters::{CHAPTERS, Chapter};

/// Folder of the documentation in the shop's.
const FOLDER: &str = "docs/";

/// What the chapters take in from elsewhere.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Documents {
    /// What `vitrine init` writes, one for each kind of shop.
    pub snippets: Vec<Snippet>,
    /// The lines that the page's console can say, with `…` for what differs.
    pub failures: Vec<String>,
    /// The rules that keep shelves' space from the first paint on.
    pub reserve_rules: String,
    /// Id of a product that others were bought together with, for the live examples.
    pub example: String,
}

/// A file for a shop.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Snippet {
    /// Name of the kind of shop, as `vitrine init` takes it.
    pub name: String,
    /// Where the file goes in the shop's project.
    pub file: String,
    /// What stands in it.
    pub text: String,
    /// What to do next.
    pub then: String,
}

/// Why a chapter can't be made; only a defect of the sources can cause it.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum DocumentsError {
    /// A line in double braces names nothing that there is.
    #[error("expected a section, snippet or table, found {{{{{0}}}}}, which names none")]
    Directive(String),
    /// A link leads nowhere.
    #[error("expected the name of a chapter such as events.md, found a link to {0}")]
    Link(String),
    /// `custom-elements.json` can't be read.
    #[error("custom-elements.json: {0}")]
    Elements(String),
}

/// Every page with its path in the shop, in the order of reading.
pub fn pages(documents: &Documents) -> Result<Vec<(String, Page)>, (String, DocumentsError)> {
    let made = CHAPTERS.iter().enumerate().map(|(number, chapter)| {
        let path = format!("{FOLDER}{}index.html", folder(chapter));
        page(documents, number, chapter).map(|page| (path.clone(), page)).map_err(|error| (path, error))
    });
    made.collect()
}

/// A chapter's folder in that of the documentation; the first chapter is the folder's own page.
fn folder(chapter: &Chapter) -> String {
    if chapter.name == chapters::FIRST { String::new() } else { format!("{}/", chapter.name) }
}

fn page(documents: &Documents, number: usize, chapter: &Chapter) -> Result<Page, DocumentsError> {
    let (root, up) = if chapter.name == chapters::FIRST { ("../", "") } else { ("../../", "../") };
    let text = directive::expanded(chapter.text, documents)?;
    let body = markdown::rendered(&text, up, &documents.example)?;
    let beside = |other: Option<&'static Chapter>, word: &str, relation: &str| {
        html! {
            @if let Some(other) = other {
                a rel=(relation) href={ (up) (folder(other)) (empty_here(up, other)) } { span { (word) } " " (other.title()) }
            } @else {
                span {}
            }
        }
    };
    let content = html! {
        div.docs {
            article.reading {
                (PreEscaped(body))
                nav.beside aria-label="Next chapters" {
                    (beside(number.checked_sub(1).and_then(|before| CHAPTERS.get(before)), "Before:", "prev"))
                    (beside(CHAPTERS.get(number + 1), "Next:", "next"))
                }
            }
            (contents(up, chapter))
        }
    };
    Ok(Page {
        title: format!("{} · Documentation", chapter.title()),
        description: chapter.description(),
        kind: "",
        product: None,
        category: None,
        root: root.to_owned(),
        triggers: chapter.name == "triggers",
        structured: Vec::new(),
        content,
    })
}

/// An address must not be empty: the first chapter is `./` on its own page.
fn empty_here(up: &str, chapter: &Chapter) -> &'static str {
    if up.is_empty() && chapter.name == chapters::FIRST { "./" } else { "" }
}

/// The list of all chapters.
fn contents(up: &str, here: &Chapter) -> Markup {
    let mut groups: Vec<(&str, Vec<&Chapter>)> = Vec::new();
    for chapter in CHAPTERS {
        match groups.last_mut().filter(|(group, _)| *group == chapter.group) {
            Some((_, list)) => list.push(chapter),
            None => groups.push((chapter.group, vec![chapter])),
        }
    }
    html! {
        nav.chapters aria-label="Documentation" {
            @for (number, (group, list)) in groups.iter().enumerate() {
                p id={ "group-" (number) } { (group) }
                ul aria-labelledby={ "group-" (number) } {
                    @for chapter in list {
                        li { a href={ (up) (folder(chapter)) (empty_here(up, chapter)) } aria-current=[(chapter.name == here.name).then_some("page")] { (chapter.title()) } }
                    }
                }
            }
        }
    }
}
