//! The mapping file, whatever the source is.

use serde_json::json;

use crate::{feed, fixture::Imported, ghost, joomla, ninjs, page, rest, spip::site};

/// An export of a source, an article of it, and the names of its first two sections.
type Export = (Vec<(&'static str, String)>, &'static str, [&'static str; 2]);

fn exports() -> Vec<Export> {
    let post = ghost::id(1).replace("ghost-", "");
    let tags = json!({"posts_tags": [
        {"post_id": post, "tag_id": "t1", "sort_order": 0},
        {"post_id": post, "tag_id": "t3", "sort_order": 1},
    ]});
    let text = ghost::lexical(&[ghost::paragraph(&[ghost::text("Un.")])]);
    let item = feed::item(1, &feed::encoded("<p>Un.</p>"));
    let mut rest: Vec<(&str, String)> = rest::tables().into();
    let of_two = json!([rest::post(1, "<p>Un.</p>", json!({"categories": [3, 4]}))]);
    rest.push(("posts.json", of_two.to_string()));
    let ghost = ghost::export(&[ghost::post(1, text)], tags);
    let ninjs = ninjs::item(1, json!({})).to_string();
    vec![
        (vec![("a.json", ghost)], "titre-1", ["Société", "eau"]),
        (vec![("a.xml", feed::rss(&item))], "titre-1", ["Société", "eau"]),
        (vec![("a.json", ninjs)], "titre-1", ["Société", "eau"]),
        (rest, "titre-1", ["Santé & soins", "Société"]),
        (vec![("a.html", page::whole())], "dialyse", ["Santé", "Pays"]),
        (
            vec![("a.sql", site::dump("spip"))],
            "eau-a-segou",
            ["Société", "Le pays"],
        ),
        (
            vec![("a.sql", joomla::SINCE.to_owned())],
            "eau-a-segou",
            ["Société", "Le pays"],
        ),
    ]
}

#[test]
fn where_the_mapping_nulls_a_section_the_next_one_is_the_articles() {
    for (files, slug, [first, second]) in exports() {
        let planned = Imported::with(&files, &[], |options| options.plan = true);
        let mut mapping = planned.json("import-mapping.json");
        let sections = mapping["sections"].as_object_mut().unwrap();
        let named = sections.iter_mut().find(|(_, section)| section["name"] == first);
        let (_, section) = named.unwrap_or_else(|| panic!("{first}: {files:?}"));
        *section = json!(null);
        let root = tempfile::tempdir().unwrap();
        let path = root.path().join("mapping.json");
        // What an editor writes by hand names that section alone.
        sections.retain(|_, section| section.is_null());
        std::fs::write(&path, mapping.to_string()).unwrap();
        let imported = Imported::with(&files, &[], |options| options.mapping = Some(path));
        let article = imported.article(slug);
        assert_eq!(article["articleSection"]["name"], second, "{files:?}");
        let keywords = article["keywords"].as_array().unwrap();
        assert!(keywords.iter().any(|it| it == first), "{article:#}");
    }
}

#[test]
fn what_the_mapping_names_and_no_source_has_is_told() {
    for (files, ..) in exports() {
        let root = tempfile::tempdir().unwrap();
        let path = root.path().join("mapping.json");
        let mapping = json!({"sections": {"socéité": null}, "authors": {"nobody": {"slug": "awa-s", "name": "Awa S."}}});
        std::fs::write(&path, mapping.to_string()).unwrap();
        let imported = Imported::with(&files, &[], |options| options.mapping = Some(path));
        assert_eq!(
            imported.summary.not_in_source,
            ["sections.socéité", "authors.nobody"],
            "{files:?}"
        );
        assert_eq!(imported.told("source", "not-in-source").len(), 2);
    }
}

#[test]
fn a_plan_lists_the_newsrooms_own_fields() {
    let files = [("a.sql", joomla::SINCE.to_owned())];
    let planned = Imported::with(&files, &[], |options| options.plan = true);
    let mapping = planned.json("import-mapping.json");
    assert_eq!(mapping["fields"], json!({"lieu": null, "surtitre": null}));
    // As it was planned, nothing is lost.
    let path = planned.folder().join("import-mapping.json");
    let imported = Imported::with(&files, &[], |options| options.mapping = Some(path));
    assert_eq!(imported.summary.not_in_source, Vec::<String>::new());
}
