//! Ghost's exports: what each card, each field and each reader's right becomes.

use serde_json::{Value, json};

use crate::{
    fixture::{Imported, refusal},
    law::{self, Said},
};

/// A post as Ghost 5 exports it; `text` goes over its fields.
pub fn post(number: u32, text: Value) -> Value {
    let mut post = json!({
        "id": format!("605ac141a2d5a6aa9e10{number:04}"), "uuid": "8f3c", "title": "Le fleuve monte",
        "slug": format!("titre-{number}"), "mobiledoc": null, "lexical": null, "html": null,
        "comment_id": "605ac141a2d5a6aa9e10", "plaintext": null, "feature_image": null, "featured": 0, "type": "post",
        "status": "published", "locale": null, "visibility": "public", "email_recipient_filter": "all",
        "created_at": "2023-01-02T08:00:00.000Z", "updated_at": "2023-01-02T09:00:00.000Z",
        "published_at": "2023-01-02T09:00:00.000Z", "custom_excerpt": null, "codeinjection_head": null,
        "codeinjection_foot": null, "canonical_url": null, "newsletter_id": null
    });
    for (name, value) in text.as_object().unwrap() {
        post[name] = value.clone();
    }
    post
}

pub fn id(number: u32) -> String {
    format!("ghost-605ac141a2d5a6aa9e10{number:04}")
}

pub fn export(posts: &[Value], more: Value) -> String {
    let tag = |id: &str, name: &str, slug: &str, visibility: &str| json!({"id": id, "name": name, "slug": slug, "description": null, "visibility": visibility});
    let mut data = json!({
        "posts": posts, "posts_authors": [], "posts_meta": [], "posts_tags": [],
        "settings": [
            {"id": "s1", "group": "site", "key": "title", "value": "L’Écho"},
            {"id": "s2", "group": "site", "key": "description", "value": "Le journal"},
            {"id": "s3", "group": "site", "key": "timezone", "value": "Africa/Bamako"},
            {"id": "s4", "group": "site", "key": "locale", "value": "fr"}
        ],
        "tags": [tag("t1", "Société", "societe", "public"), tag("t2", "#une", "hash-une", "internal"), tag("t3", "eau", "eau", "public")],
        "users": [
            {"id": "u1", "name": "Awa Sangaré", "slug": "awa", "email": "awa@journal.example", "bio": "Reporter."},
            {"id": "u2", "name": "Moussa Traoré", "slug": "moussa", "email": "m@journal.example", "bio": null}
        ]
    });
    for (name, value) in more.as_object().unwrap() {
        data[name] = value.clone();
    }
    json!({"db": [{"meta": {"exported_on": 1_674_000_000_000_u64, "version": "5.30.0"}, "data": data}]})
        .to_string()
}

pub fn text(words: &str) -> Value {
    json!({"detail": 0, "format": 0, "mode": "normal", "style": "", "text": words, "type": "extended-text", "version": 1})
}

pub fn paragraph(children: &[Value]) -> Value {
    json!({"children": children, "direction": "ltr", "format": "", "indent": 0, "type": "paragraph", "version": 1})
}

pub fn lexical(children: &[Value]) -> Value {
    let root = json!({"root": {"children": children, "direction": "ltr", "format": "", "indent": 0, "type": "root", "version": 1}});
    json!({"lexical": root.to_string()})
}

fn import(number: u32, fields: Value) -> Imported {
    Imported::of(&[("journal.ghost.json", &export(&[post(number, fields)], json!({})))])
}

fn kinds(article: &Value) -> Vec<&str> {
    let body = article["body"].as_array().unwrap();
    body.iter().map(|block| block["type"].as_str().unwrap()).collect()
}

