//! Tests that cross rooms; see the files beside this one.
