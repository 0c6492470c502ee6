//! From the articles of another system to a newspaper's content folder: nothing is lost without a word.

pub mod account;
pub mod address;
pub mod block;
mod error;
pub mod html;
pub mod language;
pub mod library;
pub mod mapping;
pub mod outcome;
pub mod record;
pub mod slug;
pub mod source;
pub mod text;

pub use error::Error;
