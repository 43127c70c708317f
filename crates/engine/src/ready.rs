//! List types with an order of their own: popular, trending, new, range, recently viewed and buy again.

use crate::relations::{Contribution, Source};
use crate::request::{ListName, Request};
use crate::session::Session;
use vitrine_format::{ItemIndex, ListKind, Model, Relation};

/// What the best accessory of a durable purchase counts, against a product that is due today.
const ACCESSORY: f32 = 0.5;

/// Calls `each` for every item of the list with its standing in it: 1 for the first, less for each later one.
pub(crate) fn contributions<B: AsRef<[u8]>>(
    model: &Model<B>,
    session: &Session,
    request: &Request,
    list: ListName,
    each: &mut dyn FnMut(Contribution),
) {
    let weight = model.ranking().popularity_weight;
    let mut base = |target: ItemIndex, value: f32| {
        each(Contribution { source: Source::Base, relation: None, steps_back: None, target, value, opens: true });
    };
    match list {
        ListName::Popular => by_column(model, ListKind::Popular, request, &|item| weight * model.popularity(item), weight, &mut base),
        ListName::Trending => by_column(model, ListKind::Trending, request, &|item| weight * model.trend(item), weight, &mut base),
        ListName::New => by_rank(&mut model.list(ListKind::New, request.category), weight, &mut base),
        ListName::Range => by_rank(&mut model.list(ListKind::Range, request.category), weight, &mut base),
        ListName::RecentlyViewed => {
            let path = session.path();
            let distinct = path.iter().rev().enumerate().filter(|(back, step)| !path.iter().rev().take(*back).any(|s| s.item == step.item));
            by_rank(&mut distinct.map(|(_, step)| step.item), 1.0, &mut base);
        }
        ListName::BuyAgain => again(model, session, each),
        _ => {}
    }
}

/// What was bought and is due, by how near its usual day is: 1 on it. Of durable things, which are not bought again, what goes with them.
fn again<B: AsRef<[u8]>>(model: &Model<B>, session: &Session, each: &mut dyn FnMut(Contribution)) {
    for (index, (item, days)) in session.purchases().iter().enumerate() {
        let mut part = Contribution {
            source: Source::Purchase { index, item: *item },
            relation: None,
            steps_back: None,
            target: *item,
            value: 0.0,
            opens: true,
        };
        if model.item_flags(*item).is_durable() {
            let largest = model.neighbours(Relation::BoughtTogether, *item).fold(0.0, |largest: f32, (_, value)| largest.max(value));
            for (target, value) in model.neighbours(Relation::BoughtTogether, *item) {
                part = Contribution { relation: Some(Relation::BoughtTogether), target, value: ACCESSORY * value / largest, ..part };
                each(part);
            }
        } else if let Some(window) = model.repurchase(*item) {
            let [earliest, usual, latest] = window.map(|day| day as f32);
            let (from, to) = if *days < usual { (days - earliest, usual - earliest) } else { (latest - days, latest - usual) };
            if from >= 0.0 {
                // A day more, so that the first and the last one count for something.
                each(Contribution { value: (from + 1.0) / (to + 1.0), ..part });
            }
        }
    }
}

/// Items of a ready order by a column's value against the largest among them.
fn by_column<B: AsRef<[u8]>>(
    model: &Model<B>,
    kind: ListKind,
    request: &Request,
    column: &dyn Fn(ItemIndex) -> f32,
    weight: f32,
    each: &mut dyn FnMut(ItemIndex, f32),
) {
    let largest = model.list(kind, request.category).map(column).fold(0.0, f32::max);
    if largest > 0.0 {
        for item in model.list(kind, request.category) {
            each(item, weight * (column(item) / largest));
        }
    } else {
        by_rank(&mut model.list(kind, request.category), weight, each);
    }
}

/// Items by their position alone: `weight / 1`, `weight / 2`, `weight / 3`, …
fn by_rank(items: &mut dyn Iterator<Item = ItemIndex>, weight: f32, each: &mut dyn FnMut(ItemIndex, f32)) {
    for (position, item) in items.enumerate() {
        each(item, weight / (position + 1) as f32);
    }
}
