//! The numbers of the score, found on the shop's own latest sessions.
//!
//! How readily shoppers return to what they have seen differs from shop to shop more than anything else in the score (26 % of all next
//! clicks stay on the product in one public log, 9 % in another). So the lists are built once more without the latest sessions, and a
//! coordinate search moves each number while the engine, on an encoded file, predicts those sessions better. A shop with too few sessions
//! keeps the defaults.

use vitrine_engine::{Context, Engine, EventKind, ListName, Repeats, Request, Session};
use vitrine_format::{ItemColumns, ItemFlags, ItemIndex, Model, ModelParts, Relation, Scale, encode};

use crate::options::{ScoreOptions, TrainingOptions};
use crate::parallel::map_rows;
use crate::quantise::quantise;
use crate::ranking::ranking_parameters;
use crate::sessions::{Sessions, Step};
use crate::viewed_next::viewed_next;

/// Part of the sessions, the latest, that is predicted.
const TAIL_SHARE: f64 = 0.1;
/// Fewer predictions than this say nothing.
const FEWEST: usize = 400;
/// More predictions than this say no more; they are chosen evenly.
const MOST: usize = 2_500;
/// Places that count.
const PLACES: usize = 20;
/// An improvement below this is noise.
const LEAST_GAIN: f64 = 1e-4;
/// Times that every number is looked at.
const ROUNDS: usize = 2;
/// Steps that a number moves in one direction at most.
const LONGEST_RUN: usize = 6;

/// What the search came to.
#[derive(Clone, Debug, PartialEq)]
pub struct Calibration {
    /// The numbers to use.
    pub score: ScoreOptions,
    /// Steps that were predicted.
    pub predictions: usize,
    /// Hit rate and mean reciprocal rank at 20 with the numbers given.
    pub before: (f64, f64),
    /// The same with the numbers found.
    pub after: (f64, f64),
}

/// One step to predict.
struct Prediction {
    session: Session,
    target: ItemIndex,
    returns: Return,
}

/// Whether the target was seen before.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Return {
    Current,
    Earlier,
    Never,
}

/// Reciprocal ranks of one prediction; 0 for a miss, `None` where the reading does not ask.
type Ranks = [Option<f64>; 3];

/// How much each reading counts: everything, no-repeat, novel.
const READING_WEIGHTS: [f64; 3] = [0.5, 0.35, 0.15];

/// Searches the numbers of the score; `None` where the log is too short to.
pub fn calibrate(sessions: &Sessions, products: usize, options: &TrainingOptions, threads: usize) -> Option<Calibration> {
    if options.viewed_next.neighbours == 0 {
        return None;
    }
    let (head, tail) = sessions.split_at(sessions.len() - (sessions.len() as f64 * TAIL_SHARE) as usize);
    let predictions = predictions(&tail);
    if predictions.len() < FEWEST {
        return None;
    }
    let rows = viewed_next(&head, products, &options.viewed_next, threads);
    let part = quantise(Relation::ViewedNext, &rows)?;
    drop(rows);
    let mut trial = Trial { parts: bare_parts(products, part), predictions, threads };
    let before = trial.figures(&options.score)?;
    let mut best = (options.score.clone(), before);
    for _ in 0..ROUNDS {
        let start = best.1.value;
        for number in NUMBERS {
            for direction in [1.0, -1.0] {
                for _ in 0..LONGEST_RUN {
                    let mut score = best.0.clone();
                    if !number(&mut score).go(direction) {
                        break;
                    }
                    let Some(found) = trial.figures(&score).filter(|found| found.value > best.1.value + LEAST_GAIN) else { break };
                    best = (score, found);
                }
            }
        }
        if best.1.value - start < 10.0 * LEAST_GAIN {
            break;
        }
    }
    let (score, after) = best;
    let pair = |figures: Figures| (figures.hit_rate, figures.reciprocal_rank);
    Some(Calibration { score, predictions: trial.predictions.len(), before: pair(before), after: pair(after) })
}

/// A number that the search moves, by which factor, and how far at most.
struct Moved<'a> {
    value: &'a mut f64,
    step: f64,
    most: f64,
}

