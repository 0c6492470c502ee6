//! Links to files, as readers are served them: in one form that every program reads, and with what a download weighs.

use kiosque::contract::{Article, Block, Mark, Site, Span};

use super::spacing;
use crate::{
    blocks::{each_mut, texts_mut},
    files, links,
};

/// The newspaper's own links.
pub fn site(site: &mut Site) {
    let plans = site.plans.iter_mut().filter_map(|plan| plan.url.as_mut());
    let links = site.links.iter_mut().map(|link| &mut link.url);
    plans.chain(links).for_each(|url| drop(lead(url)));
}

/// An article's links. `weigh` says how many bytes a file of the content folder has.
pub fn article(article: &mut Article, weigh: impl Fn(&str) -> Option<u64>) {
    let weights = Weights {
        is_french: spacing::is_french(&article.in_language),
        weigh,
    };
    each_mut(&mut article.body, &mut |block| weights.block(block));
}

struct Weights<W> {
    is_french: bool,
    weigh: W,
}

impl<W: Fn(&str) -> Option<u64>> Weights<W> {
    fn block(&self, block: &mut Block) {
        match block {
            Block::Embed { url, title, .. } => {
                let name = lead(url);
                title.extend(name.and_then(|name| self.beside(&name)));
            }
            Block::Audio(media) | Block::Video(media) => {
                let name = lead(&mut media.url);
                let lasts = media.duration.take().map(duration);
                media
                    .title
                    .extend(name.and_then(|name| self.weighed(&name, lasts)));
            }
            block => texts_mut(block).into_iter().for_each(|text| self.spans(text)),
        }
    }

    fn spans(&self, spans: &mut Vec<Span>) {
        let mut served: Vec<Span> = Vec::with_capacity(spans.len());
        let mut given = std::mem::take(spans).into_iter().peekable();
        while let Some(mut span) = given.next() {
            // A link may be of several spans, some of them strong.
            let ends = given.peek_mut().map(href) != Some(href(&mut span));
            let name = href(&mut span).and_then(lead);
            let beside = name.filter(|_| ends).and_then(|name| self.beside(&name));
            let beside = beside.map(|beside| {
                // Spaces at the end of a link come after what is written beside it.
                let words = span.text.trim_end().len();
                let spaces = span.text.split_off(words);
                Span {
                    text: beside + &spaces,
                    marks: Vec::new(),
                }
            });
            served.push(span);
            served.extend(beside);
        }
        *spans = served;
    }

    /// What is written beside a link to a file: nothing for a picture, which browsers show.
    fn beside(&self, name: &str) -> Option<String> {
        self.weighed(name, None)
    }

    /// A file's kind, how long it lasts, and its weight.
    fn weighed(&self, name: &str, lasts: Option<String>) -> Option<String> {
        let kind = files::kind(name).filter(|kind| !kind.is_picture)?;
        let weight = weight((self.weigh)(name)?, self.is_french);
        let facts = [Some(kind.end.to_ascii_uppercase()), lasts, Some(weight)];
        let facts: Vec<String> = facts.into_iter().flatten().collect();
        Some(format!(" ({})", facts.join(", ")))
    }
}

/// A number of seconds as people read it: "1 h 2 min", "3 min 5 s", in the symbols of the SI, which French and English
/// share.
fn duration(seconds: u32) -> String {
    let (hours, minutes, rest) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    // Of hours nobody counts the seconds.
    let rest = if hours > 0 { 0 } else { rest };
    let parts = [(hours, "h"), (minutes, "min"), (rest, "s")];
    let parts = parts.into_iter().filter(|(number, _)| *number > 0);
    let parts: Vec<String> = parts
        .map(|(number, unit)| format!("{number}\u{a0}{unit}"))
        .collect();
    parts.join("\u{a0}")
}

fn href(span: &mut Span) -> Option<&mut String> {
    span.marks.iter_mut().find_map(|mark| match mark {
        Mark::Link { href } => Some(href),
        _ => None,
    })
}

/// Makes an address of a file the one that it is published at; says which file that is.
fn lead(href: &mut String) -> Option<String> {
    let name = links::linked(href)?;
    *href = links::address(&name, href);
    Some(name)
}

