//! What can go wrong in training.

/// Why there is no model.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TrainError {
    /// A model of nothing recommends nothing.
    #[error("the catalogue holds no product, and a model needs at least one")]
    NoProducts,
    /// Item numbers would not fit.
    #[error("the catalogue holds {found} products, and a model holds {most} at most")]
    TooManyProducts {
        /// How many there are.
        found: usize,
        /// How many fit.
        most: usize,
    },
    /// Two products share an identifier.
    #[error("products {first} and {second} of the catalogue (counted from 1) share the id \"{id}\", and ids must be unique")]
    DuplicateId {
        /// The identifier.
        id: String,
        /// Place of the first one.
        first: usize,
        /// Place of the second one.
        second: usize,
    },
    /// An event or an order line points past the catalogue.
    #[error("{place} {number} (counted from 1) names product number {product}, but the catalogue holds {products}")]
    UnknownProduct {
        /// "event" or "order".
        place: &'static str,
        /// Which one.
        number: usize,
        /// The product's number.
        product: u32,
        /// How many products there are.
        products: usize,
    },
    /// A record without a usable time.
    #[error("{place} {number} (counted from 1) has a time that is no finite number of seconds")]
    UnusableTime {
        /// "event" or "order".
        place: &'static str,
        /// Which one.
        number: usize,
    },
    /// An option outside its range.
    #[error("the option {name} must be {expected}, but it is {found}")]
    UnusableOption {
        /// The option's name.
        name: &'static str,
        /// What it may be.
        expected: &'static str,
        /// What it is.
        found: String,
    },
}
