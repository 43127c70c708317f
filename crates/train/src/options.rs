//! Every number that steers training, with its default.

use std::sync::Arc;

use crate::worth::Worth;
use vitrine_engine::Repeats;
use vitrine_format::Feature;

/// Numbers that steer training; `TrainingOptions::default()` is meant to do well on any shop.
#[derive(Clone, Debug, PartialEq)]
pub struct TrainingOptions {
    /// Threads to work on; 0 (default) for what the machine offers. The result is the same on any number.
    pub threads: usize,
    /// Renumber items so that neighbour lists pack small (default true); otherwise items keep the catalogue's order.
    pub renumber: bool,
    /// How many customers (sessions, where none is known) must stand behind a pair of products.
    pub support: Support,
    /// The relation *viewed next*.
    pub viewed_next: ViewedNextOptions,
    /// The relation *also viewed*: at most this many neighbours a row (default 16), and so on.
    pub also_viewed: PairOptions,
    /// The relation *bought together*.
    pub bought_together: PairOptions,
    /// The relation *also bought*.
    pub also_bought: PairOptions,
    /// The relation *similar*.
    pub similar: SimilarOptions,
    /// Popularity, trend, newness and the ready lists.
    pub demand: DemandOptions,
    /// Effects of context.
    pub context: ContextOptions,
    /// The numbers that steer the score; where calibration starts.
    pub score: ScoreOptions,
    /// Find the numbers of the score on the shop's latest sessions (default true).
    pub calibrate: bool,
    /// The trees that correct the score.
    pub ranker: RankerOptions,
    /// Seconds, about, on two cores of an ordinary server to search the numbers of *viewed next* for as well (default 0: none). Work is
    /// counted, not timed: the same seconds give the same model on any machine.
    pub tune_seconds: u32,
    /// Learn what the neighbours of *viewed next* are worth on the latest sessions (default true).
    pub learn_worth: bool,
    /// Names of categories of which nothing may be inferred or told, by the beginnings of their words (default [`crate::SENSITIVE`]).
    pub sensitive: Vec<String>,
}

impl Default for TrainingOptions {
    fn default() -> TrainingOptions {
        TrainingOptions {
            threads: 0,
            renumber: true,
            support: Support::default(),
            viewed_next: ViewedNextOptions::default(),
            also_viewed: PairOptions { neighbours: 16, minimum_support: 2, ..PairOptions::default() },
            bought_together: PairOptions { neighbours: 12, minimum_support: 2, ..PairOptions::default() },
            also_bought: PairOptions { neighbours: 16, minimum_support: 2, ..PairOptions::default() },
            similar: SimilarOptions::default(),
            demand: DemandOptions::default(),
            context: ContextOptions::default(),
            score: ScoreOptions::default(),
            calibrate: true,
            ranker: RankerOptions::default(),
            tune_seconds: 0,
            learn_worth: true,
            sensitive: crate::SENSITIVE.map(str::to_owned).to_vec(),
        }
    }
}

/// How many customers (sessions, where none is known) must stand behind a pair of products before it is published.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Support {
    /// As many as the log's density allows without loss; the relations' own thresholds where that is less.
    #[default]
    Auto,
    /// At least so many for every relation, whatever it costs.
    AtLeast(u32),
}

