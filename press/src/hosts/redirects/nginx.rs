//! For nginx: maps (https://nginx.org/en/docs/http/ngx_http_map_module.html), which stand beside the servers, and what the
//! newspaper's server does with what they say.
//!
//! Maps find texts whatever their capitals, so each says which address it is of, and the next holds that against the one that
//! is asked for: `/Article/Un/` may lead to `/article/un/`.

use std::collections::HashMap;

use super::{
    super::rules::Header,
    line,
    pattern::{self, Pattern, Syntax},
    sent,
};
use crate::redirects::{Redirects, Rule};

/// Between an address and where it leads; no address has it.
const TAB: &str = "\\t";

/// What nginx rounds addresses in its tables up by, with some room.
const ROOM: usize = 32;

/// For the `http` block. nginx evaluates what is asked for only.
pub fn maps(redirects: &Redirects) -> String {
    let mut text = String::from(
        "# Made by the press of redirects.json: include it above the server block (deploy.md), and reload nginx after each deploy.\n",
    );
    let (plain, odd) = parted(redirects);
    let longest = plain.iter().map(|(path, _)| path.len());
    let longest = longest
        .chain(redirects.asked().map(|rule| rule.from.address().len() * 3))
        .max()
        .unwrap_or(0);
    // Of some entries each, so that it is soon laid out.
    let bucket = (8 * (longest + ROOM)).next_power_of_two();
    let size = (2 * redirects.rules().len()).next_power_of_two().max(2048);
    line(
        &mut text,
        format_args!("map_hash_bucket_size {bucket};\nmap_hash_max_size {size};"),
    );
    line(
        &mut text,
        format_args!(
            "geo $kiosque_dollar {{\n  default \"$\";\n}}\nmap $uri $kiosque_path {{\n  default $uri;\n  \"~^(?<kiosque_bare>/.*[^/])/$\" $kiosque_bare;\n}}"
        ),
    );
    patterns(&mut text, redirects, &odd);
    exact(&mut text, redirects.base(), &plain);
    asked(&mut text, redirects);
    text
}

/// Addresses that a map can hold, each in all its ways, and those that it cannot, which are found as patterns are.
fn parted(redirects: &Redirects) -> (Vec<(String, &Rule)>, Vec<&Rule>) {
    let texts = |rule: &Rule| -> Option<Vec<String>> {
        let texts = rule
            .from
            .paths()
            .into_iter()
            .map(|path| String::from_utf8(path).ok());
        texts.collect()
    };
    let all: Vec<String> = redirects.exact().filter_map(texts).flatten().collect();
    let alone = Alone::of(all.iter().map(String::as_str));
    let (mut plain, mut odd) = (Vec::new(), Vec::new());
    for rule in redirects.exact() {
        match texts(rule).filter(|texts| texts.iter().all(|text| alone.is(text))) {
            Some(texts) => plain.extend(texts.into_iter().map(|text| (text, rule))),
            None => odd.push(rule),
        }
    }
    (plain, odd)
}

/// What is found in the address as it was sent: nothing of it is decoded, so that no new header can begin in it.
fn patterns(text: &mut String, redirects: &Redirects, odd: &[&Rule]) {
    text.push_str("map $request_uri $kiosque_pattern {\n  default \"\";\n");
    for pattern in pattern::patterns(redirects, odd) {
        match pattern {
            Pattern::Redirect(rule) => {
                // By a name: what is numbered is forgotten by the next expression.
                let regex = pattern::path(&rule.from, Syntax::Bytes, |number| {
                    format!("(?<kiosque_{number}>")
                });
                let to = target(rule, redirects.base());
                line(text, format_args!("  \"~{regex}(?:\\?|$)\" \"{to}\";"));
            }
            Pattern::Nowhere(regex) => line(text, format_args!("  \"~{regex}\" \"\";")),
        }
    }
    text.push_str("}\n");
}

fn exact(text: &mut String, base: &str, plain: &[(String, &Rule)]) {
    text.push_str("map $kiosque_path $kiosque_known {\n  default \"\";\n");
    for (path, rule) in plain {
        let path = quoted(path);
        let value = value(&path);
        line(
            text,
            format_args!("  \"{path}\" \"{value}{TAB}{}\";", target(rule, base)),
        );
    }
    text.push_str("}\n");
    held(
        text,
        "$kiosque_path",
        "$kiosque_known",
        "$kiosque_exact",
        "$kiosque_pattern",
    );
}

/// What a map said holds where it said it of the very address, else what another says.
fn held(text: &mut String, asked: &str, said: &str, held: &str, other: &str) {
    line(
        text,
        format_args!(
            "map \"{asked}{TAB}{said}\" {held} {{\n  default {other};\n  \"~^([^{TAB}]*){TAB}\\1{TAB}(?<kiosque_to>.+)$\" $kiosque_to;\n}}"
        ),
    );
}

