//! Imports of other systems that are killed, whenever it is, and run again.

use std::fs;

use serde_json::{Value, json};

use crate::{common::killed, feed, ghost};

#[test]
fn child() {
    killed::child();
}

fn ghost_export(is_changed: bool) -> String {
    let all: Vec<Value> = (1..=150)
        .map(|number| {
            let words = if is_changed && number % 3 == 0 {
                "Changé."
            } else {
                "Un."
            };
            let mut fields = ghost::lexical(&[
                ghost::paragraph(&[ghost::text(words)]),
                json!({"type": "paywall"}),
                ghost::paragraph(&[ghost::text("Pour les membres.")]),
            ]);
            fields["slug"] = json!(format!("titre-{}", number % 120));
            if number % 17 == 0 {
                fields["visibility"] = json!("members");
            }
            ghost::post(number, fields)
        })
        .collect();
    ghost::export(&all, json!({}))
}

fn feed_of(is_changed: bool) -> String {
    let items: String = (1..=150)
        .map(|number| {
            let words = if is_changed && number % 3 == 0 {
                "Changé."
            } else {
                "Un."
            };
            feed::item(
                number % 120 + number / 140,
                &feed::encoded(&format!("<p>{words} {number}</p>")),
            )
        })
        .collect();
    feed::rss(&items)
}

fn kill(name: &str, export: fn(bool) -> String) {
    let root = tempfile::tempdir().unwrap();
    let [first, second] = [false, true].map(|is_changed| {
        let path = root.path().join(format!("{is_changed}-{name}"));
        fs::write(&path, export(is_changed)).unwrap();
        path
    });
    killed::ends_in_the_same_folder(&first, &second, None, 30);
}

#[test]
fn ghost_killed_at_any_moment_and_run_again_ends_in_the_same_folder() {
    kill("x.json", ghost_export);
}

#[test]
fn a_feed_killed_at_any_moment_and_run_again_ends_in_the_same_folder() {
    kill("x.xml", feed_of);
}
