use serde_json::json;

use super::{blocks, reasons};
use crate::outcome::Reason;

#[test]
fn tables_keep_every_cell_where_it_stood() {
    let value = blocks(
        "<figure class=\"wp-block-table\"><table><thead><tr><th>A</th><th colspan=\"2\">B</th></tr></thead><tbody><tr><td rowspan=\"2\">un</td><td>x</td><td>y</td></tr><tr><td>z<br>t</td><td><ul><li>a</li><li>b</li></ul></td></tr></tbody></table><figcaption>Chiffres</figcaption></figure>",
    );
    assert_eq!(
        value,
        json!([{"type": "table", "caption": "Chiffres", "rows": [
            [{"header": true, "spans": [{"text": "A"}]}, {"header": true, "spans": [{"text": "B"}]}, {"header": true, "spans": []}],
            [{"spans": [{"text": "un"}]}, {"spans": [{"text": "x"}]}, {"spans": [{"text": "y"}]}],
            [{"spans": [{"text": "un"}]}, {"spans": [{"text": "z\nt"}]}, {"spans": [{"text": "a\nb"}]}],
        ]}])
    );
}

#[test]
fn tables_within_tables_and_around_pictures_lose_nothing() {
    for html in [
        "<table><tr><td>un <table><tr><td>deux</td><td>trois</td></tr></table></td><td><img class=\"wp-image-1\" src=\"/a.jpg\"></td></tr></table>",
        "<table>perdu<tr>là<td>a</td><td>b</td></tr><caption>Titre <a href=\"/x\">x</a></caption></table>",
        "<table><tr><td rowspan=\"1000\" colspan=\"1000\">a</td><td>b</td></tr><tr><td>c</td></tr></table>",
        "<table><tr></tr></table>",
        "<table><tr><td rowspan=\"3\"><a href=\"/x\">un</a> <a href=\"/y\">deux</a></td><td>b</td></tr><tr><td>c</td></tr><tr><td>d</td></tr></table>",
        "<table><caption>Seule</caption><tr><td></td><td></td></tr></table>",
    ] {
        blocks(html);
    }
    assert!(reasons("<table><tr><td><p>un</p></td></tr></table>").contains(&Reason::LayoutTable));
}

#[test]
fn a_link_in_a_cell_over_several_rows_is_in_each_and_accounted_for() {
    let html = "<table><tr><td rowspan=2><a href=\"/x\">a</a><td>b<tr><td>c m<sup>2</sup></table>";
    let rows = &blocks(html)[0]["rows"];
    assert_eq!(rows[0][0], rows[1][0]);
}

#[test]
fn raised_signs_in_captions_are_accounted_for() {
    let html = "<figure><img class=\"wp-image-1\" src=\"/a.jpg\"><figcaption>10 m<sup>2</sup>x et CO<sub>2</sub></figcaption></figure>";
    assert_eq!(blocks(html)[0]["caption"], "10 m2x et CO2");
    assert!(super::reasons(html).contains(&super::Reason::RaisedInLine));
}
