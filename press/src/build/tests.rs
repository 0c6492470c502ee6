//! What a newspaper's readers fetch, from newspapers of every size.

use std::collections::BTreeMap;

use kiosque::contract::{Author, Comments, ListHead, ListPage, Section, decode};

use super::*;

fn site() -> Site {
    decode(
        r#"{"version": "1.0", "name": "Le Jour", "inLanguage": "fr", "timeZone": "Africa/Bamako",
            "sections": [{"slug": "a", "name": "A"}, {"slug": "b", "name": "B"}],
            "authors": [{"slug": "awa", "name": "Awa"}, {"slug": "bou", "name": "Bou"}]}"#,
    )
    .unwrap()
}

/// The article published on a day counted from 2020: a number is a slug that sorts.
fn article(day: usize) -> Article {
    let date = jiff::Timestamp::from_second(1_577_836_800 + 86_400 * i64::try_from(day).unwrap()).unwrap();
    let (section, author) = if day.is_multiple_of(3) {
        ("a", "awa")
    } else {
        ("b", "bou")
    };
    Article {
        version: "1.0".into(),
        id: day.to_string(),
        slug: slug(day),
        in_language: "fr".into(),
        headline: format!("Jour {day} : le titre"),
        date_published: date.to_string(),
        article_section: Section {
            slug: section.into(),
            name: section.to_uppercase(),
        },
        author: vec![Author {
            slug: author.into(),
            name: author.into(),
            job_title: None,
        }],
        keywords: vec![format!("mot{}", day % 5)],
        comments: Some(Comments {
            access: kiosque::contract::Access::Subscribers,
        }),
        ..decode(r#"{"version": "1.0", "slug": "x", "headline": "x"}"#).unwrap()
    }
}

fn slug(day: usize) -> String {
    format!("jour-{day:04}")
}

fn files(site: Site, articles: Vec<Article>) -> BTreeMap<String, String> {
    let mut output = Output::new(std::path::Path::new("nowhere"));
    derive(site, articles, "/", None, &mut output).ok().unwrap();
    output
        .files()
        .map(|(name, bytes)| (name.to_owned(), String::from_utf8(bytes.to_vec()).unwrap()))
        .collect()
}

fn newspaper(articles: usize) -> BTreeMap<String, String> {
    files(site(), (0..articles).map(article).collect())
}

fn served(files: &BTreeMap<String, String>, day: usize) -> Article {
    decode(&files[&format!("data/articles/{}.json", slug(day))]).unwrap()
}

fn slugs(summaries: &[kiosque::contract::Summary]) -> Vec<&str> {
    summaries.iter().map(|summary| summary.slug.as_str()).collect()
}

#[test]
fn the_order_of_the_files_changes_nothing() {
    let mut articles: Vec<Article> = (0..30).map(article).collect();
    let one = files(site(), articles.clone());
    articles.reverse();
    assert_eq!(files(site(), articles), one);
}

#[test]
fn every_article_is_once_in_the_lists_it_belongs_to() {
    for count in [0, 1, 11, 12, 13, 23, 24, 25, 36, 100] {
        let files = newspaper(count);
        let front: kiosque::contract::FrontPage = decode(&files["data/home.json"]).unwrap();
        let mut listed = Vec::new();
        for number in (1..=front.pages).rev() {
            let page: ListPage = decode(&files[&format!("data/pages/{number}.json")]).unwrap();
            assert!(
                number == front.pages || page.articles.len() == lists::PAGE,
                "only the newest may be short"
            );
            listed.extend(page.articles.iter().map(|summary| summary.slug.clone()));
        }
        let newest_first: Vec<String> = (0..count).rev().map(slug).collect();
        assert_eq!(listed, newest_first);

        let mut of_section = Vec::new();
        let head: ListHead = decode(&files["data/sections/b/head.json"]).unwrap();
        of_section.extend(slugs(&head.articles).into_iter().map(str::to_owned));
        for number in (1..=head.pages).rev() {
            let page: ListPage = decode(&files[&format!("data/sections/b/{number}.json")]).unwrap();
            assert_eq!(page.articles.len(), lists::PAGE);
            of_section.extend(page.articles.iter().map(|summary| summary.slug.clone()));
        }
        let expected: Vec<String> = (0..count)
            .rev()
            .filter(|day| !day.is_multiple_of(3))
            .map(slug)
            .collect();
        assert_eq!(of_section, expected);
        assert!(head.articles.len() < 2 * lists::PAGE);
    }
}

#[test]
fn a_new_article_rewrites_a_bounded_number_of_files_and_no_full_page() {
    let before = newspaper(300);
    let after = newspaper(301);
    let changed: Vec<&String> = after
        .keys()
        .filter(|name| before.get(*name) != after.get(*name))
        .collect();
    assert!(changed.len() <= 150, "{} files", changed.len());
    for name in &changed {
        let number = name
            .rsplit('/')
            .next()
            .and_then(|file| file.strip_suffix(".json")?.parse::<usize>().ok());
        let full =
            number.is_some_and(|number| number <= 300 / lists::PAGE && name.starts_with("data/pages/"));
        assert!(!full && !name.starts_with("data/sections/a/1"), "{name} was full");
    }
    let oldest = after.keys().find(|name| name.contains("jour-0000")).unwrap();
    assert_eq!(before[oldest], after[oldest], "an old article says what it said");
}

#[test]
fn a_new_article_is_announced_in_a_handful_of_files() {
    let before = newspaper(300);
    let mut changed = newspaper(301);
    changed.retain(|name, text| before.get(name) != Some(text));
    let is_document =
        |name: &str| name.ends_with(".html") || (name.starts_with("data/") && !name.contains("ninjs"));
    changed.retain(|name, _| !is_document(name));
    // Day 300 is in section a, by Awa.
    let expected = [
        "atom.xml",
        "auteur/awa/atom.xml",
        "auteur/awa/feed.json",
        "auteur/awa/rss.xml",
        "data/ninjs/jour-0300.json",
        "feed.json",
        "rss.xml",
        "rubrique/a/atom.xml",
        "rubrique/a/feed.json",
        "rubrique/a/rss.xml",
        "sitemap-2020-10.xml",
        "sitemap-news.xml",
        "sitemap.xml",
    ];
    assert_eq!(changed.keys().collect::<Vec<_>>(), expected);
}

#[test]
fn to_read_next_come_the_picks_then_what_shares_most_then_the_newest() {
    let mut articles: Vec<Article> = (0..40).map(article).collect();
    articles[20].related = vec![
        decode_summary(&slug(1)),
        decode_summary("gone"),
        decode_summary(&slug(20)),
    ];
    let files = files(site(), articles);
    let article = served(&files, 20);
    // Day 20 has "mot0" and is in section b: days 35, 25 and 5 share both, days 30, 15 and 0 the keyword alone.
    assert_eq!(slugs(&article.related), [1, 35, 25, 10, 5, 30].map(slug));
}

fn decode_summary(slug: &str) -> kiosque::contract::Summary {
    let article: Article = decode(&format!(
        r#"{{"version": "1.0", "slug": "x", "headline": "x", "related": [{{"slug": "{slug}"}}]}}"#
    ))
    .unwrap();
    article.related[0].clone()
}

#[test]
fn an_article_offers_six_others_whatever_it_shares() {
    let files = newspaper(8);
    for day in 0..8 {
        let article = served(&files, day);
        assert_eq!(article.related.len(), 6);
        assert!(!slugs(&article.related).contains(&slug(day).as_str()));
    }
    assert!(served(&newspaper(1), 0).related.is_empty());
}

#[test]
fn each_author_has_their_seven_newest_others() {
    let mut articles: Vec<Article> = (0..40).map(article).collect();
    let bou = articles[1].author[0].clone();
    articles[39].author.push(bou);
    let files = files(site(), articles);
    let article = served(&files, 39);
    let [awa, bou] = article.author_articles.as_slice() else {
        panic!("{:?}", article.author_articles)
    };
    assert_eq!(slugs(&awa.articles), [36, 33, 30, 27, 24, 21, 18].map(slug));
    assert_eq!(slugs(&bou.articles), [38, 37, 35, 34, 32, 31, 29].map(slug));
}

#[test]
fn dates_are_in_the_newspaper_s_own_time() {
    let mut winter = article(0);
    winter.date_published = "2024-01-15T23:30:00Z".into();
    winter.date_modified = Some("2024-07-15T23:30:00Z".into());
    let paris = Site {
        time_zone: "Europe/Paris".into(),
        ..site()
    };
    let article = served(&files(paris, vec![winter]), 0);
    assert_eq!(article.date_published, "2024-01-16T00:30:00+01:00");
    assert_eq!(
        article.date_modified.as_deref(),
        Some("2024-07-16T01:30:00+02:00")
    );
}

#[test]
fn french_is_spaced_everywhere_but_in_another_language() {
    let article: Article = decode(
        r#"{"version": "1.0", "slug": "jour-0000", "inLanguage": "fr", "headline": "Quoi ?",
            "datePublished": "2024-01-15T08:00:00Z", "description": "Oui : non",
            "articleSection": {"slug": "a", "name": "A"}, "author": [{"slug": "awa", "name": "Awa"}],
            "body": [{"type": "paragraph", "spans": [{"text": "Elle dit «"}, {"text": "Yes!",
                "marks": [{"type": "language", "lang": "en"}]}, {"text": "»."}]},
                {"type": "box", "title": "Et ?", "body": [{"type": "list", "items": [[{"text": "À 10 % !"}]]}]}]}"#,
    )
    .unwrap();
    let files = files(site(), vec![article]);
    let text = &files["data/articles/jour-0000.json"];
    for piece in [
        "Quoi\u{202f}?",
        "Oui\u{a0}: non",
        "dit «\u{a0}",
        "\"Yes!\"",
        "\u{a0}».",
        "Et\u{202f}?",
        "10\u{a0}%\u{202f}!",
    ] {
        assert!(text.contains(piece), "{piece:?} in {text}");
    }
    assert_eq!(served(&files, 0).word_count, Some(8));
    assert!(files["data/sections/a/head.json"].contains("Quoi\u{202f}?"));
}

