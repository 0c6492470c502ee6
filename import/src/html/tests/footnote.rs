//! Footnotes of word processors and of Markdown.

use super::{blocks, convert, converted};
use crate::{pieces::Dice, soon::soon};
use serde_json::{Value, json};

/// The words of the notes of a text, and of what stands before them.
fn notes(html: &str) -> (Vec<String>, Vec<String>) {
    let value = blocks(html);
    let words = |spans: &Value| -> String {
        let spans = spans.as_array().into_iter().flatten();
        spans
            .map(|span| span["text"].as_str().unwrap().replace('\u{fdd0}', ""))
            .collect()
    };
    let (mut before, mut notes) = (Vec::new(), Vec::new());
    for block in value.as_array().unwrap() {
        match block["type"].as_str() {
            Some("notes") => notes.extend(
                block["items"]
                    .as_array()
                    .unwrap()
                    .iter()
                    .map(|it| words(&it["spans"])),
            ),
            Some("list") => before.extend(block["items"].as_array().unwrap().iter().map(words)),
            _ => before.push(words(&block["spans"])),
        }
    }
    (before, notes)
}

fn owned(words: Vec<&str>) -> Vec<String> {
    words.into_iter().map(str::to_owned).collect()
}

#[test]
fn marks_and_notes_that_lead_to_each_other_are_footnotes() {
    for html in [
        // Markdown's.
        "<p>Le mot<sup id=\"fnref:1\"><a href=\"#fn:1\" class=\"footnote-ref\">1</a></sup> suit.</p><div class=\"footnotes\"><hr>\
         <ol><li id=\"fn:1\"><p>Une <em>note</em>. <a href=\"#fnref:1\" class=\"footnote-backref\">↩</a></p></li></ol></div>",
        // Pandoc's.
        "<p>Le mot<a href=\"#fn1\" id=\"fnref1\"><sup>1</sup></a> suit.</p><hr><ol><li id=\"fn1\"><p>Une <em>note</em>.\
         <a href=\"#fnref1\">↩︎</a></p></li></ol>",
        // Word's.
        "<p>Le mot<a href=\"#_ftn1\" name=\"_ftnref1\"><span>[1]</span></a> suit.</p>\n<hr>\n<p><a href=\"#_ftnref1\" name=\"_ftn1\">\
         <span>[1]</span></a> Une <em>note</em>.</p>",
        // LibreOffice's.
        "<p>Le mot<sup><a class=\"sdfootnoteanc\" name=\"sdfootnote1anc\" href=\"#sdfootnote1sym\">1</a></sup> suit.</p>\
         <div id=\"sdfootnote1\"><p><sup><a name=\"sdfootnote1sym\" href=\"#sdfootnote1anc\">1</a></sup> Une <em>note</em>.</p></div>",
        // Word's in WordPress before its blocks, where a line is a paragraph.
        "Le mot<a href=\"#_ftn1\" name=\"_ftnref1\">[1]</a> suit.\n\n<a href=\"#_ftnref1\" name=\"_ftn1\">[1]</a> Une <em>note</em>.",
        "Le mot<a href=\"#_ftn1\" name=\"_ftnref1\">[1]</a> suit.\r\n\r\n<sup><a href=\"#_ftnref1\" name=\"_ftn1\">1</a></sup> Une <em>note</em>.",
        // As Easy Footnotes shows them: an arrow of the style's leads back.
        "<p>Le mot<span class=\"easy-footnote-margin-adjust\" id=\"f-1\"></span><span class=\"easy-footnote\">\
         <a href=\"https://journal.example/2019/03/un/#f-bottom-1\" title=\"x\"><sup>1</sup></a></span> suit.</p>\
         <ol><li><span class=\"easy-footnote-margin-adjust\" id=\"f-bottom-1\"></span>Une <em>note</em>.\
         <a class=\"easy-footnote-to-top\" href=\"#f-1\"></a></li></ol>",
        // An address in full, and a heading that the press writes itself.
        "<p>Le mot<sup><a id=\"r\" href=\"https://journal.example/2019/03/un/#n\">(a)</a></sup> suit.</p><h3>Notes :</h3>\
         <ul><li><a href=\"https://journal.example/2019/03/un/#r\">(a)</a> <span id=\"n\">Une</span> <em>note</em>.</li></ul>",
    ] {
        let (before, notes) = notes(html);
        assert_eq!(before, ["Le mot suit."], "{html}");
        assert_eq!(notes, ["Une note."], "{html}");
    }
    let value = blocks(
        "<p>Le mot<sup id=\"r\"><a href=\"#n\">1</a></sup> suit.</p><p id=\"n\">Note <a href=\"#r\">^</a></p>",
    );
    assert_eq!(
        value[0]["spans"][1],
        json!({"text": "mot", "marks": [{"type": "note", "id": "1"}]})
    );
    assert_eq!(value[1]["items"][0]["id"], "1");
}

