//! The corpus's sessions, made from a seed for each topic; what is committed is what counts.

use crate::corpus::{Case, NO_ITEM, Question};
use crate::golden::Numbers;
use vitrine_engine::{EventKind, ListName, Placement};
use vitrine_format::Dimension;

const ITEMS: u32 = 48;

/// The cases of one topic, without answers.
pub(crate) fn cases(topic: &str) -> Vec<Case> {
    let make: fn(u32, &mut Numbers) -> Case = match topic {
        "lists" => list,
        "placements" => placement,
        "repeats" => repeats,
        "exclusions" => exclusions,
        "context" => circumstances,
        "dwell" => dwell,
        "cart" => cart,
        "taste" => taste,
        "intent" => intent,
        _ => long,
    };
    let mut numbers = Numbers::new(topic.bytes().fold(7, |sum, byte| sum * 31 + u64::from(byte)));
    (0..26).map(|number| Case { name: format!("{topic} {number}"), ..make(number, &mut numbers) }).collect()
}

/// Every list type in turn.
fn any_list(number: u32) -> &'static str {
    ListName::ALL[number as usize % ListName::ALL.len()].name()
}

fn empty() -> Case {
    Case {
        name: String::new(),
        context: [None; Dimension::SENSED],
        events: Vec::new(),
        taste: Vec::new(),
        purchases: Vec::new(),
        novelty: None,
        requests: Vec::new(),
        answers: Vec::new(),
    }
}

/// Views of up to `most` items, a minute apart.
fn views(numbers: &mut Numbers, most: u32) -> Vec<(u8, u32, f64, Option<f32>)> {
    let count = numbers.below(most + 1);
    (0..count).map(|step| (EventKind::View as u8, numbers.below(ITEMS), 1_763_942_400.0 + 60.0 * f64::from(step), None)).collect()
}

fn asks(list: &str) -> Question {
    Question { list: Some(list.into()), limit: Some(8), ..Question::default() }
}

fn list(number: u32, numbers: &mut Numbers) -> Case {
    let name = any_list(number);
    let about = Question { seeds: vec![numbers.below(ITEMS)], ..asks(name) };
    let category = Question { category: Some(numbers.below(8) as u16), ..asks(name) };
    Case { events: views(numbers, 6), requests: vec![asks(name), about, category], ..empty() }
}

fn placement(number: u32, numbers: &mut Numbers) -> Case {
    let place = Placement::ALL[number as usize % Placement::ALL.len()];
    let seeds = match place {
        Placement::Product | Placement::Confirmation => vec![numbers.below(ITEMS)],
        Placement::Cart => vec![numbers.below(ITEMS), numbers.below(ITEMS)],
        _ => Vec::new(),
    };
    let category = (place == Placement::Category).then(|| numbers.below(8) as u16);
    let shelf = Question { placement: Some(place.name().into()), seeds, category, limit: Some(6), ..Question::default() };
    Case { events: views(numbers, 5), requests: vec![shelf, Question::default()], ..empty() }
}

/// Likings and dislikes of every class, in every second case with the dial turned.
fn taste(number: u32, numbers: &mut Numbers) -> Case {
    let sizes = [8, 3, 4, 4];
    let weight = |numbers: &mut Numbers| numbers.below(9) as f32 / 4.0 - 1.0;
    let entry = |numbers: &mut Numbers| {
        let class = numbers.below(4);
        (class as u8, numbers.below(sizes[class as usize]), weight(numbers))
    };
    let taste = (0..=numbers.below(6)).map(|_| entry(numbers)).collect();
    let novelty = (number % 2 == 1).then(|| weight(numbers));
    let purchases = (0..numbers.below(6)).map(|_| (numbers.below(ITEMS), numbers.below(120) as f32)).collect();
    let lists = ["for-you", "popular", "buy-again", any_list(number)];
    Case { events: views(numbers, 3), taste, purchases, novelty, requests: lists.map(asks).to_vec(), ..empty() }
}

fn repeats(number: u32, numbers: &mut Numbers) -> Case {
    let mut events = views(numbers, 8);
    // Back to the first one.
    if let Some(&(kind, item, ..)) = events.first() {
        events.push((kind, item, 1_763_943_400.0, None));
    }
    let shelf = |repeats: &str| Question { repeats: Some(repeats.into()), ..asks(ListName::ALL[number as usize % 6].name()) };
    Case { events, requests: vec![shelf("always"), shelf("not-current"), shelf("never")], ..empty() }
}

