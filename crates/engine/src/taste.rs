//! What the shopper is known to like, from earlier visits or by their own word, and what that does to an item.
//!
//! The page keeps the profile, by names; here it is a weight for each category, brand, price tier and trait of the model. An item's factor
//! is 1 plus what each of its facts adds, the weight times the strength that the trainer found for its class; a dial moves favour between
//! what many buy or the shopper is known for, and what is neither. Sensitive categories have no facts.

use alloc::vec::Vec;
use vitrine_format::{ItemIndex, Model};

/// A class of facts. The discriminant is its number in the browser's binding and indexes [`Model::strengths`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum FactClass {
    /// The item's category or one above it, by number.
    Category = 0,
    /// Its brand, by number.
    Brand = 1,
    /// How dear it is among its kind, from 0.
    PriceTier = 2,
    /// A trait such as a colour or a material, by number.
    Trait = 3,
}

impl FactClass {
    /// Every class, in the order of their numbers.
    pub const ALL: [FactClass; 4] = [FactClass::Category, FactClass::Brand, FactClass::PriceTier, FactClass::Trait];

    /// The name on the command line and in JSON.
    pub const fn name(self) -> &'static str {
        match self {
            FactClass::Category => "category",
            FactClass::Brand => "brand",
            FactClass::PriceTier => "price",
            FactClass::Trait => "trait",
        }
    }
}

/// Something that is true of an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fact {
    /// Its class.
    pub class: FactClass,
    /// Its number in its class.
    pub value: u32,
}

/// Calls `each` for every fact of an item: categories from its own upwards, brand, price tier, traits. None for a sensitive category.
pub fn facts<B: AsRef<[u8]>>(model: &Model<B>, item: ItemIndex, each: &mut dyn FnMut(Fact)) {
    let mut category = model.item_category(item);
    if category.is_some_and(|category| model.is_sensitive(category)) {
        return;
    }
    while let Some(current) = category {
        each(Fact { class: FactClass::Category, value: u32::from(current.0) });
        category = model.category_parent(current);
    }
    if let Some(brand) = model.item_brand(item) {
        each(Fact { class: FactClass::Brand, value: u32::from(brand.0) });
    }
    if let Some(value) = model.price_tier(item) {
        each(Fact { class: FactClass::PriceTier, value });
    }
    for value in model.item_traits(item) {
        each(Fact { class: FactClass::Trait, value });
    }
}

/// What a shopper likes. Empty for one of whom nothing is known.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Taste {
    weights: [Vec<f32>; 4],
    novelty: f32,
    /// Whether anything was set that is not zero.
    known: bool,
}

/// What a taste does to one item.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Liking {
    /// The factor on its score.
    pub factor: f32,
    /// The fact that adds most, where one adds anything.
    pub strongest: Option<Fact>,
    /// The factor without it.
    pub without: f32,
}

impl Liking {
    /// No difference.
    pub const NONE: Liking = Liking { factor: 1.0, strongest: None, without: 1.0 };
}

impl Taste {
    /// Smallest and largest factor: no taste may hide an item or put it before everything.
    pub const LIMITS: (f32, f32) = (0.2, 5.0);
    /// Values of a class from here on are not kept.
    const MOST_VALUES: u32 = u16::MAX as u32;

    /// Nothing is known.
    pub fn unknown() -> Self {
        Self::default()
    }

    /// Sets how much of the shopper's interest is in a value, from −1 (not wanted) over 0 to 1 (all of it); anything beyond is the nearest.
    pub fn set(&mut self, fact: Fact, weight: f32) {
        if fact.value < Self::MOST_VALUES && weight.is_finite() {
            let place = fact.value as usize;
            let weights = &mut self.weights[fact.class as usize];
            if weights.len() <= place {
                weights.resize(place + 1, 0.0);
            }
            weights[place] = weight.clamp(-1.0, 1.0);
            self.known |= weight != 0.0;
        }
    }

    /// Sets the dial from −1, only what is familiar, over 0 to 1, what is not.
    pub fn set_novelty(&mut self, novelty: f32) {
        self.novelty = if novelty.is_finite() { novelty.clamp(-1.0, 1.0) } else { 0.0 };
        self.known |= self.novelty != 0.0;
    }

    /// How much of the shopper's interest is in a value.
    pub fn weight(&self, fact: Fact) -> f32 {
        self.weights[fact.class as usize].get(fact.value as usize).copied().unwrap_or(0.0)
    }

    /// What the taste does to an item.
    #[inline(never)]
    pub(crate) fn of<B: AsRef<[u8]>>(&self, model: &Model<B>, item: ItemIndex) -> Liking {
        // Most shoppers are strangers, and a ranking asks this of every candidate.
        if !self.known {
            return Liking::NONE;
        }
        let strengths = model.strengths();
        let (mut sum, mut liked) = (0.0, 0.0);
        let mut most = (0.0, 0.0, None);
        facts(model, item, &mut |fact| {
            let weight = self.weight(fact);
            let gain = weight * strengths[fact.class as usize];
            sum += gain;
            liked += weight;
            if gain > most.0 {
                most = (gain, weight, Some(fact));
            }
        });
        let dial = self.novelty * strengths[4];
        let factor = |sum: f32, liked: f32| {
            let familiar = (model.popularity_level(item) + liked.clamp(0.0, 1.0)) * dial;
            (1.0 + sum + dial - familiar).clamp(Self::LIMITS.0, Self::LIMITS.1)
        };
        Liking { factor: factor(sum, liked), strongest: most.2, without: factor(sum - most.0, liked - most.1) }
    }
}
