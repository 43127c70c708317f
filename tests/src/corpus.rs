//! Sessions over the golden model with the answers that every build of the engine must give, bit by bit.
//!
//! The same files are read by `tests/browser/parity.test.mjs` for Node and the browsers; [`answer`] and that file's `answerTo` write the
//! same lines.

use crate::topics;
use serde::{Deserialize, Serialize};
use std::fmt::Write as _;
use vitrine_engine::{
    Context, Engine, EventKind, Fact, FactClass, Intent, ListName, PartKind, Placement, Repeats, Request, Session, Taste, Trace,
};
use vitrine_format::{CategoryIndex, Dimension, ItemIndex, Relation};

/// One session, the shelves asked for after it, and what they show.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Case {
    /// What it is about.
    pub name: String,
    /// Device, hour, weekday, month, referrer, locale.
    pub context: [Option<u8>; Dimension::SENSED],
    /// Kind, item, seconds, dwell. A search that led to no item has [`NO_ITEM`].
    pub events: Vec<(u8, u32, f64, Option<f32>)>,
    /// What the shopper likes: class, value and weight of each fact.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub taste: Vec<(u8, u32, f32)>,
    /// What was bought before, and how many days ago.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub purchases: Vec<(u32, f32)>,
    /// The dial from the familiar to what is not; absent for the middle.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub novelty: Option<f32>,
    /// The shelves.
    pub requests: Vec<Question>,
    /// One line for the intent, one a shelf, and one for the trace of its first item.
    pub answers: Vec<String>,
}

/// One shelf's question, in the words of the page's interface.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Question {
    /// List type by name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub list: Option<String>,
    /// Placement by name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub placement: Option<String>,
    /// The page's products.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub seeds: Vec<u32>,
    /// Shown by other shelves.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub exclude: Vec<u32>,
    /// Only this category.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub category: Option<u16>,
    /// Most items.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub limit: Option<usize>,
    /// `always` or `not-current`; never otherwise.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub repeats: Option<String>,
    /// Whether to fill from the next lists.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fill: Option<bool>,
}

/// The names of the corpus's files, in `tests/corpus`.
pub const TOPICS: [&str; 10] = ["lists", "placements", "repeats", "exclusions", "context", "dwell", "cart", "long", "taste", "intent"];

/// Stands for no item.
pub const NO_ITEM: u32 = u32::MAX;

/// The sessions of one file, without answers.
pub fn cases(topic: &str) -> Vec<Case> {
    topics::cases(topic)
}

/// A case's session.
pub fn session(case: &Case) -> Session {
    let mut session = Session::new();
    for &(kind, item, seconds, dwell) in &case.events {
        match EventKind::from_number(kind) {
            Some(EventKind::Search) if item == NO_ITEM => session.note(EventKind::Search, seconds),
            Some(kind) => session.observe(kind, ItemIndex(item), seconds, dwell),
            None => {}
        }
    }
    for &(item, days) in &case.purchases {
        session.remember_purchase(ItemIndex(item), days);
    }
    let mut taste = Taste::unknown();
    for &(class, value, weight) in &case.taste {
        if let Some(class) = FactClass::ALL.get(usize::from(class)) {
            taste.set(Fact { class: *class, value }, weight);
        }
    }
    taste.set_novelty(case.novelty.unwrap_or(0.0));
    session.set_taste(taste);
    session
}

/// A case's context.
pub fn context(case: &Case) -> Context {
    let mut context = Context::unknown();
    for (dimension, value) in Dimension::ALL.into_iter().zip(case.context) {
        context.set(dimension, value);
    }
    context
}

