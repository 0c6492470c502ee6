//! What of a text is no shortcut: code, HTML that is to stay as it is, tags.

use super::{Writer, shelf};
use crate::{
    outcome::{Entry, Kind, Reason},
    source::markup::{Markup, escaped},
    text,
};

/// What encloses text that is read otherwise than the rest.
const ENCLOSING: [&str; 15] = [
    "html", "code", "cadre", "frame", "math", "script", "style", "pre", "textarea", "svg", "poesie",
    "poetry", "iframe", "select", "object",
];

/// An element that is closed: its name, what stands in it, and where it ends.
struct Enclosed<'a> {
    name: &'static str,
    inner: &'a str,
    whole: &'a str,
}

impl Writer<'_> {
    /// Sets aside all that has no shortcuts in it.
    pub(super) fn protected(&mut self, said: &str) -> String {
        let mut out = String::with_capacity(said.len());
        let mut rest = said;
        let lasts = lasts(said);
        while let Some(at) = rest.find(['<', '\\']) {
            let (before, from) = rest.split_at(at);
            out.push_str(before);
            if let Some(escape) = escape(from) {
                out.push_str(&self.shelf.put(escaped(escape)));
                rest = from.get(1 + escape.len()..).unwrap_or_default();
            } else if from.starts_with("<!--") {
                let end = from.find("-->").map_or(from.len(), |end| end + 3);
                let (comment, after) = from.split_at(end);
                let mut markup = Markup::default();
                markup.typed(comment);
                out.push_str(&self.shelf.put(markup.html));
                rest = after;
            } else if let Some(enclosed) = enclosed(from, said.len() - from.len(), &lasts) {
                rest = from.get(enclosed.whole.len()..).unwrap_or_default();
                let written = self.enclosed(&enclosed);
                out.push_str(&written);
            } else if let Some((tag, length)) = own_tag(from) {
                let written = self.own_tag(tag);
                out.push_str(&written);
                rest = from.get(length..).unwrap_or_default();
            } else {
                out.push_str(from.get(..1).unwrap_or_default());
                rest = from.get(1..).unwrap_or_default();
            }
        }
        out.push_str(rest);
        out
    }

    fn enclosed(&mut self, of: &Enclosed<'_>) -> String {
        match of.name {
            "html" => {
                let mut markup = Markup::default();
                markup.typed(of.inner);
                self.shelf.put(markup.html)
            }
            "code" | "cadre" | "frame" => {
                let inner = of.inner.trim_matches('\n');
                if of.name == "code" && !inner.contains('\n') {
                    return self.shelf.put(format!("<code>{}</code>", escaped(inner)));
                }
                let html = format!("<pre><code>{}</code></pre>", escaped(inner));
                format!("\n\n{}\n\n", self.shelf.put_block(html))
            }
            "math" => self.formulas(of.inner),
            "poesie" | "poetry" => {
                let stanzas = of.inner.trim().split("\n\n").map(|stanza| {
                    let lines: Vec<&str> = stanza.trim().lines().map(str::trim).collect();
                    lines.join(&shelf::fixed("<br>"))
                });
                let stanzas: Vec<String> = stanzas.filter(|it| !it.is_empty()).collect();
                format!("\n\n{}\n\n", stanzas.join("\n\n"))
            }
            "pre" => format!("\n\n{}\n\n", self.shelf.put_block(of.whole)),
            _ => self.shelf.put(of.whole),
        }
    }

    /// Formulas in TeX stand between `$`; nothing can show them, but they can be read.
    fn formulas(&mut self, inner: &str) -> String {
        let mut out = String::new();
        for (number, part) in inner.replace("$$", "$").split('$').enumerate() {
            if number % 2 == 0 {
                out.push_str(part);
            } else if text::says(part) {
                let was = format!("${part}$");
                self.entries
                    .push(Entry::new(Reason::Drawing, Kind::Other, self.place).was(text::line(&was)));
                out.push_str(
                    &self
                        .shelf
                        .put(format!("<code>{}</code>", escaped(text::line(part).as_str()))),
                );
            }
        }
        out
    }

    /// SPIP's own tags around text that is read as the rest is.
    fn own_tag(&mut self, tag: &str) -> String {
        let html = match tag {
            "quote" => "<blockquote>",
            "/quote" => "</blockquote>",
            _ => return "\n\n".to_owned(),
        };
        format!("\n\n{}\n\n", self.shelf.put_block(html))
    }

    /// Sets tags aside, so that braces and brackets in them are none.
    pub(super) fn without_tags(&mut self, said: &str) -> String {
        let mut out = String::with_capacity(said.len());
        let mut rest = said;
        while let Some(at) = rest.find('<') {
            let (before, from) = rest.split_at(at);
            out.push_str(before);
            let length = tag_length(from);
            let (tag, after) = from.split_at(length.unwrap_or(1));
            match length {
                // What is never closed would take all that follows.
                Some(_) if is_named(tag, &GREEDY) => out.push_str(&self.shelf.put(escaped(tag))),
                Some(_) if is_named(tag, &["iframe"]) => {
                    let closed = if tag.starts_with("</") { "" } else { "</iframe>" };
                    out.push_str(&self.shelf.put(format!("{tag}{closed}")));
                }
                Some(_) if is_block(tag) => out.push_str(&self.shelf.put_block(tag)),
                Some(_) => out.push_str(&self.shelf.put(tag)),
                // The name of a place.
                None if after.starts_with('-') => out.push('<'),
                None => out.push_str(&self.shelf.put("&lt;")),
            }
            rest = after;
        }
        out.push_str(rest);
        out
    }
}

