//! An article and those it names. Names are schema.org's `NewsArticle` ones.

use serde::{Deserialize, Serialize};

use super::{Block, lenient};

/// One article, whole: what it says and, once served, what to read next.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Article {
    pub version: String,
    #[serde(default, deserialize_with = "lenient::or_default")]
    pub id: String,
    pub slug: String,
    #[serde(default, deserialize_with = "lenient::or_default")]
    pub in_language: String,
    pub headline: String,
    #[serde(
        default,
        deserialize_with = "lenient::or_default",
        skip_serializing_if = "Option::is_none"
    )]
    pub kicker: Option<String>,
    /// The lead (chapô).
    #[serde(default, deserialize_with = "lenient::or_default")]
    pub description: String,
    /// RFC 3339.
    #[serde(default, deserialize_with = "lenient::or_default")]
    pub date_published: String,
    /// RFC 3339; absent when the article was never updated.
    #[serde(
        default,
        deserialize_with = "lenient::or_default",
        skip_serializing_if = "Option::is_none"
    )]
    pub date_modified: Option<String>,
    #[serde(default, deserialize_with = "lenient::or_default")]
    pub article_section: Section,
    #[serde(
        default,
        deserialize_with = "lenient::items",
        skip_serializing_if = "Vec::is_empty"
    )]
    pub keywords: Vec<String>,
    #[serde(default, deserialize_with = "lenient::items")]
    pub author: Vec<Author>,
    #[serde(
        default,
        deserialize_with = "lenient::or_default",
        skip_serializing_if = "Option::is_none"
    )]
    pub image: Option<Image>,
    /// Words in the headline, the lead and the body; counted by the press.
    #[serde(
        default,
        deserialize_with = "lenient::or_default",
        skip_serializing_if = "Option::is_none"
    )]
    pub word_count: Option<u32>,
    #[serde(default, deserialize_with = "lenient::items_or_default")]
    pub body: Vec<Block>,
    #[serde(
        default,
        deserialize_with = "lenient::or_default",
        skip_serializing_if = "Option::is_none"
    )]
    pub comments: Option<Comments>,
    /// "Lire aussi". In a newsroom's file, the editor's picks: `slug` is enough, and the press
    /// completes the rest.
    #[serde(
        default,
        deserialize_with = "lenient::items",
        skip_serializing_if = "Vec::is_empty"
    )]
    pub related: Vec<Summary>,
    /// "Les articles de l'auteur", one list for each author.
    #[serde(
        default,
        deserialize_with = "lenient::items",
        skip_serializing_if = "Vec::is_empty"
    )]
    pub author_articles: Vec<AuthorArticles>,
}

/// The newest other articles of one of the authors.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct AuthorArticles {
    /// The author's slug.
    pub slug: String,
    #[serde(default, deserialize_with = "lenient::items")]
    pub articles: Vec<Summary>,
}

/// A section of the newspaper (rubrique).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Section {
    pub slug: String,
    pub name: String,
}

/// Who signs an article.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Author {
    pub slug: String,
    pub name: String,
    #[serde(
        default,
        deserialize_with = "lenient::or_default",
        skip_serializing_if = "Option::is_none"
    )]
    pub job_title: Option<String>,
}

/// A picture; `width` and `height` are those of the file, in pixels, so that its space is
/// reserved before it arrives.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Image {
    pub url: String,
    pub width: u32,
    pub height: u32,
    #[serde(default, deserialize_with = "lenient::or_default")]
    pub alt: String,
    #[serde(
        default,
        deserialize_with = "lenient::or_default",
        skip_serializing_if = "Option::is_none"
    )]
    pub caption: Option<String>,
    #[serde(
        default,
        deserialize_with = "lenient::or_default",
        skip_serializing_if = "Option::is_none"
    )]
    pub credit_text: Option<String>,
}

/// The discussion under an article.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Comments {
    pub access: Access,
}

/// Who may read and write the contributions. The membership engine enforces it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Access {
    Subscribers,
}

/// An article as a list shows it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Summary {
    pub slug: String,
    #[serde(default, deserialize_with = "lenient::or_default")]
    pub headline: String,
    #[serde(
        default,
        deserialize_with = "lenient::or_default",
        skip_serializing_if = "Option::is_none"
    )]
    pub kicker: Option<String>,
    /// The lead, or an excerpt of it.
    #[serde(default, deserialize_with = "lenient::or_default")]
    pub description: String,
    /// RFC 3339.
    #[serde(default, deserialize_with = "lenient::or_default")]
    pub date_published: String,
    #[serde(
        default,
        deserialize_with = "lenient::items",
        skip_serializing_if = "Vec::is_empty"
    )]
    pub author: Vec<Author>,
    /// Only in lists that show pictures.
    #[serde(
        default,
        deserialize_with = "lenient::or_default",
        skip_serializing_if = "Option::is_none"
    )]
    pub image: Option<Image>,
}