#[test]
fn notes_stand_in_the_order_of_their_marks_and_what_follows_them_stays() {
    let (before, notes) = notes(
        "<p>Un<sup id=\"a\"><a href=\"#na\">1</a></sup> et deux<sup id=\"b\"><a href=\"#nb\">2</a></sup>.</p>\
         <ol><li id=\"nb\">Seconde <a href=\"#b\">↩</a></li><li id=\"na\">Première <a href=\"#a\">↩</a></li><li>Sans marque</li></ol>\
         <p>La suite.</p>",
    );
    assert_eq!(notes, ["Première", "Seconde"]);
    assert_eq!(before, ["Un et deux.", "Sans marque", "La suite."]);
}

#[test]
fn links_that_are_no_footnotes_stay_what_they_were() {
    for html in [
        // A list of what is in the text, whose headings lead back to it.
        "<p id=\"haut\"><a href=\"#s1\">1</a> Les faits</p><h2 id=\"s1\">Les faits <a href=\"#haut\">↑</a></h2><p>Texte.</p>",
        // Of two notes in a paragraph, neither can be told from the other.
        "<p>Un<sup id=\"a\"><a href=\"#na\">1</a></sup> et deux<sup id=\"b\"><a href=\"#nb\">2</a></sup>.</p>\
         <p><a id=\"na\" href=\"#a\">1</a> Une. <a id=\"nb\" href=\"#b\">2</a> Deux.</p>",
        // No way back.
        "<p>Un<sup><a href=\"#n\">1</a></sup></p><p id=\"n\">Une.</p>",
        // A part of a word, and words.
        "<p>H<a id=\"r\" href=\"#n\">2</a>O</p><p id=\"n\">Deux. <a href=\"#r\">↩</a></p>",
        "<p><a id=\"r\" href=\"#n\">la règle du jeu</a></p><p id=\"n\">Deux. <a href=\"#r\">↩</a></p>",
        // All marks lead to the place of all notes.
        "<p>Un<a id=\"r1\" href=\"#n\">[1]</a> et<a id=\"r2\" href=\"#n\">[2]</a></p><div id=\"n\"><p><a href=\"#r1\">1</a> Une</p>\
         <p><a href=\"#r2\">2</a> Deux</p></div>",
        // Parts of the text, with ways back to its plan.
        "<p>Plan : <a name=\"haut\"></a><a href=\"#p1\">I</a></p><div id=\"p1\"><h2>Un</h2><p>Texte.</p><a href=\"#haut\">Haut</a></div>",
        "<p>Plan : <a id=\"h\" href=\"#p1\">Suite</a></p><div id=\"p1\"><p>Texte.</p><a href=\"#h\">Haut</a></div>",
        // A caption is plain text, which bears no mark.
        "<figure><img src=\"/wp-content/uploads/2019/03/photo1.jpg\"><figcaption>En 1962<sup id=\"r\"><a href=\"#n\">1</a></sup></figcaption></figure>\
         <p id=\"n\">Note <a href=\"#r\">↩</a></p>",
        // A line that begins with a way back, and no mark.
        "Un.\n\n<a href=\"#haut\">↑</a> Retour\n\n<a href=\"#x\">x</a> <div>y</div>\n\nDeux.",
        // The note stands before its mark, or around it.
        "<p id=\"n\">Deux. <a href=\"#r\">↩</a></p><p>Mot<sup id=\"r\"><a href=\"#n\">1</a></sup></p>",
        "<div id=\"n\">Mot<sup id=\"r\"><a href=\"#n\">1</a></sup> <a href=\"#r\">↩</a></div>",
    ] {
        assert_eq!(notes(html).1, [""; 0], "{html}");
    }
}

