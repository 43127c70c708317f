//! The numbers that are searched, by name.

use vitrine_train::TrainingOptions;

#[derive(Clone, Debug, Default)]
pub struct Settings {
    options: TrainingOptions,
}

impl Settings {
    pub const NAMES: [&'static str; 19] = [
        "current_bonus",
        "seen_bonus",
        "seen_decay",
        "seen_floor",
        "decay",
        "tail",
        "backward",
        "row_damping",
        "popularity_damping",
        "two_steps",
        "three_steps",
        "power",
        "popularity_power",
        "session_length_power",
        "distance_power",
        "maximum_distance",
        "recency",
        "walk_width",
        "kept",
    ];

    pub fn is_trained(name: &str) -> bool {
        Settings::NAMES.iter().position(|other| *other == name).is_some_and(|place| place >= 6)
    }

    /// `whole` for a model as it ships; otherwise without what a search does not need.
    pub fn options(&self, whole: bool) -> TrainingOptions {
        let mut options = self.options.clone();
        options.renumber = whole;
        options.calibrate = whole;
        options.learn_worth &= whole;
        options.also_viewed.neighbours = 0;
        options
    }

    pub fn get(&self, name: &str) -> f64 {
        let (view, score) = (&self.options.viewed_next, &self.options.score);
        match name {
            "current_bonus" => score.current_bonus,
            "seen_bonus" => score.seen_bonus,
            "seen_decay" => score.seen_decay,
            "seen_floor" => score.seen_floor,
            "near" => score.near,
            "support" => score.support,
            "decay" => score.decay,
            "tail" => score.tail,
            "backward" => view.backward.into(),
            "row_damping" => view.row_damping.into(),
            "popularity_damping" => view.popularity_damping.into(),
            "two_steps" => view.two_steps.into(),
            "three_steps" => view.three_steps.into(),
            "power" => view.power.into(),
            "popularity_power" => view.popularity_power.into(),
            "session_length_power" => view.session_length_power.into(),
            "distance_power" => view.distance_power.into(),
            "maximum_distance" => view.maximum_distance as f64,
            "recency" => view.recency.unwrap_or(0.0),
            "walk_width" => view.walk_width as f64,
            "kept" => view.kept as f64,
            "neighbours" => view.neighbours as f64,
            "neighbour_growth" => view.neighbour_growth,
            "minimum_support" => f64::from(view.minimum_support),
            "learn_worth" => f64::from(u8::from(self.options.learn_worth)),
            "most_a_visitor" => f64::from(view.most_a_visitor),
            "fill_rounds" => view.fill.rounds as f64,
            "fill_reach" => view.fill.reach as f64,
            "fill_share" => view.fill.share.into(),
            other => panic!("no setting {other}"),
        }
    }

    pub fn set(&mut self, name: &str, value: f64) {
        if name == "learn_worth" {
            self.options.learn_worth = value > 0.0;
            return;
        }
        let (view, score) = (&mut self.options.viewed_next, &mut self.options.score);
        let small = value as f32;
        match name {
            "current_bonus" => score.current_bonus = value,
            "seen_bonus" => score.seen_bonus = value,
            "seen_decay" => score.seen_decay = value,
            "seen_floor" => score.seen_floor = value,
            "near" => score.near = value,
            "support" => score.support = value,
            "decay" => score.decay = value,
            "tail" => score.tail = value,
            "backward" => view.backward = small,
            "row_damping" => view.row_damping = small,
            "popularity_damping" => view.popularity_damping = small,
            "two_steps" => view.two_steps = small,
            "three_steps" => view.three_steps = small,
            "power" => view.power = small,
            "popularity_power" => view.popularity_power = small,
            "session_length_power" => view.session_length_power = small,
            "distance_power" => view.distance_power = small,
            "maximum_distance" => view.maximum_distance = value as usize,
            "recency" => view.recency = (value > 0.0).then_some(value),
            "walk_width" => view.walk_width = value as usize,
            "kept" => view.kept = value as usize,
            "neighbours" => view.neighbours = value as usize,
            "neighbour_growth" => view.neighbour_growth = value,
            "minimum_support" => view.minimum_support = value as u32,
            "ranker" => self.options.ranker.active = value > 0.0,
            "tune" => self.options.tune_seconds = value as u32,
            "most_a_visitor" => view.most_a_visitor = value as u32,
            "fill_rounds" => view.fill.rounds = value as usize,
            "fill_reach" => view.fill.reach = value as usize,
            "fill_share" => view.fill.share = small,
            other => panic!("no setting {other}"),
        }
    }

    /// Moves a number by its usual step; false where it cannot go there.
    pub fn step(&mut self, name: &str, steps: f64) -> bool {
        let value = self.get(name);
        let next = match name {
            "current_bonus" | "seen_bonus" | "decay" | "two_steps" | "three_steps" => value * 1.25_f64.powf(steps),
            "tail" | "seen_floor" => value * 1.5_f64.powf(steps),
            "maximum_distance" => value + steps.signum(),
            "walk_width" | "kept" => (value * 1.3_f64.powf(steps)).round(),
            "recency" if value <= 0.0 => {
                if steps < 0.0 {
                    1.0
                } else {
                    return false;
                }
            }
            "recency" => value * 1.5_f64.powf(steps),
            "seen_decay" | "popularity_damping" | "popularity_power" => value + 0.05 * steps,
            "distance_power" => value + 0.2 * steps,
            _ => value + 0.1 * steps,
        };
        let allowed = next >= 0.0 && (name != "maximum_distance" || (1.0..=10.0).contains(&next)) && (name != "recency" || next < 5.0);
        if allowed {
            self.set(name, next);
        }
        allowed
    }
}
