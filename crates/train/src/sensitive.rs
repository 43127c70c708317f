//! Categories of which nothing may be inferred and nothing told.

use vitrine_format::CategoryPart;

use crate::columns::Categories;

/// What is sensitive unless a shop says otherwise: words at the beginning of words of a category's name, side by side where there are two.
///
/// They follow the special categories of article 9 of the GDPR (health, sex life, religion, politics) and what advertising policies
/// restrict (weapons, tobacco, gambling).
pub const SENSITIVE: [&str; 48] = [
    "health care",
    "medic",
    "medikament",
    "arznei",
    "pharma",
    "apothek",
    "drug",
    "incontinence",
    "inkontinenz",
    "diabet",
    "hiv",
    "mental health",
    "weight loss",
    "hearing aid",
    "mobility aid",
    "sexual",
    "sex toy",
    "erotic",
    "erotik",
    "adult toy",
    "condom",
    "kondom",
    "lubricant",
    "fetish",
    "pregnan",
    "schwanger",
    "maternity",
    "umstand",
    "fertility",
    "ovulation",
    "baby loss",
    "religio",
    "bible",
    "quran",
    "rosar",
    "devotional",
    "politic",
    "politik",
    "campaign badge",
    "weapon",
    "waffe",
    "firearm",
    "ammunition",
    "munition",
    "tobacco",
    "tabak",
    "cannabis",
    "gambl",
];

/// For each category whether it, or one above it, has a name that one of the patterns stands in.
pub fn sensitive(categories: &Categories, patterns: &[String]) -> Vec<bool> {
    let patterns: Vec<Vec<String>> = patterns.iter().map(|pattern| words(pattern)).filter(|words| !words.is_empty()).collect();
    let mut found: Vec<bool> = Vec::with_capacity(categories.tree.len());
    for category in &categories.tree {
        let above = category.parent.and_then(|parent| found.get(usize::from(parent.0))).copied().unwrap_or(false);
        found.push(above || patterns.iter().any(|pattern| matches(category, pattern)));
    }
    found
}

/// Whether the pattern's words begin words of the name that stand side by side.
fn matches(category: &CategoryPart, pattern: &[String]) -> bool {
    let name = words(&category.name);
    name.windows(pattern.len()).any(|words| words.iter().zip(pattern).all(|(word, beginning)| word.starts_with(beginning.as_str())))
}

fn words(text: &str) -> Vec<String> {
    text.to_lowercase().split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::catalogue_of;

    fn check(path: &[&str], patterns: &[&str], expected: bool) {
        let mut catalogue = catalogue_of(1);
        catalogue.products[0].category = path.iter().map(|&name| name.to_owned()).collect();
        let patterns: Vec<String> = patterns.iter().map(|&pattern| pattern.to_owned()).collect();
        assert_eq!(sensitive(&Categories::build(&catalogue), &patterns).last(), Some(&expected), "{path:?} {patterns:?}");
    }

    #[test]
    fn names_match_by_the_beginnings_of_words() {
        check(&["Health & Beauty", "Health Care"], &SENSITIVE, true);
        check(&["Health & Beauty", "Cosmetics"], &SENSITIVE, false);
        check(&["Clothing", "Maternity Clothing"], &SENSITIVE, true);
        check(&["Schwangerschaft"], &SENSITIVE, true);
        check(&["Kitchen", "Essex tables"], &SENSITIVE, false);
        check(&["Bows"], &["bow"], true);
    }

    #[test]
    fn what_lies_below_is_sensitive_too() {
        check(&["Weapons", "Cleaning cloths"], &SENSITIVE, true);
        check(&["Weapons", "Cleaning cloths"], &[], false);
    }
}
