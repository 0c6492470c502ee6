//! How blocks and marks are read.

use std::mem;

use serde::{Deserialize, Deserializer};

use super::{
    super::{
        Image, LanguageAttributes,
        lenient::{Lenient, List, lenient, list},
    },
    Block, Cell, Item, Mark, Media, Span,
};

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
    items: Option<List<Item>>,
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
    #[serde(default, deserialize_with = "lenient")]
    text: Option<String>,
    #[serde(default, deserialize_with = "lenient")]
    duration: Option<u32>,
    #[serde(default, deserialize_with = "list")]
    transcript: Vec<Block>,
    #[serde(default, deserialize_with = "lenient")]
    images: Option<List<Image>>,
    #[serde(default, deserialize_with = "lenient")]
    date_published: String,
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
    Code,
    Audio,
    Video,
    Gallery,
    Notes,
    Correction,
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
                items: self.items.take()?.0,
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
            BlockType::Code => Block::Code {
                text: self.text.take()?,
            },
            BlockType::Audio => Block::Audio(self.media()?),
            BlockType::Video => Block::Video(self.media()?),
            BlockType::Gallery => Block::Gallery {
                images: self.images.take()?.0,
                caption: self.caption.take(),
            },
            BlockType::Notes => Block::Notes {
                items: self.items.take()?.0,
            },
            BlockType::Correction => Block::Correction {
                date_published: mem::take(&mut self.date_published),
                spans: self.spans.take()?.0,
            },
            BlockType::Unknown => return None,
        })
    }

    fn media(&mut self) -> Option<Media> {
        Some(Media {
            url: self.url.take()?,
            title: self.title.take()?,
            width: self.width,
            height: self.height,
            duration: self.duration,
            credit_text: self.credit_text.take(),
            transcript: mem::take(&mut self.transcript),
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
    #[serde(default, deserialize_with = "lenient")]
    id: Option<String>,
    #[serde(default, deserialize_with = "lenient")]
    again: bool,
}

#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "camelCase")]
enum MarkType {
    Strong,
    Emphasis,
    Link,
    Superscript,
    Subscript,
    Code,
    Note,
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
            MarkType::Superscript => Self::Superscript,
            MarkType::Subscript => Self::Subscript,
            MarkType::Code => Self::Code,
            MarkType::Note => Self::Note {
                id: fields.id.ok_or_else(|| missing("id"))?,
                again: fields.again,
            },
            MarkType::Language => Self::Language {
                lang: fields.lang.ok_or_else(|| missing("lang"))?,
                dir: fields.dir,
            },
        })
    }
}
