//! What can be wrong in the blocks of the contract's version 1.1, and in pages.

use super::*;

/// An MP3 and an MP4 by their first bytes.
const SOUND: &[u8] = b"ID3\x04\x00\x00\x00\x00\x00\x00";
const FILM: &[u8] = b"\0\0\0\x18ftypisom\0\0\0\0isommp42";

fn newsroom(body: Value) -> Newsroom {
    let mut newsroom = Newsroom::new();
    let files = newsroom.folder.path().join("files");
    fs::create_dir_all(&files).unwrap();
    fs::write(files.join("son.mp3"), SOUND).unwrap();
    fs::write(files.join("film.mp4"), FILM).unwrap();
    fs::write(files.join("texte.txt"), "Un.").unwrap();
    newsroom.article["version"] = json!("1.1");
    newsroom.article["dateModified"] = json!("2024-02-01T08:00:00Z");
    newsroom.article["body"] = body;
    newsroom
}

fn said(text: &str) -> Value {
    json!([{ "text": text }])
}

fn with_mark(mark: Value) -> Value {
    json!([{ "text": "un", "marks": [mark] }])
}

#[test]
fn each_block_and_mark_of_1_1_is_in_order_as_the_guide_writes_it() {
    let picture = json!({"url": "/images/a.gif", "width": 1, "height": 1, "alt": "Un point"});
    let transcript = json!([{"type": "paragraph", "spans": said("On entend…")}]);
    let body = json!([
        {"type": "correction", "datePublished": "2024-02-01T08:00:00Z", "spans": said("C’est 34 %.")},
        {"type": "paragraph", "spans": said("Rue 214\nBamako")},
        {"type": "paragraph", "spans": [
            {"text": "e", "marks": [{"type": "superscript"}]}, {"text": "2", "marks": [{"type": "subscript"}]},
            {"text": "<b> & **gras**", "marks": [{"type": "code"}]}, {"text": "noté", "marks": [{"type": "note", "id": "a"}]}]},
        {"type": "list", "items": [said("un"), {"spans": said("deux"), "ordered": true, "items": [said("deux bis")]}]},
        {"type": "code", "text": "<p>\n\t[lien](x)\n</p>"},
        {"type": "audio", "url": "/files/son.mp3", "title": "Le son", "duration": 3, "transcript": transcript},
        {"type": "video", "url": "/files/film.mp4", "title": "Le film", "width": 640, "height": 360, "transcript": transcript},
        {"type": "gallery", "images": [picture, picture], "caption": "Deux points."},
        {"type": "notes", "items": [{"id": "a", "spans": said("Une note.")}]},
    ]);
    assert_eq!(shown(&newsroom(body).report()), "");
}