fn exclusions(number: u32, numbers: &mut Numbers) -> Case {
    let mut events = views(numbers, 4);
    for kind in [EventKind::Hide, EventKind::AddToCart, EventKind::Purchase] {
        if numbers.below(3) > 0 {
            events.push((kind as u8, numbers.below(ITEMS), 1_763_943_400.0, None));
        }
    }
    let exclude: Vec<u32> = (0..numbers.below(8)).map(|_| numbers.below(ITEMS)).collect();
    // The first coats and boots have variants.
    let seeds = vec![[0, 6, 12, 3, 9, 21][number as usize % 6]];
    let shelf = Question { seeds, exclude, ..asks(any_list(number)) };
    let bundle = Question { fill: Some(false), limit: Some(3), ..shelf.clone() };
    Case { events, requests: vec![shelf, bundle], ..empty() }
}

fn circumstances(number: u32, numbers: &mut Numbers) -> Case {
    let mut context = [None; Dimension::SENSED];
    let known = context.len();
    for (place, (value, dimension)) in context.iter_mut().zip(Dimension::ALL).enumerate() {
        // The first cases know one dimension each, later ones several.
        if number as usize == place || number as usize >= known && numbers.below(3) > 0 {
            *value = Some(numbers.below(dimension.size() as u32) as u8);
        }
    }
    Case { context, events: views(numbers, 4), requests: vec![asks("for-you"), asks("popular"), asks("trending")], ..empty() }
}

fn dwell(_: u32, numbers: &mut Numbers) -> Case {
    let mut events = views(numbers, 6);
    for event in &mut events {
        event.3 = [None, Some(0.0), Some(4.9), Some(5.0), Some(29.9), Some(30.0), Some(3_600.0)][numbers.below(7) as usize];
    }
    for _ in 0..numbers.below(12) {
        events.push((EventKind::Impression as u8, numbers.below(ITEMS), 1_763_943_400.0, None));
    }
    Case { events, requests: vec![asks("for-you"), asks("popular")], ..empty() }
}

fn cart(_: u32, numbers: &mut Numbers) -> Case {
    let mut events = views(numbers, 3);
    for step in 0..=numbers.below(5) {
        let kinds = [EventKind::AddToCart, EventKind::RemoveFromCart, EventKind::Wishlist, EventKind::Search, EventKind::Purchase];
        let kind = kinds[numbers.below(5) as usize];
        // Half of the time it happens to the item at hand.
        let item = events.last().filter(|_| step % 2 == 0).map_or(numbers.below(ITEMS), |event| event.1);
        events.push((kind as u8, item, 1_763_943_400.0 + f64::from(step), None));
    }
    let seeds: Vec<u32> = events.iter().filter(|event| event.0 == EventKind::AddToCart as u8).map(|event| event.1).collect();
    let shelf = Question { placement: Some("cart".into()), seeds, limit: Some(8), ..Question::default() };
    Case { events, requests: vec![shelf, asks("for-you"), asks("also-bought")], ..empty() }
}

/// Up to 150 events of every kind: more than the session keeps.
fn long(number: u32, numbers: &mut Numbers) -> Case {
    let count = [0, 1, 2, 20, 63, 64, 65, 150][number as usize % 8];
    let event = |step: u32| {
        let kind = EventKind::ALL[[0, 0, 0, 0, 0, 1, 2, 3, 4, 5, 6, 7][numbers.below(12) as usize]];
        let dwell = (numbers.below(3) == 0).then(|| numbers.below(90) as f32);
        (kind as u8, numbers.below(ITEMS), 1_763_942_400.0 + f64::from(step), dwell)
    };
    let events = (0..count).map(event).collect();
    let context = [Some(0), Some(20), None, Some(11), Some(2), None];
    let everything = Question { limit: Some(100), repeats: Some("always".into()), ..asks(ListName::ForYou.name()) };
    Case { context, events, requests: vec![asks("for-you"), everything, asks("recently-viewed")], ..empty() }
}

/// Events of every kind at uneven times, some searches leading nowhere.
fn intent(number: u32, numbers: &mut Numbers) -> Case {
    let mut seconds = 1_763_942_400.0;
    let events = (0..number)
        .map(|_| {
            seconds += f64::from(1 + numbers.below(90));
            let kind = [0, 0, 0, 1, 2, 3, 4, 5, 6, 6][numbers.below(10) as usize];
            let nowhere = kind == EventKind::Search as u8 && numbers.below(2) == 0;
            let dwell = (kind == EventKind::View as u8).then(|| numbers.below(80) as f32);
            (kind, if nowhere { NO_ITEM } else { numbers.below(ITEMS) }, seconds, dwell)
        })
        .collect();
    Case { events, requests: vec![asks("for-you")], ..empty() }
}
