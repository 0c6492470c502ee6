//! What a newsroom would lose where HTML became blocks badly.

mod footnote;
mod hostile;
mod slow;
mod table;

use serde_json::{Value, json};
use url::Url;

use super::*;
use crate::{
    account,
    library::{Attachment, Stored},
};

fn base() -> Url {
    Url::parse("https://journal.example/2019/03/un/").unwrap()
}

/// A library whose pictures are all here.
fn library() -> Library {
    let mut library = Library::default();
    library.hosts.push("journal.example".to_owned());
    for id in 1..=4_u64 {
        let url = format!("https://journal.example/wp-content/uploads/2019/03/photo{id}.jpg");
        library.stored.insert(
            url.clone(),
            Stored {
                url: format!("/images/2019/03/photo{id}.jpg"),
                width: 1200,
                height: 800,
            },
        );
        let attachment = Attachment {
            url: url.into(),
            alt: if id == 2 {
                "Le marché de Ségou".into()
            } else {
                "".into()
            },
            caption: if id == 3 {
                "Une <em>vue</em>".into()
            } else {
                "".into()
            },
            title: format!("photo{id}").into(),
            credit: if id == 1 { "Awa Diarra".into() } else { "".into() },
        };
        library.add_attachment(id, 7, attachment);
    }
    let page = Url::parse("https://journal.example/2018/01/deux/").unwrap();
    library.add_article("deux", std::iter::once(&page));
    library.add_shared(
        99,
        "<!-- wp:paragraph --><p>Partagé <a href=\"/x\">x</a></p><!-- /wp:paragraph -->".to_owned(),
    );
    library
}

fn context<'a>(library: &'a Library, base: &'a Url) -> Context<'a> {
    Context {
        library,
        base: Some(base),
        language: "fr",
        record: 7,
        newlines: true,
        shortcodes: true,
        notes: &[],
    }
}

/// Converts, and holds the result to the law.
pub fn converted(html: &str) -> Body {
    let (library, base) = (library(), base());
    let context = Context {
        newlines: !comment::has_blocks(html),
        ..context(&library, &base)
    };
    lawful(html, context)
}

pub fn lawful(html: &str, context: Context<'_>) -> Body {
    let body = convert(html, context);
    let source = Said::of(&expanded(html, context.library));
    if let Some(said) = &body.said {
        let words = |text: &str| {
            let mut words = Vec::new();
            crate::text::words(text, &mut |word| words.push(word.to_owned()));
            words
        };
        assert_eq!(words(&said.words), words(&source.words));
        assert_eq!(said.sources, source.sources);
    }
    let unaccounted = account::account(&[source], &body.blocks, &[], &body.entries, context.base).unaccounted;
    assert!(
        unaccounted.is_empty(),
        "{unaccounted:?}\n{}\n{}",
        &html[..html.floor_char_boundary(1500)],
        serde_json::to_string(&body)
            .unwrap()
            .chars()
            .take(4_000)
            .collect::<String>()
    );
    for entry in &body.entries {
        assert!(entry.was.is_some() || entry.now.is_some(), "{entry:?}");
    }
    body
}

pub fn blocks(html: &str) -> Value {
    serde_json::to_value(converted(html).blocks).unwrap()
}

pub fn reasons(html: &str) -> Vec<Reason> {
    let mut reasons: Vec<Reason> = converted(html).entries.iter().map(|entry| entry.reason).collect();
    reasons.sort();
    reasons.dedup();
    reasons
}

fn paragraph(text: &str) -> Value {
    json!({"type": "paragraph", "spans": [{"text": text}]})
}

#[test]
fn classic_text_has_the_paragraphs_and_breaks_that_wordpress_gave_it() {
    assert_eq!(
        blocks("Un\u{a0}:  deux\n\ntrois\nquatre\r\n\r\n<strong>cinq\n\nsix</strong> sept"),
        json!([
            paragraph("Un : deux"),
            paragraph("trois\nquatre"),
            {"type": "paragraph", "spans": [{"text": "cinq", "marks": [{"type": "strong"}]}]},
            {"type": "paragraph", "spans": [{"text": "six", "marks": [{"type": "strong"}]}, {"text": " sept"}]},
        ])
    );
    assert_eq!(
        blocks("<p>un<br>deux<br><br>trois</p>"),
        json!([paragraph("un\ndeux"), paragraph("trois")])
    );
}