/// A sign that a backslash before it makes a plain one.
fn escape(from: &str) -> Option<&str> {
    let sign = from.strip_prefix('\\')?.get(..1)?;
    "{}[]|~".contains(sign).then_some(sign)
}

/// Where the last end of each element is: one that is never closed is not looked for again and again.
fn lasts(said: &str) -> [Option<usize>; ENCLOSING.len()] {
    let mut lasts = [None; ENCLOSING.len()];
    let closed = said
        .rfind('>')
        .and_then(|end| said.get(..end))
        .unwrap_or_default();
    for (at, _) in closed.match_indices("</") {
        let after = said.get(at + 2..).unwrap_or_default();
        let found = ENCLOSING
            .iter()
            .zip(&mut lasts)
            .find(|(name, _)| begins_name(after, name));
        if let Some((_, last)) = found {
            *last = Some(at);
        }
    }
    lasts
}

fn enclosed<'t>(from: &'t str, at: usize, lasts: &[Option<usize>; ENCLOSING.len()]) -> Option<Enclosed<'t>> {
    let (name, last) = ENCLOSING
        .into_iter()
        .zip(lasts)
        .find(|(name, _)| begins(from, name))?;
    last.filter(|last| *last > at)?;
    let open = tag_length(from)?;
    if from.get(..open)?.ends_with("/>") {
        return None;
    }
    let close = find_close(from.get(open..)?, name)?;
    let inner = from.get(open..open + close)?;
    let end = open + close + from.get(open + close..)?.find('>')? + 1;
    Some(Enclosed {
        name,
        inner,
        whole: from.get(..end)?,
    })
}

/// Where `</name` stands, in letters of either size.
fn find_close(text: &str, name: &str) -> Option<usize> {
    text.match_indices("</").map(|(at, _)| at).find(|at| {
        let after = text.get(at + 2..).unwrap_or_default();
        begins_name(after, name)
    })
}

fn begins(from: &str, name: &str) -> bool {
    from.strip_prefix('<')
        .is_some_and(|after| begins_name(after, name))
}

fn begins_name(after: &str, name: &str) -> bool {
    after
        .get(..name.len())
        .is_some_and(|it| it.eq_ignore_ascii_case(name))
        && after
            .get(name.len()..)
            .is_some_and(|rest| rest.starts_with(|c: char| c.is_whitespace() || matches!(c, '>' | '/')))
}

/// One of SPIP's own tags, and its length.
fn own_tag(from: &str) -> Option<(&'static str, usize)> {
    let inner = from.get(1..)?;
    let (name, _) = inner.split_at(
        inner
            .find(['<', '>'])
            .filter(|end| inner.get(*end..).is_some_and(|it| it.starts_with('>')))?,
    );
    let length = name.len() + 2;
    let name = name.trim().to_ascii_lowercase();
    ["quote", "/quote", "intro", "/intro"]
        .into_iter()
        .find(|tag| *tag == name)
        .map(|tag| (tag, length))
}

/// How long a tag of HTML is that a text begins with.
pub(super) fn tag_length(from: &str) -> Option<usize> {
    let after = from.strip_prefix('<')?;
    let after = after.strip_prefix('/').unwrap_or(after);
    if !after.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return None;
    }
    let mut quote = None;
    let mut before = ' ';
    for (at, c) in from.char_indices().skip(1) {
        match quote {
            Some(open) if c == open => quote = None,
            Some(_) => {}
            None if c == '>' => return Some(at + 1),
            None if c == '<' => return None,
            None if before == '=' && matches!(c, '"' | '\'') => quote = Some(c),
            None => {}
        }
        if !c.is_whitespace() {
            before = c;
        }
    }
    None
}

/// Elements in which a parser takes all that follows for theirs, or for formulas.
const GREEDY: [&str; 8] = [
    "script",
    "style",
    "textarea",
    "select",
    "svg",
    "math",
    "title",
    "plaintext",
];

fn name(tag: &str) -> String {
    let name = tag.trim_start_matches(['<', '/']).to_ascii_lowercase();
    name.chars().take_while(char::is_ascii_alphanumeric).collect()
}

fn is_named(tag: &str, names: &[&str]) -> bool {
    names.contains(&name(tag).as_str())
}

/// Whether a tag begins or ends a paragraph by itself.
fn is_block(tag: &str) -> bool {
    let name = name(tag);
    matches!(
        name.as_str(),
        "p" | "div"
            | "ul"
            | "ol"
            | "li"
            | "dl"
            | "dt"
            | "dd"
            | "table"
            | "thead"
            | "tbody"
            | "tr"
            | "td"
            | "th"
            | "caption"
            | "blockquote"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "hr"
            | "figure"
            | "figcaption"
            | "center"
            | "section"
            | "article"
            | "aside"
            | "details"
            | "summary"
            | "form"
            | "br"
    )
}
