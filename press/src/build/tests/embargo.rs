//! An article whose time has not come is nowhere, and everywhere once it has.

use kiosque::contract::{Plan, SiteLink};

use super::*;

const SECRET: &str = "Le ministre démissionne";
const DUE: &str = "2026-11-28T07:00:00Z";

/// A body whose words lead to an article, in every kind of block.
pub fn links_to(slug: &str) -> Vec<Block> {
    links_in_blocks(
        &format!("/article/{slug}/?utm=a#fin"),
        &format!("https://jour.example/article/{slug}/"),
    )
}

fn links_in_blocks(below: &str, in_full: &str) -> Vec<Block> {
    let link = |href: &str| {
        format!(
            r#"[{{"text": "Notre enquête", "marks": [{{"type": "strong"}}, {{"type": "link", "href": "{href}"}}]}}]"#
        )
    };
    let [below_link, full_link] = [link(below), link(in_full)];
    let article: Article = decode(&format!(
        r#"{{"version": "1.0", "slug": "x", "headline": "x", "body": [
            {{"type": "paragraph", "spans": {below_link}}}, {{"type": "heading", "level": 2, "spans": {full_link}}},
            {{"type": "list", "items": [{below_link}]}}, {{"type": "quote", "spans": {full_link}}},
            {{"type": "table", "rows": [[{{"spans": {below_link}}}]]}},
            {{"type": "embed", "url": "{below}", "title": "À lire", "providerName": "Le Jour"}},
            {{"type": "box", "title": "Repères", "body": [{{"type": "pullQuote", "spans": {below_link}}}]}}]}}"#
    ))
    .unwrap();
    article.body
}

/// A newsroom links to what the press writes beside a page, and its address is written in many ways.
#[test]
fn no_spelling_of_an_address_tells_of_what_waits() {
    for href in [
        "/data/articles/secret.json",
        "/data/ninjs/secret.json",
        "https://jour.example/data/articles/secret.json",
        "http://www.jour.example:80//article/secret/",
        "https://www.facebook.com/sharer.php?u=https%3A%2F%2Fjour.example%2Farticle%2Fsecret%2F",
    ] {
        let mut leading = article(3);
        leading.body = links_in_blocks(href, href);
        let mut site = site();
        site.links = vec![SiteLink {
            name: "L’enquête".into(),
            url: href.into(),
        }];
        site.plans = vec![plan(href)];
        site.contact = Some(contact());
        let newsroom = Newsroom::new(&site, &[article(1), article(2), leading, waiting()]).lay_shell();
        newsroom.lay_picture(GIF);
        newsroom.put("images/lettre.gif", GIF);
        newsroom.publish_at(at("2026-11-28T06:59:59Z"));
        let before = newsroom.files();
        assert_eq!(traces(&before), [""; 0], "{href}");
        assert!(before["article/jour-0003/index.html"].contains("<strong>Notre enquête</strong>"));

        newsroom.publish_at(at(DUE));
        let after = newsroom.files();
        for name in [
            "article/jour-0003/index.html",
            "data/articles/jour-0003.json",
            "data/site.json",
            "data/plans.json",
        ] {
            assert!(after[name].contains(href), "{name} does not lead to {href}");
        }
    }
}

/// An article that waits until [`DUE`], with a picture and a file that nothing else has.
fn waiting() -> Article {
    let mut one = article(5);
    one.slug = "secret".into();
    one.id = "secret".into();
    one.headline = SECRET.into();
    one.date_published = DUE.into();
    one.keywords.push("remaniement".into());
    one.image = decode_image();
    one.body = decode::<Article>(
        r#"{"version": "1.0", "slug": "x", "headline": "x", "body": [{"type": "paragraph", "spans": [
            {"text": "La lettre", "marks": [{"type": "link", "href": "/images/lettre.gif"}]}]}]}"#,
    )
    .unwrap()
    .body;
    one
}

fn plan(checkout: &str) -> Plan {
    Plan {
        url: Some(checkout.into()),
        ..decode::<kiosque::contract::Plans>(
            r#"{"version": "1.0", "plans": [{"id": "m", "name": "Mensuel", "amount": 1, "currency": "XOF", "interval": "month"}]}"#,
        )
        .unwrap()
        .plans
        .remove(0)
    }
}

fn contact() -> kiosque::contract::Contact {
    kiosque::contract::Contact {
        telephone: Some("20 00 00 00".into()),
        ..Default::default()
    }
}

