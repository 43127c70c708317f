//! Ranker experiments: questions once, then one configuration after the other, judged on the set's predictions in all three readings.

use std::time::Instant;

use vitrine_catalog::{Event, EventKind, EventLog, ProductIndex, SessionKey};
use vitrine_engine::{Context, Engine, ListName, Repeats, Request, Session};
use vitrine_format::{Feature, ItemIndex, Model, ModelParts, RankerPart, encode};
use vitrine_train::ranker::{Questions, fit, sum_of, whole};
use vitrine_train::{RankerOptions, TrainingInput, questions_for_experiments, train};

use crate::sets::Set;
use crate::settings::Settings;

/// Steps that are predicted in each reading.
const TESTED: usize = 9_000;

pub fn experiment(set: &Set, settings: &Settings) {
    let mut options = settings.options(true);
    options.ranker.active = false;
    let input = TrainingInput { catalogue: &set.catalogue, orders: &[], log: &set.log };
    let start = Instant::now();
    let training = train(&input, &options, &mut |_| ()).unwrap();
    let log = test_log(set);
    let mut number_of = vec![vitrine_format::ItemIndex(0); training.item_order.len()];
    for (number, product) in training.item_order.iter().enumerate() {
        number_of[product.0 as usize] = vitrine_format::ItemIndex(number as u32);
    }
    let asked = |parts: &ModelParts| -> Vec<Questions> {
        let reading = |repeats| {
            let mut questions = Questions::default();
            whole(&log).ask(parts, &number_of, TESTED, &[repeats], 2, &mut questions);
            questions
        };
        [Repeats::Always, Repeats::NotCurrent, Repeats::Never].map(reading).to_vec()
    };
    let tests = asked(&training.parts);
    println!("{}: trained and asked in {:.1} s", set.name, start.elapsed().as_secs_f64());
    if std::env::var("TRY").is_ok_and(|which| which.contains("lift")) {
        let mut parts = training.parts;
        for (near, support) in
            [(0.0, 0.0), (0.1, 0.0), (0.2, 0.0), (0.0, 0.3), (0.0, 0.6), (0.1, 0.3), (0.15, 0.3), (0.15, 0.6), (0.25, 0.6)]
        {
            (parts.ranking.near_weight, parts.ranking.support_weight) = (near, support);
            line(set, &format!("near {near} support {support}"), &asked(&parts), None, "");
        }
        return;
    }
    let start = Instant::now();
    let questions = questions_for_experiments(&input, &options);
    println!(
        "  {} questions of {} asked, {} candidates, {:.1} s; tested {:?}",
        questions.len(),
        questions.asked,
        questions.linear.len(),
        start.elapsed().as_secs_f64(),
        tests.iter().map(|test| (test.asked, test.len())).collect::<Vec<_>>()
    );
    line(set, "linear", &tests, None, "");
    for (name, ranker) in configurations(&settings.options(true).ranker) {
        let start = Instant::now();
        let fitted = fit(&questions, &ranker, 2);
        let seconds = start.elapsed().as_secs_f64();
        let trees = fitted.part.as_ref().map_or(0, RankerPart::trees);
        let gain = (fitted.after.0 - fitted.before.0, fitted.after.1 - fitted.before.1);
        let note = format!("{trees} trees, held out {:+.4}/{:+.4}, {seconds:.1} s", gain.0, gain.1);
        line(set, &name, &tests, fitted.part.as_ref(), &note);
        if name == "all" {
            let mut parts = training.parts.clone();
            println!("      median µs a ranking without {:.1}, with {:.1}", median_time(&parts, &log), {
                parts.ranker.clone_from(&fitted.part);
                median_time(&parts, &log)
            });
        }
        if let (true, Some(part)) = (std::env::var("FEATURES").is_ok(), &fitted.part) {
            let mut used = [0; 64];
            part.levels.iter().for_each(|level| used[part.splits[usize::from(*level)].feature as usize] += 1);
            let mut names: Vec<(i32, &str)> = Feature::ALL.iter().map(|feature| (used[*feature as usize], feature.name())).collect();
            names.sort_by_key(|(count, _)| -count);
            println!("      splits {}: {names:?}", part.splits.len());
        }
    }
}

