//! The body of an article: typed blocks of marked text, never HTML.

mod fields;
mod item;

use serde::{Deserialize, Deserializer, Serialize};

use super::{
    Image, LanguageAttributes,
    lenient::{lenient, list},
};
pub use item::Item;

/// One block of an article's body.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(tag = "type", rename_all = "camelCase")]
pub enum Block {
    Paragraph {
        /// Where all of it is in one other language. Added by the press.
        #[serde(default, skip_serializing_if = "LanguageAttributes::is_none")]
        language: LanguageAttributes,
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
        /// Where all of it is in one other language. Added by the press.
        #[serde(default, skip_serializing_if = "LanguageAttributes::is_none")]
        language: LanguageAttributes,
        spans: Vec<Span>,
        #[serde(skip_serializing_if = "Option::is_none")]
        attribution: Option<String>,
    },
    /// A sentence of the article itself, set large.
    PullQuote {
        /// Where all of it is in one other language. Added by the press.
        #[serde(default, skip_serializing_if = "LanguageAttributes::is_none")]
        language: LanguageAttributes,
        spans: Vec<Span>,
        #[serde(skip_serializing_if = "Option::is_none")]
        attribution: Option<String>,
    },
    List {
        #[serde(skip_serializing_if = "std::ops::Not::not")]
        ordered: bool,
        items: Vec<Item>,
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
    /// Lines that stand as they are: a program, a form to copy.
    Code {
        text: String,
    },
    /// Sound, played where the reader wants it.
    Audio(Media),
    Video(Media),
    /// Pictures in a row.
    Gallery {
        images: Vec<Image>,
        #[serde(skip_serializing_if = "Option::is_none")]
        caption: Option<String>,
    },
    /// The notes that [`Mark::Note`] leads to. The press numbers them.
    Notes {
        items: Vec<Item>,
    },
    /// An editor's note of what was mended (https://schema.org/CorrectionComment). The press shows it first.
    #[serde(rename_all = "camelCase")]
    Correction {
        /// RFC 3339.
        date_published: String,
        spans: Vec<Span>,
    },
    /// A block of a later minor version, or one that could not be read.
    #[default]
    #[cfg_attr(feature = "schema", schemars(skip))]
    Unknown,
}

/// How deep lists nest, the outermost being one: more does not fit a phone.
pub const MOST_LEVELS: usize = 4;

/// Sound or a film.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Media {
    /// A file below `/files/`.
    pub url: String,
    /// The press adds the file's kind, the duration and the weight.
    pub title: String,
    /// A film's, in pixels, so that its space is reserved.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub width: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub height: Option<u32>,
    /// In seconds. The press says it in the title.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub duration: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub credit_text: Option<String>,
    /// What is said in it, to be read.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub transcript: Vec<Block>,
}

/// More marks than these on one text are not read: they would nest deeper than a page can.
pub const MOST_MARKS: usize = 8;

/// A run of text that bears the same marks.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Span {
    pub text: String,
    #[serde(default, deserialize_with = "marks")]
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
    Superscript,
    Subscript,
    /// As a machine writes it: a command, a file's name.
    Code,
    /// The words that a note is of; its number follows them.
    Note {
        /// The note's in [`Block::Notes`]. What is served has its number.
        id: String,
        /// Whether the note was named before. Added by the press.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        again: bool,
    },
    /// A word in another language; `lang` is a BCP 47 tag.
    Language {
        lang: String,
        /// In which direction its script is written, where that is not as around it. Added by the press.
        #[serde(skip_serializing_if = "Option::is_none")]
        dir: Option<String>,
    },
}

/// A cell of a table.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Cell {
    #[serde(default, deserialize_with = "lenient")]
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub header: bool,
    #[serde(default, deserialize_with = "list")]
    pub spans: Vec<Span>,
}

fn marks<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<Mark>, D::Error> {
    let mut marks = list(deserializer)?;
    marks.truncate(MOST_MARKS);
    Ok(marks)
}
