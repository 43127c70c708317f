//! What cards show: display shards in the order of item numbers.

use serde::{Deserialize, Serialize};
use vitrine_catalog::{Catalogue, Product, ProductIndex};
use vitrine_shop::{picture_address, product_names, product_path};

/// Items in one shard.
pub const ITEMS_PER_SHARD: usize = 128;

/// One shard.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Shard {
    /// Number of the first item.
    pub first: usize,
    /// In item order; `null` for products without a public page.
    pub items: Vec<Option<Card>>,
}

/// One item's card.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Card {
    /// The shop's identifier.
    pub id: String,
    /// Name as shown.
    pub title: String,
    /// Page address, absolute or relative to the shop's root.
    pub url: String,
    /// Picture address, the same.
    pub image: String,
    /// The picture's text alternative.
    pub alt: String,
    /// Minor units; absent where unknown.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub price: Option<u32>,
    /// Former price, where it is higher.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub was: Option<u32>,
    /// Brand.
    #[serde(skip_serializing_if = "String::is_empty", default)]
    pub brand: String,
    /// Most special category.
    #[serde(skip_serializing_if = "String::is_empty", default)]
    pub category: String,
    /// A short line that says what it is good for, where the shop's data has one.
    #[serde(skip_serializing_if = "String::is_empty", default)]
    pub benefit: String,
    /// Stock-keeping unit of the variant that a card puts into the cart.
    #[serde(skip_serializing_if = "String::is_empty", default)]
    pub sku: String,
}

/// All shards. `for_shop` makes addresses lead to the demonstration shop's pages instead of the shop's own.
pub fn shards(catalogue: &Catalogue, item_order: &[ProductIndex], for_shop: bool) -> Vec<Shard> {
    let names = product_names(catalogue);
    let card = |index: &ProductIndex| {
        let product = catalogue.products.get(index.0 as usize)?;
        let name = names.get(index.0 as usize)?;
        product.published.then(|| card(product, for_shop.then_some(name.as_str())))
    };
    let shard =
        |(number, items): (usize, &[ProductIndex])| Shard { first: number * ITEMS_PER_SHARD, items: items.iter().map(card).collect() };
    item_order.chunks(ITEMS_PER_SHARD).enumerate().map(shard).collect()
}

fn card(product: &Product, shop_name: Option<&str>) -> Card {
    let first_image = product.images.first();
    let price = product.price();
    let shown = product.variants.iter().find(|variant| variant.available && variant.price == price).or(product.variants.first());
    Card {
        id: product.id.clone(),
        title: if product.title.trim().is_empty() { product.id.clone() } else { product.title.clone() },
        url: shop_name.map_or_else(|| product.url.clone(), product_path),
        image: match shop_name {
            Some(_) => picture_address(product),
            None => first_image.map(|image| image.url.clone()).unwrap_or_default(),
        },
        alt: first_image
            .map(|image| image.alternative_text.clone())
            .filter(|text| !text.is_empty())
            .unwrap_or_else(|| product.title.clone()),
        price,
        was: shown.and_then(|variant| variant.compare_at_price).filter(|was| price.is_some_and(|price| *was > price)),
        brand: product.brand.clone(),
        category: product.category.last().cloned().unwrap_or_default(),
        benefit: attribute(product, "benefit"),
        sku: shown.map(|variant| variant.sku.clone()).unwrap_or_default(),
    }
}

/// A named value of the product, whatever the case of its name.
fn attribute(product: &Product, wanted: &str) -> String {
    product.attributes.iter().find(|(name, _)| name.eq_ignore_ascii_case(wanted)).map(|(_, value)| value.clone()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::shards;
    use vitrine_catalog::{Catalogue, Image, Product, ProductIndex, Variant};

    fn product(id: &str) -> Product {
        Product {
            id: id.to_owned(),
            title: format!("The {id}"),
            url: format!("products/{id}"),
            category: vec!["Clothing".to_owned(), "Coats".to_owned()],
            published: true,
            images: vec![Image { url: "pictures/a.svg".to_owned(), alternative_text: String::new() }],
            variants: vec![
                Variant { sku: "S".to_owned(), price: Some(900), available: false, ..Variant::default() },
                Variant { sku: "M".to_owned(), price: Some(1000), compare_at_price: Some(1500), available: true, ..Variant::default() },
            ],
            ..Product::default()
        }
    }

    #[test]
    fn cards_stand_in_item_order_and_drafts_stay_out() {
        let draft = Product { published: false, ..product("draft") };
        let catalogue = Catalogue { products: vec![product("a"), draft, product("c")], currency: "GBP".to_owned() };
        let found = shards(&catalogue, &[ProductIndex(2), ProductIndex(1), ProductIndex(0)], false);
        assert_eq!(found.len(), 1);
        let ids: Vec<_> = found[0].items.iter().map(|card| card.as_ref().map(|card| card.id.as_str())).collect();
        assert_eq!(ids, [Some("c"), None, Some("a")]);
    }

    #[test]
    fn a_card_shows_the_cheapest_variant_that_can_be_bought() {
        let catalogue = Catalogue { products: vec![product("a")], currency: "GBP".to_owned() };
        let card = shards(&catalogue, &[ProductIndex(0)], false)[0].items[0].clone().unwrap();
        assert_eq!((card.price, card.was, card.sku.as_str()), (Some(1000), Some(1500), "M"));
        assert_eq!((card.url.as_str(), card.alt.as_str(), card.category.as_str()), ("products/a", "The a", "Coats"));
    }

    #[test]
    fn in_the_demonstration_shop_addresses_lead_to_its_pages() {
        let bare = Product { images: Vec::new(), ..product("B b") };
        let catalogue = Catalogue { products: vec![product("a"), bare], currency: "GBP".to_owned() };
        let found = shards(&catalogue, &[ProductIndex(0), ProductIndex(1)], true);
        let cards: Vec<_> = found[0].items.iter().flatten().collect();
        assert_eq!(cards[0].url, "products/a/");
        assert_eq!(cards[0].image, "pictures/a.svg");
        assert_eq!(cards[1].url, "products/b-b/");
        assert!(cards[1].image.starts_with("assets/drawing-"), "{}", cards[1].image);
    }
}
