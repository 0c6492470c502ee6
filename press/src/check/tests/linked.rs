//! Links, files and names.

use super::*;

fn linking(href: &str) -> Value {
    json!([{"type": "paragraph", "spans": [{"text": "a", "marks": [{"type": "link", "href": href}]}]}])
}

#[test]
fn each_link_that_leads_nowhere_is_named_with_why() {
    for (href, line) in [
        (
            "/files/rien.pdf",
            "there is no file files/rien.pdf; put the file there",
        ),
        (
            "/images/a.html",
            "images/a.html is of a kind that is not published",
        ),
        (
            "/files/page.pdf",
            "files/page.pdf is not what its name says, by its first bytes; export it again as PDF",
        ),
        (
            "/files/PLAN.pdf",
            "there is no file files/PLAN.pdf, but files/plan.pdf: they differ at character 7, here P (U+0050 LATIN CAPITAL LETTER P) and there p (U+0070 LATIN SMALL LETTER P); write the name the same way in both",
        ),
        (
            "/files/capture a 10.png",
            "they differ at character 16, here U+0020 SPACE and there U+202F NARROW NO-BREAK SPACE",
        ),
        ("/files/a%2520b.pdf", "there is no file files/a%20b.pdf"),
        ("/files/../site.json", "leads nowhere"),
        ("/files/.x.pdf", "\"/files/.x.pdf\" leads nowhere"),
        ("/files/plan.pdf\\", "may not be linked to"),
        (
            "/icons/notes.txt",
            "icons/notes.txt is no icon, so it is not published; move it into files/",
        ),
        ("/site.json", "\"/site.json\" leads nowhere"),
        ("/rubrique/rien/rss.xml", "leads nowhere"),
        ("/data/ninjs/rien.json", "leads nowhere"),
        ("/connexion/", "leads nowhere"),
        (
            "https://x.example:99999/a",
            "leads nowhere: invalid port number; copy the address",
        ),
        ("https://-/", "leads nowhere: \"-\" is the name of no host"),
        ("//evil.example", "may not be linked to"),
        (
            "/page/2/",
            "there are pages of all articles up to 1; mend the address",
        ),
        ("/data/pages/7.json", "there are pages of all articles up to 1"),
        (
            "/rubrique/societe/page/1/",
            "there are no pages of older articles in that section",
        ),
        (
            "/data/authors/awa/1.json",
            "there are no pages of older articles by that author",
        ),
        (
            "/sitemap-1999-01.xml",
            "there are no sitemaps of that month's articles",
        ),
        (
            "/sitemap-2024-01-2.xml",
            "there are sitemaps of that month's articles up to 1",
        ),
        ("/404", "\"/404\" leads nowhere"),
        ("tel:+223 20 00 00 00", "may not be linked to"),
        (
            "tel:+٢٢٣٢٠٠٠٠٠٠٠",
            "is not dialled as it is meant: telephones dial the digits 0 to 9 only",
        ),
        (
            "tel:+%D9%A2%D9%A2%D9%A3",
            "telephones dial the digits 0 to 9 only; write one number as one dials it from abroad",
        ),
        (
            "tel:%E0%A5%A7%E0%A5%A8%E0%A5%A9",
            "telephones dial the digits 0 to 9 only",
        ),
        ("TEL:20000000/76000000", "these are several telephone numbers"),
        ("tel:20000000;20000001", "there is more than a number"),
        ("tel:*%23144%23", "there is more than a number"),
        ("tel:rédaction", "this is no telephone number"),
    ] {
        let mut newsroom = Newsroom::new();
        let files = newsroom.folder.path().join("files");
        fs::create_dir(&files).unwrap();
        fs::create_dir(newsroom.folder.path().join("icons")).unwrap();
        fs::write(newsroom.folder.path().join("icons/notes.txt"), "a").unwrap();
        fs::write(newsroom.folder.path().join("images/a.html"), "a").unwrap();
        fs::write(files.join("plan.pdf"), "%PDF-1.4").unwrap();
        fs::write(files.join("page.pdf"), "<html>").unwrap();
        fs::write(files.join("capture a\u{202f}10.png"), "x").unwrap();
        newsroom.article["body"] = linking(href);
        let shown = shown(&newsroom.report());
        let place = "articles/un.json: $.body[0].spans[0].marks[0].href: error: ";
        assert!(
            shown.contains(place) && shown.contains(line),
            "{line}\nis not in\n{shown}"
        );
    }
}

#[test]
fn what_the_press_writes_and_publishes_may_be_linked_to() {
    for href in [
        "/rss.xml",
        "/atom.xml",
        "/feed.json",
        "/rubrique/societe/atom.xml",
        "/auteur/awa/feed.json",
        "/sitemap.xml",
        "/sitemap-news.xml",
        "/sitemap-2024-01.xml",
        "/robots.txt",
        "/manifest.webmanifest",
        "/data/articles/un.json",
        "/data/ninjs/un.json",
        "/page/1/",
        "/data/pages/1.json",
        "/404.html",
        "tel:+22320000000",
        "tel:+223-20-00-00-00",
        "tel:+22320000000;ext=12",
        "tel:+223%2020%2000%2000%2000",
        "/connexion/",
        "/images/a.gif",
        "/images/Rapport annuel 2023.pdf",
        "/images/Rapport%20annuel%202023.pdf",
        "/files/marche\u{301}.pdf#page=2",
        "https://été.example/à?b=c#d",
        "http://127.0.0.1:8080/",
    ] {
        let mut newsroom = Newsroom::new();
        newsroom.site["membership"] = json!("pocketbase");
        fs::create_dir(newsroom.folder.path().join("files")).unwrap();
        for name in ["images/Rapport annuel 2023.pdf", "files/marché.pdf"] {
            fs::write(newsroom.folder.path().join(name), "%PDF-1.4").unwrap();
        }
        newsroom.article["body"] = linking(href);
        assert_eq!(shown(&newsroom.report()), "", "{href}");
    }
}

