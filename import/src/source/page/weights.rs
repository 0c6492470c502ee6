//! How many words of an article each element of a page holds, and how many of menus, lists of links and the like.

use std::collections::HashMap;

use ego_tree::NodeId;
use scraper::Node as Value;

use super::classes;
use crate::{
    html::tree::{self, Node},
    outcome::Reason,
    source::hash,
    text,
};

/// How many words a paragraph has at least that is surely one; a shorter one ends as sentences do.
pub const WORDS: usize = 10;
/// How many words of text a teaser has at most for each title that leads elsewhere.
const TEASER: usize = 60;

/// What an element holds, in words.
#[derive(Clone, Copy, Debug, Default)]
pub struct Weight {
    /// In paragraphs, wherever they stand.
    pub raw: usize,
    /// In paragraphs of what may be an article.
    pub good: usize,
    /// Menus, links, what stands in other parts.
    pub other: usize,
    /// As `good`, but the deeper a paragraph stands, the less it counts: an article's stand beside one another.
    pub near: Near,
    /// Titles that are links.
    titles: usize,
    /// Between which words of the page it stands.
    pub from: usize,
    pub to: usize,
}

/// Words by how deep they stand: at the element itself, one and two levels below, and further down.
#[derive(Clone, Copy, Debug, Default)]
pub struct Near([f64; 4]);

impl Near {
    /// What each level more takes.
    const DECAY: f64 = 0.9;

    fn add(&mut self, below: Self) {
        let [here, one, two, deep] = below.0;
        let added = [0.0, here, one, (two + deep) * Self::DECAY];
        self.0.iter_mut().zip(added).for_each(|(to, words)| *to += words);
    }

    pub fn words(self) -> f64 {
        self.0.iter().sum()
    }
}

/// The words of a block by itself, without the blocks in it.
#[derive(Clone, Copy, Debug, Default)]
struct Own {
    words: usize,
    linked: usize,
    is_sentence: bool,
}

/// What all elements of a page hold.
#[derive(Default)]
pub struct Weights {
    pub(super) weights: HashMap<NodeId, Weight>,
    own: HashMap<NodeId, Own>,
    pub(super) words: Vec<u64>,
}

impl Weights {
    #[must_use]
    pub fn of(page: Node<'_>) -> Self {
        let mut weights = Self::default();
        weights.count(page, false, &mut Own::default());
        let all = weights.weight(page).raw;
        weights.judge(page, false, all);
        weights
    }

    #[must_use]
    pub fn weight(&self, node: Node<'_>) -> Weight {
        self.weights.get(&node.id()).copied().unwrap_or_default()
    }

    /// How many words stand in an element.
    #[must_use]
    pub fn words(&self, node: Node<'_>) -> usize {
        let weight = self.weight(node);
        weight.to - weight.from
    }

    /// Counts words: those of each block by itself, and those of paragraphs in each element.
    fn count(&mut self, node: Node<'_>, in_link: bool, block: &mut Own) -> Weight {
        let mut weight = Weight {
            from: self.words.len(),
            ..Weight::default()
        };
        match node.value() {
            Value::Text(words) => {
                let before = self.words.len();
                text::words(words, &mut |word| {
                    each_word(word, &mut self.words);
                });
                let count = self.words.len() - before;
                block.words += count;
                block.linked += if in_link { count } else { 0 };
                if let Some(last) = words.trim_end().chars().next_back() {
                    block.is_sentence = matches!(last, '.' | '!' | '?' | '…' | '»' | '"' | '”' | ':');
                }
                return weight;
            }
            Value::Element(element)
                if tree::is_hidden(element.name()) || matches!(element.name(), "noscript" | "head") =>
            {
                return weight;
            }
            _ => {}
        }
        let name = tree::name(node);
        let in_link = in_link || name == "a" || name == "button";
        let is_block = !tree::is_inline(name);
        let mut own = Own::default();
        for child in node.children() {
            let of_child = match is_block {
                true => self.count(child, in_link, &mut own),
                false => self.count(child, in_link, block),
            };
            weight.raw += of_child.raw;
            weight.titles += of_child.titles;
        }
        if is_block {
            weight.raw += is_good(name, own).unwrap_or_default();
            let is_title = own.words >= 3 && own.linked == own.words && name != "td" && name != "th";
            weight.titles += usize::from(is_title);
            self.own.insert(node.id(), own);
        }
        weight.to = self.words.len();
        if node.value().is_element() || node.parent().is_none() {
            self.weights.insert(node.id(), weight);
        }
        weight
    }

