//! What every source gives: records, whatever system they come from.

use std::collections::BTreeMap;

use jiff::Timestamp;
use url::Url;

use crate::{
    mapping,
    outcome::{Entry, Reason},
};

/// A record of the source, as far as it was read.
///
/// A source fills in what its system says and nothing more: what an article needs beside that is made up, and reported, by
/// [`crate::article`].
#[derive(Clone, Debug, Default)]
pub struct Record {
    /// Unique in its source and never changing, such as `wp-12`: the article's `id`.
    pub id: String,
    /// The number by which the system's own library knows it; 0 where there is none.
    pub number: u64,
    pub standing: Standing,
    /// As HTML, for titles have marks and entities.
    pub headline: String,
    pub kicker: String,
    /// The lead as HTML; never invented.
    pub lead: String,
    pub body: Body,
    /// Footnotes that stand beside the body, by their ids, as HTML.
    pub notes: Vec<(String, String)>,
    /// As the system had it; what cannot stand in an address is mended.
    pub slug: String,
    pub published: Option<Timestamp>,
    pub modified: Option<Timestamp>,
    /// As the system writes it, such as `fr_FR`; empty where it is the newspaper's.
    pub language: String,
    /// The section first; the others become keywords.
    pub sections: Vec<Term>,
    pub keywords: Vec<String>,
    pub authors: Vec<Person>,
    /// The article's own picture.
    pub picture: Option<Picture>,
    /// Where it was to be read, the present address first.
    pub addresses: Vec<Url>,
    /// Whether it opens the front page.
    pub is_sticky: bool,
    /// What of the record is told beside its body: dates that there are not, fields that nobody maps.
    pub entries: Vec<Entry>,
    /// Readers' comments, as they are kept in `set-aside/comments.jsonl`.
    pub comments: Vec<serde_json::Value>,
    /// The record as it stood in the source, for what is set aside.
    pub raw: String,
    /// A number that differs where the record does.
    pub fingerprint: u64,
}

/// What becomes of a record as a whole.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Standing {
    #[default]
    Published,
    /// It lies in `drafts/`, for [`Reason::Draft`], [`Reason::Scheduled`] or [`Reason::NoDate`].
    Draft(Reason),
    /// It lies in `set-aside/`, for a reason whose outcome is that.
    SetAside(Reason),
    /// It is part of others (a picture of the library, a menu's entry) and is not told of by itself.
    Part,
}

/// A text, and how it is to be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Body {
    Html {
        text: String,
        /// Whether a line's end is a break and an empty line ends a paragraph.
        newlines: bool,
        /// Whether brackets may be shortcodes.
        shortcodes: bool,
    },
    /// Text without markup; an empty line ends a paragraph.
    Plain(String),
}

impl Default for Body {
    fn default() -> Self {
        Self::Plain(String::new())
    }
}

/// A section or a keyword.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Term {
    pub slug: String,
    pub name: String,
}

/// Who signs, or is presented.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Person {
    pub slug: String,
    pub name: String,
    pub job_title: String,
    /// A short biography, as plain text.
    pub description: String,
}

/// A picture beside the body.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Picture {
    /// Where the original may be, the best first.
    pub addresses: Vec<String>,
    /// As plain text or HTML.
    pub alt: String,
    pub caption: String,
    pub credit: String,
    /// What its alternative text may be made of.
    pub title: String,
}

/// What the source says of the newspaper itself.
#[derive(Clone, Debug, Default)]
pub struct Newspaper {
    pub name: String,
    pub tagline: String,
    pub url: Option<Url>,
    pub language: String,
    /// An IANA name, where the source says one.
    pub time_zone: String,
    /// Sections in the source's own order.
    pub sections: Vec<Term>,
    pub authors: Vec<Person>,
    /// Addresses of the old site that are not of articles, as `redirects.json` writes them, and where they lead.
    pub redirects: Vec<(String, Target)>,
    /// Kinds of records that the mapping file decides of: how many there are, and what they become where it says nothing.
    pub kinds: BTreeMap<String, (usize, mapping::Kind)>,
}

impl Newspaper {
    /// Counts a record of a kind, and says what the kind becomes where the mapping file says nothing of it.
    pub fn kind(&mut self, name: &str, becomes: mapping::Kind) {
        match self.kinds.get_mut(name) {
            Some((count, _)) => *count += 1,
            None => drop(self.kinds.insert(name.to_owned(), (1, becomes))),
        }
    }
}

/// Where an address of the old site leads that is not of an article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// The first of these sections that the newspaper has, by their slugs in the source.
    Section(Vec<String>, Form),
    /// An author, by their slug in the source.
    Author(String, Form),
    /// An address of the newspaper.
    Address(&'static str),
}

/// In which form a list of articles is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    Page,
    Rss,
    Atom,
}

impl Form {
    /// What follows the address of the page.
    #[must_use]
    pub fn file(self) -> &'static str {
        match self {
            Self::Page => "",
            Self::Rss => "rss.xml",
            Self::Atom => "atom.xml",
        }
    }
}
