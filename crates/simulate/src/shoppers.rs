//! People with an account: tastes, what they own, what they use up. All of it invented.

use std::fmt::Write as _;

use crate::data::Data;
use crate::random::Random;

/// What somebody likes.
#[derive(Clone, Debug)]
pub(crate) struct Taste {
    pub(crate) style: String,
    pub(crate) tier: f64,
    pub(crate) family: String,
    /// Position in [`Data::brands`]; one of the style.
    pub(crate) brand: usize,
}

impl Taste {
    pub(crate) fn draw(data: &Data, random: &mut Random) -> Self {
        const STYLES: [&str; 4] = ["technical", "heritage", "minimal", "bright"];
        const FAMILIES: [&str; 6] = ["blue", "warm", "pink", "green", "neutral", "dark"];
        let style = *random.pick(&STYLES);
        let brands: Vec<usize> = (0..data.brands.len()).filter(|&brand| data.brands[brand].style == style).collect();
        Self {
            style: style.to_owned(),
            tier: 1.0 + random.weighted(&[3.0, 4.0, 3.0]) as f64,
            family: (*random.pick(&FAMILIES)).to_owned(),
            brand: brands.get(random.below(brands.len())).copied().unwrap_or_default(),
        }
    }
}

/// A customer.
pub(crate) struct Shopper {
    pub(crate) number: usize,
    pub(crate) taste: Taste,
    pub(crate) favourites: [usize; 2],
    /// Position on the scale of sizes, 0 to 1.
    pub(crate) size: f64,
    /// Consumables with the day of the last purchase.
    pub(crate) uses_up: Vec<(usize, usize)>,
    /// Durable products bought.
    pub(crate) owns: Vec<usize>,
}

impl Shopper {
    pub(crate) fn draw(number: usize, data: &Data, random: &mut Random) -> Self {
        Self {
            number,
            taste: Taste::draw(data, random),
            favourites: [random.below(data.categories.len()), random.below(data.categories.len())],
            size: random.between(0.0, 1.0),
            uses_up: Vec::new(),
            owns: Vec::new(),
        }
    }

    /// Customer number in the event log.
    pub(crate) fn key(&self) -> String {
        format!("C{:06}", self.number + 1)
    }

    /// An address in the domain that RFC 2606 sets aside for examples.
    pub(crate) fn email(&self) -> String {
        format!("shopper{:06}@example.com", self.number + 1)
    }

    pub(crate) fn name(&self) -> String {
        format!("Sample Shopper {}", self.number + 1)
    }

    pub(crate) fn street(&self) -> String {
        format!("{} Invented Street", self.number % 180 + 1)
    }

    /// In the range that Ofcom keeps for drama.
    pub(crate) fn phone(&self) -> String {
        format!("'+447700900{:03}", self.number % 1000)
    }
}

/// `truth_customers.csv`: what each customer likes.
pub(crate) fn tastes(data: &Data, shoppers: &[Shopper]) -> String {
    let mut csv = String::from("customer_id,brand,style,colours,price_level\n");
    for shopper in shoppers {
        let Taste { style, tier, family, brand } = &shopper.taste;
        let brand = data.brands.get(*brand).map_or("", |brand| brand.name.as_str());
        // Writing to a String cannot fail.
        let _ = writeln!(csv, "{},{brand},{style},{family},{tier:.0}", shopper.key());
    }
    csv
}
