//! Every event of the latest sessions, as the engine sees the visit there, with what came later.

use crate::replay::tell;
use vitrine_catalog::{Event, EventKind as Logged, EventLog};
use vitrine_engine::Session;
use vitrine_engine::intent::{describe, probability};
use vitrine_format::{FEATURE_COUNT, Feature, ItemIndex, Model, TargetPart};

/// Lengths that are told apart.
const LENGTHS: usize = 20;
/// Examples' worth of the belief that all lengths are alike.
const PRIOR: f64 = 20.0;

/// Examples in the order of their sessions.
#[derive(Clone, Debug, Default)]
pub struct Examples {
    /// Features of each.
    pub rows: Vec<[f32; FEATURE_COUNT]>,
    /// Number of the session of each.
    pub sessions: Vec<u32>,
    /// For each target, whether it came true.
    pub labels: [Vec<bool>; 3],
}

impl Examples {
    /// Reads the latest sessions with at most about `most` events.
    pub fn read<B: AsRef<[u8]>>(log: &EventLog, model: &Model<B>, number_of: &[ItemIndex], has_times: bool, most: usize) -> Examples {
        let sessions: Vec<&[Event]> = log.sessions().collect();
        let mut first = sessions.len();
        let mut events = 0;
        while first > 0 && events + sessions[first - 1].len() <= most {
            first -= 1;
            events += sessions[first].len();
        }
        let mut examples = Examples::default();
        for (number, events) in sessions.iter().enumerate().skip(first) {
            examples.add(model, number_of, number as u32, events, has_times);
        }
        examples
    }

    /// Adds the events of one session.
    pub fn add<B: AsRef<[u8]>>(&mut self, model: &Model<B>, number_of: &[ItemIndex], number: u32, events: &[Event], has_times: bool) {
        let mut session = Session::new();
        let later = |from: usize, wanted: &dyn Fn(Logged) -> bool| events.iter().skip(from + 1).any(|event| wanted(event.kind));
        for (place, event) in events.iter().enumerate() {
            let item = event.product.and_then(|product| number_of.get(product.0 as usize)).copied();
            tell(&mut session, item, event);
            if event.kind == Logged::Impression {
                continue;
            }
            let mut row = describe(model, &session);
            if !has_times {
                for feature in [Feature::SecondsBetween, Feature::VisitSeconds] {
                    row[feature as usize] = 0.0;
                }
            }
            self.rows.push(row);
            self.sessions.push(number);
            self.labels[0].push(later(place, &|kind| kind == Logged::Purchase));
            self.labels[1].push(later(place, &|kind| kind == Logged::AddToCart));
            self.labels[2].push(!later(place, &|kind| kind != Logged::Impression));
        }
    }

    /// The first example of the first session behind a share of all examples.
    pub fn share(&self, share: f64) -> usize {
        let mut place = (self.rows.len() as f64 * share) as usize;
        while place > 0 && place < self.sessions.len() && self.sessions[place] == self.sessions[place - 1] {
            place += 1;
        }
        place
    }

    /// Length of the visit at an example, as an index into [`Examples::rates_by_length`].
    pub fn length(&self, row: usize) -> usize {
        (self.rows[row][Feature::Events as usize] as usize).min(LENGTHS - 1)
    }

    /// How often a label holds at each length, in the first examples.
    pub fn rates_by_length(&self, labels: &[bool], until: usize) -> Vec<f64> {
        let mut counts = [[0.0; 2]; LENGTHS];
        for row in 0..until {
            let count = &mut counts[self.length(row)];
            count[0] += 1.0;
            count[1] += f64::from(u8::from(labels[row]));
        }
        let all = counts.iter().fold([0.0; 2], |all, count| [all[0] + count[0], all[1] + count[1]]);
        let rate = all[1] / all[0].max(1.0);
        counts.iter().map(|count| (count[1] + PRIOR * rate) / (count[0] + PRIOR)).collect()
    }

    /// The probability of an example, as the engine makes it.
    pub fn probability(&self, part: &TargetPart, row: usize) -> f64 {
        f64::from(probability(part, &self.rows[row]))
    }
}
