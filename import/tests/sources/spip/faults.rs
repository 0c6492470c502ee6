//! Files that are broken, or of another system.

use super::site;
use crate::fixture::{Imported, refusal};

#[test]
fn a_dump_that_was_cut_off_keeps_what_is_whole_and_tells_the_rest() {
    let dump = site::dump("spip");
    let at = dump.find("À relire").unwrap();
    let imported = Imported::of(&[("base.sql", dump.get(..at + 4).unwrap())]);
    let cut: Vec<_> = imported
        .report()
        .into_iter()
        .filter(|(_, line)| line["reason"] == "cut-off")
        .collect();
    assert_eq!(cut.len(), 1, "{cut:?}");
    // It may be for some readers only: no report says any of it.
    assert_eq!(cut[0].1["title"], "");
    assert!(
        imported
            .files()
            .keys()
            .any(|path| path.starts_with("set-aside/cut-off/spip-articles-1-"))
    );
    assert!(imported.files().contains_key("articles/eau-a-segou.json"));
}

#[test]
fn a_backup_that_was_cut_off_keeps_what_is_whole() {
    let xml = site::xml(false);
    let at = String::from_utf8_lossy(&xml).find("À relire").unwrap();
    let imported = Imported::of(&[("dump.xml", xml.get(..at + 4).unwrap().to_vec())]);
    assert!(imported.report().values().any(|line| line["reason"] == "cut-off"));
    assert_eq!(imported.report()["spip-1"]["outcome"], "kept");
}

#[test]
fn what_is_of_another_system_says_what_to_do() {
    for (dump, says) in [
        (
            "CREATE TABLE `wp_posts` (`ID` int, `post_title` text, `post_content` text);\nINSERT INTO `wp_posts` VALUES (1,'a','b');",
            "Tools, Export",
        ),
        (
            "CREATE TABLE `node__body` (`entity_id` int, `body_value` text);\nINSERT INTO `node__body` VALUES (1,'b');",
            "Drupal",
        ),
        (
            "INSERT INTO `spip_articles` VALUES (1,'','Titre');",
            "CREATE TABLE",
        ),
        (
            "CREATE TABLE `boutique` (`id` int);\nINSERT INTO `boutique` VALUES (1);",
            "boutique",
        ),
    ] {
        let why = refusal(&[("base.sql", dump)]);
        assert!(why.contains(says), "{why}");
        assert!(why.contains("export"), "{why}");
    }
}

#[test]
fn a_database_that_is_broken_says_so() {
    let mut bytes = site::sqlite();
    bytes.truncate(5_000);
    let root = tempfile::tempdir().unwrap();
    std::fs::write(root.path().join("dump.sqlite"), bytes).unwrap();
    let options = import::Options {
        source: root.path().join("dump.sqlite"),
        into: root.path().join("journal"),
        ..import::Options::default()
    };
    let why = import::run(&options, &import::Silent).unwrap_err().to_string();
    assert!(why.contains("dump.sqlite") && why.contains("Backup"), "{why}");
}

#[test]
fn two_sites_in_one_dump_are_told() {
    let mut all = site::tables("Un texte.");
    all[0].2.truncate(1);
    let both = site::dump("spip") + &site::dump_of("autre", &all);
    let imported = Imported::of(&[("base.sql", both)]);
    assert_eq!(imported.report()["spip-other-site-autre"]["title"], "autre_…");
    assert_eq!(imported.summary.other_sites, ["autre_…"]);
}

