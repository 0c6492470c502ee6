//! The bytes of a page as text: its encoding is what it says itself, as browsers find it
//! (<https://html.spec.whatwg.org/#determining-the-character-encoding>).

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// As much of a page as its encoding is looked for in; browsers take 1024 bytes, and pages say it later.
const BEGINNING: usize = 8192;

/// Whether a file begins as pages do: with the document's type or one of the elements that all pages begin with.
#[must_use]
pub fn is(beginning: &str) -> bool {
    let mut rest = beginning.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
    // What stands before: a declaration, and where a browser took the page from.
    while let Some(end) = match rest {
        _ if rest.starts_with("<!--") => Some("-->"),
        _ if rest.starts_with("<?") => Some("?>"),
        _ => None,
    } {
        let Some((_, after)) = rest.split_once(end) else {
            return false;
        };
        rest = after.trim_start();
    }
    let small: String = rest.chars().take(20).collect::<String>().to_ascii_lowercase();
    [
        "<!doctype html",
        "<html",
        "<head",
        "<body",
        "<article",
        "<main",
        "<title",
        "<meta",
    ]
    .iter()
    .any(|tag| {
        small
            .strip_prefix(tag)
            .is_some_and(|after| after.starts_with(|c: char| c.is_whitespace() || c == '>' || c == '/'))
    })
}

/// A page as text, and where the first byte is that is none of its encoding.
#[must_use]
pub fn decoded(bytes: &[u8]) -> (String, Option<usize>) {
    if let Some((encoding, length)) = Encoding::for_bom(bytes) {
        let text = bytes.get(length..).unwrap_or_default();
        return (encoding.decode_without_bom_handling(text).0.into_owned(), None);
    }
    let wide = match bytes {
        [b'<', 0, ..] => Some(UTF_16LE),
        [0, b'<', ..] => Some(UTF_16BE),
        _ => None,
    };
    if let Some(encoding) = wide {
        return (encoding.decode_without_bom_handling(bytes).0.into_owned(), None);
    }
    match said(bytes.get(..BEGINNING).unwrap_or(bytes)) {
        Some(encoding) if encoding == UTF_8 => crate::text::decode(bytes),
        // Browsers write what they save as UTF-8, whatever the page said.
        Some(_) if !bytes.is_ascii() && std::str::from_utf8(bytes).is_ok() => crate::text::decode(bytes),
        Some(encoding) => (encoding.decode_without_bom_handling(bytes).0.into_owned(), None),
        None if std::str::from_utf8(bytes).is_ok() => crate::text::decode(bytes),
        None => (
            WINDOWS_1252.decode_without_bom_handling(bytes).0.into_owned(),
            None,
        ),
    }
}

/// The encoding that a page's `meta` or declaration says.
fn said(beginning: &[u8]) -> Option<&'static Encoding> {
    let text = String::from_utf8_lossy(beginning).to_ascii_lowercase();
    let labels = text.match_indices("charset=").map(|(at, name)| at + name.len());
    let declared = text
        .starts_with("<?xml")
        .then(|| text.find("encoding=").map(|at| at + "encoding=".len()))
        .flatten();
    labels.chain(declared).find_map(|at| {
        let label = text
            .get(at..)?
            .trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '"' | '\''));
        let end = label.find(|c: char| c.is_whitespace() || matches!(c, '"' | '\'' | '>' | ';' | '/' | '?'));
        let encoding = Encoding::for_label(label.get(..end.unwrap_or(label.len()))?.as_bytes())?;
        // A page that says so in ASCII is not in UTF-16.
        Some(match encoding == UTF_16LE || encoding == UTF_16BE {
            true => UTF_8,
            false => encoding,
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_are_read_in_the_encoding_that_the_page_says() {
        let page = |charset: &str, encoding: &'static Encoding| {
            let text = format!("<!DOCTYPE html><meta charset={charset}><p>été à Ségou");
            decoded(&encoding.encode(&text).0).0
        };
        for (charset, encoding) in [
            ("utf-8", UTF_8),
            ("\"ISO-8859-1\"", WINDOWS_1252),
            ("'windows-1252'", WINDOWS_1252),
            ("iso-8859-1", UTF_8),
        ] {
            assert!(page(charset, encoding).ends_with("été à Ségou"), "{charset}");
        }
        assert!(decoded(b"<html><p>\xe9t\xe9").0.ends_with("été"));
        assert!(decoded("\u{feff}<p>été".as_bytes()).0.starts_with("<p>été"));
        let wide: Vec<u8> = "<p>été".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(decoded(&wide).0, "<p>été");
        assert_eq!(
            decoded(b"<meta charset=utf-8>a\xe9b"),
            ("<meta charset=utf-8>aéb".to_owned(), Some(21))
        );
    }

    #[test]
    fn pages_are_known_by_how_they_begin() {
        for page in [
            "<!DOCTYPE html><html>",
            "\u{feff}\n<?xml version=\"1.0\"?>\n<!-- saved from url=(0010)https://a/ -->\n<html lang=fr>",
            "<!doctype HTML PUBLIC \"-//W3C//DTD\">",
            "<head><title>",
        ] {
            assert!(is(page), "{page}");
        }
        for other in [
            "<rss version=\"2.0\">",
            "{\"html\": 1}",
            "<articles>",
            "html",
            "<!-- <html>",
        ] {
            assert!(!is(other), "{other}");
        }
    }
}
