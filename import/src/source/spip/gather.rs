//! What of each table of SPIP is kept in the index.

use super::{
    super::tables::{Fault, Piece, Row, Visitor},
    post::Brief,
    tables::{Address, Document, Object, Section, Tables},
    unnumbered,
};
use crate::{error::Error, html::tree, record::Person, text};

/// Settings that are read.
const SETTINGS: [&str; 9] = [
    "nom_site",
    "adresse_site",
    "descriptif_site",
    "slogan_site",
    "langue_site",
    "type_urls",
    "charset",
    "version_installee",
    "urls_arbo",
];

/// Reads all tables of a site once.
pub struct Gather<'a> {
    pub prefixes: Prefixes<'a>,
    pub tables: Tables,
    pub briefs: Vec<(usize, Brief)>,
    pub faults: Vec<Fault>,
    /// The file that is being read.
    pub file: usize,
}

/// What the names of a site's tables begin with, in one of its files.
#[derive(Clone, Copy)]
pub struct Prefixes<'a> {
    pub own: &'a str,
    /// Whether `spip` is the site's, too: the XML of older versions always says so.
    pub is_spip: bool,
}

impl Prefixes<'_> {
    /// The name of a table without it; none of a table of another site.
    pub fn own(self, table: &str) -> Option<&str> {
        table
            .strip_prefix(self.own)
            .or_else(|| table.strip_prefix("spip").filter(|_| self.is_spip))
            .and_then(|it| it.strip_prefix('_'))
    }
}

/// What a joining table's names say: `spip_mots_articles`, `spip_auteurs_rubriques`.
fn joined(table: &str) -> Option<(Object, Object)> {
    let (left, right) = table.split_once('_')?;
    let kind = |name: &str| Object::named(name.strip_suffix('s')?);
    Some((kind(left)?, kind(right)?))
}

impl Gather<'_> {
    fn row(&mut self, table: &str, row: &Row<'_>) -> Result<(), Error> {
        let tables = &mut self.tables;
        match table {
            "head" => {
                // Versions 1 and 2 say in the file itself where the site was.
                let address = row.line("adresse_site");
                if !address.is_empty() {
                    tables.meta.entry("adresse_site".to_owned()).or_insert(address);
                }
            }
            "meta" => {
                let name = row.line("nom");
                if SETTINGS.contains(&name.as_str()) {
                    tables.meta.insert(name, row.text("valeur"));
                }
            }
            "articles" => {
                let brief = Brief::article(row);
                tables
                    .titles
                    .insert((Object::Article, brief.number), title(&brief.title));
                old_address(row, Object::Article, brief.number, tables);
                self.briefs.push((self.file, brief));
            }
            "breves" => {
                let brief = Brief::news(row);
                tables
                    .titles
                    .insert((Object::Brief, brief.number), title(&brief.title));
                old_address(row, Object::Brief, brief.number, tables);
                self.briefs.push((self.file, brief));
            }
            "rubriques" => {
                let brief = Brief::section(row);
                let section = Section {
                    title: brief.title.clone(),
                    parent: row.number("id_parent"),
                    slug: String::new(),
                };
                tables.sections.insert(brief.number, section);
                old_address(row, Object::Section, brief.number, tables);
                self.briefs.push((self.file, brief));
            }
            "syndic" => {
                let brief = Brief::site(row);
                tables
                    .titles
                    .insert((Object::Site, brief.number), title(&brief.title));
                tables.sites.insert(brief.number, row.line("url_site"));
                self.briefs.push((self.file, brief));
            }
            "syndic_articles" => *tables.syndicated.entry(row.number("id_syndic")).or_default() += 1,
            "auteurs" => {
                let number = row.number("id_auteur");
                let person = Person {
                    name: text::line(&tree::text_of(unnumbered(&row.line("nom")))),
                    description: text::line(&tree::text_of(&row.text("bio"))),
                    ..Person::default()
                };
                old_address(row, Object::Author, number, tables);
                tables.authors.insert(number, person);
            }
            "mots" => {
                let title = unnumbered(&row.line("titre")).to_owned();
                let group = row.number("id_groupe");
                if group == 0 && text::says(&row.line("type")) {
                    tables.groups.insert(0, row.line("type"));
                }
                old_address(row, Object::Keyword, row.number("id_mot"), tables);
                tables.keywords.insert(row.number("id_mot"), (title, group));
            }
            "groupes_mots" => {
                tables.groups.insert(row.number("id_groupe"), row.line("titre"));
            }
            "documents" => {
                tables
                    .documents
                    .insert(row.number("id_document"), Document::read(row));
            }
            "urls" => {
                let kind = Object::named(&row.line("type"));
                if let Some(kind) = kind {
                    let address = Address {
                        path: row.line("url"),
                        date: row.line("date"),
                        parent: row.number("id_parent"),
                    };
                    let key = (kind, row.number("id_objet"));
                    tables.addresses.entry(key).or_default().push(address);
                }
            }
            "auteurs_liens" | "mots_liens" | "documents_liens" | "zones_liens" => {
                tables.is_recent = true;
                let Some(kind) = Object::named(&row.line("objet")) else {
                    return Ok(());
                };
                self.join(
                    table.trim_end_matches("_liens"),
                    (kind, row.number("id_objet")),
                    row,
                );
            }
            "zones" if row.line("publique") == "non" => {
                tables.open_zones.insert(row.number("id_zone"));
            }
            "zones_rubriques" => self.join("zones", (Object::Section, row.number("id_rubrique")), row),
            "forum" => super::comments::add(row, &mut tables.comments)?,
            _ => {
                if let Some((left, right)) = joined(table) {
                    let number = row.number(&format!("id_{}", right.in_addresses()));
                    let name = format!("{}s", left.in_addresses());
                    self.join(&name, (right, number), row);
                }
            }
        }
        Ok(())
    }

    fn join(&mut self, table: &str, key: (Object, u64), row: &Row<'_>) {
        let tables = &mut self.tables;
        if key.1 == 0 {
            return;
        }
        match table {
            "auteurs" => tables
                .authors_of
                .entry(key)
                .or_default()
                .push(row.number("id_auteur")),
            "mots" => tables
                .keywords_of
                .entry(key)
                .or_default()
                .push(row.number("id_mot")),
            "zones" => tables
                .zones_of
                .entry(key)
                .or_default()
                .push(row.number("id_zone")),
            "documents" => {
                let rank = row.whole("rang_lien").unwrap_or_default();
                let of = tables.documents_of.entry(key).or_default();
                of.push((rank, row.number("id_document")));
            }
            _ => {}
        }
    }
}