#[test]
fn a_picture_in_a_line_parts_it_and_the_original_is_taken() {
    assert_eq!(
        blocks(
            "un <a href=\"https://journal.example/wp-content/uploads/2019/03/photo1.jpg\"><img class=\"wp-image-1\" src=\"/wp-content/uploads/2019/03/photo1-300x200.jpg\"></a> deux"
        ),
        json!([
            paragraph("un"),
            {"type": "image", "url": "/images/2019/03/photo1.jpg", "width": 1200, "height": 800, "creditText": "Awa Diarra"},
            paragraph("deux"),
        ])
    );
}

#[test]
fn captions_stand_under_their_pictures_however_they_were_written() {
    let image = |caption: &str| json!({"type": "image", "url": "/images/2019/03/photo2.jpg", "width": 1200, "height": 800, "alt": "Le marché de Ségou", "caption": caption});
    let src = "/wp-content/uploads/2019/03/photo2.jpg";
    for html in [
        format!("[caption id=\"attachment_2\" width=\"300\"]<img src=\"{src}\"> Une vue[/caption]"),
        format!(
            "<p>[caption id=\"attachment_2\"]<a href=\"{src}\"><img src=\"{src}\"></a>Une <b>vue</b>[/caption]</p>"
        ),
        format!("[caption caption=\"Une vue\"]<img src=\"{src}\">[/caption]"),
        format!(
            "<div class=\"wp-caption\"><img src=\"{src}\"><p class=\"wp-caption-text\">Une vue</p></div>"
        ),
        format!("<figure><img src=\"{src}\"><figcaption>Une vue</figcaption></figure>"),
        format!(
            "<!-- wp:image --><figure class=\"wp-block-image\"><img src=\"{src}\"/><figcaption class=\"wp-element-caption\">Une vue</figcaption></figure><!-- /wp:image -->"
        ),
    ] {
        assert_eq!(blocks(&html), json!([image("Une vue")]), "{html}");
    }
}

#[test]
fn a_picture_that_is_not_here_is_told_with_its_caption() {
    let html =
        "<figure><img src=\"/absent.jpg\"><figcaption>Une <a href=\"/x\">vue</a></figcaption></figure>";
    assert_eq!(blocks(html), json!([]));
    assert_eq!(reasons(html), [Reason::PictureMissing]);
}

#[test]
fn galleries_are_galleries_by_numbers_and_by_markup() {
    let value = blocks("[gallery ids=\"1,3\"]");
    assert_eq!(value[0]["type"], "gallery");
    assert_eq!(value[0]["images"][1]["caption"], "Une vue");
    assert_eq!(blocks("[gallery]")[0]["images"].as_array().unwrap().len(), 4);
    let value = blocks(
        "<!-- wp:gallery --><figure class=\"wp-block-gallery has-nested-images\"><figure class=\"wp-block-image\"><img data-id=\"1\" src=\"/a.jpg\"/><figcaption>Un</figcaption></figure><figure class=\"wp-block-image\"><img data-id=\"2\" src=\"/b.jpg\"/></figure><figcaption class=\"blocks-gallery-caption\">Tout</figcaption></figure><!-- /wp:gallery -->",
    );
    assert_eq!(value[0]["caption"], "Tout");
    assert_eq!(value[0]["images"][0]["caption"], "Un");
    let value = blocks(
        "<div class=\"gallery\"><dl class=\"gallery-item\"><dt><img class=\"wp-image-1\" src=\"/a.jpg\"></dt><dd class=\"wp-caption-text\">Un</dd></dl><dl class=\"gallery-item\"><dt><img class=\"wp-image-2\" src=\"/b.jpg\"></dt></dl></div>",
    );
    assert_eq!(value[0]["images"][0]["caption"], "Un");
}

