//! What the ranker knows of each candidate. One function a group of features; a group that no split asks for is not worked out.
//!
//! Everything is relative (to the best candidate, to a row's largest weight, to the current item), because the amount of data behind the
//! model that ships is not the amount behind the model that the trees were trained on.

use super::{Column, FIELD, surroundings};
use crate::request::{Repeats, Request};
use crate::scratch::Scratch;
use crate::select::Scored;
use crate::session::{Session, Step};
use vitrine_format::{FEATURE_COUNT, Feature, ItemIndex, Model, Relation};

/// Steps since an item was seen that never was.
const NEVER: f32 = Session::LONGEST_PATH as f32;
/// Different items whose rows are looked at, the latest.
const ROWS: usize = 8;

/// A feature's place in a set of features.
pub(super) const fn bit(feature: Feature) -> u64 {
    1 << feature as u64
}

/// Every feature.
pub(super) const ALL: u64 = (1 << FEATURE_COUNT) - 1;

/// Describes the candidates in the field by the wanted features, and by what comes along with them.
pub(super) fn describe<B: AsRef<[u8]>>(model: &Model<B>, session: &Session, request: &Request, wanted: u64, scratch: &mut Scratch) {
    let Scratch { bench, slots, .. } = scratch;
    bench.features.resize(FEATURE_COUNT, [0.0; FIELD]);
    let Some(columns) = bench.features.first_chunk_mut() else { return };
    let field = &bench.field[..bench.field.len().min(FIELD)];
    let mut sheet = Sheet { columns, wanted };
    for (place, candidate) in field.iter().enumerate() {
        if let Some(slot) = slots.get_mut(candidate.item.0 as usize) {
            *slot = place as u8 + 1;
        }
    }
    let place_of = |item: ItemIndex| slots.get(item.0 as usize).copied().unwrap_or(0).checked_sub(1).map(usize::from);
    let path = session.path();
    standing(&mut sheet, field);
    seen(&mut sheet, path, &place_of);
    evidence(&mut sheet, model, request, field);
    rows(&mut sheet, model, path, &place_of);
    reverse_rows(&mut sheet, model, path, field);
    surrounded(&mut sheet, model, path, field, &place_of);
    demand(&mut sheet, model, path, field);
    catalogue(&mut sheet, model, path, field);
    visit(&mut sheet, path);
    for candidate in field {
        if let Some(slot) = slots.get_mut(candidate.item.0 as usize) {
            *slot = 0;
        }
    }
}

/// Columns with the set of those that are wanted.
struct Sheet<'a> {
    columns: &'a mut [Column; FEATURE_COUNT],
    wanted: u64,
}

impl Sheet<'_> {
    /// Whether any of these features is wanted.
    fn wants(&self, features: &[Feature]) -> bool {
        features.iter().any(|feature| self.wanted & bit(*feature) != 0)
    }

    fn column(&mut self, feature: Feature) -> &mut Column {
        &mut self.columns[feature as usize]
    }

    /// One value for all candidates.
    #[inline(never)]
    fn fill(&mut self, feature: Feature, value: f32) {
        *self.column(feature) = [value; FIELD];
    }

    /// A value of its own for each candidate.
    fn each(&mut self, feature: Feature, field: &[Scored], value: impl Fn(&Scored) -> f32) {
        for (cell, candidate) in self.column(feature).iter_mut().zip(field) {
            *cell = value(candidate);
        }
    }
}

/// A ratio; `otherwise` where there is nothing to divide by.
fn ratio(value: f32, by: f32, otherwise: f32) -> f32 {
    if by > 0.0 { value / by } else { otherwise }
}

/// The item seen last, and the last one before it that is another.
fn last_two(path: &[Step]) -> (Option<ItemIndex>, Option<ItemIndex>) {
    let last = path.last().map(|step| step.item);
    (last, path.iter().rev().map(|step| step.item).find(|item| Some(*item) != last))
}

/// Where a candidate's score stands among the others'.
fn standing(sheet: &mut Sheet, field: &[Scored]) {
    let top = field.first().map_or(0.0, |best| best.strength());
    sheet.fill(Feature::TopScore, top);
    sheet.each(Feature::RelativeScore, field, |candidate| ratio(candidate.strength(), top, 0.0));
    for (place, cell) in sheet.column(Feature::Place).iter_mut().enumerate() {
        *cell = place as f32;
    }
    sheet.fill(Feature::Lead, 1.0);
    sheet.fill(Feature::Margin, 0.0);
    for (place, pair) in field.windows(2).enumerate() {
        let share = ratio(pair[1].strength(), pair[0].strength(), 0.0);
        sheet.column(Feature::Lead)[place + 1] = share;
        sheet.column(Feature::Margin)[place] = share;
    }
}

