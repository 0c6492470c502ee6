//! The public JSON: what a newsroom writes and what the reader fetches.
//!
//! Decoding is lenient on purpose: a piece that cannot be read degrades alone, so that one bad
//! paragraph never costs the reader the article. `press check` is where the same data is judged
//! strictly, before it is published.

mod article;
mod body;
mod lenient;
mod list;
mod site;

pub use article::{Access, Article, Author, AuthorArticles, Comments, Image, Section, Summary};
pub use body::{Block, Cell, Mark, Span};
pub use list::{FrontPage, FrontSection, ListHead, ListPage};
pub use site::{Contact, Interval, Plan, Profile, Site, SiteLink};

use serde::de::DeserializeOwned;
use serde_json::Value;

/// The major version of the contract that this build reads.
pub const MAJOR: u32 = 1;

/// Why a document of the contract could not be read at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unreadable {
    /// Not JSON, or not the object that was asked for.
    Malformed,
    /// Written for a later major version: the reader must reload to get a newer Kiosque.
    Newer,
}

/// Reads one document of the contract.
///
/// # Errors
/// [`Unreadable::Newer`] when its `version` has a later major number than [`MAJOR`];
/// [`Unreadable::Malformed`] when it is not JSON or lacks what the whole depends on.
pub fn decode<T: DeserializeOwned>(text: &str) -> Result<T, Unreadable> {
    let value: Value = serde_json::from_str(text).map_err(|_| Unreadable::Malformed)?;
    let major = value
        .get("version")
        .and_then(Value::as_str)
        .and_then(|version| version.split('.').next())
        .and_then(|major| major.parse::<u32>().ok())
        .ok_or(Unreadable::Malformed)?;
    if major > MAJOR {
        return Err(Unreadable::Newer);
    }
    T::deserialize(value).map_err(|_| Unreadable::Malformed)
}

#[cfg(test)]
mod tests;
