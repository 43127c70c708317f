//! Statistics of a shop's log into a model file.
