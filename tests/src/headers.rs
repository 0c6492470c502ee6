//! `_headers` of the built site, read as Netlify and Cloudflare Pages do.

use std::{collections::BTreeMap, fs, path::Path};

/// Rules of `_headers`: a path, with at most one `*`, and what is sent with it.
pub struct HeadersFile {
    rules: Vec<(String, Vec<(String, String)>)>,
}

impl HeadersFile {
    /// The file in a built site.
    ///
    /// # Panics
    /// When it is not there, or holds a line that is neither a path nor a header.
    pub fn of_site(site: &Path) -> Self {
        let path = site.join("_headers");
        let text = fs::read_to_string(&path).unwrap_or_else(|why| panic!("{}: {why}", path.display()));
        Self::parse(&text)
    }

    /// # Panics
    /// At a line that is neither a path nor a header of one.
    pub fn parse(text: &str) -> Self {
        let mut rules: Vec<(String, Vec<(String, String)>)> = Vec::new();
        for line in text.lines() {
            match (line.trim_start().split_once(": "), rules.last_mut()) {
                (Some((name, value)), Some((_, headers))) if line.starts_with(' ') => {
                    headers.push((name.to_ascii_lowercase(), value.to_owned()));
                }
                _ => {
                    assert!(line.starts_with('/'), "{line:?} is no line of _headers");
                    rules.push((line.to_owned(), Vec::new()));
                }
            }
        }
        Self { rules }
    }

    /// What is sent with a path, by names in lower case.
    ///
    /// Policies for content are joined, as Cloudflare does: all of them count (https://www.w3.org/TR/CSP3/#parse-response-csp).
    ///
    /// # Panics
    /// When two rules send another header twice: hosts do not agree on what comes of it.
    pub fn of(&self, path: &str) -> BTreeMap<String, String> {
        let mut sent: BTreeMap<String, String> = BTreeMap::new();
        for (_, headers) in self.rules.iter().filter(|(rule, _)| matches(rule, path)) {
            for (name, value) in headers {
                match sent.get_mut(name) {
                    Some(known) if name == "content-security-policy" => {
                        *known = format!("{known}, {value}");
                    }
                    Some(_) => panic!("two rules send {name} with {path}"),
                    None => drop(sent.insert(name.clone(), value.clone())),
                }
            }
        }
        sent
    }
}

fn matches(rule: &str, path: &str) -> bool {
    match rule.split_once('*') {
        None => rule == path,
        Some((begin, end)) => {
            path.len() >= begin.len() + end.len() && path.starts_with(begin) && path.ends_with(end)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_rules_that_match_count() {
        let file = HeadersFile::parse("/*\n  A: 1: 2\n/k-*.js\n  B: 3\n/\n  C: 4\n");
        let names = |path: &str| file.of(path).into_keys().collect::<String>();
        assert_eq!(names("/"), "ac");
        assert_eq!(names("/k-1.js"), "ab");
        assert_eq!(names("/k-1.css"), "a");
        assert_eq!(file.of("/x")["a"], "1: 2");
        let policies = "/*\n  Content-Security-Policy: a\n/x\n  Content-Security-Policy: sandbox\n";
        let sent = HeadersFile::parse(policies).of("/x");
        assert_eq!(sent["content-security-policy"], "a, sandbox");
    }

    #[test]
    #[should_panic(expected = "two rules send a with /x")]
    fn a_header_of_two_rules_is_a_mistake() {
        HeadersFile::parse("/*\n  A: 1\n/x\n  a: 2\n").of("/x");
    }
}