impl Moved<'_> {
    /// Where a number that stands at zero begins to climb: no factor leads away from there.
    const FROM_ZERO: f64 = 0.05;

    /// Takes one step up (1) or down (−1); false where there is nowhere to go.
    fn go(self, direction: f64) -> bool {
        let before = *self.value;
        *self.value = if before > 0.0 {
            (before * libm::pow(self.step, direction)).min(self.most.max(before))
        } else if direction > 0.0 {
            Self::FROM_ZERO
        } else {
            before
        };
        before.to_bits() != self.value.to_bits()
    }
}

const NUMBERS: [fn(&mut ScoreOptions) -> Moved; 6] = [
    |score| Moved { value: &mut score.current_bonus, step: 1.3, most: f64::INFINITY },
    |score| Moved { value: &mut score.seen_bonus, step: 1.3, most: f64::INFINITY },
    // An item seen longer ago is never more likely to be returned to.
    |score| Moved { value: &mut score.seen_decay, step: 1.08, most: 1.0 },
    |score| Moved { value: &mut score.seen_floor, step: 1.6, most: f64::INFINITY },
    |score| Moved { value: &mut score.decay, step: 1.25, most: f64::INFINITY },
    |score| Moved { value: &mut score.tail, step: 1.5, most: f64::INFINITY },
];

/// Every view but the first of each session, at most [`MOST`], evenly chosen.
fn predictions(tail: &Sessions) -> Vec<Prediction> {
    let asked: usize = tail.iter().map(|(_, steps)| steps.iter().skip(1).filter(|step| step.kind == 0).count()).sum();
    let every = asked.div_ceil(MOST).max(1);
    let mut chosen = Vec::with_capacity(asked.min(MOST));
    for (_, steps) in tail.iter().step_by(every) {
        let mut session = Session::new();
        for (place, step) in steps.iter().enumerate() {
            if place > 0 && step.kind == 0 {
                let seen = steps.get(..place).unwrap_or_default();
                let returns = match seen.iter().rposition(|earlier| earlier.product == step.product) {
                    Some(position) if position + 1 == place => Return::Current,
                    Some(_) => Return::Earlier,
                    None => Return::Never,
                };
                chosen.push(Prediction { session: session.clone(), target: ItemIndex(step.product), returns });
            }
            session.observe(kind(*step), ItemIndex(step.product), place as f64, None);
        }
    }
    chosen
}

fn kind(step: Step) -> EventKind {
    match step.kind {
        1 => EventKind::AddToCart,
        2 => EventKind::Purchase,
        3 => EventKind::Wishlist,
        _ => EventKind::View,
    }
}

/// A model of the lists alone; items have the products' numbers.
fn bare_parts(products: usize, part: vitrine_format::RelationPart) -> ModelParts {
    ModelParts {
        items: ItemColumns {
            ids: (0..products).map(|product| product.to_string()).collect(),
            aliases: Vec::new(),
            prices: vec![0; products],
            categories: vec![None; products],
            brands: vec![None; products],
            groups: vec![0; products],
            flags: vec![ItemFlags(ItemFlags::AVAILABLE | ItemFlags::LISTED); products],
            popularity: vec![Scale(0); products],
            trend: vec![Scale(0); products],
            ages: vec![0; products],
        },
        relations: vec![part],
        ..ModelParts::default()
    }
}

/// What one set of numbers achieves.
#[derive(Clone, Copy, Debug)]
struct Figures {
    hit_rate: f64,
    reciprocal_rank: f64,
    /// What the search raises: hit rate and one and a half times the reciprocal rank, over the readings.
    value: f64,
}

struct Trial {
    parts: ModelParts,
    predictions: Vec<Prediction>,
    threads: usize,
}

impl Trial {
    fn figures(&mut self, score: &ScoreOptions) -> Option<Figures> {
        self.parts.ranking = ranking_parameters(&self.parts.relations, score);
        let file = encode(&self.parts).ok()?;
        let model = Model::open(file.as_slice()).ok()?;
        let make = || Engine::new(model.clone());
        let ranks = map_rows(self.predictions.len(), self.threads, make, |engine, place| {
            self.predictions.get(place).map_or([None; 3], |prediction| predict(engine, prediction))
        });
        let mut figures = Figures { hit_rate: 0.0, reciprocal_rank: 0.0, value: 0.0 };
        for (reading, weight) in READING_WEIGHTS.into_iter().enumerate() {
            let found = || ranks.iter().filter_map(|ranks| ranks[reading]);
            let count = found().count().max(1) as f64;
            let hit_rate = found().filter(|rank| *rank > 0.0).count() as f64 / count;
            let reciprocal_rank = found().sum::<f64>() / count;
            figures.value += weight * (hit_rate + 1.5 * reciprocal_rank);
            if reading == 0 {
                (figures.hit_rate, figures.reciprocal_rank) = (hit_rate, reciprocal_rank);
            }
        }
        Some(figures)
    }
}

