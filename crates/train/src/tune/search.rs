//! A coordinate search: one number after the other, up or else down, as far as that helps.

use super::bench::{Bench, Lists};
use super::numbers::Number;
use super::questions::{Figures, Question};
use crate::options::TrainingOptions;

/// A round that gains less than this is the last of its length.
const LEAST_ROUND: f64 = 1e-3;
/// Steps that a number moves in one direction at most.
const LONGEST_RUN: usize = 6;
/// Steps that a number of the score is also moved by at once.
const LEAP: f64 = 5.0;
/// Length of the steps over the lists' numbers, round by round.
const ROUNDS: [f64; 4] = [1.0, 1.0, 0.5, 0.5];

/// A search under way: the best so far.
pub struct Search<'a> {
    /// Where it is tried.
    pub bench: Bench<'a>,
    /// The best numbers.
    pub options: TrainingOptions,
    /// Sets of numbers tried.
    pub trials: usize,
    questions: &'a [Question],
    lists: Lists,
    figures: Figures,
}

impl<'a> Search<'a> {
    /// A search that begins with these numbers and the lists that they make.
    pub fn begin(mut bench: Bench<'a>, questions: &'a [Question], options: TrainingOptions, lists: Lists) -> Option<Search<'a>> {
        let figures = bench.figures(&lists, &options.score, questions)?;
        Some(Search { bench, options, trials: 1, questions, lists, figures })
    }

    /// Moves the numbers of the score, twice at most.
    pub fn score_rounds(&mut self, of_score: &[Number]) {
        for _ in 0..2 {
            let start = self.figures.value();
            for number in of_score {
                self.walk(number, 1.0);
            }
            if self.figures.value() - start < LEAST_ROUND {
                break;
            }
        }
    }

    /// Moves the numbers of the lists, and after each round those of the score, while the budget lasts; false if it ended the first round.
    pub fn list_rounds(&mut self, of_lists: &[Number], of_score: &[Number], budget: u64) -> bool {
        let mut whole_rounds = 0;
        let mut small = false;
        for length in ROUNDS {
            // A round of long steps that gains little is followed by short ones.
            if small && length >= 1.0 {
                continue;
            }
            let start = self.figures.value();
            for number in of_lists {
                if self.bench.spent >= budget {
                    return whole_rounds > 0;
                }
                self.walk(number, length);
            }
            self.score_rounds(of_score);
            whole_rounds += 1;
            let gain = self.figures.value() - start;
            small = gain < LEAST_ROUND;
            if small && length < 1.0 {
                break;
            }
        }
        true
    }

    /// Moves one number up, or else down, as far as that helps.
    fn walk(&mut self, number: &Number, length: f64) {
        for direction in [length, -length] {
            let steps = (0..LONGEST_RUN).take_while(|_| self.step(number, direction)).count();
            if steps > 0 {
                break;
            }
        }
        if !number.of_lists {
            // Between a bonus that puts the current item first and one that puts it far back lies a valley: only a leap crosses it.
            for leap in [LEAP, -LEAP] {
                self.step(number, leap);
            }
        }
    }

    /// Tries one step and keeps it if it helps.
    fn step(&mut self, number: &Number, direction: f64) -> bool {
        let Some(options) = number.moved(&self.options, direction) else { return false };
        let lists = if number.of_lists { self.bench.lists(&options.viewed_next, Some(&self.lists)) } else { Some(self.lists.clone()) };
        let Some(lists) = lists else { return false };
        self.trials += 1;
        match self.bench.figures(&lists, &options.score, self.questions) {
            Some(figures) if figures.ahead_of(&self.figures) => {
                (self.options, self.lists, self.figures) = (options, lists, figures);
                true
            }
            _ => false,
        }
    }
}
