//! Importing again, over what the newsroom wrote meanwhile.

use std::fs;

use serde_json::{Value, json};

use crate::fixture::{Imported, Post};

fn change(imported: &Imported, path: &str, change: impl Fn(&mut Value)) {
    let mut value = imported.json(path);
    change(&mut value);
    fs::write(
        imported.folder().join(path),
        serde_json::to_string_pretty(&value).unwrap(),
    )
    .unwrap();
}

#[test]
fn nothing_that_has_not_changed_is_written() {
    let posts: Vec<String> = (1..=20).map(|id| Post::new(id, "Un.").xml()).collect();
    let imported = Imported::of(&posts);
    let before = imported.files();
    assert!(imported.again(&posts).is_unchanged);
    assert_eq!(imported.files(), before);
    // An export that was made again says another date.
    let again = crate::fixture::export(&posts).replace(
        "<description>Le journal</description>",
        "<description>Le journal</description>\n<pubDate>x</pubDate>",
    );
    fs::write(imported.root.path().join("export.xml"), again).unwrap();
    assert!(imported.run("export.xml").is_unchanged);
    assert_eq!(imported.files(), before);
}

#[test]
fn one_changed_post_writes_one_article() {
    let posts = |text: &str| -> Vec<String> {
        (1..=20)
            .map(|id| Post::new(id, if id == 7 { text } else { "Un." }).xml())
            .collect()
    };
    let imported = Imported::of(&posts("Un."));
    let before = imported.files();
    assert_eq!(imported.again(&posts("Deux.")).written, 1);
    let changed: Vec<String> = imported
        .files()
        .into_iter()
        .filter(|(path, bytes)| before.get(path) != Some(bytes) && !path.starts_with(".import/"))
        .map(|(path, _)| path)
        .collect();
    assert_eq!(changed, ["articles/titre-7.json"]);
    // The report still tells of all.
    assert_eq!(imported.report().len(), 20);
}

#[test]
fn what_the_newsroom_changed_stays_and_the_rest_comes_in() {
    let imported = Imported::of(&[Post::new(1, "Un.").xml()]);
    change(&imported, "articles/titre-1.json", |article| {
        article["headline"] = json!("Titre de la rédaction");
        article["related"] = json!([]);
    });
    let mut post = Post::new(1, "Deux.");
    let summary = imported.again(&[post.xml()]);
    assert_eq!((summary.written, summary.conflicts), (1, 0));
    let article = imported.article(1);
    assert_eq!(article["headline"], "Titre de la rédaction");
    assert_eq!(article["related"], json!([]));
    assert_eq!(article["body"][0]["spans"][0]["text"], "Deux.");
    // Both changed it.
    post.title = "Titre de la source";
    let summary = imported.again(&[post.xml()]);
    assert_eq!((summary.written, summary.conflicts), (0, 1));
    assert_eq!(imported.article(1)["headline"], "Titre de la rédaction");
    assert_eq!(
        imported.json("conflicts/titre-1.json")["source"],
        json!({"headline": "Titre de la source"})
    );
    assert_eq!(imported.told("wp-1", "conflict").len(), 1);
    // That is told once.
    post.content = "Trois.".into();
    assert_eq!(imported.again(&[post.xml()]).conflicts, 0);
    assert_eq!(imported.article(1)["headline"], "Titre de la rédaction");
    assert_eq!(imported.article(1)["body"][0]["spans"][0]["text"], "Trois.");
}

#[test]
fn the_newsrooms_own_articles_keep_their_names() {
    let imported = Imported::of(&[]);
    let own = "{\"slug\": \"titre-1\", \"mine\": true}";
    fs::write(imported.folder().join("articles/titre-1.json"), own).unwrap();
    imported.again(&[Post::new(1, "Un.").xml()]);
    assert_eq!(
        fs::read_to_string(imported.folder().join("articles/titre-1.json")).unwrap(),
        own
    );
    assert_eq!(imported.json("articles/titre-1-2.json")["id"], "wp-1");
}

