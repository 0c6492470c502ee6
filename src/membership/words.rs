//! What readers write is text. Of it, only addresses of the web become links.

/// A piece of a contribution's text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Piece<'a> {
    Text(&'a str),
    Link(&'a str),
}

/// Finds the addresses in a text: `http://` or `https://` up to the next space, without the punctuation
/// that ends a sentence.
#[must_use]
pub fn linked(text: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut plain = 0;
    let mut at = 0;
    while let Some(rest) = text.get(at..) {
        let Some(start) = ["https://", "http://"]
            .iter()
            .filter_map(|it| find(rest, it))
            .min()
        else {
            break;
        };
        let start = at + start;
        let Some(address) = text
            .get(start..)
            .and_then(|rest| rest.split(char::is_whitespace).next())
        else {
            break;
        };
        let address = address.trim_end_matches([
            '.', ',', ';', ':', '!', '?', ')', ']', '»', '"', '\'', '”', '’', '>',
        ]);
        at = start + address.len().max(1);
        if has_plain_host(address) {
            pieces.extend(
                text.get(plain..start)
                    .filter(|it| !it.is_empty())
                    .map(Piece::Text),
            );
            pieces.push(Piece::Link(address));
            plain = at;
        }
    }
    pieces.extend(text.get(plain..).filter(|it| !it.is_empty()).map(Piece::Text));
    pieces
}

/// Whether the host is what one sees: no name before an `@`, which looks like another host, and no letters of other
/// alphabets, which look like others.
fn has_plain_host(address: &str) -> bool {
    let host = address.split(['/', '?', '#']).nth(2).unwrap_or_default();
    let is_plain = |sign: char| sign.is_ascii_alphanumeric() || matches!(sign, '.' | '-' | ':');
    host.starts_with(|first: char| first.is_ascii_alphanumeric()) && host.chars().all(is_plain)
}

/// Where a scheme begins, in whatever case: as bytes, for a searcher of texts is 3 KB.
fn find(text: &str, scheme: &str) -> Option<usize> {
    let (text, scheme) = (text.as_bytes(), scheme.as_bytes());
    text.windows(scheme.len())
        .position(|window| window.eq_ignore_ascii_case(scheme))
}

#[cfg(test)]
mod tests {
    use super::{Piece::*, linked};

    #[test]
    fn only_addresses_of_the_web_are_links() {
        assert_eq!(linked("Bonjour."), [Text("Bonjour.")]);
        assert_eq!(
            linked("Voir https://a.example/x?y=1. Merci (http://b.example)\u{a0}!"),
            [
                Text("Voir "),
                Link("https://a.example/x?y=1"),
                Text(". Merci ("),
                Link("http://b.example"),
                Text(")\u{a0}!")
            ]
        );
        assert_eq!(linked("HTTPS://A.example"), [Link("HTTPS://A.example")]);
        for text in [
            "javascript:alert(1)",
            "data:text/html,<script>",
            "//evil.example",
            "https://",
            "http:///x",
            "https://\u{202e}x",
            "ftp://a.example",
            "https://newspaper.example@evil.example/",
            "https://newspaper.ex\u{430}mple/",
            "https://a.example\\@evil.example/",
        ] {
            assert_eq!(linked(text), [Text(text)], "{text}");
        }
        assert_eq!(linked(""), []);
    }

    #[test]
    fn a_link_cannot_leave_its_place() {
        let text = "https://a.example/\"><img src=x onerror=alert(1)>";
        assert_eq!(
            linked(text),
            [
                Link("https://a.example/\"><img"),
                Text(" src=x onerror=alert(1)>")
            ]
        );
    }
}
