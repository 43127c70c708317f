//! Scored candidates of one question, and the rank of a target among them.

/// One candidate. A smaller tier stands before a larger one whatever the scores: it is how a fallback list fills the places that are left.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Candidate {
    item: u32,
    tier: u8,
    score: f64,
}

impl Candidate {
    fn better_than(&self, other: &Candidate) -> bool {
        self.tier < other.tier || (self.tier == other.tier && self.score > other.score)
    }

    fn level_with(&self, other: &Candidate) -> bool {
        // Ties are exact by definition: what a ranker cannot tell apart.
        self.tier == other.tier && self.score.total_cmp(&other.score).is_eq()
    }
}

/// Scored candidates, each item at most once.
#[derive(Debug, Default)]
pub struct ScoreList {
    candidates: Vec<Candidate>,
}

impl Clone for ScoreList {
    fn clone(&self) -> ScoreList {
        ScoreList { candidates: self.candidates.clone() }
    }

    fn clone_from(&mut self, other: &ScoreList) {
        self.candidates.clone_from(&other.candidates);
    }
}

impl ScoreList {
    /// Adds a candidate; the caller adds no item twice.
    pub fn push(&mut self, item: u32, score: f64) {
        self.push_in_tier(0, item, score);
    }

    /// Adds a candidate that stands behind every candidate of a smaller tier.
    pub fn push_in_tier(&mut self, tier: u8, item: u32, score: f64) {
        self.candidates.push(Candidate { item, tier, score });
    }

    /// Empties the list.
    pub fn clear(&mut self) {
        self.candidates.clear();
    }

    /// Takes items out.
    pub fn retain(&mut self, keep: impl Fn(u32) -> bool) {
        self.candidates.retain(|candidate| keep(candidate.item));
    }

    /// The rank of an item, 1 for the best; in the middle of those that are level with it (so half ranks occur). `None` where it is not in the list.
    pub fn rank_of(&self, item: u32) -> Option<f64> {
        let target = self.candidates.iter().find(|candidate| candidate.item == item)?;
        let better = self.candidates.iter().filter(|candidate| candidate.better_than(target)).count();
        let level = self.candidates.iter().filter(|candidate| candidate.level_with(target)).count();
        Some(1.0 + better as f64 + (level - 1) as f64 / 2.0)
    }

    /// The best items, best first; ties by item number.
    pub fn best(&mut self, limit: usize) -> impl Iterator<Item = u32> + '_ {
        let order = |left: &Candidate, right: &Candidate| {
            left.tier.cmp(&right.tier).then(right.score.total_cmp(&left.score)).then(left.item.cmp(&right.item))
        };
        if limit > 0 && self.candidates.len() > limit {
            self.candidates.select_nth_unstable_by(limit - 1, order);
        }
        let shown = limit.min(self.candidates.len());
        let best = self.candidates.get_mut(..shown).unwrap_or_default();
        best.sort_unstable_by(order);
        best.iter().map(|candidate| candidate.item)
    }
}

#[cfg(test)]
mod tests {
    use super::ScoreList;

    fn list(candidates: &[(u8, u32, f64)]) -> ScoreList {
        let mut list = ScoreList::default();
        for (tier, item, score) in candidates {
            list.push_in_tier(*tier, *item, *score);
        }
        list
    }

    #[test]
    fn a_tie_stands_in_the_middle_of_its_group() {
        let list = list(&[(0, 7, 5.0), (0, 8, 3.0), (0, 9, 3.0), (0, 10, 3.0), (0, 11, 1.0)]);
        assert_eq!(list.rank_of(7), Some(1.0));
        assert_eq!(list.rank_of(9), Some(3.0));
        assert_eq!(list.rank_of(11), Some(5.0));
        assert_eq!(list.rank_of(12), None);
    }

    #[test]
    fn two_level_items_share_a_half_rank() {
        assert_eq!(list(&[(0, 1, 2.0), (0, 2, 2.0)]).rank_of(1), Some(1.5));
    }

    #[test]
    fn a_later_tier_stands_behind_whatever_its_scores() {
        let mut list = list(&[(1, 1, 90.0), (0, 2, 0.1), (1, 3, 80.0)]);
        assert_eq!(list.rank_of(1), Some(2.0));
        assert_eq!(list.best(2).collect::<Vec<_>>(), [2, 1]);
    }

    #[test]
    fn the_best_come_in_order_with_ties_by_number() {
        let mut list = list(&[(0, 4, 1.0), (0, 3, 1.0), (0, 9, 2.0), (0, 1, 0.5)]);
        assert_eq!(list.best(3).collect::<Vec<_>>(), [9, 3, 4]);
        assert_eq!(list.best(10).collect::<Vec<_>>(), [9, 3, 4, 1]);
        assert_eq!(list.best(0).count(), 0);
    }
}
