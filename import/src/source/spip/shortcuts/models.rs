//! `<img12|left>`, `<doc12>`, `<emb12>` and what else stands for a document, an object or a form.

use super::Writer;
use crate::{
    outcome::{Entry, Kind, Reason},
    source::{
        markup::{Markup, escaped},
        spip::tables::{Document, Object},
    },
    text,
};

/// A model as it stands in a text.
struct Model<'a> {
    name: String,
    number: u64,
    /// After `|`, parted by it.
    options: Vec<&'a str>,
    whole: &'a str,
}

impl Model<'_> {
    /// What an option is set to.
    fn option(&self, name: &str) -> &str {
        let set = self.options.iter().find_map(|option| {
            let (key, value) = option.split_once('=')?;
            key.trim().eq_ignore_ascii_case(name).then(|| value.trim())
        });
        set.unwrap_or_default()
    }
}

/// What shows a document.
const DOCUMENTS: [&str; 14] = [
    "img", "image", "doc", "document", "emb", "embed", "audio", "video", "son", "player", "lecteur", "media",
    "pdf", "fichier",
];
/// What shows several.
const GALLERIES: [&str; 8] = [
    "album",
    "galerie",
    "gallery",
    "portfolio",
    "diaporama",
    "slideshow",
    "carrousel",
    "carousel",
];
/// What asks something of readers.
const FORMS: [&str; 7] = [
    "form",
    "forms",
    "formulaire",
    "formidable",
    "sondage",
    "poll",
    "petition",
];
/// Players of other sites, and the page of what they show.
const PLAYERS: [(&str, &str); 4] = [
    ("youtube", "https://www.youtube.com/watch?v="),
    ("vimeo", "https://vimeo.com/"),
    ("dailymotion", "https://www.dailymotion.com/video/"),
    ("soundcloud", "https://soundcloud.com/"),
];

/// How long a model is at most, in bytes.
const LONGEST: usize = 4_000;

/// The model that a text begins with.
fn model(from: &str) -> Option<Model<'_>> {
    let after = from.strip_prefix('<')?;
    let is_name = |c: char| c.is_ascii_alphabetic() || matches!(c, '_' | '-');
    let name: String = after.chars().take_while(|c| is_name(*c)).collect();
    let rest = after.get(name.len()..)?;
    let digits: String = rest.chars().take_while(char::is_ascii_digit).collect();
    let options = rest.get(digits.len()..)?;
    let is_model = name.len() >= 3
        && options.starts_with(['|', '>', '/', ' '])
        && (!digits.is_empty() || options.starts_with('|'));
    if !is_model {
        return None;
    }
    let near = text::beginning(options, LONGEST);
    near.find('>')?;
    let mut depth = 0_usize;
    for (at, c) in near.char_indices() {
        match c {
            '<' => depth += 1,
            '>' if depth > 0 => depth -= 1,
            // An arrow of a link within.
            '>' if options.get(..at).is_some_and(|before| before.ends_with('-')) => {}
            '>' => {
                let inner = options.get(..at)?.trim().trim_end_matches('/').trim();
                let options: Vec<&str> = match inner.strip_prefix('|') {
                    Some(inner) => inner.split('|').collect(),
                    None if inner.is_empty() => Vec::new(),
                    None => return None,
                };
                let length = 1 + name.len() + digits.len() + at + 1;
                return Some(Model {
                    name: name.to_ascii_lowercase(),
                    number: digits.parse().unwrap_or_default(),
                    options,
                    whole: from.get(..length)?,
                });
            }
            _ => {}
        }
    }
    None
}

pub(super) fn numbers(said: &str) -> Vec<u64> {
    let mut found = Vec::new();
    for (at, _) in said.match_indices('<') {
        if let Some(model) = said.get(at..).and_then(model) {
            found.push(model.number);
        }
    }
    // `[->doc12]`.
    for (at, _) in said.match_indices("->") {
        let target = said.get(at + 2..).unwrap_or_default();
        let digits: String = target
            .trim_start_matches(|c: char| c.is_ascii_alphabetic() || c == ' ')
            .chars()
            .take_while(char::is_ascii_digit)
            .collect();
        found.extend(digits.parse::<u64>());
    }
    found.sort_unstable();
    found.dedup();
    found
}

