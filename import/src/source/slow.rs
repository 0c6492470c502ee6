//! A reader for tests of what streams.

use std::io::{self, Read};

/// Gives so many bytes at a time, as a slow disk might.
pub struct Slow<'a>(pub &'a [u8], pub usize);

impl Read for Slow<'_> {
    fn read(&mut self, to: &mut [u8]) -> io::Result<usize> {
        let length = self.1.min(self.0.len()).min(to.len());
        to[..length].copy_from_slice(&self.0[..length]);
        self.0 = &self.0[length..];
        Ok(length)
    }
}
