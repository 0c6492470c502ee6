//! Tags that take all that follows for their content, as nobody meant who wrote them.

use std::borrow::Cow;

use super::lex::{Token, Tokens};

/// HTML in which no tag swallows what follows it: a frame that nobody closed is closed at once, `plaintext` is none, and the
/// titles of drawings are descriptions.
pub fn sound(html: &str) -> Cow<'_, str> {
    let open = |html: &str| {
        html.get(..7)
            .is_some_and(|tag| tag.eq_ignore_ascii_case("<iframe"))
    };
    let last = last_of(html, "</iframe").unwrap_or_default();
    let is_plain = |html: &str| {
        html.get(..10)
            .is_some_and(|tag| tag.eq_ignore_ascii_case("<plaintext"))
    };
    let name_of = |html: &str, name: &str| {
        let begins = html
            .get(..name.len())
            .is_some_and(|tag| tag.eq_ignore_ascii_case(name));
        let after = html.get(name.len()..).and_then(|rest| rest.chars().next());
        begins && after.is_none_or(|c| c.is_ascii_whitespace() || matches!(c, '>' | '/'))
    };
    // In a drawing a title is an element as others are, and outside of one its text has no tags: as a description, which is
    // the same in drawings, it has them everywhere.
    let has_drawing = ["<svg", "<math"].iter().any(|name| last_of(html, name).is_some());
    // What is put in, where, and how many bytes it stands for.
    let mut ends: Vec<(usize, usize, &str)> = Vec::new();
    let mut from = 0;
    while let Some(start) = html
        .get(from..)
        .and_then(|rest| rest.find('<'))
        .map(|at| from + at)
    {
        let rest = html.get(start..).unwrap_or_default();
        from = start + 1;
        if is_plain(rest) {
            ends.push((start, "<plaintext".len(), "<div"));
            continue;
        }
        if has_drawing {
            for (title, other) in [("<title", "<desc"), ("</title", "</desc")] {
                if name_of(rest, title) {
                    ends.push((start, title.len(), other));
                }
            }
        }
        if !open(rest) {
            continue;
        }
        let Some(Token::Tag { all, .. }) = Tokens::new(rest).next() else {
            continue;
        };
        from = start + all.end;
        let tag = rest.get(all.clone()).unwrap_or_default();
        let is_followed = html.get(from..).is_some_and(|rest| {
            rest.trim_start()
                .get(..8)
                .is_some_and(|end| end.eq_ignore_ascii_case("</iframe"))
        });
        if tag.ends_with("/>") && !is_followed || start >= last || has_drawing {
            ends.push((from, 0, "</iframe>"));
        }
    }
    if ends.is_empty() {
        return Cow::Borrowed(html);
    }
    let mut closed = String::with_capacity(html.len() + ends.len() * 9);
    let mut at = 0;
    for (end, taken, put_in) in ends {
        closed.push_str(html.get(at..end).unwrap_or_default());
        closed.push_str(put_in);
        at = end + taken;
    }
    closed.push_str(html.get(at..).unwrap_or_default());
    Cow::Owned(closed)
}

fn last_of(html: &str, wanted: &str) -> Option<usize> {
    let mut end = html.len();
    while let Some(at) = html.get(..end)?.rfind('<') {
        if html
            .get(at..at + wanted.len())
            .is_some_and(|tag| tag.eq_ignore_ascii_case(wanted))
        {
            return Some(at);
        }
        end = at;
    }
    None
}