#[test]
fn the_picture_of_an_old_export_has_no_host_and_comes_all_the_same() {
    for (address, is_there) in [
        ("/content/images/2015/01/a.png", true),
        ("https://journal.example/content/images/2015/01/a.png", true),
        ("data:image/png;base64,AAAA", false),
    ] {
        let mut fields = lexical(&[paragraph(&[text("Un paragraphe.")])]);
        fields["feature_image"] = json!(address);
        let file = export(&[post(1, fields)], json!({}));
        let imported = Imported::with(&[("x.json", &file)], &["content/images/2015/01/a.png"], |_| {});
        assert_eq!(
            imported.article("titre-1")["image"].is_object(),
            is_there,
            "{address}"
        );
        let told = imported.told(&id(1), "picture-nowhere");
        assert_eq!(told.is_empty(), is_there, "{address}: {told:?}");
    }
}

#[test]
fn a_post_is_an_article_with_all_that_it_says_of_itself() {
    let mut fields = lexical(&[paragraph(&[text("Un paragraphe.")])]);
    fields["title"] = json!("L’eau < le feu & l’air");
    fields["custom_excerpt"] = json!("Le fleuve <déborde>.");
    fields["feature_image"] = json!("__GHOST_URL__/content/images/2023/01/une.png");
    fields["featured"] = json!(1);
    fields["updated_at"] = json!("2023-01-03T10:00:00.000Z");
    let number = "605ac141a2d5a6aa9e100007";
    let more = json!({
        "posts_tags": [
            {"id": "a", "post_id": number, "tag_id": "t3", "sort_order": 2},
            {"id": "b", "post_id": number, "tag_id": "t2", "sort_order": 0},
            {"id": "c", "post_id": number, "tag_id": "t1", "sort_order": 1}
        ],
        "posts_authors": [
            {"id": "a", "post_id": number, "author_id": "u2", "sort_order": 0},
            {"id": "b", "post_id": number, "author_id": "u1", "sort_order": 1}
        ],
        "posts_meta": [{"id": "m", "post_id": number, "feature_image_alt": "La place",
            "feature_image_caption": "<span>Photo <a href=\"https://afp.example\">AFP</a></span>", "email_only": 0}]
    });
    let file = export(&[post(7, fields)], more);
    let imported = Imported::with(&[("x.json", &file)], &["content/images/2023/01/une.png"], |_| {});
    let article = imported.article("titre-7");
    for (field, value) in [
        ("id", json!(id(7))),
        ("inLanguage", json!("fr")),
        ("headline", json!("L’eau < le feu & l’air")),
        ("description", json!("Le fleuve <déborde>.")),
        ("datePublished", json!("2023-01-02T09:00:00Z")),
        ("dateModified", json!("2023-01-03T10:00:00Z")),
        ("articleSection", json!({"slug": "societe", "name": "Société"})),
        ("keywords", json!(["eau"])),
        (
            "author",
            json!([{"slug": "moussa", "name": "Moussa Traoré"}, {"slug": "awa", "name": "Awa Sangaré"}]),
        ),
    ] {
        assert_eq!(article[field], value, "{field}");
    }
    assert_eq!(article["image"]["alt"], "La place");
    assert_eq!(article["image"]["caption"], "Photo AFP");
    assert_eq!(imported.told(&id(7), "internal-tag").len(), 1);
    assert_eq!(imported.told(&id(7), "plain-text").len(), 1, "the caption's link");
    let site = imported.json("site.json");
    assert_eq!(site["name"], "L’Écho");
    assert_eq!(site["timeZone"], "Africa/Bamako");
    let authors = site["authors"].as_array().unwrap();
    let awa = authors.iter().find(|author| author["slug"] == "awa").unwrap();
    assert_eq!(awa["description"], "Reporter.");
    assert_eq!(
        imported.redirect("/tag/societe/").as_deref(),
        Some("/rubrique/societe/")
    );
    assert_eq!(imported.redirect("/author/awa/").as_deref(), Some("/auteur/awa/"));
    assert_eq!(imported.redirect("/rss/").as_deref(), Some("/rss.xml"));
}

