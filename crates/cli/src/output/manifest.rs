//! `manifest.json`: the one file that a page fetches afresh; it names everything else.

use crate::configuration::Segment;
use crate::output::digest;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Name of the file.
pub const MANIFEST: &str = "manifest.json";
/// Name of the account of the build.
pub const MODEL_CARD: &str = "model-card.json";
/// Name of the drop-in script.
pub const LOADER: &str = "vitrine.js";
/// The effects of circumstances as a picture.
pub const EFFECTS_PLOT: &str = "model-card-context.svg";
/// Name of what a shop's own service worker may take in.
pub const WORKER: &str = "worker.js";
/// The manifest's format.
pub const FORMAT: u32 = 1;

/// The whole manifest.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Manifest {
    /// [`FORMAT`].
    pub format: u32,
    /// Time of the newest record.
    pub built: String,
    /// ISO 4217 code of all prices.
    pub currency: String,
    /// The ES module.
    pub runtime: ManifestFile,
    /// The wasm module.
    pub engine: ManifestFile,
    /// The model.
    pub model: ManifestFile,
    /// What cards show.
    pub display: Display,
    /// What only some pages need, by name: adapters of shop systems, texts of languages.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub parts: BTreeMap<String, ManifestFile>,
    /// The model's locales by number, where it tells any apart.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub locales: Vec<String>,
    /// Time zones with the seasons of the other half of the world, as a regular expression; where months have effects.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub other_seasons: Option<String>,
    /// The probability of leaving from which on a trigger calls a visit back; where leaving is told.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub least_leaving: Option<f32>,
    /// Groups of shoppers, which the page tells apart on the device.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub segments: Vec<Segment>,
}

/// Display shards.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Display {
    /// Items in every shard but the last.
    pub items_per_shard: usize,
    /// In item order.
    pub shards: Vec<ManifestFile>,
}

/// A file under a hashed name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ManifestFile {
    /// Name in the folder.
    pub file: String,
    /// Length.
    pub bytes: u64,
    /// Subresource integrity.
    pub integrity: String,
}

impl ManifestFile {
    /// Names a file by its content: `STEM-HASH.EXTENSION`.
    pub fn of(stem: &str, extension: &str, content: &[u8]) -> ManifestFile {
        ManifestFile {
            file: format!("{stem}-{}.{extension}", digest::name_hash(content)),
            bytes: content.len() as u64,
            integrity: digest::integrity(content),
        }
    }
}

impl Manifest {
    /// Every file that the manifest names.
    pub fn files(&self) -> impl Iterator<Item = &ManifestFile> {
        [&self.runtime, &self.engine, &self.model].into_iter().chain(&self.display.shards).chain(self.parts.values())
    }
}
