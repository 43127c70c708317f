//! The demonstration shop in a built folder: pages, their scripts, pictures that lie beside the products, and the list for the network being off.

use crate::commands::init::templates::snippets;
use crate::failure::Failure;
use crate::output::digest;
use crate::output::folder::OutputFolder;
use crate::output::runtime;
use serde::Serialize;
use std::collections::BTreeSet;
use std::path::{Component, Path, PathBuf};
use vitrine_catalog::Catalogue;
use vitrine_engine::{Context, Engine, ListName, Request, Session};
use vitrine_format::Model;
use vitrine_shop::{ASSET_FOLDER, Documents, OfflineFile, ShopOptions, offline_list, render};

/// The shop's folder in the built one.
pub const FOLDER: &str = "shop";

/// The list that the service worker reads; it also tells a folder of ours from another one named `shop`.
pub const OFFLINE_LIST: &str = "offline.json";

/// Bytes that the service worker fetches ahead of being asked.
const OFFLINE_BYTES: u64 = 64 << 20;

/// The worker stands at the shop's root, whose pages it serves.
const WORKER: &str = "service-worker.js";

/// Endings of files that are taken for pictures.
const PICTURE_ENDINGS: [&str; 7] = ["avif", "gif", "jpeg", "jpg", "png", "svg", "webp"];

/// What was written.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct ShopSummary {
    /// Pages of products.
    pub products: usize,
    /// Collections.
    pub collections: usize,
    /// Pictures that were copied.
    pub pictures: usize,
    /// Pictures that the catalogue names by a relative address, and that do not lie beside the products file.
    pub missing_pictures: usize,
    /// Published products without a picture.
    pub without_picture: usize,
    /// Published products without a price.
    pub without_price: usize,
    /// Files of the shop.
    pub files: usize,
    /// Their bytes.
    pub bytes: u64,
}

/// Where the documentation's examples take the built folder to be, as `vitrine init` does.
const EXAMPLE_BASE: &str = "/vitrine/";

/// Products that are looked at for one with a bundle.
const BUNDLES_SOUGHT: usize = 100;

/// Writes the shop. `beside` is the folder that relative pictures start from, `around` the files of the built folder that the shop loads.
pub fn write(
    folder: &mut OutputFolder,
    catalogue: &Catalogue,
    beside: Option<&Path>,
    around: &[(String, Vec<u8>)],
    model: &[u8],
) -> Result<ShopSummary, Failure> {
    let scripts = runtime::shop_files()?;
    let mut all: Vec<u8> = Vec::new();
    for (name, content) in &scripts {
        all.extend_from_slice(name.as_bytes());
        all.extend_from_slice(content);
    }
    let options = ShopOptions {
        version: digest::name_hash(&all).chars().take(8).collect(),
        documents: Some(documents(model)?),
        ..ShopOptions::default()
    };
    let report = render(catalogue, &options, &mut |path, content| folder.write(&format!("{FOLDER}/{path}"), content))?;
    let mut assets = Vec::new();
    for (name, content) in scripts {
        let path = if name == WORKER { WORKER.to_owned() } else { format!("{ASSET_FOLDER}/{name}") };
        folder.put(&format!("{FOLDER}/{path}"), content)?;
        assets.push(OfflineFile::new(&path, content));
    }
    let written: BTreeSet<&str> = report.files.iter().chain(&assets).map(|file| file.path.as_str()).collect();
    let mut pictures = Vec::new();
    let mut missing_pictures = 0;
    for address in relative_pictures(catalogue).into_iter().filter(|address| !written.contains(address.as_str())) {
        match beside.and_then(|beside| std::fs::read(beside.join(&address)).ok()) {
            Some(content) => {
                folder.put(&format!("{FOLDER}/{address}"), &content)?;
                pictures.push(OfflineFile::new(&address, &content));
            }
            None => missing_pictures += 1,
        }
    }
    // What every page needs comes first, so that a limit cuts off products and not the engine.
    let around = around.iter().map(|(name, content)| OfflineFile::new(&format!("../{name}"), content));
    let listed_assets = assets.iter().filter(|file| file.path != WORKER).cloned();
    let list: Vec<OfflineFile> = around.chain(listed_assets).chain(report.files.iter().cloned()).chain(pictures.iter().cloned()).collect();
    let offline = offline_list(&list, OFFLINE_BYTES);
    folder.put(&format!("{FOLDER}/{OFFLINE_LIST}"), &offline)?;
    let own = || report.files.iter().chain(&assets).chain(&pictures);
    Ok(ShopSummary {
        products: report.products,
        collections: report.collections,
        pictures: pictures.len(),
        missing_pictures,
        without_picture: report.without_picture,
        without_price: report.without_price,
        files: own().count() + 1,
        bytes: own().map(|file| file.bytes).sum::<u64>() + offline.len() as u64,
    })
}

