//! Feeds: RSS, Atom and JSON Feed with whole articles, and what is said where they have none.

use serde_json::json;

use crate::{
    fixture::{Imported, refusal},
    law::{self, Said},
};

const BODY: &str = "<p>Un paragraphe et <a href=\"https://ailleurs.example/a\">la suite</a>.</p><figure>\
    <img src=\"https://journal.example/img/a.png\" alt=\"Le marché\"><figcaption>Vue</figcaption></figure>\
    <iframe src=\"https://www.youtube.com/embed/abcdefghijk\"></iframe>";

pub fn item(number: u32, content: &str) -> String {
    format!(
        "<item>\n<title>L&#8217;eau monte &amp; d&#233;borde</title>\n<link>https://journal.example/2019/03/titre-{number}/</link>\n\
         <dc:creator><![CDATA[Awa Sangaré]]></dc:creator>\n<pubDate>Tue, 12 Mar 2019 08:30:00 +0000</pubDate>\n\
         <category><![CDATA[Société]]></category>\n<category><![CDATA[eau]]></category>\n\
         <guid isPermaLink=\"false\">https://journal.example/?p={number}</guid>\n\
         <description><![CDATA[<p>Le chapeau.</p>]]></description>\n{content}</item>\n"
    )
}

pub fn rss(items: &str) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><rss version=\"2.0\" xmlns:content=\"http://purl.org/rss/1.0/modules/content/\" \
         xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:media=\"http://search.yahoo.com/mrss/\">\n<channel>\n<title>L’Écho</title>\n\
         <link>https://journal.example</link>\n<description>Le journal</description>\n<language>fr-FR</language>\n{items}</channel>\n</rss>\n"
    )
}

pub fn encoded(html: &str) -> String {
    format!("<content:encoded><![CDATA[{html}]]></content:encoded>\n")
}

fn hold(imported: &Imported, id: &str) {
    let said = Said {
        words: "Un paragraphe et la suite. Vue",
        links: &["https://ailleurs.example/a"],
        pictures: &["https://journal.example/img/a.png"],
        frames: &["https://www.youtube.com/embed/abcdefghijk"],
    };
    law::hold(imported, id, &said);
}

#[test]
fn an_item_of_rss_with_its_whole_text_is_an_article() {
    let media =
        "<media:content url=\"https://journal.example/img/une.png\" medium=\"image\" type=\"image/png\"/>";
    let file = rss(&item(1, &format!("{}{media}", encoded(BODY))));
    let imported = Imported::with(&[("feed", &file)], &["img/a.png", "img/une.png"], |it| {
        it.base = None
    });
    let article = imported.article("titre-1");
    for (field, value) in [
        ("id", json!("feed-https://journal.example/?p=1")),
        ("inLanguage", json!("fr-fr")),
        ("headline", json!("L’eau monte & déborde")),
        ("description", json!("Le chapeau.")),
        ("datePublished", json!("2019-03-12T08:30:00Z")),
        ("articleSection", json!({"slug": "societe", "name": "Société"})),
        ("keywords", json!(["eau"])),
        ("author", json!([{"slug": "awa-sangare", "name": "Awa Sangaré"}])),
    ] {
        assert_eq!(article[field], value, "{field}");
    }
    assert!(article["image"]["url"].as_str().unwrap().ends_with("une.png"));
    hold(&imported, "feed-https://journal.example/?p=1");
    let site = imported.json("site.json");
    assert_eq!(
        (&site["name"], &site["url"]),
        (&json!("L’Écho"), &json!("https://journal.example"))
    );
    let ruled = imported.redirect("/:year/:month/:slug/");
    assert!(ruled.or(imported.redirect("/2019/03/titre-1/")).is_some());
}

#[test]
fn an_entry_of_atom_is_an_article() {
    let escaped = BODY
        .replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;");
    let file = format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"fr\"><title>L’Écho</title>\
         <id>tag:journal.example,2019:feed</id><updated>2019-03-13T10:00:00Z</updated><entry><title>Le fleuve</title>\
         <link rel=\"alternate\" href=\"https://journal.example/titre-1.html\"/><id>tag:journal.example,2019:1</id>\
         <published>2019-03-12T09:30:00+01:00</published><updated>2019-03-13T10:00:00Z</updated><author><name>Awa Sangaré</name></author>\
         <category term=\"societe\" label=\"Société\"/><content type=\"html\">{escaped}</content></entry></feed>"
    );
    let imported = Imported::with(&[("feed", &file)], &["img/a.png"], |_| {});
    let article = imported.article("titre-1");
    assert_eq!(article["datePublished"], "2019-03-12T08:30:00Z");
    assert_eq!(article["dateModified"], "2019-03-13T10:00:00Z");
    assert_eq!(article["articleSection"]["name"], "Société");
    hold(&imported, "feed-tag:journal.example,2019:1");
}

