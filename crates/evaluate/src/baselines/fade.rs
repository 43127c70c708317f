//! How weights fall with the number of clicks between.

/// How a weight falls with the number of clicks since.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Fade {
    /// It does not.
    None,
    /// A start, less 1/10 a click, at least 0.
    Linear(f64),
    /// 1/(1 + clicks).
    Reciprocal,
    /// 1/(1 + clicks)².
    Quadratic,
    /// 1/log₁₀(clicks + 1.7), as session-rec has it.
    Logarithmic,
    /// Place in the session by its length: the first of four clicks 1/4, the last one 1.
    Share,
    /// The square of that.
    SquaredShare,
    /// e^(−clicks/constant).
    Exponential(f64),
}

impl Fade {
    /// The weight after `clicks` clicks, in a session of `length`.
    pub(super) fn weight(self, clicks: usize, length: usize) -> f64 {
        let since = clicks as f64;
        let share = (length - clicks.min(length)) as f64 / length.max(1) as f64;
        match self {
            Fade::None => 1.0,
            Fade::Linear(start) => (start - since / 10.0).max(0.0),
            Fade::Reciprocal => 1.0 / (1.0 + since),
            Fade::Quadratic => 1.0 / ((1.0 + since) * (1.0 + since)),
            Fade::Logarithmic => 1.0 / libm::log10(since + 1.7),
            Fade::Share => share,
            Fade::SquaredShare => share * share,
            Fade::Exponential(constant) => libm::exp(-since / constant),
        }
    }
}
