//! Articles as agencies exchange them.

use std::{error::Error, path::Path};

use serde_json::{Value, json};

use crate::site;

/// IPTC's schema leaves the shape of places on a map to GeoJSON's, on another site. The press names
/// no places: a place would be refused.
struct Elsewhere;

impl jsonschema::Retrieve for Elsewhere {
    fn retrieve(&self, _: &jsonschema::Uri<String>) -> Result<Value, Box<dyn Error + Send + Sync>> {
        Ok(json!(false))
    }
}

/// What IPTC's schema says of the fields that the press writes, for where it does not stand beside the checkout.
fn follows_the_rules(item: &Value, path: &Path) {
    let fail = |what: &str| panic!("{}: {what}", path.display());
    let text = |value: &Value| value.as_str().is_some_and(|text| !text.is_empty());
    for required in ["uri", "standard"] {
        assert!(!item[required].is_null(), "{}: no {required}", path.display());
    }
    for (key, allowed) in [
        ("type", &["text"][..]),
        ("representationType", &["full"]),
        ("pubStatus", &["usable"]),
    ] {
        if !item[key].as_str().is_some_and(|value| allowed.contains(&value)) {
            fail(key);
        }
    }
    for key in ["firstCreated", "versionCreated", "contentCreated"] {
        let is_date = item[key]
            .as_str()
            .is_some_and(|date| date.contains('T') && date.len() >= 20);
        assert!(is_date, "{}: {key}", path.display());
    }
    let pictures = item["associations"].as_array().into_iter().flatten();
    for said in std::iter::once(item).chain(pictures) {
        for list in ["headlines", "descriptions", "bodies"] {
            for part in said[list].as_array().into_iter().flatten() {
                if !["role", "contentType", "value"]
                    .iter()
                    .all(|key| text(&part[*key]))
                {
                    fail(list);
                }
            }
        }
        for rendition in said["renditions"].as_array().into_iter().flatten() {
            if !text(&rendition["href"]) || ["width", "height"].iter().any(|key| rendition[*key].is_string())
            {
                fail("renditions");
            }
        }
    }
    for (list, relation) in [("people", "rel"), ("subjects", "rel"), ("infoSources", "role")] {
        for named in item[list].as_array().into_iter().flatten() {
            if !text(&named["name"]) || !text(&named[relation]) {
                fail(list);
            }
        }
    }
}

#[test]
fn every_article_is_valid_ninjs() {
    // IPTC's schema, where it stands beside the checkout; it is not ours to publish.
    let schema =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/reference/ninjs/ninjs-schema_3.1.json");
    let schema = schema.is_file().then(|| {
        let options = jsonschema::options().should_validate_formats(true);
        options
            .with_retriever(Elsewhere)
            .build(&site::json(&schema))
            .unwrap()
    });
    if schema.is_none() {
        // Past the test harness, which shows nobody what a passing test prints.
        let words = b"NOT CHECKED: ninjs against IPTC's schema, which is not at ../shared/reference/ninjs/\n";
        let _ = std::io::Write::write_all(&mut std::io::stderr(), words);
    }
    for site in [site::sample(), site::hostile()] {
        let articles = std::fs::read_dir(site.root.join("data/articles")).unwrap();
        for article in articles {
            let path = site.root.join("data/ninjs").join(article.unwrap().file_name());
            let item = site::json(&path);
            assert!(
                item["bodies"][0]["value"]
                    .as_str()
                    .is_some_and(|body| body.contains("<p")),
                "{}",
                path.display()
            );
            follows_the_rules(&item, &path);
            let errors = schema.iter().flat_map(|schema| schema.iter_errors(&item));
            let errors: Vec<String> = errors
                .map(|error| format!("{error} at {}", error.instance_path()))
                .collect();
            assert!(errors.is_empty(), "{}: {errors:?}", path.display());
        }
    }
}
