//! The latest sessions, step by step, as questions that a set of numbers is judged by.

use vitrine_engine::{Context, Engine, EventKind, ListName, Repeats, Request, Session};
use vitrine_format::ItemIndex;

use crate::sessions::{Sessions, Step};

/// Places that count.
const PLACES: usize = 20;

/// An improvement below this is noise.
const LEAST_GAIN: f64 = 1e-4;

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
/// The earlier half of the sessions makes the first set and the later half the second: what holds for some days only must not pass.
pub fn questions(tail: &Sessions, most: usize) -> [Vec<Question>; 2] {
    let asked: usize = tail.iter().map(|(_, steps)| steps.iter().skip(1).filter(|step| step.kind == 0).count()).sum();
    let every = asked.div_ceil(most.max(1)).max(1);
    let mut sets = [Vec::new(), Vec::new()];
    let half = tail.len().div_ceil(every) / 2;
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
                sets[usize::from(number >= half)].push(Question { session: session.clone(), target: ItemIndex(step.product), returns });
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
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Figures {
    /// Hit rate at 20 over all questions.
    pub hit_rate: f64,
    /// Mean reciprocal rank at 20 over all questions.
    pub reciprocal_rank: f64,
    /// What the search raises, question by question: hit and one and a half times the reciprocal rank, over the readings.
    values: Vec<f32>,
}

impl Figures {
    /// Sums up answers.
    pub fn of(ranks: &[Ranks]) -> Figures {
        let mean = |reading: usize, of: &dyn Fn(f64) -> f64| {
            let found = || ranks.iter().filter_map(|ranks| ranks[reading]);
            found().map(of).sum::<f64>() / found().count().max(1) as f64
        };
        let share = |reading: usize| {
            let asked = ranks.iter().filter(|ranks| ranks[reading].is_some()).count().max(1);
            READING_WEIGHTS[reading] * ranks.len() as f64 / asked as f64
        };
        let shares: [f64; 3] = std::array::from_fn(share);
        let value = |ranks: &Ranks| -> f64 {
            let of_reading = |(rank, share): (&Option<f64>, &f64)| rank.map_or(0.0, |rank| share * (hit(rank) + 1.5 * rank));
            ranks.iter().zip(&shares).map(of_reading).sum()
        };
        Figures {
            hit_rate: mean(0, &hit),
            reciprocal_rank: mean(0, &|rank| rank),
            values: ranks.iter().map(|ranks| value(ranks) as f32).collect(),
        }
    }

    /// What the search raises.
    pub fn value(&self) -> f64 {
        self.values.iter().copied().map(f64::from).sum::<f64>() / self.values.len().max(1) as f64
    }

    /// Whether these are ahead of others on the same questions by more than questions differ by chance: a standard error at least.
    ///
    /// Half of one lets through steps that other days take back: on the tails of three public logs it cost up to .006 of hit rate.
    pub fn ahead_of(&self, others: &Figures) -> bool {
        let count = self.values.len().max(1) as f64;
        let differences = || self.values.iter().zip(&others.values).map(|(own, other)| f64::from(own - other));
        let mean = differences().sum::<f64>() / count;
        let variance = differences().map(|difference| (difference - mean) * (difference - mean)).sum::<f64>() / count;
        mean > LEAST_GAIN && mean > (variance / count).sqrt()
    }
}

fn hit(rank: f64) -> f64 {
    f64::from(u8::from(rank > 0.0))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::log_of;

    #[test]
    fn later_sessions_are_the_second_set_and_a_first_step_is_no_question() {
        let [asked, held] = questions(&Sessions::read(&log_of(&[&[0, 1, 1, 0], &[2], &[3, 4], &[4, 5]])), 100);
        let targets = |questions: &[Question]| questions.iter().map(|question| question.target.0).collect::<Vec<_>>();
        assert_eq!(targets(&asked), [1, 1, 0]);
        assert_eq!(targets(&held), [4, 5]);
        let returns: Vec<Return> = asked.iter().map(|question| question.returns).collect();
        assert_eq!(returns, [Return::Never, Return::Current, Return::Earlier]);
    }

    #[test]
    fn the_time_on_a_page_is_known_when_it_has_been_left() {
        let mut log = log_of(&[&[0, 1, 2]]);
        log.events.iter_mut().for_each(|event| event.dwell = Some(30.0));
        let [_, asked] = questions(&Sessions::read(&log), 100);
        let stays = |question: &Question| question.session.path().iter().map(|step| step.dwell).collect::<Vec<_>>();
        assert_eq!(stays(&asked[0]), [None]);
        assert_eq!(stays(&asked[1]), [Some(30.0), None]);
    }

    #[test]
    fn figures_by_hand() {
        let figures = Figures::of(&[[Some(1.0), Some(1.0), None], [Some(0.5), None, None], [Some(0.0), Some(0.0), Some(0.0)]]);
        assert!((figures.hit_rate - 2.0 / 3.0).abs() < 1e-9);
        assert!((figures.reciprocal_rank - 0.5).abs() < 1e-9);
        let expected = 0.5 * (2.0 / 3.0 + 1.5 * 0.5) + 0.35 * (0.5 + 1.5 * 0.5);
        assert!((figures.value() - expected).abs() < 1e-6);
    }

    #[test]
    fn one_better_answer_in_many_is_chance_and_many_are_not() {
        let answers = |hits: usize| Figures::of(&(0..1000).map(|number| [Some(f64::from(u8::from(number < hits))); 3]).collect::<Vec<_>>());
        assert!(answers(520).ahead_of(&answers(500)));
        assert!(!answers(500).ahead_of(&answers(520)));
        assert!(!answers(500).ahead_of(&answers(500)));
        // As many gained as lost, but for one.
        let shifted =
            Figures::of(&(0..1000).map(|number| [Some(f64::from(u8::from((100..601).contains(&number)))); 3]).collect::<Vec<_>>());
        assert!(shifted.value() > answers(500).value() && !shifted.ahead_of(&answers(500)));
    }
}
