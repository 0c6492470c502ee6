//! SPIP's own backups before version 3: an element for each row, named after its table, and in it one for each column.
//!
//! Before version 1.9 elements are named after what a row is (`article`), and say in it what it is joined to (`lien:mot`).

use std::io::BufReader;

use quick_xml::{Reader, events::Event};

use super::{LARGEST, Piece, Row, Visitor, utf8::Utf8};
use crate::{
    error::Error,
    outcome::Reason,
    source::{input::Input, wxr},
};

/// The table that the head of the file is shown as, with its attributes as columns.
pub const HEAD: &str = "spip_head";

/// What rows are called before version 1.9, and their tables.
const OLD: [(&str, &str); 12] = [
    ("rubrique", "spip_rubriques"),
    ("auteur", "spip_auteurs"),
    ("article", "spip_articles"),
    ("mot", "spip_mots"),
    ("groupe_mots", "spip_groupes_mots"),
    ("document", "spip_documents"),
    ("type_document", "spip_types_documents"),
    ("breve", "spip_breves"),
    ("forum", "spip_forum"),
    ("syndic", "spip_syndic"),
    ("syndic_article", "spip_syndic_articles"),
    ("message", "spip_messages"),
];

/// Reads a backup.
///
/// # Errors
/// When it cannot be read; what the visitor returns.
pub fn read(input: &Input, visitor: &mut dyn Visitor) -> Result<(), Error> {
    let unread = |why: std::io::Error| Error::read(&input.path, why);
    let mut reader = Reader::from_reader(BufReader::with_capacity(64 * 1024, Utf8::new(wxr::open(input)?)));
    let config = reader.config_mut();
    config.check_end_names = false;
    config.allow_unmatched_ends = true;
    config.allow_dangling_amp = true;
    let mut rows = Rows::default();
    let mut buffer = Vec::new();
    loop {
        buffer.clear();
        let at = reader.buffer_position();
        match reader.read_event_into(&mut buffer) {
            Ok(Event::Eof) => {
                rows.cut(at, visitor)?;
                return Ok(());
            }
            Ok(event) => rows.take(&event, at, visitor)?,
            Err(quick_xml::Error::Io(why)) if at == 0 => return Err(unread(std::io::Error::other(why))),
            // Of an archive that was cut off, what is there.
            Err(quick_xml::Error::Io(_)) => {
                rows.cut(at, visitor)?;
                return Ok(());
            }
            // What is no XML is passed over; the row that it stands in keeps the rest.
            Err(_) if reader.buffer_position() > at => {}
            Err(_) => {
                rows.cut(at, visitor)?;
                return Ok(());
            }
        }
    }
}

#[derive(Default)]
struct Rows {
    depth: usize,
    table: String,
    at: u64,
    columns: Vec<String>,
    values: Vec<Option<Vec<u8>>>,
    size: usize,
}

impl Rows {
    fn take(&mut self, event: &Event<'_>, at: u64, visitor: &mut dyn Visitor) -> Result<(), Error> {
        match event {
            Event::Start(element) => {
                self.depth += 1;
                let name = element.name().as_ref().to_owned();
                match self.depth {
                    1 => self.head(element, visitor)?,
                    2 => {
                        let known = OLD.iter().find(|(old, _)| *old == name);
                        self.table = known.map_or(name, |(_, table)| (*table).to_owned());
                        self.at = at;
                        self.clear();
                        self.attributes(element);
                    }
                    3 => {
                        self.columns.push(name);
                        self.values.push(Some(Vec::new()));
                    }
                    _ => {}
                }
            }
            Event::End(_) => {
                if self.depth == 2 {
                    self.give(at, visitor)?;
                }
                self.depth = self.depth.saturating_sub(1);
            }
            Event::Text(text) => self.add(text),
            Event::CData(text) => self.add(text),
            Event::GeneralRef(name) => {
                let known = quick_xml::escape::resolve_xml_entity(name).map(str::to_owned);
                let sign = name.resolve_char_ref().ok().flatten().map(String::from);
                let sign = sign.or(known);
                let sign = sign.unwrap_or_else(|| format!("&{};", &**name));
                self.add(&sign);
            }
            _ => {}
        }
        Ok(())
    }

    fn add(&mut self, words: &str) {
        if self.depth < 3 {
            return;
        }
        self.size += words.len();
        if let Some(Some(value)) = self.values.last_mut()
            && self.size <= LARGEST
        {
            value.extend_from_slice(words.as_bytes());
        }
    }

    fn clear(&mut self) {
        self.columns.clear();
        self.values.clear();
        self.size = 0;
    }

    /// Partial backups say there where logos are.
    fn attributes(&mut self, element: &quick_xml::events::BytesStart<'_>) {
        for attribute in element.attributes().with_checks(false).flatten() {
            self.columns.push(attribute.key.as_ref().to_owned());
            self.values.push(Some(attribute.value.into_owned().into_bytes()));
        }
    }

    fn head(
        &mut self,
        element: &quick_xml::events::BytesStart<'_>,
        visitor: &mut dyn Visitor,
    ) -> Result<(), Error> {
        self.clear();
        self.attributes(element);
        if visitor.wants(HEAD) {
            visitor.piece(Piece::Row(Row::new(HEAD, &self.columns, &self.values)))?;
        }
        self.clear();
        Ok(())
    }

    fn give(&mut self, at: u64, visitor: &mut dyn Visitor) -> Result<(), Error> {
        visitor.table(&self.table, &self.columns);
        if !visitor.wants(&self.table) {
            visitor.skipped(&self.table, self.size as u64);
            return self.joined(visitor);
        }
        let row = Row::new(&self.table, &self.columns, &self.values);
        visitor.piece(match self.size > LARGEST {
            false => Piece::Row(row),
            true => Piece::Fault {
                reason: Reason::TooLarge,
                row,
                at: self.at,
                end: at,
            },
        })?;
        self.joined(visitor)
    }

    /// What a row of an old backup is joined to, as rows of the tables that join them.
    fn joined(&self, visitor: &mut dyn Visitor) -> Result<(), Error> {
        let Some((kind, _)) = OLD.iter().find(|(_, table)| *table == self.table) else {
            return Ok(());
        };
        let own = format!("id_{kind}");
        let number = Row::new(&self.table, &self.columns, &self.values).text(&own);
        for (column, value) in self.columns.iter().zip(&self.values) {
            let Some(other) = column.strip_prefix("lien:") else {
                continue;
            };
            // It is said on either side: an author's articles, or an article's authors.
            let (table, left, right) = match (other, *kind) {
                ("article" | "breve" | "rubrique", kind) => (
                    format!("spip_{kind}s_{other}s"),
                    own.clone(),
                    format!("id_{other}"),
                ),
                (other, kind) => (
                    format!("spip_{other}s_{kind}s"),
                    own.clone(),
                    format!("id_{other}"),
                ),
            };
            if visitor.wants(&table) {
                let values = [Some(number.clone().into_bytes()), value.clone()];
                visitor.piece(Piece::Row(Row::new(&table, &[left, right], &values)))?;
            }
        }
        Ok(())
    }

    /// A row that the file ends in.
    fn cut(&mut self, at: u64, visitor: &mut dyn Visitor) -> Result<(), Error> {
        if self.depth < 2 || !visitor.wants(&self.table) {
            return Ok(());
        }
        let row = Row::new(&self.table, &self.columns, &self.values);
        visitor.piece(Piece::Fault {
            reason: Reason::CutOff,
            row,
            at: self.at,
            end: at,
        })
    }
}
