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
            "there is no file files/PLAN.pdf, but files/plan.pdf: they differ at character 7, here P (U+0050) and there p (U+0070); write the name the same way in both",
        ),
        (
            "/files/capture a 10.png",
            "they differ at character 16, here U+0020 and there U+202F",
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
        "$.articleSection.name: error: site.json writes the name of this section \"Société\": they differ at character 5, here e (U+0065) and there é (U+00E9)",
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
