//! Products as a shop sells them: one entry for what has one product page, with its variants inside.

use std::collections::BTreeMap;

/// Position of a product in [`Catalogue::products`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ProductIndex(pub u32);

/// All products of a shop.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Catalogue {
    /// In the order of the export.
    pub products: Vec<Product>,
    /// ISO 4217 code that all prices share; empty where the export names none.
    pub currency: String,
}

/// One product page's worth of catalogue.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Product {
    /// The shop's own identifier, unique in the catalogue (a Shopify handle, a feed's `id`).
    pub id: String,
    /// Other names under which events and orders may mention it (SKUs, numeric ids), each once, in order of appearance.
    pub aliases: Vec<String>,
    /// Shared by products that are variants of one another (`item_group_id`); empty where there is none.
    pub group: String,
    /// Name as shown.
    pub title: String,
    /// Plain text, markup removed.
    pub description: String,
    /// Brand or vendor; may be empty.
    pub brand: String,
    /// Category path from general to special; may be empty.
    pub category: Vec<String>,
    /// Free labels.
    pub tags: Vec<String>,
    /// Further named values (colour, material, metafields), by name.
    pub attributes: BTreeMap<String, String>,
    /// At least one.
    pub variants: Vec<Variant>,
    /// In the export's order; may be empty.
    pub images: Vec<Image>,
    /// Page address, absolute or relative to the shop; empty where unknown.
    pub url: String,
    /// False for drafts and unpublished products, which are never recommended.
    pub published: bool,
    /// True for gift cards, which are never recommended.
    pub gift_card: bool,
    /// Unix seconds when the product entered the shop, where the export says so.
    pub created: Option<i64>,
    /// Links that a person made in the shop's own administration.
    pub pins: Vec<Pin>,
}

impl Product {
    /// Lowest price of an available variant, else of any variant, in minor units; `None` where no variant has a price.
    pub fn price(&self) -> Option<u32> {
        let lowest = |only_available: bool| {
            let variants = self.variants.iter();
            variants.filter(|variant| variant.available || !only_available).filter_map(|variant| variant.price).min()
        };
        lowest(true).or_else(|| lowest(false))
    }

    /// True when at least one variant can be bought.
    pub fn available(&self) -> bool {
        self.variants.iter().any(|variant| variant.available)
    }
}

/// One way to buy a product.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Variant {
    /// Stock-keeping unit; may be empty.
    pub sku: String,
    /// Option values joined as the platform shows them ("M / Navy"); empty for a product without options.
    pub title: String,
    /// Named options ("Size" → "M"), in order.
    pub options: Vec<(String, String)>,
    /// Minor units of the catalogue's currency (pence, cents).
    pub price: Option<u32>,
    /// Former price in minor units, where the shop shows one.
    pub compare_at_price: Option<u32>,
    /// Can be put into the cart now (stock, or sold when out of stock).
    pub available: bool,
}

/// A picture of a product.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Image {
    /// Absolute, or relative to the shop.
    pub url: String,
    /// Text alternative; may be empty.
    pub alternative_text: String,
}

/// What a hand-made link says of its target.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum PinKind {
    /// Goes with the product (Shopify complementary products, WooCommerce cross-sells).
    Complement,
    /// Instead of the product (Shopify related products).
    Related,
    /// A better one of the same sort (WooCommerce upsells).
    Upsell,
}

/// A link from one product to another, made by a person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pin {
    /// What the link says.
    pub kind: PinKind,
    /// The other product's id or alias as the export writes it.
    pub target: String,
}
