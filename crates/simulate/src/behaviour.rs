//! How shoppers behave, whatever a visit is about: what they intend, how an addition to the cart changes their ways, when they stop, what
//! they make of a shelf, and what they like. The numbers here are what `truth.json` states.

use serde::Serialize;

/// A trait of shoppers that a simulation can do without.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Behaviour {
    /// Buyers, browsers and leavers, instead of shoppers who all mean the same.
    Intents,
    /// Substitutes are compared before an addition to the cart and complements looked at after it, instead of the same mixture always.
    Ways,
    /// The chance to stop depends on the latest events and on how many there were, instead of being the same after every look but the first.
    Exits,
    /// What was shown and passed over is opened less afterwards.
    Shelves,
    /// Each shopper prefers a brand, a style, a family of colours and a level of prices.
    Tastes,
}

impl Behaviour {
    /// Every behaviour.
    pub const ALL: [Behaviour; 5] = [Behaviour::Intents, Behaviour::Ways, Behaviour::Exits, Behaviour::Shelves, Behaviour::Tastes];

    /// The name in `truth.json` and on the command line.
    pub const fn name(self) -> &'static str {
        match self {
            Behaviour::Intents => "intents",
            Behaviour::Ways => "ways",
            Behaviour::Exits => "exits",
            Behaviour::Shelves => "shelves",
            Behaviour::Tastes => "tastes",
        }
    }
}

/// What some of the visits are made for.
#[derive(Clone, Copy, Debug, Serialize)]
pub(crate) struct Intent {
    pub(crate) name: &'static str,
    /// Share of visits.
    pub(crate) share: f64,
    /// Chance that the visit begins with a search.
    pub(crate) searches: f64,
    /// Factor on the chance that what is looked at goes into the cart.
    pub(crate) adds: f64,
    /// Chance that who stops with something in the cart pays for it.
    pub(crate) pays: f64,
    /// Factor on the chance to stop after an event.
    pub(crate) stops: f64,
}

/// The planted intents.
pub(crate) const INTENTS: [Intent; 3] = [
    Intent { name: "buyer", share: 0.25, searches: 0.26, adds: 1.9, pays: 0.85, stops: 0.85 },
    Intent { name: "browser", share: 0.45, searches: 0.10, adds: 0.6, pays: 0.4, stops: 0.9 },
    Intent { name: "leaver", share: 0.30, searches: 0.06, adds: 0.3, pays: 0.2, stops: 1.6 },
];

/// What all visits are made for where no intents are planted.
pub(crate) const ANY_INTENT: [Intent; 1] = [Intent { name: "any", share: 1.0, searches: 0.13, adds: 1.0, pays: 0.52, stops: 1.0 }];

/// Name of the intent of a visit that fetches what is used up.
pub(crate) const REFILL: &str = "refill";

/// Where a step leads: chances that are tried one after the other; the rest goes to anything of what the visit is about.
#[derive(Clone, Copy, Debug, Serialize)]
pub(crate) struct Ways {
    /// To something seen earlier in the visit.
    pub(crate) back: f64,
    /// To something alike, of the same category.
    pub(crate) alike: f64,
    /// To something that goes with the latest addition to the cart, or with the product at hand where the cart is empty.
    pub(crate) goes_with: f64,
}

/// With an empty cart.
pub(crate) const BEFORE: Ways = Ways { back: 0.29, alike: 0.58, goes_with: 0.02 };
/// With something in the cart.
pub(crate) const AFTER: Ways = Ways { back: 0.14, alike: 0.14, goes_with: 0.62 };
/// Where no change is planted.
pub(crate) const ALWAYS: Ways = Ways { back: 0.27, alike: 0.47, goes_with: 0.12 };
/// What the chance of an addition gains where the product goes with what lies in the cart.
pub(crate) const GOES_WITH_CART: f64 = 0.10;

/// Chances to stop after an event of a kind.
pub(crate) const STOPS: [(&str, f64); 4] = [("view", 0.19), ("search", 0.12), ("wishlist", 0.09), ("add_to_cart", 0.05)];
/// Factors on them where the event before was of a kind: kind before, kind, factor.
pub(crate) const STOPS_AFTER: [(&str, &str, f64); 2] = [("search", "view", 1.8), ("add_to_cart", "view", 0.5)];
/// Factors on them from a number of events on, impressions not counted.
pub(crate) const STOPS_FROM: [(usize, f64); 4] = [(1, 0.8), (2, 1.0), (5, 0.8), (10, 1.35)];
/// Chances to stop after the first look and after any other, where no exits are planted; nobody stops after anything else.
pub(crate) const PLAIN_STOPS: [f64; 2] = [0.16, 0.21];

