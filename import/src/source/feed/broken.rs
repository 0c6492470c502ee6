//! Feeds that are badly written or cut off: each article by itself, as far as it can be read.

use feed_rs::model::Feed;
use serde_json::{Value, value::RawValue};

use super::{super::json, parsed};
use crate::outcome::Reason;

/// A part of a feed that could not be read.
#[derive(Debug)]
pub struct Broken {
    pub raw: String,
    pub reason: Reason,
}

/// What can be read of a feed, article by article; none where it has none, or is no feed.
pub fn read(whole: &str) -> Option<(Feed, Vec<Broken>)> {
    match json::begins(whole) {
        true => of_json(whole),
        false => of_xml(whole),
    }
}

/// The names of roots and of what articles are called below them, and what closes the root.
const ROOTS: [(&str, &str, &str); 3] = [
    ("<rss", "item", "</channel></rss>"),
    ("<feed", "entry", "</feed>"),
    ("<rdf:RDF", "item", "</rdf:RDF>"),
];

fn of_xml(whole: &str) -> Option<(Feed, Vec<Broken>)> {
    let (_, name, close) = ROOTS.iter().find(|(root, ..)| whole.contains(root))?;
    let (head, pieces) = pieces(whole, name)?;
    let mut feed = parsed(&format!("{head}{close}")).ok()?;
    let mut broken = Vec::new();
    let last = pieces.len().saturating_sub(1);
    for (number, (piece, is_whole)) in pieces.into_iter().enumerate() {
        let alone = parsed(&format!("{head}{piece}{close}")).ok();
        match alone.filter(|_| is_whole) {
            Some(alone) if !alone.entries.is_empty() => feed.entries.extend(alone.entries),
            _ => broken.push(Broken {
                raw: piece.to_owned(),
                reason: match is_whole || number < last {
                    true => Reason::Unreadable,
                    false => Reason::CutOff,
                },
            }),
        }
    }
    Some((feed, broken))
}

/// What stands before the first article, and each article with whether it ends.
fn pieces<'a>(whole: &'a str, name: &str) -> Option<(&'a str, Vec<(&'a str, bool)>)> {
    let (open, close) = (format!("<{name}"), format!("</{name}>"));
    let begins = |from: usize| -> Option<usize> {
        let mut at = from;
        loop {
            let found = at + whole.get(at..)?.find(&open)?;
            at = found + open.len();
            let after = whole.get(at..)?.chars().next();
            if after.is_some_and(|c| c == '>' || c.is_whitespace()) {
                return Some(found);
            }
        }
    };
    let first = begins(0)?;
    let mut pieces = Vec::new();
    let mut next = Some(first);
    while let Some(at) = next {
        let (end, is_whole) = match ending(whole, at + open.len(), &close) {
            Some(end) => (end, true),
            // A section that nobody closed takes what follows; the next article begins all the same.
            None => (begins(at + open.len()).unwrap_or(whole.len()), false),
        };
        pieces.push((whole.get(at..end).unwrap_or_default(), is_whole));
        next = begins(end);
    }
    Some((whole.get(..first)?, pieces))
}

/// Where an article ends, whose texts may hold what ends one.
fn ending(whole: &str, from: usize, close: &str) -> Option<usize> {
    let mut at = from;
    loop {
        let rest = whole.get(at..)?;
        let end = rest.find(close)?;
        match rest.find("<![CDATA[").filter(|section| *section < end) {
            Some(section) => at += section + rest.get(section..)?.find("]]>")? + "]]>".len(),
            None => return Some(at + end + close.len()),
        }
    }
}

fn of_json(whole: &str) -> Option<(Feed, Vec<Broken>)> {
    let mut feed = serde_json::Map::new();
    let mut items: Vec<Value> = Vec::new();
    let mut broken = Vec::new();
    let cut = json::read_text(whole, &mut |path, raw: &RawValue| match path {
        [list, _] if list == "items" => match json::value(raw.get()) {
            Ok((item, _)) => items.push(item),
            Err(reason) => broken.push(Broken {
                raw: raw.get().to_owned(),
                reason,
            }),
        },
        [name] => drop(feed.insert(name.clone(), serde_json::from_str(raw.get()).unwrap_or_default())),
        _ => {}
    })?;
    feed.insert("items".to_owned(), Value::Array(items));
    let feed = parsed(&Value::Object(feed).to_string()).ok()?;
    if let Some(place) = cut {
        broken.push(Broken {
            raw: place,
            reason: Reason::CutOff,
        });
    }
    Some((feed, broken))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn item(number: u32, more: &str) -> String {
        format!("<item><guid>{number}</guid><title>t</title><description>d</description>{more}</item>\n")
    }

    fn read_rss(items: &str) -> (Vec<String>, Vec<Reason>) {
        let (feed, broken) = read(&format!(
            "<rss version=\"2.0\"><channel><title>L’Écho</title>{items}"
        ))
        .unwrap();
        assert_eq!(feed.title.unwrap().content, "L’Écho");
        let ids = feed.entries.into_iter().map(|entry| entry.id).collect();
        (ids, broken.into_iter().map(|it| it.reason).collect())
    }

    #[test]
    fn what_is_badly_written_costs_one_article() {
        let all = [
            item(1, ""),
            item(2, "<b></a>"),
            item(3, "<x><![CDATA[</item><item>]]></x>"),
            item(4, "<x><![CDATA[never"),
            item(5, ""),
            "<item><guid>6</guid>".to_owned(),
        ]
        .concat();
        let (ids, broken) = read_rss(&all);
        assert_eq!(ids, ["1", "3", "5"]);
        assert_eq!(broken, [Reason::Unreadable, Reason::Unreadable, Reason::CutOff]);
    }

    #[test]
    fn a_json_feed_that_was_cut_off_is_read_up_to_there() {
        let json = "{\"version\": \"https://jsonfeed.org/version/1.1\", \"title\": \"x\", \"items\": [\
                    {\"id\": \"1\", \"content_html\": \"<p>a</p>\"}, {\"id\": \"2\", \"cont";
        let (feed, broken) = read(json).unwrap();
        assert_eq!(feed.entries.len(), 1);
        assert_eq!(broken[0].reason, Reason::CutOff);
    }
}
