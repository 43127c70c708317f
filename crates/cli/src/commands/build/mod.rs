//! `vitrine build`: a shop's exports in, a folder of static files out.

mod card;
pub mod summary;

use crate::arguments::{BuildArguments, TrainingArguments};
use crate::configuration::Configuration;
use crate::console::{self, Progress};
use crate::failure::Failure;
use crate::output::display;
use crate::output::effects::Effect;
use crate::output::effects_plot;
use crate::output::folder::{Kind, OutputFolder};
use crate::output::manifest::{Display, EFFECTS_PLOT, FORMAT, LOADER, MANIFEST, MODEL_CARD, Manifest, ManifestFile, WORKER};
use crate::output::runtime::{self, Runtime};
use crate::output::shop;
use crate::output::sizes::{self, FileSize};
use crate::server::LocalServer;
use crate::text::timestamp;
use card::{DisplaySummary, ModelCard, ModelSummary};
use std::collections::BTreeMap;
use std::path::Path;
use std::time::Instant;
use vitrine_format::{Dimension, Model, encode};
use vitrine_ingest::{EventTimes, Shop, Sources};
use vitrine_train::{Training, TrainingInput, TrainingOptions, train};

/// Runs the command.
pub fn run(arguments: &BuildArguments) -> Result<(), Failure> {
    let start = Instant::now();
    // What can fail without any work comes first.
    let runtime = if arguments.model_only { None } else { Some(Runtime::embedded()?) };
    let configuration = arguments.config.as_deref().map(Configuration::read).transpose()?.unwrap_or_default();
    let with_shop = arguments.shop || arguments.serve;
    if with_shop {
        runtime::shop_files()?;
    }
    let mut folder = OutputFolder::at(&arguments.out, Kind::Build)?;
    let server = if arguments.serve { Some(LocalServer::bind(arguments.port)?) } else { None };

    let progress = Progress::new("reading");
    let sources = Sources { products: arguments.products.clone(), orders: arguments.orders.clone(), events: arguments.events.clone() };
    let shop = read(&sources, &progress)?;
    let training = learn(&shop, &arguments.training, &configuration, &progress)?;
    progress.set("encoding the model", 0, 0);
    let model = encode(&training.parts)?;
    let card = write(&mut folder, arguments, &configuration, runtime, &shop, &training, &model, &progress)?;
    folder.finish()?;
    drop(progress);

    for warning in &shop.report.warnings {
        console::warning(warning);
    }
    if arguments.json {
        console::json(&card)?;
    } else {
        console::answer(&summary::text(&shop.report, &card, &arguments.out))?;
    }
    console::note(format_args!("Built {} in {:.1} s.", arguments.out.display(), start.elapsed().as_secs_f64()));
    match server {
        Some(server) => {
            let address = server.address(&arguments.out);
            if arguments.json {
                console::note(&address);
            } else {
                console::answer(&format!("\n{address}\n"))?;
            }
            console::note(format_args!("Serving {}; stop it with Ctrl-C.", arguments.out.display()));
            server.serve(&arguments.out)
        }
        None => Ok(()),
    }
}

/// Reads the exports.
pub fn read(sources: &Sources, progress: &Progress) -> Result<Shop, Failure> {
    let shop = vitrine_ingest::read(sources, &mut |step| {
        let name = step.path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        progress.set(&format!("reading {name}"), step.bytes, step.total_bytes);
    })?;
    Ok(shop)
}

/// Training options from the command line.
pub fn training_options(arguments: &TrainingArguments) -> TrainingOptions {
    let threads = arguments.threads.unwrap_or(0);
    let mut options = TrainingOptions { threads, tune_seconds: arguments.tune, support: arguments.support, ..TrainingOptions::default() };
    if let Some(neighbours) = arguments.neighbours {
        options.viewed_next.neighbours = usize::from(neighbours);
    }
    options
}

fn learn(shop: &Shop, arguments: &TrainingArguments, configuration: &Configuration, progress: &Progress) -> Result<Training, Failure> {
    let input = TrainingInput { catalogue: &shop.catalogue, orders: &shop.orders, log: &shop.log };
    let mut options = training_options(arguments);
    options.sensitive = configuration.sensitive();
    options.context.log_has_times = shop.report.event_times != EventTimes::Made;
    Ok(train(&input, &options, &mut |step| progress.set(step.stage, step.done as u64, step.of as u64))?)
}