/// Tables that are read.
const WANTED: [&str; 17] = [
    "head",
    "meta",
    "articles",
    "breves",
    "rubriques",
    "syndic",
    "syndic_articles",
    "auteurs",
    "mots",
    "groupes_mots",
    "documents",
    "urls",
    "auteurs_liens",
    "mots_liens",
    "documents_liens",
    "zones",
    "forum",
];

impl Visitor for Gather<'_> {
    fn wants(&mut self, table: &str) -> bool {
        self.prefixes.own(table).is_some_and(|own| {
            WANTED.contains(&own)
                || matches!(own, "zones_liens" | "zones_rubriques")
                || joined(own).is_some_and(|(left, _)| {
                    matches!(left, Object::Author | Object::Keyword | Object::Document)
                })
        })
    }

    fn piece(&mut self, piece: Piece<'_>) -> Result<(), Error> {
        match piece {
            Piece::Row(row) => match self.prefixes.own(row.table) {
                Some(own) => self.row(own, &row),
                None => Ok(()),
            },
            Piece::Fault { reason, row, at, end } => {
                let own = self.prefixes.own(row.table).unwrap_or_default().to_owned();
                self.faults.push(Fault::new(
                    "spip",
                    self.file,
                    &own,
                    reason,
                    &row,
                    (at, end),
                    super::post::COLUMNS,
                ));
                Ok(())
            }
        }
    }
}

fn title(said: &str) -> Box<str> {
    unnumbered(said).into()
}

/// Versions before 2 keep the address in the row itself.
fn old_address(row: &Row<'_>, kind: Object, number: u64, tables: &mut Tables) {
    let path = row.line("url_propre");
    if !path.is_empty() {
        let address = Address {
            path,
            date: String::new(),
            parent: 0,
        };
        tables.addresses.entry((kind, number)).or_default().push(address);
    }
}
