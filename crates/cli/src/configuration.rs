//! `shop.toml`: what a shop says about itself beyond its exports: sensitive categories, the half of the world that it is in, segments of its shoppers.

use crate::failure::Failure;
use crate::seasons::Hemisphere;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::path::Path;
use vitrine_train::SENSITIVE;

/// The whole file; an absent one is an empty one.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Configuration {
    /// Categories of which nothing may be inferred or told.
    #[serde(default)]
    sensitive: Sensitive,
    /// Where the shop's customers live for the most part; by its currency unless told.
    #[serde(default)]
    hemisphere: Option<Hemisphere>,
    /// Groups of shoppers that the page tells apart, each on the shopper's own device.
    #[serde(default, rename = "segment")]
    segments: Vec<toml::Spanned<Segment>>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Sensitive {
    /// Names, or beginnings of words of names.
    #[serde(default)]
    categories: Vec<String>,
    /// Whether the default list holds as well.
    #[serde(default = "yes")]
    defaults: bool,
}

impl Default for Sensitive {
    fn default() -> Self {
        Sensitive { categories: Vec::new(), defaults: true }
    }
}

const fn yes() -> bool {
    true
}

/// A segment as the file defines it and as `manifest.json` passes it on.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Segment {
    /// Its name, unique in the file.
    pub name: String,
    /// Conditions that must all hold.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub all: Vec<Condition>,
    /// Conditions of which one must hold.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub any: Vec<Condition>,
}

/// One condition.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Condition {
    /// What is looked at.
    pub field: Field,
    /// Which affinity or which category's views.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The word that it must be.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub is: Option<String>,
    /// The smallest number that it may be.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at_least: Option<f64>,
    /// The largest number that it may be.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at_most: Option<f64>,
}

/// What a condition can look at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Field {
    /// `new`, `returning`, `lapsed`, `loyal`.
    Lifecycle,
    /// `none`, `low`, `medium`, `high`; or by number, what all orders came to.
    Value,
    /// Orders so far.
    Orders,
    /// Visits so far.
    Visits,
    /// Days since the visit before.
    DaysSinceVisit,
    /// Share of the shopper's interest, from −1 to 1, in what `name` says: `Oslo`, `colour:red`, `Clothing > Coats`.
    Affinity,
    /// Views, of the category that `name` says where it says one.
    Views,
    /// `phone`, `tablet`, `desktop`.
    Device,
    /// `direct`, `search`, `social`, `email`, `advertisement`, `other`.
    Referrer,
    /// Local hour, 0 to 23.
    Hour,
}

impl Field {
    /// The words that it can be; none for a number.
    const fn words(self) -> &'static [&'static str] {
        match self {
            Field::Lifecycle => &["new", "returning", "lapsed", "loyal"],
            Field::Value => &["none", "low", "medium", "high"],
            Field::Device => &["phone", "tablet", "desktop"],
            Field::Referrer => &["direct", "search", "social", "email", "advertisement", "other"],
            _ => &[],
        }
    }
}

impl Configuration {
    /// Reads a file.
    pub fn read(path: &Path) -> Result<Configuration, Failure> {
        let text = std::fs::read_to_string(path).map_err(|error| Failure::file(path, "read", &error))?;
        Configuration::parse(&text, &path.display().to_string())
    }

    fn parse(text: &str, file: &str) -> Result<Configuration, Failure> {
        let at = |start: usize, what: &str| {
            let before = text.get(..start).unwrap_or(text);
            let line = before.matches('\n').count() + 1;
            let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
            Failure::input(format!("{file}, line {line}, column {column}: {what}"))
        };
        let found: Configuration =
            toml::from_str(text).map_err(|error| at(error.span().map_or(0, |span| span.start), error.message().trim()))?;
        let mut names = BTreeSet::new();
        for segment in &found.segments {
            let start = segment.span().start;
            let segment = segment.get_ref();
            let known = names.insert(segment.name.as_str());
            let wrong = if segment.name.trim().is_empty() {
                Some("expected a name of the segment, found none".to_owned())
            } else if !known {
                Some(format!("expected segments with names of their own, found `{}` twice", segment.name))
            } else if segment.all.is_empty() && segment.any.is_empty() {
                Some(format!("expected a condition in `all` or `any` of segment `{}`, found none", segment.name))
            } else {
                segment.all.iter().chain(&segment.any).find_map(Condition::fault).map(|what| format!("segment `{}`: {what}", segment.name))
            };
            if let Some(what) = wrong {
                return Err(at(start, &what));
            }
        }
        Ok(found)
    }

    /// Patterns of sensitive categories, the default ones among them unless the file leaves them out.
    pub fn sensitive(&self) -> Vec<String> {
        let defaults: &[&str] = if self.sensitive.defaults { &SENSITIVE } else { &[] };
        defaults.iter().map(|&pattern| pattern.to_owned()).chain(self.sensitive.categories.iter().cloned()).collect()
    }

    /// The half of the world whose seasons the shop's records show.
    pub fn hemisphere(&self, currency: &str) -> Hemisphere {
        self.hemisphere.unwrap_or_else(|| Hemisphere::of_currency(currency))
    }

