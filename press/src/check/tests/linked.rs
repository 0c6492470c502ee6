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
        ("//evil.example", "begins with two slashes"),
        ("https://x.example/ ", "has a space at one of its ends; remove it"),
        (
            "https://x.example/marché d'été",
            "has a space in it, which no address has; write %20",
        ),
        ("https://x.example/\u{200b}", "has a sign in it that nobody sees"),
        ("mailto:a@b.example?subject=Bonjour à tous", "has a space in it"),
        (
            "mailto:a",
            "leads to no address of e-mail; write it such as mailto:",
        ),
        ("mailto:,", "leads to no address of e-mail"),
        ("mailto:a@b.example,a@", "leads to no address of e-mail"),
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
        (
            "tel:+223 20 00 00 00",
            "has a space in it, which no address has; write %20 in its place; in a telephone number, nothing",
        ),
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
        "https://my_bucket.s3.example/a",
        "https://some-user-.example/",
        "mailto:a@b.example,c@d.example?subject=Bonjour%20%C3%A0%20tous",
        "mailto:?subject=Lisez",
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

/// Nobody would notice that the file is not there.
#[test]
fn a_link_in_full_to_the_newspaper_itself_is_told() {
    for (href, own) in [
        ("https://www.jour.example/files/plan.pdf", "/files/plan.pdf"),
        ("HTTP://jour.example/article/gone/?a#b", "/article/gone/"),
    ] {
        let mut newsroom = Newsroom::new();
        newsroom.article["body"] = linking(href);
        let line = format!("warning: \"{href}\" is this newspaper's own address in full");
        let (shown, remedy) = (shown(&newsroom.report()), format!("; write \"{own}\""));
        assert!(shown.contains(&line) && shown.contains(&remedy), "{shown}");
    }
    for href in [
        "https://jour.example/forum/",
        "https://other.example/files/plan.pdf",
    ] {
        let mut newsroom = Newsroom::new();
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

/// Whoever opened one would wait until somebody writes into it.
#[test]
#[cfg(unix)]
fn what_is_no_file_is_told_and_never_opened() {
    use std::{os::unix::net::UnixListener, process::Command};
    let mut newsroom = Newsroom::new();
    let root = newsroom.folder.path().to_owned();
    fs::create_dir(root.join("files")).unwrap();
    fs::create_dir(root.join("icons")).unwrap();
    let _socket = UnixListener::bind(root.join("files/socket.pdf")).unwrap();
    for name in [
        "files/deep.pdf",
        "files/unlinked.txt",
        "images/b.gif",
        "icons/180.png",
        "favicon.svg",
        "articles/deux.json",
        "identities.json",
    ] {
        let made = Command::new("mkfifo").arg(root.join(name)).status().unwrap();
        assert!(made.success());
    }
    std::os::unix::fs::symlink("deep.pdf", root.join("files/link.pdf")).unwrap();
    newsroom.article["image"]["url"] = json!("/images/b.gif");
    newsroom.article["body"] = json!([
        linking("/files/socket.pdf")[0],
        linking("/files/deep.pdf")[0],
        linking("/files/link.pdf")[0]
    ]);
    let shown = shown(&newsroom.report());
    let what = "this is no file but a pipe, a socket or a device, which the press does not open; remove it";
    for place in [
        "articles/un.json: $.body[0].spans[0].marks[0].href: error: files/socket.pdf: ",
        "articles/un.json: $.body[1].spans[0].marks[0].href: error: files/deep.pdf: ",
        "articles/un.json: $.body[2].spans[0].marks[0].href: error: files/link.pdf: ",
        "articles/un.json: $.image.url: error: images/b.gif: ",
        "files/unlinked.txt: $: error: ",
        "favicon.svg: $: error: favicon.svg: ",
        "icons/180.png: $: error: icons/180.png: ",
        "articles/deux.json: $: error: ",
        "identities.json: $: error: ",
    ] {
        let line = format!("{place}{what}");
        assert!(shown.contains(&line), "{line}\nis not in\n{shown}");
    }
    fs::remove_file(root.join("site.json")).unwrap();
    assert!(
        Command::new("mkfifo")
            .arg(root.join("site.json"))
            .status()
            .unwrap()
            .success()
    );
    assert!(
        Folder::open(&root)
            .ok()
            .unwrap()
            .site
            .json
            .is_err_and(|why| why.what == files::ENDLESS.0)
    );
}

/// What a newsroom's systems have made of a file's name, and what an editor has copied as its address.
#[test]
fn a_name_that_is_an_address_of_something_else_is_told_from_it() {
    let all = [
        "a%20b.pdf",
        "a b.pdf",
        "c%20d.pdf",
        "e f.pdf",
        "g+h.pdf",
        "i#j.pdf",
        "k?l.pdf",
        "m%0An.pdf",
        "o\np.pdf",
        "q\"r.pdf",
        "s't.pdf",
        "u%.pdf",
        "v%41.pdf",
        "w&x.pdf",
        "<y>.pdf",
        "%FF.pdf",
        "#.pdf",
    ];
    for (href, line) in [
        ("/files/e f.pdf", ""),
        ("/files/e%20f.pdf", ""),
        ("/files/g+h.pdf", ""),
        ("/files/g%2Bh.pdf", ""),
        ("/files/i%23j.pdf", ""),
        ("/files/k%3fl.pdf", ""),
        ("/files/m%250An.pdf", ""),
        ("/files/q\"r.pdf", ""),
        ("/files/q%22r.pdf#page=2", ""),
        ("/files/s't.pdf?x", ""),
        ("/files/u%.pdf", ""),
        ("/files/u%25.pdf", ""),
        ("/files/v%2541.pdf", ""),
        ("/files/w&x.pdf", ""),
        ("/files/%3Cy%3E.pdf", ""),
        ("/files/%FF.pdf", ""),
        ("/files/c%2520d.pdf", ""),
        ("/files/%23.pdf", ""),
        ("/files/a%2520b.pdf", ""),
        (
            "/files/a%20b.pdf",
            "warning: files/a b.pdf and files/a%20b.pdf are both there; \"/files/a%20b.pdf\" leads to the first; rename one of them, or link to \"/files/a%2520b.pdf\" for the other",
        ),
        (
            "/files/a b.pdf",
            "warning: files/a b.pdf and files/a%20b.pdf are both there",
        ),
        (
            "/files/c%20d.pdf",
            "error: \"/files/c%20d.pdf\" is the name of a file, and as an address it leads to \"files/c d.pdf\", which is not there; link to \"/files/c%2520d.pdf\", or rename the file",
        ),
        (
            "/files/i#j.pdf",
            "as an address it leads to \"files/i\", which is not there; link to \"/files/i%23j.pdf\"",
        ),
        ("/files/k?l.pdf", "link to \"/files/k%3Fl.pdf\""),
        ("/files/#.pdf", "link to \"/files/%23.pdf\""),
        (
            "/files/m%0An.pdf",
            "as an address it leads to \"files/m\\nn.pdf\", which is not there; link to \"/files/m%250An.pdf\"",
        ),
        ("/files/v%41.pdf", "link to \"/files/v%2541.pdf\""),
        (
            "/files/o%0Ap.pdf",
            "leads to a name with a control character in it",
        ),
        (
            "/files/e+f.pdf",
            "there is no file files/e+f.pdf, but files/e f.pdf: they differ at character 8",
        ),
    ] {
        let mut newsroom = Newsroom::new();
        let files = newsroom.folder.path().join("files");
        fs::create_dir(&files).unwrap();
        for name in all {
            fs::write(files.join(name), "%PDF-1.4").unwrap();
        }
        newsroom.article["body"] = linking(href);
        let shown = shown(&newsroom.report());
        match line {
            "" => assert_eq!(shown, "", "{href}"),
            line => assert!(shown.contains(line), "{line}\nis not in\n{shown}"),
        }
    }
}
