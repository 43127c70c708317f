//! The engine on the bytes of a model file, as a ranker of the protocol.

use crate::protocol::Reading;
use crate::ranker::{Question, Ranker};
use crate::score_list::ScoreList;
use vitrine_catalog::{Catalogue, Event};
use vitrine_engine::{Context, Engine, EventKind, ListName, Repeats, Request, Session};
use vitrine_format::{Dimension, FormatError, ItemIndex, Model};

/// Ranks with the engine on an encoded model. What stands behind the engine's own list is ordered by the model's popularity column.
pub struct EngineRanker {
    engine: Engine<Vec<u8>>,
    session: Session,
    bytes: usize,
    /// Item of each product; `None` where training never saw it.
    item_of_product: Vec<Option<ItemIndex>>,
    /// Product of each item.
    product_of_item: Vec<u32>,
    /// Products with their popularity, for what the engine leaves unranked.
    popularity: Vec<(u32, f64)>,
    ranked: Vec<bool>,
}

impl EngineRanker {
    /// Opens the bytes of a model that was trained on products of `catalogue`; items join products by their ids.
    ///
    /// `list_bytes` is what the table of figures shows: the neighbour lists' bytes as they travel.
    pub fn new(model: Vec<u8>, catalogue: &Catalogue, list_bytes: usize) -> Result<EngineRanker, FormatError> {
        let model = Model::open(model)?;
        let item_of_product: Vec<Option<ItemIndex>> = catalogue.products.iter().map(|product| model.find_item(&product.id)).collect();
        let mut product_of_item = vec![u32::MAX; model.item_count() as usize];
        let mut popularity = Vec::with_capacity(product_of_item.len());
        for (product, item) in item_of_product.iter().enumerate().filter_map(|(product, item)| item.map(|item| (product as u32, item))) {
            if let Some(slot) = product_of_item.get_mut(item.0 as usize) {
                *slot = product;
            }
            popularity.push((product, f64::from(model.popularity(item))));
        }
        let ranked = vec![false; catalogue.products.len()];
        let engine = Engine::new(model);
        Ok(EngineRanker { engine, session: Session::new(), bytes: list_bytes, item_of_product, product_of_item, popularity, ranked })
    }

    fn item(&self, product: u32) -> Option<ItemIndex> {
        self.item_of_product.get(product as usize).copied().flatten()
    }

    fn replay(&mut self, events: &[Event]) {
        self.session.reset();
        for event in events {
            if let Some(item) = event.product.and_then(|product| self.item(product.0)) {
                self.session.observe(kind_of(event), item, event.time, event.dwell);
            }
        }
    }
}

impl Ranker for EngineRanker {
    fn name(&self) -> &'static str {
        "vitrine"
    }

    fn rank(&mut self, question: &Question, scores: &mut ScoreList) {
        self.replay(question.events);
        let context = question.events.last().map_or_else(Context::unknown, context_of);
        let current = self.session.path().last().map(|step| step.item);
        // The item on the page may be one that training never saw: then nothing of the list is the current item.
        let sees_current = current == question.path.last().and_then(|product| self.item(*product));
        let repeats = match question.reading {
            Reading::NoRepeat if sees_current => Repeats::NotCurrent,
            Reading::All | Reading::NoRepeat => Repeats::Always,
            Reading::Novel => Repeats::Never,
        };
        let request = Request { limit: question.limit, repeats, reasons: false, fill: false, ..Request::of(ListName::ForYou) };
        let ranking = self.engine.rank(&self.session, &context, &request);
        let mut shown = Vec::with_capacity(ranking.items.len());
        for found in ranking.items {
            if let Some(product) = self.product_of_item.get(found.item.0 as usize).copied() {
                scores.push(product, f64::from(found.score));
                shown.push(product);
            }
        }
        if shown.len() >= question.limit {
            return;
        }
        mark(&mut self.ranked, &shown, true);
        for (product, popularity) in &self.popularity {
            if self.ranked.get(*product as usize) == Some(&false) {
                scores.push_in_tier(1, *product, *popularity);
            }
        }
        mark(&mut self.ranked, &shown, false);
    }

    fn bytes(&self) -> Option<usize> {
        Some(self.bytes)
    }
}

fn mark(marks: &mut [bool], products: &[u32], value: bool) {
    for product in products {
        if let Some(slot) = marks.get_mut(*product as usize) {
            *slot = value;
        }
    }
}

/// The engine's kind of an event of the log.
fn kind_of(event: &Event) -> EventKind {
    use vitrine_catalog::EventKind as Logged;
    match event.kind {
        Logged::View => EventKind::View,
        Logged::AddToCart => EventKind::AddToCart,
        Logged::RemoveFromCart => EventKind::RemoveFromCart,
        Logged::Purchase => EventKind::Purchase,
        Logged::Wishlist => EventKind::Wishlist,
        Logged::Impression => EventKind::Impression,
        Logged::Search => EventKind::Search,
    }
}

/// What the log says of the visit's circumstances at one event.
fn context_of(event: &Event) -> Context {
    let mut context = Context::unknown();
    context.set(Dimension::Device, event.device.map(|device| device as u8));
    context.set(Dimension::Referrer, event.referrer.map(|referrer| referrer as u8));
    if let Some(offset) = event.utc_offset {
        let local = event.time.floor() as i64 + i64::from(offset) * 60;
        context.set(Dimension::Hour, Some((local.rem_euclid(86_400) / 3_600) as u8));
        // The first day of Unix time was a Thursday, weekday 3 of a week that begins on Monday.
        context.set(Dimension::Weekday, Some(((local.div_euclid(86_400) + 3).rem_euclid(7)) as u8));
    }
    context
}
