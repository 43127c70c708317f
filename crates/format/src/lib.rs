//! The model file: writer and zero-copy reader.
