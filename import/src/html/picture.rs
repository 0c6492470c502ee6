//! Pictures: which original is meant, how it is described, and what is none.

use url::Url;

use super::{
    Converter,
    flow::Flow,
    original::{around, largest, originals},
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

/// Attributes that name the original of what is shown.
const LARGE: [&str; 3] = ["data-orig-file", "data-large-file", "data-full-url"];

/// Attributes in which scripts keep a picture's address until it is seen: of lazysizes, lozad, Jetpack, WP Rocket, a3 Lazy
/// Load, Smush, Avada, tagDiv, NitroPack, WP Fastest Cache, Cloudflare, PageSpeed, Ezoic, Optimole, Breeze and others.
const LAZY: [&str; 19] = [
    "data-src",
    "data-lazy-src",
    "data-original",
    "data-lazy",
    "data-lazyload",
    "data-lazysrc",
    "data-orig-src",
    "data-original-src",
    "data-img-src",
    "data-img-url",
    "data-image-src",
    "data-hi-res-src",
    "data-echo",
    "data-cfsrc",
    "data-ezsrc",
    "data-opt-src",
    "data-wpfc-original-src",
    "data-pagespeed-lazy-src",
    "nitro-lazy-src",
];

/// Those in which they keep its sizes.
const LAZY_SETS: [&str; 9] = [
    "data-srcset",
    "data-lazy-srcset",
    "data-original-set",
    "data-bgset",
    "data-orig-srcset",
    "data-brsrcset",
    "data-ezsrcset",
    "data-wpfc-original-srcset",
    "nitro-lazy-srcset",
];

/// What a picture's `src` says, as it is accounted for.
#[must_use]
pub fn shown(node: Node<'_>) -> Option<&str> {
    tree::attribute(node, "src")
        .map(str::trim)
        .filter(|src| !src.is_empty())
}

/// What a picture says in attributes of some names.
fn said_in<'n>(node: Node<'n>, names: &'n [&str]) -> impl Iterator<Item = &'n str> {
    names.iter().filter_map(move |name| tree::attribute(node, name))
}

/// The largest picture of each set that it names.
fn sets_of<'n>(node: Node<'n>, names: &'n [&str]) -> impl Iterator<Item = &'n str> {
    said_in(node, names).filter_map(largest)
}

/// All addresses that a picture names, the one that is meant before what only stands for it.
pub fn named(node: Node<'_>) -> impl Iterator<Item = &str> {
    said_in(node, &LARGE)
        .chain(sets_of(node, &LAZY_SETS))
        .chain(said_in(node, &LAZY))
        .chain(sets_of(node, &["srcset"]))
        .chain(said_in(node, &["src"]))
}

/// A picture that is looked for.
#[derive(Default)]
struct Sought<'n> {
    /// What its `src` says, as it is accounted for.
    shown: Option<&'n str>,
    /// What readers of the old page saw.
    seen: Option<Url>,
    /// Where the original may be, the best first.
    wanted: Vec<String>,
    /// What is told of already, where it is another than was seen.
    linked: Option<Url>,
}

