//! Hostile words and every format, read by programs that we did not write.

mod agency;
mod feeds;
mod sitemaps;

use kiosque::contract::{Block, decode};
use serde_json::{Value, json};

use super::*;

/// What a newsroom may write, and what a broken export may: ends of CDATA and of elements, letters
/// from right to left, an emoji of several code points, ends of lines, a word without an end.
const HOSTILE: &str =
    "]]> </title><script>alert('1 & \"2\"')</script> &amp; &#0; \u{2028}\u{2029} العربية ߒߞߏ 👩🏿‍🌾";

fn hostile() -> String {
    format!("{HOSTILE} {}", "long".repeat(5_000))
}

fn site(name: &str) -> Site {
    Site {
        version: "1.0".to_owned(),
        name: name.to_owned(),
        url: "https://jour.example/le".to_owned(),
        in_language: "fr".to_owned(),
        time_zone: "Africa/Bamako".to_owned(),
        ..Site::default()
    }
}

/// An article whose every text is the same.
fn article(day: u32, text: &str) -> Article {
    let text = json!(text);
    decode(&format!(
        r#"{{"version": "1.0", "id": "{day} é", "slug": "jour-{day}", "inLanguage": "fr", "headline": {text},
            "kicker": {text}, "description": {text}, "keywords": [{text}],
            "datePublished": "2024-{:02}-{:02}T23:30:00+01:00",
            "articleSection": {{"slug": "a", "name": {text}}}, "author": [{{"slug": "awa", "name": {text}}}],
            "image": {{"url": "/images/a.jpg", "width": 1600, "height": 900, "alt": {text}, "caption": {text},
                "creditText": {text}}},
            "body": [{{"type": "paragraph", "spans": [{{"text": {text},
                "marks": [{{"type": "link", "href": "/article/b/"}}]}}]}}]}}"#,
        1 + day / 28,
        1 + day % 28,
    ))
    .unwrap()
}

/// Sound within a box, a film, the first of them again, and a file that is not there.
fn recordings() -> Vec<Block> {
    let body = json!([
        { "type": "box", "title": "Écouter", "body": [
            { "type": "audio", "url": "/files/voix%20d%E2%80%99ici.mp3", "title": "Voix & \"échos\"", "duration": 95 },
        ] },
        { "type": "video", "url": "/files/film.mp4", "title": "Film", "width": 640, "height": 360,
            "transcript": [{ "type": "audio", "url": "/files/voix%20d%E2%80%99ici.mp3", "title": "La même" }] },
        { "type": "audio", "url": "/files/parti.MP4", "title": "Parti" },
    ]);
    serde_json::from_value(body).unwrap()
}

/// As the press serves it: every file weighs as much, but for one that is gone.
fn served(article: &Article) -> Served {
    let weigh = |name: &str| (name != "files/parti.MP4").then_some(1_234);
    Served {
        article: article.clone(),
        enclosures: enclosures(&site(""), article, weigh),
    }
}

fn identities(site: &Site) -> Identities {
    Identities::new(site, Kept::default())
}

fn icons() -> Icons {
    Icons {
        favicon: Some("favicon.svg".to_owned()),
        squares: [192, 512]
            .map(|side| icons::Square {
                path: format!("icons/icon-{side}.png"),
                side,
            })
            .into(),
    }
}

#[test]
fn a_home_screen_finds_the_newspaper_where_it_is_deployed() {
    let (path, text) = manifest(&site(HOSTILE), "/journal/", &icons());
    assert_eq!(path, "manifest.webmanifest");
    let manifest: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(manifest["name"], HOSTILE);
    assert_eq!(manifest["start_url"], "/journal/");
    assert_eq!(manifest["scope"], "/journal/");
    assert_eq!(
        (&manifest["lang"], &manifest["dir"]),
        (&json!("fr"), &json!("ltr"))
    );
    assert_eq!(
        manifest["icons"],
        json!([
            { "src": "/journal/icons/icon-192.png", "sizes": "192x192", "type": "image/png" },
            { "src": "/journal/icons/icon-512.png", "sizes": "512x512", "type": "image/png" },
            { "src": "/journal/favicon.svg", "sizes": "any", "type": "image/svg+xml" },
        ])
    );
    assert!(!text.contains("null"), "what is not known is not said");
    for (language, dir) in [("ar", "rtl"), ("ff-Adlm", "rtl"), ("nqo", "rtl"), ("qaa", "auto")] {
        let site = Site {
            in_language: language.to_owned(),
            ..site("جريدة")
        };
        let manifest: Value = serde_json::from_str(&super::manifest(&site, "/", &icons()).1).unwrap();
        assert_eq!(
            (&manifest["lang"], &manifest["dir"]),
            (&json!(language), &json!(dir))
        );
    }
}