#[test]
fn every_node_of_the_editor_is_a_block_and_no_word_is_lost() {
    let marked = |words: &str, format: u32| {
        let mut node = text(words);
        node["format"] = json!(format);
        node
    };
    let item = |children: &[Value]| json!({"children": children, "type": "listitem", "value": 1});
    let list = |items: &[Value]| json!({"children": items, "type": "list", "listType": "number", "start": 1, "tag": "ol"});
    let link =
        json!({"children": [text("deux")], "type": "link", "url": "__GHOST_URL__/titre-2/", "rel": null});
    let tree = [
        json!({"children": [text("Titre intérieur")], "type": "extended-heading", "tag": "h2"}),
        paragraph(&[
            text("Un "),
            marked("gras", 3),
            json!({"type": "linebreak"}),
            text("et "),
            link,
            text(". H"),
            marked("2", 32),
            text("O"),
        ]),
        json!({"children": [text("Une citation.")], "type": "extended-quote"}),
        json!({"children": [text("Un mot fort.")], "type": "aside"}),
        list(&[
            item(&[text("premier")]),
            item(&[list(&[item(&[text("intérieur")])])]),
            item(&[text("second")]),
        ]),
        json!({"type": "horizontalrule"}),
        json!({"type": "codeblock", "code": "a < b", "language": "rust", "caption": ""}),
    ];
    let posts = [
        post(1, lexical(&tree)),
        post(2, lexical(&[paragraph(&[text("Deux.")])])),
    ];
    let imported = Imported::of(&[("x.json", &export(&posts, json!({})))]);
    let article = imported.article("titre-1");
    assert_eq!(
        kinds(&article),
        [
            "heading",
            "paragraph",
            "quote",
            "pullQuote",
            "list",
            "separator",
            "code"
        ]
    );
    assert_eq!(
        article["body"][4]["items"][0]["items"].as_array().unwrap().len(),
        1
    );
    assert!(article["body"][1].to_string().contains("\"/article/titre-2/\""));
    let words =
        "Titre intérieur Un gras et deux . H2O Une citation. Un mot fort. premier intérieur second a < b";
    law::hold(
        &imported,
        &id(1),
        &Said {
            words,
            links: &["https://journal.example/titre-2/"],
            ..Said::default()
        },
    );
}

