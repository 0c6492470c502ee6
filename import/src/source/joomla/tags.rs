//! What stands in braces in texts of Joomla (`{loadmodule …}`, `{youtube}…{/youtube}`), and addresses below the site's root.

use std::fmt::Write;

use crate::{
    outcome::{Entry, Kind, Reason},
    source::markup::Markup,
    text,
};

/// What programs fill each time.
const DYNAMIC: [&str; 22] = [
    "loadmodule",
    "loadmoduleid",
    "loadposition",
    "module",
    "modulepos",
    "modulescom",
    "article",
    "articles",
    "field",
    "fieldgroup",
    "jcomments",
    "emailcloak",
    "snippet",
    "source",
    "widgetkit",
    "phocagallery",
    "phocadownload",
    "mosmap",
    "social",
    "addtoany",
    "k2splitter",
    "nomultithumb",
];
/// What asks something of readers.
const FORMS: [&str; 7] = [
    "rsform",
    "chronoforms",
    "convertforms",
    "breezingforms",
    "ba-forms",
    "contact",
    "acymailing",
];
/// Folders of pictures, of which the tables do not say what is in them.
const GALLERIES: [&str; 6] = ["gallery", "besps", "vsig", "igallery", "sigplus", "pgslideshow"];
/// What has a title and goes on to the next or to its end.
const TITLED: [&str; 6] = ["tab", "slide", "slider", "accordion", "pane", "toggle"];
/// What only lays out.
const LAYOUT: [&str; 10] = [
    "tabs",
    "slides",
    "sliders",
    "accordions",
    "panes",
    "toggles",
    "modal",
    "tip",
    "tooltip",
    "readmore",
];
/// Players of other sites, and the page of what they show.
const PLAYERS: [(&str, &str); 5] = [
    ("youtube", "https://www.youtube.com/watch?v="),
    ("youtubehd", "https://www.youtube.com/watch?v="),
    ("vimeo", "https://vimeo.com/"),
    ("dailymotion", "https://www.dailymotion.com/video/"),
    ("soundcloud", "https://soundcloud.com/"),
];
/// Recordings and films, here or elsewhere.
const RECORDINGS: [(&str, &str); 8] = [
    ("mp3", "audio"),
    ("mp3remote", "audio"),
    ("audio", "audio"),
    ("ogg", "audio"),
    ("mp4", "video"),
    ("mp4remote", "video"),
    ("webm", "video"),
    ("video", "video"),
];

/// The longest thing in braces, and the longest rule, in bytes: for what nobody closed a text is not read to its end.
const LONGEST: usize = 2_000;

/// Something in braces.
struct Tag<'a> {
    name: String,
    is_end: bool,
    /// What follows the name.
    rest: &'a str,
    whole: &'a str,
}

fn tag(from: &str) -> Option<Tag<'_>> {
    let end = text::beginning(from, LONGEST).find('}')?;
    let inner = from.get(1..end)?;
    let is_end = inner.starts_with('/');
    let inner = inner.trim_start_matches('/');
    let name: String = inner
        .chars()
        .take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-'))
        .collect();
    let rest = inner.get(name.len()..)?;
    let is_tag = name.starts_with(|c: char| c.is_ascii_alphabetic())
        && (rest.is_empty() || rest.starts_with([' ', '=', '|', '\u{a0}', ':']));
    is_tag.then(|| Tag {
        name: name.to_ascii_lowercase(),
        is_end,
        rest,
        whole: from.get(..=end).unwrap_or_default(),
    })
}

/// Writes a text as HTML that stands by itself.
pub fn write(said: &str, root: &str, images: &str, place: &str, to: &mut Markup) {
    let rooted = rooted(said, root);
    let mut old_images = images.lines().filter(|line| line.contains('|'));
    let mut rest = rooted.as_str();
    while let Some(at) = rest.find(['{', '<']) {
        let (before, from) = rest.split_at(at);
        to.raw(before);
        if from.starts_with('<') {
            let length = rule(from, place, to).unwrap_or(1);
            if length == 1 {
                to.raw("<");
            }
            rest = from.get(length..).unwrap_or_default();
            continue;
        }
        let Some(tag) = tag(from) else {
            to.raw("{");
            rest = from.get(1..).unwrap_or_default();
            continue;
        };
        let after = from.get(tag.whole.len()..).unwrap_or_default();
        rest = braces(&tag, after, root, &mut old_images, place, to);
    }
    to.raw(rest);
}

