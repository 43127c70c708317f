//! Titles, descriptions and tags.

use crate::data::{Brand, Colour, Material, Type};

/// What a title and a text are put together from.
pub(crate) struct Words<'a> {
    pub(crate) kind: &'a Type,
    pub(crate) series: &'a str,
    pub(crate) material: &'a Material,
    pub(crate) brand: &'a Brand,
    pub(crate) pattern: &'a str,
    pub(crate) colours: &'a [Colour],
}

/// Longest title to which the colour is still added.
const ROOM_FOR_COLOUR: usize = 36;

/// How a pattern is called in a title; `None` for what goes without saying.
pub(crate) fn pattern_word(pattern: &str) -> Option<&'static str> {
    Some(match pattern {
        "stripes" => "Striped",
        "breton" => "Breton",
        "checks" => "Checked",
        "gingham" => "Gingham",
        "tartan" => "Tartan",
        "dots" => "Spotted",
        "herringbone" => "Herringbone",
        "floral" => "Floral",
        "leaf" => "Leaf-Print",
        "cable" => "Cable-Knit",
        "fair isle" => "Fair Isle",
        "ribbed" => "Ribbed",
        "speckle" => "Speckled",
        "marl" => "Marl",
        _ => return None,
    })
}

/// "Rannoch Herringbone Wool Scarf in Rust": series, pattern, material, noun, colour, as far as they say something.
pub(crate) fn title(words: &Words<'_>, turn: usize) -> String {
    let noun = &words.kind.noun;
    let pattern = pattern_word(words.pattern).filter(|_| !words.kind.colourless);
    // A pattern and a material in every title would have the rhythm of a machine.
    let said = words.kind.materials.len() > 1 && !words.kind.plain_material && !noun.contains(&words.material.title);
    // "Boiled Wool Wool Coat" says it twice.
    let told = noun.split(' ').next().and_then(|first| words.material.title.strip_suffix(first)).unwrap_or(&words.material.title);
    let material = said.then_some(told.trim_end()).filter(|_| pattern.is_none() || turn.is_multiple_of(3));
    let parts = [Some(words.series), pattern, material, Some(noun.as_str())];
    let mut title = parts.into_iter().flatten().collect::<Vec<_>>().join(" ");
    if let [colour] = words.colours
        && !words.kind.colourless
        && words.material.colour.is_none()
        && title.chars().count() <= ROOM_FOR_COLOUR
        && turn % 4 != 3
    {
        title.push_str(" in ");
        title.push_str(&colour.name);
    }
    title
}

/// Two paragraphs of two to four sentences in all. `turn` walks through the lists at different paces, so that no two neighbours read alike.
pub(crate) fn description(words: &Words<'_>, turn: usize) -> String {
    let of = |list: &[String], turn: usize| list.get(turn % list.len().max(1)).cloned().unwrap_or_default();
    let cut = of(&words.kind.cuts, turn);
    let purpose = of(&words.kind.uses, turn + turn / words.kind.cuts.len().max(1));
    let cloth = of(&words.material.sentences, turn / 2 + turn);
    let care = of(&words.material.care, turn / 3 + turn);
    let maker = of(&words.brand.sentences, turn / 2);
    let (first, second): (Vec<&str>, Vec<&str>) = match turn % 6 {
        0 => (vec![&cut, &cloth], vec![&purpose, &care]),
        1 => (vec![&purpose, &cut], vec![&cloth]),
        2 => (vec![&cloth, &cut], vec![&maker]),
        3 => (vec![&purpose], vec![&cut, &care]),
        4 => (vec![&maker, &cloth], vec![&cut, &purpose]),
        _ => (vec![&cut, &purpose], vec![&maker, &care]),
    };
    format!("<p>{}</p><p>{}</p>", escape(&first.join(" ")), escape(&second.join(" ")))
}

/// Labels: of the type, the material, the pattern and the colours.
pub(crate) fn tags(words: &Words<'_>) -> Vec<String> {
    let mut tags: Vec<String> = Vec::new();
    let pattern = pattern_word(words.pattern).map(str::to_lowercase);
    let colours = words.colours.iter().filter(|_| !words.kind.colourless).map(|colour| colour.name.to_lowercase());
    let all = words.kind.tags.iter().chain(&words.material.tags).cloned().chain(pattern).chain(colours);
    for tag in all {
        if !tags.contains(&tag) {
            tags.push(tag);
        }
    }
    tags
}

/// The handle that Shopify makes of a title, in plain letters.
pub(crate) fn handle(title: &str) -> String {
    let mut handle = String::new();
    for character in title.to_lowercase().chars() {
        let plain = match character {
            'é' | 'è' => 'e',
            'ú' => 'u',
            'í' => 'i',
            'ñ' => 'n',
            '’' | '\'' => continue,
            other => other,
        };
        if plain.is_ascii_alphanumeric() {
            handle.push(plain);
        } else if !handle.ends_with('-') && !handle.is_empty() {
            handle.push('-');
        }
    }
    handle.trim_end_matches('-').to_owned()
}

/// Text for HTML and SVG.
pub(crate) fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn handles_are_plain() {
        let cases = [
            ("Fig & Vetiver Soy Scented Candle", "fig-vetiver-soy-scented-candle"),
            ("Kiln Glass Cafetière", "kiln-glass-cafetiere"),
            ("Weir Chef's Knife", "weir-chefs-knife"),
        ];
        for (title, expected) in cases {
            assert_eq!(handle(title), expected);
        }
    }
}
