//! The page runtime that the binary carries: `build.rs` embeds `www/dist`.

use crate::failure::Failure;
use crate::output::manifest::WORKER;
use serde::Deserialize;

include!(concat!(env!("OUT_DIR"), "/runtime_files.rs"));

/// Folder of the demonstration shop's scripts among the embedded files.
const SHOP_FOLDER: &str = "shop/";

/// Folder of the files that only some pages need.
const PARTS_FOLDER: &str = "parts/";

/// File of [`Told`].
const TOLD: &str = "docs.json";

/// The files that every built folder has.
#[derive(Clone, Copy, Debug)]
pub struct Runtime {
    /// The drop-in script.
    pub loader: &'static [u8],
    /// The ES module that the loader fetches.
    pub module: &'static [u8],
    /// `crates/wasm`.
    pub engine: &'static [u8],
}

impl Runtime {
    /// What this binary carries, or what to do where it carries nothing.
    pub fn embedded() -> Result<Runtime, Failure> {
        let find = |wanted: &str| {
            FILES.iter().find(|(name, _)| *name == wanted).map(|(_, content)| *content).ok_or_else(|| {
                Failure::input(format!("this vitrine was compiled without the page's scripts: {wanted} is missing"))
                    .with_hint("run scripts/build in Vitrine's sources, or pass --model-only to write the model without scripts")
            })
        };
        Ok(Runtime { loader: find("vitrine.js")?, module: find("runtime.js")?, engine: find("engine.wasm")? })
    }
}

/// What a shop's own service worker may take in.
pub fn worker() -> Result<&'static [u8], Failure> {
    let found = FILES.iter().find(|(name, _)| *name == WORKER).map(|(_, content)| *content);
    found.ok_or_else(|| {
        Failure::input(format!("this vitrine was compiled without {WORKER}")).with_hint("run scripts/build in Vitrine's sources")
    })
}

/// Adapters of shop systems and texts of languages, which pages fetch when they need them: name, extension and content, in the order of
/// their names.
pub fn parts() -> impl Iterator<Item = (&'static str, &'static str, &'static [u8])> {
    FILES.iter().filter_map(|(path, content)| {
        let (name, extension) = path.strip_prefix(PARTS_FOLDER)?.rsplit_once('.')?;
        Some((name, extension, *content))
    })
}

/// What the page's build read out of its sources for the documentation.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Told {
    /// The lines that the console can say.
    pub failures: Vec<String>,
    /// The rules that keep shelves' space.
    pub reserve_rules: String,
}

/// The same, as this binary carries it.
pub fn told() -> Result<Told, Failure> {
    let content = FILES.iter().find(|(name, _)| *name == TOLD).map(|(_, content)| *content);
    let told = content.map(serde_json::from_slice).transpose().map_err(|error| Failure::input(format!("{TOLD}: {error}")))?;
    told.ok_or_else(|| {
        Failure::input(format!("this vitrine was compiled without {TOLD}")).with_hint("run scripts/build in Vitrine's sources")
    })
}

/// Scripts and style sheet of the demonstration shop, by name, in the order of their names.
pub fn shop_files() -> Result<Vec<(&'static str, &'static [u8])>, Failure> {
    let files: Vec<_> = FILES.iter().filter_map(|(name, content)| Some((name.strip_prefix(SHOP_FOLDER)?, *content))).collect();
    if files.is_empty() {
        let failure = Failure::input("this vitrine was compiled without the demonstration shop's scripts");
        return Err(failure.with_hint("run scripts/build in Vitrine's sources, or leave --shop and --serve out"));
    }
    Ok(files)
}
