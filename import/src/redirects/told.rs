//! Which addresses hosts can be told of.

use percent_encoding::percent_decode;

use crate::text;

/// The longest address, percent-encoded.
const LONGEST: usize = 700;

/// Whether hosts can be told of an address (docs/content.md).
pub fn is_told(from: &str) -> bool {
    let (path, query) = from
        .split_once('?')
        .map_or((from, None), |(path, query)| (path, Some(query)));
    let inner = path.trim_start_matches('/').trim_end_matches('/');
    let is_segment = |part: &str| {
        let bytes: Vec<u8> = percent_decode(part.as_bytes()).collect();
        let is_plain = |byte: &u8| {
            !byte.is_ascii_control()
                && !matches!(
                    byte,
                    b'/' | b'\\' | b'#' | b'*' | b'"' | b'$' | b'`' | b'{' | b'}'
                )
        };
        let is_text = std::str::from_utf8(&bytes).is_ok_and(|text| text.trim() == text);
        is_text
            && !bytes.is_empty()
            && bytes.iter().all(is_plain)
            && bytes != b"."
            && bytes != b".."
            && !bytes.starts_with(b":")
    };
    let is_path = path.starts_with('/')
        && (inner.is_empty()
            || inner
                .split('/')
                .all(|part| is_placeholder(part) || is_segment(part)));
    let is_query = query.is_none_or(|query| {
        let mut names: Vec<&str> = query
            .split('&')
            .map(|part| part.split_once('=').map_or("", |(name, _)| name))
            .collect();
        let count = names.len();
        names.sort_unstable();
        names.dedup();
        names.len() == count
            && query.split('&').all(|part| !part.is_empty())
            && !query.contains([':', '"', '$', '`', '{', '}', '#', '*'])
    });
    let is_encoded = from.split('%').skip(1).all(|after| {
        after
            .as_bytes()
            .get(..2)
            .is_some_and(|digits| digits.iter().all(u8::is_ascii_hexdigit))
    });
    let is_seen = !from.chars().any(|c| text::is_refused(c) || text::is_ignorable(c));
    let length = encoded_length(path) + query.map_or(0, |query| query.len() + 1);
    is_path && is_query && is_encoded && is_seen && length <= LONGEST
}

/// How long a path is where all is percent-encoded that may be.
fn encoded_length(path: &str) -> usize {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte);
    let bytes = percent_decode(path.as_bytes());
    bytes.map(|byte| if is_plain(byte) { 1 } else { 3 }).sum()
}

fn is_placeholder(part: &str) -> bool {
    part.strip_prefix(':').is_some_and(|name| {
        name.bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
            && !name.is_empty()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_no_host_can_be_told_of_is_left_out() {
        for from in [
            "/a//b/",
            "/a/../b/",
            "/100%/",
            "/a/*/",
            "/a%2Fb/",
            "/a%00/",
            "/x#y",
            "/?p=1&p=2",
            "/?",
            "/a\u{202e}b/",
            "/a\u{200b}/",
            "/ a/",
            "/caf%E9/",
            "/:1 a/",
        ] {
            assert!(!is_told(from), "{from}");
        }
        assert!(!is_told(&format!("/{}/", "é".repeat(120))));
        for from in [
            "/2019/03/un/",
            "/%C3%A9t%C3%A9/",
            "/été/",
            "/?p=1",
            "/spip.php?article12",
            "/:year/:slug/amp/",
            "/article/ancien/",
        ] {
            assert!(is_told(from), "{from}");
        }
    }
}
