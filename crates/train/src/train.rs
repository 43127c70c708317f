//! From a catalogue, its orders and its log to the parts of a model.

use std::sync::Arc;

use vitrine_catalog::{Catalogue, EventLog, Order, ProductIndex};
use vitrine_format::{CategoryIndex, ItemColumns, ItemFlags, ItemIndex, ModelParts, Relation, RelationPart, Scale, TraitsPart};

use crate::baskets::{self, Purchase};
use crate::check::check;
use crate::columns::{Brands, Categories, aliases, flags, groups, is_listed};
use crate::context::{ContextFinding, context};
use crate::demand::Demand;
use crate::durable::durable;
use crate::intent;
use crate::lists::lists;
use crate::pairs::{PairWeight, pair_rows};
use crate::parallel::thread_count;
use crate::quantise::quantise;
use crate::ranker::{Outcome, Questions, train_ranker, windows};
use crate::ranking::ranking_parameters;
use crate::renumber::renumber;
use crate::report::{Progress, SupportCost, TrainingReport};
use crate::repurchase::repurchase;
use crate::sensitive::sensitive;
use crate::sessions::Sessions;
use crate::similar::similar;
use crate::sparse::Cell;
use crate::support::settle;
use crate::taste::{Strengths, strengths};
use crate::traits::{Traits, tiers};
use crate::tune::{achieved, tune};
use crate::viewed_next::viewed_next;
use crate::worth::{Learned, learn};
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
}

/// Rows of one relation, by product.
pub(crate) struct RelationRows {
    pub relation: Relation,
    pub rows: Vec<Vec<Cell>>,
    /// What it was counted from, for the report.
    pub source: String,
    /// Why there is nothing, should it be empty.
    pub obstacle: &'static str,
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
    relations.extend(counted_relations(&sessions, &purchases, products.len(), options, threads, &mut report));
    relations.push(RelationRows {
        relation: Relation::Similar,
        rows: alike,
        source: format!("texts, categories, brands and prices of {} products", products.len()),
        obstacle: "the catalogue has no texts and no categories to compare",
    });
    for cells in relations.iter_mut().flat_map(|relation| &mut relation.rows) {
        // What may never be shown needs no place in a list.
        cells.retain(|cell| listed.get(cell.0 as usize) == Some(&true));
    }

    begin_next(progress);
    let demand = Demand::count(input.catalogue, input.orders, input.log, &options.demand);
    let categories = Categories::build(input.catalogue);
    let brands = Brands::build(input.catalogue);
    let durable = durable(&purchases, &categories, products.len());
    begin_next(progress);
    let context = context(input.orders, input.log, &categories, &options.context);

