//! Training and test of an evaluation: one log divided by time, two files, or the papers' shapes.

use crate::arguments::EvaluateArguments;
use crate::commands::build::read as read_sources;
use crate::console::{self, Progress};
use crate::failure::Failure;
use std::collections::HashMap;
use std::path::Path;
use vitrine_catalog::{Catalogue, Event, EventKind, EventLog, Product, ProductIndex, SessionKey, Variant};
use vitrine_evaluate::Split;
use vitrine_ingest::{PrefixTarget, Shape, Shop, Sources, detect, read_prefix_targets};

/// Reads and divides.
pub fn read(arguments: &EvaluateArguments, progress: &Progress) -> Result<Split, Failure> {
    let read = |events: Vec<std::path::PathBuf>| -> Result<Shop, Failure> {
        let shop = read_sources(&Sources { products: arguments.products.clone(), orders: None, events }, progress)?;
        shop.report.warnings.iter().for_each(console::warning);
        Ok(shop)
    };
    let (Some(train), Some(test)) = (&arguments.train, &arguments.test) else {
        let shop = read(arguments.events.clone())?;
        if shop.log.events.is_empty() {
            return Err(Failure::input("none of the events can be used, so there is nothing to divide into training and test"));
        }
        return Ok(match arguments.test_from {
            Some(start) => Split::by_start(shop.catalogue, &shop.log, start)?,
            None => Split::by_last_days(shop.catalogue, &shop.log, arguments.last_days.unwrap_or(1))?,
        });
    };
    let Shop { mut catalogue, log, .. } = read(vec![train.clone()])?;
    if detect(test)? == Shape::PrefixTargets {
        let questions = questions(&mut catalogue, &read_prefix_targets(test)?);
        return name_file(Split::by_questions(catalogue, log, &questions), test);
    }
    let other = read(vec![test.clone()])?;
    // Sessions of two files are different ones even where their numbers are the same, so the files are read apart and joined by product.
    let test_log = carry_over(&mut catalogue, &other.catalogue, other.log);
    name_file(Split::by_files(catalogue, log, &test_log), test)
}

/// Says which file an evaluation cannot be made with.
fn name_file(split: Result<Split, vitrine_evaluate::EvaluationError>, path: &Path) -> Result<Split, Failure> {
    split.map_err(|error| Failure::input(format!("{}: {error}", path.display())))
}

/// A product of which nothing but its id is known.
fn bare(id: &str) -> Product {
    Product {
        id: id.to_owned(),
        title: id.to_owned(),
        variants: vec![Variant { available: true, ..Variant::default() }],
        published: true,
        ..Product::default()
    }
}

/// Numbers of products by id, growing with what is asked for.
struct Numbers<'a> {
    catalogue: &'a mut Catalogue,
    by_id: HashMap<String, u32>,
}

impl<'a> Numbers<'a> {
    fn of(catalogue: &'a mut Catalogue) -> Numbers<'a> {
        let by_id = catalogue.products.iter().enumerate().map(|(number, product)| (product.id.clone(), number as u32)).collect();
        Numbers { catalogue, by_id }
    }

    fn number(&mut self, id: &str, product: impl FnOnce() -> Product) -> ProductIndex {
        if let Some(number) = self.by_id.get(id) {
            return ProductIndex(*number);
        }
        let number = self.catalogue.products.len() as u32;
        self.catalogue.products.push(product());
        self.by_id.insert(id.to_owned(), number);
        ProductIndex(number)
    }
}

/// The log of another catalogue in the numbers of this one, which takes in products that it does not have.
fn carry_over(catalogue: &mut Catalogue, other: &Catalogue, log: EventLog) -> EventLog {
    let mut numbers = Numbers::of(catalogue);
    let translated: Vec<ProductIndex> = other.products.iter().map(|product| numbers.number(&product.id, || product.clone())).collect();
    let translate =
        |event: Event| Event { product: event.product.and_then(|product| translated.get(product.0 as usize).copied()), ..event };
    EventLog { events: log.events.into_iter().map(translate).collect() }
}

/// Predictions as sessions whose last event is the target.
fn questions(catalogue: &mut Catalogue, predictions: &[PrefixTarget]) -> EventLog {
    let mut numbers = Numbers::of(catalogue);
    let mut events = Vec::new();
    for (line, prediction) in predictions.iter().enumerate() {
        for (position, id) in prediction.prefix.iter().chain([&prediction.target]).enumerate() {
            events.push(Event {
                session: SessionKey(line as u32),
                customer: None,
                product: Some(numbers.number(id, || bare(id))),
                kind: EventKind::View,
                time: position as f64,
                utc_offset: None,
                device: None,
                referrer: None,
                locale: None,
                dwell: None,
                query: None,
            });
        }
    }
    EventLog { events }
}

#[cfg(test)]
mod tests {
    use super::{bare, carry_over, questions};
    use vitrine_catalog::{Catalogue, ProductIndex};
    use vitrine_ingest::PrefixTarget;

    fn catalogue(ids: &[&str]) -> Catalogue {
        Catalogue { products: ids.iter().map(|id| bare(id)).collect(), currency: String::new() }
    }

    fn prediction(prefix: &[&str], target: &str) -> PrefixTarget {
        PrefixTarget { prefix: prefix.iter().map(|id| (*id).to_owned()).collect(), target: target.to_owned() }
    }

    #[test]
    fn predictions_become_sessions_that_end_in_their_target() {
        let mut known = catalogue(&["a", "b"]);
        let log = questions(&mut known, &[prediction(&["b", "a"], "c"), prediction(&["b"], "a")]);
        let sessions: Vec<Vec<u32>> =
            log.sessions().map(|session| session.iter().filter_map(|event| event.product).map(|product| product.0).collect()).collect();
        assert_eq!(sessions, [vec![1, 0, 2], vec![1, 0]]);
        assert_eq!(known.products.len(), 3);
    }

    #[test]
    fn a_second_log_joins_by_id_and_brings_its_own_products() {
        let mut known = catalogue(&["a", "b"]);
        let mut other = catalogue(&["c", "b"]);
        let log = questions(&mut other, &[prediction(&["c"], "b")]);
        let joined = carry_over(&mut known, &other, log);
        assert_eq!(joined.events.iter().map(|event| event.product).collect::<Vec<_>>(), [Some(ProductIndex(2)), Some(ProductIndex(1))]);
        assert_eq!(known.products[2].id, "c");
    }
}
