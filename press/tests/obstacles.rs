//! What may stand in the way of a build, and how a newsroom is told.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test stops where something is not as it must be"
)]
#![cfg(unix)]

#[allow(dead_code, reason = "other tests use the rest")]
mod newspaper;

use std::{
    fs,
    io::Read,
    path::{Path, PathBuf},
    process::{Command, ExitStatus, Stdio},
    thread,
    time::{Duration, Instant},
};

use newspaper::{articles, files, lay_shell};
use serde_json::Value;
use tempfile::TempDir;

/// How long a build of a few articles may take on a machine that is very busy.
const PATIENCE: Duration = Duration::from_secs(60);

/// How it ended, what it said, and what it told programs.
fn run(folder: &Path, arguments: &[&str]) -> (ExitStatus, String, String) {
    let mut press = Command::new(env!("CARGO_BIN_EXE_kiosque"))
        .args(arguments)
        .current_dir(folder)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let (mut told, mut said) = (press.stdout.take().unwrap(), press.stderr.take().unwrap());
    let read = |to: &mut dyn Read| {
        let mut text = String::new();
        to.read_to_string(&mut text).unwrap();
        text
    };
    let told = thread::spawn(move || read(&mut told));
    let said = thread::spawn(move || read(&mut said));
    let begun = Instant::now();
    let status = loop {
        if let Some(status) = press.try_wait().unwrap() {
            break status;
        }
        if begun.elapsed() > PATIENCE {
            press.kill().unwrap();
            panic!("{arguments:?} does not end");
        }
        thread::sleep(Duration::from_millis(10));
    };
    (status, said.join().unwrap(), told.join().unwrap())
}

fn newsroom() -> TempDir {
    let root = TempDir::new().unwrap();
    articles::write(&root.path().join("content"), 12).unwrap();
    lay_shell(&root.path().join("site"));
    let (status, said, _) = run(root.path(), &BUILD);
    assert!(status.success(), "{said}");
    root
}

const BUILD: [&str; 4] = ["build", "content", "--out", "site"];

fn remove(path: &Path) {
    if path.is_dir() {
        fs::remove_dir_all(path).unwrap();
    } else if path.symlink_metadata().is_ok() {
        fs::remove_file(path).unwrap();
    }
}

fn make_pipe(path: &Path) {
    remove(path);
    assert!(Command::new("mkfifo").arg(path).status().unwrap().success());
}

fn make_folder(path: &Path) {
    remove(path);
    fs::create_dir(path).unwrap();
    fs::write(path.join("thesis.txt"), "years of work").unwrap();
}

/// What the press reads and writes of a site, its own and others'.
fn names(site: &Path) -> Vec<String> {
    let mut names: Vec<String> = [
        "lock",
        "files",
        "memory",
        "journal",
        "stage",
        "shell.html",
        "shell.seal",
        "cache",
    ]
    .iter()
    .map(|name| format!(".press/{name}"))
    .collect();
    let all = files(site);
    let one = |end: &str| {
        let mut all = all.keys().map(|name| name.to_string_lossy().into_owned());
        all.find(|name| name.ends_with(end))
            .unwrap_or_else(|| panic!("{end}"))
    };
    names.extend(["home.json", "rss.xml", "_headers", ".xml"].map(one));
    names.push("index.html".to_owned());
    names
}

/// It ends, the site is whole or the newsroom is told in words what to move away; once that is done, all is well.
fn is_told_of(make: fn(&Path)) {
    let root = newsroom();
    let site = root.path().join("site");
    let whole = files(&site);
    for name in names(&site) {
        make(&site.join(&name));
        for arguments in [&BUILD[..], &[&BUILD[..], &["--afresh"]].concat()] {
            let (status, said, _) = run(root.path(), arguments);
            if status.success() {
                continue;
            }
            assert!(said.contains(&format!("site/{name}")), "{name}: {said}");
            assert!(
                said.contains("move it away") || said.contains("move the file away"),
                "{name}: {said}"
            );
            assert!(!said.contains("os error"), "{name}: {said}");
        }
        remove(&site.join(&name));
        if name == "index.html" || name.starts_with(".press/shell") {
            lay_shell(&site);
        }
        let (status, said, _) = run(root.path(), &BUILD);
        assert!(status.success(), "{name}: {said}");
        assert!(files(&site) == whole, "{name}");
    }
}

#[test]
fn a_pipe_in_the_site_is_never_waited_for() {
    is_told_of(make_pipe);
}

#[test]
fn a_folder_in_the_place_of_a_file_is_told_of_in_words() {
    is_told_of(make_folder);
}

#[test]
fn a_file_in_the_place_of_a_folder_is_told_of_in_words() {
    let root = newsroom();
    fs::write(root.path().join("file"), "years of work").unwrap();
    for out in ["file", "file/site"] {
        let (status, said, _) = run(root.path(), &["build", "content", "--out", out]);
        assert_eq!(status.code(), Some(1), "{said}");
        assert!(
            said.contains("there is no folder but a file at file: name another folder with --out"),
            "{said}"
        );
    }
    assert_eq!(
        fs::read_to_string(root.path().join("file")).unwrap(),
        "years of work"
    );
}