#[test]
fn each_fault_in_a_block_of_1_1_is_named_with_its_place_and_its_remedy() {
    let paragraph = |mark| json!({"type": "paragraph", "spans": with_mark(mark)});
    let nested = |items: Value| json!({"spans": said("a"), "items": items});
    let recording = |kind: &str, url: &str| {
        json!({"type": kind, "url": url, "title": "Un", "width": 1, "height": 1,
        "transcript": [{"type": "paragraph", "spans": said("On entend…")}]})
    };
    let mut silent = recording("video", "/files/film.mp4");
    silent.as_object_mut().unwrap().remove("transcript");
    let mut boxed = recording("video", "/files/film.mp4");
    boxed["transcript"] = json!([{"type": "box", "title": "Un", "body": []}]);
    let point = json!({"url": "/images/a.gif", "width": 1, "height": 1});
    for (block, line) in [
        (
            json!({"type": "list", "items": [nested(json!([nested(json!([nested(json!([nested(json!([said("e")]))]))]))]))]}),
            "$.body[0].items[0].items[0].items[0].items[0].items: error: a list stands in a list more than 4 deep",
        ),
        (
            json!({"type": "list", "items": [nested(json!([]))]}),
            "$.body[0].items[0].items: error: this is empty",
        ),
        (
            json!({"type": "list", "items": [{"items": [said("a")]}]}),
            "$.body[0].items[0]: error: \"spans\" is missing",
        ),
        (
            json!({"type": "code", "text": " \n "}),
            "$.body[0].text: error: this says nothing",
        ),
        (
            json!({"type": "gallery", "images": [point]}),
            "$.body[0].images: error: a gallery has two pictures or more",
        ),
        (
            json!({"type": "gallery", "images": [point, point]}),
            "$.body[0].images[1]: warning: the picture is not described",
        ),
        (
            recording("audio", "https://ailleurs.example/son.mp3"),
            "$.body[0].url: error: \"https://ailleurs.example/son.mp3\" is not in the content folder's files/",
        ),
        (
            recording("audio", "/images/a.gif"),
            "$.body[0].url: error: \"/images/a.gif\" is not in the content folder's files/",
        ),
        (
            recording("audio", "/files/absent.mp3"),
            "$.body[0].url: error: there is no file files/absent.mp3",
        ),
        (
            recording("audio", "/files/texte.txt"),
            "$.body[0].url: error: files/texte.txt is no sound that browsers play",
        ),
        (
            recording("video", "/files/son.mp3"),
            "$.body[0].url: error: files/son.mp3 is no film that browsers play; export it as mp4 or webm",
        ),
        (
            recording("video", "/files/film.mp4#t=3"),
            "$.body[0].url: error: \"/files/film.mp4#t=3\" has more than the file's path",
        ),
        (
            json!({"type": "video", "url": "/files/film.mp4", "title": "Un", "width": 1, "height": 60000}),
            "$.body[0].width: error: no film is 5 times as wide as high, nor as high as wide",
        ),
        (
            json!({"type": "audio", "url": "/files/son.mp3", "title": "Un", "duration": 4_294_967_296_u64}),
            "$.body[0].duration: error: this is longer than a week; write it in seconds",
        ),
        (
            silent,
            "$.body[0]: warning: nobody who does not hear knows what is said in it",
        ),
        (
            boxed,
            "$.body[0].transcript[0]: error: a block \"box\" stands in a transcript",
        ),
        (
            json!({"type": "box", "title": "Un", "body": [{"type": "notes", "items": []}]}),
            "$.body[0].body[0]: error: a block \"notes\" stands in a box; put it into the body itself",
        ),
        (
            json!({"type": "correction", "datePublished": "hier", "spans": said("a")}),
            "$.body[0].datePublished: error: \"hier\" is not a date",
        ),
        (
            json!({"type": "correction", "datePublished": "2024-08-01T08:00:00Z", "spans": said("a")}),
            "$.body[0].datePublished: warning: the correction is dated ahead, and shown now",
        ),
        (
            json!({"type": "correction", "datePublished": "2024-03-01T08:00:00Z", "spans": said("a")}),
            "$.body[0].datePublished: warning: the article was corrected after its last update, so feeds and search \
             engines are not told; write \"dateModified\": \"2024-03-01T08:00:00Z\"",
        ),
        (
            json!({"type": "correction", "datePublished": "2020-01-01T08:00:00Z", "spans": said("a")}),
            "$.body[0].datePublished: warning: the article was corrected before it was published; mend one of the dates",
        ),
        (
            paragraph(json!({"type": "note", "id": "rien"})),
            "$.body[0].spans[0].marks[0].id: error: there is no note \"rien\"",
        ),
        (
            json!({"type": "notes", "items": [{"id": "a", "spans": said("a")}]}),
            "$.body[0].items[0]: warning: no text names the note \"a\"",
        ),
        (
            json!({"type": "notes", "items": [{"id": "a", "spans": said("a")}, {"id": "a", "spans": said("b")}]}),
            "$.body[0].items[1].id: error: there are two notes \"a\"",
        ),
        (
            json!({"type": "notes", "items": [{"id": "a", "spans": with_mark(json!({"type": "note", "id": "a"}))}]}),
            "$.body[0].items[0].spans[0].marks[0]: error: a note stands in a note",
        ),
        (
            json!({"type": "paragraph", "spans": [{"text": " ", "marks": [{"type": "note", "id": "a"}]}]}),
            "$.body[0].spans[0].text: error: a note is named where there is nothing to read",
        ),
        (
            json!({"type": "list", "items": [[{"text": "un", "marks": [{"type": "note", "id": "a"}, {"type": "note", "id": "b"}]}]]}),
            "$.body[0].items[0][0].marks: error: two notes are named at one place",
        ),
        (
            paragraph(json!({"type": "blink"})),
            "$.body[0].spans[0].marks[0].type: error: there is no mark \"blink\"; use strong, emphasis, superscript",
        ),
    ] {
        let report = shown(&newsroom(json!([block, {"type": "paragraph", "spans": said("Un.")}])).report());
        assert!(report.contains(line), "{line}\nis not in\n{report}");
    }
    let notes = json!({"type": "notes", "items": [{"id": "a", "spans": said("a")}]});
    let twice = newsroom(json!([
        paragraph(json!({"type": "note", "id": "a"})),
        notes,
        notes
    ]));
    assert!(shown(&twice.report()).contains("$.body[2]: error: there are notes in two places"));
}

