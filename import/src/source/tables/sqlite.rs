//! Databases of SQLite, as SPIP has them and writes them for backups.

use std::{
    io::{self, Write},
    path::{Path, PathBuf},
};

use rusqlite::{Connection, OpenFlags, types::ValueRef};
use tempfile::NamedTempFile;

use super::{LARGEST, Piece, Row, Visitor};
use crate::{error::Error, outcome::Reason, source::input::Input};

/// A database that is only read.
pub struct Database {
    /// As the newsroom knows it.
    pub path: PathBuf,
    connection: Connection,
    /// What was unpacked of an archive.
    _unpacked: Option<NamedTempFile>,
}

impl Database {
    pub fn open(input: &Input) -> Result<Self, Error> {
        let unpacked = match input.is_packed()? {
            true => Some(unpacked(input).map_err(|why| Error::read(&input.path, why))?),
            false => None,
        };
        let path = unpacked.as_ref().map_or(input.path.as_path(), |it| it.path());
        let connection = connect(path).map_err(|why| broken(&input.path, &why))?;
        Ok(Self {
            path: input.path.clone(),
            connection,
            _unpacked: unpacked,
        })
    }

    pub fn read(&self, visitor: &mut dyn Visitor) -> Result<(), Error> {
        let broken = |why| broken(&self.path, &why);
        for table in self.tables().map_err(broken)? {
            let columns = self.columns(&table).map_err(broken)?;
            visitor.table(&table, &columns);
            if visitor.wants(&table) {
                self.rows(&table, &columns, visitor)?;
            } else {
                let count = self.count(&table).map_err(broken)?;
                visitor.skipped(&table, count);
            }
        }
        Ok(())
    }

    /// Tables alone: a view may be a program.
    fn tables(&self) -> rusqlite::Result<Vec<String>> {
        let mut statement = self
            .connection
            .prepare("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name")?;
        let names = statement.query_map([], |row| row.get::<_, String>(0))?;
        names.collect()
    }

    fn columns(&self, table: &str) -> rusqlite::Result<Vec<String>> {
        let statement = self
            .connection
            .prepare(&format!("SELECT * FROM {}", quoted(table)))?;
        Ok(statement.column_names().map(str::to_owned).collect())
    }

    fn count(&self, table: &str) -> rusqlite::Result<u64> {
        let sql = format!("SELECT count(*) FROM {}", quoted(table));
        let count: i64 = self.connection.query_row(&sql, [], |row| row.get(0))?;
        Ok(count.try_into().unwrap_or_default())
    }

    /// Copies a row, by its number in its table, into a file, as JSON.
    ///
    /// # Errors
    /// When it cannot be read or written.
    pub fn copy(&self, table: &str, number: u64, to: &Path) -> Result<(), Error> {
        let columns = self.columns(table).map_err(|why| broken(&self.path, &why))?;
        let sql = format!(
            "SELECT * FROM {} LIMIT 1 OFFSET {}",
            quoted(table),
            number.saturating_sub(1)
        );
        let written = self
            .connection
            .query_row(&sql, [], |row| Ok(write(row, &columns, to)));
        written
            .map_err(|why| broken(&self.path, &why))?
            .map_err(|why| Error::write(to, why))
    }

    fn rows(&self, table: &str, columns: &[String], visitor: &mut dyn Visitor) -> Result<(), Error> {
        let broken = |why| broken(&self.path, &why);
        let sql = format!("SELECT * FROM {}", quoted(table));
        let mut statement = self.connection.prepare(&sql).map_err(broken)?;
        let mut rows = statement.query([]).map_err(broken)?;
        let mut values: Vec<Option<Vec<u8>>> = Vec::new();
        let mut number = 0;
        while let Some(row) = rows.next().map_err(broken)? {
            number += 1;
            values.clear();
            let mut size = 0;
            for column in 0..columns.len() {
                let value = match row.get_ref(column).map_err(broken)? {
                    ValueRef::Null => None,
                    ValueRef::Integer(number) => Some(number.to_string().into_bytes()),
                    ValueRef::Real(number) => Some(number.to_string().into_bytes()),
                    ValueRef::Text(bytes) | ValueRef::Blob(bytes) => {
                        size += bytes.len();
                        let kept = bytes.get(..bytes.len().min(LARGEST)).unwrap_or_default();
                        Some(kept.to_vec())
                    }
                };
                values.push(value);
            }
            let row = Row::new(table, columns, &values);
            visitor.piece(match size > LARGEST {
                false => Piece::Row(row),
                true => Piece::Fault {
                    reason: Reason::TooLarge,
                    row,
                    at: number,
                    end: number,
                },
            })?;
        }
        Ok(())
    }
}

/// Writes the row that a query gives as JSON.
fn write(row: &rusqlite::Row<'_>, columns: &[String], to: &Path) -> io::Result<()> {
    if let Some(folder) = to.parent() {
        std::fs::create_dir_all(folder)?;
    }
    let mut file = io::BufWriter::new(std::fs::File::create(to)?);
    let mut sign = '{';
    for (number, column) in columns.iter().enumerate() {
        let text = match row.get_ref(number).map_err(io::Error::other)? {
            ValueRef::Null => continue,
            ValueRef::Integer(number) => number.to_string().into(),
            ValueRef::Real(number) => number.to_string().into(),
            ValueRef::Text(bytes) | ValueRef::Blob(bytes) => String::from_utf8_lossy(bytes),
        };
        write!(file, "{sign}\n  ")?;
        serde_json::to_writer(&mut file, column)?;
        write!(file, ": ")?;
        serde_json::to_writer(&mut file, &text)?;
        sign = ',';
    }
    writeln!(file, "\n}}")?;
    file.flush()
}

fn connect(path: &Path) -> rusqlite::Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(path, flags)?;
    // What a file says shall run nothing.
    connection
        .execute_batch("PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON; PRAGMA mmap_size = 0;")?;
    connection.query_row("SELECT count(*) FROM sqlite_master", [], |_| Ok(()))?;
    Ok(connection)
}

fn unpacked(input: &Input) -> io::Result<NamedTempFile> {
    let mut file = NamedTempFile::new()?;
    let mut reader = input.open().map_err(io::Error::other)?;
    io::copy(&mut reader, &mut file)?;
    Ok(file)
}

fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

fn broken(path: &Path, why: &rusqlite::Error) -> Error {
    Error::content(
        path,
        format!("this database cannot be read: {why}"),
        "make the backup again (in SPIP: Maintenance, Backup) and copy it whole, in binary mode",
    )
}
