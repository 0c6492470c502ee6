use super::*;
use crate::{
    account, html,
    library::Library,
    soon::soon,
    source::{hash, spip::tables::Document},
};

fn tables() -> Tables {
    let mut tables = Tables {
        base: url::Url::parse("https://journal.example/").ok(),
        ..Tables::default()
    };
    let document = |file: &str, title: &str, description: &str| Document {
        file: file.to_owned(),
        title: title.to_owned(),
        description: description.to_owned(),
        extension: file.rsplit('.').next().unwrap_or_default().to_owned(),
        ..Document::default()
    };
    for (number, it) in [
        (12, document("jpg/marche.jpg", "Le marché", "Vu du {port}")),
        (13, document("pdf/rapport.pdf", "", "")),
        (14, document("mp3/son.mp3", "Un son", "")),
        (15, document("https://www.youtube.com/watch?v=abc", "Film", "")),
        (16, document("png/a.png", "", "")),
    ] {
        tables.documents.insert(number, it);
    }
    tables
        .documents_of
        .insert((super::super::tables::Object::Album, 4), vec![(0, 12), (1, 16)]);
    tables
        .titles
        .insert((super::super::tables::Object::Article, 5), "Cinq & six".into());
    tables
}

fn said(text: &str, breaks: bool) -> Written {
    let tables = tables();
    let context = Context {
        tables: &tables,
        language: "fr",
        breaks,
    };
    super::text(text, "texte", context)
}

fn html(text: &str) -> String {
    said(text, false).html
}

fn check(cases: &[(&str, &str)]) {
    for (text, expected) in cases {
        assert_eq!(html(text), *expected, "{text}");
    }
}

#[test]
fn titles_and_marks_are_what_spip_shows() {
    check(&[
        ("{{{Un titre}}}\nTexte", "<h2>Un titre</h2><p>Texte</p>"),
        ("{{{ {{Fort}} }}}", "<h2> <strong>Fort</strong> </h2>"),
        ("{2{Deux}2}", "<h2>Deux</h2>"),
        ("{3{Trois}3}", "<h3>Trois</h3>"),
        ("{{{**Sous}}}", "<h3>Sous</h3>"),
        ("{{{*Haut}}}", "<h2>Haut</h2>"),
        ("a {{b {c} d}} e", "<p>a <strong>b <em>c</em> d</strong> e</p>"),
        ("{{{{a}}}}", "<h2><em>a</em></h2>"),
        ("un } seul, et {{ deux", "<p>un } seul, et {{ deux</p>"),
        ("{{a}", "<p>{{a}</p>"),
        ("\\{a\\} \\[b->c\\]", "<p>{a} [b->c]</p>"),
        ("<a title=\"{x}\">y</a>", "<p><a title=\"{x}\">y</a></p>"),
    ]);
}

#[test]
fn paragraphs_lines_and_rules_are_what_spip_shows() {
    check(&[
        ("a\r\n\r\nb", "<p>a</p><p>b</p>"),
        ("a\nb", "<p>a\nb</p>"),
        ("a\n_ b", "<p>a<br>b</p>"),
        ("a\n----\nb", "<p>a</p><hr><p>b</p>"),
        ("a~: b -- c", "<p>a\u{a0}: b — c</p>"),
        ("<div>a</div>\n\nb", "<div>a</div><p>b</p>"),
        ("2 < 3 & 4", "<p>2 &lt; 3 & 4</p>"),
        (
            "<poesie>Un vers\nun autre\n\nEncore</poesie>",
            "<p>Un vers<br>un autre</p><p>Encore</p>",
        ),
        (
            "<quote>a\n\nb</quote>c",
            "<blockquote><p>a</p><p>b</p></blockquote><p>c</p>",
        ),
        ("<intro>a</intro>b", "<p>a</p><p>b</p>"),
    ]);
    assert_eq!(
        said("a\nb\n{{{c}}}\nd", true).html,
        "<p>a<br>b</p><h2>c</h2><p>d</p>"
    );
    assert_eq!(said("<div>a</div>\nb", true).html, "<div>a</div>\nb");
}

