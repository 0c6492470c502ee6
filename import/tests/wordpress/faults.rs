//! Exports as they come: cut off, badly encoded, hostile.

use std::{fs, io::Write};

use crate::fixture::{HEAD, Imported, Post, export};

fn two() -> String {
    export(&[Post::new(1, "L’été à Ségou.").xml(), Post::new(2, "Deux.").xml()])
}

fn text(imported: &Imported, id: u64) -> String {
    imported.article(id)["body"][0]["spans"][0]["text"]
        .as_str()
        .unwrap()
        .to_owned()
}

#[test]
fn an_export_is_read_however_it_is_packed() {
    let whole = two();
    let mut gz = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    gz.write_all(whole.as_bytes()).unwrap();
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default();
    zip.start_file("un.xml", options).unwrap();
    zip.write_all(export(&[Post::new(1, "L’été à Ségou.").xml()]).as_bytes())
        .unwrap();
    zip.start_file("deux.xml", options).unwrap();
    zip.write_all(export(&[Post::new(2, "Deux.").xml()]).as_bytes())
        .unwrap();
    for (name, bytes) in [
        ("a.gz", gz.finish().unwrap()),
        ("a.zip", zip.finish().unwrap().into_inner()),
        ("whatever", whole.clone().into_bytes()),
    ] {
        let imported = Imported::of_bytes(name, &bytes);
        assert_eq!(
            (text(&imported, 1).as_str(), imported.summary.articles),
            ("L’été à Ségou.", 2),
            "{name}"
        );
    }
    let root = tempfile::tempdir().unwrap();
    fs::create_dir(root.path().join("exports")).unwrap();
    fs::write(
        root.path().join("exports/1.xml"),
        export(&[Post::new(1, "Un.").xml()]),
    )
    .unwrap();
    // Exports of several files overlap.
    fs::write(root.path().join("exports/2.xml"), two()).unwrap();
    let options = import::Options {
        source: root.path().join("exports"),
        into: root.path().join("x"),
        ..Default::default()
    };
    assert_eq!(import::run(&options, &import::Silent).unwrap().articles, 2);
}

#[test]
fn of_an_article_in_several_exports_of_a_site_the_newest_is_taken() {
    let mut old = Post::new(1, "Avant.");
    old.modified_gmt = "2019-03-12 09:00:00";
    let mut new = Post::new(1, "Après.");
    new.modified_gmt = "2024-01-05 10:00:00";
    new.name = "un-autre-slug".into();
    let other = Post::new(1, "D’ailleurs.")
        .xml()
        .replace("journal.example/?p=1", "autre.example/?p=1");
    for order in [[&old, &new], [&new, &old]] {
        let imported = Imported::of(&[]);
        let folder = imported.root.path().join("exports");
        fs::create_dir(&folder).unwrap();
        for (name, post) in ["1.xml", "2.xml"].iter().zip(order) {
            fs::write(
                folder.join(name),
                export(&[post.xml(), Post::new(2, "Deux.").xml()]),
            )
            .unwrap();
        }
        fs::write(folder.join("3.xml"), export(std::slice::from_ref(&other))).unwrap();
        let summary = imported.run("exports");
        assert_eq!(summary.articles, 3);
        let text = |slug: &str| {
            imported.json(&format!("articles/{slug}.json"))["body"][0]["spans"][0]["text"].clone()
        };
        assert_eq!(text("un-autre-slug"), "Après.");
        assert_eq!(text("titre-1"), "D’ailleurs.", "that of another site");
        assert_eq!(imported.told("source", "superseded").len(), 1);
        assert!(imported.run("exports").is_unchanged);
        // Nor does it become one that was changed by the newsroom.
        fs::write(folder.join("4.xml"), export(&[Post::new(4, "Quatre.").xml()])).unwrap();
        let summary = imported.run("exports");
        assert_eq!((summary.articles, summary.written, summary.conflicts), (4, 1, 0));
    }
}

#[test]
fn an_export_is_read_in_the_encoding_that_it_says() {
    let whole = two();
    let latin = whole.replace("encoding=\"UTF-8\"", "encoding=\"ISO-8859-1\"");
    let (latin, ..) = encoding_rs::WINDOWS_1252.encode(&latin);
    assert_eq!(text(&Imported::of_bytes("a.xml", &latin), 1), "L’été à Ségou.");
    let mut wide = vec![0xff, 0xfe];
    wide.extend(
        whole
            .replace("UTF-8", "UTF-16")
            .encode_utf16()
            .flat_map(u16::to_le_bytes),
    );
    assert_eq!(text(&Imported::of_bytes("a.xml", &wide), 1), "L’été à Ségou.");
}

#[test]
fn bytes_that_are_no_utf_8_cost_nothing_and_are_told() {
    let whole = two();
    let mut bytes = whole.into_bytes();
    let at = memchr_of(&bytes, "Deux.");
    bytes.splice(at..at, *b"d\xe9j\xe0 ");
    let imported = Imported::of_bytes("a.xml", &bytes);
    assert_eq!(text(&imported, 2), "déjà Deux.");
    assert_eq!(imported.told("wp-2", "bad-encoding").len(), 1);
}

fn memchr_of(bytes: &[u8], wanted: &str) -> usize {
    bytes
        .windows(wanted.len())
        .position(|it| it == wanted.as_bytes())
        .unwrap()
}

