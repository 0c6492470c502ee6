//! French spacing, after the Imprimerie nationale's rules: a narrow no-break space before `;` `!`
//! `?`, a no-break space before `:` and inside « ».
//!
//! The press applies it once to all that a newsroom writes in French; the reader's own sentences
//! are held to it by a test. Only spaces change, and a second pass changes nothing.

const NO_BREAK: char = '\u{a0}';
const NARROW: char = '\u{202f}';

/// Words after which a name or a number follows on the same line.
const LEADS: [&str; 6] = ["M.", "Mme", "Mlle", "Dr", "Pr", "n°"];

/// Units that stay with their number.
const UNITS: [&str; 14] = [
    "%",
    "€",
    "F",
    "FCFA",
    "km",
    "m",
    "cm",
    "kg",
    "ha",
    "h",
    "min",
    "millions",
    "milliards",
    "°C",
];

/// A text in French, well spaced.
#[must_use]
pub fn typeset(text: &str) -> String {
    typeset_runs(&[(text, true)]).concat()
}

/// Runs of one text, well spaced across their borders; a run that is not in French keeps its own
/// spaces.
#[must_use]
pub fn typeset_runs(runs: &[(&str, bool)]) -> Vec<String> {
    let text = Text::of(runs);
    let mut spaced = vec![String::new(); runs.len()];
    for (at, glyph) in text.0.iter().enumerate() {
        let Some(run) = spaced.get_mut(glyph.run) else {
            continue;
        };
        if !glyph.french {
            run.push(glyph.c);
            continue;
        }
        if is_space(glyph.c) {
            run.push(text.space(at).unwrap_or(glyph.c));
            continue;
        }
        run.extend(text.missing_before(at));
        run.push(glyph.c);
        if glyph.c == '«' && text.at(at + 1).is_some_and(|next| !next.is_whitespace()) {
            run.push(NO_BREAK);
        }
    }
    spaced
}

struct Glyph {
    c: char,
    run: usize,
    french: bool,
    /// Whether what stands before it in its word makes the word a web or mail address, or code.
    in_address: bool,
}

struct Text(Vec<Glyph>);

impl Text {
    fn of(runs: &[(&str, bool)]) -> Self {
        let length = runs.iter().map(|(text, _)| text.len()).sum();
        let mut text = Self(Vec::with_capacity(length));
        let mut in_address = false;
        for (run, &(letters, french)) in runs.iter().enumerate() {
            for c in letters.chars() {
                in_address = !parts_words(c) && (in_address || text.ends_as_address());
                text.0.push(Glyph {
                    c,
                    run,
                    french,
                    in_address,
                });
            }
        }
        text
    }

    fn ends_as_address(&self) -> bool {
        let end = self.0.len();
        ["://", "::", "@"].iter().any(|sign| self.ends_with(end, sign))
            || self.word_before(end, "www.")
            || self.ends_as_host(end)
    }

    /// Whether what ends here is a host and the slash after it: "journal.example/".
    fn ends_as_host(&self, end: usize) -> bool {
        let back = |by: usize| end.checked_sub(by).and_then(|at| self.at(at));
        if back(1) != Some('/') {
            return false;
        }
        let letters = (2..)
            .take_while(|by| back(*by).is_some_and(char::is_alphabetic))
            .count();
        letters >= 2 && back(letters + 2) == Some('.') && back(letters + 3).is_some_and(char::is_alphanumeric)
    }

    /// Whether a sign ends an HTML entity, such as "&amp;", which other programs leave in texts.
    fn ends_entity(&self, at: usize) -> bool {
        if self.at(at) != Some(';') {
            return false;
        }
        let back = |by: usize| at.checked_sub(by).and_then(|at| self.at(at));
        let name = |c: char| c.is_ascii_alphanumeric() || c == '#';
        let length = (1..).take_while(|by| back(*by).is_some_and(name)).count();
        length > 1 && back(length + 1) == Some('&')
    }

