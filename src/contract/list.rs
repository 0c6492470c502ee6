//! Lists of articles, as the press derives them.

use serde::Serialize;

use super::{Author, Profile, Section, Summary};

/// The newest articles of a section, an author or the whole paper.
///
/// Older ones are in pages numbered from the oldest, so that a full page never changes again.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ListHead {
    pub version: String,
    /// How many pages of older articles there are: `1` is the oldest.
    pub pages: u32,
    /// Whose articles they are, in an author's list.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub author: Option<Profile>,
    /// The newest first.
    pub articles: Vec<Summary>,
}

/// One full page of older articles.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ListPage {
    pub version: String,
    /// Whose articles they are, in an author's list.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub author: Option<Author>,
    /// The newest first.
    pub articles: Vec<Summary>,
}

/// The day's paper.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct FrontPage {
    pub version: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lead: Option<Summary>,
    pub secondaries: Vec<Summary>,
    pub sections: Vec<FrontSection>,
    /// How many pages of older articles there are: `1` is the oldest.
    pub pages: u32,
}

/// A section on the front page.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct FrontSection {
    pub section: Section,
    pub articles: Vec<Summary>,
}
