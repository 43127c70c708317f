//! Writes all pages of a shop, one after another.

use std::io;

use vitrine_catalog::Catalogue;

use crate::{
    ASSET_FOLDER, OfflineFile, ShopError, ShopOptions, ShopReport,
    collection::{Collections, published},
    docs,
    name::{product_names, product_path},
    page::Shop,
    pages,
    picture::{drawings, usable},
};

/// The shop's sign as an icon.
const ICON: &str = include_str!("icon.svg");

/// Renders every page of `catalogue` and hands each to `write` as a path relative to the shop's folder and its bytes.
///
/// The same catalogue and options give the same files in the same order. Unpublished products get no page. The
/// scripts and the style sheet, pictures and `offline.json` are the caller's to write (see [`ASSET_FOLDER`], [`crate::offline_list`]).
pub fn render(
    catalogue: &Catalogue,
    options: &ShopOptions,
    write: &mut dyn FnMut(&str, &[u8]) -> io::Result<()>,
) -> Result<ShopReport, ShopError> {
    let shop = Shop { catalogue, options, names: product_names(catalogue), collections: Collections::of(catalogue) };
    let mut report = ShopReport { collections: shop.collections.all.len(), ..ShopReport::default() };
    let mut put = |path: &str, content: &[u8], report: &mut ShopReport| {
        write(path, content).map_err(|source| ShopError::Write { path: path.to_owned(), source })?;
        report.files.push(OfflineFile::new(path, content));
        Ok::<(), ShopError>(())
    };
    put("index.html", shop.document(&pages::home::page(&shop)).as_bytes(), &mut report)?;
    put(&format!("{ASSET_FOLDER}/icon.svg"), ICON.as_bytes(), &mut report)?;
    for (path, drawing) in drawings() {
        put(&path, drawing.as_bytes(), &mut report)?;
    }
    put("cart/index.html", shop.document(&pages::basket::basket(&shop)).as_bytes(), &mut report)?;
    put("confirmation/index.html", shop.document(&pages::basket::confirmation(&shop)).as_bytes(), &mut report)?;
    put("how-it-works/index.html", shop.document(&pages::how_it_works::page(&shop)).as_bytes(), &mut report)?;
    put("privacy/index.html", shop.document(&pages::privacy::page(&shop)).as_bytes(), &mut report)?;
    if let Some(documents) = &options.documents {
        for (path, page) in docs::pages(documents).map_err(|(path, source)| ShopError::Documents { path, source })? {
            put(&path, shop.document(&page).as_bytes(), &mut report)?;
        }
    }
    put("404.html", shop.document(&pages::not_found::page(&shop)).as_bytes(), &mut report)?;
    put("collections/index.html", shop.document(&pages::collection::overview(&shop)).as_bytes(), &mut report)?;
    for index in 0..shop.collections.all.len() {
        let encode = |source| ShopError::Encode { path: format!("collections/{index}"), source };
        for (path, page) in pages::collection::pages(&shop, index).map_err(encode)? {
            put(&path, shop.document(&page).as_bytes(), &mut report)?;
        }
    }
    for position in published(catalogue) {
        let (Some(product), Some(name)) = (catalogue.products.get(position), shop.names.get(position)) else { continue };
        let path = format!("{}index.html", product_path(name));
        let page = pages::product::page(&shop, position).map_err(|source| ShopError::Encode { path: path.clone(), source })?;
        if let Some(page) = page {
            put(&path, shop.document(&page).as_bytes(), &mut report)?;
            report.products += 1;
            report.without_picture += usize::from(product.images.iter().all(|image| usable(&image.url).is_none()));
            report.without_price += usize::from(product.price().is_none());
        }
    }
    Ok(report)
}
