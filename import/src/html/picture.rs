//! Pictures: which original is meant, how it is described, and what is none.

use url::Url;

use super::{
    Converter,
    flow::Flow,
    original::{largest, originals},
    tree::{self, Node},
};
use crate::{
    address,
    block::{Block, Image, Mark},
    library::{self, Attachment},
    outcome::{Entry, Kind, Reason},
    text,
};

/// Hosts of pictures that only count readers.
const COUNTING: [&str; 9] = [
    "pixel.wp.com",
    "stats.wordpress.com",
    "b.scorecardresearch.com",
    "feeds.feedburner.com",
    "feedburner.com",
    "pixel.quantserve.com",
    "google-analytics.com",
    "facebook.com",
    "ws.assoc-amazon.com",
];

/// Attributes in which scripts keep a picture's address until it is seen.
const LAZY: [&str; 6] = [
    "data-orig-file",
    "data-large-file",
    "data-src",
    "data-lazy-src",
    "data-original",
    "data-full-url",
];

/// What a picture's `src` says, as it is accounted for.
#[must_use]
pub fn shown(node: Node<'_>) -> Option<&str> {
    tree::attribute(node, "src")
        .map(str::trim)
        .filter(|src| !src.is_empty())
}

impl<'a> Converter<'a> {
    pub(super) fn picture(&mut self, node: Node<'a>, flow: &mut Flow) {
        let shown = shown(node);
        let base = self.context.base;
        let lazy = LAZY
            .iter()
            .find_map(|name| address::web(tree::attribute(node, name)?, base));
        let url = shown.and_then(|src| address::web(src, base));
        let dropped = match (&url, &lazy) {
            _ if is_emoji(node) => {
                let sign = tree::attribute(node, "alt").map(text::line).unwrap_or_default();
                self.report(Reason::EmojiPicture, Kind::Picture, node, shown, None);
                if text::says(&sign) {
                    self.report(Reason::EmojiPicture, Kind::Words, node, None, Some(&sign));
                    flow.push(&sign);
                }
                return;
            }
            (Some(url), None) if is_counting(node, url) => Some(Reason::TrackingPixel),
            (None, None) if shown.is_some_and(|src| src.starts_with("data:")) => Some(Reason::DataPicture),
            (None, None) => Some(Reason::PictureNowhere),
            _ => None,
        };
        if let Some(reason) = dropped {
            let kind = if shown.is_some() {
                Kind::Picture
            } else {
                Kind::Other
            };
            self.report(reason, kind, node, Some(shown.unwrap_or("img")), None);
            flow.seam();
            return;
        }
        let Some(url) = lazy.or(url) else { return };
        let attachment = self.attachment(node, &url).cloned();
        let linked = self.linked_picture(flow);
        let wanted = self.candidates(node, &url, attachment.as_ref(), linked.as_ref());
        let first = wanted.first().cloned().unwrap_or_default();
        let is_in_noscript = node.ancestors().any(|it| tree::name(it) == "noscript");
        if is_in_noscript && first == self.last_picture {
            self.report(Reason::DoubledPicture, Kind::Picture, node, shown, None);
            flow.seam();
            return;
        }
        self.last_picture = first;
        for mark in flow.marks().to_vec() {
            if let Mark::Link { number, .. } = mark {
                let reason = if linked.is_some() {
                    Reason::PictureLink
                } else {
                    Reason::ImageLink
                };
                self.lose_link(number, reason);
            }
        }
        flow.end_paragraph(&mut self.entries);
        let described = described(node, attachment.as_ref());
        self.place_picture(node, shown, &wanted, described, attachment.as_ref(), flow);
    }

