//! What other programs read of the newspaper, judged by programs that we did not write.
//!
//! `cargo xtask test browsers` builds the newspaper, installs what is missing and sets
//! `KIOSQUE_DIST` (the built site). A second newspaper, made here, is full of words that break
//! careless formats.

mod feeds;
mod ninjs;
mod pages;
mod reading_mode;
mod site;
mod sitemaps;