#[test]
fn what_the_newsroom_removed_does_not_come_back() {
    let imported = Imported::of(&[Post::new(1, "Un.").xml(), Post::new(2, "Un.").xml()]);
    fs::remove_file(imported.folder().join("articles/titre-1.json")).unwrap();
    imported.again(&[Post::new(1, "Deux.").xml(), Post::new(2, "Un.").xml()]);
    assert!(!imported.folder().join("articles/titre-1.json").exists());
    assert_eq!(imported.told("wp-1", "removed-here").len(), 1);
}

#[test]
fn what_the_source_no_longer_has_is_told_and_stays() {
    let imported = Imported::of(&[Post::new(1, "Un.").xml(), Post::new(2, "Un.").xml()]);
    imported.again(&[Post::new(2, "Un.").xml()]);
    assert!(imported.folder().join("articles/titre-1.json").exists());
    assert_eq!(imported.told("wp-1", "gone").len(), 1);
    let mut private = Post::new(2, "Un.");
    private.status = "private";
    imported.again(&[private.xml()]);
    assert!(imported.folder().join("articles/titre-2.json").exists());
    assert_eq!(imported.told("wp-2", "gone").len(), 1);
}

#[test]
fn a_draft_that_appears_lies_in_one_place() {
    let mut post = Post::new(1, "Un.");
    post.status = "draft";
    let imported = Imported::of(&[post.xml()]);
    assert!(imported.folder().join("drafts/titre-1.json").exists());
    post.status = "publish";
    imported.again(&[post.xml()]);
    assert!(!imported.folder().join("drafts/titre-1.json").exists());
    assert!(imported.folder().join("articles/titre-1.json").exists());
}

#[test]
fn site_json_is_left_to_the_last_space_but_for_what_is_new() {
    let imported = Imported::of(&[]);
    let site = "{\n\t\"version\": \"1.0\", \"name\": \"À nous\",\n\t\"url\": \"https://nous.example\", \"inLanguage\": \"fr\", \"timeZone\": \"Africa/Lagos\",\n\t\"sections\": [{\"slug\": \"societe\", \"name\": \"La société\"}],\n\t\"authors\": [], \"links\": [ ]\n}\n";
    fs::write(imported.folder().join("site.json"), site).unwrap();
    let mut post = Post::new(1, "Un.");
    post.date_gmt = "0000-00-00 00:00:00";
    imported.again(&[post.xml()]);
    assert_eq!(imported.article(1)["articleSection"]["name"], "La société");
    assert_eq!(
        imported.article(1)["datePublished"],
        "2019-03-12T08:30:00Z",
        "in the newspaper's own time"
    );
    let now = fs::read_to_string(imported.folder().join("site.json")).unwrap();
    let (before, after) = site.split_once("\"authors\": []").unwrap();
    assert!(now.starts_with(before) && now.ends_with(after), "{now}");
    assert_eq!(imported.json("site.json")["authors"][0]["slug"], "awa-s");
}

#[test]
fn redirects_of_the_newsrooms_own_stay() {
    let imported = Imported::of(&[Post::new(1, "Un.").xml()]);
    change(&imported, "redirects.json", |file| {
        file["redirects"]
            .as_array_mut()
            .unwrap()
            .push(json!({"from": "/ours/", "to": "/"}));
    });
    imported.again(&[Post::new(1, "Un.").xml(), Post::new(2, "Un.").xml()]);
    let redirects = imported.json("redirects.json")["redirects"].clone();
    let froms: Vec<&str> = redirects
        .as_array()
        .unwrap()
        .iter()
        .map(|it| it["from"].as_str().unwrap())
        .collect();
    assert!(froms.contains(&"/ours/") && froms.contains(&"/?p=2"), "{froms:?}");
    assert_eq!(froms.iter().filter(|from| **from == "/?p=1").count(), 1);
}
