//! `_headers`, as Netlify (https://docs.netlify.com/manage/routing/headers/) and Cloudflare Pages
//! (https://developers.cloudflare.com/pages/configuration/headers/) read it.
//!
//! Cloudflare takes at most 100 rules, lines of 2,000 characters and one `*` in a path; all rules that
//! match a path count. Both apply them to whatever a path is answered with, also to `404.html`.

use super::rules::{self, Header, Kind};

/// The most rules that Cloudflare takes.
const RULES: usize = 100;

/// Of how many of a newspaper's own pages Cloudflare takes the rule.
pub fn most_pages() -> usize {
    let others: usize = rules::kinds(&[]).iter().map(|kind| kind.globs.len()).sum();
    RULES.saturating_sub(others + 1)
}

/// The rules for a newspaper below a base path.
pub fn file(base: &str, common: &[Header], kinds: &[Kind<'_>]) -> String {
    let mut text = format!("{base}*\n{}", lines(common));
    for kind in kinds {
        for glob in kind.globs.iter() {
            text.push_str(&format!("{base}{glob}\n{}", lines(&kind.headers())));
        }
    }
    text
}

fn lines(headers: &[Header]) -> String {
    let line = |(name, value): &Header| format!("  {name}: {value}\n");
    headers.iter().map(line).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::hosts::policy::Page;

    #[test]
    fn cloudflare_takes_all_of_it() {
        let base = format!("/{}/", "journal".repeat(10));
        let pages: Vec<String> = (0..most_pages()).map(|page| format!("page-{page}/")).collect();
        let text = file(
            &base,
            &rules::common(&Page::new(vec!["p{}", "ul{}", "ol{}"], false)),
            &rules::kinds(&pages),
        );
        assert!(text.lines().all(|line| line.chars().count() <= 2000));
        let (rules, headers): (Vec<&str>, Vec<&str>) = text.lines().partition(|line| !line.starts_with(' '));
        assert_eq!(rules.len(), RULES);
        assert!(
            rules
                .iter()
                .all(|path| path.starts_with(&base) && path.matches('*').count() <= 1)
        );
        assert!(headers.iter().all(|line| line.contains(": ")));
    }
}
