//! Old addresses: each thing that would lose readers on their way, or hide what is there.

use std::time::{Duration, Instant};

use super::*;

impl Newsroom {
    /// What is said of a newspaper with these redirects, from and to.
    fn redirecting(&self, redirects: &[(&str, &str)]) -> String {
        let redirects: Vec<Value> = redirects
            .iter()
            .map(|(from, to)| json!({"from": from, "to": to}))
            .collect();
        self.with_redirects(&json!({"version": "1.1", "redirects": redirects}).to_string())
    }

    fn with_redirects(&self, text: &str) -> String {
        fs::write(self.folder.path().join("redirects.json"), text).unwrap();
        shown(&self.report())
    }
}

#[test]
fn redirects_in_order_have_no_problem() {
    let newsroom = Newsroom::new();
    fs::create_dir(newsroom.folder.path().join("files")).unwrap();
    fs::write(newsroom.folder.path().join("files/Plan 1.txt"), "Plan").unwrap();
    let said = newsroom.redirecting(&[
        ("/2019/03/ancien/", "/article/un/"),
        ("/marché/d'été", "/rubrique/societe/#haut"),
        ("/%D9%86%D9%87%D8%B1/", "/auteur/awa/"),
        ("/caf%E9", "/"),
        ("/Article/Un/", "/article/un/"),
        ("/article/ancien/", "/article/un/?de=ancien"),
        ("/boutique", "https://boutique.example/livres"),
        ("/plan.doc", "/files/Plan 1.txt"),
        ("/feed/", "/rss.xml"),
    ]);
    // Of which hosts are told: a file whose name is not in UTF-8 cannot be made.
    assert_eq!(said.lines().count(), 1, "{said}");
    assert!(
        said.contains("warning: GitHub Pages does not follow the one redirect whose address"),
        "{said}"
    );
}

