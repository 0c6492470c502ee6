//! What each shortcode becomes.

use super::{
    Converter,
    flow::Flow,
    shortcode::{self, Purpose, Shortcode},
    tree::{self, Node},
};
use crate::{
    address,
    block::{Block, Span},
    outcome::{Entry, Kind, Reason},
    text,
};

impl<'a> Converter<'a> {
    /// Which shortcode an element stands for.
    pub(super) fn code_number(&self, node: Node<'_>) -> Option<usize> {
        if !tree::name(node).starts_with(shortcode::ELEMENT) {
            return None;
        }
        let number: usize = tree::attribute(node, shortcode::NUMBER)?.parse().ok()?;
        (number < self.codes.len()).then_some(number)
    }

    pub(super) fn shortcode(&mut self, number: usize, node: Node<'a>, flow: &mut Flow) {
        let Some(code) = self.codes.get(number).cloned() else {
            return;
        };
        let given = shortcode::attributes(&tree::text_of(&code.open));
        match code.purpose {
            Purpose::Caption => {
                self.told(&code, number, Reason::Caption, node);
                self.captioned(&given, node, flow);
            }
            Purpose::Gallery => {
                self.told(&code, number, Reason::Gallery, node);
                self.numbered_gallery(&given, node, flow);
                self.children(node, flow);
            }
            Purpose::Embed => self.embedding(&code, number, &given, node, flow),
            Purpose::Note => {
                self.told(&code, number, Reason::Note, node);
                self.inline_note(node, flow);
            }
            Purpose::Quote => {
                self.told(&code, number, Reason::Shortcode, node);
                flow.end_paragraph(&mut self.entries);
                let blocks = self.apart(node, flow);
                let source =
                    named(&given, &["cite", "author", "source", "name"]).filter(|words| text::says(words));
                if let Some(source) = &source {
                    self.report(Reason::Shortcode, Kind::Words, node, None, Some(source));
                }
                self.put_quotes(blocks, source, code.name.contains("pull"), flow);
            }
            Purpose::Box => {
                self.told(&code, number, Reason::Shortcode, node);
                flow.end_paragraph(&mut self.entries);
                self.in_box += 1;
                let mut blocks = self.apart(node, flow);
                self.in_box -= 1;
                let mut title: Vec<Span> = Vec::new();
                if let Some(words) =
                    named(&given, &["title", "titre", "heading"]).filter(|words| text::says(words))
                {
                    self.report(Reason::Shortcode, Kind::Words, node, None, Some(&words));
                    title.push(Span {
                        text: words,
                        marks: Vec::new(),
                    });
                } else if matches!(blocks.first(), Some(Block::Heading { .. }))
                    && let Block::Heading { spans, .. } = blocks.remove(0)
                {
                    title = spans;
                }
                self.put_box(node, &title, blocks, flow);
            }
            Purpose::Form | Purpose::Advertisement => {
                let reason = if code.purpose == Purpose::Form {
                    Reason::Form
                } else {
                    Reason::Advertisement
                };
                self.told(&code, number, reason, node);
                flow.seam();
                self.in_language(node, flow);
                flow.seam();
            }
            Purpose::Layout | Purpose::Unknown => {
                let is_known = code.purpose == Purpose::Layout;
                self.told(
                    &code,
                    number,
                    if is_known {
                        Reason::Shortcode
                    } else {
                        Reason::UnknownShortcode
                    },
                    node,
                );
                flow.seam();
                self.children(node, flow);
                flow.seam();
            }
        }
    }

    /// Reports the brackets of a shortcode, with the addresses that they have in them.
    fn told(&mut self, code: &Shortcode, number: usize, reason: Reason, node: Node<'a>) {
        if let Some(visited) = self.visited.get_mut(number) {
            *visited = true;
        }
        let place = self.place(node);
        self.tell_brackets(code, reason, &place);
    }

    pub(super) fn drop_code(&mut self, number: usize, node: Node<'a>) {
        if let Some(code) = self.codes.get(number).cloned() {
            self.told(&code, number, Reason::Shortcode, node);
        }
    }

    fn tell_brackets(&mut self, code: &Shortcode, reason: Reason, place: &str) {
        let whole = match &code.close {
            Some(close) => format!("{} {close}", code.open),
            None => code.open.clone(),
        };
        self.entries
            .push(Entry::new(reason, Kind::Words, place).was(text::line(&tree::text_of(&whole))));
        if !whole.contains('<') {
            return;
        }
        let parsed = tree::parse(&whole);
        for number in tree::root(&parsed)
            .descendants()
            .filter_map(super::sources::number)
        {
            if let Some(source) = self.sources.get(number).cloned().flatten() {
                self.told
                    .iter_mut()
                    .skip(number)
                    .take(1)
                    .for_each(|told| *told += 1);
                self.entries
                    .push(Entry::new(reason, source.kind, place).was(source.address));
            }
        }
    }

