//! The products: names, options, prices, stock and what is alike.

use std::collections::BTreeSet;

use crate::SimulateError;
use crate::alike::{complements, neighbours};
use crate::data::{Brand, Colour, Data, Type};
use crate::random::Random;
use crate::text;

/// Days of the log; day 0 is 2025-11-01.
pub(crate) const DAYS: usize = 365;
/// First day of the trend surge.
pub(crate) const SURGE_FROM: usize = DAYS - 7;
/// How much more often a surging product is looked at.
pub(crate) const SURGE: f64 = 14.0;

/// One way to buy a product.
#[derive(Debug)]
pub(crate) struct Variant {
    pub(crate) sku: String,
    /// Option values in the order of the product's options.
    pub(crate) values: Vec<String>,
    /// Pence.
    pub(crate) price: u32,
    pub(crate) compare_at: Option<u32>,
    pub(crate) stock: u32,
    pub(crate) sold_when_out: bool,
}

impl Variant {
    pub(crate) fn available(&self) -> bool {
        self.stock > 0 || self.sold_when_out
    }
}

/// What a product page shows.
#[derive(Debug)]
pub(crate) struct Product {
    pub(crate) handle: String,
    pub(crate) title: String,
    pub(crate) description: String,
    /// Position in [`Data::brands`]; `None` for the gift card.
    pub(crate) brand: Option<usize>,
    /// Position in [`Data::categories`].
    pub(crate) category: usize,
    /// Position in [`Data::types`]; `None` for the gift card.
    pub(crate) kind: Option<usize>,
    pub(crate) material: String,
    pub(crate) pattern: String,
    /// The first is the picture's; further ones have pictures of their own.
    pub(crate) colours: Vec<Colour>,
    /// The other colour of a pattern.
    pub(crate) second: Colour,
    pub(crate) tags: Vec<String>,
    pub(crate) options: Vec<String>,
    pub(crate) variants: Vec<Variant>,
    pub(crate) grams: u32,
    pub(crate) draft: bool,
    /// How often it is looked at within its category.
    pub(crate) popularity: f64,
    /// Day of the log on which it came into the shop; 0 where it was there before.
    pub(crate) launched: usize,
    pub(crate) surging: bool,
}

impl Product {
    /// Lowest price in pence.
    pub(crate) fn price(&self) -> u32 {
        self.variants.iter().map(|variant| variant.price).min().unwrap_or(0)
    }

    /// Path of the picture of a colour.
    pub(crate) fn picture(&self, colour: usize) -> String {
        if colour == 0 { format!("pictures/{}.svg", self.handle) } else { format!("pictures/{}-{}.svg", self.handle, colour + 1) }
    }

    /// "Title - Variant", as an order line names it.
    pub(crate) fn line_name(&self, variant: &Variant) -> String {
        if variant.values.is_empty() { self.title.clone() } else { format!("{} - {}", self.title, variant.values.join(" / ")) }
    }
}

/// Products of one category by number, and what leads from one to another.
pub(crate) struct Catalogue {
    pub(crate) products: Vec<Product>,
    /// Products on sale by category, drafts and gift cards left out.
    pub(crate) by_category: Vec<Vec<usize>>,
    /// Most alike first.
    pub(crate) neighbours: Vec<Vec<usize>>,
    /// Planted complements of each product, [`EACH`](crate::alike::EACH) for each type that goes with its own, the stronger first.
    pub(crate) complements: Vec<Vec<usize>>,
}

/// Makes the catalogue of a seed.
pub(crate) fn make(data: &Data, seed: u64) -> Result<Catalogue, SimulateError> {
    let mut random = Random::named(seed, "catalogue");
    let mut handles = BTreeSet::new();
    let mut products = Vec::new();
    for (number, kind) in data.types.iter().enumerate() {
        let maker = Maker::new(data, number, kind, &mut random);
        for turn in 0..kind.count {
            let mut product = maker.product(turn, products.len(), &mut random)?;
            if !handles.insert(product.handle.clone()) {
                product.title = format!("{} No. {}", product.title, products.len());
                product.handle = text::handle(&product.title);
                handles.insert(product.handle.clone());
            }
            products.push(product);
        }
    }
    set_demand(&mut products, data, &mut random);
    products.push(gift_card(data)?);
    let by_category: Vec<Vec<usize>> = (0..data.categories.len())
        .map(|category| {
            let on_sale = products.iter().enumerate().filter(|(_, product)| !product.draft && product.kind.is_some());
            on_sale.filter(|(_, product)| product.category == category).map(|(number, _)| number).collect()
        })
        .collect();
    let neighbours = neighbours(data, &products, &by_category, &mut random);
    let complements = complements(data, &products, &mut random);
    Ok(Catalogue { products, by_category, neighbours, complements })
}

