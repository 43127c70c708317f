//! What the nearest-neighbour methods share: training sessions that hold items of the visitor's session, the most alike of them, and
//! what these sessions opened.
//!
//! VS-kNN, STAN, VSTAN and VMIS-kNN are one computation with different [`Weights`]:
//!
//! - the `sample` newest training sessions with any item of the visitor's session are looked at;
//! - a session is as alike as the weights of the shared clicks add up to, divided by the root of its length and faded by its age;
//! - the `neighbours` most alike are kept, and each gives its likeness to its items: faded by how long ago the newest shared click was and
//!   by how far the item stands from the neighbour's last shared item, and raised for rare items.

use super::fade::Fade;
use super::occurrences::Occurrences;
use crate::ranker::{Question, Ranker};
use crate::score_list::ScoreList;
use std::sync::Arc;

/// Seconds of a day.
const DAY: f64 = 86_400.0;

/// Training sessions by item, and items by session.
pub struct Index {
    /// Where each session's entries begin, oldest session first; one more at the end.
    session_starts: Vec<u32>,
    /// Different items of each session, ascending, with the last place at which each stands.
    entries: Vec<(u32, u32)>,
    /// Days from each session's end to the newest one.
    ages: Vec<f64>,
    /// Where each item's sessions begin; one more at the end.
    item_starts: Vec<u32>,
    /// Sessions with the item, newest first.
    sessions: Vec<u32>,
}

impl Index {
    pub(super) fn of(log: &Occurrences) -> Index {
        let newest = log.newest();
        let mut order: Vec<(f64, &[u32])> = log.ends.iter().copied().zip(log.paths.iter().map(Vec::as_slice)).collect();
        order.sort_by(|left, right| left.0.total_cmp(&right.0));
        let mut index =
            Index { session_starts: vec![0], entries: Vec::new(), ages: Vec::new(), item_starts: vec![0], sessions: Vec::new() };
        let mut sessions_of = vec![Vec::new(); log.items()];
        for (session, (end, path)) in order.into_iter().enumerate() {
            let mut entries: Vec<(u32, u32)> = path.iter().enumerate().map(|(place, item)| (*item, place as u32)).collect();
            entries.sort_unstable_by_key(|(item, place)| (*item, std::cmp::Reverse(*place)));
            entries.dedup_by_key(|(item, _)| *item);
            for (item, _) in &entries {
                if let Some(sessions) = sessions_of.get_mut(*item as usize) {
                    sessions.push(session as u32);
                }
            }
            index.entries.extend(entries);
            index.session_starts.push(index.entries.len() as u32);
            index.ages.push((newest - end) / DAY);
        }
        for sessions in sessions_of {
            index.sessions.extend(sessions.into_iter().rev());
            index.item_starts.push(index.sessions.len() as u32);
        }
        index
    }

    fn entries(&self, session: u32) -> &[(u32, u32)] {
        part(&self.session_starts, &self.entries, session)
    }

    fn sessions(&self, item: u32) -> &[u32] {
        part(&self.item_starts, &self.sessions, item)
    }

    /// How rare an item is: the logarithm of sessions in all by sessions with the item.
    fn rarity(&self, item: u32) -> f64 {
        libm::log(self.ages.len() as f64 / self.sessions(item).len().max(1) as f64)
    }

    /// Bytes that a server holds to answer with it.
    fn bytes(&self) -> usize {
        4 * (self.session_starts.len() + self.item_starts.len() + self.sessions.len() + self.ages.len()) + 8 * self.entries.len()
    }
}

fn part<'a, Value>(starts: &[u32], values: &'a [Value], place: u32) -> &'a [Value] {
    let at = |place: usize| starts.get(place).copied().unwrap_or(0) as usize;
    values.get(at(place as usize)..at(place as usize + 1)).unwrap_or_default()
}

/// How rare items are raised.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Rarity {
    /// By 1 + factor · rarity; a factor of 0 leaves all as they are.
    Plus(f64),
    /// By the rarity itself.
    Times,
}

/// Everything in which the methods differ.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Weights {
    /// Sessions that give their items.
    pub neighbours: usize,
    /// Newest sessions that are looked at.
    pub sample: usize,
    /// Latest clicks of the visitor's session that count.
    pub clicks: usize,
    /// What a shared click adds to the likeness, by its age in the visitor's session.
    pub click: Fade,
    /// Whether the likeness is divided by the root of the neighbour's length.
    pub by_length: bool,
    /// Days in which a neighbour's likeness falls to 1/e.
    pub days: Option<f64>,
    /// What of a neighbour's likeness is left, by the age of its newest shared click.
    pub shared: Fade,
    /// Clicks between an item and the neighbour's last shared item in which its weight falls to 1/e.
    pub gap: Option<f64>,
    /// How rare items are raised.
    pub rarity: Rarity,
}

