//! What a model says of one item.

use crate::commands::inspect::content::category_path;
use crate::commands::inspect::section_name;
use crate::model::Opened;
use serde::Serialize;
use vitrine_format::{ItemFlags, ItemIndex, Relation};

/// One item's columns and neighbours.
#[derive(Debug, Serialize)]
pub struct Item {
    pub id: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    #[serde(rename = "item")]
    pub number: u32,
    pub aliases: Vec<String>,
    /// Minor units; absent where unknown.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub price: Option<u32>,
    pub category: String,
    pub brand: String,
    /// Variants of one product share a group; 0 for none.
    pub group: u32,
    pub available: bool,
    pub listed: bool,
    pub durable: bool,
    /// Against the most popular item.
    pub popularity: f32,
    /// Standard deviations above what is usual.
    pub trend: f32,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub age_days: Option<u16>,
    pub neighbours: Vec<Neighbourhood>,
}

/// Neighbours by one relation, strongest first.
#[derive(Debug, Serialize)]
pub struct Neighbourhood {
    pub relation: &'static str,
    pub items: Vec<Neighbour>,
}

/// One neighbour.
#[derive(Debug, Serialize)]
pub struct Neighbour {
    pub id: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    pub weight: f32,
}

impl Item {
    /// Reads everything about one item.
    pub fn of(opened: &Opened, item: ItemIndex) -> Item {
        let model = opened.model();
        let flags = model.item_flags(item);
        let has = |bit: u8| flags.0 & bit != 0;
        let aliases = model.to_parts().items.aliases.into_iter().filter(|(_, of)| *of == item).map(|(name, _)| name).collect();
        Item {
            id: model.item_id(item).to_owned(),
            title: opened.title(item).map(str::to_owned),
            number: item.0,
            aliases,
            price: Some(model.item_price(item)).filter(|price| *price > 0),
            category: model.item_category(item).map(|category| category_path(model, category)).unwrap_or_default(),
            brand: model.item_brand(item).map(|brand| model.brand_name(brand).to_owned()).unwrap_or_default(),
            group: model.item_group(item),
            available: has(ItemFlags::AVAILABLE),
            listed: has(ItemFlags::LISTED),
            durable: has(ItemFlags::DURABLE),
            popularity: model.popularity(item),
            trend: model.trend(item),
            age_days: model.age(item),
            neighbours: Relation::ALL
                .into_iter()
                .map(|relation| neighbourhood(opened, relation, item))
                .filter(|found| !found.items.is_empty())
                .collect(),
        }
    }
}

fn neighbourhood(opened: &Opened, relation: Relation, item: ItemIndex) -> Neighbourhood {
    let mut found: Vec<(ItemIndex, f32)> = opened.model().neighbours(relation, item).collect();
    found.sort_by(|left, right| right.1.total_cmp(&left.1).then(left.0.cmp(&right.0)));
    let neighbour = |(item, weight): (ItemIndex, f32)| Neighbour {
        id: opened.model().item_id(item).to_owned(),
        title: opened.title(item).map(str::to_owned),
        weight,
    };
    Neighbourhood { relation: section_name(relation), items: found.into_iter().map(neighbour).collect() }
}