#[test]
fn each_redirect_that_is_wrong_is_named_with_why() {
    for (from, to, line) in [
        (
            "ancien/",
            "/article/un/",
            "from: error: \"ancien/\" cannot be redirected: it does not begin with a slash",
        ),
        (
            "https://jour.example/a",
            "/article/un/",
            "cannot be redirected: the host stands there, too",
        ),
        (
            "//a",
            "/article/un/",
            "cannot be redirected: the host stands there, too",
        ),
        ("/a ", "/article/un/", "it has a space at one of its ends"),
        ("/a#b", "/article/un/", "it goes on after a #"),
        ("/100%", "/article/un/", "there is a % that begins no code"),
        (
            "/blog/*",
            "/article/un/",
            "there is a *, which stands for nothing here; write a placeholder",
        ),
        ("/a//b", "/article/un/", "no browser asks for the segment \"\""),
        (
            "/a/../b",
            "/article/un/",
            "no browser asks for the segment \"..\"",
        ),
        ("/a/%2e%2E/b", "/article/un/", "no browser asks for the segment"),
        ("/a%0D%0Ab", "/article/un/", "no browser asks for the segment"),
        ("/a%5Cb", "/article/un/", "no browser asks for the segment"),
        ("/a%2Fb", "/article/un/", "no browser asks for the segment"),
        ("/x/:/", "/article/un/", "\":\" is no placeholder"),
        (
            "/x/:slug.html",
            "/article/:slug/",
            "\":slug.html\" is no placeholder",
        ),
        (
            "/x/:a/:a/",
            "/article/:a/",
            "the placeholder \":a\" stands there twice",
        ),
        ("/x/:a/?p=1", "/article/:a/", "it has a placeholder and a query"),
        ("/?p=:id", "/article/un/", "there is a placeholder in its query"),
        ("/?", "/article/un/", "its query has a parameter that is empty"),
        (
            "/?p=1&p=2",
            "/article/un/",
            "its query has two parameters of one name",
        ),
        (
            "/a\"b?p=1",
            "/article/un/",
            "has a sign that hosts take for their own",
        ),
        (
            "/?p={$x}",
            "/article/un/",
            "has a sign that hosts take for their own",
        ),
        (
            "/caf%E9?p=1",
            "/article/un/",
            "it has a query, and its path is not in UTF-8",
        ),
        (
            "/",
            "/article/un/",
            "from: error: \"/\" is an address of this newspaper, which the redirect would hide",
        ),
        (
            "/article/un",
            "/rubrique/societe/",
            "\"/article/un\" is an address of this newspaper",
        ),
        (
            "/%61rticle/un/",
            "/rubrique/societe/",
            "is an address of this newspaper",
        ),
        (
            "/rubrique/societe/rss.xml",
            "/rss.xml",
            "is an address of this newspaper",
        ),
        ("/data/site.json", "/rss.xml", "is an address of this newspaper"),
        (
            "/images/a.gif",
            "/article/un/",
            "from: warning: there is a file images/a.gif",
        ),
        (
            "/a",
            "/article/deux/",
            "to: error: \"/article/deux/\" leads nowhere in this newspaper",
        ),
        (
            "/a",
            "/article/un",
            "to: warning: \"/article/un\" is not the page's own address",
        ),
        ("/a", "/files/rien.pdf", "there is no file files/rien.pdf"),
        (
            "/a",
            "article/un",
            "it is neither an address of the site nor one elsewhere",
        ),
        (
            "/a",
            "//evil.example/",
            "it is neither an address of the site nor one elsewhere",
        ),
        (
            "/a",
            "http://x.example/",
            "it is neither an address of the site nor one elsewhere",
        ),
        (
            "/a",
            "mailto:a@b.example",
            "it is neither an address of the site nor one elsewhere",
        ),
        (
            "/a",
            "https://x.example:99999/",
            "leads nowhere: invalid port number",
        ),
        ("/a", "https://a@x.example/", "its host is not said plainly"),
        ("/x/:a/", "https://:a.example/", "its host is not said plainly"),
        ("/x/:a/", "https://:a/", "its host is not said plainly"),
        (
            "/x/:a/",
            "/article/:b/",
            "\"from\" has no placeholder \":b\"; name it there, too",
        ),
        (
            "/x/:a/",
            "/article/:a.html",
            "\"from\" has no placeholder \":a.html\"",
        ),
        ("/x/:a/", "/?q=:a", "there is a placeholder in its query"),
        (
            "/x/:a/",
            "/nulle/part/:a/",
            "\"/nulle/part/:a/\" leads nowhere in this newspaper",
        ),
        (
            "/a",
            "/rubrique/societe/page/1/",
            "is a page of older articles, which others will be on",
        ),
        ("/a", "/a/", "\"/a/\" leads back to \"/a\", in a circle"),
        (
            "/a",
            "https://jour.example/a/",
            "leads back to \"/a\", in a circle",
        ),
        (
            "/:slug/",
            "/article/:slug/",
            "would take the newspaper's own /abonnement/, on hosts that ask for redirects first",
        ),
        (
            "/:a/:b/",
            "/article/:b/",
            "would take the newspaper's own /article/…/",
        ),
        (
            "/:a/un",
            "/article/un/",
            "would take the newspaper's own /article/…/",
        ),
        (
            "/:a/societe/",
            "/article/un/",
            "would take the newspaper's own /rubrique/…/",
        ),
        (
            "/:a/12/",
            "/article/un/",
            "would take the newspaper's own /page/…/",
        ),
        (
            "/:a/:b/atom.xml",
            "/atom.xml",
            "would take the newspaper's own /rubrique/…/atom.xml",
        ),
        (
            "/:a/articles/un.json",
            "/article/un/",
            "would take the newspaper's own /data/articles/….json",
        ),
        (
            "/:a/:b/:c/head.json",
            "/article/:c/",
            "would take the newspaper's own /data/sections/…/head.json",
        ),
        (
            "/:a/a.gif",
            "/article/un/",
            "would take the newspaper's own /images/a.gif",
        ),
        (
            "/rubrique/:a/page/:b/",
            "/rubrique/:a/",
            "would take the newspaper's own addresses below /rubrique/",
        ),
    ] {
        let said = Newsroom::new().redirecting(&[(from, to)]);
        assert!(said.contains(line), "{from} {to}: {line}\nis not in\n{said}");
        assert!(said.starts_with("redirects.json: $.redirects[0]"), "{said}");
    }
}

/// Below each of WordPress's plainest addresses is the article's page for phones.
#[test]
fn a_pattern_may_take_an_address_that_the_newspaper_does_not_have() {
    let said = Newsroom::new().redirecting(&[
        ("/:slug/amp/", "/article/:slug/"),
        ("/:slug/feed/", "/article/:slug/"),
        ("/:slug/page/", "/article/:slug/"),
    ]);
    assert!(!said.contains("error"), "{said}");
}

