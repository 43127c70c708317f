//! Any session and any request on the golden model: no panic, nothing that is excluded, nothing twice, traces that add up.
#![no_main]

use arbitrary::Arbitrary;
use libfuzzer_sys::fuzz_target;
use std::cell::RefCell;
use std::collections::BTreeSet;
use vitrine_engine::{Context, Engine, EventKind, ListName, Repeats, Request, Session};
use vitrine_format::{CategoryIndex, Dimension, ItemIndex, Model};

static GOLDEN: &[u8] = include_bytes!("../../golden/model-3.vitrine");

#[derive(Debug, Arbitrary)]
struct Input {
    events: Vec<(u8, u8, f64, Option<f32>)>,
    context: [Option<u8>; 5],
    list: u8,
    seeds: Vec<u8>,
    exclude: Vec<u8>,
    category: Option<u8>,
    limit: u8,
    repeats: u8,
    fill: bool,
}

thread_local! {
    static ENGINE: RefCell<Engine<&'static [u8]>> = RefCell::new(Engine::new(Model::open(GOLDEN).expect("the golden model")));
}

fuzz_target!(|input: Input| ENGINE.with_borrow_mut(|engine| check(engine, &input)));

/// Most numbers name items of the model; some do not.
fn item(number: u8) -> ItemIndex {
    ItemIndex(if number == u8::MAX { u32::MAX } else { u32::from(number) % 50 })
}

fn check(engine: &mut Engine<&'static [u8]>, input: &Input) {
    let mut session = Session::new();
    for &(kind, number, time, dwell) in input.events.iter().take(400) {
        session.observe(EventKind::ALL[usize::from(kind) % EventKind::ALL.len()], item(number), time, dwell);
    }
    let mut context = Context::unknown();
    for (dimension, value) in Dimension::ALL.into_iter().zip(input.context) {
        context.set(dimension, value);
    }
    let items = |numbers: &[u8]| numbers.iter().copied().map(item).collect::<Vec<_>>();
    let (seeds, exclude) = (items(&input.seeds), items(&input.exclude));
    let request = Request {
        list: ListName::ALL[usize::from(input.list) % ListName::ALL.len()],
        seeds: &seeds,
        exclude: &exclude,
        category: input.category.map(|category| CategoryIndex(u16::from(category) % 9)),
        limit: usize::from(input.limit),
        repeats: [Repeats::Never, Repeats::NotCurrent, Repeats::Always][usize::from(input.repeats) % 3],
        fill: input.fill,
        reasons: true,
    };
    let shown = engine.rank(&session, &context, &request).items.to_vec();
    assert!(shown.len() <= request.limit.min(Request::LARGEST_LIMIT));
    let mut items = BTreeSet::new();
    for found in &shown {
        assert!(items.insert(found.item), "an item stands twice");
        assert!(found.score > 0.0 && found.score.is_finite() && found.reason.is_some());
        let out = [&seeds[..], &exclude, session.cart(), session.hidden()];
        assert!(out.iter().all(|set| !set.contains(&found.item)), "an excluded item is shown");
        assert!(engine.model().item_flags(found.item).can_be_shown(), "an item that cannot be bought is shown");
    }
    for found in shown.iter().take(2) {
        assert_eq!(engine.trace(&session, &context, &request, found.item).score.to_bits(), found.score.to_bits());
    }
    assert_eq!(engine.rank(&session, &context, &request).items, &shown[..], "the second ranking differs");
}
