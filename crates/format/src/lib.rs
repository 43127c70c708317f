//! The model file: writer and zero-copy reader. `FORMAT.md` beside this crate describes every byte.
//!
//! [`encode`] turns [`ModelParts`] into bytes, [`Model::open`] checks bytes and reads them where they lie. Opening checks everything once:
//! after it, no accessor can fail, and one that is asked for an item that the model does not have answers with nothing.
#![no_std]
#![forbid(unsafe_code)]

extern crate alloc;

mod access;
mod bytes;
mod columns;
mod encode;
mod error;
mod header;
mod intent;
mod levels;
mod model;
mod names;
mod neighbours;
mod pairs;
mod parts;
mod ranker;
mod refusal;
mod repurchase;
mod restore;
mod settings;
mod traits;

pub use encode::encode;
pub use error::{EncodeError, FormatError};
pub use header::{MAGIC, OLDEST_VERSION, SectionInfo, VERSION};
pub use intent::{IntentPart, Target, TargetPart};
pub use model::Model;
pub use neighbours::Neighbours;
pub use parts::*;
pub use ranker::{FEATURE_COUNT, Feature, RankerPart, Split};
pub use repurchase::{RepurchasePart, Window};
pub use traits::{MOST_TRAITS, TIER_BOUNDS, TraitsPart};
