//! Renders a small built-in catalogue: `cargo run -p vitrine-shop --example render -- FOLDER [NUMBER]`.

use std::{env, fs, io, path::PathBuf};

use vitrine_catalog::{Catalogue, Image, Product, Variant};
use vitrine_shop::{ShopOptions, render};

fn main() -> io::Result<()> {
    let mut arguments = env::args().skip(1);
    let folder = PathBuf::from(arguments.next().unwrap_or_else(|| "target/shop".to_owned()));
    let number = arguments.next().and_then(|number| number.parse().ok()).unwrap_or(40);
    let report = render(&catalogue(number), &ShopOptions::default(), &mut |path, content| {
        let path = folder.join(path);
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent)?;
        }
        fs::write(path, content)
    })
    .map_err(io::Error::other)?;
    println!("{} files, {} bytes, {} products, {} collections", report.files.len(), report.bytes(), report.products, report.collections);
    Ok(())
}

fn catalogue(number: u32) -> Catalogue {
    let kinds = ["Coats", "Shirts", "Boots", "Lamps", "Bowls", "Scarves", "Chairs", "Tea"];
    let adjectives = ["Fell", "Harbour", "Linen", "Quiet", "Northern", "Walnut", "Copper", "Meadow"];
    let products = (0..number).map(|at| {
        let kind = kinds[at as usize % kinds.len()];
        let title = format!("{} {}", adjectives[(at as usize / kinds.len()) % adjectives.len()], kind);
        let picture = format!(
            "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 4 5'%3E%3Crect width='4' height='5' fill='hsl({},30%25,85%25)'/%3E%3Ccircle cx='2' cy='2.5' r='1' fill='hsl({},30%25,45%25)'/%3E%3C/svg%3E",
            at * 47 % 360,
            at * 47 % 360
        );
        Product {
            id: format!("{}-{at}", title.to_lowercase().replace(' ', "-")),
            title,
            description: "Made to be used every day and to last for years.\nCare: by hand, in cool water.".to_owned(),
            brand: adjectives[at as usize % 3].to_owned(),
            category: vec![kind.to_owned()],
            variants: ["S", "M", "L"].iter().map(|size| Variant {
                sku: format!("{at}-{size}"),
                title: (*size).to_owned(),
                options: vec![("Size".to_owned(), (*size).to_owned())],
                price: Some(1900 + at * 137),
                compare_at_price: (at % 7 == 3).then_some(2900 + at * 137),
                available: *size != "L",
            }).collect(),
            images: if at % 9 == 8 { Vec::new() } else { vec![Image { url: picture, alternative_text: String::new() }] },
            published: true,
            ..Product::default()
        }
    });
    Catalogue { products: products.collect(), currency: "GBP".to_owned() }
}
