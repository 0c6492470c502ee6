//! Each thing a newsroom can get wrong, and what it is told.

use std::fs;

use serde_json::{Value, json};
use tempfile::TempDir;

use super::*;

/// A content folder with one article and a picture, all in order.
struct Newsroom {
    folder: TempDir,
    site: Value,
    article: Value,
}

impl Newsroom {
    fn new() -> Self {
        let folder = TempDir::new().unwrap();
        fs::create_dir_all(folder.path().join("articles")).unwrap();
        fs::create_dir_all(folder.path().join("images")).unwrap();
        // The smallest GIF, 1 × 1.
        let gif = b"GIF89a\x01\x00\x01\x00\x00\x00\x00;";
        fs::write(folder.path().join("images/a.gif"), gif).unwrap();
        let picture = json!({"url": "/images/a.gif", "width": 1, "height": 1, "alt": "Un point"});
        Self {
            folder,
            site: json!({"version": "1.0", "name": "Le Jour", "url": "https://jour.example", "inLanguage": "fr",
                "timeZone": "Africa/Bamako", "sections": [{"slug": "societe", "name": "Société"}],
                "authors": [{"slug": "awa", "name": "Awa", "image": picture}],
                "plans": [{"id": "m", "name": "Mensuel", "amount": 2500, "currency": "XOF", "interval": "month",
                    "url": "https://pay.example"}],
                "frontPage": ["un"]}),
            article: json!({"version": "1.0", "id": "1", "slug": "un", "inLanguage": "fr", "headline": "Un",
                "description": "Le chapô.", "datePublished": "2024-01-01T08:00:00Z",
                "articleSection": {"slug": "societe", "name": "Société"},
                "author": [{"slug": "awa", "name": "Awa"}], "image": picture,
                "body": [{"type": "paragraph", "spans": [{"text": "Un."}]}]}),
        }
    }

    fn report(&self) -> Report {
        let path = self.folder.path();
        fs::write(path.join("site.json"), self.site.to_string()).unwrap();
        fs::write(path.join("articles/un.json"), self.article.to_string()).unwrap();
        check(&Folder::open(path).ok().unwrap())
    }
}

fn shown(report: &Report) -> String {
    report
        .problems()
        .iter()
        .map(|problem| format!("{problem}\n"))
        .collect()
}

