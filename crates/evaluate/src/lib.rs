//! Protocols, metrics and baselines.
