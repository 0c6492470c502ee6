//! HTML that a source writes of a markup of its own, and what of that it could not say so.

use std::fmt::Write;

use url::Url;

use crate::{
    address,
    html::{self, Said},
    outcome::{Entry, Kind, Reason},
    text,
};

/// A text that is being written.
#[derive(Debug, Default)]
pub struct Markup {
    pub html: String,
    pub entries: Vec<Entry>,
    /// Where what is for some readers only begins: in the HTML, and in what is told.
    wall: Option<(usize, usize)>,
}

impl Markup {
    /// Writes HTML as it is.
    pub fn raw(&mut self, html: &str) {
        self.html.push_str(html);
    }

    /// Writes HTML that somebody typed: what they did not close takes nothing of what follows.
    pub fn typed(&mut self, html: &str) {
        self.html.push_str(html);
        self.html.push_str(&ends(html));
    }

    pub fn text(&mut self, words: &str) {
        self.html.push_str(&escaped(words));
    }

    /// Writes an element around what `inner` writes.
    pub fn element(&mut self, name: &str, attributes: &[(&str, &str)], inner: impl FnOnce(&mut Self)) {
        self.open(name, attributes);
        inner(self);
        let _ = write!(self.html, "</{name}>");
    }

    /// Writes the beginning of an element, with those attributes that say something.
    pub fn open(&mut self, name: &str, attributes: &[(&str, &str)]) {
        let _ = write!(self.html, "<{name}");
        for (name, value) in attributes.iter().filter(|(_, value)| !value.is_empty()) {
            let _ = write!(self.html, " {name}=\"{}\"", escaped(value));
        }
        self.html.push('>');
    }

    /// Writes a paragraph of HTML, where it says anything.
    pub fn paragraph(&mut self, html: &str) {
        if !html.trim().is_empty() {
            self.element("p", &[], |to| to.typed(html));
        }
    }

    /// A card that leads elsewhere under a title of its own, as the converter reads quotations of other pages.
    pub fn card(&mut self, url: &str, title: &str) {
        self.element("blockquote", &[("class", "wp-embedded-content")], |to| {
            to.element("a", &[("href", url)], |to| to.text(title));
        });
    }

    /// Tells of words that are not in the HTML.
    pub fn tell(&mut self, reason: Reason, words: &str, place: &str) {
        if text::says(words) {
            let entry = Entry::new(reason, Kind::Words, place);
            self.entries.push(entry.was(text::line(words)));
        }
    }

    /// Tells of HTML that is left out: its words, links, pictures and frames.
    pub fn lose(&mut self, reason: Reason, html: &str, place: &str) {
        self.entries.extend(lost(reason, html, place));
    }

    /// What follows is for some readers only.
    pub fn wall(&mut self) {
        self.wall.get_or_insert((self.html.len(), self.entries.len()));
    }

    /// Tells how much there is of what is for some readers only, and nothing that it says.
    pub fn keep_back(&mut self, place: &str, write: impl FnOnce(&mut Self)) {
        let mut apart = Self::default();
        write(&mut apart);
        let mut told = apart.entries;
        told.extend(lost(Reason::Private, &apart.html, place));
        self.entries.push(kept_back(&told, place));
    }

    /// What all readers may see, and what is told of.
    #[must_use]
    pub fn finish(mut self) -> (String, Vec<Entry>) {
        if let Some((html, entries)) = self.wall {
            let behind = self.html.split_off(html);
            let mut told = self.entries.split_off(entries);
            told.extend(lost(Reason::Private, &behind, "paywall"));
            self.entries.push(kept_back(&told, "paywall"));
        }
        (self.html, self.entries)
    }
}

/// What is told of HTML that is left out.
#[must_use]
pub fn lost(reason: Reason, html: &str, place: &str) -> Vec<Entry> {
    Said::of(html).lost(reason, place)
}

