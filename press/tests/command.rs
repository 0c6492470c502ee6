//! What the press answers to what it is told on the command line.

#![allow(
    clippy::unwrap_used,
    reason = "a test stops where something is not as it must be"
)]

use std::{
    fs,
    path::Path,
    process::{Command, Output},
};

fn press(arguments: &[&str], folder: &Path) -> Output {
    Command::new(env!("CARGO_BIN_EXE_press"))
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
        (&[][..], "say what to do"),
        (&["publish", "x"], "`publish` is none of its commands"),
        (&["check"], "say which content folder"),
        (&["check", "x", "y"], "`y` is too much"),
        (&["check", "--all"], "`--all` is too much"),
        (&["build", "x"], "say with --out OUT"),
        (&["build", "x", "--out"], "--out"),
        (&["build", "--out", "site"], "say which content folder"),
        (&["build", "x", "--out", "site", "--out", "other"], "`--out`"),
        (&["build", "x", "--out", "site", "--bsae", "/a/"], "`--bsae`"),
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
            "--base: \"-\" is the name of no host",
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
            "--base: invalid port number",
        ),
        (
            &["watch", "x", "--out", "site", "--precompress"],
            "`--precompress`",
        ),
        (&["schema", "x"], "`x` is too much"),
    ] {
        let output = press(arguments, folder.path());
        let said = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}: {said}");
        assert!(
            said.contains(why) && said.contains("usage: press"),
            "{arguments:?}: {said}"
        );
    }
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
}

#[test]
fn help_is_given_wherever_it_is_asked_for() {
    let folder = tempfile::tempdir().unwrap();
    for arguments in [&["--help"][..], &["help"], &["build", "x", "--help"], &["-h"]] {
        let output = press(arguments, folder.path());
        assert!(output.status.success(), "{arguments:?}");
        assert!(
            String::from_utf8_lossy(&output.stdout).contains("usage: press"),
            "{arguments:?}"
        );
    }
}

/// Options may come before the folder, as with other programs.
#[test]
fn the_order_of_options_does_not_matter() {
    let folder = tempfile::tempdir().unwrap();
    let output = press(&["build", "--out=site", "no-such-folder"], folder.path());
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
    let output = press(&["check", "content"], folder.path());
    let said =
        String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(1), "{said}");
    assert!(
        said.contains("articles/a.json") && said.contains("nested too deep"),
        "{said}"
    );
}