    /// Puts a picture where it stands, or reports that it is not here.
    fn place_picture(
        &mut self,
        node: Node<'a>,
        shown: Option<&str>,
        wanted: &[String],
        (alt, is_made): (String, bool),
        attachment: Option<&Attachment>,
        flow: &mut Flow,
    ) {
        let library = self.context.library;
        let Some((source, stored)) = library.picture(wanted) else {
            self.missing += 1;
            let (reason, why) = library.absence(wanted);
            let was = shown.or(wanted.first().map(String::as_str));
            self.report(
                reason,
                if shown.is_some() {
                    Kind::Picture
                } else {
                    Kind::Other
                },
                node,
                was,
                None,
            );
            self.say_why(why);
            if !alt.is_empty() && !is_made {
                self.report(Reason::PictureWords, Kind::Other, node, Some(&alt), None);
            }
            return;
        };
        self.report(
            Reason::PictureBrought,
            Kind::Picture,
            node,
            shown,
            Some(&stored.url),
        );
        if is_made {
            self.report(Reason::Alternative, Kind::Other, node, None, Some(&alt));
        } else if alt.is_empty() {
            self.report(Reason::NoAlternative, Kind::Other, node, Some(&stored.url), None);
        }
        flow.blocks
            .push(Block::Image(image(&source, stored, alt, attachment)));
    }

    /// A picture behind a text, which stands before it now.
    pub(super) fn background(&mut self, node: Node<'a>, address: &str, flow: &mut Flow) {
        let Some(url) = address::web(address, self.context.base) else {
            return;
        };
        let attachment = self.context.library.attachment_at(&url).cloned();
        let wanted = self.candidates(node, &url, attachment.as_ref(), None);
        let described = described(node, attachment.as_ref());
        self.report(Reason::BackgroundPicture, Kind::Other, node, Some(address), None);
        self.place_picture(node, None, &wanted, described, attachment.as_ref(), flow);
    }

    /// A picture of the library by its number, as galleries name them.
    pub(super) fn by_number(&mut self, id: u64, node: Node<'a>, flow: &mut Flow) {
        let Some(attachment) = self.context.library.attachment(id).cloned() else {
            self.missing += 1;
            self.report(
                Reason::PictureMissing,
                Kind::Other,
                node,
                Some(&format!("the library's picture {id}")),
                None,
            );
            return;
        };
        let Some(url) = address::web(&attachment.url, None) else {
            return;
        };
        let wanted = self.candidates(node, &url, Some(&attachment), None);
        let described = described(node, Some(&attachment));
        let before = flow.blocks.len();
        self.place_picture(node, None, &wanted, described, Some(&attachment), flow);
        let caption = text::line(&tree::text_of(&attachment.caption));
        if let Some(Block::Image(image)) = flow.blocks.get_mut(before)
            && text::says(&caption)
        {
            image.caption = Some(caption.clone());
            self.report(Reason::Caption, Kind::Words, node, None, Some(&caption));
        }
    }

