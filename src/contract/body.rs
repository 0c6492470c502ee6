//! The body of an article: typed blocks of marked text, never HTML.

use serde::{Deserialize, Serialize};

use super::{Image, lenient};

/// One block of an article's body.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "camelCase")]
pub enum Block {
    Paragraph {
        #[serde(deserialize_with = "lenient::items")]
        spans: Vec<Span>,
    },
    /// A heading inside the article; its level is 2 or 3, the headline being 1.
    Heading {
        level: u8,
        #[serde(deserialize_with = "lenient::items")]
        spans: Vec<Span>,
    },
    Image(Image),
    /// Somebody's words.
    Quote {
        #[serde(deserialize_with = "lenient::items")]
        spans: Vec<Span>,
        #[serde(
            default,
            deserialize_with = "lenient::or_default",
            skip_serializing_if = "Option::is_none"
        )]
        attribution: Option<String>,
    },
    /// A sentence of the article itself, set large.
    PullQuote {
        #[serde(deserialize_with = "lenient::items")]
        spans: Vec<Span>,
        #[serde(
            default,
            deserialize_with = "lenient::or_default",
            skip_serializing_if = "Option::is_none"
        )]
        attribution: Option<String>,
    },
    List {
        #[serde(default, deserialize_with = "lenient::or_default")]
        ordered: bool,
        #[serde(deserialize_with = "lenient::rows")]
        items: Vec<Vec<Span>>,
    },
    Table {
        #[serde(
            default,
            deserialize_with = "lenient::or_default",
            skip_serializing_if = "Option::is_none"
        )]
        caption: Option<String>,
        #[serde(deserialize_with = "lenient::rows")]
        rows: Vec<Vec<Cell>>,
    },
    /// Something on another site, shown as a titled link card: never a frame before a tap.
    #[serde(rename_all = "camelCase")]
    Embed {
        url: String,
        title: String,
        provider_name: String,
    },
    /// An aside with a title of its own ("Repères").
    Box {
        title: String,
        #[serde(deserialize_with = "lenient::items_or_default")]
        body: Vec<Block>,
    },
    Separator,
    /// A block of a later minor version, or one that could not be read.
    #[default]
    #[serde(other)]
    Unknown,
}

/// A run of text that bears the same marks.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Span {
    pub text: String,
    #[serde(
        default,
        deserialize_with = "lenient::items",
        skip_serializing_if = "Vec::is_empty"
    )]
    pub marks: Vec<Mark>,
}

/// What distinguishes a run of text from its neighbours.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "camelCase")]
pub enum Mark {
    Strong,
    Emphasis,
    Link {
        href: String,
    },
    /// A word in another language; `lang` is a BCP 47 tag.
    Language {
        lang: String,
    },
}

/// A cell of a table.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Cell {
    #[serde(default, deserialize_with = "lenient::or_default")]
    pub header: bool,
    #[serde(default, deserialize_with = "lenient::items")]
    pub spans: Vec<Span>,
}
