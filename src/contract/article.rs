//! An article and those it names. Names are schema.org's `NewsArticle` ones.

use serde::{Deserialize, Serialize};

use super::{
    Block, LanguageAttributes, Profile,
    lenient::{lenient, list},
};

/// How many articles the author's list beside an article holds at most.
pub const BY_AUTHOR: usize = 7;

/// One article, whole: what it says and, once served, what to read next.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Article {
    pub version: String,
    #[serde(default, deserialize_with = "lenient")]
    pub id: String,
    pub slug: String,
    #[serde(default, deserialize_with = "lenient")]
    pub in_language: String,
    /// Where it is not the newspaper's. Added by the press.
    #[serde(default, deserialize_with = "lenient")]
    #[serde(skip_serializing_if = "LanguageAttributes::is_none")]
    pub language: LanguageAttributes,
    pub headline: String,
    #[serde(default, deserialize_with = "lenient")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kicker: Option<String>,
    /// The lead (chapô).
    #[serde(default, deserialize_with = "lenient")]
    #[serde(skip_serializing_if = "String::is_empty")]
    pub description: String,
    /// RFC 3339.
    #[serde(default, deserialize_with = "lenient")]
    pub date_published: String,
    /// RFC 3339; absent when the article was never updated.
    #[serde(default, deserialize_with = "lenient")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date_modified: Option<String>,
    #[serde(default, deserialize_with = "lenient")]
    pub article_section: Section,
    #[serde(default, deserialize_with = "list")]
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub keywords: Vec<String>,
    #[serde(default, deserialize_with = "list")]
    pub author: Vec<Author>,
    #[serde(default, deserialize_with = "lenient")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub image: Option<Image>,
    /// Words in the headline, the lead and the body; counted by the press.
    #[serde(default, deserialize_with = "lenient")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub word_count: Option<u32>,
    #[serde(default, deserialize_with = "list")]
    pub body: Vec<Block>,
    #[serde(default, deserialize_with = "lenient")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub comments: Option<Comments>,
    /// "Lire aussi". In a newsroom's file, the editor's picks: `slug` is enough, and the press
    /// completes the rest.
    #[serde(default, deserialize_with = "list")]
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub related: Vec<Summary>,
    /// "Les articles de l'auteur", one list for each author.
    #[serde(default, deserialize_with = "list")]
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub author_articles: Vec<AuthorArticles>,
}

/// A page that is no article: about the newspaper, legal notices, contact. The reader reads it as an [`Article`] that has
/// nothing else.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Page {
    pub version: String,
    pub slug: String,
    /// The newspaper's, where nothing is said.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub in_language: String,
    /// Where it is not the newspaper's. Added by the press.
    #[serde(skip_serializing_if = "LanguageAttributes::is_none")]
    pub language: LanguageAttributes,
    pub headline: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub description: String,
    /// RFC 3339.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date_modified: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub image: Option<Image>,
    pub body: Vec<Block>,
}

impl From<Article> for Page {
    fn from(article: Article) -> Self {
        let Article {
            version,
            slug,
            in_language,
            language,
            headline,
            description,
            date_modified,
            image,
            body,
            ..
        } = article;
        Self {
            version,
            slug,
            in_language,
            language,
            headline,
            description,
            date_modified,
            image,
            body,
        }
    }
}

/// One of the authors, and their newest other articles.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct AuthorArticles {
    pub author: Profile,
    #[serde(default, deserialize_with = "list")]
    pub articles: Vec<Summary>,
}

/// A section of the newspaper (rubrique).
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Section {
    pub slug: String,
    pub name: String,
}

/// Who signs an article.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Author {
    pub slug: String,
    pub name: String,
    #[serde(default, deserialize_with = "lenient")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub job_title: Option<String>,
}

/// A picture; `width` and `height` are those of the file that `url` names, in pixels, so that its
/// space is reserved before it arrives.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Image {
    /// A newsroom names the original; what is served names a JPEG made of it.
    pub url: String,
    pub width: u32,
    pub height: u32,
    /// What it shows, for who does not see it.
    #[serde(default, deserialize_with = "lenient")]
    #[serde(skip_serializing_if = "String::is_empty")]
    pub alt: String,
    #[serde(default, deserialize_with = "lenient")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub caption: Option<String>,
    #[serde(default, deserialize_with = "lenient")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub credit_text: Option<String>,
    /// Added by the press: the widths in pixels that the picture is served in, rising. `url` up to its
    /// last hyphen, a width and `.avif` or `.jpg` make the address of each.
    #[serde(default, deserialize_with = "list")]
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub widths: Vec<u32>,
    /// Added by the press: the number of the colour that most of the picture is near to, for where it
    /// will be; the style sheet has the colours.
    #[serde(default, deserialize_with = "lenient")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tone: Option<u32>,
}

/// The discussion under an article.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Comments {
    pub access: Access,
}

/// Who may read and write the contributions. The membership engine enforces it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum Access {
    Subscribers,
}

/// An article as a list shows it.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Summary {
    pub slug: String,
    /// Of its words, where it is not the newspaper's. Added by the press.
    #[serde(default, deserialize_with = "lenient")]
    #[serde(skip_serializing_if = "LanguageAttributes::is_none")]
    pub language: LanguageAttributes,
    #[serde(default, deserialize_with = "lenient")]
    #[serde(skip_serializing_if = "String::is_empty")]
    pub headline: String,
    #[serde(default, deserialize_with = "lenient")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kicker: Option<String>,
    /// The lead, or an excerpt of it.
    #[serde(default, deserialize_with = "lenient")]
    #[serde(skip_serializing_if = "String::is_empty")]
    pub description: String,
    /// RFC 3339.
    #[serde(default, deserialize_with = "lenient")]
    #[serde(skip_serializing_if = "String::is_empty")]
    pub date_published: String,
    #[serde(default, deserialize_with = "list")]
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub author: Vec<Author>,
    /// Only in lists that show pictures.
    #[serde(default, deserialize_with = "lenient")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub image: Option<Image>,
}