#[test]
fn the_front_page_opens_with_what_the_editors_chose() {
    let site = Site {
        front_page: vec![slug(3), slug(7)],
        ..site()
    };
    let files = files(site, (0..20).map(article).collect());
    let front: kiosque::contract::FrontPage = decode(&files["data/home.json"]).unwrap();
    assert_eq!(front.lead.map(|lead| lead.slug), Some(slug(3)));
    assert_eq!(slugs(&front.secondaries), [7, 19, 18, 17].map(slug));
    let shown: Vec<&str> = front
        .sections
        .iter()
        .flat_map(|section| slugs(&section.articles))
        .collect();
    assert_eq!(shown.len(), 8);
    assert!(
        !shown.contains(&slug(3).as_str()) && !shown.contains(&slug(19).as_str()),
        "no story twice"
    );
}

#[test]
fn what_is_gone_from_the_newspaper_goes_from_the_site() {
    let out = tempfile::TempDir::new().unwrap();
    let publish = |articles: usize| {
        let mut output = Output::new(out.path());
        derive(
            site(),
            (0..articles).map(article).collect(),
            "/",
            None,
            &mut output,
        )
        .ok()
        .unwrap();
        output.write().ok().unwrap();
    };
    publish(3);
    let gone = out.path().join("data/articles/jour-0002.json");
    assert!(gone.exists());
    publish(2);
    assert!(!gone.exists());
    assert!(out.path().join("data/articles/jour-0001.json").exists());
}

