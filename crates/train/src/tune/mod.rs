//! The numbers of the score and of the lists, found on the shop's own latest sessions.
//!
//! How readily shoppers return to what they have seen differs from shop to shop more than anything else in the score (26 % of all next
//! clicks stay on the product in one public log, 9 % in another), and how far a click speaks differs as much. So the lists are built once
//! more without the latest sessions, and a coordinate search moves one number after the other while the engine, on an encoded file, predicts
//! those sessions better. The later half of them is kept from the search and has the last word: numbers that do not do better on it, by more
//! than questions differ by chance where lists are concerned, are given up for the defaults. A shop with too few sessions keeps them anyway.

mod bench;
mod numbers;
mod questions;
mod search;

use bench::Bench;
use numbers::{Needs, Number, OF_LISTS, OF_SCORE};
use questions::questions;
use search::Search;

use crate::options::TrainingOptions;
use crate::report::Tuned;
use crate::sessions::Sessions;

/// Part of the sessions, the latest, that is predicted: at least, and at most where that gives too few questions.
const TAIL_SHARES: [f64; 2] = [0.1, 0.2];
/// Fewer questions than this say nothing of the score, in each of the two sets.
const FEWEST: usize = 200;
/// Fewer questions than this say nothing of the lists.
const FEWEST_FOR_LISTS: usize = 600;
/// More questions than this, in both sets, say no more of the score.
const MOST_FOR_SCORE: usize = 5_000;
/// More questions than this, in both sets, say no more of the lists.
const MOST_FOR_LISTS: usize = 24_000;

/// What the search came to.
#[derive(Clone, Debug, PartialEq)]
pub struct Tuning {
    /// The options to train with.
    pub options: TrainingOptions,
    /// For the report.
    pub tuned: Tuned,
}

/// Searches the numbers of the score, and with `options.tune_seconds` above zero those of the lists.
///
/// Where there is too little to go by, the answer is the reason.
pub fn tune(sessions: &Sessions, products: usize, options: &TrainingOptions, threads: usize) -> Result<Tuning, String> {
    if options.viewed_next.neighbours == 0 {
        return Err("the list of what is viewed next is off".to_owned());
    }
    let budget = u64::from(options.tune_seconds) * 1_000_000_000;
    let most = if budget > 0 { MOST_FOR_LISTS } else { MOST_FOR_SCORE };
    let (head, tail) = sessions.split_at(sessions.len() - tail_length(sessions, most));
    let [asked, held] = questions(&tail, most);
    let fewest = asked.len().min(held.len());
    if fewest < FEWEST {
        return Err(format!("the latest sessions have {} steps to predict, and {} are needed", asked.len() + held.len(), 2 * FEWEST));
    }
    let nothing = || "no session has two different products".to_owned();

    let mut bench = Bench::new(&head, products, threads);
    bench.want(&asked);
    let lists = bench.lists(&options.viewed_next, None).ok_or_else(nothing)?;
    let build = bench.spent;
    let numbers = |all: &[Number]| -> Vec<Number> { all.iter().filter(|number| has(&tail, number.needs)).copied().collect() };
    let mut search = Search::begin(bench, &asked, options.clone(), lists).ok_or_else(nothing)?;
    search.score_rounds(&numbers(&OF_SCORE));
    let fitted = search.options.clone();
    let mut shortage = None;
    if budget > 0 && fewest < FEWEST_FOR_LISTS {
        let found = asked.len() + held.len();
        shortage = Some(format!("the latest sessions have {found} steps to predict, and the lists' numbers need {}", 2 * FEWEST_FOR_LISTS));
    } else if budget > 0 {
        // The last word takes two more builds.
        let done = search.list_rounds(&numbers(&OF_LISTS), &numbers(&OF_SCORE), budget.saturating_sub(2 * build));
        if !done {
            let needed = search.bench.spent.div_ceil(1_000_000_000);
            shortage = Some(format!(
                "{} seconds were not enough to look at every number of the lists once (it had taken {needed})",
                options.tune_seconds
            ));
        }
    }
    let Search { mut bench, options: found, trials, .. } = search;

    // The whole, the score alone or nothing of it: what does best on the questions that the search has not seen.
    bench.want(&held);
    let given = bench.lists(&options.viewed_next, None).ok_or_else(nothing)?;
    let before = bench.figures(&given, &options.score, &held).ok_or_else(nothing)?;
    let mut best = (options.clone(), before.clone());
    for candidate in [fitted, found] {
        let lists = bench.lists(&candidate.viewed_next, Some(&given));
        let Some(figures) = lists.and_then(|lists| bench.figures(&lists, &candidate.score, &held)) else { continue };
        let new_lists = candidate.viewed_next != options.viewed_next;
        if if new_lists { figures.ahead_of(&best.1) } else { figures.value() > best.1.value() } {
            best = (candidate, figures);
        }
    }
    let (chosen, after) = best;
    let changed = |number: &&Number| number.value(&chosen).to_bits() != number.value(options).to_bits();
    let change = |number: &Number| (number.name.to_owned(), [number.value(options), number.value(&chosen)]);
    let tuned = Tuned {
        asked: asked.len(),
        held: held.len(),
        trials,
        seconds: bench.spent as f64 / 1e9,
        hit_rate: [before.hit_rate, after.hit_rate],
        reciprocal_rank: [before.reciprocal_rank, after.reciprocal_rank],
        numbers: OF_LISTS.iter().chain(&OF_SCORE).filter(changed).map(change).collect(),
        shortage,
    };
    Ok(Tuning { options: chosen, tuned })
}

