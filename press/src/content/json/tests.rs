use super::*;

/// Each with the part of it that is marked.
#[test]
fn each_way_to_be_no_json_has_a_sentence_of_its_own() {
    let value = "there is a value that JSON does not have";
    let quote = "a text begins with another sign";
    let comment = "there is a comment";
    let misplaced = "something stands there where a comma";
    let number = "a number is written in another way";
    for (text, wanted, marked) in [
        (r#""{}""#, "the whole file is one text", "\""),
        (r#"{"a": 1,}"#, "there is a comma after the last item", ","),
        ("{\"a\": [1, \n ]}", "there is a comma after the last item", ","),
        ("// x\n{}", comment, "// x"),
        ("{\"a\": 1 /* x */}", comment, "/* x */}"),
        ("{\"a\": 1, # x\n \"b\": 2}", comment, "# x"),
        ("{\n// x\n\"a\": 1}", comment, "// x"),
        ("{}\n// x", comment, "// x"),
        ("{}\n/* x */", comment, "/* x */"),
        ("{} # x", comment, "# x"),
        (r#"{"a": NaN}"#, value, "NaN"),
        (r#"{"a": -Infinity}"#, value, "-Infinity"),
        (r#"{"a": +Infinity}"#, value, "+Infinity"),
        (r#"{"a": [undefined]}"#, value, "undefined"),
        (r#"{"a": None}"#, value, "None"),
        (r#"{"a": True}"#, value, "True"),
        (r#"{"a": tru}"#, value, "tru"),
        (r#"{"a": nan}"#, value, "nan"),
        (r#"{"a": -NaN}"#, value, "-NaN"),
        (r#"{"a": NULL}"#, value, "NULL"),
        ("{'a': 1}", quote, "'"),
        ("{\"a\": 'x'}", quote, "'"),
        ("{“a”: 1}", quote, "“"),
        ("{\"a\": «x»}", quote, "«"),
        ("{a: 1}", "a key stands there without quotation marks", "a"),
        (
            "{\"é\": 1, été: 1}",
            "a key stands there without quotation marks",
            "é",
        ),
        ("{\"a\": \"x\n", "a text goes on over the end of a line", "\"x"),
        ("{\"a\": \"é", "the file breaks off", "é"),
        ("{\"a\": [1, \n", "the file breaks off", ","),
        (
            "{\"a\": \"x\\\"\ny\"}",
            "a text goes on over the end of a line",
            "\"x\\\"",
        ),
        (
            "{\"a\": \"x,\r\n\"b\": 1}",
            "a text goes on over the end of a line",
            "\"x,",
        ),
        ("{\"a\": \"x\ty\"}", "a text has a tab in it", "\t"),
        (
            "{\"a\": \"x\u{b}y\"}",
            "a text has a sign in it that only machines read",
            "\u{b}",
        ),
        (r#"{"a": "L\'eau"}"#, "a text has a \\ before", r"\'"),
        (r#"{"a": "\x41"}"#, "a text has a \\ before", r"\x"),
        ("{} {}", "something stands after the end", "{}"),
        (r#"{"a" 1}"#, "a colon is missing", "1"),
        ("{\"a\": 1\n \"b\": 2}", misplaced, "\""),
        (r#"{"a": "ils ont dit "non" hier"}"#, misplaced, "n"),
        (r#"{"a": "they said "no" today"}"#, misplaced, "n"),
        (r#"["a", 1 2]"#, misplaced, "2"),
        (r#"{"a": [1,, 2]}"#, "a value is missing", ","),
        (r#"{"a": }"#, "a value is missing", "}"),
        (r#"{"a": 007}"#, number, "0"),
        (r#"{"a": 1e999}"#, "there is a number that no program reads", "9"),
    ] {
        let unparsed = parse(text).err().unwrap();
        assert!(unparsed.what.starts_with(wanted), "{text}: {}", unparsed.what);
        assert_eq!(&text[unparsed.at.unwrap()], marked, "{text}");
    }
    let half = parse(r#"{"a": "\ud83d"}"#).err().unwrap();
    assert!(
        half.what.starts_with("a text has half of a sign"),
        "{}",
        half.what
    );
    let empty = parse(" \n").err().unwrap();
    assert_eq!((empty.what.as_str(), empty.at), ("the file is empty", None));
}

#[test]
fn a_fault_is_told_at_its_line_and_letter() {
    for (text, wanted) in [
        ("{\n  \"a\": NaN\n}", "at line 2 column 8"),
        ("{\"été\": NaN}", "at line 1 column 9"),
        ("{\n  \"a\": \"x\n\"}", "at line 2 column 8"),
    ] {
        let what = parse(text).err().unwrap().what;
        assert!(what.ends_with(wanted), "{text}: {what}");
    }
}

/// Whatever a newsroom's program leaves of a file.
#[test]
fn wherever_a_file_is_cut_or_hit_the_mark_is_in_it() {
    let text = "{\n  \"é\": [1, {\"x\": \"a\\u00e9\\\"b\"}],\r\n  \"c\": [true, null, -1.5e3]\n}\n";
    let is_in = |text: &str| {
        if let Err(Unparsed { at: Some(at), .. }) = parse(text) {
            assert!(
                at.start <= at.end && text.get(at.clone()).is_some(),
                "{text:?}: {at:?}"
            );
        }
    };
    for (at, sign) in text.char_indices() {
        is_in(&text[..at]);
        for other in ["", "\"", "\\", "é", "\n", ",", "}", "\u{1}", "-"] {
            is_in(&format!(
                "{}{other}{}",
                &text[..at],
                &text[at + sign.len_utf8()..]
            ));
        }
    }
}
