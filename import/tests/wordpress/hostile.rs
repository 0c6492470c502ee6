//! Two thousand items that no editor wrote on purpose. An import holds each to the law by itself, and the fixture fails where
//! it lost anything.

#[path = "../common/pieces.rs"]
mod pieces;

use pieces::{Dice, text};

use crate::fixture::{HEAD, Imported, Post};

const POSTS: u64 = 2_000;

/// What is put into the XML as it stands.
const RAW: [&[u8]; 12] = [
    b"<![CDATA[",
    b"]]>",
    b"]]]]><![CDATA[>",
    b"&amp; &nbsp; & &#8217; &#x1F; &nothing;",
    b"\x00\x08\x1f",
    b"\xe9\xff\xc3",
    b"[[gallery]] [caption][gallery ids=\"1\"][/caption]",
    b"<!-- wp:block {\"ref\":99} /-->",
    b"<!--",
    b"-->",
    b"</content:encoded>",
    b"<p>mot ",
];

fn item(number: u64, dice: &mut Dice) -> Vec<u8> {
    let content = text(dice, 40);
    let xml = Post::new(number, "HERE").xml();
    let (before, after) = xml.split_once("HERE").unwrap();
    let mut item = [before.as_bytes(), content.replace("]]>", "").as_bytes()].concat();
    if dice.roll(2) == 0 {
        (0..dice.roll(4)).for_each(|_| item.extend(RAW[dice.roll(RAW.len())]));
    }
    // Some sections are never closed, the last of the item among them.
    match dice.roll(12) {
        0 => item.extend(after.replacen("]]>", "", 1).bytes()),
        1 => item.extend(after.replace("]]>", "").bytes()),
        2 => item.extend(after.replace("</item>", "<x><![CDATA[y</item>").bytes()),
        _ => item.extend(after.bytes()),
    }
    item
}

#[test]
fn of_hostile_posts_of_wordpress_none_is_lost() {
    for seed in [6, 7] {
        let mut dice = Dice(seed);
        let mut xml = HEAD.as_bytes().to_vec();
        (1..=POSTS).for_each(|number| xml.extend(item(number, &mut dice)));
        xml.extend(b"</channel>\n</rss>\n");
        let imported = Imported::of_bytes("export.xml", &xml);
        let summary = &imported.summary;
        let all = summary.articles + summary.drafts + summary.set_aside;
        assert_eq!(all as u64, POSTS, "{summary:?}");
        assert!(summary.articles as u64 > POSTS / 2, "{summary:?}");
    }
}
