//! The command line's arguments. clap's help texts are the doc comments here.

use clap::{Args, Parser, Subcommand};
use std::path::PathBuf;
use vitrine_simulate::Behaviour;
use vitrine_train::Support;

/// A recommender that lives in the shop window: your exports in, static files out, and the browser ranks.
#[derive(Debug, Parser)]
#[command(name = "vitrine", version, max_term_width = 100)]
pub struct Arguments {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// Seconds that a build may search for.
const DEFAULT_TUNING: u32 = 60;

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Read a shop's exports and write a folder that any file server can serve.
    Build(BuildArguments),
    /// Serve a built folder on this machine.
    Serve(ServeArguments),
    /// Rank for a session given here, with reasons.
    Recommend(RecommendArguments),
    /// Measure how well next views are predicted, beside simple baselines.
    Evaluate(EvaluateArguments),
    /// Show what a model holds and what each part costs.
    Inspect(InspectArguments),
    /// Check a model or a built folder and name what is wrong with it.
    Verify(VerifyArguments),
    /// Print what to paste into a shop's theme or project, or write it into a file.
    Init(InitArguments),
    /// Look at a deployed folder as a browser does and say how to mend what is wrong.
    Doctor(DoctorArguments),
    /// Write the exports of an invented shop: catalogue, pictures, orders and sessions.
    Simulate(SimulateArguments),
}

/// `vitrine build`.
#[derive(Debug, Args)]
#[allow(clippy::struct_excessive_bools)] // Each is a flag of the command line.
pub struct BuildArguments {
    /// Product export: Shopify CSV, or any table with an id and a title
    #[arg(required_unless_present = "events")]
    pub products: Option<PathBuf>,
    /// Order export: Shopify CSV, or a table of order lines
    pub orders: Option<PathBuf>,
    /// Browsing events: CSV, TSV, JSON lines, or a session a line; may be given several times
    #[arg(long, value_name = "FILE")]
    pub events: Vec<PathBuf>,
    /// What the shop says beyond its exports: sensitive categories, segments of shoppers (TOML)
    #[arg(long, value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// Folder to write; an earlier build in it is replaced, anything else is left alone
    #[arg(long, value_name = "DIR")]
    pub out: PathBuf,
    /// Also write a demonstration shop of static pages, in DIR/shop
    #[arg(long)]
    pub shop: bool,
    /// Also serve the shop on this machine when it is written; implies --shop
    #[arg(long)]
    pub serve: bool,
    /// Also write worker.js, which a service worker of the shop's own can take in, so that shelves work without the network
    #[arg(long, conflicts_with = "model_only")]
    pub worker: bool,
    /// Port to serve on
    #[arg(long, default_value_t = 8080, value_name = "N", requires = "serve")]
    pub port: u16,
    /// Write the model and its card only, without the page's scripts
    #[arg(long, conflicts_with_all = ["shop", "serve"])]
    pub model_only: bool,
    /// Print the model card as JSON instead of a summary
    #[arg(long)]
    pub json: bool,
    /// How the model is trained.
    #[command(flatten)]
    pub training: TrainingArguments,
}

/// Options that change the model.
#[derive(Clone, Debug, Default, Args)]
pub struct TrainingArguments {
    /// Neighbours an item in the list of what is viewed next, on average (1 to 255)
    #[arg(long, value_name = "K", value_parser = clap::value_parser!(u8).range(1..), help_heading = "Training")]
    pub neighbours: Option<u8>,
    /// Seconds, about, to search the numbers of the list of what is viewed next for on the latest sessions; 0 keeps the defaults. Work is counted, not timed: the same seconds give the same model
    #[arg(long, value_name = "SECONDS", default_value_t = DEFAULT_TUNING, value_parser = clap::value_parser!(u32).range(..=86_400), help_heading = "Training")]
    pub tune: u32,
    /// Customers (sessions, where none is known) that must stand behind every published pair of products, or auto for as many as the log
    /// allows without loss
    #[arg(long, value_name = "N|auto", default_value = "auto", value_parser = support, help_heading = "Training")]
    pub support: Support,
    /// Threads to train on; the model is the same on any number [default: all]
    #[arg(long, value_name = "N", help_heading = "Training")]
    pub threads: Option<usize>,
}

/// Reads `--support`.
fn support(text: &str) -> Result<Support, String> {
    if text == "auto" {
        return Ok(Support::Auto);
    }
    match text.parse() {
        Ok(customers @ 1..=1000) => Ok(Support::AtLeast(customers)),
        _ => Err("expected auto or a number of customers from 1 to 1000".to_owned()),
    }
}