#[test]
fn every_card_is_shown_or_told() {
    let about = json!({"title": "Ailleurs", "description": "Un autre journal.", "publisher": "Le Monde", "icon": "https://x.example/i.ico"});
    let tree = [
        json!({"type": "image", "src": "__GHOST_URL__/content/images/a.png", "alt": "Le marché", "caption": "<span>Photo <b>une</b></span>"}),
        json!({"type": "gallery", "caption": "Trois vues", "images": [
            {"row": 0, "src": "__GHOST_URL__/content/images/b.png", "width": 40, "height": 30},
            {"row": 0, "src": "__GHOST_URL__/content/images/c.png", "width": 40, "height": 30}]}),
        json!({"type": "embed", "url": "https://www.youtube.com/watch?v=abcdefghijk", "embedType": "video",
            "html": "<iframe src=\"https://www.youtube.com/embed/abcdefghijk\"></iframe>", "metadata": {"title": "Le film"}, "caption": "Un film"}),
        json!({"type": "bookmark", "url": "https://ailleurs.example/a", "metadata": about, "caption": "Lu ailleurs"}),
        json!({"type": "callout", "calloutText": "Retenir <strong>ceci</strong>", "calloutEmoji": "💡", "backgroundColor": "blue"}),
        json!({"type": "toggle", "heading": "<span>Question</span>", "content": "<p>Réponse</p>"}),
        json!({"type": "audio", "src": "__GHOST_URL__/content/media/a.mp3", "title": "Entretien", "duration": 12}),
        json!({"type": "video", "src": "__GHOST_URL__/content/media/a.mp4", "width": 640, "height": 480, "caption": "Film"}),
        json!({"type": "file", "src": "__GHOST_URL__/content/files/a.pdf", "fileTitle": "Rapport", "fileName": "a.pdf", "fileCaption": "PDF complet"}),
        json!({"type": "button", "buttonText": "Lire", "buttonUrl": "https://ailleurs.example/b"}),
        json!({"type": "product", "productTitle": "Livre", "productDescription": "<p>Un livre</p>", "productImageSrc": "",
            "productButtonEnabled": true, "productButton": "Acheter", "productUrl": "https://ailleurs.example/c", "productRatingEnabled": true, "productStarRating": 4}),
        json!({"type": "header", "header": "Grand titre", "subheader": "Sous titre", "buttonEnabled": false, "version": 2}),
        json!({"type": "html", "html": "<p>Brut <a href=\"/x/\">ici</a><!-- ouvert"}),
        json!({"type": "markdown", "markdown": "## Marque\n\nDu *texte* [lié](https://ailleurs.example/d)"}),
        json!({"type": "email", "html": "<p>Bonjour {first_name}</p>"}),
        json!({"type": "signup", "header": "Abonnez", "subheader": "vous", "disclaimer": "", "buttonText": "Oui"}),
        json!({"type": "call-to-action", "textValue": "<p>Soutenez</p>", "buttonText": "Payer", "buttonUrl": "https://ailleurs.example/e", "hasSponsorLabel": false, "sponsorLabel": "<p>PUB</p>"}),
        json!({"type": "poll-of-tomorrow", "question": "Oui ou non"}),
        json!({"type": "new-card", "html": "<p>Nouveau</p>"}),
        paragraph(&[text("Fin.")]),
    ];
    let file = export(&[post(1, lexical(&tree))], json!({}));
    let uploads = [
        "content/images/a.png",
        "content/images/b.png",
        "content/images/c.png",
    ];
    let imported = Imported::with(&[("x.json", &file)], &uploads, |_| {});
    let article = imported.article("titre-1");
    let all = [
        "image",
        "gallery",
        "embed",
        "paragraph",
        "embed",
        "paragraph",
        "paragraph",
        "box",
        "box",
        "embed",
        "embed",
        "paragraph",
        "paragraph",
        "embed",
        "box",
        "heading",
        "paragraph",
        "paragraph",
        "heading",
        "paragraph",
        "paragraph",
        "paragraph",
    ];
    assert_eq!(kinds(&article), all, "{article:#}");
    assert_eq!(article["body"][2]["title"], "Le film");
    assert_eq!(article["body"][4]["title"], "Ailleurs");
    assert_eq!(article["body"][8]["title"], "Question");
    assert_eq!(imported.told(&id(1), "unknown-part").len(), 1);
    let words = "Photo une Trois vues Un film Ailleurs Un autre journal. Le Monde Lu ailleurs 💡 Retenir ceci Question Réponse \
        Entretien Film Rapport a.pdf PDF complet Lire Livre Un livre Acheter Grand titre Sous titre Brut ici Marque Du texte lié \
        Abonnez vous Oui Soutenez Payer Nouveau Fin.";
    law::hold(
        &imported,
        &id(1),
        &Said {
            words,
            links: &[
                "https://ailleurs.example/a",
                "https://journal.example/content/files/a.pdf",
                "https://ailleurs.example/b",
                "https://ailleurs.example/c",
                "https://journal.example/x/",
                "https://ailleurs.example/d",
                "https://ailleurs.example/e",
            ],
            pictures: &[
                "https://journal.example/content/images/a.png",
                "https://journal.example/content/images/b.png",
                "https://journal.example/content/images/c.png",
            ],
            frames: &[
                "https://www.youtube.com/embed/abcdefghijk",
                "https://journal.example/content/media/a.mp3",
                "https://journal.example/content/media/a.mp4",
            ],
        },
    );
}

