//! For Caddy: maps (https://caddyserver.com/docs/caddyfile/directives/map) in the newspaper's site block.

use super::{
    super::rules::Header,
    line,
    pattern::{self, Pattern, Syntax},
    sent,
};
use crate::redirects::{ODD, Redirects, Rule};

/// What stands in the site block, before the newspaper's own routes; nothing where there are no redirects.
pub fn directives(redirects: &Redirects, common: &[Header]) -> String {
    if redirects.is_empty() {
        return String::new();
    }
    let mut text = String::from(
        "map {query} {kiosque_query} {\n\t~^(.+)$ \"?${1}\"\n\tdefault \"\"\n}
map {path} {kiosque_path} {\n\t~^(/.*[^/])/$ \"${1}\"\n\tdefault {path}\n}\n",
    );
    let is_plain = |rule: &&Rule| paths(rule).is_some();
    let (plain, odd): (Vec<&Rule>, Vec<&Rule>) = redirects.exact().partition(is_plain);
    patterns(&mut text, redirects, &odd);
    text.push_str("map {kiosque_path} {kiosque_exact} {\n");
    for rule in plain {
        for path in paths(rule).unwrap_or_default() {
            line(
                &mut text,
                format_args!(
                    "\t\"{path}\" \"{}\"",
                    target(rule, redirects.base(), "{kiosque_query}")
                ),
            );
        }
    }
    text.push_str("\tdefault {kiosque_pattern}\n}\n");
    let last = asked(&mut text, redirects);
    line(
        &mut text,
        format_args!("@kiosque_redirect expression `{last} != \"\"`"),
    );
    for (name, value) in sent(common) {
        line(
            &mut text,
            format_args!("header @kiosque_redirect {name} \"{value}\""),
        );
    }
    line(&mut text, format_args!("redir @kiosque_redirect {last} 301"));
    text
}

/// The addresses as they are decoded; `None` where Caddy's language has a sign of it for its own.
fn paths(rule: &Rule) -> Option<Vec<String>> {
    let paths = rule
        .from
        .paths()
        .into_iter()
        .map(|path| String::from_utf8(path).ok());
    paths
        .map(|path| path.filter(|path| !path.contains(ODD)))
        .collect()
}

/// What is found in the address as it was sent: nothing of it is decoded, so that no new header can begin in it.
fn patterns(text: &mut String, redirects: &Redirects, odd: &[&Rule]) {
    text.push_str("map {http.request.orig_uri} {kiosque_pattern} {\n");
    for pattern in pattern::patterns(redirects, odd) {
        match pattern {
            Pattern::Redirect(rule) => {
                let query = rule.from.names().len() + 1;
                let to = target(rule, redirects.base(), &format!("${{{query}}}"));
                let regex = pattern::path(&rule.from, Syntax::Text, |_| "(".to_owned());
                line(text, format_args!("\t\"~{regex}(\\?.*)?$\" \"{to}\""));
            }
            Pattern::Nowhere(regex) => line(text, format_args!("\t\"~{regex}\" \"\"")),
        }
    }
    text.push_str("\tdefault \"\"\n}\n");
}

/// A map for each parameter that matters, and one for each set of them; says which of these is to be asked.
fn asked(text: &mut String, redirects: &Redirects) -> String {
    let mut names: Vec<&str> = Vec::new();
    let mut last = "{kiosque_exact}".to_owned();
    // What says less is asked last, so it is written first.
    for (number, shape) in redirects.shapes().iter().enumerate().rev() {
        let of_shape = |rule: &&Rule| rule.from.query().iter().map(|(name, _)| name).eq(shape);
        let rules: Vec<&Rule> = redirects.asked().filter(of_shape).collect();
        let Some(first) = rules.first() else { continue };
        let mut parameters = String::new();
        for (name, _) in first.from.sent() {
            let place = names.iter().position(|known| known == name).unwrap_or_else(|| {
                names.push(name);
                let place = names.len() - 1;
                let found = match name.as_str() {
                    "" => "([^=&]+)=?".to_owned(),
                    name => format!("{}=([^&]*)", regex::escape(name)),
                };
                line(
                    text,
                    format_args!(
                        "map {{query}} {{kiosque_parameter_{place}}} {{\n\t\"~(?:^|&){found}(?:&|$)\" \"${{1}}\"\n\tdefault \"\"\n}}"
                    ),
                );
                place
            });
            parameters.push_str(&format!("&{{kiosque_parameter_{place}}}"));
        }
        let asked = format!("{{kiosque_asked_{number}}}");
        line(
            text,
            format_args!("map \"{{kiosque_path}}?{parameters}\" {asked} {{"),
        );
        for rule in rules {
            let values: String = rule
                .from
                .sent()
                .iter()
                .map(|(_, value)| format!("&{value}"))
                .collect();
            for path in paths(rule).unwrap_or_default() {
                line(
                    text,
                    format_args!("\t\"{path}?{values}\" \"{}\"", target(rule, redirects.base(), "")),
                );
            }
        }
        line(text, format_args!("\tdefault {last}\n}}"));
        last = asked;
    }
    last
}

/// `query` is what the query of who asks is called, with its question mark.
fn target(rule: &Rule, base: &str, query: &str) -> String {
    let mut to = rule.to.write(base, |number| format!("${{{}}}", number + 1));
    if !rule.to.is_whole && rule.from.query().is_empty() {
        to.push_str(query);
    }
    to
}