    begin_next(progress);
    let ranker = if options.ranker.active {
        train_ranker(&ranker_questions(input, &sessions, &categories, &brands, &listed, options, threads), &options.ranker, threads)
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
    parts.intent = intent::learn(input, &parts, &number_of, options.context.log_has_times, &mut report.notes);
    report.sessions = sessions.len();
    report.session_steps = sessions.steps();
    findings::describe(&mut report, &facts, &purchases, &relations, &context, &parts, options, aliases_left_out);
    progress(Progress { stage: "done", done: STAGES.len(), of: STAGES.len() });
    Ok(Training { parts, item_order: order.into_iter().map(ProductIndex).collect(), report })
}

/// The options with what the shop's own sessions choose: the numbers of the lists, what neighbours are worth, the numbers of the score.
fn chosen_options(
    sessions: &Sessions,
    products: usize,
    options: &TrainingOptions,
    threads: usize,
    report: &mut TrainingReport,
    begin_next: &mut dyn FnMut(),
) -> TrainingOptions {
    let mut options = options.clone();
    let calibrate = options.calibrate && sessions.views() > 0;
    // The numbers of the lists come before what is learned on top of them; those of the score come after it.
    if calibrate && options.tune_seconds > 0 {
        match tune(sessions, products, &options, threads) {
            Ok(found) => {
                options = found.options;
                report.tuned = Some(found.tuned);
            }
            Err(why) => report.notes.push(kept_note(&why)),
        }
    }

    begin_next();
    let learned = if options.learn_worth { learn(sessions, products, &options, threads) } else { None };
    let weights_changed = learned.is_some();
    if let Some(learned) = learned {
        report.notes.push(worth_note(&learned));
        options.viewed_next.worth = Some(learned.worth);
        options.score = learned.score;
    }
    if calibrate && (weights_changed || options.tune_seconds == 0) {
        match tune(sessions, products, &TrainingOptions { tune_seconds: 0, ..options.clone() }, threads) {
            Ok(found) => {
                options.score = found.options.score;
                report.tuned.get_or_insert(found.tuned);
            }
            Err(why) if options.tune_seconds == 0 => report.notes.push(kept_note(&why)),
            Err(_) => {}
        }
    }
    options
}

/// The questions that a ranker would be grown on, for experiments.
#[doc(hidden)]
pub fn questions_for_experiments(input: &TrainingInput, options: &TrainingOptions) -> Questions {
    let threads = thread_count(options.threads);
    let sessions = Sessions::read(input.log);
    let listed: Vec<bool> = input.catalogue.products.iter().map(is_listed).collect();
    let (categories, brands) = (Categories::build(input.catalogue), Brands::build(input.catalogue));
    let mut report = TrainingReport::default();
    let options = chosen_options(&sessions, input.catalogue.products.len(), options, threads, &mut report, &mut || ());
    ranker_questions(input, &sessions, &categories, &brands, &listed, &options, threads)
}

/// Questions of the latest sessions, in windows, each asked of a model of what came before it: from the last window back until there are
/// enough, because each one costs a building of the lists.
#[allow(clippy::too_many_arguments)]
fn ranker_questions(
    input: &TrainingInput,
    sessions: &Sessions,
    categories: &Categories,
    brands: &Brands,
    listed: &[bool],
    options: &TrainingOptions,
    threads: usize,
) -> Questions {
    let products = input.catalogue.products.len();
    let mut questions = Questions::default();
    for window in windows(input.log, options.ranker.windows) {
        if questions.asked >= options.ranker.questions {
            break;
        }
        let (head, _) = sessions.split_at(window.first);
        let mut rows = viewed_next(&head, products, &options.viewed_next, threads);
        for cells in &mut rows {
            cells.retain(|cell| listed.get(cell.0 as usize) == Some(&true));
        }
        let relations = [RelationRows { relation: Relation::ViewedNext, rows, source: String::new(), obstacle: "" }];
        let order = item_order(&relations, categories, options.renumber, threads);
        let number_of = numbers(&order);
        let Some(part) = packed(&relations[0], &order, &number_of) else { continue };
        drop(relations);
        let end = window.sessions.first().map_or(f64::MAX, |events| events.first().map_or(f64::MAX, |event| event.time));
        let before = window.sessions.first().map_or(0, |events| input.log.events.len() - remaining(input.log, events));
        let log = EventLog { events: input.log.events.get(..before).unwrap_or_default().to_vec() };
        let orders: Vec<Order> = input.orders.iter().filter(|order| order.time < end).cloned().collect();
        let demand = Demand::count(input.catalogue, &orders, &log, &options.demand);
        let facts = Facts { input, demand: &demand, categories, brands, durable: &[] };
        let (mut items, _) = item_columns(&facts, &order, &number_of);
        items.flags = vec![ItemFlags(ItemFlags::AVAILABLE | ItemFlags::LISTED); products];
        let relations = vec![part];
        let parts = ModelParts {
            categories: categories.tree.clone(),
            brands: brands.names.clone(),
            ranking: ranking_parameters(&relations, &options.score),
            relations,
            items,
            ..ModelParts::default()
        };
        window.ask(&parts, &number_of, options.ranker.questions - questions.asked, &options.ranker.readings, threads, &mut questions);
    }
    questions
}

/// Events of a log from those of one session on.
fn remaining(log: &EventLog, session: &[vitrine_catalog::Event]) -> usize {
    let first = session.first().map(|event| event.session);
    log.events.len() - log.events.partition_point(|event| Some(event.session) < first)
}

fn ranker_note(found: &Outcome) -> String {
    let Outcome { questions, before, after, part } = found;
    format!(
        "{} {} questions of the latest sessions, {} more held out: HR@20 {:.3} → {:.3}, MRR@20 {:.3} → {:.3} there",
        if part.is_some() { "a ranker was grown on" } else { "no ranker, for it won nothing when grown on" },
        questions.0,
        questions.1,
        before.0,
        after.0,
        before.1,
        after.1
    )
}

fn kept_note(why: &str) -> String {
    format!("the list of what is viewed next keeps its default numbers, because {why}")
}

fn worth_note(learned: &Learned) -> String {
    let ([asked, held], before, after) = (learned.questions, learned.before, learned.after);
    format!(
        "what neighbours are worth was learned from {asked} steps of the latest sessions: HR@20 {:.3} → {:.3}, MRR@20 {:.3} → {:.3} on {held} others",
        before.0, after.0, before.1, after.1
    )
}

/// Traits, tiers, sensitive categories, and how much likings count.
fn traits_part(
    facts: &Facts,
    purchases: &[Purchase],
    order: &[u32],
    parts: &ModelParts,
    options: &TrainingOptions,
) -> (TraitsPart, Strengths) {
    let (catalogue, categories) = (facts.input.catalogue, facts.categories);
    let traits = Traits::build(catalogue);
    let (tiers, sensitive) = (tiers(catalogue, categories), sensitive(categories, &options.sensitive));
    let may_be_told = |category: CategoryIndex| sensitive.get(usize::from(category.0)) != Some(&true);
    let facts_of = |product: u32| {
        let own = categories.chain_of(product).next();
        if own.is_some_and(|category| !may_be_told(category)) {
            return <[Vec<u32>; 4]>::default();
        }
        let chain = categories.chain_of(product).map(|category| u32::from(category.0)).collect();
        let brand = facts.brands.of_product.get(product as usize).copied().flatten();
        let row = tiers.get(own.map_or(categories.tree.len(), |category| usize::from(category.0))).copied().unwrap_or_default();
        let price = catalogue.products.get(product as usize).and_then(vitrine_catalog::Product::price).unwrap_or(0);
        let tier = (price > 0 && row[0] > 0).then(|| row.iter().filter(|bound| **bound < price).count() as u32);
        let own_traits = traits.of_product.get(product as usize).into_iter().flatten().map(|number| u32::from(*number));
        [chain, brand.map(|brand| u32::from(brand.0)).into_iter().collect(), tier.into_iter().collect(), own_traits.collect()]
    };
    let learned = strengths(purchases, &(0..order.len() as u32).map(facts_of).collect());
    let of_items = order.iter().map(|&product| traits.of_product.get(product as usize).cloned().unwrap_or_default()).collect();
    debug_assert_eq!(parts.categories.len(), sensitive.len());
    (TraitsPart { strengths: learned.values, sensitive, tiers, names: traits.names, of_items }, learned)
}

/// Whether the section says anything that a reader would not assume without it.
fn is_worth_writing(part: &TraitsPart) -> bool {
    let plain = part.names.is_empty() && !part.sensitive.contains(&true) && part.tiers.iter().all(|bounds| bounds[0] == 0);
    !plain || part.strengths.map(f32::to_bits) != TraitsPart::DEFAULT_STRENGTHS.map(f32::to_bits)
}

fn taste_note(part: &TraitsPart, learned: &Strengths) -> String {
    let [category, brand, price, traits, _] = part.strengths;
    let source = match learned.purchases {
        [0, _] => "too few customers return to learn from".to_owned(),
        [asked, held] => format!("from {asked} purchases of returning customers, checked on {held} others"),
    };
    let sensitive = part.sensitive.iter().filter(|sensitive| **sensitive).count();
    format!(
        "likings count {category} for categories, {brand} for brands, {price} for price tiers, {traits} for traits ({source}); {} traits, \
         {sensitive} sensitive categories",
        part.names.len()
    )
}

/// What the columns and the report draw on.
pub(crate) struct Facts<'a> {
    pub input: &'a TrainingInput<'a>,
    pub demand: &'a Demand,
    pub categories: &'a Categories,
    pub brands: &'a Brands,
    pub durable: &'a [bool],
}

