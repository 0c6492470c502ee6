//! Where the readers of old addresses are led.

use serde_json::Value;

use crate::fixture::{Imported, Post, export};

fn all(imported: &Imported) -> Vec<(String, String)> {
    let redirects = imported.json("redirects.json")["redirects"].clone();
    let text = |it: &Value| it.as_str().unwrap().to_owned();
    let pair = |it: &Value| (text(&it["from"]), text(&it["to"]));
    redirects.as_array().unwrap().iter().map(pair).collect()
}

fn to(imported: &Imported, from: &str) -> Option<String> {
    let found = all(imported).into_iter().find(|it| it.0 == from);
    found.map(|(_, to)| to)
}

/// An import of posts whose addresses lie in a folder.
fn below(folder: &str) -> Imported {
    let posts: Vec<String> = (1..=40).map(|id| Post::new(id, "Un.").xml()).collect();
    let export = export(&posts).replace("journal.example/2019/03/", &format!("journal.example/{folder}"));
    Imported::of_bytes("export.xml", export.as_bytes())
}

#[test]
fn addresses_that_are_as_the_newspapers_own_have_no_rule() {
    let imported = below("article/");
    let froms: Vec<String> = all(&imported).into_iter().map(|(from, _)| from).collect();
    assert!(
        froms.iter().all(|from| !from.starts_with("/article/")),
        "{froms:?}"
    );
    let imported = below("page/");
    assert_eq!(to(&imported, "/page/:slug/"), None);
    assert_eq!(
        to(&imported, "/page/titre-7/").as_deref(),
        Some("/article/titre-7/")
    );
    let imported = below("");
    assert_eq!(to(&imported, "/:slug/"), None);
    assert_eq!(to(&imported, "/titre-7/").as_deref(), Some("/article/titre-7/"));
    assert_eq!(to(&imported, "/:slug/amp/").as_deref(), Some("/article/:slug/"));
}

#[test]
fn an_old_address_that_nobody_can_be_led_from_is_told() {
    let posts: Vec<String> = [
        "data/titre-1/",
        "a//titre-2/",
        "ete%25/titre-3*/",
        "2019/03/titre-4/",
    ]
    .iter()
    .zip(1..)
    .map(|(path, id)| {
        let xml = Post::new(id, "Un.").xml();
        xml.replace(&format!("2019/03/titre-{id}/"), path)
    })
    .collect();
    let imported = Imported::of(&posts);
    for (id, was) in [
        ("wp-1", "/data/titre-1/"),
        ("wp-2", "/a//titre-2/"),
        ("wp-3", "/ete%25/titre-3*/"),
    ] {
        let told = imported.told(id, "not-led");
        assert_eq!(told.len(), 1, "{id}");
        assert_eq!(
            (&told[0]["was"], &told[0]["kind"]),
            (&Value::from(was), &Value::from("other"))
        );
        assert_eq!(to(&imported, was), None);
    }
    assert!(imported.told("wp-4", "not-led").is_empty());
}

#[test]
fn a_category_whose_posts_are_all_in_another_leads_there_and_feeds_to_feeds() {
    let more = "<category domain=\"category\" nicename=\"sante\"><![CDATA[Santé]]></category>\
        <category domain=\"category\" nicename=\"societe\"><![CDATA[Société]]></category>";
    let mut post = Post::new(1, "Un.");
    post.more = more.to_owned();
    let category = |slug: &str, parent: &str| {
        format!(
            "<wp:category><wp:category_nicename>{slug}</wp:category_nicename><wp:category_parent>{parent}</wp:category_parent>\
             <wp:cat_name>{slug}</wp:cat_name></wp:category>\n<item>"
        )
    };
    let more = category("palu", "sante").replace("<item>", "") + &category("vide", "");
    let text = export(&[post.xml()]).replacen("<item>", &more, 1);
    let imported = Imported::of_bytes("export.xml", text.as_bytes());
    for (from, target) in [
        ("/category/societe/", "/rubrique/sante/"),
        ("/category/societe/sante/", "/rubrique/sante/"),
        ("/category/societe/sante/palu/", "/rubrique/sante/"),
        ("/category/societe/sante/feed/", "/rubrique/sante/rss.xml"),
        ("/category/societe/feed/atom/", "/rubrique/sante/atom.xml"),
        ("/author/awa-s/feed/", "/auteur/awa-s/rss.xml"),
    ] {
        assert_eq!(to(&imported, from).as_deref(), Some(target), "{from}");
    }
    let told = imported.told("source", "section-not-here");
    assert_eq!(told.len(), 1, "{told:?}");
    assert_eq!(told[0]["was"], "/category/vide/");
}