/// The pages of a newspaper around a shell such as Trunk makes.
fn pages(articles: usize) -> BTreeMap<String, String> {
    pages_of(site(), (0..articles).map(article).collect())
}

fn pages_of(site: Site, articles: Vec<Article>) -> BTreeMap<String, String> {
    let html = concat!(
        "<html lang=\"\"><title></title><meta name=\"description\" content=\"\"><link rel=\"canonical\" href=\"\">",
        "<link rel=\"icon\" href=\"\"><div id=\"app\"></div><script id=\"kiosque\" type=\"application/json\"></script>"
    );
    let mut output = Output::new(std::path::Path::new("nowhere"));
    let shell = Shell { html: html.into() };
    derive(site, articles, "/", Some(shell), &mut output)
        .ok()
        .unwrap();
    output
        .files()
        .filter(|(name, _)| name.ends_with(".html"))
        .map(|(name, bytes)| (name.to_owned(), String::from_utf8(bytes.to_vec()).unwrap()))
        .collect()
}

#[test]
fn every_address_is_a_page_that_reads_by_itself() {
    let pages = pages(40);
    for (name, pieces) in [
        ("index.html", ["Jour 39", "href=\"/article/jour-0039/\""]),
        ("page/1/index.html", ["Jour 0\u{a0}:", "href=\"/page/2/\""]),
        (
            "article/jour-0020/index.html",
            [
                "<h1 tabindex=\"-1\">Jour 20",
                "/abonnement/?retour=/article/jour-0020/",
            ],
        ),
        (
            "rubrique/b/index.html",
            ["B</h1>", "href=\"/rubrique/b/page/1/\""],
        ),
        (
            "rubrique/b/page/1/index.html",
            ["B, page\u{a0}1", "Jour 1\u{a0}:"],
        ),
        (
            "auteur/bou/index.html",
            ["Bou</h1>", "href=\"/auteur/bou/page/1/\""],
        ),
        (
            "auteur/bou/page/1/index.html",
            ["Bou, page\u{a0}1", "Jour 1\u{a0}:"],
        ),
        ("abonnement/index.html", ["Abonnements</h1>", "href=\"/\""]),
        ("404.html", ["Cette page n’existe pas", "href=\"/rubrique/a/\""]),
    ] {
        let page = &pages[name];
        for piece in pieces {
            assert!(page.contains(piece), "{piece} is not in {name}: {page}");
        }
        assert!(!page.contains("skeleton"), "{name} waits for something");
        assert_eq!(page.matches("<h1").count(), 1, "{name}");
    }
    assert_eq!(
        pages.keys().filter(|name| name.starts_with("article/")).count(),
        40
    );
}

