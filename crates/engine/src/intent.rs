//! What the visit is about to do: probabilities of a purchase, of an addition to the cart, and of leaving.
//!
//! Small trees look at the pattern of the latest events, at counts and times, and at the item that the visit stands at; a table makes a
//! probability of their sum. All of it is written by the trainer, which calibrates the table on sessions that the trees have not seen.

use crate::rank::Engine;
use crate::session::Session;
use vitrine_format::{FEATURE_COUNT, Feature, Model, RankerPart, Target, TargetPart};

/// What a visit looks like. The discriminant is its number in the browser's binding.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum Mode {
    /// None of the others.
    Browsing = 0,
    /// Went back to an item, or stayed with one category for three steps.
    Comparing = 1,
    /// Has something in the cart, or an addition to it or a purchase is more likely than not.
    Buying = 2,
    /// To be over with this event is more likely than not.
    Leaving = 3,
}

/// What is known of a visit's intent.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Intent {
    /// Probabilities in the order of [`Target::ALL`]; `None` where the model does not tell.
    pub probabilities: [Option<f32>; 3],
    /// The first of leaving, buying, comparing that holds, else browsing.
    pub mode: Mode,
}

impl Intent {
    /// The probability of one target.
    pub const fn of(&self, target: Target) -> Option<f32> {
        self.probabilities[target as usize]
    }
}

/// Seconds and counts of a visit that its path does not keep.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Tally {
    /// Events by kind.
    pub counts: [u16; 8],
    /// Numbers of the latest kinds plus 1, the latest first; 0 where there was none.
    pub latest: [u8; 3],
    /// Unix seconds of the first event and of the latest, cards in view left out.
    pub began: f64,
    pub ended: f64,
    /// Seconds between the latest two.
    pub gap: f32,
}

/// The visit's features; those that only candidates have are 0.
pub fn describe<B: AsRef<[u8]>>(model: &Model<B>, session: &Session) -> [f32; FEATURE_COUNT] {
    let mut values = [0.0; FEATURE_COUNT];
    let mut set = |feature: Feature, value: f32| values[feature as usize] = value;
    let tally = session.tally();
    let path = session.path();
    let [views, adds, removals, purchases, wishes, _, searches, _] = tally.counts.map(f32::from);
    set(Feature::Events, views + adds + removals + purchases + wishes + searches);
    for (feature, kind) in [Feature::LastKind, Feature::KindBefore, Feature::KindEarlier].iter().zip(&tally.latest) {
        set(*feature, f32::from(*kind));
    }
    set(Feature::CartAdds, adds);
    set(Feature::Removals, removals);
    set(Feature::Purchases, purchases);
    set(Feature::Searches, searches);
    set(Feature::InCart, session.cart().len() as f32);
    set(Feature::CartValue, session.cart().iter().fold(0.0, |sum, item| sum + model.item_price(*item) as f32));
    set(Feature::PassedOver, session.shown().len() as f32);
    set(Feature::VisitSeconds, (tally.ended - tally.began) as f32);
    set(Feature::SecondsBetween, tally.gap);
    set(Feature::PathLength, path.len() as f32);
    let returns = (0..path.len()).filter(|place| path[..*place].iter().any(|step| step.item == path[*place].item)).count();
    set(Feature::Returns, returns as f32);
    let Some((last, earlier)) = path.split_last() else { return values };
    let category = model.item_category(last.item);
    let same = path.iter().filter(|step| model.item_category(step.item) == category).count();
    set(Feature::CategoryShare, same as f32 / path.len() as f32);
    set(Feature::TimesSeen, earlier.iter().filter(|step| step.item == last.item).count() as f32);
    set(Feature::Popularity, model.popularity(last.item));
    if let Some(before) = earlier.last() {
        set(Feature::LastDwell, before.dwell.unwrap_or(0.0));
        set(Feature::LastCategory, f32::from(u8::from(model.item_category(before.item) == category)));
    }
    values
}

/// The probability that a target's trees and table give to features.
pub fn probability(part: &TargetPart, values: &[f32; FEATURE_COUNT]) -> f32 {
    let place = (part.trees.scale * sum(&part.trees, values) as f32).clamp(TargetPart::LOWEST, -TargetPart::LOWEST) - TargetPart::LOWEST;
    let place = place * TargetPart::A_UNIT;
    let below = (place as usize).min(part.probabilities.len() - 2);
    let (low, high) = (f32::from(part.probabilities[below]), f32::from(part.probabilities[below + 1]));
    (low + (high - low) * (place - below as f32)) / 65_535.0
}

/// The sum of the leaves that features fall into.
pub fn sum(trees: &RankerPart, values: &[f32; FEATURE_COUNT]) -> i32 {
    let mut sum = 0;
    for (levels, leaves) in trees.levels.chunks_exact(usize::from(trees.depth)).zip(trees.leaves.chunks_exact(1 << trees.depth)) {
        let mut leaf = 0;
        for (level, split) in levels.iter().enumerate() {
            let above = trees.splits.get(usize::from(*split)).is_some_and(|split| values[split.feature as usize] > split.threshold);
            leaf |= usize::from(above) << level;
        }
        sum += leaves.get(leaf).map_or(0, |leaf| i32::from(*leaf));
    }
    sum
}

/// What the model makes of a visit; `None` before the first event, and where it tells of no intent.
pub(crate) fn intent<B: AsRef<[u8]>>(model: &Model<B>, session: &Session) -> Option<Intent> {
    let part = model.intent()?;
    let values = describe(model, session);
    let of = |feature: Feature| values[feature as usize];
    if of(Feature::Events) <= 0.0 {
        return None;
    }
    let mut probabilities = [None; 3];
    for target in &part.targets {
        probabilities[target.target as usize] = Some(probability(target, &values));
    }
    let likely = |target: Target| probabilities[target as usize].is_some_and(|probability| probability >= 0.5);
    let mode = if likely(Target::Leaving) {
        Mode::Leaving
    } else if of(Feature::InCart) > 0.0 || likely(Target::AddToCart) || likely(Target::Purchase) {
        Mode::Buying
    } else if of(Feature::Returns) > 0.0 || (of(Feature::PathLength) >= 3.0 && of(Feature::CategoryShare) >= 1.0) {
        Mode::Comparing
    } else {
        Mode::Browsing
    };
    Some(Intent { probabilities, mode })
}

impl<B: AsRef<[u8]>> Engine<B> {
    /// What the visit is about to do; `None` before its first event, and where the model tells of no intent.
    pub fn intent(&self, session: &Session) -> Option<Intent> {
        intent(&self.model, session)
    }
}