#[test]
fn a_newspaper_in_order_has_no_problem() {
    let report = Newsroom::new().report();
    assert_eq!(shown(&report), "");
}

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
            "$.dateModified: error: the article was updated before",
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
            json!([{"type": "video"}]),
            "$.body[0].type: error: there is no block \"video\"",
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
            "error: \"//evil.example\" may not be linked to",
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
            "$.body[0].body[0]: error: a box stands in a box",
        ),
        (
            "/body",
            json!([{"type": "embed", "url": "data:x", "title": "t", "providerName": "p"}]),
            "$.body[0].url: error: \"data:x\" may not be linked to",
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
fn each_error_in_the_newspaper_s_file_is_named() {
    let cases = [
        ("/name", json!(""), "$.name: error: this says nothing"),
        (
            "/url",
            json!("jour.example"),
            "$.url: error: this is not the newspaper's address",
        ),
        (
            "/url",
            json!("https://jour.example/"),
            "$.url: error: this is not the newspaper's address",
        ),
        (
            "/url",
            json!("https://jour.example?a"),
            "$.url: error: this is not the newspaper's address",
        ),
        (
            "/contact",
            json!({"email": "abonnements", "address": "Bamako"}),
            "$.contact.email: error: this is no e-mail address",
        ),
        (
            "/contact",
            json!({"telephone": "appelez-nous", "address": "Bamako"}),
            "$.contact.telephone: error: this is no telephone number",
        ),
        ("/timeZone", json!("Afrique/Bamako"), "$.timeZone: error: "),
        (
            "/sections/0/slug",
            json!("Société"),
            "$.sections[0].slug: error: \"Société\" cannot stand in an address",
        ),
        (
            "/authors/0/image/height",
            json!(9),
            "$.authors[0].image.url: error: images/a.gif is 1 × 1",
        ),
        (
            "/plans/0/amount",
            json!(25.5),
            "$.plans[0].amount: error: this is not a whole number",
        ),
        (
            "/plans/0/currency",
            json!("francs"),
            "$.plans[0].currency: error: this is no currency",
        ),
        (
            "/plans/0/interval",
            json!("quarter"),
            "$.plans[0].interval: error: plans are paid by",
        ),
        (
            "/plans/0/url",
            json!("javascript:x"),
            "$.plans[0].url: error: \"javascript:x\" may not be linked to",
        ),
        (
            "/plans/0/url",
            json!(null),
            "$.plans[0]: error: nobody can buy this plan",
        ),
        (
            "/plans/0/url",
            json!("/nulle-part/"),
            "$.plans[0].url: error: \"/nulle-part/\" leads nowhere",
        ),
        (
            "/plans/0/amount",
            json!(u64::MAX),
            "$.plans[0].amount: error: this is not a whole number",
        ),
        (
            "/inLanguage",
            json!("en"),
            "$.inLanguage: warning: Kiosque's own words are not there in en",
        ),
        (
            "/frontPage/0",
            json!("gone"),
            "$.frontPage[0]: error: there is no article \"gone\"",
        ),
    ];
    for (pointer, value, line) in cases {
        let mut newsroom = Newsroom::new();
        match newsroom.site.pointer_mut(pointer) {
            Some(place) => *place = value,
            None => newsroom.site[&pointer[1..]] = value,
        }
        let report = newsroom.report();
        assert!(
            shown(&report).contains(&format!("site.json: {line}")),
            "{line}\nis not in\n{}",
            shown(&report)
        );
        assert_eq!(report.stops(), line.contains("error: "));
    }
}

#[test]
fn all_problems_are_named_at_once() {
    let mut newsroom = Newsroom::new();
    newsroom.article["headline"] = json!("");
    newsroom.article["datePublished"] = json!("hier");
    newsroom.site["timeZone"] = json!("x");
    let articles = newsroom.folder.path().join("articles");
    fs::write(articles.join("deux.json"), "{\"slug\": \"deux\",\n}").unwrap();
    fs::write(articles.join("latin.json"), b"{\"slug\": \"\xe9\"}").unwrap();
    fs::write(articles.join("bom.json"), "\u{feff}{}").unwrap();
    fs::create_dir(articles.join("folder.json")).unwrap();
    fs::write(articles.join("notes.txt"), "").unwrap();
    let report = newsroom.report();
    let shown = shown(&report);
    for line in [
        "articles/un.json: $.headline",
        "articles/un.json: $.datePublished",
        "site.json: $.timeZone",
        "articles/deux.json: $: error: this is not JSON: trailing comma at line 2 column 1",
        "articles/latin.json: $: error: this is not UTF-8 from byte 10 on; save the file with the encoding UTF-8",
        "articles/bom.json: $: error: the file begins with a byte order mark",
        "articles/folder.json: $: warning",
        "articles/notes.txt: $: warning",
    ] {
        assert!(shown.contains(line), "{line}\nis not in\n{shown}");
    }
}

#[test]
fn two_articles_cannot_have_one_id() {
    let newsroom = Newsroom::new();
    let mut other = newsroom.article.clone();
    other["slug"] = json!("deux");
    fs::write(
        newsroom.folder.path().join("articles/deux.json"),
        other.to_string(),
    )
    .unwrap();
    assert!(
        shown(&newsroom.report())
            .contains("articles/un.json: $.id: error: articles/deux.json has the id \"1\" too")
    );
}

#[test]
fn a_picture_is_what_its_name_says() {
    let newsroom = Newsroom::new();
    let images = newsroom.folder.path().join("images");
    fs::write(
        images.join("psd.jpg"),
        b"8BPS\0\x01\0\0\0\0\0\0\0\x03\0\0\0\x01\0\0\0\x01\0\x08\0\x03",
    )
    .unwrap();
    fs::copy(images.join("a.gif"), images.join("a.txt")).unwrap();
    for (name, line) in [
        (
            "psd.jpg",
            "error: images/psd.jpg is not a picture that every browser shows",
        ),
        (
            "a.txt",
            "error: the name of images/a.txt does not say what it is; end it with .gif",
        ),
    ] {
        let mut newsroom = Newsroom::new();
        for file in ["psd.jpg", "a.txt"] {
            fs::copy(
                images.join(file),
                newsroom.folder.path().join("images").join(file),
            )
            .unwrap();
        }
        newsroom.article["image"]["url"] = json!(format!("/images/{name}"));
        let shown = shown(&newsroom.report());
        assert!(shown.contains(line), "{line}\nis not in\n{shown}");
    }
}

#[test]
fn a_broken_site_file_is_the_one_thing_told() {
    let newsroom = Newsroom::new();
    newsroom.report();
    fs::write(newsroom.folder.path().join("site.json"), "{,}").unwrap();
    let folder = newsroom.folder.path();
    let shown = shown(&check(&Folder::open(folder).ok().unwrap()));
    assert_eq!(shown.lines().count(), 1, "{shown}");
    assert!(
        shown.starts_with("site.json: $: error: this is not JSON"),
        "{shown}"
    );
}

#[test]
fn a_newspaper_without_articles_says_so() {
    let newsroom = Newsroom::new();
    newsroom.report();
    fs::remove_file(newsroom.folder.path().join("articles/un.json")).unwrap();
    let report = check(&Folder::open(newsroom.folder.path()).ok().unwrap());
    assert!(shown(&report).contains("articles: $: error: there is no article"));
}

#[test]
fn a_picture_may_still_come_while_the_newspaper_is_written() {
    let mut newsroom = Newsroom::new();
    newsroom.article["image"]["url"] = json!("/images/demain.jpg");
    let mut report = newsroom.report();
    assert!(report.stops());
    report.forgive_pictures();
    assert!(!report.stops());
    assert!(
        shown(&report).contains("articles/un.json: $.image.url: warning: "),
        "but it is spoken of: {}",
        shown(&report)
    );
}

#[test]
fn the_sample_newspaper_is_in_order() {
    let public = Path::new(env!("CARGO_MANIFEST_DIR")).join("../public");
    let report = check(&Folder::open(&public).ok().unwrap());
    assert_eq!(shown(&report), "");
}
