//! Addresses that the newsroom gives: where the newspaper is, and where its links lead.

mod ascii;

use idna::uts46::{DnsLength, Hyphens, Uts46};
use url::{Host, Url};

pub use ascii::{as_part, ascii, host};

/// Where a newspaper is deployed on its host, as a path that begins and ends with a slash, given as such a path or as an
/// address in full.
///
/// # Errors
/// In words, what is wrong with it.
pub fn base_path(given: &str) -> Result<String, String> {
    let path = match given.split_once(':') {
        Some(_) => {
            let url = newspaper(given.trim_end_matches('/'))?;
            url.path().to_owned()
        }
        None => given.to_owned(),
    };
    // Two slashes at the beginning name another host.
    let inner = path.strip_prefix('/').unwrap_or(&path);
    let inner = inner.strip_suffix('/').unwrap_or(inner);
    let plain = |c: char| c.is_ascii_alphanumeric() || "-._~/".contains(c);
    if path.is_empty() || path == "/" {
        Ok("/".to_owned())
    } else if inner.chars().all(plain) && !inner.split('/').any(|part| matches!(part, "" | "." | "..")) {
        Ok(format!("/{inner}/"))
    } else {
        Err(format!("\"{given}\" is not a path like /journal/"))
    }
}

/// Reads the address of a newspaper: the scheme, the host and perhaps a port and a path, nothing else, for other
/// addresses are made from it.
///
/// # Errors
/// In words, what is wrong with it.
pub fn newspaper(address: &str) -> Result<Url, String> {
    let url = web(address)?;
    // A name that is registered (RFC 1123, 2.1).
    if let Some(Host::Domain(host)) = url.host()
        && !is_known(host, Hyphens::CheckFirstLast)
    {
        return Err(format!("\"{host}\" is the name of no host"));
    }
    let (_, rest) = address.split_once("://").unwrap_or_default();
    let (host, path) = rest
        .split_once('/')
        .map_or((rest, ""), |(host, path)| (host, path));
    if host.contains('@') {
        return Err("it holds a name or a password".to_owned());
    }
    if url.query().is_some() || url.fragment().is_some() {
        return Err("it goes on after a ? or a #".to_owned());
    }
    if rest.ends_with('/') || path.split('/').any(|part| part.is_empty() && !path.is_empty()) {
        return Err("it has a slash too many".to_owned());
    }
    // As browsers would read "..", "%2e%2e" and backslashes away.
    let path = format!("/{path}");
    let plain = |c: char| c.is_alphanumeric() || "-._~/%".contains(c);
    if url.path() != ascii(&path) || !path.chars().all(plain) {
        return Err("its path has other characters than letters, digits, hyphens and dots".to_owned());
    }
    Ok(url)
}

/// Reads an address on the web, with a host that there may be.
///
/// # Errors
/// In words, what is wrong with it.
pub fn web(address: &str) -> Result<Url, String> {
    let scheme = address.split_once("://").map(|(scheme, _)| scheme);
    if !scheme.is_some_and(|scheme| ["http", "https"].iter().any(|it| scheme.eq_ignore_ascii_case(it))) {
        return Err("it does not begin with https:// or http://".to_owned());
    }
    let url = Url::parse(address).map_err(|why| why.to_string())?;
    let Some((_, rest)) = address.split_once("://") else {
        return Err("it has no host".to_owned());
    };
    let authority = rest.split(['/', '?', '#', '\\']).next().unwrap_or_default();
    let written = authority.rsplit('@').next().unwrap_or_default();
    match url.host() {
        Some(Host::Domain(host)) => {
            // Name servers know of underscores and of hyphens at the ends (RFC 2181, 11), and browsers open them.
            let is_named = host
                .trim_end_matches('.')
                .split('.')
                .all(|label| label.contains(char::is_alphanumeric));
            if !is_named || !is_known(&host.replace('_', "-"), Hyphens::Allow) {
                return Err(format!("\"{host}\" is the name of no host"));
            }
        }
        // Shorter forms, and those in other systems of numbers, seem to be something else.
        Some(Host::Ipv4(number)) => {
            let host = written.split(':').next().unwrap_or_default();
            if host != number.to_string() {
                return Err(format!("\"{host}\" is the name of no host"));
            }
        }
        Some(Host::Ipv6(_)) => {}
        None => return Err("it has no host".to_owned()),
    }
    if url.port() == Some(0) || written.ends_with(':') {
        return Err("its port is none".to_owned());
    }
    Ok(url)
}

/// Whether two addresses lead to one host, as whoever types it may write it: with or without `www`, or a dot at its end.
pub fn is_same_host(one: &Url, other: &Url) -> bool {
    fn host(url: &Url) -> Option<&str> {
        let host = url.host_str()?.trim_end_matches('.');
        Some(host.strip_prefix("www.").unwrap_or(host))
    }
    host(one) == host(other)
}

