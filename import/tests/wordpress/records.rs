//! What each field of a post becomes.

use serde_json::json;

use crate::fixture::{Imported, Post, attachment};

#[test]
fn a_post_is_an_article_with_all_that_it_says_of_itself() {
    let mut post = Post::new(12, "Un paragraphe.")
        .more("<category domain=\"category\" nicename=\"sante\"><![CDATA[Santé &amp; soins]]></category>")
        .more("<category domain=\"post_tag\" nicename=\"eau\"><![CDATA[eau]]></category>")
        .meta("_yoast_wpseo_metadesc", "Le fleuve déborde.")
        .meta("surtitre", "#Mali");
    post.title = "L&#8217;eau <em>monte</em>";
    post.modified_gmt = "2019-03-13 10:00:00";
    let imported = Imported::of(&[post.xml()]);
    let article = imported.article(12);
    for (field, value) in [
        ("version", json!("1.1")),
        ("id", json!("wp-12")),
        ("inLanguage", json!("fr-FR")),
        ("headline", json!("L’eau monte")),
        ("kicker", json!("#Mali")),
        ("description", json!("Le fleuve déborde.")),
        ("datePublished", json!("2019-03-12T08:30:00Z")),
        ("dateModified", json!("2019-03-13T10:00:00Z")),
        (
            "articleSection",
            json!({"slug": "sante", "name": "Santé & soins"}),
        ),
        ("keywords", json!(["Société", "eau"])),
        ("author", json!([{"slug": "awa-s", "name": "Awa Sangaré"}])),
        (
            "body",
            json!([{"type": "paragraph", "spans": [{"text": "Un paragraphe."}]}]),
        ),
    ] {
        assert_eq!(article[field], value, "{field}");
    }
    let site = imported.json("site.json");
    assert_eq!(site["name"], "L’Écho");
    assert_eq!(
        site["sections"],
        json!([{"slug": "sante", "name": "Santé & soins"}])
    );
    assert_eq!(site["authors"], json!([{"slug": "awa-s", "name": "Awa Sangaré"}]));
}

#[test]
fn the_primary_category_of_yoast_is_the_section() {
    let post = Post::new(12, "Un.")
        .more("<category domain=\"category\" nicename=\"sante\"><![CDATA[Santé]]></category>")
        .meta("_yoast_wpseo_primary_category", "3");
    assert_eq!(
        Imported::of(&[post.xml()]).article(12)["articleSection"]["slug"],
        "societe"
    );
}

#[test]
fn co_authors_sign_and_once_each() {
    let mut guest = Post::new(40, "");
    guest.kind = "guest-author";
    guest.title = "Moussa Traoré";
    guest.name = "cap-moussa".into();
    let guest = guest
        .meta("cap-user_login", "moussa")
        .meta("cap-display_name", "Moussa Traoré")
        .meta("cap-description", "Reporter.");
    let post = Post::new(12, "Un.")
        .more("<category domain=\"author\" nicename=\"cap-moussa\"><![CDATA[moussa]]></category>")
        .more("<category domain=\"author\" nicename=\"cap-awa-s\"><![CDATA[awa.s]]></category>")
        .more("<category domain=\"author\" nicename=\"cap-moussa\"><![CDATA[moussa]]></category>");
    let imported = Imported::of(&[post.xml(), guest.xml()]);
    assert_eq!(
        imported.article(12)["author"],
        json!([{"slug": "moussa", "name": "Moussa Traoré"}, {"slug": "awa-s", "name": "Awa Sangaré"}])
    );
    let authors = imported.json("site.json")["authors"].clone();
    assert_eq!(
        authors[1],
        json!({"slug": "moussa", "name": "Moussa Traoré", "description": "Reporter."})
    );
}

#[test]
fn dates_that_there_are_not_are_told_and_others_taken() {
    let mut of_table = Post::new(1, "Un.");
    of_table.date_gmt = "0000-00-00 00:00:00";
    let mut of_feed = of_table.clone();
    of_feed.id = 2;
    of_feed.name = "titre-2".into();
    of_feed.date = "0000-00-00 00:00:00";
    let none = of_feed.clone();
    let none = none
        .xml()
        .replace("titre-2", "titre-3")
        .replace("<wp:post_id>2", "<wp:post_id>3")
        .replace("Tue, 12 Mar 2019 08:30:00 +0000", "");
    let mut early = Post::new(4, "Un.");
    early.modified_gmt = "2018-01-01 00:00:00";
    let imported = Imported::of(&[of_table.xml(), of_feed.xml(), none, early.xml()]);
    // Without a newspaper's own time, UTC.
    assert_eq!(imported.article(1)["datePublished"], "2019-03-12T09:30:00Z");
    assert_eq!(imported.article(2)["datePublished"], "2019-03-12T08:30:00Z");
    assert!(imported.folder().join("drafts/titre-3.json").is_file());
    assert_eq!(imported.told("wp-2", "bad-date").len(), 2);
    assert_eq!(imported.told("wp-4", "early-change").len(), 1);
    assert_eq!(imported.article(4).get("dateModified"), None);
}

