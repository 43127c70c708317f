//! The section “ranker”: small symmetric trees that correct the score of the best candidates. The section “intent” has trees of the same kind.
//!
//! All nodes of one level of a tree share one split, so a tree of depth *d* is *d* splits and 2^*d* leaves, and a candidate's leaf is
//! the number whose bits are the splits' answers. After Kohavi and Li, "Oblivious decision trees, graphs, and top-down pruning" (1995),
//! as Prokhorenkova et al. boost them in "CatBoost: unbiased boosting with categorical features" (2018).

use crate::bytes::Cursor;
use crate::error::EncodeError;
use crate::refusal::Refusal;
use alloc::vec::Vec;

/// What trees know of a candidate or of the session. From [`Feature::Events`] on the ranker knows nothing: those are for the intent. The discriminant is the number in the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum Feature {
    /// The candidate's score against the best candidate's.
    RelativeScore = 0,
    /// Candidates before it.
    Place = 1,
    /// Its score against the one before it; 1 for the first.
    Lead = 2,
    /// The score of the one behind it against its own; 0 for the last.
    Margin = 3,
    /// The best candidate's score, in median row maxima.
    TopScore = 4,
    /// What the lists alone say for it, without the return to what was seen, against the best candidate's score.
    Evidence = 5,
    /// 0 for the current item; 64 where it was never seen in the session.
    StepsSinceSeen = 6,
    /// Steps of the path at it.
    TimesSeen = 7,
    /// How often it was the next step after an earlier look at the current item, in this session.
    FollowedBefore = 8,
    /// Its weight in the current item's row, against the row's largest.
    FromLast = 9,
    /// Its weight in the row of the item seen before the current one, against that row's largest.
    FromEarlier = 10,
    /// Of the session's items (the last eight different ones), how many have it in their rows.
    RowsHolding = 11,
    /// The current item's weight in the candidate's row, against the row's largest.
    ToLast = 12,
    /// The weight of the item before the current one in the candidate's row, against the row's largest.
    ToEarlier = 13,
    /// Against the shop's most popular item.
    Popularity = 14,
    /// Its popularity against the current item's.
    PopularityToLast = 15,
    /// Days since its first record; 65,535 where unknown.
    Age = 16,
    /// Surge in standard deviations.
    Trend = 17,
    /// Steps of the session.
    PathLength = 18,
    /// Different items of the session.
    DistinctItems = 19,
    /// Share of the session's steps that lie in its category.
    CategoryShare = 20,
    /// 1 where its category is the current item's.
    LastCategory = 21,
    /// 1 where its brand is the current item's.
    LastBrand = 22,
    /// Its price against the current item's; 1 where one is unknown.
    PriceToLast = 23,
    /// Seconds between the session's last two steps; 0 for the first.
    SecondsBetween = 24,
    /// Seconds spent on the step before the current one, where known; else 0.
    LastDwell = 25,
    /// How close its number stands to the current item's: 1 next to it, 0 from 1,023 on.
    Nearness = 26,
    /// The mean score of its neighbours among the candidates, against the best candidate's score.
    Support = 27,
    /// Events of the visit, those of seeing a card left out.
    Events = 28,
    /// Number of the latest event's kind plus 1.
    LastKind = 29,
    /// The same of the event before it; 0 where there is none.
    KindBefore = 30,
    /// The same of the one before that.
    KindEarlier = 31,
    /// Additions to the cart.
    CartAdds = 32,
    /// Removals from the cart.
    Removals = 33,
    /// Purchases, one an item.
    Purchases = 34,
    /// Searches.
    Searches = 35,
    /// Items in the cart.
    InCart = 36,
    /// What they cost together, in minor units.
    CartValue = 37,
    /// Items that were in view in a list and not opened.
    PassedOver = 38,
    /// Seconds from the visit's first event to its latest.
    VisitSeconds = 39,
    /// Steps back to an item seen before.
    Returns = 40,
}

