//! A ranking for people and for programs.

use crate::commands::recommend::circumstances::value_name;
use crate::commands::recommend::{Answer, NamedItem, Question, words};
use crate::console::{FAINT, HEADING};
use crate::model::Opened;
use crate::text::{Side, Table, price};
use serde::Serialize;
use std::fmt::Write as _;
use vitrine_engine::{Context, Trace};
use vitrine_format::{Dimension, ItemIndex};

/// The answer as text.
pub fn text(opened: &Opened, question: &Question, answer: &Answer) -> String {
    let mut text = String::new();
    let names = |items: &[ItemIndex]| items.iter().map(|item| words::short(opened, *item)).collect::<Vec<_>>().join(", ");
    // Writing to a String cannot fail, here and below.
    let _ = write!(text, "{HEADING}{}{HEADING:#}", answer.shows.name());
    if answer.shows != question.list {
        let _ = write!(text, " (asked for {}, which ran dry)", question.list.name());
    }
    if !question.seeds.is_empty() {
        let _ = write!(text, ", about {}", names(&question.seeds));
    }
    text.push('\n');
    let circumstances = known(opened, &question.context);
    if !circumstances.is_empty() {
        let parts: Vec<String> = circumstances.iter().map(|(name, value)| format!("{name} {value}")).collect();
        let _ = writeln!(text, "{FAINT}with {}{FAINT:#}", parts.join(", "));
    }
    if answer.items.is_empty() {
        text.push_str("  nothing to show\n");
        return text;
    }
    let several_lists = answer.items.iter().any(|(found, _)| found.list != answer.shows);
    if answer.items.iter().any(|(_, trace)| trace.is_some()) {
        traces(&mut text, opened, question, answer);
        return text;
    }
    let mut table = Table::new(&[Side::Right, Side::Left, Side::Left, Side::Right, Side::Right, Side::Left]);
    for (place, (found, _)) in answer.items.iter().enumerate() {
        let id = opened.model().item_id(found.item);
        let title = opened.title(found.item).filter(|title| *title != id).unwrap_or_default();
        let cost = match opened.model().item_price(found.item) {
            0 => String::new(),
            minor_units => price(minor_units, opened.model().currency()),
        };
        let mut why = found.reason.map(|reason| words::reason(opened, &reason, &question.context)).unwrap_or_default();
        if several_lists {
            let _ = write!(why, " [{}]", found.list.name());
        }
        table.row([&(place + 1).to_string(), id, title, &cost, &format!("{:.4}", found.score), &why]);
    }
    text.push_str(&table.render(1));
    text
}

/// Every item with its parts.
fn traces(text: &mut String, opened: &Opened, question: &Question, answer: &Answer) {
    for (place, (found, trace)) in answer.items.iter().enumerate() {
        let why = found.reason.map(|reason| words::reason(opened, &reason, &question.context)).unwrap_or_default();
        let _ = writeln!(text, "\n{:>2}  {HEADING}{}{HEADING:#}: {why} [{}]", place + 1, opened.name(found.item), found.list.name());
        if let Some(trace) = trace {
            let mut table = Table::new(&[Side::Right, Side::Left]);
            for part in &trace.parts {
                table.row([&format!("{:+.6}", part.value), &words::part(opened, part)]);
            }
            if trace.parts.len() > 1 {
                table.row([&format!("= {:.6}", sum(trace)), "sum"]);
            }
            if (trace.ignored - 1.0).abs() > f32::EPSILON {
                table.row([&format!("× {:.6}", trace.ignored), "was shown before and not opened"]);
            }
            if (trace.context - 1.0).abs() > f32::EPSILON {
                let effects = trace.effects.iter().filter(|(_, effect)| (*effect - 1.0).abs() > f32::EPSILON);
                let effects: Vec<String> = effects.map(|(dimension, effect)| format!("{} × {effect:.3}", dimension.name())).collect();
                table.row([&format!("× {:.6}", trace.context), &format!("circumstances: {}", effects.join(", "))]);
            }
            if (trace.taste - 1.0).abs() > f32::EPSILON {
                table.row([&format!("× {:.6}", trace.taste), "likings"]);
            }
            if (trace.ranked - 1.0).abs() > f32::EPSILON {
                table.row([&format!("× {:.6}", trace.ranked), "the ranker"]);
            }
            table.row([&format!("= {:.6}", trace.score), "score"]);
            text.push_str(&table.render(4));
        }
    }
}

