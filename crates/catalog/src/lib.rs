//! Shared types of a shop's catalogue and event log.
