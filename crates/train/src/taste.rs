//! How strongly a returning customer's likings should count, learned from what returning customers bought next.
//!
//! A customer who buys again is asked with what they bought before, older purchases fading. In the engine's terms a product's chance is
//! its popularity times `1 + Σ strength × weight`, over the classes of facts; the strengths are those that make the last fifth of all
//! purchases most likely, on one half of the customers, and one replaces its default only where it helps on the other half beyond chance. Products
//! that the customer had bought already are left out: those are for *buy again*.

use std::collections::BTreeMap;

use vitrine_format::TraitsPart;

use crate::baskets::Purchase;
use crate::calendar::DAY;

/// Facts of each product, by class: category, brand, price tier, traits.
pub type ProductFacts = Vec<[Vec<u32>; 4]>;

/// Days after which a purchase counts half.
const HALF_LIFE: f64 = 60.0;
/// What is added to the whole interest before shares are taken, in purchases: little known is little liked.
const PRIOR: f64 = 2.0;
/// Strengths that are tried.
const GRID: [f64; 12] = [0.0, 0.125, 0.25, 0.5, 0.75, 1.0, 1.5, 2.0, 3.0, 4.0, 6.0, 8.0];
/// Purchases that each half of the customers must have made for anything to be learned.
const FEWEST: usize = 200;
/// Standard errors by which a class must help.
const GATE: f64 = 2.0;

/// What was learned.
#[derive(Clone, Debug, PartialEq)]
pub struct Strengths {
    /// For category, brand, price tier, trait and novelty, as in [`TraitsPart::strengths`].
    pub values: [f32; 5],
    /// Purchases of returning customers that it was learned from and checked on; 0 where the defaults stand.
    pub purchases: [usize; 2],
}

/// One purchase of a returning customer: how much of their interest the product has, and what any product has on average, by class.
struct Question {
    own: [f64; 4],
    usual: [f64; 4],
}

/// Learns the strengths, or gives the defaults where too few customers return.
pub fn strengths(purchases: &[Purchase], facts: &ProductFacts) -> Strengths {
    let defaults = Strengths { values: TraitsPart::DEFAULT_STRENGTHS, purchases: [0, 0] };
    let Some(begin) = purchases.get(purchases.len() * 4 / 5).map(|purchase| purchase.time) else { return defaults };
    let [learning, checking] = questions(purchases, facts, begin);
    if learning.len().min(checking.len()) < FEWEST {
        return defaults;
    }
    let fitted = fit(&learning);
    let mut values = TraitsPart::DEFAULT_STRENGTHS.map(f64::from);
    for class in 0..4 {
        // What was fitted where it beats the default, nothing where even that beats it, and else the default: it does little harm.
        let with = |strength: f64| std::array::from_fn(|other| if other == class { strength } else { values[other] });
        let [fit, kept, none] = [fitted[class], values[class], 0.0].map(with);
        if helps(&checking, &fit, &kept) {
            values[class] = fitted[class];
        } else if helps(&checking, &none, &kept) {
            values[class] = 0.0;
        }
    }
    let chosen = |class: usize| values[class] as f32;
    Strengths {
        values: [chosen(0), chosen(1), chosen(2), chosen(3), TraitsPart::DEFAULT_STRENGTHS[4]],
        purchases: [learning.len(), checking.len()],
    }
}

/// Questions of both halves of the customers.
fn questions(purchases: &[Purchase], facts: &ProductFacts, begin: f64) -> [Vec<Question>; 2] {
    let usual = usual(purchases.iter().filter(|purchase| purchase.time < begin), facts);
    // In the order of their first purchase: keys are hashed with a new key at each build, and must not decide who is asked.
    let mut places = BTreeMap::new();
    let mut histories: Vec<Vec<&Purchase>> = Vec::new();
    for purchase in purchases {
        if let Some(customer) = purchase.customer {
            let place = *places.entry(customer).or_insert(histories.len());
            histories.resize(histories.len().max(place + 1), Vec::new());
            histories[place].push(purchase);
        }
    }
    let mut found = [Vec::new(), Vec::new()];
    for (place, history) in histories.iter().enumerate() {
        for (number, purchase) in history.iter().enumerate().filter(|(number, purchase)| *number > 0 && purchase.time >= begin) {
            let before = history.get(..number).unwrap_or_default();
            let likings = Likings::of(before, purchase.time, facts);
            let mut asked: Vec<u32> = purchase.products.clone();
            asked.sort_unstable();
            asked.dedup();
            asked.retain(|product| !before.iter().any(|earlier| earlier.products.contains(product)));
            for product in asked {
                let own = facts.get(product as usize).map(|facts| likings.weigh(facts)).unwrap_or_default();
                found[place % 2].push(Question { own, usual: likings.weigh_usual(&usual) });
            }
        }
    }
    found
}

/// Share of purchases that each value of each class had.
fn usual<'a>(purchases: impl Iterator<Item = &'a Purchase>, facts: &ProductFacts) -> [BTreeMap<u32, f64>; 4] {
    let mut shares: [BTreeMap<u32, f64>; 4] = Default::default();
    let mut total = 0.0;
    for product in purchases.flat_map(|purchase| &purchase.products) {
        total += 1.0;
        for (class, values) in facts.get(*product as usize).into_iter().flatten().enumerate() {
            for value in values {
                *shares[class].entry(*value).or_insert(0.0) += 1.0;
            }
        }
    }
    for share in shares.iter_mut().flat_map(BTreeMap::values_mut) {
        *share /= total;
    }
    shares
}