#[test]
fn a_document_of_the_former_editor_loses_nothing() {
    let document = json!({
        "version": "0.3.1", "ghostVersion": "4.0",
        "markups": [["strong"], ["a", ["href", "https://ailleurs.example/a"]], ["em"]],
        "atoms": [["soft-return", "", {}]],
        "cards": [
            ["image", {"src": "__GHOST_URL__/content/images/a.png", "caption": "Vue"}],
            ["markdown", {"cardName": "markdown", "markdown": "Du **texte**"}],
            ["hr", {}],
            ["nft", {"url": "https://opensea.example/x"}]
        ],
        "sections": [
            [1, "h2", [[0, [], 0, "Titre"]]],
            [1, "p", [[0, [0], 0, "gras "], [0, [1, 2], 2, "lié"], [1, [], 0, 0], [0, [], 1, "suite"]]],
            [10, 0], [10, 1], [10, 2], [10, 3],
            [3, "ol", [[[0, [], 0, "un"]], [[0, [], 0, "deux"]]]],
            [1, "aside", [[0, [], 0, "Fort."]]]
        ]
    });
    let file = export(
        &[post(
            1,
            json!({"mobiledoc": document.to_string(), "html": "<p>vieux</p>"}),
        )],
        json!({}),
    );
    let imported = Imported::with(&[("x.json", &file)], &["content/images/a.png"], |_| {});
    let article = imported.article("titre-1");
    assert_eq!(
        kinds(&article),
        [
            "heading",
            "paragraph",
            "image",
            "paragraph",
            "separator",
            "list",
            "pullQuote"
        ]
    );
    let spans = &article["body"][1]["spans"];
    assert_eq!(spans[1]["text"], "lié");
    assert_eq!(spans[1]["marks"].as_array().unwrap().len(), 3, "{spans:#}");
    assert_eq!(imported.told(&id(1), "unknown-part").len(), 1);
    law::hold(
        &imported,
        &id(1),
        &Said {
            words: "Titre gras lié suite Vue Du texte un deux Fort.",
            links: &["https://ailleurs.example/a"],
            pictures: &["https://journal.example/content/images/a.png"],
            ..Said::default()
        },
    );
}

#[test]
fn a_text_that_cannot_be_read_is_taken_from_an_older_form() {
    let imported = import(1, json!({"lexical": "{\"root\":", "html": "<p>Du HTML.</p>"}));
    assert_eq!(
        imported.article("titre-1")["body"][0]["spans"][0]["text"],
        "Du HTML."
    );
    assert_eq!(imported.told(&id(1), "older-form").len(), 1);
    let imported = import(2, json!({"markdown": "Du **Markdown**."}));
    assert_eq!(
        imported.article("titre-2")["body"][0]["spans"][1]["text"],
        "Markdown"
    );
}

