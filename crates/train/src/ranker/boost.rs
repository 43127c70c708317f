//! Boosting: lambdas of the target against the other candidates, symmetric trees from counts by class, Newton steps in the leaves.

use vitrine_format::{FEATURE_COUNT, Feature, RankerPart, Split};

use crate::options::RankerOptions;
use crate::parallel::map_rows;
use crate::ranker::bins::{MOST_THRESHOLDS, Thresholds};
use crate::ranker::questions::Questions;

/// Places that count.
const PLACES: usize = 20;
/// Classes of one feature.
const CLASSES: usize = MOST_THRESHOLDS + 1;
/// Trees without a gain on held-out questions after which growing stops.
const PATIENCE: usize = 25;
/// One session in this many is held out.
const HELD_OUT: u32 = 5;

/// Grown trees with what they gain on held-out questions.
#[derive(Clone, Debug, PartialEq)]
pub struct Fitted {
    /// As the file holds them; `None` where not one tree gained anything.
    pub part: Option<RankerPart>,
    /// Questions grown on and held out.
    pub questions: (usize, usize),
    /// Hit rate and mean reciprocal rank of held-out questions by the linear score.
    pub before: (f64, f64),
    /// The same with the trees.
    pub after: (f64, f64),
    /// What the trees gain on a held-out question in the mean, and the standard error of it.
    pub gain: (f64, f64),
}

/// A split by its feature's number and the class above which a candidate answers yes.
type ClassSplit = (usize, u8);

struct Tree {
    splits: Vec<ClassSplit>,
    leaves: Vec<f64>,
}

/// Everything that trees grow from.
struct Field<'a> {
    questions: &'a Questions,
    thresholds: Vec<Thresholds>,
    classes: Vec<Vec<u8>>,
    /// Questions to grow on, and held out.
    grown: Vec<usize>,
    held: Vec<usize>,
}

/// Grows trees.
pub fn fit(questions: &Questions, options: &RankerOptions, threads: usize) -> Fitted {
    let usable = |feature: &Feature| options.features.contains(feature);
    let columns = |feature: usize| questions.columns.get(feature).map_or(&[][..], Vec::as_slice);
    let binned = map_blocks(FEATURE_COUNT, threads, |feature| {
        if Feature::ALL.get(feature).is_none_or(|feature| !usable(feature)) {
            return (Thresholds::default(), Vec::new());
        }
        let thresholds = Thresholds::of(columns(feature));
        let classes = if thresholds.0.is_empty() { Vec::new() } else { thresholds.classes(columns(feature)) };
        (thresholds, classes)
    });
    let (thresholds, classes) = binned.into_iter().unzip();
    let held_out = |question: &usize| questions.sessions[*question].wrapping_mul(2_654_435_761) >> 16 & 0xffff < 65_536 / HELD_OUT;
    let (held, grown): (Vec<usize>, Vec<usize>) = (0..questions.len()).partition(held_out);
    let field = Field { questions, thresholds, classes, grown, held };
    let mut scores: Vec<f32> = questions.linear.iter().map(|score| libm::logf(score.max(f32::MIN_POSITIVE))).collect();
    let before = figures(questions, &field.held, &scores);
    let mut best = (before, 0);
    let mut trees: Vec<Tree> = Vec::new();
    let mut known: Vec<ClassSplit> = Vec::new();
    let mut slopes = vec![[0.0_f32; 2]; questions.linear.len()];
    let mut leaf_of = vec![0_u8; questions.linear.len()];
    for round in 0..options.trees {
        let sampled: Vec<usize> = field.grown.iter().copied().filter(|question| chosen(*question, round, options.sampled)).collect();
        lambdas(questions, &sampled, &scores, options, &mut slopes, threads);
        let Some(tree) = grow(&field, &sampled, &slopes, &mut leaf_of, &known, options, threads) else { break };
        for split in &tree.splits {
            if !known.contains(split) {
                known.push(*split);
            }
        }
        for (row, score) in scores.iter_mut().enumerate() {
            *score += tree.leaves[leaf(&field.classes, &tree.splits, row)] as f32;
        }
        trees.push(tree);
        if trees.len().is_multiple_of(5) || trees.len() == options.trees {
            let now = figures(questions, &field.held, &scores);
            if value(now) > value(best.0) {
                best = (now, trees.len());
            } else if trees.len() >= best.1 + PATIENCE {
                break;
            }
        }
    }
    trees.truncate(best.1);
    let part = pack(&field, &trees, options);
    let (grown, held) = (field.grown.len(), field.held.len());
    let mut with_trees = questions.linear.iter().map(|score| libm::logf(score.max(f32::MIN_POSITIVE))).collect::<Vec<f32>>();
    let without = with_trees.clone();
    if let Some(part) = &part {
        for question in &field.held {
            let range = questions.starts[*question]..questions.starts[question + 1];
            for (row, score) in range.clone().zip(&mut with_trees[range]) {
                *score += sum_of(questions, part, row);
            }
        }
    }
    let after = figures(questions, &field.held, &with_trees);
    let gains = field.held.iter().map(|question| worth(questions, *question, &with_trees) - worth(questions, *question, &without));
    Fitted { part, questions: (grown, held), before, after, gain: mean_and_error(gains) }
}

