//! A slug that was mended after it was published: nobody loses the article, and nothing is written behind the newsroom's back.

#![allow(
    clippy::unwrap_used,
    reason = "a test stops where something is not as it must be"
)]

use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Output},
};

use tempfile::TempDir;

struct Newsroom(TempDir);

impl Newsroom {
    /// A new newspaper, published once.
    fn new() -> Self {
        let newsroom = Self(TempDir::new().unwrap());
        let made = newsroom.kiosque(&["new", "journal", "--yes", "--language", "fr"]);
        assert!(made.status.success(), "{}", said(&made));
        newsroom.build(&[]);
        newsroom
    }

    fn kiosque(&self, arguments: &[&str]) -> Output {
        Command::new(env!("CARGO_BIN_EXE_kiosque"))
            .args(arguments)
            .current_dir(self.0.path())
            .output()
            .unwrap()
    }

    /// What a build says that succeeds.
    fn build(&self, options: &[&str]) -> String {
        let arguments = [&["build", "journal", "--out", "site"], options].concat();
        let output = self.kiosque(&arguments);
        assert!(output.status.success(), "{}", said(&output));
        said(&output)
    }

    fn article(&self, slug: &str) -> PathBuf {
        self.0
            .path()
            .join("journal/articles")
            .join(format!("{slug}.json"))
    }

    fn rename(&self, old: &str, new: &str) {
        let text = fs::read_to_string(self.article(old)).unwrap();
        let (old_slug, new_slug) = (format!("\"slug\": \"{old}\""), format!("\"slug\": \"{new}\""));
        assert!(text.contains(&old_slug), "{text}");
        fs::write(self.article(new), text.replacen(&old_slug, &new_slug, 1)).unwrap();
        fs::remove_file(self.article(old)).unwrap();
        // Where others link to it, so do they now.
        for entry in fs::read_dir(self.0.path().join("journal/articles")).unwrap() {
            mend(&entry.unwrap().path(), old, new);
        }
        mend(&self.0.path().join("journal/site.json"), old, new);
    }

    fn redirects(&self) -> PathBuf {
        self.0.path().join("journal/redirects.json")
    }

    fn lead(&self, text: &str) {
        fs::write(self.redirects(), text).unwrap();
    }
}

