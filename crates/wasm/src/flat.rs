//! Answers as flat lists of numbers. −1 stands for what is absent.

use alloc::vec;
use alloc::vec::Vec;
use vitrine_engine::{Intent, Ranking, Session, Trace};
use vitrine_format::{Dimension, ItemIndex};

/// Stands for what is absent.
const ABSENT: f64 = -1.0;

pub(crate) fn or_absent(number: Option<impl Into<f64>>) -> f64 {
    number.map_or(ABSENT, Into::into)
}

/// The numbers of a text's characters.
pub(crate) fn text(text: &str) -> Vec<f64> {
    text.chars().map(|character| f64::from(u32::from(character))).collect()
}

/// What the visit is about to do: its mode by number, and the probabilities of a purchase, of an addition to the cart and of leaving, absent
/// where the model does not tell. Empty before the first event and for a model that tells of no intent.
pub(crate) fn intent(intent: Option<Intent>) -> Vec<f64> {
    intent.map_or_else(Vec::new, |intent| {
        let [purchase, add_to_cart, leaving] = intent.probabilities.map(or_absent);
        vec![f64::from(intent.mode as u8), purchase, add_to_cart, leaving]
    })
}

/// The list type shown; then for each item its number, score, list type, and the reason's kind, source item, dimension and value. A reason of taste
/// has the value of its fact in place of the source, and its class in place of the dimension.
pub(crate) fn ranking(ranking: Ranking) -> Vec<f64> {
    let mut numbers = Vec::with_capacity(1 + 7 * ranking.items.len());
    numbers.push(f64::from(ranking.shows as u8));
    for found in ranking.items {
        numbers.extend([f64::from(found.item.0), f64::from(found.score), f64::from(found.list as u8)]);
        numbers.extend(found.reason.map_or([ABSENT; 4], |reason| {
            [
                f64::from(reason.kind as u8),
                or_absent(reason.source.map(|item| item.0).or(reason.fact.map(|fact| fact.value))),
                or_absent(reason.dimension.map(|dimension| dimension as u8).or(reason.fact.map(|fact| fact.class as u8))),
                f64::from(reason.value),
            ]
        }));
    }
    numbers
}

/// List type, score, factor of being passed over, factor of the context, factor of the ranker, factor of the taste, factor of each dimension (absent where unknown); then for
/// each part its kind (0 seed, 1 step, 2 base, 3 purchase), source item, relation, steps back and value.
pub(crate) fn trace(trace: &Trace) -> Vec<f64> {
    let mut numbers = vec![
        f64::from(trace.list as u8),
        f64::from(trace.score),
        f64::from(trace.ignored),
        f64::from(trace.context),
        f64::from(trace.ranked),
        f64::from(trace.taste),
    ];
    for dimension in Dimension::ALL {
        let effect = trace.effects.iter().find(|(other, _)| *other == dimension);
        numbers.push(or_absent(effect.map(|(_, factor)| *factor)));
    }
    for part in &trace.parts {
        numbers.extend([
            f64::from(part.kind as u8),
            or_absent(part.source.map(|item| item.0)),
            or_absent(part.relation.map(|relation| relation as u8)),
            or_absent(part.steps_back.map(|back| back as u32)),
            f64::from(part.value),
        ]);
    }
    numbers
}

/// How many entries the path, the cart, the bought, the hidden and the shown have; then each step's item, kind, unix seconds and dwell
/// time, the items of the next three, and each shown item with how often.
pub(crate) fn session(session: &Session) -> Vec<f64> {
    let sets = [session.cart(), session.bought(), session.hidden()];
    let mut numbers = vec![session.path().len() as f64];
    numbers.extend(sets.iter().map(|items| items.len() as f64));
    numbers.push(session.shown().len() as f64);
    for step in session.path() {
        numbers.extend([f64::from(step.item.0), f64::from(step.kind as u8), step.time, or_absent(step.dwell)]);
    }
    for items in sets {
        numbers.extend(items.iter().map(|item: &ItemIndex| f64::from(item.0)));
    }
    for (item, times) in session.shown() {
        numbers.extend([f64::from(item.0), f64::from(*times)]);
    }
    numbers
}