/// What the engine says to a case: its answers.
pub fn answers<B: AsRef<[u8]>>(engine: &mut Engine<B>, case: &Case) -> Vec<String> {
    let (session, context) = (session(case), context(case));
    let mut lines = vec![intent_line(engine.intent(&session))];
    for question in &case.requests {
        let items = |numbers: &[u32]| numbers.iter().copied().map(ItemIndex).collect::<Vec<_>>();
        let (seeds, exclude) = (items(&question.seeds), items(&question.exclude));
        let named = question.list.as_deref().and_then(ListName::from_name);
        let placed = question.placement.as_deref().and_then(Placement::from_name).map(Placement::default_list);
        let defaults = Request::of(named.or(placed).unwrap_or(ListName::ForYou));
        let request = Request {
            seeds: &seeds,
            exclude: &exclude,
            category: question.category.map(CategoryIndex),
            limit: question.limit.unwrap_or(defaults.limit),
            repeats: match question.repeats.as_deref() {
                Some("always") => Repeats::Always,
                Some("not-current") => Repeats::NotCurrent,
                _ => Repeats::Never,
            },
            fill: question.fill.unwrap_or(true),
            ..defaults
        };
        let ranking = engine.rank(&session, &context, &request);
        let first = ranking.items.first().map(|found| found.item);
        let mut line = format!("{}:", ranking.shows.name());
        for found in ranking.items {
            let _ = write!(line, " {}/{}/{}", found.item.0, hexadecimal(found.score), found.list.name());
            if let Some(reason) = found.reason {
                let _ = write!(line, "/{}", reason.kind.name());
                let _ = write!(
                    line,
                    "/{}",
                    reason
                        .source
                        .map(|item| item.0)
                        .or(reason.fact.map(|fact| fact.value))
                        .map_or(String::from("-"), |source| source.to_string())
                );
                let _ =
                    write!(line, "/{}", reason.dimension.map(Dimension::name).or(reason.fact.map(|fact| fact.class.name())).unwrap_or("-"));
                let _ = write!(line, "/{}", hexadecimal(reason.value));
            }
        }
        lines.push(line);
        if let Some(first) = first {
            lines.push(trace_line(&engine.trace(&session, &context, &request, first)));
        }
    }
    lines
}

/// The mode by number, and each target's probability.
fn intent_line(intent: Option<Intent>) -> String {
    let Some(intent) = intent else { return String::from("intent: -") };
    let [purchase, addition, leaving] = intent.probabilities.map(|probability| probability.map_or(String::from("-"), hexadecimal));
    format!("intent: {} {purchase} {addition} {leaving}", intent.mode as u8)
}

fn trace_line(trace: &Trace) -> String {
    let mut line = format!("trace of {} in {}:", trace.item.0, trace.list.name());
    for part in &trace.parts {
        let kind = match part.kind {
            PartKind::Seed => "seed",
            PartKind::Step => "step",
            PartKind::Base => "base",
            PartKind::Purchase => "purchase",
        };
        let source = part.source.map_or(String::from("-"), |source| source.0.to_string());
        let back = part.steps_back.map_or(String::from("-"), |back| back.to_string());
        let relation = part.relation.map_or("-", relation_name);
        let _ = write!(line, " {kind}/{source}/{relation}/{back}/{}", hexadecimal(part.value));
    }
    let _ = write!(line, " ignored {}", hexadecimal(trace.ignored));
    for (dimension, factor) in &trace.effects {
        let _ = write!(line, " {} {}", dimension.name(), hexadecimal(*factor));
    }
    let _ = write!(line, " context {} taste {}", hexadecimal(trace.context), hexadecimal(trace.taste));
    let _ = write!(line, " ranked {} score {}", hexadecimal(trace.ranked), hexadecimal(trace.score));
    line
}

/// The bits of a number: no rounding hides a difference.
fn hexadecimal(value: f32) -> String {
    format!("{:08x}", value.to_bits())
}

fn relation_name(relation: Relation) -> &'static str {
    match relation {
        Relation::ViewedNext => "viewed-next",
        Relation::AlsoViewed => "also-viewed",
        Relation::BoughtTogether => "bought-together",
        Relation::AlsoBought => "also-bought",
        Relation::Similar => "similar",
    }
}