/// An article was withdrawn, and somebody has put a folder where its page was: the site must not stay half-way for ever.
#[test]
fn what_is_withdrawn_and_somebody_s_by_now_stops_nothing() {
    let root = newsroom();
    let site = root.path().join("site");
    for name in [
        "data/articles/article-000003.json",
        "article/article-000004/index.html",
    ] {
        assert!(site.join(name).is_file(), "{name}");
        make_folder(&site.join(name));
    }
    remove(&site.join("article/article-000005"));
    fs::write(site.join("article/article-000005"), "years of work").unwrap();
    for number in 3..=5 {
        remove(
            &root
                .path()
                .join(format!("content/articles/article-{number:06}.json")),
        );
    }
    for _ in 0..2 {
        let (status, said, _) = run(root.path(), &BUILD);
        assert!(status.success(), "{said}");
    }
    assert!(
        site.join("data/articles/article-000003.json/thesis.txt")
            .is_file()
    );
    assert!(site.join("article/article-000005").is_file());
}

#[test]
fn articles_that_wait_are_not_published_with_their_folder() {
    let root = newsroom();
    let before = files(root.path());
    for out in [".", "content/.."] {
        let (status, said, _) = run(root.path(), &["build", "content", "--out", out]);
        assert_eq!(status.code(), Some(1), "{said}");
        assert!(said.contains("the content folder content lies in"), "{said}");
    }
    assert!(files(root.path()) == before);
}

/// Other programs are told of every failure in the form that they asked for, at whatever it was.
#[test]
fn programs_are_told_of_every_failure_as_json() {
    let root = newsroom();
    let content = root.path().join("content");
    fs::write(root.path().join("file"), "").unwrap();
    let told = |arguments: &[&str]| -> Vec<Value> {
        let arguments = [arguments, &["--format", "json"]].concat();
        let (status, said, told) = run(root.path(), &arguments);
        assert!(!status.success(), "{arguments:?}: {said}");
        told.lines()
            .map(|line| serde_json::from_str(line).unwrap())
            .collect()
    };
    for arguments in [
        &["check", "nowhere"][..],
        &["check", "file"],
        &["build", "nowhere"],
        &["build", "content", "--out", "file"],
        &["build", "content", "--preview-unpublished", "--out", "site"],
        &["serve", "nowhere", "--port", "0"],
        &["watch", "nowhere"],
        &["identities", "nowhere"],
        &["identities", "content"],
    ] {
        let told = told(arguments);
        let [told] = told.as_slice() else {
            panic!("{arguments:?}: {told:?}")
        };
        assert_eq!(told["severity"], "error", "{arguments:?}");
        assert!(
            told["what"].as_str().is_some_and(|what| what.len() > 10),
            "{arguments:?}"
        );
        assert!(told["file"].is_null() && told["line"].is_null(), "{arguments:?}");
    }

    let article = content.join("articles/article-000001.json");
    let text = fs::read_to_string(&article).unwrap();
    let place = |arguments: &[&str]| {
        let told = told(arguments);
        let of_article = |told: &&Value| told["file"] == "articles/article-000001.json";
        let told = told
            .iter()
            .find(of_article)
            .unwrap_or_else(|| panic!("{told:?}"))
            .clone();
        (told["line"].as_u64(), told["column"].as_u64())
    };
    for (bytes, at) in [
        (
            b"{\n  \"version\": \"1.0\"\n  \"id\": \"a\"\n}".to_vec(),
            (Some(3), Some(3)),
        ),
        (b"{\n  \"headline\": \"\xe9t\xe9\"}".to_vec(), (Some(2), Some(16))),
        (text.as_bytes()[..text.len() / 2].to_vec(), (Some(1), None)),
        (Vec::new(), (None, None)),
    ] {
        fs::write(&article, bytes).unwrap();
        for arguments in [&["check", "content"][..], &BUILD, &["identities", "content"]] {
            let found = place(arguments);
            assert_eq!(found.0, at.0, "{arguments:?}");
            assert!(at.1.is_none() || found.1 == at.1, "{arguments:?}: {found:?}");
        }
    }
    make_pipe(&article);
    assert_eq!(place(&["check", "content"]), (None, None));
}

/// A newsroom's proxy or its hooks must not be half of one version and half of another.
#[test]
fn what_stands_in_the_way_of_hooks_and_schemas_is_told_of() {
    let root = TempDir::new().unwrap();
    for (arguments, name) in [
        (&["membership", "out"][..], "out/pb_hooks/guard.pb.js"),
        (&["schema", "--out", "out"], "out/article.schema.json"),
    ] {
        for make in [make_pipe, make_folder] {
            let path: PathBuf = root.path().join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            make(&path);
            let (status, said, _) = run(root.path(), arguments);
            assert_eq!(status.code(), Some(1), "{said}");
            assert!(said.contains(name) && said.contains("move it away"), "{said}");
            remove(&path);
            let (status, said, _) = run(root.path(), arguments);
            assert!(status.success() && path.is_file(), "{said}");
        }
    }
}
