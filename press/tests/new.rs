//! `kiosque new`, as a newsroom meets it that has never seen it.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test stops where something is not as it must be"
)]

use std::{
    fs,
    path::Path,
    process::{Command, Output},
};

use serde_json::{Value, json};

fn kiosque(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_kiosque"));
    command.current_dir(folder);
    for variable in ["LC_ALL", "LC_MESSAGES", "LANG", "TZ"] {
        command.env_remove(variable);
    }
    command
}

fn run(folder: &Path, arguments: &[&str]) -> Output {
    kiosque(folder).args(arguments).output().unwrap()
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

fn site(folder: &Path) -> Value {
    serde_json::from_slice(&fs::read(folder.join("site.json")).unwrap()).unwrap()
}

fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap();
    let mut names: Vec<String> = entries
        .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
        .collect();
    names.sort_unstable();
    names
}

/// Whoever is asked, at a terminal.
#[cfg(unix)]
mod asked {
    use rexpect::{
        process::WaitStatus,
        session::{PtySession, spawn_command},
    };

    use super::*;

    /// How long a question may take to come, in milliseconds.
    const PATIENCE: u64 = 30_000;

    fn ask(folder: &Path, arguments: &[&str]) -> PtySession {
        let mut command = kiosque(folder);
        command
            .args(arguments)
            .env("TERM", "xterm")
            .env("LANG", "bm_ML.UTF-8");
        spawn_command(command, Some(PATIENCE)).unwrap()
    }

    /// What is asked, the answers, and what is said to each but the last.
    fn answer(terminal: &mut PtySession, question: &str, answers: &[(&str, &str)], right: &str) {
        for (wrong, why) in answers {
            terminal.exp_string(question).unwrap();
            terminal.send_line(wrong).unwrap();
            terminal.exp_string(why).unwrap();
        }
        terminal.exp_string(question).unwrap();
        terminal.send_line(right).unwrap();
    }

    #[test]
    fn whoever_answers_wrongly_is_asked_again_until_there_is_a_newspaper() {
        let root = tempfile::tempdir().unwrap();
        let mut terminal = ask(root.path(), &["new", "journal"]);
        answer(
            &mut terminal,
            "Language (BCP 47) [bm]",
            &[
                // rexpect reads a byte as a letter, so what is expected is of ASCII.
                ("français", "ais\" is no language tag; write it like fr"),
                ("fr_FR", "\"fr_FR\" is no language tag"),
            ],
            "ar-ML",
        );
        answer(
            &mut terminal,
            "Name of the newspaper [My newspaper]",
            &[("?!", "say a name")],
            "صدى النهر",
        );
        answer(
            &mut terminal,
            "Address on the web [https://journal.example]",
            &[
                (
                    "journal.ml",
                    "it does not begin with https:// or http://; write it like",
                ),
                ("https://a b.ml", "write it like https://journal.example"),
            ],
            "https://صدى.example/",
        );
        answer(
            &mut terminal,
            "Time zone [",
            &[(
                "Bamako",
                "there is no time zone \"Bamako\"; write it like Africa/Bamako",
            )],
            "Africa/Bamako",
        );
        answer(
            &mut terminal,
            "Sections, with commas between them [News, Culture]",
            &[(" , ", "say at least one"), ("أخبار, !", "say a name")],
            "أخبار, ثقافة",
        );
        terminal.exp_string("the newspaper is in journal").unwrap();
        terminal.exp_eof().unwrap();
        assert!(matches!(terminal.process().wait(), Ok(WaitStatus::Exited(_, 0))));

        let folder = root.path().join("journal");
        let site = site(&folder);
        for (key, wanted) in [
            ("name", json!("صدى النهر")),
            ("url", json!("https://صدى.example")),
            ("inLanguage", json!("ar-ML")),
            ("timeZone", json!("Africa/Bamako")),
        ] {
            assert_eq!(site[key], wanted);
        }
        let sections = site["sections"].as_array().unwrap();
        let sections: Vec<&Value> = sections.iter().map(|section| &section["name"]).collect();
        assert_eq!(sections, [&json!("أخبار"), &json!("ثقافة")]);
        let checked = run(root.path(), &["check", "journal"]);
        assert!(
            checked.status.success() && said(&checked).contains("0 errors"),
            "{}",
            said(&checked)
        );
    }

    #[test]
    fn whoever_takes_what_is_usual_presses_one_key() {
        let root = tempfile::tempdir().unwrap();
        let mut terminal = ask(root.path(), &["new", "journal", "--name", "L'Écho"]);
        for question in ["Language", "Address", "Time zone", "Sections"] {
            answer(&mut terminal, question, &[], "");
        }
        terminal.exp_string("the newspaper is in journal").unwrap();
        let site = site(&root.path().join("journal"));
        assert_eq!(
            (&site["name"], &site["inLanguage"]),
            (&json!("L'Écho"), &json!("bm"))
        );
    }

    #[test]
    fn whoever_gives_up_leaves_nothing_behind() {
        let root = tempfile::tempdir().unwrap();
        let mut terminal = ask(root.path(), &["new", "journal"]);
        answer(&mut terminal, "Language", &[], "fr");
        terminal.exp_string("Name of the newspaper").unwrap();
        terminal.send_control('c').unwrap();
        let rest = terminal.exp_eof().unwrap();
        let status = terminal.process().wait().unwrap();
        assert!(!matches!(status, WaitStatus::Exited(_, 0)), "{status:?}: {rest}");
        assert_eq!(names(root.path()), Vec::<String>::new(), "{rest}");
    }
}

