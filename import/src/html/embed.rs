//! Frames, films, recordings and cards: what lies elsewhere and is shown as a link to it.

use url::Url;

use super::{
    Converter,
    flow::Flow,
    hosts,
    tree::{self, Node},
};
use crate::{
    account, address,
    block::Block,
    outcome::{Kind, Reason},
    text,
};

/// A quotation that a script would have made a card of.
pub struct Card<'a> {
    pub link: Node<'a>,
    pub url: Url,
}

/// The classes of such quotations, and what the address of the thing itself has in it.
const QUOTED: [(&str, &[&str]); 7] = [
    ("twitter-tweet", &["/status/", "/statuses/"]),
    ("twitter-video", &["/status/"]),
    ("instagram-media", &["instagram.com/"]),
    ("tiktok-embed", &["tiktok.com/"]),
    ("fb-xfbml-parse-ignore", &["facebook.com/"]),
    ("wp-embedded-content", &["http"]),
    ("bluesky-embed", &["bsky.app/"]),
];

/// The class of the button beside a file's name.
pub const BUTTON: &str = "wp-block-file__button";

/// The card that a quotation is.
pub fn quoted(node: Node<'_>) -> Option<Card<'_>> {
    let (_, known) = QUOTED.iter().find(|(class, _)| tree::has_class(node, class))?;
    let links: Vec<Node<'_>> = tree::find(node, "a").collect();
    links.into_iter().rev().find_map(|link| {
        let url = address::web(tree::attribute(link, "href")?, None)?;
        known
            .iter()
            .any(|part| url.as_str().contains(part))
            .then_some(Card { link, url })
    })
}

impl<'a> Converter<'a> {
    /// A card with the words of the quotation as its title.
    pub(super) fn quoted_card(&mut self, node: Node<'a>, card: &Card<'a>, flow: &mut Flow) {
        let words = text::line(&tree::text(node));
        let href = tree::attribute(card.link, "href").unwrap_or_default();
        self.report(Reason::Embed, Kind::Link, card.link, Some(href.trim()), None);
        self.report(Reason::Embed, Kind::Frame, node, None, Some(card.url.as_str()));
        self.tell_addresses(node, Reason::PlainText, Some(card.link));
        for below in node.descendants() {
            if let Some(number) = self.code_number(below) {
                self.drop_code(number, below);
            }
        }
        self.put_card(
            node,
            &card.url,
            Some(&words).filter(|words| text::says(words)),
            true,
            flow,
        );
    }

    /// Puts a card; its title is of the text itself, or made.
    pub(super) fn put_card(
        &mut self,
        node: Node<'a>,
        url: &Url,
        title: Option<&String>,
        is_of_text: bool,
        flow: &mut Flow,
    ) {
        let provider_name = hosts::name(url);
        let made = match title {
            Some(_) if is_of_text => provider_name.clone(),
            Some(title) => format!("{title} {provider_name}"),
            None => format!("{} {provider_name}", hosts::title(url)),
        };
        self.report(Reason::CardTitle, Kind::Words, node, None, Some(&made));
        let title = title.cloned().unwrap_or_else(|| hosts::title(url));
        let card = Block::Embed {
            url: url.as_str().to_owned(),
            title,
            provider_name,
        };
        flow.put(card, &mut self.entries);
    }

    pub(super) fn frame(&mut self, node: Node<'a>, flow: &mut Flow) {
        let given = account::frame_address(node);
        let url = ["src", "data-src", "data-lazy-src", "data"]
            .iter()
            .find_map(|name| address::web(tree::attribute(node, name)?, self.context.base));
        flow.end_paragraph(&mut self.entries);
        let Some(url) = url else {
            match given {
                Some(given) => self.report(Reason::FrameNowhere, Kind::Frame, node, Some(given), None),
                None => self.report(
                    Reason::FrameNowhere,
                    Kind::Other,
                    node,
                    Some(tree::name(node)),
                    None,
                ),
            }
            self.children(node, flow);
            flow.end_paragraph(&mut self.entries);
            return;
        };
        // WordPress shows a page of another of its sites in a frame after the quotation that links to it.
        let is_doubled = matches!(flow.blocks.last(), Some(Block::Embed { url: before, .. })
            if tree::has_class(node, "wp-embedded-content") && url.as_str().starts_with(before.trim_end_matches('/')));
        if is_doubled {
            self.report(Reason::DoubledPicture, Kind::Frame, node, given, None);
            return;
        }
        let page = hosts::page(&url);
        let reason = if page.is_some() {
            Reason::FrameAddress
        } else {
            Reason::Embed
        };
        let url = page.unwrap_or(url);
        self.tell_missing(node, &url);
        self.report(reason, Kind::Frame, node, given, Some(url.as_str()));
        let title = tree::attribute(node, "title")
            .map(text::line)
            .filter(|title| text::says(title));
        self.put_card(node, &url, title.as_ref(), false, flow);
        // What browsers without frames show.
        let inner: Vec<Block> = self.apart(node, flow);
        flow.blocks.extend(inner);
    }

    pub(super) fn recording(&mut self, node: Node<'a>, flow: &mut Flow) {
        flow.end_paragraph(&mut self.entries);
        let is_film = tree::name(node) == "video";
        let sources = node.children().filter(|child| tree::name(*child) == "source");
        let holders: Vec<Node<'a>> = std::iter::once(node)
            .chain(sources)
            .filter(|it| account::frame_address(*it).is_some())
            .collect();
        let mut is_put = false;
        for holder in holders {
            let given = account::frame_address(holder).unwrap_or_default();
            if is_put {
                self.report(Reason::AlternativeFile, Kind::Frame, holder, Some(given), None);
                continue;
            }
            let Some(url) = address::web(given, self.context.base) else {
                self.report(Reason::FrameNowhere, Kind::Frame, holder, Some(given), None);
                continue;
            };
            is_put = true;
            self.put_file(holder, given, &url, is_film.then_some(node), flow);
        }
        let inner = self.apart(node, flow);
        flow.blocks.extend(inner);
    }

    /// Wants a file of the old site that a text leads to, and tells where it is not here.
    pub(super) fn tell_missing(&mut self, node: Node<'a>, url: &Url) {
        let library = self.context.library;
        if library.file(url).is_none()
            && let Some((reason, why)) = library.lack(url)
        {
            self.report(reason, Kind::Other, node, Some(url.as_str()), None);
            self.say_why(why);
        }
    }

    /// A recording or a film: the file itself where it is here, else a card that leads to it.
    fn put_file(&mut self, node: Node<'a>, given: &str, url: &Url, film: Option<Node<'a>>, flow: &mut Flow) {
        let stored = self
            .context
            .library
            .file(url)
            .filter(|it| is_played(&it.url, film.is_some()));
        let size = film.and_then(|film| {
            let side = |name: &str| {
                tree::attribute(film, name)?
                    .trim()
                    .trim_end_matches("px")
                    .parse()
                    .ok()
            };
            Some((side("width")?, side("height")?)).filter(|(width, height)| *width > 0 && *height > 0)
        });
        // Of the text itself, or of an attribute, which is made.
        let title = self.title.take().map(|title| (title, true)).or_else(|| {
            let title = text::line(tree::attribute(node, "title")?);
            text::says(&title).then_some((title, false))
        });
        match (stored, film, size) {
            (Some(stored), None, _) => {
                let title = self.brought(node, &stored.url, title, given, url);
                flow.blocks.push(Block::Audio {
                    url: stored.url.clone(),
                    title,
                });
            }
            (Some(stored), Some(_), size) => {
                // Players fit any film into that; most are of that shape.
                let (width, height) = size.unwrap_or((1280, 720));
                if size.is_none() {
                    let made = format!("{width} × {height}");
                    self.report(Reason::FilmSize, Kind::Other, node, None, Some(&made));
                }
                let title = self.brought(node, &stored.url, title, given, url);
                flow.blocks.push(Block::Video {
                    url: stored.url.clone(),
                    title,
                    width,
                    height,
                });
            }
            _ => {
                self.tell_missing(node, url);
                self.report(Reason::Embed, Kind::Frame, node, Some(given), Some(url.as_str()));
                let is_of_text = title.as_ref().is_some_and(|(_, is_of_text)| *is_of_text);
                let title = title.map(|(title, _)| title);
                self.put_card(node, url, title.as_ref(), is_of_text, flow);
            }
        }
    }

    /// Reports a recording that is here; says its title.
    fn brought(
        &mut self,
        node: Node<'a>,
        stored: &str,
        title: Option<(String, bool)>,
        given: &str,
        url: &Url,
    ) -> String {
        let (title, is_of_text) = title.unwrap_or_else(|| (hosts::title(url), false));
        self.report(Reason::FileBrought, Kind::Frame, node, Some(given), Some(stored));
        if !is_of_text {
            self.report(Reason::CardTitle, Kind::Words, node, None, Some(&title));
        }
        title
    }

    /// A file to download: the link, without the button beside it and the frame that showed it.
    pub(super) fn file(&mut self, node: Node<'a>, flow: &mut Flow) {
        for child in node.children() {
            match tree::name(child) {
                "object" | "embed" | "iframe" => {
                    self.drop(child, Reason::AlternativeFile);
                }
                _ => self.node(child, flow),
            }
        }
        flow.end_paragraph(&mut self.entries);
    }

    pub(super) fn is_button_of_file(&self, node: Node<'_>) -> bool {
        tree::has_class(node, BUTTON)
    }
}

/// Whether browsers play a file as a film, or as a sound (docs/content.md).
fn is_played(url: &str, is_film: bool) -> bool {
    let end = url.rsplit_once('.').map_or("", |(_, end)| end);
    url.starts_with("/files/") && (matches!(end, "mp4" | "webm") || !is_film && matches!(end, "mp3" | "ogg"))
}
