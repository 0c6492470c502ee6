//! From the articles of another system to a newspaper's content folder: nothing is lost without a word.

pub mod account;
pub mod address;
mod article;
mod batch;
pub mod block;
mod bring;
mod comments;
mod error;
mod folder;
pub mod html;
pub mod language;
pub mod library;
pub mod mapping;
mod names;
pub mod outcome;
#[cfg(test)]
#[path = "../tests/common/pieces.rs"]
mod pieces;
pub mod record;
mod redirects;
mod report;
mod run;
mod site;
pub mod slug;
mod slugs;
#[cfg(test)]
mod soon;
pub mod source;
mod state;
mod strings;
pub mod text;
mod writer;

pub use error::Error;
pub use run::{MAPPING, Options, Progress, Silent, Summary, run};
