//! Figures of several rankers on one split, side by side.

use crate::bootstrap::{Comparison, compare};
use crate::metrics::Summary;
use crate::protocol::{Outcome, Reading, run};
use crate::ranker::Ranker;
use crate::split::Split;
use serde::Serialize;
use std::collections::BTreeMap;

/// Figures of one ranker in one reading.
#[derive(Clone, Debug, Serialize)]
pub struct ReadingFigures {
    /// Which reading.
    pub reading: Reading,
    /// Hit rate and mean reciprocal rank.
    #[serde(flatten)]
    pub summary: Summary,
    /// Share of training items shown at least once.
    pub coverage: f64,
    /// Mean popularity percentile of what was shown, 0 to 1.
    pub shown_popularity: f64,
    /// The same of what shoppers chose.
    pub target_popularity: f64,
    /// Against the first ranker of the report: this one minus the first; absent for the first itself.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub difference: Option<Comparison>,
}

/// Figures of one ranker.
#[derive(Clone, Debug, Serialize)]
pub struct RankerFigures {
    /// Its name.
    pub name: String,
    /// Bytes that whoever ranks has to hold: the page, for what is made for that, else a server.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bytes: Option<usize>,
    /// Median of one ranking in the reading *all*, in microseconds.
    pub median_microseconds: f64,
    /// 90th percentile of the same.
    pub p90_microseconds: f64,
    /// The numbers that it found on the training tail, by name; empty where nothing is searched.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub settings: BTreeMap<String, f64>,
    /// In the order of [`Reading::ALL`].
    pub readings: Vec<ReadingFigures>,
}

/// Everything that `vitrine evaluate` says.
#[derive(Clone, Debug, Serialize)]
pub struct Report {
    /// Places that count.
    pub limit: usize,
    /// Sessions, events and items of the training half.
    pub training: Half,
    /// Sessions, events and items of the test.
    pub test: Half,
    /// Targets that training never saw, which nobody can hit.
    pub unknown_targets: usize,
    /// In the order given.
    pub rankers: Vec<RankerFigures>,
}

/// Size of one half of a split.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Half {
    /// Sessions.
    pub sessions: usize,
    /// Events.
    pub events: usize,
    /// Different items.
    pub items: usize,
}

/// Seed of the bootstrap; fixed, so that the same figures come with the same intervals.
const SEED: u64 = 20;

/// Runs every ranker in every reading. `progress` gets a ranker's name, its reading where each is asked apart, and the questions asked so far.
pub fn report(
    split: &Split,
    rankers: &mut [&mut dyn Ranker],
    limit: usize,
    mut progress: impl FnMut(&str, Option<Reading>, usize),
) -> Report {
    let mut first: Vec<Vec<Outcome>> = Vec::new();
    let mut figures = Vec::with_capacity(rankers.len());
    for ranker in rankers.iter_mut() {
        let name = ranker.name().to_owned();
        let together = ranker.ignores_reading();
        let groups = if together { Reading::ALL.chunks(Reading::ALL.len()) } else { Reading::ALL.chunks(1) };
        let mut taken = Vec::with_capacity(Reading::ALL.len());
        for group in groups {
            let reading = group.first().copied().filter(|_| !together);
            taken.extend(run(split, *ranker, group, limit, &mut |asked| progress(&name, reading, asked)));
        }
        let microseconds = taken.first().map(|outcomes| outcomes.microseconds.as_slice()).unwrap_or_default();
        let at = |share: f64| microseconds.get((share * microseconds.len() as f64) as usize).copied().unwrap_or(0.0);
        let mut found = RankerFigures {
            name,
            bytes: ranker.bytes(),
            median_microseconds: at(0.5),
            p90_microseconds: at(0.9),
            settings: ranker.settings().into_iter().map(|(name, value)| (name.to_owned(), value)).collect(),
            readings: Vec::with_capacity(Reading::ALL.len()),
        };
        for (reading, outcomes) in Reading::ALL.into_iter().zip(&taken) {
            found.readings.push(ReadingFigures {
                reading,
                summary: outcomes.summary(limit),
                coverage: outcomes.exposure.coverage(),
                shown_popularity: outcomes.exposure.shown_popularity(),
                target_popularity: outcomes.exposure.target_popularity(),
                difference: first.get(found.readings.len()).map(|first| compare(&outcomes.outcomes, first, limit, SEED)),
            });
        }
        if first.is_empty() {
            first.extend(taken.into_iter().map(|outcomes| outcomes.outcomes));
        }
        figures.push(found);
    }
    let counts = split.training_counts();
    let (test, unknown_targets) = test_half(split, &counts);
    let training = Half {
        sessions: split.train.sessions().count(),
        events: split.train.events.len(),
        items: counts.iter().filter(|count| **count > 0).count(),
    };
    Report { limit, training, test, unknown_targets, rankers: figures }
}

fn test_half(split: &Split, counts: &[u32]) -> (Half, usize) {
    let events = split.test.iter().flat_map(|session| &session.events);
    let mut items: Vec<u32> = events.filter_map(|event| event.product).map(|product| product.0).collect();
    items.sort_unstable();
    items.dedup();
    let targets = split.test.iter().flat_map(|session| session.targets.iter().filter_map(|target| session.events.get(*target)));
    let is_unknown = |item: u32| counts.get(item as usize).is_none_or(|count| *count == 0);
    let unknown = targets.filter_map(|event| event.product).filter(|product| is_unknown(product.0)).count();
    let half = Half { sessions: split.test.len(), events: split.test.iter().map(|session| session.events.len()).sum(), items: items.len() };
    (half, unknown)
}
