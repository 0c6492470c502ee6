//! What hosts are told of old addresses, and when.

use std::io::Read;

use super::*;

impl Newsroom {
    fn redirect(&self, redirects: &[(&str, &str)]) {
        let lines = redirects
            .iter()
            .map(|(from, to)| format!(r#"{{"from": {from:?}, "to": {to:?}}}"#));
        let lines: Vec<String> = lines.collect();
        let text = format!(r#"{{"version": "1.1", "redirects": [{}]}}"#, lines.join(", "));
        self.write("redirects.json", &text);
    }

    fn for_host(&self, name: &str) -> String {
        fs::read_to_string(self.path("site").join(name)).unwrap_or_default()
    }
}

/// All that hosts are told.
const TOLD: [&str; 6] = [
    "_redirects",
    ".press/hosts/nginx.conf",
    ".press/hosts/nginx-redirects.conf",
    ".press/hosts/Caddyfile",
    ".press/hosts/cloudfront-function.js",
    ".press/hosts/redirects.json",
];

#[test]
fn a_newspaper_without_old_addresses_tells_hosts_of_none() {
    let newsroom = Newsroom::new(&site(), &[article(1)]).lay_shell();
    newsroom.publish();
    let before: Vec<String> = TOLD.iter().map(|name| newsroom.for_host(name)).collect();
    let is_told = |text: &String| text.contains("kiosque_redirect") || text.contains("redirected");
    assert!(!before.iter().any(is_told));
    assert!(!newsroom.path("site/_redirects").exists());
    newsroom.redirect(&[("/vieux/", "/article/jour-0001/")]);
    newsroom.publish();
    fs::remove_file(newsroom.path("content/redirects.json")).unwrap();
    newsroom.publish();
    let after: Vec<String> = TOLD.iter().map(|name| newsroom.for_host(name)).collect();
    assert_eq!(before, after, "what is taken back is nowhere");
}

#[test]
fn other_redirects_rewrite_nothing_but_what_hosts_read() {
    let articles: Vec<Article> = (0..40).map(article).collect();
    let newsroom = Newsroom::new(&site(), &articles).lay_shell();
    newsroom.redirect(&[("/vieux/", "/article/jour-0001/")]);
    newsroom.publish();
    assert_eq!(newsroom.publish().written, 0);
    newsroom.redirect(&[("/vieux/", "/article/jour-0002/")]);
    let published = newsroom.publish();
    // Those that hold redirects, and the pages for GitHub.
    assert_eq!(published.written, TOLD.len(), "{published:?}");
    assert_eq!(published.removed, 0);
    for name in TOLD.iter().filter(|name| **name != ".press/hosts/nginx.conf") {
        assert!(newsroom.for_host(name).contains("/article/jour-0002/"), "{name}");
    }
    assert_eq!(newsroom.publish().written, 0);
}

/// A slug may say what nobody is to know yet.
#[test]
fn a_redirect_to_what_waits_waits_too() {
    let mut waiting = article(5);
    waiting.slug = "le-ministre-demissionne".into();
    waiting.date_published = "2024-08-02T07:00:00Z".into();
    let newsroom = Newsroom::new(&site(), &[article(1), waiting]).lay_shell();
    newsroom.redirect(&[
        ("/vieux/", "/article/jour-0001/"),
        ("/secret-1/", "/article/le-ministre-demissionne/?a#b"),
        (
            "/secret-2/",
            "https://www.jour.example/article/le-ministre-demissionne/",
        ),
        ("/?p=3", "/article/le-ministre-demissionne/"),
    ]);
    newsroom.publish();
    let traces = |newsroom: &Newsroom| -> Vec<&str> {
        let archive = pages(newsroom)
            .into_iter()
            .map(|(name, page)| name + &page)
            .collect::<String>();
        let is_told = |name: &&str| newsroom.for_host(name).contains("demissionne");
        let mut told: Vec<&str> = TOLD.into_iter().filter(is_told).collect();
        told.extend(archive.contains("secret").then_some("archive"));
        told
    };
    assert_eq!(traces(&newsroom), [""; 0]);
    assert!(
        newsroom
            .for_host("_redirects")
            .contains("/vieux/ /article/jour-0001/ 301")
    );
    newsroom.publish_at(at("2024-08-02T07:00:00Z"));
    let told = [&TOLD[..1], &TOLD[2..], &["archive"]].concat();
    assert_eq!(traces(&newsroom), told);
}

/// The files of the archive for GitHub Pages.
fn pages(newsroom: &Newsroom) -> BTreeMap<String, String> {
    let packed = fs::read(newsroom.path("site/.press/hosts/github-pages.tar.gz")).unwrap();
    let mut archive = tar::Archive::new(flate2::read::GzDecoder::new(packed.as_slice()));
    let entries = archive.entries().unwrap().map(|entry| {
        let mut entry = entry.unwrap();
        let name = entry.path().unwrap().to_str().unwrap().to_owned();
        let mut page = String::new();
        entry.read_to_string(&mut page).unwrap();
        (name, page)
    });
    entries.collect()
}

#[test]
fn github_s_pages_lead_on_without_a_script_and_lie_where_the_old_addresses_were() {
    let newsroom = Newsroom::new(&site(), &[article(1)]).lay_shell();
    newsroom.redirect(&[
        ("/journal/2019/l%C3%A9gende/", "/article/jour-0001/?a=1&b=2"),
        ("/journal/article12.html", "/article/jour-0001/"),
        ("/journal/vieux.php", "/article/jour-0001/"),
        (
            "/journal/boutique",
            "https://boutique.example/\"><script>alert(1)</script>",
        ),
        ("/ailleurs/", "/article/jour-0001/"),
        ("/journal/?p=1", "/article/jour-0001/"),
        ("/journal/:year/:slug/", "/article/:slug/"),
    ]);
    let job = Job {
        base: "/journal/".into(),
        ..newsroom.job("site")
    };
    build(&job, &Progress::Silent).ok().unwrap();
    let pages = pages(&newsroom);
    assert_eq!(
        pages.keys().collect::<Vec<_>>(),
        [
            "2019/légende/index.html",
            "article12.html",
            "boutique/index.html",
            "vieux.php/index.html"
        ]
    );
    let page = &pages["2019/légende/index.html"];
    for part in [
        "<html lang=\"fr\">",
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'\">",
        "<link rel=\"canonical\" href=\"https://jour.example/article/jour-0001/?a=1&amp;b=2\">",
        "<meta http-equiv=\"refresh\" content=\"0; url=/journal/article/jour-0001/?a=1&amp;b=2\">",
        "<a href=\"/journal/article/jour-0001/?a=1&amp;b=2\">",
    ] {
        assert!(page.contains(part), "{part}\nis not in\n{page}");
    }
    assert!(pages.values().all(|page| !page.contains("<script")));
    let known = [&pages["boutique/index.html"], "%22%3E%3Cscript%3E"];
    assert!(known[0].contains(known[1]), "{}", known[0]);
}

/// Cloudflare takes 2,000 lines before the first with a placeholder, and none that is longer than 1,000 signs.
#[test]
fn cloudflare_reads_what_it_can_take_first() {
    let newsroom = Newsroom::new(&site(), &[article(1)]).lay_shell();
    let many: Vec<String> = (0..1_500).map(|number| format!("/été/{number}")).collect();
    let mut redirects: Vec<(&str, &str)> = many
        .iter()
        .map(|from| (from.as_str(), "/article/jour-0001/"))
        .collect();
    redirects.push(("/:a/:b/:c/:d", "/article/:d/"));
    redirects.push(("/?p=1", "/article/jour-0001/"));
    newsroom.redirect(&redirects);
    newsroom.publish();
    let text = newsroom.for_host("_redirects");
    // It skips comments, and lines of four words.
    let lines = text
        .lines()
        .filter(|line| !line.starts_with('#') && line.split(' ').count() == 3);
    let froms: Vec<&str> = lines.map(|line| line.split(' ').next().unwrap()).collect();
    let first = froms.iter().position(|from| from.contains([':', '*'])).unwrap();
    assert_eq!(first, 2_000);
    assert_eq!(
        froms[..2],
        ["/%C3%A9t%C3%A9/0", "/%C3%A9t%C3%A9/1"],
        "as given, all of them"
    );
    assert!(froms[1_499] == "/%C3%A9t%C3%A9/1499" && froms[1_500..2_000].contains(&"/%c3%a9t%c3%a9/0/"));
    assert_eq!(
        froms[first..],
        ["/rubrique/*", "/auteur/*", "/:a/:b/:c/:d/"],
        "{text}"
    );
    assert!(
        text.contains("\n/ p=1 /article/jour-0001/ 301!\n"),
        "Netlify: the front page is a file"
    );
    let unique: std::collections::HashSet<&&str> = froms.iter().collect();
    assert_eq!(unique.len(), froms.len());
}

/// Beyond 10 KB a function is refused, and the redirects lie in a store.
#[test]
fn many_redirects_lie_in_cloudfront_s_store_and_not_in_its_function() {
    let newsroom = Newsroom::new(&site(), &[article(1)]).lay_shell();
    let many: Vec<String> = (0..20_000)
        .map(|number| format!("/2019/03/{number}-un-titre/"))
        .collect();
    for (count, has_store) in [(20, false), (20_000, true), (20, false)] {
        let redirects: Vec<(&str, &str)> = many[..count]
            .iter()
            .map(|from| (from.as_str(), "/article/jour-0001/"))
            .collect();
        newsroom.redirect(&redirects);
        newsroom.publish();
        let function = newsroom.for_host(".press/hosts/cloudfront-function.js");
        assert!(function.len() <= 10_240, "{}", function.len());
        assert_eq!(function.contains("cf.kvs()"), has_store, "{count}");
        let store = newsroom.for_host(".press/hosts/cloudfront-redirects.json");
        assert_eq!(store.is_empty(), !has_store, "{count}");
        if has_store {
            let store: serde_json::Value = serde_json::from_str(&store).unwrap();
            let items = store["data"].as_array().unwrap();
            assert_eq!(items.len(), count);
            assert!(items.contains(
                &serde_json::json!({"key": "/2019/03/7-un-titre", "value": "/article/jour-0001/"})
            ));
        }
    }
}

#[test]
fn a_file_that_only_a_redirect_leads_to_is_published() {
    let newsroom = Newsroom::new(&site(), &[article(1)]);
    fs::create_dir_all(newsroom.path("content/files")).unwrap();
    newsroom.put("files/Plan.TXT", b"Plan");
    newsroom.publish();
    assert!(!newsroom.files().contains_key("files/Plan.txt"));
    newsroom.redirect(&[("/plan.doc", "/files/Plan.TXT")]);
    newsroom.publish();
    assert_eq!(newsroom.files()["files/Plan.txt"], "Plan");
}

/// Readers who come over a date and an old slug would be sent on twice, and the newsroom cannot list every date.
#[test]
fn hosts_lead_at_once_who_comes_over_a_placeholder_to_a_mended_slug() {
    let newsroom = Newsroom::new(&site(), &[article(1)]).lay_shell();
    newsroom.redirect(&[
        ("/:year/:month/:slug/", "/article/:slug/"),
        ("/article/ancien/", "/article/jour-0001/"),
    ]);
    newsroom.publish();
    let told = newsroom.for_host("_redirects");
    let [led, given] = [
        "/:a/:b/ancien/ /article/jour-0001/ 301",
        "/:a/:b/:c/ /article/:c/ 301",
    ]
    .map(|line| told.find(line));
    assert!(led.is_some() && led < given, "{told}");
    // Where Cloudflare has no room for all, what the newsroom wrote goes before.
    let mut many: Vec<(String, String)> = (0..99)
        .map(|number| (format!("/{number}/:a/:slug/"), "/article/:slug/".to_owned()))
        .collect();
    many.push((
        "/:year/:month/:day/:slug/".to_owned(),
        "/article/:slug/".to_owned(),
    ));
    many.push(("/article/ancien/".to_owned(), "/article/jour-0001/".to_owned()));
    let many: Vec<(&str, &str)> = many
        .iter()
        .map(|(from, to)| (from.as_str(), to.as_str()))
        .collect();
    newsroom.redirect(&many);
    newsroom.publish();
    let told = newsroom.for_host("_redirects");
    assert_eq!(
        told.lines().filter(|line| line.contains("/:a/")).count(),
        100,
        "{told}"
    );
    assert!(!told.contains("/:a/ancien/"), "{told}");
    assert!(
        newsroom
            .for_host(".press/hosts/nginx-redirects.conf")
            .contains("/ancien/?")
    );
}