#[test]
fn lists_are_lists_and_one_line_with_a_hyphen_is_none() {
    check(&[
        ("-* a\n-* b", "<ul><li>a</li><li>b</li></ul>"),
        ("-# a\n-# b", "<ol><li>a</li><li>b</li></ol>"),
        (
            "-* a\n-** b\n-** c\n-* d",
            "<ul><li>a<ul><li>b</li><li>c</li></ul></li><li>d</li></ul>",
        ),
        ("-* a\n-# b", "<ul><li>a</li></ul><ol><li>b</li></ol>"),
        ("-** a", "<ul><li><ul><li>a</li></ul></li></ul>"),
        ("-* a\nsuite\n_ fin", "<ul><li>a suite<br>fin</li></ul>"),
        (
            "Trois :\n- a\n- b\n- c",
            "<p>Trois :</p><ul><li>a</li><li>b</li><li>c</li></ul>",
        ),
        ("a\n- Oui, dit-elle.\nb", "<p>a<br>- Oui, dit-elle.\nb</p>"),
        ("-5 degrés", "<p>-5 degrés</p>"),
    ]);
}

#[test]
fn links_lead_where_spip_would_have_led() {
    check(&[
        (
            "[a->https://a.example/x]",
            "<p><a href=\"https://a.example/x\">a</a></p>",
        ),
        (
            "[{{a}} [b] c->x.html]",
            "<p><a href=\"x.html\"><strong>a</strong> [b] c</a></p>",
        ),
        (
            "[a->art5]",
            "<p><a href=\"https://journal.example/spip.php?article5\">a</a></p>",
        ),
        (
            "[->5]",
            "<p><a href=\"https://journal.example/spip.php?article5\">Cinq & six</a></p>",
        ),
        (
            "[->art5#x]",
            "<p><a href=\"https://journal.example/spip.php?article5#x\">Cinq & six</a></p>",
        ),
        (
            "[->rub3]",
            "<p><a href=\"https://journal.example/spip.php?rubrique3\">Rubrique 3</a></p>",
        ),
        (
            "[a->auteur2]",
            "<p><a href=\"https://journal.example/spip.php?auteur2\">a</a></p>",
        ),
        (
            "[->doc13]",
            "<p><a href=\"https://journal.example/IMG/pdf/rapport.pdf\">rapport.pdf</a></p>",
        ),
        (
            "[vue->img12]",
            "<p><a href=\"https://journal.example/IMG/jpg/marche.jpg\">vue</a></p>",
        ),
        (
            "[a|titre{en}->https://a.example]",
            "<p><a href=\"https://a.example\" hreflang=\"en\">a</a></p>",
        ),
        (
            "[nous écrire->a@b.example]",
            "<p><a href=\"mailto:a@b.example\">nous écrire</a></p>",
        ),
        ("[a->#bas]", "<p><a href=\"#bas\">a</a></p>"),
        ("[#bas<-]fin", "<p>fin</p>"),
        ("[<-bas]fin", "<p>fin</p>"),
        (
            "[?Bamako]",
            "<p><a href=\"https://fr.wikipedia.org/wiki/Bamako\">Bamako</a></p>",
        ),
        (
            "[?Soundiata Keïta]",
            "<p><a href=\"https://fr.wikipedia.org/wiki/Soundiata_Ke%C3%AFta\">Soundiata Keïta</a></p>",
        ),
        ("vraiment [?]", "<p>vraiment [?]</p>"),
        ("a -> b] c", "<p>a -> b] c</p>"),
        ("[a->]", "<p>a</p>"),
        (
            "voir http://a.example/x.",
            "<p>voir <a href=\"http://a.example/x\">http://a.example/x</a>.</p>",
        ),
        ("http://a.example/x", "<p>http://a.example/x</p>"),
    ]);
}

