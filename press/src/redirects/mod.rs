//! `redirects.json`: addresses that were, and where they lead now.

pub mod edit;
mod from;
mod straight;
mod table;
mod to;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub use from::{From, ODD, Segment, encoded, joined};
pub use straight::straightened;
pub use table::{Redirects, SEGMENT};
pub use to::To;

/// The file's name in the content folder.
pub const REDIRECTS: &str = "redirects.json";

/// `redirects.json`: the old addresses of the newspaper.
#[derive(Debug, Default, Serialize, Deserialize, JsonSchema)]
pub struct RedirectsFile {
    /// The contract's version, such as "1.1".
    pub version: String,
    /// What is said exactly goes before what has a placeholder; of these, the first that is as the address goes.
    pub redirects: Vec<Redirect>,
}

/// An address that was, and where it leads for good (301).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Redirect {
    /// A path below the newspaper's host, and perhaps a query: "/2019/03/le-titre/", "/?p=12". With or without the slash at
    /// its end, percent-encoded or not. ":name" in the place of a whole segment stands for any.
    pub from: String,
    /// An address of the site, or an https address elsewhere. ":name" stands for what it stood for in `from`.
    pub to: String,
}

/// Why an address cannot be one of a redirect, and what to do.
#[derive(Debug, PartialEq, Eq)]
pub struct Wrong {
    pub what: String,
    pub remedy: &'static str,
}

impl Wrong {
    fn new(what: impl Into<String>, remedy: &'static str) -> Self {
        Self {
            what: what.into(),
            remedy,
        }
    }
}

/// A redirect, understood.
#[derive(Clone, Debug)]
pub struct Rule {
    pub from: From,
    pub to: To,
    /// As it was written.
    given: Redirect,
    /// Whether nobody wrote it: it spares readers a step, and a host that has no room does without it.
    pub is_led: bool,
}

impl Rule {
    pub fn new(from: From, to: To, given: Redirect) -> Self {
        Self {
            from,
            to,
            given,
            is_led: false,
        }
    }

    /// `None` where either address is wrong, which a check tells.
    pub fn read(redirect: Redirect) -> Option<Self> {
        let from = From::read(&redirect.from).ok()?;
        let to = To::read(&redirect.to, &from.names()).ok()?;
        Some(Self::new(from, to, redirect))
    }
}

/// What a file says; nothing where it cannot be read, which a check tells.
pub fn read(text: &str) -> RedirectsFile {
    serde_json::from_str(text).unwrap_or_default()
}

/// What a file says, as far as it can be understood.
pub fn rules(text: &str) -> Vec<Rule> {
    read(text).redirects.into_iter().filter_map(Rule::read).collect()
}

/// A file that says them, in a line each.
///
/// # Errors
/// None that is known of: texts can be written as JSON.
pub fn write(rules: &[Rule]) -> serde_json::Result<String> {
    let lines = rules.iter().map(|rule| serde_json::to_string(&rule.given));
    let lines: Vec<String> = lines.collect::<Result<_, _>>()?;
    Ok(format!(
        "{{\"version\": \"1.1\", \"redirects\": [\n{}\n]}}\n",
        lines.join(",\n")
    ))
}

/// Whether a text is what a placeholder may be called: as all hosts read it.
fn is_name(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_alphabetic())
        && text
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
}
