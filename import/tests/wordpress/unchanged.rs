//! Importing the same export again, after the newsroom did something to the files.

use std::fs;

use serde_json::json;

use crate::fixture::{Imported, Post};

const LINKING: &str = "<p>Voir <a href=\"https://journal.example/2019/03/titre-1/\">ici</a>.</p>";

fn again(imported: &Imported) -> import::Summary {
    let summary = imported.run("export.xml");
    crate::common::hold(&imported.folder(), &summary);
    summary
}

fn rename(imported: &Imported, from: &str, to: &str) {
    let folder = imported.folder();
    fs::create_dir_all(folder.join(to).parent().unwrap()).unwrap();
    fs::rename(folder.join(from), folder.join(to)).unwrap();
}

/// Then `kiosque check` would say "leads nowhere" of it, in other articles and in `redirects.json`.
fn leads_to(imported: &Imported, address: &str) -> bool {
    let texts = imported.files();
    let mut texts = texts
        .iter()
        .filter(|(path, _)| path.starts_with("articles/") || *path == "redirects.json");
    texts.any(|(_, bytes)| String::from_utf8_lossy(bytes).contains(&format!("\"{address}\"")))
}

#[test]
fn nothing_leads_to_an_article_that_the_newsroom_removed_and_it_does_so_again_where_it_is_put_back() {
    let imported = Imported::of(&[Post::new(1, "Un.").xml(), Post::new(2, LINKING).xml()]);
    assert!(leads_to(&imported, "/article/titre-1/"));
    let path = imported.folder().join("articles/titre-1.json");
    let text = fs::read(&path).unwrap();
    fs::remove_file(&path).unwrap();
    assert!(!again(&imported).is_unchanged);
    assert!(!leads_to(&imported, "/article/titre-1/") && !path.exists());
    assert_eq!(imported.told("wp-1", "removed-here").len(), 1);
    assert!(again(&imported).is_unchanged);
    fs::write(&path, text).unwrap();
    assert!(!again(&imported).is_unchanged);
    assert!(leads_to(&imported, "/article/titre-1/"));
    assert!(again(&imported).is_unchanged);
}

#[test]
fn all_leads_to_the_new_slug_of_an_article() {
    let imported = Imported::of(&[Post::new(1, "Un.").xml(), Post::new(2, LINKING).xml()]);
    rename(&imported, "articles/titre-1.json", "articles/marche.json");
    assert!(!again(&imported).is_unchanged);
    assert!(leads_to(&imported, "/article/marche/") && !leads_to(&imported, "/article/titre-1/"));
    let before = imported.files();
    assert!(again(&imported).is_unchanged);
    assert_eq!(imported.files(), before);
}

#[test]
fn a_draft_that_the_newsroom_publishes_has_its_section_its_author_and_its_readers() {
    let mut draft = Post::new(1, "Un.");
    draft.status = "draft";
    draft.creator = "moussa";
    draft.more = "<category domain=\"category\" nicename=\"sport\"><![CDATA[Sport]]></category>".to_owned();
    let imported = Imported::of(&[draft.xml(), Post::new(2, LINKING).xml()]);
    let has = |text: &str| imported.json("site.json").to_string().contains(text);
    assert!(!has("sport") && !has("moussa"));
    rename(&imported, "drafts/titre-1.json", "articles/titre-1.json");
    let summary = again(&imported);
    assert_eq!((summary.articles, summary.drafts), (2, 0));
    assert!(has("sport") && has("moussa"), "without them it is not built");
    assert!(leads_to(&imported, "/article/titre-1/"));
    assert_eq!(imported.report()["wp-1"]["file"], "articles/titre-1.json");
    assert!(again(&imported).is_unchanged);
    // Taken back, nothing leads to it.
    rename(&imported, "articles/titre-1.json", "drafts/titre-1.json");
    again(&imported);
    assert!(!leads_to(&imported, "/article/titre-1/"));
    rename(&imported, "articles/titre-2.json", "drafts/titre-2.json");
    again(&imported);
    assert!(!leads_to(&imported, "/article/titre-2/"));
    assert_eq!(imported.report()["wp-2"]["file"], "drafts/titre-2.json");
}

