//! Questions for the ranker: the candidates that the engine itself has at steps of the latest sessions, and which of them came next.

use vitrine_catalog::{Event, EventLog};
use vitrine_engine::{Engine, EventKind, ListName, Repeats, Request, Session};
use vitrine_format::{FEATURE_COUNT, Feature, ItemIndex, Model, ModelParts, encode};

use crate::parallel::map_rows;
use crate::sessions::kind_of;

/// Candidates of many questions, one below the other, with their features in columns.
#[derive(Clone, Debug, Default)]
pub struct Questions {
    /// Where each question's candidates begin, and the end of the last.
    pub starts: Vec<usize>,
    /// The row of each question's target.
    pub targets: Vec<usize>,
    /// The session that each question is from: what is held out is held out by sessions.
    pub sessions: Vec<u32>,
    /// The linear score of each candidate.
    pub linear: Vec<f32>,
    /// A column for each feature.
    pub columns: Vec<Vec<f32>>,
    /// Questions that were asked, with those whose target was no candidate.
    pub asked: usize,
}

impl Questions {
    /// Number of questions whose target is among the candidates.
    pub fn len(&self) -> usize {
        self.targets.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.targets.is_empty()
    }

    fn push(&mut self, answer: &Answer) {
        if self.starts.is_empty() {
            self.starts.push(0);
            self.columns = vec![Vec::new(); FEATURE_COUNT];
        }
        self.asked += 1;
        let Some(target) = answer.target else { return };
        self.targets.push(self.linear.len() + target);
        self.sessions.push(answer.session);
        self.linear.extend_from_slice(&answer.linear);
        for (column, values) in self.columns.iter_mut().zip(&answer.columns) {
            column.extend_from_slice(values);
        }
        self.starts.push(self.linear.len());
    }
}

/// The sessions whose steps are asked for, and how many of them.
#[derive(Clone, Debug)]
pub struct Window<'a> {
    /// Events of each session.
    pub sessions: Vec<&'a [Event]>,
    /// Number of the first one in the log, among those that have steps.
    pub first: usize,
}

/// The latest tenths of the sessions that have steps, as [`crate::sessions::Sessions`] counts them; the last one first.
pub fn windows(log: &EventLog, most: usize) -> Vec<Window<'_>> {
    let Window { sessions, .. } = whole(log);
    let place = |tenths: usize| sessions.len() * tenths / 10;
    (1..=most.min(5))
        .map(|back| Window {
            sessions: sessions.get(place(10 - back)..place(11 - back)).unwrap_or_default().to_vec(),
            first: place(10 - back),
        })
        .collect()
}

/// All sessions of a log that have steps.
pub fn whole(log: &EventLog) -> Window<'_> {
    let has_steps = |events: &&[Event]| events.iter().any(|event| kind_of(event).is_some() && event.product.is_some());
    Window { sessions: log.sessions().filter(has_steps).collect(), first: 0 }
}

/// One step to predict.
struct Ask {
    session: Session,
    number: u32,
    target: ItemIndex,
    repeats: Repeats,
}

struct Answer {
    session: u32,
    target: Option<usize>,
    linear: Vec<f32>,
    columns: Vec<Vec<f32>>,
}

impl Window<'_> {
    /// Asks the engine on this model, whose items have these numbers by product, at most about `most` steps, evenly chosen.
    pub fn ask(
        &self,
        parts: &ModelParts,
        number_of: &[ItemIndex],
        most: usize,
        readings: &[Repeats],
        threads: usize,
        questions: &mut Questions,
    ) {
        let Ok(file) = encode(parts) else { return };
        let Ok(model) = Model::open(file.as_slice()) else { return };
        let asks = self.asks(number_of, most, readings);
        let make = || Engine::new(model.clone());
        let answers = map_rows(asks.len(), threads, make, |engine, place| asks.get(place).map(|ask| answer(engine, ask)));
        for answer in answers.iter().flatten() {
            questions.push(answer);
        }
    }

    fn asks(&self, number_of: &[ItemIndex], most: usize, readings: &[Repeats]) -> Vec<Ask> {
        let is_step = |event: &&Event| kind_of(event) == Some(0) && event.product.is_some();
        let views: usize = self.sessions.iter().map(|events| events.iter().filter(is_step).count().saturating_sub(1)).sum();
        let every = views.div_ceil(most.max(1)).max(1);
        let mut asks = Vec::with_capacity(views / every);
        for (number, events) in self.sessions.iter().enumerate().step_by(every) {
            let mut session = Session::new();
            for event in *events {
                let (Some(kind), Some(product)) = (kind_of(event), event.product) else { continue };
                let Some(&target) = number_of.get(product.0 as usize) else { continue };
                if let (0, Some(last)) = (kind, session.path().last()) {
                    let seen = session.path().iter().any(|step| step.item == target);
                    // The first reading from its turn on that asks for such a target.
                    let fits = |repeats: &&Repeats| match repeats {
                        Repeats::Never => !seen,
                        Repeats::NotCurrent => last.item != target,
                        Repeats::Always => true,
                    };
                    let from = asks.len() % readings.len().max(1);
                    if let Some(repeats) = readings.iter().cycle().skip(from).take(readings.len()).find(fits).copied() {
                        asks.push(Ask { session: session.clone(), number: (self.first + number) as u32, target, repeats });
                    }
                }
                let kind = match kind {
                    1 => EventKind::AddToCart,
                    2 => EventKind::Purchase,
                    3 => EventKind::Wishlist,
                    _ => EventKind::View,
                };
                session.observe(kind, target, event.time, event.dwell);
            }
        }
        asks
    }
}

fn answer(engine: &mut Engine<&[u8]>, ask: &Ask) -> Answer {
    let request = Request { repeats: ask.repeats, reasons: false, fill: false, ..Request::of(ListName::ForYou) };
    let candidates = engine.candidates(&ask.session, &request);
    let target = candidates.iter().position(|(item, _)| item == ask.target);
    let (mut linear, mut columns) = (Vec::new(), Vec::new());
    if target.is_some() {
        linear.extend(candidates.iter().map(|(_, score)| score));
        columns.extend(Feature::ALL.iter().map(|feature| candidates.feature(*feature).to_vec()));
    }
    Answer { session: ask.number, target, linear, columns }
}
