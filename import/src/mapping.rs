//! The mapping file that an editor amends: `--plan` writes it with what the source has, an import reads it.

use std::{collections::BTreeMap, fs, io, path::Path};

use serde::{Deserialize, Serialize};

use crate::{error::Error, record::Newspaper};

/// What becomes of the source's sections, authors and fields.
#[derive(Clone, Debug, Default, Deserialize, PartialEq, Serialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct Mapping {
    /// The source's section, by its slug: the newspaper's, or `null` for none.
    pub sections: BTreeMap<String, Option<Named>>,
    /// The source's author, by their slug there.
    pub authors: BTreeMap<String, Named>,
    /// Kinds of records (WordPress's post types), by their names: which of them are articles.
    pub kinds: BTreeMap<String, Kind>,
    /// Fields of records (WordPress's meta), by their names: where each goes.
    pub fields: BTreeMap<String, Field>,
    /// The section of what has none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub default_section: Option<Named>,
    /// Who signs what nobody signs.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub default_author: Option<Named>,
}

#[derive(Clone, Debug, Default, Deserialize, PartialEq, Eq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Named {
    pub slug: String,
    pub name: String,
}

/// What records of a kind become.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Kind {
    Article,
    Page,
    SetAside,
}

/// Where a field of a record goes.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Field {
    Kicker,
    Description,
    /// The credit of the article's picture.
    CreditText,
    /// A keyword, or several between commas.
    Keywords,
    /// The name of who signs it.
    Author,
    /// Nowhere, and the report says nothing of it.
    Ignore,
}

impl Mapping {
    /// Reads a mapping file.
    ///
    /// # Errors
    /// When it is none.
    pub fn read(path: &Path) -> Result<Self, Error> {
        let text = fs::read_to_string(path).map_err(|why| Error::read(path, why))?;
        // Some editors begin a file with a mark that nobody sees.
        serde_json::from_str(text.trim_start_matches('\u{feff}')).map_err(|why| {
            Error::content(
                path,
                format!("this is no mapping file: {why}"),
                "mend it there, or write it anew with --plan",
            )
        })
    }

    /// As [`Self::read`], where there may be none.
    ///
    /// # Errors
    /// When it is there and none.
    pub fn read_if_there(path: &Path) -> Result<Self, Error> {
        match fs::metadata(path) {
            Err(why) if why.kind() == io::ErrorKind::NotFound => Ok(Self::default()),
            _ => Self::read(path),
        }
    }

    /// With all that the source has and it says nothing of yet, as it would be taken over.
    #[must_use]
    pub fn completed(
        mut self,
        newspaper: &Newspaper,
        sections: &BTreeMap<String, Named>,
        authors: &BTreeMap<String, Named>,
    ) -> Self {
        for section in &newspaper.sections {
            if let Some(named) = sections.get(&section.slug) {
                self.sections
                    .entry(section.slug.clone())
                    .or_insert_with(|| Some(named.clone()));
            }
        }
        for author in &newspaper.authors {
            if let Some(named) = authors.get(&author.slug) {
                self.authors
                    .entry(author.slug.clone())
                    .or_insert_with(|| named.clone());
            }
        }
        self
    }
}
