//! All redirects of a newspaper, to be asked: what hosts are told, once in Rust.

use std::collections::{BTreeSet, HashMap};

use percent_encoding::percent_decode_str;

use super::{From, Rule, Segment, from::Parameter};
use crate::hosts;

/// The redirects of a newspaper below a base path.
#[derive(Debug, Default)]
pub struct Redirects {
    base: String,
    rules: Vec<Rule>,
    /// Those without placeholder and query, by their paths, decoded.
    exact: HashMap<Vec<u8>, usize>,
    /// Those with a query, by their paths and parameters.
    asked: HashMap<(Vec<u8>, Vec<Parameter>), usize>,
    /// The names of the parameters that go together, most first: what says more goes before.
    shapes: Vec<Vec<Vec<u8>>>,
    patterns: Vec<usize>,
}

impl Redirects {
    /// `base` has both slashes. Of what is said twice the first counts.
    pub fn new(base: &str, rules: Vec<Rule>) -> Self {
        let mut all = Self {
            base: base.to_owned(),
            ..Self::default()
        };
        let mut shapes = BTreeSet::new();
        for (number, Rule { from, .. }) in rules.iter().enumerate() {
            if from.has_placeholders() {
                all.patterns.push(number);
            }
            for path in from.paths() {
                match from.query() {
                    [] => drop(all.exact.entry(path).or_insert(number)),
                    query => drop(all.asked.entry((path, query.to_vec())).or_insert(number)),
                }
            }
            if !from.query().is_empty() {
                let names = from.query().iter().map(|(name, _)| name.clone());
                shapes.insert(names.collect::<Vec<_>>());
            }
        }
        all.shapes = shapes.into_iter().collect();
        all.shapes.sort_by_key(|shape| std::cmp::Reverse(shape.len()));
        all.rules = rules;
        all
    }

    /// Where the newspaper is deployed on its host, with both slashes.
    pub fn base(&self) -> &str {
        &self.base
    }

    pub fn rules(&self) -> &[Rule] {
        &self.rules
    }

    pub fn is_empty(&self) -> bool {
        self.rules.is_empty()
    }

    /// Those without placeholder and query.
    pub fn exact(&self) -> impl Iterator<Item = &Rule> {
        let is_exact = |rule: &&Rule| !rule.from.has_placeholders() && rule.from.query().is_empty();
        self.rules.iter().filter(is_exact)
    }

    /// Those with a query.
    pub fn asked(&self) -> impl Iterator<Item = &Rule> {
        self.rules.iter().filter(|rule| !rule.from.query().is_empty())
    }

    /// Those with placeholders, in the order in which they are asked.
    pub fn patterns(&self) -> impl Iterator<Item = &Rule> {
        self.patterns.iter().filter_map(|number| self.rules.get(*number))
    }

    /// The names of the parameters that queries have together, most first.
    pub fn shapes(&self) -> &[Vec<Vec<u8>>] {
        &self.shapes
    }

    /// Where a path and a query lead, as a browser sends them.
    pub fn answer(&self, path: &str, query: &str) -> Option<String> {
        let (rule, values) = self.find(path, query)?;
        let value = |number: usize| values.get(number).map_or_else(String::new, |it| (*it).to_owned());
        let mut address = rule.to.write(&self.base, value);
        // Who counts readers by what the query says goes on counting.
        if !rule.to.is_whole && rule.from.query().is_empty() && !query.is_empty() {
            address = format!("{address}?{query}");
        }
        Some(address)
    }

    /// The redirect of a path and a query, and what its placeholders stand for.
    pub fn find<'a>(&self, path: &'a str, query: &str) -> Option<(&Rule, Vec<&'a str>)> {
        let path = match path.len() {
            1 => path,
            _ => path.strip_suffix('/').unwrap_or(path),
        };
        let decoded: Vec<u8> = percent_decode_str(path).collect();
        let given = parameters(query);
        for shape in self.shapes.iter().filter(|_| !given.is_empty()) {
            let value = |name: &Vec<u8>| Some((name.clone(), given.get(name)?.clone()));
            let Some(parameters) = shape.iter().map(value).collect::<Option<Vec<_>>>() else {
                continue;
            };
            if let Some(number) = self.asked.get(&(decoded.clone(), parameters)) {
                return Some((self.rules.get(*number)?, Vec::new()));
            }
        }
        if let Some(number) = self.exact.get(&decoded) {
            return Some((self.rules.get(*number)?, Vec::new()));
        }
        let segments: Vec<&str> = path.strip_prefix('/')?.split('/').collect();
        self.patterns().find_map(|rule| {
            let values = values(&rule.from, &segments)?;
            (!self.is_apart(&rule.from, &decoded)).then_some((rule, values))
        })
    }

    /// Whether a path is none of a pattern's, for the newspaper itself has its pages there.
    fn is_apart(&self, from: &From, path: &[u8]) -> bool {
        match below(path, &self.base) {
            None => false,
            Some(_) if !self.is_below(from) => true,
            Some(path) => {
                let first = path.split(|byte| *byte == b'/').next().unwrap_or_default();
                hosts::folders().iter().any(|folder| folder.as_bytes() == first)
            }
        }
    }

    /// Whether all addresses of a pattern lie below the newspaper's base path.
    pub fn is_below(&self, from: &From) -> bool {
        let base = self.base.split('/').filter(|part| !part.is_empty());
        let mut segments = from.segments().iter();
        base.into_iter()
            .all(|part| matches!(segments.next(), Some(Segment::Exact(bytes)) if bytes == part.as_bytes()))
    }
}

/// What of a path, decoded, follows a base path.
fn below<'a>(path: &'a [u8], base: &str) -> Option<&'a [u8]> {
    let above = base.trim_end_matches('/').as_bytes();
    let rest = path.strip_prefix(above)?;
    match rest {
        [] => Some(rest),
        [b'/', rest @ ..] => Some(rest),
        _ => None,
    }
}

/// What placeholders stand for where an address is as a pattern.
fn values<'a>(from: &From, segments: &[&'a str]) -> Option<Vec<&'a str>> {
    if from.segments().len() != segments.len() {
        return None;
    }
    let mut values = Vec::new();
    for (segment, given) in from.segments().iter().zip(segments) {
        match segment {
            Segment::Exact(bytes) if percent_decode_str(given).eq(bytes.iter().copied()) => {}
            Segment::Any(_) if is_segment(given) => values.push(*given),
            _ => return None,
        }
    }
    Some(values)
}

/// What placeholders stand for: a segment of a URI and nothing else (RFC 3986, 3.3), for it becomes one of another.
pub const SEGMENT: &str = "[A-Za-z0-9._~!&'()*+,;=:@%-]+";

fn is_segment(text: &str) -> bool {
    let is_of_it = |byte: u8| byte.is_ascii_alphanumeric() || b"._~!&'()*+,;=:@%-".contains(&byte);
    !text.is_empty() && text.bytes().all(is_of_it)
}

/// The parameters of a query, decoded: of one name the first, and of those without a value as well.
fn parameters(query: &str) -> HashMap<Vec<u8>, Vec<u8>> {
    let mut all = HashMap::new();
    for given in query.split('&').filter(|given| !given.is_empty()) {
        let (name, value) = match given.split_once('=') {
            Some((name, "")) => ("", name),
            Some((name, value)) => (name, value),
            None => ("", given),
        };
        let decoded = |text: &str| percent_decode_str(text).collect::<Vec<u8>>();
        all.entry(decoded(name)).or_insert_with(|| decoded(value));
    }
    all
}
