//! Opening a model: the file itself, or the folder of a build.

use crate::failure::Failure;
use crate::output::display::{Card, Shard};
use crate::output::manifest::{MANIFEST, MODEL_CARD, Manifest};
use std::fs;
use std::path::{Path, PathBuf};
use vitrine_engine::Engine;
use vitrine_format::{ItemIndex, Model};

/// An opened model and what its folder knows of its items.
#[derive(Debug)]
pub struct Opened {
    /// The file that was read.
    pub path: PathBuf,
    /// An engine over them.
    pub engine: Engine<Vec<u8>>,
    /// Cards by item number; empty where only a model file was given.
    pub cards: Vec<Option<Card>>,
}

impl Opened {
    /// Opens a model file or a built folder.
    pub fn open(path: &Path) -> Result<Opened, Failure> {
        let file = if path.is_dir() { model_in(path)? } else { path.to_owned() };
        let bytes = fs::read(&file).map_err(|error| Failure::file(&file, "read", &error))?;
        let model = Model::open(bytes).map_err(|error| {
            Failure::input(format!("{}: {error}", file.display())).with_hint("build the model again, or copy the file again")
        })?;
        let cards = if path.is_dir() { cards(path) } else { Vec::new() };
        Ok(Opened { path: file, engine: Engine::new(model), cards })
    }

    /// The model.
    pub fn model(&self) -> &Model<Vec<u8>> {
        self.engine.model()
    }

    /// The item that an id or another name stands for, or an error with the nearest names.
    pub fn item(&self, id: &str) -> Result<ItemIndex, Failure> {
        self.model().find_item(id).ok_or_else(|| {
            let failure = Failure::input(format!("the model has no item `{id}`"));
            let ids = (0..self.model().item_count()).map(|number| self.model().item_id(ItemIndex(number)));
            match nearest(id, ids) {
                names if names.is_empty() => failure,
                names => failure.with_hint(format!("did you mean {}?", one_of(&names))),
            }
        })
    }

    /// An item by name: its title where it is known, with its id.
    pub fn name(&self, item: ItemIndex) -> String {
        let id = self.model().item_id(item);
        match self.title(item) {
            Some(title) if title != id => format!("{title} ({id})"),
            _ => id.to_owned(),
        }
    }

    /// An item's title, where it is known.
    pub fn title(&self, item: ItemIndex) -> Option<&str> {
        self.cards.get(item.0 as usize)?.as_ref().map(|card| card.title.as_str())
    }
}

/// The model file of a built folder.
pub fn model_in(folder: &Path) -> Result<PathBuf, Failure> {
    if folder.join(MANIFEST).is_file() {
        return Ok(folder.join(read_manifest(folder)?.model.file));
    }
    let card = folder.join(MODEL_CARD);
    let content = fs::read(&card).map_err(|_| {
        Failure::input(format!(
            "{}: expected a model file or a folder that vitrine build wrote, found neither {MANIFEST} nor {MODEL_CARD}",
            folder.display()
        ))
    })?;
    let parsed: serde_json::Value =
        serde_json::from_slice(&content).map_err(|error| Failure::input(format!("{}: {error}", card.display())))?;
    let name = parsed.pointer("/model/file").and_then(serde_json::Value::as_str).filter(|name| !name.contains(['/', '\\']));
    name.map(|name| folder.join(name)).ok_or_else(|| Failure::input(format!("{}: names no model file", card.display())))
}

/// Reads and checks a folder's manifest.
pub fn read_manifest(folder: &Path) -> Result<Manifest, Failure> {
    let path = folder.join(MANIFEST);
    let content = fs::read(&path).map_err(|error| Failure::file(&path, "read", &error))?;
    let manifest: Manifest = serde_json::from_slice(&content).map_err(|error| Failure::input(format!("{}: {error}", path.display())))?;
    let strange = manifest.files().find(|file| file.file.contains(['/', '\\']) || file.file.starts_with('.')).map(|file| file.file.clone());
    match strange {
        Some(name) => Err(Failure::input(format!("{}: expected plain file names, found `{name}`", path.display()))),
        None => Ok(manifest),
    }
}

/// Cards of a folder; what is missing or broken is left out, because titles are a courtesy here (`vitrine verify` says what is wrong).
fn cards(folder: &Path) -> Vec<Option<Card>> {
    let Ok(manifest) = read_manifest(folder) else { return Vec::new() };
    let mut cards = Vec::new();
    for file in &manifest.display.shards {
        let shard = fs::read(folder.join(&file.file)).ok().and_then(|content| serde_json::from_slice::<Shard>(&content).ok());
        let Some(shard) = shard.filter(|shard| shard.first == cards.len()) else { break };
        cards.extend(shard.items);
    }
    cards
}

/// Up to three names that look most like the wanted one.
pub fn nearest<'a>(wanted: &str, names: impl Iterator<Item = &'a str>) -> Vec<String> {
    const CLOSE_ENOUGH: f64 = 0.7;
    let wanted = wanted.to_lowercase();
    let mut found: Vec<(f64, &str)> = names
        .filter(|name| !name.is_empty())
        .map(|name| {
            let lower = name.to_lowercase();
            // One that holds the other is close, however long it is.
            let contained = wanted.len() > 2 && (lower.contains(&wanted) || wanted.contains(&lower));
            let least = if contained { 0.8 } else { 0.0 };
            (strsim::jaro_winkler(&wanted, &lower).max(least), name)
        })
        .filter(|(closeness, _)| *closeness >= CLOSE_ENOUGH)
        .collect();
    found.sort_by(|left, right| right.0.total_cmp(&left.0).then(left.1.cmp(right.1)));
    found.truncate(3);
    found.into_iter().map(|(_, name)| name.to_owned()).collect()
}

/// `a`, `b` or `c`.
pub fn one_of(names: &[String]) -> String {
    let quoted: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    match quoted.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, others)) => format!("{} or {last}", others.join(", ")),
        None => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::{nearest, one_of};

    #[test]
    fn the_nearest_names_come_first() {
        let names = ["fell-parka", "wool-coat", "wool-coat-long", "teapot"];
        assert_eq!(nearest("wool-cote", names.into_iter())[0], "wool-coat");
        assert_eq!(nearest("parka", names.into_iter()), ["fell-parka"]);
        assert!(nearest("zzzz", names.into_iter()).is_empty());
    }

    #[test]
    fn names_are_listed_as_one_says_them() {
        let names = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
        assert_eq!(one_of(&names(&["a"])), "`a`");
        assert_eq!(one_of(&names(&["a", "b", "c"])), "`a`, `b` or `c`");
    }
}