/// Whether a name server can know a host: not all that the standard for addresses lets pass (RFC 5890).
fn is_known(host: &str, hyphens: Hyphens) -> bool {
    let host = host.strip_suffix('.').unwrap_or(host).as_bytes();
    let list = idna::AsciiDenyList::STD3;
    Uts46::new()
        .to_ascii(host, list, hyphens, DnsLength::Verify)
        .is_ok()
}

/// Whether a text is an address of e-mail as newsrooms write it: a name, and a host that there may be (RFC 5321, 4.1.2).
pub fn is_email(text: &str) -> bool {
    let Some((name, host)) = text.rsplit_once('@') else {
        return false;
    };
    let is_plain = |c: char| !c.is_ascii() || c.is_ascii_alphanumeric() || "!#$%&'*+-/=?^_`{|}~.".contains(c);
    let is_name = name.split('.').all(|part| !part.is_empty())
        && name.chars().all(|c| is_plain(c) && !c.is_whitespace());
    let is_host = host.contains('.')
        && host
            .chars()
            .all(|c| !c.is_ascii() || c.is_ascii_alphanumeric() || "-.".contains(c));
    is_name && is_host && newspaper(&format!("https://{host}")).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_of_e_mail_is_a_name_and_a_host() {
        for address in [
            "abonnements@journal.example",
            "a.b+c@journal.example",
            "o'neil@journal.example",
            "rédaction@été.example",
        ] {
            assert!(is_email(address), "{address}");
        }
        for text in [
            "",
            "a",
            "@",
            "a@",
            "@journal.example",
            "mailto:a@b.example",
            "<a@b.example>",
            "a@@b.example",
            "a@b..example",
            "a..b@c.example",
            "a@b.example?subject=x",
            "a@b",
            "a b@c.example",
            "a@b.example, c@d.example",
            "a@b_c.example",
        ] {
            assert!(!is_email(text), "{text}");
        }
    }

    #[test]
    fn a_link_may_lead_to_any_host_that_browsers_open() {
        for address in [
            "https://my_bucket.s3.example/",
            "https://some-user-.example/x",
            "https://-a.example",
            "https://x_y.example./",
        ] {
            assert!(web(address).is_ok(), "{address}: {:?}", web(address));
            assert!(newspaper(address).is_err(), "{address}");
        }
        for address in [
            "https://_.example/",
            "https://-/",
            "https://a..example/",
            "https://a!b.example/",
        ] {
            assert!(web(address).is_err(), "{address}");
        }
    }

    #[test]
    fn a_base_path_begins_and_ends_with_a_slash() {
        for (address, path) in [
            ("", "/"),
            ("/", "/"),
            ("journal", "/journal/"),
            ("/a/b/", "/a/b/"),
            ("https://x.example", "/"),
            ("https://x.example/", "/"),
            ("https://x.example/journal", "/journal/"),
            ("http://127.0.0.1:8080/journal/", "/journal/"),
        ] {
            assert_eq!(base_path(address).ok().as_deref(), Some(path), "{address}");
        }
        for address in [
            "/a b/",
            "?x",
            "/../..",
            "a//b",
            "//evil/",
            "//",
            "///evil",
            "/a//",
            "/%2e%2e/",
            "\\evil\\",
            "https://",
            "https:///evil",
            "https://-/x/",
            "https://x.example:99999/",
            "ftp://x.example/",
            "javascript:alert(1)",
            "https://x.example//evil/",
            "https://x.example/a?b",
        ] {
            assert!(base_path(address).is_err(), "{address}");
        }
    }

    #[test]
    fn an_address_that_no_browser_could_reach_is_none() {
        for address in [
            "https://journal.example",
            "https://journal.example/le-jour",
            "https://journal.example/marché",
            "https://journal.example/march%C3%A9",
            "http://localhost:8080",
            "http://127.0.0.1:8080",
            "http://[::1]:8080",
            "https://été.example",
            "https://xn--t-9fab.example",
        ] {
            assert!(newspaper(address).is_ok(), "{address}: {:?}", newspaper(address));
        }
        for address in [
            "https://-",
            "https://-a.example",
            "https://a-.example",
            "https://a..example",
            "https://.example",
            "https://x.example:99999",
            "https://x.example:0",
            "https://x.example:",
            "https://x.example:a",
            "https://x_y.example",
            "https://a b.example",
            "https://a%20b.example",
            "https://1",
            "https://0x7f.1",
            "https://256.1.1.1",
            "https://[::1",
            "https://user@x.example",
            "https://x.example/",
            "https://x.example//a",
            "https://x.example/../a",
            "https://x.example/%2e%2e/a",
            "https://x.example/a?b",
            "https://x.example/a#b",
            "https:x.example",
            "//x.example",
            "x.example",
            "",
            "https://",
            &format!("https://{}.example", "a".repeat(64)),
        ] {
            assert!(newspaper(address).is_err(), "{address}");
        }
    }
}
