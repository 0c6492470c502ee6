//! A clock for tests of what must not take the square of a text's length.

use std::time::{Duration, Instant};

/// How long a megabyte may take, which by the square of its length takes a minute and more.
const MOST: Duration = Duration::from_secs(30);

/// A megabyte of the same again and again, done with soon.
pub fn soon<T>(again: &str, after: &str, work: impl FnOnce(&str) -> T) {
    let count = (1 << 20) / (again.len() + after.len());
    let text = again.repeat(count) + &after.repeat(count);
    let begun = Instant::now();
    work(&text);
    let taken = begun.elapsed();
    assert!(taken < MOST, "{again:?} {after:?}: {taken:?}");
}
