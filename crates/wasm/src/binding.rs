//! The class that the page's runtime holds. Questions and answers cross as flat lists of numbers: `www/src/binding.ts` turns them into
//! methods and objects, in a twentieth of the bytes that it would take here.

use crate::flat;
use alloc::borrow::ToOwned;
use alloc::string::String;
use alloc::vec;
use alloc::vec::Vec;
use vitrine_engine::{Context, EventKind, Fact, FactClass, ListName, Placement, Repeats, Request, Session, Taste, facts};
use vitrine_format::{BrandIndex, CategoryIndex, Dimension, ItemIndex, Model};
use wasm_bindgen::prelude::*;

/// Stands for "no such item" in numbers that cross into JavaScript.
const NO_ITEM: u32 = u32::MAX;

/// Bits of a request's options.
const NO_FILL: u8 = 1;
const NO_REASONS: u8 = 2;
const REPEATS_NOT_CURRENT: u8 = 4;
const REPEATS_ALWAYS: u8 = 8;

/// Takes this much memory and gives it back to the allocator, which keeps it: what follows grows the module's memory no more.
///
/// WebKit (seen in WebKitGTK 2.50) loses track of a memory that grows while a long call is being compiled, and ends the call with “Out of
/// bounds memory access” in one start of a hundred. So the page reserves before it opens a model.
#[wasm_bindgen]
pub fn reserve(bytes: usize) {
    let mut memory: Vec<u8> = Vec::new();
    // Where it can't be had, opening says so.
    let _ = memory.try_reserve_exact(bytes);
    core::hint::black_box(memory.as_mut_ptr());
}

/// An opened model with the live session and context of this page.
#[wasm_bindgen]
pub struct Engine {
    ranker: vitrine_engine::Engine<Vec<u8>>,
    session: Session,
    context: Context,
    question: Question,
}

#[wasm_bindgen]
impl Engine {
    /// Begins to open a model file, which question 17 goes on with; nothing where the file is not a whole, valid model of this version: `vitrine verify`
    /// says why.
    pub fn open(model: Vec<u8>) -> Option<Engine> {
        let ranker = vitrine_engine::Engine::new(Model::begin(model).ok()?);
        Some(Engine { ranker, session: Session::new(), context: Context::unknown(), question: Question::default() })
    }

    /// Answers a question, by its number in `www/src/binding.ts`, about numbers. A text crosses as the numbers of its characters, and stands last.
    /// What is missing counts as −1; a question that there is not has no answer.
    ///
    /// One way in and out for everything: each method of its own would take some two hundred bytes here and in the page's script.
    pub fn ask(&mut self, question: u8, numbers: &[f64]) -> Vec<f64> {
        let number = |place: usize| numbers.get(place).copied().unwrap_or(-1.0);
        let whole = |place: usize| number(place) as u32;
        let name = |from: usize| {
            numbers.get(from..).unwrap_or_default().iter().filter_map(|code| char::from_u32(*code as u32)).collect::<String>()
        };
        let model = self.ranker.model();
        match question {
            0 => vec![f64::from(model.item_count())],
            1 => vec![f64::from(model.find_item(&name(0)).map_or(NO_ITEM, |item| item.0))],
            2 => flat::text(model.item_id(ItemIndex(whole(0)))),
            3 => vec![flat::or_absent(model.find_category(&name(0)).map(|category| category.0))],
            4 => {
                vec![f64::from(Placement::ALL.get(whole(0) as usize).map_or(ListName::ForYou, |placement| placement.default_list()) as u8)]
            }
            5 => self.observe(whole(0), ItemIndex(whole(1)), number(2), number(3) as f32),
            6 => self.recommend(numbers),
            7 => self.explain(ItemIndex(whole(0))),
            8 => self.set_context(numbers),
            9 => self.set_taste(numbers),
            10 => {
                self.session.remember_purchase(ItemIndex(whole(0)), number(1) as f32);
                Vec::new()
            }
            11 => facts_of(model, ItemIndex(whole(0))),
            12 => flat::text(&name_of(model, whole(0), whole(1))),
            13 => vec![f64::from(value_of(model, whole(0), &name(1)))],
            14 => {
                self.session.reset();
                Vec::new()
            }
            15 => flat::session(&self.session),
            16 => flat::intent(self.ranker.intent(&self.session)),
            // No answer: the file is no model after all.
            17 => self.ranker.read_on().map(|more| f64::from(u8::from(more))).into_iter().collect(),
            _ => Vec::new(),
        }
    }
}

impl Engine {
    /// Records an event: its kind by number, Unix seconds, seconds of looking (below 0: unknown). Unknown kinds and items are ignored, but for a
    /// search, which counts whatever it led to.
    fn observe(&mut self, kind: u32, item: ItemIndex, seconds: f64, dwell: f32) -> Vec<f64> {
        if let Some(&kind) = EventKind::ALL.get(kind as usize) {
            if item.0 < self.ranker.model().item_count() {
                self.session.observe(kind, item, seconds, (dwell >= 0.0).then_some(dwell));
            } else if kind == EventKind::Search {
                self.session.note(kind, seconds);
            }
        }
        Vec::new()
    }