#[test]
fn what_is_not_for_all_readers_is_never_among_articles() {
    let of = |id, change: &dyn Fn(&mut Post)| {
        let mut post = Post::new(id, "Secret.");
        change(&mut post);
        post.xml()
    };
    let imported = Imported::of(&[
        of(1, &|it| it.status = "private"),
        of(2, &|it| it.password = "x"),
        of(3, &|it| it.status = "trash"),
        of(4, &|it| it.status = "draft"),
        of(5, &|it| it.status = "pending"),
        of(6, &|it| it.status = "future"),
        of(7, &|it| it.kind = "page"),
        of(8, &|it| it.kind = "wp_template"),
        of(9, &|_| {}),
    ]);
    let files = imported.files();
    let has = |path: &str| files.contains_key(path);
    assert_eq!(
        files.keys().filter(|path| path.starts_with("articles/")).count(),
        1
    );
    for path in [
        "set-aside/private/wp-1.xml",
        "set-aside/private/wp-2.xml",
        "set-aside/trashed/wp-3.xml",
        "drafts/titre-4.json",
        "drafts/titre-5.json",
        "drafts/titre-6.json",
        "set-aside/page/titre-7.json",
        "set-aside/other-record/wp-8.xml",
    ] {
        assert!(has(path), "{path}: {:?}", files.keys());
    }
    assert_eq!(imported.summary.pages.len(), 1);
}

#[test]
fn comments_lie_aside_without_the_machines_they_came_from() {
    let comment = "<wp:comment><wp:comment_id>7</wp:comment_id><wp:comment_author><![CDATA[Oumou]]></wp:comment_author>\
        <wp:comment_author_IP>10.1.2.3</wp:comment_author_IP><wp:comment_content><![CDATA[Bravo]]></wp:comment_content></wp:comment>";
    let imported = Imported::of(&[Post::new(1, "Un.").more(comment).xml()]);
    let comments = String::from_utf8(imported.files()["set-aside/comments.jsonl"].clone()).unwrap();
    assert!(
        comments.contains("Bravo") && comments.contains("wp-1") && !comments.contains("10.1.2.3"),
        "{comments}"
    );
}

#[test]
fn every_address_of_the_old_site_leads_on() {
    let posts: Vec<String> = (1..=40)
        .map(|id| Post::new(id, "Un.").xml())
        .chain([
            Post::new(50, "Voir <a href=\"http://www.journal.example/?p=7\">là</a>.")
                .meta("_wp_old_slug", "ancien")
                .xml(),
        ])
        .collect();
    let imported = Imported::of(&posts);
    let redirects = imported.json("redirects.json")["redirects"].clone();
    let to = |from: &str| {
        redirects
            .as_array()
            .unwrap()
            .iter()
            .find(|it| it["from"] == from)
            .map(|it| it["to"].clone())
    };
    assert_eq!(to("/:year/:month/:slug/"), Some(json!("/article/:slug/")));
    assert_eq!(to("/2019/03/titre-7/"), None, "the rule says it");
    assert_eq!(to("/2019/03/ancien/"), Some(json!("/article/titre-50/")));
    assert_eq!(to("/?p=7"), Some(json!("/article/titre-7/")));
    assert_eq!(to("/category/societe/"), Some(json!("/rubrique/societe/")));
    assert_eq!(to("/author/awa-s/"), Some(json!("/auteur/awa-s/")));
    assert_eq!(to("/feed/"), Some(json!("/rss.xml")));
    assert_eq!(
        imported.article(50)["body"][0]["spans"][1]["marks"][0]["href"],
        "/article/titre-7/"
    );
}

#[test]
fn slugs_are_of_any_script_and_no_two_alike() {
    let of = |id, name: &str, title: &'static str| {
        let mut post = Post::new(id, "Un.");
        post.name = name.to_owned();
        post.title = title;
        post.xml()
    };
    let imported = Imported::of(&[
        of(1, "%c3%a9t%c3%a9", "x"),
        of(2, "ete", "x"),
        of(3, "", "Sans nom"),
        of(4, "été", "x"),
    ]);
    let ids = |slug: &str| imported.json(&format!("articles/{slug}.json"))["id"].clone();
    assert_eq!(
        [ids("ete"), ids("ete-2"), ids("sans-nom"), ids("ete-3")],
        ["wp-1", "wp-2", "wp-3", "wp-4"]
    );
    assert_eq!(imported.told("wp-2", "slug-taken").len(), 1);
    assert_eq!(imported.told("wp-3", "no-slug").len(), 1);
}

