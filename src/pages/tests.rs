//! Each page rendered to a string, natively: what a reader would find missing from the prerendered
//! file.

use super::*;
use crate::{
    app::{WrittenPage, html},
    contract::{Article, FrontPage, ListHead, ListPage, Plans, Site, decode},
    load::Policy,
    newspaper::Newspaper,
    router::Location,
};

const SITE: &str = r#"{"version": "1.0", "name": "Les Deux Rives", "tagline": "Bamako",
    "sections": [{"slug": "societe", "name": "Société"}],
    "links": [{"name": "Mentions légales", "url": "javascript:alert(1)"},
              {"name": "Confidentialité", "url": "https://example.org/c"}]}"#;

const OFFER: &str = r#"{"version": "1.0",
    "plans": [
        {"id": "m", "name": "Mensuel", "amount": 2500, "currency": "XOF", "interval": "month",
         "url": "https://pay.example/m", "features": ["Les contributions"]},
        {"id": "j", "name": "Quotidien", "amount": 200, "currency": "XOF", "interval": "day"}],
    "contact": {"email": "abo@example.org", "telephones": ["+223 20 00 00 00"]}}"#;

const ARTICLE: &str = r##"{"version": "1.0", "id": "1", "slug": "plan", "inLanguage": "fr",
    "headline": "Un plan <national>", "kicker": "#Mali", "description": "Le chapô.",
    "datePublished": "2023-10-24T07:28:00+00:00", "dateModified": "2024-02-21T22:41:00+00:00",
    "articleSection": {"slug": "societe", "name": "Société"}, "keywords": ["justice"],
    "author": [{"slug": "awa", "name": "Awa Sangaré", "jobTitle": "Reporter"}],
    "image": {"url": "/images/a.jpg", "width": 1600, "height": 900, "alt": "Deux mains",
              "caption": "La légende", "creditText": "Le crédit"},
    "wordCount": 800,
    "body": [
        {"type": "paragraph", "spans": [{"text": "Lisez "},
            {"text": "ceci", "marks": [{"type": "link", "href": "/article/autre/"}, {"type": "strong"}]},
            {"text": "mais pas cela", "marks": [{"type": "link", "href": "javascript:alert(1)"}]},
            {"text": "jɛgɛ", "marks": [{"type": "language", "lang": "bm"}]}]},
        {"type": "heading", "level": 2, "spans": [{"text": "Un intertitre"}]},
        {"type": "quote", "spans": [{"text": "Une parole"}], "attribution": "Une passante"},
        {"type": "table", "caption": "Le coût", "rows": [
            [{"header": true, "spans": [{"text": "An"}]}], [{"spans": [{"text": "2023"}]}]]},
        {"type": "embed", "url": "https://video.example/1", "title": "Le film", "providerName": "Vidéo"},
        {"type": "box", "title": "Repères", "body": [{"type": "list", "items": [[{"text": "Un"}]]}]},
        {"type": "list", "items": [{"spans": [{"text": "Un\nsur deux lignes"}], "ordered": true, "items": [[{"text": "Un bis"}]]}]},
        {"type": "paragraph", "spans": [{"text": "noté", "marks": [{"type": "note", "id": "1"}]},
            {"text": "e", "marks": [{"type": "superscript"}]}, {"text": "2", "marks": [{"type": "subscript"}]},
            {"text": "ls", "marks": [{"type": "code"}]}]},
        {"type": "code", "text": "a\n<b>"},
        {"type": "audio", "url": "/files/son.mp3", "title": "Le son", "transcript": [
            {"type": "paragraph", "spans": [{"text": "On entend le fleuve."}]}]},
        {"type": "video", "url": "/files/film.mp4", "title": "Le film muet", "width": 640, "height": 360, "creditText": "Nous"},
        {"type": "gallery", "images": [{"url": "/images/b.jpg", "width": 800, "height": 450}]},
        {"type": "correction", "datePublished": "2024-02-21T22:41:00+00:00", "spans": [{"text": "C’était 34."}]},
        {"type": "notes", "items": [{"id": "1", "spans": [{"text": "La note."}]}]},
        {"type": "separator"}, {"type": "hologram"}],
    "comments": {"access": "subscribers"},
    "related": [{"slug": "autre", "headline": "Un autre", "description": "Extrait…"}],
    "authorArticles": [{"author": {"slug": "awa", "name": "Awa Sangaré", "description": "Elle écrit."}, "articles": [{"slug": "encore", "headline": "Encore d’elle",
        "description": "Son chapô.", "datePublished": "2024-01-01T08:00:00+00:00",
        "author": [{"slug": "awa", "name": "Awa Sangaré"}]}]}]}"##;

