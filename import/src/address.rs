//! Addresses of the old site, and what of them may stand in an article.

use idna::uts46::{DnsLength, Hyphens, Uts46};
use percent_encoding::percent_decode_str;
use url::{Host, Url};

use crate::text;

/// What becomes of an address that a text links to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Link {
    /// It may stand in an article, as it is here.
    Good(String),
    /// Within the page itself, or of no page at all.
    InPage,
    /// It leads nowhere, or runs something.
    Nowhere,
}

/// Reads an `href` as it stands on a page of the old site.
#[must_use]
pub fn link(href: &str, base: Option<&Url>) -> Link {
    let href = trimmed(href);
    if href.is_empty() || href.starts_with('#') {
        return Link::InPage;
    }
    let scheme = scheme(href);
    match scheme.as_deref() {
        Some("mailto") => mail(href),
        Some("tel") => telephone(href),
        Some("http" | "https") | None => match web(href, base) {
            Some(url) => Link::Good(url.into()),
            None => Link::Nowhere,
        },
        // `journal.example:8080/x` has no scheme.
        Some(_) => Link::Nowhere,
    }
}

/// Reads an address on the web, perhaps below the page that it stands on, with a host that there may be.
#[must_use]
pub fn web(href: &str, base: Option<&Url>) -> Option<Url> {
    let href = trimmed(href);
    let is_bare = scheme(href).is_none() && !href.starts_with('/');
    let url = match base {
        // People write "www.journal.example" and mean another site.
        _ if is_bare && href.get(..4).is_some_and(|www| www.eq_ignore_ascii_case("www.")) => {
            Url::parse(&format!("https://{href}"))
        }
        Some(base) => base.join(href),
        None if href.starts_with("//") => Url::parse(&format!("https:{href}")),
        None => Url::parse(href),
    };
    let url = url.ok()?;
    let is_web = matches!(url.scheme(), "http" | "https");
    let is_host = match url.host()? {
        Host::Domain(host) => is_known(host),
        Host::Ipv4(_) | Host::Ipv6(_) => true,
    };
    (is_web && is_host && url.port() != Some(0)).then_some(url)
}

/// The path and the query of an address, as `redirects.json` writes it.
#[must_use]
pub fn path_and_query(url: &Url) -> String {
    match url.query() {
        Some(query) => format!("{}?{query}", url.path()),
        None => url.path().to_owned(),
    }
}

fn trimmed(href: &str) -> &str {
    href.trim_matches(|c: char| text::is_space(c) || text::is_ignorable(c) || c.is_control())
}

fn scheme(href: &str) -> Option<String> {
    let (scheme, _) = href.split_once(':')?;
    let is_scheme = scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte));
    is_scheme.then(|| scheme.to_ascii_lowercase())
}

/// Whether a name server can know a host, as `kiosque check` asks of links.
fn is_known(host: &str) -> bool {
    let host = host.strip_suffix('.').unwrap_or(host);
    host.split('.').all(|label| label.contains(char::is_alphanumeric))
        && Uts46::new()
            .to_ascii(
                host.replace('_', "-").as_bytes(),
                idna::AsciiDenyList::STD3,
                Hyphens::Allow,
                DnsLength::Verify,
            )
            .is_ok()
}

/// An address of e-mail that any program opens; rarer forms are left to the report.
fn mail(href: &str) -> Link {
    let rest = href.get("mailto:".len()..).unwrap_or_default();
    let to = rest.split('?').next().unwrap_or_default();
    let decoded = percent_decode_str(to).decode_utf8_lossy();
    let is_email = |to: &str| {
        to.split_once('@').is_some_and(|(name, host)| {
            let is_plain = |c: char| c.is_ascii_alphanumeric() || "!#$&'*+-/=^_`{|}~.".contains(c);
            !name.is_empty()
                && name.chars().all(is_plain)
                && name.split('.').all(|part| !part.is_empty())
                && host.contains('.')
                && host
                    .chars()
                    .all(|c| c.is_ascii_alphanumeric() || "-.".contains(c))
                && host
                    .split('.')
                    .all(|label| !label.is_empty() && !label.starts_with('-') && !label.ends_with('-'))
                && Url::parse(&format!("https://{host}/"))
                    .is_ok_and(|url| matches!(url.host(), Some(Host::Domain(host)) if is_known(host)))
        })
    };
    let is_plain = |c: char| c.is_ascii_graphic() && c != '\\';
    match decoded.split(',').all(|to| is_email(to.trim())) && href.chars().all(is_plain) {
        true => Link::Good(format!("mailto:{rest}")),
        false => Link::Nowhere,
    }
}