#[test]
fn a_line_may_break_in_a_text_and_nowhere_else() {
    let mut newsroom = newsroom(json!([{"type": "paragraph", "spans": said("Rue 214\nBamako")}]));
    newsroom.article["headline"] = json!("Un\ndeux");
    let report = shown(&newsroom.report());
    assert_eq!(report.lines().count(), 1, "{report}");
    assert!(report.contains("$.headline: warning: here is U+000A"), "{report}");
}

#[test]
fn a_page_is_checked_like_an_article_and_its_address_is_nobody_else_s() {
    let mut newsroom = newsroom(json!([{"type": "paragraph", "spans": [
        {"text": "Qui", "marks": [{"type": "link", "href": "/a-propos/"}]}]}]));
    newsroom.site["links"] =
        json!([{"name": "Mentions", "url": "/mentions/"}, {"name": "Perdu", "url": "/perdu/"}]);
    let pages = newsroom.folder.path().join("pages");
    fs::create_dir_all(&pages).unwrap();
    let page = |slug: &str| {
        json!({"version": "1.1", "slug": slug, "headline": "Qui", "dateModified": "2024-01-01T08:00:00Z",
            "body": [{"type": "paragraph", "spans": said("Nous.")}]})
    };
    for (file, page) in [
        ("a-propos", page("a-propos")),
        ("mentions", page("mentions")),
        ("rubrique", page("rubrique")),
        ("autre", page("autres")),
    ] {
        fs::write(pages.join(format!("{file}.json")), page.to_string()).unwrap();
    }
    let mut headless = page("sans");
    headless.as_object_mut().unwrap().remove("headline");
    headless["auteur"] = json!("Awa");
    headless["body"] =
        json!([{"type": "paragraph", "spans": with_mark(json!({"type": "link", "href": "/article/deux/"}))}]);
    fs::write(pages.join("sans.json"), headless.to_string()).unwrap();
    fs::write(pages.join("cassee.json"), "{").unwrap();
    fs::write(pages.join("brouillon.txt"), "").unwrap();
    let report = shown(&newsroom.report());
    for line in [
        "site.json: $.links[1].url: error: \"/perdu/\" leads nowhere in this newspaper",
        "pages/a-propos.json: $: warning: no reader finds this page: nothing leads to it; add its address, /a-propos/, to \"links\"",
        "pages/rubrique.json: $.slug: error: \"rubrique\" is an address of Kiosque's own",
        "pages/autre.json: $.slug: error: the slug \"autres\" and the file name autre.json differ",
        "pages/sans.json: $: error: \"headline\" is missing",
        "pages/sans.json: $.auteur: warning: nothing reads this key",
        "pages/sans.json: $.body[0].spans[0].marks[0].href: error: \"/article/deux/\" leads nowhere",
        "pages/cassee.json: $: error: ",
        "pages/brouillon.txt: $: warning: this is no file whose name ends in .json",
    ] {
        assert!(report.contains(line), "{line}\nis not in\n{report}");
    }
    assert!(!report.contains("pages/mentions.json"), "{report}");
}

#[test]
fn a_host_that_takes_no_rule_for_more_pages_is_named_once() {
    let newsroom = newsroom(json!([{"type": "paragraph", "spans": said("Un.")}]));
    let pages = newsroom.folder.path().join("pages");
    fs::create_dir_all(&pages).unwrap();
    let write = |number: usize| {
        let slug = format!("page-{number:03}");
        let page = json!({"version": "1.1", "slug": slug, "headline": "Qui", "dateModified": "2024-01-01T08:00:00Z",
            "body": [{"type": "paragraph", "spans": said("Nous.")}]});
        fs::write(pages.join(format!("{slug}.json")), page.to_string()).unwrap();
    };
    let most = crate::hosts::most_pages();
    (0..most).for_each(write);
    assert!(!shown(&newsroom.report()).contains("Cloudflare"));
    (most..most + 2).for_each(write);
    let report = shown(&newsroom.report());
    assert_eq!(report.matches("Cloudflare Pages takes no more rules").count(), 1);
    let first = format!("pages/page-{most:03}.json: $: warning: Cloudflare Pages takes no more rules");
    assert!(report.contains(&first), "{report}");
}
