//! A folder that appears whole or not at all.
//!
//! Everything is written to a hidden sibling and renamed into place at the end. An earlier output of the same kind is replaced, and files
//! in it that Vitrine did not write move over to the new one; a folder of anything else is refused before any work is done.

use crate::failure::Failure;
use crate::output::digest;
use crate::output::manifest::{EFFECTS_PLOT, LOADER, MANIFEST, MODEL_CARD, WORKER};
use crate::output::shop;
use std::ffi::OsString;
use std::fs;
use std::io;
use std::path::{Component, Path, PathBuf};

/// What a folder is written by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// `vitrine build`.
    Build,
    /// `vitrine simulate`.
    Simulation,
}

/// The file that tells a folder of simulated exports from others.
pub const SIMULATION_MARK: &str = "simulation.json";

impl Kind {
    /// Files of which one is always there, each a JSON object with a number "format" and an entry of the second name.
    const fn marks(self) -> &'static [(&'static str, &'static str)] {
        match self {
            Kind::Build => &[(MANIFEST, "model"), (MODEL_CARD, "model")],
            Kind::Simulation => &[(SIMULATION_MARK, "seed")],
        }
    }

    /// Whether an entry of a folder is of our own making.
    fn owns(self, folder: &Path, name: &str) -> bool {
        match self {
            Kind::Build if name == shop::FOLDER => folder.join(name).join(shop::OFFLINE_LIST).is_file(),
            Kind::Build => {
                let hashed = ["runtime-", "engine-", "model-", "display-", "part-"].iter().any(|stem| name.starts_with(stem));
                [LOADER, MANIFEST, MODEL_CARD, EFFECTS_PLOT, WORKER].contains(&name) || hashed && digest::hash_in_name(name).is_some()
            }
            Kind::Simulation => [SIMULATION_MARK, "products.csv", "orders.csv", "events.csv", "truth.json", "pictures"].contains(&name),
        }
    }

    const fn command(self) -> &'static str {
        match self {
            Kind::Build => "vitrine build",
            Kind::Simulation => "vitrine simulate",
        }
    }
}

/// A folder in the making. Dropped without [`OutputFolder::finish`], it leaves nothing behind.
#[derive(Debug)]
pub struct OutputFolder {
    kind: Kind,
    target: PathBuf,
    /// As the user named it.
    shown: PathBuf,
    /// Where files go until the end.
    unfinished: PathBuf,
    /// Folders above the target that did not exist, outermost first.
    made_above: Vec<PathBuf>,
    begun: bool,
}

impl OutputFolder {
    /// Checks that a folder may be written; writes nothing yet.
    pub fn at(path: &Path, kind: Kind) -> Result<OutputFolder, Failure> {
        let read = |error: &io::Error| Failure::file(path, "read", error);
        let target = match fs::canonicalize(path) {
            Ok(target) => target,
            Err(error) if error.kind() == io::ErrorKind::NotFound => std::path::absolute(path).map_err(|error| read(&error))?,
            Err(error) => return Err(read(&error)),
        };
        let name = target.file_name().map(|name| name.to_string_lossy().into_owned());
        let (Some(name), Some(parent)) = (name, target.parent().map(Path::to_path_buf)) else {
            return Err(Failure::usage(format!("{}: expected a folder with a name of its own", path.display())));
        };
        if std::env::current_dir().is_ok_and(|here| here.starts_with(&target)) {
            let failure = Failure::usage(format!("{}: the folder is replaced as a whole, and you are inside it", path.display()));
            return Err(failure.with_hint("name a folder inside this one, such as --out site"));
        }
        let replaced = parent.join(format!(".{name}.replaced"));
        if replaced.exists() {
            return Err(Failure::input(format!("{}: left over from an interrupted run", replaced.display()))
                .with_hint("look whether you still need anything in it, and remove it"));
        }
        check_content(&target, path, kind)?;
        let unfinished = parent.join(format!(".{name}.unfinished"));
        Ok(OutputFolder { kind, target, shown: path.to_owned(), unfinished, made_above: Vec::new(), begun: false })
    }

