//! The blocks of an article's body as files hold them, by version 1.1 of the contract (docs/content.md).

use serde::Serialize;

/// The version that imported articles say.
pub const VERSION: &str = "1.1";

#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(tag = "type", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum Block {
    Paragraph {
        spans: Vec<Span>,
    },
    Heading {
        level: u8,
        spans: Vec<Span>,
    },
    Image(Image),
    Gallery {
        images: Vec<Image>,
        #[serde(skip_serializing_if = "Option::is_none")]
        caption: Option<String>,
    },
    Quote {
        spans: Vec<Span>,
        #[serde(skip_serializing_if = "Option::is_none")]
        attribution: Option<String>,
    },
    PullQuote {
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
    Embed {
        url: String,
        title: String,
        provider_name: String,
    },
    Box {
        title: String,
        body: Vec<Block>,
    },
    Separator,
    Code {
        text: String,
    },
    Audio {
        url: String,
        title: String,
    },
    Video {
        url: String,
        title: String,
        width: u32,
        height: u32,
    },
    Notes {
        items: Vec<Note>,
    },
}

/// An item of a list: its words, or those with a list within.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(untagged)]
pub enum Item {
    Spans(Vec<Span>),
    Nested {
        spans: Vec<Span>,
        #[serde(skip_serializing_if = "std::ops::Not::not")]
        ordered: bool,
        items: Vec<Item>,
    },
}

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Note {
    pub id: String,
    pub spans: Vec<Span>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Cell {
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub header: bool,
    pub spans: Vec<Span>,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Image {
    pub url: String,
    pub width: u32,
    pub height: u32,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub alt: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub caption: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub credit_text: Option<String>,
    /// The address of the original at the old site.
    #[serde(skip)]
    pub source: String,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Span {
    pub text: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub marks: Vec<Mark>,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(tag = "type", rename_all = "camelCase")]
pub enum Mark {
    Strong,
    Emphasis,
    Superscript,
    Subscript,
    Code,
    Link {
        href: String,
        /// Which link of the source it is, counted from 0, so that each is accounted for.
        #[serde(skip)]
        number: usize,
    },
    Language {
        lang: String,
    },
    Note {
        id: String,
    },
}

/// Every run of spans of a body, and every plain text beside them, in order.
pub fn visit<'a>(blocks: &'a [Block], each: &mut impl FnMut(Text<'a>)) {
    for block in blocks {
        match block {
            Block::Paragraph { spans } | Block::Heading { spans, .. } => each(Text::Spans(spans)),
            Block::Quote { spans, attribution } | Block::PullQuote { spans, attribution } => {
                each(Text::Spans(spans));
                attribution.iter().for_each(|it| each(Text::Plain(it)));
            }
            Block::Image(image) => of_image(image, each),
            Block::Gallery { images, caption } => {
                images.iter().for_each(|image| of_image(image, each));
                caption.iter().for_each(|it| each(Text::Plain(it)));
            }
            Block::List { items, .. } => of_items(items, each),
            Block::Table { caption, rows } => {
                caption.iter().for_each(|it| each(Text::Plain(it)));
                rows.iter()
                    .flatten()
                    .for_each(|cell| each(Text::Spans(&cell.spans)));
            }
            Block::Embed {
                url,
                title,
                provider_name,
            } => {
                each(Text::Frame(url));
                each(Text::Plain(title));
                each(Text::Plain(provider_name));
            }
            Block::Audio { url, title } | Block::Video { url, title, .. } => {
                each(Text::Frame(url));
                each(Text::Plain(title));
            }
            Block::Box { title, body } => {
                each(Text::Plain(title));
                visit(body, each);
            }
            Block::Code { text, .. } => each(Text::Plain(text)),
            Block::Notes { items } => items.iter().for_each(|note| each(Text::Spans(&note.spans))),
            Block::Separator => {}
        }
    }
}

/// Every run of spans of a body, to be changed.
pub fn each_spans(blocks: &mut [Block], each: &mut impl FnMut(&mut [Span])) {
    for block in blocks {
        match block {
            Block::Paragraph { spans }
            | Block::Heading { spans, .. }
            | Block::Quote { spans, .. }
            | Block::PullQuote { spans, .. } => each(spans),
            Block::List { items, .. } => spans_of_items(items, each),
            Block::Table { rows, .. } => rows.iter_mut().flatten().for_each(|cell| each(&mut cell.spans)),
            Block::Box { body, .. } => each_spans(body, each),
            Block::Notes { items } => items.iter_mut().for_each(|note| each(&mut note.spans)),
            Block::Image(_)
            | Block::Gallery { .. }
            | Block::Embed { .. }
            | Block::Audio { .. }
            | Block::Video { .. }
            | Block::Code { .. }
            | Block::Separator => {}
        }
    }
}

fn spans_of_items(items: &mut [Item], each: &mut impl FnMut(&mut [Span])) {
    for item in items {
        match item {
            Item::Spans(spans) => each(spans),
            Item::Nested { spans, items, .. } => {
                each(spans);
                spans_of_items(items, each);
            }
        }
    }
}

/// What a body says, as [`visit`] finds it.
pub enum Text<'a> {
    Spans(&'a [Span]),
    Plain(&'a str),
    Picture(&'a str),
    Frame(&'a str),
}

fn of_image<'a>(image: &'a Image, each: &mut impl FnMut(Text<'a>)) {
    each(Text::Picture(&image.url));
    image.caption.iter().for_each(|it| each(Text::Plain(it)));
}

fn of_items<'a>(items: &'a [Item], each: &mut impl FnMut(Text<'a>)) {
    for item in items {
        match item {
            Item::Spans(spans) => each(Text::Spans(spans)),
            Item::Nested { spans, items, .. } => {
                each(Text::Spans(spans));
                of_items(items, each);
            }
        }
    }
}
