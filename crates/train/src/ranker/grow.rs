//! The questions that a shop's ranker is grown on, and what came of it in words.

use vitrine_catalog::{EventLog, Order};
use vitrine_format::{ItemFlags, ModelParts, Relation};

use super::{Outcome, Questions, windows};
use crate::assemble::{Facts, item_columns};
use crate::baskets::purchases;
use crate::chosen::chosen_options;
use crate::columns::{Brands, Categories, is_listed};
use crate::demand::Demand;
use crate::parallel::thread_count;
use crate::ranking::ranking_parameters;
use crate::relations::{RelationRows, bought_rows, item_order, keep_listed, numbers, packed};
use crate::report::TrainingReport;
use crate::sessions::Sessions;
use crate::similar::similar;
use crate::sparse::Cell;
use crate::viewed_next::viewed_next;
use crate::{TrainingInput, TrainingOptions};

/// The questions that a ranker would be grown on, for experiments.
#[doc(hidden)]
pub fn questions_for_experiments(input: &TrainingInput, options: &TrainingOptions) -> Questions {
    let threads = thread_count(options.threads);
    let sessions = Sessions::read(input.log);
    let listed: Vec<bool> = input.catalogue.products.iter().map(is_listed).collect();
    let (categories, brands) = (Categories::build(input.catalogue), Brands::build(input.catalogue));
    let alike = similar(input.catalogue, &listed, &options.similar, threads);
    let mut report = TrainingReport::default();
    let options = chosen_options(&sessions, input.catalogue.products.len(), options, threads, &mut report, &mut || ());
    let known = Known { input, sessions: &sessions, categories: &categories, brands: &brands, listed: &listed, alike: &alike };
    ranker_questions(&known, &options, threads)
}

/// What the models that are asked draw on.
pub(crate) struct Known<'a> {
    pub input: &'a TrainingInput<'a>,
    pub sessions: &'a Sessions,
    pub categories: &'a Categories,
    pub brands: &'a Brands,
    pub listed: &'a [bool],
    /// Rows of *similar*.
    pub alike: &'a [Vec<Cell>],
}

/// Questions of the latest sessions, in windows, each asked of a model of what came before it: from the last window back until there are
/// enough, because each one costs a building of the lists.
///
/// The model has every relation that the score draws on. Without the weaker ones, trees would come to trust differences that the model that
/// ships does not show: on a log of 217 products it cost them a sixth of the hits that they were grown to win.
pub(crate) fn ranker_questions(known: &Known, options: &TrainingOptions, threads: usize) -> Questions {
    let Known { input, sessions, categories, brands, listed, alike } = *known;
    let products = input.catalogue.products.len();
    let mut questions = Questions::default();
    for window in windows(input.log, options.ranker.windows) {
        if questions.asked >= options.ranker.questions {
            break;
        }
        let end = window.sessions.first().map_or(f64::MAX, |events| events.first().map_or(f64::MAX, |event| event.time));
        let before = window.sessions.first().map_or(0, |events| input.log.events.len() - remaining(input.log, events));
        let log = EventLog { events: input.log.events.get(..before).unwrap_or_default().to_vec() };
        let orders: Vec<Order> = input.orders.iter().filter(|order| order.time < end).cloned().collect();

        let (head, _) = sessions.split_at(window.first);
        let rows = |relation, rows| RelationRows { relation, rows, source: String::new(), obstacle: "" };
        let mut relations = vec![rows(Relation::ViewedNext, viewed_next(&head, products, &options.viewed_next, threads))];
        relations.extend(bought_rows(&purchases(&orders, &log), products, options, threads, &mut TrainingReport::default()));
        relations.push(rows(Relation::Similar, alike.to_vec()));
        keep_listed(&mut relations, listed);
        let order = item_order(&relations, categories, options.renumber, threads);
        let number_of = numbers(&order);
        let relations: Vec<_> = relations.iter().filter_map(|relation| packed(relation, &order, &number_of)).collect();
        if !relations.iter().any(|part| part.relation == Relation::ViewedNext) {
            continue;
        }
        let demand = Demand::count(input.catalogue, &orders, &log, &options.demand);
        let facts = Facts { input, demand: &demand, categories, brands, durable: &[] };
        let (mut items, _) = item_columns(&facts, &order, &number_of);
        items.flags = vec![ItemFlags(ItemFlags::AVAILABLE | ItemFlags::LISTED); products];
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

/// What growing came to, for the report.
pub(crate) fn ranker_note(found: &Outcome) -> String {
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
