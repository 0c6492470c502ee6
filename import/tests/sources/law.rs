//! The law, held to the files that an import wrote: what the source says is in the article or in the report.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::fixture::Imported;

/// What a text of the source says, as its editor typed it.
#[derive(Default)]
pub struct Said<'a> {
    pub words: &'a str,
    pub links: &'a [&'a str],
    pub pictures: &'a [&'a str],
    pub frames: &'a [&'a str],
}

type Tally = BTreeMap<(&'static str, String), i64>;

fn add(tally: &mut Tally, kind: &'static str, what: &str, count: i64) {
    match kind {
        "words" => import::text::words(what, &mut |word| {
            *tally.entry((kind, word.to_owned())).or_default() += count;
        }),
        _ => *tally.entry((kind, what.to_owned())).or_default() += count,
    }
}

/// Holds an article and its line of the report to what its text said.
pub fn hold(imported: &Imported, id: &str, said: &Said<'_>) {
    let line = &imported.report()[id];
    let mut tally = Tally::new();
    add(&mut tally, "words", said.words, 1);
    for (kind, addresses) in [
        ("link", said.links),
        ("picture", said.pictures),
        ("frame", said.frames),
    ] {
        addresses.iter().for_each(|it| add(&mut tally, kind, it, 1));
    }
    let file = line["file"].as_str().unwrap();
    let article = match line["outcome"] == "kept" {
        true => imported.json(file),
        false => Value::Null,
    };
    for entry in line["entries"].as_array().unwrap() {
        // A caption that took the place of the library's when the article's picture left the text.
        if entry["reason"] == "featured-in-body" && entry["place"] == "image" {
            add(
                &mut tally,
                "words",
                article["image"]["caption"].as_str().unwrap(),
                -1,
            );
        }
        // What stands beside the text is held to the law by the import itself.
        let place = entry["place"].as_str().unwrap();
        if matches!(place, "headline" | "kicker" | "lead" | "image") {
            continue;
        }
        let kind = ["words", "link", "picture", "frame"]
            .into_iter()
            .find(|it| entry["kind"] == *it);
        let Some(kind) = kind else { continue };
        if let Some(was) = entry["was"].as_str() {
            add(&mut tally, kind, was, -1);
        }
        if let Some(now) = entry["now"].as_str() {
            add(&mut tally, kind, now, 1);
        }
    }
    blocks(&article["body"], &mut tally);
    tally.retain(|_, count| *count != 0);
    assert!(tally.is_empty(), "{id}: {tally:?}\n{line:#}");
}

/// What blocks say, whatever they are.
fn blocks(body: &Value, tally: &mut Tally) {
    match body {
        Value::Array(list) => {
            let is_line = list
                .iter()
                .any(|it| it["text"].is_string() && it.get("type").is_none());
            if is_line {
                line(list, tally);
            } else {
                list.iter().for_each(|it| blocks(it, tally));
            }
        }
        Value::Object(block) => {
            let kind = match block.get("type").and_then(Value::as_str) {
                Some("embed" | "audio" | "video") => "frame",
                _ => "picture",
            };
            for (name, value) in block {
                match (name.as_str(), value) {
                    ("url", Value::String(url)) => add(tally, kind, url, -1),
                    ("title" | "caption" | "attribution" | "providerName" | "text", Value::String(words)) => {
                        add(tally, "words", words, -1);
                    }
                    (_, Value::Array(_)) => blocks(value, tally),
                    _ => {}
                }
            }
        }
        _ => {}
    }
}

fn line(spans: &[Value], tally: &mut Tally) {
    let words: String = spans.iter().filter_map(|span| span["text"].as_str()).collect();
    add(tally, "words", &words, -1);
    let href = |span: &Value| {
        let marks = span["marks"].as_array()?;
        let link = marks.iter().find(|mark| mark["type"] == "link")?;
        link["href"].as_str().map(str::to_owned)
    };
    for run in spans.chunk_by(|one, other| href(one) == href(other)) {
        if let Some(href) = href(&run[0]) {
            add(tally, "link", &href, -1);
        }
    }
}
