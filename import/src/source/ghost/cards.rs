//! Ghost's cards (<https://github.com/TryGhost/Koenig/tree/main/packages/kg-default-nodes>), alike in both of its editors.

use serde_json::Value;
use url::Url;

use crate::{
    outcome::{Entry, Kind, Reason},
    source::{
        json,
        markup::{Markup, escaped},
    },
    text,
};

/// Writes a card.
pub fn card(name: &str, of: &Value, place: &str, to: &mut Markup) {
    if is_hidden(of) {
        keep_back(of, place, to);
        return;
    }
    let said = |name: &str| json::text(of, name);
    match name {
        "image" => image(of, to),
        "gallery" => gallery(of, to),
        "horizontalrule" | "hr" | "card-hr" => to.raw("<hr>"),
        "codeblock" | "code" | "code-block" => {
            let class = format!("language-{}", said("language"));
            to.element("pre", &[], |to| {
                to.element("code", &[("class", &class)], |to| to.text(said("code")));
            });
            to.paragraph(said("caption"));
        }
        "html" => to.element("div", &[], |to| to.typed(said("html"))),
        "markdown" | "card-markdown" => {
            to.element("div", &[], |to| to.typed(&of_markdown(said("markdown"))));
        }
        "embed" => embed(of, to),
        "bookmark" => bookmark(of, place, to),
        "callout" => callout(of, place, to),
        "toggle" => boxed(said("heading"), to, |to| to.typed(said("content"))),
        "audio" => {
            to.tell(Reason::Embed, said("title"), place);
            to.element("audio", &[("src", said("src")), ("title", said("title"))], |_| {});
        }
        "video" => figure(said("caption"), to, |to| {
            let [width, height] = ["width", "height"].map(|side| json::id(&of[side]));
            let attributes = [("src", said("src")), ("width", &width), ("height", &height)];
            to.element("video", &attributes, |_| {});
        }),
        "file" => {
            let title = [said("fileTitle"), said("fileName")]
                .into_iter()
                .find(|it| text::says(it));
            to.element("div", &[("class", "wp-block-file")], |to| {
                to.element("a", &[("href", said("src"))], |to| {
                    to.text(title.unwrap_or("PDF"))
                });
            });
            if text::says(said("fileTitle")) {
                to.tell(Reason::DownloadButton, said("fileName"), place);
            }
            to.paragraph(&escaped(said("fileCaption")));
        }
        "button" => button(said("buttonUrl"), said("buttonText"), place, to),
        "product" => product(of, place, to),
        "header" => header(of, place, to),
        // They stand in e-mails and on no page.
        "email" | "email-cta" => keep_back(of, place, to),
        "signup" | "call-to-action" => lose_all(Reason::EmailOnly, of, place, to),
        "paywall" => to.wall(),
        "collection" | "latest-posts" => lose_all(Reason::DynamicBlock, of, place, to),
        _ if text::says(said("html")) => to.element("div", &[], |to| to.typed(said("html"))),
        _ => unknown(of, place, to),
    }
}

/// A card that nobody knows lies in the report as it was.
pub fn unknown(of: &Value, place: &str, to: &mut Markup) {
    let entry = Entry::new(Reason::UnknownPart, Kind::Other, place);
    to.entries.push(entry.was(of.to_string()));
}

/// Whether a card is not for all who read the page.
fn is_hidden(of: &Value) -> bool {
    let visibility = &of["visibility"];
    visibility["web"]["nonMember"] == false || visibility["showOnWeb"] == false
}

/// A card that is for some readers only: its words are counted.
fn keep_back(of: &Value, place: &str, to: &mut Markup) {
    to.keep_back(place, |apart| lose_all(Reason::Private, of, place, apart));
}

/// What readers see of a card, by the fields of all cards.
const WORDS: [&str; 8] = [
    "header",
    "subheader",
    "heading",
    "sponsorLabel",
    "textValue",
    "html",
    "content",
    "disclaimer",
];

fn lose_all(reason: Reason, of: &Value, place: &str, to: &mut Markup) {
    for name in WORDS {
        // A label that is not shown is no word of the text.
        if name == "sponsorLabel" && of["hasSponsorLabel"] == false {
            continue;
        }
        to.lose(reason, json::text(of, name), place);
    }
    to.lose(reason, &of_markdown(json::text(of, "markdown")), place);
    to.tell(reason, json::text(of, "buttonText"), place);
    let addresses = [
        ("buttonUrl", Kind::Link),
        ("imageUrl", Kind::Picture),
        ("backgroundImageSrc", Kind::Picture),
        ("src", Kind::Picture),
    ];
    for (name, kind) in addresses {
        let address = json::text(of, name).trim();
        if !address.is_empty() {
            to.entries.push(Entry::new(reason, kind, place).was(address));
        }
    }
    if to.entries.last().is_none_or(|entry| entry.place != place) {
        to.entries.push(Entry::new(reason, Kind::Other, place).was(place));
    }
}

fn figure(caption: &str, to: &mut Markup, inner: impl FnOnce(&mut Markup)) {
    to.element("figure", &[], |to| {
        inner(to);
        if text::says(caption) {
            to.element("figcaption", &[], |to| to.typed(caption));
        }
    });
}

fn picture(of: &Value, to: &mut Markup) {
    let said = |name: &str| json::text(of, name);
    let show = |to: &mut Markup| {
        let [width, height] = ["width", "height"].map(|side| json::id(&of[side]));
        let attributes = [
            ("src", said("src")),
            ("alt", said("alt")),
            ("title", said("title")),
            ("width", &width),
            ("height", &height),
        ];
        to.open("img", &attributes);
    };
    match said("href") {
        "" => show(to),
        href => to.element("a", &[("href", href)], show),
    }
}