#[test]
fn what_is_withdrawn_is_named_until_it_is_removed() {
    let mut post = Post::new(1, "Un.");
    let imported = Imported::of(&[post.xml()]);
    post.status = "private";
    imported.again(&[post.xml()]);
    for _ in 0..2 {
        let summary = again(&imported);
        assert!(summary.is_unchanged);
        assert_eq!(summary.withdrawn, ["articles/titre-1.json"]);
    }
    fs::remove_file(imported.folder().join("articles/titre-1.json")).unwrap();
    assert_eq!(again(&imported).withdrawn, Vec::<String>::new());
    assert!(again(&imported).is_unchanged);
}

#[test]
fn a_page_that_the_newsroom_takes_over_is_found_at_its_old_addresses() {
    let mut page = Post::new(1, "Qui nous sommes.");
    page.kind = "page";
    let imported = Imported::of(&[page.xml(), Post::new(2, "Deux.").xml()]);
    assert!(!leads_to(&imported, "/titre-1/"));
    rename(&imported, "set-aside/page/titre-1.json", "pages/titre-1.json");
    again(&imported);
    let redirects = imported.json("redirects.json").to_string();
    for from in ["/2019/03/titre-1/", "/?page_id=1", "/?p=1"] {
        let redirect = format!("{{\"from\":\"{from}\",\"to\":\"/titre-1/\"}}");
        assert!(redirects.contains(&redirect), "{redirects}");
    }
    assert!(again(&imported).is_unchanged);
    // An older page stays where it is, too, when the source has it no more.
    imported.again(&[Post::new(2, "Deux.").xml()]);
    assert!(leads_to(&imported, "/titre-1/"));
    fs::remove_file(imported.folder().join("pages/titre-1.json")).unwrap();
    again(&imported);
    assert!(!leads_to(&imported, "/titre-1/"));
}

#[test]
fn redirects_that_are_lost_are_made_again() {
    let imported = Imported::of(&[Post::new(1, "Un.").xml()]);
    let before = imported.json("redirects.json");
    fs::remove_file(imported.folder().join("redirects.json")).unwrap();
    again(&imported);
    assert_eq!(imported.json("redirects.json"), before);
}

#[test]
fn a_mark_that_an_editor_put_before_a_file_stops_nothing() {
    let imported = Imported::of(&[Post::new(1, "Un.").xml()]);
    for path in ["site.json", "redirects.json", "articles/titre-1.json"] {
        let path = imported.folder().join(path);
        let text = fs::read_to_string(&path).unwrap();
        fs::write(&path, format!("\u{feff}{text}")).unwrap();
    }
    let summary = imported.again(&[Post::new(1, "Deux.").xml()]);
    assert_eq!((summary.articles, summary.conflicts), (1, 0));
    assert_eq!(imported.article(1)["body"][0]["spans"][0]["text"], "Deux.");
    assert!(leads_to(&imported, "/article/titre-1/"));
    assert_eq!(imported.json("site.json")["name"], json!("L’Écho"));
}

#[test]
fn what_is_wrong_with_redirects_is_told_in_words_that_a_newsroom_has() {
    let imported = Imported::of(&[Post::new(1, "Un.").xml()]);
    for (text, told) in [
        ("{\"version\": \"1.1\"}", "\"redirects\" is missing at line 1"),
        (
            "{\"redirects\": [{\"from\": \"/a/\"}]}",
            "\"to\" is missing at line 1",
        ),
        (
            "{\"redirects\": {}}",
            "a value is not of the type that belongs there at line 1",
        ),
        ("{\"redirects\": [", "it breaks off at line 1"),
    ] {
        fs::write(imported.folder().join("redirects.json"), text).unwrap();
        fs::write(
            imported.root.path().join("export.xml"),
            crate::fixture::export(&[Post::new(1, "Deux.").xml()]),
        )
        .unwrap();
        let why = import::run(&imported.options("export.xml"), &import::Silent)
            .unwrap_err()
            .to_string();
        assert!(why.contains("redirects.json") && why.contains(told), "{why}");
    }
}
