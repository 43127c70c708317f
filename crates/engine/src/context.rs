//! The circumstances of a visit and what they do to each category.

use vitrine_format::{CategoryIndex, Dimension, Model};

/// Device, hour, weekday, month, referrer and locale of the visit, and the pair of device and hour that follows from them, as value numbers of
/// [`Dimension`]; `None` where unknown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Context {
    values: [Option<u8>; Dimension::ALL.len()],
}

impl Context {
    /// Smallest and largest product of all effects: no context may hide an item or put it before everything.
    pub const LIMITS: (f32, f32) = (0.2, 5.0);

    /// A context of which nothing is known.
    pub const fn unknown() -> Self {
        Context { values: [None; Dimension::ALL.len()] }
    }

    /// Sets one dimension; a value beyond its size becomes unknown. What follows from other dimensions stays as these say.
    pub fn set(&mut self, dimension: Dimension, value: Option<u8>) {
        self.values[dimension as usize] = value.filter(|value| usize::from(*value) < dimension.size());
        self.values[Dimension::DeviceHour as usize] = match self.values {
            [Some(device), Some(hour), ..] => Some(device * 24 + hour),
            _ => None,
        };
    }

    /// The same context with one dimension set.
    #[must_use]
    pub fn with(mut self, dimension: Dimension, value: u8) -> Self {
        self.set(dimension, Some(value));
        self
    }

    /// The same context with one dimension unknown.
    #[must_use]
    pub fn without(mut self, dimension: Dimension) -> Self {
        self.set(dimension, None);
        self
    }

    /// The value of one dimension.
    pub const fn get(&self, dimension: Dimension) -> Option<u8> {
        self.values[dimension as usize]
    }

    /// What one dimension alone does to a category: 1 where it is unknown or has no effect.
    pub fn effect<B: AsRef<[u8]>>(&self, model: &Model<B>, dimension: Dimension, category: Option<CategoryIndex>) -> f32 {
        match (self.get(dimension), category) {
            (Some(value), Some(category)) => model.context_factor(dimension, value, category),
            _ => 1.0,
        }
    }

    /// The factor of all dimensions together on items of a category, kept within [`Context::LIMITS`].
    pub fn factor<B: AsRef<[u8]>>(&self, model: &Model<B>, category: Option<CategoryIndex>) -> f32 {
        let product = Dimension::ALL.iter().fold(1.0, |product, dimension| product * self.effect(model, *dimension, category));
        product.clamp(Self::LIMITS.0, Self::LIMITS.1)
    }
}