fn predict(engine: &mut Engine<&[u8]>, prediction: &Prediction) -> Ranks {
    let mut reciprocal = |repeats: Repeats| {
        let request = Request { limit: PLACES, repeats, fill: false, reasons: false, ..Request::of(ListName::ForYou) };
        let ranking = engine.rank(&prediction.session, &Context::unknown(), &request);
        let place = ranking.items.iter().position(|found| found.item == prediction.target);
        Some(place.map_or(0.0, |place| 1.0 / (place + 1) as f64))
    };
    let all = reciprocal(Repeats::Always);
    let no_repeat = if prediction.returns == Return::Current { None } else { reciprocal(Repeats::NotCurrent) };
    let novel = if prediction.returns == Return::Never { reciprocal(Repeats::Never) } else { None };
    [all, no_repeat, novel]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::log_of;

    /// Sessions over ten products; in `sticky` ones every other step stays on the product.
    fn sessions(count: u32, sticky: bool) -> Sessions {
        let paths: Vec<Vec<u32>> = (0..count)
            .map(|number| {
                let first = number * 7 % 10;
                let path = (0..6).map(|step| (first + if sticky { step / 2 } else { step }) % 10);
                path.collect()
            })
            .collect();
        let slices: Vec<&[u32]> = paths.iter().map(Vec::as_slice).collect();
        Sessions::read(&log_of(&slices))
    }

    fn found(sticky: bool) -> Calibration {
        calibrate(&sessions(1000, sticky), 10, &TrainingOptions::default(), 2).unwrap()
    }

    #[test]
    fn shoppers_who_stay_on_a_product_raise_its_bonus() {
        assert!(found(true).score.current_bonus > found(false).score.current_bonus);
    }

    #[test]
    fn the_search_never_does_worse_than_its_start() {
        for calibration in [found(true), found(false)] {
            assert!(calibration.after.0 + 1.5 * calibration.after.1 + 0.01 >= calibration.before.0 + 1.5 * calibration.before.1);
        }
    }

    #[test]
    fn a_short_log_keeps_the_defaults() {
        assert_eq!(calibrate(&sessions(100, true), 10, &TrainingOptions::default(), 1), None);
    }

    #[test]
    fn a_number_that_starts_at_zero_is_not_stuck_there() {
        let mut options = TrainingOptions::default();
        options.score.current_bonus = 0.0;
        let found = calibrate(&sessions(1000, true), 10, &options, 2).unwrap();
        assert!(found.score.current_bonus > 0.0);
    }

    #[test]
    fn nothing_goes_where_it_must_not() {
        let mut number = 0.95;
        let go = |number: &mut f64, direction| Moved { value: number, step: 1.08, most: 1.0 }.go(direction);
        assert!(go(&mut number, 1.0));
        assert_eq!(number, 1.0);
        assert!(!go(&mut number, 1.0));
        number = 0.0;
        assert!(!go(&mut number, -1.0));
    }

    #[test]
    fn one_product_and_equal_sessions_leave_numbers_that_can_be_used() {
        let one: Vec<&[u32]> = vec![&[0, 0, 0]; 3000];
        assert_eq!(calibrate(&Sessions::read(&log_of(&one)), 1, &TrainingOptions::default(), 1), None);
        let equal: Vec<&[u32]> = vec![&[0, 1, 2, 0]; 3000];
        let found = calibrate(&Sessions::read(&log_of(&equal)), 3, &TrainingOptions::default(), 1).unwrap();
        let ScoreOptions { decay, tail, current_bonus, seen_bonus, seen_decay, seen_floor, .. } = found.score;
        assert!([decay, tail, current_bonus, seen_bonus, seen_decay, seen_floor].iter().all(|number| number.is_finite() && *number > 0.0));
        assert_eq!(found.after.0, 1.0);
    }

    #[test]
    fn threads_change_nothing() {
        let sessions = sessions(1000, true);
        let on = |threads| calibrate(&sessions, 10, &TrainingOptions::default(), threads);
        assert_eq!(on(1), on(3));
    }
}