fn viewed_next_rows(sessions: &Sessions, products: usize, options: &TrainingOptions, threads: usize) -> RelationRows {
    let on = options.viewed_next.neighbours > 0 && sessions.views() > 0;
    RelationRows {
        relation: Relation::ViewedNext,
        rows: if on { viewed_next(sessions, products, &options.viewed_next, threads) } else { vec![Vec::new(); products] },
        source: format!("{} sessions with {} steps", sessions.len(), sessions.steps()),
        obstacle: if sessions.views() == 0 { "there are no views" } else { "no session has two different products" },
    }
}

/// What the threshold of *viewed next* costs on the latest sessions.
fn support_cost(sessions: &Sessions, products: usize, options: &TrainingOptions, threads: usize) -> Option<SupportCost> {
    if !options.calibrate || options.viewed_next.neighbours == 0 || options.viewed_next.minimum_support <= 1 {
        return None;
    }
    let (mut without, mut bare) = (options.clone(), options.clone());
    without.viewed_next.minimum_support = 1;
    bare.viewed_next.fill.rounds = 0;
    let (predictions, found) = achieved(sessions, products, &[&without, &bare, options], threads)?;
    let [without, bare, filled]: [(f64, f64); 3] = found.try_into().ok()?;
    Some(SupportCost { predictions, hit_rate: [without.0, bare.0, filled.0], reciprocal_rank: [without.1, bare.1, filled.1] })
}

