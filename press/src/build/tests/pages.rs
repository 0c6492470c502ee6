//! The pages, as a reader, a preview and a search engine find them.

use super::*;

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

/// Browsers know neither how to read `ara` aloud nor in which direction.
#[test]
fn a_newspaper_says_its_language_by_the_code_that_browsers_know() {
    for (written, html) in [
        ("fra", "<html lang=\"fr\">"),
        ("ara-ML", "<html lang=\"ar-ML\" dir=\"rtl\">"),
        ("ar-arz", "<html lang=\"ar-arz\" dir=\"rtl\">"),
        ("pnb", "<html lang=\"pnb\" dir=\"rtl\">"),
    ] {
        let site = Site {
            in_language: written.into(),
            ..site()
        };
        let article = Article {
            in_language: written.into(),
            ..article(0)
        };
        let pages = pages_of(site, vec![article]);
        for (name, page) in pages {
            assert!(page.starts_with(html), "{name}: {page}");
        }
    }
}
