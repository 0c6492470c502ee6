//! A small newspaper's site, written out in each of the forms.

use std::{fmt::Write as _, io::Write as _};

/// A table: its name without its prefix, its columns, and its rows.
pub type Table = (&'static str, &'static [&'static str], Vec<Vec<String>>);

const ARTICLE: &[&str] = &[
    "id_article",
    "surtitre",
    "titre",
    "soustitre",
    "id_rubrique",
    "descriptif",
    "chapo",
    "texte",
    "ps",
    "date",
    "statut",
    "id_secteur",
    "maj",
    "date_redac",
    "visites",
    "date_modif",
    "lang",
    "nom_site",
    "url_site",
    "virtuel",
];

fn rows(rows: &[&[&str]]) -> Vec<Vec<String>> {
    rows.iter()
        .map(|row| row.iter().map(|it| (*it).to_owned()).collect())
        .collect()
}

const TEXT: &str = "Premier paragraphe, {{fort}}[[Une {note} de bas de page.]].\r\n\r\n{{{Deux}}}\r\n\r\n[La suite->art2].\r\n\r\n<doc12|center>";

/// Articles in every state that there is, with a text for the first.
pub fn tables(text: &str) -> Vec<Table> {
    let none = "0000-00-00 00:00:00";
    let article = |id: &str, title: &str, section: &str, text: &str, status: &str| {
        rows(&[&[
            id,
            "",
            title,
            "",
            section,
            "",
            "",
            text,
            "",
            "2019-04-01 10:00:00",
            status,
            section,
            none,
            none,
            "7",
            none,
            "fr",
            "",
            "",
            "",
        ]])
        .remove(0)
    };
    let mut articles = rows(&[&[
        "1",
        "#Mali",
        "12. L’eau à Ségou",
        "Un sous-titre",
        "3",
        "",
        "Le chapeau de l’article.",
        text,
        "Merci à {tous}.",
        "2019-03-12 08:30:00",
        "publie",
        "2",
        "2019-03-14 00:00:00",
        none,
        "123",
        "2019-03-13 10:00:00",
        "fr",
        "Agence exemple",
        "https://agence.example/",
        "",
    ]]);
    articles.push(article(
        "2",
        "Deuxième",
        "3",
        "Un texte, l'autre; \\ fin.",
        "publie",
    ));
    articles.push(article("3", "Proposition", "3", "À relire.", "prop"));
    articles.push(article("4", "Jeté", "3", "Rien.", "poubelle"));
    articles.push(article("5", "Fermé", "5", "Un texte réservé.", "publie"));
    vec![
        ("articles", ARTICLE, articles),
        (
            "auteurs",
            &["id_auteur", "nom", "bio", "email", "login", "pass", "statut"],
            rows(&[&[
                "1",
                "Awa Sangaré",
                "Grand reporter à Bamako.",
                "secret@journal.example",
                "awa",
                "motdepasse",
                "1comite",
            ]]),
        ),
        (
            "breves",
            &[
                "id_breve",
                "date_heure",
                "titre",
                "texte",
                "lien_titre",
                "lien_url",
                "statut",
                "id_rubrique",
                "lang",
            ],
            rows(&[&[
                "7",
                "2019-05-01 09:00:00",
                "Une brève",
                "Court.",
                "",
                "",
                "publie",
                "3",
                "fr",
            ]]),
        ),
        (
            "documents",
            &[
                "id_document",
                "extension",
                "titre",
                "descriptif",
                "fichier",
                "largeur",
                "hauteur",
                "mode",
                "distant",
                "credits",
            ],
            rows(&[
                &[
                    "12",
                    "png",
                    "Le marché de Ségou",
                    "Vu du {pont}",
                    "png/marche.png",
                    "40",
                    "30",
                    "image",
                    "non",
                    "Moussa",
                ],
                &[
                    "13",
                    "pdf",
                    "",
                    "",
                    "pdf/rapport.pdf",
                    "",
                    "",
                    "document",
                    "non",
                    "",
                ],
            ]),
        ),
        (
            "forum",
            &[
                "id_forum",
                "id_objet",
                "objet",
                "id_parent",
                "date_heure",
                "titre",
                "texte",
                "auteur",
                "email_auteur",
                "statut",
                "ip",
            ],
            rows(&[
                &[
                    "1",
                    "1",
                    "article",
                    "0",
                    "2019-03-13 12:00:00",
                    "Bravo",
                    "Merci !",
                    "Fanta",
                    "fanta@lecteur.example",
                    "publie",
                    "10.0.0.9",
                ],
                &[
                    "2",
                    "1",
                    "article",
                    "0",
                    "2019-03-13 12:00:00",
                    "entre nous",
                    "À vérifier",
                    "Awa",
                    "",
                    "prive",
                    "",
                ],
                &[
                    "3",
                    "1",
                    "article",
                    "0",
                    "2019-03-13 12:00:00",
                    "pourriel",
                    "x",
                    "x",
                    "",
                    "spam",
                    "",
                ],
            ]),
        ),
        (
            "groupes_mots",
            &["id_groupe", "titre"],
            rows(&[&["1", "Thèmes"], &["2", "_technique"]]),
        ),
        (
            "meta",
            &["nom", "valeur", "impt"],
            rows(&[
                &["nom_site", "Le Journal", "oui"],
                &["adresse_site", "https://journal.example", "oui"],
                &["langue_site", "fr", "oui"],
                &["type_urls", "propres", "oui"],
            ]),
        ),
        (
            "mots",
            &["id_mot", "titre", "id_groupe", "type"],
            rows(&[&["1", "eau", "1", "Thèmes"], &["2", "une", "2", "_technique"]]),
        ),
        (
            "rubriques",
            &[
                "id_rubrique",
                "id_parent",
                "titre",
                "descriptif",
                "texte",
                "id_secteur",
                "statut",
                "lang",
                "date",
            ],
            rows(&[
                &[
                    "2",
                    "0",
                    "1. Le pays",
                    "",
                    "",
                    "2",
                    "publie",
                    "fr",
                    "2019-01-01 00:00:00",
                ],
                &[
                    "3",
                    "2",
                    "20. Société",
                    "",
                    "Ce que nous disons de la société.",
                    "2",
                    "publie",
                    "fr",
                    "2019-01-01 00:00:00",
                ],
                &[
                    "4",
                    "0",
                    "Abonnés",
                    "",
                    "",
                    "4",
                    "publie",
                    "fr",
                    "2019-01-01 00:00:00",
                ],
                &[
                    "5",
                    "4",
                    "Dossiers",
                    "",
                    "",
                    "4",
                    "publie",
                    "fr",
                    "2019-01-01 00:00:00",
                ],
            ]),
        ),
        (
            "syndic",
            &[
                "id_syndic",
                "id_rubrique",
                "nom_site",
                "url_site",
                "url_syndic",
                "descriptif",
                "statut",
            ],
            rows(&[&[
                "1",
                "3",
                "Un confrère",
                "https://confrere.example/",
                "https://confrere.example/rss",
                "",
                "publie",
            ]]),
        ),
        (
            "syndic_articles",
            &["id_syndic_article", "id_syndic", "titre", "url"],
            rows(&[&["1", "1", "Ailleurs", "https://confrere.example/1"]]),
        ),
        (
            "urls",
            &["url", "type", "id_objet", "date", "id_parent"],
            rows(&[
                &["Eau-a-Segou", "article", "1", "2019-03-14 00:00:00", "0"],
                &["L-eau-a-Segou", "article", "1", "2019-03-12 00:00:00", "0"],
                &["-Societe-", "rubrique", "3", "2019-03-12 00:00:00", "0"],
            ]),
        ),
        (
            "zones",
            &["id_zone", "titre", "publique"],
            rows(&[&["1", "Abonnés", "oui"]]),
        ),
    ]
}

/// What joins them: since version 3 a table for all kinds of objects, before it one for each.
fn joins(is_recent: bool) -> Vec<Table> {
    match is_recent {
        true => vec![
            (
                "auteurs_liens",
                &["id_auteur", "id_objet", "objet"],
                rows(&[&["1", "1", "article"]]),
            ),
            (
                "documents_liens",
                &["id_document", "id_objet", "objet", "vu"],
                rows(&[&["12", "1", "article", "oui"], &["13", "1", "article", "non"]]),
            ),
            (
                "mots_liens",
                &["id_mot", "id_objet", "objet"],
                rows(&[&["1", "1", "article"], &["2", "1", "article"]]),
            ),
            (
                "zones_liens",
                &["id_zone", "id_objet", "objet"],
                rows(&[&["1", "4", "rubrique"]]),
            ),
        ],
        false => vec![
            (
                "auteurs_articles",
                &["id_auteur", "id_article"],
                rows(&[&["1", "1"]]),
            ),
            (
                "documents_articles",
                &["id_document", "id_article"],
                rows(&[&["12", "1"], &["13", "1"]]),
            ),
            (
                "mots_articles",
                &["id_mot", "id_article"],
                rows(&[&["1", "1"], &["2", "1"]]),
            ),
            (
                "zones_rubriques",
                &["id_zone", "id_rubrique"],
                rows(&[&["1", "4"]]),
            ),
        ],
    }
}

/// As mysqldump and phpMyAdmin write it, with readers' comments before their articles.
pub fn dump(prefix: &str) -> String {
    dump_of(prefix, &tables(TEXT))
}

/// One with another text of the first article.
pub fn one(text: &str) -> String {
    let mut all = tables(text);
    for column in [1, 3, 6, 8, 17, 18] {
        all[0].2[0][column].clear();
    }
    all[3].2.truncate(1);
    dump_of("spip", &all)
}

pub fn dump_of(prefix: &str, tables: &[Table]) -> String {
    let mut dump = String::from(
        "-- MySQL dump 10.13  Distrib 5.7.27, for Linux (x86_64)\n--\n-- Host: localhost    Database: journal\n\
         /*!40101 SET @OLD_CHARACTER_SET_CLIENT=@@CHARACTER_SET_CLIENT */;\n/*!40101 SET NAMES utf8 */;\n\n",
    );
    let joins = joins(true);
    for (name, columns, rows) in tables.iter().rev().chain(&joins) {
        let _ = write!(
            dump,
            "DROP TABLE IF EXISTS `{prefix}_{name}`;\nCREATE TABLE `{prefix}_{name}` (\n"
        );
        for column in *columns {
            let _ = writeln!(dump, "  `{column}` text NOT NULL,");
        }
        let _ = write!(
            dump,
            "  PRIMARY KEY (`{}`)\n) ENGINE=MyISAM DEFAULT CHARSET=utf8;\n",
            columns[0]
        );
        let values: Vec<String> = rows
            .iter()
            .map(|row| {
                let values: Vec<String> = row.iter().map(|it| quoted(it)).collect();
                format!("({})", values.join(","))
            })
            .collect();
        let _ = write!(
            dump,
            "LOCK TABLES `{prefix}_{name}` WRITE;\n/*!40000 ALTER TABLE `{prefix}_{name}` DISABLE KEYS */;\n\
             INSERT INTO `{prefix}_{name}` VALUES {};\nUNLOCK TABLES;\n\n",
            values.join(",")
        );
    }
    dump
}

fn quoted(value: &str) -> String {
    match value.parse::<u64>() {
        Ok(_) => value.to_owned(),
        Err(_) => {
            let value = value
                .replace('\\', "\\\\")
                .replace('\'', "\\'")
                .replace('\r', "\\r")
                .replace('\n', "\\n");
            format!("'{value}'")
        }
    }
}

/// As SPIP's own backup is since version 3.
pub fn sqlite() -> Vec<u8> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("dump.sqlite");
    let base = rusqlite::Connection::open(&path).unwrap();
    for (name, columns, rows) in tables(TEXT).iter().chain(&joins(true)) {
        base.execute_batch(&format!("CREATE TABLE spip_{name} ({})", columns.join(", ")))
            .unwrap();
        for row in rows {
            let marks = vec!["?"; row.len()].join(", ");
            base.execute(
                &format!("INSERT INTO spip_{name} VALUES ({marks})"),
                rusqlite::params_from_iter(row),
            )
            .unwrap();
        }
    }
    drop(base);
    std::fs::read(path).unwrap()
}

/// As versions 1 (in Latin-1, each row with what it is joined to) and 2 wrote it.
pub fn xml(is_first: bool) -> Vec<u8> {
    let escaped = |value: &str| {
        value
            .replace('&', "&amp;")
            .replace('<', "&lt;")
            .replace('>', "&gt;")
    };
    let encoding = if is_first { "iso-8859-1" } else { "utf-8" };
    let mut xml = format!(
        "<?xml version=\"1.0\" encoding=\"{encoding}\"?>\n<SPIP\n\tversion=\"2.1.10\"\n\tversion_base=\"15828\"\n\tversion_archive=\"1.3\"\n\
         \tadresse_site=\"https://journal.example\"\n\tdir_img=\"IMG/\"\n\tdir_logos=\"IMG/\"\n>\n"
    );
    let singular = |name: &str| match name {
        "forum" | "syndic" | "groupes_mots" => name.replace("groupes_", "groupe_"),
        name => name.trim_end_matches('s').replace("articles", "article"),
    };
    for (name, columns, rows) in tables(TEXT).iter().chain(&joins(false)) {
        let is_joined = name.ends_with("_articles") && *name != "syndic_articles";
        let has_element = !matches!(*name, "meta" | "urls" | "zones" | "zones_rubriques");
        if is_first && is_joined {
            continue;
        }
        let element = match is_first && has_element {
            true => singular(name),
            false => format!("spip_{name}"),
        };
        for row in rows {
            let _ = writeln!(xml, "<{element}>");
            for (column, value) in columns.iter().zip(row) {
                let _ = writeln!(xml, "<{column}>{}</{column}>", escaped(value));
            }
            if is_first && element == "article" && row[0] == "1" {
                xml.push_str("<lien:auteur>1</lien:auteur>\n<lien:document>12</lien:document>\n<lien:document>13</lien:document>\n");
                xml.push_str("<lien:mot>1</lien:mot>\n<lien:mot>2</lien:mot>\n");
            }
            let _ = writeln!(xml, "</{element}>\n");
        }
    }
    xml.push_str("</SPIP>\n");
    match is_first {
        true => encoding_rs::WINDOWS_1252.encode(&xml).0.into_owned(),
        false => xml.into_bytes(),
    }
}

pub fn gz(bytes: &[u8]) -> Vec<u8> {
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    packed.write_all(bytes).unwrap();
    packed.finish().unwrap()
}

pub fn zip(name: &str, bytes: &[u8]) -> Vec<u8> {
    let mut packed = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    packed
        .start_file(name, zip::write::SimpleFileOptions::default())
        .unwrap();
    packed.write_all(bytes).unwrap();
    packed.finish().unwrap().into_inner()
}