/// What growing raises.
fn value(figures: (f64, f64)) -> f64 {
    figures.0 + 1.5 * figures.1
}

/// Whether a question is grown on in this round.
fn chosen(question: usize, round: usize, share: f64) -> bool {
    let mut mixed = (question as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ (round as u64).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    mixed = (mixed ^ (mixed >> 29)).wrapping_mul(0x94d0_49bb_1331_11eb);
    (mixed >> 40) as f64 / (1_u64 << 24) as f64 <= share
}

/// [`map_rows`] with blocks of one.
fn map_blocks<Output: Send>(count: usize, threads: usize, work: impl Fn(usize) -> Output + Sync) -> Vec<Output> {
    use std::sync::atomic::{AtomicUsize, Ordering};
    let next = AtomicUsize::new(0);
    let run = || {
        let mut done = Vec::new();
        loop {
            let place = next.fetch_add(1, Ordering::Relaxed);
            if place >= count {
                return done;
            }
            done.push((place, work(place)));
        }
    };
    let mut done = std::thread::scope(|scope| {
        let helpers: Vec<_> = (1..threads).map(|_| scope.spawn(run)).collect();
        let mut done = run();
        for helper in helpers {
            match helper.join() {
                Ok(more) => done.extend(more),
                Err(cause) => std::panic::resume_unwind(cause),
            }
        }
        done
    });
    done.sort_by_key(|(place, _)| *place);
    done.into_iter().map(|(_, output)| output).collect()
}

/// First and second slope of each candidate's score, from the pairs of the target with every other candidate.
fn lambdas(questions: &Questions, sampled: &[usize], scores: &[f32], options: &RankerOptions, slopes: &mut [[f32; 2]], threads: usize) {
    let computed = map_rows(sampled.len(), threads, Vec::new, |order: &mut Vec<(f32, usize)>, place| {
        let question = sampled[place];
        let range = questions.starts[question]..questions.starts[question + 1];
        let target = questions.targets[question] - range.start;
        let scores = &scores[range];
        order.clear();
        order.extend(scores.iter().copied().enumerate().map(|(row, score)| (score, row)));
        order.sort_by(|left, right| right.0.total_cmp(&left.0).then(left.1.cmp(&right.1)));
        let rank = order.iter().position(|(_, row)| *row == target).map_or(order.len(), |place| place + 1);
        let mut slopes = vec![[0.0_f32; 2]; scores.len()];
        for (place, (score, row)) in order.iter().enumerate() {
            if *row == target {
                continue;
            }
            let other = place + 1;
            let crosses = (rank <= PLACES) != (other <= PLACES);
            let change = (1.0 / rank as f32 - 1.0 / other as f32).abs() + if crosses { options.hit_weight } else { 0.0 };
            let wrong = 1.0 / (1.0 + libm::expf(scores[target] - score));
            let (first, second) = (change * wrong, change * wrong * (1.0 - wrong));
            slopes[target][0] += first;
            slopes[target][1] += second;
            slopes[*row][0] -= first;
            slopes[*row][1] += second;
        }
        slopes
    });
    for (question, computed) in sampled.iter().zip(computed) {
        slopes[questions.starts[*question]..questions.starts[question + 1]].copy_from_slice(&computed);
    }
}

/// The leaf that a row falls into.
fn leaf(classes: &[Vec<u8>], splits: &[ClassSplit], row: usize) -> usize {
    splits.iter().enumerate().fold(0, |leaf, (level, (feature, class))| leaf | usize::from(classes[*feature][row] > *class) << level)
}

/// Grows one tree, level by level; `None` where no split gains anything.
fn grow(
    field: &Field,
    sampled: &[usize],
    slopes: &[[f32; 2]],
    leaf_of: &mut [u8],
    known: &[ClassSplit],
    options: &RankerOptions,
    threads: usize,
) -> Option<Tree> {
    let Questions { starts, .. } = field.questions;
    let ranges: Vec<std::ops::Range<usize>> = sampled.iter().map(|question| starts[*question]..starts[question + 1]).collect();
    for range in &ranges {
        leaf_of[range.clone()].fill(0);
    }
    let mut splits: Vec<ClassSplit> = Vec::new();
    let mut new = 0;
    for level in 0..options.depth {
        let leaves = 1 << level;
        let leaf_of_row = &*leaf_of;
        let best_of = map_blocks(FEATURE_COUNT, threads, |feature| {
            let classes = &field.classes[feature];
            if classes.is_empty() {
                return None;
            }
            let mut sums = vec![[0.0_f64; 2]; leaves * CLASSES];
            for range in &ranges {
                let rows = classes[range.clone()].iter().zip(&leaf_of_row[range.clone()]).zip(&slopes[range.clone()]);
                for ((class, leaf), slope) in rows {
                    let sum = &mut sums[usize::from(*leaf) * CLASSES + usize::from(*class)];
                    sum[0] += f64::from(slope[0]);
                    sum[1] += f64::from(slope[1]);
                }
            }
            let may = |class: u8| known.len() + new < 250 || known.contains(&(feature, class)) || splits.contains(&(feature, class));
            best_class(&sums, leaves, field.thresholds[feature].0.len(), options, may).map(|(gain, class)| (gain, (feature, class)))
        });
        let best = best_of.into_iter().flatten().fold(None, |best: Option<(f64, ClassSplit)>, next| match best {
            Some(best) if best.0 >= next.0 => Some(best),
            _ => Some(next),
        });
        let Some((_, split)) = best else {
            if level == 0 {
                return None;
            }
            // All trees are equally deep; a level that answers nothing anew repeats the first.
            splits.push(splits[0]);
            continue;
        };
        if !known.contains(&split) && !splits.contains(&split) {
            new += 1;
        }
        splits.push(split);
        let classes = &field.classes[split.0];
        for range in &ranges {
            for (leaf, class) in leaf_of[range.clone()].iter_mut().zip(&classes[range.clone()]) {
                *leaf |= u8::from(*class > split.1) << level;
            }
        }
    }
    let mut sums = vec![[0.0_f64; 2]; 1 << options.depth];
    for range in &ranges {
        for (leaf, slope) in leaf_of[range.clone()].iter().zip(&slopes[range.clone()]) {
            sums[usize::from(*leaf)][0] += f64::from(slope[0]);
            sums[usize::from(*leaf)][1] += f64::from(slope[1]);
        }
    }
    let step = |sum: &[f64; 2]| options.shrinkage * (sum[0] / (sum[1] + options.l2)).clamp(-4.0, 4.0);
    Some(Tree { leaves: sums.iter().map(step).collect(), splits })
}

/// The class of one feature that splits all leaves at once with the largest gain.
fn best_class(sums: &[[f64; 2]], leaves: usize, thresholds: usize, options: &RankerOptions, may: impl Fn(u8) -> bool) -> Option<(f64, u8)> {
    let mut gains = vec![0.0_f64; thresholds];
    let worth = |first: f64, second: f64| first * first / (second + options.l2);
    for leaf in 0..leaves {
        let sums = &sums[leaf * CLASSES..(leaf + 1) * CLASSES];
        let whole = sums.iter().fold([0.0; 2], |whole, sum| [whole[0] + sum[0], whole[1] + sum[1]]);
        let mut below = [0.0; 2];
        for (gain, sum) in gains.iter_mut().zip(sums) {
            below = [below[0] + sum[0], below[1] + sum[1]];
            let above = [whole[0] - below[0], whole[1] - below[1]];
            if below[1] >= options.minimum_weight && above[1] >= options.minimum_weight {
                *gain += worth(below[0], below[1]) + worth(above[0], above[1]) - worth(whole[0], whole[1]);
            }
        }
    }
    let mut best = None;
    for (class, gain) in gains.into_iter().enumerate() {
        if gain > 1e-9 && best.is_none_or(|(most, _)| gain > most) && may(class as u8) {
            best = Some((gain, class as u8));
        }
    }
    best
}

/// Trees as the file holds them.
fn pack(field: &Field, trees: &[Tree], options: &RankerOptions) -> Option<RankerPart> {
    let mut known: Vec<ClassSplit> = trees.iter().flat_map(|tree| tree.splits.iter().copied()).collect();
    known.sort_unstable();
    known.dedup();
    let split = |(feature, class): &ClassSplit| {
        Some(Split { feature: *Feature::ALL.get(*feature)?, threshold: *field.thresholds[*feature].0.get(usize::from(*class))? })
    };
    let splits: Vec<Split> = known.iter().filter_map(split).collect();
    let shift = middle(field, trees) / trees.len().max(1) as f64;
    let largest = trees.iter().flat_map(|tree| &tree.leaves).map(|leaf| (leaf - shift).abs()).fold(0.0, f64::max);
    if largest <= 0.0 {
        return None;
    }
    let scale = (largest / 127.0).min(1.0) as f32;
    let code = |leaf: &f64| ((leaf - shift) / f64::from(scale)).round().clamp(-127.0, 127.0) as i8;
    let place = |split: &ClassSplit| known.binary_search(split).unwrap_or(0) as u8;
    Some(RankerPart {
        splits,
        depth: options.depth as u8,
        scale,
        levels: trees.iter().flat_map(|tree| tree.splits.iter().map(place)).collect(),
        leaves: trees.iter().flat_map(|tree| tree.leaves.iter().map(code)).collect(),
    })
}

/// The middle between the highest and the lowest sum of the trees: taken off, so that no sum goes further than it must.
fn middle(field: &Field, trees: &[Tree]) -> f64 {
    let sum = |row| trees.iter().map(|tree| tree.leaves[leaf(&field.classes, &tree.splits, row)]).sum::<f64>();
    let sums = (0..field.questions.linear.len()).map(sum);
    let (lowest, highest) = sums.fold((f64::MAX, f64::MIN), |(lowest, highest), sum| (lowest.min(sum), highest.max(sum)));
    f64::midpoint(lowest, highest)
}

/// What growing raises, for one question.
fn worth(questions: &Questions, question: usize, scores: &[f32]) -> f64 {
    value(figures(questions, &[question], scores))
}

/// Mean of some values, and its standard error.
fn mean_and_error(values: impl Iterator<Item = f64> + Clone) -> (f64, f64) {
    let count = values.clone().count().max(2) as f64;
    let mean = values.clone().sum::<f64>() / count;
    let variance = values.map(|value| (value - mean) * (value - mean)).sum::<f64>() / (count - 1.0);
    (mean, (variance / count).sqrt())
}

/// The sum of packed trees for one candidate, within the engine's limits.
pub fn sum_of(questions: &Questions, part: &RankerPart, row: usize) -> f32 {
    let depth = usize::from(part.depth);
    let above = |split: &u8| {
        let split = part.splits[usize::from(*split)];
        questions.columns[split.feature as usize][row] > split.threshold
    };
    let trees = part.levels.chunks_exact(depth).zip(part.leaves.chunks_exact(1 << depth));
    let sum: i32 = trees
        .map(|(levels, leaves)| {
            i32::from(leaves[levels.iter().enumerate().fold(0, |leaf, (level, split)| leaf | usize::from(above(split)) << level)])
        })
        .sum();
    (part.scale * sum as f32).clamp(-RankerPart::FARTHEST, RankerPart::FARTHEST)
}

/// Hit rate and mean reciprocal rank within the places that count.
fn figures(questions: &Questions, chosen: &[usize], scores: &[f32]) -> (f64, f64) {
    let (mut hits, mut reciprocal) = (0_usize, 0.0);
    for question in chosen {
        let range = questions.starts[*question]..questions.starts[question + 1];
        let target = questions.targets[*question];
        // Equal scores stand in the order of the linear score, as the candidates do.
        let before = |row: &usize| scores[*row].total_cmp(&scores[target]).then(target.cmp(row)).is_gt();
        let rank = 1 + range.filter(before).count();
        if rank <= PLACES {
            hits += 1;
            reciprocal += 1.0 / rank as f64;
        }
    }
    let count = chosen.len().max(1) as f64;
    (hits as f64 / count, reciprocal / count)
}
