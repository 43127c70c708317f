//! The engine on the bytes of a model file, as a ranker of the protocol.

use crate::protocol::Reading;
use crate::ranker::{Question, Ranker};
use crate::score_list::ScoreList;
use vitrine_catalog::{Catalogue, Event};
use vitrine_engine::{Context, Engine, ListName, Repeats, Request, Session};
use vitrine_format::{Dimension, FormatError, ItemIndex, Model};
use vitrine_train::{local_time, tell};

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
            let item = event.product.and_then(|product| self.item(product.0));
            tell(&mut self.session, item, event);
        }
    }
}

impl Ranker for EngineRanker {
    fn name(&self) -> &'static str {
        "vitrine"
    }

    fn rank(&mut self, question: &Question, scores: &mut ScoreList) {
        self.replay(question.events);
        let context = question.events.last().map_or_else(Context::unknown, |event| context_of(self.engine.model(), event));
        let current = self.session.path().last().map(|step| step.item);
        // The item on the page may be one that training never saw: then nothing of the list is the current item.
        let sees_current = current == question.path.last().and_then(|product| self.item(*product));
        let repeats = match question.reading {
            Reading::NoRepeat if sees_current => Repeats::NotCurrent,
            Reading::All | Reading::NoRepeat => Repeats::Always,
            Reading::Novel => Repeats::Never,
        };
        // Two places more than count: one that the reading may take out, and one to see whether the last place is shared. If it is, twice
        // as many: who shares a place with an item beyond those stands, in the middle of the group, beyond the places that count.
        let request = |limit| Request { limit, repeats, reasons: false, fill: false, ..Request::of(ListName::ForYou) };
        let mut ranking = self.engine.rank(&self.session, &context, &request(question.limit + 2));
        if let [.., before, last] = ranking.items
            && before.score.to_bits() == last.score.to_bits()
        {
            ranking = self.engine.rank(&self.session, &context, &request(2 * question.limit + 2));
        }
        let mut shown = Vec::with_capacity(ranking.items.len());
        for found in ranking.items {
            if let Some(product) = self.product_of_item.get(found.item.0 as usize).copied() {
                scores.push(product, f64::from(found.score));
                shown.push(product);
            }
        }
        // One more than count, because the reading may take one out.
        if shown.len() > question.limit {
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

/// What the log says of the visit's circumstances at one event.
fn context_of(model: &Model<Vec<u8>>, event: &Event) -> Context {
    let mut context = Context::unknown();
    context.set(Dimension::Device, event.device.map(|device| device as u8));
    context.set(Dimension::Referrer, event.referrer.map(|referrer| referrer as u8));
    let locale = event.locale.map(|locale| locale.to_string());
    let place = locale.and_then(|locale| model.find_locale(&locale));
    context.set(Dimension::Locale, place);
    // By the trainer's own reading of the clock: an effect that was learned must meet the moments that it was learned from.
    let local = local_time(event.time, event.utc_offset);
    context.set(Dimension::Hour, Some(local.hour as u8));
    context.set(Dimension::Weekday, Some(local.weekday as u8));
    context.set(Dimension::Month, Some(local.month as u8));
    context
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::EngineRanker;
    use crate::protocol::Reading;
    use crate::ranker::{Question, Ranker};
    use crate::score_list::ScoreList;
    use crate::split::tests::{catalogue, log};
    use vitrine_train::{TrainingInput, TrainingOptions, train};

    /// Ranks of 30 products that follow product 0 about equally often, when this many places count.
    fn ranks(limit: usize) -> Vec<Option<f64>> {
        let sessions: Vec<[u32; 2]> = (0..120).map(|session| [0, 1 + session % 30]).collect();
        let sessions: Vec<(f64, &[u32])> = sessions.iter().enumerate().map(|(start, path)| (start as f64 * 9.0, &path[..])).collect();
        let shop = catalogue(31);
        let mut stocked = shop.clone();
        let variant = vitrine_catalog::Variant { available: true, ..Default::default() };
        stocked.products.iter_mut().for_each(|product| product.variants = vec![variant.clone()]);
        let log = log(&sessions);
        let input = TrainingInput { catalogue: &stocked, orders: &[], log: &log };
        let training = train(&input, &TrainingOptions::default(), &mut |_| ()).unwrap();
        let mut ranker = EngineRanker::new(vitrine_format::encode(&training.parts).unwrap(), &shop, 0).unwrap();
        let mut scores = ScoreList::default();
        ranker.rank(&Question { events: &log.events[..1], path: &[0], reading: Reading::NoRepeat, limit }, &mut scores);
        (1..31).map(|item| scores.rank_of(item)).collect()
    }

    #[test]
    fn how_many_places_count_moves_no_rank_within_them() {
        let whole = ranks(49);
        assert!(whole.iter().flatten().any(|rank| rank.fract() > 0.0), "nothing is level: {whole:?}");
        for limit in 1..25 {
            for (found, expected) in ranks(limit).into_iter().zip(&whole) {
                let within = |rank: Option<f64>| rank.filter(|rank| *rank <= limit as f64);
                assert_eq!(within(found), within(*expected), "with {limit} places");
            }
        }
    }
}