/// A number of bytes as people read it, in powers of 1000 (IEC 80000-13), in French with French letters: "1,2 Mo".
fn weight(bytes: u64, is_french: bool) -> String {
    // None is singular in French, and not in English (CLDR's plural rules).
    let units = match (is_french, bytes) {
        (true, 0 | 1) => ["octet", "Ko", "Mo", "Go"],
        (true, _) => ["octets", "Ko", "Mo", "Go"],
        (false, 1) => ["byte", "kB", "MB", "GB"],
        (false, _) => ["bytes", "kB", "MB", "GB"],
    };
    let bytes = u128::from(bytes);
    let mut units = units.into_iter();
    let mut unit = units.next().unwrap_or_default();
    let mut size = 1;
    // What would be rounded to a thousand is one of the next.
    while 2 * bytes >= 1_999 * size {
        let Some(larger) = units.next() else { break };
        unit = larger;
        size *= 1_000;
    }
    let tenths = (10 * bytes + size / 2) / size;
    let number = match tenths {
        small if small < 100 && size > 1_000 => {
            format!(
                "{}{}{}",
                small / 10,
                if is_french { ',' } else { '.' },
                small % 10
            )
        }
        _ => ((bytes + size / 2) / size).to_string(),
    };
    format!("{number}\u{a0}{unit}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_weight_is_one_that_people_read() {
        for (bytes, french, english) in [
            (0, "0 octet", "0 bytes"),
            (1, "1 octet", "1 byte"),
            (2, "2 octets", "2 bytes"),
            (999, "999 octets", "999 bytes"),
            (1_000, "1 Ko", "1 kB"),
            (84_449, "84 Ko", "84 kB"),
            (999_499, "999 Ko", "999 kB"),
            (999_500, "1,0 Mo", "1.0 MB"),
            (1_240_000, "1,2 Mo", "1.2 MB"),
            (12_600_000, "13 Mo", "13 MB"),
            (3_100_000_000, "3,1 Go", "3.1 GB"),
            (u64::MAX, "18446744074 Go", "18446744074 GB"),
        ] {
            assert_eq!(weight(bytes, true).replace('\u{a0}', " "), french);
            assert_eq!(weight(bytes, false).replace('\u{a0}', " "), english);
        }
    }

    #[test]
    fn how_long_a_recording_lasts_is_said_as_people_say_it() {
        for (seconds, said) in [
            (7, "7 s"),
            (60, "1 min"),
            (95, "1 min 35 s"),
            (3_600, "1 h"),
            (3_725, "1 h 2 min"),
        ] {
            assert_eq!(duration(seconds).replace('\u{a0}', " "), said);
        }
    }

    #[test]
    fn what_a_download_weighs_stands_once_beside_its_link() {
        let mut article: Article = kiosque::contract::decode(
            r#"{"version": "1.0", "slug": "un", "headline": "Un", "inLanguage": "fr", "body": [
                {"type": "paragraph", "spans": [
                    {"text": "Le "},
                    {"text": "rapport", "marks": [{"type": "link", "href": "/files/Un rapport.PDF#page=2"}, {"type": "strong"}]},
                    {"text": " entier", "marks": [{"type": "link", "href": "/files/Un rapport.PDF#page=2"}]},
                    {"text": ", le plan", "marks": [{"type": "link", "href": "/images/plan.jpg"}]}]},
                {"type": "box", "title": "À écouter", "body": [
                    {"type": "embed", "url": "/files/son.mp3", "title": "Le son", "providerName": "Nous"}]},
                {"type": "audio", "url": "/files/Un son.MP3", "title": "Écouter", "duration": 95, "transcript": [
                    {"type": "paragraph", "spans": [{"text": "Notes", "marks": [{"type": "link", "href": "/files/notes.txt"}]}]}]}]}"#,
        )
        .unwrap();
        super::article(&mut article, |_| Some(1_200_000));
        let json = serde_json::to_value(&article.body).unwrap();
        let texts = |spans: &serde_json::Value| -> Vec<String> {
            let spans = spans.as_array().unwrap().iter();
            spans
                .map(|span| span["text"].as_str().unwrap().to_owned())
                .collect()
        };
        assert_eq!(
            texts(&json[0]["spans"]),
            ["Le ", "rapport", " entier", " (PDF, 1,2\u{a0}Mo)", ", le plan"]
        );
        for span in 1..=2 {
            assert_eq!(
                json[0]["spans"][span]["marks"][0]["href"],
                "/files/Un%20rapport.pdf#page=2"
            );
        }
        assert_eq!(json[1]["body"][0]["title"], "Le son (MP3, 1,2\u{a0}Mo)");
        assert_eq!(
            json[2]["title"],
            "Écouter (MP3, 1\u{a0}min\u{a0}35\u{a0}s, 1,2\u{a0}Mo)"
        );
        assert_eq!(json[2]["url"], "/files/Un%20son.mp3");
        assert_eq!(json[2].get("duration"), None);
        assert_eq!(
            texts(&json[2]["transcript"][0]["spans"]),
            ["Notes", " (TXT, 1,2\u{a0}Mo)"]
        );
    }
}
