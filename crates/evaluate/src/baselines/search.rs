//! The baselines made ready: each searches its own numbers on the tail of the training log, and then learns from all of it.
//!
//! The tail is the last tenth of the training sessions. A search takes one dimension after the other, keeps the best value of each, and goes
//! round twice. What it looks for is the hit rate times the mean reciprocal rank, in the readings *all* and *no-repeat*: a percent of
//! the one is worth as much as a percent of the other. No test session is looked at, and the same log gives the same numbers on any number of
//! threads.

use super::method::{Boxed, Method};
use super::occurrences::Occurrences;
use crate::metrics::Summary;
use crate::protocol::Reading;
use crate::ranker::{Question, Ranker};
use crate::score_list::ScoreList;
use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

/// One session of so many goes into the tail.
const TAIL: usize = 10;

/// Times that a search goes round the dimensions.
const ROUNDS: usize = 2;

/// Clicks that a question shows on average, where as many are asked as wanted.
const USUAL_LENGTH: usize = 8;

/// Bytes that learning may take.
const MEMORY: u64 = 5 << 30;

/// What came of making baselines ready.
#[derive(Default)]
pub struct Baselines {
    /// Those that can be measured, in the order of the table.
    pub rankers: Vec<Boxed>,
    /// Sentences on those left out.
    pub left_out: Vec<String>,
}

/// Searches (or takes the start of every dimension, where there is no `search`) and learns, several methods at a time. `progress` gets the
/// number of trials behind us and in all.
pub fn prepare(
    methods: &[Method],
    log: &Arc<Occurrences>,
    limit: usize,
    search: bool,
    threads: usize,
    progress: &(dyn Fn(usize, usize) + Sync),
) -> Baselines {
    let tail = search.then(|| Tail::of(log));
    let (next, trials) = (AtomicUsize::new(0), AtomicUsize::new(0));
    let all = methods.iter().map(planned).sum();
    let results: Mutex<BTreeMap<usize, Result<Boxed, String>>> = Mutex::new(BTreeMap::new());
    let work = || {
        loop {
            // The last ones take longest.
            let taken = next.fetch_add(1, Ordering::Relaxed);
            let Some(place) = methods.len().checked_sub(taken + 1) else { return };
            let Some(method) = methods.get(place) else { return };
            let made = make(method, log, tail.as_ref(), limit, &|| {
                progress(trials.fetch_add(1, Ordering::Relaxed) + 1, all);
            });
            results.lock().unwrap_or_else(std::sync::PoisonError::into_inner).insert(place, made);
        }
    };
    thread::scope(|scope| {
        for _ in 1..threads.clamp(1, methods.len().max(1)) {
            scope.spawn(work);
        }
        work();
    });
    let mut baselines = Baselines::default();
    for made in results.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner).into_values() {
        match made {
            Ok(ranker) => baselines.rankers.push(ranker),
            Err(sentence) => baselines.left_out.push(sentence),
        }
    }
    baselines
}

/// Trials of one method, at most.
fn planned(method: &Method) -> usize {
    ROUNDS * method.dimensions.iter().map(|dimension| dimension.values.len()).sum::<usize>()
}

fn make(method: &Method, log: &Arc<Occurrences>, tail: Option<&Tail>, limit: usize, tried: &dyn Fn()) -> Result<Boxed, String> {
    let needed = (method.memory)(log);
    if needed > MEMORY {
        let gigabytes = |bytes: u64| bytes as f64 / f64::from(1 << 30);
        let (name, items) = (method.name, log.items());
        return Err(format!(
            "{name} is left out: over {items} items it needs {:.1} GB of memory, and {:.0} are allowed",
            gigabytes(needed),
            gigabytes(MEMORY)
        ));
    }
    let numbers = search(method, tail, limit, tried);
    Ok((method.learn)(log, &numbers, None))
}