#[test]
fn what_an_article_needs_and_the_source_does_not_say_is_made_up_and_told() {
    let mut post = Post::new(1, "Un premier paragraphe.");
    post.title = "";
    post.creator = "";
    post.more = String::new();
    let imported = Imported::of(&[post.xml()]);
    let article = imported.article(1);
    assert_eq!(article["headline"], "Un premier paragraphe.");
    for reason in ["no-title", "no-author", "no-section"] {
        assert_eq!(imported.told("wp-1", reason).len(), 1, "{reason}");
    }
}

#[test]
fn fields_that_nobody_maps_are_told_and_mapped_ones_taken() {
    let post = || {
        Post::new(1, "Un.")
            .meta("chapeau", "Le chapeau.")
            .meta("_edit_last", "1")
            .xml()
    };
    let imported = Imported::of(&[post()]);
    assert_eq!(imported.told("wp-1", "meta-field").len(), 1);
    let mapping = r#"{"fields": {"chapeau": "description"}, "sections": {"societe": {"slug": "pays", "name": "Le pays"}}}"#;
    std::fs::write(imported.folder().join("import-mapping.json"), mapping).unwrap();
    imported.again(&[post()]);
    assert_eq!(imported.article(1)["description"], "Le chapeau.");
    assert_eq!(imported.article(1)["articleSection"]["name"], "Le pays");
    assert_eq!(imported.told("wp-1", "meta-field").len(), 0);
}

#[test]
fn what_a_field_takes_the_place_of_is_told_and_so_are_fields_that_plugins_hide() {
    let mut post = Post::new(1, "Un.")
        .meta("chapeau", "Le chapeau.")
        .meta("photographe", "Une photographe")
        .meta("signature", "Bakary T.")
        .meta("_td_subtitle", "Le sous-titre")
        .meta("_yoast_wpseo_metadesc", "Pour les moteurs")
        .meta("_edit_lock", "1");
    post.excerpt = "L’extrait.";
    let imported = Imported::of(&[]);
    let mapping =
        r#"{"fields": {"chapeau": "description", "photographe": "creditText", "signature": "author"}}"#;
    std::fs::write(imported.folder().join("import-mapping.json"), mapping).unwrap();
    imported.again(&[post.xml()]);
    let told = |reason: &str| {
        let told = imported.told("wp-1", reason);
        let told = told.iter().map(|it| {
            (
                it["place"].as_str().unwrap().to_owned(),
                it["was"].as_str().unwrap().to_owned(),
            )
        });
        told.collect::<Vec<(String, String)>>()
    };
    let own = |place: &str, was: &str| (place.to_owned(), was.to_owned());
    assert_eq!(
        told("replaced"),
        [
            own("meta/chapeau", "L’extrait."),
            own("meta/signature", "Awa Sangaré")
        ]
    );
    assert_eq!(
        told("meta-field"),
        [
            own("meta/photographe", "Une photographe"),
            own("meta/_td_subtitle", "Le sous-titre"),
            own("meta/_yoast_wpseo_metadesc", "Pour les moteurs"),
        ]
    );
    assert_eq!(imported.article(1)["description"], "Le chapeau.");
}

#[test]
fn where_the_mapping_nulls_a_category_the_next_one_is_the_section() {
    let both = "<category domain=\"category\" nicename=\"elections-2024\"><![CDATA[Élections 2024]]></category>\
        <category domain=\"category\" nicename=\"culture\"><![CDATA[Culture]]></category>";
    let mut post = Post::new(1, "Un.");
    post.more = both.to_owned();
    let imported = Imported::of(&[post.xml()]);
    assert_eq!(imported.article(1)["articleSection"]["slug"], "elections-2024");
    let mapping = r#"{"sections": {"elections-2024": null}}"#;
    std::fs::write(imported.folder().join("import-mapping.json"), mapping).unwrap();
    imported.again(&[post.xml()]);
    assert_eq!(imported.article(1)["articleSection"]["slug"], "culture");
    assert_eq!(imported.article(1)["keywords"], json!(["Élections 2024"]));
}

