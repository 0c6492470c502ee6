//! HTML to blocks: classic WordPress, Gutenberg, and what other systems write.

mod boxes;
mod code;
mod comment;
mod depth;
mod embed;
mod figure;
mod finish;
mod flow;
mod footnote;
mod hosts;
mod lex;
mod line;
mod list;
mod note;
mod original;
mod out;
mod picture;
mod said;
mod shortcode;
mod sound;
mod sources;
mod table;
pub mod tree;
mod walk;

#[cfg(test)]
mod tests;

use std::{borrow::Cow, collections::HashMap};

use scraper::Html;
use url::Url;

use crate::{
    block::{Block, Note},
    library::Library,
    outcome::{Entry, Kind, Reason},
};
pub use depth::bounded;
use flow::Flow;
pub use flow::plain;
use footnote::Footnotes;
pub use original::{likely, originals};
pub use out::OUT;
pub use picture::{beside, is_file_name, named, shown, sources_of};
pub use said::Said;
use shortcode::Shortcode;
use sources::Source;
use tree::{Node, Places};

/// What a text is read with.
#[derive(Clone, Copy)]
pub struct Context<'a> {
    pub library: &'a Library,
    /// The page that it stands on, which its addresses are read from.
    pub base: Option<&'a Url>,
    /// The article's language, as a BCP 47 tag.
    pub language: &'a str,
    /// The number of its record, by which pictures were uploaded for it; 0 where there is none.
    pub record: u64,
    /// Whether a line's end is a break and an empty line ends a paragraph, as in WordPress before its blocks.
    pub newlines: bool,
    /// Whether brackets may be shortcodes.
    pub shortcodes: bool,
    /// The texts of footnotes that stand beside the body, by their ids, as HTML.
    pub notes: &'a [(String, String)],
}

/// What a text became.
#[derive(Debug, Default, serde::Serialize)]
pub struct Body {
    pub blocks: Vec<Block>,
    pub entries: Vec<Entry>,
    /// What the text said, where it was parsed as it stands.
    #[serde(skip)]
    pub said: Option<Said>,
}

/// Turns HTML into blocks, with all that is not simply as it was.
#[must_use]
pub fn convert(html: &str, context: Context<'_>) -> Body {
    let (html, mut entries) = comment::with_shared(html, context.library);
    let (html, unseen) = without_own_signs(html);
    if unseen {
        entries.push(Entry::new(Reason::UnseenSign, Kind::Other, "body").was("U+FDD0"));
    }
    let mut html = changed(html, sound::sound);
    if context.newlines {
        html = changed(html, footnote::with_paragraphs);
    }
    let (html, sources) = sources::numbered(&html);
    let (marked, codes, escaped) = match context.shortcodes {
        true => shortcode::marked(&html),
        false => (html, Vec::new(), 0),
    };
    for _ in 0..escaped {
        entries.push(Entry::new(Reason::EscapedShortcode, Kind::Words, "body").was("[ ]"));
    }
    let (bounded, cut) = depth::bounded(&marked);
    let parsed = tree::parse(&bounded);
    // Not what stands for shortcodes, and not what lies too deep.
    let is_whole = codes.is_empty() && escaped == 0 && cut.is_empty() && !unseen;
    let said = is_whole.then(|| Said {
        words: tree::text(tree::root(&parsed)),
        sources: sources.iter().flatten().cloned().collect(),
    });
    let mut converter = Converter {
        html: &parsed,
        context,
        visited: vec![false; codes.len()],
        codes,
        places: Places::default(),
        entries,
        links: sources.iter().map(|_| SourceLink::default()).collect(),
        told: vec![0; sources.len()],
        sources,
        notes: Vec::new(),
        known_notes: HashMap::new(),
        footnotes: Footnotes::of(&parsed, context.base),
        in_gallery: 0,
        in_box: 0,
        in_note: false,
        title: None,
        missing: 0,
        last_picture: Vec::new(),
        preformatted: false,
    };
    for tag in cut {
        converter.cut_tag(&tag);
    }
    let mut flow = Flow::default();
    converter.children(tree::root(&parsed), &mut flow);
    flow.end_paragraph(&mut converter.entries);
    let mut body = converter.finish(flow.blocks);
    body.said = said;
    body
}

/// A text as `change` has it, without a copy where that changes nothing.
fn changed<'t>(html: Cow<'t, str>, change: impl FnOnce(&str) -> Cow<'_, str>) -> Cow<'t, str> {
    match change(&html) {
        Cow::Borrowed(_) => html,
        Cow::Owned(changed) => Cow::Owned(changed),
    }
}

/// The signs that mark seams are ours alone.
fn without_own_signs(html: Cow<'_, str>) -> (Cow<'_, str>, bool) {
    let own = [crate::text::SEAM, crate::text::CUT];
    match html.contains(own) {
        true => (Cow::Owned(html.replace(own, "")), true),
        false => (html, false),
    }
}

