//! The reader in a browser.

fn main() {}
