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
    let summary = imported.again(&[private.xml()]);
    assert!(imported.folder().join("articles/titre-2.json").exists());
    assert_eq!(summary.withdrawn, ["articles/titre-2.json"]);
    assert_eq!(imported.told("wp-2", "withdrawn").len(), 1);
    fs::remove_file(imported.folder().join("articles/titre-2.json")).unwrap();
    let posts = [private.xml(), Post::new(3, "Un.").xml()];
    assert!(imported.again(&posts).withdrawn.is_empty());
}

#[test]
fn what_is_still_public_here_and_no_more_there_is_told_until_it_is_removed() {
    for status in ["private", "draft", "trash"] {
        let mut post = Post::new(1, "Un.");
        let imported = Imported::of(&[post.xml()]);
        post.status = status;
        let mut others = Vec::new();
        for number in 2..5 {
            let posts: Vec<String> = [post.xml()].into_iter().chain(others.clone()).collect();
            let summary = imported.again(&posts);
            assert_eq!(
                summary.withdrawn,
                ["articles/titre-1.json"],
                "{status}, import {number}"
            );
            assert_eq!(imported.told("wp-1", "withdrawn").len(), 1);
            assert!(
                !imported.folder().join("drafts/titre-1.json").exists(),
                "it lies in one place"
            );
            others.push(Post::new(number, "Un.").xml());
        }
        fs::remove_file(imported.folder().join("articles/titre-1.json")).unwrap();
        let posts: Vec<String> = [post.xml()].into_iter().chain(others).collect();
        assert_eq!(imported.again(&posts).withdrawn, Vec::<String>::new(), "{status}");
        assert!(imported.told("wp-1", "withdrawn").is_empty());
    }
}

#[test]
fn what_the_newsroom_wrote_into_a_draft_is_published_with_it() {
    let mut post = Post::new(1, "Un.");
    post.status = "draft";
    let imported = Imported::of(&[post.xml()]);
    change(&imported, "drafts/titre-1.json", |draft| {
        draft["headline"] = json!("Titre de la rédaction")
    });
    post.status = "publish";
    post.content = "Deux.".into();
    assert_eq!(imported.again(&[post.xml()]).conflicts, 0);
    let article = imported.article(1);
    assert_eq!(article["headline"], "Titre de la rédaction");
    assert_eq!(article["body"][0]["spans"][0]["text"], "Deux.");
    assert!(!imported.folder().join("drafts/titre-1.json").exists());
    post.title = "Titre de la source";
    assert_eq!(imported.again(&[post.xml()]).conflicts, 1);
    assert_eq!(imported.article(1)["headline"], "Titre de la rédaction");
}

#[test]
fn an_article_that_was_withdrawn_and_is_published_again_keeps_what_the_newsroom_wrote() {
    for status in ["private", "draft"] {
        let mut post = Post::new(1, "Un.");
        let imported = Imported::of(&[post.xml()]);
        change(&imported, "articles/titre-1.json", |article| {
            article["headline"] = json!("Titre de la rédaction")
        });
        post.status = status;
        imported.again(&[post.xml()]);
        post.status = "publish";
        post.content = "Deux.".into();
        let summary = imported.again(&[post.xml()]);
        assert_eq!((summary.conflicts, summary.withdrawn.len()), (0, 0), "{status}");
        assert_eq!(imported.article(1)["headline"], "Titre de la rédaction");
        assert_eq!(imported.article(1)["body"][0]["spans"][0]["text"], "Deux.");
    }
}

#[test]
fn what_the_newsroom_wrote_stays_as_it_was_laid_out() {
    let imported = Imported::of(&[Post::new(1, "Un.").xml()]);
    let path = imported.folder().join("articles/titre-1.json");
    let text = fs::read_to_string(&path).unwrap();
    let body =
        "\"body\": [ {\"type\": \"paragraph\",\n      \"spans\": [{\"text\": \"De la rédaction.\"}]} ]";
    let begin = text.find("\"body\"").unwrap();
    fs::write(
        &path,
        format!("{}{body},\n  \"related\": [ ]\n}}\n", &text[..begin]),
    )
    .unwrap();
    let mut post = Post::new(1, "Un.");
    post.title = "Titre de la source";
    imported.again(&[post.xml()]);
    let now = fs::read_to_string(&path).unwrap();
    assert!(
        now.contains(body) && now.contains("\"related\": [ ]") && now.contains("Titre de la source"),
        "{now}"
    );
    // What was changed with a text that did not come is not said to be here.
    post.content = "Deux.".into();
    post.modified_gmt = "2024-05-01 10:00:00";
    assert_eq!(imported.again(&[post.xml()]).conflicts, 1);
    assert!(!fs::read_to_string(&path).unwrap().contains("2024-05-01"));
    assert!(imported.json("conflicts/titre-1.json")["source"]["dateModified"].is_string());
}