#[test]
fn documents_are_pictures_recordings_files_and_pages() {
    check(&[
        (
            "a <img12|left> b",
            "<p>a <img src=\"https://journal.example/IMG/jpg/marche.jpg\" alt=\"Le marché\"> b</p>",
        ),
        (
            "<doc12|center>",
            "<figure><img src=\"https://journal.example/IMG/jpg/marche.jpg\" alt=\"Le marché\">\
             <figcaption>Le marché. Vu du <em>port</em></figcaption></figure>",
        ),
        (
            "<img12|legende=Autre chose>",
            "<figure><img src=\"https://journal.example/IMG/jpg/marche.jpg\" alt=\"Le marché\"><figcaption>Autre chose</figcaption></figure>",
        ),
        (
            "<doc13>",
            "<div class=\"wp-block-file\"><a href=\"https://journal.example/IMG/pdf/rapport.pdf\">rapport.pdf</a></div>",
        ),
        (
            "<emb14>",
            "<audio src=\"https://journal.example/IMG/mp3/son.mp3\" title=\"Un son\"></audio>",
        ),
        (
            "<album4>",
            "<figure class=\"wp-block-gallery\"><figure><img src=\"https://journal.example/IMG/jpg/marche.jpg\" alt=\"Le marché\"><figcaption>Le marché. Vu du <em>port</em></figcaption></figure><img src=\"https://journal.example/IMG/png/a.png\"></figure>",
        ),
        (
            "[<img16>->art5]",
            "<p><a href=\"https://journal.example/spip.php?article5\"><img src=\"https://journal.example/IMG/png/a.png\"></a></p>",
        ),
        (
            "<art5>",
            "<p><a href=\"https://journal.example/spip.php?article5\">Cinq & six</a></p>",
        ),
        ("<form3>", ""),
        (
            "<youtube|id=abc>",
            "<iframe src=\"https://www.youtube.com/watch?v=abc\"></iframe>",
        ),
    ]);
    let lost = said("<doc99> <form3> <carte12|zoom=[->http://x]> fin", false);
    let told: Vec<_> = lost
        .entries
        .iter()
        .map(|it| (it.reason, it.was.as_deref()))
        .collect();
    assert_eq!(
        told,
        [
            (Reason::PictureNowhere, Some("<doc99>")),
            (Reason::Form, Some("<form3>")),
            (Reason::UnknownShortcode, Some("<carte12|zoom=[->http://x]>")),
        ]
    );
    assert_eq!(numbers("<img12|left> [->doc13] <b> [a->art5]"), [5, 12, 13]);
}

#[test]
fn tables_have_heads_captions_and_cells_that_go_on() {
    check(&[
        (
            "||Légende|Résumé||\n|{{a}}|{{b}}|\n| 1 | [x->y] |",
            "<table><caption>Légende</caption><tr><th>a</th><th>b</th></tr><tr><td>1</td><td><a href=\"y\">x</a></td></tr></table>",
        ),
        (
            "|a|<|b|\n|c|^|d|",
            "<table><tr><td colspan=\"2\">a</td><td>b</td></tr><tr><td>c</td><td>^</td><td>d</td></tr></table>",
        ),
        (
            "|a|b|\n|^|c|",
            "<table><tr><td rowspan=\"2\">a</td><td>b</td></tr><tr><td>c</td></tr></table>",
        ),
        (
            "| |{{b\n_ c}}|\n|d|e|",
            "<table><tr><td></td><th>b<br>c</th></tr><tr><td>d</td><td>e</td></tr></table>",
        ),
        (
            "|a|{{b}}|\n|c|d|",
            "<table><tr><td>a</td><td><strong>b</strong></td></tr><tr><td>c</td><td>d</td></tr></table>",
        ),
        ("| pas une table", "<p>| pas une table</p>"),
        ("||seule||", "<p>||seule||</p>"),
    ]);
}

