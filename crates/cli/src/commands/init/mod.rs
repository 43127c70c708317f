//! `vitrine init`: what to paste into a shop, or to write into its project, for each kind of shop.

pub mod templates;

use crate::arguments::InitArguments;
use crate::console;
use crate::failure::Failure;
use std::fs::{self, OpenOptions};
use std::io::Write as _;
use templates::Template;

/// Runs the command.
pub fn run(arguments: &InitArguments) -> Result<(), Failure> {
    let base = checked(&arguments.base)?;
    let template = templates::of(arguments.platform);
    let Template { file, then, .. } = template;
    let text = template.with_base(&base);
    match &arguments.write {
        None => {
            console::note(format!("For {file}:"));
            console::answer(&text)?;
        }
        Some(folder) => {
            let path = folder.join(file);
            if let Some(parent) = path.parent() {
                fs::create_dir_all(parent).map_err(|error| Failure::file(parent, "made", &error))?;
            }
            // A file of the shop's own is nobody's to replace.
            let mut created = OpenOptions::new().write(true).create_new(true).open(&path).map_err(|error| {
                let failure = if error.kind() == std::io::ErrorKind::AlreadyExists {
                    Failure::input(format!("{} is there already and was left as it is", path.display()))
                } else {
                    Failure::file(&path, "written", &error)
                };
                failure.with_hint("leave --write out to print what would go in")
            })?;
            created.write_all(text.as_bytes()).map_err(|error| Failure::file(&path, "written", &error))?;
            console::answer(&format!("{}\n", path.display()))?;
        }
    }
    console::note(then);
    console::note(format!("When the folder is at {base}: vitrine doctor with its address looks at it as a browser does."));
    Ok(())
}

/// The base with a slash at its end; it goes into markup and code, so it may hold nothing that ends a string there.
fn checked(base: &str) -> Result<String, Failure> {
    let begins = base.starts_with('/') || base.starts_with("https://") || base.starts_with("http://");
    let plain = base.chars().all(|character| character.is_ascii_alphanumeric() || "/:.-_~%@".contains(character));
    if !begins || !plain {
        return Err(Failure::usage(format!(
            "“{base}” can't be the folder's address; expected one such as /vitrine/ or https://cdn.example/vitrine/"
        )));
    }
    Ok(if base.ends_with('/') { base.to_owned() } else { format!("{base}/") })
}

#[cfg(test)]
mod tests {
    use super::{checked, run, templates};
    use crate::arguments::{InitArguments, Platform};
    use clap::ValueEnum as _;

    #[test]
    fn every_platform_has_a_file_that_names_the_folder() {
        let room = tempfile::tempdir().unwrap();
        for platform in Platform::value_variants() {
            let arguments =
                || InitArguments { platform: *platform, base: "https://cdn.example/shop".to_owned(), write: Some(room.path().to_owned()) };
            run(&arguments()).unwrap();
            let path = room.path().join(templates::of(*platform).file);
            let text = std::fs::read_to_string(&path).unwrap();
            assert!(text.contains("https://cdn.example/shop/") && !text.contains("BASE"), "{platform:?}: {text}");
            assert!(text.contains("vitrine-shelf") || text.contains("VitrineShelf"), "{platform:?}");
            // What stands there now is the shop's own.
            let told = run(&arguments()).unwrap_err();
            assert!(told.message.contains("is there already"), "{}", told.message);
            assert_eq!(std::fs::read_to_string(&path).unwrap(), text);
        }
    }

    #[test]
    fn a_base_that_could_end_a_string_is_refused() {
        for base in ["/vitrine/", "https://cdn.example/v"] {
            assert!(checked(base).unwrap().ends_with('/'));
        }
        for base in ["", "vitrine", "/a\"b/", "/a'b/", "/a b/", "/<b>/", "javascript:x", "/a{{b}}/", "/a\\b"] {
            assert!(checked(base).is_err(), "{base}");
        }
    }
}
