//! The body of an article: typed blocks of marked text, never HTML.

use std::mem;

use serde::{Deserialize, Deserializer, Serialize};

use super::{
    Image, LanguageAttributes,
    lenient::{Lenient, List, lenient, list},
};

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

/// All that any block may have. What serde derives for a tagged enum would first keep the whole value, and then read
/// the variant from that (docs/decisions/0003).
#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase")]
struct BlockFields {
    #[serde(rename = "type", default, deserialize_with = "lenient")]
    kind: BlockType,
    #[serde(default, deserialize_with = "lenient")]
    language: LanguageAttributes,
    #[serde(default, deserialize_with = "lenient")]
    spans: Option<List<Span>>,
    #[serde(default, deserialize_with = "lenient")]
    level: Option<u8>,
    #[serde(default, deserialize_with = "lenient")]
    attribution: Option<String>,
    #[serde(default, deserialize_with = "lenient")]
    ordered: bool,
    #[serde(default, deserialize_with = "lenient")]
    items: Option<List<List<Span>>>,
    #[serde(default, deserialize_with = "lenient")]
    caption: Option<String>,
    #[serde(default, deserialize_with = "lenient")]
    rows: Option<List<List<Lenient<Cell>>>>,
    #[serde(default, deserialize_with = "lenient")]
    url: Option<String>,
    #[serde(default, deserialize_with = "lenient")]
    title: Option<String>,
    #[serde(default, deserialize_with = "lenient")]
    provider_name: Option<String>,
    #[serde(default, deserialize_with = "lenient")]
    body: Option<List<Block>>,
    #[serde(default, deserialize_with = "lenient")]
    width: Option<u32>,
    #[serde(default, deserialize_with = "lenient")]
    height: Option<u32>,
    #[serde(default, deserialize_with = "lenient")]
    alt: String,
    #[serde(default, deserialize_with = "lenient")]
    credit_text: Option<String>,
    #[serde(default, deserialize_with = "list")]
    widths: Vec<u32>,
    #[serde(default, deserialize_with = "lenient")]
    tone: Option<u32>,
}

#[derive(Clone, Copy, Default, Deserialize)]
#[serde(rename_all = "camelCase")]
enum BlockType {
    Paragraph,
    Heading,
    Image,
    Quote,
    PullQuote,
    List,
    Table,
    Embed,
    Box,
    Separator,
    #[default]
    Unknown,
}

impl BlockFields {
    /// `None` when it lacks what its type depends on.
    /// What it has is taken out of it: where it is moved, each arm drops all the rest, in some 300 bytes.
    fn block(&mut self) -> Option<Block> {
        Some(match self.kind {
            BlockType::Paragraph => Block::Paragraph {
                language: mem::take(&mut self.language),
                spans: self.spans.take()?.0,
            },
            BlockType::Heading => Block::Heading {
                level: self.level?,
                spans: self.spans.take()?.0,
            },
            BlockType::Image => Block::Image(Image {
                url: self.url.take()?,
                width: self.width?,
                height: self.height?,
                alt: mem::take(&mut self.alt),
                caption: self.caption.take(),
                credit_text: self.credit_text.take(),
                widths: mem::take(&mut self.widths),
                tone: self.tone,
            }),
            BlockType::Quote => Block::Quote {
                language: mem::take(&mut self.language),
                spans: self.spans.take()?.0,
                attribution: self.attribution.take(),
            },
            BlockType::PullQuote => Block::PullQuote {
                language: mem::take(&mut self.language),
                spans: self.spans.take()?.0,
                attribution: self.attribution.take(),
            },
            BlockType::List => Block::List {
                ordered: self.ordered,
                items: self.items.take()?.0.into_iter().map(|List(item)| item).collect(),
            },
            BlockType::Table => Block::Table {
                caption: self.caption.take(),
                rows: self.rows.take()?.0.into_iter().map(row).collect(),
            },
            BlockType::Embed => Block::Embed {
                url: self.url.take()?,
                title: self.title.take()?,
                provider_name: self.provider_name.take()?,
            },
            BlockType::Box => Block::Box {
                title: self.title.take()?,
                body: self.body.take()?.0.into_iter().map(boxed).collect(),
            },
            BlockType::Separator => Block::Separator,
            BlockType::Unknown => return None,
        })
    }
}

/// A cell that cannot be read is an empty one, so that those after it stay in their columns.
fn row(List(cells): List<Lenient<Cell>>) -> Vec<Cell> {
    cells.into_iter().map(|Lenient(cell)| cell).collect()
}

/// A box in a box is unknown: however deep data nests, what is shown does not.
fn boxed(block: Block) -> Block {
    match block {
        Block::Box { .. } => Block::Unknown,
        block => block,
    }
}

/// Always a block: one that cannot be read is unknown, because the reader must see it was there.
impl<'de> Deserialize<'de> for Block {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let mut fields: BlockFields = lenient(deserializer)?;
        Ok(fields.block().unwrap_or_default())
    }
}

/// All that any mark may have, as [`BlockFields`].
#[derive(Deserialize)]
struct MarkFields {
    #[serde(rename = "type")]
    kind: MarkType,
    #[serde(default, deserialize_with = "lenient")]
    href: Option<String>,
    #[serde(default, deserialize_with = "lenient")]
    lang: Option<String>,
    #[serde(default, deserialize_with = "lenient")]
    dir: Option<String>,
}

#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "camelCase")]
enum MarkType {
    Strong,
    Emphasis,
    Link,
    Language,
}

impl<'de> Deserialize<'de> for Mark {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let fields = MarkFields::deserialize(deserializer)?;
        let missing = serde::de::Error::missing_field;
        Ok(match fields.kind {
            MarkType::Strong => Self::Strong,
            MarkType::Emphasis => Self::Emphasis,
            MarkType::Link => Self::Link {
                href: fields.href.ok_or_else(|| missing("href"))?,
            },
            MarkType::Language => Self::Language {
                lang: fields.lang.ok_or_else(|| missing("lang"))?,
                dir: fields.dir,
            },
        })
    }
}
