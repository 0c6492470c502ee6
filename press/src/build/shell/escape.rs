//! Texts where they cannot end what they stand in.

/// A text as it stands in an attribute or an element.
pub fn attribute(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}

/// Writes JSON so that it cannot end the script element it stands in, nor a line of it.
pub fn push_in_script(json: &str, page: &mut String) {
    let special = |c: char| matches!(c, '<' | '>' | '&' | '\u{2028}' | '\u{2029}');
    let mut rest = json;
    while let Some((before, c)) = rest.find(special).and_then(|at| {
        let (before, after) = rest.split_at(at);
        let c = after.chars().next()?;
        rest = after.get(c.len_utf8()..)?;
        Some((before, c))
    }) {
        page.push_str(before);
        page.push_str(&format!("\\u{:04x}", u32::from(c)));
    }
    page.push_str(rest);
}