#[test]
fn a_page_that_is_no_article_says_nothing_of_one() {
    let page = r#"{"version": "1.1", "slug": "a-propos", "headline": "Qui", "dateModified": "2024-02-21T22:41:00+00:00",
        "body": [{"type": "paragraph", "spans": [{"text": "Nous."}]}]}"#;
    let page: Article = decode(page).unwrap();
    let html = render(Route::Page("a-propos".into()), "", |store| {
        store.put(&Document::Page("a-propos".into()), page);
    });
    holds(&html, &["Qui</h1>", "<p>Nous.</p>"]);
    for absent in [
        "byline",
        "overline",
        "signature",
        "keywords",
        "lire-aussi",
        "auteurs",
        "contributions",
    ] {
        assert!(!html.contains(absent), "{absent}: {html}");
    }
}

/// The whole page of a route, its documents being there.
fn render(route: Route, query: &str, fill: impl FnOnce(&Store)) -> String {
    let site: Site = decode(SITE).unwrap();
    let newspaper = Newspaper::new(site, "/journal/");
    let store = Store::new(newspaper.base(), Policy::default());
    fill(&store);
    let WrittenPage { title, html } = html(newspaper, store, Location::new(route, query));
    assert!(title.ends_with("Les Deux Rives"), "{title}");
    assert_eq!(html.matches("<h1").count(), 1, "one h1: {html}");
    assert_eq!(html.matches("<main").count(), 1, "one main: {html}");
    html
}

fn holds(html: &str, pieces: &[&str]) {
    for piece in pieces {
        assert!(html.contains(piece), "{piece} is not in {html}");
    }
}

#[test]
fn an_article_has_every_element() {
    let article: Article = decode(ARTICLE).unwrap();
    let html = render(Route::Article("plan".into()), "", |store| {
        store.put(&Document::Article("plan".into()), article);
    });
    holds(
        &html,
        &[
            "href=\"/journal/rubrique/societe/\"",
            "#Mali",
            "Un plan &lt;national&gt;</h1>",
            "Le chapô.",
            "Par <a",
            "href=\"/journal/auteur/awa/\"",
            "Reporter",
            "Publié <time datetime=\"2023-10-24T07:28:00+00:00\">mardi 24\u{a0}octobre 2023 à 07:28</time>",
            "mis à jour <time datetime=\"2024-02-21T22:41:00+00:00\">",
            "4\u{a0}min de lecture",
            "alt=\"Deux mains\" width=\"1600\" height=\"900\"",
            "src=\"/journal/images/a.jpg\"",
            "La légende",
            "Le crédit",
            "<a href=\"/journal/article/autre/\"><strong>ceci</strong></a>",
            "<span lang=\"bm\">jɛgɛ</span>",
            "<h2>Un intertitre</h2>",
            "<blockquote><p>Une parole</p></blockquote><figcaption>Une passante</figcaption>",
            "<th scope=\"col\">An</th>",
            "href=\"https://video.example/1\"",
            "Repères",
            "<li>Un<br>sur deux lignes<ol><li>Un bis",
            "noté<sup class=\"raised\"><a href=\"#note-1\" id=\"appel-1\" role=\"doc-noteref\">1</a></sup>",
            "<sup class=\"raised\">e</sup><sub class=\"raised\">2</sub><code dir=\"ltr\">ls</code>",
            "<pre class=\"code\" role=\"group\" tabindex=\"0\" aria-label=\"Code\"><code dir=\"ltr\">a\n&lt;b&gt;</code></pre>",
            "<audio controls=\"\" preload=\"none\" src=\"/journal/files/son.mp3\" aria-label=\"Le son\"></audio>",
            "<summary>Lire la transcription</summary><p>On entend le fleuve.</p>",
            "<video controls=\"\" preload=\"none\" playsinline=\"\" width=\"640\" height=\"360\" src=\"/journal/files/film.mp4\" aria-label=\"Le film muet\"></video>",
            "<span class=\"credit\">Nous</span>",
            "class=\"gallery\" role=\"group\" tabindex=\"0\" aria-label=\"Images\"",
            "<strong>Correction</strong> <time",
            "<li id=\"note-1\">La note. <a href=\"#appel-1\"",
            "<hr",
            "ne peut pas être affiché ici",
            "class=\"signature\">Awa Sangaré",
            "justice",
            "Lire aussi",
            "Extrait…",
            "Les articles de l’auteur",
            "Elle écrit.",
            "Encore d’elle",
            "lundi 1er\u{a0}janvier 2024",
            "Tous ses articles",
            "href=\"/journal/abonnement/?retour=/article/plan/\"",
        ],
    );
    assert!(!html.contains("javascript:"), "{html}");
    let order = [
        "<h1",
        "Le chapô.",
        "class=\"byline\"",
        "<figure",
        "Un intertitre",
        "signature",
        "Mots-clés",
    ];
    let order = order
        .iter()
        .chain(&["Lire aussi", "Les articles de l’auteur", "Contributions"]);
    let places: Vec<_> = order.map(|piece| html.find(piece).unwrap()).collect();
    assert!(places.is_sorted(), "{places:?}");
}