/// How *viewed next* is counted, damped, smoothed by a walk, and pruned.
#[derive(Clone, Debug, PartialEq)]
pub struct ViewedNextOptions {
    /// Mean number of neighbours a row (default 30, at most 255); 0 turns the relation off.
    pub neighbours: usize,
    /// A row's share of the neighbours grows with its item's popularity to this power (default 1/4; 0: all the same).
    pub neighbour_growth: f64,
    /// Pairs count up to this many steps apart (default 3).
    pub maximum_distance: usize,
    /// A pair `d` steps apart weighs `d` to minus this power (default 1).
    pub distance_power: f32,
    /// A session of `n` steps weighs `n` to minus this power (default 1/4).
    pub session_length_power: f32,
    /// Sessions weigh `exp(−share / recency)`, where share is the part of the log's sessions that came after (default 1); `None` for no fading.
    pub recency: Option<f64>,
    /// Weight of the pair turned round (β).
    pub backward: f32,
    /// Weights of pairs by the kind of the event that they lead to: view, add to cart, purchase, wish list.
    pub kind_weights: [f32; 4],
    /// Rows are divided by their sum to this power (ρ).
    pub row_damping: f32,
    /// Columns are divided by their item's popularity plus one to this power before the walk.
    pub popularity_damping: f32,
    /// Cells kept of a row before the walk (default 200).
    pub kept: usize,
    /// Cells of a row that the walk follows (default 80).
    pub walk_width: usize,
    /// Share of two steps in the smoothed row (h2).
    pub two_steps: f32,
    /// Share of three steps in the smoothed row (h3).
    pub three_steps: f32,
    /// Power on the smoothed weights (p).
    pub power: f32,
    /// Columns are divided by their item's popularity plus one to this power after the walk (t).
    pub popularity_power: f32,
    /// Pairs seen by fewer sessions than this are left out (default 1); customers are counted where the log knows them.
    pub minimum_support: u32,
    /// What an entry is worth, where it was learned (default `None`: what the walk says).
    pub worth: Option<Worth>,
    /// With a threshold above 1, visitors who looked at both products within so many steps stand behind the pair (default 20).
    pub support_distance: usize,
    /// One customer (session, where none is known) counts at most so many times for a pair (default 5); 0 for no bound.
    pub most_a_visitor: u32,
    /// What fills the gaps of a threshold.
    pub fill: FillOptions,
}

/// How rows that a support threshold left short are filled from weaker statements that pass it.
#[derive(Clone, Debug, PartialEq)]
pub struct FillOptions {
    /// Rounds of looking around (default 3); 0 for no fill.
    pub rounds: usize,
    /// Sure neighbours that speak for a product (default 50).
    pub reach: usize,
    /// What a filled pair weighs beside a counted one in a row that lost all of its pairs (default 1); in proportion where it lost fewer.
    pub share: f32,
    /// What products alike in text, category, brand and price say for each other, beside one sure neighbour of weight 1 (default 0.5); as far
    /// as a product has too few sure neighbours.
    pub alike_share: f32,
    /// Products alike, by row; filled in by training.
    pub alike: Alike,
}

/// For each product those alike in content, closest first; shared, for options are copied often.
#[derive(Clone, Default, PartialEq)]
pub struct Alike(pub Arc<Vec<Vec<(u32, f32)>>>);

impl std::fmt::Debug for Alike {
    fn fmt(&self, formatter: &mut std::fmt::Formatter) -> std::fmt::Result {
        write!(formatter, "Alike({} rows)", self.0.len())
    }
}

impl Default for FillOptions {
    fn default() -> FillOptions {
        FillOptions { rounds: 3, reach: 50, share: 1.0, alike_share: 0.5, alike: Alike::default() }
    }
}

impl Default for ViewedNextOptions {
    fn default() -> ViewedNextOptions {
        ViewedNextOptions {
            neighbours: 30,
            neighbour_growth: 0.25,
            maximum_distance: 3,
            distance_power: 1.0,
            session_length_power: 0.25,
            recency: Some(1.0),
            backward: 0.85,
            kind_weights: [1.0, 1.5, 2.0, 1.2],
            row_damping: 0.7,
            popularity_damping: 0.15,
            kept: 200,
            walk_width: 80,
            two_steps: 2.0,
            three_steps: 0.8,
            power: 0.9,
            popularity_power: 0.16,
            minimum_support: 1,
            worth: None,
            support_distance: 20,
            most_a_visitor: 5,
            fill: FillOptions::default(),
        }
    }
}

