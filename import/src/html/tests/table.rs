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
