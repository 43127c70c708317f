//! A static shop rendered from a catalogue, for demonstration.