#[test]
fn lists_keep_their_levels_up_to_four() {
    assert_eq!(
        blocks("<ul><li>un<ol><li>a</li></ol></li><li>deux <b>x</b></li></ul>"),
        json!([{"type": "list", "items": [
            {"spans": [{"text": "un"}], "ordered": true, "items": [[{"text": "a"}]]},
            [{"text": "deux "}, {"text": "x", "marks": [{"type": "strong"}]}],
        ]}])
    );
    let deep = format!("{}fin{}", "<ul><li>x".repeat(6), "</li></ul>".repeat(6));
    assert!(reasons(&deep).contains(&Reason::NestedTooDeep));
    let mut level = &blocks(&deep)[0];
    for _ in 0..3 {
        level = &level["items"][0];
    }
    assert!(level["items"].as_array().unwrap().iter().all(Value::is_array));
    assert_eq!(
        blocks("<dl><dt>Mali</dt><dd>Un pays</dd></dl>")[0]["spans"][0]["marks"][0]["type"],
        "strong"
    );
}

#[test]
fn quotations_name_who_said_them() {
    assert_eq!(
        blocks("<blockquote><p>Un.</p><p>Deux.</p><cite>Awa</cite></blockquote>"),
        json!([
            {"type": "quote", "spans": [{"text": "Un."}]},
            {"type": "quote", "spans": [{"text": "Deux."}], "attribution": "Awa"},
        ])
    );
    assert_eq!(
        blocks(
            "<figure class=\"wp-block-pullquote\"><blockquote><p>Un.</p><cite>Awa</cite></blockquote></figure>"
        ),
        json!([{"type": "pullQuote", "spans": [{"text": "Un."}], "attribution": "Awa"}])
    );
    // A title of a book within the words is emphasised, and nobody.
    assert_eq!(
        blocks("<blockquote><p>Dans <cite>Sogolon</cite>, dit-il.</p></blockquote>")[0].get("attribution"),
        None
    );
}

#[test]
fn frames_films_and_lone_addresses_are_cards() {
    for html in [
        "<iframe src=\"//www.youtube.com/embed/dQw4w9WgXcQ?rel=0\"></iframe>",
        "un\n\nhttps://www.youtube.com/watch?v=dQw4w9WgXcQ\n\ndeux",
        "un\nhttps://www.youtube.com/watch?v=dQw4w9WgXcQ\ndeux",
        "[embed width=\"600\"]https://www.youtube.com/watch?v=dQw4w9WgXcQ[/embed]",
        "[youtube https://www.youtube.com/watch?v=dQw4w9WgXcQ]",
        "[youtube id=\"dQw4w9WgXcQ\"]",
        "<!-- wp:embed {\"url\":\"x\"} --><figure class=\"wp-block-embed\"><div class=\"wp-block-embed__wrapper\">\nhttps://www.youtube.com/watch?v=dQw4w9WgXcQ\n</div><figcaption>Légende</figcaption></figure><!-- /wp:embed -->",
    ] {
        let value = blocks(html);
        let embed = value
            .as_array()
            .unwrap()
            .iter()
            .find(|block| block["type"] == "embed")
            .unwrap_or_else(|| panic!("{html}: {value}"));
        assert_eq!(
            embed["url"], "https://www.youtube.com/watch?v=dQw4w9WgXcQ",
            "{html}"
        );
        assert_eq!(embed["providerName"], "YouTube");
    }
    let tweet = "<blockquote class=\"twitter-tweet\"><p>Le fleuve monte <a href=\"https://t.co/x\">pic</a></p>&mdash; Awa (@awa) <a href=\"https://twitter.com/awa/status/12\">3 mars</a></blockquote><script async src=\"https://platform.twitter.com/widgets.js\"></script>";
    let value = blocks(tweet);
    assert_eq!(value[0]["url"], "https://twitter.com/awa/status/12");
    assert!(value[0]["title"].as_str().unwrap().contains("Le fleuve monte"));
    assert_eq!(
        blocks("<audio controls src=\"https://journal.example/son.mp3\"></audio>")[0]["type"],
        "embed"
    );
    assert_eq!(
        blocks("[audio mp3=\"https://journal.example/son.mp3\"][/audio]")[0]["url"],
        "https://journal.example/son.mp3"
    );
}