    /// Writes a file, by its path in the folder with `/` between parts.
    pub fn write(&mut self, relative: &str, content: &[u8]) -> io::Result<()> {
        let plain = Path::new(relative).components().all(|part| matches!(part, Component::Normal(_)));
        if !plain || relative.is_empty() {
            return Err(io::Error::new(io::ErrorKind::InvalidInput, format!("{relative:?} leaves the folder")));
        }
        self.begin()?;
        let path = self.unfinished.join(relative);
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent)?;
        }
        fs::write(path, content)
    }

    /// The same, with the failure in words.
    pub fn put(&mut self, relative: &str, content: &[u8]) -> Result<(), Failure> {
        let shown = self.shown.join(relative);
        self.write(relative, content).map_err(|error| Failure::file(&shown, "written", &error))
    }

    fn begin(&mut self) -> io::Result<()> {
        if self.begun {
            return Ok(());
        }
        if let Some(parent) = self.target.parent() {
            let missing: Vec<PathBuf> = parent.ancestors().take_while(|above| !above.exists()).map(Path::to_path_buf).collect();
            self.made_above = missing.into_iter().rev().collect();
            fs::create_dir_all(parent)?;
        }
        // What a killed run left behind.
        if self.unfinished.exists() {
            fs::remove_dir_all(&self.unfinished)?;
        }
        self.begun = true;
        fs::create_dir(&self.unfinished)
    }

    /// Puts the folder into place.
    pub fn finish(mut self) -> Result<(), Failure> {
        let shown = self.shown.clone();
        let kind = self.kind;
        let write = |error: &io::Error| Failure::file(&shown, "written", error);
        self.begin().map_err(|error| write(&error))?;
        // It may have changed while we worked.
        check_content(&self.target, &shown, kind)?;
        if !self.target.exists() {
            fs::rename(&self.unfinished, &self.target).map_err(|error| write(&error))?;
            self.begun = false;
            return Ok(());
        }
        let kept = foreign(kind, &self.target).map_err(|error| write(&error))?;
        if let Some(name) = kept.iter().find(|name| self.unfinished.join(name).exists()) {
            let failure = Failure::input(format!(
                "{}: {} did not write it, and would have to replace it now",
                shown.join(name).display(),
                kind.command()
            ));
            return Err(failure.with_hint("move it elsewhere, or name another folder"));
        }
        let name = self.target.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let replaced = self.target.with_file_name(format!(".{name}.replaced"));
        fs::rename(&self.target, &replaced).map_err(|error| write(&error))?;
        if let Err(error) = fs::rename(&self.unfinished, &self.target) {
            // Back to what was there; the first error is the one to report.
            let _ = fs::rename(&replaced, &self.target);
            return Err(write(&error));
        }
        self.begun = false;
        for name in kept {
            fs::rename(replaced.join(&name), self.target.join(&name)).map_err(|error| write(&error))?;
        }
        fs::remove_dir_all(&replaced).map_err(|error| Failure::file(&replaced, "removed", &error))
    }
}

impl Drop for OutputFolder {
    fn drop(&mut self) {
        if self.begun {
            // Nobody is left to tell about an error here.
            let _ = fs::remove_dir_all(&self.unfinished);
            for above in self.made_above.iter().rev() {
                let _ = fs::remove_dir(above);
            }
        }
    }
}

/// Refuses a target that is neither absent, nor empty, nor an earlier output of the same kind.
fn check_content(target: &Path, shown: &Path, kind: Kind) -> Result<(), Failure> {
    if !target.exists() {
        return Ok(());
    }
    if !target.is_dir() {
        return Err(Failure::input(format!("{}: expected a folder, found a file", shown.display())));
    }
    let mut entries = fs::read_dir(target).map_err(|error| Failure::file(shown, "read", &error))?;
    if entries.next().is_none() || kind.marks().iter().any(|(mark, entry)| is_mark(&target.join(mark), entry)) {
        return Ok(());
    }
    let failure =
        Failure::input(format!("{}: the folder holds files that {} did not write; it is left as it is", shown.display(), kind.command()));
    Err(failure.with_hint("name a new or an empty folder"))
}

fn is_mark(path: &Path, entry: &str) -> bool {
    let parsed = fs::read(path).ok().and_then(|content| serde_json::from_slice::<serde_json::Value>(&content).ok());
    parsed.is_some_and(|value| value.get("format").is_some_and(serde_json::Value::is_u64) && value.get(entry).is_some())
}

/// Names in a folder that we did not write.
fn foreign(kind: Kind, folder: &Path) -> io::Result<Vec<OsString>> {
    let names = fs::read_dir(folder)?.map(|entry| entry.map(|entry| entry.file_name())).collect::<io::Result<Vec<OsString>>>()?;
    Ok(names.into_iter().filter(|name| !name.to_str().is_some_and(|name| kind.owns(folder, name))).collect())
}

#[cfg(test)]
mod tests {
    use super::{Kind, OutputFolder};
    use std::fs;
    use std::path::Path;

