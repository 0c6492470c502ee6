//! Footnotes as word processors and Markdown write them: a mark and a note with links that lead to each other.

use std::{
    borrow::Cow,
    collections::{HashMap, HashSet},
};

use ego_tree::NodeId;
use scraper::Html;
use url::Url;

use super::{
    Converter,
    flow::Flow,
    lex::{Token, Tokens},
    tree::{self, Node},
};
use crate::{
    address,
    block::{Block, Mark, Span},
    outcome::{Entry, Kind, Reason},
    text,
};

/// What leads to a note or back is no longer than this, in characters: `[12]`, `↩`, `(iv)`.
const LONGEST: usize = 8;

/// Headings that the press writes itself above an article's notes.
const HEADINGS: [&str; 4] = ["notes", "note", "footnotes", "notes de bas de page"];

/// The footnotes of a text.
#[derive(Default)]
pub struct Footnotes<'a> {
    /// What holds each note, by the link that leads to it.
    notes: HashMap<NodeId, Node<'a>>,
    /// The links from the notes back to the text.
    back: HashSet<NodeId>,
    /// Those holders that were read where their marks stand.
    read: HashSet<NodeId>,
}

impl<'a> Footnotes<'a> {
    pub fn of(html: &'a Html, base: Option<&Url>) -> Self {
        let all = || tree::root(html).descendants();
        let links: Vec<(Node<'a>, &str)> = all().filter_map(|it| Some((it, within(it, base)?))).collect();
        if links.len() < 2 {
            return Self::default();
        }
        let mut targets: HashMap<&str, (usize, Node<'a>)> = HashMap::new();
        let mut places: HashMap<NodeId, usize> = HashMap::new();
        for (place, node) in all().enumerate() {
            places.insert(node.id(), place);
            for name in names(node) {
                targets.entry(name).or_insert((place, node));
            }
        }
        let mut marks: HashMap<&str, (Node<'a>, &str)> = HashMap::new();
        for (link, to) in &links {
            for name in around(*link).flat_map(names) {
                marks.entry(name).or_insert((*link, to));
            }
        }
        let mut found = Self::default();
        // What each holder is the note of; of several in one paragraph none could be told from the others.
        let mut held: HashMap<NodeId, Option<(NodeId, String)>> = HashMap::new();
        let mut can_hold: HashMap<NodeId, bool> = HashMap::new();
        let mut pairs = Vec::new();
        for (back, to) in &links {
            let Some((mark, to)) = marks.get(to) else { continue };
            let Some((place, target)) = targets.get(to) else {
                continue;
            };
            let holder =
                holder(*target).filter(|it| *can_hold.entry(it.id()).or_insert_with(|| can_be_note(*it)));
            let Some(holder) = holder else { continue };
            let is_after = places.get(&mark.id()).is_some_and(|mark| mark < place);
            if is_after && is_mark(*mark) && holds(holder, *back) && !holds(holder, *mark) {
                pairs.push((*mark, holder, back.id()));
                // Nor where marks that say other numbers lead to one place.
                let note = (target.id(), text::line(&tree::text(*mark)));
                let known = held.entry(holder.id()).or_insert_with(|| Some(note.clone()));
                if known.as_ref().is_some_and(|known| *known != note) {
                    *known = None;
                }
            }
        }
        for (mark, holder, back) in pairs {
            if held.get(&holder.id()).is_some_and(Option::is_some) {
                found.notes.entry(mark.id()).or_insert(holder);
                found.back.insert(back);
            }
        }
        found
    }

    pub fn are_there(&self) -> bool {
        !self.notes.is_empty()
    }

    /// Whether an element is a note that was read where its mark stands.
    pub fn is_read(&self, node: Node<'_>) -> bool {
        self.read.contains(&node.id())
    }
}

/// Text of lines with each note in a paragraph of its own, as WordPress shows it: a line that begins with a link within the page.
#[must_use]
pub fn with_paragraphs(html: &str) -> Cow<'_, str> {
    const BEGINS: [&str; 3] = ["<a ", "<sup><a ", "<strong><a "];
    let is_note = |line: &str| {
        let line = line.trim();
        let tag = BEGINS.iter().find_map(|begins| line.strip_prefix(begins));
        let tag = tag.and_then(|rest| rest.split_once('>'));
        tag.is_some_and(|(tag, rest)| tag.contains('#') && tag.contains("href=") && !has_block(rest))
    };
    if !html.contains('#') {
        return Cow::Borrowed(html);
    }
    // As the parser reads ends of lines.
    let plain = html.replace("\r\n", "\n");
    if !plain.split("\n\n").any(is_note) {
        return Cow::Borrowed(html);
    }
    let lines = plain.split("\n\n").map(|line| match is_note(line) {
        true => Cow::Owned(format!("<p>{line}</p>")),
        false => Cow::Borrowed(line),
    });
    Cow::Owned(lines.collect::<Vec<_>>().join("\n\n"))
}

/// Whether HTML has tags of more than a line.
fn has_block(html: &str) -> bool {
    Tokens::new(html).any(|token| match token {
        Token::Tag { name, .. } => {
            let name = html.get(name).unwrap_or_default().to_ascii_lowercase();
            !tree::is_inline(&name) && name != "br"
        }
        _ => false,
    })
}

/// The name of what a link leads to on its own page, where the link is as short as those of footnotes, and no part of a word.
fn within<'n>(node: Node<'n>, base: Option<&Url>) -> Option<&'n str> {
    let href = tree::attribute(node, "href").filter(|_| tree::name(node) == "a")?;
    let (page, name) = href
        .trim()
        .rsplit_once('#')
        .filter(|(_, name)| !name.is_empty())?;
    let is_here =
        page.is_empty() || base.is_some_and(|base| address::web(page, Some(base)).as_ref() == Some(base));
    let is_short = || tree::text(node).trim().chars().count() <= LONGEST;
    (is_here && is_short() && is_apart(node)).then_some(name)
}

