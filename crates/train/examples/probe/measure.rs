//! Ranks targets by the quantised lists, in the manner of the engine.

use vitrine_format::RankingParameters;
use vitrine_train::{ScoreOptions, Training};

use crate::sets::{Prediction, Set};

/// Lists with weights, by product.
pub struct Scorer {
    rows: Vec<Vec<(u32, f32)>>,
    popularity: Vec<u32>,
    position_weights: Vec<f32>,
    seen_bonus: Vec<f32>,
}

impl Scorer {
    pub fn new(training: &Training, parameters: &RankingParameters) -> Scorer {
        let products = training.item_order.len();
        let mut rows = vec![Vec::new(); products];
        let mut popularity = vec![0; products];
        let part = &training.parts.relations[0];
        for (item, product) in training.item_order.iter().enumerate() {
            let row = &part.rows[item];
            let weight = |level: u8| part.unit * row.scale.value() as f32 * part.levels[usize::from(level)];
            rows[product.0 as usize] =
                row.entries.iter().map(|entry| (training.item_order[entry.item.0 as usize].0, weight(entry.level))).collect();
            popularity[product.0 as usize] = training.parts.items.popularity[item].value();
        }
        Scorer { rows, popularity, position_weights: parameters.position_weights.clone(), seen_bonus: parameters.seen_bonus.clone() }
    }

    pub fn set_steps(&mut self, options: &ScoreOptions) {
        let position = |step: usize| ((-(step as f64) / options.decay).exp() + options.tail) as f32;
        let bonus = |step: usize| match step {
            0 => options.current_bonus as f32,
            _ => (options.seen_bonus * options.seen_decay.powi(step as i32 - 1)).max(options.seen_floor) as f32,
        };
        self.position_weights = (0..options.steps).map(position).collect();
        self.seen_bonus = (0..options.steps).map(bonus).collect();
    }
}

/// Hit rate and mean reciprocal rank of three readings.
#[derive(Clone, Debug, Default)]
pub struct Figures {
    pub predictions: usize,
    /// For all, no-repeat, novel: count, then hits and reciprocal ranks at 20, then at 5.
    sums: [[f64; 5]; 3],
}

impl Figures {
    fn add(&mut self, reading: usize, rank: Option<f64>) {
        let sums = &mut self.sums[reading];
        sums[0] += 1.0;
        if let Some(rank) = rank {
            if rank <= 20.0 {
                sums[1] += 1.0;
                sums[2] += 1.0 / rank;
            }
            if rank <= 5.0 {
                sums[3] += 1.0;
                sums[4] += 1.0 / rank;
            }
        }
    }

    fn mean(&self, reading: usize, cut: usize) -> (f64, f64) {
        let sums = &self.sums[reading];
        let first = if cut == 5 { 3 } else { 1 };
        (sums[first] / sums[0].max(1.0), sums[first + 1] / sums[0].max(1.0))
    }

    /// What the search raises: both measures of both readings, MRR a little more because it is smaller.
    pub fn value(&self, cut: usize) -> f64 {
        let (all, no_repeat, novel) = (self.mean(0, cut), self.mean(1, cut), self.mean(2, cut));
        (all.0 + 1.5 * all.1) * 0.5 + (no_repeat.0 + 1.5 * no_repeat.1) * 0.35 + (novel.0 + 1.5 * novel.1) * 0.15
    }

    pub fn line(&self, cut: usize) -> String {
        let of = |reading| {
            let (hits, reciprocal) = self.mean(reading, cut);
            format!("{hits:.4}/{reciprocal:.4}")
        };
        format!("@{cut} all {} no-repeat {} novel {}", of(0), of(1), of(2))
    }
}

/// Figures over the set's predictions, at most about `most` of them, evenly chosen.
pub fn figures(scorer: &Scorer, set: &Set, most: usize) -> Figures {
    let total: usize =
        set.predictions.iter().map(|prediction| if prediction.every { prediction.items.len().saturating_sub(1) } else { 1 }).sum();
    let every = total.div_ceil(most).max(1);
    let chosen: Vec<&Prediction> = set.predictions.iter().step_by(every).collect();
    let (left, right) = chosen.split_at(chosen.len() / 2);
    let halves = std::thread::scope(|scope| {
        let helper = scope.spawn(|| of_predictions(scorer, right));
        [of_predictions(scorer, left), helper.join().unwrap()]
    });
    let mut sum = Figures::default();
    for half in halves {
        sum.predictions += half.predictions;
        for (sums, more) in sum.sums.iter_mut().zip(half.sums) {
            sums.iter_mut().zip(more).for_each(|(sum, more)| *sum += more);
        }
    }
    sum
}

fn of_predictions(scorer: &Scorer, predictions: &[&Prediction]) -> Figures {
    let mut figures = Figures::default();
    let mut scores = vec![0.0_f32; scorer.rows.len()];
    for prediction in predictions {
        let first = if prediction.every { 1 } else { prediction.items.len() - 1 };
        for place in first..prediction.items.len() {
            figures.predictions += 1;
            predict(scorer, &prediction.items[..place], prediction.items[place], &mut scores, &mut figures);
        }
    }
    figures
}

fn predict(scorer: &Scorer, prefix: &[Option<u32>], target: Option<u32>, scores: &mut [f32], figures: &mut Figures) {
    let current = prefix.last().copied().flatten();
    let path: Vec<u32> = prefix.iter().rev().filter_map(|item| *item).take(scorer.position_weights.len()).collect();
    let mut touched: Vec<u32> = Vec::new();
    for (back, &item) in path.iter().enumerate() {
        for &(other, weight) in &scorer.rows[item as usize] {
            if scores[other as usize] == 0.0 {
                touched.push(other);
            }
            scores[other as usize] += weight * scorer.position_weights[back];
        }
        if !path[..back].contains(&item) {
            if scores[item as usize] == 0.0 {
                touched.push(item);
            }
            scores[item as usize] += scorer.seen_bonus[back].max(1e-12);
        }
    }
    let rank = |left_out: &dyn Fn(u32) -> bool| -> Option<f64> {
        let target = target?;
        let score = scores[target as usize];
        if score > 0.0 {
            let others = || touched.iter().filter(|&&other| other != target && !left_out(other));
            let above = others().filter(|&&other| scores[other as usize] > score).count();
            let equal = others().filter(|&&other| scores[other as usize] == score).count();
            return Some(1.0 + above as f64 + equal as f64 / 2.0);
        }
        let above = touched.iter().filter(|&&other| !left_out(other)).count();
        if above >= 20 {
            return None;
        }
        let more_popular = scorer
            .popularity
            .iter()
            .enumerate()
            .filter(|&(other, &count)| count > scorer.popularity[target as usize] && scores[other] == 0.0 && !left_out(other as u32));
        Some((1 + above + more_popular.count()) as f64)
    };
    figures.add(0, rank(&|_| false));
    if target.is_none() || target != current {
        figures.add(1, rank(&|other| Some(other) == current));
    }
    if target.is_none_or(|target| !prefix.contains(&Some(target))) {
        figures.add(2, rank(&|other| prefix.contains(&Some(other))));
    }
    for other in touched {
        scores[other as usize] = 0.0;
    }
}
