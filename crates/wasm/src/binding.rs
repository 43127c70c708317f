//! The class that the page's runtime holds.

use crate::messages::{ContextMessage, RecommendationMessage, RequestMessage, SessionMessage, ShelfMessage, StepMessage, TraceMessage};
use crate::sense;
use serde::Serialize;
use vitrine_engine::{Context, EventKind, ListName, Request, Session};
use vitrine_format::{CategoryIndex, ItemIndex, Model};
use wasm_bindgen::prelude::*;

/// Stands for "no such item" in numbers that cross into JavaScript.
const NO_ITEM: u32 = u32::MAX;

/// An opened model with the live session and context of this page.
#[wasm_bindgen]
pub struct Engine {
    engine: vitrine_engine::Engine<Vec<u8>>,
    session: Session,
    context: Context,
    seeds: Vec<ItemIndex>,
    exclude: Vec<ItemIndex>,
}

#[wasm_bindgen]
impl Engine {
    /// Opens a model file; throws an `Error` with a sentence where the file is not a whole, valid model.
    #[wasm_bindgen(constructor)]
    pub fn new(model: Vec<u8>) -> Result<Engine, JsError> {
        let model = Model::open(model).map_err(|error| JsError::new(&error.to_string()))?;
        let engine = vitrine_engine::Engine::new(model);
        Ok(Engine { engine, session: Session::new(), context: sense::context(), seeds: Vec::new(), exclude: Vec::new() })
    }

    /// How many items the model has.
    #[wasm_bindgen(js_name = itemCount)]
    pub fn item_count(&self) -> u32 {
        self.engine.model().item_count()
    }

    /// The number of an item by the shop's identifier or another of its names; 0xFFFFFFFF where the model does not have it.
    pub fn item(&self, id: &str) -> u32 {
        self.engine.model().find_item(id).map_or(NO_ITEM, |item| item.0)
    }

    /// The shop's identifier of an item; empty where there is no such number.
    pub fn id(&self, item: u32) -> String {
        self.engine.model().item_id(ItemIndex(item)).to_owned()
    }

    /// The number of a category by its name or path.
    pub fn category(&self, name: &str) -> Option<u16> {
        self.engine.model().find_category(name).map(|category| category.0)
    }

    /// Records an event: `kind` by number, `seconds` of unix time, `dwell` in seconds (below 0: unknown). Unknown kinds and items are ignored.
    pub fn observe(&mut self, kind: u8, item: u32, seconds: f64, dwell: f32) {
        if let Some(kind) = EventKind::from_number(kind)
            && item < self.item_count()
        {
            self.session.observe(kind, ItemIndex(item), seconds, (dwell >= 0.0).then_some(dwell));
        }
    }

    /// Ranks for one shelf; throws where the request names a list type or placement that does not exist.
    pub fn recommend(&mut self, request: JsValue) -> Result<JsValue, JsError> {
        let Engine { engine, session, context, seeds, exclude } = self;
        let message: RequestMessage = serde_wasm_bindgen::from_value(request)?;
        let ranking = engine.rank(session, context, &question(&message, seeds, exclude)?);
        let items = ranking.items.iter().map(|found| RecommendationMessage {
            item: found.item.0,
            score: found.score,
            list: found.list.name(),
            reason: found.reason.map(Into::into),
        });
        to_object(&ShelfMessage { shows: ranking.shows.name(), items: items.collect() })
    }

    /// Ranks without reasons and gives item numbers alone: the hot path. `category` below 0 stands for the whole shop.
    #[wasm_bindgen(js_name = recommendFlat)]
    pub fn recommend_flat(&mut self, list: u8, seeds: &[u32], exclude: &[u32], category: i32, limit: usize) -> Vec<u32> {
        let Some(list) = ListName::from_number(list) else { return Vec::new() };
        refill(&mut self.seeds, seeds);
        refill(&mut self.exclude, exclude);
        let category = u16::try_from(category).ok().map(CategoryIndex);
        let request =
            Request { seeds: &self.seeds, exclude: &self.exclude, category, limit, reasons: false, ..Request::of(list) };
        self.engine.rank(&self.session, &self.context, &request).items.iter().map(|found| found.item.0).collect()
    }

    /// Every part of an item's score for a request; the parts add up to the score.
    pub fn explain(&mut self, item: u32, request: JsValue) -> Result<JsValue, JsError> {
        let Engine { engine, session, context, seeds, exclude } = self;
        let message: RequestMessage = serde_wasm_bindgen::from_value(request)?;
        let request = question(&message, seeds, exclude)?;
        to_object(&TraceMessage::from(engine.trace(session, context, &request, ItemIndex(item))))
    }

    /// Replaces the sensed context; dimensions that are missing become unknown.
    #[wasm_bindgen(js_name = setContext)]
    pub fn set_context(&mut self, context: JsValue) -> Result<(), JsError> {
        let message: ContextMessage = serde_wasm_bindgen::from_value(context)?;
        self.context = message.into();
        Ok(())
    }

    /// The context that rankings use, by dimension.
    pub fn context(&self) -> Result<JsValue, JsError> {
        to_object(&ContextMessage::from(self.context))
    }

    /// Forgets the session and senses the context again.
    pub fn reset(&mut self) {
        self.session.reset();
        self.context = sense::context();
    }

    /// What is known of the visit.
    pub fn session(&self) -> Result<JsValue, JsError> {
        let numbers = |items: &[ItemIndex]| items.iter().map(|item| item.0).collect();
        let session = &self.session;
        let steps =
            session.path().iter().map(|step| StepMessage { item: step.item.0, kind: step.kind as u8, time: step.time, dwell: step.dwell });
        to_object(&SessionMessage {
            path: steps.collect(),
            cart: numbers(session.cart()),
            bought: numbers(session.bought()),
            hidden: numbers(session.hidden()),
            shown: session.shown().iter().map(|(item, times)| (item.0, *times)).collect(),
        })
    }
}

/// The engine's question from the page's, with the item lists in memory that is kept.
fn question<'a>(message: &RequestMessage, seeds: &'a mut Vec<ItemIndex>, exclude: &'a mut Vec<ItemIndex>) -> Result<Request<'a>, JsError> {
    let list = message.list().map_err(|sentence| JsError::new(&sentence))?;
    refill(seeds, &message.seeds);
    refill(exclude, &message.exclude);
    let defaults = Request::of(list);
    Ok(Request {
        seeds,
        exclude,
        category: message.category.map(CategoryIndex),
        limit: message.limit.unwrap_or(defaults.limit),
        repeats: message.repeats(),
        fill: message.fill.unwrap_or(true),
        reasons: message.reasons.unwrap_or(true),
        ..defaults
    })
}

fn refill(items: &mut Vec<ItemIndex>, numbers: &[u32]) {
    items.clear();
    items.extend(numbers.iter().map(|number| ItemIndex(*number)));
}

fn to_object(value: &impl Serialize) -> Result<JsValue, JsError> {
    Ok(value.serialize(&serde_wasm_bindgen::Serializer::new())?)
}
