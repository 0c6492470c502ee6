//! Joomla (<https://docs.joomla.org>), versions 1.0 to 6: its database as a dump of MySQL.

mod address;
mod article;
mod gather;
mod tables;
mod tags;

use super::{
    Ids, Index, Source,
    tables::{Fault, Piece, Row, Tables as File, Visitor, give_aside, index_aside},
};
use crate::{error::Error, record::Record};
use gather::Gather;
use tables::Tables;

/// A site of Joomla.
pub struct Joomla {
    files: Vec<File>,
    /// What the names of its tables begin with.
    prefix: String,
    /// What those of other sites in the same export begin with.
    others: Vec<String>,
    tables: Tables,
    faults: Vec<Fault>,
}

impl Joomla {
    #[must_use]
    pub fn new(files: Vec<File>, prefix: String, others: Vec<String>) -> Self {
        Self {
            files,
            prefix,
            others,
            tables: Tables::default(),
            faults: Vec::new(),
        }
    }
}

/// The name of a table without what all names begin with.
fn own<'t>(table: &'t str, prefix: &str) -> &'t str {
    let own = table.strip_prefix(prefix).and_then(|it| it.strip_prefix('_'));
    own.unwrap_or_default()
}

impl Source for Joomla {
    fn name(&self) -> &'static str {
        "a Joomla site"
    }

    fn index(&mut self, index: &mut Index) -> Result<(), Error> {
        let mut gather = Gather {
            prefix: &self.prefix,
            tables: Tables::default(),
            briefs: Vec::new(),
            faults: Vec::new(),
            file: 0,
        };
        for (number, file) in self.files.iter().enumerate() {
            gather.file = number;
            file.read(&mut gather)?;
        }
        let Gather {
            mut tables,
            briefs,
            faults,
            ..
        } = gather;
        tables.base.clone_from(&index.newspaper.url);
        tables.finish();
        let mut ids = Ids::default();
        for (file, brief) in &briefs {
            ids.at(*file);
            article::index(brief, &tables, &mut ids, index);
        }
        index_aside("joomla", &faults, &self.others, index);
        if let Some(record) = tables.unread() {
            index.record(&record.id, record.fingerprint);
        }
        if let Some(base) = &tables.base {
            index.host(base);
        }
        index.settle(ids);
        address::redirects(&tables, index);
        self.tables = tables;
        self.faults = faults;
        Ok(())
    }

    fn records(
        &mut self,
        index: &Index,
        each: &mut dyn FnMut(Record) -> Result<(), Error>,
    ) -> Result<(), Error> {
        let mut rows = Rows {
            source: self,
            ids: Ids::of(index),
            index,
            each,
        };
        for (number, file) in self.files.iter().enumerate() {
            rows.ids.at(number);
            file.read(&mut rows)?;
        }
        give_aside("joomla", (&self.faults, &self.others), &self.files, index, each)?;
        self.tables.unread().map_or(Ok(()), each)
    }
}

/// Makes a record of each article.
struct Rows<'a> {
    source: &'a Joomla,
    ids: Ids,
    index: &'a Index,
    each: &'a mut dyn FnMut(Record) -> Result<(), Error>,
}

impl Rows<'_> {
    fn row(&mut self, row: &Row<'_>) -> Result<(), Error> {
        let record = article::record(row, &self.source.tables, &mut self.ids, self.index);
        record.map_or(Ok(()), &mut self.each)
    }
}

impl Visitor for Rows<'_> {
    fn wants(&mut self, table: &str) -> bool {
        own(table, &self.source.prefix) == "content"
    }

    fn piece(&mut self, piece: Piece<'_>) -> Result<(), Error> {
        match piece {
            Piece::Row(row) => self.row(&row),
            // The index knows of them all.
            Piece::Fault { .. } => Ok(()),
        }
    }
}