/// A customer's interest by class and value, in shares.
struct Likings([BTreeMap<u32, f64>; 4]);

impl Likings {
    fn of(history: &[&Purchase], now: f64, facts: &ProductFacts) -> Likings {
        let mut likings: [BTreeMap<u32, f64>; 4] = Default::default();
        let mut total = PRIOR;
        for purchase in history {
            let weight = libm::exp2(-(now - purchase.time).max(0.0) / DAY / HALF_LIFE);
            for product in &purchase.products {
                total += weight;
                for (class, values) in facts.get(*product as usize).into_iter().flatten().enumerate() {
                    // Of the categories the most special one, as the page's profile keeps it.
                    let kept = if class == 0 { values.get(..1).unwrap_or_default() } else { values };
                    for value in kept {
                        *likings[class].entry(*value).or_insert(0.0) += weight;
                    }
                }
            }
        }
        for weight in likings.iter_mut().flat_map(BTreeMap::values_mut) {
            *weight /= total;
        }
        Likings(likings)
    }

    fn weigh(&self, facts: &[Vec<u32>; 4]) -> [f64; 4] {
        std::array::from_fn(|class| facts[class].iter().filter_map(|value| self.0[class].get(value)).sum())
    }

    fn weigh_usual(&self, usual: &[BTreeMap<u32, f64>; 4]) -> [f64; 4] {
        std::array::from_fn(|class| {
            self.0[class].iter().map(|(value, weight)| weight * usual[class].get(value).copied().unwrap_or(0.0)).sum()
        })
    }
}

/// How much likelier a purchase is with these strengths than by popularity alone, as a logarithm.
fn gain(question: &Question, strengths: &[f64; 4]) -> f64 {
    let factor = |weights: &[f64; 4]| 1.0 + weights.iter().zip(strengths).map(|(weight, strength)| weight * strength).sum::<f64>();
    libm::log(factor(&question.own)) - libm::log(factor(&question.usual))
}

/// The strengths on the grid that explain most, one class after the other until none changes.
fn fit(questions: &[Question]) -> [f64; 4] {
    let sum = |strengths: &[f64; 4]| questions.iter().map(|question| gain(question, strengths)).sum::<f64>();
    let mut best = ([0.0; 4], 0.0);
    for _ in 0..6 {
        let mut changed = false;
        for class in 0..4 {
            for value in GRID {
                let mut tried = best.0;
                tried[class] = value;
                let found = sum(&tried);
                if found > best.1 {
                    best = (tried, found);
                    changed = true;
                }
            }
        }
        if !changed {
            break;
        }
    }
    best.0
}

/// Whether strengths explain more than others do, beyond chance.
fn helps(questions: &[Question], strengths: &[f64; 4], others: &[f64; 4]) -> bool {
    let count = questions.len() as f64;
    let gains: Vec<f64> = questions.iter().map(|question| gain(question, strengths) - gain(question, others)).collect();
    let mean = gains.iter().sum::<f64>() / count;
    let variance = gains.iter().map(|gain| (gain - mean).powi(2)).sum::<f64>() / count;
    mean > GATE * (variance / count).sqrt()
}

#[cfg(test)]
mod tests {
    use super::*;
    use vitrine_catalog::CustomerKey;

    /// 400 customers buy ten times; product `p` has brand `p % 10` and colour `p % 4`. `choose` gives the product from a draw.
    fn purchases(choose: impl Fn(u64, u32) -> u32) -> Vec<Purchase> {
        let mut state = 7_u64;
        let mut draw = |below: u32| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            ((state >> 33) % u64::from(below)) as u32
        };
        let mut found = Vec::new();
        for day in 0..10 {
            for customer in 0..400 {
                found.push(Purchase {
                    customer: Some(CustomerKey(customer)),
                    time: f64::from(day) * DAY,
                    products: vec![choose(customer, draw(400))],
                });
            }
        }
        found
    }

    fn facts() -> ProductFacts {
        (0..400).map(|product| [vec![0], vec![product % 10], vec![], vec![product % 4]]).collect()
    }

    #[test]
    fn a_planted_liking_of_brands_is_found_and_no_other() {
        // Every second purchase is of the customer's own brand.
        let found =
            strengths(&purchases(|customer, draw| if draw % 2 == 0 { draw / 10 * 10 + (customer % 10) as u32 } else { draw }), &facts());
        assert!(found.values[1] >= 2.0, "{found:?}");
        assert!(found.values[3] <= TraitsPart::DEFAULT_STRENGTHS[3], "{found:?}");
    }

    #[test]
    fn no_liking_is_invented() {
        let found = strengths(&purchases(|_, draw| draw), &facts());
        assert!(found.values.iter().zip(TraitsPart::DEFAULT_STRENGTHS).all(|(found, default)| *found <= default), "{found:?}");
    }

    #[test]
    fn too_few_returning_customers_leave_the_defaults() {
        let found = strengths(&purchases(|_, draw| draw)[..100], &facts());
        assert_eq!(found, Strengths { values: TraitsPart::DEFAULT_STRENGTHS, purchases: [0, 0] });
    }
}
