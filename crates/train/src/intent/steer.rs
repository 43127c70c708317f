//! How far shelves follow the cart: substitutes before an addition to it, complements after.
//!
//! Where shoppers go next is counted apart: from a look, and from an addition to the cart; to a substitute, of the same category, or to a
//! complement, of another. Beside it stands where the model's neighbours lead from the same places. Complements before an addition, and substitutes
//! after it, are then held back so far that a shelf leads to both as often as shoppers went there.

use vitrine_catalog::{EventKind, EventLog};
use vitrine_format::{ItemIndex, Model, Relation};

/// Fewer moves than this from additions to the cart say nothing.
const FEWEST: f64 = 200.0;
/// Moves' worth of the belief that the cart changes nothing.
const PRIOR: f64 = 50.0;

/// A difference of fewer moves than this share comes from which products are put into carts, not from putting them there.
const LEAST_CHANGE: f64 = 0.05;

/// Moves from one sort of event to the next look at another item.
#[derive(Clone, Copy, Default)]
struct Moves {
    count: f64,
    /// Those that led to another category.
    away: f64,
    /// Sums of the model's shares of substitutes and of complements at the items where they began.
    shares: [f64; 2],
}

/// The factors of [`vitrine_format::IntentPart::steering`]; ones where the log does not show that the cart changes where shoppers go.
pub fn steering<B: AsRef<[u8]>>(log: &EventLog, model: &Model<B>, number_of: &[ItemIndex], notes: &mut Vec<String>) -> [f32; 2] {
    let [looks, carts] = moves(log, model, number_of);
    if carts.count < FEWEST || [looks, carts].iter().flat_map(|moves| moves.shares).any(|share| share <= 0.0) {
        return [1.0; 2];
    }
    let everywhere = (looks.away + carts.away) / (looks.count + carts.count);
    let share = |moves: Moves| (moves.away + PRIOR * everywhere) / (moves.count + PRIOR);
    let (before, after) = (share(looks), share(carts));
    let error = (everywhere * (1.0 - everywhere) * (1.0 / looks.count.max(1.0) + 1.0 / carts.count)).sqrt();
    if after - before < LEAST_CHANGE.max(3.0 * error) {
        return [1.0; 2];
    }
    notes.push(format!(
        "shelves follow the cart: of {} moves after an addition to it {:.0} % led to another category, of {} others {:.0} %",
        carts.count,
        100.0 * after,
        looks.count,
        100.0 * before
    ));
    let factor = |wanted: f64, own: f64, other: f64| (wanted / (1.0 - wanted).max(1e-3) * other / own).min(1.0) as f32;
    let [[substitutes, complements], [substitutes_after, complements_after]] = [looks.shares, carts.shares];
    [factor(before, complements, substitutes), factor(1.0 - after, substitutes_after, complements_after)]
}

/// Moves from looks and from additions to the cart.
fn moves<B: AsRef<[u8]>>(log: &EventLog, model: &Model<B>, number_of: &[ItemIndex]) -> [Moves; 2] {
    let shares: Vec<[f64; 2]> = (0..model.item_count()).map(|item| shares(model, ItemIndex(item))).collect();
    let mut moves = [Moves::default(); 2];
    for events in log.sessions() {
        let mut last: Option<(ItemIndex, bool)> = None;
        for event in events {
            let Some(&item) = event.product.and_then(|product| number_of.get(product.0 as usize)) else { continue };
            match event.kind {
                EventKind::AddToCart => last = Some((item, true)),
                EventKind::View => {
                    if let Some((from, carted)) = last.filter(|(from, _)| *from != item)
                        && let (Some(own), Some(other)) = (model.item_category(from), model.item_category(item))
                    {
                        let moves = &mut moves[usize::from(carted)];
                        moves.count += 1.0;
                        moves.away += f64::from(u8::from(own != other));
                        for (sum, share) in moves.shares.iter_mut().zip(shares.get(from.0 as usize).copied().unwrap_or_default()) {
                            *sum += share;
                        }
                    }
                    last = Some((item, false));
                }
                _ => {}
            }
        }
    }
    moves
}

/// What the score gives to substitutes and to complements of an item, as shares of both; zeros where it has no neighbours.
fn shares<B: AsRef<[u8]>>(model: &Model<B>, item: ItemIndex) -> [f64; 2] {
    let weights = &model.ranking().relation_weights;
    let category = model.item_category(item);
    let mut sums = [0.0; 2];
    for relation in Relation::ALL {
        let weight = f64::from(weights[relation as usize]);
        let bought = matches!(relation, Relation::BoughtTogether | Relation::AlsoBought);
        for (other, value) in model.neighbours(relation, item) {
            sums[usize::from(bought || model.item_category(other) != category)] += weight * f64::from(value);
        }
    }
    let all = sums[0] + sums[1];
    if all > 0.0 { sums.map(|sum| sum / all) } else { [0.0; 2] }
}
