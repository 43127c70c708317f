//! The word lists that the shop is made of, from `data/`.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde::de::DeserializeOwned;

use crate::SimulateError;

/// A maker with a taste and a price level.
#[derive(Debug, Deserialize)]
pub(crate) struct Brand {
    pub(crate) name: String,
    pub(crate) style: String,
    /// 1 (cheap) to 3 (dear).
    pub(crate) tier: u8,
    pub(crate) fields: Vec<String>,
    pub(crate) sentences: Vec<String>,
}

/// A shelf of the shop.
#[derive(Debug, Deserialize)]
pub(crate) struct Category {
    pub(crate) name: String,
    pub(crate) department: String,
    pub(crate) code: String,
    pub(crate) google: String,
    /// How often people come for it.
    pub(crate) weight: f64,
    /// Factor on the weight from January to December.
    pub(crate) months: Vec<f64>,
    /// Where shoppers go from here, by weight.
    pub(crate) complements: BTreeMap<String, f64>,
    /// Bought once in years.
    pub(crate) durable: bool,
}

/// A named colour.
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct Colour {
    pub(crate) name: String,
    pub(crate) hex: String,
    pub(crate) family: String,
}

/// What things are made of.
#[derive(Debug, Deserialize)]
pub(crate) struct Material {
    pub(crate) title: String,
    pub(crate) tags: Vec<String>,
    pub(crate) sentences: Vec<String>,
    pub(crate) care: Vec<String>,
    /// The colour that the material has by itself.
    #[serde(default)]
    pub(crate) colour: Option<String>,
}

/// An option of a product and what it does to the price.
#[derive(Debug, Deserialize)]
pub(crate) struct Sizes {
    pub(crate) option: String,
    pub(crate) values: Vec<String>,
    pub(crate) steps: Vec<f64>,
}

/// A sort of product.
#[derive(Debug, Deserialize)]
pub(crate) struct Type {
    pub(crate) noun: String,
    pub(crate) picture: String,
    pub(crate) category: String,
    /// Which brands make it.
    pub(crate) field: String,
    pub(crate) materials: Vec<String>,
    pub(crate) patterns: Vec<String>,
    /// Name of a palette; empty for the brand's own, `summer` for the brand's summer palette.
    pub(crate) palette: String,
    pub(crate) sizes: String,
    /// Pounds, from the cheapest brand's to the dearest's.
    pub(crate) price: [f64; 2],
    /// Products of this type in the shop.
    pub(crate) count: usize,
    pub(crate) series: String,
    pub(crate) tags: Vec<String>,
    pub(crate) cuts: Vec<String>,
    pub(crate) uses: Vec<String>,
    /// Used up and bought again.
    pub(crate) consumable: bool,
    /// The material is no part of the title.
    pub(crate) plain_material: bool,
    /// The colour is that of the package, and not named.
    pub(crate) colourless: bool,
}

/// A factor on how often a category is what a visit is about.
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct Effect {
    pub(crate) dimension: String,
    pub(crate) value: String,
    pub(crate) category: String,
    pub(crate) factor: f64,
}

/// A context that changes nothing.
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct NoEffect {
    pub(crate) dimension: String,
    pub(crate) value: String,
}

#[derive(Debug, Deserialize)]
pub(crate) struct Effects {
    #[serde(rename = "effects")]
    pub(crate) planted: Vec<Effect>,
    pub(crate) no_effect: Vec<NoEffect>,
    /// Types that are bought together.
    pub(crate) pairs: Vec<[String; 2]>,
}

/// All of the lists.
pub(crate) struct Data {
    pub(crate) brands: Vec<Brand>,
    pub(crate) categories: Vec<Category>,
    pub(crate) colours: Vec<Colour>,
    pub(crate) materials: BTreeMap<String, Material>,
    pub(crate) palettes: BTreeMap<String, Vec<String>>,
    pub(crate) series: BTreeMap<String, Vec<String>>,
    pub(crate) sizes: BTreeMap<String, Sizes>,
    pub(crate) types: Vec<Type>,
    pub(crate) effects: Effects,
}

impl Data {
    /// Reads the lists and checks that what they say of one another holds.
    pub(crate) fn load() -> Result<Self, SimulateError> {
        let data = Self {
            brands: parse("brands.json", include_str!("../data/brands.json"))?,
            categories: parse("categories.json", include_str!("../data/categories.json"))?,
            colours: parse("colours.json", include_str!("../data/colours.json"))?,
            materials: parse("materials.json", include_str!("../data/materials.json"))?,
            palettes: parse("palettes.json", include_str!("../data/palettes.json"))?,
            series: parse("series.json", include_str!("../data/series.json"))?,
            sizes: parse("sizes.json", include_str!("../data/sizes.json"))?,
            types: parse("types.json", include_str!("../data/types.json"))?,
            effects: parse("effects.json", include_str!("../data/effects.json"))?,
        };
        data.check()?;
        Ok(data)
    }

    fn check(&self) -> Result<(), SimulateError> {
        for kind in &self.types {
            let known = self.materials.keys().filter(|name| kind.materials.contains(name)).count() == kind.materials.len()
                && self.sizes.contains_key(&kind.sizes)
                && self.series.get(&kind.series).is_some_and(|names| names.len() >= kind.count)
                && self.category(&kind.category).is_some()
                && self.brands.iter().any(|brand| brand.fields.contains(&kind.field))
                && (matches!(kind.palette.as_str(), "" | "summer") || self.palettes.contains_key(&kind.palette));
            let filled = [&kind.materials, &kind.patterns, &kind.cuts, &kind.uses].into_iter().all(|list| !list.is_empty());
            if !known || !filled {
                return Err(problem("types.json", format!("`{}` names something that no list has, or lacks a list", kind.noun)));
            }
        }
        for category in &self.categories {
            if category.months.len() != 12 || category.complements.keys().any(|name| self.category(name).is_none()) {
                return Err(problem("categories.json", format!("`{}` needs 12 months and known complements", category.name)));
            }
        }
        for palette in self.palettes.values() {
            if let Some(name) = palette.iter().find(|name| self.colour(name).is_none()) {
                return Err(problem("palettes.json", format!("no colour `{name}`")));
            }
        }
        for effect in &self.effects.planted {
            if self.category(&effect.category).is_none() {
                return Err(problem("effects.json", format!("no category `{}`", effect.category)));
            }
        }
        let noun = |noun: &String| self.types.iter().any(|kind| kind.noun == *noun);
        if let Some(pair) = self.effects.pairs.iter().find(|pair| !pair.iter().all(noun)) {
            return Err(problem("effects.json", format!("no such types: {pair:?}")));
        }
        Ok(())
    }

    /// Number of a category.
    pub(crate) fn category(&self, name: &str) -> Option<usize> {
        self.categories.iter().position(|category| category.name == name)
    }

    /// A colour by its name.
    pub(crate) fn colour(&self, name: &str) -> Option<&Colour> {
        self.colours.iter().find(|colour| colour.name == name)
    }
}

fn parse<T: DeserializeOwned>(file: &'static str, text: &str) -> Result<T, SimulateError> {
    serde_json::from_str(text).map_err(|error| problem(file, error.to_string()))
}

fn problem(file: &'static str, problem: String) -> SimulateError {
    SimulateError::Data { file, problem }
}
