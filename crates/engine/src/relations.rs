//! Where scores come from: every contribution of the page's products, the session's steps and the ready orders, in one fixed order.
//!
//! Ranking adds the contributions up, reasons compare them, the trace lists them. All three walk the same function, so that what is
//! explained is what was ranked.

use crate::intent;
use crate::ready;
use crate::request::{ListName, Repeats, Request};
use crate::scratch::Scratch;
use crate::session::{Session, Step};
use vitrine_format::{ItemIndex, Model, Relation, Target};

/// Who contributes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Source {
    /// A product that the shelf belongs to, by its position in the request.
    Seed { index: usize, item: ItemIndex },
    /// An item of the path; `index` is the steps back of its latest sighting.
    Step { index: usize, item: ItemIndex },
    /// A purchase, by its position among [`Session::purchases`].
    Purchase { index: usize, item: ItemIndex },
    /// The list type's own order.
    Base,
}

impl Source {
    /// A number of its own: 0 for the base, then seeds, then as many steps as a path can have, then purchases.
    pub fn number(self, seeds: usize) -> usize {
        match self {
            Source::Base => 0,
            Source::Seed { index, .. } => 1 + index,
            Source::Step { index, .. } => 1 + seeds + index,
            Source::Purchase { index, .. } => 1 + seeds + Session::LONGEST_PATH + index,
        }
    }
}

/// One amount that one source gives to one item.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Contribution {
    pub source: Source,
    /// The relation followed; `None` for the base and for the return to an item seen before.
    pub relation: Option<Relation>,
    /// Steps back, 0 for the latest; `None` where the source is not a step.
    pub steps_back: Option<usize>,
    /// Who gains.
    pub target: ItemIndex,
    pub value: f32,
    /// Whether this makes the target a candidate, or only moves one.
    pub opens: bool,
}

/// Adds every contribution to a list up, item by item.
pub(crate) fn add_up<B: AsRef<[u8]>>(model: &Model<B>, session: &Session, request: &Request, list: ListName, scratch: &mut Scratch) {
    contributions(model, session, request, list, &mut |part| scratch.add(part.target, part.value, part.opens));
}

/// Calls `each` for every contribution to a list. Through a pointer, so that the browser's module holds the walk once for all who ask.
pub(crate) fn contributions<B: AsRef<[u8]>>(
    model: &Model<B>,
    session: &Session,
    request: &Request,
    list: ListName,
    each: &mut dyn FnMut(Contribution),
) {
    let mut each = |part: Contribution| {
        if list != ListName::Upgrade || !part.opens || is_upgrade(model, part) {
            each(part);
        }
    };
    match list.relation() {
        Some(relation) if request.seeds.is_empty() => walk_path(model, session, request, &[(relation, 1.0)], true, &mut each),
        Some(relation) => {
            for (index, &item) in request.seeds.iter().enumerate() {
                if request.seeds.iter().take(index).any(|earlier| *earlier == item) {
                    // Two of one product in the cart say no more than one; and a reason that names it must answer for all of it.
                    continue;
                }
                let source = Source::Seed { index, item };
                for (target, value) in model.neighbours(relation, item) {
                    each(Contribution { source, relation: Some(relation), steps_back: None, target, value, opens: true });
                }
            }
            walk_path(model, session, request, &shares(model, model.ranking().session_share), false, &mut each);
        }
        None if list == ListName::ForYou => walk_path(model, session, request, &shares(model, 1.0), true, &mut each),
        None => {
            ready::contributions(model, session, request, list, &mut each);
            if list != ListName::RecentlyViewed {
                walk_path(model, session, request, &shares(model, model.ranking().session_share), false, &mut each);
            }
        }
    }
}