/// How much there is of what is for some readers only: reports are shown around, and must not say it.
#[must_use]
pub fn kept_back(told: &[Entry], place: &str) -> Entry {
    let mut words = 0_usize;
    for entry in told.iter().filter(|entry| entry.kind == Kind::Words) {
        text::words(entry.was.as_deref().unwrap_or_default(), &mut |_| words += 1);
    }
    let count = |kind| told.iter().filter(|entry| entry.kind == kind).count();
    let was = format!(
        "{words} words and signs, {} links, {} pictures, {} frames",
        count(Kind::Link),
        count(Kind::Picture),
        count(Kind::Frame)
    );
    Entry::new(Reason::Private, Kind::Other, place).was(was)
}

/// The links of HTML of which only the words are kept.
#[must_use]
pub fn links(html: &str, place: &str) -> Vec<Entry> {
    let mut entries = lost(Reason::PlainText, html, place);
    entries.retain(|entry| entry.kind != Kind::Words);
    entries
}

/// The addresses at which an article's own picture may be, the best first; what is none on the web is told.
#[must_use]
pub fn picture_at(
    address: &str,
    base: Option<&Url>,
    place: &str,
    entries: &mut Vec<Entry>,
) -> Option<Vec<String>> {
    let address = address.trim();
    if address.is_empty() {
        return None;
    }
    let Some(url) = address::web(address, base) else {
        entries.push(Entry::new(Reason::PictureNowhere, Kind::Other, place).was(address));
        return None;
    };
    let originals = html::originals(&url).into_iter();
    Some([url].into_iter().chain(originals).map(String::from).collect())
}

/// A text as HTML, in an attribute or between tags.
#[must_use]
pub fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            c => escaped.push(c),
        }
    }
    escaped
}

/// Elements in which a parser takes all that follows for theirs.
const GREEDY: [&str; 11] = [
    "script", "style", "textarea", "title", "noscript", "select", "template", "svg", "xmp", "noembed",
    "table",
];

/// What closes a piece of HTML.
fn ends(html: &str) -> String {
    let mut ends = String::new();
    if html.rfind("<!--") > html.rfind("-->") {
        ends.push_str("-->");
    }
    let small = html.to_ascii_lowercase();
    for name in GREEDY {
        let begins = |(at, tag): (usize, &str)| {
            let after = small.as_bytes().get(at + tag.len());
            after.is_none_or(|after| !after.is_ascii_alphanumeric())
        };
        let count = |tag: &str| small.match_indices(tag).filter(|it| begins(*it)).count();
        let open = count(&format!("<{name}")).saturating_sub(count(&format!("</{name}")));
        for _ in 0..open.min(64) {
            let _ = write!(ends, "</{name}>");
        }
    }
    ends
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::html::tree;

    #[test]
    fn what_a_card_does_not_close_takes_nothing_that_follows() {
        for html in [
            "<!-- a",
            "<script>x",
            "<table><tr><td>a",
            "<STYLE>b",
            "<select><option>x",
        ] {
            let mut markup = Markup::default();
            markup.typed(html);
            markup.element("p", &[], |to| to.text("après <b>"));
            let (html, _) = markup.finish();
            let parsed = tree::parse(&html);
            let said = tree::find(tree::root(&parsed), "p").map(tree::text).last();
            let said = said.as_deref().map(str::trim);
            assert_eq!(said, Some("après <b>"), "{html}");
        }
    }

    #[test]
    fn what_stands_behind_a_wall_is_told_and_not_written() {
        let mut markup = Markup::default();
        markup.paragraph("Pour tous.");
        markup.wall();
        markup.paragraph("Secret <a href=\"/x\">ici</a> <img src=\"/y.jpg\">");
        markup.tell(Reason::Embed, "aussi", "card");
        let (html, entries) = markup.finish();
        assert_eq!(html, "<p>Pour tous.</p>");
        let told: Vec<_> = entries.iter().map(|it| (it.kind, it.was.as_deref())).collect();
        let told_only = (
            Kind::Other,
            Some("3 words and signs, 1 links, 1 pictures, 0 frames"),
        );
        assert_eq!(told, [told_only]);
    }
}