#[test]
fn notes_stand_beside_the_text_by_their_names() {
    let written = said(
        "a[[Une {note} [b->c]]] d[[<x> Nommée]] e[[<x>]] f[[<>Sans numéro]]",
        false,
    );
    assert_eq!(
        written.html,
        "<p>a<sup data-fn=\"note-1\">1</sup> d<sup data-fn=\"note-2\">x</sup> e<sup data-fn=\"note-2\">x</sup> f</p><p>Sans numéro</p>"
    );
    assert_eq!(
        written.notes,
        [
            (
                "note-1".to_owned(),
                "<p>Une <em>note</em> <a href=\"c\">b</a></p>".to_owned()
            ),
            ("note-2".to_owned(), "<p>Nommée</p>".to_owned()),
        ]
    );
    assert_eq!(said("a[[<i>b</i> c]]", false).notes[0].1, "<p><i>b</i> c</p>");
}

#[test]
fn what_is_code_or_html_has_no_shortcuts() {
    check(&[
        ("<code>{a} [b->c]</code>", "<p><code>{a} [b-&gt;c]</code></p>"),
        ("<code>\na\n<b>\n</code>", "<pre><code>a\n&lt;b&gt;</code></pre>"),
        ("<cadre>{a}</cadre>", "<pre><code>{a}</code></pre>"),
        ("<html><b>{a}</b> -- [b->c]</html>", "<p><b>{a}</b> -- [b->c]</p>"),
        (
            "<script>a = {b: 1}</script>c",
            "<p><script>a = {b: 1}</script>c</p>",
        ),
        (
            "<math>Soit $x^{2}$ donc</math>",
            "<p>Soit <code>x^{2}</code> donc</p>",
        ),
        ("a<!-- {b} -->c", "<p>a<!-- {b} -->c</p>"),
    ]);
}

#[test]
fn of_several_languages_the_articles_own_is_taken() {
    let written = said("<multi>[fr]Bonjour [x][en]Hello</multi> !", false);
    assert_eq!(written.html, "<p>Bonjour [x] !</p>");
    assert_eq!(written.entries[0].was.as_deref(), Some("Hello"));
    assert_eq!(written.entries[0].reason, Reason::OtherLanguage);
    assert_eq!(html("<multi>[en]Hello[wo]Salam</multi>"), "<p>Hello</p>");
    assert_eq!(html("<multi>Bonjour</multi>"), "<p>Bonjour</p>");
}

#[test]
fn titles_are_one_line_without_notes_and_numbers() {
    let tables = tables();
    let context = Context {
        tables: &tables,
        language: "fr",
        breaks: true,
    };
    let written = super::line(
        "Un {titre}[[note]] ~: <multi>[fr]oui[en]yes</multi>",
        "titre",
        context,
    );
    assert_eq!(written.html, "Un <em>titre</em> (note) \u{a0}: oui");
}

const PIECES: &[&str] = &[
    "{",
    "}",
    "{{",
    "}}",
    "{{{",
    "}}}",
    "{2{",
    "}3}",
    "[",
    "]",
    "->",
    "[?",
    "[[",
    "]]",
    "[[<a>",
    "[<-",
    "<-]",
    "|",
    "||",
    "\n",
    "\n\n",
    "\n|",
    "|\n",
    "\n-* ",
    "\n-## ",
    "\n- ",
    "\n_ ",
    "\n----\n",
    "~",
    "--",
    "<quote>",
    "</quote>",
    "<code>",
    "</code>",
    "<cadre>",
    "</cadre>",
    "<math>",
    "$",
    "</math>",
    "<html>",
    "</html>",
    "<poesie>",
    "</poesie>",
    "<intro>",
    "</intro>",
    "<multi>",
    "[fr]",
    "[en]",
    "</multi>",
    "<img12>",
    "<doc12|left>",
    "<emb14>",
    "<doc99|titre=",
    "<form1>",
    "<art5>",
    "<album4>",
    "<machin3|x=",
    ">",
    "<",
    "<b>",
    "</b>",
    "<div>",
    "</div>",
    "<a href=\"https://a.example/{x}\">",
    "</a>",
    "<!--",
    "-->",
    "<table>",
    "<tr><td>",
    "</table>",
    "->art5]",
    "->https://a.example/y]",
    "->doc13]",
    "->#n]",
    "http://a.example/z",
    "&amp;",
    "\\{",
    "\u{fdd2}",
    "\u{fdd3}7",
    "é",
    " ",
    "'",
    "\"",
    "=",
    "<br>",
    "^",
    "|<|",
    "*",
    "<youtube|id=",
    "<script>",
    "</script>",
    "<pre>",
    "</pre>",
    "<iframe src=\"https://a.example/f\">",
];

