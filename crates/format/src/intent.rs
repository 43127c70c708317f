//! The section “intent”: trees that tell what the visit is about to do, and probabilities that their sums stand for.

use crate::bytes::Cursor;
use crate::error::EncodeError;
use crate::ranker::{RankerPart, check_ranker, read_ranker, write_ranker};
use crate::refusal::Refusal;
use alloc::vec::Vec;

/// What is told. The discriminant is the number in the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum Target {
    /// Something will be bought later in this visit.
    Purchase = 0,
    /// Something will be put into the cart later in this visit.
    AddToCart = 1,
    /// The latest event is the visit's last.
    Leaving = 2,
}

impl Target {
    /// Every target, in the order of their numbers.
    pub const ALL: [Target; 3] = [Target::Purchase, Target::AddToCart, Target::Leaving];

    /// The name in reports.
    pub const fn name(self) -> &'static str {
        match self {
            Target::Purchase => "purchase",
            Target::AddToCart => "add to cart",
            Target::Leaving => "leaving",
        }
    }
}

/// One target's trees with the probabilities of their sums.
#[derive(Clone, Debug, PartialEq)]
pub struct TargetPart {
    /// What is told.
    pub target: Target,
    /// Trees over the visit's features.
    pub trees: RankerPart,
    /// In 65,535ths, none below the one before: the first at a sum of [`TargetPart::LOWEST`], each half a step on.
    pub probabilities: [u16; 33],
}

impl TargetPart {
    /// Sums (times the scale) below this are taken for it, and those above its negative for that.
    pub const LOWEST: f32 = -8.0;
    /// Probabilities a unit of the sum.
    pub const A_UNIT: f32 = 2.0;
}

/// What is known of visits' intents.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct IntentPart {
    /// What complements are multiplied by for steps after all that is in the cart, and substitutes for steps up to it; 1 changes nothing. A
    /// complement of an item is *bought together* or *also bought* with it, or of another category; anything else is a substitute. Finite, 0 to 1.
    pub steering: [f32; 2],
    /// In the order of their numbers, 1 to 3.
    pub targets: Vec<TargetPart>,
}

pub(crate) fn read_intent(cursor: &mut Cursor) -> Result<IntentPart, Refusal> {
    let steering = [cursor.f32()?, cursor.f32()?];
    let count = cursor.u8()?;
    if !(1..=3).contains(&count) {
        return Err(cursor.error("1 to 3 targets", count));
    }
    let mut targets: Vec<TargetPart> = Vec::with_capacity(usize::from(count));
    for _ in 0..count {
        let number = cursor.u8()?;
        let target = Target::ALL.get(usize::from(number)).copied();
        let Some(target) = target.filter(|target| targets.last().is_none_or(|last| last.target < *target)) else {
            return Err(cursor.error("targets from 0 to 2 in ascending order", number));
        };
        let trees = read_ranker(cursor)?;
        let mut probabilities = [0; 33];
        let mut least = 0;
        for probability in &mut probabilities {
            *probability = cursor.u16()?;
            if *probability < least {
                return Err(cursor.error("probabilities that do not fall", *probability));
            }
            least = *probability;
        }
        targets.push(TargetPart { target, trees, probabilities });
    }
    Ok(IntentPart { steering, targets })
}

/// What the section could not hold; what stands out of order is found when the finished file is opened.
pub(crate) fn check_intent(intent: &IntentPart) -> Result<(), EncodeError> {
    if !(1..=3).contains(&intent.targets.len()) {
        return Err(EncodeError::Value { what: "targets of the intent", index: intent.targets.len(), expected: "1 to 3 of them" });
    }
    intent.targets.iter().try_for_each(|part| check_ranker(&part.trees))
}

/// Writes what [`read_intent`] reads; the caller has checked the counts.
pub(crate) fn write_intent(intent: &IntentPart) -> Vec<u8> {
    let mut bytes = Vec::new();
    for number in intent.steering {
        bytes.extend_from_slice(&number.to_le_bytes());
    }
    bytes.push(intent.targets.len() as u8);
    for part in &intent.targets {
        bytes.push(part.target as u8);
        bytes.extend(write_ranker(&part.trees));
        for probability in part.probabilities {
            bytes.extend_from_slice(&probability.to_le_bytes());
        }
    }
    bytes
}
