//! What other programs know the newspaper's articles by, where they find things, and when these were.

use regex::Regex;

use super::*;

/// Every identity that programs are told: RSS, Atom (with the feed's own), JSON Feed, ninjs.
fn identities(files: &BTreeMap<String, String>) -> BTreeMap<String, Vec<String>> {
    let found = Regex::new(r#"<guid[^>]*>([^<]*)|<id>([^<]*)|"id":"(tag:[^"]*)|"uri":"(tag:[^"]*)"#).unwrap();
    let of = |text: &String| -> Vec<String> {
        let captures = found.captures_iter(text);
        let texts = captures.map(|one| one.iter().skip(1).flatten().map(|it| it.as_str()).collect());
        texts.collect()
    };
    let programs = ["rss.xml", "atom.xml", "feed.json"];
    let is_read = |name: &str| name.contains("ninjs") || programs.iter().any(|end| name.ends_with(end));
    let read = files.iter().filter(|(name, _)| is_read(name));
    read.map(|(name, text)| (name.clone(), of(text))).collect()
}

/// Three articles around New Year, whose years are others by other clocks.
fn around_new_year() -> Vec<Article> {
    [
        "2022-06-01T08:00:00Z",
        "2023-12-31T23:50:00Z",
        "2024-01-01T00:10:00Z",
    ]
    .iter()
    .enumerate()
    .map(|(day, date)| Article {
        id: format!("{day} é"),
        date_published: (*date).into(),
        ..article(day)
    })
    .collect()
}

fn in_antiquity() -> Vec<Article> {
    let year = |(day, year)| Article {
        date_published: format!("{year}-06-01T08:00:00Z"),
        ..article(day)
    };
    [(1, "0099"), (2, "0099"), (3, "0001")].map(year).into()
}

fn published(site: &Site, articles: &[Article], kept: Option<&str>) -> BTreeMap<String, String> {
    let newsroom = Newsroom::new(site, articles);
    if let Some(kept) = kept {
        newsroom.write("identities.json", kept);
    }
    newsroom.publish();
    newsroom.files()
}

/// Feed readers and agencies would get every story a second time.
#[test]
fn an_article_stays_what_it_is_when_its_date_the_host_or_the_zone_is_mended() {
    let with_feed_id = Site {
        feed_id: "tag:jour.example,2024:".into(),
        ..site()
    };
    let before = identities(&published(&with_feed_id, &around_new_year(), None));
    assert_eq!(
        before["data/ninjs/jour-0001.json"],
        ["tag:jour.example,2024:1%20%C3%A9"]
    );
    assert_eq!(before["atom.xml"].len(), 4);
    for (url, zone) in [
        ("https://www.jour.example", "Africa/Bamako"),
        ("https://ailleurs.example/le", "Pacific/Kiritimati"),
        ("http://127.0.0.1:8080", "America/Adak"),
    ] {
        let moved = Site {
            url: url.into(),
            time_zone: zone.into(),
            ..with_feed_id.clone()
        };
        let mut articles = around_new_year();
        // From one side of New Year to the other; the order in the feeds is the same.
        articles[1].date_published = "2024-01-01T00:05:00Z".into();
        assert_eq!(
            identities(&published(&moved, &articles, None)),
            before,
            "{url}, {zone}"
        );
    }
}

/// The newspaper says nothing of it yet: what has been published is what it was.
#[test]
fn without_a_feed_id_articles_are_known_as_they_were() {
    let ids = identities(&published(&site(), &around_new_year(), None));
    assert_eq!(
        ids["data/ninjs/jour-0000.json"],
        ["tag:jour.example,2022:0%20%C3%A9"]
    );
    assert_eq!(
        ids["data/ninjs/jour-0001.json"],
        ["tag:jour.example,2023:1%20%C3%A9"]
    );
    assert_eq!(
        ids["atom.xml"],
        [
            "https://jour.example/atom.xml",
            "tag:jour.example,2024:2%20%C3%A9",
            "tag:jour.example,2023:1%20%C3%A9",
            "tag:jour.example,2022:0%20%C3%A9"
        ]
    );
}

#[test]
fn what_the_check_proposes_changes_no_identity() {
    let proposed = |newsroom: &Newsroom| {
        let folder = crate::content::Folder::open(&newsroom.path("content"))
            .ok()
            .unwrap();
        let (report, _) = crate::check::published(&folder, now());
        let said: String = report.problems().iter().map(|it| format!("{it}\n")).collect();
        let feed_id = said
            .split("\"feedId\": \"")
            .nth(1)
            .and_then(|rest| rest.split('"').next());
        (feed_id.unwrap_or_default().to_owned(), said)
    };
    for (url, articles) in [
        ("https://jour.example", around_new_year()),
        ("https://jour.example", vec![article(1), article(2)]),
        ("http://www.Jour.example:8080/le", vec![article(1), article(2)]),
        ("https://été.example", vec![article(1), article(2)]),
        ("http://[2001:db8::1]:8080", vec![article(1), article(2)]),
        ("http://[::1]/le", around_new_year()),
        ("https://jour.example", in_antiquity()),
        ("http://[::1]:8080", in_antiquity()),
    ] {
        let without = Site {
            url: url.into(),
            ..site()
        };
        let newsroom = Newsroom::new(&without, &articles);
        newsroom.publish();
        let before = identities(&newsroom.files());
        for id in before.values().flatten() {
            assert!(
                !id.starts_with("tag:") || crate::syndication::identity::wrong_with_tag(id, now()).is_none(),
                "{id}"
            );
        }
        let (feed_id, said) = proposed(&newsroom);
        if said.contains("run `kiosque identities ") {
            crate::identities::command(&newsroom.path("content"), now(), crate::report::Format::Short)
                .ok()
                .unwrap();
            let (again, said) = proposed(&newsroom);
            assert_eq!(again, feed_id);
            assert!(!said.contains("run `press"), "{said}");
        }
        let with = Site { feed_id, ..without };
        newsroom.write("site.json", &serde_json::to_string(&with).unwrap());
        newsroom.publish();
        assert_eq!(identities(&newsroom.files()), before, "{said}");
        assert_eq!(proposed(&newsroom).0, "", "it is proposed once");
        assert!(
            crate::identities::command(&newsroom.path("content"), now(), crate::report::Format::Short)
                .is_err()
        );
    }
}

/// A newspaper that comes from another system keeps what that one told.
#[test]
fn what_is_kept_goes_before_and_is_no_other_s() {
    let with = Site {
        feed_id: "tag:jour.example,2024:".into(),
        ..site()
    };
    let kept = r#"{"articles": {"0 é": "https://ancien.example/?p=12", "perdu": "urn:x:1"}}"#;
    let ids = identities(&published(&with, &around_new_year(), Some(kept)));
    assert!(
        ids["rss.xml"].contains(&"https://ancien.example/?p=12".to_owned()),
        "{ids:?}"
    );

    let newsroom = Newsroom::new(&with, &around_new_year());
    for (kept, line) in [
        ("{", "identities.json: $: error: the file breaks off"),
        ("[]", "identities.json: $: error: this must be an object"),
        (
            r#"{"feeds": "x", "articles": {}}"#,
            "identities.json: $.feeds: error: feeds are known below an address",
        ),
        (
            r#"{"articles": {"a": "é:1"}}"#,
            "identities.json: $.articles.a: error: an article is known by a URI",
        ),
        (
            r#"{"articles": {"a": 1}}"#,
            "identities.json: $.articles.a: error: an article is known by a URI",
        ),
        (
            r#"{"articles": {"a": "tag:x,2024:1", "b": "tag:x,2024:1"}}"#,
            "identities.json: $.articles.b: error: the article \"a\" is known by \"tag:x,2024:1\", too",
        ),
    ] {
        newsroom.write("identities.json", kept);
        assert!(matches!(
            build(&newsroom.job("site"), &Progress::Silent),
            Err(Stop::Content)
        ));
        let folder = crate::content::Folder::open(&newsroom.path("content"))
            .ok()
            .unwrap();
        let report = crate::check::published(&folder, now()).0;
        let said: String = report.problems().iter().map(|it| format!("{it}\n")).collect();
        assert!(said.contains(line), "{line}\nis not in\n{said}");
    }
}

/// A newspaper whose host, path, pictures, icons and links are written in letters of its own.
fn in_letters() -> Newsroom {
    let mut site = Site {
        url: "https://été.example/marché".into(),
        ..site()
    };
    site.authors[0].image = decode_image().map(|image| kiosque::contract::Image {
        url: "/images/à/awa-é.gif".into(),
        ..image
    });
    site.links = vec![kiosque::contract::SiteLink {
        name: "Charte".into(),
        url: "https://été.example/légal?a=é".into(),
    }];
    let mut one = article(0);
    one.image = decode_image().map(|image| kiosque::contract::Image {
        url: "/images/marché-d-été.gif".into(),
        ..image
    });
    one.body = decode::<Article>(
        r#"{"version": "1.0", "slug": "x", "headline": "x", "body": [
            {"type": "paragraph", "spans": [
                {"text": "été", "marks": [{"type": "link", "href": "https://хабр.example/é|[b]?q=é#é"}]},
                {"text": "fichier", "marks": [{"type": "link", "href": "/images/été.gif?é#é"}]},
                {"text": "nous", "marks": [{"type": "link", "href": "https://été.example/marché/article/jour-0001/"}]},
                {"text": "lettre", "marks": [{"type": "link", "href": "mailto:aïda@été.example"}]}]},
            {"type": "image", "url": "/images/à/awa-é.gif", "width": 1, "height": 1, "alt": "x"},
            {"type": "embed", "url": "https://été.example/vidéo", "title": "Vidéo", "providerName": "Été"}]}"#,
    )
    .unwrap()
    .body;
    let newsroom = Newsroom::new(&site, &[one, article(1)]).lay_shell();
    fs::create_dir_all(newsroom.path("content/images/à")).unwrap();
    for name in ["images/marché-d-été.gif", "images/été.gif", "images/à/awa-é.gif"] {
        newsroom.put(name, GIF);
    }
    newsroom
}

