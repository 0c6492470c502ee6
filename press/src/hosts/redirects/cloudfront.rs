//! For CloudFront: a function of the event "viewer request", which knows the redirects by itself where they are few. Where
//! they are many, they lie in a key value store (https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/kvs-with-functions.html).

use std::collections::BTreeMap;

use serde_json::json;

use super::{
    super::cloudfront::FUNCTION,
    KEPT, count,
    pattern::{self, Pattern, Syntax},
};
use crate::redirects::{Redirects, encoded};

const REDIRECTS: &str = include_str!("../cloudfront-redirects.js");

/// The most bytes of a function (https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cloudfront-limits.html).
const FUNCTION_SIZE: usize = 10_240;
/// The most bytes of a file of a store's, and of a key and a value in it
/// (https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/kvs-with-functions-create-s3-kvp.html).
const STORE_SIZE: usize = 5_000_000;
const KEY_SIZE: usize = 512;
const VALUE_SIZE: usize = 1_024;

/// The function's text.
pub fn function(redirects: &Redirects) -> String {
    match redirects.is_empty() {
        true => FUNCTION.to_owned(),
        false => alone(redirects).unwrap_or_else(|| with_store(redirects)),
    }
}

/// The file that a store is filled with, where there must be one.
pub fn store(redirects: &Redirects) -> Option<String> {
    if redirects.is_empty() || alone(redirects).is_some() {
        return None;
    }
    let items = known(redirects)
        .into_iter()
        .map(|(key, value)| json!({"key": key, "value": value}));
    let items: Vec<String> = items.map(|item| item.to_string()).collect();
    Some(format!("{{\"data\":[\n{}\n]}}\n", items.join(",\n")))
}

/// The function that needs nothing else, where it is not too large.
fn alone(redirects: &Redirects) -> Option<String> {
    let known = known(redirects);
    let known: Vec<String> = known
        .iter()
        .map(|(key, value)| format!("  [{}, {}],\n", json!(key), json!(value)))
        .collect();
    let known = format!(
        "var all = new Map([\n{}]);\nfunction known(address) {{\n  return all.get(address);\n}}\n",
        known.concat()
    );
    [true, false]
        .map(|with_led| text(redirects, &known, with_led))
        .into_iter()
        .find(fits)
}

fn with_store(redirects: &Redirects) -> String {
    let known = "import cf from \"cloudfront\";\nvar store = cf.kvs();
async function known(address) {\n  try {\n    return await store.get(address);\n  } catch (_) {\n    return undefined;\n  }\n}\n";
    Some(text(redirects, known, true))
        .filter(fits)
        .unwrap_or_else(|| text(redirects, known, false))
}

#[expect(clippy::ptr_arg, reason = "it is what `filter` and `find` hand on")]
fn fits(function: &String) -> bool {
    function.len() <= FUNCTION_SIZE
}

/// Without those that nobody wrote, where they do not fit.
fn text(redirects: &Redirects, known: &str, with_led: bool) -> String {
    let shapes: Vec<Vec<String>> = redirects
        .shapes()
        .iter()
        .map(|shape| {
            shape
                .iter()
                .map(|name| String::from_utf8_lossy(name).into_owned())
                .collect()
        })
        .collect();
    let patterns: String = pattern::patterns(redirects, &[])
        .into_iter()
        .filter(|pattern| with_led || !matches!(pattern, Pattern::Redirect(rule) if rule.is_led))
        .map(|pattern| match pattern {
            Pattern::Redirect(rule) => {
                let regex = pattern::path(&rule.from, Syntax::Text, |_| "(".to_owned());
                let to = rule.to.write(redirects.base(), |number| format!("{{{number}}}"));
                literal(&format!("{regex}$"), &to)
            }
            Pattern::Nowhere(regex) => literal(&regex, ""),
        })
        .collect();
    let page = FUNCTION.replace("function handler(", "function page(");
    format!(
        "{known}var shapes = {};\nvar patterns = [\n{}];\n{}{page}",
        json!(shapes),
        patterns,
        REDIRECTS.replace("KEPT", KEPT.1),
    )
}

/// An expression and where it leads.
fn literal(regex: &str, to: &str) -> String {
    format!("  [/{}/, {}],\n", regex.replace('/', "\\/"), json!(to))
}

/// Where each address leads that is said exactly, by what the function makes of a request.
fn known(redirects: &Redirects) -> BTreeMap<String, String> {
    let mut known = BTreeMap::new();
    for rule in redirects.rules() {
        let to = rule.to.write(redirects.base(), |_| String::new());
        let query: String = rule
            .from
            .query()
            .iter()
            .map(|(name, value)| {
                format!(
                    "&{}={}",
                    String::from_utf8_lossy(name),
                    String::from_utf8_lossy(value)
                )
            })
            .collect();
        for path in rule.from.paths() {
            // What is not UTF-8 stays encoded.
            let path = String::from_utf8(path).unwrap_or_else(|why| {
                let segments = why.as_bytes().split(|byte| *byte == b'/').map(encoded);
                segments.collect::<Vec<_>>().join("/")
            });
            let key = if query.is_empty() {
                path
            } else {
                format!("{path}?{query}")
            };
            known.entry(key).or_insert_with(|| to.clone());
        }
    }
    known
}

pub fn left_out(redirects: &Redirects) -> Vec<Option<String>> {
    if redirects.is_empty() || alone(redirects).is_some() {
        return Vec::new();
    }
    let known = known(redirects);
    let is_long = |(key, value): &(&String, &String)| key.len() > KEY_SIZE || value.len() > VALUE_SIZE;
    let size = store(redirects).map_or(0, |store| store.len());
    let is_full = (size > STORE_SIZE).then(|| {
        format!("these redirects, whose store of {size} bytes is larger than the 5 MB that it may have")
    });
    let function = with_store(redirects).len();
    let is_large = (function > FUNCTION_SIZE).then(|| {
        format!("these redirects with placeholders, whose function of {function} bytes is larger than the 10 KB that it may have")
    });
    vec![
        is_full,
        is_large,
        count(
            known.iter().filter(is_long).count(),
            "longer than a store's 512 and 1,024 signs",
        ),
    ]
}
