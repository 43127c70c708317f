//! The options with what a shop's own sessions choose, and what a threshold on its pairs costs there.

use crate::TrainingOptions;
use crate::report::{SupportCost, TrainingReport};
use crate::sessions::Sessions;
use crate::tune::{achieved, tune};
use crate::worth::{Learned, learn};

/// The options with what the shop's own sessions choose: the numbers of the lists, what neighbours are worth, the numbers of the score.
pub(crate) fn chosen_options(
    sessions: &Sessions,
    products: usize,
    options: &TrainingOptions,
    threads: usize,
    report: &mut TrainingReport,
    begin_next: &mut dyn FnMut(),
) -> TrainingOptions {
    let mut options = options.clone();
    let calibrate = options.calibrate && sessions.views() > 0;
    // The numbers of the lists come before what is learned on top of them; those of the score come after it.
    if calibrate && options.tune_seconds > 0 {
        match tune(sessions, products, &options, threads) {
            Ok(found) => {
                options = found.options;
                report.tuned = Some(found.tuned);
            }
            Err(why) => report.notes.push(kept_note(&why)),
        }
    }

    begin_next();
    let learned = if options.learn_worth { learn(sessions, products, &options, threads) } else { None };
    let weights_changed = learned.is_some();
    if let Some(learned) = learned {
        report.notes.push(worth_note(&learned));
        options.viewed_next.worth = Some(learned.worth);
        options.score = learned.score;
    }
    if calibrate && (weights_changed || options.tune_seconds == 0) {
        match tune(sessions, products, &TrainingOptions { tune_seconds: 0, ..options.clone() }, threads) {
            Ok(found) => {
                options.score = found.options.score;
                report.tuned.get_or_insert(found.tuned);
            }
            Err(why) if options.tune_seconds == 0 => report.notes.push(kept_note(&why)),
            Err(_) => {}
        }
    }
    options
}

fn kept_note(why: &str) -> String {
    format!("the list of what is viewed next keeps its default numbers, because {why}")
}

fn worth_note(learned: &Learned) -> String {
    let ([asked, held], before, after) = (learned.questions, learned.before, learned.after);
    format!(
        "what neighbours are worth was learned from {asked} steps of the latest sessions: HR@20 {:.3} → {:.3}, MRR@20 {:.3} → {:.3} on {held} others",
        before.0, after.0, before.1, after.1
    )
}

/// What the threshold of *viewed next* costs on the latest sessions.
pub(crate) fn support_cost(sessions: &Sessions, products: usize, options: &TrainingOptions, threads: usize) -> Option<SupportCost> {
    if !options.calibrate || options.viewed_next.neighbours == 0 || options.viewed_next.minimum_support <= 1 {
        return None;
    }
    let (mut without, mut bare) = (options.clone(), options.clone());
    without.viewed_next.minimum_support = 1;
    bare.viewed_next.fill.rounds = 0;
    let (predictions, found) = achieved(sessions, products, &[&without, &bare, options], threads)?;
    let [without, bare, filled]: [(f64, f64); 3] = found.try_into().ok()?;
    Some(SupportCost { predictions, hit_rate: [without.0, bare.0, filled.0], reciprocal_rank: [without.1, bare.1, filled.1] })
}