/// W3C's feed validator calls it UriNotIri, InvalidFullLink, InvalidTAG or InvalidURIAttribute; other programs find nothing
/// there, or stop.
#[test]
fn every_address_that_a_program_reads_is_in_ascii_and_leads_to_its_file() {
    let newsroom = in_letters();
    newsroom.publish();
    // By RFC 3986.
    let uri = Regex::new(
        r"^([a-z][a-z0-9+.-]*:)?(//([A-Za-z0-9._~!$&'()*+,;=:@-]|%[0-9A-Fa-f]{2}|\[[0-9a-f:.]+\])*)?([A-Za-z0-9._~!$&'()*+,;=:@/-]|%[0-9A-Fa-f]{2})*(\?([A-Za-z0-9._~!$&'()*+,;=:@/?-]|%[0-9A-Fa-f]{2})*)?(#([A-Za-z0-9._~!$&'()*+,;=:@/?-]|%[0-9A-Fa-f]{2})*)?$",
    )
    .unwrap();
    // What the formats say addresses in: attributes, elements, keys.
    let places = Regex::new(concat!(
        r#"(?:href|src|url|content)(?:=|&#61;)(?:"|&quot;)((?:https?:|tag:|mailto:|/)[^"&<]*)"#,
        r#"|<(?:link|guid|id|uri|icon|loc|image:loc)(?: [^>]*)?>([^<]+)"#,
        r#"|"(?:url|uri|href|id|image|icon|favicon|src|item|feed_url|home_page_url|mainEntityOfPage|start_url|scope)":"((?:https?:|tag:|mailto:|/)[^"]*)""#,
    ))
    .unwrap();
    let mut seen = 0;
    let files = newsroom.files();
    for (name, text) in &files {
        if name.ends_with(".gif") || name.ends_with(".jpg") || name.ends_with(".avif") {
            continue;
        }
        for found in places.captures_iter(text) {
            let address = found.iter().skip(1).flatten().next().unwrap().as_str();
            assert!(uri.is_match(address), "{name} says {address}");
            seen += 1;
            // A host answers with the file of that name.
            let below = ["https://xn--t-9fab.example/march%C3%A9/", "/"];
            let path = below.iter().find_map(|begin| address.strip_prefix(begin));
            if let Some(path) =
                path.filter(|path| path.starts_with("pictures/") || path.starts_with("images/"))
            {
                let path = path.split(['?', '#']).next().unwrap();
                assert!(
                    files.contains_key(&decoded(path)),
                    "{name}: {address} leads nowhere"
                );
            }
        }
        for srcset in text
            .split("srcset=\"")
            .skip(1)
            .filter_map(|rest| rest.split('"').next())
        {
            for address in srcset.split(',').filter_map(|source| source.split(' ').next()) {
                assert!(uri.is_match(address), "{name} says {address}");
            }
        }
        for raw in [
            "été.example",
            "marché-d",
            "/images/é",
            "awa-é",
            "vidéo\"",
            "légal",
        ] {
            assert!(!text.contains(raw), "{name} says {raw}");
        }
    }
    assert!(seen > 200, "{seen} addresses");
    assert!(
        files["rss.xml"].contains(">tag:xn--t-9fab.example,2020:0<"),
        "{}",
        files["rss.xml"]
    );
}