#[test]
fn a_conflict_that_nobody_looked_at_is_not_lost_to_the_next() {
    let mut post = Post::new(1, "Un.");
    post.excerpt = "Le chapeau.";
    let imported = Imported::of(&[post.xml()]);
    change(&imported, "articles/titre-1.json", |article| {
        article["headline"] = json!("Titre de la rédaction");
        article["description"] = json!("Le chapeau de la rédaction.");
    });
    post.title = "Titre de la source";
    assert_eq!(imported.again(&[post.xml()]).conflicts, 1);
    post.excerpt = "Le chapeau de la source.";
    assert_eq!(imported.again(&[post.xml()]).conflicts, 1);
    assert_eq!(
        imported.json("conflicts/titre-1.json")["source"],
        json!({"headline": "Titre de la source", "description": "Le chapeau de la source."})
    );
}

#[test]
fn what_the_newsroom_did_to_a_page_that_is_set_aside_stays() {
    let mut page = Post::new(1, "Qui nous sommes.");
    page.kind = "page";
    let others = |number: u64| Post::new(number, "Un.").xml();
    let imported = Imported::of(&[page.xml(), others(2)]);
    let path = "set-aside/page/titre-1.json";
    change(&imported, path, |page| page["headline"] = json!("La rédaction"));
    page.content = "Qui nous sommes maintenant.".into();
    imported.again(&[page.xml(), others(2), others(3)]);
    assert_eq!(imported.json(path)["headline"], "La rédaction");
    assert!(imported.json(path).to_string().contains("maintenant"));
    page.title = "À propos";
    imported.again(&[page.xml(), others(2)]);
    assert_eq!(imported.json(path)["headline"], "La rédaction");
    let conflict = imported.json("conflicts/pages/titre-1.json");
    assert_eq!(conflict["source"], json!({"headline": "À propos"}));
    // Published, it does not lie there again.
    fs::remove_file(imported.folder().join(path)).unwrap();
    imported.again(&[page.xml(), others(3)]);
    assert!(!imported.folder().join(path).exists());
    assert_eq!(imported.told("wp-1", "removed-here").len(), 1);
}

#[test]
fn an_article_that_is_a_draft_again_is_told() {
    let mut post = Post::new(1, "Un.");
    let imported = Imported::of(&[post.xml()]);
    post.status = "draft";
    assert_eq!(imported.again(&[post.xml()]).withdrawn, ["articles/titre-1.json"]);
}

#[test]
fn an_article_under_a_new_slug_stays_the_same_article() {
    let linking = "<p>Voir <a href=\"https://journal.example/?p=1\">ici</a>.</p>";
    let other = Post::new(2, linking).xml();
    let imported = Imported::of(&[Post::new(1, "Un.").xml(), other.clone()]);
    let folder = imported.folder().join("articles");
    change(&imported, "articles/titre-1.json", |article| {
        article["slug"] = json!("marche-de-segou")
    });
    fs::rename(folder.join("titre-1.json"), folder.join("marche-de-segou.json")).unwrap();

    let summary = imported.again(&[Post::new(1, "Deux.").xml(), other.clone()]);
    assert_eq!((summary.articles, summary.conflicts), (2, 0));
    assert!(
        imported.told("wp-1", "removed-here").is_empty() && imported.told("wp-1", "slug-taken").is_empty()
    );
    assert!(!folder.join("titre-1.json").exists());
    let article = imported.json("articles/marche-de-segou.json");
    assert_eq!(article["slug"], "marche-de-segou");
    assert_eq!(article["body"][0]["spans"][0]["text"], "Deux.");
    let link = imported.json("articles/titre-2.json").to_string();
    assert!(link.contains("/article/marche-de-segou/"), "{link}");
    let redirects = imported.json("redirects.json").to_string();
    assert!(
        redirects.contains("{\"from\":\"/?p=1\",\"to\":\"/article/marche-de-segou/\"}"),
        "{redirects}"
    );
    let mut private = Post::new(1, "Deux.");
    private.status = "private";
    let summary = imported.again(&[private.xml(), other]);
    assert_eq!(summary.withdrawn, ["articles/marche-de-segou.json"]);
}

#[test]
fn a_draft_that_the_newsroom_publishes_is_brought_up_to_date() {
    let mut post = Post::new(1, "Un.");
    post.status = "draft";
    let imported = Imported::of(&[post.xml()]);
    let [draft, article] =
        ["drafts/titre-1.json", "articles/titre-1.json"].map(|path| imported.folder().join(path));
    fs::rename(&draft, &article).unwrap();
    post.content = "Deux.".into();
    for status in ["draft", "publish"] {
        post.status = status;
        post.content.push_str(" Encore.");
        let summary = imported.again(&[post.xml()]);
        assert_eq!(
            (summary.articles, summary.drafts, summary.conflicts),
            (1, 0, 0),
            "{status}"
        );
        assert!(!draft.exists() && imported.told("wp-1", "removed-here").is_empty());
        let text = imported.article(1)["body"][0]["spans"][0]["text"].clone();
        assert_eq!(text, post.content);
    }
    let site = imported.json("site.json");
    let section = imported.article(1)["articleSection"]["slug"].clone();
    assert!(
        site["sections"]
            .as_array()
            .unwrap()
            .iter()
            .any(|it| it["slug"] == section)
    );
    // What the newsroom takes back stays with it, too.
    fs::rename(&article, &draft).unwrap();
    post.content = "Trois.".into();
    let summary = imported.again(&[post.xml()]);
    assert_eq!((summary.articles, summary.drafts), (0, 1));
    assert!(!article.exists() && fs::read_to_string(&draft).unwrap().contains("Trois."));
}