/// `vitrine serve`.
#[derive(Debug, Args)]
pub struct ServeArguments {
    /// Folder that vitrine build wrote
    pub folder: PathBuf,
    /// Port to serve on; 0 takes a free one
    #[arg(long, default_value_t = 8080, value_name = "N")]
    pub port: u16,
}

/// `vitrine recommend`.
#[derive(Debug, Args)]
pub struct RecommendArguments {
    /// Model file, or folder that vitrine build wrote
    pub model: PathBuf,
    /// The session, as flags in the order in which things happened.
    #[command(flatten)]
    pub session: SessionArguments,
    /// List type: for-you, viewed-next, also-viewed, bought-together, also-bought, similar, popular, trending, new, recently-viewed, range,
    /// buy-again, upgrade, continue-cart
    #[arg(long, value_name = "LIST")]
    pub list: Option<String>,
    /// Place on the page, which chooses the list type: home, product, category, cart, search, not-found, confirmation
    #[arg(long, value_name = "PLACE", conflicts_with = "list")]
    pub placement: Option<String>,
    /// Product that the shelf belongs to; may be given several times
    #[arg(long, value_name = "ID")]
    pub seed: Vec<String>,
    /// Only this category and those below it, by name
    #[arg(long, value_name = "NAME")]
    pub category: Option<String>,
    /// Circumstances: device=phone|tablet|desktop, hour=0..23, weekday=monday..sunday, month=1..12, referrer=direct|search|social|email|advertisement|other,
    /// locale=en-GB
    #[arg(long, value_name = "NAME=VALUE,…", value_delimiter = ',')]
    pub context: Vec<String>,
    /// What the shopper likes, and how much of their interest is in it, from -1 to 1: category=Coats:0.5,brand=Oslo:0.8,price=high:0.3,trait=colour:red:0.4,novelty=0.5
    #[arg(long, value_name = "CLASS=NAME:SHARE,…", value_delimiter = ',')]
    pub taste: Vec<String>,
    /// Product bought before, and how many days ago: tea:30; may be given several times
    #[arg(long, value_name = "ID:DAYS")]
    pub bought: Vec<String>,
    /// Most items to show (1 to 100)
    #[arg(long, default_value_t = 12, value_name = "N", value_parser = clap::value_parser!(u8).range(1..=100))]
    pub limit: u8,
    /// Also items that the session has opened, all but the last one
    #[arg(long)]
    pub repeats: bool,
    /// Every part of every item's score
    #[arg(long)]
    pub trace: bool,
    /// Print JSON
    #[arg(long)]
    pub json: bool,
}

/// Events of a session on the command line. Their order among each other is kept.
#[derive(Clone, Debug, Args)]
pub struct SessionArguments {
    /// Opened product; may be given several times
    #[arg(long, value_name = "ID")]
    pub view: Vec<String>,
    /// Product put into the cart
    #[arg(long, value_name = "ID")]
    pub cart: Vec<String>,
    /// Product bought
    #[arg(long, value_name = "ID")]
    pub purchase: Vec<String>,
    /// Product put on the wish list
    #[arg(long, value_name = "ID")]
    pub wishlist: Vec<String>,
    /// Product taken out of the cart
    #[arg(long, value_name = "ID")]
    pub remove: Vec<String>,
    /// Product that the shopper does not want to see
    #[arg(long, value_name = "ID")]
    pub hide: Vec<String>,
    /// Session as JSON: { "events": [ { "kind": "view", "id": "…", "time": 0, "dwell": 12 } … ], "context": { "hour": 20 } }
    #[arg(long, value_name = "FILE")]
    pub session: Option<PathBuf>,
}

/// `vitrine evaluate`.
#[derive(Debug, Args)]
pub struct EvaluateArguments {
    /// Sessions to learn from
    #[arg(long, value_name = "FILE", requires = "test", required_unless_present = "events")]
    pub train: Option<PathBuf>,
    /// Sessions to predict, or lines of prefix, tab and target
    #[arg(long, value_name = "FILE", requires = "train")]
    pub test: Option<PathBuf>,
    /// One log to divide by time; may be given several times
    #[arg(long, value_name = "FILE", requires = "division", conflicts_with_all = ["train", "test"])]
    pub events: Vec<PathBuf>,
    /// Sessions that start on this many last calendar days (UTC) of the log are the test
    #[arg(long, value_name = "N", requires = "events", group = "division", value_parser = clap::value_parser!(u32).range(1..))]
    pub last_days: Option<u32>,
    /// Sessions that start on this day (UTC) or later are the test: 2026-03-07
    #[arg(long, value_name = "DATE", requires = "events", group = "division", value_parser = start_of_day)]
    pub test_from: Option<i64>,
    /// Product export, for what content adds
    #[arg(long, value_name = "FILE")]
    pub products: Option<PathBuf>,
    /// Baselines in the same table, tuned on the training tail: popular, association, sequential, vs-knn, stan, vstan, vmis-knn, slist, s-walk;
    /// all where none is named [without this option: the first three]
    #[arg(long, value_name = "NAME,…", value_delimiter = ',', num_args = 0..)]
    pub baselines: Option<Vec<String>>,
    /// Places that count
    #[arg(long = "at", default_value_t = 20, value_name = "K", value_parser = clap::value_parser!(u8).range(1..=100))]
    pub places: u8,
    /// Print JSON
    #[arg(long)]
    pub json: bool,
    /// How the model is trained.
    #[command(flatten)]
    pub training: TrainingArguments,
}