#[test]
fn broken_letters_are_mended() {
    let imported = Imported::of(&[Post::new(1, "L&#8217;eau dÃ©borde Ã\u{a0} SÃ©gou.").xml()]);
    assert_eq!(imported.told("wp-1", "mojibake").len(), 1);
    assert_eq!(text(&imported, 1), "L’eau déborde à Ségou.");
}

#[test]
fn a_section_that_ends_early_and_a_loose_ampersand_lose_nothing() {
    let whole = two()
        .replace("L’été", "a ]]> b <p>L’été")
        .replace("Le fleuve monte]]", "AT&T]]");
    let whole = whole.replacen("<title><![CDATA[AT&T]]></title>", "<title>AT&T & Cie</title>", 1);
    let imported = Imported::of_bytes("a.xml", whole.as_bytes());
    assert_eq!(imported.article(1)["headline"], "AT&T & Cie");
    let body = imported.article(1)["body"].to_string();
    assert!(
        body.contains("a ]]> b") && body.contains("L’été à Ségou."),
        "{body}"
    );
    assert_eq!(imported.told("wp-1", "split-text").len(), 2);
    assert_eq!(imported.summary.articles, 2);
}

#[test]
fn a_record_that_cannot_be_read_lies_aside_as_it_was_and_costs_no_other() {
    let broken = Post::new(1, "Un.").xml().replace("</content:encoded>", "");
    let imported = Imported::of(&[broken.clone(), Post::new(2, "Deux.").xml()]);
    assert_eq!(imported.summary.articles, 1);
    let files = imported.files();
    let aside: Vec<&String> = files
        .keys()
        .filter(|path| path.starts_with("set-aside/unreadable/"))
        .collect();
    assert_eq!(aside.len(), 1);
    assert_eq!(
        String::from_utf8(files[aside[0]].clone()).unwrap().trim(),
        broken.trim()
    );
}

#[test]
fn a_file_that_was_cut_off_is_read_to_its_end() {
    let whole = two();
    let cut = memchr_of(whole.as_bytes(), "Deux.");
    let imported = Imported::of_bytes("a.xml", &whole.as_bytes()[..cut]);
    assert_eq!(imported.summary.articles, 1);
    assert!(imported.report().values().any(|line| line["reason"] == "cut-off"));
    let mut gz = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::none());
    gz.write_all(whole.as_bytes()).unwrap();
    let gz = gz.finish().unwrap();
    let imported = Imported::of_bytes("a.gz", &gz[..gz.len() - 300]);
    assert_eq!(imported.summary.articles, 1);
    assert!(imported.report().values().any(|line| line["reason"] == "cut-off"));
}

#[test]
fn a_record_of_any_size_lies_aside_and_costs_no_other() {
    let huge = Post::new(1, &"<p>Un long paragraphe.</p>\n".repeat(700_000)).xml();
    let imported = Imported::of(&[huge.clone(), Post::new(2, "Deux.").xml()]);
    assert_eq!(imported.summary.articles, 1);
    let files = imported.files();
    let aside = files
        .iter()
        .find(|(path, _)| path.starts_with("set-aside/too-large/"))
        .unwrap();
    assert_eq!(aside.1.len(), huge.trim_end().len());
}

#[test]
fn entities_expand_to_nothing() {
    let lol: String = (1..10)
        .map(|n| format!("<!ENTITY l{n} \"{}\">", format!("&l{};", n - 1).repeat(10)))
        .collect();
    let head = HEAD.replace(
        "<rss ",
        &format!(
            "<!DOCTYPE rss [<!ENTITY l0 \"lol\"><!ENTITY f SYSTEM \"file:///etc/passwd\">{lol}]>\n<rss "
        ),
    );
    let item = Post::new(1, "Un.")
        .xml()
        .replace("<![CDATA[Le fleuve monte]]>", "&l9; &f; titre");
    let imported = Imported::of_bytes("a.xml", format!("{head}{item}</channel></rss>").as_bytes());
    let headline = imported.article(1)["headline"].as_str().unwrap().to_owned();
    assert_eq!(headline, "&l9; &f; titre");
}

#[test]
fn a_deep_record_is_read_and_its_words_are_there() {
    let html = format!("{}fond{}", "<div><b>".repeat(20_000), "</b></div>".repeat(20_000));
    let imported = Imported::of(&[Post::new(1, &html).xml()]);
    assert_eq!(text(&imported, 1), "fond");
}

#[test]
fn what_is_no_export_is_said_to_be_none() {
    let root = tempfile::tempdir().unwrap();
    for (name, bytes) in [
        ("a.txt", &b"bonjour"[..]),
        ("b.xml", b"<rss></rss>"),
        ("c.zip", b"PK\x03\x04rest"),
    ] {
        fs::write(root.path().join(name), bytes).unwrap();
        let options = import::Options {
            source: root.path().join(name),
            into: root.path().join("x"),
            ..Default::default()
        };
        let why = import::run(&options, &import::Silent).unwrap_err().to_string();
        assert!(why.contains(name), "{why}");
    }
    let options = import::Options {
        source: root.path().join("none"),
        into: root.path().join("x"),
        ..Default::default()
    };
    assert!(import::run(&options, &import::Silent).is_err());
    assert!(!root.path().join("x/articles").exists());
}
