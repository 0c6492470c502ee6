//! The headers of a host, as the site's own `_headers` says them.

/// What a host sends beside a file.
pub type Sent = Vec<(String, String)>;

/// The headers for a path: all rules count that match it, and the last of a name, but for policies for content, which all do
/// (https://www.w3.org/TR/CSP3/#parse-response-csp).
pub fn of(rules: &str, path: &str) -> Sent {
    let mut sent: Sent = Vec::new();
    let mut is_meant = false;
    for line in rules.lines() {
        match line.trim_start().split_once(": ") {
            Some((name, value)) if line.starts_with(' ') => {
                if !is_meant {
                    continue;
                }
                let known = sent
                    .iter_mut()
                    .find(|(known, _)| known.eq_ignore_ascii_case(name));
                match known {
                    Some((_, both)) if name == "Content-Security-Policy" => {
                        both.push_str(&format!(", {value}"))
                    }
                    Some((_, other)) => value.clone_into(other),
                    None => sent.push((name.to_owned(), value.to_owned())),
                }
            }
            _ => is_meant = matches(line, path),
        }
    }
    sent
}

/// Whether a rule's path, with at most one `*` for any text, is this one.
fn matches(rule: &str, path: &str) -> bool {
    match rule.split_once('*') {
        None => rule == path,
        Some((begins, ends)) => {
            let rest = path.strip_prefix(begins);
            rest.is_some_and(|rest| rest.ends_with(ends))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_rules_of_a_path_count() {
        let rules = "/*\n  X-A: 1\n  Content-Security-Policy: a\n/files/*.pdf\n  Content-Security-Policy: sandbox\n  X-A: 2\n/\n  X-B: 3\n";
        let sent = |path| of(rules, path);
        assert_eq!(
            sent("/files/a.pdf"),
            [
                ("X-A".to_owned(), "2".to_owned()),
                ("Content-Security-Policy".to_owned(), "a, sandbox".to_owned())
            ]
        );
        assert_eq!(sent("/").len(), 3);
        assert_eq!(sent("/files/a.txt").len(), 2);
    }
}
