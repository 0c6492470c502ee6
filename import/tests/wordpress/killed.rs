//! An import that is killed, whenever it is, and run again.

use std::fs;

use crate::{
    common::killed,
    fixture::{Post, attachment, export},
};

#[test]
fn child() {
    killed::child();
}

fn posts(changed: bool) -> Vec<String> {
    let body = "Un paragraphe <b>fort</b>.\n\n<img class=\"wp-image-900\" src=\"/a.png\">\n\n<ul><li>a</li><li>b</li></ul>\n\n".repeat(3);
    let mut posts: Vec<String> = (1..=150)
        .map(|id| {
            let body = if changed && id % 3 == 0 {
                format!("Changé. {body}")
            } else {
                body.clone()
            };
            let mut post = Post::new(id, &body).meta("_thumbnail_id", "901");
            post.status = if id % 17 == 0 { "draft" } else { "publish" };
            post.name = format!("titre-{}", id % 120);
            post.xml()
        })
        .collect();
    posts.push(attachment(900, 1, "2019/03/a.png", "Une vue", ""));
    posts.push(attachment(901, 1, "2019/03/b.png", "Une vue", ""));
    posts
}

/// A picture of one colour, as small as PNG allows.
fn png() -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, 4, 3);
    encoder.set_color(png::ColorType::Grayscale);
    let mut writer = encoder.write_header().unwrap();
    writer.write_image_data(&[7; 12]).unwrap();
    writer.finish().unwrap();
    bytes
}

#[test]
fn killed_at_any_moment_and_run_again_it_ends_in_the_same_folder() {
    let root = tempfile::tempdir().unwrap();
    let (first, second, uploads) = (
        root.path().join("first.xml"),
        root.path().join("second.xml"),
        root.path().join("uploads"),
    );
    fs::write(&first, export(&posts(false))).unwrap();
    fs::write(&second, export(&posts(true))).unwrap();
    fs::create_dir_all(uploads.join("2019/03")).unwrap();
    fs::write(uploads.join("2019/03/a.png"), png()).unwrap();
    fs::write(uploads.join("2019/03/b.png"), png()).unwrap();
    killed::ends_in_the_same_folder(&first, &second, Some(&uploads), 60);
}
