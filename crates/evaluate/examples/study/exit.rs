//! Is this the last event of the session? The intent of the encoded file against the visit's length.

use std::collections::BTreeMap;

use vitrine_engine::{Engine, EventKind, Session};
use vitrine_evaluate::TestSession;
use vitrine_format::{Model, Target, encode};
use vitrine_train::{TrainingInput, TrainingOptions, train};

use crate::figures::table;
use crate::probabilities::{area, calibration_error};
use crate::sets::Set;

/// Events after which the question is asked; 0 for after each.
const AFTER: [usize; 5] = [1, 3, 5, 10, 0];
/// Draws of sessions for an interval.
const DRAWS: usize = 500;

/// One answer.
#[derive(Clone, Copy)]
struct Answer {
    session: usize,
    /// Events so far.
    length: usize,
    probability: f64,
    /// The share of training sessions of at least this length that end with it.
    by_length: f64,
    ended: bool,
}

pub fn exit(sets: &[Set], tail: bool) {
    let mut rows = Vec::new();
    for set in sets {
        eprintln!("exit, {}", set.name);
        let answers = answers(set);
        for after in AFTER {
            let asked: Vec<Answer> = answers.iter().filter(|answer| after == 0 || answer.length == after).copied().collect();
            // Two of the logs hold no session of one event.
            if !asked.iter().any(|answer| answer.ended) {
                continue;
            }
            let own = area(scored(&asked, |answer| answer.probability));
            let (low, high) = interval(&asked);
            rows.push(vec![
                format!("`{}`", set.name),
                if after == 0 { "each".to_owned() } else { after.to_string() },
                asked.len().to_string(),
                format!("{:.3}", asked.iter().filter(|answer| answer.ended).count() as f64 / asked.len() as f64),
                format!("{own:.3} ({low:.3} to {high:.3})"),
                format!("{:.3}", area(scored(&asked, |answer| answer.by_length))),
                format!("{:.3}", calibration_error(scored(&asked, |answer| answer.probability))),
                format!("{:.3}", calibration_error(scored(&asked, |answer| answer.by_length))),
            ]);
        }
    }
    let heads = ["set", "after events", "asked", "ended", "area under the curve (95 %)", "by length", "calibration error", "by length"];
    table("exit", tail, &heads, &rows);
}

/// Answers after each event of the test, from a model of the training half.
fn answers(set: &Set) -> Vec<Answer> {
    let (catalogue, log, _) = set.split.training_half();
    let mut options = TrainingOptions::default();
    options.also_viewed.neighbours = 0;
    // Two of the logs hold real times; the others only an order.
    options.context.log_has_times = ["rsc15", "serenade"].contains(&set.name);
    let training = train(&TrainingInput { catalogue: &catalogue, orders: &[], log: &log }, &options, &mut |_| ()).unwrap();
    training.report.notes.iter().filter(|note| note.contains("intent")).for_each(|note| eprintln!("  {note}"));
    let engine = Engine::new(Model::open(encode(&training.parts).unwrap()).unwrap());
    let mut ends: BTreeMap<usize, [f64; 2]> = BTreeMap::new();
    for events in log.sessions() {
        for length in 1..=events.len() {
            let [reached, ended] = ends.entry(length.min(50)).or_default();
            *reached += 1.0;
            *ended += f64::from(u8::from(length == events.len()));
        }
    }
    let by_length = |length: usize| ends.get(&length.min(50)).map_or(0.5, |[reached, ended]| ended / reached);
    let mut answers = Vec::new();
    for (number, TestSession { events, .. }) in set.split.test.iter().enumerate() {
        let mut session = Session::new();
        for (place, event) in events.iter().enumerate() {
            let id = event.product.map(|product| set.split.catalogue.products[product.0 as usize].id.as_str());
            match id.and_then(|id| engine.model().find_item(id)) {
                Some(item) => session.observe(EventKind::View, item, event.time, None),
                // Looks at what the model does not hold still count.
                None => session.note(EventKind::View, event.time),
            }
            let told = engine.intent(&session).and_then(|intent| intent.of(Target::Leaving));
            answers.push(Answer {
                session: number,
                length: place + 1,
                probability: told.map_or_else(|| by_length(place + 1), f64::from),
                by_length: by_length(place + 1),
                ended: place + 1 == events.len(),
            });
        }
    }
    answers
}

/// What was said of each answer, and whether the session ended.
fn scored(answers: &[Answer], score: impl Fn(&Answer) -> f64) -> Vec<(f64, bool)> {
    answers.iter().map(|answer| (score(answer), answer.ended)).collect()
}

/// 95 % of the areas of sessions drawn with replacement.
fn interval(answers: &[Answer]) -> (f64, f64) {
    let sessions: Vec<&[Answer]> = answers.chunk_by(|left, right| left.session == right.session).collect();
    let mut state = 1_u64;
    let mut below = |bound: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((state >> 33) % bound as u64) as usize
    };
    let mut areas: Vec<f64> = (0..DRAWS)
        .map(|_| {
            let drawn: Vec<Answer> = (0..sessions.len()).flat_map(|_| sessions[below(sessions.len())].iter().copied()).collect();
            area(scored(&drawn, |answer| answer.probability))
        })
        .collect();
    areas.sort_by(f64::total_cmp);
    (areas[DRAWS / 40], areas[DRAWS - 1 - DRAWS / 40])
}