fn image(of: &Value, to: &mut Markup) {
    figure(json::text(of, "caption"), to, |to| picture(of, to));
}

fn gallery(of: &Value, to: &mut Markup) {
    let caption = json::text(of, "caption");
    to.element("figure", &[("class", "kg-gallery-card")], |to| {
        for image in of["images"].as_array().into_iter().flatten() {
            picture(image, to);
        }
        if text::says(caption) {
            to.element("figcaption", &[], |to| to.typed(caption));
        }
    });
}

/// Another page or a file, shown by the HTML that its site gave.
fn embed(of: &Value, to: &mut Markup) {
    let said = |name: &str| json::text(of, name);
    let title = json::text(&of["metadata"], "title");
    let html = said("html");
    figure(said("caption"), to, |to| {
        if !text::says(html) {
            to.element("iframe", &[("src", said("url")), ("title", title)], |_| {});
        } else if html.contains("<iframe") && !html.contains(" title=") && text::says(title) {
            let titled = format!("<iframe title=\"{}\"", escaped(title));
            to.typed(&html.replacen("<iframe", &titled, 1));
        } else {
            to.typed(html);
        }
    });
}

/// A card for another page, or a link where it is one that an article may lead to.
fn bookmark(of: &Value, place: &str, to: &mut Markup) {
    let about = |name: &str| json::text(&of["metadata"], name);
    let url = match json::text(of, "url") {
        "" => about("url"),
        url => url,
    };
    let title = match about("title") {
        "" => url,
        title => title,
    };
    match Url::parse(url).is_ok_and(|url| matches!(url.scheme(), "http" | "https")) {
        true => to.card(url, title),
        false => to.element("p", &[], |to| {
            to.element("a", &[("href", url)], |to| to.text(title))
        }),
    }
    to.paragraph(&escaped(about("description")));
    to.paragraph(json::text(of, "caption"));
    for name in ["author", "publisher"] {
        to.tell(Reason::Embed, about(name), place);
    }
}

/// A box with a title.
fn boxed(title: &str, to: &mut Markup, inner: impl FnOnce(&mut Markup)) {
    to.element("details", &[], |to| {
        to.element("summary", &[], |to| to.typed(title));
        inner(to);
    });
}

/// What a call-out is called that has no title.
const CALLOUT: &str = "À retenir";

fn callout(of: &Value, place: &str, to: &mut Markup) {
    let emoji = json::text(of, "calloutEmoji");
    let words = json::text(of, "calloutText");
    if !text::says(words) {
        to.tell(Reason::NothingShown, emoji, place);
        return;
    }
    to.entries
        .push(Entry::new(Reason::BoxTitle, Kind::Words, place).now(CALLOUT));
    let title = format!("{emoji} {CALLOUT}");
    boxed(&escaped(title.trim()), to, |to| to.paragraph(words));
}

fn button(url: &str, words: &str, place: &str, to: &mut Markup) {
    let is_web = Url::parse(url).is_ok_and(|url| matches!(url.scheme(), "http" | "https"));
    // Ghost's own windows, where one subscribes.
    if url.contains("#/portal") {
        to.tell(Reason::EmailOnly, words, place);
        to.entries
            .push(Entry::new(Reason::EmailOnly, Kind::Link, place).was(url));
    } else if is_web && text::says(words) {
        to.card(url, words);
    } else {
        to.element("p", &[], |to| {
            to.element("a", &[("href", url)], |to| to.text(words));
        });
    }
}

fn product(of: &Value, place: &str, to: &mut Markup) {
    let said = |name: &str| json::text(of, name);
    boxed(said("productTitle"), to, |to| {
        if text::says(said("productImageSrc")) {
            to.open("img", &[("src", said("productImageSrc"))]);
        }
        to.element("div", &[], |to| to.typed(said("productDescription")));
        let has_button = json::is_yes(&of["productButtonEnabled"]);
        if has_button && text::says(said("productUrl")) {
            to.element("p", &[], |to| {
                to.element("a", &[("href", said("productUrl"))], |to| {
                    to.text(said("productButton"))
                });
            });
        }
        if json::is_yes(&of["productRatingEnabled"]) {
            let rating = json::id(&of["productStarRating"]);
            to.entries
                .push(Entry::new(Reason::Drawing, Kind::Other, place).was(format!("{rating} / 5")));
        }
    });
}

fn header(of: &Value, place: &str, to: &mut Markup) {
    let said = |name: &str| json::text(of, name);
    if text::says(said("header")) {
        to.element("h2", &[], |to| to.typed(said("header")));
    }
    to.paragraph(said("subheader"));
    if text::says(said("backgroundImageSrc")) {
        to.open("img", &[("src", said("backgroundImageSrc"))]);
    }
    if json::is_yes(&of["buttonEnabled"]) && text::says(said("buttonText")) {
        button(said("buttonUrl"), said("buttonText"), place, to);
    }
}

/// The HTML of Markdown as Ghost has it: GitHub's, with footnotes.
pub fn of_markdown(markdown: &str) -> String {
    use pulldown_cmark::{Options, Parser, html};
    let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_FOOTNOTES;
    let mut written = String::with_capacity(markdown.len() + markdown.len() / 2);
    html::push_html(&mut written, Parser::new_ext(markdown, options));
    written
}