/// Writes what a tag stands for; gives what follows it.
fn braces<'t>(
    tag: &Tag<'_>,
    after: &'t str,
    root: &str,
    old_images: &mut dyn Iterator<Item = &str>,
    place: &str,
    to: &mut Markup,
) -> &'t str {
    let name = tag.name.as_str();
    let is = |names: &[&str]| names.contains(&name);
    if let Some((inner, following)) = enclosed(tag, after) {
        let plain = text::line(&crate::html::tree::text_of(inner));
        let id = plain.split('|').next().unwrap_or_default().trim();
        let address = PLAYERS
            .iter()
            .find(|(player, _)| *player == name)
            .map(|(_, page)| match id.contains("://") {
                true => id.to_owned(),
                false => format!("{page}{id}"),
            });
        let element = RECORDINGS
            .iter()
            .find(|(kind, _)| *kind == name)
            .map(|(_, it)| *it);
        if let Some(address) = address.filter(|_| !id.is_empty() && !id.contains(' ')) {
            to.element("iframe", &[("src", &address)], |_| {});
            return following;
        }
        if let Some(element) = element.filter(|_| id.contains(['/', '.']) && !id.contains('<')) {
            let src = match id.contains("://") || id.starts_with('/') {
                true => id.to_owned(),
                false => format!("{root}{id}"),
            };
            to.element(element, &[("src", &src)], |_| {});
            return following;
        }
        if is(&GALLERIES) {
            let whole = format!("{} {plain}", tag.whole);
            to.tell(Reason::DynamicBlock, &whole, place);
            return following;
        }
    }
    if name == "mosimage" {
        match old_images.next() {
            Some(line) => old_picture(line, root, to),
            None => to.tell(Reason::UnknownShortcode, tag.whole, place),
        }
    } else if name == "mospagebreak" {
        let title = tag
            .rest
            .split('&')
            .find_map(|part| part.trim().strip_prefix("title="));
        page_break(title.unwrap_or_default(), place, to);
    } else if is(&DYNAMIC) {
        to.tell(Reason::DynamicBlock, tag.whole, place);
    } else if is(&FORMS) {
        to.tell(Reason::Form, tag.whole, place);
    } else if is(&TITLED) {
        let title = tag.rest.trim_start_matches([' ', '=', '|', ':', '\u{a0}']);
        let title = title.split('|').next().unwrap_or_default().trim();
        let told = Entry::new(Reason::Shortcode, Kind::Other, place);
        to.entries.push(told.was(tag.whole));
        if !tag.is_end && text::says(title) {
            to.element("h3", &[], |to| to.raw(title));
        }
    } else if is(&LAYOUT) {
        to.tell(Reason::Shortcode, tag.whole, place);
    } else if PLAYERS.iter().any(|(it, _)| *it == name)
        || RECORDINGS.iter().any(|(it, _)| *it == name)
        || is(&GALLERIES)
    {
        to.tell(Reason::UnknownShortcode, tag.whole, place);
    } else {
        to.raw(tag.whole);
    }
    after
}

/// What stands up to the end of a tag.
fn enclosed<'t>(tag: &Tag<'_>, after: &'t str) -> Option<(&'t str, &'t str)> {
    if tag.is_end {
        return None;
    }
    let close = format!("{{/{}}}", tag.name);
    let small = text::beginning(after, LONGEST).to_ascii_lowercase();
    let end = small.find(&close)?;
    Some((after.get(..end)?, after.get(end + close.len()..)?))
}

/// A picture of versions before 1.5: `a.jpg|left|alt|0|caption|…`, below `images/stories/`.
fn old_picture(line: &str, root: &str, to: &mut Markup) {
    let parts: Vec<&str> = line.split('|').map(str::trim).collect();
    let part = |at: usize| parts.get(at).copied().unwrap_or_default();
    let src = format!("{root}images/stories/{}", part(0));
    to.element("figure", &[], |to| {
        to.open("img", &[("src", &src), ("alt", part(2))]);
        if text::says(part(4)) {
            to.element("figcaption", &[], |to| to.text(part(4)));
        }
    });
}

fn page_break(title: &str, place: &str, to: &mut Markup) {
    to.entries
        .push(Entry::new(Reason::PageBreak, Kind::Other, place).was(title));
    if text::says(title) {
        to.element("h2", &[], |to| to.text(title));
    }
}

/// Reads a rule that parts an article; gives its length.
fn rule(from: &str, place: &str, to: &mut Markup) -> Option<usize> {
    let name = from.get(1..3)?;
    if !name.eq_ignore_ascii_case("hr") || !from.get(3..)?.starts_with([' ', '/', '>', '\n', '\t']) {
        return None;
    }
    let length = text::beginning(from, LONGEST).find('>')? + 1;
    let tag = from.get(..length)?;
    if tag.contains("system-readmore") {
        let entry = Entry::new(Reason::PageBreak, Kind::Other, place);
        to.entries.push(entry.was("system-readmore"));
        return Some(length);
    }
    if tag.contains("system-pagebreak") {
        let title = value(tag, "title").unwrap_or_default();
        page_break(&crate::html::tree::text_of(title), place, to);
        return Some(length);
    }
    None
}

