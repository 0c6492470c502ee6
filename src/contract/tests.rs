//! Natively and in a browser, whose own parser reads the JSON there.

use serde_json::{Value, json};
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

use super::*;

fn article(change: impl FnOnce(&mut Value)) -> Result<Article, Unreadable> {
    let mut document = json!({
        "version": "1.0", "id": "a1", "slug": "ambulances", "inLanguage": "fr",
        "headline": "Trente-trois ambulances", "description": "Le chapô.",
        "datePublished": "2024-01-22T07:59:00Z",
        "articleSection": {"slug": "sante", "name": "Santé"},
        "author": [{"slug": "awa", "name": "Awa Coulibaly"}],
        "body": [{"type": "paragraph", "spans": [{"text": "Un."}]}]
    });
    change(&mut document);
    decode(&document.to_string())
}

fn body(blocks: Value) -> Vec<Block> {
    article(|document| document["body"] = blocks).unwrap().body
}

#[test]
fn every_block_survives_a_round_trip() {
    let blocks = json!([
        {"type": "paragraph", "spans": [
            {"text": "a", "marks": [{"type": "strong"}, {"type": "emphasis"}]},
            {"text": "b", "marks": [{"type": "link", "href": "/"}, {"type": "language", "lang": "bm"}]}]},
        {"type": "heading", "level": 2, "spans": [{"text": "h"}]},
        {"type": "image", "url": "/images/a.jpg", "width": 1600, "height": 900, "alt": "x"},
        {"type": "image", "url": "/images/a-1f2e3d4c-800.jpg", "width": 800, "height": 450, "alt": "x",
         "widths": [320, 480, 800, 1200], "tone": 7},
        {"type": "quote", "spans": [{"text": "q"}], "attribution": "X"},
        {"type": "pullQuote", "spans": [{"text": "p"}]},
        {"type": "list", "ordered": true, "items": [[{"text": "1"}]]},
        {"type": "table", "rows": [[{"header": true, "spans": [{"text": "c"}]}]]},
        {"type": "embed", "url": "https://example.org", "title": "t", "providerName": "p"},
        {"type": "box", "title": "Repères", "body": [{"type": "separator"}]},
        {"type": "separator"},
        {"type": "paragraph", "spans": [
            {"text": "e", "marks": [{"type": "superscript"}]}, {"text": "2", "marks": [{"type": "subscript"}]},
            {"text": "ls", "marks": [{"type": "code"}]}, {"text": "n", "marks": [{"type": "note", "id": "1"}]},
            {"text": "n", "marks": [{"type": "note", "id": "1", "again": true}]}]},
        {"type": "list", "items": [[{"text": "1"}], {"spans": [{"text": "2"}], "ordered": true, "items": [
            {"spans": [{"text": "3"}], "items": [[{"text": "4"}]]}]}]},
        {"type": "code", "text": "a\nb"},
        {"type": "audio", "url": "/files/a.mp3", "title": "a"},
        {"type": "video", "url": "/files/a.mp4", "title": "a", "width": 640, "height": 360, "duration": 9, "creditText": "c",
         "transcript": [{"type": "separator"}]},
        {"type": "gallery", "images": [{"url": "/images/a.jpg", "width": 1600, "height": 900}], "caption": "c"},
        {"type": "correction", "datePublished": "2024-01-01T00:00:00Z", "spans": [{"text": "c"}]},
        {"type": "notes", "items": [{"id": "1", "spans": [{"text": "n"}]}, [{"text": "sans"}]]}
    ]);
    let read = body(blocks.clone());
    assert!(!read.contains(&Block::Unknown), "{read:?}");
    assert_eq!(serde_json::to_value(read).unwrap(), blocks);
}

#[test]
fn an_unknown_key_costs_nothing() {
    assert!(article(|document| document["mood"] = json!("bright")).is_ok());
}

#[test]
fn an_unknown_or_broken_block_costs_that_block_only() {
    let read = body(json!([
        {"type": "hologram", "depth": 3}, {"type": "heading", "level": "big", "spans": []},
        null, 7, {"type": "paragraph", "spans": [{"text": "après"}]}
    ]));
    assert_eq!(read.len(), 5);
    assert!(read[..4].iter().all(|block| *block == Block::Unknown));
    assert!(matches!(&read[4], Block::Paragraph { spans, .. } if spans[0].text == "après"));
}

#[test]
fn a_broken_span_or_mark_costs_itself_only() {
    let read = body(json!([{"type": "paragraph", "spans": [
        {"text": 5}, null, {"text": "lu", "marks": [{"type": "blink"}, {"type": "strong"}]}]}]));
    let Block::Paragraph { spans, .. } = &read[0] else {
        panic!("{read:?}")
    };
    assert_eq!(spans.len(), 1);
    assert_eq!(spans[0].marks, [Mark::Strong]);
}

