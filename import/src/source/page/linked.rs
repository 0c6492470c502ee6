//! What pages say of themselves for search engines: JSON-LD with the names of schema.org (<https://schema.org/NewsArticle>,
//! <https://developers.google.com/search/docs/appearance/structured-data/article>).

use std::collections::HashMap;

use serde_json::Value;

use crate::{
    html::tree::{self, Node},
    text,
};

/// How deep objects are looked for in objects.
const DEPTH: usize = 6;

/// The objects of all scripts of a page.
#[derive(Debug, Default)]
pub struct Linked {
    objects: Vec<Value>,
    /// Those that others refer to.
    by_id: HashMap<String, usize>,
}

impl Linked {
    /// Reads the scripts of a page; what is no JSON even after mending is left out.
    #[must_use]
    pub fn read(page: Node<'_>) -> Self {
        let mut linked = Self::default();
        for script in tree::find(page, "script") {
            let kind = tree::attribute(script, "type").unwrap_or_default();
            if !kind.to_ascii_lowercase().contains("ld+json") {
                continue;
            }
            if let Some(value) = parsed(&tree::text_of_hidden(script)) {
                linked.add(&value, 0);
            }
        }
        linked
    }

    fn add(&mut self, value: &Value, depth: usize) {
        match value {
            Value::Array(list) => list.iter().for_each(|it| self.add(it, depth)),
            Value::Object(object) if depth < DEPTH => {
                if object.contains_key("@type") {
                    if let Some(id) = object.get("@id").and_then(Value::as_str)
                        && object.len() > 2
                    {
                        self.by_id.entry(id.to_owned()).or_insert(self.objects.len());
                    }
                    self.objects.push(value.clone());
                }
                // What stands within may be referred to, and an article may be what a page is about.
                for (name, inner) in object {
                    let is_about = matches!(
                        name.as_str(),
                        "@graph" | "mainEntity" | "mainEntityOfPage" | "about"
                    );
                    if is_about || inner["@id"].is_string() {
                        self.add(inner, depth + 1);
                    }
                }
            }
            _ => {}
        }
    }

    /// An object itself, where only its identifier stands.
    #[must_use]
    pub fn follow<'a>(&'a self, value: &'a Value) -> &'a Value {
        let is_reference = value.as_object().is_some_and(|it| it.len() <= 2) && value["@id"].is_string();
        value["@id"]
            .as_str()
            .filter(|_| is_reference)
            .and_then(|id| self.objects.get(*self.by_id.get(id)?))
            .unwrap_or(value)
    }

    /// A field's values, each itself; one alone is a list of one.
    pub fn all<'a>(&'a self, of: &'a Value, name: &str) -> Vec<&'a Value> {
        match &of[name] {
            Value::Null => Vec::new(),
            Value::Array(list) => list.iter().map(|it| self.follow(it)).collect(),
            one => vec![self.follow(one)],
        }
    }

    pub fn of_kind<'a>(&'a self, is: impl Fn(&str) -> bool + 'a) -> impl Iterator<Item = &'a Value> + 'a {
        self.objects.iter().filter(move |it| kinds(it).any(&is))
    }

    /// The articles that the page presents.
    pub fn articles(&self) -> impl Iterator<Item = &Value> {
        self.of_kind(is_article)
    }
}

/// The types of an object, without the address of schema.org.
pub fn kinds(object: &Value) -> impl Iterator<Item = &str> {
    let named = match &object["@type"] {
        Value::Array(list) => list.as_slice(),
        one => std::slice::from_ref(one),
    };
    named
        .iter()
        .filter_map(Value::as_str)
        .filter_map(|name| name.rsplit(['/', '#', ':']).next())
}

/// Whether a type is of what newspapers publish as articles.
#[must_use]
pub fn is_article(kind: &str) -> bool {
    kind.ends_with("Article")
        || kind.ends_with("BlogPosting")
        || matches!(kind, "Report" | "OpinionNewsArticle")
}

/// A field as text: what is said, or the name of what is referred to; entities read, as many systems write them.
#[must_use]
pub fn said(value: &Value) -> String {
    match value {
        Value::String(words) => text::line(&tree::text_of(words)),
        Value::Number(number) => number.to_string(),
        Value::Array(list) => list.first().map(said).unwrap_or_default(),
        Value::Object(_) => ["name", "headline", "@value", "url"]
            .iter()
            .map(|name| said(&value[*name]))
            .find(|it| !it.is_empty())
            .unwrap_or_default(),
        _ => String::new(),
    }
}

