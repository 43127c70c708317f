//! What is known of an entry: how often, in which direction and how directly its two products met, and how its neighbour stands in the shop.

use super::Described;
use crate::options::ViewedNextOptions;
use crate::sessions::Sessions;
use crate::sparse::{Buckets, Cell};
use crate::walk::Reached;

/// Numbers that describe an entry.
pub const FEATURES: usize = 19;

/// Their names, for the report.
pub const NAMES: [&str; FEATURES] = [
    "weight of the walk",
    "share of pairs",
    "share of two steps",
    "share of three steps",
    "straight after",
    "one between",
    "more between",
    "straight before",
    "earlier before",
    "neighbour's views",
    "own views",
    "neighbour's latest views",
    "walk × own views",
    "after × own views",
    "before × own views",
    "neighbour seen twice running",
    "neighbour begins visits",
    "neighbour leads on",
    "place in the row",
];

/// Sums of pairs by how they met: straight after, one between, more between, straight before, earlier before.
const MEETINGS: usize = 5;

/// Part of the sessions, the latest, whose views are the latest views.
const LATEST_SHARE: f64 = 0.1;
/// What is added to a sum of pairs before its logarithm, so that a single pair is little news.
const PAIR_PRIOR: f32 = 0.2;

#[derive(Clone, Copy, Debug, Default)]
struct Pair {
    column: u32,
    meeting: u8,
    weight: f32,
}

/// Views of one product, counted by their place.
#[derive(Clone, Copy, Debug, Default)]
struct Views {
    all: f32,
    latest: f32,
    /// Straight after a view of the same product.
    again: f32,
    first: f32,
    /// With another step behind it.
    onward: f32,
}

/// Pairs and views of a log, for describing entries.
pub struct Evidence {
    pairs: Buckets<Pair>,
    views: Vec<Views>,
    /// What the walk's weight of a neighbour is multiplied by, for its popularity, before the power.
    factors: Vec<f32>,
}

impl Evidence {
    /// Counts the sessions' steps and pairs.
    pub fn gather(sessions: &Sessions, items: usize, options: &ViewedNextOptions) -> Evidence {
        let views = views(sessions, items);
        // (w·f)^p has the order of w·f, which spares a power for every cell that is not described.
        let power = options.popularity_power / options.power.max(f32::MIN_POSITIVE);
        let factors = views.iter().map(|views| libm::powf(views.all + 1.0, -power)).collect();
        Evidence { pairs: pairs(sessions, items, options), views, factors }
    }

    /// The description of a row's heaviest `width` cells; pairs that did not make it into the damped row are not counted either.
    pub(super) fn describe(
        &self,
        row: usize,
        mut reached: Vec<Reached>,
        damped: &[Cell],
        width: usize,
        options: &ViewedNextOptions,
    ) -> Vec<Described> {
        let view = |product: usize| self.views.get(product).copied().unwrap_or_default();
        for cell in &mut reached {
            cell.weight *= self.factors.get(cell.column as usize).copied().unwrap_or(1.0);
        }
        reached.retain(|cell| cell.weight > 0.0 && cell.weight.is_finite());
        let heavier = |left: &Reached, right: &Reached| right.weight.total_cmp(&left.weight).then(left.column.cmp(&right.column));
        if reached.len() > width && width > 0 {
            reached.select_nth_unstable_by(width - 1, heavier);
        }
        reached.truncate(width);
        reached.sort_unstable_by(heavier);
        let sums = self.sums(row);
        let own_views = libm::logf(view(row).all + 1.0);
        let describe = |(place, cell): (usize, &Reached)| {
            let is_pair = damped.iter().any(|pair| pair.0 == cell.column);
            let found = sums.binary_search_by_key(&cell.column, |sum| sum.0).ok().filter(|_| is_pair);
            let met = found.and_then(|place| sums.get(place)).map_or([0.0; MEETINGS], |sum| sum.1).map(|sum| libm::logf(sum + PAIR_PRIOR));
            let weight = options.power * libm::logf(cell.weight);
            let views = view(cell.column as usize);
            let features = [
                weight,
                libm::logf(cell.shares[0] + 0.003),
                libm::logf(cell.shares[1] + 0.001),
                libm::logf(cell.shares[2] + 0.001),
                met[0],
                met[1],
                met[2],
                met[3],
                met[4],
                libm::logf(views.all + 1.0),
                own_views,
                libm::logf((views.latest + 0.5) / (views.all * LATEST_SHARE as f32 + 0.5)),
                weight * own_views,
                met[0] * own_views,
                met[3] * own_views,
                libm::logf((views.again + 0.3) / (views.all + 1.0)),
                libm::logf((views.first + 0.5) / (views.all + 1.0)),
                libm::logf((views.onward + 1.0) / (views.all + 1.5)),
                libm::logf(1.0 + place as f32),
            ];
            (cell.column, features)
        };
        reached.iter().enumerate().map(describe).collect()
    }

    /// Sums of a row's pairs by column, in their order.
    fn sums(&self, row: usize) -> Vec<(u32, [f32; MEETINGS])> {
        let mut pairs = self.pairs.row(row).to_vec();
        // A stable sort: the order of the sums must not depend on anything but the log.
        pairs.sort_by_key(|pair| pair.column);
        let sum = |pairs: &[Pair]| {
            let mut sums = [0.0; MEETINGS];
            for pair in pairs {
                if let Some(sum) = sums.get_mut(usize::from(pair.meeting)) {
                    *sum += pair.weight;
                }
            }
            sums
        };
        pairs.chunk_by(|left, right| left.column == right.column).filter_map(|pairs| Some((pairs.first()?.column, sum(pairs)))).collect()
    }
}

