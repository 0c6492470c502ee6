//! Texts that readers do not see, or see as it was not meant.

use std::collections::BTreeSet;

use super::*;

/// What the press writes and no newsroom does.
const DERIVED: [&str; 1] = ["dir"];

/// A newspaper whose files say all that the contract knows.
fn whole() -> Newsroom {
    let mut newsroom = Newsroom::new();
    let picture = json!({"url": "/images/a.gif", "width": 1, "height": 1, "alt": "Un point", "caption": "Un point.",
        "creditText": "Awa"});
    let spans = json!([{"text": "Un."}]);
    newsroom.site["tagline"] = json!("Tous les jours");
    newsroom.site["authors"][0]["jobTitle"] = json!("Reporter");
    newsroom.site["authors"][0]["description"] = json!("Elle écrit.");
    newsroom.site["authors"][0]["image"] = picture.clone();
    newsroom.site["plans"][0]["description"] = json!("Tout lire");
    newsroom.site["plans"][0]["features"] = json!(["Tout"]);
    newsroom.site["links"] = json!([{"name": "Contact", "url": "https://a.example"}]);
    newsroom.site["contact"] = json!({"email": "a@jour.example", "telephone": "+223 20 00 00 00",
        "telephones": ["+223 20 00 00 01"], "address": "Bamako"});
    newsroom.article["kicker"] = json!("Eau");
    newsroom.article["dateModified"] = json!("2024-01-01T09:00:00Z");
    newsroom.article["keywords"] = json!(["eau"]);
    newsroom.article["author"][0]["jobTitle"] = json!("Reporter");
    newsroom.article["image"] = picture.clone();
    let mut image = picture;
    image["type"] = json!("image");
    newsroom.article["body"] = json!([
        {"type": "paragraph", "spans": [{"text": "Un.", "marks": [{"type": "language", "lang": "bm"},
            {"type": "link", "href": "https://a.example"}]}]},
        {"type": "heading", "level": 2, "spans": spans}, image,
        {"type": "quote", "spans": spans, "attribution": "Awa"}, {"type": "pullQuote", "spans": spans, "attribution": "Awa"},
        {"type": "list", "items": [spans]},
        {"type": "table", "caption": "Table", "rows": [[{"spans": [{"text": "Un"}]}]]},
        {"type": "embed", "url": "https://a.example", "title": "Vidéo", "providerName": "A"},
        {"type": "box", "title": "Repères", "body": [{"type": "paragraph", "spans": spans}]}]);
    newsroom
}

/// The pointer of each text below a value, with its key.
fn leaves(value: &Value, pointer: &str, key: &str, found: &mut Vec<(String, String)>) {
    match value {
        Value::String(_) => found.push((pointer.to_owned(), key.to_owned())),
        Value::Array(items) => {
            let items = items.iter().enumerate();
            items.for_each(|(number, item)| leaves(item, &format!("{pointer}/{number}"), key, found));
        }
        Value::Object(fields) => {
            for (key, value) in fields {
                leaves(value, &format!("{pointer}/{key}"), key, found);
            }
        }
        _ => {}
    }
}

/// The properties of a schema that are texts or lists of them.
fn texts(schema: &Value, found: &mut BTreeSet<String>) {
    let is_text = |value: &Value| {
        let kind = &value["type"];
        kind == "string"
            || kind
                .as_array()
                .is_some_and(|kinds| kinds.contains(&json!("string")))
    };
    for (key, value) in schema["properties"].as_object().into_iter().flatten() {
        if is_text(value) || is_text(&value["items"]) {
            found.insert(key.clone());
        }
    }
    match schema {
        Value::Array(items) => items.iter().for_each(|item| texts(item, found)),
        Value::Object(fields) => fields.values().for_each(|value| texts(value, found)),
        _ => {}
    }
}

/// Readers would get an empty line, or a link without a name, where a newsroom believes that it wrote something.
#[test]
fn no_text_of_the_contract_may_say_nothing() {
    assert_eq!(shown(&whole().report()), "");
    let mut known = BTreeSet::new();
    for (file, of_site) in [("site.schema.json", true), ("article.schema.json", false)] {
        let schema = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("../docs/schema")
            .join(file);
        let schema: Value = serde_json::from_str(&fs::read_to_string(schema).unwrap()).unwrap();
        texts(&schema, &mut known);
        let newsroom = whole();
        let mut found = Vec::new();
        leaves(
            if of_site {
                &newsroom.site
            } else {
                &newsroom.article
            },
            "",
            "",
            &mut found,
        );
        for (pointer, key) in found {
            known.remove(&key);
            let mut newsroom = whole();
            let file = if of_site {
                &mut newsroom.site
            } else {
                &mut newsroom.article
            };
            *file.pointer_mut(&pointer).unwrap() = json!("\u{3164}");
            assert!(newsroom.report().stops(), "{pointer} may say nothing");
        }
    }
    for key in DERIVED {
        known.remove(key);
    }
    assert_eq!(known, BTreeSet::new(), "no text of these was tried");
}

#[test]
fn a_link_has_a_name_that_readers_see() {
    let link = |text: &str, href: &str| json!({"text": text, "marks": [{"type": "link", "href": href}]});
    let line = "$.body[0].spans[1]: error: this link says nothing";
    for nothing in ["", " ", "\u{3164}", "\u{a0}\u{200b}"] {
        for block in [
            json!({"type": "paragraph", "spans": [{"text": "Lire "}, link(nothing, "https://a.example")]}),
            json!({"type": "paragraph", "spans": [link("Lire", "https://b.example"), link(nothing, "https://a.example")]}),
        ] {
            let mut newsroom = Newsroom::new();
            newsroom.article["body"] = json!([block]);
            let shown = shown(&newsroom.report());
            assert!(shown.contains(line), "{nothing:?}: {shown}");
        }
    }
    let mut newsroom = Newsroom::new();
    newsroom.article["body"] = json!([{"type": "paragraph", "spans": [link("Notre", "https://a.example"),
        link(" ", "https://a.example"), link("enquête", "https://a.example")]}]);
    assert_eq!(
        shown(&newsroom.report()),
        "",
        "a space within a link is part of its name"
    );
}

/// Marks and markup that an import tore into several spans are as ugly as in one.
#[test]
fn what_only_shows_across_spans_is_told_of_too() {
    let heap = "\u{301}".repeat(7);
    let strong = json!([{"type": "strong"}]);
    for (spans, line) in [
        (
            json!([{"text": format!("a{heap}")}, {"text": heap, "marks": strong}, {"text": "b"}]),
            "$.body[0].spans: warning: more than 8 marks stand on one letter",
        ),
        (
            json!([{"text": "un **"}, {"text": "mot", "marks": strong}, {"text": "** fort"}]),
            "$.body[0].spans: warning: here is Markdown, which readers will see: ",
        ),
        (
            json!([{"text": "un <em"}, {"text": " class='x'>mot", "marks": strong}]),
            "$.body[0].spans: warning: here is an HTML tag",
        ),
    ] {
        let mut newsroom = Newsroom::new();
        newsroom.article["body"] = json!([{"type": "paragraph", "spans": spans}]);
        let shown = shown(&newsroom.report());
        assert!(shown.contains(line), "{line}\nis not in\n{shown}");
    }
}