/// *Also viewed*, *bought together* and *also bought*.
fn counted_relations(
    sessions: &Sessions,
    purchases: &[Purchase],
    products: usize,
    options: &TrainingOptions,
    threads: usize,
    report: &mut TrainingReport,
) -> [RelationRows; 3] {
    let viewed =
        if sessions.views() > 0 { baskets::of_sessions(sessions, options.also_viewed.largest_basket) } else { baskets::Baskets::default() };
    let together = baskets::of_purchases(purchases, options.bought_together.largest_basket);
    let customers = baskets::of_customers(purchases, options.also_bought.largest_basket);
    report.customers = customers.baskets.len();
    for (what, baskets) in [("sessions", &viewed), ("orders", &together), ("customers", &customers)] {
        if baskets.cut > 0 {
            report.notes.push(format!("{} {what} hold very many products and count with their latest ones only", baskets.cut));
        }
    }
    let rows = |baskets, weight, options: &crate::PairOptions| {
        if options.neighbours > 0 { pair_rows(baskets, products, weight, options, threads) } else { vec![Vec::new(); products] }
    };
    [
        RelationRows {
            relation: Relation::AlsoViewed,
            rows: rows(&viewed, PairWeight::Closeness, &options.also_viewed),
            source: format!("{} sessions with two products or more", viewed.with_pairs()),
            obstacle: "no two products are viewed together above chance by enough visitors",
        },
        RelationRows {
            relation: Relation::BoughtTogether,
            rows: rows(&together, PairWeight::Evidence, &options.bought_together),
            source: format!("{} orders with two products or more", together.with_pairs()),
            obstacle: "no two products are ordered together above chance by enough customers",
        },
        RelationRows {
            relation: Relation::AlsoBought,
            rows: rows(&customers, PairWeight::Evidence, &options.also_bought),
            source: format!("{} customers with two products or more", customers.with_pairs()),
            obstacle: "no two products are bought by the same customers above chance often enough",
        },
    ]
}

/// Products in the order of their item numbers: by the first relation that has neighbours.
fn item_order(relations: &[RelationRows], categories: &Categories, renumbered: bool, threads: usize) -> Vec<u32> {
    let products = categories.of_product.len();
    if !renumbered {
        return (0..products as u32).collect();
    }
    let nothing = vec![Vec::new(); products];
    let leading = relations.iter().find(|relation| relation.rows.iter().any(|cells| !cells.is_empty()));
    let rows = leading.map_or(&nothing, |relation| &relation.rows);
    renumber(rows, |product| categories.of_product.get(product as usize).copied().flatten(), threads)
}

