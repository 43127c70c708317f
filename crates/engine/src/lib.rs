//! The engine: session, context, ranking and reasons; the same natively and in the browser.
//!
//! One [`Engine`] holds an opened model and the memory that a ranking needs. The shopper's [`Session`] and [`Context`] are plain values
//! that the caller owns: the engine has no clock, no randomness and no I/O. Arithmetic is `+ − × ÷` and comparisons on `f32` in a fixed
//! order, so that the same call gives the same bits everywhere.
//!
//! How an item's score comes about, in the order of the code:
//! 1. [`relations`] adds what the page's products and the session's steps say through the model's neighbour lists;
//! 2. [`rules`] leaves out what must not be shown;
//! 3. [`context`] multiplies by what the hour, the device and the rest of the context do to the item's category;
//! 4. [`taste`] multiplies by what is known of the shopper's liking for such items;
//! 5. [`ranker`] multiplies the best of the list *for you* by what their surroundings and the model's trees make of them;
//! 6. [`rank`] selects the best and fills from the next list type where one runs dry;
//! 7. [`reasons`] names, for each card, the part that moved it most; [`trace`] lists every part.
#![no_std]
#![forbid(unsafe_code)]

extern crate alloc;

pub mod context;
pub mod intent;
pub mod rank;
pub mod ranker;
mod ready;
pub mod reasons;
mod relations;
pub mod request;
mod rules;
mod scratch;
mod select;
pub mod session;
pub mod taste;
pub mod trace;

pub use context::Context;
pub use intent::{Intent, Mode};
pub use rank::{Engine, Ranking, Recommendation};
pub use ranker::Candidates;
pub use reasons::{Reason, ReasonKind};
pub use request::{ListName, Placement, Repeats, Request};
pub use session::{EventKind, Session, Step};
pub use taste::{Fact, FactClass, Taste, facts};
pub use trace::{Part, PartKind, Trace};