    /// Ranks. List type, category (below 0: the whole shop), limit, options, how many of the items that follow are what the list is about; the
    /// others are left out of it. Answers as [`flat::ranking`] says; with nothing for an unknown list type.
    fn recommend(&mut self, numbers: &[f64]) -> Vec<f64> {
        let Engine { ranker, session, context, question } = self;
        let Some(([list, category, limit, options, seeds], items)) = numbers.split_first_chunk() else { return Vec::new() };
        question.list = ListName::from_number(*list as u8);
        question.category = (*category >= 0.0).then_some(CategoryIndex(*category as u16));
        question.limit = *limit as usize;
        question.options = *options as u8;
        question.seeds = *seeds as usize;
        question.items.clear();
        question.items.extend(items.iter().map(|number| ItemIndex(*number as u32)));
        match question.request() {
            Some(request) => flat::ranking(ranker.rank(session, context, &request)),
            None => Vec::new(),
        }
    }

    /// Takes an item's score apart for what was asked for last. Answers as [`flat::trace`] says.
    fn explain(&mut self, item: ItemIndex) -> Vec<f64> {
        let Engine { ranker, session, context, question } = self;
        match question.request() {
            Some(request) => flat::trace(&ranker.trace(session, context, &request, item)),
            None => Vec::new(),
        }
    }

    /// Sets the context: a value for each dimension in the order of their numbers; missing and impossible ones become unknown.
    fn set_context(&mut self, values: &[f64]) -> Vec<f64> {
        self.context = Context::unknown();
        for (dimension, value) in Dimension::ALL.iter().zip(values) {
            self.context.set(*dimension, Some(*value as u8));
        }
        Vec::new()
    }

    /// Replaces the shopper's taste: the dial from −1 for what is familiar to 1 for what is not; then for each entry a class (0 category,
    /// 1 brand, 2 price tier, 3 trait), a value by number and a weight from −1 to 1, the share of all interest. Nothing but a dial of 0 forgets it.
    fn set_taste(&mut self, numbers: &[f64]) -> Vec<f64> {
        let mut taste = Taste::unknown();
        if let Some((dial, entries)) = numbers.split_first() {
            taste.set_novelty(*dial as f32);
            for entry in entries.chunks_exact(3) {
                if let [class, value, weight] = *entry
                    && let Some(class) = FactClass::ALL.get(class as usize)
                {
                    taste.set(Fact { class: *class, value: value as u32 }, weight as f32);
                }
            }
        }
        self.session.set_taste(taste);
        Vec::new()
    }
}

/// What is true of an item: category, brand and price tier, 0xFFFFFFFF where it has none, then its traits. Empty for an item of a
/// sensitive category, and for one that the model does not have: of these nothing may be inferred.
fn facts_of<B: AsRef<[u8]>>(model: &Model<B>, item: ItemIndex) -> Vec<f64> {
    let mut numbers = Vec::new();
    facts(model, item, &mut |fact| {
        if numbers.is_empty() {
            numbers.extend([f64::from(NO_ITEM); 3]);
        }
        let value = f64::from(fact.value);
        // Categories come from the most special one upwards.
        if fact.class == FactClass::Trait {
            numbers.push(value);
        } else if let Some(place) = numbers.get_mut(fact.class as usize).filter(|place| **place > 65_535.0) {
            *place = value;
        }
    });
    numbers
}

/// A category's names from general to special.
fn path<B: AsRef<[u8]>>(model: &Model<B>, category: CategoryIndex) -> String {
    let Some(outer) = model.category_parent(category) else { return model.category_name(category).to_owned() };
    let mut name = path(model, outer);
    name.push_str(" > ");
    name.push_str(model.category_name(category));
    name
}

/// Names of the price tiers, from the cheapest.
const TIERS: [&str; 4] = ["low", "medium", "high", "top"];

/// Name of a fact; empty where there is none. Categories go by their paths (“Clothing > Coats”), traits with their sort (“colour:red”).
fn name_of<B: AsRef<[u8]>>(model: &Model<B>, class: u32, value: u32) -> String {
    let number = u16::try_from(value).unwrap_or(u16::MAX);
    match class {
        0 => path(model, CategoryIndex(number)),
        1 => model.brand_name(BrandIndex(number)).to_owned(),
        2 => TIERS.get(value as usize).copied().unwrap_or_default().to_owned(),
        _ => model.trait_name(value).to_owned(),
    }
}

/// Number of a fact by its name; 0xFFFFFFFF where the model does not have it, or may infer nothing from it.
fn value_of<B: AsRef<[u8]>>(model: &Model<B>, class: u32, name: &str) -> u32 {
    match class {
        0 => model.find_category(name).filter(|category| !model.is_sensitive(*category)).map_or(NO_ITEM, |category| u32::from(category.0)),
        _ => (0..=u32::from(u16::MAX)).find(|value| !name.is_empty() && name_of(model, class, *value) == name).unwrap_or(NO_ITEM),
    }
}

/// What was asked for last, in memory that is kept.
#[derive(Default)]
struct Question {
    list: Option<ListName>,
    items: Vec<ItemIndex>,
    seeds: usize,
    category: Option<CategoryIndex>,
    limit: usize,
    options: u8,
}

impl Question {
    fn request(&self) -> Option<Request<'_>> {
        let (seeds, exclude) = self.items.split_at_checked(self.seeds)?;
        let repeats = match self.options & (REPEATS_ALWAYS | REPEATS_NOT_CURRENT) {
            0 => Repeats::Never,
            REPEATS_NOT_CURRENT => Repeats::NotCurrent,
            _ => Repeats::Always,
        };
        Some(Request {
            list: self.list?,
            seeds,
            category: self.category,
            limit: self.limit,
            exclude,
            repeats,
            fill: self.options & NO_FILL == 0,
            reasons: self.options & NO_REASONS == 0,
        })
    }
}
