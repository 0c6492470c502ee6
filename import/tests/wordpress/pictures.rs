//! Pictures from a copy of the uploads.

use std::fs;

use crate::fixture::{Imported, Post, attachment, export};

fn png(width: u32, height: u32, tone: u8) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, width, height);
    encoder.set_color(png::ColorType::Grayscale);
    let mut writer = encoder.write_header().unwrap();
    writer
        .write_image_data(&vec![tone; usize::try_from(width * height).unwrap()])
        .unwrap();
    writer.finish().unwrap();
    bytes
}

fn with_uploads(items: &[String], uploads: &[(&str, Vec<u8>)]) -> Imported {
    let imported = Imported::of(&[]);
    let folder = imported.root.path().join("uploads");
    for (name, bytes) in uploads {
        let path = folder.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
    fs::write(imported.root.path().join("export.xml"), export(items)).unwrap();
    let options = import::Options {
        uploads: Some(folder),
        ..imported.options("export.xml")
    };
    import::run(&options, &import::Silent).unwrap();
    imported
}

#[test]
fn the_original_is_taken_and_the_same_bytes_lie_there_once() {
    let body = "<img class=\"wp-image-5\" src=\"https://journal.example/wp-content/uploads/2019/03/a-4x3.png\" alt=\"\">\n\nUn.\n\n\
        <a href=\"/wp-content/uploads/2019/03/b.png\"><img src=\"/wp-content/uploads/2019/03/b-150x150.png\" alt=\"La place\"></a>\n\n\
        <img src=\"/wp-content/uploads/2019/03/c-300x200.png\" title=\"Le pont\">";
    let items = [
        Post::new(1, body).xml(),
        attachment(5, 1, "2019/03/a.png", "Le marché", "Une <em>vue</em>"),
    ];
    let uploads = [
        ("2019/03/a.png", png(40, 30, 1)),
        ("2019/03/a-4x3.png", png(4, 3, 1)),
        ("2019/03/b.png", png(40, 30, 1)),
        ("2019/03/c.png", png(20, 10, 9)),
        ("2019/03/c-300x200.png", png(3, 2, 9)),
    ];
    let imported = with_uploads(&items, &uploads);
    let body = imported.article(1)["body"].clone();
    let images: Vec<&serde_json::Value> = body
        .as_array()
        .unwrap()
        .iter()
        .filter(|it| it["type"] == "image")
        .collect();
    assert_eq!(images[0]["url"], "/images/2019/03/a.png");
    assert_eq!(
        (&images[0]["width"], &images[0]["alt"]),
        (&40.into(), &"Le marché".into())
    );
    assert_eq!(
        (&images[1]["url"], &images[1]["alt"]),
        (&"/images/2019/03/a.png".into(), &"La place".into())
    );
    assert_eq!(
        (&images[2]["url"], &images[2]["alt"]),
        (&"/images/2019/03/c.png".into(), &"Le pont".into())
    );
    let kept: Vec<String> = imported
        .files()
        .into_keys()
        .filter(|path| path.starts_with("images/"))
        .collect();
    assert_eq!(kept, ["images/2019/03/a.png", "images/2019/03/c.png"]);
}

#[test]
fn the_articles_picture_leaves_the_text_that_it_opens_with_its_caption() {
    let body = "<figure><img src=\"/wp-content/uploads/2019/03/a.png\"><figcaption>Une vue</figcaption></figure><p>Un.</p>";
    let items = [
        Post::new(1, body).meta("_thumbnail_id", "5").xml(),
        attachment(5, 1, "2019/03/a.png", "Le marché", ""),
    ];
    let imported = with_uploads(&items, &[("2019/03/a.png", png(40, 30, 1))]);
    let article = imported.article(1);
    assert_eq!(article["image"]["caption"], "Une vue");
    assert_eq!(article["image"]["alt"], "Le marché");
    assert_eq!(article["body"].as_array().unwrap().len(), 1);
    // The picture; its caption stands beside it now.
    assert_eq!(imported.told("wp-1", "featured-in-body").len(), 1);
}

#[test]
fn the_articles_picture_leaves_the_text_that_it_is_the_first_of_and_no_gallery() {
    let picture =
        "<figure><img src=\"/wp-content/uploads/2019/03/a.png\"><figcaption>Une vue</figcaption></figure>";
    let gallery = "<figure class=\"wp-block-gallery\"><img src=\"/wp-content/uploads/2019/03/a.png\"><img src=\"/wp-content/uploads/2019/03/b.png\"></figure>";
    let items = [
        Post::new(
            1,
            &format!("<p>Un.</p><p>Deux.</p><h2>Trois</h2>{picture}<p>Quatre.</p>"),
        )
        .meta("_thumbnail_id", "5")
        .xml(),
        Post::new(2, &format!("<p>Un.</p>{gallery}<p>Deux.</p>"))
            .meta("_thumbnail_id", "5")
            .xml(),
        attachment(5, 1, "2019/03/a.png", "Le marché", ""),
    ];
    let files = [
        ("2019/03/a.png", png(40, 30, 1)),
        ("2019/03/b.png", png(40, 30, 2)),
    ];
    let imported = with_uploads(&items, &files);
    assert_eq!(imported.article(1)["image"]["caption"], "Une vue");
    assert_eq!(imported.article(1)["body"].as_array().unwrap().len(), 4);
    assert_eq!(imported.article(2)["body"].as_array().unwrap().len(), 3);
}

#[test]
fn of_two_captions_the_one_that_readers_saw_stands_under_the_articles_picture() {
    let short = "Le marché.";
    let long = "Le marché de Ségou, lundi, avant la pluie.";
    for (shown, of_library, stands, told) in [
        (long, short, long, short),
        (short, long, short, long),
        (short, short, short, short),
    ] {
        let body = format!(
            "<figure><img src=\"/wp-content/uploads/2019/03/a.png\"><figcaption>{shown}</figcaption></figure><p>Un.</p>"
        );
        let items = [
            Post::new(1, &body).meta("_thumbnail_id", "5").xml(),
            attachment(5, 1, "2019/03/a.png", "Le marché", of_library),
        ];
        let imported = with_uploads(&items, &[("2019/03/a.png", png(40, 30, 1))]);
        assert_eq!(imported.article(1)["image"]["caption"], stands);
        let other: Vec<String> = imported
            .told("wp-1", "featured-in-body")
            .iter()
            .filter(|entry| entry["kind"] == "words")
            .map(|entry| entry["was"].as_str().unwrap().to_owned())
            .collect();
        assert_eq!(other, [told]);
        assert_eq!(imported.told("wp-1", "unaccounted").len(), 0);
    }
}

#[test]
fn pictures_of_what_is_private_stay_where_they_are() {
    let mut post = Post::new(1, "<img src=\"/wp-content/uploads/2019/03/a.png\"> Un.");
    post.status = "private";
    let imported = with_uploads(&[post.xml()], &[("2019/03/a.png", png(40, 30, 1))]);
    assert!(imported.files().keys().all(|path| !path.starts_with("images/")));
}

#[test]
fn what_is_no_picture_is_told_and_not_taken() {
    let post = Post::new(
        1,
        "<img src=\"/wp-content/uploads/2019/03/a.png\"> <img src=\"/wp-content/uploads/2019/03/b.png\"> \
         <img src=\"/wp-content/uploads/2019/03/c.png\"> Un.",
    );
    let whole = png(400, 300, 7);
    let imported = with_uploads(
        &[post.xml()],
        &[
            ("2019/03/a.png", b"<html>".to_vec()),
            ("2019/03/b.png", png(400, 3, 1)),
            // An upload that broke off.
            ("2019/03/c.png", whole[..whole.len() / 2].to_vec()),
        ],
    );
    assert_eq!(imported.told("wp-1", "picture-refused").len(), 3);
    assert!(imported.files().keys().all(|path| !path.starts_with("images/")));
}

#[test]
fn a_file_of_the_old_site_that_is_not_here_is_told_once_for_each_link_to_it() {
    let body = "Le <a href=\"/wp-content/uploads/2019/03/rapport.pdf\">rapport</a>, <a href=\"https://journal.example/wp-content/uploads/film.mp4\">un \
        film</a>, <a href=\"https://ailleurs.example/x.pdf\">ailleurs</a>, <a href=\"/contact/\">ici</a>.\n\n\
        <audio src=\"/wp-content/uploads/son.mp3\"></audio>\n\nhttps://journal.example/wp-content/uploads/seul.mp3\n\n\
        <iframe src=\"/wp-content/uploads/carte.pdf\"></iframe>\n\n\
        <a href=\"/wp-content/uploads/grand.jpg\"><img src=\"/wp-content/uploads/grand-300x200.jpg\"></a>";
    let imported = Imported::of(&[Post::new(1, body).xml()]);
    let mut missing: Vec<String> = imported
        .told("wp-1", "file-missing")
        .iter()
        .map(|entry| entry["was"].as_str().unwrap().to_owned())
        .collect();
    missing.sort();
    let uploads = "https://journal.example/wp-content/uploads";
    assert_eq!(
        missing,
        [
            "2019/03/rapport.pdf",
            "carte.pdf",
            "film.mp4",
            "seul.mp3",
            "son.mp3"
        ]
        .map(|name| format!("{uploads}/{name}"))
    );
    assert_eq!(imported.summary.missing_files, 5);
    assert_eq!(imported.summary.missing_pictures, 1);
    assert_eq!(
        imported.article(1)["body"][0]["spans"][1]["marks"][0]["href"],
        format!("{uploads}/2019/03/rapport.pdf")
    );
    // With a copy of the uploads none is missing.
    let brought = with_uploads(
        &[Post::new(1, body).xml()],
        &[
            ("2019/03/rapport.pdf", b"%PDF-1.4\n".to_vec()),
            ("film.mp4", b"\0\0\0\x20ftypisom".to_vec()),
            ("son.mp3", b"ID3\x03".to_vec()),
            ("seul.mp3", b"ID3\x04".to_vec()),
            ("carte.pdf", b"%PDF-1.5\n".to_vec()),
        ],
    );
    assert_eq!(brought.told("wp-1", "file-missing").len(), 0);
}

#[test]
fn a_document_that_a_text_links_to_comes_along() {
    let post = Post::new(
        1,
        "Le <a href=\"/wp-content/uploads/2019/03/rapport.pdf\">rapport</a>.",
    );
    let imported = with_uploads(&[post.xml()], &[("2019/03/rapport.pdf", b"%PDF-1.4\n".to_vec())]);
    assert_eq!(
        imported.article(1)["body"][0]["spans"][1]["marks"][0]["href"],
        "/files/2019/03/rapport.pdf"
    );
    assert!(imported.folder().join("files/2019/03/rapport.pdf").is_file());
    let redirects = imported.json("redirects.json").to_string();
    assert!(
        redirects.contains("\"/wp-content/uploads/2019/03/rapport.pdf\""),
        "{redirects}"
    );
}

#[test]
fn a_film_whose_size_nobody_said_is_a_film_all_the_same() {
    let film = "<!-- wp:video -->\n<figure class=\"wp-block-video\"><video controls \
        src=\"https://journal.example/wp-content/uploads/film.mp4\"></video></figure>\n<!-- /wp:video -->";
    let post = Post::new(1, film);
    let mp4 = b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom".to_vec();
    let imported = with_uploads(&[post.xml()], &[("film.mp4", mp4)]);
    let block = imported.article(1)["body"][0].clone();
    assert_eq!(block["type"], "video", "{block:#}");
    assert_eq!(block["url"], "/files/film.mp4");
    assert!(block["width"].as_u64() > block["height"].as_u64());
    assert_eq!(imported.told("wp-1", "film-size").len(), 1);
}

#[test]
fn what_the_old_site_does_not_give_is_told_with_its_answer() {
    let post = Post::new(
        1,
        "<img src=\"https://journal.example/wp-content/uploads/a.jpg\"> <a href=\"/wp-content/uploads/b.pdf\">Le rapport</a>",
    );
    let imported = Imported::of(&[]);
    fs::write(imported.root.path().join("export.xml"), export(&[post.xml()])).unwrap();
    let options = import::Options {
        fetch_pictures: true,
        ..imported.options("export.xml")
    };
    // Nobody has that name (RFC 2606).
    let summary = import::run(&options, &import::Silent).unwrap();
    assert_eq!(summary.not_fetched, 2);
    let told = imported.told("wp-1", "not-fetched");
    assert!(
        told.iter().all(|it| !it["why"].as_str().unwrap().is_empty()),
        "{told:#?}"
    );
    let page = String::from_utf8(imported.files()["report/not-fetched.html"].clone()).unwrap();
    assert!(page.contains(told[0]["why"].as_str().unwrap()), "{page}");
}
