//! Files that are badly written, cut off or made to harm: each costs itself, and is told.

use std::io::Write;

use flate2::{Compression, write::GzEncoder};
use serde_json::{Value, json};

use crate::{
    feed,
    fixture::{Imported, refusal},
    ghost, ninjs, rest,
};

fn ghosts(count: u32) -> Vec<Value> {
    let post = |number| {
        ghost::post(
            number,
            ghost::lexical(&[ghost::paragraph(&[ghost::text("L’été.")])]),
        )
    };
    (1..=count).map(post).collect()
}

/// An export of each system with so many articles, by the name of its file.
fn exports(count: u32) -> [(&'static str, String); 4] {
    let rests: Vec<Value> = (1..=count)
        .map(|number| rest::post(u64::from(number), "<p>L’été.</p>", json!({})))
        .collect();
    let items: String = (1..=count)
        .map(|number| feed::item(number, &feed::encoded("<p>L’été.</p>")))
        .collect();
    let news: Vec<Value> = (1..=count)
        .map(|number| ninjs::item(number, json!({"body_html": "<p>L’été.</p>"})))
        .collect();
    [
        ("ghost.json", ghost::export(&ghosts(count), json!({}))),
        ("posts.json", Value::from(rests).to_string()),
        ("feed.xml", feed::rss(&items)),
        ("news.json", Value::from(news).to_string()),
    ]
}

fn first_words(imported: &Imported) -> String {
    let article = imported.article("titre-1");
    article["body"][0]["spans"][0]["text"]
        .as_str()
        .unwrap()
        .to_owned()
}

fn zipped(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

#[test]
fn every_encoding_is_read_and_what_is_mended_is_told() {
    for (name, text) in exports(2) {
        let utf_16 = |is_little: bool, mark: bool| -> Vec<u8> {
            let units = mark.then_some(0xfeff).into_iter().chain(text.encode_utf16());
            units
                .flat_map(|unit| {
                    if is_little {
                        unit.to_le_bytes()
                    } else {
                        unit.to_be_bytes()
                    }
                })
                .collect()
        };
        let windows: Vec<u8> = encoding_rs::WINDOWS_1252.encode(&text).0.into_owned();
        let with_mark = [b"\xef\xbb\xbf", text.as_bytes()].concat();
        let forms = [
            utf_16(true, true),
            utf_16(false, true),
            utf_16(true, false),
            with_mark,
            zipped(text.as_bytes()),
        ];
        for bytes in forms {
            let imported = Imported::of(&[(name, &bytes)]);
            assert_eq!(first_words(&imported), "L’été.", "{name}");
            assert!(!imported.report().contains_key("source"), "{name}");
        }
        let imported = Imported::of(&[(name, &windows)]);
        assert_eq!(first_words(&imported), "L’été.", "{name}");
        assert_eq!(imported.told("source", "bad-encoding").len(), 1, "{name}");
    }
}

#[test]
fn of_what_was_cut_off_all_that_is_there_is_read() {
    for (name, text) in exports(20) {
        // In the middle of an article, before the last ones.
        let at = text.find("titre-15").or_else(|| text.find("Titre 15")).unwrap();
        let cut = &text.as_bytes()[..at];
        let packed = zipped(text.as_bytes());
        for bytes in [
            cut.to_vec(),
            zipped(cut),
            packed[..packed.len() * 9 / 10].to_vec(),
        ] {
            let imported = Imported::of(&[(name, &bytes)]);
            let summary = &imported.summary;
            assert!((10..=20).contains(&summary.articles), "{name}: {summary:?}");
            assert!(summary.unread > 0, "{name}: {summary:?}");
            let is_told = imported.report().values().any(|line| {
                line["reason"] == "cut-off"
                    || line["entries"]
                        .as_array()
                        .unwrap()
                        .iter()
                        .any(|it| it["reason"] == "cut-off")
            });
            assert!(is_told, "{name}: {:#?}", imported.report());
        }
        let whole = Imported::of(&[(name, cut)]);
        assert_eq!(whole.again(&[(name, &text)]).articles, 20, "{name}");
        assert!(!whole.report().contains_key("source"), "{name}");
    }
}

#[test]
fn a_record_that_cannot_be_read_costs_no_other() {
    let deep = format!("{}{}", "[".repeat(10_000), "]".repeat(10_000));
    let half = "\"x\": \"\\ud83d\"";
    for (name, text) in exports(3).into_iter().filter(|(name, _)| *name != "feed.xml") {
        let second = text.find("titre-2").or_else(|| text.find("Titre 2")).unwrap();
        let at = second + text[second..].find('"').unwrap() + 1;
        let with = |more: &str| format!("{}, {more}{}", &text[..at], &text[at..]);
        let imported = Imported::of(&[(name, with(&format!("\"deep\": {deep}")))]);
        let summary = &imported.summary;
        assert_eq!(
            (summary.articles, summary.set_aside, summary.unread),
            (2, 1, 1),
            "{name}"
        );
        // The half of an emoji, a field that is there twice, a line's end within a text.
        let imported = Imported::of(&[(
            name,
            with(&format!("{half}, \"y\": 1, \"y\": 2, \"z\": \"a\nb\"")),
        )]);
        assert_eq!(imported.summary.articles, 3, "{name}");
        let told = imported.report();
        for reason in ["bad-encoding", "doubled-field", "unseen-sign"] {
            let entries = told.values().flat_map(|line| line["entries"].as_array().unwrap());
            assert_eq!(
                entries.filter(|it| it["reason"] == reason).count(),
                1,
                "{name}: {reason}"
            );
        }
    }
}

#[test]
fn fields_of_other_types_are_read_or_told() {
    let odd = [
        json!(2024),
        json!(true),
        Value::Null,
        json!(["a"]),
        json!({"a": "b"}),
    ];
    let names = [
        "title",
        "html",
        "lexical",
        "slug",
        "status",
        "visibility",
        "published_at",
        "feature_image",
        "custom_excerpt",
    ];
    let posts: Vec<Value> = names
        .iter()
        .enumerate()
        .flat_map(|(row, name)| {
            odd.iter()
                .enumerate()
                .map(move |(column, value)| (row * 10 + column, *name, value.clone()))
        })
        .map(|(number, name, value)| {
            let mut fields = json!({"html": "<p>Un.</p>"});
            fields[name] = value;
            ghost::post(u32::try_from(number).unwrap(), fields)
        })
        .collect();
    let count = posts.len();
    let imported = Imported::of(&[(
        "x.json",
        ghost::export(
            &posts,
            json!({"tags": [1, null, "x", {"id": 3}], "settings": null}),
        ),
    )]);
    let summary = &imported.summary;
    assert_eq!(
        summary.articles + summary.drafts + summary.set_aside,
        count,
        "{summary:?}"
    );
    // Who may read it, nobody can say.
    let private = imported
        .report()
        .values()
        .filter(|line| line["reason"] == "private")
        .count();
    assert_eq!(private, 4, "all but null");
    assert_eq!(imported.told(&ghost::id(0), "no-title").len(), 0, "2024");
    assert_eq!(imported.told(&ghost::id(3), "unknown-part")[0]["was"], "[\"a\"]");

    let mut post = rest::post(
        1,
        "<p>Un.</p>",
        json!({"id": "12", "slug": 7, "title": "Titre", "author": "2", "categories": null}),
    );
    post["excerpt"] = json!(["x"]);
    let imported = Imported::of(&[("posts.json", post.to_string())]);
    assert_eq!(imported.summary.articles, 1, "one post by itself");
    assert_eq!(imported.article("7")["headline"], "Titre");

    let items: Vec<Value> = odd
        .iter()
        .enumerate()
        .map(|(number, value)| {
            let number = u32::try_from(number).unwrap();
            ninjs::item(number, json!({"headline": value, "authors": value, "associations": value, "renditions": value, "subject": value}))
        })
        .collect();
    assert_eq!(
        Imported::of(&[("a.json", Value::from(items).to_string())])
            .summary
            .articles,
        5
    );
}

#[test]
fn what_is_no_export_is_said_so() {
    let page = "<!doctype html><html><title>502 Bad Gateway</title></html>";
    for (name, text) in [("a.json", ""), ("a.json", "  "), ("a.json", "{\"error\": 1}")] {
        let why = refusal(&[(name, text)]);
        assert!(
            why.contains("no export that Kiosque knows") && why.contains("saved in its place"),
            "{why}"
        );
    }
    // Pages are a source, too, and the only one here.
    for name in ["a.json", "a.xml"] {
        let why = refusal(&[(name, page)]);
        assert!(
            why.contains("answered with a fault") && why.contains("502 Bad Gateway"),
            "{why}"
        );
        assert!(why.contains("ask for the export again"), "{why}");
    }
    for (name, text) in exports(2) {
        let imported = Imported::of(&[(name, text.as_str()), ("page-2.json", page), ("page-3.json", "")]);
        assert_eq!(imported.summary.articles, 2);
        assert_eq!(imported.told("source", "no-export").len(), 2, "{name}");
        assert_eq!(imported.summary.unread, 2);
    }
}

#[test]
fn again_writes_what_changed_and_nothing_else() {
    for (name, text) in exports(12) {
        let imported = Imported::of(&[(name, &text)]);
        let before = imported.files();
        assert!(imported.again(&[(name, &text)]).is_unchanged, "{name}");
        let at = text.find("titre-5").or_else(|| text.find("Titre 5")).unwrap();
        let changed = format!("{}{}", &text[..at], text[at..].replacen("L’été.", "L’hiver.", 1));
        assert_eq!(imported.again(&[(name, &changed)]).written, 1, "{name}");
        let after = imported.files();
        let differ = |path: &&String| after.get(*path) != before.get(*path) && !path.starts_with("report");
        assert_eq!(before.keys().filter(differ).count(), 1, "{name}");
        assert_eq!(before.len(), after.len(), "{name}");
    }
}

#[test]
fn of_an_article_in_several_exports_the_newest_is_taken() {
    let ghost_post = |words: &str, year: u32| {
        let updated = format!("{year}-01-02T09:00:00.000Z");
        let fields = json!({"html": format!("<p>{words}</p>"), "updated_at": updated});
        ghost::export(&[ghost::post(1, fields)], json!({}))
    };
    let rest_post = |words: &str, year: u32| {
        let modified = format!("{year}-03-12T09:00:00");
        json!([rest::post(
            1,
            &format!("<p>{words}</p>"),
            json!({"modified_gmt": modified})
        )])
        .to_string()
    };
    let [ghost_old, ghost_new] = [ghost_post("Avant.", 2023), ghost_post("Après.", 2024)];
    let [rest_old, rest_new] = [rest_post("Avant.", 2023), rest_post("Après.", 2024)];
    for files in [
        [("1.json", &ghost_old), ("2.json", &ghost_new)],
        [("1.json", &ghost_new), ("2.json", &ghost_old)],
        [("1.json", &rest_old), ("2.json", &rest_new)],
        [("1.json", &rest_new), ("2.json", &rest_old)],
    ] {
        let imported = Imported::of(&files);
        let files = imported.files();
        let mut articles = files.iter().filter(|(path, _)| path.starts_with("articles/"));
        let (_, text) = articles.next().unwrap();
        assert!(std::str::from_utf8(text).unwrap().contains("Après."));
        assert_eq!(articles.next(), None);
        assert_eq!(imported.told("source", "superseded").len(), 1);
    }
}

#[test]
fn slugs_and_ids_that_are_there_twice_lose_no_article() {
    let ghost_posts = [
        ghost::post(1, json!({"html": "<p>Un.</p>", "slug": "meme"})),
        ghost::post(2, json!({"html": "<p>Deux.</p>", "slug": "meme"})),
        ghost::post(1, json!({"html": "<p>Trois.</p>", "slug": "Même"})),
        ghost::post(1, json!({"html": "<p>Un.</p>", "slug": "meme"})),
    ];
    let rest_posts = [
        rest::post(1, "<p>Un.</p>", json!({"slug": "meme"})),
        rest::post(2, "<p>Deux.</p>", json!({"slug": "meme"})),
        rest::post(1, "<p>Trois.</p>", json!({"slug": "meme"})),
        rest::post(1, "<p>Un.</p>", json!({"slug": "meme"})),
    ];
    let items = [
        feed::item(1, &feed::encoded("<p>Un.</p>")),
        feed::item(1, &feed::encoded("<p>Deux.</p>")),
        feed::item(1, &feed::encoded("<p>Trois.</p>")),
        feed::item(1, &feed::encoded("<p>Un.</p>")),
    ];
    for (name, text) in [
        ("x.json", ghost::export(&ghost_posts, json!({}))),
        ("posts.json", json!(rest_posts).to_string()),
        ("x.xml", feed::rss(&items.concat())),
    ] {
        let imported = Imported::of(&[(name, &text)]);
        let files = imported.files();
        let articles: Vec<&str> = files
            .iter()
            .filter(|(path, _)| path.starts_with("articles/"))
            .map(|(_, bytes)| std::str::from_utf8(bytes).unwrap())
            .collect();
        assert_eq!(articles.len(), 3, "{name}: {:?}", files.keys());
        for words in ["Un.", "Deux.", "Trois."] {
            assert!(
                articles.iter().any(|text| text.contains(words)),
                "{name}: {words}"
            );
        }
    }
}

#[test]
fn an_archive_with_names_that_lead_out_of_it_writes_nothing_there() {
    let [(_, text), ..] = exports(2);
    let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for name in ["../../../../tmp/evil.json", "/etc/evil.json", "content/a.txt"] {
        archive
            .start_file(name, zip::write::SimpleFileOptions::default())
            .unwrap();
        let text = if name.ends_with("txt") { "rien" } else { &text };
        archive.write_all(text.as_bytes()).unwrap();
    }
    let bytes = archive.finish().unwrap().into_inner();
    let imported = Imported::of(&[("x.zip", &bytes)]);
    assert_eq!(imported.summary.articles, 2, "the same posts twice");
    assert!(imported.files().keys().all(|path| !path.contains("evil")));
    assert!(!std::path::Path::new("/tmp/evil.json").exists());
    let why = refusal(&[("x.zip", &bytes[..bytes.len() - 30])]);
    assert!(why.contains("x.zip") && why.contains("export it again"), "{why}");
}
