//! The page runtime that the binary carries: `build.rs` embeds `www/dist`.

use crate::failure::Failure;

include!(concat!(env!("OUT_DIR"), "/runtime_files.rs"));

/// Folder of the demonstration shop's scripts among the embedded files.
const SHOP_FOLDER: &str = "shop/";

/// Folder of the files that only some pages need.
const PARTS_FOLDER: &str = "parts/";

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

/// Adapters of shop systems and texts of languages, which pages fetch when they need them: name, extension and content, in the order of
/// their names.
pub fn parts() -> impl Iterator<Item = (&'static str, &'static str, &'static [u8])> {
    FILES.iter().filter_map(|(path, content)| {
        let (name, extension) = path.strip_prefix(PARTS_FOLDER)?.rsplit_once('.')?;
        Some((name, extension, *content))
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
