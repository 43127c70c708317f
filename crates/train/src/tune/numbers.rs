//! The numbers that are searched: how to read and set each, and how far a step goes.

use crate::options::TrainingOptions;

/// A number that the search moves.
#[derive(Clone, Copy)]
pub struct Number {
    /// Its name in reports.
    pub name: &'static str,
    /// Whether lists must be built anew when it moves.
    pub of_lists: bool,
    /// What the log must have for it to matter.
    pub needs: Needs,
    get: fn(&TrainingOptions) -> f64,
    set: fn(&mut TrainingOptions, f64),
    step: Step,
    least: f64,
    most: f64,
}

/// What a log must have for a number to matter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Needs {
    /// Sessions.
    Nothing,
    /// Events of this kind; see [`crate::sessions::kind_of`].
    Kind(u8),
    /// Times spent on pages.
    Dwell,
}

/// How a step changes a number.
#[derive(Clone, Copy)]
enum Step {
    /// Times this factor; below the second number it goes to the least, and from there back to it.
    Factor(f64, f64),
    /// Plus this much.
    Amount(f64),
}

impl Number {
    /// The options with this number `steps` steps (of any sign, not only whole ones) further; `None` where it has nowhere to go.
    pub fn moved(&self, options: &TrainingOptions, steps: f64) -> Option<TrainingOptions> {
        let before = (self.get)(options);
        let after = match self.step {
            Step::Factor(_, smallest) if before < smallest => {
                if steps > 0.0 {
                    smallest
                } else {
                    self.least
                }
            }
            Step::Factor(factor, smallest) => {
                let after = before * libm::pow(factor, steps);
                if after < smallest { self.least } else { after }
            }
            Step::Amount(amount) => before + amount * steps,
        };
        let mut moved = options.clone();
        (self.set)(&mut moved, after.clamp(self.least.min(before), self.most.max(before)));
        ((self.get)(&moved).to_bits() != before.to_bits()).then_some(moved)
    }

    /// Its value in these options.
    pub fn value(&self, options: &TrainingOptions) -> f64 {
        (self.get)(options)
    }
}

/// Numbers of the score; with the same lists, a trial is cheap.
pub const OF_SCORE: [Number; 11] = [
    number("current bonus", |o| o.score.current_bonus, |o, v| o.score.current_bonus = v, Step::Factor(1.3, 0.05), (0.0, 1e3)),
    number("seen bonus", |o| o.score.seen_bonus, |o, v| o.score.seen_bonus = v, Step::Factor(1.3, 0.05), (0.0, 1e3)),
    // An item seen longer ago is never more likely to be returned to.
    number("seen decay", |o| o.score.seen_decay, |o, v| o.score.seen_decay = v, Step::Factor(1.08, 0.05), (0.05, 1.0)),
    number("seen floor", |o| o.score.seen_floor, |o, v| o.score.seen_floor = v, Step::Factor(1.6, 0.05), (0.0, 1e3)),
    number("decay", |o| o.score.decay, |o, v| o.score.decay = v, Step::Factor(1.25, 0.1), (0.1, 1e3)),
    number("tail", |o| o.score.tail, |o, v| o.score.tail = v, Step::Factor(1.5, 0.002), (0.0, 1e3)),
    of_kind(1, "cart weight", |o| o.score.kind_weights[1], |o, v| o.score.kind_weights[1] = v),
    of_kind(2, "purchase weight", |o| o.score.kind_weights[2], |o, v| o.score.kind_weights[2] = v),
    of_kind(3, "wish weight", |o| o.score.kind_weights[3], |o, v| o.score.kind_weights[3] = v),
    of_dwell("short stay weight", |o| o.score.dwell_weights[0], |o, v| o.score.dwell_weights[0] = v),
    of_dwell("long stay weight", |o| o.score.dwell_weights[1], |o, v| o.score.dwell_weights[1] = v),
];