impl Feature {
    /// Every feature, in the order of their numbers.
    pub const ALL: [Feature; 41] = [
        Feature::RelativeScore,
        Feature::Place,
        Feature::Lead,
        Feature::Margin,
        Feature::TopScore,
        Feature::Evidence,
        Feature::StepsSinceSeen,
        Feature::TimesSeen,
        Feature::FollowedBefore,
        Feature::FromLast,
        Feature::FromEarlier,
        Feature::RowsHolding,
        Feature::ToLast,
        Feature::ToEarlier,
        Feature::Popularity,
        Feature::PopularityToLast,
        Feature::Age,
        Feature::Trend,
        Feature::PathLength,
        Feature::DistinctItems,
        Feature::CategoryShare,
        Feature::LastCategory,
        Feature::LastBrand,
        Feature::PriceToLast,
        Feature::SecondsBetween,
        Feature::LastDwell,
        Feature::Nearness,
        Feature::Support,
        Feature::Events,
        Feature::LastKind,
        Feature::KindBefore,
        Feature::KindEarlier,
        Feature::CartAdds,
        Feature::Removals,
        Feature::Purchases,
        Feature::Searches,
        Feature::InCart,
        Feature::CartValue,
        Feature::PassedOver,
        Feature::VisitSeconds,
        Feature::Returns,
    ];

    /// The feature with this number.
    pub fn from_number(number: u8) -> Option<Feature> {
        Feature::ALL.get(usize::from(number)).copied()
    }

    /// The name in reports.
    pub const fn name(self) -> &'static str {
        match self {
            Feature::RelativeScore => "score",
            Feature::Place => "place",
            Feature::Lead => "lead",
            Feature::Margin => "margin",
            Feature::TopScore => "top score",
            Feature::Evidence => "evidence",
            Feature::StepsSinceSeen => "steps since seen",
            Feature::TimesSeen => "times seen",
            Feature::FollowedBefore => "followed before",
            Feature::FromLast => "from last",
            Feature::FromEarlier => "from the one before",
            Feature::RowsHolding => "rows holding it",
            Feature::ToLast => "to last",
            Feature::ToEarlier => "to the one before",
            Feature::Popularity => "popularity",
            Feature::PopularityToLast => "popularity to last",
            Feature::Age => "age",
            Feature::Trend => "trend",
            Feature::PathLength => "path length",
            Feature::DistinctItems => "different items",
            Feature::CategoryShare => "share of its category",
            Feature::LastCategory => "last's category",
            Feature::LastBrand => "last's brand",
            Feature::PriceToLast => "price to last",
            Feature::SecondsBetween => "seconds between",
            Feature::LastDwell => "last dwell",
            Feature::Nearness => "nearness",
            Feature::Support => "support",
            Feature::Events => "events",
            Feature::LastKind => "last kind",
            Feature::KindBefore => "kind before",
            Feature::KindEarlier => "kind before that",
            Feature::CartAdds => "added to cart",
            Feature::Removals => "taken from cart",
            Feature::Purchases => "bought",
            Feature::Searches => "searches",
            Feature::InCart => "in the cart",
            Feature::CartValue => "cart value",
            Feature::PassedOver => "passed over",
            Feature::VisitSeconds => "visit seconds",
            Feature::Returns => "returns",
        }
    }
}

/// Number of known features.
pub const FEATURE_COUNT: usize = Feature::ALL.len();

/// One question that trees ask: is this feature above this threshold?
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Split {
    /// What is looked at.
    pub feature: Feature,
    /// Finite; its lower sixteen bits are zero.
    pub threshold: f32,
}

/// Symmetric trees. A candidate's sum over all trees' leaves, times `scale`, is the logarithm of the factor on its score.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct RankerPart {
    /// All splits, in the order of feature and threshold, none twice; 1 to 255.
    pub splits: Vec<Split>,
    /// Levels of each tree, 1 to 6.
    pub depth: u8,
    /// What one step of a leaf is worth; above zero, at most 1.
    pub scale: f32,
    /// For each tree in turn the numbers of its levels' splits; the first level is the lowest bit of a leaf's number.
    pub levels: Vec<u8>,
    /// For each tree in turn its 2^depth leaves.
    pub leaves: Vec<i8>,
}

impl RankerPart {
    /// Most trees.
    pub const MOST_TREES: usize = 255;
    /// Most levels of a tree.
    pub const DEEPEST: u8 = 6;
    /// A candidate's sum of the trees, times the scale, moves no further from 0: e^16 is nine million, more than scores of one list differ by.
    pub const FARTHEST: f32 = 16.0;

