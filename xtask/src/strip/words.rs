//! Names in JavaScript.

/// The names in a text, and whatever looks like one.
pub fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !is_of_a_name(c))
        .filter(|word| !word.is_empty())
}

fn is_of_a_name(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '_' || c == '$'
}

/// Each use of the program's exports: the export's name, or nothing where they are taken as a whole.
pub fn exports(text: &str) -> impl Iterator<Item = Option<&str>> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let (_, export, after) = next_export(rest)?;
        rest = after;
        Some(export)
    })
}

/// What comes before the next use of the exports and with it their variable's name; the export's name; what comes after.
pub fn next_export(text: &str) -> Option<(&str, Option<&str>, &str)> {
    const WASM: &str = "wasm";
    let mut from = 0;
    loop {
        let start = from + text.get(from..)?.find(WASM)?;
        let end = start + WASM.len();
        let (before, after) = (text.get(..start)?, text.get(end..)?);
        from = end;
        // A longer name, a file's name or a media type.
        if before.ends_with(|c: char| is_of_a_name(c) || c == '.' || c == '/')
            || after.starts_with(is_of_a_name)
        {
            continue;
        }
        let before = text.get(..end)?;
        if let Some(name) = after.strip_prefix('.') {
            let end = name.find(|c: char| !is_of_a_name(c)).unwrap_or(name.len());
            let (name, after) = name.split_at(end);
            return Some((before, Some(name).filter(|name| !name.is_empty()), after));
        }
        if let Some((name, after)) = after.strip_prefix("[\"").and_then(|name| name.split_once("\"]")) {
            return Some((before, Some(name), after));
        }
        return Some((before, None, after));
    }
}