#[test]
fn circles_and_ways_over_others_are_errors_that_say_what_to_write() {
    let newsroom = Newsroom::new();
    let said = newsroom.redirecting(&[
        ("/a/", "/b/"),
        ("/b/", "/c?x"),
        ("/c", "/article/un/"),
        ("/d/", "/e/"),
        ("/e", "/d/"),
        ("/blog/:year/:slug/", "/vieux/:slug/"),
        ("/vieux/:name/", "/article/:name/"),
        ("/f", "https://www.jour.example/c/"),
    ]);
    for line in [
        "redirects[0].to: error: \"/b/\" is redirected itself, so readers and search engines would be sent on twice; write \"/article/un/?x\"",
        "redirects[1].to: error: \"/c?x\" is redirected itself, so readers and search engines would be sent on twice; write \"/article/un/?x\"",
        "redirects[3].to: error: \"/e/\" leads back to \"/d/\", in a circle",
        "redirects[4].to: error: \"/d/\" leads back to \"/e\", in a circle",
        "redirects[5].to: error: \"/vieux/:slug/\" is redirected itself, so readers and search engines would be sent on twice; write \"/article/:slug/\"",
        "redirects[7].to: error: \"https://www.jour.example/c/\" is redirected itself",
    ] {
        assert!(said.contains(line), "{line}\nis not in\n{said}");
    }
    assert!(
        !said.contains("redirects[2]") && !said.contains("redirects[6]"),
        "{said}"
    );
}

#[test]
fn one_address_has_one_redirect_however_it_is_written() {
    let newsroom = Newsroom::new();
    for (one, other) in [
        ("/a/", "/a"),
        ("/marché", "/march%C3%A9/"),
        ("/marché", "/marche\u{301}"),
        ("/%c3%a9", "/%C3%A9"),
        ("/?a=1&b=2", "/?b=2&a=1"),
        ("/spip.php?article1", "/spip.php?article1="),
        ("/x/:a/:b/", "/x/:c/:d"),
    ] {
        let said = newsroom.redirecting(&[(one, "/article/un/"), (other, "/article/un/")]);
        let line = "redirects[1].from: error: ";
        assert!(
            said.contains(line) && said.contains("is the same address as that of redirects[0]"),
            "{one} {other}: {said}"
        );
    }
    let said = newsroom.redirecting(&[("/x/:a/:b/", "/article/:b/"), ("/x/2019/:c/", "/article/:c/")]);
    let line = "redirects[1].from: error: nobody comes to \"/x/2019/:c/\": redirects[0] before it takes all of its addresses; move it before";
    assert!(said.contains(line), "{said}");
    for (one, other) in [
        ("/a", "/A"),
        ("/?p=1", "/?p=2"),
        ("/x/y/z", "/x/:a/:b"),
        ("/x?p=1", "/x"),
    ] {
        let said = newsroom.redirecting(&[(one, "/article/un/"), (other, "/rubrique/societe/")]);
        assert!(!said.contains("error"), "{one} {other}: {said}");
    }
}