#[test]
fn links_lead_to_articles_that_came_along_and_nowhere_dangerous() {
    let value = blocks(
        "<a href=\"http://www.journal.example/2018/01/deux\">deux</a> <a href=\"javascript:alert(1)\">x</a> <a href=\"#a\">y</a> <a href=\"/z\"></a>",
    );
    assert_eq!(value[0]["spans"][0]["marks"][0]["href"], "/article/deux/");
    assert_eq!(value[0]["spans"].as_array().unwrap().len(), 2, "{value}");
}

#[test]
fn footnotes_are_notes() {
    let (library, base) = (library(), base());
    let notes = vec![
        (
            "u1".to_owned(),
            "Une <em>note</em> <a href=\"/n\">n</a>".to_owned(),
        ),
        ("u2".to_owned(), "Perdue".to_owned()),
    ];
    let html =
        "<p>Le mot<sup data-fn=\"u1\" class=\"fn\"><a href=\"#u1\" id=\"u1-link\">1</a></sup> suit.</p>";
    let body = convert(
        html,
        Context {
            notes: &notes,
            newlines: false,
            ..context(&library, &base)
        },
    );
    let value = serde_json::to_value(&body.blocks).unwrap();
    assert_eq!(
        value[0]["spans"][1],
        json!({"text": "mot", "marks": [{"type": "note", "id": "1"}]})
    );
    assert_eq!(value[1]["items"][0]["id"], "1");
    assert!(
        body.entries
            .iter()
            .any(|entry| entry.was.as_deref() == Some("Perdue"))
    );
    let value = blocks("Le mot[ref]Voir <a href=\"https://a.example/\">là</a>.[/ref] suit.");
    assert_eq!(value[1]["type"], "notes");
    assert_eq!(value[0]["spans"][2]["text"], " suit.");
}

#[test]
fn a_short_caption_of_a_recording_is_its_title() {
    let mut library = library();
    for file in ["son.mp3", "film.mp4"] {
        let stored = Stored {
            url: format!("/files/{file}"),
            width: 0,
            height: 0,
        };
        library.stored.insert(
            format!("https://journal.example/wp-content/uploads/{file}"),
            stored,
        );
    }
    let base = base();
    let of = |html: &str| serde_json::to_value(lawful(html, context(&library, &base)).blocks).unwrap();
    let sound = "<audio controls src=\"https://journal.example/wp-content/uploads/son.mp3\"></audio>";
    let value = of(&format!(
        "<figure class=\"wp-block-audio\">{sound}<figcaption>La griotte <em>chante</em></figcaption></figure>"
    ));
    assert_eq!(
        value,
        json!([{"type": "audio", "url": "/files/son.mp3", "title": "La griotte chante"}])
    );
    let value = of(&format!(
        "<figure>{sound}<figcaption>Écouter <a href=\"https://a.example/\">tout</a></figcaption></figure>"
    ));
    assert_eq!(value[0]["title"], "journal.example/wp-content/uploads/son.mp3");
    assert_eq!(value[1]["spans"][0]["text"], "Écouter ");
    // A recording that is not here is a card.
    let value = of(
        "<figure><figcaption>Le film</figcaption><video src=\"https://journal.example/v/autre.mp4\"></video></figure>",
    );
    assert_eq!(
        value,
        json!([{"type": "embed", "url": "https://journal.example/v/autre.mp4", "title": "Le film", "providerName": "journal.example"}])
    );
    // Of figures within each other each has its own words.
    let value = of(&format!(
        "<figure><figure>{sound}<figcaption>Dedans</figcaption></figure><figcaption>Dehors</figcaption></figure>"
    ));
    assert_eq!(value[0]["title"], "Dedans");
    assert_eq!(value[1]["spans"][0]["text"], "Dehors");
    let value = of(&format!(
        "<figure><figure>{sound}</figure><figcaption>Dehors</figcaption></figure>"
    ));
    assert_eq!(value[0]["title"], "Dehors");
    assert_eq!(value[1], Value::Null);
}

#[test]
fn boxes_have_titles_and_stand_in_no_box() {
    let value = blocks(
        "<details><summary>Repères</summary><p>Un</p><details><summary>Deux</summary>x</details></details>",
    );
    assert_eq!(value[0]["type"], "box");
    assert_eq!(value[0]["title"], "Repères");
    assert!(
        value[0]["body"]
            .as_array()
            .unwrap()
            .iter()
            .all(|block| block["type"] != "box")
    );
}

