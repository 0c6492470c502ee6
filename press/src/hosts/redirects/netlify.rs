//! `_redirects`, as Netlify (https://docs.netlify.com/manage/routing/redirects/overview/) and Cloudflare Pages
//! (https://developers.cloudflare.com/pages/configuration/redirects/) read it.
//!
//! Netlify makes no difference between addresses with and without the slash at their end, and lets files go before what is
//! not forced (`!`). Cloudflare compares paths as they are sent, asks for redirects before files, and skips lines that it does
//! not understand, such as those with a query; those without placeholders must come first.

use std::{collections::HashSet, fmt::Write};

use super::{count, line};
use crate::redirects::{From, Redirects, Rule, Segment, joined};

/// The most without and with placeholders that Cloudflare takes; it skips the rest.
const STATIC: usize = 2_000;
const DYNAMIC: usize = 100;
/// The longest line that it takes.
const LINE: usize = 1_000;

pub fn file(redirects: &Redirects) -> String {
    let base = redirects.base();
    let mut text = String::from("# Made by the press of redirects.json (deploy.md).\n");
    // Forced: the front page is a file, whatever it is asked.
    let mut asked: Vec<&Rule> = redirects.asked().filter(|rule| is_asked(rule)).collect();
    asked.sort_by_key(|rule| std::cmp::Reverse(rule.from.query().len()));
    for rule in asked {
        let query: Vec<String> = rule
            .from
            .sent()
            .iter()
            .map(|(name, value)| joined(name, value))
            .collect();
        let (path, query) = (rule.from.path(named), query.join(" "));
        line(
            &mut text,
            format_args!("{path} {query} {} 301!", target(rule, base)),
        );
    }
    for (from, rule) in statics(redirects) {
        line(&mut text, format_args!("{from} {} 301", target(rule, base)));
    }
    for guard in guards(redirects) {
        line(
            &mut text,
            format_args!("{base}{guard}/* {base}{guard}/:splat 200"),
        );
    }
    let given = redirects.patterns().filter(|rule| !rule.is_led).count();
    let mut room = DYNAMIC.saturating_sub(given + guards(redirects).len());
    for rule in redirects.patterns() {
        if rule.is_led {
            match room.checked_sub(1) {
                Some(left) => room = left,
                None => continue,
            }
        }
        line(
            &mut text,
            format_args!("{} {} 301", pattern(&rule.from), target(rule, base)),
        );
    }
    text
}

/// What has no placeholder: as it was given, and then, as far as Cloudflare takes them, in the other ways in which the same
/// address may be written.
fn statics(redirects: &Redirects) -> Vec<(String, &Rule)> {
    let mut known = HashSet::new();
    let mut all = Vec::new();
    for rule in redirects.exact() {
        let path = rule.from.path(named);
        if known.insert(path.clone()) {
            all.push((path, rule));
        }
    }
    for rule in redirects.exact() {
        for path in spellings(&rule.from) {
            if all.len() >= STATIC {
                return all;
            }
            if known.insert(path.clone()) {
                all.push((path, rule));
            }
        }
    }
    all
}

/// With and without the slash, with percent codes in capitals, as browsers write them, and in small letters, as WordPress
/// does, and in both of Unicode's forms.
fn spellings(from: &From) -> Vec<String> {
    let mut all = Vec::new();
    for path in from.paths() {
        let segments = path.split(|byte| *byte == b'/').map(crate::redirects::encoded);
        let path = segments.collect::<Vec<_>>().join("/");
        for path in [small(&path), path] {
            all.extend([format!("{path}/"), path].into_iter().filter(|path| path != "//"));
        }
    }
    all
}

/// A path whose percent codes are in small letters.
fn small(path: &str) -> String {
    let mut parts = path.split('%');
    let mut small = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (code, rest) = part.split_at_checked(2).unwrap_or((part, ""));
        let _ = write!(small, "%{}{rest}", code.to_ascii_lowercase());
    }
    small
}

/// Placeholders have one letter each: Cloudflare would find the name `:y` within `:year`.
fn named(number: usize) -> String {
    let letter = u8::try_from(number)
        .ok()
        .and_then(|number| b'a'.checked_add(number));
    format!(":{}", char::from(letter.unwrap_or(b'z')))
}

fn target(rule: &Rule, base: &str) -> String {
    let to = rule.to.write(base, named);
    match rule.to.has_placeholders() {
        true => to,
        // Where there is none, nothing is to be taken for one.
        false => match to.split_once("://") {
            Some((scheme, rest)) => format!("{scheme}://{}", literal(rest)),
            None => literal(&to),
        },
    }
}

/// A colon before a letter would begin a placeholder.
fn literal(text: &str) -> String {
    let mut letters = text.chars().peekable();
    let mut literal = String::with_capacity(text.len());
    while let Some(letter) = letters.next() {
        match letter {
            ':' if letters.peek().is_some_and(char::is_ascii_alphabetic) => literal.push_str("%3A"),
            letter => literal.push(letter),
        }
    }
    literal
}

/// With the slash where a placeholder is the last: without it, a feed or a document might be as the pattern.
fn pattern(from: &From) -> String {
    let path = from.path(named);
    match from.segments().last() {
        Some(Segment::Any(_)) if !from.has_slash => format!("{path}/"),
        _ => path,
    }
}

/// The folders whose lists have pages of older articles that a pattern is as, and that are to be let through.
fn guards(redirects: &Redirects) -> Vec<&'static str> {
    let base: Vec<&str> = redirects
        .base()
        .split('/')
        .filter(|part| !part.is_empty())
        .collect();
    let is_as = |from: &From, folder: &str| {
        let path = [&base, &[folder, ":", "page", ":"][..]].concat();
        let matches = |(segment, part): (&Segment, &&str)| match segment {
            Segment::Any(_) => true,
            Segment::Exact(bytes) => *part == ":" || bytes == part.as_bytes(),
        };
        from.segments().len() == path.len() && from.segments().iter().zip(&path).all(matches)
    };
    let mut folders = vec!["rubrique", "auteur"];
    folders.retain(|folder| redirects.patterns().any(|rule| is_as(&rule.from, folder)));
    folders
}

/// Netlify knows parameters by their names.
fn is_asked(rule: &Rule) -> bool {
    rule.from.query().iter().all(|(name, _)| !name.is_empty())
}

pub fn left_out(redirects: &Redirects) -> Vec<Option<String>> {
    let nameless = redirects.asked().filter(|rule| !is_asked(rule)).count();
    vec![count(nameless, "whose query is a word without a value")]
}

pub fn left_out_by_cloudflare(redirects: &Redirects) -> Vec<Option<String>> {
    let exact = redirects.exact().count();
    let patterns = redirects.patterns().count() + guards(redirects).len();
    let base = redirects.base();
    let is_long = |rule: &&Rule| rule.from.address().len() + target(rule, base).len() + 6 > LINE;
    let long = redirects.rules().iter().filter(is_long).count();
    vec![
        count(redirects.asked().count(), "with a query"),
        count(
            exact.saturating_sub(STATIC),
            "without placeholders after the first 2,000",
        ),
        count(
            patterns.saturating_sub(DYNAMIC),
            "with placeholders after the first 100",
        ),
        count(long, "whose line is longer than 1,000 signs"),
    ]
}