/// Makes the products of one type; lists are shuffled once, so that neighbours on the shelf differ.
struct Maker<'a> {
    data: &'a Data,
    number: usize,
    kind: &'a Type,
    category: usize,
    brands: Vec<usize>,
    series: Vec<String>,
    materials: Vec<String>,
    patterns: Vec<String>,
}

impl<'a> Maker<'a> {
    fn new(data: &'a Data, number: usize, kind: &'a Type, random: &mut Random) -> Self {
        let brands: Vec<usize> = (0..data.brands.len()).filter(|&brand| data.brands[brand].fields.contains(&kind.field)).collect();
        Self {
            data,
            number,
            kind,
            category: data.category(&kind.category).unwrap_or_default(),
            brands: random.shuffled(&brands),
            series: random.shuffled(data.series.get(&kind.series).map_or(&[][..], Vec::as_slice)),
            materials: random.shuffled(&kind.materials),
            patterns: random.shuffled(&kind.patterns),
        }
    }

    fn product(&self, turn: usize, serial: usize, random: &mut Random) -> Result<Product, SimulateError> {
        let data = self.data;
        let brand_number = self.brands[turn % self.brands.len()];
        let brand = &data.brands[brand_number];
        let material_name = &self.materials[(turn + turn / self.materials.len()) % self.materials.len()];
        let missing = |what: &str| SimulateError::Data { file: "types.json", problem: format!("`{}` has no {what}", self.kind.noun) };
        let material = data.materials.get(material_name).ok_or_else(|| missing("material"))?;
        let pattern = &self.patterns[(turn + turn / self.patterns.len()) % self.patterns.len()];
        let palette = self.palette(brand, material.colour.as_deref());
        if palette.is_empty() {
            return Err(missing("colours"));
        }
        let start = turn * 3 + random.below(2);
        let many = if self.kind.colourless || palette.len() < 3 { 0 } else { random.weighted(&[6.0, 2.5, 1.5]) };
        let colours: Vec<Colour> = (0..=many).map(|step| palette[(start + step * 2) % palette.len()].clone()).collect();
        let mut colours_seen = BTreeSet::new();
        let colours: Vec<Colour> = colours.into_iter().filter(|colour| colours_seen.insert(colour.name.clone())).collect();
        let second = palette[(start + 1) % palette.len()].clone();
        let words = text::Words { kind: self.kind, series: &self.series[turn], material, brand, pattern, colours: &colours };
        let title = text::title(&words, turn);
        let (options, variants) = self.variants(brand, material_name, &colours, serial, random)?;
        Ok(Product {
            handle: text::handle(&title),
            description: text::description(&words, turn),
            tags: text::tags(&words),
            title,
            brand: Some(brand_number),
            category: self.category,
            kind: Some(self.number),
            material: material_name.clone(),
            pattern: pattern.clone(),
            colours,
            second,
            options,
            variants,
            grams: (self.kind.price[0] * random.between(6.0, 14.0)) as u32 + 60,
            draft: false,
            popularity: 1.0,
            launched: 0,
            surging: false,
        })
    }

    fn palette(&self, brand: &Brand, own: Option<&str>) -> Vec<Colour> {
        // What is painted hides the colour of its material.
        if let Some(colour) = own.filter(|_| self.kind.palette != "bright").and_then(|name| self.data.colour(name)) {
            return vec![colour.clone()];
        }
        let name = match self.kind.palette.as_str() {
            "" => brand.style.clone(),
            "summer" => format!("summer-{}", brand.style),
            name => name.to_owned(),
        };
        let names = self.data.palettes.get(&name).map_or(&[][..], Vec::as_slice);
        names.iter().filter_map(|name| self.data.colour(name)).cloned().collect()
    }

