//! What names of classes, ids and roles say of a part of a page, as sites of many kinds have them.

use super::names::{NAMES, SURE, TEXT};
use crate::{
    html::tree::{self, Node},
    outcome::Reason,
};

/// What a part is by its own names, where that is nothing of the article.
#[must_use]
pub fn reason(node: Node<'_>) -> Option<Reason> {
    let of_role = match tree::attribute(node, "role").unwrap_or_default() {
        "navigation" | "search" | "banner" | "contentinfo" | "menu" | "menubar" | "toolbar" => {
            Some(Reason::PagePart)
        }
        "dialog" | "alertdialog" => Some(Reason::Newsletter),
        _ => None,
    };
    let of_tag = match tree::name(node) {
        "nav" | "dialog" => Some(Reason::PagePart),
        _ => None,
    };
    let is_heading = matches!(tree::name(node), "h1" | "h2" | "h3" | "h4" | "h5" | "h6");
    of_role.or(of_tag).or_else(|| {
        if is_heading {
            return None;
        }
        let names = names(node);
        NAMES
            .iter()
            .find(|(_, known)| known.iter().any(|name| has(&names, name)))
            .map(|(reason, _)| *reason)
    })
}

/// Whether a part is one that browsers do not show.
#[must_use]
pub fn is_hidden(node: Node<'_>) -> bool {
    let style = tree::attribute(node, "style").unwrap_or_default();
    let style: String = style
        .chars()
        .filter(|c| !c.is_whitespace())
        .collect::<String>()
        .to_ascii_lowercase();
    tree::attribute(node, "hidden").is_some_and(|it| !it.eq_ignore_ascii_case("until-found"))
        || style.contains("display:none")
        || style.contains("visibility:hidden")
}

/// Whether a part is named as those are that hold articles' texts.
#[must_use]
pub fn is_text(node: Node<'_>) -> bool {
    let names = names(node);
    TEXT.iter().any(|name| has(&names, name))
}

/// The element that its name surely says to hold a text, where the page has one alone.
#[must_use]
pub fn only_text(page: Node<'_>) -> Option<Node<'_>> {
    let mut found = page
        .descendants()
        .filter(|node| node.value().is_element() && tree::name(*node) != "body" && is_named(*node, &SURE));
    let first = found.next()?;
    found
        .all(|node| node.ancestors().any(|it| it.id() == first.id()))
        .then_some(first)
}

/// Whether a part has one of these names, which are single words or several with hyphens.
#[must_use]
pub fn is_named(node: Node<'_>, wanted: &[&str]) -> bool {
    let names = names(node);
    wanted.iter().any(|name| has(&names, name))
}

fn has(names: &str, wanted: &str) -> bool {
    names.match_indices(wanted).any(|(at, _)| {
        let before = at.checked_sub(1).and_then(|at| names.as_bytes().get(at));
        before == Some(&b'-') && names.as_bytes().get(at + wanted.len()) == Some(&b'-')
    })
}

/// The words of classes and the id, in small letters between hyphens: `shareBar post_share` is `-share-bar--post-share-`.
fn names(node: Node<'_>) -> String {
    let mut names = String::new();
    for attribute in ["class", "id"] {
        let Some(said) = tree::attribute(node, attribute) else {
            continue;
        };
        for name in said.split_ascii_whitespace().take(40) {
            // A name of many words is made of a title.
            if name.bytes().filter(|byte| matches!(byte, b'-' | b'_')).count() > 3 && attribute == "id" {
                continue;
            }
            names.push('-');
            let mut was_small = false;
            for c in name.chars() {
                if c.is_ascii_uppercase() && was_small {
                    names.push('-');
                }
                was_small = c.is_ascii_lowercase();
                match c.is_ascii_alphanumeric() {
                    true => names.push(c.to_ascii_lowercase()),
                    false if names.ends_with('-') => {}
                    false => names.push('-'),
                }
            }
            if !names.ends_with('-') {
                names.push('-');
            }
        }
    }
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_say_what_parts_are() {
        let of = |html: &str| {
            let parsed = tree::parse(html);
            let first = tree::root(&parsed).first_child().unwrap();
            (reason(first), is_text(first), is_hidden(first))
        };
        for (html, expected) in [
            ("<div class='post_shareBar'>", Some(Reason::Sharing)),
            ("<div class=shareBar>", Some(Reason::Sharing)),
            ("<div class='jp-relatedposts'>", Some(Reason::Related)),
            ("<div id=ad-1>", Some(Reason::Advertisement)),
            ("<nav>", Some(Reason::PagePart)),
            ("<div role=dialog>", Some(Reason::Newsletter)),
            ("<div class='shadow header loads'>", None),
            ("<div class='gradient'>", None),
        ] {
            assert_eq!(of(html).0, expected, "{html}");
        }
        assert!(of("<div class='td-post-content tagdiv-type'>").1 && of("<p style='x:y; DISPLAY : none'>").2);
    }
}