    fn at(&self, at: usize) -> Option<char> {
        self.0.get(at).map(|glyph| glyph.c)
    }

    fn before(&self, at: usize) -> Option<char> {
        self.at(at.checked_sub(1)?)
    }

    /// What the space at a place must be; `None` where no rule says.
    fn space(&self, at: usize) -> Option<char> {
        let before = self.before(at)?;
        let next = self.at(at + 1)?;
        if before == '«' || next == '»' {
            return Some(NO_BREAK);
        }
        if let Some(space) = self.wanted_before(at + 1) {
            return Some(space);
        }
        if before.is_ascii_digit() && next.is_ascii_digit() && self.groups_digits(at) {
            return Some(NARROW);
        }
        let leads =
            (next.is_uppercase() || next.is_numeric()) && LEADS.iter().any(|word| self.word_before(at, word));
        let counts = before.is_numeric() && UNITS.iter().any(|unit| self.word_after(at, unit));
        let currency = self.word_before(at, "F") && self.word_after(at, "CFA");
        (leads || counts || currency).then_some(NO_BREAK)
    }

    /// The space that a missing one before a sign must be.
    fn missing_before(&self, at: usize) -> Option<char> {
        let before = self.before(at)?;
        if self.at(at) == Some('»') {
            return (!before.is_whitespace()).then_some(NO_BREAK);
        }
        let joins =
            before.is_alphanumeric() || matches!(before, ')' | '»' | '”' | '’' | '…' | '%' | '€' | '°');
        if !joins || self.0.get(at).is_none_or(|glyph| glyph.in_address) || self.ends_entity(at) {
            return None;
        }
        self.wanted_before(at)
    }

    /// The space that French wants before a sign; none in a time, an address or a face.
    fn wanted_before(&self, at: usize) -> Option<char> {
        let next = self.at(at + 1);
        let ends = next.is_none_or(|next| next.is_whitespace() || next == '»');
        match self.at(at)? {
            ':' if ends || next == Some('«') => Some(NO_BREAK),
            ';' if ends => Some(NARROW),
            '!' | '?' if ends || next.is_some_and(|next| "»”\")]!?…,.;:".contains(next)) => Some(NARROW),
            _ => None,
        }
    }

    /// Whether the space parts thousands: "2 500", "1 250 000".
    fn groups_digits(&self, at: usize) -> bool {
        let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
        let group = (1..=3).all(|ahead| digit(self.at(at + ahead))) && !digit(self.at(at + 4));
        let lead = (1..=4)
            .take_while(|&back| digit(at.checked_sub(back).and_then(|at| self.at(at))))
            .count();
        group && lead <= 3
    }

    fn ends_with(&self, end: usize, part: &str) -> bool {
        let start = end.checked_sub(part.chars().count());
        start
            .and_then(|start| self.0.get(start..end))
            .is_some_and(|glyphs| glyphs.iter().map(|glyph| glyph.c).eq(part.chars()))
    }

    /// Whether a word, whole, ends before a place.
    fn word_before(&self, at: usize, word: &str) -> bool {
        let parted = || {
            let start = at.saturating_sub(word.chars().count());
            self.before(start).is_none_or(parts_words)
        };
        self.ends_with(at, word) && parted()
    }

    /// Whether a word, whole, begins after a place.
    fn word_after(&self, at: usize, word: &str) -> bool {
        let end = at + 1 + word.chars().count();
        let goes_on = |c: char| c.is_alphanumeric() || matches!(c, '%' | '€' | '°');
        self.ends_with(end, word) && !self.at(end).is_some_and(goes_on)
    }
}

fn parts_words(c: char) -> bool {
    c.is_whitespace() || matches!(c, '«' | '»')
}

