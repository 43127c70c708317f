//! What products have in common beyond category and brand: colour, material, style, and values such as eco-friendly; and how dear each is
//! among its kind.

use std::collections::{BTreeMap, BTreeSet};

use vitrine_catalog::{Catalogue, Product};
use vitrine_format::{MOST_TRAITS, TIER_BOUNDS};

use crate::columns::{Categories, is_listed};

/// Products that must share a trait before it is one; a shop of few products needs fewer.
const FEWEST: usize = 5;
/// Priced products that must stand in a category before its prices make tiers.
const FEWEST_FOR_TIERS: usize = 8;

/// Names of attributes and options that hold a colour, a material, a style, in the languages of shops.
const COLOUR_NAMES: [&str; 16] = [
    "color",
    "colour",
    "farbe",
    "couleur",
    "kleur",
    "colore",
    "cor",
    "färg",
    "farge",
    "farve",
    "väri",
    "kolor",
    "barva",
    "renk",
    "色",
    "カラー",
];
const MATERIAL_NAMES: [&str; 12] =
    ["material", "fabric", "materiale", "matière", "matiere", "materiaal", "stoff", "tessuto", "tejido", "materiał", "materyal", "素材"];
const STYLE_NAMES: [&str; 8] = ["style", "stil", "estilo", "stile", "stijl", "fit", "pattern", "muster"];

/// Words that mean a colour, with the colour's name.
const COLOURS: [(&str, &[&str]); 15] = [
    ("black", &["black", "schwarz", "noir", "nero", "negro", "zwart", "ebony"]),
    ("white", &["white", "weiss", "weiß", "blanc", "bianco", "blanco", "wit", "ivory"]),
    ("grey", &["grey", "gray", "grau", "gris", "grigio", "grijs", "charcoal", "slate"]),
    ("red", &["red", "rot", "rouge", "rosso", "rojo", "rood", "scarlet", "crimson", "burgundy"]),
    ("blue", &["blue", "blau", "bleu", "blu", "azul", "blauw", "navy", "indigo", "cobalt"]),
    ("green", &["green", "grün", "vert", "verde", "groen", "olive", "sage", "moss"]),
    ("yellow", &["yellow", "gelb", "jaune", "giallo", "amarillo", "geel", "mustard"]),
    ("orange", &["orange", "arancione", "naranja", "oranje"]),
    ("pink", &["pink", "rosa", "rose", "roze", "fuchsia", "blush"]),
    ("purple", &["purple", "lila", "violett", "violet", "viola", "morado", "paars", "plum", "lavender"]),
    ("brown", &["brown", "braun", "brun", "marron", "marrone", "marrón", "bruin", "chocolate", "tan"]),
    ("beige", &["beige", "sand", "cream", "crème", "oatmeal", "camel"]),
    ("gold", &["gold", "golden", "oro", "doré", "goud"]),
    ("silver", &["silver", "silber", "argent", "argento", "plata", "zilver"]),
    ("turquoise", &["turquoise", "türkis", "teal", "aqua", "turchese"]),
];

/// Materials that a title or a tag may name.
const MATERIALS: [&str; 24] = [
    "wool",
    "merino",
    "cashmere",
    "alpaca",
    "cotton",
    "linen",
    "silk",
    "leather",
    "suede",
    "denim",
    "velvet",
    "down",
    "polyester",
    "viscose",
    "bamboo",
    "wood",
    "oak",
    "glass",
    "ceramic",
    "porcelain",
    "metal",
    "steel",
    "brass",
    "paper",
];

/// Words, side by side, that mean a value, with the value's name.
const VALUES: [(&str, &[&str]); 9] = [
    (
        "eco-friendly",
        &[
            "eco friendly",
            "ecofriendly",
            "eco",
            "sustainable",
            "sustainability",
            "nachhaltig",
            "umweltfreundlich",
            "durable et responsable",
            "écologique",
            "ecologico",
            "ecológico",
            "duurzaam",
        ],
    ),
    ("organic", &["organic", "bio", "gots", "biologique", "biologico", "ecologisch", "økologisk", "ekologisk"]),
    ("recycled", &["recycled", "upcycled", "recycling", "recycelt", "recyclé", "riciclato", "reciclado", "gerecycled"]),
    ("vegan", &["vegan", "végane", "vegano"]),
    ("fair-trade", &["fair trade", "fairtrade", "fair gehandelt", "commerce équitable"]),
    ("cruelty-free", &["cruelty free", "tierversuchsfrei", "not tested on animals"]),
    ("plastic-free", &["plastic free", "plastikfrei", "zero waste"]),
    ("handmade", &["handmade", "hand made", "handgemacht", "fait main", "fatto a mano"]),
    ("local", &["locally made", "made locally", "regional"]),
];

