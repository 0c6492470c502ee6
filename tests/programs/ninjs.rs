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
            let errors = schema.iter().flat_map(|schema| schema.iter_errors(&item));
            let errors: Vec<String> = errors
                .map(|error| format!("{error} at {}", error.instance_path()))
                .collect();
            assert!(errors.is_empty(), "{}: {errors:?}", path.display());
        }
    }
}
