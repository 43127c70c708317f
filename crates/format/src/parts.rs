//! The content of a model file as plain values: what the trainer fills in and what [`crate::Model::to_parts`] gives back.
//!
//! Everything here is already quantised, so that encoding loses nothing: `encode(model.to_parts())` gives the same bytes again.

use crate::intent::IntentPart;
use crate::ranker::RankerPart;
use crate::repurchase::RepurchasePart;
use crate::traits::TraitsPart;
use alloc::string::String;
use alloc::vec::Vec;

/// Number of an item in one model: `0..item_count`, in the order that packs neighbour lists best.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ItemIndex(pub u32);

/// Number of a category in one model.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CategoryIndex(pub u16);

/// Number of a brand in one model.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct BrandIndex(pub u16);

/// How one item leads to another. The discriminant is the number in the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum Relation {
    /// Looked at soon after, in this order, smoothed by a short walk.
    ViewedNext = 0,
    /// Looked at in the same session, in any order.
    AlsoViewed = 1,
    /// Bought in the same order.
    BoughtTogether = 2,
    /// Bought by the same customers.
    AlsoBought = 3,
    /// Alike in text, category, attributes and price.
    Similar = 4,
}

impl Relation {
    /// Every relation, in the order of their numbers.
    pub const ALL: [Relation; 5] =
        [Relation::ViewedNext, Relation::AlsoViewed, Relation::BoughtTogether, Relation::AlsoBought, Relation::Similar];
}

/// A circumstance of the visit that can shift what sells. The discriminant is the number in the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum Dimension {
    /// 0 phone, 1 tablet, 2 desktop.
    Device = 0,
    /// Local hour, 0 to 23.
    Hour = 1,
    /// 0 Monday to 6 Sunday.
    Weekday = 2,
    /// 0 January to 11 December.
    Month = 3,
    /// 0 direct, 1 search, 2 social, 3 e-mail, 4 advertisement, 5 other site.
    Referrer = 4,
    /// Language of the browser, by its place among the names that the file gives; at most 16.
    Locale = 5,
    /// Device and hour together, `24 × device + hour`: what one of them does only where the other is so.
    DeviceHour = 6,
}

impl Dimension {
    /// Every dimension, in the order of their numbers.
    pub const ALL: [Dimension; 7] = [
        Dimension::Device,
        Dimension::Hour,
        Dimension::Weekday,
        Dimension::Month,
        Dimension::Referrer,
        Dimension::Locale,
        Dimension::DeviceHour,
    ];

    /// How many of them a page can tell, the first of [`Dimension::ALL`]; the others follow from these.
    pub const SENSED: usize = 6;

    /// The name in JSON and on the command line.
    pub const fn name(self) -> &'static str {
        match self {
            Dimension::Device => "device",
            Dimension::Hour => "hour",
            Dimension::Weekday => "weekday",
            Dimension::Month => "month",
            Dimension::Referrer => "referrer",
            Dimension::Locale => "locale",
            Dimension::DeviceHour => "device-hour",
        }
    }

    /// How many values it takes.
    pub const fn size(self) -> usize {
        match self {
            Dimension::Device => 3,
            Dimension::Hour => 24,
            Dimension::Weekday => 7,
            Dimension::Month => 12,
            Dimension::Referrer => 6,
            Dimension::Locale => 16,
            Dimension::DeviceHour => 72,
        }
    }
}

/// A whole model.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ModelParts {
    /// Unix seconds of the newest record that went in; ages count back from here.
    pub built: i64,
    /// ISO 4217 code of all prices; may be empty.
    pub currency: String,
    /// Columns over all items.
    pub items: ItemColumns,
    /// Category tree; a parent stands before its children.
    pub categories: Vec<CategoryPart>,
    /// Brand names.
    pub brands: Vec<String>,
    /// Neighbour lists, at most one entry for each relation, in the order of their numbers.
    pub relations: Vec<RelationPart>,
    /// Effects of context, at most one entry for each dimension, in the order of their numbers.
    pub context: Vec<ContextPart>,
    /// Numbers that steer the score.
    pub ranking: RankingParameters,
    /// Trees that correct the score of the list *for you*, where they earn their bytes.
    pub ranker: Option<RankerPart>,
    /// What the visit is about to do, where events tell of it.
    pub intent: Option<IntentPart>,
    /// Traits, price tiers and sensitive categories.
    pub traits: Option<TraitsPart>,
    /// After how many days items are bought again.
    pub repurchase: Option<RepurchasePart>,
    /// Ready orders for fallbacks, sorted by kind, then category (none first).
    pub lists: Vec<ListPart>,
}