fn pairs(sessions: &Sessions, items: usize, options: &ViewedNextOptions) -> Buckets<Pair> {
    let session_count = sessions.len().max(1) as f64;
    Buckets::collect(items, |give| {
        for (number, (_, steps)) in sessions.iter().enumerate() {
            let mut session_weight = libm::powf(steps.len() as f32, -options.session_length_power);
            if let Some(recency) = options.recency {
                let share_after = 1.0 - (number + 1) as f64 / session_count;
                session_weight *= libm::exp(-share_after / recency) as f32;
            }
            for (place, to) in steps.iter().enumerate() {
                let weight = session_weight * options.kind_weights.get(usize::from(to.kind)).copied().unwrap_or(0.0);
                for (meeting, distance) in (1..=options.maximum_distance.min(3)).enumerate() {
                    let Some(from) = place.checked_sub(distance).and_then(|earlier| steps.get(earlier)) else { break };
                    if from.product != to.product {
                        give(from.product, Pair { column: to.product, meeting: meeting as u8, weight });
                        give(to.product, Pair { column: from.product, meeting: if meeting == 0 { 3 } else { 4 }, weight });
                    }
                }
            }
        }
    })
}

fn views(sessions: &Sessions, items: usize) -> Vec<Views> {
    let mut counts = vec![Views::default(); items];
    let latest = sessions.len() - (sessions.len() as f64 * LATEST_SHARE) as usize;
    for (number, (_, steps)) in sessions.iter().enumerate() {
        for (place, step) in steps.iter().enumerate() {
            let before = place.checked_sub(1).and_then(|earlier| steps.get(earlier));
            if let Some(views) = counts.get_mut(step.product as usize) {
                views.all += 1.0;
                views.latest += f32::from(u8::from(number >= latest));
                views.again += f32::from(u8::from(before.is_some_and(|before| before.product == step.product)));
                views.first += f32::from(u8::from(before.is_none()));
                views.onward += f32::from(u8::from(place + 1 < steps.len()));
            }
        }
    }
    counts
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::log_of;
    use crate::viewed_next::damped;
    use crate::worth::described;

    fn rows(sessions: &[&[u32]], options: &ViewedNextOptions) -> Vec<Vec<Described>> {
        let sessions = Sessions::read(&log_of(sessions));
        let evidence = Evidence::gather(&sessions, 5, options);
        described(&damped(&sessions, 5, options, 1).0, &evidence, |_| 10, options, 1, |_, entries| entries)
    }

    fn feature(rows: &[Vec<Described>], row: usize, column: u32, name: &str) -> f32 {
        let place = NAMES.iter().position(|other| *other == name).unwrap();
        rows[row].iter().find(|entry| entry.0 == column).unwrap().1[place]
    }

    fn plain() -> ViewedNextOptions {
        ViewedNextOptions { recency: None, session_length_power: 0.0, ..ViewedNextOptions::default() }
    }

    #[test]
    fn meetings_are_told_apart_by_direction_and_distance() {
        let rows = rows(&[&[0, 1, 2], &[0, 1]], &plain());
        let sum = |row, column, name| libm::expf(feature(&rows, row, column, name)) - PAIR_PRIOR;
        let close = |left: f32, right: f32| (left - right).abs() < 1e-5;
        assert!(close(sum(0, 1, "straight after"), 2.0));
        assert!(close(sum(0, 1, "straight before"), 0.0));
        assert!(close(sum(1, 0, "straight before"), 2.0));
        assert!(close(sum(0, 2, "one between"), 1.0));
        assert!(close(sum(2, 0, "earlier before"), 1.0));
    }

    #[test]
    fn a_neighbour_that_only_the_walk_reaches_has_no_pairs() {
        let rows = rows(&[&[0, 1], &[1, 2]], &plain());
        assert_eq!(feature(&rows, 0, 2, "straight after"), libm::logf(PAIR_PRIOR));
        assert!(feature(&rows, 0, 2, "share of two steps") > feature(&rows, 0, 2, "share of pairs"));
    }

    #[test]
    fn pairs_without_support_are_no_evidence() {
        let sessions: &[&[u32]] = &[&[0, 1, 3], &[0, 1], &[1, 2], &[1, 2], &[0, 2]];
        let fill = crate::FillOptions { rounds: 0, ..crate::FillOptions::default() };
        let rows = rows(sessions, &ViewedNextOptions { minimum_support: 2, fill, ..plain() });
        assert_eq!(feature(&rows, 0, 2, "straight after"), libm::logf(PAIR_PRIOR));
        assert!(rows[0].iter().all(|entry| entry.0 != 3));
    }

    #[test]
    fn repeats_beginnings_and_ends_describe_the_neighbour() {
        let rows = rows(&[&[0, 1, 1], &[0, 1, 1], &[0, 2, 0]], &plain());
        assert!(feature(&rows, 0, 1, "neighbour seen twice running") > feature(&rows, 0, 2, "neighbour seen twice running"));
        assert!(feature(&rows, 1, 0, "neighbour begins visits") > feature(&rows, 0, 1, "neighbour begins visits"));
        assert!(feature(&rows, 0, 2, "neighbour leads on") > feature(&rows, 0, 1, "neighbour leads on"));
    }
}
