//! HTML as a tree, by the standard's own algorithm.

use std::{cell::OnceCell, collections::HashMap};

use ego_tree::NodeId;
use html5ever::{
    ParseOpts, QualName,
    driver::{parse_document, parse_fragment},
    local_name, ns,
    tendril::TendrilSink,
    tree_builder::TreeBuilderOpts,
};
use scraper::{Html, HtmlTreeSink, Node as Value, node::Element};

use crate::text::CUT;

pub type Node<'a> = ego_tree::NodeRef<'a, Value>;

/// Parses the content of a page's body, as browsers without scripts show it: what stands in `noscript` is there.
#[must_use]
pub fn parse(html: &str) -> Html {
    let options = ParseOpts {
        tree_builder: TreeBuilderOpts {
            scripting_enabled: false,
            ..TreeBuilderOpts::default()
        },
        ..ParseOpts::default()
    };
    parse_fragment(
        HtmlTreeSink::new(Html::new_fragment()),
        options,
        QualName::new(None, ns!(html), local_name!("body")),
        Vec::new(),
        false,
    )
    .one(html)
}

/// Parses a whole page, as browsers without scripts show it.
#[must_use]
pub fn parse_page(html: &str) -> Html {
    let options = ParseOpts {
        tree_builder: TreeBuilderOpts {
            scripting_enabled: false,
            ..TreeBuilderOpts::default()
        },
        ..ParseOpts::default()
    };
    parse_document(HtmlTreeSink::new(Html::new_document()), options).one(html)
}

/// The nodes at the top of what was parsed.
pub fn root(html: &Html) -> Node<'_> {
    let root = html.tree.root();
    root.first_child().unwrap_or(root)
}

/// What stands in a line of text, so that words beside it are parts of one word.
const INLINE: [&str; 50] = [
    "a", "abbr", "acronym", "area", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em",
    "font", "i", "input", "ins", "kbd", "label", "link", "map", "mark", "meta", "nobr", "noscript", "output",
    "param", "picture", "q", "rb", "rp", "rt", "rtc", "ruby", "s", "samp", "script", "slot", "small",
    "source", "span", "strike", "strong", "style", "template", "time", "track", "tt", "u",
];

/// Whether an element stands in a line without parting words.
#[must_use]
pub fn is_inline(name: &str) -> bool {
    INLINE.contains(&name) || matches!(name, "var" | "wbr" | "sup" | "sub")
}

/// What shows nothing, and whose text nobody reads.
#[must_use]
pub fn is_hidden(name: &str) -> bool {
    matches!(name, "script" | "style" | "template")
}

pub fn name<'a>(node: Node<'a>) -> &'a str {
    node.value().as_element().map_or("", Element::name)
}

pub fn attribute<'a>(node: Node<'a>, name: &str) -> Option<&'a str> {
    node.value().as_element()?.attr(name)
}

pub fn has_class(node: Node<'_>, wanted: &str) -> bool {
    attribute(node, "class")
        .is_some_and(|classes| classes.split_ascii_whitespace().any(|class| class == wanted))
}

pub fn has_class_like(node: Node<'_>, part: &str) -> bool {
    attribute(node, "class")
        .is_some_and(|classes| classes.split_ascii_whitespace().any(|class| class.contains(part)))
}

/// The elements below a node of that name, in order.
pub fn find<'a>(node: Node<'a>, wanted: &'a str) -> impl Iterator<Item = Node<'a>> {
    node.descendants().filter(move |node| name(*node) == wanted)
}

/// The text below a node, of which scripts are no part; blocks and breaks part its words.
#[must_use]
pub fn text(node: Node<'_>) -> String {
    let mut text = String::new();
    gather(node, &mut text);
    text
}

/// The text of HTML that stands in a place of its own, such as an attribute.
#[must_use]
pub fn text_of(html: &str) -> String {
    if !html.contains(['<', '&']) {
        return html.to_owned();
    }
    let (bounded, _) = super::depth::bounded(html);
    text(root(&parse(&bounded)))
}

fn gather(node: Node<'_>, to: &mut String) {
    match node.value() {
        // A shortcode that was taken out parts the words beside it.
        Value::Text(words) if words.contains(CUT) => to.push_str(&words.replace(CUT, " ")),
        Value::Text(words) => to.push_str(words),
        Value::Element(element) => {
            let name = element.name();
            if is_hidden(name) {
                return;
            }
            // What is left out beside a word is none of it.
            let parts = super::walk::is_left_out(node)
                || !is_inline(name)
                || matches!(name, "sup" | "sub" | "q" | "cite");
            if parts {
                to.push(' ');
            }
            node.children().for_each(|child| gather(child, to));
            if parts {
                to.push(' ');
            }
        }
        Value::Comment(comment) if super::comment::parts(comment) => to.push(' '),
        _ => node.children().for_each(|child| gather(child, to)),
    }
}

/// Where nodes are in their tree, such as `body/figure[2]/img[1]`: an element is counted among those of its name.
#[derive(Default)]
pub struct Places(OnceCell<HashMap<NodeId, u32>>);

impl Places {
    /// The levels that a place names at most.
    const MOST: usize = 12;

    pub fn of(&self, html: &Html, node: Node<'_>) -> String {
        let numbers = self.0.get_or_init(|| numbered(html));
        let mut parts: Vec<String> = Vec::new();
        let lineage = std::iter::once(node).chain(node.ancestors());
        for node in lineage {
            let number = numbers.get(&node.id()).copied().unwrap_or(1);
            match node.value() {
                Value::Element(element) if element.name() == "html" => break,
                Value::Element(element) => parts.push(format!("{}[{number}]", element.name())),
                Value::Text(_) => parts.push("text".to_owned()),
                Value::Comment(_) => parts.push(format!("comment[{number}]")),
                _ => {}
            }
        }
        parts.reverse();
        let skipped = parts.len().saturating_sub(Self::MOST);
        let beginning = if skipped > 0 { "body/…" } else { "body" };
        parts
            .into_iter()
            .skip(skipped)
            .fold(beginning.to_owned(), |path, part| path + "/" + &part)
    }
}

fn numbered(html: &Html) -> HashMap<NodeId, u32> {
    let mut numbers = HashMap::new();
    for parent in html.tree.nodes() {
        let mut counts: HashMap<&str, u32> = HashMap::new();
        for child in parent.children() {
            let name = match child.value() {
                Value::Element(element) => element.name(),
                Value::Comment(_) => "#comment",
                _ => continue,
            };
            let count = counts.entry(name).or_default();
            *count += 1;
            numbers.insert(child.id(), *count);
        }
    }
    numbers
}

/// The source of a script or a style.
#[must_use]
pub fn text_of_hidden(node: Node<'_>) -> String {
    node.children()
        .filter_map(|child| child.value().as_text())
        .map(|words| &**words)
        .collect()
}
