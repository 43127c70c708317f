//! What visits are about to do: trees that tell a purchase, an addition to the cart and the end of the visit from the events so far.
//!
//! Every event of the latest sessions is an example ([`examples`]), described by the engine itself on the encoded model. Trees are grown on
//! the earlier sessions ([`grow`]), stopped and calibrated on later ones ([`calibrate`]), and kept only where they tell more than the
//! visit's length does on the last ones, which neither has seen. How far the shelves follow the cart is learned apart ([`steer`]).

mod calibrate;
mod examples;
mod grow;
mod steer;

use crate::report::TrainingReport;
use crate::train::TrainingInput;
use examples::Examples;
use vitrine_engine::intent::sum;
use vitrine_format::{FEATURE_COUNT, IntentPart, ItemIndex, Model, ModelParts, Target, TargetPart, encode};

/// Examples that are looked at, the latest.
const MOST_EXAMPLES: usize = 80_000;
/// A target must come true and fail to this many times among the examples, to be learned.
const LEAST_OF_EACH: usize = 300;
/// A gain on the last sessions below this many standard errors is noise.
const LEAST_ERRORS: f64 = 2.0;

/// Ends of visits that may be taken for no end, where a trigger asks: one in twenty.
const MISSED: f64 = 0.05;

/// Learns on the latest sessions; `None` where events tell nothing. The sentences go into the report.
pub fn learn(
    input: &TrainingInput,
    parts: &ModelParts,
    number_of: &[ItemIndex],
    has_times: bool,
    report: &mut TrainingReport,
) -> Option<IntentPart> {
    let file = encode(parts).ok()?;
    let model = Model::open(file.as_slice()).ok()?;
    let examples = Examples::read(input.log, &model, number_of, has_times, MOST_EXAMPLES);
    let targets: Vec<TargetPart> = Target::ALL.into_iter().filter_map(|target| learn_target(&examples, target, report)).collect();
    if targets.is_empty() {
        return None;
    }
    // Shelves follow the cart where additions to it can be told.
    let tells_cart = targets.iter().any(|part| part.target != Target::Leaving);
    let steering = if tells_cart { steer::steering(input.log, &model, number_of, &mut report.notes) } else { [1.0; 2] };
    Some(IntentPart { steering, targets })
}

/// Trees grown on the rows before `grown`, stopped and calibrated on those from there to `stopped`; `None` where nothing tells.
#[doc(hidden)]
pub fn grow_target(target: Target, rows: &[[f32; FEATURE_COUNT]], labels: &[bool], grown: usize, stopped: usize) -> Option<TargetPart> {
    let trees = grow::grow(rows, labels, grown, stopped)?;
    let sums: Vec<f64> = rows.get(grown..stopped)?.iter().map(|row| f64::from(trees.scale) * f64::from(sum(&trees, row))).collect();
    let probabilities = calibrate::table(&sums, labels.get(grown..stopped)?)?;
    Some(TargetPart { target, trees, probabilities })
}

/// One target's trees and table, where they tell more than the visit's length.
fn learn_target(examples: &Examples, target: Target, report: &mut TrainingReport) -> Option<TargetPart> {
    let labels = &examples.labels[target as usize];
    let (grown, stopped) = (examples.share(0.7), examples.share(0.85));
    let positives = labels.iter().filter(|label| **label).count();
    if positives < LEAST_OF_EACH || labels.len() - positives < LEAST_OF_EACH {
        return None;
    }
    let part = grow_target(target, &examples.rows, labels, grown, stopped)?;
    let by_length = examples.rates_by_length(labels, stopped);
    let loss = |probability: f64, label: bool| {
        let probability = probability.clamp(1e-6, 1.0 - 1e-6);
        -libm::log(if label { probability } else { 1.0 - probability })
    };
    // Events of one session depend on each other: each session counts with the sum of its gains.
    let mut gains: Vec<f64> = Vec::new();
    let (mut before, mut after) = (0.0, 0.0);
    for row in stopped..labels.len() {
        let (length, trees) = (loss(by_length[examples.length(row)], labels[row]), loss(examples.probability(&part, row), labels[row]));
        (before, after) = (before + length, after + trees);
        if row == stopped || examples.sessions[row] != examples.sessions[row - 1] {
            gains.push(0.0);
        }
        if let Some(gain) = gains.last_mut() {
            *gain += length - trees;
        }
    }
    let count = gains.len() as f64;
    let mean = gains.iter().sum::<f64>() / count.max(1.0);
    let error = (gains.iter().map(|gain| (gain - mean) * (gain - mean)).sum::<f64>() / (count - 1.0).max(1.0) / count.max(1.0)).sqrt();
    let kept = mean > LEAST_ERRORS * error;
    let asked = (labels.len() - stopped).max(1) as f64;
    report.notes.push(format!(
        "the intent “{}” {} from {} events: log loss {:.4} → {:.4} against the visit's length, on {} later ones",
        target.name(),
        if kept { "is told" } else { "is not told, for it won nothing when learned" },
        stopped,
        before / asked,
        after / asked,
        labels.len() - stopped
    ));
    if kept && target == Target::Leaving {
        let told = (stopped..labels.len()).map(|row| (examples.probability(&part, row), labels[row]));
        report.least_leaving = least_leaving(told.collect(), &mut report.notes);
    }
    kept.then_some(part)
}

