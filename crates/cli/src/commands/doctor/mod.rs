//! `vitrine doctor`: looks at a deployed folder as a browser does, and says of each thing that is wrong how to mend it.

mod fetch;
mod files;
mod policy;

use crate::arguments::DoctorArguments;
use crate::console;
use crate::failure::Failure;
use crate::text::plural;
use fetch::Fetcher;
use serde::Serialize;
use std::fmt::Write as _;
use url::Url;

/// How much a finding matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
enum Weight {
    /// In order.
    Good,
    /// Works, but slower than it could.
    Better,
    /// Shelves do not show, or may stop to.
    Wrong,
}

/// One thing that was looked at.
#[derive(Debug, Serialize)]
struct Finding {
    weight: Weight,
    /// The file, or `page`.
    place: String,
    /// A sentence; where something is to be done, another that says what.
    says: String,
}

/// All that was looked at.
#[derive(Debug, Default, Serialize)]
pub struct Findings {
    found: Vec<Finding>,
}

impl Findings {
    fn note(&mut self, weight: Weight, place: &str, says: impl Into<String>) {
        self.found.push(Finding { weight, place: place.to_owned(), says: says.into() });
    }

    fn good(&mut self, place: &str, says: impl Into<String>) {
        self.note(Weight::Good, place, says);
    }

    fn better(&mut self, place: &str, says: impl Into<String>) {
        self.note(Weight::Better, place, says);
    }

    fn wrong(&mut self, place: &str, says: impl Into<String>) {
        self.note(Weight::Wrong, place, says);
    }
}

/// Runs the command; anything wrong makes it fail.
pub fn run(arguments: &DoctorArguments) -> Result<(), Failure> {
    let address = Url::parse(&arguments.url).ok().filter(|address| matches!(address.scheme(), "http" | "https")).ok_or_else(|| {
        Failure::usage(format!("“{}” is no web address; expected one such as https://shop.example/vitrine/", arguments.url))
    })?;
    let mut findings = Findings::default();
    look(&Fetcher::new(), &address, &mut findings)?;
    if arguments.json {
        console::json(&findings)?;
    } else {
        console::answer(&text(&findings))?;
    }
    match findings.found.iter().filter(|finding| finding.weight == Weight::Wrong).count() {
        0 => Ok(()),
        count => Err(Failure::input(format!("{address}: {} to mend", plural(count, "thing", "things")))),
    }
}

/// Looks at a folder, or at a page and the folder that its script tag names.
fn look(fetcher: &Fetcher, address: &Url, findings: &mut Findings) -> Result<(), Failure> {
    let answer = fetcher.get(address)?;
    let markup = String::from_utf8_lossy(&answer.content);
    let script = (answer.media_type() == "text/html").then(|| script_in(&markup)).flatten();
    let Some(folder) = script.and_then(|source| address.join(&source).ok()?.join(".").ok()) else {
        return files::check(fetcher, &folder_of(address), None, findings);
    };
    findings.good("page", format!("loads {folder}{}", files::LOADER));
    let policies: Vec<&str> = answer.all("content-security-policy").collect();
    let forbidden: Vec<String> = policies.iter().flat_map(|policy| policy::forbidden(policy, address, &folder)).collect();
    if forbidden.is_empty() && !policies.is_empty() {
        findings.good("page", "its Content-Security-Policy allows all that Vitrine does");
    }
    for sentence in forbidden {
        findings.wrong("page", sentence);
    }
    files::check(fetcher, &folder, Some(address), findings)
}

/// The folder that an address names: itself, or where its last part lies.
fn folder_of(address: &Url) -> Url {
    let mut folder = address.clone();
    folder.set_query(None);
    folder.set_fragment(None);
    let file = folder.path().rsplit('/').next().is_some_and(|name| name.contains('.'));
    if file {
        return folder.join(".").unwrap_or(folder);
    }
    if !folder.path().ends_with('/') {
        folder.set_path(&format!("{}/", folder.path()));
    }
    folder
}

/// The address in the page's script tag of the loader.
fn script_in(markup: &str) -> Option<String> {
    markup.split("<script").skip(1).find_map(|tag| {
        let tag = tag.split('>').next()?;
        let value = tag.split_once("src=")?.1;
        let quote = value.chars().next().filter(|quote| matches!(quote, '"' | '\''));
        let source = match quote {
            Some(quote) => value.get(1..)?.split(quote).next()?,
            None => value.split_ascii_whitespace().next()?,
        };
        let path = source.split(['?', '#']).next()?;
        (path == files::LOADER || path.ends_with("/vitrine.js")).then(|| source.replace("&amp;", "&"))
    })
}

fn text(findings: &Findings) -> String {
    let mut text = String::new();
    for Finding { weight, place, says } in &findings.found {
        let mark = match weight {
            Weight::Good => "good  ",
            Weight::Better => "better",
            Weight::Wrong => "wrong ",
        };
        // Writing to a String cannot fail.
        let _ = writeln!(text, "{mark} {place}: {says}");
    }
    text
}

#[cfg(test)]
mod tests;
