//! `vitrine evaluate`: how well next views are predicted. The model is trained on the training half, encoded, and ranked with from its bytes.

mod halves;
mod show;

use crate::arguments::EvaluateArguments;
use crate::commands::build::training_options;
use crate::console::{self, Progress};
use crate::failure::Failure;
use crate::output::sizes;
use serde::Serialize;
use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Instant;
use vitrine_evaluate::baselines::{Baselines, METHODS, Method, Occurrences, prepare};
use vitrine_evaluate::{EngineRanker, Ranker, Report, Split, report};
use vitrine_format::{Model, Relation, encode};
use vitrine_train::{TrainingInput, TrainingReport, Tuned, thread_count, train};

/// The baselines where none is asked for: they search nothing, so they take no time.
const PLAIN: [&str; 3] = ["popular", "association", "sequential"];

/// Everything that the command says.
#[derive(Debug, Serialize)]
struct Evaluation {
    #[serde(flatten)]
    report: Report,
    model: ModelBytes,
    /// Seconds that training took.
    training_seconds: f64,
    /// Parameters of the training, by name.
    parameters: BTreeMap<String, String>,
    /// What the search for the shop's own numbers came to.
    tuned: Option<Tuned>,
    /// What became of the files, for a look at what was measured.
    #[serde(skip_serializing_if = "Option::is_none")]
    test_start: Option<String>,
    /// Sentences on baselines that could not be run.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    left_out: Vec<String>,
}

/// What the evaluated model costs.
#[derive(Clone, Copy, Debug, Serialize)]
struct ModelBytes {
    /// Items of the training half.
    items: usize,
    /// The whole file.
    bytes: u64,
    /// The whole file with brotli.
    brotli: u64,
    /// Neighbour lists of all relations.
    list_bytes: u64,
    /// The same with brotli.
    list_brotli: u64,
    /// Neighbour lists of *viewed next* alone.
    viewed_next_bytes: u64,
    /// The same with brotli.
    viewed_next_brotli: u64,
    /// Lists an item.
    list_bytes_per_item: f64,
    /// The same with brotli.
    list_brotli_per_item: f64,
    /// *Viewed next* an item.
    viewed_next_bytes_per_item: f64,
    /// The same with brotli.
    viewed_next_brotli_per_item: f64,
}

/// Runs the command.
pub fn run(arguments: &EvaluateArguments) -> Result<(), Failure> {
    let baselines = chosen(arguments.baselines.as_deref())?;
    let progress = Progress::new("reading");
    let split = halves::read(arguments, &progress)?;
    let start = Instant::now();
    let (model, training) = learn(&split, arguments, &progress)?;
    let training_seconds = start.elapsed().as_secs_f64();
    progress.set("measuring the model", 0, 0);
    let bytes = measure(&model)?;
    let mut vitrine = EngineRanker::new(model, &split.catalogue, bytes.list_bytes as usize)?;
    let mut others = ready(&baselines, &split, arguments, &progress);
    let mut rankers: Vec<&mut dyn Ranker> = vec![&mut vitrine];
    for other in &mut others.rankers {
        rankers.push(other.as_mut());
    }
    let questions = split.predictions() as u64;
    let found = report::report(&split, &mut rankers, usize::from(arguments.places), |name, reading, asked| {
        let what = reading.map_or_else(|| name.to_owned(), |reading| format!("{name}, {}", reading.name()));
        progress.set(&what, asked as u64, questions);
    });
    drop(progress);
    let test_start = split.test_start.map(crate::text::timestamp);
    let evaluation = Evaluation {
        report: found,
        model: bytes,
        training_seconds,
        parameters: training.parameters,
        tuned: training.tuned,
        test_start,
        left_out: others.left_out,
    };
    if arguments.json { console::json(&evaluation) } else { console::answer(&show::text(&evaluation)) }
}