/// Traits by name, and those of each product.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Traits {
    /// The most frequent first; each with its sort before a colon.
    pub names: Vec<String>,
    /// Numbers of each product's traits, ascending.
    pub of_product: Vec<Vec<u8>>,
}

impl Traits {
    /// Reads the traits of a catalogue: those that enough products share and that tell products apart, at most half of them having it.
    pub fn build(catalogue: &Catalogue) -> Traits {
        let found: Vec<BTreeSet<String>> = catalogue.products.iter().map(traits_of).collect();
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for name in found.iter().flatten() {
            *counts.entry(name).or_insert(0) += 1;
        }
        let fewest = FEWEST.min(1 + catalogue.products.len() / 20);
        let mut by_count: Vec<(&str, usize)> =
            counts.into_iter().filter(|(_, count)| *count >= fewest && 2 * count <= catalogue.products.len()).collect();
        by_count.sort_by_key(|&(name, count)| (std::cmp::Reverse(count), name));
        by_count.truncate(MOST_TRAITS);
        let numbers: BTreeMap<&str, u8> = by_count.iter().enumerate().map(|(number, &(name, _))| (name, number as u8)).collect();
        let of_product = |names: &BTreeSet<String>| {
            let mut own: Vec<u8> = names.iter().filter_map(|name| numbers.get(name.as_str()).copied()).collect();
            own.sort_unstable();
            own
        };
        Traits { names: by_count.iter().map(|&(name, _)| name.to_owned()).collect(), of_product: found.iter().map(of_product).collect() }
    }
}

/// Everything that may be a trait of one product.
fn traits_of(product: &Product) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let options = product.variants.iter().flat_map(|variant| &variant.options);
    let named = product.attributes.iter().chain(options.map(|(name, value)| (name, value)));
    for (name, value) in named {
        let name = name.to_lowercase();
        let is = |names: &[&str]| {
            names.iter().any(|known| name == *known || name.starts_with(&format!("{known} ")) || name.ends_with(&format!(" {known}")))
        };
        for part in value.split(['/', ',', ';', '|', '+', '&']).map(|part| part.trim().to_lowercase()).filter(|part| !part.is_empty()) {
            if is(&COLOUR_NAMES) {
                found.insert(format!("colour:{}", colour_in(&part).unwrap_or(&part)));
            } else if is(&MATERIAL_NAMES) {
                found.insert(format!("material:{part}"));
            } else if is(&STYLE_NAMES) {
                found.insert(format!("style:{part}"));
            }
        }
        add_values(&mut found, value);
        if parse_flag(value) {
            // A column of its own: “Vegan: yes”.
            add_values(&mut found, &name);
        }
    }
    for text in product.tags.iter().chain([&product.title]) {
        found.extend(colour_in(text).map(|colour| format!("colour:{colour}")));
        let words = words(text);
        found.extend(
            MATERIALS.iter().filter(|material| words.iter().any(|word| word == *material)).map(|material| format!("material:{material}")),
        );
        add_values(&mut found, text);
    }
    found
}

fn words(text: &str) -> Vec<String> {
    text.to_lowercase().split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

/// The colour that a text names first.
fn colour_in(text: &str) -> Option<&'static str> {
    words(text).iter().find_map(|word| COLOURS.iter().find(|(_, known)| known.contains(&word.as_str())).map(|(colour, _)| *colour))
}

fn add_values(found: &mut BTreeSet<String>, text: &str) {
    let padded = format!(" {} ", words(text).join(" "));
    // “Not vegan” is no value.
    let named = |phrases: &[&str]| {
        phrases.iter().any(|phrase| padded.contains(&format!(" {phrase} ")) && !padded.contains(&format!(" not {phrase} ")))
    };
    found.extend(VALUES.iter().filter(|(_, phrases)| named(phrases)).map(|(value, _)| format!("value:{value}")));
}

fn parse_flag(text: &str) -> bool {
    matches!(text.trim().to_lowercase().as_str(), "yes" | "true" | "1" | "ja" | "oui" | "si" | "sí")
}

