//! Two thousand posts that no editor wrote on purpose.

use super::{converted, lawful};
use crate::html::{Context, comment};

/// A sequence of numbers that is the same in each run (splitmix64).
pub struct Dice(pub u64);

impl Dice {
    pub fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((z ^ (z >> 31)) >> 1).unwrap() % sides
    }
}

const PIECES: &[&str] = &[
    "mot ",
    "l’été\u{a0}: ",
    "Ségou",
    "ߒߞߏ ",
    "\n",
    "\n\n",
    " ",
    "&nbsp;",
    "&amp;lt;",
    "&#8217;",
    "<br>",
    "<br/>",
    "<p>",
    "</p>",
    "<div>",
    "</div>",
    "<div class=\"wp-caption\">",
    "<p class=\"wp-caption-text\">",
    "<b>",
    "</b>",
    "<em>",
    "</em>",
    "<i lang=\"bm\">",
    "</i>",
    "<a href=\"/x\">",
    "<a href=\"https://a.example/é?b=1&amp;c\">",
    "<a href=\"http://journal.example/2018/01/deux/\">",
    "<a href=\"#n\">",
    "<a href=\"javascript:x\">",
    "<a name=\"z\">",
    "</a>",
    "<h2>",
    "</h2>",
    "<h3>",
    "</h3>",
    "<h1>",
    "</h1>",
    "<ul>",
    "</ul>",
    "<ol>",
    "</ol>",
    "<li>",
    "</li>",
    "<dl>",
    "<dt>",
    "<dd>",
    "</dl>",
    "<table>",
    "</table>",
    "<tr>",
    "<td>",
    "<td colspan=2>",
    "<td rowspan=3>",
    "<th>",
    "</td>",
    "</tr>",
    "<caption>",
    "</caption>",
    "<blockquote>",
    "</blockquote>",
    "<cite>",
    "</cite>",
    "<footer>",
    "</footer>",
    "<blockquote class=\"twitter-tweet\">",
    "<a href=\"https://twitter.com/a/status/1\">",
    "<figure>",
    "</figure>",
    "<figure class=\"wp-block-gallery\">",
    "<figcaption>",
    "</figcaption>",
    "<img class=\"wp-image-1\" src=\"/a-300x200.jpg\">",
    "<img src=\"https://journal.example/wp-content/uploads/2019/03/photo2.jpg\" alt=\"x\">",
    "<img src=\"/absent.png\">",
    "<img>",
    "<img src=\"data:x\">",
    "<noscript>",
    "</noscript>",
    "<iframe src=\"https://www.youtube.com/embed/abcdefghijk\"></iframe>",
    "<iframe src=\"x\">",
    "<video src=\"/f.mp4\">",
    "</video>",
    "<source src=\"/f.webm\">",
    "<audio controls>",
    "</audio>",
    "<pre>",
    "</pre>",
    "<code>",
    "</code>",
    "<sup>",
    "</sup>",
    "<sub>2</sub>",
    "<q>",
    "</q>",
    "<u>",
    "</u>",
    "<details>",
    "<summary>",
    "</summary>",
    "</details>",
    "<aside>",
    "</aside>",
    "<hr>",
    "<script>x('<p>')</script>",
    "<style>a{}</style>",
    "<form>",
    "</form>",
    "<button>Oui</button>",
    "<select><option>a<option>b</select>",
    "<textarea>t</textarea>",
    "<svg><text>s</text></svg>",
    "<template>t</template>",
    "<span>",
    "</span>",
    "<center>",
    "</center>",
    "<font size=3>",
    "</font>",
    "<unknown-tag>",
    "</unknown-tag>",
    "[caption id=\"a\"]",
    "[/caption]",
    "[caption caption=\"<a href='/c'>c</a>\"]",
    "[gallery]",
    "[gallery ids=\"1,2\"]",
    "[embed]",
    "[/embed]",
    "[youtube abcdefghijk]",
    "[ref]",
    "[/ref]",
    "[vc_row a=\"b\"]",
    "[/vc_row]",
    "[sic]",
    "[…]",
    "[[gallery]]",
    "[foo x=1]",
    "[/foo]",
    "[quote author=\"Awa\"]",
    "[/quote]",
    "[box title=\"T\"]",
    "[/box]",
    "[b]",
    "[/b]",
    "[",
    "]",
    "<",
    ">",
    "\"",
    "'",
    "=",
    "https://a.example/x\n",
    "\n\nhttps://youtu.be/abcdefghijk\n\n",
    "<!-- wp:paragraph -->",
    "<!-- /wp:paragraph -->",
    "<!--more-->",
    "<!-- x -->",
    "<!--",
    "-->",
    "<!-- wp:latest-posts /-->",
    "\u{8}",
    "\u{202e}",
    "\u{200b}",
    "\u{fdd0}",
    "\u{2800}",
    "<!doctype x>",
    "<?php x ?>",
    "</nothing>",
    "<object data=\"/o.pdf\">",
    "</object>",
    "<embed src=\"/e.swf\">",
    "<a href=\"mailto:a@b.example\">",
    "<a href=\"tel:+223 20\">",
    "<input value=\"v\">",
    "<wbr>",
    "<ruby>",
    "<rt>",
    "</ruby>",
    "<label>",
    "</label>",
    "<math>",
    "<mi>x</mi>",
    "</math>",
    "<title>",
    "</title>",
    "<body>",
    "<html lang=\"en\">",
    "<frameset>",
    "<plaintext",
    "👩🏿\u{200d}🌾",
    "e\u{301}",
];

#[test]
fn of_two_thousand_hostile_posts_no_word_link_picture_or_frame_is_lost() {
    let mut dice = Dice(2026);
    for _ in 0..2_000 {
        let length = 1 + dice.roll(60);
        let post: String = (0..length).map(|_| PIECES[dice.roll(PIECES.len())]).collect();
        converted(&post);
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
