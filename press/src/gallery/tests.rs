//! From a content folder with pictures to what is served of them.

use std::fs;

use kiosque::contract::{Block, decode};

use super::*;

/// A GIF of one pixel.
const DOT: &[u8] = b"GIF89a\x01\0\x01\0\x80\0\0\0\0\0\xff\xff\xff,\0\0\0\0\x01\0\x01\0\0\x02\x02D\x01\0;";

fn article() -> Article {
    decode(
        r#"{"version": "1.0", "slug": "un", "headline": "Un",
            "image": {"url": "/images/une.gif", "width": 1, "height": 1, "alt": "Un point"},
            "body": [{"type": "box", "title": "Repères", "body": [
                {"type": "image", "url": "/images/carte.gif", "width": 1, "height": 1, "alt": "Un point"}]}]}"#,
    )
    .unwrap()
}

fn named(article: &Article) -> Named {
    Named::by(&Site::default(), [("articles/un.json", article)].into_iter())
}

fn prepare(folder: &Path, gallery: &mut Gallery, report: &mut Report) {
    gallery
        .prepare(&folder.join("cache"), Progress::Silent, report)
        .ok()
        .unwrap();
}

#[test]
fn what_is_shown_is_served_in_its_sizes_and_its_original_is_not() {
    let folder = tempfile::tempdir().unwrap();
    let images = folder.path().join("images");
    fs::create_dir(&images).unwrap();
    for name in ["une.gif", "carte.gif", "notes.gif"] {
        fs::write(images.join(name), DOT).unwrap();
    }
    let mut article = article();
    let mut gallery = Gallery::of_site(folder.path(), &Site::default());
    let shown = ["une.gif", "carte.gif"].map(str::to_owned);
    gallery.add("articles/un.json", &shown, &["images/notes.gif".to_owned()]);
    let mut report = Report::default();
    prepare(folder.path(), &mut gallery, &mut report);
    assert!(report.problems().is_empty(), "{report:?}");

    gallery.fill_article(&mut article);
    let image = article.image.clone().unwrap();
    assert!(
        image.url.starts_with("/pictures/une-") && image.url.ends_with("-1.jpg"),
        "{}",
        image.url
    );
    assert_eq!(image.widths, [1]);
    assert!(image.tone.is_some());
    assert_eq!(gallery.of(&image).unwrap().widths, [1]);
    let Block::Box { body, .. } = &article.body[0] else {
        panic!()
    };
    assert!(matches!(&body[0], Block::Image(image) if image.url.contains("/carte-")));

    let published: Vec<&str> = gallery.files().iter().map(|(_, path)| path.as_str()).collect();
    assert!(published.contains(&image.url.trim_start_matches('/')));
    assert_eq!(gallery.linked().ok().unwrap()[0].1, "images/notes.gif");
    assert!(!published.contains(&"images/une.gif"));
    for (file, _) in gallery.files() {
        assert!(file.is_file(), "{}", file.display());
    }
}

#[test]
fn a_picture_that_cannot_be_shown_is_told_where_it_is_named() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("images")).unwrap();
    fs::write(folder.path().join("images/une.gif"), &DOT[..30]).unwrap();
    let mut article = article();
    let named = named(&article);
    let mut looked = Report::default();
    look(folder.path(), &named, &mut looked);
    let mut prepared = Report::default();
    let mut gallery = Gallery::of_site(folder.path(), &Site::default());
    gallery.add("articles/un.json", &["une.gif".to_owned()], &[]);
    prepare(folder.path(), &mut gallery, &mut prepared);
    for mut report in [looked, prepared] {
        let [problem] = report.problems() else {
            panic!("{report:?}")
        };
        assert_eq!(problem.file, "articles/un.json");
        assert!(problem.what.starts_with("images/une.gif is "), "{}", problem.what);
        assert!(report.stops());
        report.forgive_pictures();
        assert!(!report.stops(), "while the newspaper is written");
    }
    let before = article.clone();
    gallery.fill_article(&mut article);
    assert_eq!(article, before);
}

#[test]
fn the_style_sheet_has_the_tones_that_are_numbered() {
    let style = Path::new(env!("CARGO_MANIFEST_DIR")).join("../style/15-tones.css");
    let style = fs::read_to_string(style).unwrap();
    for (number, [red, green, blue]) in pictures::TONES.iter().enumerate() {
        let digit = |value: &u8| {
            assert_eq!(value % 0x11, 0, "three digits say it");
            format!("{:x}", value / 0x11)
        };
        let colour = [digit(red), digit(green), digit(blue)].concat();
        let rule = format!("\n.t{number} {{\n  background: #{colour};\n}}\n");
        assert!(style.contains(&rule), "no{rule}");
    }
    assert_eq!(style.matches("\n.t").count(), pictures::TONES.len());
}

#[test]
fn what_was_told_of_a_picture_is_not_told_twice() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("images")).unwrap();
    fs::write(folder.path().join("images/une.gif"), "none").unwrap();
    let mut report = Report::default();
    report.add(Problem {
        file: "articles/un.json".to_owned(),
        path: "$.image.url".to_owned(),
        what: "images/une.gif is not a picture that every browser shows".to_owned(),
        remedy: "export it again".to_owned(),
        severity: Severity::Picture,
    });
    look(folder.path(), &named(&article()), &mut report);
    assert_eq!(report.problems().len(), 1, "{report:?}");
}

#[test]
fn files_that_would_have_one_address_are_told_where_they_are_linked_to() {
    let folder = tempfile::tempdir().unwrap();
    let link = |href: &str| {
        let text = r#"{"version": "1.0", "slug": "un", "headline": "Un", "body": [
            {"type": "paragraph", "spans": [{"text": "Le plan", "marks": [{"type": "link", "href": "HREF"}]}]}]}"#;
        decode(&text.replace("HREF", href)).unwrap()
    };
    for (one, other) in [
        ("/files/rapport.PDF", "/files/rapport.pdf"),
        ("/images/p.JPG", "/images/p.jpg"),
    ] {
        let articles: [Article; 2] = [link(one), link(other)];
        let files = ["articles/un.json", "articles/deux.json"];
        let named = Named::by(&Site::default(), files.into_iter().zip(&articles));
        let mut report = Report::default();
        look(folder.path(), &named, &mut report);
        let [problem] = report.problems() else {
            panic!("{report:?}")
        };
        assert_eq!(
            (problem.file.as_str(), problem.path.as_str()),
            (files[1], "$.body[0]")
        );
        assert!(
            problem.what.contains("cannot both be published"),
            "{}",
            problem.what
        );
    }
}