#[test]
fn a_plan_writes_the_report_and_the_mapping_file_alone() {
    let imported = Imported::of(&[]);
    std::fs::write(
        imported.root.path().join("other.xml"),
        crate::fixture::export(&[Post::new(1, "Un.").xml()]),
    )
    .unwrap();
    let into = imported.root.path().join("plan");
    let options = import::Options {
        plan: true,
        into: into.clone(),
        ..imported.options("other.xml")
    };
    import::run(&options, &import::Silent).unwrap();
    let names: Vec<String> = crate::common::files(&into)
        .into_keys()
        .filter(|path| !path.starts_with("report/") && !path.starts_with(".import/"))
        .collect();
    assert_eq!(names, ["import-mapping.json", "report.html", "report.jsonl"]);
    let mapping: serde_json::Value =
        serde_json::from_slice(&crate::common::files(&into)["import-mapping.json"]).unwrap();
    assert_eq!(
        mapping["sections"]["societe"],
        json!({"slug": "societe", "name": "Société"})
    );
}

#[test]
fn what_a_kind_of_the_sites_own_becomes_the_mapping_file_says() {
    let of = |id, kind, status| {
        let mut post = Post::new(id, "Un.");
        (post.kind, post.status) = (kind, status);
        post.xml()
    };
    let items = [
        of(1, "dossier", "publish"),
        of(2, "dossier", "draft"),
        of(3, "nav_menu_item", "publish"),
        of(4, "page", "publish"),
        of(5, "page", "draft"),
    ];
    let imported = Imported::of(&items);
    assert_eq!(imported.summary.other_kinds, [("dossier".to_owned(), 2)]);
    let files = imported.files();
    for path in [
        "set-aside/other-kind/wp-1.xml",
        "set-aside/other-record/wp-3.xml",
        // A draft is kept and not offered.
        "set-aside/page/titre-5.json",
    ] {
        assert!(files.contains_key(path), "{path}: {:?}", files.keys());
    }
    assert_eq!(imported.summary.pages.len(), 1);

    let plan = import::Options {
        plan: true,
        ..imported.options("export.xml")
    };
    import::run(&plan, &import::Silent).unwrap();
    let mut mapping = imported.json("import-mapping.json");
    assert_eq!(
        mapping["kinds"],
        json!({"dossier": "setAside", "page": "page"}),
        "no menus"
    );
    let mapped = |mapping: &serde_json::Value| {
        std::fs::write(imported.folder().join("import-mapping.json"), mapping.to_string()).unwrap();
        imported.run("export.xml")
    };
    assert_eq!(mapped(&mapping).other_kinds, [], "the newsroom has said so");
    mapping["kinds"]["dossier"] = json!("article");
    assert_eq!(mapped(&mapping).articles, 1);
    assert_eq!(imported.article(1)["headline"], "Le fleuve monte");
    assert!(imported.files().contains_key("drafts/titre-2.json"));
}

#[test]
fn a_picture_that_is_not_here_is_told_and_its_article_stands() {
    let post = Post::new(
        1,
        "Un. <img class=\"wp-image-5\" src=\"/wp-content/uploads/a-300x200.jpg\">",
    )
    .meta("_thumbnail_id", "5");
    let imported = Imported::of(&[post.xml(), attachment(5, 1, "a.jpg", "Le marché", "")]);
    assert_eq!(imported.summary.missing_pictures, 2);
    assert_eq!(imported.article(1).get("image"), None);
    assert_eq!(imported.told("wp-1", "picture-missing").len(), 2);
}

#[test]
fn no_link_leads_to_an_article_of_which_there_is_nothing() {
    let items = || {
        vec![
            Post::new(1, "<a href=\"https://journal.example/2019/03/titre-2/\">deux</a> <a href=\"/2019/03/titre-3/\">trois</a>").xml(),
            Post::new(2, "<script>x()</script>").xml(),
            Post::new(3, "Trois.").xml(),
        ]
    };
    let imported = Imported::of(&items());
    let spans = imported.article(1)["body"][0]["spans"].clone();
    assert_eq!(
        spans[0]["marks"][0]["href"],
        "https://journal.example/2019/03/titre-2/"
    );
    assert_eq!(spans[2]["marks"][0]["href"], "/article/titre-3/");
    assert_eq!(imported.summary.set_aside, 1);
    assert!(imported.again(&items()).is_unchanged);
    let redirects = imported.json("redirects.json").to_string();
    assert!(
        !redirects.contains("titre-2") && redirects.contains("titre-3"),
        "{redirects}"
    );
    // Nor to one that the newsroom removed.
    std::fs::remove_file(imported.folder().join("articles/titre-3.json")).unwrap();
    let mut changed = items();
    changed.push(Post::new(4, "Quatre.").xml());
    imported.again(&changed);
    let spans = imported.article(1)["body"][0]["spans"].clone();
    assert_eq!(
        spans[2]["marks"][0]["href"],
        "https://journal.example/2019/03/titre-3/"
    );
    assert!(!imported.json("redirects.json").to_string().contains("titre-3"));
}