    fn names(folder: &Path) -> Vec<String> {
        let mut names: Vec<String> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    fn build(target: &Path, files: &[&str]) {
        let mut folder = OutputFolder::at(target, Kind::Build).unwrap();
        for file in files {
            folder.write(file, b"{\"format\":1,\"model\":{}}").unwrap();
        }
        folder.finish().unwrap();
    }

    #[test]
    fn a_folder_appears_whole_at_the_end() {
        let room = tempfile::tempdir().unwrap();
        let target = room.path().join("a/b/site");
        let mut folder = OutputFolder::at(&target, Kind::Build).unwrap();
        folder.write("manifest.json", b"{\"format\":1,\"model\":{}}").unwrap();
        folder.write("shop/cart/index.html", b"x").unwrap();
        assert!(!target.exists());
        folder.finish().unwrap();
        assert_eq!(names(&target), ["manifest.json", "shop"]);
        assert_eq!(names(target.parent().unwrap()), ["site"]);
    }

    #[test]
    fn a_dropped_folder_leaves_nothing() {
        let room = tempfile::tempdir().unwrap();
        let target = room.path().join("a/site");
        let mut folder = OutputFolder::at(&target, Kind::Build).unwrap();
        folder.write("manifest.json", b"{}").unwrap();
        drop(folder);
        assert!(names(room.path()).is_empty());
    }

    #[test]
    fn a_failed_build_leaves_the_earlier_one() {
        let room = tempfile::tempdir().unwrap();
        let target = room.path().join("site");
        build(&target, &["manifest.json", "vitrine.js"]);
        let mut folder = OutputFolder::at(&target, Kind::Build).unwrap();
        folder.write("manifest.json", b"new").unwrap();
        drop(folder);
        assert_eq!(fs::read(target.join("manifest.json")).unwrap(), b"{\"format\":1,\"model\":{}}");
        assert_eq!(names(room.path()), ["site"]);
    }

    #[test]
    fn an_earlier_build_is_replaced_and_files_of_others_stay() {
        let room = tempfile::tempdir().unwrap();
        let target = room.path().join("site");
        build(&target, &["manifest.json", "vitrine.js", "model-0123456789abcdef.vitrine", "shop/index.html", "shop/offline.json"]);
        fs::write(target.join("robots.txt"), "mine").unwrap();
        build(&target, &["manifest.json", "vitrine.js", "model-fedcba9876543210.vitrine"]);
        assert_eq!(names(&target), ["manifest.json", "model-fedcba9876543210.vitrine", "robots.txt", "vitrine.js"]);
        assert_eq!(fs::read(target.join("robots.txt")).unwrap(), b"mine");
        assert_eq!(names(room.path()), ["site"]);
    }

    #[test]
    fn a_shop_of_others_is_not_replaced_by_ours() {
        let room = tempfile::tempdir().unwrap();
        let target = room.path().join("site");
        build(&target, &["manifest.json"]);
        fs::create_dir(target.join("shop")).unwrap();
        fs::write(target.join("shop/index.html"), "mine").unwrap();
        let mut folder = OutputFolder::at(&target, Kind::Build).unwrap();
        folder.write("shop/index.html", b"ours").unwrap();
        let failure = folder.finish().unwrap_err();
        assert!(failure.to_string().contains("did not write it"), "{failure}");
        assert_eq!(fs::read(target.join("shop/index.html")).unwrap(), b"mine");
        assert_eq!(names(room.path()), ["site"]);
    }

    #[test]
    fn a_folder_of_others_is_refused_and_left_alone() {
        let room = tempfile::tempdir().unwrap();
        let target = room.path().join("site");
        for (file, content) in [("notes.txt", "x"), ("manifest.json", "{\"name\":\"an app\"}")] {
            fs::create_dir_all(&target).unwrap();
            fs::write(target.join(file), content).unwrap();
            let failure = OutputFolder::at(&target, Kind::Build).unwrap_err();
            assert!(failure.to_string().contains("did not write"), "{failure}");
            assert_eq!(names(&target), [file]);
            fs::remove_dir_all(&target).unwrap();
        }
    }

    #[test]
    fn a_file_in_the_way_is_named() {
        let room = tempfile::tempdir().unwrap();
        let target = room.path().join("site");
        fs::write(&target, "x").unwrap();
        assert!(OutputFolder::at(&target, Kind::Build).unwrap_err().to_string().contains("found a file"));
    }

    #[test]
    fn nothing_is_written_outside_the_folder() {
        let room = tempfile::tempdir().unwrap();
        let mut folder = OutputFolder::at(&room.path().join("site"), Kind::Build).unwrap();
        for path in ["../x", "/x", "a/../../x", ""] {
            assert!(folder.write(path, b"x").is_err(), "{path}");
        }
        drop(folder);
        assert!(names(room.path()).is_empty());
    }

    #[test]
    fn the_root_has_no_name() {
        assert!(OutputFolder::at(Path::new("/"), Kind::Build).is_err());
    }
}
