//! From the names under which orders and events mention a product to the product.

use std::collections::HashMap;

use vitrine_catalog::{Catalogue, Product, ProductIndex, Variant};

use crate::value::identifier;

/// How a mention found its product.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Found {
    /// By its own identifier.
    Id(ProductIndex),
    /// By another of its names.
    Alias(ProductIndex),
}

impl Found {
    pub(crate) fn product(self) -> ProductIndex {
        match self {
            Self::Id(product) | Self::Alias(product) => product,
        }
    }
}

/// What is known of a product that no catalogue lists.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Sketch<'a> {
    pub(crate) title: &'a str,
    pub(crate) price: Option<u32>,
    pub(crate) category: &'a str,
}

/// The catalogue with its names indexed. Open, it makes a product of every identifier that it meets; closed, it knows what it was given.
pub(crate) struct Joiner {
    catalogue: Catalogue,
    open: bool,
    by_id: HashMap<String, ProductIndex>,
    /// Lower-case SKUs; `None` where two products share one.
    by_alias: HashMap<String, Option<ProductIndex>>,
    /// Lower-case "Title" and "Title - Variant"; `None` where two products share one.
    by_name: HashMap<String, Option<ProductIndex>>,
}

impl Joiner {
    /// A closed catalogue.
    pub(crate) fn closed(catalogue: Catalogue) -> Self {
        let mut joiner = Self { open: false, ..Self::open() };
        for (index, product) in catalogue.products.iter().enumerate() {
            let index = ProductIndex(index as u32);
            joiner.by_id.insert(product.id.clone(), index);
            for alias in &product.aliases {
                note(&mut joiner.by_alias, alias, index);
            }
            note(&mut joiner.by_name, &product.title, index);
            for variant in product.variants.iter().filter(|variant| !variant.title.is_empty()) {
                note(&mut joiner.by_name, &format!("{} - {}", product.title, variant.title), index);
            }
        }
        joiner.catalogue = catalogue;
        joiner
    }

    /// An empty catalogue that grows.
    pub(crate) fn open() -> Self {
        let maps = (HashMap::new(), HashMap::new(), HashMap::new());
        Self { catalogue: Catalogue::default(), open: true, by_id: maps.0, by_alias: maps.1, by_name: maps.2 }
    }

    pub(crate) fn into_catalogue(self) -> Catalogue {
        self.catalogue
    }

    pub(crate) fn catalogue(&self) -> &Catalogue {
        &self.catalogue
    }

    pub(crate) fn catalogue_mut(&mut self) -> &mut Catalogue {
        &mut self.catalogue
    }

    /// Names that two products share, so that nothing joins by them.
    pub(crate) fn shared_aliases(&self) -> usize {
        self.by_alias.values().filter(|product| product.is_none()).count()
    }

    /// The product that an identifier, a SKU or a product page's address names; never makes one.
    pub(crate) fn find(&self, mention: &str) -> Option<Found> {
        let mention = mention.trim();
        if mention.is_empty() {
            return None;
        }
        let by_id = |id: &str| self.by_id.get(id).copied().map(Found::Id);
        by_id(mention)
            .or_else(|| by_id(identifier(mention)))
            .or_else(|| self.by_alias.get(&mention.to_lowercase()).copied().flatten().map(Found::Alias))
            .or_else(|| by_id(handle_in_address(mention)?))
    }

    /// Like [`Joiner::find`]; an open catalogue makes a product where there is none.
    pub(crate) fn find_or_make(&mut self, mention: &str, sketch: &Sketch<'_>) -> Option<Found> {
        let found = self.find(mention);
        let id = identifier(mention);
        if !self.open || id.is_empty() {
            return found;
        }
        if let Some(found) = found {
            self.complete(found.product(), sketch);
            return Some(found);
        }
        let index = ProductIndex(u32::try_from(self.catalogue.products.len()).ok()?);
        self.catalogue.products.push(Product {
            id: id.to_owned(),
            title: if sketch.title.is_empty() { id.to_owned() } else { sketch.title.to_owned() },
            category: crate::value::category_path(sketch.category),
            variants: vec![Variant { price: sketch.price, available: true, ..Variant::default() }],
            published: true,
            ..Product::default()
        });
        self.by_id.insert(id.to_owned(), index);
        Some(Found::Id(index))
    }

    /// Fills in what an earlier mention of the product left out.
    fn complete(&mut self, product: ProductIndex, sketch: &Sketch<'_>) {
        let Some(product) = self.catalogue.products.get_mut(product.0 as usize) else { return };
        if product.title == product.id && !sketch.title.is_empty() {
            sketch.title.clone_into(&mut product.title);
        }
        if let Some(variant) = product.variants.first_mut() {
            variant.price = variant.price.or(sketch.price);
        }
        if product.category.is_empty() && !sketch.category.is_empty() {
            product.category = crate::value::category_path(sketch.category);
        }
    }

    /// The product of an order line's name: "Title - Variant", or "Title" with or without a variant that the catalogue no longer has.
    pub(crate) fn find_by_name(&self, name: &str) -> Option<ProductIndex> {
        let name = name.trim().to_lowercase();
        if name.is_empty() {
            return None;
        }
        if let Some(product) = self.by_name.get(&name) {
            return *product;
        }
        let mut cuts = name.rmatch_indices(" - ").map(|(index, _)| index);
        cuts.find_map(|cut| self.by_name.get(name.get(..cut)?.trim_end()).copied()).flatten()
    }
}

fn note(map: &mut HashMap<String, Option<ProductIndex>>, name: &str, product: ProductIndex) {
    let name = name.trim().to_lowercase();
    if name.is_empty() {
        return;
    }
    let entry = map.entry(name).or_insert(Some(product));
    if *entry != Some(product) {
        *entry = None;
    }
}

/// `coat` from `https://shop.example/collections/new/products/coat?variant=1`.
pub(crate) fn handle_in_address(address: &str) -> Option<&str> {
    let (_, rest) = address.rsplit_once("/products/").or_else(|| address.strip_prefix("products/").map(|rest| ("", rest)))?;
    rest.split(['?', '#', '/']).next().filter(|handle| !handle.is_empty())
}
