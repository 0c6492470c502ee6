//! The elements of an item, forgivingly: exports hold text that no XML has.

use std::borrow::Cow;

use quick_xml::{Reader, escape, events::Event};

/// An element: its name with its prefix, its attributes as they stand, and what is between its tags.
#[derive(Clone, Copy, Debug)]
pub struct Element<'a> {
    pub name: &'a str,
    pub attributes: &'a str,
    pub inner: &'a str,
}

/// The elements directly within another, and whether something about them is not as XML has it.
///
/// # Errors
/// The byte at which it is not known any more where anything ends.
pub fn elements(xml: &str) -> Result<Vec<Element<'_>>, usize> {
    let mut reader = Reader::from_str(xml);
    let config = reader.config_mut();
    config.allow_dangling_amp = true;
    config.allow_unmatched_ends = true;
    config.check_end_names = false;
    config.check_comments = false;
    let at = |position: u64| usize::try_from(position).unwrap_or(usize::MAX);
    let mut found = Vec::new();
    loop {
        let before = at(reader.buffer_position());
        match reader.read_event() {
            Ok(Event::Start(start)) => {
                let tag_end = at(reader.buffer_position());
                let span = reader.read_to_end(start.name()).map_err(|_| before)?;
                found.push(element(xml, before, tag_end, at(span.start)..at(span.end)));
            }
            Ok(Event::Empty(_)) => {
                let end = at(reader.buffer_position());
                found.push(element(xml, before, end, end..end));
            }
            Ok(Event::Eof) => return Ok(found),
            Ok(_) => {}
            Err(_) => return Err(before),
        }
    }
}

fn element(xml: &str, start: usize, tag_end: usize, inner: std::ops::Range<usize>) -> Element<'_> {
    let tag = xml.get(start..tag_end).unwrap_or_default();
    let tag = tag
        .trim_start_matches('<')
        .trim_end_matches('>')
        .trim_end_matches('/');
    let end = tag.find(|c: char| c.is_ascii_whitespace()).unwrap_or(tag.len());
    let (name, attributes) = tag.split_at(end);
    Element {
        name,
        attributes,
        inner: xml.get(inner).unwrap_or_default(),
    }
}

/// The text of an element, and whether its section was closed before its end, or an `&` was loose.
#[must_use]
pub fn text(inner: &str) -> (Cow<'_, str>, bool) {
    let trimmed = inner.trim();
    if let Some(rest) = trimmed.strip_prefix("<![CDATA[") {
        let (rest, is_closed) = match rest.strip_suffix("]]>") {
            Some(rest) => (rest, true),
            None => (rest, false),
        };
        if !rest.contains("]]>") {
            return (Cow::Borrowed(rest), !is_closed);
        }
        // How exporters write the sign itself, and then two sections side by side.
        let joined = rest
            .replace("]]]]><![CDATA[>", "\u{fdd1}")
            .replace("]]><![CDATA[", "");
        let is_split = joined.contains("]]>") || !is_closed;
        return (Cow::Owned(joined.replace('\u{fdd1}', "]]>")), is_split);
    }
    if !inner.contains('&') {
        return (Cow::Borrowed(inner), inner.contains("<![CDATA["));
    }
    match escape::unescape(inner) {
        Ok(text) => (text, false),
        // Names that XML does not have, or none: HTML's are read later.
        Err(_) => (Cow::Owned(forgiving(inner)), true),
    }
}

/// How long a reference is at most, in bytes.
const LONGEST: usize = 11;

fn forgiving(text: &str) -> String {
    let mut read = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('&') {
        read.push_str(before);
        let name = crate::text::beginning(after, LONGEST)
            .split_once(';')
            .map(|(name, _)| name);
        let known = name.and_then(|name| {
            escape::unescape(text_of(text, after, name.len())?)
                .ok()
                .map(|it| (name.len(), it))
        });
        match known {
            Some((length, sign)) => {
                read.push_str(&sign);
                rest = after.get(length + 1..).unwrap_or_default();
            }
            None => {
                read.push('&');
                rest = after;
            }
        }
    }
    read.push_str(rest);
    read
}

/// A reference with its `&` and its `;`, given what follows the `&`.
fn text_of<'a>(text: &'a str, after: &'a str, length: usize) -> Option<&'a str> {
    let start = text.len().checked_sub(after.len())?.checked_sub(1)?;
    text.get(start..start + length + 2)
}

/// An attribute of an element.
#[must_use]
pub fn attribute(attributes: &str, name: &str) -> Option<String> {
    let mut rest = attributes;
    while let Some((before, after)) = rest.split_once('=') {
        let after = after.trim_start();
        let quote = after.chars().next().filter(|c| matches!(c, '"' | '\''))?;
        let (value, following) = after.get(1..)?.split_once(quote)?;
        if before.trim() == name {
            return Some(text(value).0.into_owned());
        }
        rest = following;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(xml: &str) -> Result<Vec<(String, String, bool)>, usize> {
        let elements = elements(xml)?;
        Ok(elements
            .iter()
            .map(|it| {
                let (text, is_split) = text(it.inner);
                (it.name.to_owned(), text.into_owned(), is_split)
            })
            .collect())
    }

    fn one(name: &str, text: &str, is_split: bool) -> (String, String, bool) {
        (name.to_owned(), text.to_owned(), is_split)
    }

    #[test]
    fn text_is_whole_however_it_was_escaped() {
        assert_eq!(
            told(
                "<a>x &amp; y &#233;</a><b><![CDATA[<p>1]]]]><![CDATA[>2</p>]]></b><c/><d><![CDATA[ ]]></d>"
            ),
            Ok(vec![
                one("a", "x & y é", false),
                one("b", "<p>1]]>2</p>", false),
                one("c", "", false),
                one("d", " ", false)
            ])
        );
    }

    #[test]
    fn text_is_whole_where_a_section_ends_early_or_an_ampersand_is_loose() {
        assert_eq!(
            told("<a><![CDATA[un ]]> deux <p>trois<br> quatre]]></a><b>AT&T &nbsp; &amp; R&D</b>"),
            Ok(vec![
                one("a", "un ]]> deux <p>trois<br> quatre", true),
                one("b", "AT&T &nbsp; & R&D", true)
            ])
        );
    }

    #[test]
    fn an_element_without_an_end_is_told_by_its_byte() {
        assert_eq!(told("<a>x</a><b>y"), Err(8));
    }

    #[test]
    fn loose_signs_do_not_hold_up_an_import() {
        crate::soon::soon("& ", "", |said| text(said).1);
        crate::soon::soon("&amp", "", |said| text(said).1);
        crate::soon::soon("]]>", "", |said| text(&format!("<![CDATA[{said}")).1);
        crate::soon::soon("a=\"b\" ", "", |said| attribute(said, "c"));
    }

    #[test]
    fn attributes_are_read() {
        assert_eq!(
            attribute(" domain=\"category\" nicename='a&amp;b'", "nicename").as_deref(),
            Some("a&b")
        );
    }
}
