//! Which addresses content may link to.

/// Schemes that lead a reader somewhere and run nothing.
const SCHEMES: [&str; 4] = ["https", "http", "mailto", "tel"];

/// Whether a link of the content may be followed: https, http, mailto, tel, or an address of the
/// same site that begins with one slash. ASCII's space and control characters are refused anywhere,
/// because browsers drop some of them before they read the scheme (WHATWG URL, 4.4), and so is a
/// backslash, which they read as a slash.
#[must_use]
pub fn is_allowed(href: &str) -> bool {
    if href
        .bytes()
        .any(|byte| byte <= b' ' || matches!(byte, b'\\' | 0x7f))
    {
        return false;
    }
    if let Some(rest) = href.strip_prefix('/') {
        return !rest.starts_with('/');
    }
    href.split_once(':').is_some_and(|(scheme, rest)| {
        let leads = match scheme.get(..4) {
            Some(web) if web.eq_ignore_ascii_case("http") => rest
                .strip_prefix("//")
                .is_some_and(|host| !host.is_empty() && !host.starts_with(['/', '?', '#', ':'])),
            _ => !rest.is_empty(),
        };
        leads && SCHEMES.iter().any(|allowed| scheme.eq_ignore_ascii_case(allowed))
    })
}

#[cfg(test)]
mod tests {
    use super::is_allowed;

    #[test]
    fn what_runs_nothing_may_be_followed() {
        for href in [
            "https://a.example/b?c#d",
            "HTTP://a.example",
            "mailto:a@b.example",
            "tel:+22320000000",
            "/article/a/",
            "/",
        ] {
            assert!(is_allowed(href), "{href}");
        }
    }

    #[test]
    fn what_could_run_or_mislead_may_not() {
        for href in [
            "javascript:alert(1)",
            "JavaScript:alert(1)",
            "java\tscript:alert(1)",
            " javascript:alert(1)",
            "\u{1}javascript:alert(1)",
            "data:text/html,x",
            "vbscript:x",
            "//evil.example",
            "/\\evil.example",
            "\\\\evil.example",
            "https:",
            "https://",
            "https:a.example",
            "https:///a.example",
            "article/a/",
            "#x",
            "",
        ] {
            assert!(!is_allowed(href), "{href}");
        }
    }
}