/// One number as one dials it; all else that stood in a link is left to the report.
fn telephone(href: &str) -> Link {
    let rest = href.get("tel:".len()..).unwrap_or_default();
    let decoded = percent_decode_str(rest).decode_utf8_lossy();
    let mut number = String::new();
    for c in decoded.trim().chars() {
        match c {
            '0'..='9' => number.push(c),
            '+' if number.is_empty() => number.push(c),
            ' ' | '.' | '-' | '\u{a0}' => {}
            _ => return Link::Nowhere,
        }
    }
    let digits = number.trim_start_matches('+').len();
    match (3..=15).contains(&digits) {
        true => Link::Good(format!("tel:{number}")),
        false => Link::Nowhere,
    }
}

/// What two addresses of one page have in common: the host without `www.`, and the path without its last slash, decoded.
/// The query goes with it where it names the page.
#[must_use]
pub fn key(url: &Url) -> String {
    let path = percent_decode_str(url.path()).decode_utf8_lossy();
    let path = path.trim_end_matches('/');
    let host = host(url);
    match url.query().and_then(page) {
        Some(query) => format!("{host}{path}?{query}"),
        None => format!("{host}{path}"),
    }
}

/// The host of an address, without what people add to it.
#[must_use]
pub fn host(url: &Url) -> &str {
    let host = url.host_str().unwrap_or_default().trim_end_matches('.');
    host.strip_prefix("www.").unwrap_or(host)
}

/// What of a query names a page: `p=12` and `page_id=12` of WordPress, `article12` and `id_article=12` of SPIP, `option=…` of Joomla.
fn page(query: &str) -> Option<String> {
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let is_named = |name: &str| query.strip_prefix(name).is_some_and(is_number);
    if ["p=", "page_id=", "attachment_id="].into_iter().any(is_named) {
        return Some(query.to_owned());
    }
    let parts = || query.split('&');
    let value = |name: &str| parts().find_map(|part| part.strip_prefix(name)?.strip_prefix('='));
    for name in ["article", "breve"] {
        // Languages and the like follow the number.
        let number = parts().next().and_then(|first| first.strip_prefix(name));
        let number = number
            .filter(|number| is_number(number))
            .or_else(|| value(&format!("id_{name}")).filter(|number| is_number(number)));
        if let Some(number) = number {
            return Some(format!("{name}{number}"));
        }
    }
    if value("option") == Some("com_content") && value("view") == Some("article") {
        let number = value("id").map(|id| id.split([':', '%']).next().unwrap_or_default());
        if let Some(number) = number.filter(|number| is_number(number)) {
            return Some(format!("option=com_content&view=article&id={number}"));
        }
    }
    query.starts_with("option=").then(|| query.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn good(href: &str) -> String {
        let base = Url::parse("https://journal.example/2019/un/").unwrap();
        match link(href, Some(&base)) {
            Link::Good(href) => href,
            other => format!("{other:?}"),
        }
    }

    #[test]
    fn links_are_read_as_browsers_read_them_and_nothing_runs() {
        for (href, expected) in [
            ("/deux/", "https://journal.example/deux/"),
            ("../deux", "https://journal.example/2019/deux"),
            (" https://a.example/x y\n", "https://a.example/x%20y"),
            ("//a.example", "https://a.example/"),
            ("www.a.example/x", "https://www.a.example/x"),
            ("mailto:a@b.example", "mailto:a@b.example"),
            ("tel:+223 20-00.00 00", "tel:+22320000000"),
            ("#_ftn1", "InPage"),
            ("", "InPage"),
            ("javascript:alert(1)", "Nowhere"),
            ("java\tscript:alert(1)", "Nowhere"),
            ("data:text/html,x", "Nowhere"),
            ("https://", "Nowhere"),
            ("https://..", "Nowhere"),
            ("https://a b/", "Nowhere"),
            ("mailto:nobody", "Nowhere"),
            ("mailto:a@-b.example", "Nowhere"),
            ("tel:12/34", "Nowhere"),
            ("file:///etc/passwd", "Nowhere"),
        ] {
            assert_eq!(good(href), expected, "{href}");
        }
    }

    #[test]
    fn a_page_is_known_by_any_of_its_addresses() {
        let of = |address: &str| key(&Url::parse(address).unwrap());
        assert_eq!(
            of("https://www.a.example/%C3%A9t%C3%A9/#x"),
            of("http://a.example/été")
        );
        assert_eq!(of("https://a.example/?p=12"), "a.example?p=12");
        assert_eq!(of("https://a.example/x/?utm_source=y"), "a.example/x");
        assert_eq!(
            of("https://a.example/spip.php?article12"),
            "a.example/spip.php?article12"
        );
        for other in [
            "spip.php?article12&lang=fr",
            "spip.php?page=article&id_article=12&x=1",
        ] {
            assert_eq!(
                of(&format!("https://a.example/{other}")),
                "a.example/spip.php?article12"
            );
        }
        assert_eq!(
            of("https://a.example/index.php?option=com_content&view=article&id=12:un-titre&catid=3&Itemid=4"),
            of("https://a.example/index.php?option=com_content&view=article&id=12")
        );
    }
}