/// A newspaper that leads to what waits wherever it can.
fn newsroom() -> Newsroom {
    let mut leading = article(3);
    leading.body = links_to("secret");
    leading.related = vec![decode_summary("secret")];
    let mut site = site();
    site.front_page = vec!["secret".into()];
    site.links = vec![SiteLink {
        name: "L’enquête".into(),
        url: "/article/secret/".into(),
    }];
    site.plans = vec![plan("https://jour.example/article/secret/")];
    site.contact = Some(contact());
    let articles = [article(1), article(2), leading, article(4), waiting()];
    let newsroom = Newsroom::new(&site, &articles).lay_shell();
    newsroom.lay_picture(GIF);
    newsroom.put("images/lettre.gif", GIF);
    newsroom
}

/// The files that say anything of the article that waits.
fn traces(files: &BTreeMap<String, String>) -> Vec<&str> {
    let tells = |text: &str| {
        [
            "secret",
            SECRET,
            "remaniement",
            "2026-11",
            "pictures/a-",
            "lettre.gif",
        ]
        .iter()
        .any(|word| text.contains(word))
    };
    let traces = files.iter().filter(|(name, text)| tells(name) || tells(text));
    traces.map(|(name, _)| name.as_str()).collect()
}

#[test]
fn what_waits_is_in_no_file_and_can_be_guessed_nowhere() {
    let newsroom = newsroom();
    let built = newsroom.publish_at(at("2026-11-28T06:59:59Z"));
    let before = newsroom.files();
    assert_eq!(traces(&before), [""; 0]);
    assert_eq!(
        built.waiting.told().as_deref(),
        Some("1 article waits: articles/secret.json is due at 2026-11-28T07:00:00+00:00")
    );
    let memory = fs::read(newsroom.path("site/.press/memory")).unwrap();
    assert!(
        !memory
            .windows(SECRET.len())
            .any(|words| words == SECRET.as_bytes()),
        "the press's own folder tells nobody"
    );
    let page = &before["article/jour-0003/index.html"];
    assert_eq!(
        page.matches("<strong>Notre enquête</strong>").count(),
        6,
        "the words stay: {page}"
    );
    assert!(
        !page.contains("À lire"),
        "a card without what it shows says nothing"
    );

    assert_eq!(built.waiting.next(), Some(at(DUE)));
    let built = newsroom.publish_at(at(DUE));
    assert_eq!((built.waiting.next(), built.waiting.told()), (None, None));
    let after = newsroom.files();
    for name in [
        "article/secret/index.html",
        "data/articles/secret.json",
        "data/ninjs/secret.json",
        "images/lettre.gif",
        "index.html",
        "data/home.json",
        "data/site.json",
        "data/plans.json",
        "article/jour-0001/index.html",
        "article/jour-0003/index.html",
        "data/articles/jour-0003.json",
        "data/ninjs/jour-0003.json",
        "auteur/bou/index.html",
        "rubrique/b/rss.xml",
        "rubrique/a/feed.json",
        "rss.xml",
        "atom.xml",
        "feed.json",
        "sitemap.xml",
        "sitemap-2026-11.xml",
        "sitemap-news.xml",
        "404.html",
    ] {
        assert!(traces(&after).contains(&name), "{name} does not tell of it");
    }
    assert!(traces(&after).iter().any(|name| name.starts_with("pictures/a-")));
    assert_eq!(
        after["article/jour-0003/index.html"]
            .matches("/article/secret/?utm=a#fin")
            .count(),
        5
    );
}

#[test]
fn an_article_that_is_put_off_vanishes_with_its_pictures() {
    let newsroom = newsroom();
    newsroom.publish_at(at("2026-11-28T06:00:00Z"));
    let before = newsroom.files();
    newsroom.publish_at(at(DUE));
    // The clock alone is set back: no file changed.
    newsroom.publish_at(at("2026-11-28T06:00:00Z"));
    assert_eq!(newsroom.files(), before);
    newsroom.publish_at(at(DUE));
    let mut later = waiting();
    later.date_published = "2026-12-24T07:00:00+01:00".into();
    newsroom.lay(&later);
    newsroom.publish_at(at(DUE));
    assert_eq!(newsroom.files(), before);
    assert!(!newsroom.path("site/article/secret").exists());
}

