//! The fit: how likely the engine's score makes the next view, and where the numbers must move to make it likelier.
//!
//! The score of a candidate is the engine's, `Σ position·W + bonus`; a power of it, divided by the sum over all candidates, is taken for the
//! probability of the next view (a softmax over log-scores, as in Cao et al., "Learning to rank: from pairwise approach to listwise approach",
//! ICML 2007). The numbers follow its slope in small steps of momentum and adaptive size (Kingma and Ba, "Adam", ICLR 2015), in a fixed
//! order of questions and with sums in a fixed order.

use std::ops::Range;

use super::Described;
use super::evidence::FEATURES;
use super::questions::{Question, READING_WEIGHTS, left_out};
use crate::options::ScoreOptions;
use crate::parallel::map_rows;

/// Positions of the path with a weight of their own; later ones share the last.
const POSITIONS: usize = 8;
/// Positions whose neighbours are candidates while fitting; older ones hardly speak.
const DEPTH: usize = 4;
const FIRST_POSITION: usize = FEATURES;
const FIRST_BONUS: usize = FIRST_POSITION + POSITIONS;
const SHARPNESS: usize = FIRST_BONUS + POSITIONS;
/// Numbers that are fitted: slopes, logarithms of position weights and of bonuses, and of the power.
pub const NUMBERS: usize = SHARPNESS + 1;

/// Numbers that [`super::learn`] settles by ranks, each group together: the bonus of the current product, those of earlier ones, and what
/// steps before the last say.
pub const SETTLED: [Range<usize>; 3] =
    [FIRST_BONUS..FIRST_BONUS + 1, FIRST_BONUS + 1..SHARPNESS, FIRST_POSITION + 1..FIRST_POSITION + POSITIONS];

/// Questions between two steps.
const BATCH: usize = 512;
/// Times that every question is asked.
const ROUNDS: usize = 6;
/// Length of the first steps; the last ones are short.
const RATE: f64 = 0.02;
/// Pull towards the start.
const PULL: f64 = 1e-4;

/// Numbers on standardised features, for fitting.
#[derive(Clone, Debug)]
pub struct Fit<'a> {
    /// See [`NUMBERS`].
    pub numbers: [f64; NUMBERS],
    /// Entries of each row, features standardised.
    pub rows: &'a [Vec<Described>],
    /// Entries of a row that speak.
    pub width: usize,
    /// Whether slopes are fitted too, or only the numbers of the score.
    pub slopes: bool,
}

/// What one question says of the numbers: log-likelihood and slopes.
type Slopes = [f32; NUMBERS];

/// Scratch of one thread.
pub struct Answer {
    places: Vec<u32>,
    items: Vec<u32>,
    scores: Vec<f32>,
    /// Candidate, position and weight of each entry, with its features' place.
    entries: Vec<(u32, usize, f32, u32, u32)>,
    bonuses: Vec<(u32, usize, f32)>,
}

impl Answer {
    /// Scratch for this many products.
    pub fn new(products: usize) -> Answer {
        Answer { places: vec![u32::MAX; products], items: Vec::new(), scores: Vec::new(), entries: Vec::new(), bonuses: Vec::new() }
    }

    fn add(&mut self, item: u32, value: f32) -> u32 {
        let Some(place) = self.places.get_mut(item as usize) else { return u32::MAX };
        if *place == u32::MAX {
            *place = self.items.len() as u32;
            self.items.push(item);
            self.scores.push(0.0);
        }
        if let Some(score) = self.scores.get_mut(*place as usize) {
            *score += value;
        }
        *place
    }

    fn clear(&mut self) {
        for &item in &self.items {
            if let Some(place) = self.places.get_mut(item as usize) {
                *place = u32::MAX;
            }
        }
        self.items.clear();
        self.scores.clear();
        self.entries.clear();
        self.bonuses.clear();
    }
}