#[test]
fn a_note_is_read_once_whatever_leads_to_it() {
    let html = "<p>Un<sup id=\"a\"><a href=\"#n\">1</a></sup> et deux<sup><a href=\"#n\">1</a></sup>.</p>\
                <ol><li id=\"n\">Note, et<sup id=\"c\"><a href=\"#n2\">2</a></sup> <a href=\"#a\">↩</a></li>\
                <li id=\"n2\">Autre <a href=\"#c\">↩</a></li></ol>";
    let (before, notes) = notes(html);
    assert_eq!(notes, ["Note, et2"]);
    assert_eq!(before, ["Un et deux1.", "Autre ↩"]);
    for (html, before, notes) in [
        // A note within another is a part of its text.
        (
            "<p>Un<sup id=\"a\"><a href=\"#n1\">1</a></sup> et deux<sup id=\"b\"><a href=\"#n2\">2</a></sup>.</p>\
             <div id=\"n1\">Une <a href=\"#a\">↩</a><div id=\"n2\">Autre <a href=\"#b\">↩</a></div></div>",
            vec!["Un et deux2."],
            vec!["Une\nAutre"],
        ),
        // Two marks at one word: it bears one.
        (
            "<p>Le mot<sup id=\"a\"><a href=\"#n1\">1</a></sup><sup id=\"b\"><a href=\"#n2\">2</a></sup> suit.</p><ol>\
             <li id=\"n1\">Une <a href=\"#a\">↩</a></li><li id=\"n2\">Deux <a href=\"#b\">↩</a></li></ol>",
            vec!["Le mot2 suit.", "Deux ↩"],
            vec!["Une"],
        ),
        // Where it stood, two paragraphs meet.
        (
            "<p>Un<sup id=\"r\"><a href=\"#n\">1</a></sup></p><div>avant<p id=\"n\">Note <a href=\"#r\">↩</a></p>après</div>",
            vec!["Un", "avant", "après"],
            vec!["Note"],
        ),
        // Of several paragraphs, as offices write them.
        (
            "<p>Un<a href=\"#_ftn1\" name=\"_ftnref1\">[1]</a></p><div id=\"ftn1\"><p><a href=\"#_ftnref1\" name=\"_ftn1\">[1]</a> A</p>\
             <p>B</p></div>",
            vec!["Un"],
            vec!["A\nB"],
        ),
    ] {
        assert_eq!(self::notes(html), (owned(before), owned(notes)), "{html}");
    }
    // Words in no line, of which there is no last one.
    converted(
        "<p><sup id=\"a\"><a href=\"#n\">1</a></sup></p><ol><li id=\"n\">Note <a href=\"#a\">↩</a></li></ol>",
    );
    converted(
        "<p>Mot<sup id=\"a\"><a href=\"#n\">1</a></sup></p><ol><li id=\"n\"><img src=\"https://journal.example/wp-content/uploads/2019/03/photo1.jpg\">\
         <a href=\"#a\">↩</a></li></ol>",
    );
}