/// Where a picture stands decides how wide it is, and the browser chooses by that.
#[test]
fn a_picture_comes_in_the_sizes_there_are() {
    let mut article: Article = decode(ARTICLE).unwrap();
    let image = article.image.as_mut().unwrap();
    image.url = "/images/deux-mains-1f2e3d4c-800.jpg".into();
    image.widths = vec![320, 800];
    image.tone = Some(7);
    let html = render(Route::Article("plan".into()), "", |store| {
        store.put(&Document::Article("plan".into()), article);
    });
    let stem = "/journal/images/deux-mains-1f2e3d4c";
    holds(
        &html,
        &[
            "<picture><source type=\"image/avif\" sizes=\"(min-width:76rem) 48rem,",
            &format!("srcset=\"{stem}-320.avif 320w,{stem}-800.avif 800w\"><img alt=\"Deux mains\""),
            &format!(
                "srcset=\"{stem}-320.jpg 320w,{stem}-800.jpg 800w\" src=\"{stem}-800.jpg\" class=\"t7\"></picture>"
            ),
            "loading=\"eager\" decoding=\"async\" fetchpriority=\"high\"",
        ],
    );
    assert!(!html.contains("style="), "no inline style: {html}");
}

/// Only the first picture of a page is fetched before the reader comes near.
#[test]
fn a_page_waits_for_its_first_picture_only() {
    let summary = |slug: &str| {
        format!(
            r#"{{"slug": "{slug}", "headline": "A", "image": {{"url": "/images/{slug}.jpg", "width": 16, "height": 9, "alt": ""}}}}"#
        )
    };
    let (a, b, c) = (summary("a"), summary("b"), summary("c"));
    let front = format!(
        r#"{{"version": "1.0", "lead": {a}, "secondaries": [{b}],
            "sections": [{{"section": {{"slug": "societe", "name": "Société"}}, "articles": [{c}]}}]}}"#
    );
    let front: FrontPage = decode(&front).unwrap();
    let front = render(Route::Home, "", |store| store.put(&Document::Home, front));
    let head: ListHead = decode(&format!(r#"{{"version": "1.0", "articles": [{a}, {b}, {c}]}}"#)).unwrap();
    let route = Route::Section("societe".into(), None);
    let list = render(route, "", |store| {
        store.put(&Document::SectionHead("societe".into()), head)
    });
    for html in [front, list] {
        let eager = html.find("loading=\"eager\"").unwrap();
        assert_eq!(html.matches("loading=\"eager\"").count(), 1);
        assert_eq!(html.matches("loading=\"lazy\"").count(), 2);
        assert!(eager < html.find("loading=\"lazy\"").unwrap());
    }
}

/// Every value of an article, replaced by what it must not be.
#[test]
fn no_data_breaks_a_page() {
    let article: serde_json::Value = serde_json::from_str(ARTICLE).unwrap();
    let mut pointers = Vec::new();
    list_pointers(&article, "", &mut pointers);
    assert!(pointers.len() > 80, "{}", pointers.len());
    let wrong = [
        serde_json::json!(null),
        serde_json::json!(-1.5e300),
        serde_json::json!("</script>\u{0}\u{202e}"),
        serde_json::json!([[], {}]),
        serde_json::json!({"__proto__": {"type": "box"}}),
    ];
    for pointer in pointers {
        for wrong in &wrong {
            let mut broken = article.clone();
            *broken.pointer_mut(&pointer).unwrap() = wrong.clone();
            if let Ok(article) = decode::<Article>(&broken.to_string()) {
                let html = render(Route::Article("plan".into()), "", |store| {
                    store.put(&Document::Article("plan".into()), article);
                });
                assert!(!html.contains("</script>"), "{pointer}");
            }
        }
    }
}

fn list_pointers(value: &serde_json::Value, at: &str, pointers: &mut Vec<String>) {
    let children: Vec<(String, &serde_json::Value)> = match value {
        serde_json::Value::Object(object) => object.iter().map(|(key, value)| (key.clone(), value)).collect(),
        serde_json::Value::Array(items) => items
            .iter()
            .enumerate()
            .map(|(number, value)| (number.to_string(), value))
            .collect(),
        _ => Vec::new(),
    };
    for (key, child) in children {
        let pointer = format!("{at}/{key}");
        list_pointers(child, &pointer, pointers);
        pointers.push(pointer);
    }
}

#[test]
fn an_article_with_next_to_nothing_says_nothing_empty() {
    let article: Article = decode(r#"{"version": "1.0", "slug": "a", "headline": "Seul"}"#).unwrap();
    let html = render(Route::Article("a".into()), "", |store| {
        store.put(&Document::Article("a".into()), article);
    });
    for piece in [
        "Par ",
        "Publié",
        "Lire aussi",
        "Contributions",
        "<img",
        "<aside",
        "Mots-clés",
    ] {
        assert!(!html.contains(piece), "{piece} in {html}");
    }
}

/// Whoever listens to a page hears each language by its own voice.
#[test]
fn words_of_another_language_say_so_wherever_they_stand() {
    let arabic = r#""language": {"lang": "ar", "dir": "rtl"}, "kicker": "مالي", "headline": "خطة",
        "description": "نص", "image": {"url": "/images/a.jpg", "width": 1600, "height": 900, "alt": "يدان"}"#;
    let article = format!(
        r#"{{"version": "1.0", "slug": "plan", {arabic}, "keywords": ["عدالة"],
            "articleSection": {{"slug": "societe", "name": "Société"}}}}"#
    );
    let article: Article = decode(&article).unwrap();
    let html = render(Route::Article("plan".into()), "", |store| {
        store.put(&Document::Article("plan".into()), article);
    });
    const IN_ARABIC: &str = "<span lang=\"ar\" dir=\"rtl\">";
    holds(
        &html,
        &[
            "<article lang=\"ar\" dir=\"rtl\" class=\"story\">",
            &format!("<span class=\"kicker\">{IN_ARABIC}مالي</span></span>"),
            &format!("<li>{IN_ARABIC}عدالة</span></li>"),
        ],
    );

    let front = format!(r#"{{"version": "1.0", "lead": {{"slug": "plan", {arabic}}}}}"#);
    let front: FrontPage = decode(&front).unwrap();
    let html = render(Route::Home, "", |store| store.put(&Document::Home, front));
    holds(
        &html,
        &[
            &format!("<span class=\"kicker\">{IN_ARABIC}مالي</span></span>"),
            &format!("<span class=\"headline\">{IN_ARABIC}خطة</span></span>"),
            &format!("<p class=\"excerpt\">{IN_ARABIC}نص</span></p>"),
            &format!("{IN_ARABIC}<img"),
        ],
    );
}

#[test]
fn the_front_page_opens_with_the_lead_story() {
    let front: FrontPage = decode(
        r#"{"version": "1.0", "pages": 2, "lead": {"slug": "une", "headline": "La une"},
            "secondaries": [{"slug": "deux", "headline": "La deux"}],
            "sections": [{"section": {"slug": "societe", "name": "Société"},
                          "articles": [{"slug": "trois", "headline": "La trois"}]}]}"#,
    )
    .unwrap();
    let html = render(Route::Home, "", |store| store.put(&Document::Home, front));
    holds(
        &html,
        &[
            "La une",
            "La deux",
            "href=\"/journal/article/trois/\"",
            "href=\"/journal/page/2/\"",
            "aria-current",
        ],
    );
}