/// When and how often a candidate was seen, and what followed the current item before.
fn seen(sheet: &mut Sheet, path: &[Step], place_of: &impl Fn(ItemIndex) -> Option<usize>) {
    sheet.fill(Feature::StepsSinceSeen, NEVER);
    sheet.fill(Feature::TimesSeen, 0.0);
    sheet.fill(Feature::FollowedBefore, 0.0);
    let last = path.last().map(|step| step.item);
    let mut before = None;
    for (back, step) in (0..path.len()).rev().zip(path) {
        if let Some(place) = place_of(step.item) {
            sheet.column(Feature::StepsSinceSeen)[place] = back as f32;
            sheet.column(Feature::TimesSeen)[place] += 1.0;
            if before.is_some() && before == last {
                sheet.column(Feature::FollowedBefore)[place] += 1.0;
            }
        }
        before = Some(step.item);
    }
}

/// What the lists alone say, without the return to what was seen.
fn evidence<B: AsRef<[u8]>>(sheet: &mut Sheet, model: &Model<B>, request: &Request, field: &[Scored]) {
    let top = field.first().map_or(0.0, |best| best.strength());
    let bonus = &model.ranking().seen_bonus;
    let since = *sheet.column(Feature::StepsSinceSeen);
    for ((cell, candidate), since) in sheet.column(Feature::Evidence).iter_mut().zip(field).zip(since) {
        let adds = request.repeats != Repeats::Never && since < NEVER && !request.seeds.contains(&candidate.item);
        let bonus = if adds { bonus.get(since as usize).copied().unwrap_or(0.0) } else { 0.0 };
        *cell = ratio((candidate.strength() - bonus).max(0.0), top, 0.0);
    }
}

/// Where a candidate stands in the rows of the session's items.
fn rows<B: AsRef<[u8]>>(sheet: &mut Sheet, model: &Model<B>, path: &[Step], place_of: &impl Fn(ItemIndex) -> Option<usize>) {
    if !sheet.wants(&[Feature::FromLast, Feature::FromEarlier, Feature::RowsHolding]) {
        return;
    }
    for feature in [Feature::FromLast, Feature::FromEarlier, Feature::RowsHolding] {
        sheet.fill(feature, 0.0);
    }
    let most = if sheet.wants(&[Feature::RowsHolding]) { ROWS } else { 2 };
    let mut looked_at = [ItemIndex(0); ROWS];
    let mut count = 0;
    for step in path.iter().rev() {
        if count == most {
            break;
        }
        if looked_at[..count].contains(&step.item) {
            continue;
        }
        let row = model.neighbours(Relation::ViewedNext, step.item);
        let largest = row.largest();
        for (item, weight) in row {
            let Some(place) = place_of(item) else { continue };
            sheet.column(Feature::RowsHolding)[place] += 1.0;
            match count {
                0 => sheet.column(Feature::FromLast)[place] = ratio(weight, largest, 0.0),
                1 => sheet.column(Feature::FromEarlier)[place] = ratio(weight, largest, 0.0),
                _ => {}
            }
        }
        looked_at[count] = step.item;
        count += 1;
    }
}

/// Where the session's last items stand in a candidate's row.
fn reverse_rows<B: AsRef<[u8]>>(sheet: &mut Sheet, model: &Model<B>, path: &[Step], field: &[Scored]) {
    if !sheet.wants(&[Feature::ToLast, Feature::ToEarlier]) {
        return;
    }
    let (last, earlier) = last_two(path);
    for (place, candidate) in field.iter().enumerate() {
        let row = model.neighbours(Relation::ViewedNext, candidate.item);
        let to = |item: Option<ItemIndex>| item.map_or(0.0, |item| ratio(row.weight_of(item), row.largest(), 0.0));
        sheet.column(Feature::ToLast)[place] = to(last);
        sheet.column(Feature::ToEarlier)[place] = to(earlier);
    }
}

