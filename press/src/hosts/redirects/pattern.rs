//! Patterns as regular expressions, in the syntax that PCRE, Go and JavaScript share.

use std::fmt::Write;

use super::super::rules;
use crate::redirects::{From, Redirects, Rule, SEGMENT, Segment};

/// In what a host looks for an address.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Syntax {
    /// Bytes, as they were sent: PCRE in nginx.
    Bytes,
    /// Characters, all of them encoded.
    Text,
}

/// What an address is as, from its slash to the end of its path; `group` is what a placeholder's group begins with.
pub fn path(from: &From, syntax: Syntax, group: impl Fn(usize) -> String) -> String {
    let mut regex = String::from("^");
    for segment in from.segments() {
        regex.push('/');
        match segment {
            Segment::Any(number) => {
                let _ = write!(regex, "{}{SEGMENT})", group(*number));
            }
            Segment::Exact(bytes) => bytes.iter().for_each(|byte| one(&mut regex, *byte, syntax)),
        }
    }
    // The front page's slash is its path.
    regex.push_str(if from.segments().is_empty() { "/" } else { "/?" });
    regex
}

/// A byte, as itself and percent-encoded in both ways.
fn one(regex: &mut String, byte: u8, syntax: Syntax) {
    if byte.is_ascii_alphanumeric() || b"-_~".contains(&byte) {
        regex.push(char::from(byte));
        return;
    }
    let mut ways = Vec::new();
    if byte.is_ascii() || syntax == Syntax::Bytes {
        ways.push(format!("\\x{byte:02X}"));
    }
    ways.extend([format!("%{byte:02X}"), format!("%{byte:02x}")]);
    ways.dedup();
    match byte {
        b'.' => regex.push_str("\\."),
        _ => {
            let _ = write!(regex, "(?:{})", ways.join("|"));
        }
    }
}

/// What a host looks through, in this order.
pub enum Pattern<'a> {
    Redirect(&'a Rule),
    /// A regular expression of addresses that lead nowhere.
    Nowhere(String),
}

/// Addresses that are found as patterns are; `odd` are those without placeholders that a host cannot look up otherwise.
pub fn patterns<'a>(redirects: &'a Redirects, odd: &[&'a Rule]) -> Vec<Pattern<'a>> {
    let (below, others): (Vec<&Rule>, Vec<&Rule>) = redirects
        .patterns()
        .partition(|rule| redirects.is_below(&rule.from));
    let has_patterns = !below.is_empty() || !others.is_empty();
    let odd = odd.iter().copied().map(Pattern::Redirect);
    let own = has_patterns.then(|| Pattern::Nowhere(own(redirects)));
    let newspaper = newspaper(redirects)
        .filter(|_| has_patterns)
        .map(Pattern::Nowhere);
    let below = below.into_iter().map(Pattern::Redirect);
    let others = others.into_iter().map(Pattern::Redirect);
    odd.chain(own)
        .chain(below)
        .chain(newspaper)
        .chain(others)
        .collect()
}

/// What no placeholder stands for: the newspaper's own folders.
fn own(redirects: &Redirects) -> String {
    let base = redirects.base().replace('.', "\\.");
    let folders = rules::folders().join("|").replace('.', "\\.");
    format!("^{base}(?:{folders})(?:[/?]|$)")
}

/// All that is the newspaper's, for the placeholders of other addresses of its host; nothing where it has the host to itself.
fn newspaper(redirects: &Redirects) -> Option<String> {
    let above = redirects.base().trim_end_matches('/').replace('.', "\\.");
    (!above.is_empty()).then(|| format!("^{above}(?:[/?]|$)"))
}
