//! Lists of articles, as the press derives them.

use serde::{Deserialize, Serialize};

use super::{
    Author, Profile, Section, Summary,
    lenient::{lenient, list},
};

/// The newest articles of a section, an author or the whole paper.
///
/// Older ones are in pages numbered from the oldest, so that a full page never changes again.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ListHead {
    pub version: String,
    /// How many pages of older articles there are: `1` is the oldest.
    #[serde(default, deserialize_with = "lenient")]
    pub pages: u32,
    /// Whose articles they are, in an author's list.
    #[serde(default, deserialize_with = "lenient")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub author: Option<Profile>,
    /// The newest first.
    #[serde(default, deserialize_with = "list")]
    pub articles: Vec<Summary>,
}

/// One full page of older articles.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ListPage {
    pub version: String,
    /// Whose articles they are, in an author's list.
    #[serde(default, deserialize_with = "lenient")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub author: Option<Author>,
    /// The newest first.
    #[serde(default, deserialize_with = "list")]
    pub articles: Vec<Summary>,
}

/// The day's paper.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct FrontPage {
    pub version: String,
    #[serde(default, deserialize_with = "lenient")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lead: Option<Summary>,
    #[serde(default, deserialize_with = "list")]
    pub secondaries: Vec<Summary>,
    #[serde(default, deserialize_with = "list")]
    pub sections: Vec<FrontSection>,
    /// How many pages of older articles there are: `1` is the oldest.
    #[serde(default, deserialize_with = "lenient")]
    pub pages: u32,
}

/// A section on the front page.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct FrontSection {
    pub section: Section,
    #[serde(default, deserialize_with = "list")]
    pub articles: Vec<Summary>,
}
