//! Shop exports into one catalogue and one event log.