/// Numbers of the lists, those first that differ most between shops.
pub const OF_LISTS: [Number; 16] = [
    of_lists("backward", |o| o.viewed_next.backward.into(), |o, v| o.viewed_next.backward = v as f32, Step::Factor(1.3, 0.04), (0.0, 2.0)),
    of_lists(
        "row damping",
        |o| o.viewed_next.row_damping.into(),
        |o, v| o.viewed_next.row_damping = v as f32,
        Step::Amount(0.1),
        (0.0, 1.5),
    ),
    of_lists("fading", fading, set_fading, Step::Factor(1.6, 0.3), (0.0, 30.0)),
    of_lists("power", |o| o.viewed_next.power.into(), |o, v| o.viewed_next.power = v as f32, Step::Amount(0.1), (0.3, 2.0)),
    of_lists(
        "two steps",
        |o| o.viewed_next.two_steps.into(),
        |o, v| o.viewed_next.two_steps = v as f32,
        Step::Factor(1.5, 0.05),
        (0.0, 5.0),
    ),
    of_lists(
        "popularity power",
        |o| o.viewed_next.popularity_power.into(),
        |o, v| o.viewed_next.popularity_power = v as f32,
        Step::Amount(0.06),
        (-0.2, 0.8),
    ),
    of_lists(
        "popularity damping",
        |o| o.viewed_next.popularity_damping.into(),
        |o, v| o.viewed_next.popularity_damping = v as f32,
        Step::Amount(0.08),
        (-0.2, 0.8),
    ),
    of_lists(
        "maximum distance",
        |o| o.viewed_next.maximum_distance as f64,
        |o, v| o.viewed_next.maximum_distance = v.round() as usize,
        Step::Amount(1.0),
        (1.0, 10.0),
    ),
    of_lists(
        "distance power",
        |o| o.viewed_next.distance_power.into(),
        |o, v| o.viewed_next.distance_power = v as f32,
        Step::Amount(0.3),
        (0.0, 4.0),
    ),
    of_lists(
        "neighbour growth",
        |o| o.viewed_next.neighbour_growth,
        |o, v| o.viewed_next.neighbour_growth = v,
        Step::Amount(0.15),
        (0.0, 0.9),
    ),
    of_lists(
        "three steps",
        |o| o.viewed_next.three_steps.into(),
        |o, v| o.viewed_next.three_steps = v as f32,
        Step::Factor(1.5, 0.05),
        (0.0, 5.0),
    ),
    of_lists(
        "session length power",
        |o| o.viewed_next.session_length_power.into(),
        |o, v| o.viewed_next.session_length_power = v as f32,
        Step::Amount(0.15),
        (0.0, 1.5),
    ),
    of_lists(
        "walk width",
        |o| o.viewed_next.walk_width as f64,
        |o, v| o.viewed_next.walk_width = v.round() as usize,
        Step::Factor(1.4, 10.0),
        (10.0, 150.0),
    ),
    of_pairs_of_kind(1, "pairs to carts", |o| o.viewed_next.kind_weights[1].into(), |o, v| o.viewed_next.kind_weights[1] = v as f32),
    of_pairs_of_kind(2, "pairs to purchases", |o| o.viewed_next.kind_weights[2].into(), |o, v| o.viewed_next.kind_weights[2] = v as f32),
    of_pairs_of_kind(3, "pairs to wishes", |o| o.viewed_next.kind_weights[3].into(), |o, v| o.viewed_next.kind_weights[3] = v as f32),
];

fn fading(options: &TrainingOptions) -> f64 {
    options.viewed_next.recency.map_or(0.0, |recency| 1.0 / recency)
}

fn set_fading(options: &mut TrainingOptions, fading: f64) {
    options.viewed_next.recency = (fading > 0.0).then(|| 1.0 / fading);
}

const fn number(
    name: &'static str,
    get: fn(&TrainingOptions) -> f64,
    set: fn(&mut TrainingOptions, f64),
    step: Step,
    (least, most): (f64, f64),
) -> Number {
    Number { name, of_lists: false, needs: Needs::Nothing, get, set, step, least, most }
}

const fn of_kind(kind: u8, name: &'static str, get: fn(&TrainingOptions) -> f64, set: fn(&mut TrainingOptions, f64)) -> Number {
    Number { needs: Needs::Kind(kind), ..number(name, get, set, Step::Factor(1.5, 0.1), (0.0, 10.0)) }
}

const fn of_dwell(name: &'static str, get: fn(&TrainingOptions) -> f64, set: fn(&mut TrainingOptions, f64)) -> Number {
    Number { needs: Needs::Dwell, ..number(name, get, set, Step::Factor(1.3, 0.1), (0.0, 10.0)) }
}

const fn of_pairs_of_kind(kind: u8, name: &'static str, get: fn(&TrainingOptions) -> f64, set: fn(&mut TrainingOptions, f64)) -> Number {
    Number { of_lists: true, ..of_kind(kind, name, get, set) }
}

const fn of_lists(
    name: &'static str,
    get: fn(&TrainingOptions) -> f64,
    set: fn(&mut TrainingOptions, f64),
    step: Step,
    bounds: (f64, f64),
) -> Number {
    Number { of_lists: true, ..number(name, get, set, step, bounds) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(name: &str) -> Number {
        *OF_SCORE.iter().chain(&OF_LISTS).find(|number| number.name == name).unwrap()
    }

    #[test]
    fn every_number_can_move_from_its_default_and_comes_back() {
        let options = TrainingOptions::default();
        for number in OF_SCORE.iter().chain(&OF_LISTS) {
            let up = number.moved(&options, 1.0).unwrap();
            assert!(number.value(&up) > number.value(&options), "{}", number.name);
            let back = number.moved(&up, -1.0).unwrap();
            assert!((number.value(&back) - number.value(&options)).abs() < 1e-5, "{}", number.name);
        }
    }

    #[test]
    fn nothing_goes_where_it_must_not() {
        let decay = named("seen decay");
        let mut options = TrainingOptions::default();
        options.score.seen_decay = 0.95;
        let up = decay.moved(&options, 1.0).unwrap();
        assert_eq!(decay.value(&up), 1.0);
        assert!(decay.moved(&up, 1.0).is_none());
        let distance = named("maximum distance");
        options.viewed_next.maximum_distance = 1;
        assert!(distance.moved(&options, -1.0).is_none());
    }

    #[test]
    fn a_factor_reaches_zero_and_leaves_it() {
        let steps = named("two steps");
        let mut options = TrainingOptions::default();
        options.viewed_next.two_steps = 0.06;
        let none = steps.moved(&options, -1.0).unwrap();
        assert_eq!(none.viewed_next.two_steps, 0.0);
        assert_eq!(steps.moved(&none, 1.0).unwrap().viewed_next.two_steps, 0.05);
        let fading = named("fading");
        options.viewed_next.recency = Some(3.0);
        assert_eq!(fading.moved(&options, -1.0).unwrap().viewed_next.recency, None);
    }
}