#[test]
fn code_and_poems_keep_their_lines() {
    assert_eq!(
        blocks(
            "<pre class=\"wp-block-code\"><code class=\"language-rust\">fn main() {\n    x();\n}</code></pre>"
        ),
        json!([{"type": "code", "text": "fn main() {\n    x();\n}"}])
    );
    assert_eq!(
        blocks("<pre class=\"wp-block-verse\">un\n  deux</pre>"),
        json!([paragraph("un\ndeux")])
    );
    assert_eq!(
        blocks("H<sub>2</sub>O le 1<sup>er</sup>")[0]["spans"][1]["marks"][0]["type"],
        "subscript"
    );
}

#[test]
fn a_heading_of_the_third_level_comes_after_one_of_the_second() {
    let value = blocks("<h3>a</h3><h4>b</h4><h2>c</h2><h5>d</h5><p><strong>e</strong></p>");
    let levels: Vec<&Value> = value
        .as_array()
        .unwrap()
        .iter()
        .map(|block| &block["level"])
        .collect();
    assert_eq!(json!(levels), json!([2, 3, 2, 3, null]));
}

#[test]
fn what_is_left_out_is_told_with_its_reason() {
    for (html, reason) in [
        ("<script>x()</script>", Reason::Script),
        (
            "<form><input value=\"x\"><button>Oui</button></form>",
            Reason::Form,
        ),
        ("[contact-form-7 id=\"12\"]", Reason::Form),
        ("[adrotate banner=\"1\"]", Reason::Advertisement),
        (
            "<img src=\"https://a.example/p.gif\" width=\"1\" height=\"1\">",
            Reason::TrackingPixel,
        ),
        ("<!--more-->", Reason::PageBreak),
        ("<!--nextpage-->", Reason::PageBreak),
        ("<!-- wp:latest-posts {\"n\":5} /-->", Reason::DynamicBlock),
        ("[foo bar=\"1\"]mot[/foo]", Reason::UnknownShortcode),
        ("[vc_row]mot[/vc_row]", Reason::Shortcode),
        ("<u>mot</u>", Reason::LostStyle),
        ("<q>mot</q>", Reason::QuotationMarks),
        ("<svg><text>mot</text></svg>", Reason::Drawing),
        ("mo\u{8}t \u{202e}x", Reason::UnseenSign),
        ("<img src=\"data:image/gif;base64,R0\">", Reason::DataPicture),
        (
            "<img class=\"emoji\" alt=\"😀\" src=\"https://s.w.org/images/core/emoji/1.svg\">",
            Reason::EmojiPicture,
        ),
        ("<!-- wp:block {\"ref\":99} /-->", Reason::ReusableBlock),
        ("<p>[[gallery]]</p>", Reason::EscapedShortcode),
        ("<iframe src=\"about:blank\"></iframe>", Reason::FrameNowhere),
        ("[dropcap]L[/dropcap]e mot", Reason::JoinedWord),
    ] {
        assert!(reasons(html).contains(&reason), "{html}: {:?}", converted(html));
    }
}

#[test]
fn what_is_left_out_of_a_line_glues_no_words() {
    for html in [
        "<p>Avant<span class=\"advertisement\">pub</span>après</p>",
        "<p>Avant<a class=\"wp-polls\" href=\"/x\">vote</a>, après</p>",
        "<p>Avant<a data-kiosque-out=\"Sharing\" href=\"/x\">vote</a>après <b data-kiosque-out=\"Unaccounted\">reste</b></p>",
        "<ul><li><div data-kiosque-out=\"Related\">rien <a href=\"/x\">x</a></div></li><li>un point</li></ul>",
    ] {
        blocks(html);
    }
    assert!(reasons("<p>a <b data-kiosque-out=\"Hidden\">b</b></p>").contains(&Reason::Hidden));
}

/// The reasons that the report gives, and the pictures that came of a text whose library has each picture that is named.
fn pictures(html: &str, here: &[&str]) -> (Vec<String>, Vec<Reason>) {
    let (mut library, base) = (library(), base());
    for name in here {
        let stored = Stored {
            url: format!("/images/{name}"),
            width: 1200,
            height: 800,
        };
        library
            .stored
            .insert(format!("https://journal.example/p/{name}"), stored);
    }
    let body = lawful(html, context(&library, &base));
    let urls = body.blocks.iter().filter_map(|block| match block {
        Block::Image(image) => Some(image.url.clone()),
        _ => None,
    });
    (urls.collect(), body.entries.iter().map(|it| it.reason).collect())
}

