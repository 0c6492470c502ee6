//! Two thousand posts that no editor wrote on purpose.

use super::{converted, lawful};
use crate::{
    html::{Context, comment},
    pieces::{Dice, text},
};

#[test]
fn of_two_thousand_hostile_posts_no_word_link_picture_or_frame_is_lost() {
    let mut dice = Dice(2026);
    for _ in 0..2_000 {
        converted(&text(&mut dice, 60));
    }
}

/// Systems that write HTML as it is have neither WordPress's line ends nor its brackets.
#[test]
fn of_two_thousand_hostile_pages_no_word_link_picture_or_frame_is_lost() {
    let (library, base) = (super::library(), super::base());
    let context = Context {
        newlines: false,
        shortcodes: false,
        ..super::context(&library, &base)
    };
    let mut dice = Dice(1968);
    for _ in 0..2_000 {
        lawful(&text(&mut dice, 60), context);
    }
}

/// Found by the texts above, each a kind of its own.
#[test]
fn what_was_lost_once_is_lost_no_more() {
    let (library, base) = (super::library(), super::base());
    let context = Context {
        newlines: false,
        ..super::context(&library, &base)
    };
    for html in [
        "Ségou[/ref]ߒߞߏ",
        "<table><tr><td rowspan=2><a href=\"/x\">a</a><td>b<tr><td>c</table>",
        "<blockquote class=\"twitter-tweet\"><footer><sub>2</sub>e",
        "<math><title><dd><a href=\"/x\">y</a>",
        "<math><iframe src=\"x\"><img src=\"/a.jpg\"><iframe src=\"https://www.youtube.com/embed/abcdefghijk\"></iframe>",
        "<video src=\"/f.mp4\"></audio><source src=\"/f.webm\">",
    ] {
        lawful(html, context);
    }
}

#[test]
fn what_nests_a_thousand_deep_is_still_read_and_soon() {
    let (library, base) = (super::library(), super::base());
    let context = super::context(&library, &base);
    for (open, close) in [
        ("<div>", "</div>"),
        ("<ul><li>", "</li></ul>"),
        ("<blockquote>", "</blockquote>"),
        ("<b><i>", ""),
        ("<table><tr><td>", ""),
        ("<details>", ""),
        ("<font a=", ""),
        ("<figure><a href=\"/x\">", ""),
        ("[b]", "[/b]"),
        ("<a href=\"/y\"><p>", ""),
    ] {
        let html: String = (0..1_200)
            .map(|number| {
                if open.ends_with('=') {
                    format!("{open}{number}>x<p>")
                } else {
                    format!("{open}m")
                }
            })
            .chain(std::iter::repeat_n(close.to_owned(), 1_200))
            .collect();
        let begun = std::time::Instant::now();
        lawful(
            &html,
            Context {
                newlines: !comment::has_blocks(&html),
                ..context
            },
        );
        assert!(begun.elapsed().as_secs() < 20, "{open}");
    }
}