/// A map for each parameter that matters, and one for each set of them.
fn asked(text: &mut String, redirects: &Redirects) {
    let mut names: Vec<&str> = Vec::new();
    let mut place = |text: &mut String, name| match names.iter().position(|known| *known == name) {
        Some(place) => place,
        None => {
            let place = names.len();
            names.push(name);
            let found = match name {
                "" => "(?<kiosque_value>[^=&]+)=?".to_owned(),
                name => format!("{}=(?<kiosque_value>[^&]*)", escaped(name)),
            };
            let regex =
                format!("~(?:^|&){found}(?:&|$)").replace("kiosque_value", &format!("kiosque_value_{place}"));
            line(
                text,
                format_args!(
                    "map $args $kiosque_parameter_{place} {{\n  default \"\";\n  \"{regex}\" $kiosque_value_{place};\n}}"
                ),
            );
            place
        }
    };
    let mut next = "$kiosque_exact".to_owned();
    // What says less is asked last, so it is written first.
    for (number, shape) in redirects.shapes().iter().enumerate().rev() {
        let of_shape = |rule: &&Rule| rule.from.query().iter().map(|(name, _)| name).eq(shape);
        let rules: Vec<&Rule> = redirects.asked().filter(of_shape).collect();
        let Some(first) = rules.first() else { continue };
        let places: Vec<usize> = first
            .from
            .sent()
            .iter()
            .map(|(name, _)| place(text, name.as_str()))
            .collect();
        let parameters: String = places
            .iter()
            .map(|place| format!("&$kiosque_parameter_{place}"))
            .collect();
        line(
            text,
            format_args!("map \"$kiosque_path?{parameters}\" $kiosque_asked_{number} {{\n  default \"\";"),
        );
        let entries: Vec<(String, &Rule)> = rules.into_iter().flat_map(entries).collect();
        let alone = Alone::of(entries.iter().map(|(asked, _)| asked.as_str()));
        for (asked, rule) in &entries {
            let key = match alone.is(asked) {
                true => quoted(asked),
                false => format!("~^{}$", escaped(asked)),
            };
            let (value, to) = (value(&quoted(asked)), target(rule, redirects.base()));
            line(text, format_args!("  \"{key}\" \"{value}{TAB}{to}\";"));
        }
        text.push_str("}\n");
        let held_by = format!("$kiosque_redirect_{number}");
        held(
            text,
            &format!("$kiosque_path?{parameters}"),
            &format!("$kiosque_asked_{number}"),
            &held_by,
            &next,
        );
        next = held_by;
    }
    line(
        text,
        format_args!("map $uri $kiosque_redirect {{\n  default {next};\n}}"),
    );
}

/// What is asked for with a query, in each way in which its path may be written.
fn entries(rule: &Rule) -> Vec<(String, &Rule)> {
    let values = rule.from.sent().iter().map(|(_, value)| format!("&{value}"));
    let values: String = values.collect();
    let paths = rule.from.paths().into_iter();
    let paths = paths.filter_map(|path| String::from_utf8(path).ok());
    paths.map(|path| (format!("{path}?{values}"), rule)).collect()
}

/// Keys of one map, which nginx refuses where two differ in nothing but their capitals; expressions tell them apart.
struct Alone(HashMap<String, usize>);

impl Alone {
    fn of<'a>(keys: impl Iterator<Item = &'a str>) -> Self {
        let mut alike = HashMap::new();
        for key in keys {
            *alike.entry(key.to_ascii_lowercase()).or_default() += 1;
        }
        Self(alike)
    }

    fn is(&self, key: &str) -> bool {
        self.0.get(&key.to_ascii_lowercase()) == Some(&1)
    }
}

fn target(rule: &Rule, base: &str) -> String {
    let mut to = rule.to.write(base, |number| format!("${{kiosque_{number}}}"));
    if !rule.to.is_whole && rule.from.query().is_empty() {
        to.push_str("$is_args$args");
    }
    to
}

/// A text between quotation marks.
fn quoted(text: &str) -> String {
    text.replace('\\', "\\\\").replace('"', "\\\"")
}

/// A text between quotation marks where variables may stand: nginx has no other way to say a dollar sign.
fn value(quoted: &str) -> String {
    quoted.replace('$', "${kiosque_dollar}")
}

/// A text in a regular expression between quotation marks.
fn escaped(text: &str) -> String {
    let mut escaped = String::new();
    for byte in text.bytes() {
        match byte {
            _ if byte.is_ascii_alphanumeric() || b"-_%~".contains(&byte) => escaped.push(char::from(byte)),
            _ => escaped.push_str(&format!("\\x{byte:02X}")),
        }
    }
    escaped
}

/// For the newspaper's `server` block, before its location; nothing where there are no redirects.
pub fn server(redirects: &Redirects, common: &[Header]) -> String {
    if redirects.is_empty() {
        return String::new();
    }
    let at = format!("{}.press/redirect", redirects.base());
    let headers: String = sent(common)
        .iter()
        .map(|(name, value)| format!("  add_header {name} \"{value}\" always;\n"))
        .collect();
    format!(
        "# What it says is in nginx-redirects.conf.
if ($kiosque_redirect) {{\n  rewrite ^ {at} last;\n}}
location = {at} {{\n  internal;\n  absolute_redirect off;\n{headers}  return 301 $kiosque_redirect;\n}}\n"
    )
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;
    use crate::redirects::Redirect;

    /// nginx would refuse all that it is told, and the newspaper with it.
    #[test]
    fn addresses_that_differ_in_capitals_only_are_no_two_keys_of_a_map() {
        let rules = [
            ("/index.php?page=Contact", "/a/"),
            ("/index.php?page=contact", "/b/"),
            ("/INDEX.php?page=contact", "/c/"),
            ("/index.php?page=autre", "/d/"),
            ("/Un/", "/e/"),
            ("/un/", "/f/"),
        ];
        let rules = rules.into_iter().filter_map(|(from, to)| {
            let [from, to] = [from, to].map(str::to_owned);
            Rule::read(Redirect { from, to })
        });
        let maps = maps(&Redirects::new("/", rules.collect()));
        for map in maps.split("}\n") {
            let mut known = HashSet::new();
            for line in map.lines().filter(|line| line.starts_with("  \"/")) {
                let key = line.split('"').nth(1).unwrap_or_default();
                assert!(known.insert(key.to_ascii_lowercase()), "{key}: {map}");
            }
        }
        for part in [
            "  \"~^\\x2Findex\\x2Ephp\\x3F\\x26Contact$\" ",
            "  \"/index.php?&autre\" ",
        ] {
            assert!(maps.contains(part), "{maps}");
        }
    }
}