impl Fit<'_> {
    /// The weight of an entry of this description.
    pub fn weigh(&self, features: &[f32; FEATURES]) -> f32 {
        let sum: f32 = self.numbers.iter().zip(features).map(|(slope, feature)| *slope as f32 * feature).sum();
        libm::expf(sum.clamp(-40.0, 40.0))
    }

    fn exp_of(&self, number: usize) -> f32 {
        self.numbers.get(number).map_or(0.0, |number| libm::exp(*number) as f32)
    }

    /// Scores all candidates of a question.
    fn answer(&self, question: &Question, weights: Option<&[Vec<f32>]>, depth: usize, answer: &mut Answer) {
        answer.clear();
        for (back, &item) in question.path.iter().enumerate() {
            let position = back.min(POSITIONS - 1);
            if back < depth {
                let share = self.exp_of(FIRST_POSITION + position);
                let row = self.rows.get(item as usize).map(Vec::as_slice).unwrap_or_default();
                let known = weights.and_then(|weights| weights.get(item as usize));
                for (place, (column, features)) in row.iter().enumerate().take(self.width) {
                    let weight = known.map_or_else(|| self.weigh(features), |known| known.get(place).copied().unwrap_or(0.0)) * share;
                    if weight > 0.0 {
                        let candidate = answer.add(*column, weight);
                        answer.entries.push((candidate, position, weight, item, place as u32));
                    }
                }
            }
            if question.path.get(..back).is_some_and(|later| !later.contains(&item)) {
                let bonus = self.exp_of(FIRST_BONUS + position);
                let candidate = answer.add(item, bonus);
                answer.bonuses.push((candidate, position, bonus));
            }
        }
    }

    /// Reciprocal rank of the target within twenty places in each reading that asks for it, with ready weights.
    pub fn ranks(&self, question: &Question, weights: &[Vec<f32>], answer: &mut Answer) -> [Option<f64>; 3] {
        self.answer(question, Some(weights), question.path.len(), answer);
        let score = answer.items.iter().position(|item| *item == question.target).and_then(|place| answer.scores.get(place).copied());
        let mut ranks = [None; 3];
        for (reading, rank) in ranks.iter_mut().enumerate().take(question.readings) {
            let above = |score: f32| {
                let others = answer.items.iter().zip(&answer.scores);
                others.filter(|(item, other)| **other > score && !left_out(reading, &question.path, **item)).count()
            };
            *rank = Some(score.map(above).filter(|above| *above < 20).map_or(0.0, |above| 1.0 / (above + 1) as f64));
        }
        ranks
    }

    fn slopes_of(&self, question: &Question, answer: &mut Answer) -> Slopes {
        let mut slopes = [0.0; NUMBERS];
        self.answer(question, None, DEPTH, answer);
        let Some(target) = answer.items.iter().position(|item| *item == question.target) else { return slopes };
        let sharpness = self.exp_of(SHARPNESS);
        let logs: Vec<f32> = answer.scores.iter().map(|score| libm::logf(*score)).collect();
        let powers: Vec<f32> = logs.iter().map(|log| libm::expf(sharpness * log)).collect();
        // Slope of the loss by the score's logarithm.
        let mut pull = vec![0.0_f32; logs.len()];
        for (reading, weight) in READING_WEIGHTS.iter().enumerate().take(question.readings) {
            let weight = *weight as f32;
            let asked: Vec<bool> = answer.items.iter().map(|item| !left_out(reading, &question.path, *item)).collect();
            let sum: f32 = powers.iter().zip(&asked).filter(|(_, asked)| **asked).map(|(power, _)| power).sum();
            if sum <= 0.0 || !sum.is_finite() {
                continue;
            }
            for (place, (pull, asked)) in pull.iter_mut().zip(&asked).enumerate() {
                if *asked {
                    let miss = weight * (powers[place] / sum - f32::from(u8::from(place == target)));
                    *pull += sharpness * miss;
                    slopes[SHARPNESS] += sharpness * miss * logs[place];
                }
            }
        }
        for &(candidate, position, weight, item, place) in &answer.entries {
            let candidate = candidate as usize;
            let (Some(pull), Some(score)) = (pull.get(candidate), answer.scores.get(candidate)) else { continue };
            let slope = pull * weight / score;
            slopes[FIRST_POSITION + position] += slope;
            if let (true, Some((_, features))) = (self.slopes, self.rows.get(item as usize).and_then(|row| row.get(place as usize))) {
                slopes.iter_mut().zip(features).for_each(|(sum, feature)| *sum += slope * feature);
            }
        }
        for &(candidate, position, bonus) in &answer.bonuses {
            if let (Some(pull), Some(score)) = (pull.get(candidate as usize), answer.scores.get(candidate as usize)) {
                slopes[FIRST_BONUS + position] += pull * bonus / score;
            }
        }
        slopes
    }

    /// Moves the numbers until the questions are as likely as they get in the rounds there are.
    pub fn run(&mut self, questions: &[Question], threads: usize) {
        let start = self.numbers;
        let products = self.rows.len();
        let batches = questions.len().div_ceil(BATCH);
        let (mut momentum, mut spread) = ([0.0; NUMBERS], [0.0; NUMBERS]);
        for step in 0..ROUNDS * batches {
            // Every batch takes its questions from the whole time.
            let batch: Vec<&Question> = questions.iter().skip(step % batches).step_by(batches).collect();
            let this = &*self;
            let found = map_rows(
                batch.len(),
                threads,
                || Answer::new(products),
                |answer, place| batch.get(place).map_or([0.0; NUMBERS], |question| this.slopes_of(question, answer)),
            );
            let mut sums = [0.0_f64; NUMBERS];
            for slopes in &found {
                sums.iter_mut().zip(slopes).for_each(|(sum, slope)| *sum += f64::from(*slope));
            }
            let rate = RATE * (1.0 - step as f64 / (ROUNDS * batches) as f64).max(0.05);
            let age = (step + 1) as f64;
            let first = if self.slopes { 0 } else { FEATURES };
            for number in first..NUMBERS {
                let slope = sums[number] / batch.len() as f64 + PULL * (self.numbers[number] - start[number]);
                momentum[number] = 0.9 * momentum[number] + 0.1 * slope;
                spread[number] = 0.99 * spread[number] + 0.01 * slope * slope;
                let even = momentum[number] / (1.0 - libm::pow(0.9, age));
                let size = libm::sqrt(spread[number] / (1.0 - libm::pow(0.99, age)));
                self.numbers[number] -= rate * even / (size + 1e-8);
            }
        }
    }
}

