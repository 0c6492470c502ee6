//! Where tags, comments and texts are in HTML, before it is parsed: just enough to bound its depth and to find shortcodes.

use std::ops::Range;

/// A piece of HTML.
#[derive(Debug, PartialEq, Eq)]
pub enum Token {
    Text(Range<usize>),
    /// A tag, with the range of its name.
    Tag {
        all: Range<usize>,
        name: Range<usize>,
        is_end: bool,
    },
    Comment(Range<usize>),
    /// What a script, a style or a text field holds, which has no tags.
    Raw(Range<usize>),
}

/// Elements whose content has no tags (<https://html.spec.whatwg.org/#raw-text-elements>).
const RAW: [&str; 8] = [
    "script", "style", "textarea", "title", "xmp", "noembed", "noframes", "iframe",
];

/// Cuts HTML into its pieces; together they are all of it.
pub struct Tokens<'a> {
    html: &'a str,
    at: usize,
    raw: Option<&'static str>,
}

impl<'a> Tokens<'a> {
    pub fn new(html: &'a str) -> Self {
        Self {
            html,
            at: 0,
            raw: None,
        }
    }

    fn rest(&self) -> &'a str {
        self.html.get(self.at..).unwrap_or_default()
    }

    fn take(&mut self, length: usize) -> Range<usize> {
        let range = self.at..self.at + length;
        self.at = range.end;
        range
    }
}

impl Iterator for Tokens<'_> {
    type Item = Token;

    fn next(&mut self) -> Option<Token> {
        let rest = self.rest();
        if rest.is_empty() {
            return None;
        }
        if let Some(name) = self.raw.take() {
            let end = end_of_raw(rest, name);
            if end > 0 {
                return Some(Token::Raw(self.take(end)));
            }
        }
        if rest.starts_with("<!--") {
            // As browsers read it (https://html.spec.whatwg.org/#comment-start-state).
            let length = match rest.get(4..) {
                Some(after) if after.starts_with('>') => 5,
                Some(after) if after.starts_with("->") => 6,
                Some(after) => after.find("-->").map_or(rest.len(), |end| 4 + end + 3),
                None => rest.len(),
            };
            return Some(Token::Comment(self.take(length)));
        }
        if let Some((name, is_end)) = tag_name(rest) {
            let length = tag_length(rest, name.end);
            let start = self.at;
            let all = self.take(length);
            let name = start + name.start..start + name.end;
            let named = self.html.get(name.clone()).unwrap_or_default();
            if !is_end {
                self.raw = RAW.into_iter().find(|raw| named.eq_ignore_ascii_case(raw));
            }
            return Some(Token::Tag { all, name, is_end });
        }
        if rest.starts_with("<!") || rest.starts_with("<?") || rest.starts_with("</") {
            let length = rest.find('>').map_or(rest.len(), |end| end + 1);
            return Some(Token::Comment(self.take(length)));
        }
        let first = rest.chars().next().map_or(1, char::len_utf8);
        let mut end = first;
        while let Some(next) = rest.get(end..).and_then(|after| after.find('<')) {
            end += next;
            let after = rest.get(end..).unwrap_or_default();
            if after.starts_with("<!")
                || after.starts_with("<?")
                || after.starts_with("</")
                || tag_name(after).is_some()
            {
                return Some(Token::Text(self.take(end)));
            }
            end += 1;
        }
        Some(Token::Text(self.take(rest.len())))
    }
}

fn tag_name(rest: &str) -> Option<(Range<usize>, bool)> {
    let bytes = rest.as_bytes();
    if bytes.first() != Some(&b'<') {
        return None;
    }
    let is_end = bytes.get(1) == Some(&b'/');
    let start = if is_end { 2 } else { 1 };
    if !bytes.get(start)?.is_ascii_alphabetic() {
        return None;
    }
    let is_name = |byte: &u8| !byte.is_ascii_whitespace() && !matches!(byte, b'/' | b'>');
    let length = bytes
        .get(start..)?
        .iter()
        .take_while(|byte| is_name(byte))
        .count();
    Some((start..start + length, is_end))
}

/// How long a tag is, whose attributes may hold ">" between quotation marks.
fn tag_length(rest: &str, after_name: usize) -> usize {
    let mut quote = None;
    let mut is_value = false;
    for (at, byte) in rest.bytes().enumerate().skip(after_name) {
        match (quote, byte) {
            (Some(open), _) if open == byte => quote = None,
            (Some(_), _) => {}
            (None, b'>') => return at + 1,
            (None, b'"' | b'\'') if is_value => {
                quote = Some(byte);
                is_value = false;
            }
            (None, b'=') => is_value = true,
            (None, byte) if !byte.is_ascii_whitespace() => is_value = false,
            (None, _) => {}
        }
    }
    rest.len()
}

fn end_of_raw(rest: &str, name: &str) -> usize {
    let mut from = 0;
    while let Some(found) = rest.get(from..).and_then(|rest| rest.find("</")) {
        let at = from + found;
        let after = rest.get(at + 2..).unwrap_or_default();
        let is_end = after
            .get(..name.len())
            .is_some_and(|it| it.eq_ignore_ascii_case(name))
            && after
                .as_bytes()
                .get(name.len())
                .is_none_or(|byte| byte.is_ascii_whitespace() || matches!(byte, b'/' | b'>'));
        if is_end {
            return at;
        }
        from = at + 2;
    }
    rest.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pieces(html: &str) -> Vec<String> {
        let tokens: Vec<Token> = Tokens::new(html).collect();
        let of = |range: &Range<usize>| html[range.clone()].to_owned();
        let told = tokens.iter().map(|token| match token {
            Token::Text(range) => format!("text {}", of(range)),
            Token::Tag { all, .. } => format!("tag {}", of(all)),
            Token::Comment(range) => format!("comment {}", of(range)),
            Token::Raw(range) => format!("raw {}", of(range)),
        });
        told.collect()
    }

    #[test]
    fn tags_texts_comments_and_scripts_are_told_apart() {
        assert_eq!(
            pieces("a < b <p title=\"x>y\">c<!-- <p> --><script>if (a<b) '</p>'</script></p>é<"),
            [
                "text a < b ",
                "tag <p title=\"x>y\">",
                "text c",
                "comment <!-- <p> -->",
                "tag <script>",
                "raw if (a<b) '</p>'",
                "tag </script>",
                "tag </p>",
                "text é<"
            ]
        );
        assert_eq!(pieces("<p"), ["tag <p"]);
        assert_eq!(pieces("<3 <!doctype x>"), ["text <3 ", "comment <!doctype x>"]);
        assert_eq!(pieces("<textarea><b>"), ["tag <textarea>", "raw <b>"]);
    }
}
