//! What can be wrong in an article.

use kiosque::routes::{Route, is_slug};

use super::*;

/// A JSON pointer into the article, what is put there, and the line that says what is wrong.
#[test]
fn each_error_in_an_article_is_named_with_its_place_and_its_remedy() {
    let paragraph = |mark: Value| json!([{"type": "paragraph", "spans": [{"text": "a", "marks": [mark]}]}]);
    let cases = [
        (
            "/headline",
            json!(7),
            "$.headline: error: this is not a text between quotation marks",
        ),
        ("/headline", json!("  "), "$.headline: error: this says nothing"),
        (
            "/headline",
            json!("é".repeat(141)),
            "$.headline: warning: the headline is longer than 140 characters",
        ),
        (
            "/version",
            json!("2.0"),
            "$.version: error: this Kiosque does not read version \"2.0\"",
        ),
        (
            "/slug",
            json!("Un"),
            "$.slug: error: \"Un\" cannot stand in an address",
        ),
        (
            "/slug",
            json!("deux"),
            "$.slug: error: the slug \"deux\" and the file name un.json differ",
        ),
        (
            "/inLanguage",
            json!("français"),
            "$.inLanguage: error: this is no language tag",
        ),
        (
            "/inLanguage",
            json!("fr_ML"),
            "$.inLanguage: error: this is no language tag",
        ),
        (
            "/datePublished",
            json!("24/10/2023"),
            "$.datePublished: error: \"24/10/2023\" is not a date",
        ),
        (
            "/datePublished",
            json!("2024-01-01T08:00:00"),
            "$.datePublished: error: \"2024-01-01T08:00:00\" is not a date",
        ),
        (
            "/dateModified",
            json!("2023-01-01T08:00:00Z"),
            "$.dateModified: warning: the article was updated before it was published, so readers are not told",
        ),
        (
            "/dateModified",
            json!("2024-06-02T12:00:00+02:00"),
            "$.dateModified: warning: the update is dated ahead: its words are published now",
        ),
        (
            "/dateModified",
            json!("2042-01-01T08:00:00Z"),
            "$.dateModified: warning: the update is dated more than a year ahead",
        ),
        (
            "/datePublished",
            json!("2062-01-01T08:00:00Z"),
            "$.datePublished: warning: the article is dated more than a year ahead, and waits until then; mend the year",
        ),
        (
            "/datePublished",
            json!("0000-01-01T08:00:00Z"),
            "$.datePublished: error: \"0000-01-01T08:00:00Z\" is in no year that the newspaper can print; write a year from 0001",
        ),
        (
            "/datePublished",
            json!("9999-12-31T23:59:59-12:00"),
            "$.datePublished: error: \"9999-12-31T23:59:59-12:00\" is in no year that the newspaper can print",
        ),
        (
            "/dateModified",
            json!("0001-01-01T00:00:00+12:00"),
            "$.dateModified: error: \"0001-01-01T00:00:00+12:00\" is in no year",
        ),
        // In Bamako it is sixteen minutes earlier.
        (
            "/datePublished",
            json!("0001-01-01T00:10:00Z"),
            "$.datePublished: error: \"0001-01-01T00:10:00Z\" is in no year",
        ),
        (
            "/dateModified",
            json!("0000-12-31T23:59:00-02:00"),
            "$.dateModified: error: \"0000-12-31T23:59:00-02:00\" is in no year",
        ),
        (
            "/articleSection/slug",
            json!("sport"),
            "$.articleSection.slug: error: site.json has no section \"sport\"",
        ),
        (
            "/articleSection/name",
            json!("Societe"),
            "$.articleSection.name: error: site.json writes the name of this section \"Société\"",
        ),
        (
            "/author/0/slug",
            json!("bou"),
            "$.author[0].slug: error: site.json has no author \"bou\"",
        ),
        ("/author", json!([]), "$.author: error: nobody signs the article"),
        (
            "/image/alt",
            json!(" "),
            "$.image.alt: error: the picture is not described",
        ),
        (
            "/image/url",
            json!("/images/b.gif"),
            "$.image.url: error: there is no file images/b.gif",
        ),
        (
            "/image/url",
            json!("/images/../site.json"),
            "$.image.url: error: \"/images/../site.json\" leads out",
        ),
        (
            "/image/url",
            json!("https://a.example/b.gif"),
            "$.image.url: error: \"https://a.example/b.gif\" is not in",
        ),
        (
            "/image/width",
            json!(2),
            "$.image.url: error: images/a.gif is 1 × 1 pixels",
        ),
        ("/body", json!([]), "$.body: error: there is no text"),
        (
            "/body",
            json!([{"type": "hologram"}]),
            "$.body[0].type: error: there is no block \"hologram\"",
        ),
        ("/body", json!([7]), "$.body[0]: error: this is no block"),
        (
            "/body",
            json!([{"type": "paragraph"}]),
            "$.body[0]: error: \"spans\" is missing",
        ),
        (
            "/body",
            json!([{"type": "paragraph", "spans": []}]),
            "$.body[0].spans: error: this says nothing",
        ),
        (
            "/body",
            json!([{"type": "heading", "level": 3, "spans": [{"text": "a"}]}]),
            "$.body[0].level: error: a heading of level 3 comes before",
        ),
        (
            "/body",
            json!([{"type": "heading", "level": 1, "spans": [{"text": "a"}]}]),
            "$.body[0].level: error: a heading inside an article",
        ),
        (
            "/body",
            json!([{"type": "heading", "level": 2, "spans": [{"text": " "}]}]),
            "$.body[0].spans: error: this says nothing",
        ),
        (
            "/body",
            paragraph(json!({"type": "blink"})),
            "$.body[0].spans[0].marks[0].type: error: there is no mark \"blink\"",
        ),
        (
            "/body",
            paragraph(json!({"type": "language", "lang": "bambara"})),
            "marks[0].lang: error: this is no language tag",
        ),
        (
            "/body",
            paragraph(json!({"type": "link", "href": "javascript:alert(1)"})),
            "$.body[0].spans[0].marks[0].href: error: \"javascript:alert(1)\" may not be linked to",
        ),
        (
            "/body",
            paragraph(json!({"type": "link", "href": "//evil.example"})),
            "error: \"//evil.example\" begins with two slashes",
        ),
        (
            "/body",
            paragraph(json!({"type": "link", "href": "/article/gone/"})),
            "error: \"/article/gone/\" leads nowhere",
        ),
        (
            "/body",
            paragraph(json!({"type": "link", "href": "/article/un"})),
            "warning: \"/article/un\" is not the page's own address",
        ),
        (
            "/body",
            json!([{"type": "table", "rows": [[{"spans": []}, {"spans": []}], [{"spans": []}]]}]),
            "$.body[0].rows: warning: the rows have different numbers",
        ),
        (
            "/body",
            json!([{"type": "box", "title": "a", "body": [{"type": "box", "title": "b", "body": []}]}]),
            "$.body[0].body[0]: error: a block \"box\" stands in a box",
        ),
        (
            "/body",
            json!([{"type": "embed", "url": "data:x", "title": "t", "providerName": "p"}]),
            "$.body[0].url: error: \"data:x\" may not be linked to",
        ),
        (
            "/body",
            json!([{"type": "table", "rows": [[{"spans": [{"text": 5}]}]]}]),
            "$.body[0].rows[0][0].spans[0].text: error: this is not a text",
        ),
        (
            "/body",
            json!([{"type": "table", "rows": [[]]}]),
            "$.body[0].rows[0]: error: this row has no cell",
        ),
        (
            "/body",
            json!([{"type": "separator"}]),
            "$.body: error: there is no text",
        ),
        (
            "/body/0/spans",
            json!([{"text": "a", "marks": [{"type": "link", "href": "/"}, {"type": "link", "href": "/"}]}]),
            "$.body[0].spans[0].marks: error: a link stands in a link",
        ),
        (
            "/body/0/spans",
            json!([{"text": "a", "marks": vec![json!({"type": "strong"}); 3000]}]),
            "$.body[0].spans[0].marks: error: a text bears 3000 marks",
        ),
        (
            "/body",
            paragraph(json!({"type": "link", "href": "/../../../../../../etc/passwd"})),
            "error: \"/../../../../../../etc/passwd\" leads nowhere",
        ),
        (
            "/body",
            paragraph(json!({"type": "link", "href": "/articles/un.json"})),
            "error: \"/articles/un.json\" leads nowhere",
        ),
        (
            "/datePublished",
            json!("20240101T08Z"),
            "$.datePublished: error: \"20240101T08Z\" is not a date",
        ),
        (
            "/image/url",
            json!("/images/a#b.gif"),
            "$.image.url: error: images/a#b.gif has a name that addresses cannot carry",
        ),
        (
            "/image/url",
            json!("/images/.a.gif"),
            "$.image.url: error: images/.a.gif has a name",
        ),
        (
            "/body/0/spans/0/text",
            json!("a\u{0}b"),
            "$.body[0].spans[0].text: error: here is U+0000, an unseen control character",
        ),
        (
            "/headline",
            json!("\u{202e}etxet"),
            "$.headline: error: here is U+202E, an unseen sign that turns",
        ),
        (
            "/headline",
            json!("\u{200b} "),
            "$.headline: error: this says nothing",
        ),
        (
            "/description",
            json!("une\ndeux"),
            "$.description: warning: here is U+000A, a line break",
        ),
        (
            "/keywords",
            json!(["eau", "Eau"]),
            "$.keywords[1]: warning: this keyword is there twice",
        ),
        (
            "/author",
            json!([{"slug": "awa", "name": "Awa"}, {"slug": "awa", "name": "Awa"}]),
            "$.author[1].slug: error: \"awa\" signs twice",
        ),
        (
            "/related",
            json!([{"slug": "gone"}]),
            "$.related[0].slug: error: there is no article \"gone\"",
        ),
        (
            "/related",
            json!([{"slug": "un"}]),
            "$.related[0].slug: error: the article recommends itself",
        ),
        (
            "/comments",
            json!({"access": "friends"}),
            "$.comments.access: error: contributions are for subscribers",
        ),
        (
            "/discription",
            json!("x"),
            "$.discription: warning: nothing reads this key; did you mean \"description\"?",
        ),
    ];
    for (pointer, value, line) in cases {
        let mut newsroom = Newsroom::new();
        match newsroom.article.pointer_mut(pointer) {
            Some(place) => *place = value,
            None => newsroom.article[&pointer[1..]] = value,
        }
        let report = newsroom.report();
        let shown = shown(&report);
        assert!(shown.contains(line), "{line}\nis not in\n{shown}");
        assert!(
            shown
                .lines()
                .all(|line| line.contains("articles/un.json: $") && line.contains("; ")),
            "{shown}"
        );
        assert_eq!(report.stops(), line.contains("error: "), "{shown}");
    }
}