/// Columns over all items; every vector but `aliases` has one entry an item.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ItemColumns {
    /// The shop's identifiers, unique.
    pub ids: Vec<String>,
    /// Further names of items, sorted by name, unique, none equal to an id.
    pub aliases: Vec<(String, ItemIndex)>,
    /// Minor units; 0 where unknown.
    pub prices: Vec<u32>,
    /// Most special category; `None` where unknown.
    pub categories: Vec<Option<CategoryIndex>>,
    /// Brand; `None` where unknown.
    pub brands: Vec<Option<BrandIndex>>,
    /// Items with the same number are variants of one product; 0 stands for no group.
    pub groups: Vec<u32>,
    /// Yes-or-no facts.
    pub flags: Vec<ItemFlags>,
    /// How much the item is looked at and bought.
    pub popularity: Vec<Scale>,
    /// Recent popularity against what was usual before; zero where there is no surge.
    pub trend: Vec<Scale>,
    /// Days between the item's first record and `built`, at most 65,535; 65,535 where unknown.
    pub ages: Vec<u16>,
}

/// Yes-or-no facts of an item, as bits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ItemFlags(pub u8);

impl ItemFlags {
    /// Can be bought now.
    pub const AVAILABLE: u8 = 1;
    /// May be recommended at all (published, not a gift card, not blocked).
    pub const LISTED: u8 = 2;
    /// Bought once rather than again and again.
    pub const DURABLE: u8 = 4;
    /// All bits that have a meaning; others must be zero.
    pub const KNOWN: u8 = 7;

    /// True when the item may be shown.
    pub const fn can_be_shown(self) -> bool {
        self.0 & (Self::AVAILABLE | Self::LISTED) == Self::AVAILABLE | Self::LISTED
    }

    /// True when buyers rarely buy it a second time.
    pub const fn is_durable(self) -> bool {
        self.0 & Self::DURABLE != 0
    }
}

/// One category.
#[derive(Clone, Debug, PartialEq)]
pub struct CategoryPart {
    /// Name as shown.
    pub name: String,
    /// The more general category, which has a smaller number.
    pub parent: Option<CategoryIndex>,
}

/// A number above or equal to zero in 8 bits: 0, or `(16 + low four bits) × 2^(high four bits)`, from 17 to 1,015,808, within 3 % of any value between.
///
/// 0 stands for zero, so `16 × 2^0` has no code. The relation's or column's unit turns it into a weight.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Scale(pub u8);

impl Scale {
    /// The whole number that the code stands for.
    pub const fn value(self) -> u32 {
        if self.0 == 0 { 0 } else { (16 + (self.0 as u32 & 15)) << (self.0 >> 4) }
    }

    /// The code nearest to a number; the largest code for anything beyond, and 1 for what is above zero but below the smallest.
    pub fn nearest(value: f64) -> Scale {
        if value.is_nan() || value <= 0.0 {
            return Scale(0);
        }
        // Codes ascend with their values, so the nearest is beside the partition point.
        let above = (1..=255u8).find(|&code| f64::from(Scale(code).value()) >= value).unwrap_or(255);
        let below = above.saturating_sub(1).max(1);
        let distance = |code: u8| {
            let difference = f64::from(Scale(code).value()) - value;
            if difference < 0.0 { -difference } else { difference }
        };
        if distance(below) < distance(above) { Scale(below) } else { Scale(above) }
    }
}

/// The neighbour lists of one relation.
#[derive(Clone, Debug, PartialEq)]
pub struct RelationPart {
    /// Which relation.
    pub relation: Relation,
    /// What `Scale::value` is multiplied by; finite and above zero.
    pub unit: f32,
    /// Weight of each of the 16 levels against the row's scale; finite, ascending, from above 0 to 1.
    pub levels: [f32; 16],
    /// One row an item; empty rows for items without neighbours.
    pub rows: Vec<Row>,
}