#[test]
fn a_file_that_is_no_list_of_redirects_is_told() {
    let newsroom = Newsroom::new();
    for (text, line) in [
        ("", "redirects.json: $: error: the file is empty"),
        (
            "{\"version\": \"1.1\", \"redirects\": [,]}",
            "redirects.json: $: error: ",
        ),
        ("[]", "redirects.json: $: error: this must be an object"),
        (r#"{"redirects": []}"#, "\"version\" is missing"),
        (r#"{"version": "2.0", "redirects": []}"#, "does not read version"),
        (r#"{"version": "1.1"}"#, "\"redirects\" is missing"),
        (r#"{"version": "1.1", "redirects": {}}"#, "this is not a list"),
        (
            r#"{"version": "1.1", "redirects": ["/a"]}"#,
            "redirects[0]: error: this must be an object",
        ),
        (
            r#"{"version": "1.1", "redirects": [{"from": "/a"}]}"#,
            "\"to\" is missing",
        ),
        (
            r#"{"version": "1.1", "redirects": [{"from": "/a", "to": 3}]}"#,
            "redirects[0].to: error: this is not a text",
        ),
        (
            r#"{"version": "1.1", "redirects": [{"from": "/a", "to": "/article/un/", "status": 302}]}"#,
            "redirects[0].status: warning: nothing reads this key",
        ),
        (
            r#"{"version": "1.1", "redirects": [{"from": "/a", "from": "/b", "to": "/article/un/"}]}"#,
            "this is said twice",
        ),
    ] {
        let said = newsroom.with_redirects(text);
        assert!(said.contains(line), "{text}: {line}\nis not in\n{said}");
    }
}

#[test]
fn members_engine_is_hidden_by_no_redirect() {
    let mut newsroom = Newsroom::new();
    let redirects = [("/api/x", "/article/un/"), ("/api/:a/:b/", "/article/:b/")];
    let said = newsroom.redirecting(&redirects);
    assert!(!said.contains("redirects[0]"), "{said}");
    assert!(
        said.contains(
            "redirects[1].from: error: \"/api/:a/:b/\" would take the newspaper's own addresses below /api/"
        ),
        "{said}"
    );
    newsroom.site["membership"] = json!("pocketbase");
    let said = newsroom.redirecting(&redirects);
    assert!(
        said.contains("redirects[0].from: error: \"/api/x\" is where the membership engine answers"),
        "{said}"
    );
}

#[test]
fn below_a_path_the_newspaper_s_own_addresses_are_those_of_that_path() {
    let mut newsroom = Newsroom::new();
    newsroom.site["url"] = json!("https://jour.example/le");
    let said = newsroom.redirecting(&[
        ("/article/un/", "/article/un/"),
        ("/article/:a", "/article/:a/"),
        ("/:a/", "/article/:a/"),
    ]);
    assert!(
        said.contains("redirects[2].from: error: \"/:a/\" would take the newspaper's own front page"),
        "{said}"
    );
    assert!(
        !said.contains("redirects[0]") && !said.contains("redirects[1]"),
        "{said}"
    );
    let said = newsroom.redirecting(&[
        ("/le/article/un/", "/"),
        ("/:a/:b/", "/article/:b/"),
        ("/le/article/:a/", "/article/:a/"),
    ]);
    assert!(
        said.contains("redirects[0].from: error: \"/le/article/un/\" is an address of this newspaper"),
        "{said}"
    );
    assert!(
        said.contains("redirects[1].from: error: \"/:a/:b/\" would take the newspaper's own /abonnement/"),
        "{said}"
    );
    assert!(
        said.contains("redirects[2].from: error: \"/le/article/:a/\" would take"),
        "{said}"
    );
}

#[test]
fn what_a_host_leaves_out_is_told_once_for_each_host() {
    let newsroom = Newsroom::new();
    let many: Vec<(String, String)> = (0..2_431)
        .map(|number| (format!("/{number}/"), "/article/un/".to_owned()))
        .collect();
    let patterns = (0..99).map(|number| (format!("/{number}/:a/:b/:c/"), "/article/:c/".to_owned()));
    let wide = [("/:a/:b/:c/:d/".to_owned(), "/article/:d/".to_owned())];
    let asked = [
        ("/?p=1".to_owned(), "/article/un/".to_owned()),
        ("/spip.php?article1".to_owned(), "/article/un/".to_owned()),
    ];
    let all: Vec<(String, String)> = many
        .into_iter()
        .chain(patterns)
        .chain(wide)
        .chain(asked)
        .collect();
    let all: Vec<(&str, &str)> = all
        .iter()
        .map(|(from, to)| (from.as_str(), to.as_str()))
        .collect();
    let said = newsroom.redirecting(&all);
    for line in [
        "$.redirects: warning: Netlify does not follow the one redirect whose query is a word without a value; nothing",
        // Two lines let older pages of lists through.
        "$.redirects: warning: Cloudflare Pages does not follow the 2 redirects with a query, nor the 431 redirects without placeholders after the first 2,000, nor the 2 redirects with placeholders after the first 100; nothing",
        "$.redirects: warning: GitHub Pages does not follow the 2 redirects with a query, nor the 100 redirects with placeholders; nothing",
    ] {
        assert!(said.contains(line), "{line}\nis not in\n{said}");
    }
    assert!(said.lines().count() <= 4, "{said}");
}

/// A hundredth of a second for each would be minutes: nothing may be asked of every other.
#[test]
fn twenty_thousand_redirects_are_checked_in_a_moment() {
    let newsroom = Newsroom::new();
    let time = |count: usize| {
        let redirects: Vec<Value> = (0..count)
            .map(|number| match number % 2 {
                0 => json!({"from": format!("/2019/03/{number}-l-été/"), "to": "/article/un/"}),
                _ => json!({"from": format!("/?p={number}"), "to": "/article/un/"}),
            })
            .collect();
        let text = json!({"version": "1.1", "redirects": redirects}).to_string();
        let begin = Instant::now();
        let said = newsroom.with_redirects(&text);
        assert!(!said.contains("error"), "{said}");
        begin.elapsed()
    };
    let (few, many) = (time(2_000), time(20_000));
    assert!(
        many < few * 25 + Duration::from_secs(1),
        "{few:?} for 2,000, {many:?} for 20,000"
    );
}
