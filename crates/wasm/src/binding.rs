//! The class that the page's runtime holds. Names cross as numbers and answers as flat lists of numbers: `www/src/binding.ts` turns
//! them into objects, in a twentieth of the bytes that it would take here.

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
    /// Opens a model file; nothing where the file is not a whole, valid model of this version: `vitrine verify` says why.
    pub fn open(model: Vec<u8>) -> Option<Engine> {
        let ranker = vitrine_engine::Engine::new(Model::open(model).ok()?);
        Some(Engine { ranker, session: Session::new(), context: Context::unknown(), question: Question::default() })
    }

    /// How many items the model has.
    #[wasm_bindgen(js_name = itemCount)]
    pub fn item_count(&self) -> u32 {
        self.ranker.model().item_count()
    }

    /// The number of an item by the shop's identifier or another of its names; 0xFFFFFFFF where the model does not have it.
    pub fn item(&self, id: &str) -> u32 {
        self.ranker.model().find_item(id).map_or(NO_ITEM, |item| item.0)
    }

    /// The shop's identifier of an item; empty where there is no such number.
    pub fn id(&self, item: u32) -> String {
        self.ranker.model().item_id(ItemIndex(item)).to_owned()
    }

    /// The number of a category by its name or path; below 0 where the model does not have it.
    pub fn category(&self, name: &str) -> i32 {
        self.ranker.model().find_category(name).map_or(-1, |category| i32::from(category.0))
    }

    /// The list type that a placement shows unless it asks for another, both by number.
    #[wasm_bindgen(js_name = placementList)]
    pub fn placement_list(&self, placement: u8) -> u8 {
        Placement::ALL.get(usize::from(placement)).map_or(ListName::ForYou, |placement| placement.default_list()) as u8
    }

    /// Records an event: `kind` by number, `seconds` of unix time, `dwell` in seconds (below 0: unknown). Unknown kinds and items are ignored.
    pub fn observe(&mut self, kind: u8, item: u32, seconds: f64, dwell: f32) {
        if let Some(kind) = EventKind::from_number(kind)
            && item < self.item_count()
        {
            self.session.observe(kind, ItemIndex(item), seconds, (dwell >= 0.0).then_some(dwell));
        }
    }

    /// Ranks. The first `seeds` of the `items` are what the list is about, the others are left out of it; `category` below 0 stands for the whole
    /// shop. Answers as [`flat::ranking`] says; with nothing for an unknown list type.
    pub fn recommend(&mut self, list: u8, items: &[u32], seeds: usize, category: i32, limit: usize, options: u8) -> Vec<f64> {
        let Engine { ranker, session, context, question } = self;
        question.list = ListName::from_number(list);
        question.items.clear();
        question.items.extend(items.iter().map(|number| ItemIndex(*number)));
        question.seeds = seeds;
        question.category = u16::try_from(category).ok().map(CategoryIndex);
        question.limit = limit;
        question.options = options;
        match question.request() {
            Some(request) => flat::ranking(ranker.rank(session, context, &request)),
            None => Vec::new(),
        }
    }

    /// Takes an item's score apart for what was asked for last. Answers as [`flat::trace`] says.
    pub fn explain(&mut self, item: u32) -> Vec<f64> {
        let Engine { ranker, session, context, question } = self;
        match question.request() {
            Some(request) => flat::trace(&ranker.trace(session, context, &request, ItemIndex(item))),
            None => Vec::new(),
        }
    }

    /// What the visit is about to do: its mode by number, and the probabilities of a purchase, of an addition to the cart and of leaving, below 0
    /// where the model does not tell. Empty before the first event and for a model that tells of no intent.
    pub fn intent(&self) -> Vec<f32> {
        let Some(intent) = self.ranker.intent(&self.session) else { return Vec::new() };
        let [purchase, add_to_cart, leaving] = intent.probabilities.map(|probability| probability.unwrap_or(-1.0));
        vec![f32::from(intent.mode as u8), purchase, add_to_cart, leaving]
    }

    /// Sets the context: a value for each dimension in the order of their numbers; missing and impossible ones become unknown.
    #[wasm_bindgen(js_name = setContext)]
    pub fn set_context(&mut self, values: &[u8]) {
        self.context = Context::unknown();
        for (dimension, value) in Dimension::ALL.into_iter().zip(values) {
            self.context.set(dimension, Some(*value));
        }
    }

    /// Replaces the shopper's taste: the dial from −1 for what is familiar to 1 for what is not; then for each entry a class (0 category,
    /// 1 brand, 2 price tier, 3 trait), a value by number and a weight from −1 to 1, the share of all interest. Dial and weights cross as
    /// their bits, so that one kind of list serves every call. Nothing but a dial of 0 forgets it.
    #[wasm_bindgen(js_name = setTaste)]
    pub fn set_taste(&mut self, numbers: &[u32]) {
        let mut taste = Taste::unknown();
        if let Some((dial, entries)) = numbers.split_first() {
            taste.set_novelty(f32::from_bits(*dial));
            for entry in entries.chunks_exact(3) {
                if let [class, value, weight] = *entry
                    && let Some(class) = FactClass::ALL.get(class as usize)
                {
                    taste.set(Fact { class: *class, value }, f32::from_bits(weight));
                }
            }
        }
        self.session.set_taste(taste);
    }

    /// Takes note of a purchase of an earlier visit, so many days ago.
    #[wasm_bindgen(js_name = rememberPurchase)]
    pub fn remember_purchase(&mut self, item: u32, days: f32) {
        self.session.remember_purchase(ItemIndex(item), days);
    }

    /// What is true of an item: category, brand and price tier, 0xFFFFFFFF where it has none, then its traits. Empty for an item of a
    /// sensitive category, and for one that the model does not have: of these nothing may be inferred.
    pub fn facts(&self, item: u32) -> Vec<f64> {
        let mut numbers = Vec::new();
        facts(self.ranker.model(), ItemIndex(item), &mut |fact| {
            if numbers.is_empty() {
                numbers.extend([f64::from(NO_ITEM); 3]);
            }
            let value = f64::from(fact.value);
            // Categories come from the most special one upwards.
            if fact.class == FactClass::Trait {
                numbers.push(value);
            } else if numbers[fact.class as usize] > 65_535.0 {
                numbers[fact.class as usize] = value;
            }
        });
        numbers
    }

    /// Name of a fact; empty where there is none. Categories go by their paths (“Clothing > Coats”), traits with their sort (“colour:red”).
    #[wasm_bindgen(js_name = nameOf)]
    pub fn name_of(&self, class: u8, value: u32) -> String {
        name_of(self.ranker.model(), class, value)
    }

    /// Number of a fact by its name; 0xFFFFFFFF where the model does not have it, or may infer nothing from it.
    #[wasm_bindgen(js_name = valueOf)]
    pub fn value_of(&self, class: u8, name: &str) -> u32 {
        let model = self.ranker.model();
        match class {
            0 => model
                .find_category(name)
                .filter(|category| !model.is_sensitive(*category))
                .map_or(NO_ITEM, |category| u32::from(category.0)),
            _ => (0..=u32::from(u16::MAX)).find(|value| !name.is_empty() && name_of(model, class, *value) == name).unwrap_or(NO_ITEM),
        }
    }

    /// Forgets the session; context and taste stay.
    pub fn reset(&mut self) {
        self.session.reset();
    }

    /// What is known of the visit, as [`flat::session`] says.
    pub fn session(&self) -> Vec<f64> {
        flat::session(&self.session)
    }
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

fn name_of<B: AsRef<[u8]>>(model: &Model<B>, class: u8, value: u32) -> String {
    let number = u16::try_from(value).unwrap_or(u16::MAX);
    match class {
        0 => path(model, CategoryIndex(number)),
        1 => model.brand_name(BrandIndex(number)).to_owned(),
        2 => TIERS.get(value as usize).copied().unwrap_or_default().to_owned(),
        _ => model.trait_name(value).to_owned(),
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
