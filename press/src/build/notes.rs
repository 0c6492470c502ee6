//! Notes: numbered in the order in which an article's texts name them.

use std::collections::{HashMap, HashSet};

use kiosque::contract::{Article, Block, Item, Mark, Span};

use crate::blocks::{each_mut, texts_mut};

/// Numbers an article's notes and puts them into that order. Where several spans in a row are of one note, its number
/// follows the last.
pub fn number(article: &mut Article) {
    let known = article.body.iter().filter_map(|block| match block {
        Block::Notes { items } => Some(items),
        _ => None,
    });
    let known: HashSet<String> = known.flatten().filter_map(|note| note.id.clone()).collect();
    let mut numbers: HashMap<String, usize> = HashMap::new();
    each_mut(&mut article.body, &mut |block| {
        if matches!(block, Block::Notes { .. }) {
            return;
        }
        for text in texts_mut(block) {
            name(text, &known, &mut numbers);
        }
    });
    for block in &mut article.body {
        if let Block::Notes { items } = block {
            in_order(items, &numbers);
        }
    }
}

/// Makes the marks of a text the served ones.
fn name(spans: &mut [Span], known: &HashSet<String>, numbers: &mut HashMap<String, usize>) {
    let ids: Vec<Option<String>> = spans.iter().map(|span| id(span).map(str::to_owned)).collect();
    for (at, span) in spans.iter_mut().enumerate() {
        let Some(Some(id)) = ids.get(at) else { continue };
        span.marks.retain(|mark| !matches!(mark, Mark::Note { .. }));
        let goes_on = ids.get(at + 1).is_some_and(|next| next.as_ref() == Some(id));
        if goes_on || !known.contains(id) {
            continue;
        }
        let (next, again) = (numbers.len() + 1, numbers.contains_key(id));
        let number = numbers.entry(id.clone()).or_insert(next).to_string();
        // A link does not stand in a link.
        span.marks.insert(0, Mark::Note { id: number, again });
    }
}

fn id(span: &Span) -> Option<&str> {
    span.marks.iter().find_map(|mark| match mark {
        Mark::Note { id, .. } => Some(id.as_str()),
        _ => None,
    })
}

/// Those that no text names come last, and lead nowhere back.
fn in_order(notes: &mut [Item], numbers: &HashMap<String, usize>) {
    let number = |note: &Item| note.id.as_ref().and_then(|id| numbers.get(id)).copied();
    notes.sort_by_key(|note| number(note).unwrap_or(usize::MAX));
    for note in notes {
        note.id = number(note).map(|number| number.to_string());
    }
}

#[cfg(test)]
mod tests {
    use kiosque::contract::decode;
    use serde_json::{Value, json};

    use super::*;

    fn noted(text: &str, id: &str) -> Value {
        json!({ "text": text, "marks": [{ "type": "link", "href": "/" }, { "type": "note", "id": id }] })
    }

    #[test]
    fn notes_are_numbered_as_the_text_names_them() {
        let body = json!([
            { "type": "paragraph", "spans": [noted("un", "z"), { "text": " et " }, noted("deux", "a"), noted(" mots", "a")] },
            { "type": "box", "title": "Repères", "body": [{ "type": "paragraph", "spans": [noted("encore", "z"), noted("rien", "?")] }] },
            { "type": "notes", "items": [
                { "id": "sans", "spans": [{ "text": "Que personne ne nomme." }] },
                { "id": "a", "spans": [{ "text": "A." }] },
                { "id": "z", "spans": [{ "text": "Z." }] },
            ] },
        ]);
        let article = json!({ "version": "1.1", "slug": "un", "headline": "Un", "body": body });
        let mut article: Article = decode(&article.to_string()).unwrap();
        number(&mut article);
        let read = serde_json::to_value(&article.body).unwrap();
        let link = json!({ "type": "link", "href": "/" });
        let spans = &read[0]["spans"];
        assert_eq!(spans[0]["marks"], json!([{ "type": "note", "id": "1" }, link]));
        assert_eq!(spans[2]["marks"], json!([link]));
        assert_eq!(spans[3]["marks"], json!([{ "type": "note", "id": "2" }, link]));
        let boxed = &read[1]["body"][0]["spans"];
        assert_eq!(
            boxed[0]["marks"],
            json!([{ "type": "note", "id": "1", "again": true }, link])
        );
        assert_eq!(boxed[1]["marks"], json!([link]));
        assert_eq!(
            read[2]["items"],
            json!([
                { "id": "1", "spans": [{ "text": "Z." }] },
                { "id": "2", "spans": [{ "text": "A." }] },
                [{ "text": "Que personne ne nomme." }],
            ])
        );
    }
}
