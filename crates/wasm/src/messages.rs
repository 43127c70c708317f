//! The plain objects that cross into JavaScript.

use serde::{Deserialize, Serialize};
use vitrine_engine::{Context, ListName, PartKind, Placement, Reason, Repeats, Trace};
use vitrine_format::{Dimension, Relation};

/// A shelf's question as the page asks it.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(crate) struct RequestMessage {
    pub list: Option<String>,
    pub placement: Option<String>,
    pub seeds: Vec<u32>,
    pub exclude: Vec<u32>,
    pub category: Option<u16>,
    pub limit: Option<usize>,
    pub repeats: Option<String>,
    pub fill: Option<bool>,
    pub reasons: Option<bool>,
}

impl RequestMessage {
    /// The list type: the one named, else the placement's own, else for-you.
    pub fn list(&self) -> Result<ListName, String> {
        match (&self.list, &self.placement) {
            (Some(name), _) => ListName::from_name(name).ok_or_else(|| format!("there is no list type “{name}”")),
            (None, Some(name)) => {
                let placement = Placement::from_name(name).ok_or_else(|| format!("there is no placement “{name}”"))?;
                Ok(placement.default_list())
            }
            (None, None) => Ok(ListName::ForYou),
        }
    }

    /// Whether opened items may come again.
    pub fn repeats(&self) -> Repeats {
        match self.repeats.as_deref() {
            Some("always") => Repeats::Always,
            Some("not-current") => Repeats::NotCurrent,
            _ => Repeats::Never,
        }
    }
}

/// An answer.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct ShelfMessage {
    pub shows: &'static str,
    pub items: Vec<RecommendationMessage>,
}

/// One item of an answer.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct RecommendationMessage {
    pub item: u32,
    pub score: f32,
    pub list: &'static str,
    pub reason: Option<ReasonMessage>,
}

/// A card's reason.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct ReasonMessage {
    pub kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub dimension: Option<&'static str>,
    pub value: f32,
}

impl From<Reason> for ReasonMessage {
    fn from(reason: Reason) -> Self {
        ReasonMessage {
            kind: reason.kind.name(),
            source: reason.source.map(|item| item.0),
            dimension: reason.dimension.map(dimension_name),
            value: reason.value,
        }
    }
}

/// A score taken apart.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct TraceMessage {
    pub item: u32,
    pub list: &'static str,
    pub parts: Vec<PartMessage>,
    pub ignored: f32,
    pub effects: Vec<EffectMessage>,
    pub context: f32,
    pub score: f32,
}

/// One amount of a score.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct PartMessage {
    pub kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub relation: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub steps_back: Option<usize>,
    pub value: f32,
}

/// What one circumstance does to an item's category.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct EffectMessage {
    pub dimension: &'static str,
    pub factor: f32,
}

impl From<Trace> for TraceMessage {
    fn from(trace: Trace) -> Self {
        let part_kind = |kind| match kind {
            PartKind::Seed => "seed",
            PartKind::Step => "step",
            PartKind::Base => "base",
        };
        let parts = trace.parts.iter().map(|part| PartMessage {
            kind: part_kind(part.kind),
            source: part.source.map(|item| item.0),
            relation: part.relation.map(relation_name),
            steps_back: part.steps_back,
            value: part.value,
        });
        let effects = trace.effects.iter().map(|(dimension, factor)| EffectMessage { dimension: dimension_name(*dimension), factor: *factor });
        TraceMessage {
            item: trace.item.0,
            list: trace.list.name(),
            parts: parts.collect(),
            ignored: trace.ignored,
            effects: effects.collect(),
            context: trace.context,
            score: trace.score,
        }
    }
}

/// The visit's circumstances; a missing one is unknown.
#[derive(Clone, Copy, Debug, Default, Deserialize, Serialize)]
#[serde(default)]
pub(crate) struct ContextMessage {
    pub device: Option<u8>,
    pub hour: Option<u8>,
    pub weekday: Option<u8>,
    pub month: Option<u8>,
    pub referrer: Option<u8>,
}

impl From<ContextMessage> for Context {
    fn from(message: ContextMessage) -> Self {
        let mut context = Context::unknown();
        context.set(Dimension::Device, message.device);
        context.set(Dimension::Hour, message.hour);
        context.set(Dimension::Weekday, message.weekday);
        context.set(Dimension::Month, message.month);
        context.set(Dimension::Referrer, message.referrer);
        context
    }
}

impl From<Context> for ContextMessage {
    fn from(context: Context) -> Self {
        ContextMessage {
            device: context.get(Dimension::Device),
            hour: context.get(Dimension::Hour),
            weekday: context.get(Dimension::Weekday),
            month: context.get(Dimension::Month),
            referrer: context.get(Dimension::Referrer),
        }
    }
}

/// What is known of the visit.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct SessionMessage {
    pub path: Vec<StepMessage>,
    pub cart: Vec<u32>,
    pub bought: Vec<u32>,
    pub hidden: Vec<u32>,
    pub shown: Vec<(u32, u8)>,
}

/// One step of the path.
#[derive(Clone, Copy, Debug, Serialize)]
pub(crate) struct StepMessage {
    pub item: u32,
    pub kind: u8,
    pub time: f64,
    pub dwell: Option<f32>,
}

fn dimension_name(dimension: Dimension) -> &'static str {
    match dimension {
        Dimension::Device => "device",
        Dimension::Hour => "hour",
        Dimension::Weekday => "weekday",
        Dimension::Month => "month",
        Dimension::Referrer => "referrer",
    }
}

fn relation_name(relation: Relation) -> &'static str {
    match relation {
        Relation::ViewedNext => "viewed-next",
        Relation::AlsoViewed => "also-viewed",
        Relation::BoughtTogether => "bought-together",
        Relation::AlsoBought => "also-bought",
        Relation::Similar => "similar",
    }
}