    fn variants(
        &self,
        brand: &Brand,
        material: &str,
        colours: &[Colour],
        serial: usize,
        random: &mut Random,
    ) -> Result<(Vec<String>, Vec<Variant>), SimulateError> {
        let sizes = self.data.sizes.get(&self.kind.sizes);
        let sizes = sizes.ok_or_else(|| SimulateError::Data { file: "sizes.json", problem: format!("no `{}`", self.kind.sizes) })?;
        let [low, high] = self.kind.price;
        let fine = match material {
            "cashmere" => 1.45,
            "goose down" | "titanium" | "alpaca" => 1.15,
            _ => 1.0,
        };
        let level = (0.12 + 0.3 * f64::from(brand.tier.saturating_sub(1)) + random.between(0.0, 0.28)).min(1.0);
        let base = (low + (high - low) * level) * fine;
        let reduced = random.chance(0.14).then(|| *random.pick(&[1.2, 1.25, 1.35, 1.5]));
        let all_gone = random.chance(0.04);
        let named_colours = colours.len() > 1 && !self.kind.colourless;
        let mut options = Vec::new();
        if named_colours {
            options.push("Colour".to_owned());
        }
        if !sizes.option.is_empty() {
            options.push(sizes.option.clone());
        }
        let mut variants = Vec::new();
        let code = self.data.categories.get(self.category).map_or("", |category| category.code.as_str());
        for (colour_number, colour) in colours.iter().enumerate().take(if named_colours { colours.len() } else { 1 }) {
            for (size_number, size) in sizes.values.iter().enumerate() {
                let step = sizes.steps.get(size_number).copied().unwrap_or(1.0);
                let price = round_price(base * step, brand.tier);
                let mut values = Vec::new();
                if named_colours {
                    values.push(colour.name.clone());
                }
                if !sizes.option.is_empty() {
                    values.push(size.clone());
                }
                let stock = if all_gone || random.chance(0.09) { 0 } else { 1 + random.below(48) as u32 };
                variants.push(Variant {
                    sku: format!("{code}-{:04}-{}{}", 1000 + serial, colour_number + 1, char::from(b'A' + size_number as u8)),
                    values,
                    price,
                    compare_at: reduced.map(|factor| round_price(base * step * factor, brand.tier)).filter(|was| *was > price),
                    stock,
                    sold_when_out: self.kind.consumable && stock == 0 && random.chance(0.3),
                });
            }
        }
        Ok((options, variants))
    }
}

/// A price as shops write it: whole pounds at the dear end, x.95 or x.50 below.
fn round_price(pounds: f64, tier: u8) -> u32 {
    let whole = pounds.round().max(3.0) as u32;
    if whole >= 100 {
        let fives = (whole + 2) / 5 * 5;
        return if tier == 1 { fives * 100 - 5 } else { fives * 100 };
    }
    match tier {
        3 => whole * 100,
        2 if whole < 20 => whole * 100 - 50,
        _ => whole * 100 - 5,
    }
}

/// Long-tailed popularity, arrivals during the year, surges and a few drafts.
fn set_demand(products: &mut [Product], data: &Data, random: &mut Random) {
    for category in 0..data.categories.len() {
        let members: Vec<usize> = (0..products.len()).filter(|&number| products[number].category == category).collect();
        let order = random.shuffled(&members);
        for (rank, &number) in order.iter().enumerate() {
            products[number].popularity = 1.0 / (rank as f64 + 1.6);
            if random.chance(0.16) {
                products[number].launched = 120 + random.below(DAYS - 150);
            }
        }
        // One product of each category arrived within the last month; of every other one that is in season then, a well-known one surges.
        let in_season = data.categories[category].months[9] >= 0.8;
        if let (Some(&newest), Some(&surging)) = (order.get(2), order.get(5)) {
            products[newest].launched = DAYS - 6 - random.below(22);
            if in_season && category % 2 == 0 {
                products[surging].surging = true;
                products[surging].launched = 0;
            }
        }
        if let Some(&draft) = order.last().filter(|_| category % 3 == 1) {
            products[draft].draft = true;
        }
    }
}

fn gift_card(data: &Data) -> Result<Product, SimulateError> {
    let lost = |what: &str| SimulateError::Data { file: "categories.json", problem: format!("no {what} for the gift card") };
    let category = data.category("Gifts & Christmas").ok_or_else(|| lost("category"))?;
    let sizes = data.sizes.get("card").ok_or_else(|| lost("values"))?;
    let colour = data.colour("Forest").cloned().ok_or_else(|| lost("colour"))?;
    let second = data.colour("Brass").cloned().ok_or_else(|| lost("colour"))?;
    let variants = sizes.values.iter().zip(&sizes.steps).enumerate();
    Ok(Product {
        handle: "gift-card".to_owned(),
        title: "Gift Card".to_owned(),
        description: "<p>For when you know the person but not the size. Sent by e-mail within minutes, or by post on recycled card.</p>\
            <p>Valid for two years and spendable a little at a time.</p>"
            .to_owned(),
        brand: None,
        category,
        kind: None,
        material: "card".to_owned(),
        pattern: "plain".to_owned(),
        colours: vec![colour],
        second,
        tags: vec!["gift idea".to_owned()],
        options: vec![sizes.option.clone()],
        variants: variants
            .map(|(number, (value, step))| Variant {
                sku: format!("GIFT-{}", number + 1),
                values: vec![value.clone()],
                price: (2500.0 * step) as u32,
                compare_at: None,
                stock: 0,
                sold_when_out: true,
            })
            .collect(),
        grams: 0,
        draft: false,
        popularity: 0.2,
        launched: 0,
        surging: false,
    })
}