/// Numbers to start from: the walk's weight as it is, and the score's defaults.
pub fn start(walk_scale: f32, options: &ScoreOptions) -> [f64; NUMBERS] {
    let mut numbers = [0.0; NUMBERS];
    numbers[0] = f64::from(walk_scale);
    for position in 0..POSITIONS {
        let back = position as f64;
        numbers[FIRST_POSITION + position] = libm::log((libm::exp(-back / options.decay) + options.tail).max(1e-6));
        let bonus = match position {
            0 => options.current_bonus,
            _ => (options.seen_bonus * libm::pow(options.seen_decay, back - 1.0)).max(options.seen_floor),
        };
        numbers[FIRST_BONUS + position] = libm::log(bonus.max(1e-6));
    }
    numbers[SHARPNESS] = libm::log(1.5);
    numbers
}

/// The score's numbers nearest to fitted ones, in lists whose median row maximum is `unit`.
pub fn score(numbers: &[f64; NUMBERS], unit: f64, options: &ScoreOptions) -> ScoreOptions {
    let exp = |number: usize| numbers.get(number).map_or(0.0, |number| libm::exp(*number));
    let position = |back: usize| exp(FIRST_POSITION + back);
    let tail = (5..POSITIONS).map(position).sum::<f64>() / (POSITIONS - 5) as f64;
    let whole = (position(0) - tail).max(position(0) * 0.1);
    let second = ((position(1) - tail) / whole).clamp(0.01, 0.9);
    let bonus = |back: usize| exp(FIRST_BONUS + back) / whole / unit;
    ScoreOptions {
        decay: -1.0 / libm::log(second),
        tail: tail / whole,
        current_bonus: bonus(0),
        seen_bonus: bonus(1),
        seen_decay: libm::sqrt(bonus(3) / bonus(1)).clamp(0.3, 1.0),
        seen_floor: (5..POSITIONS).map(bonus).sum::<f64>() / (POSITIONS - 5) as f64,
        ..options.clone()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_score_that_a_fit_starts_from_comes_back() {
        let given = ScoreOptions { decay: 0.7, tail: 0.04, ..ScoreOptions::default() };
        let found = score(&start(1.0, &given), 1.0, &given);
        let near = |left: f64, right: f64| (left / right - 1.0).abs() < 0.1;
        assert!(near(found.decay, given.decay) && near(found.tail, given.tail));
        assert!(near(found.current_bonus, given.current_bonus) && near(found.seen_bonus, given.seen_bonus));
        assert!(near(found.seen_decay, given.seen_decay) && near(found.seen_floor, given.seen_floor));
        assert!(near(score(&start(1.0, &given), 2.0, &given).current_bonus, given.current_bonus / 2.0));
    }

    /// Two rows of two neighbours; the second feature tells the ones that follow from the ones that do not.
    fn rows() -> Vec<Vec<Described>> {
        let entry = |column: u32, second: f32| {
            let mut features = [0.0; FEATURES];
            features[1] = second;
            (column, features)
        };
        vec![vec![entry(1, 1.0), entry(2, -1.0)], vec![entry(0, -1.0), entry(2, 1.0)], Vec::new()]
    }

    #[test]
    fn what_tells_followers_from_others_gains() {
        let rows = rows();
        let question = |last, target| Question { path: vec![last], target, readings: 3 };
        let questions: Vec<Question> = (0..8000).map(|number| if number % 2 == 0 { question(0, 1) } else { question(1, 2) }).collect();
        let mut fit = Fit { numbers: start(1.0, &ScoreOptions::default()), rows: &rows, width: 2, slopes: true };
        fit.run(&questions, 2);
        assert!(fit.weigh(&rows[0][0].1) > 2.0 * fit.weigh(&rows[0][1].1));
        assert_eq!(fit.numbers[0], 1.0, "a feature that never differs moves nothing");
    }

    #[test]
    fn ranks_count_by_reading() {
        let rows = rows();
        let fit = Fit { numbers: start(1.0, &ScoreOptions::default()), rows: &rows, width: 2, slopes: true };
        let weights = vec![vec![1.0, 0.5], vec![0.2, 0.1], Vec::new()];
        let question = Question { path: vec![0, 1], target: 2, readings: 3 };
        // Both seen products have a bonus above every neighbour, and the readings leave out none, one and both of them.
        assert_eq!(fit.ranks(&question, &weights, &mut Answer::new(3)), [Some(1.0 / 3.0), Some(0.5), Some(1.0)]);
        let gone = Question { path: vec![2], target: 1, readings: 3 };
        assert_eq!(fit.ranks(&gone, &weights, &mut Answer::new(3)), [Some(0.0); 3]);
    }
}
