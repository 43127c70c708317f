//! A small shop for tests: built step by step, encoded, and opened again, since that is what ships.
#![allow(dead_code, clippy::expect_used, clippy::panic)]

use vitrine_engine::{Context, Engine, EventKind, ListName, Recommendation, Request, Session};
use vitrine_format::{
    CategoryIndex, CategoryPart, ContextPart, Dimension, Effect, Entry, ItemColumns, ItemFlags, ItemIndex, ListKind, ListPart, Model,
    ModelParts, RankingParameters, Relation, RelationPart, Row, Scale, encode,
};

/// Items in category 0 (even numbers) and 1 (odd numbers), all for sale, the first ones the most popular.
#[derive(Clone, Debug)]
pub struct Shop {
    pub parts: ModelParts,
}

impl Shop {
    pub fn of(items: u32) -> Shop {
        let count = items as usize;
        let popularity = |item: u32| Scale(255 - 3 * item as u8);
        let categories = [("Coats", None), ("Lamps", None), ("Parkas", Some(CategoryIndex(0)))];
        Shop {
            parts: ModelParts {
                items: ItemColumns {
                    ids: (0..items).map(|item| format!("item-{item}")).collect(),
                    aliases: Vec::new(),
                    prices: vec![1_000; count],
                    categories: (0..items).map(|item| Some(CategoryIndex(item as u16 % 2))).collect(),
                    brands: vec![None; count],
                    groups: vec![0; count],
                    flags: vec![ItemFlags(ItemFlags::AVAILABLE | ItemFlags::LISTED); count],
                    popularity: (0..items).map(popularity).collect(),
                    trend: vec![Scale(0); count],
                    ages: vec![10; count],
                },
                categories: categories.map(|(name, parent)| CategoryPart { name: name.into(), parent }).to_vec(),
                ranking: RankingParameters {
                    position_weights: vec![1.0, 0.5, 0.25, 0.125],
                    seen_bonus: vec![0.5, 0.25, 0.125, 0.0],
                    event_weights: [1.0, 2.0, 0.25, 1.0, 1.5, 0.0, 1.0, 0.0],
                    dwell_weights: vec![(0.0, 0.5), (10.0, 1.0), (60.0, 1.5)],
                    relation_weights: [1.0, 0.5, 0.5, 0.5, 0.25],
                    ignored_factors: vec![0.5, 0.25],
                    session_share: 0.25,
                    popularity_weight: 1.0,
                    near_weight: 0.0,
                    support_weight: 0.0,
                },
                lists: vec![ListPart { kind: ListKind::Popular, category: None, items: (0..items).map(ItemIndex).collect() }],
                ..ModelParts::default()
            },
        }
    }

    fn row(&mut self, relation: Relation, item: u32) -> &mut Row {
        let count = self.parts.items.ids.len();
        let relations = &mut self.parts.relations;
        if !relations.iter().any(|part| part.relation == relation) {
            let levels = core::array::from_fn(|level| (level + 1) as f32 / 16.0);
            relations.push(RelationPart { relation, unit: 1.0 / 32.0, levels, rows: vec![Row::default(); count] });
            relations.sort_by_key(|part| part.relation);
        }
        let part = relations.iter_mut().find(|part| part.relation == relation).expect("just made");
        &mut part.rows[item as usize]
    }

    /// One item leads to another with a weight of `level / 16`.
    pub fn link(mut self, relation: Relation, from: u32, to: u32, level: u8) -> Shop {
        let row = self.row(relation, from);
        row.scale = Scale(16);
        match row.entries.binary_search_by_key(&ItemIndex(to), |entry| entry.item) {
            Ok(place) => row.entries[place].level = level - 1,
            Err(place) => row.entries.insert(place, Entry { item: ItemIndex(to), level: level - 1 }),
        }
        self
    }

    /// Changes anything else.
    pub fn with(mut self, change: impl FnOnce(&mut ModelParts)) -> Shop {
        change(&mut self.parts);
        self
    }

    /// A circumstance shifts a category.
    pub fn effect(mut self, dimension: Dimension, value: usize, category: usize, factor: f64) -> Shop {
        let categories = self.parts.categories.len();
        let context = &mut self.parts.context;
        if !context.iter().any(|part| part.dimension == dimension) {
            context.push(ContextPart { dimension, effects: vec![Effect(0); categories * dimension.size()], names: Vec::new() });
            context.sort_by_key(|part| part.dimension);
        }
        let part = context.iter_mut().find(|part| part.dimension == dimension).expect("just made");
        part.effects[category * dimension.size() + value] = Effect::nearest(factor);
        self
    }

    pub fn engine(&self) -> Engine<Vec<u8>> {
        let file = encode(&self.parts).unwrap_or_else(|error| panic!("{error}"));
        Engine::new(Model::open(file).unwrap_or_else(|error| panic!("{error}")))
    }

    /// What a shelf shows after a session in an unknown context.
    pub fn shelf(&self, session: &Session, request: &Request) -> Vec<Recommendation> {
        self.engine().rank(session, &Context::unknown(), request).items.to_vec()
    }
}

/// A session of events, ten seconds apart.
pub fn session(events: &[(EventKind, u32)]) -> Session {
    let mut session = Session::new();
    for (step, (kind, item)) in events.iter().enumerate() {
        session.observe(*kind, ItemIndex(*item), 10.0 * step as f64, None);
    }
    session
}

/// A session of views.
pub fn viewed(items: &[u32]) -> Session {
    session(&items.iter().map(|item| (EventKind::View, *item)).collect::<Vec<_>>())
}

/// Numbers of the items shown.
pub fn numbers(items: &[Recommendation]) -> Vec<u32> {
    items.iter().map(|found| found.item.0).collect()
}

/// One list type, with nothing filled in.
pub fn only(list: ListName) -> Request<'static> {
    Request { fill: false, ..Request::of(list) }
}
