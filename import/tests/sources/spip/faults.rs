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
    assert_eq!(cut[0].1["title"], "Proposition");
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