/// How a relation from counted pairs is built.
#[derive(Clone, Debug, PartialEq)]
pub struct PairOptions {
    /// At most this many neighbours a row (at most 255); 0 turns the relation off.
    pub neighbours: usize,
    /// Pairs that fewer customers (sessions or orders, where none are known) share are left out (default 2).
    pub minimum_support: u32,
    /// Pairs whose log-likelihood ratio is below this are taken for chance (default 3.84, one in twenty).
    pub minimum_evidence: f64,
    /// One customer (session or order, where none is known) counts with their latest so many baskets of a product at most (default 5); 0 for
    /// no bound.
    pub most_a_visitor: u32,
    /// A session, an order or a customer with more different items than this counts with its latest ones only (default 100).
    pub largest_basket: usize,
}

impl Default for PairOptions {
    fn default() -> PairOptions {
        PairOptions { neighbours: 16, minimum_support: 2, minimum_evidence: 3.84, most_a_visitor: 5, largest_basket: 100 }
    }
}

/// How *similar* is built from texts, categories, brands and prices.
#[derive(Clone, Debug, PartialEq)]
pub struct SimilarOptions {
    /// At most this many neighbours a row (default 12, at most 255); 0 turns the relation off.
    pub neighbours: usize,
    /// Words kept of an item, the most telling ones (default 48).
    pub words: usize,
    /// Items that one word may lead to, those that it describes best (default 1,500).
    pub postings: usize,
    /// Share of the words in the closeness (default 0.6).
    pub text_share: f32,
    /// Share of the category path that two items have in common (default 0.2).
    pub category_share: f32,
    /// Share of an equal brand (default 0.05).
    pub brand_share: f32,
    /// Share of the price ratio (default 0.15).
    pub price_share: f32,
}

impl Default for SimilarOptions {
    fn default() -> SimilarOptions {
        SimilarOptions {
            neighbours: 12,
            words: 48,
            postings: 1500,
            text_share: 0.6,
            category_share: 0.2,
            brand_share: 0.05,
            price_share: 0.15,
        }
    }
}

/// How demand is counted and listed.
#[derive(Clone, Debug, PartialEq)]
pub struct DemandOptions {
    /// Days after which a record counts half (default 30).
    pub half_life_days: f64,
    /// What a view, an add-to-cart, a purchase (also an order's line) and a wish count (default 1, 3, 5, 2).
    pub kind_weights: [f64; 4],
    /// One customer (session, where none is known) counts at most so many times for a product, with the weightiest (default 5); 0 for no bound.
    pub most_a_visitor: u32,
    /// Days at the end of the log that a surge is looked for in (default 7; at most a quarter of the log).
    pub trend_days: f64,
    /// How far above chance a surge must be, in standard deviations, beyond what the number of items makes likely (default 0.5).
    pub trend_margin: f64,
    /// A surge must be at least this many times the expected (default 1.5).
    pub trend_ratio: f64,
    /// Items not older than this stand in the list of new arrivals (default 60 days).
    pub new_days: f64,
    /// Length of the shop's lists (default 60, at most 255).
    pub shop_list: usize,
    /// Length of a category's lists (default 24, at most 255).
    pub category_list: usize,
}

impl Default for DemandOptions {
    fn default() -> DemandOptions {
        DemandOptions {
            half_life_days: 30.0,
            kind_weights: [1.0, 3.0, 5.0, 2.0],
            most_a_visitor: 5,
            trend_days: 7.0,
            trend_margin: 0.5,
            trend_ratio: 1.5,
            new_days: 60.0,
            shop_list: 60,
            category_list: 24,
        }
    }
}

/// How effects of context are told from chance.
#[derive(Clone, Debug, PartialEq)]
pub struct ContextOptions {
    /// Learn effects at all (default true).
    pub active: bool,
    /// Whether the log's times are real (default true); where they only keep the order, hours, weekdays and months come from orders alone.
    pub log_has_times: bool,
    /// Effects that may be found where there is none, in all of a shop (default 0.01: one in a hundred shops).
    pub invented: f64,
    /// Days after which a visit counts half for what is popular lately, of which the seasons' effects are told (default 30, as demand's).
    pub half_life_days: f64,
    /// Visits that a category must be expected to have in a circumstance for it to be looked at (default 5).
    pub least_visits: f64,
    /// Months are told apart only in a log of at least this many days (default 300).
    pub month_days: f64,
    /// Weekdays are told apart only in a log of at least this many days (default 14).
    pub weekday_days: f64,
}

