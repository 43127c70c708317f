//! Does context help on real data? `trivago`: device, hour, impressions and prices of hotel searches (`RecSys` Challenge 2019, first rows).
//!
//! Every click-out has the list that was shown; the question is how far up the clicked hotel stands when the list is ordered again. Four
//! orders: as shown; the hotel touched last in the session first, the others as shown; a linear ranker without context; the same ranker with
//! device and hour. Sessions are divided by the time of their first row: the first 70 % to learn from, the rest to test. The rankers are
//! fitted on questions whose statistics (how often a hotel was shown and clicked, the neighbour lists, the effects of context) come from
//! earlier windows of the training part alone; how hard the weights are held back is chosen on the last of these windows. The ranker with
//! context may choose to hold context back entirely.
//!
//!     VITRINE_DATA=… cargo run --release -p vitrine-evaluate --example trivago
#![allow(clippy::print_stdout)]

mod features;
mod linear;
mod log;

use std::error::Error;
use std::path::PathBuf;

use vitrine_evaluate::bootstrap::compare;
use vitrine_evaluate::protocol::Outcome;

use features::{Question, Statistics};
use linear::{Weights, fit, order};
use log::{Click, Session};

/// Share of the sessions to learn from.
const TRAINING: f64 = 0.7;
/// Windows of the training part; the first one only feeds the statistics of the others.
const WINDOWS: usize = 5;
/// How hard the plain weights are held back.
const PLAIN: [f64; 3] = [1e-4, 1e-3, 1e-2];
/// How hard those of context are held back; the last leaves nothing of them.
const CONTEXT: [f64; 5] = [1e-3, 1e-2, 3e-2, 1e-1, f64::INFINITY];
/// Longest list that is shown.
const PLACES: usize = 25;

fn main() -> Result<(), Box<dyn Error>> {
    let Some(folder) = std::env::var_os("VITRINE_DATA").map(PathBuf::from) else {
        println!("skipped: VITRINE_DATA names no folder with trivago in it");
        return Ok(());
    };
    let sessions = log::read(&folder.join("trivago/trivago_val_100k.csv.gz"))?;
    let cut = (sessions.len() as f64 * TRAINING) as usize;
    let (training, test) = sessions.split_at(cut);
    let mut windows: Vec<Vec<Question>> = Vec::new();
    for window in 1..WINDOWS {
        let (start, end) = (cut * window / WINDOWS, cut * (window + 1) / WINDOWS);
        let mut statistics = Statistics::of(&training[..start])?;
        windows.push(questions(&training[start..end], &mut statistics));
    }
    let mut statistics = Statistics::of(training)?;
    let asked = questions(test, &mut statistics);
    println!("{} sessions to learn from, {} to test with {} click-outs", training.len(), test.len(), asked.len());
    println!("effects of context on price classes that the trainer found: {}", statistics.effects());

    let (held, fitted) = windows.split_last().ok_or("no windows")?;
    let fitted: Vec<&Question> = fitted.iter().flatten().collect();
    let held: Vec<&Question> = held.iter().collect();
    let score = |plain: f64, context: f64| mrr(&held, &fit(&fitted, plain, context));
    let (plain, context) = choose(&score);
    println!("chosen on the last window: weights held back by {plain}, those of context by {context}");

    let all: Vec<&Question> = windows.iter().flatten().collect();
    let (without, with) = (fit(&all, plain, f64::INFINITY), fit(&all, plain, context));
    let forced = fit(&all, plain, CONTEXT[2]);
    let shown = outcomes(&asked, |question| (0..question.len()).collect());
    let last = outcomes(&asked, Question::last_first);
    let plain_ranked = outcomes(&asked, |question| order(question, &without));
    let with_context = outcomes(&asked, |question| order(question, &with));
    let with_forced = outcomes(&asked, |question| order(question, &forced));
    for (name, found) in [
        ("order shown", &shown),
        ("last item first", &last),
        ("ranker without context", &plain_ranked),
        ("ranker with context, as chosen", &with_context),
        ("ranker with context, held back by 0.03", &with_forced),
    ] {
        println!("{name:40} MRR {:.4}", mean(found));
    }
    for (name, first, second) in [
        ("ranker without context − order shown", &plain_ranked, &shown),
        ("ranker without context − last item first", &plain_ranked, &last),
        ("with context (as chosen) − without", &with_context, &plain_ranked),
        ("with context (held back by 0.03) − without", &with_forced, &plain_ranked),
    ] {
        let found = compare(first, second, PLACES, 1).mrr;
        println!("{name:44} {:+.4} [{:+.4}, {:+.4}]", found.mean, found.low, found.high);
    }
    Ok(())
}

/// The numbers that do best on what was held back.
fn choose(score: &dyn Fn(f64, f64) -> f64) -> (f64, f64) {
    let mut best = (f64::NEG_INFINITY, PLAIN[0]);
    for plain in PLAIN {
        let found = score(plain, f64::INFINITY);
        if found > best.0 {
            best = (found, plain);
        }
    }
    let plain = best.1;
    let mut chosen = (best.0, f64::INFINITY);
    for context in CONTEXT.into_iter().filter(|context| context.is_finite()) {
        let found = score(plain, context);
        if found > chosen.0 {
            chosen = (found, context);
        }
    }
    (plain, chosen.1)
}

fn questions(sessions: &[Session], statistics: &mut Statistics) -> Vec<Question> {
    let mut found = Vec::new();
    for (number, session) in sessions.iter().enumerate() {
        let clicks = session.clicks().collect::<Vec<Click>>();
        found.extend(clicks.iter().map(|click| Question::of(number as u32, session, click, statistics)));
    }
    found
}

fn outcomes(asked: &[Question], order: impl Fn(&Question) -> Vec<usize>) -> Vec<Outcome> {
    let rank = |question: &Question| order(question).iter().position(|place| *place == question.target).map(|at| at as f64 + 1.0);
    asked.iter().map(|question| Outcome { session: question.session, rank: rank(question) }).collect()
}

fn mean(outcomes: &[Outcome]) -> f64 {
    outcomes.iter().filter_map(|outcome| outcome.rank).map(|rank| 1.0 / rank).sum::<f64>() / outcomes.len().max(1) as f64
}

fn mrr(asked: &[&Question], weights: &Weights) -> f64 {
    let sum: f64 = asked
        .iter()
        .filter_map(|question| order(question, weights).iter().position(|place| *place == question.target))
        .map(|at| 1.0 / (at as f64 + 1.0))
        .sum();
    sum / asked.len().max(1) as f64
}