/// Whether a link says what marks of notes do: a number, a letter or a sign, and no word.
fn is_mark(link: Node<'_>) -> bool {
    let words = tree::text(link).to_lowercase();
    if !text::says(&words) {
        return false;
    }
    let mut parts = words.split(|c: char| !c.is_alphabetic());
    parts.all(|part| part.chars().count() <= 2 || part.chars().all(|c| "ivxlcdm".contains(c)))
}

/// So many siblings without words are looked past for the words beside a link.
const NEAR: usize = 8;

/// Whether the words beside a link go on without it.
fn is_apart(link: Node<'_>) -> bool {
    if link.ancestors().any(|it| tree::name(it) == "sup") {
        return true;
    }
    let words = tree::text(link);
    let [first, last] = [words.chars().next(), words.chars().next_back()];
    let is_in_line = link.parent().is_some_and(|it| tree::is_inline(tree::name(it)));
    let before = || {
        nearest(link.prev_siblings(), is_in_line, |words| {
            words.chars().next_back()
        })
    };
    let after = || nearest(link.next_siblings(), is_in_line, |words| words.chars().next());
    let is_word = |sign: Option<char>| sign.is_some_and(text::is_of_word);
    let is_part = is_word(first) && before() || is_word(last) && after();
    !is_part
}

/// Whether the nearest sign of a link's siblings is of a word; unknown where none has one and the line may go on around them.
fn nearest<'n>(
    mut siblings: impl Iterator<Item = Node<'n>>,
    is_in_line: bool,
    sign: impl Fn(&str) -> Option<char>,
) -> bool {
    let mut near = siblings.by_ref().take(NEAR);
    let near = near.find_map(|it| match it.value() {
        scraper::Node::Element(element) if !tree::is_inline(element.name()) => Some(' '),
        _ => sign(&tree::text(it)),
    });
    near.map_or(is_in_line || siblings.next().is_some(), text::is_of_word)
}

/// The names by which a link can lead to an element.
fn names(node: Node<'_>) -> impl Iterator<Item = &str> {
    let name = tree::attribute(node, "name").filter(|_| tree::name(node) == "a");
    tree::attribute(node, "id").into_iter().chain(name)
}

/// A mark, and what may have its name in its place: what is in it, around it in its line, or right before one of these.
fn around<'n>(mark: Node<'n>) -> impl Iterator<Item = Node<'n>> {
    let line = mark.ancestors().take_while(|it| tree::is_inline(tree::name(*it)));
    let before = std::iter::once(mark)
        .chain(line.clone())
        .filter_map(|it| it.prev_sibling());
    mark.descendants().chain(line).chain(before)
}

fn holds(holder: Node<'_>, node: Node<'_>) -> bool {
    node.ancestors().any(|it| it.id() == holder.id())
}