/// An address: as a text, or of an object.
#[must_use]
pub fn address(value: &Value) -> &str {
    match value {
        Value::String(url) => url.trim(),
        Value::Array(list) => list.first().map_or("", address),
        Value::Object(_) => ["url", "contentUrl", "@id"]
            .iter()
            .map(|name| address(&value[*name]))
            .find(|it| !it.is_empty())
            .unwrap_or_default(),
        _ => "",
    }
}

/// Whether a field says no: as a truth value, or in words.
#[must_use]
pub fn says_no(value: &Value) -> bool {
    match value {
        Value::Bool(said) => !said,
        Value::String(words) => {
            let last = words.rsplit('/').next().unwrap_or_default();
            last.trim().eq_ignore_ascii_case("false")
        }
        _ => false,
    }
}

fn parsed(script: &str) -> Option<Value> {
    let script = script.trim().trim_start_matches("<!--").trim_start_matches("//");
    let script = script
        .trim()
        .trim_start_matches("/*")
        .trim_start_matches("<![CDATA[");
    let script = script.trim_start().trim_start_matches("*/");
    // Several values one after the other are read to the first that is none.
    let first = |json: &str| {
        let mut values = serde_json::Deserializer::from_str(json).into_iter::<Value>();
        let read: Vec<Value> = values.by_ref().map_while(Result::ok).collect();
        (!read.is_empty()).then_some(Value::Array(read))
    };
    first(script).or_else(|| first(&mended(script)))
}

/// JSON without the faults that systems write: raw line breaks in texts, escapes that there are not, commas before an end.
fn mended(json: &str) -> String {
    let mut mended = String::with_capacity(json.len());
    let mut in_text = false;
    let mut chars = json.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '"' => {
                in_text = !in_text;
                mended.push(c);
            }
            '\\' if in_text => match chars.next() {
                Some(next) if "\"\\/bfnrtu".contains(next) => mended.extend(['\\', next]),
                Some(next) => mended.push(next),
                None => {}
            },
            c if in_text && c.is_control() => mended.push(' '),
            ',' if !in_text => {
                let rest: String = chars.clone().take_while(|c| c.is_whitespace()).collect();
                let next = chars.clone().nth(rest.chars().count());
                if !matches!(next, Some('}' | ']') | None) {
                    mended.push(c);
                }
            }
            c => mended.push(c),
        }
    }
    mended
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(scripts: &[&str]) -> Linked {
        let html: String = scripts
            .iter()
            .map(|it| format!("<script type=\"application/ld+json\">{it}</script>"))
            .collect();
        Linked::read(tree::root(&tree::parse(&html)))
    }

    #[test]
    fn articles_are_found_however_the_scripts_are_written() {
        for script in [
            r#"{"@type":"NewsArticle","headline":"Un"}"#,
            r#"[{"@type":"WebSite"},{"@type":["Thing","https://schema.org/ReportageNewsArticle"],"headline":"Un"}]"#,
            r#"{"@graph":[{"@type":"BlogPosting","headline":"Un"}]}"#,
            r#"{"@type":"WebPage","mainEntity":{"@type":"Article","headline":"Un"}}"#,
            "//<![CDATA[\n{\"@type\":\"Article\",\"headline\":\"Un\"}\n//]]>",
            "{\"@type\":\"Article\",\"description\":\"a\nb\\'c\",\"headline\":\"Un\",}",
        ] {
            let linked = read(&[r#"{"broken": "#, script]);
            let found: Vec<String> = linked.articles().map(|it| said(&it["headline"])).collect();
            assert_eq!(found, ["Un"], "{script}");
        }
    }

    #[test]
    fn what_is_referred_to_is_found() {
        let linked = read(&[
            r##"{"@graph":[{"@type":"Article","author":{"@id":"#a"},"image":[{"@id":"#i"}]},
                {"@type":"Person","@id":"#a","name":"Awa S&eacute;"},{"@type":"ImageObject","@id":"#i","url":"/x.jpg"}]}"##,
        ]);
        let article = linked.articles().next().unwrap();
        assert_eq!(said(linked.all(article, "author")[0]), "Awa Sé");
        assert_eq!(address(linked.all(article, "image")[0]), "/x.jpg");
        assert!(
            says_no(&"http://schema.org/False".into()) && says_no(&false.into()) && !says_no(&"true".into())
        );
    }
}
