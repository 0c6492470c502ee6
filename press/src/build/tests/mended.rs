//! What a disk, a power cut or somebody's hand has done to a site, and the next build mends.

use super::*;

fn whole(newsroom: &Newsroom) -> BTreeMap<String, String> {
    let out = "whole";
    fs::create_dir_all(newsroom.path(out)).unwrap();
    fs::write(newsroom.path(out).join("index.html"), SHELL).unwrap();
    build(&newsroom.job(out), &Progress::Silent).ok().unwrap();
    files_in(&newsroom.path(out))
}

fn with_picture() -> Newsroom {
    let mut one = article(1);
    one.image = decode_image();
    let newsroom = Newsroom::new(&site(), &[article(0), one, article(2)]).lay_shell();
    newsroom.lay_picture(GIF);
    newsroom
}

/// Of every kind of file: empty, cut, longer, gone, a folder in its place.
#[test]
fn a_file_that_was_lost_or_cut_is_made_anew_whatever_it_is() {
    let newsroom = with_picture();
    newsroom.publish();
    let expected = whole(&newsroom);
    let names: Vec<&String> = expected.keys().collect();
    for (at, name) in names.iter().enumerate() {
        let path = newsroom.path("site").join(name);
        let text = fs::read(&path).unwrap();
        match at % 4 {
            0 => fs::write(&path, "").unwrap(),
            1 => fs::write(&path, &text[..text.len() / 2]).unwrap(),
            2 => fs::remove_file(&path).unwrap(),
            _ => fs::write(&path, [&text[..], b"x"].concat()).unwrap(),
        }
    }
    let own = [".press/shell.html", ".press/hosts/nginx.conf"];
    fs::remove_file(newsroom.path("site").join(own[1])).unwrap();
    let published = newsroom.publish();
    assert!(
        published.written >= names.len(),
        "{published:?} of {}",
        names.len()
    );
    assert!(newsroom.files() == expected, "as a full build makes it");
    assert!(own.iter().all(|name| newsroom.path("site").join(name).is_file()));
    assert_eq!(newsroom.publish().written, 0, "and then it is whole");
}

/// A power cut may empty what was kept of the pictures, too.
#[test]
fn a_picture_that_the_cache_has_lost_as_well_is_made_anew() {
    let newsroom = with_picture();
    newsroom.publish();
    let expected = newsroom.files();
    for folder in ["site/pictures", "cache"] {
        for name in files_in(&newsroom.path(folder)).into_keys() {
            fs::write(newsroom.path(folder).join(name), "").unwrap();
        }
    }
    newsroom.publish();
    assert!(newsroom.files() == expected);
}

/// What is damaged and can be made anew is no reason to stop, whichever of the press's own files it is.
#[test]
fn whatever_of_the_press_s_own_files_is_damaged_the_site_is_made() {
    for name in [
        ".press/files",
        ".press/memory",
        ".press/journal",
        ".press/hosts/Caddyfile",
    ] {
        for damage in [&b"\xff\xfe\0"[..], b"", b"12 article/jour-0000/index"] {
            let newsroom = with_picture();
            newsroom.publish();
            fs::write(newsroom.path("site").join(name), damage).unwrap();
            // What is damaged is still known to be when a build has failed.
            newsroom.write("articles/mal-ecrit.json", "{");
            assert!(build(&newsroom.job("site"), &Progress::Silent).is_err());
            newsroom.withdraw("mal-ecrit");
            newsroom.lay(&article(3));
            newsroom.publish();
            assert!(newsroom.files() == whole(&newsroom), "{name}: {damage:?}");
            newsroom.withdraw(&slug(3));
            assert!(newsroom.publish().removed > 0, "{name}: {damage:?}");
        }
    }
    let newsroom = with_picture();
    newsroom.publish();
    fs::remove_file(newsroom.path("site/.press/files")).unwrap();
    newsroom.publish();
    assert!(newsroom.files() == whole(&newsroom));
}

/// The shell is what Trunk made: without it there is no page, and a damaged one would be on each.
#[test]
fn a_damaged_shell_is_on_no_page_and_its_remedy_is_said() {
    for damage in [
        &b"\xff\xfe"[..],
        b"",
        SHELL.replace("<title>", "<title >").as_bytes(),
    ] {
        let newsroom = with_picture();
        newsroom.publish();
        let before = newsroom.files();
        fs::write(newsroom.path("site/.press/shell.html"), damage).unwrap();
        newsroom.lay(&article(3));
        let Err(Stop::Failure(why)) = build(&newsroom.job("site"), &Progress::Silent) else {
            panic!("it was published");
        };
        assert!(
            why.contains("shell.html is damaged") && why.contains("cargo xtask dist"),
            "{why}"
        );
        assert!(newsroom.files() == before, "the site is as it was");
    }
}

/// Pages without their style, or without the reader, are no site.
#[test]
fn what_a_power_cut_left_empty_of_the_reader_is_told_before_anything_is_published() {
    for name in [
        "kiosque-0a1b.css",
        "boot-0a1b.js",
        "kiosque-0a1b.js",
        "kiosque-0a1b_bg.wasm",
    ] {
        let newsroom = with_picture();
        newsroom.publish();
        fs::write(newsroom.path("site").join(name), "").unwrap();
        let before = newsroom.files();
        newsroom.lay(&article(3));
        let Err(Stop::Failure(why)) = build(&newsroom.job("site"), &Progress::Silent) else {
            panic!("it was published");
        };
        assert!(
            why.contains(&format!("{name} is damaged")) && why.contains("cargo xtask dist"),
            "{why}"
        );
        assert!(newsroom.files() == before, "the site is as it was");
    }
}

/// What is cut is not empty: the reader would start on no page, and the style would end in the middle.
#[test]
fn what_a_power_cut_took_of_the_reader_is_told_before_anything_is_published() {
    let whole = "/* what the reader needs */".repeat(100);
    for name in [
        "kiosque-0a1b.css",
        "boot-0a1b.js",
        "kiosque-0a1b_bg.wasm",
        "members/shared.wasm",
        "members/own.js",
    ] {
        let zeros = "\0".repeat(whole.len());
        for damage in [Some(&whole[..2_000]), Some(&zeros), None] {
            let newsroom = with_picture();
            fs::create_dir_all(newsroom.path("site/members")).unwrap();
            fs::write(newsroom.path("site").join(name), &whole).unwrap();
            // A newspaper has members from one day to the next, and one day none.
            for membership in [Membership::Pocketbase, Membership::None] {
                let job = Job {
                    membership: Some(membership),
                    ..newsroom.job("site")
                };
                for _ in 0..2 {
                    build(&job, &Progress::Silent).ok().unwrap();
                }
            }
            let name = match name.starts_with("members/") {
                true => format!(".press/{name}"),
                false => name.to_owned(),
            };
            let file = newsroom.path("site").join(&name);
            match damage {
                Some(damage) => fs::write(&file, damage).unwrap(),
                None => fs::remove_file(&file).unwrap(),
            }
            let before = newsroom.files();
            newsroom.lay(&article(3));
            let Err(Stop::Failure(why)) = build(&newsroom.job("site"), &Progress::Silent) else {
                panic!("{name}: it was published");
            };
            assert!(
                why.contains(&format!("{name} is damaged")) && why.contains("cargo xtask dist"),
                "{why}"
            );
            assert!(newsroom.files() == before, "the site is as it was");
        }
    }
}
