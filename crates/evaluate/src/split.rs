//! Division of a log into training and test, by time and never at random.

use crate::error::EvaluationError;
use std::collections::BTreeSet;
use vitrine_catalog::{Catalogue, Event, EventKind, EventLog, ProductIndex};

/// Seconds of a day.
const DAY: i64 = 86_400;

/// One session of the test.
#[derive(Clone, Debug, PartialEq)]
pub struct TestSession {
    /// Its events, oldest first.
    pub events: Vec<Event>,
    /// The events to predict, as positions in `events`; each is an opened product with at least one opened product before it.
    pub targets: Vec<usize>,
}

impl TestSession {
    /// A session of which every opened product but the first is to be predicted.
    pub fn revealed_step_by_step(events: Vec<Event>) -> Self {
        let opened = events.iter().enumerate().filter(|(_, event)| opens_product(event));
        let targets = opened.map(|(position, _)| position).skip(1).collect();
        TestSession { events, targets }
    }
}

/// Whether an event opened a product's page: what the protocol predicts.
pub fn opens_product(event: &Event) -> bool {
    event.kind == EventKind::View && event.product.is_some()
}

/// Training and test of one shop.
#[derive(Clone, Debug, PartialEq)]
pub struct Split {
    /// Every product of either half.
    pub catalogue: Catalogue,
    /// What may be learned from.
    pub train: EventLog,
    /// What is predicted.
    pub test: Vec<TestSession>,
    /// Where the test begins (Unix seconds), where one log was divided.
    pub test_start: Option<i64>,
}

impl Split {
    /// The sessions that start on the last `days` calendar days (UTC, the newest record's day included) are the test.
    pub fn by_last_days(catalogue: Catalogue, log: &EventLog, days: u32) -> Result<Split, EvaluationError> {
        let newest = log.events.iter().map(|event| event.time.floor() as i64).max().unwrap_or(0);
        Split::by_start(catalogue, log, (newest.div_euclid(DAY) + 1 - i64::from(days)) * DAY)
    }

    /// The sessions that start at a time (Unix seconds) or later are the test.
    pub fn by_start(catalogue: Catalogue, log: &EventLog, start: i64) -> Result<Split, EvaluationError> {
        let mut train = EventLog::default();
        let mut test = Vec::new();
        for session in log.sessions() {
            let first = session.iter().map(|event| event.time).fold(f64::INFINITY, f64::min);
            if first < start as f64 {
                train.events.extend_from_slice(session);
            } else {
                test.push(TestSession::revealed_step_by_step(session.to_vec()));
            }
        }
        let split = Split { catalogue, train, test, test_start: Some(start) };
        if split.train.events.is_empty() {
            let days = || log.events.iter().map(|event| (event.time.floor() as i64).div_euclid(DAY));
            let found_days = days().max().unwrap_or(0) + 1 - days().min().unwrap_or(0);
            return Err(EvaluationError::NothingToTrainOn { found_days });
        }
        split.checked()
    }

    /// Two logs over one catalogue.
    pub fn by_files(catalogue: Catalogue, train: EventLog, test: &EventLog) -> Result<Split, EvaluationError> {
        let test = test.sessions().map(|session| TestSession::revealed_step_by_step(session.to_vec())).collect();
        Split { catalogue, train, test, test_start: None }.checked()
    }

    /// A training log and ready questions: each session of `questions` is a prefix whose last event is the target.
    ///
    /// This is the shape of the session-based papers (Wu et al., "Session-based recommendation with graph neural networks", 2019): the prefixes
    /// of one session are lines of their own. Lines that take up the one before, shortened by an event, are put together again, so that
    /// the bootstrap draws sessions and not lines.
    pub fn by_questions(catalogue: Catalogue, train: EventLog, questions: &EventLog) -> Result<Split, EvaluationError> {
        let mut test: Vec<TestSession> = Vec::new();
        for line in questions.sessions().filter(|line| line.len() > 1) {
            let target = line.len() - 1;
            match test.last_mut() {
                Some(session) if begins_with(&session.events, line) && session.targets.last() == Some(&line.len()) => {
                    session.targets.push(target);
                }
                _ => test.push(TestSession { events: line.to_vec(), targets: vec![target] }),
            }
        }
        for session in &mut test {
            session.targets.sort_unstable();
        }
        Split { catalogue, train, test, test_start: None }.checked()
    }

    fn checked(self) -> Result<Split, EvaluationError> {
        if self.train.events.is_empty() {
            return Err(EvaluationError::NothingToTrainOn { found_days: 0 });
        }
        if self.predictions() == 0 { Err(EvaluationError::NothingToPredict) } else { Ok(self) }
    }

    /// How many questions the test asks in the reading that leaves none out.
    pub fn predictions(&self) -> usize {
        self.test.iter().map(|session| session.targets.len()).sum()
    }

    /// How often each product occurs in training.
    pub fn training_counts(&self) -> Vec<u32> {
        let mut counts = vec![0; self.catalogue.products.len()];
        for product in self.train.events.iter().filter_map(|event| event.product) {
            if let Some(count) = counts.get_mut(product.0 as usize) {
                *count += 1;
            }
        }
        counts
    }

