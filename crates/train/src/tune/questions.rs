//! The latest sessions, step by step, as questions that a set of numbers is judged by.

use vitrine_engine::{Context, Engine, EventKind, ListName, Repeats, Request, Session};
use vitrine_format::ItemIndex;

use crate::sessions::{Sessions, Step};

/// Places that count.
const PLACES: usize = 20;

/// How much each reading counts: everything, no-repeat, novel.
const READING_WEIGHTS: [f64; 3] = [0.5, 0.35, 0.15];

/// One step to predict.
#[derive(Clone, Debug)]
pub struct Question {
    session: Session,
    target: ItemIndex,
    returns: Return,
}

/// Whether the target was seen before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Return {
    Current,
    Earlier,
    Never,
}

/// Reciprocal ranks of one answer; 0 for a miss, `None` where the reading does not ask.
pub type Ranks = [Option<f64>; 3];

/// Every view but the first of each session, at most about `most`, from sessions chosen evenly; items have the products' numbers.
///
/// Every other session goes to each of two sets, so that both lie in the same days.
pub fn questions(tail: &Sessions, most: usize) -> [Vec<Question>; 2] {
    let asked: usize = tail.iter().map(|(_, steps)| steps.iter().skip(1).filter(|step| step.kind == 0).count()).sum();
    let every = asked.div_ceil(most.max(1)).max(1);
    let mut sets = [Vec::new(), Vec::new()];
    for (number, (_, steps)) in tail.iter().step_by(every).enumerate() {
        let mut session = Session::new();
        let mut left: Option<(ItemIndex, f64, f32)> = None;
        for (place, step) in steps.iter().enumerate() {
            if place > 0 && step.kind == 0 {
                let seen = steps.get(..place).unwrap_or_default();
                let returns = match seen.iter().rposition(|earlier| earlier.product == step.product) {
                    Some(position) if position + 1 == place => Return::Current,
                    Some(_) => Return::Earlier,
                    None => Return::Never,
                };
                sets[number % 2].push(Question { session: session.clone(), target: ItemIndex(step.product), returns });
            }
            if let Some((item, time, dwell)) = left.take() {
                session.observe(EventKind::View, item, time, Some(dwell));
            }
            let (kind, item, time) = (kind(*step), ItemIndex(step.product), place as f64);
            session.observe(kind, item, time, None);
            // The page has not been left when the next one is predicted: its time is known from the step after on.
            if let (EventKind::View, Some(dwell)) = (kind, step.dwell()) {
                left = Some((item, time, dwell));
            }
        }
    }
    sets
}

fn kind(step: Step) -> EventKind {
    match step.kind {
        1 => EventKind::AddToCart,
        2 => EventKind::Purchase,
        3 => EventKind::Wishlist,
        _ => EventKind::View,
    }
}

impl Question {
    /// Items whose rows the answer is made of.
    pub fn path(&self) -> impl Iterator<Item = ItemIndex> {
        self.session.path().iter().map(|step| step.item)
    }

    /// Where the target stands in each reading.
    ///
    /// One ranking answers all three: what was seen leaves the list in the others, and gives nothing but its own place away.
    pub fn ask(&self, engine: &mut Engine<&[u8]>) -> Ranks {
        let current = self.session.path().last().map(|step| step.item);
        let seen = |item: ItemIndex| self.session.path().iter().any(|step| step.item == item);
        let limit = PLACES + self.session.path().len();
        let request = Request { limit, repeats: Repeats::Always, fill: false, reasons: false, ..Request::of(ListName::ForYou) };
        let ranking = engine.rank(&self.session, &Context::unknown(), &request);
        let place = ranking.items.iter().position(|found| found.item == self.target);
        let before = ranking.items.get(..place.unwrap_or(0)).unwrap_or_default();
        let reciprocal = |place: Option<usize>| Some(place.filter(|place| *place < PLACES).map_or(0.0, |place| 1.0 / (place + 1) as f64));
        let without = |left_out: &dyn Fn(ItemIndex) -> bool| {
            reciprocal(place.map(|place| place - before.iter().filter(|found| left_out(found.item)).count()))
        };
        let no_repeat = if self.returns == Return::Current { None } else { without(&|item| Some(item) == current) };
        let novel = if self.returns == Return::Never { without(&seen) } else { None };
        [reciprocal(place), no_repeat, novel]
    }
}

/// What a set of numbers achieves.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Figures {
    /// Hit rate at 20 over all questions.
    pub hit_rate: f64,
    /// Mean reciprocal rank at 20 over all questions.
    pub reciprocal_rank: f64,
    /// What the search raises: hit rate and one and a half times the reciprocal rank, over the readings.
    pub value: f64,
}

impl Figures {
    /// Sums up answers.
    pub fn of(ranks: &[Ranks]) -> Figures {
        let mut figures = Figures::default();
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
        figures
    }
}