/// Lets what leads to an article lead to where it is now; its `id` stays.
fn mend(path: &Path, old: &str, new: &str) {
    let text = fs::read_to_string(path).unwrap();
    let lines = text.lines().map(|line| match line.contains("\"id\"") {
        true => line.to_owned(),
        false => line
            .replace(&format!("/article/{old}/"), &format!("/article/{new}/"))
            .replace(&format!("\"{old}\""), &format!("\"{new}\"")),
    });
    fs::write(path, lines.collect::<Vec<_>>().join("\n")).unwrap();
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

const PROPOSED: &str = "articles/accueil.json: $.slug: warning: the article \"";
const LINE: &str = "add to redirects.json {\"from\": \"/article/bienvenue/\", \"to\": \"/article/accueil/\"}";

#[test]
fn a_mended_slug_proposes_its_redirect_until_there_is_one() {
    let newsroom = Newsroom::new();
    newsroom.rename("bienvenue", "accueil");
    for build in 0..3 {
        let said = newsroom.build(&[]);
        assert!(
            said.contains(PROPOSED) && said.contains(LINE),
            "build {build}: {said}"
        );
        assert!(said.contains("was published at /article/bienvenue/"), "{said}");
    }
    // Neither a change of site.json nor a build from nothing makes it forget.
    mend(
        &newsroom.0.path().join("journal/site.json"),
        "Mon journal",
        "Ma gazette",
    );
    assert!(newsroom.build(&["--afresh"]).contains(LINE));
    assert!(!newsroom.redirects().exists(), "nothing is written unasked");
    newsroom.lead(
        r#"{"version": "1.1", "redirects": [{"from": "/article/bienvenue", "to": "/article/accueil/"}]}"#,
    );
    assert!(!newsroom.build(&[]).contains("bienvenue"));
    newsroom.lead(r#"{"version": "1.1", "redirects": []}"#);
    assert!(newsroom.build(&[]).contains(LINE), "it is needed still");
}

#[test]
fn an_article_that_is_withdrawn_or_new_proposes_nothing() {
    let newsroom = Newsroom::new();
    let text = fs::read_to_string(newsroom.article("publier")).unwrap();
    newsroom.rename("publier", "mettre-en-ligne");
    fs::remove_file(newsroom.article("mettre-en-ligne")).unwrap();
    for name in ["bienvenue", "ecrire-un-article"] {
        mend(&newsroom.article(name), "mettre-en-ligne", "bienvenue");
    }
    mend(
        &newsroom.0.path().join("journal/site.json"),
        "mettre-en-ligne",
        "bienvenue",
    );
    assert!(!newsroom.build(&[]).contains("was published at"));
    // Another article of the same words.
    let id = text.lines().find(|line| line.contains("\"id\"")).unwrap();
    let other = text
        .replace(id, "  \"id\": \"un-autre\",")
        .replace("\"publier\"", "\"diffuser\"");
    fs::write(
        newsroom.article("diffuser"),
        other.replace("/article/publier/", "/article/bienvenue/"),
    )
    .unwrap();
    assert!(!newsroom.build(&[]).contains("was published at"));
}

#[test]
fn two_articles_that_change_their_slugs_have_no_old_address() {
    let newsroom = Newsroom::new();
    newsroom.rename("bienvenue", "entre-temps");
    newsroom.rename("publier", "bienvenue");
    newsroom.rename("entre-temps", "publier");
    assert!(!newsroom.build(&[]).contains("was published at"));
}

#[test]
fn on_demand_the_build_adds_the_redirect_and_leaves_the_rest_as_it_was_written() {
    let newsroom = Newsroom::new();
    let written = "{\n  \"version\": \"1.1\",\n  \"redirects\": [\n    {\"from\": \"/vieux/\",   \"to\": \"/article/bienvenue/?a#b\"},\n\n    {\"from\":\"/?p=1\",\"to\":\"/article/publier/\"}\n  ]\n}\n";
    newsroom.lead(written);
    newsroom.build(&[]);
    newsroom.rename("bienvenue", "accueil");
    // What led to the old address leads nowhere, and the check says so before anything is published.
    let refused = newsroom.kiosque(&["build", "journal", "--out", "site"]);
    assert!(!refused.status.success());
    assert!(
        said(&refused).contains("\"/article/bienvenue/?a#b\" leads nowhere"),
        "{}",
        said(&refused)
    );

    let done = newsroom.build(&["--redirect-renamed"]);
    assert!(
        done.contains("redirects.json: /article/bienvenue/ leads to /article/accueil/ now"),
        "{done}"
    );
    assert!(!done.contains("was published at"), "{done}");
    let text = fs::read_to_string(newsroom.redirects()).unwrap();
    assert!(text.contains("{\"from\": \"/vieux/\",   \"to\": \"/article/accueil/?a#b\"},\n\n    {\"from\":\"/?p=1\",\"to\":\"/article/publier/\"}"), "{text}");
    let json: serde_json::Value = serde_json::from_str(&text).unwrap();
    assert_eq!(
        json["redirects"][2],
        serde_json::json!({"from": "/article/bienvenue/", "to": "/article/accueil/"})
    );
    assert_eq!(json["redirects"].as_array().unwrap().len(), 3);
    // Asked again it has nothing to add.
    newsroom.build(&["--redirect-renamed"]);
    assert_eq!(fs::read_to_string(newsroom.redirects()).unwrap(), text);
}

#[test]
fn a_slug_that_is_mended_twice_or_back_leads_at_once_to_where_the_article_is() {
    let newsroom = Newsroom::new();
    newsroom.rename("bienvenue", "accueil");
    newsroom.build(&["--redirect-renamed"]);
    newsroom.rename("accueil", "bonjour");
    newsroom.build(&["--redirect-renamed"]);
    let pairs = || {
        let text = fs::read_to_string(newsroom.redirects()).unwrap();
        let json: serde_json::Value = serde_json::from_str(&text).unwrap();
        let pair = |it: &serde_json::Value| {
            format!("{} {}", it["from"].as_str().unwrap(), it["to"].as_str().unwrap())
        };
        json["redirects"]
            .as_array()
            .unwrap()
            .iter()
            .map(pair)
            .collect::<Vec<_>>()
    };
    assert_eq!(
        pairs(),
        [
            "/article/bienvenue/ /article/bonjour/",
            "/article/accueil/ /article/bonjour/"
        ]
    );
    newsroom.rename("bonjour", "bienvenue");
    newsroom.build(&["--redirect-renamed"]);
    assert_eq!(
        pairs(),
        [
            "/article/accueil/ /article/bienvenue/",
            "/article/bonjour/ /article/bienvenue/"
        ]
    );
}

/// Two redirects of one address would stop the build that wrote them.
#[test]
fn an_address_that_two_articles_had_leads_to_the_one_that_was_there_last() {
    let newsroom = Newsroom::new();
    newsroom.rename("bienvenue", "accueil");
    newsroom.build(&[]);
    newsroom.rename("publier", "bienvenue");
    newsroom.build(&[]);
    newsroom.rename("bienvenue", "mettre-en-ligne");
    newsroom.build(&["--redirect-renamed"]);
    let text = fs::read_to_string(newsroom.redirects()).unwrap();
    let json: serde_json::Value = serde_json::from_str(&text).unwrap();
    let to: Vec<&str> = json["redirects"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|redirect| redirect["from"] == "/article/bienvenue/")
        .map(|redirect| redirect["to"].as_str().unwrap())
        .collect();
    assert_eq!(to, ["/article/mettre-en-ligne/"]);
    // What earlier versions remembered of both stops nothing either.
    let memory = newsroom.0.path().join("site/.press/addresses.json");
    let text = fs::read_to_string(&memory).unwrap();
    fs::write(&memory, text.replace("[\"", "[\"autrefois\",\"")).unwrap();
    newsroom.build(&["--redirect-renamed"]);
}

#[test]
fn who_links_to_a_mended_slug_is_told_the_new_one() {
    let newsroom = Newsroom::new();
    let text = fs::read_to_string(newsroom.article("bienvenue")).unwrap();
    fs::write(
        newsroom.article("accueil"),
        text.replacen("\"slug\": \"bienvenue\"", "\"slug\": \"accueil\"", 1),
    )
    .unwrap();
    fs::remove_file(newsroom.article("bienvenue")).unwrap();
    newsroom
        .lead(r#"{"version": "1.1", "redirects": [{"from": "/vieux/", "to": "/article/bienvenue/?a#b"}]}"#);
    let of_redirects = said(&newsroom.kiosque(&["build", "journal", "--out", "site"]));
    fs::remove_file(newsroom.redirects()).unwrap();
    let of_articles = said(&newsroom.kiosque(&["build", "journal", "--out", "site"]));
    for (said, rest) in [(of_redirects, "?a#b"), (of_articles, "")] {
        let line = format!(
            "\"/article/bienvenue/{rest}\" leads nowhere in this newspaper; write \"/article/accueil/{rest}\", where the article is now"
        );
        assert!(said.contains(&line), "{line}\nis not in\n{said}");
    }
}

#[test]
fn an_address_that_a_waiting_article_has_is_proposed_to_nobody() {
    let newsroom = Newsroom::new();
    newsroom.rename("bienvenue", "accueil");
    let text = fs::read_to_string(newsroom.article("accueil")).unwrap();
    let lines = text.lines().map(|line| match line.split_once(':') {
        Some((key, _)) if key.contains("\"id\"") => "  \"id\": \"a-venir\",".to_owned(),
        Some((key, _)) if key.contains("\"datePublished\"") => {
            "  \"datePublished\": \"2199-01-01T07:00:00Z\",".to_owned()
        }
        Some((key, _)) if key.contains("\"slug\"") => line.replace("\"accueil\"", "\"bienvenue\""),
        _ => line.to_owned(),
    });
    let waiting = lines.collect::<Vec<_>>().join("\n");
    fs::write(newsroom.article("bienvenue"), waiting).unwrap();
    let said = newsroom.build(&[]);
    assert!(!said.contains("was published at"), "{said}");
    newsroom.build(&["--redirect-renamed"]);
    assert!(!newsroom.redirects().exists());
}

#[test]
fn redirects_that_cannot_be_written_leave_nothing_behind() {
    let newsroom = Newsroom::new();
    newsroom.rename("bienvenue", "accueil");
    fs::create_dir_all(newsroom.redirects().join("autre")).unwrap();
    let output = newsroom.kiosque(&["build", "journal", "--out", "site", "--redirect-renamed"]);
    assert!(!output.status.success());
    let names = fs::read_dir(newsroom.0.path().join("journal")).unwrap();
    let left = names
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| name.contains("redirects.json") && name != "redirects.json");
    assert_eq!(left.collect::<Vec<_>>(), [""; 0]);
}

#[test]
fn a_file_that_is_no_list_of_redirects_is_left_alone() {
    let newsroom = Newsroom::new();
    newsroom.rename("bienvenue", "accueil");
    for text in ["{\"version\": \"1.1\", \"redirects\": [,]}", "[]", ""] {
        newsroom.lead(text);
        let output = newsroom.kiosque(&["build", "journal", "--out", "site", "--redirect-renamed"]);
        assert!(!output.status.success());
        assert!(
            said(&output).contains("it is no list of redirects; `kiosque check` says why"),
            "{}",
            said(&output)
        );
        assert_eq!(fs::read_to_string(newsroom.redirects()).unwrap(), text);
    }
}

#[test]
fn below_a_path_the_old_address_is_that_of_the_host() {
    let newsroom = Newsroom(TempDir::new().unwrap());
    let made = newsroom.kiosque(&[
        "new",
        "journal",
        "--yes",
        "--language",
        "fr",
        "--url",
        "https://x.example/le",
    ]);
    assert!(made.status.success(), "{}", said(&made));
    newsroom.build(&["--base", "/le/"]);
    newsroom.rename("bienvenue", "accueil");
    newsroom.build(&["--base", "/le/", "--redirect-renamed"]);
    let text = fs::read_to_string(newsroom.redirects()).unwrap();
    let json: serde_json::Value = serde_json::from_str(&text).unwrap();
    assert_eq!(
        json["redirects"],
        serde_json::json!([{"from": "/le/article/bienvenue/", "to": "/article/accueil/"}])
    );
}