    /// The catalogue and the log that a trainer may see: products without a training event are left out and the rest renumbered. The last
    /// value gives for every product left its number in the split's catalogue.
    pub fn training_half(&self) -> (Catalogue, EventLog, Vec<u32>) {
        let known: BTreeSet<u32> = self.train.events.iter().filter_map(|event| event.product).map(|product| product.0).collect();
        let mut new_numbers = vec![None; self.catalogue.products.len()];
        let mut catalogue = Catalogue { products: Vec::with_capacity(known.len()), currency: self.catalogue.currency.clone() };
        let mut old_numbers = Vec::with_capacity(known.len());
        for old in known {
            let (Some(product), Some(slot)) = (self.catalogue.products.get(old as usize), new_numbers.get_mut(old as usize)) else {
                continue;
            };
            *slot = Some(ProductIndex(old_numbers.len() as u32));
            catalogue.products.push(product.clone());
            old_numbers.push(old);
        }
        let renumber = |event: &Event| Event {
            product: event.product.and_then(|product| new_numbers.get(product.0 as usize).copied().flatten()),
            ..event.clone()
        };
        let log = EventLog { events: self.train.events.iter().map(renumber).collect() };
        (catalogue, log, old_numbers)
    }
}

/// Whether a line's products are the first ones of a session.
fn begins_with(session: &[Event], line: &[Event]) -> bool {
    session.len() > line.len() && session.iter().zip(line).all(|(left, right)| left.product == right.product)
}

#[cfg(test)]
pub(crate) mod tests {
    use super::{Split, TestSession};
    use crate::error::EvaluationError;
    use vitrine_catalog::{Catalogue, Event, EventKind, EventLog, Product, ProductIndex, SessionKey};

    pub(crate) fn view(session: u32, product: u32, time: f64) -> Event {
        Event {
            session: SessionKey(session),
            customer: None,
            product: Some(ProductIndex(product)),
            kind: EventKind::View,
            time,
            utc_offset: None,
            device: None,
            referrer: None,
            locale: None,
            dwell: None,
            query: None,
        }
    }

    pub(crate) fn log(sessions: &[(f64, &[u32])]) -> EventLog {
        let mut events = Vec::new();
        for (number, (start, products)) in sessions.iter().enumerate() {
            for (step, product) in products.iter().enumerate() {
                events.push(view(number as u32, *product, start + step as f64));
            }
        }
        EventLog { events }
    }

    pub(crate) fn catalogue(products: u32) -> Catalogue {
        let product = |number: u32| Product { id: number.to_string(), published: true, ..Product::default() };
        Catalogue { products: (0..products).map(product).collect(), currency: String::new() }
    }

    fn test_products(split: &Split) -> Vec<Vec<u32>> {
        let products = |session: &TestSession| session.events.iter().filter_map(|event| event.product).map(|product| product.0).collect();
        split.test.iter().map(products).collect()
    }

    #[test]
    fn the_last_days_are_calendar_days_and_count_by_the_session_s_start() {
        // The newest record is on day 3 at 01:00; the last day begins at midnight, not 24 hours before the newest record.
        let day = 86_400.0;
        let log = log(&[(day, &[0, 1]), (3.0 * day - 1.0, &[1, 0, 1]), (3.0 * day, &[2, 1]), (3.0 * day + 3600.0, &[1, 2])]);
        let split = Split::by_last_days(catalogue(3), &log, 1).unwrap();
        assert_eq!(test_products(&split), [[2, 1], [1, 2]]);
        assert_eq!(split.train.events.len(), 5);
        assert_eq!(split.test_start, Some(3 * 86_400));
    }

    #[test]
    fn a_session_belongs_to_the_test_from_its_start_on() {
        let log = log(&[(10.0, &[0, 1, 0]), (12.0, &[1, 2]), (11.0, &[2, 0])]);
        let split = Split::by_start(catalogue(3), &log, 12).unwrap();
        assert_eq!(test_products(&split), [[1, 2]]);
        assert_eq!((split.train.events.len(), split.test_start), (5, Some(12)));
    }

    #[test]
    fn a_log_that_is_all_test_is_refused() {
        let log = log(&[(0.0, &[0, 1])]);
        assert_eq!(Split::by_last_days(catalogue(2), &log, 1), Err(EvaluationError::NothingToTrainOn { found_days: 1 }));
    }

    #[test]
    fn a_test_of_single_views_is_refused() {
        let train = log(&[(0.0, &[0, 1])]);
        assert_eq!(Split::by_files(catalogue(2), train, &log(&[(9.0, &[1])])), Err(EvaluationError::NothingToPredict));
    }

    #[test]
    fn shortened_prefixes_of_one_session_are_put_together() {
        let questions = log(&[(0.0, &[5, 6, 7]), (1.0, &[5, 6]), (2.0, &[5, 7]), (3.0, &[8, 9])]);
        let split = Split::by_questions(catalogue(10), log(&[(0.0, &[0, 1])]), &questions).unwrap();
        assert_eq!(test_products(&split), [vec![5, 6, 7], vec![5, 7], vec![8, 9]]);
        assert_eq!(split.test[0].targets, [1, 2]);
        assert_eq!(split.predictions(), 4);
    }

    #[test]
    fn a_cart_event_is_no_target_but_stays_in_what_the_ranker_sees() {
        let mut events = log(&[(0.0, &[0, 0, 1])]).events;
        events[1].kind = EventKind::AddToCart;
        let session = TestSession::revealed_step_by_step(events);
        assert_eq!(session.targets, [2]);
        assert_eq!(session.events.len(), 3);
    }

    #[test]
    fn the_trainer_sees_only_products_of_the_training_log() {
        let split = Split::by_files(catalogue(4), log(&[(0.0, &[3, 1])]), &log(&[(9.0, &[1, 2])])).unwrap();
        let (catalogue, log, old_numbers) = split.training_half();
        assert_eq!(catalogue.products.iter().map(|product| product.id.as_str()).collect::<Vec<_>>(), ["1", "3"]);
        assert_eq!(old_numbers, [1, 3]);
        assert_eq!(log.events.iter().map(|event| event.product).collect::<Vec<_>>(), [Some(ProductIndex(1)), Some(ProductIndex(0))]);
    }
}
