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

/// How many rows tables have.
struct Rows(BTreeMap<String, u64>);

impl Visitor for Rows {
    fn wants(&mut self, table: &str) -> bool {
        self.0.contains_key(table)
    }

    fn piece(&mut self, piece: Piece<'_>) -> Result<(), Error> {
        let (Piece::Row(row) | Piece::Fault { row, .. }) = piece;
        if let Some(count) = self.0.get_mut(row.table) {
            *count += 1;
        }
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

    /// What tables of a name have before it: all that end so and have these columns.
    fn prefixes(&self, name: &str, columns: &[&str]) -> Vec<String> {
        let of = |(table, (known, _)): (&String, &(Vec<String>, u64))| {
            let has = |column: &&str| known.iter().any(|it| it.eq_ignore_ascii_case(column));
            let prefix = table.strip_suffix(name)?;
            columns.iter().all(has).then(|| prefix.to_owned())
        };
        self.tables.iter().filter_map(of).collect()
    }

    /// The site among several that has the most articles, else that whose tables have the plain prefix; and the others.
    fn largest(
        &self,
        files: &[Tables],
        name: &str,
        plain: &str,
        mut prefixes: Vec<String>,
    ) -> Result<Option<(String, Vec<String>)>, Error> {
        if prefixes.len() > 1 {
            let tables = prefixes.iter().map(|prefix| (format!("{prefix}{name}"), 0));
            let mut rows = Rows(tables.collect());
            files.iter().try_for_each(|file| file.read(&mut rows))?;
            prefixes.sort_by_key(|prefix| {
                let count = rows.0.get(&format!("{prefix}{name}")).copied();
                (std::cmp::Reverse(count), prefix != plain)
            });
        }
        let mut prefixes = prefixes.into_iter();
        Ok(prefixes.next().map(|first| (first, prefixes.collect())))
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

    /// Of which system the tables of these files are, and the prefixes of other sites beside it.
    ///
    /// # Errors
    /// When a file cannot be read any more.
    pub fn found(&self, files: &[Tables]) -> Result<Option<(Found, Vec<String>)>, Error> {
        let spip = self.prefixes("_articles", &["id_article", "id_rubrique", "texte"]);
        if let Some((first, others)) = self.largest(files, "_articles", "spip", spip)? {
            return Ok(Some((Found::Spip(first), others)));
        }
        let joomla = self.prefixes("_content", &["introtext", "fulltext", "catid"]);
        if let Some((first, others)) = self.largest(files, "_content", "jos", joomla)? {
            return Ok(Some((Found::Joomla(first), others)));
        }
        let others = [
            ("WordPress", "_posts", ["post_content", "post_title"]),
            ("Drupal", "node_revision", ["nid", "vid"]),
            ("Drupal", "node__body", ["entity_id", "body_value"]),
            ("Drupal", "node_revisions", ["nid", "body"]),
        ];
        let found = others
            .into_iter()
            .find(|(_, table, columns)| !self.prefixes(table, columns).is_empty());
        Ok(found.map(|(system, ..)| (Found::Other(system), Vec::new())))
    }
}
