//! From a catalogue, its orders and its log to the parts of a model.

use std::sync::Arc;

use vitrine_catalog::{Catalogue, EventLog, Order, ProductIndex};
use vitrine_format::{ModelParts, Relation};

use crate::assemble::{Facts, assemble, item_columns};
use crate::baskets;
use crate::check::check;
use crate::chosen::{chosen_options, support_cost};
use crate::columns::{Brands, Categories, is_listed};
use crate::context::{FoundEffect, context};
use crate::demand::Demand;
use crate::durable::durable;
use crate::intent;
use crate::likings::{is_worth_writing, taste_note, traits_part};
use crate::parallel::thread_count;
use crate::ranker::{Known, ranker_note, ranker_questions, train_ranker};
use crate::relations::{RelationRows, also_viewed_rows, bought_rows, item_order, keep_listed, numbers, viewed_next_rows};
use crate::report::{Progress, TrainingReport};
use crate::repurchase::repurchase;
use crate::sensitive::sensitive;
use crate::sessions::Sessions;
use crate::similar::similar;
use crate::support::settle;
use crate::{Alike, TrainError, TrainingOptions, findings};

/// What a model is trained from.
#[derive(Clone, Copy, Debug)]
pub struct TrainingInput<'a> {
    /// The shop's products; every one becomes an item.
    pub catalogue: &'a Catalogue,
    /// Orders, in any order; may be empty.
    pub orders: &'a [Order],
    /// Browsing events; may be empty.
    pub log: &'a EventLog,
}

/// A trained model and what became of the input.
#[derive(Clone, Debug, PartialEq)]
pub struct Training {
    /// Ready to be encoded.
    pub parts: ModelParts,
    /// The product of each item number.
    pub item_order: Vec<ProductIndex>,
    /// What was found and chosen.
    pub report: TrainingReport,
    /// Effects of circumstances, one by one.
    pub effects: Vec<FoundEffect>,
}

const STAGES: [&str; 10] = [
    "comparing texts",
    "predicting the latest sessions",
    "learning what neighbours are worth",
    "counting what is viewed next",
    "counting pairs",
    "counting demand",
    "looking for effects of context",
    "growing trees on them",
    "numbering items",
    "packing weights",
];

/// Products that a shop must have for near numbers to mean more than far ones: as far as nearness reaches.
const FEWEST_FOR_NEARNESS: usize = 1_024;

/// Trains a model; the same input and options give the same parts on any number of threads.
///
/// `progress` is called before each stage and once at the end. Shops with little data get fewer parts, never an error: the report says
/// which parts are active and why.
pub fn train(input: &TrainingInput, options: &TrainingOptions, progress: &mut dyn FnMut(Progress)) -> Result<Training, TrainError> {
    check(input, options)?;
    let threads = thread_count(options.threads);
    let mut stages = STAGES.iter().enumerate();
    let mut begin_next = |progress: &mut dyn FnMut(Progress)| {
        if let Some((done, stage)) = stages.next() {
            progress(Progress { stage, done, of: STAGES.len() });
        }
    };
    let products = &input.catalogue.products;
    let listed: Vec<bool> = products.iter().map(is_listed).collect();
    let sessions = Sessions::read(input.log);
    let purchases = baskets::purchases(input.orders, input.log);

    begin_next(progress);
    let alike = similar(input.catalogue, &listed, &options.similar, threads);

    begin_next(progress);
    let (mut options, support) = settle(&sessions, products.len(), options, threads);
    if options.viewed_next.minimum_support > 1 {
        options.viewed_next.fill.alike = Alike(Arc::new(alike.clone()));
    }
    let mut report = TrainingReport { support, ..TrainingReport::default() };
    let mut options = chosen_options(&sessions, products.len(), &options, threads, &mut report, &mut || begin_next(progress));
    if !options.renumber || products.len() < FEWEST_FOR_NEARNESS {
        // The catalogue's order knows nothing of what is viewed together, and in a small shop every number is near.
        options.score.near = 0.0;
    }
    let options = &options;

    begin_next(progress);
    let mut relations = vec![viewed_next_rows(&sessions, products.len(), options, threads)];
    begin_next(progress);
    relations.push(also_viewed_rows(&sessions, products.len(), options, threads, &mut report));
    relations.extend(bought_rows(&purchases, products.len(), options, threads, &mut report));
    relations.push(RelationRows {
        relation: Relation::Similar,
        rows: alike.clone(),
        source: format!("texts, categories, brands and prices of {} products", products.len()),
        obstacle: "the catalogue has no texts and no categories to compare",
    });
    keep_listed(&mut relations, &listed);

    begin_next(progress);
    let demand = Demand::count(input.catalogue, input.orders, input.log, &options.demand);
    let categories = Categories::build(input.catalogue);
    let brands = Brands::build(input.catalogue);
    let durable = durable(&purchases, &categories, products.len());
    begin_next(progress);
    let silent = sensitive(&categories, &options.sensitive);
    let context = context(input.orders, input.log, &categories, &silent, &options.context);

    begin_next(progress);
    let ranker = if options.ranker.active {
        let known = Known { input, sessions: &sessions, categories: &categories, brands: &brands, listed: &listed, alike: &alike };
        train_ranker(&ranker_questions(&known, options, threads), &options.ranker, threads)
    } else {
        None
    };
    if let Some(found) = &ranker {
        report.notes.push(ranker_note(found));
    }
    report.support.cost = support_cost(&sessions, products.len(), options, threads);

    begin_next(progress);
    let order = item_order(&relations, &categories, options.renumber, threads);
    let number_of = numbers(&order);

    begin_next(progress);
    let facts = Facts { input, demand: &demand, categories: &categories, brands: &brands, durable: &durable };
    let (items, aliases_left_out) = item_columns(&facts, &order, &number_of);
    let mut parts = assemble(&facts, &relations, &context, items, &order, &number_of, options);
    parts.ranker = ranker.and_then(|found| found.part);
    let (traits, learned) = traits_part(&facts, &purchases, &order, &parts, options);
    report.notes.push(taste_note(&traits, &learned));
    parts.traits = is_worth_writing(&traits).then_some(traits);
    parts.repurchase = repurchase(&purchases, &categories, &durable, &order);
    parts.intent = intent::learn(input, &parts, &number_of, options.context.log_has_times, &mut report);
    report.sessions = sessions.len();
    report.session_steps = sessions.steps();
    findings::describe(&mut report, &facts, &purchases, &relations, &context, &parts, options, aliases_left_out);
    let effects = context.into_iter().flat_map(|finding| finding.effects).collect();
    progress(Progress { stage: "done", done: STAGES.len(), of: STAGES.len() });
    Ok(Training { parts, item_order: order.into_iter().map(ProductIndex).collect(), report, effects })
}
