//! Rows that could not be read: each is a record of its own that is set aside.

use std::path::Path;

use super::{Row, Tables};
use crate::{
    error::Error,
    outcome::{Entry, Kind, Reason},
    record::{Record, Standing},
    source::{Index, hash},
    text,
};

/// A row that could not be read, with what is kept of it.
#[derive(Debug)]
pub struct Fault {
    pub id: String,
    pub print: u64,
    reason: Reason,
    table: String,
    /// As the file calls it.
    whole_table: String,
    title: String,
    /// As JSON.
    raw: String,
    file: usize,
    at: u64,
    end: u64,
}

impl Fault {
    /// Keeps what was read of a row, of these columns only: others may be nobody's business.
    #[must_use]
    pub fn new(
        system: &str,
        file: usize,
        table: &str,
        reason: Reason,
        row: &Row<'_>,
        (at, end): (u64, u64),
        columns: &[&str],
    ) -> Self {
        let raw = match reason {
            Reason::TooLarge => String::new(),
            _ => row.json(columns),
        };
        let id = format!("{system}-{}-{}-{at}", crate::slug::slug(table), file + 1);
        Self {
            print: hash(&format!("{id}\0{raw}\0{end}")),
            title: [row.line("titre"), row.line("title")].concat(),
            table: table.to_owned(),
            whole_table: row.table.to_owned(),
            id,
            reason,
            raw,
            file,
            at,
            end,
        }
    }

    /// The record that it is set aside as. What is too large is copied as it stands in the export.
    ///
    /// # Errors
    /// When that cannot be read or written.
    pub fn record(&self, files: &[Tables], set_aside: Option<&Path>) -> Result<Record, Error> {
        let source = files.get(self.file);
        if let (Reason::TooLarge, Some(source), Some(folder)) = (self.reason, source, set_aside) {
            source.copy(&self.whole_table, (self.at, self.end), folder, &self.id)?;
        }
        let path = source
            .map(|it| it.path().display().to_string())
            .unwrap_or_default();
        let place = format!("{path}, table {}, byte {}", self.table, self.end);
        let was = text::first_words(&self.raw, 200);
        Ok(Record {
            id: self.id.clone(),
            standing: Standing::SetAside(self.reason),
            headline: crate::source::markup::escaped(&self.title),
            entries: vec![Entry::new(self.reason, Kind::Other, place).was(was)],
            raw: self.raw.clone(),
            fingerprint: self.print,
            ..Record::default()
        })
    }
}

/// Tells the index what of an export's tables becomes no article: rows that could not be read, and other sites by the
/// prefixes of their tables.
pub fn index_aside(system: &str, faults: &[Fault], others: &[String], index: &mut Index) {
    for fault in faults {
        index.record(&fault.id, fault.print);
    }
    for prefix in others {
        let record = other_site(system, prefix);
        index.record(&record.id, record.fingerprint);
    }
}

/// Gives the records of what [`index_aside`] told.
///
/// # Errors
/// When a row that is too large cannot be copied; what `each` returns.
pub fn give_aside(
    system: &str,
    (faults, others): (&[Fault], &[String]),
    files: &[Tables],
    index: &Index,
    each: &mut dyn FnMut(Record) -> Result<(), Error>,
) -> Result<(), Error> {
    for fault in faults {
        each(fault.record(files, index.set_aside.as_deref())?)?;
    }
    others
        .iter()
        .try_for_each(|prefix| each(other_site(system, prefix)))
}

/// Tables of another site that stand in the same export and are not read, as a record that tells of them.
#[must_use]
fn other_site(system: &str, prefix: &str) -> Record {
    let id = format!("{system}-other-site-{}", crate::slug::slug(prefix));
    let raw = serde_json::json!({"tables": format!("{prefix}_…")}).to_string() + "\n";
    Record {
        standing: Standing::SetAside(Reason::OtherSite),
        headline: crate::source::markup::escaped(&format!("{prefix}_…")),
        entries: vec![Entry::new(Reason::OtherSite, Kind::Other, "tables").was(format!("{prefix}_…"))],
        fingerprint: hash(&id),
        raw,
        id,
        ..Record::default()
    }
}