/// The value of an attribute of a tag.
fn value<'t>(tag: &'t str, name: &str) -> Option<&'t str> {
    let (_, after) = tag.split_once(&format!(" {name}="))?;
    let quote = after.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    after.get(1..)?.split(quote).next()
}

/// A text whose addresses are of the site's root: Joomla writes them below it, wherever the article is read.
fn rooted(said: &str, root: &str) -> String {
    let mut out = String::with_capacity(said.len() + 64);
    let mut rest = said;
    while let Some(at) = rest.find('=') {
        let (before, from) = rest.split_at(at);
        out.push_str(before);
        out.push('=');
        rest = from.get(1..).unwrap_or_default();
        let is_address = ["src", "href", "poster", "data"].iter().any(|name| {
            before
                .strip_suffix(name)
                .is_some_and(|it| it.ends_with(char::is_whitespace))
        });
        let Some(quote) = rest
            .chars()
            .next()
            .filter(|c| is_address && matches!(c, '"' | '\''))
        else {
            continue;
        };
        let Some((value, after)) = rest.get(1..).and_then(|rest| rest.split_once(quote)) else {
            continue;
        };
        let _ = write!(out, "{quote}{}{quote}", absolute(value, root));
        rest = after;
    }
    out.push_str(rest);
    out
}

fn absolute(value: &str, root: &str) -> String {
    let plain = value.split("#joomlaImage").next().unwrap_or_default().trim();
    let has_scheme = plain.split_once(':').is_some_and(|(scheme, _)| {
        scheme
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c))
    });
    match plain.is_empty() || plain.starts_with(['/', '#', '{']) || has_scheme || plain.starts_with("www.") {
        true => plain.to_owned(),
        false => format!("{root}{}", plain.trim_start_matches("./")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(said: &str) -> (String, Vec<(Reason, Option<String>)>) {
        let mut markup = Markup::default();
        write(
            said,
            "/site/",
            "a.jpg|left|Une vue|0|Légende|bottom|center|\n",
            "introtext",
            &mut markup,
        );
        let told = markup
            .entries
            .iter()
            .map(|it| (it.reason, it.was.clone()))
            .collect();
        (markup.html, told)
    }

    #[test]
    fn what_plugins_would_have_shown_is_shown_or_told() {
        for (said, html) in [
            (
                "{youtube}abc{/youtube}x",
                "<iframe src=\"https://www.youtube.com/watch?v=abc\"></iframe>x",
            ),
            (
                "{youtube}abc|600|450{/youtube}",
                "<iframe src=\"https://www.youtube.com/watch?v=abc\"></iframe>",
            ),
            (
                "{mp3}images/a.mp3{/mp3}",
                "<audio src=\"/site/images/a.mp3\"></audio>",
            ),
            ("{tab Un titre}a{/tabs}", "<h3>Un titre</h3>a"),
            ("a{loadposition pub}b", "ab"),
            ("{gallery}dossier{/gallery}", ""),
            (
                "{mosimage}",
                "<figure><img src=\"/site/images/stories/a.jpg\" alt=\"Une vue\"><figcaption>Légende</figcaption></figure>",
            ),
            ("l’ensemble {a, b}", "l’ensemble {a, b}"),
            ("<style>.a {color:red}</style>", "<style>.a {color:red}</style>"),
            ("a<hr id=\"system-readmore\" />b", "ab"),
            (
                "<hr class=\"system-pagebreak\" title=\"Page 2\" />",
                "<h2>Page 2</h2>",
            ),
            ("<hr />", "<hr />"),
        ] {
            assert_eq!(written(said).0, html, "{said}");
        }
        assert_eq!(
            written("a{loadposition pub}b").1,
            [(Reason::DynamicBlock, Some("{loadposition pub}".to_owned()))]
        );
    }

    #[test]
    fn tags_that_nobody_closed_do_not_hold_up_an_import() {
        for (again, after) in [
            ("<hr ", ""),
            ("{é", ""),
            ("{youtube}é", ""),
            ("{gallery}", "{/gallery"),
            ("{tab ", "}"),
            (" src=\"", ""),
            (" src='", "\""),
            ("=", ""),
        ] {
            crate::soon::soon(again, after, |said| written(said).1.len());
        }
    }

    #[test]
    fn addresses_below_the_root_are_found_wherever_the_article_is_read() {
        assert_eq!(
            written("<img src=\"images/a.jpg#joomlaImage://x\"><a href='index.php?a=1'>b</a><a href=\"/c\">d</a> src=e").0,
            "<img src=\"/site/images/a.jpg\"><a href='/site/index.php?a=1'>b</a><a href=\"/c\">d</a> src=e"
        );
    }
}
