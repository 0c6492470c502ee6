//! Sites of SPIP, of each form in which newsrooms have them.

mod dump;
mod faults;
pub mod site;

use serde_json::json;

use crate::{
    fixture::Imported,
    law::{self, Said},
};
use site::{dump, sqlite, xml};

/// What every form of the fixture becomes.
fn check(imported: &Imported) {
    let article = imported.article("eau-a-segou");
    for (field, value) in [
        ("id", json!("spip-1")),
        ("kicker", json!("#Mali")),
        ("headline", json!("L’eau à Ségou")),
        ("description", json!("Le chapeau de l’article.")),
        ("datePublished", json!("2019-03-12T08:30:00Z")),
        ("dateModified", json!("2019-03-13T10:00:00Z")),
        ("articleSection", json!({"slug": "societe", "name": "Société"})),
        ("keywords", json!(["Le pays", "eau"])),
        ("author", json!([{"slug": "awa-sangare", "name": "Awa Sangaré"}])),
    ] {
        assert_eq!(article[field], value, "{field}");
    }
    assert!(
        article["image"]["url"].as_str().unwrap().ends_with("arton1.png"),
        "{article:#}"
    );
    let body = article["body"].to_string();
    for words in [
        "Un sous-titre",
        "Premier",
        "La suite",
        "/article/deuxieme/",
        "/images/",
        "P.-S.",
        "agence.example",
        "rapport.pdf",
        " de bas de page.",
    ] {
        assert!(body.contains(words), "{words}: {article:#}");
    }
    assert!(!body.contains("IMG/png/marche.png"), "{body}");
    let picture = article["body"]
        .as_array()
        .unwrap()
        .iter()
        .find(|it| it["type"] == "image")
        .unwrap();
    assert_eq!(picture["caption"], "Le marché de Ségou. Vu du pont");
    for (from, to) in [
        ("/spip.php?article1", "/article/eau-a-segou/"),
        ("/article1.html", "/article/eau-a-segou/"),
        ("/L-eau-a-Segou", "/article/eau-a-segou/"),
        ("/?article1", "/article/eau-a-segou/"),
        ("/spip.php?rubrique3", "/rubrique/societe/"),
        ("/spip.php?auteur1", "/auteur/awa-sangare/"),
        ("/spip.php?breve7", "/article/une-breve/"),
    ] {
        assert_eq!(imported.redirect(from).as_deref(), Some(to), "{from}");
    }
    let files = imported.files();
    let lies = |path: &str| assert!(files.contains_key(path), "{path}: {:?}", files.keys());
    lies("drafts/proposition.json");
    lies("articles/une-breve.json");
    lies("set-aside/private/spip-5.json");
    lies("set-aside/trashed/spip-4.json");
    lies("set-aside/page/societe.json");
    lies("set-aside/other-record/spip-site-1.json");
    let comments = String::from_utf8(files["set-aside/comments.jsonl"].clone()).unwrap();
    assert_eq!(comments.lines().count(), 1, "{comments}");
    assert!(comments.contains("Bravo") && comments.contains("Fanta"));
    let whole: String = files
        .values()
        .map(|bytes| String::from_utf8_lossy(bytes))
        .collect();
    for private in [
        "secret@",
        "@lecteur",
        "10.0.0.9",
        "motdepasse",
        "entre nous",
        "pourriel",
    ] {
        assert!(!whole.contains(private), "{private}");
    }
    let published: String = files
        .iter()
        .filter(|(path, _)| path.starts_with("articles/"))
        .map(|(_, bytes)| String::from_utf8_lossy(bytes))
        .collect();
    assert!(!published.contains("réservé"));
    let site = imported.json("site.json");
    assert_eq!(site["name"], "Le Journal");
    assert_eq!(site["authors"][0]["description"], "Grand reporter à Bamako.");
}

const UPLOADS: [&str; 3] = ["IMG/png/marche.png", "IMG/arton1.png", "IMG/pdf/x.png"];

#[test]
fn a_dump_of_mysql_is_a_newspaper() {
    check(&Imported::with(
        &[("base.sql", dump("spip"))],
        &UPLOADS,
        |options| options.base = None,
    ));
}

#[test]
fn tables_may_have_another_prefix_and_lie_beside_another_systems() {
    let other = "CREATE TABLE wp_posts (ID int, post_title text, post_content text);\nINSERT INTO wp_posts VALUES (1,'a','b');\n";
    let both = other.to_owned() + &dump("journal2");
    check(&Imported::with(&[("base.sql", both)], &UPLOADS, |options| {
        options.base = None
    }));
}

#[test]
fn a_backup_of_sqlite_is_the_same_newspaper_packed_or_not() {
    let bytes = sqlite();
    check(&Imported::with(
        &[("dump.sqlite", bytes.clone())],
        &UPLOADS,
        |options| options.base = None,
    ));
    check(&Imported::with(
        &[("dump.sqlite.gz", site::gz(&bytes))],
        &UPLOADS,
        |options| options.base = None,
    ));
    check(&Imported::with(
        &[("dump.zip", site::zip("tmp/dump/dump.sqlite", &bytes))],
        &UPLOADS,
        |options| {
            options.base = None;
        },
    ));
}

#[test]
fn the_xml_of_versions_1_and_2_is_the_same_newspaper() {
    for bytes in [xml(false), xml(true)] {
        check(&Imported::with(
            &[("dump.xml.gz", site::gz(&bytes))],
            &UPLOADS,
            |options| options.base = None,
        ));
    }
}

#[test]
fn the_law_holds_for_what_was_typed() {
    let text = "{{{Titre}}}\n\nUn {{mot}} [lien->https://ailleurs.example/x].\n\n-* un\n-* deux\n\n|{{a}}|{{b}}|\n|c|d|\n\n\
                <img12|left>\n\n<youtube|id=abcdefghijk>\n\n<carte3|zoom=4>\n\n[->art2]";
    let imported = Imported::of(&[("base.sql", site::one(text))]);
    let said = Said {
        words: "Titre Un mot lien. un deux a b c d <carte3|zoom=4> Deuxième",
        links: &[
            "https://ailleurs.example/x",
            "https://journal.example/spip.php?article2",
        ],
        pictures: &["https://journal.example/IMG/png/marche.png"],
        frames: &["https://www.youtube.com/watch?v=abcdefghijk"],
    };
    law::hold(&imported, "spip-1", &said);
}

#[test]
fn without_a_copy_of_its_pictures_no_logo_is_missed_that_there_may_never_have_been() {
    let imported = Imported::of(&[("base.sql", dump("spip"))]);
    let missing = imported.told("spip-1", "picture-missing");
    assert!(
        missing.iter().all(|it| !it.to_string().contains("arton")),
        "{missing:?}"
    );
    assert!(!missing.is_empty());
}