#[test]
fn an_item_of_json_feed_is_an_article() {
    let file = json!({"version": "https://jsonfeed.org/version/1.1", "title": "L’Écho", "home_page_url": "https://journal.example/", "language": "fr",
    "items": [
        {"id": "1", "url": "https://journal.example/titre-1/", "title": "a < b", "content_html": BODY, "image": "https://journal.example/img/une.png",
            "date_published": "2019-03-12T09:30:00+01:00", "authors": [{"name": "Awa Sangaré"}], "tags": ["Société"]},
        {"id": "2", "url": "https://journal.example/titre-2/", "title": "Deux", "content_text": "Un.\n\nDeux <b>.", "date_published": "2019-03-12T09:30:00+01:00"}
    ]});
    let uploads = ["img/a.png", "img/une.png"];
    let imported = Imported::with(&[("feed.json", &file.to_string())], &uploads, |_| {});
    let article = imported.article("titre-1");
    assert_eq!(article["headline"], "a < b");
    assert!(article["image"]["url"].as_str().unwrap().ends_with("une.png"));
    hold(&imported, "feed-1");
    let body = imported.article("titre-2")["body"].clone();
    assert_eq!(body[1]["spans"][0]["text"], "Deux <b>.");
}

/// What a podcast's subscribers would miss.
#[test]
fn recordings_that_a_feed_encloses_stand_before_its_text() {
    let sound = "https://journal.example/sons/un.mp3";
    let of_rss = rss(&item(
        1,
        &format!(
            "{}<enclosure url=\"{sound}\" length=\"99\" type=\"audio/mpeg\"/>",
            encoded("<p>Un épisode.</p>")
        ),
    ));
    let of_atom = format!(
        "<?xml version=\"1.0\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\"><title>É</title><id>tag:journal.example,2019:feed</id>\
         <updated>2019-03-13T10:00:00Z</updated><entry><title>Un</title><link rel=\"enclosure\" type=\"audio/mpeg\" href=\"{sound}\"/>\
         <link href=\"https://journal.example/titre-1/\"/><id>1</id><published>2019-03-12T09:30:00Z</published>\
         <updated>2019-03-12T09:30:00Z</updated><content type=\"html\">&lt;p>Un épisode.&lt;/p></content></entry></feed>"
    );
    let of_json = json!({"version": "https://jsonfeed.org/version/1.1", "title": "É", "items": [{"id": "1", "title": "Un",
        "url": "https://journal.example/titre-1/", "content_html": "<p>Un épisode.</p>", "date_published": "2019-03-12T09:30:00Z",
        "attachments": [{"url": sound, "mime_type": "audio/mpeg"}]}]})
    .to_string();
    // As WordPress.com and this program's own feeds have it: the picture by Media RSS.
    let picture = "<media:content url=\"https://journal.example/img/une.png\" medium=\"image\"/>";
    let of_both = of_rss.replace("<enclosure", &format!("{picture}<enclosure"));
    for file in [&of_rss, &of_both, &of_atom, &of_json] {
        let imported = Imported::with(&[("feed", file)], &["sons/un.mp3", "img/une.png"], |_| {});
        let body = imported.article("titre-1")["body"].clone();
        assert_eq!(body[0]["type"], "audio", "{file}\n{body}");
        assert_eq!(body[0]["url"], "/files/sons/un.mp3");
        assert_eq!(body[1]["spans"][0]["text"], "Un épisode.");
        assert_eq!(body.as_array().unwrap().len(), 2, "{body}");
    }
    assert!(
        Imported::with(&[("feed", &of_both)], &["sons/un.mp3", "img/une.png"], |_| {}).article("titre-1")["image"]["url"].is_string()
    );
    // Of a film in several sizes one is shown; an address within a longer one is another.
    let sizes = ["360", "720"]
        .map(|size| format!("<media:content url=\"https://journal.example/v/{size}\" type=\"video/mp4\"/>"));
    let group = format!(
        "{}<media:group>{}</media:group>",
        encoded("<p>Un <a href=\"https://journal.example/v/3600\">film</a>.</p>"),
        sizes.concat()
    );
    let imported = Imported::of(&[("feed", &rss(&item(1, &group)))]);
    let body = imported.article("titre-1")["body"].clone();
    assert_eq!(
        (&body[0]["url"], &body[1]["type"]),
        (&json!("https://journal.example/v/360"), &json!("paragraph"))
    );
    assert_eq!(
        imported
            .told("feed-https://journal.example/?p=1", "meta-field")
            .len(),
        1
    );
    // It stands in the text already; a document is told of.
    let twice = format!(
        "{}<enclosure url=\"{sound}\" length=\"9\" type=\"audio/mpeg\"/>",
        encoded(&format!("<p>Un.</p><audio src=\"{sound}\"></audio>"))
    );
    let document = "<media:content url=\"https://journal.example/a.pdf\" type=\"application/pdf\"/>";
    let imported = Imported::with(
        &[("feed", &rss(&item(1, &(twice + document))))],
        &["sons/un.mp3"],
        |_| {},
    );
    let body = imported.article("titre-1")["body"].clone();
    assert_eq!(body[1]["type"], "audio");
    assert_eq!(body.as_array().unwrap().len(), 2, "{body}");
    let told = imported.told("feed-https://journal.example/?p=1", "meta-field");
    assert!(
        told.iter()
            .any(|entry| entry["was"] == "https://journal.example/a.pdf"),
        "{told:?}"
    );
}

