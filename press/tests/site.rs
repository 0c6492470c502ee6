//! The press as a newsroom runs it: large archives, kills, and full disks.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test stops where something is not as it must be"
)]

mod newspaper;

use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Output, Stdio},
    thread,
    time::Duration,
};

use newspaper::{articles, files};
use tempfile::TempDir;

/// The most files that one new article may rewrite or add, in an archive of any size
/// (docs/decisions/0013).
const MOST_REWRITTEN: usize = 150;

struct Newsroom(TempDir);

impl Newsroom {
    fn new(articles: usize) -> Self {
        let newsroom = Self(TempDir::new().unwrap());
        articles::write(&newsroom.path("content"), articles).unwrap();
        newsroom.lay_shell("site");
        newsroom
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn lay_shell(&self, site: &str) {
        newspaper::lay_shell(&self.path(site));
    }

    fn press(&self, site: &str) -> Command {
        let mut press = Command::new(env!("CARGO_BIN_EXE_kiosque"));
        press
            .arg("build")
            .arg(self.path("content"))
            .arg("--out")
            .arg(self.path(site));
        press
    }

    fn build(&self, site: &str) -> String {
        let output = self.press(site).output().unwrap();
        let said = said(&output);
        assert!(output.status.success(), "{said}");
        said
    }

    fn correct(&self, number: usize) {
        newspaper::correct(&self.path("content"), number);
    }
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// The numbers of "kiosque: 12 files written, 3 removed in …".
fn written(said: &str) -> usize {
    let line = said.lines().find(|line| line.contains("files written"));
    let number = line.and_then(|line| line.split(' ').nth(1)?.parse().ok());
    number.unwrap_or_else(|| panic!("{said}"))
}

#[test]
fn one_more_article_among_ten_thousand_rewrites_few_files() {
    let newsroom = Newsroom::new(10_000);
    newsroom.build("site");
    for number in 10_000..10_003 {
        articles::write_article(&newsroom.path("content"), number).unwrap();
        let written = written(&newsroom.build("site"));
        assert!((3..=MOST_REWRITTEN).contains(&written), "{written} files");
    }
    newsroom.correct(5_000);
    let written = written(&newsroom.build("site"));
    assert!(
        (3..=MOST_REWRITTEN).contains(&written),
        "{written} files for a correction"
    );
}

#[test]
fn a_build_that_is_killed_at_any_moment_leaves_a_site_that_holds_together() {
    let newsroom = Newsroom::new(120);
    newsroom.build("site");
    let old = files(&newsroom.path("site"));
    for number in 0..60 {
        newsroom.correct(number);
    }
    articles::write_article(&newsroom.path("content"), 120).unwrap();
    newsroom.lay_shell("full");
    newsroom.build("full");
    let new = files(&newsroom.path("full"));
    let mut was_killed = 0;
    let mut was_between = 0;
    for tenths in 0..60 {
        let mut press = newsroom.press("site");
        let mut press = press.stderr(Stdio::null()).spawn().unwrap();
        // Not waiting for anything: the moment is what is tried.
        thread::sleep(Duration::from_micros(100 * tenths * tenths));
        press.kill().unwrap();
        was_killed += usize::from(!press.wait().unwrap().success());

        let now = files(&newsroom.path("site"));
        for (name, bytes) in &now {
            let whole = [old.get(name), new.get(name)].contains(&Some(bytes));
            assert!(whole, "{} is neither the old one nor the new one", name.display());
        }
        for name in old.keys().filter(|name| new.contains_key(*name)) {
            assert!(now.contains_key(name), "{} is missing", name.display());
        }
        was_between += usize::from(now != old && now != new);
        // Pointers go last: what the front page leads to is there.
        let front = String::from_utf8_lossy(&now[Path::new("index.html")]).into_owned();
        for link in front.split("href=\"/article/").skip(1) {
            let slug = link.split('/').next().unwrap();
            let page = Path::new("article").join(slug).join("index.html");
            assert!(now.contains_key(&page), "the front page leads to {slug}");
        }
    }
    assert!(was_killed > 0, "every build was done before it was killed");
    newsroom.build("site");
    assert_eq!(
        files(&newsroom.path("site")),
        new,
        "{was_between} builds were between"
    );
}

#[test]
#[cfg(target_os = "linux")]
fn a_full_disk_leaves_the_old_site_whole_and_says_so() {
    let newsroom = Newsroom::new(120);
    let site = newsroom.path("site");
    newsroom.build("site");
    let size: usize = files(&site).values().map(Vec::len).sum();
    // A disk of its own, with room for the site and little more, in a namespace of its own.
    let disk = newsroom.path("disk");
    fs::create_dir(&disk).unwrap();
    let script = format!(
        "mount -t tmpfs -o size={}k disk '{disk}' && cp -a '{site}/.' '{disk}/' && '{press}' build '{content}' --out '{disk}'; \
         echo \"status $?\" >&2; cp -a '{disk}/.' '{after}/'",
        (size + size / 2) / 1024 + 2_000,
        disk = disk.display(),
        site = site.display(),
        press = env!("CARGO_BIN_EXE_kiosque"),
        content = newsroom.path("content").display(),
        after = newsroom.path("after").display(),
    );
    fs::create_dir(newsroom.path("after")).unwrap();
    let old = files(&site);
    // The whole paper changes, so every page is made ready before the first is replaced.
    let site_json = newsroom.path("content/site.json");
    let text = fs::read_to_string(&site_json).unwrap();
    fs::write(
        &site_json,
        text.replace("Les Archives", "Les Archives ".repeat(40).trim_end()),
    )
    .unwrap();
    let namespace = Command::new("unshare")
        .args(["--user", "--map-root-user", "--mount", "sh", "-c", &script])
        .output();
    let said = match namespace {
        Ok(output) if !said(&output).contains("unshare failed") => said(&output),
        _ => {
            eprintln!("NOT CHECKED: this machine allows no namespaces, so no disk can be full here");
            return;
        }
    };
    assert!(
        said.contains("status 1") && said.contains("cannot write"),
        "{said}"
    );
    assert!(said.contains("the disk is full"), "{said}");
    assert_eq!(files(&newsroom.path("after")), old, "{said}");
}
