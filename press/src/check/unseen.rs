//! Characters that no reader sees, and that change what others see.

/// Whether a text has anything to read.
pub fn says(text: &str) -> bool {
    let unseen = |c: char| c.is_whitespace() || c.is_control() || is_mark(c);
    !text.chars().all(unseen)
}

/// Unicode's marks without a width (its format characters of general punctuation).
fn is_mark(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}

/// What is wrong with a character, and what to do.
pub fn doubt(c: char) -> Option<(char, &'static str, &'static str)> {
    let (what, remedy) = match c {
        '\n' | '\r' => (
            "a line break, which is shown as a space",
            "write two paragraphs, or a space",
        ),
        '\t' => return None,
        // They make a name or an address read as another (https://trojansource.codes).
        '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => (
            "an unseen sign that turns the order of the letters after it",
            "remove it: browsers order letters by themselves",
        ),
        '\u{fffd}' => (
            "the sign of a letter that an earlier program lost",
            "type the letter again",
        ),
        c if c.is_control() => (
            "an unseen control character",
            "remove it, typing the words around it again",
        ),
        _ => return None,
    };
    Some((c, what, remedy))
}
