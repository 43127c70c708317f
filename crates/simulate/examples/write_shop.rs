//! Writes a simulated shop into a folder, with a page of all its pictures: `cargo run -p vitrine-simulate --example write_shop -- DIR [SEED [SESSIONS]]`.

use std::fmt::Write as _;
use std::path::PathBuf;
use std::{env, fs, io};

use vitrine_simulate::{SimulationOptions, simulate};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let folder = PathBuf::from(arguments.first().ok_or("expected a folder to write to")?);
    let mut options = SimulationOptions::default();
    if let Some(seed) = arguments.get(1) {
        options.seed = seed.parse()?;
    }
    if let Some(sessions) = arguments.get(2) {
        options.sessions = sessions.parse()?;
    }
    fs::create_dir_all(folder.join("pictures"))?;
    let mut cards = String::new();
    let report = simulate(&options, &mut |path, bytes| -> io::Result<()> {
        // Further pictures of a product end in a number.
        if path.starts_with("pictures/") {
            let name = path.trim_start_matches("pictures/").trim_end_matches(".svg");
            let _ = write!(cards, "<figure><img src=\"{path}\" alt=\"\"><figcaption>{name}</figcaption></figure>");
        }
        fs::write(folder.join(path), bytes)
    })?;
    let style = "body{margin:8px;display:grid;grid-template-columns:repeat(auto-fill,150px);gap:8px;font:11px sans-serif}\
        figure{margin:0}img{width:150px;display:block;border-radius:6px}figcaption{height:2.4em;overflow:hidden}";
    fs::write(folder.join("pictures.html"), format!("<!doctype html><meta charset=utf-8><style>{style}</style>{cards}"))?;
    println!("{report:#?}");
    Ok(())
}