/// Marks and notes in all places, in which some lead to each other.
const PIECES: &[&str] = &[
    "mot ",
    "mot",
    " ",
    "<p>",
    "</p>",
    "<p id=\"n1\">",
    "<div id=\"n2\">",
    "<div>",
    "</div>",
    "<ul>",
    "<ol>",
    "</ol>",
    "<li>",
    "<li id=\"n1\">",
    "<li id=\"n2\">",
    "</li>",
    "<dl><dt>terme<dd id=\"n2\">",
    "</dl>",
    "<table><tr><td>",
    "<td id=\"n1\">",
    "</table>",
    "<sup id=\"r1\"><a href=\"#n1\">1</a></sup>",
    "<sup><a id=\"r2\" href=\"#n2\">[2]</a></sup>",
    "<a name=\"r1\" href=\"#n1\">(1)</a>",
    "<a href=\"#n2\" id=\"r2\">",
    "<a href=\"#r1\">↩</a>",
    "<a href=\"#r2\" name=\"n2\">2.</a>",
    "<a href=\"#r2\">",
    "</a>",
    "<b>",
    "</b>",
    "<h3>Notes</h3>",
    "<h2>",
    "</h2>",
    "<hr>",
    "<blockquote>",
    "</blockquote>",
    "<figure><img src=\"/wp-content/uploads/2019/03/photo1.jpg\"><figcaption>",
    "</figcaption></figure>",
    "<div class=\"gallery\"><img src=\"/a.jpg\"><img src=\"/b.jpg\">",
    "<form>",
    "</form>",
    "<details id=\"n1\"><summary>",
    "</summary>",
    "</details>",
    "<a href=\"https://a.example/\">là</a>",
    "[ref]",
    "[/ref]",
    "<pre>",
    "</pre>",
    "\n\n",
];

#[test]
fn wherever_marks_and_notes_stand_nothing_is_lost() {
    let mut dice = Dice(5);
    for _ in 0..4_000 {
        let length = 2 + dice.roll(24);
        let html: String = (0..length).map(|_| PIECES[dice.roll(PIECES.len())]).collect();
        converted(&html);
    }
}

#[test]
fn many_marks_and_notes_do_not_hold_up_an_import() {
    let (library, base) = (super::library(), super::base());
    let notes = |html: &str| convert(html, super::context(&library, &base)).blocks.len();
    let within = |html: &str| {
        notes(&format!(
            "<p>Un<a id=\"r\" href=\"#n\">1</a></p><div id=\"n\">{html}"
        ))
    };
    soon("<a href=\"#r\">1</a> ", "", within);
    soon("<p id=\"n\"><a href=\"#r\">1</a>", "", within);
    let pair = "<a id=\"n\" href=\"#r\">1</a> <a id=\"r\" href=\"#n\">2</a>";
    soon(pair, "<p id=\"n\"><a id=\"r\" href=\"#r\">1</a></p>", notes);
}

/// Found by the texts above, each a kind of its own.
#[test]
fn what_was_lost_once_is_lost_no_more() {
    for html in [
        // A note in what is left out whole.
        "<p>mot<sup><a id=\"r\" href=\"#n\">1</a></sup></p><form>mot <div id=\"n\">Note <a href=\"#r\">↩</a></div></form>",
        // A shortcode whose end is none where it stands.
        "<a href=\"#r\">[ref]<b><dl><dd><a href=\"https://a.example/\">là</a></ol>[/ref]</pre>mot",
        "<form><a href=\"#n\"><div>[ref]<a href=\"https://a.example/\">là</a>[/ref]</form><a href=\"https://a.example/\">là</a>",
        // A way back between words, a mark without words, and a part of a word beside one.
        "<p>Un<sup id=\"r\"><a href=\"#n\">1</a></sup></p><p id=\"n\">mot<a href=\"#r\">↩</a>mot</p>",
        "<p>là<a id=\"r\" href=\"#n\"></a>là</p><p id=\"n\">Note <a href=\"#r\">↩</a></p>",
        "<p>là<a id=\"r\" href=\"#n\"></a><a href=\"#n\">2.</a></p><p id=\"n\">Note <a href=\"#r\">↩</a></p>",
    ] {
        converted(html);
    }
}
