//! Is this the last event of the session? The intent of the encoded file against the visit's length.

use std::collections::BTreeMap;

use vitrine_engine::{Engine, EventKind, Session};
use vitrine_evaluate::TestSession;
use vitrine_format::{Model, Target, encode};
use vitrine_train::{TrainingInput, TrainingOptions, train};

use crate::figures::table;
use crate::sets::Set;

/// Events after which the question is asked; 0 for after each.
const AFTER: [usize; 5] = [1, 3, 5, 10, 0];
/// Groups of equal size that the calibration error compares.
const GROUPS: usize = 10;
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
            let own = area(&asked, |answer| answer.probability);
            let (low, high) = interval(&asked);
            rows.push(vec![
                format!("`{}`", set.name),
                if after == 0 { "each".to_owned() } else { after.to_string() },
                asked.len().to_string(),
                format!("{:.3}", asked.iter().filter(|answer| answer.ended).count() as f64 / asked.len() as f64),
                format!("{own:.3} ({low:.3} to {high:.3})"),
                format!("{:.3}", area(&asked, |answer| answer.by_length)),
                format!("{:.3}", calibration_error(&asked, |answer| answer.probability)),
                format!("{:.3}", calibration_error(&asked, |answer| answer.by_length)),
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

/// Area under the receiver's curve: how often a session that ended was given more than one that went on (ties count half).
fn area(answers: &[Answer], score: impl Fn(&Answer) -> f64) -> f64 {
    let mut scored: Vec<(f64, bool)> = answers.iter().map(|answer| (score(answer), answer.ended)).collect();
    scored.sort_by(|left, right| left.0.total_cmp(&right.0));
    let (mut below, mut pairs, mut ended) = (0.0, 0.0, 0.0);
    for level in scored.chunk_by(|left, right| left.0.total_cmp(&right.0).is_eq()) {
        let positive = level.iter().filter(|(_, ended)| *ended).count() as f64;
        let negative = level.len() as f64 - positive;
        pairs += positive * (below + negative / 2.0);
        below += negative;
        ended += positive;
    }
    pairs / (ended * below).max(1.0)
}

/// Mean distance between what was said and what came, over groups of equal size by what was said.
fn calibration_error(answers: &[Answer], score: impl Fn(&Answer) -> f64) -> f64 {
    let mut scored: Vec<(f64, bool)> = answers.iter().map(|answer| (score(answer), answer.ended)).collect();
    scored.sort_by(|left, right| left.0.total_cmp(&right.0));
    let size = scored.len().div_ceil(GROUPS).max(1);
    let error = |group: &[(f64, bool)]| group.iter().map(|(said, ended)| said - f64::from(u8::from(*ended))).sum::<f64>().abs();
    scored.chunks(size).map(error).sum::<f64>() / scored.len().max(1) as f64
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
            area(&drawn, |answer| answer.probability)
        })
        .collect();
    areas.sort_by(f64::total_cmp);
    (areas[DRAWS / 40], areas[DRAWS - 1 - DRAWS / 40])
}
