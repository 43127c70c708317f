//! The part of `truth.json` about behaviour: what was planted beside what came of it.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::SimulationOptions;
use crate::behaviour::{
    AFTER, ANY_INTENT, BEFORE, Behaviour, INTENTS, Intent, LIKINGS, Likings, Outcomes, PASSED_OVER, SHELF_LENGTH, SHELF_OPENED,
    SHELF_SHOWN, STOPS, STOPS_AFTER, STOPS_FROM, Ways,
};

/// What is planted of each behaviour; absent where it is left out.
#[derive(Serialize)]
pub(crate) struct Behaviours {
    note: &'static str,
    /// With one entry where no intents are planted. Whose visit is whose is in `truth_visits.csv`.
    intents: Vec<VisitsOf>,
    #[serde(skip_serializing_if = "Option::is_none")]
    ways: Option<Change>,
    #[serde(skip_serializing_if = "Option::is_none")]
    exits: Option<Exits>,
    #[serde(skip_serializing_if = "Option::is_none")]
    shelves: Option<Shelves>,
    /// Whose taste is whose is in `truth_customers.csv`.
    #[serde(skip_serializing_if = "Option::is_none")]
    tastes: Option<Likings>,
}

#[derive(Serialize)]
struct VisitsOf {
    #[serde(flatten)]
    planted: Intent,
    visits: u32,
    with_an_addition: u32,
    with_a_purchase: u32,
}

#[derive(Serialize)]
struct Change {
    before_an_addition: Steps,
    after_an_addition: Steps,
}

#[derive(Serialize)]
struct Steps {
    #[serde(flatten)]
    planted: Ways,
    /// Steps that were taken back, to something alike, to what goes with it, and to anything.
    taken: [u32; 4],
}

#[derive(Serialize)]
struct Exits {
    /// Chance to stop after an event of a kind.
    after: BTreeMap<&'static str, f64>,
    /// Factors where the event before was of a kind: kind before, kind, factor.
    after_both: Vec<(&'static str, &'static str, f64)>,
    /// Factors from a number of events on.
    from_events: Vec<(usize, f64)>,
}

#[derive(Serialize)]
struct Shelves {
    /// Share of visits that are shown a shelf.
    shown_in: f64,
    length: usize,
    /// Chance that who goes on opens a product of it.
    opened: f64,
    /// Factor on the chance of opening what was passed over, each time.
    passed_over: f64,
    /// As it came out: shelves shown to who went on, and those of which a product was opened.
    counts: [u32; 2],
}

impl Behaviours {
    pub(crate) fn of(options: &SimulationOptions, outcomes: &Outcomes) -> Behaviours {
        let plants = |behaviour: Behaviour| options.behaviours.contains(&behaviour);
        let intents = if plants(Behaviour::Intents) { &INTENTS[..] } else { &ANY_INTENT };
        let visits_of = |(planted, counts): (&Intent, &[u32; 3])| VisitsOf {
            planted: *planted,
            visits: counts[0],
            with_an_addition: counts[1],
            with_a_purchase: counts[2],
        };
        let [before, after] = outcomes.steps;
        Behaviours {
            note: "A shopper stops after an event with the chance of its kind, times the factors of the event before, of the number of events and \
                of the intent; impressions are no events. Who stops with an empty cart is gone; with something in it, 15 of 100 take something out \
                of a cart of several; then the visit pays with the chance of the intent. A visit of the intent `refill` buys again what was used up and \
                stops after paying.",
            intents: intents.iter().zip(&outcomes.intents).map(visits_of).collect(),
            ways: plants(Behaviour::Ways).then_some(Change {
                before_an_addition: Steps { planted: BEFORE, taken: before },
                after_an_addition: Steps { planted: AFTER, taken: after },
            }),
            exits: plants(Behaviour::Exits).then(|| Exits {
                after: STOPS.into_iter().collect(),
                after_both: STOPS_AFTER.to_vec(),
                from_events: STOPS_FROM.to_vec(),
            }),
            shelves: plants(Behaviour::Shelves).then_some(Shelves {
                shown_in: SHELF_SHOWN,
                length: SHELF_LENGTH,
                opened: SHELF_OPENED,
                passed_over: PASSED_OVER,
                counts: outcomes.shelves,
            }),
            tastes: plants(Behaviour::Tastes).then_some(LIKINGS),
        }
    }
}
