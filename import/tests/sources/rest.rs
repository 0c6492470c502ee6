//! What WordPress's REST API answers, saved as files.

use serde_json::{Value, json};

use crate::{
    fixture::{Imported, refusal},
    law::{self, Said},
};

/// A post as `/wp-json/wp/v2/posts` gives it; `fields` go over its own.
pub fn post(number: u64, content: &str, fields: Value) -> Value {
    let mut post = json!({
        "id": number, "date": "2019-03-12T09:30:00", "date_gmt": "2019-03-12T08:30:00",
        "guid": {"rendered": format!("https://journal.example/?p={number}")},
        "modified": "2019-03-13T11:00:00", "modified_gmt": "2019-03-13T10:00:00", "slug": format!("titre-{number}"),
        "status": "publish", "type": "post", "link": format!("https://journal.example/2019/03/titre-{number}/"),
        "title": {"rendered": "L&#8217;eau <em>monte</em>"}, "content": {"rendered": content, "protected": false},
        "excerpt": {"rendered": "", "protected": false}, "author": 2, "featured_media": 0, "comment_status": "open",
        "sticky": false, "template": "", "format": "standard", "meta": {"footnotes": ""}, "categories": [4], "tags": [9],
        "class_list": [], "_links": {"self": [{"href": "https://journal.example/wp-json/wp/v2/posts/1"}]}
    });
    for (name, value) in fields.as_object().unwrap() {
        post[name] = value.clone();
    }
    post
}

pub fn tables() -> [(&'static str, String); 4] {
    let categories = json!([
        {"id": 3, "count": 2, "link": "https://journal.example/category/societe/", "name": "Société", "slug": "societe", "taxonomy": "category", "parent": 0, "meta": []},
        {"id": 4, "count": 2, "link": "https://journal.example/category/societe/sante/", "name": "Santé &amp; soins", "slug": "sante", "taxonomy": "category", "parent": 3, "meta": []}
    ]);
    let tags =
        json!([{"id": 9, "count": 1, "name": "eau", "slug": "eau", "taxonomy": "post_tag", "meta": []}]);
    let users = json!([{"id": 2, "name": "Awa Sangaré", "url": "", "description": "Reporter.", "slug": "awa-s", "avatar_urls": {"24": "https://secure.gravatar.com/x"}}]);
    let media = json!([{"id": 5, "date": "2019-03-12T09:00:00", "slug": "marche", "type": "attachment", "title": {"rendered": "marche"},
        "author": 2, "caption": {"rendered": "<p>Une vue</p>"}, "alt_text": "Le marché", "media_type": "image", "mime_type": "image/png",
        "media_details": {"width": 40, "height": 30, "file": "2019/03/a.png", "image_meta": {"credit": "AFP"}}, "post": 1,
        "source_url": "https://journal.example/wp-content/uploads/2019/03/a.png"}]);
    [
        ("categories.json", categories.to_string()),
        ("tags.json", tags.to_string()),
        ("users.json", users.to_string()),
        ("media.json", media.to_string()),
    ]
}

fn with_tables<'a>(posts: &'a str, tables: &'a [(&'static str, String); 4]) -> Vec<(&'static str, &'a str)> {
    let tables = tables.iter().map(|(name, text)| (*name, text.as_str()));
    std::iter::once(("posts.json", posts)).chain(tables).collect()
}

const BODY: &str = "<p>Un paragraphe<br />\net <a href=\"https://ailleurs.example/a\">la suite</a>.</p>\n<figure class=\"wp-block-image\">\
    <img src=\"https://journal.example/wp-content/uploads/2019/03/a-300x200.png\" class=\"wp-image-5\" alt=\"\" /><figcaption>Vue</figcaption></figure>\n\
    <iframe src=\"https://www.youtube.com/embed/abcdefghijk\"></iframe>\n";

fn hold(imported: &Imported) {
    let said = Said {
        words: "Un paragraphe et la suite. Vue",
        links: &["https://ailleurs.example/a"],
        pictures: &["https://journal.example/wp-content/uploads/2019/03/a-300x200.png"],
        frames: &["https://www.youtube.com/embed/abcdefghijk"],
    };
    law::hold(imported, "wp-1", &said);
}