/// The baselines asked for, in the order of the table: without the option the plain ones, with it those that it names, or all.
fn chosen(names: Option<&[String]>) -> Result<Vec<Method>, Failure> {
    if let Some(unknown) = names.unwrap_or_default().iter().find(|name| METHODS.iter().all(|known| known.name != name.as_str())) {
        let failure = Failure::usage(format!("there is no baseline `{unknown}`"));
        return Err(failure.with_hint(format!("expected some of {}", METHODS.map(|method| method.name).join(", "))));
    }
    let wanted = |method: &Method| match names {
        None => PLAIN.contains(&method.name),
        Some(names) => names.is_empty() || names.iter().any(|name| name == method.name),
    };
    Ok(METHODS.into_iter().filter(wanted).collect())
}

/// Lets the baselines search and learn.
fn ready(methods: &[Method], split: &Split, arguments: &EvaluateArguments, progress: &Progress) -> Baselines {
    let log = Arc::new(Occurrences::of(&split.train, split.catalogue.products.len()));
    let threads = thread_count(arguments.training.threads.unwrap_or(0));
    progress.set("training the baselines", 0, 0);
    let search = arguments.baselines.is_some();
    prepare(methods, &log, usize::from(arguments.places), search, threads, &|done, of| {
        progress.set("tuning the baselines on the training tail", done as u64, of as u64);
    })
}

/// Trains on the training half alone and encodes.
fn learn(split: &Split, arguments: &EvaluateArguments, progress: &Progress) -> Result<(Vec<u8>, TrainingReport), Failure> {
    let (catalogue, log, _) = split.training_half();
    let input = TrainingInput { catalogue: &catalogue, orders: &[], log: &log };
    let options = training_options(&arguments.training);
    let training = train(&input, &options, &mut |step| progress.set(step.stage, step.done as u64, step.of as u64))?;
    Ok((encode(&training.parts)?, training.report))
}

fn measure(model: &[u8]) -> Result<ModelBytes, Failure> {
    let opened = Model::open(model)?;
    let items = opened.item_count() as usize;
    let names: Vec<&str> = Relation::ALL.iter().map(|relation| crate::commands::inspect::section_name(*relation)).collect();
    let mut lists = Vec::new();
    let mut viewed_next: &[u8] = &[];
    for section in opened.sections().iter().filter(|section| names.contains(&section.name)) {
        let content = model.get(section.offset..section.offset + section.length).unwrap_or_default();
        lists.extend_from_slice(content);
        if section.name == crate::commands::inspect::section_name(Relation::ViewedNext) {
            viewed_next = content;
        }
    }
    let brotli = sizes::brotli_of_all(&[model, &lists, viewed_next]);
    let brotli = |place: usize| brotli.get(place).copied().unwrap_or(0);
    let (list_bytes, viewed_next_bytes) = (lists.len() as u64, viewed_next.len() as u64);
    Ok(ModelBytes {
        items,
        bytes: model.len() as u64,
        brotli: brotli(0),
        list_bytes,
        list_brotli: brotli(1),
        viewed_next_bytes,
        viewed_next_brotli: brotli(2),
        list_bytes_per_item: sizes::per_item(list_bytes, items),
        list_brotli_per_item: sizes::per_item(brotli(1), items),
        viewed_next_bytes_per_item: sizes::per_item(viewed_next_bytes, items),
        viewed_next_brotli_per_item: sizes::per_item(brotli(2), items),
    })
}

#[cfg(test)]
mod tests {
    use super::chosen;

    #[test]
    fn the_plain_baselines_those_named_or_all() {
        let names = |names: Option<&[&str]>| {
            let names: Option<Vec<String>> = names.map(|names| names.iter().map(|name| (*name).to_owned()).collect());
            chosen(names.as_deref()).map(|methods| methods.iter().map(|method| method.name).collect::<Vec<_>>())
        };
        assert_eq!(names(None).unwrap(), ["popular", "association", "sequential"]);
        assert_eq!(names(Some(&["vstan", "popular"])).unwrap(), ["popular", "vstan"]);
        assert_eq!(names(Some(&[])).unwrap().len(), 9);
        assert_eq!(names(Some(&["best"])).unwrap_err().to_string(), "there is no baseline `best`");
    }
}