#[test]
fn a_section_leads_to_its_older_articles() {
    let head: ListHead =
        decode(r#"{"version": "1.0", "pages": 3, "articles": [{"slug": "a", "headline": "A"}]}"#).unwrap();
    let route = Route::Section("societe".into(), None);
    let html = render(route, "", |store| {
        store.put(&Document::SectionHead("societe".into()), head)
    });
    holds(
        &html,
        &[
            "Société</h1>",
            "href=\"/journal/rubrique/societe/page/3/\"",
            "href=\"/journal/article/a/\"",
        ],
    );
}

#[test]
fn a_page_of_older_articles_leads_both_ways() {
    let page: ListPage =
        decode(r#"{"version": "1.0", "articles": [{"slug": "a", "headline": "A"}]}"#).unwrap();
    let front: FrontPage = decode(r#"{"version": "1.0", "pages": 3}"#).unwrap();
    let html = render(Route::Archive(2), "", |store| {
        store.put(&Document::Archive(2), page);
        store.put(&Document::Home, front);
    });
    holds(
        &html,
        &[
            "href=\"/journal/page/1/\"",
            "href=\"/journal/page/3/\"",
            "page\u{a0}2",
        ],
    );
}

#[test]
fn an_author_is_presented() {
    let head: ListHead = decode(
        r#"{"version": "1.0", "author": {"slug": "awa", "name": "Awa Sangaré", "jobTitle": "Reporter",
            "description": "Elle écrit."}}"#,
    )
    .unwrap();
    let route = Route::Author("awa".into(), None);
    let html = render(route, "", |store| {
        store.put(&Document::AuthorHead("awa".into()), head)
    });
    holds(
        &html,
        &[
            "Awa Sangaré</h1>",
            "Reporter",
            "Elle écrit.",
            "AS",
            "Aucun article",
        ],
    );
}

#[test]
fn the_plans_say_their_price_and_how_to_subscribe() {
    let offer: Plans = decode(OFFER).unwrap();
    let html = render(Route::Plans, "?retour=/article/plan/", |store| {
        store.put(&Document::Plans, offer);
    });
    holds(
        &html,
        &[
            "2\u{202f}500\u{a0}F\u{a0}CFA par mois",
            "href=\"https://pay.example/m\"",
            "Les contributions",
            "200\u{a0}F\u{a0}CFA par jour",
            "href=\"tel:+22320000000\"",
            "href=\"mailto:abo@example.org\"",
            "href=\"/journal/article/plan/\"",
        ],
    );
}

#[test]
fn an_unknown_address_has_ways_out() {
    for route in [Route::NotFound, Route::Section("x".into(), None)] {
        let html = render(route, "", |_| ());
        holds(
            &html,
            &[
                "Cette page n’existe pas",
                "href=\"/journal/\"",
                "href=\"/journal/rubrique/societe/\"",
            ],
        );
    }
}