impl<'a> Converter<'a> {
    pub(super) fn picture(&mut self, node: Node<'a>, flow: &mut Flow) {
        let shown = shown(node);
        let base = self.context.base;
        let web = |address: &str| address::web(address, base);
        let large = said_in(node, &LARGE).find_map(web);
        let lazy = said_in(node, &LAZY)
            .chain(sets_of(node, &LAZY_SETS))
            .find_map(web);
        let url = shown.and_then(web);
        let is_kept = large.is_some() || lazy.is_some();
        let dropped = match &url {
            _ if is_emoji(node) => {
                let sign = tree::attribute(node, "alt").map(text::line).unwrap_or_default();
                self.report(Reason::EmojiPicture, Kind::Picture, node, shown, None);
                if text::says(&sign) {
                    self.report(Reason::EmojiPicture, Kind::Words, node, None, Some(&sign));
                    flow.push(&sign);
                }
                return;
            }
            Some(url) if !is_kept && is_counting(node, url) => Some(Reason::TrackingPixel),
            _ => None,
        };
        let of_sets = || {
            let sources = sources_of(node);
            sets_of(node, &["srcset"]).chain(sources).find_map(web)
        };
        let seen = lazy.or(url).or_else(of_sets);
        let dropped = dropped.or(match (&large, &seen) {
            (None, None) if shown.is_some_and(|src| src.starts_with("data:")) => Some(Reason::DataPicture),
            (None, None) => Some(Reason::PictureNowhere),
            _ => None,
        });
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
        let Some(url) = large.or(seen.clone()) else { return };
        let attachment = self.attachment(node, &url).cloned();
        let linked = self.linked_picture(flow);
        let wanted = self.candidates(node, &url, attachment.as_ref(), linked.as_ref());
        let is_in_noscript = node.ancestors().any(|it| tree::name(it) == "noscript");
        if is_in_noscript && wanted.iter().any(|it| self.last_picture.contains(it)) {
            self.report(Reason::DoubledPicture, Kind::Picture, node, shown, None);
            flow.seam();
            return;
        }
        self.last_picture.clone_from(&wanted);
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
        let described = self.described(node, attachment.as_ref());
        let sought = Sought {
            shown,
            seen,
            wanted,
            linked,
        };
        self.place_picture(node, &sought, described, attachment.as_ref(), flow);
    }

