//! Bounds how deep HTML nests before it is parsed: the standard's algorithm takes time that grows with the square of the
//! depth (https://github.com/servo/html5ever/issues/788).

use std::{borrow::Cow, collections::HashMap};

use super::{
    lex::{Token, Tokens},
    sound::sound,
};

/// The levels that are parsed, as in browsers' own bound.
const MOST: usize = 512;

/// Those of elements that the standard opens again in each paragraph
/// (<https://html.spec.whatwg.org/#the-list-of-active-formatting-elements>).
const MOST_FORMATTING: usize = 32;

const FORMATTING: [&str; 14] = [
    "a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u",
];

const VOID: [&str; 14] = [
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track",
    "wbr",
];

/// Those that end the one before them.
const FOLLOWING: [&str; 10] = ["p", "li", "dd", "dt", "tr", "td", "th", "option", "tbody", "a"];

/// HTML without the tags that lie deeper than is parsed, and what these were.
pub fn bounded(html: &str) -> (Cow<'_, str>, Vec<String>) {
    match sound(html) {
        Cow::Borrowed(html) => shallow(html),
        Cow::Owned(closed) => {
            let (shallow, cut) = shallow(&closed);
            (Cow::Owned(shallow.into_owned()), cut)
        }
    }
}

fn shallow(html: &str) -> (Cow<'_, str>, Vec<String>) {
    let is_shallow = html
        .bytes()
        .filter(|byte| *byte == b'<')
        .take(MOST_FORMATTING + 1)
        .count()
        <= MOST_FORMATTING;
    if is_shallow {
        return (Cow::Borrowed(html), Vec::new());
    }
    let mut open: Vec<String> = Vec::new();
    let mut formatting = 0;
    // How many of each name were left out and are still to be closed.
    let mut left_out: HashMap<String, usize> = HashMap::new();
    let mut cut = Vec::new();
    for token in Tokens::new(html) {
        let Token::Tag { all, name, is_end } = token else {
            continue;
        };
        let name = html.get(name).unwrap_or_default().to_ascii_lowercase();
        let is_formatting = FORMATTING.contains(&name.as_str());
        if VOID.contains(&name.as_str()) {
            continue;
        }
        if is_end {
            if let Some(count) = left_out.get_mut(&name).filter(|count| **count > 0) {
                *count -= 1;
                cut.push(all);
            } else if let Some(at) = open.iter().rposition(|it| *it == name) {
                // Formatting elements outlive the blocks that they stand in.
                let closed = open.split_off(at);
                open.extend(
                    closed
                        .into_iter()
                        .skip(1)
                        .filter(|it| FORMATTING.contains(&it.as_str())),
                );
                formatting -= usize::from(is_formatting);
            }
            continue;
        }
        if FOLLOWING.contains(&name.as_str()) && open.last() == Some(&name) {
            open.pop();
            formatting -= usize::from(is_formatting);
        }
        if open.len() >= MOST || (is_formatting && formatting >= MOST_FORMATTING) {
            *left_out.entry(name).or_default() += 1;
            cut.push(all);
        } else {
            open.push(name);
            formatting += usize::from(is_formatting);
        }
    }
    if cut.is_empty() {
        return (Cow::Borrowed(html), Vec::new());
    }
    let mut kept = String::with_capacity(html.len());
    let mut at = 0;
    let mut tags = Vec::with_capacity(cut.len());
    for range in cut {
        kept.push_str(html.get(at..range.start).unwrap_or_default());
        // Words beside a shortcode are words of their own.
        if html.get(range.clone()).is_some_and(|tag| {
            tag.trim_start_matches(['<', '/'])
                .starts_with(super::shortcode::ELEMENT)
        }) {
            kept.push(crate::text::CUT);
        }
        tags.push(html.get(range.clone()).unwrap_or_default().to_owned());
        at = range.end;
    }
    kept.push_str(html.get(at..).unwrap_or_default());
    (Cow::Owned(kept), tags)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_nests_too_deep_loses_tags_and_no_words() {
        let html = format!("{}mot{}", "<div>".repeat(600), "</div>".repeat(600));
        let (kept, tags) = bounded(&html);
        assert_eq!(tags.len(), 2 * 88);
        assert_eq!(kept.matches("<div>").count(), 512);
        assert!(kept.contains("mot"));
        let flat = "<p>un<p>deux".repeat(2000);
        assert_eq!(bounded(&flat).1, Vec::<String>::new());
        let fonts: String = (0..100).map(|n| format!("<font size={n}>a")).collect();
        assert_eq!(bounded(&fonts).1.len(), 68);
    }
}