fn decoded(path: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = path.as_bytes();
    while let Some((&first, after)) = rest.split_first() {
        rest = after;
        if first == b'%' {
            let digits = std::str::from_utf8(&rest[..2]).unwrap();
            bytes.push(u8::from_str_radix(digits, 16).unwrap());
            rest = &rest[2..];
        } else {
            bytes.push(first);
        }
    }
    String::from_utf8(bytes).unwrap()
}

/// Programs refuse offsets with seconds, and with them the whole feed; readers want the day it appeared on.
#[test]
fn an_archive_from_before_time_zones_is_dated_so_that_programs_read_it() {
    let mut old = article(0);
    old.date_published = "1905-01-01T00:00:00Z".into();
    old.date_modified = Some("1905-01-02T00:00:00Z".into());
    let mut first = article(1);
    first.date_published = "0001-06-01T00:00:00Z".into();
    let mut last = article(2);
    last.date_published = "9999-12-01T00:00:00Z".into();
    let newsroom = Newsroom::new(&site(), &[old, first, last]).lay_shell();
    newsroom.publish_at(Timestamp::MAX);
    let files = newsroom.files();
    let date = Regex::new(r"\d{4}-\d\d-\d\dT[^<\x22\\]*").unwrap();
    let rfc_3339 = Regex::new(r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d([+-]\d\d:\d\d|Z)$").unwrap();
    for (name, text) in &files {
        for found in date.find_iter(text) {
            assert!(
                rfc_3339.is_match(found.as_str()),
                "{name} says {}",
                found.as_str()
            );
            let is_readers = name.starts_with("data/") && !name.contains("ninjs");
            assert!(
                is_readers || found.as_str().ends_with("+00:00"),
                "{name} says {}",
                found.as_str()
            );
        }
    }
    let page = &files["article/jour-0000/index.html"];
    assert!(
        page.contains(
            "<time datetime=\"1905-01-01T00:00:00+00:00\">samedi 31\u{a0}décembre 1904 à 23:43</time>"
        ),
        "{page}"
    );
    assert_eq!(served(&files, 0).date_published, "1904-12-31T23:43:00-00:17");
    assert!(files["rss.xml"].contains("<pubDate>Sun, 1 Jan 1905 00:00:00 +0000</pubDate>"));
    assert!(files["rss.xml"].contains(" Jun 0001 00:00:00 +0000</pubDate>"));
    assert!(files["article/jour-0001/index.html"].contains(" 31\u{a0}mai 1 à 23:43<"));
    for month in ["1904-12", "0001-05", "9999-12"] {
        assert!(files.contains_key(&format!("sitemap-{month}.xml")), "{month}");
    }
}