/// The probability of leaving that all but [`MISSED`] of the last sessions' ends had at least; of what they were told and whether it came.
fn least_leaving(mut told: Vec<(f64, bool)>, notes: &mut Vec<String>) -> Option<f32> {
    told.sort_by(|left, right| left.0.total_cmp(&right.0));
    let ends: Vec<f64> = told.iter().filter(|(_, ended)| *ended).map(|(probability, _)| *probability).collect();
    // Three decimals, which the manifest writes in few characters; downwards, so that none more are missed.
    let least = (ends.get((ends.len() as f64 * MISSED) as usize)? * 1000.0).floor() / 1000.0;
    let below = |wanted: bool| told.iter().filter(|(probability, ended)| *probability < least && *ended == wanted).count() as f64;
    let others = (told.len() - ends.len()).max(1) as f64;
    notes.push(format!(
        "a visit is called back from a probability of leaving of {least:.3} on, which {:.0} % of the ends have and {:.0} % of the other moments have not",
        100.0 * (1.0 - below(true) / ends.len().max(1) as f64),
        100.0 * below(false) / others
    ));
    Some(least as f32)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{catalogue_of, event};
    use crate::{TrainingOptions, tell, train};
    use vitrine_catalog::{EventKind, EventLog};
    use vitrine_engine::{Context, Engine, ListName, Request, Session};

    /// Sessions that end, in `told` of ten, right after a look that follows half a minute of nothing.
    fn log(sessions: u32, told: u32) -> EventLog {
        let mut state = 7_u64;
        let mut below = |bound: u32| {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            (state >> 33) as u32 % bound
        };
        let mut log = EventLog::default();
        for session in 0..sessions {
            let mut time = f64::from(session) * 3600.0;
            for step in 0..12 {
                let tired = below(4) == 0;
                time += if tired { 40.0 } else { 5.0 };
                let mut event = event(session, below(12), time);
                if step > 0 && below(8) == 0 {
                    event.kind = EventKind::AddToCart;
                }
                log.events.push(event);
                let ends = if below(10) < told { tired } else { below(4) == 0 };
                if ends {
                    break;
                }
            }
        }
        log
    }

    fn parts(log: &EventLog) -> ModelParts {
        let catalogue = catalogue_of(12);
        let input = TrainingInput { catalogue: &catalogue, orders: &[], log };
        let options = TrainingOptions { calibrate: false, learn_worth: false, ..TrainingOptions::default() };
        train(&input, &options, &mut |_| ()).unwrap().parts
    }

    fn targets(log: &EventLog) -> Vec<Target> {
        parts(log).intent.map(|part| part.targets.iter().map(|part| part.target).collect()).unwrap_or_default()
    }

    /// Items and the bits of their scores, for every list type after each event of some sessions.
    fn lists(parts: &ModelParts, log: &EventLog) -> Vec<(u32, u32)> {
        let mut engine = Engine::new(Model::open(encode(parts).unwrap()).unwrap());
        let ids = |product: u32| engine.model().find_item(&format!("p{product}"));
        let items: Vec<Option<ItemIndex>> = (0..12).map(ids).collect();
        assert!(items.iter().all(Option::is_some));
        let mut found = Vec::new();
        for events in log.sessions().take(200) {
            let mut session = Session::new();
            for event in events {
                tell(&mut session, event.product.and_then(|product| items[product.0 as usize]), event);
                for list in ListName::ALL {
                    let ranking = engine.rank(&session, &Context::unknown(), &Request::of(list));
                    found.extend(ranking.items.iter().map(|found| (found.item.0, found.score.to_bits())));
                }
            }
        }
        found
    }

    #[test]
    fn looks_alone_are_ranked_the_same_with_intent_and_without() {
        let mut log = log(3000, 9);
        log.events.iter_mut().for_each(|event| event.kind = EventKind::View);
        let mut parts = parts(&log);
        assert_eq!(parts.intent.as_ref().unwrap().steering, [1.0; 2]);
        let with = lists(&parts, &log);
        parts.intent = None;
        assert!(with.len() > 1000 && with == lists(&parts, &log), "{} places", with.len());
    }

    #[test]
    fn what_a_pause_tells_of_the_end_is_learned() {
        assert!(targets(&log(3000, 9)).contains(&Target::Leaving));
    }

    #[test]
    fn chance_tells_nothing() {
        assert_eq!(targets(&log(3000, 0)), []);
    }

    #[test]
    fn all_but_one_end_in_twenty_are_at_least_as_likely_as_is_asked_for() {
        // A hundred ends at .01 to 1.00, and as many other moments at half of that.
        let told = (1..=100).flat_map(|place| [(f64::from(place) / 100.0, true), (f64::from(place) / 200.0, false)]).collect();
        let mut notes = Vec::new();
        assert_eq!(least_leaving(told, &mut notes), Some(0.06));
        assert!(notes[0].contains("95 %") && notes[0].contains("11 %"), "{notes:?}");
        assert_eq!(least_leaving(vec![(0.5, false)], &mut notes), None);
    }

    #[test]
    fn few_sessions_tell_nothing() {
        assert_eq!(targets(&log(60, 9)), []);
    }
}