#[test]
fn of_two_sites_in_one_dump_the_larger_is_imported_and_nothing_of_the_other() {
    let mut small = site::tables("Un texte d’un autre journal.");
    for (name, _, rows) in &mut small {
        match *name {
            "articles" => {
                rows.truncate(1);
                rows[0][2] = "Ailleurs".to_owned();
                rows[0][7] = "Bien plus de texte que dans tous les autres. ".repeat(2_000);
            }
            "meta" => rows.iter_mut().for_each(|row| {
                if row[0] == "adresse_site" {
                    row[1] = "https://ailleurs.example".to_owned();
                }
            }),
            _ => {}
        }
    }
    let large = site::tables("Un texte.");
    // Whichever has the plain prefix, and whichever stands first.
    for (ours, theirs) in [("spip", "autre"), ("autre", "spip")] {
        for both in [
            site::dump_of(ours, &large) + &site::dump_of(theirs, &small),
            site::dump_of(theirs, &small) + &site::dump_of(ours, &large),
        ] {
            let imported = Imported::with(&[("base.sql", both)], &[], |options| options.base = None);
            let alone = Imported::with(&[("base.sql", site::dump_of(ours, &large))], &[], |options| {
                options.base = None;
            });
            let files = |imported: &Imported| {
                let mut files = imported.files();
                files.retain(|path, _| !path.starts_with("report") && !path.contains("other-site"));
                files
            };
            assert!(files(&imported) == files(&alone), "{ours} {theirs}");
            assert_eq!(imported.summary.other_sites, [format!("{theirs}_…")]);
        }
    }
}

#[test]
fn of_two_sites_of_one_size_the_one_with_the_plain_prefix_is_imported() {
    let all = site::tables("Un texte.");
    let both = site::dump_of("autre", &all) + &site::dump_of("spip", &all);
    let imported = Imported::of(&[("base.sql", both)]);
    assert_eq!(imported.summary.other_sites, ["autre_…"]);
}

#[test]
fn a_backup_in_sqlite_has_its_too_large_rows_in_files_of_their_own() {
    let root = tempfile::tempdir().unwrap();
    let path = root.path().join("base.sqlite");
    std::fs::write(&path, site::sqlite()).unwrap();
    let connection = rusqlite::Connection::open(&path).unwrap();
    let long = "x".repeat(17 << 20);
    let set = "UPDATE spip_articles SET texte = ?1 WHERE id_article = '2'";
    assert_eq!(connection.execute(set, [&long]).unwrap(), 1);
    drop(connection);
    let imported = Imported::of(&[("base.sqlite", std::fs::read(&path).unwrap())]);
    let report = imported.report();
    let line = report
        .values()
        .find(|line| line["reason"] == "too-large")
        .unwrap();
    let row = imported.json(line["file"].as_str().unwrap());
    assert_eq!(row["id_article"], "2");
    assert_eq!(row["texte"].as_str().unwrap().len(), long.len());
}

#[test]
fn what_is_too_large_lies_there_wherever_the_command_runs_and_not_in_a_plan() {
    let mut all = site::tables("Un texte.");
    all[0].2[1][7] = "x".repeat(17 << 20);
    // A folder as a newsroom names it: from where it stands.
    let here = tempfile::tempdir_in(".").unwrap();
    let into = std::path::Path::new(here.path().file_name().unwrap()).join("journal");
    let dump = site::dump_of("spip", &all);
    let imported = Imported::with(&[("base.sql", &dump)], &[], |options| options.into = into.clone());
    let line = |imported: &Imported| {
        let report = imported.report();
        report.into_values().find(|it| it["reason"] == "too-large")
    };
    let file = line(&imported).unwrap()["file"].as_str().unwrap().to_owned();
    assert!(into.join(file).is_file());
    let planned = Imported::with(&[("base.sql", dump)], &[], |options| options.plan = true);
    assert!(line(&planned).unwrap().get("file").is_none());
    assert!(!planned.folder().join("set-aside").exists());
}

#[test]
fn a_row_that_is_too_large_lies_there_as_it_was() {
    let mut all = site::tables("Un texte.");
    all[0].2[1][7] = "x".repeat(17 << 20);
    let imported = Imported::of(&[("base.sql", site::dump_of("spip", &all))]);
    let files = imported.files();
    let (_, bytes) = files
        .iter()
        .find(|(path, _)| path.starts_with("set-aside/too-large/"))
        .unwrap();
    assert!(bytes.len() > 17 << 20);
    assert!(bytes.starts_with(b"(2,"));
}
