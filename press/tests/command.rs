//! What is answered to what is said on the command line.

#![allow(
    clippy::unwrap_used,
    reason = "a test stops where something is not as it must be"
)]

use std::{
    fs,
    io::{BufRead, BufReader},
    path::Path,
    process::{Command, Output, Stdio},
    time::{Duration, Instant},
};

fn kiosque(arguments: &[&str], folder: &Path) -> Output {
    Command::new(env!("CARGO_BIN_EXE_kiosque"))
        .args(arguments)
        .current_dir(folder)
        .output()
        .unwrap()
}

/// A newsroom that mistypes hears what is wrong and how it is meant, and nothing is written.
#[test]
fn what_it_does_not_understand_changes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    for (arguments, why) in [
        (&[][..], "Commands:"),
        (&["publish", "x"], "unrecognized subcommand 'publish'"),
        (&["biuld", "x"], "a similar subcommand exists: 'build'"),
        (&["check", "x", "y"], "unexpected argument 'y' found"),
        (&["check", "--all"], "unexpected argument '--all' found"),
        (&["build", "x", "--out"], "a value is required for '--out <OUT>'"),
        (
            &["build", "x", "--out", "site", "--out", "other"],
            "the argument '--out <OUT>' cannot be used multiple times",
        ),
        (
            &["build", "x", "--out", "site", "--bsae", "/a/"],
            "a similar argument exists: '--base'",
        ),
        (
            &["build", "x", "--out", "site", "--base", "/a b/"],
            "\"/a b/\" is not a path like /journal/",
        ),
        (
            &["build", "x", "--out", "site", "--base", "//evil/"],
            "\"//evil/\" is not a path like /journal/",
        ),
        (
            &["build", "x", "--out", "site", "--base", "https://-/journal/"],
            "\"-\" is the name of no host",
        ),
        (
            &[
                "watch",
                "x",
                "--out",
                "site",
                "--base",
                "https://x.example:99999/",
            ],
            "invalid port number",
        ),
        (
            &["watch", "x", "--out", "site", "--precompress"],
            "unexpected argument '--precompress' found",
        ),
        (&["schema", "x"], "unexpected argument 'x' found"),
        (
            &["check", "x", "--now", "demain"],
            "\"demain\" is not a date and time that there is; write it as",
        ),
        (
            &["build", "x", "--out", "site", "--now", "2026-11-28"],
            "\"2026-11-28\" is not a date and time that there is",
        ),
        (
            &["check", "x", "--now", "9999-12-31T23:59:59-12:00"],
            "is in no year that the newspaper can print; write a year from 0001",
        ),
        (
            &["check", "x", "--preview-unpublished"],
            "unexpected argument '--preview-unpublished' found",
        ),
        (
            &["build", "x", "--membership", "ghost"],
            "invalid value 'ghost' for '--membership <ENGINE>'",
        ),
        (
            &["serve", "x", "--port", "abc"],
            "a port is a number from 0 to 65535",
        ),
        (&["new", "x"], "there is nobody to ask here: say --yes"),
        (
            &["new", "x", "--yes", "--language", "français"],
            "\"français\" is no language tag",
        ),
        (
            &["new", "x", "--yes", "--time-zone", "Bamako"],
            "there is no time zone \"Bamako\"; write it like Africa/Bamako",
        ),
        (
            &["new", "x", "--yes", "--url", "journal.example"],
            "it does not begin with https:// or http://; write it like https://journal.example",
        ),
    ] {
        let output = kiosque(arguments, folder.path());
        let said = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}: {said}");
        assert!(said.contains(why), "{arguments:?}: {said}");
    }
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
}

#[test]
fn help_is_given_wherever_it_is_asked_for() {
    let folder = tempfile::tempdir().unwrap();
    for arguments in [&["--help"][..], &["help"], &["build", "x", "--help"], &["-h"]] {
        let output = kiosque(arguments, folder.path());
        assert!(output.status.success(), "{arguments:?}");
        assert!(
            String::from_utf8_lossy(&output.stdout).contains("Usage: kiosque"),
            "{arguments:?}"
        );
    }
}

/// Options may come before the folder, as with other programs.
#[test]
fn the_order_of_options_does_not_matter() {
    let folder = tempfile::tempdir().unwrap();
    let output = kiosque(&["build", "--out=site", "no-such-folder"], folder.path());
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(1), "{said}");
    assert!(
        said.contains("there is no content folder no-such-folder"),
        "{said}"
    );
}

/// The remedy for nesting is not to look for a comma.
#[test]
fn an_article_nested_too_deep_is_said_to_be() {
    let folder = tempfile::tempdir().unwrap();
    let content = folder.path().join("content");
    fs::create_dir_all(content.join("articles")).unwrap();
    fs::write(content.join("site.json"), "{}").unwrap();
    fs::write(
        content.join("articles/a.json"),
        "[".repeat(500) + &"]".repeat(500),
    )
    .unwrap();
    let output = kiosque(&["check", "content"], folder.path());
    let said =
        String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(1), "{said}");
    assert!(
        said.contains("articles/a.json") && said.contains("nested too deep"),
        "{said}"
    );
}