    /// Those that stood where the parser keeps no elements.
    pub(super) fn tell_unvisited(&mut self) {
        let unvisited: Vec<Shortcode> = self
            .codes
            .iter()
            .zip(&self.visited)
            .filter(|(_, visited)| !**visited)
            .map(|(code, _)| code.clone())
            .collect();
        for code in unvisited {
            self.tell_brackets(&code, Reason::UnknownShortcode, "body");
        }
    }

    fn embedding(
        &mut self,
        code: &Shortcode,
        number: usize,
        given: &[(String, String)],
        node: Node<'a>,
        flow: &mut Flow,
    ) {
        flow.end_paragraph(&mut self.entries);
        let enclosed = text::line(&tree::text(node));
        let url = std::iter::once(enclosed.as_str())
            .chain(given.iter().map(|(_, value)| value.as_str()))
            .filter(|value| value.contains("://") || value.starts_with("//") || value.starts_with("www."))
            .find_map(|value| address::web(value.trim_end_matches(&['&', ';'][..]), None))
            .or_else(|| by_number(&code.name, &enclosed, given));
        let is_enclosed =
            address::web(&enclosed, None).is_some() || by_number(&code.name, &enclosed, &[]).is_some();
        let numbers: Vec<u64> = named(given, &["ids"])
            .map(|ids| ids.split(',').filter_map(|id| id.trim().parse().ok()).collect())
            .unwrap_or_default();
        let Some(url) = url else {
            if code.name == "playlist" && !numbers.is_empty() {
                self.told(code, number, Reason::Embed, node);
                for id in numbers.into_iter().take(200) {
                    let url = self
                        .context
                        .library
                        .attachment(id)
                        .and_then(|it| address::web(&it.url, None));
                    if let Some(url) = url {
                        self.report(Reason::Embed, Kind::Frame, node, None, Some(url.as_str()));
                        self.put_card(node, &url, None, false, flow);
                    }
                }
            } else {
                self.told(code, number, Reason::UnknownShortcode, node);
            }
            self.children(node, flow);
            flow.end_paragraph(&mut self.entries);
            return;
        };
        self.told(code, number, Reason::Embed, node);
        let page = super::hosts::page(&url).unwrap_or(url);
        self.report(Reason::Embed, Kind::Frame, node, None, Some(page.as_str()));
        if is_enclosed {
            self.drop(node, Reason::Embed);
            if let Some(visited) = self.visited.get_mut(number) {
                *visited = true;
            }
            self.put_card(node, &page, None, false, flow);
            return;
        }
        let title = named(given, &["title", "caption", "name"]).filter(|words| text::says(words));
        self.put_card(node, &page, title.as_ref(), false, flow);
        self.children(node, flow);
        flow.end_paragraph(&mut self.entries);
    }
}

fn named(given: &[(String, String)], names: &[&str]) -> Option<String> {
    let (_, value) = given.iter().find(|(name, _)| names.contains(&name.as_str()))?;
    Some(text::line(value))
}

/// The address of a film of which only the number is said.
fn by_number(name: &str, enclosed: &str, given: &[(String, String)]) -> Option<url::Url> {
    let values = std::iter::once(enclosed).chain(
        given
            .iter()
            .filter(|(name, _)| name.is_empty() || matches!(name.as_str(), "id" | "v" | "video" | "video_id"))
            .map(|(_, value)| value.as_str()),
    );
    let is_id = |id: &&str| {
        (6..=24).contains(&id.len())
            && id
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte))
    };
    let id = values.map(str::trim).find(is_id)?;
    let page = match name {
        "youtube" | "su_youtube" | "video_lightbox_youtube" => {
            format!("https://www.youtube.com/watch?v={id}")
        }
        "vimeo" | "su_vimeo" => format!("https://vimeo.com/{id}"),
        "dailymotion" => format!("https://www.dailymotion.com/video/{id}"),
        "tweet" | "twitter" => format!("https://twitter.com/i/status/{id}"),
        "instagram" => format!("https://www.instagram.com/p/{id}/"),
        "wpvideo" | "videopress" => format!("https://videopress.com/v/{id}"),
        _ => return None,
    };
    url::Url::parse(&page).ok()
}
