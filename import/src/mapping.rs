//! The mapping file that an editor amends: `--plan` writes it with what the source has, an import reads it.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs, io,
    path::Path,
};

use serde::{Deserialize, Serialize};

use crate::{
    error::{self, Error},
    folder,
    record::Newspaper,
    slug,
};

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
    /// Fields of records (WordPress's meta, Joomla's custom fields), by their names: where each goes, or `null` for the report.
    pub fields: BTreeMap<String, Option<Field>>,
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
        let text = folder::text(path).map_err(|why| Error::read(path, why))?;
        let mapping: Self = serde_json::from_str(&text).map_err(|why| {
            Error::content(
                path,
                format!("this is no mapping file: {}", error::json(&why)),
                "mend it there, or write it anew with --plan",
            )
        })?;
        match mapping.wrong() {
            Some((what, remedy)) => Err(Error::content(path, what, remedy)),
            None => Ok(mapping),
        }
    }

    /// Every section and author that it names, and where it does.
    fn named(&self) -> impl Iterator<Item = (String, &Named)> {
        let sections = self.sections.iter();
        let sections =
            sections.filter_map(|(slug, named)| Some((format!("sections.{slug}"), named.as_ref()?)));
        let authors = self.authors.iter();
        let authors = authors.map(|(slug, named)| (format!("authors.{slug}"), named));
        let section = self.default_section.iter();
        let author = self.default_author.iter();
        sections
            .chain(authors)
            .chain(section.map(|named| ("defaultSection".to_owned(), named)))
            .chain(author.map(|named| ("defaultAuthor".to_owned(), named)))
    }

    /// The first name that no newspaper can have, and what is to be done about it.
    fn wrong(&self) -> Option<(String, String)> {
        self.named().find_map(|(place, Named { slug, name })| {
            let made = slug::slug(if slug.is_empty() { name } else { slug });
            if name.trim().is_empty() {
                let what = format!("{place}.name is empty");
                return Some((what, "write the name that readers see".to_owned()));
            }
            (made != *slug).then(|| {
                let what = format!("{place}.slug is \"{slug}\", which cannot stand in an address");
                let remedy = match made.is_empty() {
                    true => "use small letters without accents, digits and hyphens".to_owned(),
                    false => format!("write such as \"{made}\""),
                };
                (what, remedy)
            })
        })
    }

    /// The sections and authors that it speaks of and the source does not have, by where it does.
    #[must_use]
    pub fn unknown(&self, newspaper: &Newspaper) -> Vec<String> {
        let sections: BTreeSet<&str> = newspaper.sections.iter().map(|it| it.slug.as_str()).collect();
        let authors: BTreeSet<&str> = newspaper.authors.iter().map(|it| it.slug.as_str()).collect();
        let unknown = |of: &str, slug: &String| format!("{of}.{slug}");
        let sections = self
            .sections
            .keys()
            .filter(|slug| !sections.contains(slug.as_str()));
        let authors = self
            .authors
            .keys()
            .filter(|slug| !authors.contains(slug.as_str()));
        let sections = sections.map(|slug| unknown("sections", slug));
        sections
            .chain(authors.map(|slug| unknown("authors", slug)))
            .collect()
    }

    /// The kinds of records that are set aside without a word of it, and how many records each has.
    #[must_use]
    pub fn other_kinds(&self, newspaper: &Newspaper) -> Vec<(String, usize)> {
        let kinds = newspaper.kinds.iter();
        let other = kinds.filter(|(kind, (_, becomes))| {
            *becomes == Kind::SetAside && !self.kinds.contains_key(kind.as_str())
        });
        other.map(|(kind, (count, _))| (kind.clone(), *count)).collect()
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
        fields: BTreeSet<String>,
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
        for (kind, (_, becomes)) in &newspaper.kinds {
            self.kinds.entry(kind.clone()).or_insert(*becomes);
        }
        for field in fields {
            self.fields.entry(field).or_insert(None);
        }
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_that_no_newspaper_can_have_is_refused_where_it_stands() {
        for (text, place, remedy) in [
            (
                r#"{"sections": {"une": {"slug": "Économie", "name": "Économie"}}}"#,
                "sections.une.slug is \"Économie\"",
                "write such as \"economie\"",
            ),
            (
                r#"{"authors": {"admin": {"slug": "", "name": "Awa S."}}}"#,
                "authors.admin.slug is \"\"",
                "write such as \"awa-s\"",
            ),
            (
                r#"{"defaultSection": {"slug": "divers", "name": " "}}"#,
                "defaultSection.name is empty",
                "that readers see",
            ),
            (
                r#"{"defaultAuthor": {"slug": "…", "name": "…"}}"#,
                "defaultAuthor.slug is \"…\"",
                "small letters",
            ),
            (
                r#"{"sectons": {}}"#,
                "\"sectons\" at line 1, column 10 is none of its fields: sections, authors",
                "--plan",
            ),
        ] {
            let root = tempfile::tempdir().unwrap();
            let path = root.path().join("import-mapping.json");
            fs::write(&path, text).unwrap();
            let why = Mapping::read(&path).unwrap_err().to_string();
            assert!(why.contains(place) && why.contains(remedy), "{why}");
            assert!(why.contains("import-mapping.json"), "{why}");
        }
    }
}
