//! Sites of SPIP that are imported again, and what depends on the version.

use serde_json::{Value, json};

use super::site::{self, dump_of, tables};
use crate::fixture::Imported;

fn changed(change: impl FnOnce(&mut Vec<site::Table>)) -> String {
    let mut all = tables("Un texte.");
    change(&mut all);
    dump_of("spip", &all)
}

#[test]
fn an_unchanged_site_writes_nothing_and_one_changed_article_is_one_file() {
    let first = changed(|_| {});
    let imported = Imported::of(&[("base.sql", &first)]);
    let before = imported.files();
    assert!(imported.again(&[("base.sql", &first)]).is_unchanged);
    assert_eq!(imported.files(), before);
    // Readers were counted: nothing that an article says.
    let counted = changed(|all| all[0].2[1][14] = "999".to_owned());
    assert_eq!(imported.again(&[("base.sql", &counted)]).written, 0);
    let second = changed(|all| all[0].2[1][7] = "Un autre texte.".to_owned());
    assert_eq!(imported.again(&[("base.sql", &second)]).written, 1);
    assert_eq!(
        imported.article("deuxieme")["body"][0]["spans"][0]["text"],
        "Un autre texte."
    );
    // What an article refers to is changed elsewhere.
    let third = changed(|all| {
        all[0].2[1][7] = "Un autre texte.".to_owned();
        all[1].2[0][1] = "Awa S. Sangaré".to_owned();
    });
    imported.again(&[("base.sql", &third)]);
    assert_eq!(
        imported.article("eau-a-segou")["author"][0]["name"],
        "Awa S. Sangaré"
    );
}

#[test]
fn a_plan_writes_no_article() {
    let root = Imported::with(&[("base.sql", changed(|_| {}))], &[], |options| {
        options.plan = true
    });
    let files = root.files();
    assert!(
        files.keys().all(|path| !path.starts_with("articles/")),
        "{:?}",
        files.keys()
    );
    let mapping = root.json("import-mapping.json");
    assert_eq!(
        mapping["sections"]["societe"],
        json!({"slug": "societe", "name": "Société"})
    );
}

#[test]
fn dates_that_there_are_not_and_virtual_articles_are_told() {
    let dump = changed(|all| {
        let articles = &mut all[0].2;
        articles[0][9] = "2019-03-00 00:00:00".to_owned();
        articles[1][9] = "0000-00-00 00:00:00".to_owned();
        articles[2][10] = "publie".to_owned();
        articles[2][7] = String::new();
        articles[2][19] = "https://ailleurs.example/page".to_owned();
    });
    let imported = Imported::of(&[("base.sql", dump)]);
    assert_eq!(
        imported.article("eau-a-segou")["datePublished"],
        "2019-03-01T00:00:00Z"
    );
    assert_eq!(
        imported.told("spip-1", "bad-date")[0]["was"],
        "2019-03-00 00:00:00"
    );
    assert_eq!(imported.report()["spip-2"]["reason"], "no-date");
    let body = imported.article("proposition")["body"].clone();
    assert!(
        body.to_string().contains("https://ailleurs.example/page"),
        "{body}"
    );
}

#[test]
fn logos_of_version_4_are_documents_and_other_fields_are_kept_or_told() {
    let dump = changed(|all| {
        let documents = &mut all[3].2;
        documents[1] = [
            "20",
            "png",
            "",
            "",
            "logo/une.png",
            "40",
            "30",
            "logoon",
            "non",
            "AFP",
        ]
        .map(str::to_owned)
        .to_vec();
        documents[0][0] = "21".to_owned();
        all[0].2[0][5] = "Un descriptif.".to_owned();
        all[0].2[0][7] = "Texte <img21>".to_owned();
    }) + "INSERT INTO `spip_documents_liens` VALUES (20,1,'article','non'),(21,1,'article','oui');\n";
    let imported = Imported::with(
        &[("base.sql", dump)],
        &["IMG/logo/une.png", "IMG/png/marche.png"],
        |_| {},
    );
    let article = imported.article("eau-a-segou");
    assert!(
        article["image"]["url"].as_str().unwrap().ends_with("une.png"),
        "{article:#}"
    );
    assert_eq!(article["image"]["creditText"], "AFP");
    let shown: Vec<&Value> = article["body"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|it| it["type"] == "image")
        .collect();
    assert_eq!(shown.len(), 1, "{article:#}");
    assert_eq!(shown[0]["creditText"], "Moussa");
    assert_eq!(imported.told("spip-1", "meta-field")[0]["was"], "Un descriptif.");
    assert_eq!(imported.told("spip-1", "internal-tag")[0]["was"], "une");
}

#[test]
fn what_was_attached_and_stands_in_no_text_is_shown_below_it() {
    let dump = changed(|all| {
        let documents = &mut all[3].2;
        documents.push(
            [
                "30",
                "png",
                "Un",
                "",
                "png/a.png",
                "4",
                "3",
                "document",
                "non",
                "",
            ]
            .map(str::to_owned)
            .to_vec(),
        );
        documents.push(
            [
                "31",
                "png",
                "Deux",
                "",
                "png/b.png",
                "4",
                "3",
                "document",
                "non",
                "",
            ]
            .map(str::to_owned)
            .to_vec(),
        );
    }) + "INSERT INTO `spip_documents_liens` VALUES (30,2,'article','non'),(31,2,'article','non');\n";
    let imported = Imported::with(&[("base.sql", dump)], &["IMG/png/a.png", "IMG/png/b.png"], |_| {});
    let body = imported.article("deuxieme")["body"].clone();
    let gallery = body.as_array().unwrap().last().unwrap();
    assert_eq!(gallery["type"], "gallery", "{body:#}");
    assert_eq!(gallery["images"][1]["caption"], "Deux");
}

#[test]
fn addresses_of_trees_of_sections_are_whole() {
    let dump = changed(|all| {
        all[6].2[3][1] = "arbo".to_owned();
        let urls = &mut all[11].2;
        urls[0][4] = "3".to_owned();
        urls[2] = ["societe", "rubrique", "3", "2019-03-12 00:00:00", "2"]
            .map(str::to_owned)
            .to_vec();
        urls.push(
            ["pays", "rubrique", "2", "2019-03-12 00:00:00", "0"]
                .map(str::to_owned)
                .to_vec(),
        );
    });
    let imported = Imported::of(&[("base.sql", dump)]);
    assert_eq!(
        imported.redirect("/pays/societe/Eau-a-Segou").as_deref(),
        Some("/article/eau-a-segou/")
    );
    assert_eq!(
        imported.report()["spip-1"]["address"],
        "https://journal.example/pays/societe/Eau-a-Segou"
    );
}