/// Share of visits that a shelf is shown to with their first look.
pub(crate) const SHELF_SHOWN: f64 = 0.3;
/// Products on it.
pub(crate) const SHELF_LENGTH: usize = 4;
/// Chance that a shopper who goes on opens one of them; else all are passed over.
pub(crate) const SHELF_OPENED: f64 = 0.2;
/// How much less often a product is opened later in the visit, for each time that it was passed over.
pub(crate) const PASSED_OVER: f64 = 0.3;

/// What somebody's likings multiply the appeal of a product by.
#[derive(Clone, Copy, Debug, Serialize)]
pub(crate) struct Likings {
    /// A product of the favourite brand.
    pub(crate) brand: f64,
    /// A brand of the favourite style.
    pub(crate) style: f64,
    /// A product in a colour of the favourite family.
    pub(crate) colours: f64,
    /// Divisor, plus 1, for each step between the levels of prices.
    pub(crate) price: f64,
    /// Factor on the chance that a product of the favourite brand goes into the cart.
    pub(crate) brand_adds: f64,
}

/// The planted likings.
pub(crate) const LIKINGS: Likings = Likings { brand: 8.0, style: 1.6, colours: 1.7, price: 0.7, brand_adds: 1.8 };
/// Where nobody likes one thing more than another.
pub(crate) const NO_LIKINGS: Likings = Likings { brand: 1.0, style: 1.0, colours: 1.0, price: 0.0, brand_adds: 1.0 };

/// The chance that a shopper of average patience stops after an event.
pub(crate) fn stop_chance(planted: bool, kind: &str, before: &str, events: usize, looks: usize) -> f64 {
    if !planted {
        return if kind == "view" { PLAIN_STOPS[usize::from(looks > 1)] } else { 0.0 };
    }
    let chance = STOPS.iter().find(|(name, _)| *name == kind).map_or(0.0, |(_, chance)| *chance);
    let after = STOPS_AFTER.iter().find(|(first, second, _)| *first == before && *second == kind).map_or(1.0, |(_, _, factor)| *factor);
    let from = STOPS_FROM.iter().rev().find(|(number, _)| *number <= events).map_or(1.0, |(_, factor)| *factor);
    chance * after * from
}

/// What came of the behaviours, counted while the year goes by.
#[derive(Debug, Default)]
pub(crate) struct Outcomes {
    /// For each intent: visits, those with an addition to the cart, those that pay.
    pub(crate) intents: [[u32; 3]; 3],
    /// With an empty cart and with something in it: steps back, to something alike, to what goes with it, to anything.
    pub(crate) steps: [[u32; 4]; 2],
    /// Shelves shown to shoppers who went on, and those of which a product was opened.
    pub(crate) shelves: [u32; 2],
    /// `truth_visits.csv`.
    pub(crate) visits: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chances_are_chances() {
        assert!((INTENTS.iter().map(|intent| intent.share).sum::<f64>() - 1.0).abs() < 1e-9);
        for ways in [BEFORE, AFTER, ALWAYS] {
            assert!(ways.back + ways.alike + ways.goes_with <= 1.0);
        }
        let most = INTENTS.iter().map(|intent| intent.stops).fold(0.0, f64::max);
        for (kind, _) in STOPS {
            for before in ["", "search", "add_to_cart"] {
                assert!((1..50).all(|events| most * stop_chance(true, kind, before, events, events) < 1.0), "{before} {kind}");
            }
        }
    }

    #[test]
    fn exits_follow_kinds_and_lengths() {
        let chance = |kind, before, events| stop_chance(true, kind, before, events, events);
        assert!(chance("view", "search", 2) > chance("view", "view", 2));
        assert!(chance("view", "add_to_cart", 3) < chance("view", "view", 3));
        assert!(chance("view", "view", 10) > chance("view", "view", 9));
        let chances = [1, 2, 9].map(|looks| stop_chance(false, "view", "search", 20, looks));
        assert_eq!(chances.map(f64::to_bits), [0.16_f64, 0.21, 0.21].map(f64::to_bits));
    }
}
