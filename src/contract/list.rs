//! Lists of articles, as the press derives them.

use serde::{Deserialize, Serialize};

use super::{Section, Summary, lenient};

/// The newest articles of a section, an author or the whole paper.
///
/// Older ones are in pages numbered from the oldest, so that a full page never changes again.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ListHead {
    pub version: String,
    /// How many pages of older articles there are: `1` is the oldest.
    #[serde(default, deserialize_with = "lenient::or_default")]
    pub pages: u32,
    /// The newest first.
    #[serde(default, deserialize_with = "lenient::items")]
    pub articles: Vec<Summary>,
}

/// One full page of older articles.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ListPage {
    pub version: String,
    /// The newest first.
    #[serde(default, deserialize_with = "lenient::items")]
    pub articles: Vec<Summary>,
}

/// The day's paper.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FrontPage {
    pub version: String,
    #[serde(
        default,
        deserialize_with = "lenient::or_default",
        skip_serializing_if = "Option::is_none"
    )]
    pub lead: Option<Summary>,
    #[serde(default, deserialize_with = "lenient::items")]
    pub secondaries: Vec<Summary>,
    #[serde(default, deserialize_with = "lenient::items")]
    pub sections: Vec<FrontSection>,
    /// How many pages of older articles there are: `1` is the oldest.
    #[serde(default, deserialize_with = "lenient::or_default")]
    pub pages: u32,
}

/// A section on the front page.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FrontSection {
    pub section: Section,
    #[serde(default, deserialize_with = "lenient::items")]
    pub articles: Vec<Summary>,
}