    /// Number of trees.
    pub fn trees(&self) -> usize {
        self.levels.len() / usize::from(self.depth.max(1))
    }

    /// The number nearest to a threshold that the file can hold.
    pub fn nearest_threshold(value: f32) -> f32 {
        f32::from_bits((value.to_bits().saturating_add(0x8000)) & 0xffff_0000)
    }
}

pub(crate) fn read_ranker(cursor: &mut Cursor) -> Result<RankerPart, Refusal> {
    let count = usize::from(cursor.u8()?);
    if count == 0 {
        return Err(cursor.error("1 to 255 splits", count));
    }
    let mut splits: Vec<Split> = Vec::with_capacity(count);
    for _ in 0..count {
        let number = cursor.u8()?;
        let Some(feature) = Feature::from_number(number) else {
            return Err(cursor.error("the number of a feature", number));
        };
        let threshold = f32::from_bits(u32::from(cursor.u16()?) << 16);
        if !threshold.is_finite() || threshold.to_bits() == (-0.0_f32).to_bits() {
            return Err(cursor.error("a finite threshold", threshold));
        }
        if splits.last().is_some_and(|last| (last.feature, last.threshold) >= (feature, threshold)) {
            return Err(cursor.error("splits in the order of feature and threshold", threshold));
        }
        splits.push(Split { feature, threshold });
    }
    let depth = cursor.u8()?;
    if !(1..=RankerPart::DEEPEST).contains(&depth) {
        return Err(cursor.error("trees of 1 to 6 levels", depth));
    }
    let trees = usize::from(cursor.u8()?);
    if trees == 0 {
        return Err(cursor.error("1 to 255 trees", trees));
    }
    let scale = cursor.f32()?;
    if !(scale > 0.0 && scale <= 1.0) {
        return Err(cursor.error("a scale above 0 and at most 1", scale));
    }
    let levels = cursor.take(trees * usize::from(depth))?.to_vec();
    if let Some(beyond) = levels.iter().find(|split| usize::from(**split) >= count) {
        return Err(cursor.error("the number of a split", *beyond));
    }
    let leaves = cursor.take(trees << depth)?.iter().map(|leaf| *leaf as i8).collect();
    Ok(RankerPart { splits, depth, scale, levels, leaves })
}

/// What the section could not hold; what stands out of order is found when the finished file is opened.
pub(crate) fn check_ranker(ranker: &RankerPart) -> Result<(), EncodeError> {
    let refused = |what, index, expected| Err(EncodeError::Value { what, index, expected });
    if !(1..=255).contains(&ranker.splits.len()) {
        return refused("splits of the ranker", ranker.splits.len(), "1 to 255 of them");
    }
    if let Some(index) = ranker.splits.iter().position(|split| split.threshold.to_bits() & 0xffff != 0) {
        return refused("threshold of the ranker", index, "a number of 16 bits");
    }
    if !(1..=RankerPart::DEEPEST).contains(&ranker.depth) {
        return refused("depth of the ranker", usize::from(ranker.depth), "1 to 6 levels");
    }
    let trees = ranker.trees();
    if trees > RankerPart::MOST_TREES || ranker.levels.len() != trees * usize::from(ranker.depth) {
        return refused("trees of the ranker", trees, "at most 255 whole ones");
    }
    if ranker.leaves.len() != trees << ranker.depth {
        return Err(EncodeError::Entries { what: "leaves of the ranker", expected: trees << ranker.depth, found: ranker.leaves.len() });
    }
    Ok(())
}

/// Writes what [`read_ranker`] reads; the caller has checked the counts.
pub(crate) fn write_ranker(ranker: &RankerPart) -> Vec<u8> {
    let mut bytes = Vec::new();
    bytes.push(ranker.splits.len() as u8);
    for split in &ranker.splits {
        bytes.push(split.feature as u8);
        bytes.extend_from_slice(&((split.threshold.to_bits() >> 16) as u16).to_le_bytes());
    }
    bytes.push(ranker.depth);
    bytes.push(ranker.trees() as u8);
    bytes.extend_from_slice(&ranker.scale.to_le_bytes());
    bytes.extend_from_slice(&ranker.levels);
    bytes.extend(ranker.leaves.iter().map(|leaf| *leaf as u8));
    bytes
}
