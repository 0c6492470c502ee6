//! What a newspaper's readers fetch, from newspapers of every size.

mod again;
mod compressed;

use std::{
    cell::Cell,
    collections::BTreeMap,
    fs::{self, File},
    time::{Duration, SystemTime},
};

use kiosque::contract::{Article, Author, Block, Comments, ListHead, ListPage, Section, Span, decode};
use tempfile::TempDir;

use super::*;

/// A newsroom's content folder, and the site that is built from it.
struct Newsroom {
    folder: TempDir,
    /// Each file is a minute younger than the one before, and none so young that it could change unseen.
    clock: Cell<u64>,
}

impl Newsroom {
    fn new(site: &Site, articles: &[Article]) -> Self {
        let newsroom = Self {
            folder: TempDir::new().unwrap(),
            clock: Cell::new(0),
        };
        fs::create_dir_all(newsroom.path("content/articles")).unwrap();
        newsroom.write("site.json", &serde_json::to_string(site).unwrap());
        articles.iter().for_each(|article| newsroom.lay(article));
        newsroom
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Writes a file of the content folder.
    fn write(&self, name: &str, text: &str) {
        self.put(name, text.as_bytes());
    }

    fn put(&self, name: &str, bytes: &[u8]) {
        let path = self.path("content").join(name);
        fs::write(&path, bytes).unwrap();
        self.clock.set(self.clock.get() + 60);
        let long_ago = SystemTime::UNIX_EPOCH + Duration::from_secs(1_600_000_000 + self.clock.get());
        File::options()
            .write(true)
            .open(&path)
            .unwrap()
            .set_modified(long_ago)
            .unwrap();
    }

    fn lay_picture(&self, bytes: &[u8]) {
        fs::create_dir_all(self.path("content/images")).unwrap();
        self.put("images/a.gif", bytes);
    }

    fn lay(&self, article: &Article) {
        let name = format!("articles/{}.json", article.slug);
        self.write(&name, &serde_json::to_string(article).unwrap());
    }

    fn withdraw(&self, slug: &str) {
        fs::remove_file(self.path("content/articles").join(format!("{slug}.json"))).unwrap();
    }

    /// Lays a page to print into, such as Trunk makes.
    fn lay_shell(self) -> Self {
        fs::create_dir_all(self.path("site")).unwrap();
        fs::write(self.path("site/index.html"), SHELL).unwrap();
        self
    }

    fn job(&self, out: &str) -> Job {
        Job {
            content: self.path("content"),
            cache: self.path("cache"),
            out: self.path(out),
            base: "/".into(),
            membership: None,
            pictures_may_miss: false,
            afresh: false,
            precompress: false,
        }
    }

    fn publish(&self) -> Published {
        build(&self.job("site"), &Progress::Silent).ok().unwrap()
    }

    /// The site's files by name, but the press's own.
    fn files(&self) -> BTreeMap<String, String> {
        files_in(&self.path("site"))
    }
}

fn files_in(root: &Path) -> BTreeMap<String, String> {
    let mut files = BTreeMap::new();
    let mut folders = vec![root.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let name = path.strip_prefix(root).unwrap().to_str().unwrap().to_owned();
            if name == ".press" {
                continue;
            } else if path.is_dir() {
                folders.push(path);
            } else {
                files.insert(
                    name,
                    String::from_utf8_lossy(&fs::read(path).unwrap()).into_owned(),
                );
            }
        }
    }
    files
}

/// The smallest GIF, 1 × 1.
const GIF: &[u8] = b"GIF89a\x01\0\x01\0\x80\0\0\0\0\0\xff\xff\xff,\0\0\0\0\x01\0\x01\0\0\x02\x02D\x01\0;";

const SHELL: &str = concat!(
    "<html lang=\"\"><title></title><meta name=\"description\" content=\"\"><link rel=\"canonical\" href=\"\">",
    "<link rel=\"icon\" href=\"\"><div id=\"app\"></div><script id=\"kiosque\" type=\"application/json\"></script>"
);

fn site() -> Site {
    decode(
        r#"{"version": "1.0", "name": "Le Jour", "inLanguage": "fr", "timeZone": "Africa/Bamako",
            "url": "https://jour.example", "sections": [{"slug": "a", "name": "A"}, {"slug": "b", "name": "B"}],
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
            name: author[..1].to_uppercase() + &author[1..],
            job_title: None,
        }],
        keywords: vec![format!("mot{}", day % 5)],
        body: vec![Block::Paragraph {
            spans: vec![Span {
                text: format!("Ce qui se passa le jour {day}."),
                marks: Vec::new(),
            }],
        }],
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
    let newsroom = Newsroom::new(&site, &articles);
    newsroom.publish();
    newsroom.files()
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
    for count in [1, 12, 61, 62, 63, 111, 112, 250] {
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
        assert!(head.articles.len() < lists::PAGE + 12, "the head is small");
    }
}

#[test]
fn to_read_next_come_the_picks_then_what_shares_most_then_the_newest() {
    let mut articles: Vec<Article> = (0..40).map(article).collect();
    articles[20].related = vec![decode_summary(&slug(1))];
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
        r#"{"version": "1.0", "id": "0", "slug": "jour-0000", "inLanguage": "fr", "headline": "Quoi ?",
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

/// The pages of a newspaper.
fn pages(articles: usize) -> BTreeMap<String, String> {
    pages_of(site(), (0..articles).map(article).collect())
}

fn pages_of(site: Site, articles: Vec<Article>) -> BTreeMap<String, String> {
    let newsroom = Newsroom::new(&site, &articles).lay_shell();
    newsroom.publish();
    let mut pages = newsroom.files();
    pages.retain(|name, _| name.ends_with(".html"));
    pages
}

#[test]
fn every_address_is_a_page_that_reads_by_itself() {
    let pages = pages(150);
    for (name, pieces) in [
        ("index.html", ["Jour 149", "href=\"/article/jour-0149/\""]),
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
        150
    );
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
    let newsroom = Newsroom::new(&site(), &[article(0), one]).lay_shell();
    newsroom.lay_picture(GIF);
    newsroom.publish();
    let mut pages = newsroom.files();
    pages.retain(|name, _| name.ends_with(".html"));
    let page = &pages["article/jour-0001/index.html"];
    let hash = page
        .split("/pictures/a-")
        .nth(1)
        .unwrap()
        .split('-')
        .next()
        .unwrap();
    for meta in [
        "<meta property=\"og:type\" content=\"article\">",
        "<meta property=\"og:url\" content=\"https://jour.example/article/jour-0001/\">",
        &format!("<meta property=\"og:image\" content=\"https://jour.example/pictures/a-{hash}-card.jpg\">"),
        "<meta property=\"og:image:width\" content=\"1\">",
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
    // The picture has one pixel: every proportion of it is the whole.
    for (number, crop) in ["1", "1", "1"].into_iter().enumerate() {
        let url = format!("https://jour.example/pictures/a-{hash}-{crop}.jpg");
        assert_eq!(story["image"][number]["url"], url);
        assert!(
            newsroom
                .path("site")
                .join(url.trim_start_matches("https://jour.example/"))
                .is_file()
        );
    }
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
            "image": {"url": "/images/a.gif", "width": 1, "height": 1, "alt": "Un fleuve"}}"#,
    )
    .unwrap();
    article.image
}