/// Whatever is said of a newspaper, it is refused in words, or there is nothing wrong with what is made.
#[test]
fn what_is_made_passes_its_own_check_or_is_refused() {
    let mut made = 0;
    for (option, values) in [
        (
            "--language",
            &[
                "fr",
                "FR",
                "fr-FR",
                "fr_FR",
                "ar-ML",
                "nqo",
                "zh-Hant-TW",
                "de-1996",
                "x-klingon",
                "i-default",
                "und",
                "qaa",
                "mul",
                "zxx",
                "en-x-journal",
                "sl-rozaj-biske",
                "fra",
                "aa-AA-AA",
                "en-u-hc-h12",
                "ff-Adlm",
                "",
                " fr ",
                "f",
                "art-lojban",
                "zh-min-nan",
                "en-GB-oed",
                "sgn-BE-FR",
                "iw",
                "root",
            ][..],
        ),
        (
            "--time-zone",
            &[
                "Africa/Bamako",
                "africa/bamako",
                "UTC",
                "GMT",
                "Etc/GMT+12",
                "EST5EDT",
                "CET",
                "Asia/Kathmandu",
                "Zulu",
                "America/Argentina/Buenos_Aires",
                "Factory",
                "posixrules",
                "localtime",
                "posix/Europe/Paris",
                "right/UTC",
                "Europe/Paris ",
                "../Europe/Paris",
                "",
                "+01:00",
                "UTC+1",
                "US/Pacific-New",
                "Antarctica/Troll",
                "Africa/Monrovia",
            ],
        ),
        (
            "--name",
            &[
                "A",
                "L'Écho \"du\" fleuve",
                "a\\b",
                "</script>",
                "{}",
                "1",
                "\u{1b}[31mRouge",
                "a\tb",
                "a\nb",
                "\u{202e}abc",
                "",
                " ",
                "é",
                "e\u{301}",
                "صدى",
                "🗞",
                "&amp;",
                "a  b",
                "\u{a0}a\u{a0}",
                "%s%n",
                "*gras*",
                "<b>a</b>",
                "a\u{200b}b",
                "\u{feff}a",
                "a\u{fffd}",
            ],
        ),
        (
            "--url",
            &[
                "https://journal.example",
                "https://journal.example/",
                "https://journal.example//",
                "HTTPS://JOURNAL.EXAMPLE",
                "http://localhost:8080",
                "http://127.0.0.1",
                "https://[::1]/a",
                "https://écho.example/journal",
                "https://user@journal.example",
                "https://journal.example/?a",
                "https://journal.example/#a",
                "ftp://a.example",
                "https://",
                "https://-a.example",
                "https://a..example",
                "https://a.example:99999",
                "https://a.example/b c",
                "https://a.example/%zz",
                "//a.example",
                "https://a.example/../b",
                "https://a_b.example",
                "https://a",
            ],
        ),
        (
            "--section",
            &[
                "News",
                "News, weather",
                "",
                " ",
                ",",
                "!!",
                "a/b",
                "..",
                "index.html",
                "ثقافة",
                "日本",
                "a\nb",
                "\u{1b}x",
                "News\"",
                "page",
                "🗞 a",
                "<i>x</i>",
                "CON",
                "e\u{301}te\u{301}",
            ],
        ),
    ] {
        let root = tempfile::tempdir().unwrap();
        for value in values {
            let folder = format!("journal-{made}");
            let output = run(
                root.path(),
                &["new", &folder, "--yes", &format!("{option}={value}")],
            );
            let told = said(&output);
            if output.status.success() {
                made += 1;
                let checked = run(root.path(), &["check", &folder]);
                assert!(checked.status.success(), "{option} {value:?}: {}", said(&checked));
            } else {
                assert_eq!(output.status.code(), Some(2), "{option} {value:?}: {told}");
                assert!(
                    told.starts_with("kiosque: ") && told.lines().count() == 1,
                    "{option} {value:?}: {told}"
                );
                assert!(!root.path().join(folder).exists());
            }
        }
    }
    assert!(made > 60, "{made}");
}

/// A newsroom that has made its folder first, or stands in it.
#[test]
fn a_newspaper_is_made_in_the_folder_where_one_stands() {
    let root = tempfile::tempdir().unwrap();
    let folder = root.path().join("Le Jour d'hier");
    fs::create_dir(&folder).unwrap();
    let output = run(&folder, &["new", ".", "--yes"]);
    assert!(output.status.success(), "{}", said(&output));
    assert_eq!(names(&folder), ["articles", "images", "site.json"]);
    let checked = run(&folder, &["check"]);
    assert!(checked.status.success(), "{}", said(&checked));
    let told = said(&run(root.path(), &["new", "Un autre jour", "--yes"]));
    assert!(told.contains("kiosque check 'Un autre jour' "), "{told}");
}

#[test]
fn what_stands_in_its_place_is_left_alone_and_told_of() {
    let root = tempfile::tempdir().unwrap();
    fs::write(root.path().join("file"), "years of work").unwrap();
    fs::create_dir_all(root.path().join("full/sub")).unwrap();
    #[cfg(unix)]
    std::os::unix::fs::symlink("nowhere", root.path().join("link")).unwrap();
    let before = names(root.path());
    for (folder, why) in [
        (
            "file",
            "there is a file at file: name a folder that is new or empty",
        ),
        (
            "full",
            "there is something in full: name a folder that is new or empty",
        ),
        ("full/..", "there is something in full/..: name a folder"),
        ("file/journal", "cannot"),
        #[cfg(unix)]
        (
            "link",
            "there is a link that leads nowhere at link: name a folder",
        ),
        (&"x".repeat(300), "cannot"),
        ("", ""),
    ] {
        let output = run(root.path(), &["new", folder, "--yes"]);
        assert!(!output.status.success(), "{folder}");
        assert!(said(&output).contains(why), "{folder}: {}", said(&output));
        assert_eq!(names(root.path()), before, "{folder}");
    }
}