/// Writes every file and gives the account of it.
#[allow(clippy::too_many_arguments)] // What a build has, each of its own kind.
fn write(
    folder: &mut OutputFolder,
    arguments: &BuildArguments,
    configuration: &Configuration,
    runtime: Option<Runtime>,
    shop: &Shop,
    training: &Training,
    model: &[u8],
    progress: &Progress,
) -> Result<ModelCard, Failure> {
    let opened = Model::open(model)?;
    let items = training.parts.items.ids.len();
    let model_file = ManifestFile::of("model", "vitrine", model);
    let mut card = ModelCard {
        format: 1,
        vitrine: env!("CARGO_PKG_VERSION"),
        built: timestamp(training.parts.built),
        currency: training.parts.currency.clone(),
        items,
        read: card::without_folders(&shop.report),
        training: training.report.clone(),
        context: training.effects.iter().map(|effect| Effect::of(&opened, effect)).collect(),
        model: ModelSummary { size: FileSize::new(&model_file.file, model), sections: sizes::sections(opened.sections(), items) },
        files: Vec::new(),
        display: None,
        shop: None,
    };
    folder.put(&model_file.file, model)?;
    progress.set("measuring what goes over the wire", 0, 0);
    if let Some(runtime) = runtime {
        write_for_pages(folder, arguments, configuration, runtime, shop, training, model, model_file, &mut card, progress)?;
    } else {
        card.model.size.brotli = Some(sizes::brotli(model));
    }
    if let Some(plot) = effects_plot::draw(&card.context) {
        folder.put(EFFECTS_PLOT, plot.as_bytes())?;
    }
    folder.put(MODEL_CARD, (console::to_json(&card)? + "\n").as_bytes())?;
    Ok(card)
}

/// Writes what pages need besides the model.
#[allow(clippy::too_many_arguments)] // One step of `write`, apart so that each stays readable.
fn write_for_pages(
    folder: &mut OutputFolder,
    arguments: &BuildArguments,
    configuration: &Configuration,
    runtime: Runtime,
    shop: &Shop,
    training: &Training,
    model: &[u8],
    model_file: ManifestFile,
    card: &mut ModelCard,
    progress: &Progress,
) -> Result<(), Failure> {
    let with_shop = arguments.shop || arguments.serve;
    let opened = Model::open(model)?;
    let mut around: Vec<(String, Vec<u8>)> = Vec::new();
    let runtime_file = ManifestFile::of("runtime", "js", runtime.module);
    let engine_file = ManifestFile::of("engine", "wasm", runtime.engine);
    if arguments.worker {
        folder.put(WORKER, runtime::worker()?)?;
    }
    around.push((LOADER.to_owned(), runtime.loader.to_vec()));
    around.push((runtime_file.file.clone(), runtime.module.to_vec()));
    around.push((engine_file.file.clone(), runtime.engine.to_vec()));
    let mut shards = Vec::new();
    let mut shard_contents = Vec::new();
    for (number, shard) in display::shards(&shop.catalogue, &training.item_order, with_shop).iter().enumerate() {
        let content = serde_json::to_vec(shard).map_err(|error| Failure::input(format!("display shard {number}: {error}")))?;
        let file = ManifestFile::of(&format!("display-{number:03}"), "json", &content);
        shard_contents.push((file.file.clone(), content));
        shards.push(file);
    }
    let first_shard: &[u8] = shard_contents.first().map(|(_, content)| content.as_slice()).unwrap_or_default();
    let wire = sizes::brotli_of_all(&[runtime.loader, runtime.module, runtime.engine, model, first_shard]);
    let brotli = |number: usize| wire.get(number).copied();
    card.files = around
        .iter()
        .enumerate()
        .map(|(number, (name, content))| FileSize { brotli: brotli(number), ..FileSize::new(name, content) })
        .collect();
    card.model.size.brotli = brotli(3);
    card.display = Some(DisplaySummary {
        shards: shards.len(),
        items_per_shard: display::ITEMS_PER_SHARD,
        bytes: shards.iter().map(|shard| shard.bytes).sum(),
        first_shard_brotli: brotli(4).unwrap_or(0),
    });
    let mut parts = BTreeMap::new();
    for (name, extension, content) in runtime::parts() {
        let file = ManifestFile::of(&format!("part-{name}"), extension, content);
        around.push((file.file.clone(), content.to_vec()));
        parts.insert(name.to_owned(), file);
    }
    let manifest = Manifest {
        format: FORMAT,
        built: card.built.clone(),
        currency: card.currency.clone(),
        runtime: runtime_file,
        engine: engine_file,
        model: model_file.clone(),
        display: Display { items_per_shard: display::ITEMS_PER_SHARD, shards },
        parts,
        locales: opened.locales().map(str::to_owned).collect(),
        other_seasons: opened.has_context(Dimension::Month).then(|| configuration.hemisphere(opened.currency()).other_seasons()),
        least_leaving: training.report.least_leaving,
        segments: configuration.segments(),
    };
    around.push((MANIFEST.to_owned(), (console::to_json(&manifest)? + "\n").into_bytes()));
    around.extend(shard_contents);
    for (name, content) in &around {
        folder.put(name, content)?;
    }
    if with_shop {
        progress.set("writing the shop", 0, 0);
        around.push((model_file.file, model.to_vec()));
        let beside = arguments.products.as_deref().and_then(Path::parent);
        card.shop = Some(shop::write(folder, &shop.catalogue, beside, &around, model)?);
    }
    Ok(())
}