#[test]
fn of_two_thousand_hostile_texts_no_word_is_lost() {
    let library = Library::default();
    let mut dice = 0_u64;
    let mut roll = |sides: usize| {
        dice += 1;
        usize::try_from(hash(&dice.to_string()) >> 1).unwrap() % sides
    };
    for number in 0..2_000 {
        let mut text = String::new();
        let mut words = Vec::new();
        for at in 0..1 + roll(40) {
            text.push_str(PIECES[roll(PIECES.len())]);
            if roll(2) == 0 {
                let word = format!("mot{number}x{at}z");
                text.push_str(&word);
                words.push(word);
            }
        }
        let written = said(&text, number % 2 == 0);
        let mut all = written.html.clone();
        written.notes.iter().for_each(|(_, note)| all.push_str(note));
        written
            .entries
            .iter()
            .for_each(|it| all.push_str(it.was.as_deref().unwrap_or_default()));
        for word in words {
            assert!(all.contains(&word), "{word} of {text:?}\n{written:?}");
        }
        assert!(!all.contains(['\u{fdd2}', '\u{fdd3}']), "{text:?}\n{all}");
        let context = html::Context {
            library: &library,
            base: None,
            language: "fr",
            record: 0,
            newlines: false,
            shortcodes: false,
            notes: &written.notes,
        };
        let body = html::convert(&written.html, context);
        let sources: Vec<html::Said> = std::iter::once(written.html.as_str())
            .chain(written.notes.iter().map(|(_, note)| note.as_str()))
            .map(html::Said::of)
            .collect();
        let account = account::account(&sources, &body.blocks, &[], &body.entries, None);
        assert!(
            account.unaccounted.is_empty(),
            "{text:?}\n{}\n{:?}",
            written.html,
            account.unaccounted
        );
    }
}

#[test]
fn what_nests_or_never_ends_is_read_soon() {
    for (open, close) in [
        ("{", "}"),
        ("[", "->x]"),
        ("[[a", "]]"),
        ("<quote>", ""),
        ("{{{a", ""),
        ("<multi>[fr]", ""),
        ("|a", ""),
        ("<code>", ""),
        ("<doc1|", ""),
        ("-* a\n", ""),
    ] {
        let text = open.repeat(20_000) + &close.repeat(20_000);
        let begun = std::time::Instant::now();
        let written = said(&text, true);
        assert!(begun.elapsed().as_secs() < 10, "{open} {}", written.html.len());
    }
}

#[test]
fn shortcuts_that_nobody_closed_do_not_hold_up_an_import() {
    for (again, after) in [
        ("->a", ""),
        ("[?a", ""),
        ("[<-a", ""),
        ("[a->b", ""),
        ("<", ""),
        ("< ", ""),
        ("<code>", "</code "),
        ("<code a=\"", ""),
        ("{", "}2}"),
        ("[[<a> x", "]]"),
        ("<doc1|", ""),
        ("<multi>", ""),
        ("<multi>[fr]", "</multi>"),
        ("a\n", ""),
        ("|a|^|\n", ""),
        ("|a|<", ""),
        ("|a\n", ""),
        ("- a\n", ""),
        ("-*a\n", ""),
        ("<quote>", "</quote>"),
        ("<poesie>", "</poesie>"),
        ("http", ""),
        ("http://a.b ", ""),
        ("~-", ""),
        ("$", ""),
        ("<math>$a", ""),
        ("\\{", ""),
        ("_ a\n", ""),
    ] {
        soon(again, after, |text| said(text, true).html.len());
    }
    let notes: String = (0..60_000).map(|number| format!("[[<n{number}> x]]")).collect();
    soon(&notes, "", |text| said(text, true).notes.len());
}