#[test]
fn a_full_page_of_a_list_is_written_once() {
    let (before, after) = (pages(60), pages(61));
    // A list's newest page links to the next once there is one, and then stays.
    for name in [
        "page/1/index.html",
        "page/4/index.html",
        "rubrique/b/page/1/index.html",
    ] {
        assert_eq!(before[name], after[name], "{name}");
    }
}

/// The linked data of a page, as a search engine reads it.
fn linked(page: &str) -> Vec<serde_json::Value> {
    let scripts = page.split("<script type=\"application/ld+json\">").skip(1);
    scripts
        .map(|script| serde_json::from_str(script.split("</script>").next().unwrap()).unwrap())
        .collect()
}

#[test]
fn a_preview_and_a_search_engine_know_an_article() {
    let mut one = article(1);
    one.image = decode_image();
    one.date_modified = Some("2020-01-03T08:00:00Z".into());
    let site = Site {
        url: "https://jour.example".into(),
        ..site()
    };
    let pages = pages_of(site, vec![article(0), one]);
    let page = &pages["article/jour-0001/index.html"];
    for meta in [
        "<meta property=\"og:type\" content=\"article\">",
        "<meta property=\"og:url\" content=\"https://jour.example/article/jour-0001/\">",
        "<meta property=\"og:image\" content=\"https://jour.example/images/a.jpg\">",
        "<meta property=\"og:image:width\" content=\"1600\">",
        "<meta property=\"article:published_time\" content=\"2020-01-02T00:00:00+00:00\">",
        "<meta property=\"article:modified_time\" content=\"2020-01-03T08:00:00+00:00\">",
        "<meta property=\"article:section\" content=\"B\">",
        "<meta name=\"twitter:card\" content=\"summary_large_image\">",
    ] {
        assert_eq!(page.matches(meta).count(), 1, "{meta} in {page}");
    }
    let [story, trail] = &linked(page)[..] else {
        panic!("{page}");
    };
    assert_eq!(story["@type"], "NewsArticle");
    assert_eq!(story["headline"], "Jour 1\u{a0}: le titre");
    assert_eq!(story["datePublished"], "2020-01-02T00:00:00+00:00");
    assert_eq!(story["image"][0]["url"], "https://jour.example/images/a.jpg");
    assert_eq!(story["author"][0]["url"], "https://jour.example/auteur/bou/");
    assert_eq!(story["publisher"]["name"], "Le Jour");
    assert_eq!(story["isAccessibleForFree"], true);
    let trail = trail["itemListElement"].as_array().unwrap();
    let trail: Vec<_> = trail
        .iter()
        .map(|item| (item["position"].as_u64(), item["item"].as_str()))
        .collect();
    assert_eq!(
        trail,
        [
            (Some(1), Some("https://jour.example/")),
            (Some(2), Some("https://jour.example/rubrique/b/")),
            (Some(3), Some("https://jour.example/article/jour-0001/")),
        ]
    );
    let author = &linked(&pages["auteur/bou/index.html"])[0];
    assert_eq!(author["@type"], "ProfilePage");
    assert_eq!(author["mainEntity"]["name"], "Bou");
    assert_eq!(linked(&pages["index.html"])[0]["@type"], "WebSite");
    assert!(
        pages
            .values()
            .flat_map(|page| linked(page))
            .all(|linked| !linked.to_string().contains("null")),
        "what is not known is not said"
    );
}

fn decode_image() -> Option<kiosque::contract::Image> {
    let article: Article = decode(
        r#"{"version": "1.0", "slug": "x", "headline": "x",
            "image": {"url": "/images/a.jpg", "width": 1600, "height": 900, "alt": "Un fleuve"}}"#,
    )
    .unwrap();
    article.image
}
