//! The tables of an evaluation.

use crate::commands::build::summary::fitted;
use crate::commands::evaluate::Evaluation;
use crate::console::{FAINT, HEADING};
use crate::text::{Side, Table, count};
use std::fmt::Write as _;
use vitrine_evaluate::Reading;
use vitrine_evaluate::bootstrap::Difference;
use vitrine_evaluate::report::{Half, RankerFigures, ReadingFigures};

/// The whole text.
pub fn text(evaluation: &Evaluation) -> String {
    let report = &evaluation.report;
    let mut text = String::new();
    let half = |half: &Half| {
        format!("{} sessions, {} events, {} items", count(half.sessions as u64), count(half.events as u64), count(half.items as u64))
    };
    // Writing to a String cannot fail, here and below.
    let _ = writeln!(text, "training  {}", half(&report.training));
    let _ = write!(text, "test      {}", half(&report.test));
    if let Some(start) = &evaluation.test_start {
        let _ = write!(text, ", from {start} on");
    }
    if report.unknown_targets > 0 {
        let _ = write!(text, "; {} targets that training never saw count as misses", count(report.unknown_targets as u64));
    }
    text.push('\n');
    for (place, reading) in Reading::ALL.into_iter().enumerate() {
        readings(&mut text, evaluation, reading, place);
    }
    times(&mut text, &report.rankers);
    tuning(&mut text, evaluation);
    bytes(&mut text, evaluation);
    if let Some(tuned) = &evaluation.tuned {
        fitted(&mut text, tuned);
    }
    text
}

fn explained(reading: Reading) -> &'static str {
    match reading {
        Reading::All => "every target counts, and the item on the page may be recommended",
        Reading::NoRepeat => "without targets equal to the current item, which leaves the list",
        Reading::Novel => "without targets seen in the session, all of which leave the list",
    }
}

fn readings(text: &mut String, evaluation: &Evaluation, reading: Reading, place: usize) {
    let report = &evaluation.report;
    let figures = |ranker: &RankerFigures| ranker.readings.get(place).cloned();
    let predictions = report.rankers.first().and_then(figures).map_or(0, |figures| figures.summary.predictions);
    let _ = writeln!(
        text,
        "\n{HEADING}{}{HEADING:#}  {} predictions; {FAINT}{}{FAINT:#}",
        reading.name(),
        count(predictions as u64),
        explained(reading)
    );
    let mut table = Table::new(&[Side::Left, Side::Right, Side::Right, Side::Right, Side::Right, Side::Left]);
    let limit = report.limit;
    table.row(["", &format!("HR@{limit}"), &format!("MRR@{limit}"), "coverage", "popularity", "against the first (95 %)"]);
    for ranker in &report.rankers {
        let Some(found) = figures(ranker) else { continue };
        table.row([
            &ranker.name,
            &format!("{:.4}", found.summary.hit_rate),
            &format!("{:.4}", found.summary.mrr),
            &format!("{:.1} %", found.coverage * 100.0),
            &format!("{:.3}", found.shown_popularity),
            &against(&found),
        ]);
    }
    if let Some(found) = report.rankers.first().and_then(figures) {
        table.row(["what shoppers chose", "", "", "", &format!("{:.3}", found.target_popularity), ""]);
    }
    text.push_str(&table.render(2));
}

fn against(figures: &ReadingFigures) -> String {
    let interval = |found: &Difference| format!("{:+.4} ({:+.4} to {:+.4})", found.mean, found.low, found.high);
    figures.difference.as_ref().map(|found| format!("HR {}, MRR {}", interval(&found.hit_rate), interval(&found.mrr))).unwrap_or_default()
}

fn times(text: &mut String, rankers: &[RankerFigures]) {
    let _ = writeln!(text, "\n{HEADING}time of one ranking{HEADING:#}, and bytes to hold for it");
    let mut table = Table::new(&[Side::Left, Side::Right, Side::Right, Side::Right]);
    table.row(["", "median", "90th percentile", "bytes"]);
    for ranker in rankers {
        table.row([
            &ranker.name,
            &format!("{:.1} µs", ranker.median_microseconds),
            &format!("{:.1} µs", ranker.p90_microseconds),
            &ranker.bytes.map(|bytes| count(bytes as u64)).unwrap_or_default(),
        ]);
    }
    text.push_str(&table.render(2));
}

/// What the baselines found on the training tail, and what was left out.
fn tuning(text: &mut String, evaluation: &Evaluation) {
    let tuned: Vec<&RankerFigures> = evaluation.report.rankers.iter().filter(|ranker| !ranker.settings.is_empty()).collect();
    if !tuned.is_empty() {
        let _ = writeln!(text, "\n{HEADING}tuned on the last tenth of the training sessions{HEADING:#}");
        let mut table = Table::new(&[Side::Left, Side::Left]);
        for ranker in tuned {
            let settings: Vec<String> = ranker.settings.iter().map(|(name, value)| format!("{name} {value}")).collect();
            table.row([&ranker.name, &settings.join(", ")]);
        }
        text.push_str(&table.render(2));
    }
    for sentence in &evaluation.left_out {
        let _ = writeln!(text, "\n{sentence}");
    }
}

fn bytes(text: &mut String, evaluation: &Evaluation) {
    let model = &evaluation.model;
    let _ = writeln!(text, "\n{HEADING}bytes of the model{HEADING:#}, over {} items", count(model.items as u64));
    let mut table = Table::new(&[Side::Left, Side::Right, Side::Right, Side::Right, Side::Right]);
    table.row(["", "bytes", "an item", "brotli", "an item"]);
    for (name, bytes, brotli) in [
        ("viewed next", model.viewed_next_bytes, model.viewed_next_brotli),
        ("all neighbour lists", model.list_bytes, model.list_brotli),
        ("the whole file", model.bytes, model.brotli),
    ] {
        let per_item = |bytes: u64| format!("{:.1}", bytes as f64 / model.items.max(1) as f64);
        table.row([name, &count(bytes), &per_item(bytes), &count(brotli), &per_item(brotli)]);
    }
    text.push_str(&table.render(2));
    let _ = writeln!(text, "\ntrained in {:.1} s", evaluation.training_seconds);
}
