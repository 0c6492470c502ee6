//! The content security policy: what a page of the newspaper may do, and nothing else.

use base64::{Engine as _, prelude::BASE64_STANDARD};
use sha2::{Digest, Sha256};

/// What a page brings that the policy has to allow.
pub struct Page<'a> {
    /// The texts that its style elements may have.
    styles: Vec<&'a str>,
    /// Whether the newspaper has an icon. Without one pages name an empty `data:`, so that browsers do
    /// not ask for `/favicon.ico`.
    has_icon: bool,
    /// The addresses of the newspaper's own pages, such as `a-propos/`.
    pub pages: Vec<String>,
}

impl<'a> Page<'a> {
    /// The first of the style sheets is in every page; the others are in some, and loaded by the reader's code in the
    /// rest.
    pub fn new(styles: Vec<&'a str>, has_icon: bool) -> Self {
        Self {
            styles,
            has_icon,
            pages: Vec::new(),
        }
    }

    /// With pages of the newspaper's own, by their slugs.
    pub fn with_pages<'s>(mut self, slugs: impl Iterator<Item = &'s str>) -> Self {
        self.pages = slugs.map(|slug| format!("{slug}/")).collect();
        self
    }

    /// https://www.w3.org/TR/CSP3/, with https://www.w3.org/TR/trusted-types/.
    ///
    /// There is no `unsafe-inline` in it: the style of a page is allowed by its hash, and data blocks are no
    /// scripts. Trusted types need no policy, for nothing here makes markup or scripts of text; `import()`
    /// is none of their sinks. `wasm-unsafe-eval` allows to compile WebAssembly, and no `eval`.
    pub fn content_security_policy(&self) -> String {
        let mut styles: Vec<String> = self.styles.iter().map(|style| hash(style)).collect();
        match styles.len() {
            0 => styles.push("'none'".to_owned()),
            1 => {}
            _ => styles.insert(0, "'self'".to_owned()),
        }
        let styles = styles.join(" ");
        let pictures = if self.has_icon { "'self'" } else { "'self' data:" };
        [
            "default-src 'none'",
            "script-src 'self' 'wasm-unsafe-eval'",
            &format!("style-src {styles}"),
            &format!("img-src {pictures}"),
            "media-src 'self'",
            "connect-src 'self'",
            "manifest-src 'self'",
            "base-uri 'none'",
            "form-action 'none'",
            "frame-ancestors 'none'",
            "require-trusted-types-for 'script'",
            "trusted-types 'none'",
        ]
        .join("; ")
    }
}

/// A hash source: https://www.w3.org/TR/CSP3/#grammardef-hash-source.
fn hash(text: &str) -> String {
    format!("'sha256-{}'", BASE64_STANDARD.encode(Sha256::digest(text)))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `printf 'p{color:red}' | openssl dgst -sha256 -binary | base64`
    #[test]
    fn the_style_is_allowed_by_its_hash() {
        let policy = Page::new(vec!["p{color:red}"], true).content_security_policy();
        assert!(
            policy.contains(
                "; style-src 'sha256-p0bF+un5yUb9MBO6xRb8kPHlY2BdpHVtLiFkDrZPF64='; img-src 'self'; "
            ),
            "{policy}"
        );
        assert!(!policy.contains("unsafe-inline") && !policy.contains("data:"));
    }

    #[test]
    fn sheets_that_come_later_are_the_newspapers_own() {
        let policy = Page::new(vec!["p{color:red}", "ul{margin:0}"], true).content_security_policy();
        assert!(
            policy
                .contains("style-src 'self' 'sha256-p0bF+un5yUb9MBO6xRb8kPHlY2BdpHVtLiFkDrZPF64=' 'sha256-")
        );
        assert_eq!(policy.matches("'sha256-").count(), 2, "{policy}");
    }

    #[test]
    fn an_empty_icon_is_no_violation() {
        let policy = Page::new(Vec::new(), false).content_security_policy();
        assert!(policy.contains("img-src 'self' data:;"), "{policy}");
        assert!(policy.contains("style-src 'none';"), "{policy}");
    }
}