/// What lists with each of these options, built without the latest sessions, achieve on them: how many steps were predicted, then hit rate and
/// mean reciprocal rank of each. `None` where there is too little to go by.
pub fn achieved(sessions: &Sessions, products: usize, candidates: &[&TrainingOptions], threads: usize) -> Option<(usize, Vec<(f64, f64)>)> {
    let (head, tail) = sessions.split_at(sessions.len() - tail_length(sessions, MOST_FOR_SCORE));
    let [mut asked, held] = questions(&tail, MOST_FOR_SCORE);
    asked.extend(held);
    if asked.len() < 2 * FEWEST {
        return None;
    }
    let mut bench = Bench::new(&head, products, threads);
    bench.want(&asked);
    let figures = |options: &&TrainingOptions| {
        let lists = bench.lists(&options.viewed_next, None)?;
        let figures = bench.figures(&lists, &options.score, &asked)?;
        Some((figures.hit_rate, figures.reciprocal_rank))
    };
    Some((asked.len(), candidates.iter().map(figures).collect::<Option<Vec<_>>>()?))
}

/// How many of the latest sessions are predicted to ask about `most` questions.
fn tail_length(sessions: &Sessions, most: usize) -> usize {
    let [least, largest] = TAIL_SHARES;
    let share = most as f64 / sessions.steps().saturating_sub(sessions.len()).max(1) as f64;
    (sessions.len() as f64 * share.clamp(least, largest)) as usize
}

