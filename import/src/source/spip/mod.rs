//! SPIP (<https://www.spip.net>), versions 1 to 5: its database as a backup of SQLite, as a dump of MySQL, or as the XML that versions 1
//! and 2 wrote.

mod address;
mod body;
mod comments;
mod gather;
mod post;
mod shortcuts;
mod tables;

use url::Url;

use super::{
    Ids, Index, Source,
    tables::{Fault, Piece, Row, Tables as File, Visitor, give_aside, index_aside},
};
use crate::{error::Error, html::tree, language, record::Record, text};
use gather::{Gather, Prefixes};
use tables::Tables;

/// A site of SPIP.
pub struct Spip {
    files: Vec<File>,
    /// What the names of its tables begin with.
    prefix: String,
    /// What those of other sites in the same export begin with.
    others: Vec<String>,
    tables: Tables,
    faults: Vec<Fault>,
}

/// A title without the number by which SPIP puts it in order: `12. Un titre`.
#[must_use]
pub fn unnumbered(title: &str) -> &str {
    let trimmed = title.trim_start();
    let digits = trimmed.bytes().take_while(u8::is_ascii_digit).count();
    let after = trimmed.get(digits..).unwrap_or_default();
    let rest = ['.', ')', '°'].iter().find_map(|sign| after.strip_prefix(*sign));
    match rest {
        Some(rest) if digits > 0 && rest.starts_with(text::is_space) => rest.trim_start(),
        _ => title,
    }
}

impl Spip {
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

    /// What the names of its tables begin with in a file.
    fn prefixes(&self, file: Option<&File>) -> Prefixes<'_> {
        let is_other = self.others.iter().any(|it| it == "spip");
        Prefixes {
            own: &self.prefix,
            is_spip: matches!(file, Some(File::Xml(_))) && !is_other,
        }
    }
}

impl Source for Spip {
    fn name(&self) -> &'static str {
        "a SPIP site"
    }

    fn index(&mut self, index: &mut Index) -> Result<(), Error> {
        let mut gather = Gather {
            prefixes: self.prefixes(None),
            tables: Tables::default(),
            briefs: Vec::new(),
            faults: Vec::new(),
            file: 0,
        };
        for (number, file) in self.files.iter().enumerate() {
            gather.file = number;
            gather.prefixes = self.prefixes(Some(file));
            file.read(&mut gather)?;
        }
        let Gather {
            mut tables,
            briefs,
            faults,
            ..
        } = gather;
        tables.base = base(index, &tables);
        tables.finish();
        tell(&tables, index);
        tables.tell(&mut index.library);
        let mut ids = Ids::default();
        for (file, brief) in &briefs {
            ids.at(*file);
            post::index(brief, &tables, &mut ids, index);
        }
        index_aside("spip", &faults, &self.others, index);
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
            prefixes: self.prefixes(None),
            ids: Ids::of(index),
            index,
            each,
        };
        for (number, file) in self.files.iter().enumerate() {
            rows.ids.at(number);
            rows.prefixes = self.prefixes(Some(file));
            file.read(&mut rows)?;
        }
        give_aside("spip", (&self.faults, &self.others), &self.files, index, each)
    }
}

/// Makes a record of each row that is one.
struct Rows<'a> {
    source: &'a Spip,
    prefixes: Prefixes<'a>,
    ids: Ids,
    index: &'a Index,
    each: &'a mut dyn FnMut(Record) -> Result<(), Error>,
}

impl Rows<'_> {
    fn row(&mut self, row: &Row<'_>) -> Result<(), Error> {
        let record = post::record(
            self.prefixes.own(row.table).unwrap_or_default(),
            row,
            &self.source.tables,
            &mut self.ids,
            self.index,
        );
        record.map_or(Ok(()), &mut self.each)
    }
}

impl Visitor for Rows<'_> {
    fn wants(&mut self, table: &str) -> bool {
        let own = self.prefixes.own(table);
        matches!(own, Some("articles" | "breves" | "rubriques" | "syndic"))
    }

    fn piece(&mut self, piece: Piece<'_>) -> Result<(), Error> {
        match piece {
            Piece::Row(row) => self.row(&row),
            // The index knows of them all.
            Piece::Fault { .. } => Ok(()),
        }
    }
}

/// The old site's address, with a slash at its end.
fn base(index: &Index, tables: &Tables) -> Option<Url> {
    let said = tables.meta.get("adresse_site").map(|it| it.trim());
    let mut base = match &index.newspaper.url {
        Some(url) => url.clone(),
        None => Url::parse(said.filter(|it| !it.is_empty())?).ok()?,
    };
    if !matches!(base.scheme(), "http" | "https") {
        return None;
    }
    base.set_query(None);
    base.set_fragment(None);
    if !base.path().ends_with('/') {
        base.set_path(&format!("{}/", base.path()));
    }
    Some(base)
}

/// Tells the index what the site says of itself.
fn tell(tables: &Tables, index: &mut Index) {
    let said = |name: &str| {
        let said = tables.meta.get(name).map_or("", String::as_str);
        text::line(&tree::text_of(&in_french(said)))
    };
    let paper = &mut index.newspaper;
    paper.name = said("nom_site");
    paper.tagline = [said("slogan_site"), said("descriptif_site")]
        .into_iter()
        .find(|it| text::says(it))
        .unwrap_or_default();
    paper.language = language::tag(&said("langue_site")).unwrap_or_default();
    if let Some(base) = &tables.base {
        paper.url = Some(base.clone());
        index.host(base);
    }
}

/// Of a name in several languages, the first.
fn in_french(said: &str) -> String {
    let none = Tables::default();
    let context = shortcuts::Context {
        tables: &none,
        language: "fr",
        breaks: false,
    };
    shortcuts::line(said, "site", context).html
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_that_put_titles_in_order_are_no_part_of_them() {
        for (title, plain) in [
            ("12. Un titre", "Un titre"),
            (" 3) Deux", "Deux"),
            ("4° Trois", "Trois"),
            ("2019. L’année", "L’année"),
            ("3.5 pour cent", "3.5 pour cent"),
            ("12 ans", "12 ans"),
            (". x", ". x"),
        ] {
            assert_eq!(unnumbered(title), plain);
        }
    }
}