/// What a candidate's surroundings say for it; see [`surroundings`].
fn surrounded<B: AsRef<[u8]>>(
    sheet: &mut Sheet,
    model: &Model<B>,
    path: &[Step],
    field: &[Scored],
    place_of: &impl Fn(ItemIndex) -> Option<usize>,
) {
    let last = path.last().map(|step| step.item);
    sheet.each(Feature::Nearness, field, |candidate| last.map_or(0.0, |last| surroundings::nearness(candidate.item, last)));
    if sheet.wants(&[Feature::Support]) {
        let top = field.first().map_or(0.0, |best| best.strength());
        let since = *sheet.column(Feature::StepsSinceSeen);
        // A seen item's bonus says nothing of its neighbours.
        let score = |item: ItemIndex| match place_of(item) {
            Some(place) if since[place] >= NEVER => field[place].strength(),
            _ => 0.0,
        };
        sheet.each(Feature::Support, field, |candidate| ratio(surroundings::support(model, candidate.item, score), top, 0.0));
    }
}

/// How much a candidate is in demand.
fn demand<B: AsRef<[u8]>>(sheet: &mut Sheet, model: &Model<B>, path: &[Step], field: &[Scored]) {
    if sheet.wants(&[Feature::Popularity, Feature::PopularityToLast]) {
        let last = path.last().map_or(0.0, |step| model.popularity(step.item));
        sheet.each(Feature::Popularity, field, |candidate| model.popularity(candidate.item));
        let popularity = *sheet.column(Feature::Popularity);
        *sheet.column(Feature::PopularityToLast) = popularity.map(|own| ratio(own, last, 1.0));
    }
    if sheet.wants(&[Feature::Age]) {
        sheet.each(Feature::Age, field, |candidate| f32::from(model.age(candidate.item).unwrap_or(u16::MAX)));
    }
    if sheet.wants(&[Feature::Trend]) {
        sheet.each(Feature::Trend, field, |candidate| model.trend(candidate.item));
    }
}

/// What the catalogue knows of a candidate against the session.
fn catalogue<B: AsRef<[u8]>>(sheet: &mut Sheet, model: &Model<B>, path: &[Step], field: &[Scored]) {
    let wanted = [Feature::CategoryShare, Feature::LastCategory, Feature::LastBrand, Feature::PriceToLast];
    if !sheet.wants(&wanted) {
        return;
    }
    let mut categories = [None; Session::LONGEST_PATH];
    for (category, step) in categories.iter_mut().zip(path) {
        *category = model.item_category(step.item);
    }
    let categories = &categories[..path.len().min(Session::LONGEST_PATH)];
    let last = path.last().map(|step| step.item);
    let last_category = last.and_then(|item| model.item_category(item));
    let last_brand = last.and_then(|item| model.item_brand(item));
    let last_price = last.map_or(0.0, |item| model.item_price(item) as f32);
    let flag = |holds: bool| f32::from(u8::from(holds));
    sheet.each(Feature::CategoryShare, field, |candidate| {
        let own = model.item_category(candidate.item);
        let same = categories.iter().filter(|category| own.is_some() && **category == own).count();
        ratio(same as f32, categories.len() as f32, 0.0)
    });
    sheet.each(Feature::LastCategory, field, |candidate| {
        flag(last_category.is_some() && model.item_category(candidate.item) == last_category)
    });
    sheet.each(Feature::LastBrand, field, |candidate| flag(last_brand.is_some() && model.item_brand(candidate.item) == last_brand));
    sheet.each(Feature::PriceToLast, field, |candidate| match model.item_price(candidate.item) {
        0 => 1.0,
        price => ratio(price as f32, last_price, 1.0),
    });
}

/// What holds for the visit, and so for every candidate.
fn visit(sheet: &mut Sheet, path: &[Step]) {
    sheet.fill(Feature::PathLength, path.len() as f32);
    if sheet.wants(&[Feature::DistinctItems]) {
        let fresh = |place: &usize| !path[..*place].iter().any(|step| step.item == path[*place].item);
        sheet.fill(Feature::DistinctItems, (0..path.len()).filter(fresh).count() as f32);
    }
    let (mut seconds, mut dwell) = (0.0, 0.0);
    if let [.., before, last] = path {
        seconds = ((last.time - before.time) as f32).max(0.0);
        dwell = before.dwell.unwrap_or(0.0);
    }
    sheet.fill(Feature::SecondsBetween, seconds);
    sheet.fill(Feature::LastDwell, dwell);
}