fn check(imported: &Imported) {
    let article = imported.article("titre-1");
    for (field, value) in [
        ("id", json!("wp-1")),
        ("headline", json!("L’eau monte")),
        ("datePublished", json!("2019-03-12T08:30:00Z")),
        ("dateModified", json!("2019-03-13T10:00:00Z")),
        (
            "articleSection",
            json!({"slug": "sante", "name": "Santé & soins"}),
        ),
        ("keywords", json!(["eau"])),
        ("author", json!([{"slug": "awa-s", "name": "Awa Sangaré"}])),
    ] {
        assert_eq!(article[field], value, "{field}");
    }
    assert_eq!(article["image"]["alt"], "Le marché");
    assert_eq!(article["image"]["creditText"], "AFP");
    assert_eq!(article["body"][0]["spans"][0]["text"], "Un paragraphe\net ");
    hold(imported);
}

#[test]
fn a_folder_of_answers_is_a_newspaper() {
    let posts = json!([
        post(1, BODY, json!({"featured_media": 5})),
        post(2, "<p>Deux.</p>", json!({}))
    ]);
    let tables = tables();
    let posts = posts.to_string();
    let imported = Imported::with(&with_tables(&posts, &tables), &["2019/03/a.png"], |it| {
        it.base = None
    });
    check(&imported);
    assert_eq!(imported.json("site.json")["url"], "https://journal.example");
    assert_eq!(imported.redirect("/?p=2").as_deref(), Some("/article/titre-2/"));
    assert_eq!(
        imported.redirect("/category/societe/sante/").as_deref(),
        Some("/rubrique/sante/")
    );
    assert_eq!(
        imported.redirect("/author/awa-s/").as_deref(),
        Some("/auteur/awa-s/")
    );
}

#[test]
fn categories_authors_and_tags_lead_on_from_where_they_were() {
    let posts = json!([post(1, BODY, json!({}))]).to_string();
    let tables = tables().map(|(name, text)| {
        let text = text.replace("journal.example/category/", "journal.example/rubriques/");
        let text = text.replace(
            "\"slug\":\"awa-s\"",
            "\"slug\":\"awa-s\",\"link\":\"https://journal.example/plume/awa-s/\"",
        );
        (
            name,
            text.replace(
                "\"slug\":\"eau\"",
                "\"slug\":\"eau\",\"link\":\"https://journal.example/mot/eau/\"",
            ),
        )
    });
    let imported = Imported::with(&with_tables(&posts, &tables), &["2019/03/a.png"], |it| {
        it.base = None
    });
    for (from, to) in [
        ("/rubriques/societe/sante/", "/rubrique/sante/"),
        ("/rubriques/societe/sante/feed/", "/rubrique/sante/rss.xml"),
        ("/rubriques/societe/", "/rubrique/sante/"),
        ("/plume/awa-s/", "/auteur/awa-s/"),
        ("/mot/:tag/", "/"),
    ] {
        assert_eq!(imported.redirect(from).as_deref(), Some(to), "{from}");
    }
    assert_eq!(imported.redirect("/category/societe/sante/"), None);
}

#[test]
fn posts_alone_say_all_where_it_is_embedded() {
    let [categories, tags, users, media] =
        tables().map(|(_, text)| serde_json::from_str::<Value>(&text).unwrap());
    let embedded = json!({"author": users, "wp:featuredmedia": media, "wp:term": [[categories[1]], tags]});
    let one = post(1, BODY, json!({"featured_media": 5, "_embedded": embedded}));
    // Two answers, written one after the other.
    let file = format!(
        "{}\n{}",
        json!([one]),
        json!([post(2, "<p>Deux.</p>", json!({}))])
    );
    let imported = Imported::with(&[("a", &file)], &["2019/03/a.png"], |it| it.base = None);
    check(&imported);
    assert_eq!(imported.summary.articles, 2);
}