#[test]
fn a_year_mistyped_empties_no_sitemap_and_dates_no_feed() {
    let mut mistyped = article(9);
    mistyped.date_published = "2062-11-28T07:00:00Z".into();
    let mut updated = article(8);
    updated.date_modified = Some("2062-11-28T07:00:00Z".into());
    let newsroom = Newsroom::new(&site(), &[article(7), updated, mistyped]).lay_shell();
    let built = newsroom.publish_at(at(&article(9).date_published));
    assert!(
        built
            .waiting
            .told()
            .unwrap()
            .contains("jour-0009.json is due at 2062-11-28")
    );
    let files = newsroom.files();
    assert!(files["sitemap-news.xml"].contains("/article/jour-0008/"));
    assert!(
        files["rss.xml"].contains("<lastBuildDate>Thu, 9 Jan 2020"),
        "{}",
        files["rss.xml"]
    );
    assert!(
        files.values().all(|text| !text.contains("2062")),
        "{:?}",
        files.keys()
    );
}

#[test]
fn an_update_is_told_of_at_its_time_though_no_file_changed() {
    let mut one = article(3);
    one.date_modified = Some(DUE.into());
    let newsroom = Newsroom::new(&site(), &[article(1), article(2), one]).lay_shell();
    let built = newsroom.publish_at(at("2026-11-28T06:00:00Z"));
    assert_eq!(
        (built.waiting.next(), built.waiting.told()),
        (Some(at(DUE)), None)
    );
    let before = newsroom.files();
    assert!(before.values().all(|text| !text.contains("2026")));
    assert_eq!(
        newsroom.publish_at(at("2026-11-28T06:30:00Z")).published.written,
        0
    );
    newsroom.publish_at(at(DUE));
    let after = newsroom.files();
    for name in [
        "article/jour-0003/index.html",
        "data/articles/jour-0003.json",
        "data/ninjs/jour-0003.json",
        "atom.xml",
        "rubrique/a/feed.json",
        "sitemap-2020-01.xml",
        "sitemap.xml",
    ] {
        assert!(after[name].contains("2026-11-28T07:00:00+00:00"), "{name}");
    }
    newsroom.publish_at(at("2026-11-28T06:00:00Z"));
    assert_eq!(newsroom.files(), before);
}

/// Readers, feeds and search engines would be told that a story was corrected before it was there.
#[test]
fn an_update_before_the_publication_is_told_nowhere() {
    let mut one = article(3);
    one.date_modified = Some("2019-03-05T08:00:00Z".into());
    let newsroom = Newsroom::new(&site(), &[one]).lay_shell();
    newsroom.publish();
    let told = newsroom
        .files()
        .into_iter()
        .find(|(_, text)| text.contains("2019-03-05"));
    assert_eq!(told, None);
}

#[test]
fn a_newspaper_may_begin_with_what_waits() {
    let newsroom = Newsroom::new(&site(), &[waiting()]).lay_shell();
    newsroom.lay_picture(GIF);
    newsroom.put("images/lettre.gif", GIF);
    newsroom.publish();
    let before = newsroom.files();
    assert_eq!(traces(&before), [""; 0]);
    assert!(before.contains_key("index.html") && before.contains_key("rss.xml"));
    newsroom.publish_at(at(DUE));
    assert!(newsroom.files()["index.html"].contains(SECRET));
}

#[test]
fn a_preview_says_on_each_page_that_it_is_one() {
    let newsroom = newsroom();
    let job = Job {
        now: Timestamp::MAX,
        preview: true,
        ..newsroom.job("site")
    };
    build(&job, &Progress::Silent).ok().unwrap();
    let files = newsroom.files();
    assert!(files.contains_key("article/secret/index.html"));
    for (name, page) in files.iter().filter(|(name, _)| name.ends_with(".html")) {
        assert!(page.contains("Aperçu à ne pas publier"), "{name}");
        assert!(
            page.contains("<meta name=\"robots\" content=\"noindex\">"),
            "{name}"
        );
        assert!(
            page.contains("rel=\"canonical\" href=\"\""),
            "{name} names no address to find it at"
        );
    }
    assert_eq!(files["robots.txt"], "User-agent: *\nDisallow: /\n");

    newsroom.publish();
    let files = newsroom.files();
    assert_eq!(traces(&files), [""; 0]);
    assert!(
        files.values().all(|text| !text.contains("Aperçu")),
        "the next build leaves nothing of it"
    );
}
