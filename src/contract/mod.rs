//! The public JSON: what a newsroom writes and what the reader fetches.
//!
//! Decoding is lenient on purpose: a piece that cannot be read degrades alone, so that one bad
//! paragraph never costs the reader the article. `press check` is where the same data is judged
//! strictly, before it is published.

mod article;
mod body;
mod decode;
mod json;
mod list;
mod site;

pub use article::{Access, Article, Author, AuthorArticles, BY_AUTHOR, Comments, Image, Section, Summary};
pub use body::{Block, Cell, MOST_MARKS, Mark, Span};
pub use json::{Decode, Json};
pub use list::{FrontPage, FrontSection, ListHead, ListPage};
pub use site::{Contact, Interval, Membership, Plan, Plans, Profile, Site, SiteLink};

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
pub fn decode<T: Decode>(text: &str) -> Result<T, Unreadable> {
    decode_json(&Json::parse(text).ok_or(Unreadable::Malformed)?)
}

/// As [`decode`], from JSON that is parsed already.
///
/// # Errors
/// As [`decode`].
pub fn decode_json<T: Decode>(json: &Json) -> Result<T, Unreadable> {
    readable(json)?;
    T::decode(json).ok_or(Unreadable::Malformed)
}

fn readable(json: &Json) -> Result<(), Unreadable> {
    let version = json.text("version");
    let major = version
        .split('.')
        .next()
        .and_then(|major| major.parse::<u32>().ok());
    match major {
        None => Err(Unreadable::Malformed),
        Some(major) if major > MAJOR => Err(Unreadable::Newer),
        Some(_) => Ok(()),
    }
}

#[cfg(test)]
mod tests;
