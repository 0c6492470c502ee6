//! Items of IPTC's ninjs, of each of its versions.

use serde_json::{Value, json};

use crate::{
    fixture::Imported,
    law::{self, Said},
};

pub fn item(number: u32, fields: Value) -> Value {
    let mut item = json!({
        "uri": format!("urn:newsml:agence.example:{number}"), "type": "text", "version": "1", "pubstatus": "usable",
        "versioncreated": "2019-03-13T10:00:00+00:00", "firstcreated": "2019-03-12T08:30:00+00:00", "language": "fr",
        "headline": format!("Titre {number}"), "description_text": "Le chapeau.", "byline": "Awa Sangaré",
        "subject": [{"code": "a", "name": "Société"}, {"code": "b", "name": "eau"}], "body_html": "<p>Un.</p>"
    });
    for (name, value) in fields.as_object().unwrap() {
        item[name] = value.clone();
    }
    item
}

fn picture() -> Value {
    json!({"uri": "urn:p", "type": "picture", "byline": "Moussa/AFP", "headline": "Marché", "description_text": "Le marché.",
        "renditions": {"small": {"href": "https://agence.example/img/small.png", "width": 4, "height": 3},
            "main": {"href": "https://agence.example/img/main.png", "width": 40, "height": 30}}})
}

const BODY: &str = "<p>Un paragraphe et <a href=\"https://ailleurs.example/a\">la suite</a>.</p><img src=\"https://agence.example/img/b.png\">\
    <iframe src=\"https://www.youtube.com/embed/abcdefghijk\"></iframe>";

fn check(imported: &Imported) {
    let article = imported.article("titre-1");
    for (field, value) in [
        ("id", json!("ninjs-urn:newsml:agence.example:1")),
        ("description", json!("Le chapeau.")),
        ("datePublished", json!("2019-03-12T08:30:00Z")),
        ("dateModified", json!("2019-03-13T10:00:00Z")),
        ("articleSection", json!({"slug": "societe", "name": "Société"})),
        ("keywords", json!(["eau"])),
        ("author", json!([{"slug": "awa-sangare", "name": "Awa Sangaré"}])),
    ] {
        assert_eq!(article[field], value, "{field}");
    }
    assert!(article["image"]["url"].as_str().unwrap().ends_with("main.png"));
    assert_eq!(article["image"]["creditText"], "Moussa/AFP");
    assert_eq!(article["image"]["caption"], "Le marché.");
    let said = Said {
        words: "Un paragraphe et la suite.",
        links: &["https://ailleurs.example/a"],
        pictures: &["https://agence.example/img/b.png"],
        frames: &["https://www.youtube.com/embed/abcdefghijk"],
    };
    law::hold(imported, "ninjs-urn:newsml:agence.example:1", &said);
}

const UPLOADS: [&str; 3] = ["img/main.png", "img/b.png", "img/small.png"];

#[test]
fn an_item_of_version_1_is_an_article() {
    let file = item(
        1,
        json!({"body_html": BODY, "body_text": "autre", "associations": {"featuremedia": picture()}}),
    );
    check(&Imported::with(
        &[("a.json", &file.to_string())],
        &UPLOADS,
        |_| {},
    ));
}

#[test]
fn items_of_versions_2_and_3_are_articles() {
    let renditions = json!([{"name": "r1", "href": "https://agence.example/img/small.png", "width": 4},
        {"name": "r0", "href": "https://agence.example/img/main.png", "width": 40}]);
    let page = format!("<html><head><title>Titre</title></head><body>{BODY}</body></html>");
    for (kind, changed, first, status) in [
        ("contenttype", "versioncreated", "firstcreated", "pubstatus"),
        ("contentType", "versionCreated", "firstCreated", "pubStatus"),
    ] {
        let file = json!([{
            "uri": "urn:newsml:agence.example:1", "type": "text", status: "usable", changed: "2019-03-13T10:00:00Z",
            first: "2019-03-12T08:30:00Z", "language": "fr", "by": "Awa Sangaré",
            "headlines": [{"role": "short", "value": "Court"}, {"role": "main", "value": "Titre 1"}],
            "descriptions": [{"role": "main", "value": "Le chapeau."}],
            "bodies": [{"role": "main", kind: "text/plain", "value": "autre"}, {"role": "rich", kind: "text/html", "value": page}],
            "subjects": [{"name": "Société"}, {"name": "eau"}],
            "associations": [{"name": "a1", "type": "picture", "by": "Moussa/AFP", "renditions": renditions,
                "descriptions": [{"role": "main", "value": "Le marché."}]}]
        }]);
        check(&Imported::with(
            &[("a.json", &file.to_string())],
            &UPLOADS,
            |_| {},
        ));
    }
}

#[test]
fn a_plain_text_keeps_its_paragraphs() {
    let file = item(1, json!({"body_html": null, "body_text": "Un <b>.\n\nDeux."}));
    let imported = Imported::of(&[("a.json", file.to_string())]);
    let body = imported.article("titre-1")["body"].clone();
    assert_eq!(
        (&body[0]["spans"][0]["text"], &body[1]["spans"][0]["text"]),
        (&json!("Un <b>."), &json!("Deux."))
    );
}

