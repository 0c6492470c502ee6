//! The public JSON: what a newsroom writes and what the reader fetches.
//!
//! Decoding is lenient on purpose: a piece that cannot be read degrades alone, so that one bad
//! paragraph never costs the reader the article. `kiosque check` is where the same data is judged
//! strictly, before it is published.

mod article;
mod body;
#[cfg(target_arch = "wasm32")]
mod js_value;
mod language;
mod lenient;
mod list;
mod site;

pub use article::{
    Access, Article, Author, AuthorArticles, BY_AUTHOR, Comments, Image, Page, Section, Summary,
};
pub use body::{Block, Cell, Item, MOST_LEVELS, MOST_MARKS, Mark, Media, Span};
pub use language::LanguageAttributes;
pub use lenient::{Lenient, List, lenient, list};
pub use list::{FrontPage, FrontSection, ListHead, ListPage};
pub use site::{Contact, Interval, Membership, Plan, Plans, Profile, Site, SiteLink};

use serde::{Deserialize, de::DeserializeOwned};

/// JSON that is parsed: by the browser where there is one, so that the reader carries no parser of its own
/// (docs/decisions/0003).
#[cfg(target_arch = "wasm32")]
pub type Value = wasm_bindgen::JsValue;
#[cfg(not(target_arch = "wasm32"))]
pub type Value = serde_json::Value;

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
    decode_value(&parse(text)?)
}

/// As [`decode`], from JSON that is parsed already.
///
/// # Errors
/// As [`decode`].
pub fn decode_value<T: DeserializeOwned>(value: &Value) -> Result<T, Unreadable> {
    readable(value)?;
    from_value(value)
}

/// Parses JSON.
///
/// # Errors
/// [`Unreadable::Malformed`] when it is none.
pub fn parse(text: &str) -> Result<Value, Unreadable> {
    #[cfg(target_arch = "wasm32")]
    let value = js_sys::JSON::parse(text);
    #[cfg(not(target_arch = "wasm32"))]
    let value = serde_json::from_str(text);
    value.map_err(|_| Unreadable::Malformed)
}

/// Reads a part of a document, or what is none and has no version.
///
/// # Errors
/// [`Unreadable::Malformed`] when it lacks what the whole depends on.
pub fn from_value<T: DeserializeOwned>(value: &Value) -> Result<T, Unreadable> {
    #[cfg(target_arch = "wasm32")]
    let value = js_value::ValueDeserializer::new(value);
    T::deserialize(value).map_err(|_| Unreadable::Malformed)
}

/// What an object has under a name that no type knows.
#[must_use]
pub fn field(value: &Value, name: &str) -> Option<Value> {
    #[cfg(target_arch = "wasm32")]
    return js_sys::Reflect::get(value, &name.into()).ok();
    #[cfg(not(target_arch = "wasm32"))]
    return value.get(name).cloned();
}

/// Writes JSON.
#[must_use]
pub fn to_text(value: &Value) -> String {
    #[cfg(target_arch = "wasm32")]
    return js_sys::JSON::stringify(value)
        .map(String::from)
        .unwrap_or_default();
    #[cfg(not(target_arch = "wasm32"))]
    return value.to_string();
}

#[derive(Deserialize)]
struct Versioned {
    version: String,
}

fn readable(value: &Value) -> Result<(), Unreadable> {
    let Versioned { version } = from_value(value)?;
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