#[test]
fn a_date_in_any_form_of_rfc_3339_is_in_order() {
    for date in [
        "2024-01-01t08:00:00z",
        "2024-01-01 08:00:00+01:00",
        "2016-12-31T23:59:60Z",
        "2024-01-01T08:00:00.123456789012345Z",
    ] {
        let mut newsroom = Newsroom::new();
        newsroom.article["datePublished"] = json!(date);
        assert_eq!(shown(&newsroom.report()), "", "{date}");
    }
}

/// The engine and the proxies are held against the same rule, in tests/members.
#[test]
fn every_slug_that_has_a_page_is_accepted() {
    let mut newsroom = Newsroom::new();
    let signs = ["a", "7", "-", "_", "A", "é", "."];
    let two = signs
        .iter()
        .flat_map(|one| signs.map(|two| format!("{one}{two}")));
    let three = signs
        .iter()
        .flat_map(|one| signs.map(|two| format!("{one}-{two}")));
    let longest = ["a", "-"]
        .iter()
        .flat_map(|sign| [200, 201].map(|count| sign.repeat(count)));
    for slug in signs
        .map(str::to_owned)
        .into_iter()
        .chain(two)
        .chain(three)
        .chain(longest)
    {
        newsroom.article["slug"] = json!(slug);
        let cannot_stand = shown(&newsroom.report()).contains("cannot stand in an address");
        assert_eq!(!cannot_stand, is_slug(&slug), "{slug}");
        let route = Route::Article(slug.clone());
        assert_eq!(Route::parse(&route.path()) == route, is_slug(&slug), "{slug}");
    }
}
