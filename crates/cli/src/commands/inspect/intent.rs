//! What a model tells of visits' intents, as plain values and as text.

use crate::commands::inspect::content::features;
use crate::console::HEADING;
use crate::text::{Side, Table};
use serde::Serialize;
use std::fmt::Write as _;
use vitrine_format::{IntentPart, RankerPart, TargetPart};

/// What is told of intents, and how shelves follow the cart.
#[derive(Debug, Serialize)]
pub struct IntentContent {
    /// What complements are multiplied by before an addition to the cart, and substitutes after it.
    pub steering: [f32; 2],
    pub targets: Vec<TargetContent>,
}

/// One target's trees.
#[derive(Debug, Serialize)]
pub struct TargetContent {
    pub name: &'static str,
    pub trees: usize,
    /// Probability where the answers of all trees cancel out.
    pub base: f32,
    /// The answers that move it furthest.
    pub patterns: Vec<Pattern>,
    /// How many levels of trees ask each feature that is asked at all, most asked first.
    pub features: Vec<(&'static str, usize)>,
}

/// What one answer makes of the base, on average over all others.
#[derive(Debug, Serialize)]
pub struct Pattern {
    pub feature: &'static str,
    pub above: f32,
    pub probability: f32,
}

/// Patterns that are shown of each target.
const PATTERNS: usize = 5;

impl IntentContent {
    pub fn of(part: &IntentPart) -> IntentContent {
        IntentContent { steering: part.steering, targets: part.targets.iter().map(TargetContent::of).collect() }
    }
}

impl TargetContent {
    fn of(part: &TargetPart) -> TargetContent {
        let base = probability(part, 0.0);
        let moved = |(place, split): (usize, &vitrine_format::Split)| Pattern {
            feature: split.feature.name(),
            above: split.threshold,
            probability: probability(part, effect(&part.trees, place)),
        };
        let mut patterns: Vec<Pattern> = part.trees.splits.iter().enumerate().map(moved).collect();
        patterns.sort_by(|left, right| (right.probability - base).abs().total_cmp(&(left.probability - base).abs()));
        patterns.truncate(PATTERNS);
        TargetContent { name: part.target.name(), trees: part.trees.trees(), base, patterns, features: features(&part.trees) }
    }
}

/// What passing a split's threshold adds to the sum of all trees, on average over the other answers.
fn effect(trees: &RankerPart, place: usize) -> f32 {
    let (depth, leaves) = (usize::from(trees.depth), 1_usize << trees.depth);
    let mut effect = 0.0;
    for (levels, leaves_of) in trees.levels.chunks_exact(depth).zip(trees.leaves.chunks_exact(leaves)) {
        if let Some(level) = levels.iter().position(|split| usize::from(*split) == place) {
            let signed = |(leaf, value): (usize, &i8)| if leaf >> level & 1 == 1 { f32::from(*value) } else { -f32::from(*value) };
            effect += leaves_of.iter().enumerate().map(signed).sum::<f32>() / (leaves / 2) as f32;
        }
    }
    effect * trees.scale
}

/// The probability that the table gives to a sum.
fn probability(part: &TargetPart, sum: f32) -> f32 {
    let place = (sum.clamp(TargetPart::LOWEST, -TargetPart::LOWEST) - TargetPart::LOWEST) * TargetPart::A_UNIT;
    let below = (place as usize).min(part.probabilities.len() - 2);
    let [low, high] = [below, below + 1].map(|place| f32::from(part.probabilities[place]));
    (low + (high - low) * (place - below as f32)) / 65_535.0
}

/// Appends the intents' summary.
pub fn show(text: &mut String, intent: Option<&IntentContent>) {
    let Some(IntentContent { steering: [before, after], targets }) = intent else { return };
    let _ = writeln!(text, "\n{HEADING}Intent{HEADING:#}");
    let mut table = Table::new(&[Side::Left, Side::Right, Side::Left]);
    for target in targets {
        let percent = |probability: f32| format!("{:.1} %", 100.0 * probability);
        table.row([target.name, &percent(target.base), &format!("{} trees; with the strongest single answers:", target.trees)]);
        for pattern in &target.patterns {
            table.row(["", &percent(pattern.probability), &format!("{} above {}", pattern.feature, pattern.above)]);
        }
    }
    text.push_str(&table.render(2));
    let _ = match (before, after) {
        (1.0, 1.0) => writeln!(text, "  the cart steers nothing"),
        _ => writeln!(text, "  before an addition to the cart complements count {before:.2}, after it substitutes {after:.2}"),
    };
}

#[cfg(test)]
mod tests {
    use super::{IntentContent, show};
    use vitrine_format::{Feature, IntentPart, RankerPart, Split, Target, TargetPart};

    #[test]
    fn the_answer_that_moves_most_comes_first() {
        let split = |feature: Feature, threshold: f32| Split { feature, threshold };
        // The first tree asks twice: in the cart adds 2 on average, a third event takes half of one away.
        let trees = RankerPart {
            splits: vec![split(Feature::InCart, 0.5), split(Feature::Events, 2.5)],
            depth: 2,
            scale: 0.5,
            levels: vec![0, 1],
            leaves: vec![0, 4, -1, 3],
        };
        let probabilities = std::array::from_fn(|place| (place * 2047) as u16);
        let part = IntentPart { steering: [0.5, 0.25], targets: vec![TargetPart { target: Target::Purchase, trees, probabilities }] };
        let content = IntentContent::of(&part);
        let [in_cart, events] = content.targets[0].patterns.as_slice() else { panic!("two patterns") };
        assert_eq!((in_cart.feature, events.feature), (Feature::InCart.name(), Feature::Events.name()));
        assert!(in_cart.probability > content.targets[0].base && events.probability < content.targets[0].base);
        let mut text = String::new();
        show(&mut text, Some(&content));
        assert!(text.contains("50.0 %") && text.contains("complements count 0.50, after it substitutes 0.25"), "{text}");
    }
}
