//! `--precompress`: what a host would send is what there is.

use std::io::Read as _;

use super::*;

/// The names of the compressed forms, each of which holds the file that it stands beside.
fn compressed(root: &Path) -> Vec<String> {
    let list = fs::read_to_string(root.join(".press/files")).unwrap();
    let names = list
        .lines()
        .filter_map(|line| line.split_once(' '))
        .map(|(_, name)| name)
        .filter(|name| name.ends_with(".br") || name.ends_with(".gz"));
    names
        .inspect(|name| {
            let bytes = fs::read(root.join(name)).unwrap();
            let (whole, end) = name.rsplit_once('.').unwrap();
            let mut back = Vec::new();
            match end {
                "br" => brotli::Decompressor::new(bytes.as_slice(), 4096).read_to_end(&mut back),
                _ => flate2::read::GzDecoder::new(bytes.as_slice()).read_to_end(&mut back),
            }
            .unwrap();
            assert!(
                back == fs::read(root.join(whole)).unwrap(),
                "{name} is of another {whole}"
            );
        })
        .map(str::to_owned)
        .collect()
}

/// What nobody is sent any more is not there in another form.
#[test]
fn what_was_for_members_goes_with_them() {
    let newsroom = Newsroom::new(&site(), &[article(1)]).lay_shell();
    let root = newsroom.path("site");
    fs::create_dir_all(root.join(".press/members")).unwrap();
    fs::write(root.join(".press/members/own.wasm"), "own").unwrap();
    let with = |membership| Job {
        precompress: true,
        membership: Some(membership),
        ..newsroom.job("site")
    };
    let of_members = || {
        compressed(&root)
            .iter()
            .filter(|name| name.starts_with("members-"))
            .count()
    };
    build(&with(Membership::Pocketbase), &Progress::Silent)
        .ok()
        .unwrap();
    assert_eq!(of_members(), 2);
    build(&with(Membership::None), &Progress::Silent).ok().unwrap();
    assert_eq!(of_members(), 0);
}

#[test]
fn compressed_forms_follow_their_files() {
    let newsroom = Newsroom::new(&site(), &[article(1), article(2)]).lay_shell();
    let root = newsroom.path("site");
    fs::write(root.join("kiosque-1.js"), "export default 1;").unwrap();
    let job = Job {
        precompress: true,
        ..newsroom.job("site")
    };
    let publish = |job: &Job| build(job, &Progress::Silent).ok().unwrap();
    publish(&job);
    let names = compressed(&root);
    for name in [
        "article/jour-0001/index.html.br",
        "data/articles/jour-0002.json.gz",
        "kiosque-1.js.br",
        "rss.xml.gz",
    ] {
        assert!(names.iter().any(|it| it == name), "{name}: {names:?}");
    }

    let corrected = Article {
        headline: "Corrigé".into(),
        ..article(1)
    };
    newsroom.lay(&corrected);
    newsroom.withdraw("jour-0002");
    publish(&job);
    assert!(compressed(&root).iter().all(|name| !name.contains("jour-0002")));
    assert!(!root.join("article/jour-0002").exists());
    let nothing = Published {
        written: 0,
        removed: 0,
    };
    assert_eq!(publish(&job).published, nothing);

    // An old form would be sent in place of a new page.
    publish(&newsroom.job("site"));
    assert_eq!(compressed(&root), Vec::<String>::new());
    assert!(!root.join("index.html.br").exists() && root.join("index.html").exists());
}