#[test]
fn what_may_not_appear_is_never_among_articles() {
    let items = json!([
        item(1, json!({"pubstatus": "canceled"})),
        item(2, json!({"pubstatus": "withheld"})),
        item(3, json!({"embargoed": "2099-01-01T00:00:00Z"})),
        item(4, json!({"type": "picture"})),
        item(5, json!({})),
        item(6, json!({"versioncreated": null, "firstcreated": null}))
    ]);
    let imported = Imported::of(&[("a.json", items.to_string())]);
    let summary = &imported.summary;
    assert_eq!((summary.articles, summary.drafts, summary.set_aside), (1, 1, 4));
}

#[test]
fn the_newest_version_of_an_item_stands_and_a_correction_is_written_over_it() {
    let old = item(1, json!({"body_html": "<p>Vieux.</p>"})).to_string();
    let new = item(1, json!({"version": "2", "body_html": "<p>Neuf.</p>"})).to_string();
    let imported = Imported::of(&[("a.json", &old)]);
    assert!(imported.again(&[("a.json", &old)]).is_unchanged);
    imported.again(&[("a.json", &new), ("b.json", &old)]);
    assert_eq!(
        imported.article("titre-1")["body"][0]["spans"][0]["text"],
        "Neuf."
    );
    assert_eq!(
        (
            imported.report().len(),
            imported
                .files()
                .keys()
                .filter(|it| it.starts_with("articles/"))
                .count()
        ),
        (2, 1)
    );
}

#[test]
fn an_embargo_that_is_over_hides_nothing_and_one_that_is_not_does() {
    let items = json!([
        item(1, json!({"embargoed": "2015-03-01T10:00:00Z"})),
        item(2, json!({"embargoed": "2015-03-01"})),
        item(3, json!({"embargoedUntil": "2099-01-01T00:00:00+0000"})),
        item(4, json!({"embargoed": "demain"})),
        item(5, json!({"embargoed": ""})),
        item(6, json!({"state": "killed"})),
        item(7, json!({"state": "in_progress"}))
    ]);
    let imported = Imported::of(&[("a.json", items.to_string())]);
    let summary = &imported.summary;
    assert_eq!((summary.articles, summary.drafts, summary.set_aside), (3, 1, 3));
    let report = imported.files()["report.jsonl"].clone();
    assert!(!String::from_utf8_lossy(&report).contains("Titre 3"));
}

/// What ends by itself has to be looked at again, though the files are the same.
#[test]
fn an_article_appears_once_its_embargo_is_over() {
    let end = jiff::Timestamp::now() + jiff::SignedDuration::from_secs(2);
    let items = json!([item(1, json!({"embargoed": end.to_string()})), item(2, json!({}))]).to_string();
    let imported = Imported::of(&[("a.json", &items)]);
    assert_eq!(imported.summary.articles, 1);
    let begun = std::time::Instant::now();
    let again = loop {
        let again = imported.again(&[("a.json", &items)]);
        if !again.is_unchanged || begun.elapsed().as_secs() > 30 {
            break again;
        }
    };
    assert_eq!((again.articles, again.written), (2, 1));
}

#[test]
fn items_of_superdesk_and_answers_of_interfaces_are_found_wherever_they_stand() {
    let mut superdesk = item(
        1,
        json!({"guid": "urn:newsml:localhost:1", "byline": "By Awa Sangaré",
        "firstcreated": "2017-08-24T04:38:34+0000", "description_text": null, "description_html": "<p>Le <b>chapeau</b>.</p>"}),
    );
    superdesk.as_object_mut().unwrap().remove("uri");
    let wrapped = json!({"api_version": "1.1", "data": {"items": [{"item": item(2, json!({}))}, {"item": item(3, json!({}))}]}});
    let named = json!({"uri": "urn:4", "type": "text", "versioncreated": "2013-07-09T10:37:00Z",
        "headline_main": "Titre 4", "body_main": "Un texte."});
    let imported = Imported::of(&[
        ("a.json", superdesk.to_string()),
        ("b.json", wrapped.to_string()),
        ("c.json", named.to_string()),
    ]);
    assert_eq!(imported.summary.articles, 4);
    let first = imported.article("titre-1");
    assert_eq!(first["author"][0]["name"], "Awa Sangaré");
    assert_eq!(first["datePublished"], "2017-08-24T04:38:34Z");
    assert_eq!(first["description"], "Le chapeau.");
    assert_eq!(
        imported.article("titre-4")["body"][0]["spans"][0]["text"],
        "Un texte."
    );
}

#[test]
fn a_text_that_begins_with_its_headline_shows_it_once() {
    let file = item(
        1,
        json!({"headline": "Le fleuve monte", "description_text": "Un texte qui",
        "body_html": "<h1>Le fleuve monte</h1><p>Un texte qui commence.</p>"}),
    );
    let imported = Imported::of(&[("a.json", file.to_string())]);
    let article = imported.article("le-fleuve-monte");
    assert_eq!(article["body"].as_array().unwrap().len(), 1);
    assert_eq!(article["description"], json!(null), "nobody wrote it");
    let id = imported.report().keys().next().unwrap().clone();
    assert_eq!(imported.told(&id, "headline-in-body").len(), 1);
}