/// A Mac's names, and names that only look like others.
#[test]
fn names_are_the_same_however_they_are_composed_and_else_it_is_said_what_differs() {
    let mut newsroom = Newsroom::new();
    let images = newsroom.folder.path().join("images");
    fs::copy(images.join("a.gif"), images.join("marche\u{301}.gif")).unwrap();
    newsroom.article["image"]["url"] = json!("/images/march%C3%A9.gif");
    newsroom.article["articleSection"]["name"] = json!("Socie\u{301}te\u{301}");
    assert_eq!(shown(&newsroom.report()), "");
    newsroom.article["image"]["url"] = json!("/images/marche.gif");
    newsroom.article["articleSection"]["name"] = json!("Societé");
    newsroom.article["keywords"] = json!(["économie", "E\u{301}conomie"]);
    let shown = shown(&newsroom.report());
    for line in [
        "$.image.url: error: there is no file images/marche.gif, but images/marche\u{301}.gif: they differ at character 13",
        "$.articleSection.name: error: site.json writes the name of this section \"Société\": they differ at character 5, here e (U+0065 LATIN SMALL LETTER E) and there é (U+00E9 LATIN SMALL LETTER E WITH ACUTE); write it as site.json does",
        "$.keywords[1]: warning: this keyword is there twice",
    ] {
        assert!(shown.contains(line), "{line}\nis not in\n{shown}");
    }
}

#[test]
fn an_address_of_the_newspaper_that_is_none_is_refused_with_why() {
    for (address, why) in [
        ("https://-", "\"-\" is the name of no host"),
        ("https://x.example:99999", "invalid port number"),
        ("https://x.example:0", "its port is none"),
        ("https://x.example//", "a slash too many"),
        ("https://a@x.example", "a name or a password"),
        ("ftp://x.example", "it does not begin with https:// or http://"),
    ] {
        let mut newsroom = Newsroom::new();
        newsroom.site["url"] = json!(address);
        let shown = shown(&newsroom.report());
        let line = "site.json: $.url: error: this is not the newspaper's address: ";
        assert!(
            shown.contains(line) && shown.contains(why),
            "{why}\nis not in\n{shown}"
        );
    }
}

/// Two that look the same are two for programs: one's articles would not be among the other's.
#[test]
fn names_that_only_look_the_same_are_told_apart_by_their_characters() {
    let mut newsroom = Newsroom::new();
    newsroom.site["sections"] = json!([{"slug": "societe", "name": "Société"}, {"slug": "sante", "name": "Vie  douce"},
        {"slug": "vie", "name": "Vie douce"}]);
    newsroom.site["authors"] =
        json!([{"slug": "awa", "name": "Awa"}, {"slug": "awa-2", "name": "\u{410}wa"}]);
    newsroom.article["author"][0]["name"] = json!("Aw\u{430}");
    newsroom.article["keywords"] = json!([
        "L'eau",
        "le Mali",
        "eau\u{a0}potable",
        "Eau potable",
        "modem",
        "modern"
    ]);
    for (slug, keywords) in [
        ("deux", json!(["L\u{2019}eau", "l\u{435} Mali"])),
        ("trois", json!(["L\u{2019}eau", "le Ma\u{301}li"])),
        ("quatre", json!(["le M\u{e1}li", "le mali"])),
    ] {
        let mut other = newsroom.article.clone();
        other["id"] = json!(slug);
        other["slug"] = json!(slug);
        other["keywords"] = keywords;
        other["author"][0]["name"] = json!("Awa");
        let path = newsroom.folder.path().join(format!("articles/{slug}.json"));
        fs::write(path, other.to_string()).unwrap();
    }
    let shown = shown(&newsroom.report());
    for line in [
        "site.json: $.sections[2].name: warning: this looks like the name of the section \"sante\", and is another: they differ at character 5, here d (U+0064 LATIN SMALL LETTER D) and there U+0020 SPACE; write it in the section \"sante\" as here",
        "site.json: $.authors[1].name: warning: this looks like the name of the author \"awa\", and is another: they differ at character 1, here \u{410} (U+0410 CYRILLIC CAPITAL LETTER A) and there A (U+0041 LATIN CAPITAL LETTER A)",
        "articles/un.json: $.author[0].name: error: site.json writes the name of this author \"Awa\": they differ at character 3, here \u{430} (U+0430 CYRILLIC SMALL LETTER A) and there a (U+0061 LATIN SMALL LETTER A); write it as site.json does, with a (U+0061 LATIN SMALL LETTER A) at character 3",
        "articles/un.json: $.keywords[3]: warning: this looks like the keyword \"eau\u{a0}potable\" above, and is another",
        "articles/un.json: $.keywords[0]: warning: \"L'eau\" looks like the keyword \"L\u{2019}eau\" that 2 articles have, and leads to none of them: they differ at character 2, here U+0027 APOSTROPHE and there U+2019 RIGHT SINGLE QUOTATION MARK; write it as articles/deux.json does, with U+2019",
        "articles/deux.json: $.keywords[1]: warning: \"l\u{435} Mali\" looks like the keyword \"le Mali\" that an article has",
    ] {
        assert!(shown.contains(line), "{line}\nis not in\n{shown}");
    }
    assert!(!shown.contains("modern"), "anybody sees that: {shown}");
    assert!(
        !shown.contains("quatre"),
        "accents and capitals are seen, and forms C and D are one: {shown}"
    );
}
