//! Embeds the page runtime: every file of `www/dist` (or of the folder that `VITRINE_RUNTIME_DIR` names) becomes a constant of the binary.
//!
//! Without that folder the binary still builds; `vitrine build` then says what is missing. See `src/output/runtime.rs`.

use std::env;
use std::error::Error;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-env-changed=VITRINE_RUNTIME_DIR");
    println!("cargo::rerun-if-changed=build.rs");
    let here = PathBuf::from(env::var("CARGO_MANIFEST_DIR")?);
    let folder = env::var_os("VITRINE_RUNTIME_DIR").map_or_else(|| here.join("../../www/dist"), PathBuf::from);
    // Also where it does not exist yet, so that its coming is noticed.
    println!("cargo::rerun-if-changed={}", folder.display());
    let mut files = Vec::new();
    if folder.is_dir() {
        collect(&folder, "", &mut files)?;
    }
    files.sort();
    let mut code = String::from("/// Name and content of every embedded file, by name.\npub static FILES: &[(&str, &[u8])] = &[\n");
    for (name, path) in files {
        println!("cargo::rerun-if-changed={}", path.display());
        let path = path.canonicalize()?;
        writeln!(code, "    ({name:?}, include_bytes!({:?})),", path.display().to_string())?;
    }
    code.push_str("];\n");
    fs::write(PathBuf::from(env::var("OUT_DIR")?).join("runtime_files.rs"), code)?;
    Ok(())
}

/// Lists files below a folder; source maps and declarations are for developers and stay out.
fn collect(folder: &Path, prefix: &str, files: &mut Vec<(String, PathBuf)>) -> Result<(), Box<dyn Error>> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let Ok(name) = entry.file_name().into_string() else { continue };
        let path = entry.path();
        if path.is_dir() {
            collect(&path, &format!("{prefix}{name}/"), files)?;
        } else if !name.starts_with('.') && ![".map", ".d.ts"].iter().any(|ending| name.ends_with(ending)) {
            files.push((format!("{prefix}{name}"), path));
        }
    }
    Ok(())
}