/// Whether the sessions have what a number needs to matter.
fn has(sessions: &Sessions, needs: Needs) -> bool {
    let mut steps = sessions.iter().flat_map(|(_, steps)| steps);
    match needs {
        Needs::Nothing => true,
        Needs::Kind(kind) => steps.any(|step| step.kind == kind),
        Needs::Dwell => steps.any(|step| step.dwell().is_some()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ScoreOptions;
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

    fn with_seconds(tune_seconds: u32) -> TrainingOptions {
        TrainingOptions { tune_seconds, ..TrainingOptions::default() }
    }

    fn found(sticky: bool) -> Tuning {
        tune(&sessions(1000, sticky), 10, &with_seconds(0), 2).unwrap()
    }

    #[test]
    fn shoppers_who_stay_on_a_product_raise_its_bonus() {
        assert!(found(true).options.score.current_bonus > found(false).options.score.current_bonus);
    }

    #[test]
    fn what_is_found_does_no_worse_than_the_defaults_on_steps_that_the_search_has_not_seen() {
        for Tuned { hit_rate, reciprocal_rank, .. } in [found(true).tuned, found(false).tuned] {
            assert!(hit_rate[1] + 1.5 * reciprocal_rank[1] + 0.01 >= hit_rate[0] + 1.5 * reciprocal_rank[0]);
        }
    }

    #[test]
    fn without_seconds_the_lists_keep_their_numbers() {
        let found = found(true);
        assert_eq!(found.options.viewed_next, TrainingOptions::default().viewed_next);
        assert!(!found.tuned.numbers.is_empty());
    }

    #[test]
    fn lists_that_count_backwards_only_are_turned_round() {
        let mut options = with_seconds(5);
        options.viewed_next.backward = 2.0;
        let found = tune(&sessions(3000, false), 10, &options, 2).unwrap();
        assert!(found.options.viewed_next.backward < 1.0, "{:?}", found.tuned);
        assert!(found.tuned.hit_rate[1] >= found.tuned.hit_rate[0] && found.tuned.reciprocal_rank[1] > found.tuned.reciprocal_rank[0]);
    }

    #[test]
    fn a_short_log_keeps_the_defaults_and_says_so() {
        let why = tune(&sessions(100, true), 10, &with_seconds(5), 1).unwrap_err();
        assert_eq!(why, "the latest sessions have 100 steps to predict, and 400 are needed");
        let found = tune(&sessions(700, true), 10, &with_seconds(5), 1).unwrap();
        assert_eq!(found.options.viewed_next, TrainingOptions::default().viewed_next);
        let shortage = found.tuned.shortage.unwrap();
        assert_eq!(shortage, "the latest sessions have 700 steps to predict, and the lists' numbers need 1200");
    }

    #[test]
    fn a_number_that_starts_at_zero_is_not_stuck_there() {
        let mut options = with_seconds(0);
        options.score.current_bonus = 0.0;
        let found = tune(&sessions(1000, true), 10, &options, 2).unwrap();
        assert!(found.options.score.current_bonus > 0.0);
    }

    #[test]
    fn one_product_and_equal_sessions_leave_numbers_that_can_be_used() {
        let one: Vec<&[u32]> = vec![&[0, 0, 0]; 3000];
        let why = tune(&Sessions::read(&log_of(&one)), 1, &with_seconds(5), 1).unwrap_err();
        assert_eq!(why, "no session has two different products");
        let equal: Vec<&[u32]> = vec![&[0, 1, 2, 0]; 3000];
        let found = tune(&Sessions::read(&log_of(&equal)), 3, &with_seconds(5), 1).unwrap();
        let ScoreOptions { decay, tail, current_bonus, seen_bonus, seen_decay, seen_floor, .. } = found.options.score;
        assert!([decay, tail, current_bonus, seen_bonus, seen_decay, seen_floor].iter().all(|number| number.is_finite() && *number >= 0.0));
        assert_eq!(found.tuned.hit_rate[1], 1.0);
    }

    #[test]
    fn threads_change_nothing() {
        let sessions = sessions(2000, true);
        let on = |threads| tune(&sessions, 10, &with_seconds(2), threads);
        assert_eq!(on(1), on(3));
    }

    #[test]
    fn only_numbers_that_the_log_can_speak_of_are_searched() {
        let mut log = log_of(&[&[0, 1], &[1, 2]]);
        assert!(!has(&Sessions::read(&log), Needs::Kind(1)) && !has(&Sessions::read(&log), Needs::Dwell));
        log.events[1].kind = vitrine_catalog::EventKind::AddToCart;
        log.events[2].dwell = Some(0.0);
        assert!(has(&Sessions::read(&log), Needs::Kind(1)) && has(&Sessions::read(&log), Needs::Dwell));
        assert!(!has(&Sessions::read(&log), Needs::Kind(3)));
    }
}
