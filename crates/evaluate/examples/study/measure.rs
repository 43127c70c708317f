//! One model: trained, encoded, and asked every question of a set in three readings.

use vitrine_catalog::EventLog;
use vitrine_evaluate::{EngineRanker, Reading, Split, protocol};
use vitrine_format::{Model, ModelParts, encode};
use vitrine_train::{TrainingInput, TrainingOptions, train};

use crate::sets::Set;

/// Sections of a file that ranking does not need: names and what cards show.
const NOT_RANKING: [&str; 9] = ["meta", "ids", "aliases", "columns", "categories", "brands", "ranking", "lists", "context"];

/// What a model achieves and costs.
#[derive(Clone, Copy, Debug)]
pub struct Measured {
    /// Hit rate and mean reciprocal rank in the readings all, no-repeat and novel.
    pub readings: [(f64, f64); 3],
    /// Bytes an item on the wire, with brotli: lists and whatever else ranks.
    pub bytes: f64,
}

/// Trains with these options on the training half and measures; `change` may alter the parts before they are encoded.
pub fn measure(set: &Set, options: &TrainingOptions, change: impl Fn(&mut ModelParts)) -> Measured {
    measure_part(set, usize::MAX, options, change)
}

/// The same from the latest `sessions` of the training half alone, and with the whole half's products to choose from.
pub fn measure_part(set: &Set, sessions: usize, options: &TrainingOptions, change: impl Fn(&mut ModelParts)) -> Measured {
    let (catalogue, mut log, _) = set.split.training_half();
    log = latest(log, sessions);
    let training = train(&TrainingInput { catalogue: &catalogue, orders: &[], log: &log }, options, &mut |_| ()).unwrap();
    let mut parts = training.parts;
    change(&mut parts);
    let model = encode(&parts).unwrap();
    let bytes = ranking_bytes(&model) as f64 / parts.items.ids.len().max(1) as f64;
    Measured { readings: readings(&set.split, &model, set.places), bytes }
}

fn latest(mut log: EventLog, sessions: usize) -> EventLog {
    let count = log.sessions().count();
    let skipped: usize = log.sessions().take(count.saturating_sub(sessions)).map(<[_]>::len).sum();
    log.events.drain(..skipped);
    log
}

fn readings(split: &Split, model: &[u8], places: usize) -> [(f64, f64); 3] {
    let of = |reading| {
        let mut ranker = EngineRanker::new(model.to_vec(), &split.catalogue, 0).unwrap();
        let found = protocol::run(split, &mut ranker, &[reading], places, &mut |_| ());
        let summary = found[0].summary(places);
        (summary.hit_rate, summary.mrr)
    };
    std::thread::scope(|scope| Reading::ALL.map(|reading| scope.spawn(move || of(reading))).map(|thread| thread.join().unwrap()))
}

fn ranking_bytes(model: &[u8]) -> usize {
    let opened = Model::open(model).unwrap();
    let sections = opened.sections().iter().filter(|section| !NOT_RANKING.contains(&section.name));
    sections.map(|section| brotli_size(&model[section.offset..section.offset + section.length])).sum()
}

fn brotli_size(bytes: &[u8]) -> usize {
    let mut packed = Vec::new();
    let parameters = brotli::enc::BrotliEncoderParams { quality: 11, lgwin: 22, ..Default::default() };
    brotli::BrotliCompress(&mut &*bytes, &mut packed, &parameters).unwrap();
    packed.len()
}
