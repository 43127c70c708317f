//! Reasons and parts of scores in words.

use crate::commands::recommend::circumstances::value_name;
use crate::model::Opened;
use vitrine_engine::{Context, Fact, FactClass, Part, PartKind, Reason, ReasonKind};
use vitrine_format::{BrandIndex, CategoryIndex, Dimension, ItemIndex, Relation};

/// Names of price tiers, from the cheapest.
pub const TIERS: [&str; 4] = ["low", "medium", "high", "top"];

/// A reason as a card would say it.
pub fn reason(opened: &Opened, reason: &Reason, context: &Context) -> String {
    let source = reason.source.map(|item| short(opened, item)).unwrap_or_default();
    match reason.kind {
        ReasonKind::Viewed => format!("because you looked at {source}"),
        ReasonKind::InCart => format!("because {source} is in the cart"),
        ReasonKind::Bought => format!("because you bought {source}"),
        ReasonKind::GoesWith => format!("goes with {source}"),
        ReasonKind::SimilarTo => format!("similar to {source}"),
        ReasonKind::Several => "because of several things that you looked at".to_owned(),
        ReasonKind::Context => circumstance(opened, reason.dimension, context),
        ReasonKind::Popular => "popular in this shop".to_owned(),
        ReasonKind::Trending => "in demand lately".to_owned(),
        ReasonKind::New => "new in this shop".to_owned(),
        ReasonKind::Recent => "you looked at this".to_owned(),
        ReasonKind::Range => "from the range; nothing is known of demand yet".to_owned(),
        ReasonKind::Again => "you bought this before, and it is about time again".to_owned(),
        ReasonKind::Taste => reason.fact.map_or_else(String::new, |fact| format!("for a liking of {}", fact_name(opened, fact))),
    }
}

/// Name of something that is true of an item: `brand Oslo`, `colour:red`.
pub fn fact_name(opened: &Opened, fact: Fact) -> String {
    let model = opened.model();
    let number = u16::try_from(fact.value).unwrap_or(u16::MAX);
    match fact.class {
        FactClass::Category => format!("category {}", model.category_name(CategoryIndex(number))),
        FactClass::Brand => format!("brand {}", model.brand_name(BrandIndex(number))),
        FactClass::PriceTier => format!("price {}", TIERS.get(usize::from(number)).copied().unwrap_or_default()),
        FactClass::Trait => model.trait_name(fact.value).to_owned(),
    }
}

fn circumstance(opened: &Opened, dimension: Option<Dimension>, context: &Context) -> String {
    match dimension.and_then(|dimension| context.get(dimension).map(|value| (dimension, value))) {
        Some((dimension, value)) => {
            let name = value_name(opened.model(), dimension, value);
            match dimension {
                Dimension::Device | Dimension::DeviceHour => format!("popular on a {name}"),
                Dimension::Hour => format!("popular around {name}"),
                Dimension::Weekday => format!("popular on a {}", capitalised(&name)),
                Dimension::Month => format!("popular in {}", capitalised(&name)),
                Dimension::Referrer => format!("popular with visitors of the kind “{name}”"),
                Dimension::Locale => format!("popular in the language {name}"),
            }
        }
        None => "popular at moments like this".to_owned(),
    }
}

/// The name with a capital letter.
fn capitalised(name: &str) -> String {
    let mut letters = name.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// A title, or the id where there is none.
pub fn short(opened: &Opened, item: ItemIndex) -> String {
    opened.title(item).unwrap_or_else(|| opened.model().item_id(item)).to_owned()
}

/// Name of a relation.
pub const fn relation_name(relation: Relation) -> &'static str {
    match relation {
        Relation::ViewedNext => "viewed next",
        Relation::AlsoViewed => "also viewed",
        Relation::BoughtTogether => "bought together",
        Relation::AlsoBought => "also bought",
        Relation::Similar => "similar",
    }
}

/// Where a part of a score comes from.
pub fn part(opened: &Opened, part: &Part) -> String {
    let how = part.relation.map_or("own order of the list", relation_name);
    let source = part.source.map(|item| short(opened, item)).unwrap_or_default();
    let back = match part.steps_back {
        Some(0) => "the latest step".to_owned(),
        Some(1) => "1 step back".to_owned(),
        Some(steps) => format!("{steps} steps back"),
        None => String::new(),
    };
    match part.kind {
        PartKind::Base => how.to_owned(),
        PartKind::Seed => format!("{how}, from {source}, which the shelf is about"),
        PartKind::Purchase if part.relation.is_none() => "bought before, and due again".to_owned(),
        PartKind::Purchase => format!("{how}, from {source}, which was bought"),
        PartKind::Step if part.relation.is_none() => format!("return to what was seen, {back}"),
        PartKind::Step => format!("{how}, from {source}, {back}"),
    }
}