#[test]
fn pictures_that_scripts_would_have_shown_are_there() {
    for html in [
        "<img src=\"data:image/gif;base64,R0\" data-srcset=\"/p/b.jpg 300w, /p/a.jpg 1024w\">",
        "<img srcset=\"/p/b.jpg 300w, /p/a.jpg 1024w\">",
        "<img src=\"data:image/gif;base64,R0\" nitro-lazy-src=\"/p/a.jpg\">",
        "<img src=\"/p/blank.gif\" data-lazy-src=\"/p/a.jpg\">",
        "<picture><source type=\"image/avif\" srcset=\"/p/a.avif\"><source type=\"image/webp\" srcset=\"/p/c.webp\"><source srcset=\"/p/b.jpg 300w, /p/a.jpg 1024w\"><img src=\"data:image/gif;base64,R0\"></picture>",
        "<picture><source data-srcset=\"/p/a.jpg\"><img></picture>",
        "<img src=\"data:image/gif;base64,R0\" data-srcset=\"/p/a.jpg 1024w\"><noscript><img src=\"/p/a.jpg\"></noscript>",
    ] {
        let (urls, reasons) = pictures(html, &["a.jpg", "b.jpg", "c.webp", "blank.gif"]);
        assert_eq!(urls, ["/images/a.jpg"], "{html}");
        assert!(!reasons.contains(&Reason::DataPicture) && !reasons.contains(&Reason::PictureNowhere));
    }
    let (urls, reasons) = pictures("<img src=\"data:image/gif;base64,R0\">", &[]);
    assert!(urls.is_empty() && reasons.contains(&Reason::DataPicture));
}

#[test]
fn a_size_in_a_name_is_another_picture_but_in_the_uploads_of_wordpress() {
    let both = ["plan.jpg", "plan-10x15.jpg"];
    let (urls, reasons) = pictures("<img src=\"/p/plan-10x15.jpg\">", &both);
    assert_eq!(urls, ["/images/plan-10x15.jpg"]);
    assert!(!reasons.contains(&Reason::SmallPicture));
    // Nothing else is there.
    let (urls, reasons) = pictures("<img src=\"/p/plan-10x15.jpg\">", &["plan.jpg"]);
    assert_eq!(urls, ["/images/plan.jpg"]);
    assert!(reasons.contains(&Reason::SmallPicture));
    let (urls, reasons) = pictures(
        "<img src=\"/wp-content/uploads/2019/03/photo1-300x200.jpg\">",
        &[],
    );
    assert_eq!(urls, ["/images/2019/03/photo1.jpg"]);
    assert!(reasons.contains(&Reason::SmallPicture));
}

#[test]
fn words_that_describe_a_picture_stay_and_names_of_files_are_told() {
    for words in [
        "Covid-19",
        "G20",
        "A380",
        "2019",
        "Covid-19.",
        "M.B.",
        "Ségou",
        "covid-19",
        "P2",
        "Apollo-11",
        "H5N1",
    ] {
        assert!(!is_file_name(words), "{words}");
    }
    for name in [
        "IMG_2031",
        "DSC01234",
        "marche-2.jpg",
        "Photo.JPEG",
        "photo2",
        "P1010023",
        "20190312-WA0003.jpg",
        "20190312",
        "d41d8cd98f00b204e9800998ecf8427e",
        "capture_ecran",
        "image-3",
    ] {
        assert!(is_file_name(name), "{name}");
    }
    let (_, reasons) = pictures("<img src=\"/p/a.jpg\" alt=\"IMG_2031\">", &["a.jpg"]);
    assert!(reasons.contains(&Reason::FileName));
    let (_, reasons) = pictures("<img src=\"/p/a.jpg\" alt=\"Covid-19\">", &["a.jpg"]);
    assert!(!reasons.contains(&Reason::FileName) && !reasons.contains(&Reason::NoAlternative));
}