/// `vitrine inspect`.
#[derive(Debug, Args)]
pub struct InspectArguments {
    /// Model file, or folder that vitrine build wrote
    pub model: PathBuf,
    /// Show what the model says of these items, by id
    #[arg(long, value_name = "ID,…", value_delimiter = ',')]
    pub items: Vec<String>,
    /// Show what circumstances change, and on how many visits that rests
    #[arg(long, conflicts_with = "items")]
    pub context: bool,
    /// Print JSON
    #[arg(long)]
    pub json: bool,
}

/// `vitrine verify`.
#[derive(Debug, Args)]
pub struct VerifyArguments {
    /// Model file, or folder that vitrine build wrote
    pub model: PathBuf,
    /// Print JSON
    #[arg(long)]
    pub json: bool,
}

/// `vitrine init`.
#[derive(Debug, Args)]
pub struct InitArguments {
    /// What the shop is made with
    #[arg(value_enum)]
    pub platform: Platform,
    /// Address of the folder that vitrine build wrote, as the shop's pages reach it
    #[arg(long, default_value = "/vitrine/", value_name = "URL")]
    pub base: String,
    /// Write the file into this project folder instead of printing it; a file that is there already is left alone
    #[arg(long, value_name = "DIR")]
    pub write: Option<PathBuf>,
}

/// What a shop is made with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Platform {
    /// A theme of Shopify's Online Store
    Shopify,
    /// WordPress with WooCommerce
    Woocommerce,
    /// Plain HTML
    Html,
    /// Next
    Next,
    /// Nuxt
    Nuxt,
    /// SvelteKit
    Sveltekit,
    /// Astro
    Astro,
}

/// `vitrine doctor`.
#[derive(Debug, Args)]
pub struct DoctorArguments {
    /// Address of the folder, or of a page whose script tag loads it
    pub url: String,
    /// Print JSON
    #[arg(long)]
    pub json: bool,
}

/// `vitrine simulate`.
#[derive(Debug, Args)]
pub struct SimulateArguments {
    /// Folder to write
    #[arg(long, value_name = "DIR")]
    pub out: PathBuf,
    /// The same seed gives the same files
    #[arg(long, default_value_t = 1, value_name = "N")]
    pub seed: u64,
    /// Sessions in the event log
    #[arg(long, value_name = "N")]
    pub sessions: Option<usize>,
    /// Let device, hour, weekday, season, referrer and locale change nothing
    #[arg(long)]
    pub without_effects: bool,
    /// Let shoppers do without some behaviour: intents, ways, exits, shelves, tastes
    #[arg(long, value_name = "BEHAVIOUR,...", value_delimiter = ',', value_parser = behaviour)]
    pub without: Vec<Behaviour>,
}

fn behaviour(name: &str) -> Result<Behaviour, String> {
    let names = Behaviour::ALL.map(Behaviour::name);
    Behaviour::ALL.into_iter().find(|known| known.name() == name).ok_or_else(|| format!("expected one of {}", names.join(", ")))
}

/// Unix seconds at which a day begins.
fn start_of_day(text: &str) -> Result<i64, String> {
    let date: jiff::civil::Date = text.parse().map_err(|_| "expected a date such as 2026-03-07".to_owned())?;
    let start = jiff::tz::Offset::UTC.to_timestamp(date.at(0, 0, 0, 0));
    start.map(jiff::Timestamp::as_second).map_err(|error| error.to_string())
}

#[cfg(test)]
mod tests {
    use super::start_of_day;

    #[test]
    fn a_day_begins_at_midnight_utc() {
        assert_eq!(start_of_day("2008-07-15"), Ok(1_216_080_000));
        assert!(start_of_day("15.7.2008").is_err());
    }
}
