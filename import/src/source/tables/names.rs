//! Which tables an export has, and so of which system it is.

use std::collections::BTreeMap;

use super::{Piece, Tables, Visitor};
use crate::error::Error;

/// The tables of an export, by their names, with their columns and how many bytes their rows take.
#[derive(Debug, Default)]
pub struct Survey {
    tables: BTreeMap<String, (Vec<String>, u64)>,
}

/// A system that tables are of, with what their names begin with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Found {
    Spip(String),
    Joomla(String),
    /// One that has an export of its own, or none that is known.
    Other(&'static str),
}

impl Visitor for Survey {
    fn table(&mut self, name: &str, columns: &[String]) {
        let known = self.tables.entry(name.to_owned()).or_default();
        if known.0.len() < columns.len() {
            known.0 = columns.to_vec();
        }
    }

    fn wants(&mut self, _: &str) -> bool {
        false
    }

    fn skipped(&mut self, table: &str, bytes: u64) {
        self.tables.entry(table.to_owned()).or_default().1 += bytes;
    }

    fn piece(&mut self, _: Piece<'_>) -> Result<(), Error> {
        Ok(())
    }
}

impl Survey {
    /// Looks through files.
    ///
    /// # Errors
    /// When one cannot be read.
    pub fn of(tables: &[Tables]) -> Result<Self, Error> {
        let mut survey = Self::default();
        tables.iter().try_for_each(|it| it.read(&mut survey))?;
        Ok(survey)
    }

    /// What tables of a name have before it: all that end so and have these columns, those with the most rows first.
    fn prefixes(&self, name: &str, columns: &[&str]) -> Vec<String> {
        let mut found: Vec<(u64, String)> = Vec::new();
        for (table, (known, bytes)) in &self.tables {
            let has = |column: &str| known.iter().any(|it| it.eq_ignore_ascii_case(column));
            if let Some(prefix) = table.strip_suffix(name)
                && columns.iter().all(|column| has(column))
            {
                found.push((*bytes, prefix.to_owned()));
            }
        }
        found.sort_by(|one, other| other.0.cmp(&one.0).then_with(|| one.1.cmp(&other.1)));
        found.into_iter().map(|(_, prefix)| prefix).collect()
    }

    /// Whether tables have rows and nothing says what their columns are called.
    #[must_use]
    pub fn is_nameless(&self) -> bool {
        let mut with_rows = self.tables.values().filter(|(_, bytes)| *bytes > 0).peekable();
        with_rows.peek().is_some() && with_rows.all(|(columns, _)| columns.is_empty())
    }

    /// The names of the first tables.
    #[must_use]
    pub fn names(&self) -> String {
        let names: Vec<&str> = self.tables.keys().take(8).map(String::as_str).collect();
        let end = if self.tables.len() > names.len() {
            ", …"
        } else {
            ""
        };
        match names.is_empty() {
            true => "there is no table in it".to_owned(),
            false => names.join(", ") + end,
        }
    }

    /// Of which system the tables are, and the prefixes of other sites beside it.
    #[must_use]
    pub fn found(&self) -> Option<(Found, Vec<String>)> {
        let mut spip = self.prefixes("_articles", &["id_article", "id_rubrique", "texte"]);
        if !spip.is_empty() {
            let first = spip.remove(0);
            return Some((Found::Spip(first), spip));
        }
        let mut joomla = self.prefixes("_content", &["introtext", "fulltext", "catid"]);
        if !joomla.is_empty() {
            let first = joomla.remove(0);
            return Some((Found::Joomla(first), joomla));
        }
        let others = [
            ("WordPress", "_posts", ["post_content", "post_title"]),
            ("Drupal", "node_revision", ["nid", "vid"]),
            ("Drupal", "node__body", ["entity_id", "body_value"]),
            ("Drupal", "node_revisions", ["nid", "body"]),
        ];
        others
            .into_iter()
            .find(|(_, table, columns)| !self.prefixes(table, columns).is_empty())
            .map(|(system, ..)| (Found::Other(system), Vec::new()))
    }
}