/// What the documentation takes in.
fn documents(model: &[u8]) -> Result<Documents, Failure> {
    let told = runtime::told()?;
    Ok(Documents { snippets: snippets(EXAMPLE_BASE), failures: told.failures, reserve_rules: told.reserve_rules, example: example(model)? })
}

/// The most popular product that others were bought together with; the most popular one where none has such; empty in an empty shop.
fn example(model: &[u8]) -> Result<String, Failure> {
    let mut engine = Engine::new(Model::open(model)?);
    let (session, context) = (Session::default(), Context::default());
    let popular = Request { limit: BUNDLES_SOUGHT, reasons: false, ..Request::of(ListName::Popular) };
    let items: Vec<_> = engine.rank(&session, &context, &popular).items.iter().map(|found| found.item).collect();
    let has_bundle = items.iter().copied().find(|item| {
        let bundle = Request { seeds: &[*item], limit: 2, fill: false, reasons: false, ..Request::of(ListName::BoughtTogether) };
        engine.rank(&session, &context, &bundle).items.len() == 2
    });
    let chosen = has_bundle.or(items.first().copied());
    Ok(chosen.map(|item| engine.model().item_id(item).to_owned()).unwrap_or_default())
}

/// Relative addresses of pictures, each once, in the order of the catalogue.
fn relative_pictures(catalogue: &Catalogue) -> Vec<String> {
    let mut seen = BTreeSet::new();
    let published = catalogue.products.iter().filter(|product| product.published);
    let addresses = published.flat_map(|product| &product.images).filter_map(|image| relative_picture(&image.url));
    addresses.filter(|address| seen.insert(address.clone())).collect()
}

/// The path of a picture beside the products file; `None` for addresses elsewhere, for ones that leave the folder, and for what is no picture.
///
/// Leading slashes go, as the shop's pages drop them too.
fn relative_picture(address: &str) -> Option<String> {
    let address = address.trim();
    let has_scheme = address.split(['/', '?', '#']).next().is_some_and(|first| first.contains(':'));
    if has_scheme || address.starts_with("//") || address.contains(['\\', '?', '#', '%']) || address.chars().any(char::is_control) {
        return None;
    }
    let path = address.trim_start_matches('/');
    let ending = PathBuf::from(path).extension()?.to_str()?.to_ascii_lowercase();
    let inside = Path::new(path).components().all(|part| matches!(part, Component::Normal(_)));
    (inside && PICTURE_ENDINGS.contains(&ending.as_str())).then(|| path.to_owned())
}

#[cfg(test)]
mod tests {
    use super::relative_picture;

    fn check(address: &str, expected: Option<&str>) {
        assert_eq!(relative_picture(address).as_deref(), expected, "{address}");
    }

    #[test]
    fn pictures_beside_the_products_are_found() {
        check("pictures/coat.svg", Some("pictures/coat.svg"));
        check("/pictures/coat.JPG", Some("pictures/coat.JPG"));
        check(" coat.png ", Some("coat.png"));
    }

    #[test]
    fn nothing_outside_and_nothing_but_pictures_is_copied() {
        for address in [
            "../secret.png",
            "a/../../b.png",
            "orders.csv",
            "https://cdn.example/a.png",
            "//cdn.example/a.png",
            "data:image/png,x",
            "",
            "a\\b.png",
            ".env",
        ] {
            check(address, None);
        }
    }
}
