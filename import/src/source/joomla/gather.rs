//! What of each table of Joomla is kept in the index.

use serde_json::json;

use super::{
    super::tables::{Fault, Piece, Row, Visitor},
    article::Brief,
    own,
    tables::{Category, Entrance, Place, Tables},
};
use crate::error::Error;

/// Reads all tables of a site once.
pub struct Gather<'a> {
    pub prefix: &'a str,
    pub tables: Tables,
    pub briefs: Vec<(usize, Brief)>,
    pub faults: Vec<Fault>,
    /// The file that is being read.
    pub file: usize,
}

/// Tables that are read.
const WANTED: [&str; 15] = [
    "content",
    "categories",
    "sections",
    "users",
    "tags",
    "contentitem_tag_map",
    "viewlevels",
    "fields",
    "fields_values",
    "menu",
    "content_frontpage",
    "extensions",
    "components",
    "jcomments",
    "k2_items",
];

/// A value of an address that is not of the web's: `index.php?option=…&id=12:alias`.
fn argument(link: &str, name: &str) -> Option<String> {
    let (_, query) = link.split_once('?')?;
    let query = query.replace("&amp;", "&");
    query
        .split('&')
        .find_map(|part| part.strip_prefix(name)?.strip_prefix('=').map(str::to_owned))
}

impl Gather<'_> {
    fn row(&mut self, table: &str, row: &Row<'_>) -> Result<(), Error> {
        let tables = &mut self.tables;
        match table {
            "content" => {
                let brief = Brief::read(row);
                for date in ["created", "modified"] {
                    let date = row.line(date);
                    if date > tables.newest {
                        tables.newest = date;
                    }
                }
                self.briefs.push((self.file, brief));
            }
            "sections" => {
                tables.is_old = true;
                let category = category(row, Place::Nowhere);
                tables.category(Place::Section(row.number("id")), category, row.number("access"));
            }
            "categories" => {
                let parent = match row.has("parent_id") && !row.has("section") {
                    true => Place::Category(row.number("parent_id")),
                    // Of version 1.5: the number of a section, or the name of a part of the system.
                    false => Place::Section(row.number("section")),
                };
                let of = row.line("extension");
                if of.is_empty() || of == "com_content" || of == "system" {
                    let category = category(row, parent);
                    tables.category(Place::Category(row.number("id")), category, row.number("access"));
                }
            }
            // No more of an account than what it signs with.
            "users" => {
                tables.users.insert(row.number("id"), row.line("name"));
            }
            "tags" if row.number("published") == 1 && row.line("alias") != "root" => {
                tables.tags.insert(row.number("id"), row.line("title"));
            }
            "contentitem_tag_map" if row.line("type_alias") == "com_content.article" => {
                let of = tables.tags_of.entry(row.number("content_item_id")).or_default();
                of.push(row.number("tag_id"));
            }
            "viewlevels" => tables.level(row.number("id"), &row.line("rules")),
            "fields" if row.line("context") == "com_content.article" => {
                tables.fields.insert(row.number("id"), row.line("name"));
            }
            "fields_values" => {
                let of = tables.fields_of.entry(row.number("item_id")).or_default();
                of.push((row.number("field_id"), row.text("value")));
            }
            "menu" => self.menu(row),
            "content_frontpage" => {
                tables.featured.insert(row.number("content_id"));
            }
            "extensions" if row.line("element") == "com_content" => {
                let params = row.text("params");
                let params: serde_json::Value = serde_json::from_str(&params).unwrap_or_default();
                tables.is_modern = crate::source::json::is_yes(&params["sef_ids"]);
            }
            "components" => tables.is_old = true,
            "jcomments" if row.line("object_group") == "com_content" => {
                let name = [row.line("name"), row.line("username")]
                    .into_iter()
                    .find(|it| !it.is_empty());
                let comment = json!({
                    "id": row.line("id"),
                    "parent": row.line("parent"),
                    "date": row.line("date"),
                    "author": name.unwrap_or_default(),
                    "title": row.line("title"),
                    "content": row.text("comment"),
                    "approved": row.line("published"),
                });
                if row.number("deleted") == 0 {
                    tables.comments.add(row.number("object_id"), &comment)?;
                }
            }
            "k2_items" => tables.of_k2 += 1,
            _ => {}
        }
        Ok(())
    }

    fn menu(&mut self, row: &Row<'_>) {
        let tables = &mut self.tables;
        let number = row.number("id");
        let is_shown = row.number("published") == 1 && row.number("client_id") == 0;
        let parent = match row.has("parent_id") {
            true => row.number("parent_id"),
            false => row.number("parent"),
        };
        let entrance = Entrance {
            alias: row.line("alias"),
            path: row.line("path"),
            parent,
            is_home: row.number("home") == 1,
        };
        tables.entrances.insert(number, entrance);
        let link = row.line("link");
        if !is_shown || argument(&link, "option").as_deref() != Some("com_content") {
            return;
        }
        let id = argument(&link, "id").and_then(|id| id.split(':').next()?.parse::<u64>().ok());
        let Some(id) = id else { return };
        match argument(&link, "view").as_deref() {
            Some("article") => tables.entrances_of_articles.entry(id).or_default().push(number),
            Some("category" | "categories") => tables
                .entrances_of_places
                .entry(Place::Category(id))
                .or_default()
                .push(number),
            Some("section") => tables
                .entrances_of_places
                .entry(Place::Section(id))
                .or_default()
                .push(number),
            _ => {}
        }
    }
}

fn category(row: &Row<'_>, parent: Place) -> Category {
    Category {
        title: row.line("title"),
        alias: row.line("alias"),
        parent,
        is_published: matches!(row.whole("published"), Some(1 | 2) | None),
        ..Category::default()
    }
}

impl Visitor for Gather<'_> {
    fn table(&mut self, name: &str, columns: &[String]) {
        if own(name, self.prefix) == "content" && columns.iter().any(|it| it == "sectionid") {
            // Versions 1.6 and 2.5 kept the column, and nothing in it.
            self.tables.is_old |= !columns.iter().any(|it| it == "asset_id");
        }
    }

    fn wants(&mut self, table: &str) -> bool {
        WANTED.contains(&own(table, self.prefix))
    }

    fn piece(&mut self, piece: Piece<'_>) -> Result<(), Error> {
        match piece {
            Piece::Row(row) => self.row(own(row.table, self.prefix), &row),
            Piece::Fault { reason, row, at, end } => {
                let own = own(row.table, self.prefix);
                let columns = if own == "content" {
                    super::article::COLUMNS
                } else {
                    &[]
                };
                self.faults.push(Fault::new(
                    "joomla",
                    self.file,
                    own,
                    reason,
                    &row,
                    (at, end),
                    columns,
                ));
                Ok(())
            }
        }
    }
}