#[test]
fn what_is_not_for_all_readers_is_never_among_articles() {
    let posts = json!([
        post(1, "", json!({"content": {"rendered": "", "protected": true}})),
        post(2, "<p>Secret.</p>", json!({"status": "private"})),
        post(3, "<p>Demain.</p>", json!({"status": "future"})),
        post(4, "<p>Brouillon.</p>", json!({"status": "draft"})),
        post(5, "<p>Page.</p>", json!({"type": "page"})),
        post(6, "<p>Pour tous.</p>", json!({}))
    ]);
    let imported = Imported::of(&[("posts.json", &posts.to_string())]);
    let files = imported.files();
    let lies = |folder: &str| files.keys().filter(|path| path.starts_with(folder)).count();
    assert_eq!(
        (
            lies("articles/"),
            lies("drafts/"),
            lies("set-aside/private/"),
            lies("set-aside/page/")
        ),
        (1, 2, 2, 1),
        "{:?}",
        files.keys()
    );
}

#[test]
fn notes_are_the_articles_once_whether_the_text_is_rendered_or_as_the_editor_keeps_it() {
    let raised = "<p>Un fait<sup data-fn=\"u\" class=\"fn\"><a href=\"#u\" id=\"u-link\">1</a></sup>.</p>";
    let list = "<ol class=\"wp-block-footnotes\"><li id=\"u\">Une note. \
        <a href=\"#u-link\" aria-label=\"Aller à la référence 1\">\u{21a9}\u{fe0e}</a></li></ol>";
    let rendered = format!("{raised}\n{list}");
    let raw = format!("<!-- wp:paragraph -->\n{raised}\n<!-- /wp:paragraph -->\n\n<!-- wp:footnotes /-->");
    let meta = json!({"footnotes": r#"[{"id":"u","content":"Une note."}]"#});
    for content in [
        json!({"rendered": rendered}),
        json!({"rendered": rendered, "raw": raw}),
    ] {
        let posts = json!([post(1, "", json!({"content": content, "meta": meta}))]).to_string();
        let imported = Imported::with(&with_tables(&posts, &tables()), &[], |_| {});
        let body = imported.article("titre-1")["body"].clone();
        let [paragraph, notes] = &body.as_array().unwrap()[..] else {
            panic!("{body:#}");
        };
        assert_eq!(notes["type"], "notes", "{body:#}");
        assert_eq!(
            (paragraph.to_string() + &notes.to_string())
                .matches("Une note.")
                .count(),
            1
        );
        assert_eq!(
            imported.told("wp-1", "not-allowed"),
            Vec::<Value>::new(),
            "{body:#}"
        );
    }
}

#[test]
fn a_lead_is_one_that_somebody_wrote() {
    let made = json!({"excerpt": {"rendered": "<p>Un texte qui est long [&hellip;]</p>\n"}});
    let written = json!({"excerpt": {"rendered": "<p>Le chapeau.</p>\n"}});
    let text = "<p>Un texte qui est long et plus encore.</p>";
    let file = json!([post(1, text, made), post(2, text, written)]).to_string();
    let imported = Imported::of(&[("posts.json", &file)]);
    assert_eq!(imported.article("titre-1").get("description"), None);
    assert_eq!(imported.article("titre-2")["description"], "Le chapeau.");
}

#[test]
fn importing_again_writes_what_changed_and_keeps_the_newsrooms_hand() {
    let file =
        |words: &str| json!([post(1, words, json!({})), post(2, "<p>Deux.</p>", json!({}))]).to_string();
    let imported = Imported::of(&[("posts.json", &file("<p>Un.</p>"))]);
    assert!(
        imported
            .again(&[("posts.json", &file("<p>Un.</p>"))])
            .is_unchanged
    );
    let mut article = imported.article("titre-1");
    article["headline"] = json!("Titre de la rédaction");
    std::fs::write(
        imported.folder().join("articles/titre-1.json"),
        article.to_string(),
    )
    .unwrap();
    assert_eq!(
        imported
            .again(&[("posts.json", &file("<p>Nouveau.</p>"))])
            .written,
        1
    );
    let article = imported.article("titre-1");
    assert_eq!(article["headline"], "Titre de la rédaction");
    assert_eq!(article["body"][0]["spans"][0]["text"], "Nouveau.");
}

#[test]
fn files_without_posts_say_what_is_missing() {
    let [categories, ..] = tables();
    let why = refusal(&[("categories.json", &categories.1)]);
    assert!(why.contains("no posts") && why.contains("posts?_embed"), "{why}");
}