/// A newspaper of one article that is there and one that waits until 2026-11-28T07:00:00Z.
fn lay_newspaper(content: &Path) {
    fs::create_dir_all(content.join("articles")).unwrap();
    fs::write(
        content.join("site.json"),
        r#"{"version": "1.0", "name": "Le Jour", "url": "https://jour.example", "feedId": "tag:jour.example,2024:",
            "inLanguage": "fr", "timeZone": "Europe/Paris", "sections": [{"slug": "a", "name": "A"}],
            "authors": [{"slug": "awa", "name": "Awa"}]}"#,
    )
    .unwrap();
    for (slug, date) in [
        ("paru", "2024-01-01T08:00:00Z"),
        ("secret", "2026-11-28T07:00:00Z"),
    ] {
        let article = format!(
            r#"{{"version": "1.0", "id": "{slug}", "slug": "{slug}", "inLanguage": "fr", "headline": "{slug}",
                "description": "x", "datePublished": "{date}", "articleSection": {{"slug": "a", "name": "A"}},
                "author": [{{"slug": "awa", "name": "Awa"}}], "body": [{{"type": "paragraph", "spans": [{{"text": "x"}}]}}]}}"#
        );
        fs::write(content.join(format!("articles/{slug}.json")), article).unwrap();
    }
}

#[test]
fn who_builds_is_told_how_many_wait_and_until_when() {
    let folder = tempfile::tempdir().unwrap();
    lay_newspaper(&folder.path().join("content"));
    let told = "1 article waits: articles/secret.json is due at 2026-11-28T08:00:00+01:00";
    let said = |arguments: &[&str]| {
        let output = kiosque(arguments, folder.path());
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(output.status.success(), "{arguments:?}: {said}");
        said
    };
    let build = |now: &str| said(&["build", "content", "--out", "site", "--now", now]);
    let secret = folder.path().join("site/data/articles/secret.json");
    assert!(build("2026-11-28T07:59:59+01:00").contains(told));
    assert!(!secret.exists());
    assert!(!build("2026-11-28T08:00:00+01:00").contains("wait"));
    assert!(secret.exists());
    assert!(build("2026-11-28T06:00:00Z").contains(told));
    assert!(!secret.exists(), "who put it off finds it nowhere");
    assert!(said(&["check", "content", "--now", "2026-11-01T00:00:00Z"]).contains(told));
    let far = said(&["check", "content", "--now", "2025-11-01T00:00:00Z"]);
    assert!(
        far.contains(
            "articles/secret.json: $.datePublished: warning: the article is dated more than a year ahead"
        ),
        "{far}"
    );
    assert!(build("9998-01-01T00:00:00Z").contains("warning: 9998-01-01T00:00:00Z is still to come"));
}

#[test]
fn a_preview_is_made_where_nobody_publishes_from() {
    let folder = tempfile::tempdir().unwrap();
    lay_newspaper(&folder.path().join("content"));
    let preview = |out: &str, now: &str| {
        let arguments = [
            "build",
            "content",
            "--out",
            out,
            "--preview-unpublished",
            "--now",
            now,
        ];
        kiosque(&arguments, folder.path())
    };
    let output = preview("site", "2024-02-01T00:00:00Z");
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(2), "{said}");
    assert!(
        said.contains("ends in -unpublished, such as site-unpublished"),
        "{said}"
    );
    assert!(!folder.path().join("site").exists());
    assert!(
        preview("site-unpublished", "2026-11-28T07:00:00Z")
            .status
            .success()
    );
    let site = folder.path().join("site-unpublished");
    assert!(site.join("data/articles/secret.json").exists());
    assert_eq!(
        fs::read_to_string(site.join("robots.txt")).unwrap(),
        "User-agent: *\nDisallow: /\n"
    );
}

/// At seven in the morning nobody is there to press a button.
#[test]
fn watching_publishes_an_article_at_its_minute_though_nothing_changes() {
    let folder = tempfile::tempdir().unwrap();
    lay_newspaper(&folder.path().join("content"));
    let mut watch = Command::new(env!("CARGO_BIN_EXE_kiosque"))
        .args([
            "watch",
            "content",
            "--out",
            "site",
            "--now",
            "2026-11-28T06:59:55Z",
        ])
        .current_dir(folder.path())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let begun = Instant::now();
    let lines = BufReader::new(watch.stderr.take().unwrap()).lines();
    let mut builds = lines
        .map_while(Result::ok)
        .filter(|line| line.contains("files written"));
    builds.next().unwrap();
    let secret = folder.path().join("site/data/articles/secret.json");
    // A machine that is very busy may be late for the first build.
    let was_early = begun.elapsed() < Duration::from_secs(5);
    assert!(!was_early || !secret.exists());
    if was_early {
        builds.next().unwrap();
    }
    assert!(secret.exists());
    assert!(begun.elapsed() >= Duration::from_secs(5) || !was_early);
    watch.kill().unwrap();
    watch.wait().unwrap();
}
