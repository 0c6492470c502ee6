//! Pages that are no articles, and what version 1.1 of the contract added to articles.

use serde_json::{Value, json};

use super::*;

fn newsroom(body: &Value) -> Newsroom {
    let newsroom = Newsroom::new(&site(), &[article(0)]).lay_shell();
    let mut first = serde_json::to_value(article(1)).unwrap();
    first["version"] = json!("1.1");
    first["body"] = body.clone();
    newsroom.write("articles/jour-0001.json", &first.to_string());
    newsroom
}

fn said(text: &str) -> Value {
    json!([{ "text": text }])
}

fn lay_page(newsroom: &Newsroom, slug: &str, headline: &str, body: &Value) {
    fs::create_dir_all(newsroom.path("content/pages")).unwrap();
    let page = json!({"version": "1.1", "slug": slug, "headline": headline, "dateModified": "2024-01-01T08:00:00Z", "body": body});
    newsroom.write(&format!("pages/{slug}.json"), &page.to_string());
}

#[test]
fn a_page_is_published_at_its_slug_and_is_in_no_list() {
    let newsroom = newsroom(&json!([{"type": "paragraph", "spans": [
        {"text": "Lire", "marks": [{"type": "link", "href": "/a-propos/"}]}]}]));
    let link = |href: &str| json!([{"type": "paragraph", "spans": [{"text": "Ailleurs", "marks": [{"type": "link", "href": href}]}]}]);
    lay_page(
        &newsroom,
        "a-propos",
        "Qui nous sommes : deux rives",
        &link("/article/jour-0001/"),
    );
    newsroom.publish();
    let files = newsroom.files();
    let page = &files["a-propos/index.html"];
    assert!(
        page.contains("<h1 tabindex=\"-1\">Qui nous sommes\u{a0}: deux rives</h1>"),
        "{page}"
    );
    assert!(page.contains("href=\"https://jour.example/a-propos/\""), "{page}");
    assert!(page.contains("\"@type\":\"WebPage\""), "{page}");
    for absent in [
        "class=\"byline\"",
        "class=\"overline\"",
        "id=\"auteurs\"",
        "contributions",
    ] {
        assert!(!page.contains(absent), "{absent} in {page}");
    }
    let document: Value = serde_json::from_str(&files["data/page/a-propos.json"]).unwrap();
    let keys: Vec<&String> = document.as_object().unwrap().keys().collect();
    assert_eq!(
        keys,
        [
            "body",
            "dateModified",
            "headline",
            "inLanguage",
            "slug",
            "version"
        ]
    );
    assert!(files["sitemap-pages.xml"].contains("https://jour.example/a-propos/"));
    let listing = files.iter().filter(|(name, text)| {
        text.contains("Qui nous sommes")
            && !["a-propos/index.html", "data/page/a-propos.json"].contains(&name.as_str())
    });
    assert_eq!(listing.count(), 0);

    // What changes of it changes it alone; removed, it is gone.
    lay_page(&newsroom, "a-propos", "Qui ?", &link("/article/jour-0000/"));
    assert_eq!(
        newsroom.publish(),
        Published {
            written: 2,
            removed: 0
        }
    );
    fs::remove_dir_all(newsroom.path("content/pages")).unwrap();
    let linked = build(&newsroom.job("site"), &Progress::Silent);
    assert!(matches!(linked, Err(Stop::Content)), "an article links to it");
    newsroom.lay(&article(1));
    newsroom.publish();
    assert!(!newsroom.files().contains_key("a-propos/index.html"));
}

#[test]
fn a_page_tells_nobody_of_an_article_that_waits() {
    let newsroom = newsroom(&json!([{"type": "paragraph", "spans": said("Un.")}]));
    lay_page(
        &newsroom,
        "a-propos",
        "Qui",
        &json!([{"type": "paragraph", "spans": [{"text": "Bientôt", "marks": [{"type": "link", "href": "/article/jour-2000/"}]}]}]),
    );
    newsroom.lay(&article(2000));
    newsroom.publish();
    assert!(!newsroom.files()["a-propos/index.html"].contains("jour-2000"));
    newsroom.publish_at(at("2026-01-01T00:00:00Z"));
    assert!(newsroom.files()["a-propos/index.html"].contains("href=\"/article/jour-2000/\""));
}

#[test]
fn a_correction_is_shown_first_in_the_feeds_too_and_told_to_search_engines() {
    let newsroom = newsroom(&json!([
        {"type": "paragraph", "spans": said("Le texte.")},
        {"type": "correction", "datePublished": "2024-01-02T08:00:00Z", "spans": said("La première : 31 %.")},
        {"type": "correction", "datePublished": "2024-01-03T08:00:00Z", "spans": said("La seconde.")},
    ]));
    newsroom.publish();
    let files = newsroom.files();
    for name in [
        "article/jour-0001/index.html",
        "rss.xml",
        "atom.xml",
        "feed.json",
        "data/ninjs/jour-0001.json",
    ] {
        let text = &files[name];
        let at = |words: &str| {
            text.find(words)
                .unwrap_or_else(|| panic!("{words} is not in {name}: {text}"))
        };
        assert!(at("La seconde.") < at("La première"), "{name}");
        assert!(at("La première") < at("Le texte."), "{name}");
    }
    let page = &files["article/jour-0001/index.html"];
    assert!(page.contains(
        r#""correction":[{"@type":"CorrectionComment","datePublished":"2024-01-03T08:00:00+00:00","text":"La seconde."},"#
    ), "{page}");
    assert!(page.contains("mercredi 3\u{a0}janvier 2024"), "{page}");
}

