//! Addresses as programs read them: in ASCII.

use std::{borrow::Cow, net::Ipv6Addr};

use percent_encoding::percent_decode_str;

/// An address of the content, such as `/images/marché.jpg` or `https://été.example/`, as a URI (RFC 3986): letters outside
/// ASCII, and what a URI cannot carry, are percent-encoded (RFC 3987, 3.1), and a host is written in punycode (IDNA).
/// What is a URI already stays as it is.
pub fn ascii(address: &str) -> String {
    let Some((scheme, rest)) = address.split_once("://").filter(|_| !address.starts_with('/')) else {
        return mail(address).unwrap_or_else(|| encoded(address));
    };
    let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    let (authority, path) = rest.split_at(end);
    let (user, host) = match authority.rsplit_once('@') {
        Some((user, host)) => (format!("{}@", encoded(user)), host),
        None => (String::new(), authority),
    };
    let (host, port) = match host.rsplit_once(':') {
        Some((name, port)) if !port.ends_with(']') => (name, format!(":{port}")),
        _ => (host, String::new()),
    };
    format!("{scheme}://{user}{}{port}{}", in_punycode(host), encoded(path))
}

/// The addresses for e-mail (RFC 6068), separated by commas, whose hosts are names like others.
fn mail(address: &str) -> Option<String> {
    let (scheme, rest) = address.split_once(':')?;
    if !scheme.eq_ignore_ascii_case("mailto") {
        return None;
    }
    let (to, fields) = rest.split_at(rest.find(['?', '#']).unwrap_or(rest.len()));
    let one = |address: &str| match address.rsplit_once('@') {
        Some((name, host)) => format!("{}@{}", encoded(name), in_punycode(host)),
        None => encoded(address),
    };
    let to: Vec<String> = to.split(',').map(one).collect();
    Some(format!("{scheme}:{}{}", to.join(","), encoded(fields)))
}

/// A name of a host outside ASCII, in punycode, also where it was percent-encoded; one that has none is percent-encoded, as
/// RFC 3986 allows.
fn in_punycode(host: &str) -> Cow<'_, str> {
    let decoded = percent_decode_str(host).decode_utf8_lossy();
    match decoded.is_ascii() {
        true => host.into(),
        false => idna::domain_to_ascii(&decoded)
            .unwrap_or_else(|_| encoded(host))
            .into(),
    }
}

/// The name of the host of an address, in small letters, as a tag URI carries it. The number of a host (IPv6) has colons and
/// brackets, which no tag URI has: it is written with hyphens, and in full, for no name begins with one.
pub fn host(address: &str) -> String {
    let rest = address.split("://").nth(1).unwrap_or(address);
    if let Some((number, _)) = rest.strip_prefix('[').and_then(|rest| rest.split_once(']'))
        && let Ok(number) = number.parse::<Ipv6Addr>()
    {
        return number.segments().map(|part| format!("{part:x}")).join("-");
    }
    let host = rest.split(['/', ':']).next().unwrap_or_default();
    in_punycode(&host.to_lowercase()).into_owned()
}

/// Percent-encodes what a URI cannot carry beside its host (RFC 3986, 2), and a `%` or `#` that means itself.
fn encoded(text: &str) -> String {
    let mut uri = String::with_capacity(text.len());
    let mut is_in_fragment = false;
    for (at, byte) in text.bytes().enumerate() {
        let stays = match byte {
            b'%' => {
                let digits = text.as_bytes().get(at + 1..at + 3);
                digits.is_some_and(|digits| digits.iter().all(u8::is_ascii_hexdigit))
            }
            b'#' => !std::mem::replace(&mut is_in_fragment, true),
            _ => byte.is_ascii_alphanumeric() || b"-._~:/?@!$&'()*+,;=".contains(&byte),
        };
        match stays {
            true => uri.push(char::from(byte)),
            false => uri.push_str(&format!("%{byte:02X}")),
        }
    }
    uri
}

/// Percent-encodes all but the letters, digits and signs that mean nothing in a URI (RFC 3986, 2.3).
pub fn as_part(text: &str) -> String {
    let mut part = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            true => part.push(char::from(byte)),
            false => part.push_str(&format!("%{byte:02X}")),
        }
    }
    part
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Held against the browsers' own rules (WHATWG URL) where these make URIs of RFC 3986.
    #[test]
    fn programs_that_know_no_letters_but_ascii_find_what_readers_find() {
        for (address, uri) in [
            (
                "/images/marché-d-été.jpg",
                "/images/march%C3%A9-d-%C3%A9t%C3%A9.jpg",
            ),
            ("/images/cafe\u{301}.jpg", "/images/cafe%CC%81.jpg"),
            ("/images/100%.pdf", "/images/100%25.pdf"),
            (
                "/images/march%C3%A9.jpg?a=b&c#d",
                "/images/march%C3%A9.jpg?a=b&c#d",
            ),
            (
                "/a[1]|b\\c^d`e{f}\"g<h>#i#j",
                "/a%5B1%5D%7Cb%5Cc%5Ed%60e%7Bf%7D%22g%3Ch%3E#i%23j",
            ),
            ("https://été.example", "https://xn--t-9fab.example"),
            (
                "https://ÉTÉ.example:8080/été?é#é",
                "https://xn--t-9fab.example:8080/%C3%A9t%C3%A9?%C3%A9#%C3%A9",
            ),
            (
                "https://é:ü@été.example/",
                "https://%C3%A9:%C3%BC@xn--t-9fab.example/",
            ),
            ("https://جريدة.example/أ", "https://xn--ogbfjh9j.example/%D8%A3"),
            (
                "https://[2001:db8::1]:8080/é",
                "https://[2001:db8::1]:8080/%C3%A9",
            ),
            ("https://Jour.example/le/", "https://Jour.example/le/"),
            ("mailto:aïda@jour.example", "mailto:a%C3%AFda@jour.example"),
            (
                "mailto:a@été.example,b@ÉTÉ.example?subject=Été",
                "mailto:a@xn--t-9fab.example,b@xn--t-9fab.example?subject=%C3%89t%C3%A9",
            ),
            (
                "https://%C3%A9t%C3%A9.example/%C3%A9",
                "https://xn--t-9fab.example/%C3%A9",
            ),
            ("tel:+22320000000", "tel:+22320000000"),
            (
                "/aller?vers=https://été.example",
                "/aller?vers=https://%C3%A9t%C3%A9.example",
            ),
        ] {
            assert_eq!(ascii(address), uri);
            assert_eq!(ascii(uri), uri, "a URI stays as it is");
        }
    }

    #[test]
    fn a_host_is_known_by_small_letters_without_its_port() {
        for (address, name) in [
            ("https://Jour.example:8080/le", "jour.example"),
            ("https://ÉTÉ.example", "xn--t-9fab.example"),
            ("http://[::1]:8080", "0-0-0-0-0-0-0-1"),
            ("https://[2001:DB8::a]/le", "2001-db8-0-0-0-0-0-a"),
        ] {
            assert_eq!(host(address), name);
        }
    }
}