    fn attachment(&self, node: Node<'_>, url: &Url) -> Option<&'a Attachment> {
        let library = self.context.library;
        let classes = tree::attribute(node, "class").unwrap_or_default();
        let of_class = classes
            .split_ascii_whitespace()
            .find_map(|class| class.strip_prefix("wp-image-")?.parse().ok());
        let of_data = || {
            ["data-id", "data-attachment-id", "data-image-id"]
                .iter()
                .find_map(|name| tree::attribute(node, name)?.parse().ok())
        };
        of_class
            .or_else(of_data)
            .and_then(|id| library.attachment(id))
            .or_else(|| library.attachment_at(url))
            .or_else(|| originals(url).iter().find_map(|url| library.attachment_at(url)))
    }

    /// The picture that the link around leads to.
    fn linked_picture(&self, flow: &Flow) -> Option<Url> {
        flow.marks().iter().find_map(|mark| match mark {
            Mark::Link { href, .. } if library::is_picture(href) && !href.starts_with('/') => {
                Url::parse(href).ok()
            }
            _ => None,
        })
    }

    /// Where the original may be, the best first.
    fn candidates(
        &self,
        node: Node<'_>,
        url: &Url,
        attachment: Option<&Attachment>,
        linked: Option<&Url>,
    ) -> Vec<String> {
        let base = self.context.base;
        let largest = ["srcset", "data-srcset", "data-lazy-srcset"]
            .iter()
            .filter_map(|name| largest(tree::attribute(node, name)?))
            .filter_map(|address| address::web(address, base));
        let lazy = LAZY
            .iter()
            .filter_map(|name| address::web(tree::attribute(node, name)?, base));
        let of_library = attachment.and_then(|it| address::web(&it.url, base));
        let mut found: Vec<Url> = of_library.into_iter().chain(linked.cloned()).collect();
        found.extend(originals(url));
        found.extend(largest);
        found.extend(lazy);
        found.push(url.clone());
        if let Some(shown) = shown(node).and_then(|src| address::web(src, base)) {
            found.push(shown);
        }
        let mut wanted: Vec<String> = Vec::new();
        for mut url in found {
            url.set_fragment(None);
            let url: String = url.into();
            if !wanted.contains(&url) {
                wanted.push(url);
            }
        }
        wanted
    }
}

pub fn image(
    source: &str,
    stored: crate::library::Stored,
    alt: String,
    attachment: Option<&Attachment>,
) -> Image {
    let credit = attachment
        .map(|it| text::line(&tree::text_of(&it.credit)))
        .filter(|credit| text::says(credit));
    Image {
        url: stored.url,
        width: stored.width,
        height: stored.height,
        alt,
        caption: None,
        credit_text: credit,
        source: source.to_owned(),
    }
}

/// A picture's alternative text, and whether it is taken from something else.
fn described(node: Node<'_>, attachment: Option<&Attachment>) -> (String, bool) {
    let said = |words: &str| Some(text::line(&tree::text_of(words))).filter(|words| text::says(words));
    let own = tree::attribute(node, "alt")
        .and_then(said)
        .filter(|words| !is_file_name(words));
    if let Some(alt) = own.or_else(|| said(&attachment?.alt)) {
        return (alt, false);
    }
    let title = || {
        attachment
            .and_then(|it| said(&it.title))
            .or_else(|| tree::attribute(node, "title").and_then(said))
    };
    let made = attachment
        .and_then(|it| said(&it.caption))
        .or_else(|| title().filter(|words| !is_file_name(words)));
    made.map_or((String::new(), false), |words| (words, true))
}

/// Whether words are only the name of a file, such as "IMG_2031" or "marche-2.jpg".
#[must_use]
pub fn is_file_name(words: &str) -> bool {
    let stem = words
        .rsplit_once('.')
        .map_or(words, |(stem, end)| match end.len() <= 4 {
            true => stem,
            false => words,
        });
    !words.contains(' ')
        && (stem.len() < words.len()
            || words.contains('_')
            || words.bytes().any(|byte| byte.is_ascii_digit()))
}

fn is_emoji(node: Node<'_>) -> bool {
    let src = tree::attribute(node, "src").unwrap_or_default();
    let is_named = tree::has_class(node, "emoji") || tree::has_class(node, "wp-smiley");
    (is_named || src.contains("/images/core/emoji/")) && tree::attribute(node, "alt").is_some_and(text::says)
}

fn is_counting(node: Node<'_>, url: &Url) -> bool {
    let is_dot = |name: &str| {
        tree::attribute(node, name).is_some_and(|size| matches!(size.trim(), "0" | "1" | "0px" | "1px"))
    };
    let host = url.host_str().unwrap_or_default().trim_start_matches("www.");
    is_dot("width") && is_dot("height")
        || COUNTING.contains(&host) && (url.path() == "/tr" || host != "facebook.com")
}

/// Reports of a picture that stands beside the body.
#[must_use]
pub fn beside(
    place: &str,
    wanted: &[String],
    library: &library::Library,
) -> (Option<(String, crate::library::Stored)>, Entry) {
    let was = wanted.first().cloned().unwrap_or_default();
    match library.picture(wanted) {
        Some((source, stored)) => {
            let entry = Entry::new(Reason::PictureBrought, Kind::Other, place)
                .was(was)
                .now(stored.url.clone());
            (Some((source, stored)), entry)
        }
        None => {
            let (reason, why) = library.absence(wanted);
            (None, Entry::new(reason, Kind::Other, place).was(was).why(why))
        }
    }
}
