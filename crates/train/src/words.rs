//! Words of a product's texts with their weights.

use std::collections::BTreeMap;

use vitrine_catalog::Product;

/// Weight of a word by where it stands.
const TITLE: f32 = 3.0;
const TAG: f32 = 2.0;
const CATEGORY: f32 = 2.0;
const ATTRIBUTE: f32 = 1.5;
const DESCRIPTION: f32 = 1.0;

/// The product's words, each with the sum of the weights of its places.
pub fn weighted_words(product: &Product) -> BTreeMap<String, f32> {
    let mut words = BTreeMap::new();
    let mut add = |text: &str, weight: f32| {
        each_word(text, |word| *words.entry(word).or_insert(0.0) += weight);
    };
    if product.title != product.id {
        add(&product.title, TITLE);
    }
    product.tags.iter().for_each(|tag| add(tag, TAG));
    product.category.iter().for_each(|name| add(name, CATEGORY));
    product.attributes.values().for_each(|value| add(value, ATTRIBUTE));
    add(&product.description, DESCRIPTION);
    words
}

/// True when the catalogue says anything about the product that others could share.
pub fn has_content(product: &Product) -> bool {
    let titled = !product.title.is_empty() && product.title != product.id;
    titled || !product.description.is_empty() || !product.tags.is_empty() || !product.category.is_empty()
}

/// Calls `each` for every word of two letters or more, in lower case and without a plural's "s".
fn each_word(text: &str, mut each: impl FnMut(String)) {
    for word in text.split(|letter: char| !letter.is_alphanumeric()) {
        let mut lower: String = word.chars().flat_map(char::to_lowercase).collect();
        let letters = lower.chars().count();
        if letters < 2 {
            continue;
        }
        if letters > 3 && lower.ends_with('s') && !lower.ends_with("ss") {
            lower.pop();
        }
        each(lower);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_lower_case_and_singular() {
        let mut words = Vec::new();
        each_word("Wool COATS, size-M; glass Été", |word| words.push(word));
        assert_eq!(words, ["wool", "coat", "size", "glass", "été"]);
    }

    #[test]
    fn a_title_weighs_more_than_a_description() {
        let product = Product { id: "x".into(), title: "Lamp".into(), description: "brass lamp".into(), ..Product::default() };
        let words = weighted_words(&product);
        assert_eq!(words.get("lamp"), Some(&4.0));
        assert_eq!(words.get("brass"), Some(&1.0));
    }

    #[test]
    fn a_bare_id_is_no_content() {
        assert!(!has_content(&Product { id: "7".into(), title: "7".into(), ..Product::default() }));
    }
}
