//! `<multi>[fr]texte[en]text</multi>`: the same in several languages, of which an article has one.

use super::Writer;
use crate::{
    outcome::{Entry, Kind, Reason},
    text,
};

impl Writer<'_> {
    /// The text in the article's language; the others are told of.
    pub(super) fn in_one_language(&mut self, said: &str) -> String {
        let mut out = String::with_capacity(said.len());
        let mut rest = said;
        while let Some((before, after)) = rest.split_once("<multi>") {
            let Some((inner, after)) = after.split_once("</multi>") else {
                break;
            };
            out.push_str(before);
            out.push_str(self.chosen(inner));
            rest = after;
        }
        out.push_str(rest);
        out
    }

    fn chosen<'t>(&mut self, inner: &'t str) -> &'t str {
        let parts = parts(inner);
        let own = self.context.language;
        let primary = own.split(['-', '_']).next().unwrap_or_default();
        let find = |wanted: &str| {
            parts
                .iter()
                .position(|(lang, _)| lang.eq_ignore_ascii_case(wanted))
        };
        let best = find(own)
            .or_else(|| find(primary))
            .or_else(|| find(""))
            .unwrap_or_default();
        for (number, (lang, words)) in parts.iter().enumerate() {
            if number != best && text::says(words) {
                let place = format!("{}/multi[{lang}]", self.place);
                self.entries
                    .push(Entry::new(Reason::OtherLanguage, Kind::Words, place).was(text::line(words)));
            }
        }
        parts.get(best).map_or("", |(_, words)| words)
    }
}

/// What is said in each language; what stands before the first is in none.
fn parts(inner: &str) -> Vec<(&str, &str)> {
    let mut parts = Vec::new();
    let mut lang = "";
    let mut begun = 0;
    let mut at = 0;
    while let Some(open) = inner.get(at..).and_then(|rest| rest.find('[')) {
        let open = at + open;
        let after = inner.get(open + 1..).unwrap_or_default();
        let code = after.split(']').next().unwrap_or_default();
        let is_code = (2..=11).contains(&code.len())
            && after.len() > code.len()
            && code
                .bytes()
                .all(|byte| byte.is_ascii_lowercase() || matches!(byte, b'_' | b'-'));
        at = open + 1;
        if is_code {
            parts.push((lang, inner.get(begun..open).unwrap_or_default()));
            lang = code;
            at = open + code.len() + 2;
            begun = at;
        }
    }
    parts.push((lang, inner.get(begun..).unwrap_or_default()));
    parts.retain(|(lang, words)| !(lang.is_empty() && words.trim().is_empty()));
    parts
}