#[test]
fn a_note_leads_there_and_back_within_the_page_and_to_the_page_elsewhere() {
    let newsroom = newsroom(&json!([
        {"type": "notes", "items": [{"id": "b", "spans": said("Bê.")}, {"id": "a", "spans": said("A.")}]},
        {"type": "paragraph", "spans": [
            {"text": "un", "marks": [{"type": "note", "id": "a"}]}, {"text": ", "},
            {"text": "deux", "marks": [{"type": "note", "id": "b"}]}]},
    ]));
    newsroom.publish();
    let files = newsroom.files();
    let page = &files["article/jour-0001/index.html"];
    for piece in [
        "href=\"#note-1\" id=\"appel-1\" role=\"doc-noteref\">1</a>",
        "href=\"#note-2\" id=\"appel-2\"",
        "<li id=\"note-1\">A. <a href=\"#appel-1\"",
        "<li id=\"note-2\">Bê. <a href=\"#appel-2\"",
    ] {
        assert!(page.contains(piece), "{piece} is not in {page}");
    }
    assert!(
        files["rss.xml"].contains("https://jour.example/article/jour-0001/#note-1"),
        "{}",
        files["rss.xml"]
    );
    assert!(!files["rss.xml"].contains("href=\"#"));
}

#[test]
fn what_is_played_or_stands_in_a_row_is_published_and_nothing_of_it_is_fetched_unasked() {
    let picture = json!({"url": "/images/a.gif", "width": 1, "height": 1, "alt": "Un point"});
    let newsroom = newsroom(&json!([
        {"type": "audio", "url": "/files/Un son.mp3", "title": "Le son", "duration": 95,
            "transcript": [{"type": "paragraph", "spans": said("On entend : rien.")}]},
        {"type": "gallery", "images": [picture, picture], "caption": "Deux points."},
        {"type": "gallery", "images": [picture, picture]},
        {"type": "code", "text": "<b>\n\tx ; y"},
        {"type": "paragraph", "spans": [{"text": "ls -l", "marks": [{"type": "code"}]}]},
        {"type": "list", "items": [{"spans": said("un"), "ordered": true, "items": [said("un bis")]}]},
        {"type": "paragraph", "spans": said("Rue 214\nBamako")},
    ]));
    newsroom.lay_picture(GIF);
    fs::create_dir_all(newsroom.path("content/files")).unwrap();
    newsroom.put("files/Un son.mp3", b"ID3\x04\0\0\0\0\0\0");
    newsroom.publish();
    let files = newsroom.files();
    assert!(files.contains_key("files/Un son.mp3"));
    let page = &files["article/jour-0001/index.html"];
    for piece in [
        "<div class=\"recording\"><figure><audio controls=\"\" preload=\"none\" src=\"/files/Un%20son.mp3\" aria-label=\"Le son (",
        "</figcaption></figure><details>",
        "Le son (MP3, 1\u{a0}min\u{a0}35\u{a0}s, 10\u{a0}octets)",
        "<summary>Lire la transcription</summary><p>On entend\u{a0}: rien.</p>",
        "<section class=\"gallery\" role=\"region\" tabindex=\"0\" aria-label=\"Deux points.\"><figure class=\"picture\">",
        // Pictures and code of no name of their own are no landmarks.
        "<section class=\"gallery\" role=\"group\" tabindex=\"0\" aria-label=\"Images\">",
        "<pre class=\"code\" role=\"group\" tabindex=\"0\" aria-label=\"Code\"><code dir=\"ltr\">&lt;b&gt;\n\tx ; y</code>",
        "<code dir=\"ltr\">ls -l</code>",
        "<ul><li>un<ol><li>un bis</li></ol></li></ul>",
        "Rue 214<br>Bamako",
    ] {
        let flat = page.replace("<!>", "").replace("  ", " ");
        assert!(flat.contains(piece), "{piece} is not in {flat}");
    }
}

/// Programs read an empty statement out, as if the newsroom had made it.
#[test]
fn what_nobody_described_is_described_by_no_empty_text() {
    let newsroom = newsroom(&json!([]));
    let mut first = serde_json::to_value(article(1)).unwrap();
    first["image"] = json!({"url": "/images/a.gif", "width": 1, "height": 1});
    newsroom.write("articles/jour-0001.json", &first.to_string());
    newsroom.lay_picture(GIF);
    newsroom.publish();
    let files = newsroom.files();
    for name in [
        "article/jour-0001/index.html",
        "data/ninjs/jour-0001.json",
        "rss.xml",
        "atom.xml",
        "feed.json",
    ] {
        for empty in [
            " content=\"\"",
            ":\"\"",
            "<summary></summary>",
            "<description></description>",
        ] {
            assert!(!files[name].contains(empty), "{empty} in {name}: {}", files[name]);
        }
    }
}