/// The numbers that answer the tail's questions best.
fn search(method: &Method, tail: Option<&Tail>, limit: usize, tried: &dyn Fn()) -> Vec<f64> {
    let mut places: Vec<usize> = method.dimensions.iter().map(|dimension| dimension.start).collect();
    let numbers = |places: &[usize]| -> Vec<f64> {
        method.dimensions.iter().zip(places).filter_map(|(dimension, place)| dimension.values.get(*place).copied()).collect()
    };
    let Some(tail) = tail else { return method.start() };
    let questions = tail.questions(method.questions);
    if method.dimensions.is_empty() || questions.is_empty() {
        return numbers(&places);
    }
    let items = items_of(&questions);
    let head = tail.head(method.pairs);
    let mut known: BTreeMap<Vec<usize>, f64> = BTreeMap::new();
    for _ in 0..ROUNDS {
        for (turn, dimension) in method.dimensions.iter().enumerate() {
            let mut best: Option<(f64, usize)> = None;
            for place in 0..dimension.values.len() {
                let mut tried_places = places.clone();
                if let Some(slot) = tried_places.get_mut(turn) {
                    *slot = place;
                }
                let worth = *known.entry(tried_places).or_insert_with_key(|places| {
                    let mut ranker = (method.learn)(&head, &numbers(places), Some(&items));
                    worth(ranker.as_mut(), &questions, limit)
                });
                if best.is_none_or(|(most, _)| worth > most) {
                    best = Some((worth, place));
                }
                tried();
            }
            if let (Some((_, place)), Some(slot)) = (best, places.get_mut(turn)) {
                *slot = place;
            }
        }
    }
    numbers(&places)
}

fn items_of(questions: &[&[u32]]) -> Vec<u32> {
    let mut items: Vec<u32> = questions.iter().flat_map(|path| path.iter().copied()).collect();
    items.sort_unstable();
    items.dedup();
    items
}

/// Hit rate times mean reciprocal rank, of two readings.
fn worth(ranker: &mut dyn Ranker, paths: &[&[u32]], limit: usize) -> f64 {
    let mut scores = ScoreList::default();
    let (mut all, mut no_repeat) = (Vec::new(), Vec::new());
    for path in paths {
        for (position, target) in path.iter().enumerate().skip(1) {
            let question = Question { events: &[], path: path.get(..position).unwrap_or_default(), reading: Reading::All, limit };
            scores.clear();
            ranker.rank(&question, &mut scores);
            all.push(scores.rank_of(*target));
            let current = question.path.last().copied();
            if current != Some(*target) {
                scores.retain(|item| Some(item) != current);
                no_repeat.push(scores.rank_of(*target));
            }
        }
    }
    let product = |ranks: Vec<Option<f64>>| {
        let summary = Summary::of(ranks.into_iter(), limit);
        summary.hit_rate * summary.mrr
    };
    product(all) * product(no_repeat)
}

/// The training log divided once more.
struct Tail {
    head: Arc<Occurrences>,
    paths: Vec<Vec<u32>>,
}

impl Tail {
    fn of(log: &Occurrences) -> Tail {
        let sessions = log.paths.len();
        let head = sessions - sessions / TAIL;
        let known = log.paths.iter().cloned().zip(log.ends.iter().copied()).take(head).collect();
        let long = |path: &&Vec<u32>| path.len() > 1;
        let paths = log.paths.iter().skip(head).filter(long).cloned().collect();
        Tail { head: Arc::new(Occurrences::of_paths(known, log.items())), paths }
    }

    /// The latest sessions before the tail that hold no more than so many pairs of clicks.
    fn head(&self, pairs: usize) -> Arc<Occurrences> {
        let Occurrences { paths, ends, .. } = self.head.as_ref();
        let sums = paths.iter().rev().scan(0_usize, |sum, path| {
            *sum += path.len() * path.len();
            Some(*sum)
        });
        let skipped = paths.len() - sums.take_while(|sum| *sum <= pairs).count();
        if skipped == 0 {
            return self.head.clone();
        }
        let latest = paths.iter().cloned().zip(ends.iter().copied()).skip(skipped).collect();
        Arc::new(Occurrences::of_paths(latest, self.head.items()))
    }

