//! Exports that are a database's tables: dumps of MySQL and MariaDB, SQLite's files, and the XML that SPIP wrote.
//!
//! Tables stand in any order, so an index is made of those that articles refer to, and the articles are read after it.

mod fault;
mod lex;
mod mysql;
mod names;
mod rows;
mod spool;
mod sqlite;
mod utf8;
mod xml;

use std::{fs, io, path::Path};

use encoding_rs_io::DecodeReaderBytesBuilder;

use super::input::Input;
use crate::{error::Error, outcome::Reason};
pub use fault::{Fault, give_aside, index_aside};
pub use names::{Found, Survey};
pub use rows::Row;
pub use spool::Spool;

/// The largest row that is read, in bytes.
pub const LARGEST: usize = 16 << 20;

/// What stands in a table.
pub enum Piece<'a> {
    Row(Row<'a>),
    /// A row that could not be read, or is too large, with what of it was read, and from which byte of the file to which.
    Fault {
        reason: Reason,
        row: Row<'a>,
        at: u64,
        end: u64,
    },
}

/// Is shown the tables of an export.
pub trait Visitor {
    /// Tells which columns a table has.
    fn table(&mut self, _name: &str, _columns: &[String]) {}

    /// Whether a table's rows are read.
    fn wants(&mut self, table: &str) -> bool;

    /// Tells of rows that are not read, by how many bytes they take.
    fn skipped(&mut self, _table: &str, _bytes: u64) {}

    /// Takes a row.
    ///
    /// # Errors
    /// Whatever ends the import.
    fn piece(&mut self, piece: Piece<'_>) -> Result<(), Error>;
}

/// A file with tables.
pub enum Tables {
    Dump(Input),
    Sqlite(sqlite::Database),
    Xml(Input),
}

/// Whether a file begins as SQLite's do (<https://www.sqlite.org/fileformat.html#the_database_header>).
#[must_use]
pub fn is_sqlite(beginning: &[u8]) -> bool {
    beginning.starts_with(b"SQLite format 3\0")
}

/// Whether a file begins as dumps do.
#[must_use]
pub fn is_dump(beginning: &str) -> bool {
    let text = beginning.trim_start();
    let small = text.to_ascii_lowercase();
    let begins = [
        "--",
        "/*",
        "#",
        "set ",
        "create ",
        "drop ",
        "insert ",
        "use ",
        "lock ",
        "start ",
        "begin",
        "pragma ",
        "truncate ",
        "replace ",
        "alter ",
    ]
    .iter()
    .any(|word| small.starts_with(word));
    let says = [
        "create table",
        "insert into",
        "insert ignore into",
        "replace into",
        "drop table",
        "mysql dump",
        "mariadb dump",
        "sql dump",
        "set names",
        "set sql_mode",
        "lock tables",
    ]
    .iter()
    .any(|words| small.contains(words));
    begins && says
}

/// Whether a file begins as SPIP's own backups in XML do.
#[must_use]
pub fn is_spip_xml(beginning: &str) -> bool {
    let Some((before, after)) = beginning.split_once("<SPIP") else {
        return false;
    };
    let is_head = before.trim().is_empty() || before.trim_start().starts_with("<?xml");
    is_head && after.starts_with(|c: char| c.is_whitespace() || c == '>')
}

impl Tables {
    /// Opens a database of SQLite; one in an archive is unpacked into a file of its own for as long as this lives.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn sqlite(input: &Input) -> Result<Self, Error> {
        sqlite::Database::open(input).map(Self::Sqlite)
    }

    /// Shows all that is in it.
    ///
    /// # Errors
    /// When it cannot be read; what the visitor returns.
    pub fn read(&self, visitor: &mut dyn Visitor) -> Result<(), Error> {
        match self {
            Self::Dump(input) => mysql::read(decoded(input)?, visitor).map_err(|why| match why {
                mysql::Failure::Io(why) => Error::read(&input.path, why),
                mysql::Failure::Given(why) => why,
            }),
            Self::Sqlite(database) => database.read(visitor),
            Self::Xml(input) => xml::read(input, visitor),
        }
    }

    #[must_use]
    pub fn path(&self) -> &Path {
        match self {
            Self::Dump(input) | Self::Xml(input) => &input.path,
            Self::Sqlite(database) => &database.path,
        }
    }

    /// Copies a row as it stands, from one place to another, into a file of a folder, for what is too large to be read.
    ///
    /// # Errors
    /// When it cannot be read or written.
    pub fn copy(&self, table: &str, (at, end): (u64, u64), folder: &Path, name: &str) -> Result<(), Error> {
        let (input, ending) = match self {
            Self::Dump(input) => (input, "sql"),
            Self::Xml(input) => (input, "xml"),
            Self::Sqlite(database) => {
                return database.copy(table, at, &folder.join(format!("{name}.json")));
            }
        };
        let to = folder.join(format!("{name}.{ending}"));
        let mut reader = decoded(input)?;
        let mut copied = || {
            io::copy(&mut io::Read::take(&mut reader, at), &mut io::sink())?;
            fs::create_dir_all(folder)?;
            io::copy(
                &mut io::Read::take(&mut reader, end - at),
                &mut fs::File::create(&to)?,
            )
        };
        copied().map(drop).map_err(|why| Error::write(&to, why))
    }
}

/// A dump as bytes of UTF-8, or of what its texts are in: PowerShell writes UTF-16.
fn decoded(input: &Input) -> Result<impl io::Read, Error> {
    let opened = input.open()?;
    Ok(DecodeReaderBytesBuilder::new()
        .utf8_passthru(true)
        .strip_bom(true)
        .build(opened))
}

#[cfg(test)]
mod tests;
