//! What can make an evaluation impossible.

/// Why nothing can be measured.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum EvaluationError {
    /// All sessions start on the test's days.
    #[error("the log covers {found_days} days, all of which would be the test: expected a test that begins later")]
    NothingToTrainOn {
        /// Calendar days (UTC) from the first session's start to the newest record.
        found_days: i64,
    },
    /// No session of the test has a second event to predict.
    #[error("the test holds no session with two or more product views: expected at least one event to predict")]
    NothingToPredict,
    /// A model's bytes cannot be opened.
    #[error("the model cannot be opened: {0}")]
    Model(String),
}