/// Turns HTML into the text of one line, reporting what that cannot hold.
#[must_use]
pub fn convert_line(html: &str, context: Context<'_>, place: &str) -> (String, Vec<Entry>) {
    // Most titles are plain.
    if !html.contains(['<', '&']) && !html.contains(crate::text::is_refused) {
        return (crate::text::line(html), Vec::new());
    }
    let body = convert(html, context);
    let mut lines = Vec::new();
    let mut entries = body.entries;
    crate::block::visit(&body.blocks, &mut |said| match said {
        crate::block::Text::Spans(spans) => {
            lines.push(plain(spans));
            entries.extend(flow::in_line(spans));
            for href in crate::account::links(spans) {
                entries.push(Entry::new(Reason::PlainText, Kind::Link, place).was(href));
            }
        }
        crate::block::Text::Plain(words) => lines.push(crate::text::line(words)),
        crate::block::Text::Picture(url) => {
            entries.push(Entry::new(Reason::NotAllowed, Kind::Picture, place).was(url));
        }
        crate::block::Text::Frame(url) => {
            entries.push(Entry::new(Reason::NotAllowed, Kind::Frame, place).was(url));
        }
    });
    for entry in &mut entries {
        entry.place = place.to_owned();
    }
    lines.retain(|line| !line.is_empty());
    (lines.join(" "), entries)
}

/// What a link of the source became.
#[derive(Default)]
struct SourceLink {
    /// Where it leads in the article; empty where nothing was marked with it.
    href: String,
    place: String,
    /// Whether that is another address than in the source, which has been told.
    is_new: bool,
    /// Why it would be nowhere, where that is known.
    lost: Option<Reason>,
}

struct Converter<'a> {
    html: &'a Html,
    context: Context<'a>,
    codes: Vec<Shortcode>,
    visited: Vec<bool>,
    places: Places,
    entries: Vec<Entry>,
    /// The links, pictures and frames of the text, by their numbers, and how often each was reported.
    sources: Vec<Option<Source>>,
    told: Vec<usize>,
    /// What became of those that are links.
    links: Vec<SourceLink>,
    notes: Vec<Note>,
    /// The ids in the article of notes of the source.
    known_notes: HashMap<String, String>,
    /// Those whose texts stand in the body.
    footnotes: Footnotes<'a>,
    in_gallery: usize,
    in_box: usize,
    in_note: bool,
    /// The caption of the recording that is read, which is its title.
    title: Option<String>,
    /// How many pictures were wanted and are not here.
    missing: usize,
    /// Where the last picture may be.
    last_picture: Vec<String>,
    /// Whether spaces and lines' ends are shown as they are.
    preformatted: bool,
}

impl<'a> Converter<'a> {
    fn place(&self, node: Node<'_>) -> String {
        self.places.of(self.html, node)
    }

    fn report(&mut self, reason: Reason, kind: Kind, node: Node<'_>, was: Option<&str>, now: Option<&str>) {
        if was.is_some() && matches!(kind, Kind::Link | Kind::Picture | Kind::Frame) {
            self.tell(node);
        }
        let mut entry = Entry::new(reason, kind, self.place(node));
        entry.was = was.map(str::to_owned);
        entry.now = now.map(str::to_owned);
        self.entries.push(entry);
    }

    /// Adds to what was reported last.
    fn say_why(&mut self, why: Option<&str>) {
        if let Some(entry) = self.entries.last_mut() {
            entry.why = why.map(str::to_owned);
        }
    }

    /// Notes that a link, a picture or a frame was reported.
    fn tell(&mut self, node: Node<'_>) {
        if let Some(told) = sources::number(node).and_then(|number| self.told.get_mut(number)) {
            *told += 1;
        }
    }

    /// Reports the links, pictures and frames at and below a node.
    fn tell_addresses(&mut self, node: Node<'_>, reason: Reason, but: Option<Node<'_>>) {
        for node in node
            .descendants()
            .filter(|node| Some(node.id()) != but.map(|it| it.id()))
        {
            let source = sources::number(node).and_then(|number| self.sources.get(number).cloned().flatten());
            if let Some(source) = source {
                self.report(reason, source.kind, node, Some(&source.address), None);
            }
        }
    }

    /// What children become in a flow of their own, whose text bears the marks of the outer one.
    fn apart(&mut self, node: Node<'a>, outer: &Flow) -> Vec<Block> {
        let mut flow = Flow::with_marks(outer.marks());
        self.children(node, &mut flow);
        flow.end_paragraph(&mut self.entries);
        flow.blocks
    }

    fn children(&mut self, node: Node<'a>, flow: &mut Flow) {
        for child in node.children() {
            self.node(child, flow);
        }
    }
}

/// The text with the blocks that articles share in their places, which is what is accounted for.
#[must_use]
pub fn expanded<'a>(html: &'a str, library: &Library) -> Cow<'a, str> {
    comment::with_shared(html, library).0
}

/// Whether a text is of WordPress's blocks.
#[must_use]
pub fn has_blocks(html: &str) -> bool {
    comment::has_blocks(html)
}