/// A method of this family on a training log.
pub(super) struct Neighbours {
    name: &'static str,
    settings: Vec<(&'static str, f64)>,
    log: Arc<Occurrences>,
    weights: Weights,
    rarities: Vec<f64>,
    fading: Vec<f64>,
    gaps: Vec<f64>,
    /// Likeness of each session touched so far.
    likeness: Vec<f64>,
    touched: Vec<u32>,
    alike: Vec<(u32, f64)>,
    /// 1 + clicks since each item was opened; 0 where the visitor's session does not have it.
    since: Vec<u32>,
    sums: Vec<f64>,
    candidates: Vec<u32>,
}

/// Gaps beyond this one weigh as much as it.
const LONGEST_GAP: usize = 200;

impl Neighbours {
    pub(super) fn new(name: &'static str, settings: Vec<(&'static str, f64)>, log: Arc<Occurrences>, weights: Weights) -> Neighbours {
        let index = log.index();
        let rarity = |item: usize| match weights.rarity {
            Rarity::Plus(factor) => 1.0 + factor * index.rarity(item as u32),
            Rarity::Times => index.rarity(item as u32),
        };
        let rarities = (0..log.items()).map(rarity).collect();
        let fading = index.ages.iter().map(|age| weights.days.map_or(1.0, |days| libm::exp(-age / days))).collect();
        let gaps = (0..=LONGEST_GAP).map(|gap| weights.gap.map_or(1.0, |constant| libm::exp(-(gap as f64) / constant))).collect();
        let (sessions, items) = (index.ages.len(), log.items());
        Neighbours {
            name,
            settings,
            weights,
            rarities,
            fading,
            gaps,
            likeness: vec![0.0; sessions],
            touched: Vec::new(),
            alike: Vec::new(),
            since: vec![0; items],
            sums: vec![0.0; items],
            candidates: Vec::new(),
            log,
        }
    }

    /// Leaves the most alike sessions in `alike`.
    fn find(&mut self, path: &[u32]) {
        let Neighbours { log, weights, likeness, touched, alike, since, fading, .. } = self;
        let index = log.index();
        for (clicks, item) in path.iter().rev().take(weights.clicks).enumerate() {
            // An item counts where it was opened last.
            let Some(since) = since.get_mut(*item as usize).filter(|since| **since == 0) else { continue };
            *since = clicks as u32 + 1;
            let weight = weights.click.weight(clicks, path.len().min(weights.clicks));
            // Beyond the sample's size of one item's sessions, none can be in the sample.
            for session in index.sessions(*item).iter().take(weights.sample) {
                if let Some(likeness) = likeness.get_mut(*session as usize) {
                    if *likeness == 0.0 {
                        touched.push(*session);
                    }
                    *likeness += weight.max(f64::MIN_POSITIVE);
                }
            }
        }
        if touched.len() > weights.sample {
            // Sessions are numbered by age.
            touched.select_nth_unstable_by(weights.sample, |left, right| right.cmp(left));
        }
        alike.clear();
        for (place, session) in touched.drain(..).enumerate() {
            let number = session as usize;
            let mut found = likeness.get_mut(number).map(std::mem::take).unwrap_or_default();
            if place >= weights.sample {
                continue;
            }
            if weights.by_length {
                found /= (index.entries(session).len() as f64).sqrt();
            }
            found *= fading.get(number).copied().unwrap_or(1.0);
            alike.push((session, found));
        }
        let order = |left: &(u32, f64), right: &(u32, f64)| right.1.total_cmp(&left.1).then(right.0.cmp(&left.0));
        if alike.len() > weights.neighbours {
            alike.select_nth_unstable_by(weights.neighbours, order);
            alike.truncate(weights.neighbours);
        }
        // Sums are taken in one order, whatever the selection did.
        alike.sort_unstable_by_key(|(session, _)| *session);
    }

    /// Adds what the found sessions give to their items.
    fn add_up(&mut self, length: usize) {
        let Neighbours { log, weights, alike, since, sums, candidates, gaps, rarities, .. } = self;
        let index = log.index();
        for (session, likeness) in alike.iter() {
            let entries = index.entries(*session);
            let (mut newest, mut last_place) = (u32::MAX, 0);
            for (item, place) in entries {
                let since = since.get(*item as usize).copied().unwrap_or(0);
                if since > 0 {
                    newest = newest.min(since);
                    last_place = last_place.max(*place);
                }
            }
            let given = likeness * weights.shared.weight(newest as usize - 1, length);
            for (item, place) in entries {
                let gap = gaps.get((place.abs_diff(last_place) as usize).min(LONGEST_GAP)).copied().unwrap_or(0.0);
                let number = *item as usize;
                let (Some(sum), Some(rarity)) = (sums.get_mut(number), rarities.get(number)) else { continue };
                if *sum == 0.0 {
                    candidates.push(*item);
                }
                *sum += (given * gap * rarity).max(f64::MIN_POSITIVE);
            }
        }
    }
}

