//! What stands in an article's text and is none of it: lists of other articles, buttons, forms, what the page repeats.
//! It is marked, so that [`crate::html::convert`] leaves it out and tells why.

use ego_tree::NodeId;
use scraper::Html;

use super::{classes, marks, weights::Weights};
use crate::{
    html::tree::{self, Node},
    outcome::Reason,
    text,
};

/// What the article has beside its text, which a page shows in it, too.
#[derive(Debug, Default)]
pub struct Known {
    pub headline: String,
    pub lead: String,
    pub names: Vec<String>,
}

/// How lists of other articles begin, and what asks readers for something; in small letters.
const RELATED: [&str; 28] = [
    "lire aussi",
    "à lire",
    "a lire",
    "lire également",
    "lire la suite",
    "voir aussi",
    "à voir",
    "sur le même sujet",
    "sur le meme sujet",
    "dans la même rubrique",
    "à découvrir",
    "articles similaires",
    "articles liés",
    "read also",
    "also read",
    "read more",
    "read next",
    "see also",
    "related",
    "more on this",
    "more from",
    "more stories",
    "you may also like",
    "you might also like",
    "recommended",
    "don't miss",
    "continue reading",
    "leer también",
];
const ASKING: [&str; 14] = [
    "abonnez-vous",
    "inscrivez-vous",
    "recevez ",
    "rejoignez notre",
    "rejoignez-nous",
    "téléchargez notre application",
    "suivez-nous",
    "subscribe to",
    "sign up",
    "join our",
    "get our newsletter",
    "download our app",
    "follow us",
    "support our",
];
const SHARING: [&str; 7] = [
    "partager",
    "partagez",
    "share this",
    "share on",
    "share:",
    "tweet",
    "imprimer",
];

/// Marks what is none of the article's in the element that holds its text.
pub fn mark(page: &mut Html, body: NodeId, weights: &Weights, known: &Known) {
    let Some(body) = page.tree.get(body) else { return };
    let mut found: Vec<(NodeId, Reason)> = Vec::new();
    let mut is_begun = false;
    gather(
        body,
        weights,
        known,
        weights.weight(body).raw,
        &mut is_begun,
        &mut found,
    );
    for (id, reason) in found {
        marks::put(page, id, reason);
    }
}

fn gather(
    node: Node<'_>,
    weights: &Weights,
    known: &Known,
    all: usize,
    is_begun: &mut bool,
    found: &mut Vec<(NodeId, Reason)>,
) {
    let mut after_title = None;
    for child in node.children().filter(|child| child.value().is_element()) {
        let is_title = is_heading(tree::name(child)) || tree::name(child) == "p";
        // What follows such a title and is a list of links goes with it.
        if let Some(reason) = after_title.filter(|_| !is_title && weights.is_linked(child)) {
            found.push((child.id(), reason));
            continue;
        }
        after_title = None;
        if let Some(reason) = reason(child, weights, known, all, *is_begun) {
            found.push((child.id(), reason));
            let is_alone = is_title && reason == Reason::Related && !weights.is_linked(child);
            after_title = is_alone.then_some(reason);
            continue;
        }
        gather(child, weights, known, all, is_begun, found);
        // A paragraph by itself begins the text.
        let weight = weights.weight(child);
        *is_begun |= weight.good >= 15 && !child.children().any(|it| weights.weight(it).good > 0);
    }
}

