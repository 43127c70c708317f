//! Boosted symmetric trees for a yes or no: Newton steps on the logistic loss (Friedman, "Greedy function approximation: a gradient boosting
//! machine", 2001), on features in classes, stopped where later sessions like them best.

use crate::ranker::bins::Thresholds;
use vitrine_format::{FEATURE_COUNT, Feature, RankerPart, Split};

/// Levels of each tree.
const DEPTH: usize = 3;
/// Most trees of one target.
const TREES: usize = 40;
/// Part of a Newton step that a tree takes.
const STEP: f64 = 0.2;
/// Weight of the belief that a leaf says nothing.
const PRIOR: f64 = 20.0;
/// Trees that may go by without a gain on later sessions.
const PATIENCE: usize = 6;

/// A feature and the class that its values must be above.
type ClassSplit = (usize, u8);

/// One tree: the split of each level, and its leaves.
struct Tree {
    splits: Vec<ClassSplit>,
    leaves: Vec<f64>,
}

/// Grows trees on the rows before `grown`, as many as those from there to `stopped` like; `None` where no split tells anything.
pub fn grow(rows: &[[f32; FEATURE_COUNT]], labels: &[bool], grown: usize, stopped: usize) -> Option<RankerPart> {
    let column = |feature: usize, until: usize| rows.iter().take(until).map(|row| row[feature]).collect::<Vec<f32>>();
    let thresholds: Vec<Thresholds> = (0..FEATURE_COUNT).map(|feature| Thresholds::of(&column(feature, grown))).collect();
    let classes: Vec<Vec<u8>> = thresholds
        .iter()
        .enumerate()
        .map(|(feature, thresholds)| if thresholds.0.is_empty() { Vec::new() } else { thresholds.classes(&column(feature, stopped)) })
        .collect();
    let positives = labels.iter().take(grown).filter(|label| **label).count() as f64;
    let rate = (positives + 1.0) / (grown as f64 + 2.0);
    let mut scores = vec![libm::log(rate / (1.0 - rate)); stopped];
    let mut trees: Vec<Tree> = Vec::new();
    let mut best = (f64::MAX, 0);
    while trees.len() < TREES && trees.len() < best.1 + PATIENCE {
        let Some(tree) = one_tree(&classes, &thresholds, labels, &scores[..grown]) else { break };
        for (row, score) in scores.iter_mut().enumerate() {
            *score += tree.leaves[leaf(&classes, &tree.splits, row)];
        }
        trees.push(tree);
        let loss: f64 = (grown..stopped).map(|row| loss(scores[row], labels[row])).sum();
        if loss < best.0 {
            best = (loss, trees.len());
        }
    }
    trees.truncate(best.1);
    pack(&trees, &thresholds)
}

fn loss(score: f64, label: bool) -> f64 {
    libm::log1p(libm::exp(if label { -score } else { score }))
}

fn leaf(classes: &[Vec<u8>], splits: &[ClassSplit], row: usize) -> usize {
    splits.iter().enumerate().fold(0, |leaf, (level, (feature, class))| leaf | usize::from(classes[*feature][row] > *class) << level)
}

/// One tree, level by level.
fn one_tree(classes: &[Vec<u8>], thresholds: &[Thresholds], labels: &[bool], scores: &[f64]) -> Option<Tree> {
    let slopes: Vec<[f64; 2]> = scores
        .iter()
        .zip(labels)
        .map(|(score, label)| {
            let probability = 1.0 / (1.0 + libm::exp(-score));
            [f64::from(u8::from(*label)) - probability, probability * (1.0 - probability)]
        })
        .collect();
    let mut leaf_of = vec![0_usize; scores.len()];
    let mut splits: Vec<ClassSplit> = Vec::new();
    for level in 0..DEPTH {
        let mut best: Option<(f64, ClassSplit)> = None;
        for (feature, classes) in classes.iter().enumerate().filter(|(_, classes)| !classes.is_empty()) {
            let of_feature = thresholds[feature].0.len() + 1;
            let mut sums = vec![[0.0_f64; 2]; of_feature << level];
            for ((class, leaf), slope) in classes.iter().zip(&leaf_of).zip(&slopes) {
                let sum = &mut sums[leaf * of_feature + usize::from(*class)];
                sum[0] += slope[0];
                sum[1] += slope[1];
            }
            for (class, gain) in gains(&sums, of_feature).into_iter().enumerate() {
                if gain > 1e-9 && best.is_none_or(|(most, _)| gain > most) {
                    best = Some((gain, (feature, class as u8)));
                }
            }
        }
        // All trees are equally deep; a level that answers nothing anew repeats the first.
        let split = match (best, splits.first()) {
            (Some((_, split)), _) => split,
            (None, Some(first)) => *first,
            (None, None) => return None,
        };
        for (leaf, class) in leaf_of.iter_mut().zip(&classes[split.0]) {
            *leaf |= usize::from(*class > split.1) << level;
        }
        splits.push(split);
    }
    let mut sums = [[0.0_f64; 2]; 1 << DEPTH];
    for (leaf, slope) in leaf_of.iter().zip(&slopes) {
        sums[*leaf][0] += slope[0];
        sums[*leaf][1] += slope[1];
    }
    Some(Tree { splits, leaves: sums.iter().map(|sum| STEP * sum[0] / (sum[1] + PRIOR)).collect() })
}

/// What a split above each class gains over all leaves.
fn gains(sums: &[[f64; 2]], classes: usize) -> Vec<f64> {
    let worth = |sum: [f64; 2]| sum[0] * sum[0] / (sum[1] + PRIOR);
    let mut gains = vec![0.0; classes - 1];
    for of_leaf in sums.chunks_exact(classes) {
        let whole = of_leaf.iter().fold([0.0; 2], |whole, sum| [whole[0] + sum[0], whole[1] + sum[1]]);
        let mut below = [0.0; 2];
        for (gain, sum) in gains.iter_mut().zip(of_leaf) {
            below = [below[0] + sum[0], below[1] + sum[1]];
            *gain += worth(below) + worth([whole[0] - below[0], whole[1] - below[1]]) - worth(whole);
        }
    }
    gains
}

/// Trees as the file holds them; the table of probabilities holds what all sums have in common.
fn pack(trees: &[Tree], thresholds: &[Thresholds]) -> Option<RankerPart> {
    let mut known: Vec<ClassSplit> = trees.iter().flat_map(|tree| tree.splits.iter().copied()).collect();
    known.sort_unstable();
    known.dedup();
    let split = |(feature, class): &ClassSplit| {
        Some(Split { feature: *Feature::ALL.get(*feature)?, threshold: *thresholds[*feature].0.get(usize::from(*class))? })
    };
    let largest = trees.iter().flat_map(|tree| &tree.leaves).map(|leaf| leaf.abs()).fold(0.0, f64::max);
    if largest <= 0.0 {
        return None;
    }
    let scale = (largest / 127.0) as f32;
    let code = |leaf: &f64| (leaf / f64::from(scale)).round().clamp(-127.0, 127.0) as i8;
    let place = |split: &ClassSplit| known.binary_search(split).unwrap_or(0) as u8;
    Some(RankerPart {
        splits: known.iter().filter_map(split).collect(),
        depth: DEPTH as u8,
        scale,
        levels: trees.iter().flat_map(|tree| tree.splits.iter().map(place)).collect(),
        leaves: trees.iter().flat_map(|tree| tree.leaves.iter().map(code)).collect(),
    })
}