impl Ranker for Neighbours {
    fn name(&self) -> &str {
        self.name
    }

    fn rank(&mut self, question: &Question, scores: &mut ScoreList) {
        self.find(question.path);
        self.add_up(question.path.len().min(self.weights.clicks));
        for item in self.candidates.drain(..) {
            scores.push(item, self.sums.get_mut(item as usize).map(std::mem::take).unwrap_or_default());
        }
        for item in question.path {
            if let Some(since) = self.since.get_mut(*item as usize) {
                *since = 0;
            }
        }
    }

    fn bytes(&self) -> Option<usize> {
        Some(self.log.index().bytes())
    }

    fn settings(&self) -> Vec<(&'static str, f64)> {
        self.settings.clone()
    }

    fn ignores_reading(&self) -> bool {
        true
    }
}

#[cfg(test)]
mod tests {
    use super::{Neighbours, Rarity, Weights};
    use crate::Reading;
    use crate::baselines::Occurrences;
    use crate::baselines::fade::Fade;
    use crate::ranker::{Question, Ranker};
    use crate::score_list::ScoreList;
    use std::sync::Arc;

    const PLAIN: Weights = Weights {
        neighbours: 9,
        sample: 9,
        clicks: 9,
        click: Fade::Reciprocal,
        by_length: false,
        days: None,
        shared: Fade::None,
        gap: None,
        rarity: Rarity::Plus(0.0),
    };

    /// Three sessions, a day apart: 0 1 2, then 1 3 1, then 0 4 4 4.
    fn ranks(weights: Weights, path: &[u32]) -> Vec<(u32, f64)> {
        let sessions = vec![(vec![0, 1, 2], 0.0), (vec![1, 3, 1], 86_400.0), (vec![0, 4, 4, 4], 2.0 * 86_400.0)];
        let log = Arc::new(Occurrences::of_paths(sessions, 9));
        let mut neighbours = Neighbours::new("test", Vec::new(), log, weights);
        let mut answer = |path: &[u32]| {
            let mut scores = ScoreList::default();
            neighbours.rank(&Question { events: &[], path, reading: Reading::All, limit: 9 }, &mut scores);
            let best: Vec<u32> = scores.best(9).collect();
            best.into_iter().filter_map(|item| Some((item, scores.rank_of(item)?))).collect()
        };
        // Nothing may be left of an earlier question.
        answer(&[3, 0, 8]);
        answer(path)
    }

    fn items(weights: Weights, path: &[u32]) -> Vec<u32> {
        ranks(weights, path).into_iter().map(|(item, _)| item).collect()
    }

    #[test]
    fn sessions_count_by_the_clicks_that_they_share() {
        // After 0 and then 1, the first session is worth 3/2, the second 1, the third 1/2.
        let found = ranks(PLAIN, &[0, 1]);
        assert_eq!(found, [(1, 1.0), (0, 2.0), (2, 3.0), (3, 4.0), (4, 5.0)]);
        assert_eq!(ranks(PLAIN, &[8]), []);
    }

    #[test]
    fn only_the_newest_sessions_and_the_most_alike_are_asked() {
        assert_eq!(items(Weights { sample: 2, ..PLAIN }, &[0, 1]), [1, 3, 0, 4]);
        assert_eq!(items(Weights { neighbours: 1, ..PLAIN }, &[0, 1]), [0, 1, 2]);
        assert_eq!(items(Weights { clicks: 1, ..PLAIN }, &[0, 1]), [1, 0, 2, 3]);
    }

    #[test]
    fn old_sessions_and_distant_items_fade() {
        assert_eq!(items(Weights { days: Some(0.5), ..PLAIN }, &[0, 1]), [0, 4, 1, 3, 2]);
        // Items are as far as their last place is from the last shared one: 4 stands three clicks after 0.
        let near = items(Weights { gap: Some(0.1), ..PLAIN }, &[0, 1]);
        assert_eq!(near, [1, 0, 2, 3, 4]);
    }

    #[test]
    fn rare_items_are_raised() {
        // 1 and 0 stand in two of three sessions, 2 in one.
        assert_eq!(items(Weights { rarity: Rarity::Times, ..PLAIN }, &[0, 1])[..2], [2, 3]);
    }
}