#[test]
fn what_members_pay_for_is_never_among_articles() {
    let secret = || lexical(&[paragraph(&[text("Secret.")])]);
    let with = |number, name: &str, value: Value| {
        let mut fields = secret();
        fields[name] = value;
        post(number, fields)
    };
    let posts = [
        with(1, "visibility", json!("members")),
        with(2, "visibility", json!("paid")),
        with(3, "visibility", json!("tiers")),
        with(4, "status", json!("sent")),
        post(5, secret()),
        with(6, "status", json!("draft")),
        with(7, "status", json!("scheduled")),
        with(8, "type", json!("page")),
        with(9, "published_at", Value::Null),
        post(
            10,
            json!({"html": "<p>Pour tous.</p><!--members-only--><p>Secret <a href=\"https://a.example/\">ici</a>.</p>"}),
        ),
        post(
            11,
            lexical(&[
                paragraph(&[text("Pour tous.")]),
                json!({"type": "paywall"}),
                paragraph(&[text("Secret.")]),
                json!({"type": "image", "src": "__GHOST_URL__/content/images/s.png"}),
            ]),
        ),
        post(
            12,
            lexical(&[
                paragraph(&[text("Pour tous.")]),
                json!({"type": "html", "html": "<p>Secret.</p>", "visibility": {"web": {"nonMember": false, "memberSegment": "status:free,status:-free"}, "email": {"memberSegment": ""}}}),
            ]),
        ),
    ];
    // Of pages, too, only what is for all readers may be moved to pages/.
    let parted = || {
        lexical(&[
            paragraph(&[text("Pour tous.")]),
            json!({"type": "paywall"}),
            paragraph(&[text("Secret.")]),
        ])
    };
    let page = |number, mut fields: Value, status: &str| {
        fields["type"] = json!("page");
        fields["status"] = json!(status);
        post(number, fields)
    };
    let html = json!({"html": "<p>Pour tous.</p><!--members-only--><p>Secret.</p>"});
    let pages = [
        page(13, parted(), "published"),
        page(14, parted(), "draft"),
        page(15, html, "published"),
    ];
    let all = post(
        16,
        lexical(&[json!({"type": "paywall"}), paragraph(&[text("Secret.")])]),
    );
    let posts = [&posts[..], &pages, &[all]].concat();
    let email_only =
        json!({"posts_meta": [{"id": "m", "post_id": "605ac141a2d5a6aa9e100005", "email_only": true}]});
    let file = export(&posts, email_only);
    let imported = Imported::with(&[("x.json", &file)], &["content/images/s.png"], |_| {});
    let files = imported.files();
    let articles: Vec<&String> = files
        .keys()
        .filter(|path| path.starts_with("articles/"))
        .collect();
    assert_eq!(
        articles,
        [
            "articles/titre-10.json",
            "articles/titre-11.json",
            "articles/titre-12.json"
        ]
    );
    for path in articles {
        let article = String::from_utf8(files[path].clone()).unwrap();
        assert!(
            article.contains("Pour tous.") && !article.contains("Secret"),
            "{article}"
        );
    }
    assert!(
        !files.keys().any(|path| path.starts_with("images/")),
        "{:?}",
        files.keys()
    );
    // The whole records, also of those articles that members read on.
    let private = files.keys().filter(|path| path.starts_with("set-aside/private/"));
    assert_eq!(private.count(), 12);
    assert!(files.contains_key(&format!("set-aside/private/{}.json", id(16))));
    for number in 13..=15 {
        let page = String::from_utf8_lossy(&files[&format!("set-aside/page/titre-{number}.json")]);
        assert!(page.contains("Pour tous.") && !page.contains("Secret"), "{page}");
        let whole = String::from_utf8_lossy(&files[&format!("set-aside/private/{}.json", id(number))]);
        assert!(whole.contains("Secret"), "{whole}");
    }
    let offered: Vec<&str> = imported
        .summary
        .pages
        .iter()
        .map(|(slug, _)| slug.as_str())
        .collect();
    assert_eq!(offered, ["titre-8", "titre-13", "titre-15"]);
    let whole = format!("set-aside/private/{}.json", id(11));
    assert!(String::from_utf8_lossy(&files[&whole]).contains("Secret"));
    // Reports are mailed around.
    for (path, bytes) in files.iter().filter(|(path, _)| path.starts_with("report")) {
        let text = String::from_utf8_lossy(bytes);
        assert!(
            !text.contains("Secret") && !text.contains("s.png"),
            "{path}: {text}"
        );
    }
    let told = imported.told(&id(11), "private");
    assert_eq!(
        (told.len(), told[0]["was"].as_str().unwrap()),
        (1, "2 words and signs, 0 links, 1 pictures, 0 frames")
    );
    for path in [
        "drafts/titre-6.json",
        "drafts/titre-7.json",
        "drafts/titre-9.json",
        "set-aside/page/titre-8.json",
    ] {
        assert!(files.contains_key(path), "{path}: {:?}", files.keys());
    }
    for number in 10..=12 {
        let said = Said {
            words: "Pour tous.",
            ..Said::default()
        };
        law::hold(&imported, &id(number), &said);
    }
}