    /// The segments, in the order of the file.
    pub fn segments(&self) -> Vec<Segment> {
        self.segments.iter().map(|segment| segment.get_ref().clone()).collect()
    }
}

impl Condition {
    /// What is wrong with it.
    fn fault(&self) -> Option<String> {
        let field = serde_json::to_value(self.field).ok().and_then(|name| name.as_str().map(str::to_owned)).unwrap_or_default();
        let words = self.field.words();
        let numbers = self.at_least.is_some() || self.at_most.is_some();
        // What orders came to is a word and a number.
        let either = self.field == Field::Value;
        let named = matches!(self.field, Field::Affinity | Field::Views);
        match (&self.is, words) {
            (Some(word), []) => Some(format!("`{field}` is a number: expected atLeast or atMost, found is = \"{word}\"")),
            (Some(word), words) if !words.contains(&word.as_str()) => {
                Some(format!("`{field}`: expected one of {}, found \"{word}\"", words.join(", ")))
            }
            (None, words) if !words.is_empty() && !either => {
                Some(format!("`{field}`: expected is = one of {}, found none", words.join(", ")))
            }
            (Some(_), _) if numbers && !either => Some(format!("`{field}` is a word: expected no atLeast and no atMost")),
            (None, _) if !numbers => Some(format!("`{field}`: expected atLeast or atMost, found neither")),
            _ if self.at_least.zip(self.at_most).is_some_and(|(least, most)| least > most) => {
                Some(format!("`{field}`: expected atLeast below atMost, found them the other way round"))
            }
            _ if self.field == Field::Affinity && self.name.is_none() => {
                Some("`affinity`: expected a name such as \"colour:red\", found none".to_owned())
            }
            _ if self.name.is_some() && !named => Some(format!("`{field}` takes no name")),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Configuration, Hemisphere};

    fn parsed(text: &str) -> Result<Configuration, String> {
        Configuration::parse(text, "shop.toml").map_err(|failure| failure.to_string())
    }

    #[test]
    fn a_file_of_everything() {
        let text = r#"
            [sensitive]
            categories = ["Hair loss"]

            [[segment]]
            name = "loyal eco"
            all = [{ field = "lifecycle", is = "loyal" }, { field = "affinity", name = "value:eco-friendly", atLeast = 0.2 }]

            [[segment]]
            name = "evening phone"
            any = [{ field = "hour", atLeast = 18, atMost = 22 }, { field = "device", is = "phone" }]
        "#;
        let found = parsed(text).unwrap();
        assert!(found.sensitive().iter().any(|pattern| pattern == "Hair loss") && found.sensitive().len() > 20);
        let json = serde_json::to_string(&found.segments()[0]).unwrap();
        assert_eq!(
            json,
            r#"{"name":"loyal eco","all":[{"field":"lifecycle","is":"loyal"},{"field":"affinity","name":"value:eco-friendly","atLeast":0.2}]}"#
        );
    }

    #[test]
    fn the_default_list_can_be_left_out() {
        assert_eq!(parsed("[sensitive]\ndefaults = false\ncategories = [\"Knives\"]").unwrap().sensitive(), ["Knives"]);
        assert!(parsed("").unwrap().sensitive().len() > 20);
    }

    #[test]
    fn the_half_of_the_world_is_told_or_follows_from_the_currency() {
        assert_eq!(parsed("").unwrap().hemisphere("NZD"), Hemisphere::South);
        assert_eq!(parsed("hemisphere = \"north\"").unwrap().hemisphere("NZD"), Hemisphere::North);
    }

    #[test]
    fn faults_are_named_with_their_place() {
        let segment = |condition: &str| format!("[[segment]]\nname = \"a\"\nall = [{condition}]\n");
        for (text, expected) in [
            ("[sensitve]\n".to_owned(), "shop.toml, line 1, column 2: unknown field `sensitve`"),
            ("x = \n".to_owned(), "shop.toml, line 1, column "),
            ("[[segment]]\nname = \"a\"\n".to_owned(), "expected a condition in `all` or `any` of segment `a`, found none"),
            (segment("{ field = \"mood\", is = \"good\" }"), "shop.toml, line 3, column 18: unknown variant `mood`"),
            (
                segment("{ field = \"lifecycle\", is = \"old\" }"),
                "`lifecycle`: expected one of new, returning, lapsed, loyal, found \"old\"",
            ),
            ("hemisphere = \"east\"".to_owned(), "shop.toml, line 1, column 14: unknown variant `east`"),
            (segment("{ field = \"orders\" }"), "`orders`: expected atLeast or atMost, found neither"),
            (segment("{ field = \"affinity\", atLeast = 0.5 }"), "`affinity`: expected a name"),
            (segment("{ field = \"hour\", atLeast = 9, atMost = 8 }"), "the other way round"),
            (segment("{ field = \"hour\", atLeast = 9 }").repeat(2), "found `a` twice"),
        ] {
            let message = parsed(&text).map(|_| ()).unwrap_err();
            assert!(message.contains(expected), "{message}\nis not: {expected}");
        }
    }
}
