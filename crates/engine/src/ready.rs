//! List types with an order of their own: popular, trending, new, range and recently viewed.

use crate::relations::{Contribution, Source};
use crate::request::{ListName, Request};
use crate::session::Session;
use vitrine_format::{ItemIndex, ListKind, Model};

/// Calls `each` for every item of the list with its standing in it: 1 for the first, less for each later one.
pub(crate) fn contributions<B: AsRef<[u8]>>(
    model: &Model<B>,
    session: &Session,
    request: &Request,
    list: ListName,
    each: &mut impl FnMut(Contribution),
) {
    let base =
        |target: ItemIndex, value: f32| Contribution { source: Source::Base, relation: None, steps_back: None, target, value, opens: true };
    let weight = model.ranking().popularity_weight;
    match list {
        ListName::Popular => by_column(
            model,
            ListKind::Popular,
            request,
            |item| weight * model.popularity(item),
            weight,
            |i, v| {
                each(base(i, v));
            },
        ),
        ListName::Trending => by_column(
            model,
            ListKind::Trending,
            request,
            |item| weight * model.trend(item),
            weight,
            |i, v| {
                each(base(i, v));
            },
        ),
        ListName::New => by_rank(model.list(ListKind::New, request.category), weight, |i, v| each(base(i, v))),
        ListName::Range => by_rank(model.list(ListKind::Range, request.category), weight, |i, v| each(base(i, v))),
        ListName::RecentlyViewed => {
            let path = session.path();
            let distinct = path.iter().rev().enumerate().filter(|(back, step)| !path.iter().rev().take(*back).any(|s| s.item == step.item));
            by_rank(distinct.map(|(_, step)| step.item), 1.0, |i, v| each(base(i, v)));
        }
        _ => {}
    }
}

/// Items of a ready order by a column's value against the largest among them.
fn by_column<B: AsRef<[u8]>>(
    model: &Model<B>,
    kind: ListKind,
    request: &Request,
    column: impl Fn(ItemIndex) -> f32,
    weight: f32,
    mut each: impl FnMut(ItemIndex, f32),
) {
    let largest = model.list(kind, request.category).map(&column).fold(0.0, f32::max);
    if largest > 0.0 {
        for item in model.list(kind, request.category) {
            each(item, weight * (column(item) / largest));
        }
    } else {
        by_rank(model.list(kind, request.category), weight, each);
    }
}

/// Items by their position alone: `weight / 1`, `weight / 2`, `weight / 3`, …
fn by_rank(items: impl Iterator<Item = ItemIndex>, weight: f32, mut each: impl FnMut(ItemIndex, f32)) {
    for (position, item) in items.enumerate() {
        each(item, weight / (position + 1) as f32);
    }
}