/// Whether a candidate is of the same category as what leads to it, and dearer by a tier at least.
fn is_upgrade<B: AsRef<[u8]>>(model: &Model<B>, part: Contribution) -> bool {
    let (Source::Seed { item, .. } | Source::Step { item, .. }) = part.source else { return false };
    model.item_category(part.target) == model.item_category(item)
        && model.price_tier(item).zip(model.price_tier(part.target)).is_some_and(|(from, to)| to > from)
}

/// Each relation with its share in the for-you score, times `share`.
fn shares<B: AsRef<[u8]>>(model: &Model<B>, share: f32) -> [(Relation, f32); 5] {
    let weights = &model.ranking().relation_weights;
    Relation::ALL.map(|relation| (relation, share * weights[relation as usize]))
}

/// What the session's steps contribute, latest step first.
fn walk_path<B: AsRef<[u8]>>(
    model: &Model<B>,
    session: &Session,
    request: &Request,
    relations: &[(Relation, f32)],
    opens: bool,
    each: &mut dyn FnMut(Contribution),
) {
    let path = session.path();
    let parameters = model.ranking();
    // A list that follows one relation has nothing to choose between.
    let steering = if relations.len() > 1 { steering(model, session) } else { [1.0; 2] };
    // Steps up to what the shopper has decided for: what could have stood in its place is no longer looked for.
    let mut decided = false;
    for (back, (step, position_weight)) in path.iter().rev().zip(&parameters.position_weights).enumerate() {
        decided |= session.cart().contains(&step.item) || session.bought().contains(&step.item);
        if request.seeds.contains(&step.item) {
            continue;
        }
        let latest = latest_sighting(path, step.item, back);
        let source = Source::Step { index: latest, item: step.item };
        let weight = position_weight * step_weight(model, step);
        let category = model.item_category(step.item);
        let steering = steering[usize::from(decided)];
        for &(relation, share) in relations {
            let bought = matches!(relation, Relation::BoughtTogether | Relation::AlsoBought);
            let share = share * weight;
            // A share of zero would still open candidates.
            if share > 0.0 {
                for (target, value) in model.neighbours(relation, step.item) {
                    // What is bought with it or of another category goes with an item; anything else could stand in its place.
                    let off = steering < 1.0 && (bought || model.item_category(target) != category) != decided;
                    let value = if off { steering * (share * value) } else { share * value };
                    each(Contribution { source, relation: Some(relation), steps_back: Some(back), target, value, opens });
                }
            }
        }
        if opens && request.repeats != Repeats::Never && latest == back {
            let bonus = parameters.seen_bonus.get(back).copied().unwrap_or(0.0);
            each(Contribution { source, relation: None, steps_back: Some(back), target: step.item, value: bonus, opens });
        }
    }
}

/// What the visit's intent makes of complements before a decision, and of substitutes after it. The likelier an addition to the cart, the less
/// complements are held back.
fn steering<B: AsRef<[u8]>>(model: &Model<B>, session: &Session) -> [f32; 2] {
    let Some(part) = model.intent() else { return [1.0; 2] };
    let [before, after] = part.steering;
    // The visit is not looked at for nothing.
    let coming = if before < 1.0 { intent::intent(model, session).and_then(|intent| intent.of(Target::AddToCart)) } else { None };
    [before + (1.0 - before) * coming.unwrap_or(0.0), after]
}

/// How many steps back an item was seen last, knowing that it was seen `back` steps back.
fn latest_sighting(path: &[Step], item: ItemIndex, back: usize) -> usize {
    path.iter().rev().take(back).position(|step| step.item == item).unwrap_or(back)
}

/// What the kind of event and the time spent make of a step.
pub(crate) fn step_weight<B: AsRef<[u8]>>(model: &Model<B>, step: &Step) -> f32 {
    let parameters = model.ranking();
    let kind = parameters.event_weights[step.kind as usize];
    let reached = |dwell: f32| parameters.dwell_weights.iter().rev().find(|(seconds, _)| dwell >= *seconds);
    kind * step.dwell.and_then(reached).map_or(1.0, |(_, weight)| *weight)
}
