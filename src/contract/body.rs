//! The body of an article: typed blocks of marked text, never HTML.

use serde::Serialize;

use super::Image;

/// One block of an article's body.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(tag = "type", rename_all = "camelCase")]
pub enum Block {
    Paragraph {
        spans: Vec<Span>,
    },
    /// A heading inside the article; its level is 2 or 3, the headline being 1.
    Heading {
        level: u8,
        spans: Vec<Span>,
    },
    Image(Image),
    /// Somebody's words.
    Quote {
        spans: Vec<Span>,
        #[serde(skip_serializing_if = "Option::is_none")]
        attribution: Option<String>,
    },
    /// A sentence of the article itself, set large.
    PullQuote {
        spans: Vec<Span>,
        #[serde(skip_serializing_if = "Option::is_none")]
        attribution: Option<String>,
    },
    List {
        #[serde(skip_serializing_if = "std::ops::Not::not")]
        ordered: bool,
        items: Vec<Vec<Span>>,
    },
    Table {
        #[serde(skip_serializing_if = "Option::is_none")]
        caption: Option<String>,
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
        body: Vec<Block>,
    },
    Separator,
    /// A block of a later minor version, or one that could not be read.
    #[default]
    #[cfg_attr(feature = "schema", schemars(skip))]
    Unknown,
}

/// More marks than these on one text are not read: they would nest deeper than a page can.
pub const MOST_MARKS: usize = 8;

/// A run of text that bears the same marks.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Span {
    pub text: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub marks: Vec<Mark>,
}

/// What distinguishes a run of text from its neighbours.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
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
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Cell {
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub header: bool,
    pub spans: Vec<Span>,
}
