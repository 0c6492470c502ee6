//! Ghost's JSON export (<https://docs.ghost.org/migration/custom#ghost-json>): the tables of its database, of versions 0.x to 6.

mod cards;
mod lexical;
mod mobiledoc;
mod post;
mod tables;

use serde_json::Value;

use super::{
    Ids, Index, Source, fingerprint,
    input::Input,
    json::{self, ELEMENT, Path, Step},
    unread,
};
use crate::{error::Error, outcome::Reason, record::Record};
use post::Brief;
use tables::Tables;

/// An export of Ghost.
pub struct Ghost {
    inputs: Vec<Input>,
    tables: Tables,
}

/// Whether a file begins as Ghost's exports do.
#[must_use]
pub fn is(beginning: &str) -> bool {
    let has = |name| json::has_field(beginning, name);
    json::begins(beginning)
        && has("data")
        && ((has("db") || has("meta")) && has("exported_on")
            || has("posts") && (has("mobiledoc") || has("lexical") || has("posts_tags")))
}

/// Which parts of an export are read: its tables, with `db` around them or without.
fn choose(path: &Path, tables: &[&str]) -> Step {
    let path = match path {
        [db] if db == "db" => return Step::Into,
        [db, element, rest @ ..] if db == "db" && element == ELEMENT => rest,
        path => path,
    };
    match path {
        [] => Step::Into,
        [data] if data == "data" => Step::Into,
        [data, table] if data == "data" && tables.contains(&table.as_str()) => Step::Into,
        [data, table, element]
            if data == "data" && element == ELEMENT && tables.contains(&table.as_str()) =>
        {
            Step::Take
        }
        _ => Step::Skip,
    }
}

impl Ghost {
    #[must_use]
    pub fn new(inputs: Vec<Input>) -> Self {
        Self {
            inputs,
            tables: Tables::default(),
        }
    }
}

/// A post, or the id and the fingerprint of one that could not be read.
type ReadBrief = Result<Brief, (String, u64)>;

impl Source for Ghost {
    fn name(&self) -> &'static str {
        "a Ghost export"
    }

    fn index(&mut self, index: &mut Index) -> Result<(), Error> {
        let mut tables = Tables::default();
        // What a post depends on stands in tables that follow the posts.
        let mut briefs: Vec<(usize, ReadBrief)> = Vec::new();
        for (number, input) in self.inputs.iter().enumerate() {
            let mut row = 0;
            let wanted = ["posts"]
                .iter()
                .chain(&tables::NAMES)
                .copied()
                .collect::<Vec<_>>();
            let ended = json::read(input, &|path| choose(path, &wanted), &mut |path, raw| {
                let table = path.iter().rev().nth(1).map_or("", String::as_str);
                if table != "posts" {
                    match json::value(raw.get()) {
                        Ok((row, _)) => tables.add(table, &row),
                        // Of settings and users nothing is told but that: there may be keys among them.
                        Err(reason) => tables.unread(table, reason, input),
                    }
                    return Ok(());
                }
                row += 1;
                let print = fingerprint(raw.get().as_bytes());
                let brief = match read(raw.get()) {
                    Ok(value) => Ok(Brief::read(&value, print)),
                    Err(_) => Err((unread_id(number, row), print)),
                };
                briefs.push((number, brief));
                Ok(())
            })?;
            ended.tell(input, &mut index.entries);
        }
        index.entries.append(&mut tables.entries);
        if briefs.is_empty() {
            let path = self.inputs.first().map(|input| input.path.as_path());
            return Err(Error::content(
                path.unwrap_or("".as_ref()),
                "there are no posts in this Ghost export",
                "export it again with Settings, Import/Export, Export content, and copy the file whole",
            ));
        }
        tables.finish(index);
        let mut ids = Ids::default();
        for (file, brief) in briefs {
            ids.at(file);
            match brief {
                Ok(brief) => post::index(&brief, &tables, &mut ids, index),
                Err((id, print)) => index.record(&id, print),
            }
        }
        index.settle(ids);
        tables.redirects(index);
        self.tables = tables;
        Ok(())
    }

    fn records(
        &mut self,
        index: &Index,
        each: &mut dyn FnMut(Record) -> Result<(), Error>,
    ) -> Result<(), Error> {
        let mut ids = Ids::of(index);
        for (number, input) in self.inputs.iter().enumerate() {
            let mut row = 0;
            ids.at(number);
            json::read(input, &|path| choose(path, &["posts"]), &mut |_, raw| {
                row += 1;
                let print = fingerprint(raw.get().as_bytes());
                match read(raw.get()) {
                    Ok(row) => {
                        let brief = Brief::read(&row, print);
                        match post::record(&brief, raw.get(), &self.tables, &mut ids, index) {
                            Some(record) => each(record),
                            None => Ok(()),
                        }
                    }
                    Err(reason) => each(unread(unread_id(number, row), reason, raw.get(), input)),
                }
            })?;
        }
        Ok(())
    }
}

/// A post as a value, or why it is set aside as it is.
fn read(raw: &str) -> Result<Value, Reason> {
    match json::value(raw)? {
        (mut row @ Value::Object(_), _) => {
            post::settle(&mut row);
            Ok(row)
        }
        _ => Err(Reason::Unreadable),
    }
}

fn unread_id(file: usize, row: usize) -> String {
    format!("ghost-row-{}-{row}", file + 1)
}