    /// Says what of each element may be an article's.
    fn judge(&mut self, node: Node<'_>, is_other: bool, all: usize) -> (usize, usize) {
        let Some(weight) = self.weights.get(&node.id()).copied() else {
            return (0, 0);
        };
        let name = tree::name(node);
        let is_other = is_other || self.is_other(node, weight, all);
        let (mut good, mut other) = (0, 0);
        let mut near = Near::default();
        for child in node.children() {
            let (of_good, of_other) = self.judge(child, is_other, all);
            good += of_good;
            other += of_other;
            near.add(self.weight(child).near);
        }
        if let Some(own) = self.own.get(&node.id()) {
            match is_good(name, *own) {
                Some(count) if !is_other => {
                    good += count;
                    near.0[0] += number(count);
                }
                Some(count) => other += count,
                None if is_neutral(name) && own.linked * 2 < own.words => {}
                None => other += own.words,
            }
        }
        if let Some(weight) = self.weights.get_mut(&node.id()) {
            (weight.good, weight.other, weight.near) = (good, other, near);
        }
        (good, other)
    }

    /// Whether an element is surely none of an article: by its name, or as one of several teasers.
    fn is_other(&self, node: Node<'_>, weight: Weight, all: usize) -> bool {
        let name = tree::name(node);
        if matches!(name, "body" | "html" | "main" | "") {
            return false;
        }
        let is_small = weight.raw * 2 < all;
        if classes::is_hidden(node) && is_small {
            return true;
        }
        match classes::reason(node) {
            Some(Reason::PageComments) if !tree::find(node, "h1").any(|_| true) => return true,
            Some(_) if is_small => return true,
            _ => {}
        }
        if matches!(name, "footer" | "aside" | "select" | "textarea") && is_small {
            return true;
        }
        let is_teaser =
            (1..=3).contains(&weight.titles) && weight.raw <= TEASER * weight.titles && name != "p";
        is_teaser && is_small && has_alike(node)
    }

    /// Whether an element stands in a line of a text, of which it is a part.
    #[must_use]
    pub fn is_in_prose(&self, node: Node<'_>) -> bool {
        let block = node.ancestors().find(|it| self.own.contains_key(&it.id()));
        let own = block
            .and_then(|block| self.own.get(&block.id()))
            .copied()
            .unwrap_or_default();
        tree::is_inline(tree::name(node)) && own.words > own.linked + 3
    }

    /// Whether most words of an element are links.
    #[must_use]
    pub fn is_linked(&self, node: Node<'_>) -> bool {
        let linked: usize = tree::find(node, "a").map(|link| self.words(link)).sum();
        linked > 0 && linked * 2 >= self.words(node)
    }
}

/// Words as numbers; of scripts that do not part them, each sign is one.
pub fn each_word(word: &str, to: &mut Vec<u64>) {
    let is_unparted =
        |c: char| matches!(c, '\u{e00}'..='\u{eff}' | '\u{3040}'..='\u{9fff}' | '\u{20000}'..='\u{3ffff}');
    if word.contains(is_unparted) {
        to.extend(word.chars().map(|c| hash(c.encode_utf8(&mut [0; 4]))));
    } else if word.contains(char::is_alphanumeric) {
        to.push(hash(&word.to_lowercase()));
    }
}

pub fn number(count: usize) -> f64 {
    f64::from(u32::try_from(count).unwrap_or(u32::MAX))
}

/// The words of a block, where it is a paragraph of a text.
fn is_good(name: &str, own: Own) -> Option<usize> {
    let is_long = own.words >= WORDS || (own.words >= 4 && own.is_sentence);
    let is_text = own.linked * 5 < own.words * 2 || (own.words >= 60 && own.linked * 5 < own.words * 3);
    let is_heading = matches!(
        name,
        "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "figcaption" | "caption" | "th" | "option"
    );
    (is_long && is_text && !is_heading).then_some(own.words)
}

/// What counts neither for nor against.
fn is_neutral(name: &str) -> bool {
    matches!(
        name,
        "h1" | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "figcaption"
            | "caption"
            | "th"
            | "td"
            | "li"
            | "dt"
            | "dd"
            | "pre"
            | "figure"
            | "blockquote"
            | "summary"
    )
}

/// Whether an element stands beside another of its kind.
fn has_alike(node: Node<'_>) -> bool {
    let class = |node: Node<'_>| {
        let first = tree::attribute(node, "class").and_then(|it| it.split_ascii_whitespace().next());
        (tree::name(node).to_owned(), first.map(str::to_owned))
    };
    let own = class(node);
    let mut beside = node.next_siblings().chain(node.prev_siblings());
    beside.any(|it| it.value().is_element() && class(it) == own)
}
