//! `vitrine verify`: names what is wrong with a model or a built folder.

mod folder;
mod model;

use crate::arguments::VerifyArguments;
use crate::console;
use crate::failure::Failure;
use crate::text::plural;
use serde::Serialize;
use std::fmt::Write as _;

/// What was looked at and what was found.
#[derive(Debug, Default, Serialize)]
pub struct Findings {
    ok: bool,
    checked: Vec<Checked>,
    problems: Vec<Problem>,
}

/// Something in order.
#[derive(Debug, Serialize)]
struct Checked {
    file: String,
    what: String,
}

/// Something wrong.
#[derive(Debug, Serialize)]
struct Problem {
    file: String,
    problem: String,
}

impl Findings {
    /// Notes what is right with a file.
    pub fn good(&mut self, file: &str, what: impl Into<String>) {
        self.checked.push(Checked { file: file.to_owned(), what: what.into() });
    }

    /// Notes what is wrong with a file.
    pub fn bad(&mut self, file: &str, problem: impl Into<String>) {
        self.problems.push(Problem { file: file.to_owned(), problem: problem.into() });
    }
}

/// Runs the command; a problem makes it fail.
pub fn run(arguments: &VerifyArguments) -> Result<(), Failure> {
    let path = &arguments.model;
    let mut findings = Findings::default();
    let metadata = std::fs::metadata(path).map_err(|error| Failure::file(path, "read", &error))?;
    if metadata.is_dir() {
        folder::check(path, &mut findings)?;
    } else {
        let content = std::fs::read(path).map_err(|error| Failure::file(path, "read", &error))?;
        model::check(&path.display().to_string(), &content, &mut findings);
    }
    findings.ok = findings.problems.is_empty();
    if arguments.json {
        console::json(&findings)?;
    } else {
        console::answer(&text(&findings))?;
    }
    match findings.problems.as_slice() {
        [] => Ok(()),
        [only] => Err(Failure::input(format!("{}: {}", only.file, only.problem))),
        several => Err(Failure::input(format!("{}: {} were found", path.display(), plural(several.len(), "problem", "problems")))),
    }
}

fn text(findings: &Findings) -> String {
    let mut text = String::new();
    // Writing to a String cannot fail.
    for checked in &findings.checked {
        let _ = writeln!(text, "good   {}: {}", checked.file, checked.what);
    }
    for problem in &findings.problems {
        let _ = writeln!(text, "wrong  {}: {}", problem.file, problem.problem);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::{Findings, folder, model};
    use crate::output::folder::{Kind, OutputFolder};
    use crate::output::manifest::{Display, Manifest, ManifestFile};
    use crate::testing::opened;
    use std::fs;
    use std::path::Path;

    fn problems(check: impl FnOnce(&mut Findings)) -> Vec<String> {
        let mut findings = Findings::default();
        check(&mut findings);
        findings.problems.iter().map(|problem| format!("{}: {}", problem.file, problem.problem)).collect()
    }

    fn problems_of(content: &[u8]) -> Vec<String> {
        problems(|findings| {
            model::check("m", content, findings);
        })
    }

    #[test]
    fn a_changed_byte_is_found_wherever_it_is() {
        let whole = opened().model().bytes().to_vec();
        assert!(problems_of(&whole).is_empty());
        for place in (0..whole.len()).step_by(37) {
            let mut changed = whole.clone();
            changed[place] ^= 0x10;
            assert_eq!(problems_of(&changed).len(), 1, "byte {place}");
        }
    }

    /// A folder with everything that a page needs.
    fn site(target: &Path) -> Manifest {
        let opened = opened();
        let shard = serde_json::json!({ "first": 0, "items": opened.cards }).to_string();
        let contents: [(&str, &str, &[u8]); 5] = [
            ("runtime", "js", b"export {}"),
            ("engine", "wasm", b"\0asm\x01\0\0\0"),
            ("model", "vitrine", opened.model().bytes()),
            ("display-000", "json", shard.as_bytes()),
            ("part-shopify", "js", b"export const listen = 1"),
        ];
        let [runtime, engine, model, display, part] = contents.map(|(stem, ending, content)| ManifestFile::of(stem, ending, content));
        let shards = vec![display];
        let manifest = Manifest {
            format: 1,
            built: String::new(),
            currency: "GBP".to_owned(),
            runtime,
            engine,
            model,
            display: Display { items_per_shard: 128, shards },
            parts: std::collections::BTreeMap::from([("shopify".to_owned(), part)]),
            locales: Vec::new(),
            other_seasons: None,
            least_leaving: None,
            segments: Vec::new(),
        };
        let mut folder = OutputFolder::at(target, Kind::Build).unwrap();
        for (file, (_, _, content)) in manifest.files().zip(contents) {
            folder.put(&file.file, content).unwrap();
        }
        folder.put("manifest.json", &serde_json::to_vec(&manifest).unwrap()).unwrap();
        folder.put("model-card.json", b"{}").unwrap();
        folder.finish().unwrap();
        manifest
    }

    #[test]
    fn a_whole_folder_is_good_and_every_fault_is_named() {
        let room = tempfile::tempdir().unwrap();
        let target = room.path().join("site");
        let manifest = site(&target);
        let found = || problems(|findings| folder::check(&target, findings).unwrap());
        assert_eq!(found(), Vec::<String>::new());

        let engine = target.join(&manifest.engine.file);
        let content = fs::read(&engine).unwrap();
        fs::remove_file(&engine).unwrap();
        assert!(found()[0].contains("is missing, though the manifest names it"), "{:?}", found());
        fs::write(&engine, b"\0asm\x01\0\0\x01").unwrap();
        assert!(found()[0].contains("at least one byte was changed"), "{:?}", found());
        fs::write(&engine, content).unwrap();

        fs::write(target.join("model-0123456789abcdef.vitrine"), "old").unwrap();
        assert!(found()[0].contains("belongs to another build"), "{:?}", found());
    }
}