impl Writer<'_> {
    /// Sets aside what models show.
    pub(super) fn without_models(&mut self, said: &str) -> String {
        let mut out = String::with_capacity(said.len());
        let mut rest = said;
        while let Some(at) = rest.find('<') {
            let (before, from) = rest.split_at(at);
            out.push_str(before);
            match model(from) {
                Some(model) => {
                    let written = self.model(&model);
                    out.push_str(&written);
                    rest = from.get(model.whole.len()..).unwrap_or_default();
                }
                None => {
                    out.push('<');
                    rest = from.get(1..).unwrap_or_default();
                }
            }
        }
        out.push_str(rest);
        out
    }

    fn model(&mut self, model: &Model<'_>) -> String {
        let name = model.name.as_str();
        if DOCUMENTS.contains(&name) && model.number > 0 {
            return self.document(model);
        }
        if GALLERIES.contains(&name) {
            return self.gallery(model);
        }
        if let Some((_, page)) = PLAYERS.iter().find(|(player, _)| *player == name) {
            let id = match model.option("id") {
                "" => model.option("video"),
                id => id,
            };
            let is_plain = |c: char| c.is_ascii_alphanumeric() || "-_./?=&%:".contains(c);
            if !id.is_empty() && id.chars().all(is_plain) {
                let mut markup = Markup::default();
                markup.element("iframe", &[("src", &format!("{page}{id}"))], |_| {});
                return self.shelf.put_block(markup.html);
            }
        }
        if FORMS.contains(&name) {
            return self.lost(Reason::Form, model);
        }
        if let Some(kind) = Object::named(name).filter(|_| model.number > 0) {
            let url = self.context.tables.address(kind, model.number);
            let title = self.title(kind, model.number);
            let mut markup = Markup::default();
            markup.element("a", &[("href", &url)], |to| to.raw(&title));
            return self.shelf.put(markup.html);
        }
        self.lost(Reason::UnknownShortcode, model)
    }

    /// Tells of a model that shows nothing in an article.
    fn lost(&mut self, reason: Reason, model: &Model<'_>) -> String {
        let was = self.shelf.restored(model.whole);
        self.entries
            .push(Entry::new(reason, Kind::Words, self.place).was(was));
        String::new()
    }

    fn document(&mut self, model: &Model<'_>) -> String {
        let Some(document) = self.context.tables.document(model.number) else {
            self.entries.push(
                Entry::new(Reason::PictureNowhere, Kind::Other, self.place)
                    .was(self.shelf.restored(model.whole)),
            );
            return String::new();
        };
        self.documents.push(model.number);
        let is_captioned = !matches!(model.name.as_str(), "img" | "image");
        let said = |option: &str, otherwise: &str| match model.option(option) {
            "" => otherwise.to_owned(),
            set => set.to_owned(),
        };
        let mut shown = document.clone();
        shown.alt = said("alt", &document.alt);
        let caption = match is_captioned {
            true => [
                said("titre", &document.title),
                said("legende", &document.description),
            ],
            false => [
                model.option("titre").to_owned(),
                model.option("legende").to_owned(),
            ],
        };
        let url = self.context.tables.file(document);
        let html = self.shown(&shown, &url, &caption);
        let lien = model.option("lien");
        // What is alone in a link is a picture, and a line else.
        let html = match lien.is_empty() || !document.is_picture() {
            true => html,
            false => format!("<a href=\"{}\">{html}</a>", escaped(lien)),
        };
        self.shelf.put_block(html)
    }

    /// A document as HTML: a picture, a recording, a film, a page of another site, or a file.
    pub(super) fn shown(&mut self, document: &Document, url: &str, caption: &[String; 2]) -> String {
        let words: Vec<String> = caption.iter().map(|words| self.inner_line(words)).collect();
        let title = super::super::unnumbered(&document.title);
        let mut markup = Markup::default();
        let [width, height] = [document.width, document.height].map(|side| match side {
            0 => String::new(),
            side => side.to_string(),
        });
        if document.is_picture() {
            let alt = match text::says(&document.alt) {
                true => self.inner_line(&document.alt),
                false => self.inner_line(title),
            };
            let alt = text::line(&crate::html::tree::text_of(&alt));
            let attributes = [
                ("src", url),
                ("alt", &alt),
                ("width", &width),
                ("height", &height),
            ];
            if words.iter().all(|it| it.is_empty()) {
                markup.open("img", &attributes);
                return markup.html;
            }
            markup.element("figure", &[], |to| {
                to.open("img", &attributes);
                to.element("figcaption", &[], |to| to.raw(&joined(&words)));
            });
            return markup.html;
        }
        let plain = self.inner_line(title);
        let plain = text::line(&crate::html::tree::text_of(&plain));
        let attributes = [
            ("src", url),
            ("title", &plain),
            ("width", &width),
            ("height", &height),
        ];
        let is_titled = match document.media() {
            "audio" => {
                let [src, title, ..] = attributes;
                markup.element("audio", &[src, title], |_| {});
                true
            }
            "video" => {
                markup.element("video", &attributes, |_| {});
                true
            }
            "frame" => {
                markup.element("iframe", &attributes, |_| {});
                true
            }
            _ => {
                let name = match text::says(&plain) {
                    true => plain.as_str(),
                    false => document.name(),
                };
                markup.element("div", &[("class", "wp-block-file")], |to| {
                    to.element("a", &[("href", url)], |to| to.text(name));
                });
                true
            }
        };
        // Its title is said by itself already.
        let rest: Vec<String> = words
            .into_iter()
            .skip(usize::from(is_titled && text::says(&plain)))
            .collect();
        markup.paragraph(&joined(&rest));
        markup.html
    }

    fn gallery(&mut self, model: &Model<'_>) -> String {
        let numbers = self.context.tables.album(model.number);
        if numbers.is_empty() {
            return self.lost(Reason::DynamicBlock, model);
        }
        let mut html = String::from("<figure class=\"wp-block-gallery\">");
        for number in numbers {
            let Some(document) = self.context.tables.document(number).cloned() else {
                continue;
            };
            self.documents.push(number);
            let url = self.context.tables.file(&document);
            let caption = [document.title.clone(), document.description.clone()];
            html.push_str(&self.shown(&document, &url, &caption));
        }
        html.push_str("</figure>");
        self.shelf.put_block(html)
    }

    /// A text within another, such as a document's title.
    fn inner_line(&mut self, words: &str) -> String {
        let written = super::line(super::super::unnumbered(words), self.place, self.context);
        self.entries.extend(written.entries);
        written.html
    }

    /// What an object is called, as HTML.
    pub(super) fn title(&mut self, kind: Object, number: u64) -> String {
        match self.context.tables.title(kind, number) {
            title if text::says(&title) => self.inner_line(&title),
            _ => escaped(&format!("{} {number}", kind.name())),
        }
    }
}

/// A title and what is said below it.
fn joined(words: &[String]) -> String {
    let said: Vec<&str> = words
        .iter()
        .map(String::as_str)
        .filter(|it| text::says(it))
        .collect();
    said.join(". ")
        .replace("?.", "?")
        .replace("!.", "!")
        .replace("..", ".")
}