fn reason(node: Node<'_>, weights: &Weights, known: &Known, all: usize, is_begun: bool) -> Option<Reason> {
    let name = tree::name(node);
    // What stands in those is told of as a whole.
    if tree::is_hidden(name)
        || matches!(
            name,
            "noscript" | "br" | "img" | "svg" | "math" | "form" | "button" | "select"
        )
    {
        return None;
    }
    let weight = weights.weight(node);
    let is_small = weight.raw * 3 <= all;
    if classes::is_hidden(node) && is_small {
        return Some(Reason::Hidden);
    }
    if weights.is_in_prose(node) {
        return None;
    }
    match classes::reason(node) {
        // A share counter in a word is none, nor is a picture's frame.
        Some(reason @ Reason::PageComments) if name != "a" => return Some(reason),
        Some(reason) if is_small && !is_picture(node) => return Some(reason),
        _ => {}
    }
    let words = weights.words(node);
    let is_list = matches!(name, "aside" | "footer" | "ul" | "section");
    if is_list && is_small && words > 0 && weight.raw == 0 && weights.is_linked(node) && has_several(node) {
        return Some(Reason::Related);
    }
    if words == 0 || words > 80 || name == "figure" || name == "table" {
        return None;
    }
    let said = text::line(&tree::text(node));
    let small = said.to_lowercase();
    let small = small.trim_start_matches(|c: char| !c.is_alphanumeric());
    let begins = |names: &[&str]| names.iter().any(|name| small.starts_with(name));
    let is_block = !tree::is_inline(name);
    if is_block && begins(&RELATED) && (weights.is_linked(node) || words <= 4) {
        return Some(Reason::Related);
    }
    if is_block
        && begins(&ASKING)
        && words <= 40
        && (weights.is_linked(node) || words <= 25 && tree::find(node, "a").any(|_| true))
    {
        return Some(Reason::Newsletter);
    }
    if is_block && begins(&SHARING) && words <= 12 && (words <= 2 || weights.is_linked(node)) {
        return Some(Reason::Sharing);
    }
    if is_block
        && matches!(
            small.trim_end_matches(|c: char| !c.is_alphanumeric()),
            "publicité" | "advertisement" | "annonce" | "publicidad"
        )
    {
        return Some(Reason::Advertisement);
    }
    match is_begun {
        true => None,
        false => repeated(node, name, &said, known).filter(|_| is_block || name == "time"),
    }
}

/// What stands before the text and is the article's headline, lead, date or name.
fn repeated(node: Node<'_>, name: &str, said: &str, known: &Known) -> Option<Reason> {
    let same = |one: &str, other: &str| {
        let plain = |text: &str| {
            let mut words = Vec::new();
            text::words(text, &mut |word| words.push(word.to_lowercase()));
            words.retain(|word| word.chars().any(char::is_alphanumeric));
            words
        };
        let one = plain(one);
        !one.is_empty() && one == plain(other)
    };
    if name == "h1" || is_heading(name) && same(said, &known.headline) {
        return same(said, &known.headline).then_some(Reason::PageHead);
    }
    if same(said, &known.lead) {
        return Some(Reason::LeadInBody);
    }
    let is_short = said.split_whitespace().count() <= 25 && !is_picture(node);
    let is_dated = tree::name(node) == "time" || tree::find(node, "time").any(|_| true);
    let begins = [
        "par ",
        "by ",
        "publié",
        "published",
        "posted",
        "mis à jour",
        "updated",
    ];
    let small = said.to_lowercase();
    let is_signed = known.names.iter().any(|name| same(said, name))
        || begins.iter().any(|begin| small.starts_with(begin))
            && (is_dated
                || known
                    .names
                    .iter()
                    .any(|name| small.contains(&name.to_lowercase()))
                || super::date::in_words(&small, &jiff::tz::TimeZone::UTC).is_some());
    (is_short && (is_signed || is_dated)).then_some(Reason::PageHead)
}

fn is_heading(name: &str) -> bool {
    matches!(name, "h1" | "h2" | "h3" | "h4" | "h5" | "h6")
}

fn is_picture(node: Node<'_>) -> bool {
    let name = tree::name(node);
    matches!(name, "figure" | "picture" | "img" | "iframe" | "video")
        || tree::find(node, "figure")
            .chain(tree::find(node, "iframe"))
            .any(|_| true)
}

fn has_several(node: Node<'_>) -> bool {
    tree::find(node, "a").nth(1).is_some()
}
