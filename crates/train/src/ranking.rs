//! The numbers that steer the score, from what the model has.

use vitrine_format::{RankingParameters, Relation, RelationPart};

use crate::options::ScoreOptions;

/// Share of each relation in the for-you score, by what else there is to go by.
const WITH_VIEWED_NEXT: [f32; 5] = [1.0, 0.0, 0.05, 0.05, 0.02];
const WITH_ALSO_VIEWED: [f32; 5] = [0.0, 1.0, 0.2, 0.2, 0.1];
const WITH_ORDERS: [f32; 5] = [0.0, 0.0, 0.7, 1.0, 0.3];
const WITH_CONTENT: [f32; 5] = [0.0, 0.0, 0.0, 0.0, 1.0];

/// Parameters for a model with these relations.
pub fn ranking_parameters(relations: &[RelationPart], options: &ScoreOptions) -> RankingParameters {
    let steps = options.steps.clamp(1, 64);
    let position = |step: usize| (libm::exp(-(step as f64) / options.decay) + options.tail) as f32;
    let bonus = |step: usize| match step {
        0 => options.current_bonus as f32,
        _ => (options.seen_bonus * options.seen_decay.powi(step as i32 - 1)).max(options.seen_floor) as f32,
    };
    let [view, cart, purchase, wish] = options.kind_weights.map(|weight| weight as f32);
    let [short, long] = options.dwell_weights.map(|weight| weight as f32);
    let has = |relation: Relation| relations.iter().any(|part| part.relation == relation);
    let mut relation_weights = if has(Relation::ViewedNext) {
        WITH_VIEWED_NEXT
    } else if has(Relation::AlsoViewed) {
        WITH_ALSO_VIEWED
    } else if has(Relation::BoughtTogether) || has(Relation::AlsoBought) {
        WITH_ORDERS
    } else {
        WITH_CONTENT
    };
    for relation in Relation::ALL {
        if let (false, Some(weight)) = (has(relation), relation_weights.get_mut(relation as usize)) {
            *weight = 0.0;
        }
    }
    RankingParameters {
        position_weights: (0..steps).map(position).collect(),
        seen_bonus: (0..steps).map(bonus).collect(),
        // View, add to cart, remove from cart, purchase, wish list, impression, search, hide. A step of weight 0 still takes its place in
        // the path, so only what must not speak has it: what was found by searching was opened, what left the cart was once looked at.
        event_weights: [view, cart, 0.3 * view, purchase, wish, 0.0, view, 0.0],
        dwell_weights: vec![(0.0, short), (5.0, 1.0), (60.0, long)],
        relation_weights,
        ignored_factors: vec![0.95, 0.85, 0.7, 0.55],
        session_share: 0.3,
        popularity_weight: 1.0,
        // Numbers and neighbours tell of surroundings where they come from what is viewed next.
        near_weight: if has(Relation::ViewedNext) { options.near as f32 } else { 0.0 },
        support_weight: if has(Relation::ViewedNext) { options.support as f32 } else { 0.0 },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use vitrine_format::{Row, Scale};

    fn part(relation: Relation) -> RelationPart {
        RelationPart { relation, unit: 1.0, levels: [1.0; 16], rows: vec![Row { scale: Scale(0), entries: Vec::new() }] }
    }

    fn weights(relations: &[Relation]) -> [f32; 5] {
        let parts: Vec<RelationPart> = relations.iter().map(|&relation| part(relation)).collect();
        ranking_parameters(&parts, &ScoreOptions::default()).relation_weights
    }

    #[test]
    fn the_best_relation_leads_and_absent_ones_weigh_nothing() {
        assert_eq!(weights(&[]), [0.0; 5]);
        assert_eq!(weights(&[Relation::Similar]), [0.0, 0.0, 0.0, 0.0, 1.0]);
        assert_eq!(weights(&[Relation::AlsoBought, Relation::Similar]), [0.0, 0.0, 0.0, 1.0, 0.3]);
        assert_eq!(weights(&[Relation::ViewedNext]), [1.0, 0.0, 0.0, 0.0, 0.0]);
    }

    #[test]
    fn looks_speak_however_they_came_and_ended_and_what_was_hidden_does_not() {
        let [view, carted, removed, bought, wished, _, searched, hidden] = ranking_parameters(&[], &ScoreOptions::default()).event_weights;
        assert!(carted > wished && wished > view && bought >= view && searched >= view);
        assert!(removed > 0.0 && removed < view);
        assert_eq!(hidden, 0.0);
    }

    #[test]
    fn later_steps_weigh_no_more_than_nearer_ones() {
        let parameters = ranking_parameters(&[], &ScoreOptions::default());
        assert_eq!(parameters.position_weights.len(), 20);
        assert_eq!(parameters.seen_bonus.len(), 20);
        assert!(parameters.position_weights.windows(2).all(|pair| pair[0] >= pair[1]));
        assert!(parameters.seen_bonus.windows(2).skip(1).all(|pair| pair[0] >= pair[1]));
    }
}
