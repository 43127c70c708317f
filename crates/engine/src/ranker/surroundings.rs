//! What a candidate's surroundings say for it, at no byte: where its number stands, and what its own neighbours score.
//!
//! A list ends after some thirty neighbours, and two items that shoppers reach from the same places need not stand in each other's. Two
//! things that the file holds anyway tell more:
//! - *Nearness*. Items are numbered by recursive graph bisection (Dhulipala et al., "Compressing graphs and indexes with recursive graph
//!   bisection", KDD 2016), so that those with common neighbours stand close together: the numbers are a tree of clusters. A candidate
//!   gains by how close its number is to those of the latest steps.
//! - *Support*. A candidate gains by the mean score of its own neighbours, weighted as they are: one more step of the walk that smoothed
//!   the lists (Choi et al., "S-Walk", WSDM 2022), taken from the session's scores at ranking time.

use super::{Bench, FIELD, put_best_in_front};
use crate::relations::step_weight;
use crate::request::Request;
use crate::scratch::Scratch;
use crate::session::{Session, Step};
use vitrine_format::{ItemIndex, Model, Relation};

/// Latest steps that a candidate can be near to.
const STEPS: usize = 3;
/// Numbers this many halvings apart have nothing in common.
const HALVINGS: f32 = 10.0;

/// Lifts the candidates in the field, which is in the order of its scores, and puts it in the order of what they are lifted to.
pub(super) fn lift<B: AsRef<[u8]>>(model: &Model<B>, session: &Session, request: &Request, scratch: &mut Scratch) {
    let ranking = model.ranking();
    if ranking.near_weight <= 0.0 && ranking.support_weight <= 0.0 {
        return;
    }
    let Scratch { bench: Bench { field, .. }, slots, .. } = scratch;
    let judged = field.len().min(FIELD);
    let field = &mut field[..judged];
    let path = session.path();
    // Places, one more than they are; 0 for what is no candidate, or was seen: its bonus says nothing of its neighbours.
    for (place, candidate) in field.iter().enumerate() {
        set(slots, candidate.item, place as u8 + 1);
    }
    for step in path {
        set(slots, step.item, 0);
    }
    let mut lifted = [0.0_f32; FIELD];
    for (sum, candidate) in lifted.iter_mut().zip(field.iter()) {
        *sum = candidate.score + ranking.near_weight * near_path(model, path, request, candidate.item);
    }
    let supported = lifted;
    for (place, candidate) in field.iter_mut().enumerate() {
        let mut sum = lifted[place];
        if ranking.support_weight > 0.0 && slot(slots, candidate.item) > 0 {
            let score = |item: ItemIndex| match slot(slots, item) {
                0 => 0.0,
                slot => supported[usize::from(slot) - 1],
            };
            sum += ranking.support_weight * support(model, candidate.item, score);
        }
        let factor = sum / candidate.score;
        // Scores of any size may stand in a file; where the ratio has no value, the score stays.
        if factor.is_finite() && factor > 0.0 {
            candidate.ranked = factor;
        }
    }
    for candidate in field.iter() {
        set(slots, candidate.item, 0);
    }
    put_best_in_front(field);
}

fn slot(slots: &[u8], item: ItemIndex) -> u8 {
    slots.get(item.0 as usize).copied().unwrap_or(0)
}

fn set(slots: &mut [u8], item: ItemIndex, value: u8) {
    if let Some(slot) = slots.get_mut(item.0 as usize) {
        *slot = value;
    }
}

/// How near an item stands to the latest steps, each with its weight.
fn near_path<B: AsRef<[u8]>>(model: &Model<B>, path: &[Step], request: &Request, item: ItemIndex) -> f32 {
    let steps = path.iter().rev().zip(&model.ranking().position_weights).take(STEPS);
    let others = steps.filter(|(step, _)| step.item != item && !request.seeds.contains(&step.item));
    others.map(|(step, weight)| weight * step_weight(model, step) * nearness(step.item, item)).sum()
}

/// 1 less a tenth for each time that the distance of two numbers doubles; 0 from 1,023 on.
pub(super) fn nearness(left: ItemIndex, right: ItemIndex) -> f32 {
    let distance = left.0.abs_diff(right.0).saturating_add(1);
    let halvings = distance.ilog2();
    // Between powers of two the logarithm is drawn as a straight line.
    let beyond = distance as f32 / (1_u32 << halvings) as f32 - 1.0;
    (1.0 - (halvings as f32 + beyond) / HALVINGS).max(0.0)
}

/// Mean score of an item's neighbours, by their weights.
pub(super) fn support<B: AsRef<[u8]>>(model: &Model<B>, item: ItemIndex, score: impl Fn(ItemIndex) -> f32) -> f32 {
    let (mut sum, mut weights) = (0.0, 0.0);
    for (neighbour, weight) in model.neighbours(Relation::ViewedNext, item) {
        sum += weight * score(neighbour);
        weights += weight;
    }
    if weights > 0.0 { sum / weights } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::nearness;
    use vitrine_format::ItemIndex;

    #[test]
    fn nearness_falls_with_the_distance_and_ends() {
        let of = |distance: u32| nearness(ItemIndex(5000), ItemIndex(5000 + distance));
        assert!((0..2000).all(|distance| of(distance) >= of(distance + 1)));
        assert_eq!(of(0).to_bits(), 1.0_f32.to_bits());
        assert!((of(1) - 0.9).abs() < 1e-6 && (of(31) - 0.5).abs() < 1e-6);
        assert!(of(1022) > 0.0);
        assert_eq!(of(1023).to_bits(), 0.0_f32.to_bits());
        assert_eq!(nearness(ItemIndex(7), ItemIndex(3)).to_bits(), nearness(ItemIndex(3), ItemIndex(7)).to_bits());
        assert_eq!(nearness(ItemIndex(0), ItemIndex(u32::MAX)).to_bits(), 0.0_f32.to_bits());
    }
}
