//! An import that is killed, whenever it is, and run again.

use std::{
    collections::BTreeMap,
    fs,
    process::{Command, Stdio},
    thread,
    time::{Duration, Instant},
};

use crate::fixture::{Post, attachment, export, files};

const MOMENTS: u32 = 60;

/// The process that is killed: this test, run by the one below.
#[test]
fn child() {
    let (Ok(source), Ok(into)) = (std::env::var("IMPORT_SOURCE"), std::env::var("IMPORT_INTO")) else {
        return;
    };
    let uploads = std::env::var("IMPORT_UPLOADS").ok().map(Into::into);
    let options = import::Options {
        source: source.into(),
        into: into.into(),
        uploads,
        ..Default::default()
    };
    import::run(&options, &import::Silent).unwrap();
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
    let start = |source: &std::path::Path, into: &std::path::Path| {
        let mut child = Command::new(std::env::current_exe().unwrap());
        child
            .args(["--exact", "killed::child"])
            .env("IMPORT_SOURCE", source)
            .env("IMPORT_INTO", into)
            .env("IMPORT_UPLOADS", &uploads);
        child.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap()
    };
    let whole = root.path().join("whole");
    let begun = Instant::now();
    assert!(start(&first, &whole).wait().unwrap().success());
    let mut lasts = begun.elapsed();
    let after_first = files(&whole);
    assert!(start(&second, &whole).wait().unwrap().success());
    let after_second = files(&whole);
    let told = |found: &BTreeMap<String, Vec<u8>>, wanted: &BTreeMap<String, Vec<u8>>| -> Vec<String> {
        let differs = |path: &&String| found.get(*path) != wanted.get(*path);
        found
            .keys()
            .chain(wanted.keys())
            .filter(differs)
            .cloned()
            .collect()
    };
    let mut killed = 0;
    for moment in 0..MOMENTS {
        let into = root.path().join(format!("killed-{moment}"));
        // Half of them in the first import, half in one that changes what is there.
        let is_second = moment % 2 == 1;
        if is_second {
            for (path, bytes) in &after_first {
                let path = into.join(path);
                fs::create_dir_all(path.parent().unwrap()).unwrap();
                fs::write(path, bytes).unwrap();
            }
        }
        let source = if is_second { &second } else { &first };
        let mut child = start(source, &into);
        thread::sleep(lasts * (moment + 1) / (MOMENTS + 4));
        killed += u32::from(child.try_wait().unwrap().is_none());
        child.kill().unwrap();
        child.wait().unwrap();
        let again = Instant::now();
        assert!(start(source, &into).wait().unwrap().success());
        lasts = again
            .elapsed()
            .min(Duration::from_secs(20))
            .max(Duration::from_millis(50));
        let wanted = if is_second { &after_second } else { &after_first };
        assert_eq!(
            told(&files(&into), wanted),
            Vec::<String>::new(),
            "at moment {moment}"
        );
        fs::remove_dir_all(&into).unwrap();
    }
    assert!(killed > MOMENTS / 2, "{killed} of {MOMENTS} were still at work");
}
