//! `vitrine recommend`: the answer that a page would get for a session, with reasons and, on request, every part of every score.

pub mod circumstances;
mod show;
mod steps;
mod taste;
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
    let answer = answer(&mut opened, &question, arguments);
    if arguments.json {
        console::json(&show::json(&opened, &question, &answer))
    } else {
        console::answer(&show::text(&opened, &question, &answer))
    }
}

/// Asks the engine.
fn answer(opened: &mut Opened, question: &Question, arguments: &RecommendArguments) -> Answer {
    let request = Request {
        seeds: &question.seeds,
        category: question.category,
        limit: usize::from(arguments.limit),
        repeats: if arguments.repeats { Repeats::NotCurrent } else { Repeats::Never },
        ..Request::of(question.list)
    };
    let ranking = opened.engine.rank(&question.session, &question.context, &request);
    let shows = ranking.shows;
    let found: Vec<Recommendation> = ranking.items.to_vec();
    let with_trace = |found: Recommendation| {
        let trace = arguments.trace.then(|| opened.engine.trace(&question.session, &question.context, &request, found.item));
        (found, trace)
    };
    Answer { shows, items: found.into_iter().map(with_trace).collect() }
}

fn question(opened: &Opened, arguments: &RecommendArguments, flags: &[Flag]) -> Result<Question, Failure> {
    let file = arguments.session.session.as_deref().map(SessionFile::read).transpose()?.unwrap_or_default();
    let mut context = circumstances::from_file(opened.model(), &file.context)?;
    circumstances::add(opened.model(), &mut context, &arguments.context)?;
    let mut session = steps::session(opened, &file.events, flags)?;
    session.set_taste(taste::taste(opened, &arguments.taste)?);
    taste::remember(opened, &mut session, &arguments.bought)?;
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

#[cfg(test)]
mod tests {
    use super::{answer, flags_in_order, question, show};
    use crate::arguments::{Arguments, Command, RecommendArguments};
    use crate::failure::Failure;
    use crate::testing::opened;
    use clap::{CommandFactory as _, FromArgMatches as _};
    use serde_json::Value;

    fn parsed(line: &[&str]) -> (RecommendArguments, Vec<super::Flag>) {
        let matches = Arguments::command().try_get_matches_from(["vitrine", "recommend", "m"].iter().chain(line)).unwrap();
        let flags = flags_in_order(matches.subcommand_matches("recommend").unwrap());
        match Arguments::from_arg_matches(&matches).unwrap().command {
            Command::Recommend(arguments) => (arguments, flags),
            _ => unreachable!(),
        }
    }

    fn text_and_json(line: &[&str]) -> Result<(String, Value), Failure> {
        let (arguments, flags) = parsed(line);
        let mut opened = opened();
        let question = question(&opened, &arguments, &flags)?;
        let answer = answer(&mut opened, &question, &arguments);
        let json = serde_json::to_value(show::json(&opened, &question, &answer)).unwrap();
        Ok((show::text(&opened, &question, &answer), json))
    }

    #[test]
    fn a_session_of_coats_gets_coats_and_the_reason_names_one() {
        let (text, json) = text_and_json(&["--view", "coat-0", "--view", "coat-1", "--limit", "3"]).unwrap();
        let items = json["items"].as_array().unwrap();
        assert_eq!(items.len(), 3);
        assert!(items.iter().all(|item| item["id"].as_str().unwrap().starts_with("coat-")), "{json}");
        assert!(text.contains("because you looked at A coat of sort") || text.contains("because of several things"), "{text}");
    }

    #[test]
    fn the_parts_of_a_trace_add_up_to_the_score() {
        let (text, json) = text_and_json(&["--view", "coat-0", "--cart", "coat-3", "--view", "pot-2", "--trace"]).unwrap();
        for item in json["items"].as_array().unwrap() {
            let trace = &item["trace"];
            let number = |value: &Value| value.as_f64().unwrap() as f32;
            let parts: Vec<f32> = trace["parts"].as_array().unwrap().iter().map(|part| number(&part["value"])).collect();
            let sum = parts.iter().skip(1).fold(parts[0], |sum, part| sum + part);
            let score = sum * number(&trace["ignored"]) * number(&trace["context"]);
            assert_eq!(score.to_bits(), number(&item["score"]).to_bits(), "{item}");
            assert!(text.contains(&format!("= {score:.6}  score")), "{text}");
        }
    }

    #[test]
    fn a_products_shelf_is_about_the_product_just_opened() {
        let (_, json) = text_and_json(&["--view", "pot-4", "--view", "coat-2", "--placement", "product"]).unwrap();
        assert_eq!(json["seeds"], serde_json::json!(["coat-2"]));
        assert_eq!(json["list"], "viewed-next");
        let (_, json) = text_and_json(&["--view", "pot-4", "--cart", "coat-2", "--placement", "cart"]).unwrap();
        assert_eq!(json["seeds"], serde_json::json!(["coat-2"]));
    }

    #[test]
    fn names_that_the_model_does_not_have_come_with_the_nearest_ones() {
        let failure = |line: &[&str]| text_and_json(line).map(|_| ()).unwrap_err();
        let unknown = failure(&["--view", "coat-9"]);
        assert_eq!(unknown.to_string(), "the model has no item `coat-9`");
        assert!(unknown.hint.unwrap().contains("`coat-0`"));
        let unknown = failure(&["--category", "coat"]);
        assert_eq!((unknown.exit_code(), unknown.hint.as_deref()), (1, Some("did you mean `coats`?")));
        let unknown = failure(&["--list", "best"]);
        assert_eq!(unknown.exit_code(), 2);
    }

    #[test]
    fn an_sku_stands_for_its_product() {
        let (_, json) = text_and_json(&["--view", "pot3", "--placement", "product"]).unwrap();
        assert_eq!(json["seeds"], serde_json::json!(["pot-3"]));
    }
}