/// The item or the paragraph that a note is, given what has its name.
fn holder(target: Node<'_>) -> Option<Node<'_>> {
    let mut lineage = std::iter::once(target).chain(target.ancestors());
    let block = lineage.find(|it| !tree::is_inline(tree::name(*it)))?;
    let item = block.parent().filter(|it| matches!(tree::name(*it), "li" | "dd"));
    match tree::name(block) {
        "li" | "dd" | "div" | "aside" => Some(block),
        "p" => item
            .or(block.parent().filter(|it| is_of_office(*it)))
            .or(Some(block)),
        _ => None,
    }
}

/// Whether an element can be read where a mark stands: it is no section, and stands in nothing that is read as a whole.
fn can_be_note(holder: Node<'_>) -> bool {
    let is_heading = |it: Node<'_>| matches!(tree::name(it), "h1" | "h2" | "h3" | "h4" | "h5" | "h6");
    let is_left_out = super::walk::is_left_out(holder) || is_of_picture(holder);
    !is_left_out && holder.ancestors().all(is_plain) && !holder.descendants().any(is_heading)
}

/// Whether a division is a note of several paragraphs, as Word and LibreOffice name them: `ftn1`, `sdfootnote1`.
fn is_of_office(node: Node<'_>) -> bool {
    let id = tree::attribute(node, "id").filter(|_| tree::name(node) == "div");
    let names = ["ftn", "edn", "sdfootnote", "sdendnote"];
    let number = id.and_then(|id| names.iter().find_map(|name| id.strip_prefix(name)));
    number.is_some_and(|number| !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit()))
}

/// Whether what stands in an element is read where it stands, whatever it is.
fn is_plain(node: Node<'_>) -> bool {
    let is_frame = matches!(
        tree::name(node),
        "" | "html" | "body" | "main" | "article" | "section" | "div" | "footer" | "ol" | "ul" | "dl"
    );
    is_frame
        && !super::walk::is_left_out(node)
        && !is_of_picture(node)
        && !tree::has_class(node, super::list::SOCIAL)
}

fn is_of_picture(node: Node<'_>) -> bool {
    tree::has_class_like(node, "caption") || tree::has_class_like(node, "gallery")
}

impl<'a> Converter<'a> {
    /// The mark of a footnote whose text stands further below; says whether it is one.
    pub(super) fn footnote(&mut self, link: Node<'a>, flow: &mut Flow) -> bool {
        let note = self.footnotes.notes.get(&link.id()).copied();
        let is_free = |note: &Node<'_>| {
            let mut lineage = std::iter::once(*note).chain(note.ancestors());
            !lineage.any(|it| self.footnotes.is_read(it))
        };
        let Some(note) = note.filter(|note| !self.in_note && is_free(note)) else {
            return false;
        };
        // Else the number stays what it is, and the note where it is.
        if !flow.takes_note() || !keeps_marks(link) {
            return false;
        }
        self.footnotes.read.insert(note.id());
        if !self.note_of(note, flow) {
            return false;
        }
        self.drop(link, Reason::Note);
        true
    }

    /// A link from a footnote back to its mark, which the press writes itself; says whether it is one.
    pub(super) fn way_back(&mut self, link: Node<'a>, flow: &mut Flow) -> bool {
        let is_one = self.in_note && self.footnotes.back.contains(&link.id());
        if is_one {
            self.drop(link, Reason::Note);
            // Some show a sign that is the style's.
            if text::says(&tree::text(link)) {
                flow.seam();
            }
        }
        is_one
    }

    /// Takes off the heading above the footnotes that stood at the end, which the press writes itself, and the line before it.
    pub(super) fn end_before_notes(&mut self, blocks: &mut Vec<Block>) {
        if self.footnotes.read.is_empty() {
            return;
        }
        while let Some(last) = blocks.last() {
            match last {
                Block::Separator => {}
                Block::Heading { spans, .. } if is_heading_of_notes(spans) => {
                    let entry = Entry::new(Reason::Note, Kind::Words, "body");
                    self.entries.push(entry.was(crate::account::parted(spans)));
                }
                _ => return,
            }
            blocks.pop();
        }
    }
}

fn is_heading_of_notes(spans: &[Span]) -> bool {
    let words = super::plain(spans).to_lowercase();
    let words = words.trim_matches(|c: char| !c.is_alphanumeric());
    let is_style = |mark: &Mark| matches!(mark, Mark::Strong | Mark::Emphasis);
    HEADINGS.contains(&words) && spans.iter().all(|span| span.marks.iter().all(is_style))
}

/// Whether the words around a mark stay more than plain text.
fn keeps_marks(mark: Node<'_>) -> bool {
    let is_plain = |it: Node<'_>| {
        matches!(
            tree::name(it),
            "figcaption" | "caption" | "summary" | "cite" | "pre"
        ) || is_of_picture(it)
    };
    !mark.ancestors().any(is_plain)
}