/// Bounds between price tiers for each category, then for products without one: quarters of the prices of the category's whole kind.
pub fn tiers(catalogue: &Catalogue, categories: &Categories) -> Vec<[u32; TIER_BOUNDS]> {
    let kind_of = |product: usize| categories.chain_of(product as u32).last().map(|category| usize::from(category.0));
    let rest = categories.tree.len();
    let mut prices: Vec<Vec<u32>> = vec![Vec::new(); rest + 1];
    for (number, product) in catalogue.products.iter().enumerate().filter(|(_, product)| is_listed(product)) {
        if let (Some(price), Some(kind)) = (product.price().filter(|price| *price > 0), prices.get_mut(kind_of(number).unwrap_or(rest))) {
            kind.push(price);
        }
    }
    let bounds: Vec<[u32; TIER_BOUNDS]> = prices.iter_mut().map(|prices| quarters(prices)).collect();
    let of_kind = |category: usize| {
        let top = categories.chain(Some(vitrine_format::CategoryIndex(category as u16))).last().map_or(rest, |top| usize::from(top.0));
        bounds.get(top).copied().unwrap_or_default()
    };
    (0..rest).map(of_kind).chain(bounds.last().copied()).collect()
}

/// What a quarter, half and three quarters of the prices do not exceed; zeros where they are too few or too much alike.
fn quarters(prices: &mut [u32]) -> [u32; TIER_BOUNDS] {
    prices.sort_unstable();
    if prices.len() < FEWEST_FOR_TIERS {
        return [0; TIER_BOUNDS];
    }
    let bounds: [u32; TIER_BOUNDS] =
        std::array::from_fn(|quarter| prices.get((quarter + 1) * prices.len() / (TIER_BOUNDS + 1) - 1).copied().unwrap_or(0));
    if bounds.windows(2).all(|pair| pair[0] < pair[1]) { bounds } else { [0; TIER_BOUNDS] }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::catalogue_of;
    use vitrine_catalog::Variant;

    fn product(change: impl FnOnce(&mut Product)) -> Vec<String> {
        let mut product = Product { id: "x".into(), title: "Coat".into(), ..Product::default() };
        change(&mut product);
        traits_of(&product).into_iter().collect()
    }

    #[test]
    fn colours_come_from_options_attributes_tags_and_titles() {
        let option = |name: &str, value: &str| Variant { options: vec![(name.into(), value.into())], ..Variant::default() };
        assert_eq!(
            product(|product| product.variants = vec![option("Farbe", "Dunkelblau"), option("Farbe", "Rot")]),
            ["colour:dunkelblau", "colour:red"]
        );
        assert_eq!(
            product(|product| _ = product.attributes.insert("color".into(), "Navy Blue/Ivory".into())),
            ["colour:blue", "colour:white"]
        );
        assert_eq!(product(|product| product.tags = vec!["Scarlet".into()]), ["colour:red"]);
        assert_eq!(product(|product| product.title = "Bored Redhead mug".into()), Vec::<String>::new());
    }

    #[test]
    fn values_are_normalised_and_denials_are_none() {
        for text in ["eco-friendly", "Eco Friendly", "Sustainable", "Nachhaltig"] {
            assert_eq!(product(|product| product.tags = vec![text.into()]), ["value:eco-friendly"], "{text}");
        }
        assert_eq!(product(|product| product.tags = vec!["Not vegan".into(), "vegetarian".into()]), Vec::<String>::new());
        assert_eq!(product(|product| _ = product.attributes.insert("vegan".into(), "yes".into())), ["value:vegan"]);
    }

    #[test]
    fn rare_and_common_traits_are_left_out() {
        let mut catalogue = catalogue_of(100);
        for (number, product) in catalogue.products.iter_mut().enumerate() {
            let tags = [(number < 4, "vegan"), (number < 20, "organic"), (number < 51, "recycled"), (number < 30, "red")];
            product.tags = tags.iter().filter(|(has, _)| *has).map(|(_, tag)| (*tag).to_owned()).collect();
        }
        let traits = Traits::build(&catalogue);
        assert_eq!(traits.names, ["colour:red", "value:organic"]);
        assert_eq!(
            (traits.of_product[3].clone(), traits.of_product[25].clone(), traits.of_product[50].clone()),
            (vec![0, 1], vec![0], vec![])
        );
    }

    #[test]
    fn tiers_are_quarters_of_the_whole_kind() {
        let mut catalogue = catalogue_of(12);
        for (number, product) in catalogue.products.iter_mut().enumerate() {
            product.category = if number < 8 { vec!["Clothes".into(), format!("Sort {}", number % 2)] } else { vec!["Few".into()] };
            product.variants[0].price = Some(100 * (number as u32 + 1));
        }
        let categories = Categories::build(&catalogue);
        let tiers = tiers(&catalogue, &categories);
        assert_eq!(tiers.len(), categories.tree.len() + 1);
        let row = |product: usize| tiers[usize::from(categories.of_product[product].unwrap().0)];
        assert_eq!((row(0), row(1), row(9)), ([200, 400, 600], [200, 400, 600], [0; 3]));
    }
}