#[test]
fn a_feed_of_excerpts_says_what_else_can_be_imported() {
    let why = refusal(&[("feed.xml", &rss(&item(1, "")))]);
    assert!(
        why.contains("only the beginnings") && why.contains("posts?per_page=100&_embed"),
        "{why}"
    );
    let cut = format!("<![CDATA[{} […]]]>", "Un long début. ".repeat(100));
    let why = refusal(&[(
        "feed.xml",
        &rss(&item(1, "").replace("<![CDATA[<p>Le chapeau.</p>]]>", &cut)),
    )]);
    assert!(why.contains("only the beginnings"), "{why}");
    // Many a feed has its whole texts there.
    let whole = item(1, "").replace("<p>Le chapeau.</p>", "<p>Un.</p><p>Deux.</p>");
    let imported = Imported::of(&[("feed.xml", &rss(&whole))]);
    assert_eq!(imported.article("titre-1")["body"].as_array().unwrap().len(), 2);
    assert_eq!(imported.article("titre-1").get("description"), None);
}

#[test]
fn an_item_without_its_text_lies_aside_and_one_without_a_date_among_drafts() {
    let items = [
        item(1, &encoded("<p>Un.</p>")),
        item(2, ""),
        item(3, &encoded("<p>Trois.</p>")).replace("Tue, 12 Mar 2019 08:30:00 +0000", "hier"),
    ];
    let imported = Imported::of(&[("feed.xml", &rss(&items.concat()))]);
    assert_eq!(
        (
            imported.summary.articles,
            imported.summary.drafts,
            imported.summary.set_aside
        ),
        (1, 1, 1)
    );
    assert_eq!(
        imported.report()["feed-https://journal.example/?p=2"]["reason"],
        "excerpt-only"
    );
}

#[test]
fn pages_of_a_feed_overlap_and_encodings_are_those_that_they_say() {
    let one = item(1, &encoded("<p>L’été à Ségou.</p>"));
    let first = rss(&one);
    let second = rss(&format!("{one}{}", item(2, &encoded("<p>Deux.</p>"))));
    let imported = Imported::of(&[("1.xml", &first), ("2.xml", &second)]);
    assert_eq!(imported.summary.articles, 2);
    let latin = first.replace("UTF-8", "windows-1252");
    let (bytes, ..) = encoding_rs::WINDOWS_1252.encode(&latin);
    let imported = Imported::of(&[("1.xml", &*bytes)]);
    assert_eq!(
        imported.article("titre-1")["body"][0]["spans"][0]["text"],
        "L’été à Ségou."
    );
}

#[test]
fn importing_again_writes_what_changed() {
    let file = |words: &str| {
        rss(&format!(
            "{}{}",
            item(1, &encoded(words)),
            item(2, &encoded("<p>Deux.</p>"))
        ))
    };
    let imported = Imported::of(&[("feed.xml", &file("<p>Un.</p>"))]);
    assert!(imported.again(&[("feed.xml", &file("<p>Un.</p>"))]).is_unchanged);
    assert_eq!(
        imported.again(&[("feed.xml", &file("<p>Nouveau.</p>"))]).written,
        1
    );
}

#[test]
fn a_feed_that_was_cut_off_is_told() {
    let file = rss(&item(1, &encoded("<p>Un.</p>")));
    let why = refusal(&[("feed.xml", &file[..file.len() / 2])]);
    assert!(why.contains("feed.xml"), "{why}");
}
