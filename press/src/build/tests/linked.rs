//! Files that an article links to.

use super::*;
use crate::links;

const PDF: &[u8] = b"%PDF-1.7\n%%EOF\n";

fn linking(hrefs: &[&str]) -> Article {
    let links = hrefs
        .iter()
        .map(|href| format!(r#"{{"text": "ici", "marks": [{{"type": "link", "href": "{href}"}}]}}"#));
    let body: Article = decode(&format!(
        r#"{{"version": "1.0", "slug": "x", "headline": "x", "body": [{{"type": "paragraph", "spans": [{}]}}]}}"#,
        [r#"{"text": "Lire "}"#.to_owned()].into_iter().chain(links).collect::<Vec<_>>().join(",")
    ))
    .unwrap();
    Article {
        body: body.body,
        ..article(0)
    }
}

fn newsroom(hrefs: &[&str], files: &[(&str, &[u8])]) -> Newsroom {
    let newsroom = Newsroom::new(&site(), &[linking(hrefs), article(1)]).lay_shell();
    for (name, bytes) in files {
        let path = newsroom.path("content").join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        newsroom.put(name, bytes);
    }
    newsroom
}

#[test]
fn what_an_article_links_to_is_there_with_its_weight_beside_the_link() {
    let newsroom = newsroom(
        &[
            "/images/Rapport annuel 2023.pdf",
            "/files/%C3%A9t%C3%A9/son.MP3#t=10",
            "/rss.xml",
            "/rubrique/a/atom.xml",
            "/sitemap.xml",
        ],
        &[
            ("images/Rapport annuel 2023.pdf", PDF),
            ("files/e\u{301}te\u{301}/son.MP3", b"ID3\x04\0"),
            ("files/nobody.pdf", PDF),
        ],
    );
    newsroom.publish();
    let files = newsroom.files();
    assert!(files.contains_key("images/Rapport annuel 2023.pdf"));
    assert!(files.contains_key("files/été/son.mp3"), "{:?}", files.keys());
    assert!(!files.contains_key("files/nobody.pdf"), "nobody links to it");
    let page = &files["article/jour-0000/index.html"];
    for part in [
        "<a href=\"/images/Rapport%20annuel%202023.pdf\">ici</a> (PDF, 15\u{a0}octets)",
        "<a href=\"/files/%C3%A9t%C3%A9/son.mp3#t=10\">ici</a> (MP3, 5\u{a0}octets)",
        "<a href=\"/sitemap.xml\">ici</a>",
    ] {
        assert!(page.contains(part), "{part}\n{page}");
    }
    for name in [
        "rss.xml",
        "atom.xml",
        "feed.json",
        "data/articles/jour-0000.json",
        "data/ninjs/jour-0000.json",
    ] {
        let text = &files[name];
        assert!(text.contains("(PDF, 15\u{a0}octets)"), "{name}: {text}");
        assert!(
            text.contains("/images/Rapport%20annuel%202023.pdf"),
            "{name}: {text}"
        );
    }

    // Another file of the same name weighs something else, in all of them.
    let longer = [PDF, &[b' '; 2_000]].concat();
    newsroom.put("images/Rapport annuel 2023.pdf", &longer);
    newsroom.publish();
    let files = newsroom.files();
    for name in [
        "article/jour-0000/index.html",
        "rss.xml",
        "data/articles/jour-0000.json",
    ] {
        assert!(files[name].contains("(PDF, 2\u{a0}Ko)"), "{name}");
    }
    assert_eq!(files["images/Rapport annuel 2023.pdf"].len(), 2_015);
}

/// What a browser would run in the newspaper's name is not published, nor what lies outside of the content folder.
#[test]
fn no_active_file_is_published_whatever_it_is_called() {
    for (name, bytes) in [
        ("images/evil.html", &b"<script>alert(1)</script>"[..]),
        (
            "images/evil.svg",
            b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
        ),
        ("files/evil.js", b"alert(1)"),
        ("files/evil.xhtml", b"<html/>"),
        ("files/evil.HTML", b"<html/>"),
        ("files/evil.pdf", b"<!DOCTYPE html><script>alert(1)</script>"),
        ("files/evil.txt", b"\n <script>alert(1)</script>"),
        ("files/evil.csv", b"\xef\xbb\xbf<html>"),
        ("images/evil.png", b"<svg onload='alert(1)'/>"),
        ("files/evil", PDF),
        ("files/.evil.pdf", PDF),
    ] {
        let newsroom = newsroom(&[&format!("/{name}")], &[(name, bytes)]);
        let built = build(&newsroom.job("site"), &Progress::Silent);
        assert!(matches!(built, Err(Stop::Content)), "{name}");
        assert!(!newsroom.path("site").join(name).exists(), "{name}");
    }
    for (name, bytes) in [
        (
            "favicon.svg",
            &b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"[..],
        ),
        (
            "icons/a.svg",
            b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
        ),
        ("icons/a.png", b"<script>"),
    ] {
        let newsroom = newsroom(&[], &[(name, bytes)]);
        let built = build(&newsroom.job("site"), &Progress::Silent);
        assert!(matches!(built, Err(Stop::Content)), "{name}");
    }
    // What is no icon is left where it lies.
    let newsroom = newsroom(
        &[],
        &[("icons/evil.html", b"<script>"), ("icons/evil.js", b"alert(1)")],
    );
    newsroom.publish();
    assert!(!newsroom.path("site/icons").exists());
}

#[test]
#[cfg(unix)]
fn nothing_from_outside_of_the_content_folder_is_published() {
    use std::os::unix::fs::symlink;
    for name in [
        "files/out.pdf",
        "files/folder",
        "files",
        "images/a.gif",
        "images",
        "articles/jour-0001.json",
        "articles",
        "icons/a.png",
        "icons",
        "favicon.svg",
        "site.json",
    ] {
        let mut one = linking(&["/files/folder/out.pdf", "/files/out.pdf"]);
        one.image = decode_image();
        let newsroom = Newsroom::new(&site(), &[one, article(1)]).lay_shell();
        fs::create_dir_all(newsroom.path("content/files/folder")).unwrap();
        fs::create_dir_all(newsroom.path("content/icons")).unwrap();
        newsroom.lay_picture(GIF);
        newsroom.put("files/out.pdf", PDF);
        newsroom.put("files/folder/out.pdf", PDF);
        newsroom.put("favicon.svg", br#"<svg xmlns="http://www.w3.org/2000/svg"/>"#);
        newsroom.put("icons/a.png", b"\x89PNG\r\n\x1a\n");
        newsroom.publish();
        let before = newsroom.files();
        let inside = newsroom.path("content").join(name);
        let outside = newsroom.path("outside");
        fs::rename(&inside, &outside).unwrap();
        symlink(&outside, &inside).unwrap();
        let built = build(&newsroom.job("site"), &Progress::Silent);
        assert!(built.is_err(), "{name}");
        assert!(newsroom.files() == before, "{name}: the site is as it was");
        assert!(
            check::command(&newsroom.path("content"), now(), crate::report::Format::Short).is_err(),
            "{name}"
        );
    }
}

/// A Mac writes é as two characters, and other systems as one.
#[test]
fn however_names_are_composed_they_are_the_same() {
    let mut mac = linking(&["/files/e\u{301}te\u{301}.pdf"]);
    mac.keywords = vec!["e\u{301}conomie".into()];
    mac.author[0].name = "Ne\u{301}ne\u{301}".into();
    mac.article_section.name = "Socie\u{301}te\u{301}".into();
    let mut other = article(3);
    other.keywords = vec!["économie".into()];
    other.author[0].name = "Néné".into();
    other.article_section.name = "Société".into();
    let mut site = site();
    site.authors[0].name = "Néné".into();
    site.sections[0].name = "Société".into();
    let newsroom = Newsroom::new(&site, &[mac, other]).lay_shell();
    fs::create_dir_all(newsroom.path("content/files")).unwrap();
    newsroom.put("files/été.pdf", PDF);
    newsroom.publish();
    let files = newsroom.files();
    assert!(files.contains_key("files/été.pdf"));
    assert!(
        files.values().all(|text| !text.contains('\u{301}')),
        "it is written in one way"
    );
    let related = slugs(&served(&files, 3).related).contains(&"jour-0000");
    assert!(related, "they have a keyword in common");
}

/// A page that was there for the last build may be gone for this one, and one that is not there yet may come.
#[test]
fn a_link_to_a_page_of_older_articles_leads_to_one_that_is_written() {
    let hrefs = [
        "/page/2/",
        "/data/pages/2.json",
        "/rubrique/b/page/1/",
        "/sitemap-2020-03.xml",
    ];
    let files = [
        "page/2/index.html",
        "data/pages/2.json",
        "rubrique/b/page/1/index.html",
        "sitemap-2020-03.xml",
    ];
    let articles: Vec<Article> = [linking(&hrefs)]
        .into_iter()
        .chain((1..93).map(article))
        .collect();
    let newsroom = Newsroom::new(&site(), &articles).lay_shell();
    newsroom.publish();
    let before = newsroom.files();
    for file in files {
        assert!(before.contains_key(file), "{file}");
    }
    // The 62nd article of section b begins a page, so without it there is none.
    newsroom.withdraw(&slug(2));
    for afresh in [false, true] {
        let job = Job {
            afresh,
            ..newsroom.job("site")
        };
        assert!(matches!(build(&job, &Progress::Silent), Err(Stop::Content)));
        assert!(newsroom.files() == before, "the site is as it was");
    }
    newsroom.lay(&article(2));
    newsroom.publish();

    // Whoever waits is held against what is there by then, and who does not, against what is there now.
    let mut later = article(92);
    later.date_published = "2024-09-01T08:00:00Z".into();
    newsroom.lay(&later);
    assert!(matches!(
        build(&newsroom.job("site"), &Progress::Silent),
        Err(Stop::Content)
    ));
    newsroom.lay(&article(0));
    let waiting = Article {
        body: linking(&hrefs).body,
        ..later
    };
    newsroom.lay(&waiting);
    newsroom.publish();
    newsroom.publish_at(at("2024-09-01T08:00:00Z"));
}

#[test]
fn the_page_to_sign_in_at_is_linked_to_where_this_build_has_members() {
    let newsroom = newsroom(&["/connexion/"], &[]);
    let with = |membership| Job {
        membership: Some(membership),
        ..newsroom.job("site")
    };
    build(&with(Membership::Pocketbase), &Progress::Silent)
        .ok()
        .unwrap();
    assert!(newsroom.files().contains_key("connexion/index.html"));
    let built = build(&with(Membership::None), &Progress::Silent);
    assert!(matches!(built, Err(Stop::Content)));
}

/// A reader's browser, and any host, decodes an address once.
#[test]
fn a_file_is_read_at_its_address_whatever_signs_its_name_has() {
    let names = [
        "a%20b.pdf",
        "c d.pdf",
        "e+f.pdf",
        "g#h.pdf",
        "i?j.pdf",
        "k\"l.pdf",
        "m'n.pdf",
        "o%.pdf",
        "<p&q>.pdf",
        "r;s=t.pdf",
    ];
    let hrefs: Vec<String> = names
        .iter()
        .map(|name| links::address(&format!("files/{name}"), ""))
        .collect();
    let hrefs: Vec<&str> = hrefs.iter().map(String::as_str).collect();
    let laid: Vec<(String, &[u8])> = names.iter().map(|name| (format!("files/{name}"), PDF)).collect();
    let laid: Vec<(&str, &[u8])> = laid.iter().map(|(name, bytes)| (name.as_str(), *bytes)).collect();
    let newsroom = newsroom(&hrefs, &laid);
    newsroom.publish();
    let files = newsroom.files();
    let page = &files["article/jour-0000/index.html"];
    let base = url::Url::parse("https://jour.example/article/jour-0000/").unwrap();
    let links: Vec<String> = page
        .split("href=\"/files/")
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
        .map(|href| {
            href.replace("&amp;", "&")
                .replace("&lt;", "<")
                .replace("&gt;", ">")
        })
        .map(|href| base.join(&format!("/files/{href}")).unwrap().path().to_owned())
        .map(|path| {
            percent_encoding::percent_decode_str(&path)
                .decode_utf8()
                .unwrap()
                .into_owned()
        })
        .collect();
    assert_eq!(links.len(), names.len(), "{page}");
    for (link, name) in links.iter().zip(names) {
        assert_eq!(link, &format!("/files/{name}"));
        assert!(files.contains_key(&format!("files/{name}")), "{name}");
    }
}
