//! How far shelves follow the cart: substitutes before an addition to it, complements after.
//!
//! Where shoppers go next is counted apart: from a look, and from an addition to the cart; within the category, or to another one. The
//! shares of the relations are then steered so that a shelf leads to both as often as shoppers went there.

use vitrine_catalog::{EventKind, EventLog};
use vitrine_format::{ItemIndex, ModelParts, Relation};

/// Fewer moves than this from additions to the cart say nothing.
const FEWEST: f64 = 200.0;
/// Moves' worth of the belief that the cart changes nothing.
const PRIOR: f64 = 50.0;

/// The factors of [`vitrine_format::IntentPart::steering`]; ones where the log does not show that the cart changes where shoppers go.
pub fn steering(log: &EventLog, parts: &ModelParts, number_of: &[ItemIndex], notes: &mut Vec<String>) -> [f32; 2] {
    let weights = &parts.ranking.relation_weights;
    let of = |relations: &[Relation]| f64::from(relations.iter().map(|relation| weights[*relation as usize]).sum::<f32>());
    let complements = of(&[Relation::BoughtTogether, Relation::AlsoBought]);
    let substitutes = of(&[Relation::ViewedNext, Relation::AlsoViewed, Relation::Similar]);
    let [looks, carts] = moves(log, parts, number_of);
    if complements <= 0.0 || substitutes <= 0.0 || carts[0] < FEWEST {
        return [1.0; 2];
    }
    let everywhere = (looks[1] + carts[1]) / (looks[0] + carts[0]);
    let share = |[moves, away]: [f64; 2]| (away + PRIOR * everywhere) / (moves + PRIOR);
    let (before, after) = (share(looks), share(carts));
    let error = (everywhere * (1.0 - everywhere) * (1.0 / looks[0].max(1.0) + 1.0 / carts[0])).sqrt();
    if after - before < 3.0 * error {
        return [1.0; 2];
    }
    notes.push(format!(
        "shelves follow the cart: of {} moves after an addition to it {:.0} % led to another category, of {} others {:.0} %",
        carts[0],
        100.0 * after,
        looks[0],
        100.0 * before
    ));
    let factor = |wanted: f64, own: f64, other: f64| (wanted / (1.0 - wanted).max(1e-3) * other / own).min(1.0) as f32;
    [factor(before, complements, substitutes), factor(1.0 - after, substitutes, complements)]
}

/// Moves from a look and from an addition to the cart to the next look at another item: all of them, and those to another category.
fn moves(log: &EventLog, parts: &ModelParts, number_of: &[ItemIndex]) -> [[f64; 2]; 2] {
    let category = |item: ItemIndex| parts.items.categories.get(item.0 as usize).copied().flatten();
    let mut moves = [[0.0; 2]; 2];
    for events in log.sessions() {
        let mut last: Option<(ItemIndex, bool)> = None;
        for event in events {
            let Some(&item) = event.product.and_then(|product| number_of.get(product.0 as usize)) else { continue };
            match event.kind {
                EventKind::AddToCart => last = Some((item, true)),
                EventKind::View => {
                    if let Some((from, carted)) = last.filter(|(from, _)| *from != item)
                        && let (Some(own), Some(other)) = (category(from), category(item))
                    {
                        let moves = &mut moves[usize::from(carted)];
                        moves[0] += 1.0;
                        moves[1] += f64::from(u8::from(own != other));
                    }
                    last = Some((item, false));
                }
                _ => {}
            }
        }
    }
    moves
}