fn is_space(c: char) -> bool {
    matches!(c, ' ' | NO_BREAK | NARROW)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Shows no-break spaces: `_` for U+00A0, `~` for U+202F.
    fn shown(text: &str) -> String {
        typeset(text).replace(NO_BREAK, "_").replace(NARROW, "~")
    }

    #[test]
    fn french_signs_have_their_spaces() {
        for (typed, printed) in [
            ("Quoi ? Non ! Si ; bien : oui", "Quoi~? Non~! Si~; bien_: oui"),
            ("Quoi? Non! Si; bien: oui", "Quoi~? Non~! Si~; bien_: oui"),
            ("«Oui», dit-il", "«_Oui_», dit-il"),
            ("« Oui ? » dit-il", "«_Oui~?_» dit-il"),
            ("A-t-il dit «oui»? «Oui»!", "A-t-il dit «_oui_»~? «_Oui_»~!"),
            ("Vraiment ?! Si !", "Vraiment~?! Si~!"),
            ("Il dit : « Oui »", "Il dit_: «_Oui_»"),
            (
                "2 500 F CFA, 1 250 000 habitants",
                "2~500_F_CFA, 1~250~000 habitants",
            ),
            ("En 2023 500 élèves", "En 2023 500 élèves"),
            ("2,9 milliards, 40 % et 12 km.", "2,9_milliards, 40_% et 12_km."),
            ("M. Touré et Mme Bah, n° 4", "M._Touré et Mme_Bah, n°_4"),
        ] {
            assert_eq!(shown(typed), printed);
        }
    }

    /// Whoever pastes a picture's data in the place of a text waits no longer for it than for a text.
    #[test]
    fn a_word_without_end_takes_no_longer_than_a_text_of_its_length() {
        for word in ["x", "é1", "a/", "&a;", "a.b/", "x;"] {
            let long = word.repeat(400_000);
            let letters = |c: &char| !c.is_whitespace();
            let set = typeset(&long).chars().filter(letters).count();
            assert_eq!(set, long.chars().count(), "{word}");
        }
    }

    #[test]
    fn times_addresses_and_faces_are_left_alone() {
        for text in [
            "à 07:28",
            "https://a.example/b?c=1;d:e",
            "voir https://a.example/?",
            "l'eau &amp; la terre",
            "l'eau&nbsp; la terre &#8230; et &#xe9;",
            "sur journal.example/a? et lesdeuxrives.ml/b!",
            "#Mali2024",
            "a@b.example",
            "std::fmt",
            "www.a.example/?",
            "mailto:a@b.example?",
            "merci :)",
            "10:30-11:45",
            "(!)",
        ] {
            assert_eq!(typeset(text), text);
        }
    }

    #[test]
    fn a_rule_works_across_runs_and_leaves_other_languages() {
        let runs = typeset_runs(&[("Lisez «", true), ("ceci", true), ("» ", true), ("?", true)]);
        assert_eq!(runs.concat(), "Lisez «\u{a0}ceci\u{a0}»\u{202f}?");
        let runs = typeset_runs(&[("Il a dit ", true), ("Really? Yes!", false), (" !", true)]);
        assert_eq!(runs, ["Il a dit ", "Really? Yes!", "\u{202f}!"]);
    }

    /// Many short texts of the signs that rules speak of.
    #[test]
    fn only_spaces_change_and_only_once() {
        let signs: Vec<char> = "aé1 0\u{a0}\u{202f}?!:;«»().,…%F@/\"’-".chars().collect();
        let mut seed = 12_345_u64;
        let mut next = move || {
            seed = seed
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            (seed >> 33) as usize
        };
        let bare = |text: &str| text.replace(is_space, "");
        for _ in 0..20_000 {
            let text: String = (0..next() % 12).map(|_| signs[next() % signs.len()]).collect();
            let once = typeset(&text);
            assert_eq!(bare(&once), bare(&text), "{text:?}");
            assert_eq!(typeset(&once), once, "{text:?}");
        }
    }
}