#[test]
fn a_broken_item_of_a_list_costs_itself_only_however_deep() {
    let read = body(json!([{"type": "list", "items": [
        5, "x", null, {"spans": 7, "items": [[{"text": "lu"}], false]}, [{"text": "aussi"}]]}]));
    let Block::List { items, .. } = &read[0] else {
        panic!("{read:?}")
    };
    let texts: Vec<usize> = items.iter().map(|item| item.spans.len()).collect();
    assert_eq!(texts, [0, 1]);
    assert_eq!(items[0].items, [Item::from(items[0].items[0].spans.clone())]);
    assert_eq!(items[0].items[0].spans[0].text, "lu");
}

#[test]
fn a_broken_cell_leaves_the_others_in_their_columns() {
    let read = body(json!([{"type": "table", "rows": [[null, {"spans": [{"text": "lu"}]}], 5]}]));
    let Block::Table { rows, .. } = &read[0] else {
        panic!("{read:?}")
    };
    assert_eq!(rows.len(), 1);
    assert_eq!(rows[0][0], Cell::default());
    assert_eq!(rows[0][1].spans[0].text, "lu");
}

#[test]
fn a_number_that_is_none_of_a_picture_s_costs_that_picture_only() {
    for width in [json!(-1), json!(2.5), json!("800"), json!(4_294_967_296_u64)] {
        let read = body(json!([
            {"type": "image", "url": "/a.jpg", "width": width, "height": 450, "alt": "x"}, {"type": "separator"}
        ]));
        assert_eq!(read, [Block::Unknown, Block::Separator], "{width}");
    }
}

#[test]
fn a_null_or_a_wrong_type_costs_that_field_only() {
    for field in [
        "id",
        "inLanguage",
        "kicker",
        "description",
        "datePublished",
        "dateModified",
        "articleSection",
        "keywords",
        "author",
        "image",
        "body",
        "comments",
        "related",
        "authorArticles",
    ] {
        for wrong in [json!(null), json!(5), json!({"x": 1}), json!([1])] {
            let read = article(|document| document[field] = wrong.clone());
            let read = read.unwrap_or_else(|why| panic!("{field} = {wrong}: {why:?}"));
            assert_eq!(read.headline, "Trente-trois ambulances");
        }
    }
}

#[test]
fn an_article_without_slug_or_headline_is_no_article() {
    for field in ["slug", "headline", "version"] {
        let read = article(|document| document[field] = json!(null));
        assert_eq!(read, Err(Unreadable::Malformed), "{field}");
    }
}

#[test]
fn a_later_minor_version_is_read_and_a_later_major_one_refused() {
    assert!(article(|document| document["version"] = json!("1.9")).is_ok());
    let later = article(|document| *document = json!({"version": "2.0"}));
    assert_eq!(later, Err(Unreadable::Newer));
}

#[test]
fn a_broken_plan_or_author_costs_itself_only() {
    let site = json!({"version": "1.0", "name": "L'Écho", "plans": [
        {"id": "mensuel", "name": "Mensuel", "amount": 2500, "currency": "XOF", "interval": "month"},
        {"id": "gratuit", "name": "Gratuit", "amount": -1, "currency": "XOF", "interval": "month"}],
        "authors": [{"slug": "awa", "name": "Awa Coulibaly", "image": "awa.jpg"}, {"name": "sans slug"}]});
    let site: Site = decode(&site.to_string()).unwrap();
    assert_eq!(site.plans.len(), 1);
    assert_eq!(site.authors.len(), 1);
    assert_eq!(site.authors[0].image, None);
}

#[test]
fn a_broken_summary_costs_itself_only() {
    let head =
        json!({"version": "1.0", "pages": null, "articles": [{"headline": "sans slug"}, {"slug": "lu"}]});
    let head: ListHead = decode(&head.to_string()).unwrap();
    assert_eq!((head.pages, head.articles.len()), (0, 1));
}

#[test]
fn a_box_in_a_box_costs_itself_only_however_deep() {
    let deep = format!(
        r#"{{"version": "1.0", "slug": "a", "headline": "a", "body": [{}{}]}}"#,
        r#"{"type": "box", "title": "t", "body": ["#.repeat(100),
        "]}".repeat(100)
    );
    // serde_json refuses such depths by itself; a browser's parser does not.
    match decode::<Article>(&deep) {
        Ok(article) => {
            assert!(matches!(&article.body[0], Block::Box { body, .. } if *body == [Block::Unknown]));
        }
        Err(why) => assert_eq!(why, Unreadable::Malformed),
    }
    let read =
        body(json!([{"type": "box", "title": "t", "body": [{"type": "box", "title": "u", "body": []}]}]));
    assert!(matches!(&read[0], Block::Box { body, .. } if *body == [Block::Unknown]));
}