#[test]
fn an_export_of_ghosts_first_versions_is_read() {
    let file = json!({"meta": {"exported_on": 1_426_263_451_924_u64, "version": "003"}, "data": {
        "posts": [{"id": 1, "uuid": "d15e", "title": "Bienvenue", "slug": "bienvenue", "markdown": "Bonjour.", "html": "<p>Bonjour.</p>",
            "image": null, "featured": 0, "page": 0, "status": "published", "language": "fr_FR", "author_id": 1,
            "created_at": 1_426_078_349_135_u64, "updated_at": 1_426_078_349_135_u64, "published_at": 1_426_078_349_156_u64}],
        "users": [{"id": 1, "name": "Cozy", "slug": "cozy"}], "tags": [{"id": 1, "name": "Vie", "slug": "vie"}],
        "posts_tags": [{"id": 1, "post_id": 1, "tag_id": 1}],
        "settings": [{"id": 1, "key": "permalinks", "value": "/:year/:month/:day/:slug/"}]
    }});
    let imported = Imported::of(&[("x.json", &file.to_string())]);
    let article = imported.article("bienvenue");
    assert_eq!(article["id"], "ghost-1");
    assert_eq!(article["datePublished"], "2015-03-11T12:52:29Z");
    assert_eq!(article["author"][0]["slug"], "cozy");
    assert_eq!(article["articleSection"]["slug"], "vie");
    assert_eq!(
        imported.report()["ghost-1"]["address"],
        "https://journal.example/2015/03/11/bienvenue/"
    );
}

#[test]
fn an_export_that_says_no_address_is_told_to() {
    let fields = lexical(&[
        json!({"type": "image", "src": "__GHOST_URL__/content/images/a.png"}),
        paragraph(&[text("Un.")]),
    ]);
    let file = export(&[post(1, fields)], json!({}));
    let imported = Imported::with(&[("x.json", &file)], &[], |options| options.base = None);
    assert_eq!(imported.told(&id(1), "no-address").len(), 1);
    assert!(!imported.article("titre-1").to_string().contains("__GHOST_URL__"));
}

#[test]
fn importing_again_writes_what_changed_and_keeps_the_newsrooms_hand() {
    let fields = |words: &str| lexical(&[paragraph(&[text(words)])]);
    let file = |words: &str, tags: Value| {
        export(
            &[post(1, fields(words)), post(2, fields("Deux."))],
            json!({"posts_tags": tags}),
        )
    };
    let first = file("Un.", json!([]));
    let imported = Imported::of(&[("x.json", &first)]);
    assert!(imported.again(&[("x.json", &first)]).is_unchanged);
    let mut article = imported.article("titre-1");
    article["headline"] = json!("Titre de la rédaction");
    std::fs::write(
        imported.folder().join("articles/titre-1.json"),
        article.to_string(),
    )
    .unwrap();
    let tagged = json!([{"id": "a", "post_id": "605ac141a2d5a6aa9e100001", "tag_id": "t1", "sort_order": 0}]);
    assert_eq!(
        imported.again(&[("x.json", &file("Nouveau.", tagged))]).written,
        1
    );
    let article = imported.article("titre-1");
    assert_eq!(article["headline"], "Titre de la rédaction");
    assert_eq!(article["body"][0]["spans"][0]["text"], "Nouveau.");
    assert_eq!(article["articleSection"]["slug"], "societe");
}

#[test]
fn a_row_that_is_no_post_costs_no_other_and_a_file_that_was_cut_off_is_told() {
    let file = export(
        &[json!("no post"), post(2, lexical(&[paragraph(&[text("Deux.")])]))],
        json!({}),
    );
    let imported = Imported::of(&[("x.json", &file)]);
    assert_eq!((imported.summary.articles, imported.summary.set_aside), (1, 1));
    let imported = Imported::of(&[("x.json", &file[..file.len() - 40])]);
    assert_eq!((imported.summary.articles, imported.summary.unread), (1, 2));
    let cut = imported.told("source", "cut-off");
    assert_eq!(cut[0]["place"], "x.json");
    assert!(cut[0]["was"].as_str().unwrap().contains("line 1"), "{cut:?}");
    let why = refusal(&[("x.json", &export(&[], json!({})))]);
    assert!(why.contains("x.json") && why.contains("no posts"), "{why}");
}