    /// Sessions evenly from the tail, with about so many questions in all; fewer where they are long, so that each takes its time.
    fn questions(&self, wanted: usize) -> Vec<&[u32]> {
        let available: usize = self.paths.iter().map(|path| path.len() - 1).sum();
        let shown: usize = self.paths.iter().map(|path| path.len() * (path.len() - 1) / 2).sum();
        let step = available.div_ceil(wanted.max(1)).max(shown.div_ceil((wanted * USUAL_LENGTH).max(1))).max(1);
        self.paths.iter().step_by(step).map(Vec::as_slice).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::{Boxed, Tail, prepare, search};
    use crate::baselines::{Dimension, METHODS, Method, Occurrences};
    use crate::ranker::{Question, Ranker};
    use crate::score_list::ScoreList;
    use std::sync::Arc;

    const DIMENSIONS: &[Dimension] =
        &[Dimension { name: "step", values: &[1.0, 2.0, 3.0], start: 0 }, Dimension { name: "idle", values: &[4.0, 5.0], start: 1 }];

    /// Says that the product `step` numbers on comes next.
    struct Step(u32);

    impl Ranker for Step {
        fn name(&self) -> &'static str {
            "step"
        }

        fn rank(&mut self, question: &Question, scores: &mut ScoreList) {
            scores.push((question.path[question.path.len() - 1] + self.0) % 7, 1.0);
        }
    }

    const STEP: Method = Method {
        name: "step",
        dimensions: DIMENSIONS,
        learn: |_, numbers, _| -> Boxed { Box::new(Step(numbers[0] as u32)) },
        memory: |_| 0,
        questions: 100,
        pairs: 10_000,
    };

    /// Sessions in which the product two numbers on comes next.
    fn log() -> Arc<Occurrences> {
        let path = |session: u32| (0..4).map(|step| (session + 2 * step) % 7).collect::<Vec<u32>>();
        Arc::new(Occurrences::of_paths((0..40).map(|session| (path(session), f64::from(session))).collect(), 7))
    }

    #[test]
    fn a_search_finds_what_answers_the_tail() {
        let tail = Tail::of(&log());
        assert_eq!((tail.head.paths.len(), tail.paths.len()), (36, 4));
        // Each session has four clicks, so sixteen pairs.
        assert_eq!(tail.head(50).paths, tail.head.paths[33..]);
        // What makes no difference keeps the first of its values.
        assert_eq!(search(&STEP, Some(&tail), 5, &|| ()), [2.0, 4.0]);
        assert_eq!(search(&STEP, None, 5, &|| ()), [1.0, 5.0]);
    }

    #[test]
    fn a_method_too_large_is_named_and_left_out() {
        let found = prepare(&[Method { memory: |_| 7 << 30, ..STEP }, STEP], &log(), 5, true, 1, &|_, _| ());
        assert_eq!(found.left_out, ["step is left out: over 7 items it needs 7.0 GB of memory, and 5 are allowed"]);
        assert_eq!(found.rankers.len(), 1);
    }

    #[test]
    fn threads_change_nothing_and_the_order_is_that_of_the_table() {
        let settings = |threads| {
            let found = prepare(&METHODS, &log(), 5, true, threads, &|_, _| ());
            found.rankers.iter().map(|ranker| (ranker.name().to_owned(), ranker.settings())).collect::<Vec<_>>()
        };
        assert_eq!(settings(1), settings(3));
        let names: Vec<String> = settings(2).into_iter().map(|(name, _)| name).collect();
        assert_eq!(names, METHODS.map(|method| method.name));
    }

    #[test]
    fn every_method_answers_an_easy_log() {
        for mut ranker in prepare(&METHODS[1..], &log(), 5, false, 1, &|_, _| ()).rankers {
            let mut scores = ScoreList::default();
            let question = Question { events: &[], path: &[1, 3], reading: crate::Reading::NoRepeat, limit: 5 };
            ranker.rank(&question, &mut scores);
            scores.retain(|item| item != 3 && item != 1);
            let best = scores.best(1).next();
            // Association rules know no direction: what comes before is as good as what comes after.
            assert!(best == Some(5) || ranker.name() == "association", "{}: {best:?}", ranker.name());
        }
    }
}
