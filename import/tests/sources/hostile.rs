//! Two thousand posts that no editor wrote on purpose, in the form of each system. An import holds each to the law by itself, and
//! the fixture fails where it lost anything.

#[path = "../common/pieces.rs"]
mod pieces;

use pieces::{Dice, text};
use serde_json::{Value, json};

use crate::{
    feed,
    fixture::Imported,
    ghost,
    law::{self, Said},
    ninjs, rest,
};

const POSTS: u32 = 2_000;

/// A title and a text for each post.
fn posts(seed: u64) -> impl Iterator<Item = (u32, String, String)> {
    let mut dice = Dice(seed);
    (1..=POSTS).map(move |number| {
        let title = text(&mut dice, 4);
        (number, title, text(&mut dice, 60))
    })
}

fn check(imported: &Imported) {
    let summary = &imported.summary;
    let all = summary.articles + summary.drafts + summary.set_aside;
    assert_eq!(all, POSTS as usize, "{summary:?}");
    assert!(summary.articles > POSTS as usize / 2, "{summary:?}");
}

#[test]
fn of_hostile_posts_of_ghost_nothing_is_lost() {
    let said = |words: &str, format: u32| {
        let mut node = ghost::text(words);
        node["format"] = json!(format);
        node
    };
    let all: Vec<Value> = posts(1)
        .map(|(number, title, body)| {
            let card = |name: &str, field: &str| {
                let node = json!({"type": name, field: body.clone(), "cardName": name});
                ghost::lexical(&[ghost::paragraph(&[ghost::text("Avant.")]), node, ghost::paragraph(&[ghost::text("Fin.")])])
            };
            let mut fields = match number % 6 {
                0 => json!({"html": body}),
                1 => card("html", "html"),
                2 => card("markdown", "markdown"),
                3 => card("callout", "calloutText"),
                4 => {
                    let document = json!({"version": "0.3.1", "markups": [], "atoms": [], "cards": [["html", {"html": body}]],
                        "sections": [[1, "p", [[0, [], 0, "Avant."]]], [10, 0], [1, "p", [[0, [], 0, body]]]]});
                    json!({"mobiledoc": document.to_string()})
                }
                _ => ghost::lexical(&[ghost::paragraph(&[said(&body, number % 256)])]),
            };
            fields["title"] = json!(title);
            fields["custom_excerpt"] = json!(title);
            ghost::post(number, fields)
        })
        .collect();
    let imported = Imported::of(&[("x.json", ghost::export(&all, json!({})))]);
    check(&imported);
    // What was typed as text is text, whatever it looks like.
    let report = imported.report();
    let mut held = 0;
    for (number, _, body) in posts(1).filter(|(number, ..)| number % 6 == 5) {
        let id = ghost::id(number);
        if report[&id]["outcome"] == "kept" {
            let words = &body;
            law::hold(
                &imported,
                &id,
                &Said {
                    words,
                    ..Said::default()
                },
            );
            held += 1;
        }
    }
    assert!(held > 250, "{held}");
}

#[test]
fn of_hostile_posts_of_rest_nothing_is_lost() {
    let all: Vec<Value> = posts(2)
        .map(|(number, title, body)| {
            let excerpt = json!({"rendered": title, "protected": false});
            rest::post(
                u64::from(number),
                &body,
                json!({"title": {"rendered": title}, "excerpt": excerpt}),
            )
        })
        .collect();
    check(&Imported::of(&[("posts.json", Value::from(all).to_string())]));
}

#[test]
fn of_hostile_articles_of_feeds_nothing_is_lost() {
    let all: String = posts(3)
        .map(|(number, _, body)| {
            feed::item(
                number,
                &feed::encoded(&format!("Un. {}", body.replace("]]>", ""))),
            )
        })
        .collect();
    let json: Vec<Value> = posts(4)
        .map(|(number, title, body)| json!({"id": number.to_string(), "title": title, "content_html": format!("Un. {body}"),
            "url": format!("https://journal.example/{number}"), "date_published": "2019-03-12T08:30:00Z", "summary": title}))
        .collect();
    let json =
        json!({"version": "https://jsonfeed.org/version/1.1", "title": "x", "items": json}).to_string();
    check(&Imported::of(&[("x.xml", feed::rss(&all))]));
    check(&Imported::of(&[("x.json", json)]));
}

#[test]
fn of_hostile_items_of_ninjs_nothing_is_lost() {
    let all: Vec<Value> = posts(5)
        .map(|(number, title, body)| {
            let mut fields = json!({"headline": title, "description_text": title});
            match number % 3 {
                0 => fields["body_html"] = json!(body),
                1 => fields["body_xhtml"] = json!(format!("<html><body>{body}</body></html>")),
                _ => {
                    fields["body_html"] = Value::Null;
                    fields["body_text"] = json!(body);
                }
            }
            ninjs::item(number, fields)
        })
        .collect();
    check(&Imported::of(&[("a.json", Value::from(all).to_string())]));
}