/// The parts added up as the engine adds them: in their order, in its precision.
fn sum(trace: &Trace) -> f32 {
    trace.parts.iter().skip(1).fold(trace.parts.first().map_or(0.0, |part| part.value), |sum, part| sum + part.value)
}

/// Name and value of every known circumstance.
fn known(opened: &Opened, context: &Context) -> Vec<(&'static str, String)> {
    let value = |dimension: Dimension| context.get(dimension).map(|value| (dimension.name(), value_name(opened.model(), dimension, value)));
    Dimension::ALL.into_iter().take(Dimension::SENSED).filter_map(value).collect()
}

#[derive(Serialize)]
struct AnswerJson<'a> {
    shows: &'static str,
    list: &'static str,
    seeds: Vec<&'a str>,
    context: std::collections::BTreeMap<&'static str, String>,
    items: Vec<ItemJson<'a>>,
}

#[derive(Serialize)]
struct ItemJson<'a> {
    #[serde(flatten)]
    name: NamedItem<'a>,
    item: u32,
    score: f32,
    list: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<ReasonJson<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    trace: Option<TraceJson<'a>>,
}

#[derive(Serialize)]
struct ReasonJson<'a> {
    kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    source: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    dimension: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    fact: Option<String>,
    value: f32,
    text: String,
}

#[derive(Serialize)]
struct TraceJson<'a> {
    parts: Vec<PartJson<'a>>,
    sum: f32,
    ignored: f32,
    effects: std::collections::BTreeMap<&'static str, f32>,
    context: f32,
    taste: f32,
    ranked: f32,
    score: f32,
}

#[derive(Serialize)]
struct PartJson<'a> {
    kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    source: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    relation: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    steps_back: Option<usize>,
    value: f32,
}

/// The answer for programs; scores in the shortest digits that give the same bits again.
pub fn json<'a>(opened: &'a Opened, question: &Question, answer: &Answer) -> impl Serialize + 'a {
    let id = |item: ItemIndex| opened.model().item_id(item);
    let item = |(found, trace): &(vitrine_engine::Recommendation, Option<Trace>)| ItemJson {
        name: NamedItem::of(opened, found.item),
        item: found.item.0,
        score: found.score,
        list: found.list.name(),
        reason: found.reason.map(|reason| ReasonJson {
            kind: reason.kind.name(),
            source: reason.source.map(id),
            dimension: reason.dimension.map(Dimension::name),
            fact: reason.fact.map(|fact| words::fact_name(opened, fact)),
            value: reason.value,
            text: words::reason(opened, &reason, &question.context),
        }),
        trace: trace.as_ref().map(|trace| trace_json(opened, trace)),
    };
    AnswerJson {
        shows: answer.shows.name(),
        list: question.list.name(),
        seeds: question.seeds.iter().map(|seed| id(*seed)).collect(),
        context: known(opened, &question.context).into_iter().collect(),
        items: answer.items.iter().map(item).collect(),
    }
}

fn trace_json<'a>(opened: &'a Opened, trace: &Trace) -> TraceJson<'a> {
    let part = |part: &vitrine_engine::Part| PartJson {
        kind: match part.kind {
            vitrine_engine::PartKind::Seed => "seed",
            vitrine_engine::PartKind::Step => "step",
            vitrine_engine::PartKind::Base => "base",
            vitrine_engine::PartKind::Purchase => "purchase",
        },
        source: part.source.map(|item| opened.model().item_id(item)),
        relation: part.relation.map(words::relation_name),
        steps_back: part.steps_back,
        value: part.value,
    };
    TraceJson {
        parts: trace.parts.iter().map(part).collect(),
        sum: sum(trace),
        ignored: trace.ignored,
        effects: trace.effects.iter().map(|(dimension, effect)| (dimension.name(), *effect)).collect(),
        context: trace.context,
        taste: trace.taste,
        ranked: trace.ranked,
        score: trace.score,
    }
}