/// The item number of each product.
fn numbers(order: &[u32]) -> Vec<ItemIndex> {
    let mut number_of = vec![ItemIndex(0); order.len()];
    for (number, &product) in order.iter().enumerate() {
        if let Some(place) = number_of.get_mut(product as usize) {
            *place = ItemIndex(number as u32);
        }
    }
    number_of
}

/// A relation's rows by item, quantised; `None` where all are empty.
fn packed(relation: &RelationRows, order: &[u32], number_of: &[ItemIndex]) -> Option<RelationPart> {
    let renumbered = |cells: &Vec<Cell>| -> Vec<Cell> {
        cells.iter().filter_map(|&(product, weight)| Some((number_of.get(product as usize)?.0, weight))).collect()
    };
    let row = |&product: &u32| relation.rows.get(product as usize).map(renumbered).unwrap_or_default();
    quantise(relation.relation, &order.iter().map(row).collect::<Vec<_>>())
}

fn item_columns(facts: &Facts, order: &[u32], number_of: &[ItemIndex]) -> (ItemColumns, usize) {
    let in_order = || order.iter().filter_map(|&product| facts.input.catalogue.products.get(product as usize));
    let (aliases, left_out) = aliases(facts.input.catalogue, number_of);
    let value = |column: &[f64], product: u32| column.get(product as usize).copied().unwrap_or(0.0);
    // The most popular item gets the largest code, so that the codes reach down as far as they can.
    let largest = facts.demand.popularity.iter().copied().fold(0.0, f64::max).max(f64::MIN_POSITIVE);
    let whole = f64::from(Scale(255).value());
    let columns = ItemColumns {
        ids: in_order().map(|product| product.id.clone()).collect(),
        aliases,
        prices: in_order().map(|product| product.price().unwrap_or(0)).collect(),
        categories: order.iter().map(|&product| facts.categories.of_product.get(product as usize).copied().flatten()).collect(),
        brands: order.iter().map(|&product| facts.brands.of_product.get(product as usize).copied().flatten()).collect(),
        groups: groups(in_order()),
        flags: order
            .iter()
            .filter_map(|&product| {
                let durable = facts.durable.get(product as usize) == Some(&true);
                facts.input.catalogue.products.get(product as usize).map(|product| flags(product, durable))
            })
            .collect(),
        popularity: order.iter().map(|&product| Scale::nearest(value(&facts.demand.popularity, product) / largest * whole)).collect(),
        // Hundredths of a standard deviation.
        trend: order.iter().map(|&product| Scale::nearest(value(&facts.demand.trend, product) * 100.0)).collect(),
        ages: order.iter().map(|&product| age_code(facts.demand.ages.get(product as usize).copied().flatten())).collect(),
    };
    (columns, left_out)
}

/// Whole days; an age too large for the column is the oldest that it holds, because 65,535 stands for unknown.
fn age_code(days: Option<f64>) -> u16 {
    days.map_or(u16::MAX, |days| days.min(f64::from(u16::MAX - 1)) as u16)
}

fn assemble(
    facts: &Facts,
    relations: &[RelationRows],
    context: &[ContextFinding],
    items: ItemColumns,
    order: &[u32],
    number_of: &[ItemIndex],
    options: &TrainingOptions,
) -> ModelParts {
    let relations: Vec<_> = relations.iter().filter_map(|relation| packed(relation, order, number_of)).collect();
    let mut can_be_shown = vec![false; order.len()];
    for (&product, flags) in order.iter().zip(&items.flags) {
        if let Some(shown) = can_be_shown.get_mut(product as usize) {
            *shown = flags.can_be_shown();
        }
    }
    ModelParts {
        built: facts.demand.newest.floor() as i64,
        currency: facts.input.catalogue.currency.clone(),
        categories: facts.categories.tree.clone(),
        brands: facts.brands.names.clone(),
        ranking: ranking_parameters(&relations, &options.score),
        relations,
        context: context.iter().filter_map(|finding| finding.part.clone()).collect(),
        ranker: None,
        intent: None,
        traits: None,
        repurchase: None,
        lists: lists(facts.demand, &can_be_shown, facts.categories, number_of, &options.demand),
        items,
    }
}
