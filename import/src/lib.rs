//! From the articles of another system to a newspaper's content folder: nothing is lost without a word.

pub mod account;
pub mod address;
pub mod block;
pub mod html;
pub mod language;
pub mod library;
pub mod outcome;
pub mod text;
