//! ninjs, as an agency reads it.

use jsonschema::Validator;

use super::*;

/// IPTC's schema, where it stands beside the checkout; it is not ours to publish.
fn iptc() -> Option<Validator> {
    let path = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../shared/reference/ninjs/ninjs-schema_3.1.json"
    );
    let Ok(text) = std::fs::read_to_string(path) else {
        // Past the test harness, which shows what a passing test prints to nobody.
        let _ = std::io::Write::write_all(
            &mut std::io::stderr(),
            b"NOT CHECKED: ninjs against IPTC's schema, which is not at ../shared/reference/ninjs/\n",
        );
        return None;
    };
    let schema: Value = serde_json::from_str(&text).unwrap();
    let options = jsonschema::options().should_validate_formats(true);
    Some(options.with_retriever(Elsewhere).build(&schema).unwrap())
}

/// IPTC's schema leaves the shape of places on a map to GeoJSON's, on another site. The press names
/// no places: a place would be refused.
struct Elsewhere;

impl jsonschema::Retrieve for Elsewhere {
    fn retrieve(
        &self,
        _: &jsonschema::Uri<String>,
    ) -> Result<Value, Box<dyn std::error::Error + Send + Sync>> {
        Ok(json!(false))
    }
}

#[test]
fn an_agency_reads_every_article() {
    let site = site(HOSTILE);
    let mut article = article(1, HOSTILE);
    article.image.as_mut().unwrap().credit_text = None;
    article.date_modified = Some("2024-01-03T08:00:00+01:00".to_owned());
    article.body.extend(recordings());
    let (path, text) = ninjs(&site, &identities(&site), &served(&article));
    assert_eq!(path, "data/ninjs/jour-1.json");
    let mut item: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(item["uri"], "tag:jour.example,2024:1%20%C3%A9");
    assert_eq!(item["headlines"][0]["value"], HOSTILE);
    assert_eq!(item["versionCreated"], "2024-01-03T08:00:00+01:00");
    assert!(
        item["bodies"][0]["value"]
            .as_str()
            .unwrap()
            .contains("https://jour.example/le/images/a.jpg")
    );
    let [picture, sound, film, _] = item["associations"].as_array().unwrap().as_slice() else {
        panic!("{item}")
    };
    assert_eq!(
        (&picture["type"], &sound["type"], &film["type"]),
        (&json!("picture"), &json!("audio"), &json!("video"))
    );
    assert_eq!(sound["renditions"][0]["sizeInBytes"], 1234);
    if let Some(schema) = iptc() {
        let errors: Vec<String> = schema.iter_errors(&item).map(|error| error.to_string()).collect();
        assert!(errors.is_empty(), "{errors:?}");
        item["firstCreated"] = json!("hier");
        assert!(!schema.is_valid(&item), "the schema finds what is wrong");
    }
}

#[test]
fn what_others_wrote_later_changes_no_article_s_ninjs() {
    let alone = article(1, "Un titre");
    let mut followed = alone.clone();
    followed.related = vec![decode_summary()];
    let site = site("Le Jour");
    let identities = identities(&site);
    assert_eq!(
        ninjs(&site, &identities, &served(&alone)),
        ninjs(&site, &identities, &served(&followed))
    );
}

fn decode_summary() -> kiosque::contract::Summary {
    let article: Article = decode(
        r#"{"version": "1.0", "slug": "x", "headline": "x", "related": [{"slug": "y", "headline": "y"}]}"#,
    )
    .unwrap();
    article.related[0].clone()
}
