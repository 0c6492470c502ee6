//! Whether a text came back from the engine as it was sent.

use js_sys::JsString;

/// Whether two texts are the same once the engine has tidied them (`pb_hooks/lib/words.js`): in NFC, without signs that
/// are not seen, without more white space than needed, and with a joiner where marks are heaped (Go's stream-safe text).
pub fn is_same_text(one: &str, other: &str) -> bool {
    tidy(one).split_whitespace().eq(tidy(other).split_whitespace())
}

fn tidy(text: &str) -> String {
    let unseen = |sign: char| {
        let is_control = sign.is_ascii_control() && sign != '\n' && sign != '\t';
        is_control
            || matches!(sign, '\u{80}'..='\u{9f}' | '\u{34f}' | '\u{ad}' | '\u{200b}' | '\u{200e}' | '\u{200f}'
            | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}')
    };
    let text = String::from(JsString::from(text).normalize("NFC"));
    text.chars().filter(|sign| !unseen(*sign)).collect()
}
