//! Checks a newspaper and derives what the reader fetches.
fn main() {}