    /// Puts a picture where it stands, or reports that it is not here.
    fn place_picture(
        &mut self,
        node: Node<'a>,
        sought: &Sought<'_>,
        (alt, is_made): (String, bool),
        attachment: Option<&Attachment>,
        flow: &mut Flow,
    ) {
        let library = self.context.library;
        let Sought { shown, wanted, .. } = sought;
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
            *shown,
            Some(&stored.url),
        );
        self.tell_size(node, sought, &source);
        if is_made {
            self.report(Reason::Alternative, Kind::Other, node, None, Some(&alt));
        } else if alt.is_empty() {
            self.report(Reason::NoAlternative, Kind::Other, node, Some(&stored.url), None);
        }
        flow.blocks
            .push(Block::Image(image(&source, stored, alt, attachment)));
    }

    /// Tells that another file was taken than readers saw, for it is the original.
    fn tell_size(&mut self, node: Node<'a>, sought: &Sought<'_>, source: &str) {
        let (Some(seen), Ok(taken)) = (&sought.seen, Url::parse(source)) else {
            return;
        };
        let is = |other: &Url| {
            let is_same = address::host(other) == address::host(&taken) && other.path() == taken.path();
            is_same && other.query() == taken.query()
        };
        if !is(seen) && !sought.linked.as_ref().is_some_and(is) {
            self.report(
                Reason::SmallPicture,
                Kind::Other,
                node,
                Some(seen.as_str()),
                Some(source),
            );
        }
    }

    /// A picture behind a text, which stands before it now.
    pub(super) fn background(&mut self, node: Node<'a>, address: &str, flow: &mut Flow) {
        let Some(url) = address::web(address, self.context.base) else {
            return;
        };
        let attachment = self.context.library.attachment_at(&url).cloned();
        let wanted = self.candidates(node, &url, attachment.as_ref(), None);
        let described = self.described(node, attachment.as_ref());
        self.report(Reason::BackgroundPicture, Kind::Other, node, Some(address), None);
        let sought = Sought {
            seen: Some(url),
            wanted,
            ..Sought::default()
        };
        self.place_picture(node, &sought, described, attachment.as_ref(), flow);
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
        let described = self.described(node, Some(&attachment));
        let before = flow.blocks.len();
        let sought = Sought {
            wanted,
            ..Sought::default()
        };
        self.place_picture(node, &sought, described, Some(&attachment), flow);
        let caption = text::line(&tree::text_of(&attachment.caption));
        if let Some(Block::Image(image)) = flow.blocks.get_mut(before)
            && text::says(&caption)
        {
            image.caption = Some(caption.clone());
            self.report(Reason::Caption, Kind::Words, node, None, Some(&caption));
        }
    }

    /// A picture's alternative text, and whether it is taken from something else.
    fn described(&mut self, node: Node<'a>, attachment: Option<&Attachment>) -> (String, bool) {
        let said = |words: &str| Some(text::line(&tree::text_of(words))).filter(|words| text::says(words));
        let own = tree::attribute(node, "alt").and_then(said);
        if let Some(name) = own.as_ref().filter(|words| is_file_name(words)) {
            self.report(Reason::FileName, Kind::Other, node, Some(name), None);
        }
        let own = own.filter(|words| !is_file_name(words));
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
        let web = |address: &str| address::web(address, base);
        let of_library = attachment.and_then(|it| address::web(&it.url, base));
        let (before, after) = around(url);
        let mut found: Vec<Url> = of_library.into_iter().chain(linked.cloned()).collect();
        found.extend(before);
        found.extend(
            sets_of(node, &["srcset"])
                .chain(sets_of(node, &LAZY_SETS))
                .filter_map(web),
        );
        found.extend(said_in(node, &LARGE).chain(said_in(node, &LAZY)).filter_map(web));
        found.push(url.clone());
        found.extend(shown(node).and_then(web));
        found.extend(sources_of(node).filter_map(web));
        found.extend(after);
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

/// How the names of files end that are pictures.
const ENDS: [&str; 12] = [
    "jpg", "jpeg", "jpe", "png", "gif", "webp", "avif", "bmp", "tif", "tiff", "heic", "svg",
];

/// What cameras, telephones and programs call pictures, before a number.
const CALLED: [&str; 30] = [
    "img",
    "image",
    "images",
    "dsc",
    "dscn",
    "dscf",
    "dscp",
    "dsci",
    "pict",
    "pic",
    "picture",
    "photo",
    "photos",
    "foto",
    "pxl",
    "mvimg",
    "gopr",
    "sam",
    "cimg",
    "imgp",
    "scan",
    "capture",
    "screenshot",
    "screen",
    "untitled",
    "unnamed",
    "fb",
    "wp",
    "p",
    "whatsapp",
];

/// Whether words are only the name of a file, such as "IMG_2031", "DSC01234" or "marche-2.jpg"; "Covid-19" and "G20" are words.
#[must_use]
pub fn is_file_name(words: &str) -> bool {
    if words.contains(text::is_space) {
        return false;
    }
    let small = words.to_ascii_lowercase();
    let has_end = small
        .rsplit_once('.')
        .is_some_and(|(stem, end)| !stem.is_empty() && ENDS.contains(&end));
    let digits = |text: &str| text.bytes().filter(u8::is_ascii_digit).count();
    let (name, number) = small.split_at(
        small
            .find(|c: char| !c.is_ascii_alphabetic())
            .unwrap_or(small.len()),
    );
    let is_number = digits(number) > 0
        && number
            .bytes()
            .all(|byte| byte.is_ascii_digit() || b"-_.()".contains(&byte));
    // "P1010023" is of a camera, "P2" is not.
    let is_called = is_number && CALLED.contains(&name) && (name.len() > 1 || digits(number) > 4);
    let is_key =
        small.len() >= 16 && digits(&small) > 3 && small.bytes().all(|byte| byte.is_ascii_hexdigit());
    has_end
        || is_called
        || is_key
        || small.contains('_')
        || name.is_empty() && is_number && digits(number) > 4
}

/// The largest pictures of the formats around an `img` that may stand for it, those that every browser shows first.
pub fn sources_of(node: Node<'_>) -> impl Iterator<Item = &str> {
    let around = node.ancestors().take(3).find(|it| tree::name(*it) == "picture");
    let kind = |source: Node<'_>| match tree::attribute(source, "type").map(str::trim) {
        None | Some("" | "image/jpeg" | "image/png" | "image/gif") => Some(0),
        Some("image/webp") => Some(1),
        Some(_) => None,
    };
    let mut sources: Vec<(i32, Node<'_>)> = around
        .into_iter()
        .flat_map(|it| it.children())
        .filter(|it| tree::name(*it) == "source")
        .filter_map(|it| Some((kind(it)?, it)))
        .collect();
    sources.sort_by_key(|(kind, _)| *kind);
    sources
        .into_iter()
        .flat_map(|(_, it)| sets_of(it, &LAZY_SETS).chain(sets_of(it, &["srcset"])))
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