impl Default for ContextOptions {
    fn default() -> ContextOptions {
        ContextOptions {
            active: true,
            log_has_times: true,
            invented: 0.01,
            half_life_days: 30.0,
            least_visits: 5.0,
            month_days: 300.0,
            weekday_days: 14.0,
        }
    }
}

/// The numbers that steer the score of the list *for you*.
#[derive(Clone, Debug, PartialEq)]
pub struct ScoreOptions {
    /// Events looked back at (default 20, at most 64).
    pub steps: usize,
    /// The event `k` steps back weighs `exp(−k / decay) + tail` (δ).
    pub decay: f64,
    /// See `decay`.
    pub tail: f64,
    /// Bonus of the item just seen, in median row maxima of *viewed next*.
    pub current_bonus: f64,
    /// Bonus of an item seen one step back, in the same unit.
    pub seen_bonus: f64,
    /// What the bonus is multiplied by at each further step back.
    pub seen_decay: f64,
    /// Bonus below which it never falls, in the same unit.
    pub seen_floor: f64,
    /// What a step counts by the kind of its event: view, add to cart, purchase, wish list.
    pub kind_weights: [f64; 4],
    /// What a step counts by the time on the page: below five seconds, from a minute on. In between, and where it is unknown, it counts once.
    pub dwell_weights: [f64; 2],
    /// What a candidate gains whose number is next to the latest step's, in the same unit (default 0.1).
    pub near: f64,
    /// What a candidate gains by the mean score of its neighbours, against that score (default 0: learned lists leave it to the trees).
    pub support: f64,
}

impl Default for ScoreOptions {
    fn default() -> ScoreOptions {
        ScoreOptions {
            steps: 20,
            decay: 0.8,
            tail: 0.05,
            current_bonus: 2.2,
            seen_bonus: 2.0,
            seen_decay: 0.65,
            seen_floor: 0.3,
            kind_weights: [1.0, 1.5, 1.0, 1.2],
            dwell_weights: [0.5, 1.25],
            near: 0.1,
            support: 0.0,
        }
    }
}

/// How the ranker is grown.
#[derive(Clone, Debug, PartialEq)]
pub struct RankerOptions {
    /// Grow one at all (default true).
    pub active: bool,
    /// Most steps of sessions that are asked for, about.
    pub questions: usize,
    /// Most windows, each a tenth of the sessions, that the steps are from.
    pub windows: usize,
    /// Most trees (at most 255).
    pub trees: usize,
    /// Levels of a tree (1 to 6).
    pub depth: usize,
    /// Share of each tree's step that is taken.
    pub shrinkage: f64,
    /// Weight of the belief that a leaf says nothing.
    pub l2: f64,
    /// Second slopes that both sides of a split must hold.
    pub minimum_weight: f64,
    /// Share of the questions that one tree looks at.
    pub sampled: f64,
    /// What a hit within twenty places is worth against a reciprocal rank of 1.
    pub hit_weight: f32,
    /// What the questions are asked for, in turn.
    pub readings: Vec<Repeats>,
    /// Features that trees may look at.
    pub features: Vec<Feature>,
}

impl Default for RankerOptions {
    fn default() -> RankerOptions {
        RankerOptions {
            active: true,
            questions: 16_000,
            windows: 3,
            trees: 80,
            depth: 4,
            shrinkage: 0.15,
            l2: 5.0,
            minimum_weight: 2.0,
            sampled: 0.5,
            hit_weight: 0.2,
            readings: vec![Repeats::Always, Repeats::Always, Repeats::NotCurrent, Repeats::Never],
            features: Feature::ALL.to_vec(),
        }
    }
}