fn configurations(base: &RankerOptions) -> Vec<(String, RankerOptions)> {
    use Feature as F;
    let mut all = vec![("all".to_owned(), base.clone())];
    let mut change = |name: &str, change: &dyn Fn(&mut RankerOptions)| {
        let mut options = base.clone();
        change(&mut options);
        all.push((name.to_owned(), options));
    };
    let without =
        |features: &'static [Feature]| move |options: &mut RankerOptions| options.features.retain(|feature| !features.contains(feature));
    let which = std::env::var("TRY").unwrap_or_else(|_| "groups".into());
    if which.contains("near") {
        change("- near", &without(&[F::Nearness]));
        change("- support", &without(&[F::Support]));
        change("- near, support", &without(&[F::Nearness, F::Support]));
    }
    if which.contains("groups") {
        change("- score shape", &without(&[F::Lead, F::Margin, F::TopScore, F::Place]));
        change("- evidence", &without(&[F::Evidence]));
        change("- seen", &without(&[F::StepsSinceSeen, F::TimesSeen, F::FollowedBefore]));
        change("- followed", &without(&[F::FollowedBefore]));
        change("- rows", &without(&[F::FromLast, F::FromEarlier, F::RowsHolding]));
        change("- reverse", &without(&[F::ToLast, F::ToEarlier]));
        change("- popularity", &without(&[F::Popularity, F::PopularityToLast]));
        change("- age trend", &without(&[F::Age, F::Trend]));
        change("- length", &without(&[F::PathLength, F::DistinctItems]));
        change("- seconds", &without(&[F::SecondsBetween, F::LastDwell]));
    }
    if which.contains("shape") {
        for depth in [3, 5, 6] {
            change(&format!("depth {depth}"), &|options| options.depth = depth);
        }
        for (trees, shrinkage) in [(40, 0.25), (120, 0.1), (200, 0.1), (250, 0.06)] {
            change(&format!("trees {trees} x {shrinkage}"), &|options| {
                options.trees = trees;
                options.shrinkage = shrinkage;
            });
        }
        for l2 in [1.0, 20.0, 60.0] {
            change(&format!("l2 {l2}"), &|options| options.l2 = l2);
        }
        for hit in [0.0, 0.1, 0.5, 1.0] {
            change(&format!("hit {hit}"), &|options| options.hit_weight = hit);
        }
        change("sampled 1", &|options| options.sampled = 1.0);
        change("sampled .3", &|options| options.sampled = 0.3);
        change("weight 10", &|options| options.minimum_weight = 10.0);
    }
    all
}

fn line(set: &Set, name: &str, tests: &[Questions], part: Option<&RankerPart>, note: &str) {
    let text: Vec<String> = tests
        .iter()
        .map(|test| {
            let (mut hits, mut reciprocal) = (0, 0.0);
            for (question, bounds) in test.starts.windows(2).enumerate() {
                let score = |row: usize| {
                    let linear = test.linear[row].ln();
                    part.map_or(linear, |part| linear + sum_of(test, part, row))
                };
                let target = test.targets[question];
                let own = score(target);
                let rank = 1 + (bounds[0]..bounds[1]).filter(|row| *row != target && (score(*row), target) > (own, *row)).count();
                if rank <= set.cut {
                    hits += 1;
                    reciprocal += 1.0 / rank as f64;
                }
            }
            format!("{:.4}/{:.4}", f64::from(hits) / test.asked as f64, reciprocal / test.asked as f64)
        })
        .collect();
    println!("  {name:<18} {}   {note}", text.join("  "));
}

fn test_log(set: &Set) -> EventLog {
    let mut log = EventLog::default();
    for (session, prediction) in set.predictions.iter().enumerate() {
        for (step, product) in prediction.items.iter().enumerate() {
            let Some(product) = product else { continue };
            log.events.push(Event {
                session: SessionKey(session as u32),
                customer: None,
                product: Some(ProductIndex(*product)),
                kind: EventKind::View,
                time: prediction.times.get(step).copied().unwrap_or(step as f64),
                utc_offset: None,
                device: None,
                referrer: None,
                locale: None,
                dwell: None,
                query: None,
            });
        }
    }
    log
}

/// Median microseconds of a ranking of 20, without reasons, one for each step of the tested sessions.
fn median_time(parts: &ModelParts, log: &EventLog) -> f64 {
    let mut engine = Engine::new(Model::open(encode(parts).unwrap()).unwrap());
    let request = Request { limit: 20, repeats: Repeats::Always, reasons: false, fill: false, ..Request::of(ListName::ForYou) };
    let mut times = Vec::new();
    for events in log.sessions().take(3_000) {
        let mut session = Session::new();
        for event in events {
            session.observe(vitrine_engine::EventKind::View, ItemIndex(event.product.unwrap().0), event.time, None);
            let start = Instant::now();
            std::hint::black_box(engine.rank(&session, &Context::unknown(), &request).items.len());
            times.push(start.elapsed().as_secs_f64() * 1e6);
        }
    }
    times.sort_by(f64::total_cmp);
    times[times.len() / 2]
}