/// The neighbours of one item. A neighbour's weight is `unit × scale × levels[level]`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Row {
    /// Weight of the strongest neighbour; zero exactly where the row is empty.
    pub scale: Scale,
    /// Ascending by item, unique, never the item itself, at most 255.
    pub entries: Vec<Entry>,
}

/// One neighbour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The neighbour.
    pub item: ItemIndex,
    /// 0 to 15, an index into [`RelationPart::levels`].
    pub level: u8,
}

/// How one dimension of context shifts each category.
#[derive(Clone, Debug, PartialEq)]
pub struct ContextPart {
    /// Which dimension.
    pub dimension: Dimension,
    /// Category-major: `effects[category × size + value]`; a category without support holds zeros.
    pub effects: Vec<Effect>,
    /// Of [`Dimension::Locale`] the names of its values (`en-gb`), at most 16; of the other dimensions, whose values are fixed, none.
    pub names: Vec<String>,
}

/// A multiplicative effect in 8 bits: `1 + x/32` for `x ≥ 0` and `32 / (32 − x)` below, from 1/5 to 5; 0 stands for none. −128 is not used.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Effect(pub i8);

impl Effect {
    /// The factor on an item's score.
    pub fn factor(self) -> f32 {
        let steps = f32::from(self.0);
        if self.0 >= 0 { 1.0 + steps / 32.0 } else { 32.0 / (32.0 - steps) }
    }

    /// The code nearest to a factor; extremes for anything beyond.
    pub fn nearest(factor: f64) -> Effect {
        let steps = if factor >= 1.0 { (factor - 1.0) * 32.0 } else { 32.0 - 32.0 / factor.max(0.01) };
        let bounded = steps.clamp(-127.0, 127.0);
        let rounded = if bounded >= 0.0 { bounded + 0.5 } else { bounded - 0.5 };
        Effect(rounded as i8)
    }
}

/// Numbers that steer the score. All finite and at least zero.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct RankingParameters {
    /// Weight of the latest event, the one before, and so on; 1 to 64 entries.
    pub position_weights: Vec<f32>,
    /// What an item seen `k` steps back gains when it may be shown again, in the unit of the for-you score; as long as `position_weights`.
    pub seen_bonus: Vec<f32>,
    /// Weight of an event by its kind: view, add to cart, remove from cart, purchase, wish list, impression, search, hide.
    pub event_weights: [f32; 8],
    /// Dwell classes: from this many seconds on, this weight; ascending by seconds, at most 8; empty for none.
    pub dwell_weights: Vec<(f32, f32)>,
    /// Share of each relation in the for-you score.
    pub relation_weights: [f32; 5],
    /// Factor on an item shown once, twice, … without a click; at most 8 entries, the last one holds on.
    pub ignored_factors: Vec<f32>,
    /// How far the session moves a list that belongs to the page's product; 0 not at all, 1 as much as the product itself.
    pub session_share: f32,
    /// Weight of popularity where nothing else speaks.
    pub popularity_weight: f32,
    /// What a candidate gains whose number is next to the latest step's, in the unit of the for-you score: items must be numbered so that
    /// those with common neighbours stand close together.
    pub near_weight: f32,
    /// What a candidate gains by its neighbours' mean score, against that score.
    pub support_weight: f32,
}

/// What a ready order is ordered by. The discriminant is the number in the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum ListKind {
    /// Most looked at and bought.
    Popular = 0,
    /// Rising against what was usual.
    Trending = 1,
    /// Latest arrivals.
    New = 2,
    /// A look at all that is sold, from each category in turn: for shops that know of no demand yet.
    Range = 3,
}

/// Items in a ready order.
#[derive(Clone, Debug, PartialEq)]
pub struct ListPart {
    /// What it is ordered by.
    pub kind: ListKind,
    /// Of one category and those below it, or of the whole shop.
    pub category: Option<CategoryIndex>,
    /// Best first, unique, at most 255.
    pub items: Vec<ItemIndex>,
}
