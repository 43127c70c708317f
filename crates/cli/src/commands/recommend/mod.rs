//! `vitrine recommend`: the answer that a page would get for a session, with reasons and, on request, every part of every score.

pub mod circumstances;
mod show;
mod steps;
pub mod words;

use crate::arguments::RecommendArguments;
use crate::console;
use crate::failure::Failure;
use crate::model::{Opened, nearest, one_of};
use serde::Serialize;
pub use steps::flags_in_order;
use steps::{Flag, SessionFile};
use vitrine_engine::{Context, ListName, Placement, Recommendation, Repeats, Request, Session, Trace};
use vitrine_format::{CategoryIndex, ItemIndex};

/// What was asked, in words and as the engine takes it.
struct Question {
    list: ListName,
    seeds: Vec<ItemIndex>,
    category: Option<CategoryIndex>,
    context: Context,
    session: Session,
}

/// What was answered.
struct Answer {
    shows: ListName,
    items: Vec<(Recommendation, Option<Trace>)>,
}

/// Runs the command. `flags` are the session's events in the order given.
pub fn run(arguments: &RecommendArguments, flags: &[Flag]) -> Result<(), Failure> {
    let mut opened = Opened::open(&arguments.model)?;
    let question = question(&opened, arguments, flags)?;
    let repeats = if arguments.repeats { Repeats::NotCurrent } else { Repeats::Never };
    let request = Request {
        seeds: &question.seeds,
        category: question.category,
        limit: usize::from(arguments.limit),
        repeats,
        ..Request::of(question.list)
    };
    let ranking = opened.engine.rank(&question.session, &question.context, &request);
    let shows = ranking.shows;
    let found: Vec<Recommendation> = ranking.items.to_vec();
    let with_trace = |found: Recommendation| {
        let trace = arguments.trace.then(|| opened.engine.trace(&question.session, &question.context, &request, found.item));
        (found, trace)
    };
    let answer = Answer { shows, items: found.into_iter().map(with_trace).collect() };
    if arguments.json {
        console::json(&show::json(&opened, &question, &answer))
    } else {
        console::answer(&show::text(&opened, &question, &answer))
    }
}

fn question(opened: &Opened, arguments: &RecommendArguments, flags: &[Flag]) -> Result<Question, Failure> {
    let file = arguments.session.session.as_deref().map(SessionFile::read).transpose()?.unwrap_or_default();
    let mut context = circumstances::from_file(&file.context)?;
    circumstances::add(&mut context, &arguments.context)?;
    let session = steps::session(opened, &file.events, flags)?;
    let list = list(arguments)?;
    let category = arguments.category.as_deref().map(|name| category(opened, name)).transpose()?;
    let mut seeds = arguments.seed.iter().map(|id| opened.item(id)).collect::<Result<Vec<ItemIndex>, Failure>>()?;
    if seeds.is_empty() {
        seeds = default_seeds(arguments.placement.as_deref(), &session);
    }
    Ok(Question { list, seeds, category, context, session })
}

/// The list asked for: by its name, by the placement's default, or for-you.
fn list(arguments: &RecommendArguments) -> Result<ListName, Failure> {
    if let Some(name) = &arguments.list {
        return named(name, "list", ListName::from_name(name), ListName::ALL.map(ListName::name).as_slice());
    }
    match &arguments.placement {
        Some(name) => named(name, "placement", Placement::from_name(name), Placement::ALL.map(Placement::name).as_slice())
            .map(Placement::default_list),
        None => Ok(ListName::ForYou),
    }
}

/// What a page in this place takes as its products: the product just opened, the cart, or what was bought.
fn default_seeds(placement: Option<&str>, session: &Session) -> Vec<ItemIndex> {
    match placement.and_then(Placement::from_name) {
        Some(Placement::Product) => session.path().last().map(|step| step.item).into_iter().collect(),
        Some(Placement::Cart) => session.cart().to_vec(),
        Some(Placement::Confirmation) => session.bought().iter().rev().take(8).rev().copied().collect(),
        _ => Vec::new(),
    }
}

fn category(opened: &Opened, name: &str) -> Result<CategoryIndex, Failure> {
    let model = opened.model();
    model.find_category(name).ok_or_else(|| {
        let failure = Failure::input(format!("the model has no category `{name}`"));
        let names = (0..model.category_count()).map(|number| model.category_name(CategoryIndex(number)));
        match nearest(name, names) {
            names if names.is_empty() => failure,
            names => failure.with_hint(format!("did you mean {}?", one_of(&names))),
        }
    })
}

/// A value by its name, or an error that lists the names there are.
fn named<T>(name: &str, what: &str, found: Option<T>, names: &[&str]) -> Result<T, Failure> {
    found.ok_or_else(|| Failure::usage(format!("there is no {what} `{name}`")).with_hint(format!("expected one of {}", names.join(", "))))
}

/// An item in JSON.
#[derive(Serialize)]
struct NamedItem<'a> {
    id: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    title: Option<&'a str>,
}

impl<'a> NamedItem<'a> {
    fn of(opened: &'a Opened, item: ItemIndex) -> NamedItem<'a> {
        NamedItem { id: opened.model().item_id(item), title: opened.title(item) }
    }
}