#[test]
fn another_import_into_the_same_folder_waits() {
    let imported = Imported::of(&[Post::new(1, "Un.").xml()]);
    let lock = fs::File::open(imported.folder().join(".import/lock")).unwrap();
    lock.lock().unwrap();
    let why = import::run(&imported.options("export.xml"), &import::Silent).unwrap_err();
    let why = why.to_string();
    assert!(
        why.contains("another import into this folder is under way"),
        "{why}"
    );
    drop(lock);
    assert!(imported.run("export.xml").is_unchanged);
}

#[test]
fn the_export_of_another_site_goes_into_another_folder() {
    let imported = Imported::of(&[Post::new(1, "Un.").xml()]);
    let before = imported.files();
    let other = crate::fixture::export(&[Post::new(1, "Deux.").xml()]);
    let other = other.replace("journal.example", "autre.example");
    fs::write(imported.root.path().join("export.xml"), other).unwrap();
    let mut options = imported.options("export.xml");
    let why = import::run(&options, &import::Silent).unwrap_err().to_string();
    assert!(
        why.contains("this is of autre.example") && why.contains("another folder"),
        "{why}"
    );
    assert_eq!(imported.files(), before);
    options.base = Some("https://autre.example/".parse().unwrap());
    assert_eq!(import::run(&options, &import::Silent).unwrap().written, 1);
}

#[test]
fn exports_in_parts_keep_the_comments_of_all() {
    let commented = |id: u64, words: &str| {
        let comment = format!(
            "<wp:comment><wp:comment_id>{id}</wp:comment_id><wp:comment_author>lectrice@exemple.example</wp:comment_author>\
             <wp:comment_content>{words}</wp:comment_content></wp:comment>"
        );
        Post::new(id, "Un.").more(&comment)
    };
    let imported = Imported::of(&[commented(1, "Bravo").xml()]);
    imported.again(&[commented(2, "Merci").xml()]);
    let mut private = commented(3, "Secret");
    private.status = "private";
    imported.again(&[commented(2, "Merci bien").xml(), private.xml()]);
    let text = |path: &str| String::from_utf8(imported.files()[path].clone()).unwrap();
    let comments = text("set-aside/comments.jsonl");
    assert_eq!(comments.lines().count(), 2, "{comments}");
    assert!(
        comments.contains("Bravo") && comments.contains("Merci bien"),
        "{comments}"
    );
    assert!(
        !comments.contains('@') && comments.contains("lectrice"),
        "{comments}"
    );
    assert!(text("set-aside/private/comments.jsonl").contains("Secret"));
}

#[test]
fn articles_are_known_again_where_all_else_was_lost() {
    let posts: Vec<String> = (1..=3).map(|id| Post::new(id, "Un.").xml()).collect();
    let imported = Imported::of(&posts);
    change(&imported, "articles/titre-1.json", |article| {
        article["headline"] = json!("Titre de la rédaction");
    });
    fs::remove_dir_all(imported.folder().join(".import")).unwrap();
    imported.again(&posts);
    let articles = fs::read_dir(imported.folder().join("articles")).unwrap().count();
    assert_eq!(articles, 3);
    assert_eq!(imported.article(1)["headline"], "Titre de la rédaction");
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

#[test]
fn a_redirect_that_the_newsroom_removed_does_not_come_back() {
    let imported = Imported::of(&[Post::new(1, "Un.").xml()]);
    let has = |from: &str| {
        let redirects = imported.json("redirects.json")["redirects"].clone();
        redirects.as_array().unwrap().iter().any(|it| it["from"] == from)
    };
    assert!(has("/?p=1"));
    change(&imported, "redirects.json", |file| {
        file["redirects"]
            .as_array_mut()
            .unwrap()
            .retain(|it| it["from"] != "/?p=1");
    });
    for text in ["Deux.", "Trois."] {
        imported.again(&[Post::new(1, text).xml(), Post::new(2, text).xml()]);
        assert!(!has("/?p=1") && has("/?p=2"), "{text}");
    }
    // Where the file is lost, it is made again.
    fs::remove_file(imported.folder().join("redirects.json")).unwrap();
    imported.again(&[Post::new(1, "Quatre.").xml(), Post::new(2, "Un.").xml()]);
    assert!(has("/?p=1") && has("/?p=2"));
}
