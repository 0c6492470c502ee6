//! Text on its way to blocks: spans are gathered until a paragraph ends.

use crate::{
    block::{Block, Mark, Span},
    outcome::{Entry, Kind, Reason},
    text::{self, SEAM},
};

/// The blocks of a part of a body, and the line that is being written.
#[derive(Default)]
pub struct Flow {
    pub blocks: Vec<Block>,
    spans: Vec<Span>,
    marks: Vec<Mark>,
}

impl Flow {
    /// One whose text bears marks from its beginning.
    pub fn with_marks(marks: &[Mark]) -> Self {
        Self {
            marks: marks.to_vec(),
            ..Self::default()
        }
    }

    pub fn marks(&self) -> &[Mark] {
        &self.marks
    }

    /// Runs something whose text bears a mark, unless it has one of the kind already.
    pub fn mark<T>(&mut self, mark: Option<Mark>, within: impl FnOnce(&mut Self) -> T) -> T {
        let marks = self.marks.clone();
        if let Some(mark) = mark {
            self.marks
                .retain(|it| std::mem::discriminant(it) != std::mem::discriminant(&mark));
            self.marks.push(mark);
        }
        let done = within(self);
        self.marks = marks;
        done
    }

    /// Adds text; a line's end in it is a break.
    pub fn push(&mut self, words: &str) {
        if words.is_empty() {
            return;
        }
        match self.spans.last_mut() {
            Some(last) if last.marks == self.marks => last.text.push_str(words),
            _ => self.spans.push(Span {
                text: words.to_owned(),
                marks: self.marks.clone(),
            }),
        }
    }

    pub fn seam(&mut self) {
        self.push(SEAM.encode_utf8(&mut [0; 4]));
    }

    /// Whether there is a last word that bears no note's mark yet.
    pub fn takes_note(&self) -> bool {
        let last = self.spans.iter().rfind(|span| text::says(&span.text));
        last.is_some_and(|span| !span.marks.iter().any(|mark| matches!(mark, Mark::Note { .. })))
    }

    /// Gives a note's mark to the last word; says whether there is one.
    pub fn note(&mut self, id: &str) -> bool {
        let Some(last) = self.spans.iter().rposition(|span| text::says(&span.text)) else {
            return false;
        };
        self.spans.truncate(last + 1);
        let Some(span) = self.spans.pop() else {
            return false;
        };
        if span.marks.iter().any(|mark| matches!(mark, Mark::Note { .. })) {
            self.spans.push(span);
            return false;
        }
        let words = span
            .text
            .trim_end_matches(|c: char| text::is_space(c) || c == SEAM);
        let start = words.rfind(text::is_space).map_or(0, |at| {
            at + words
                .get(at..)
                .and_then(|rest| rest.chars().next())
                .map_or(1, char::len_utf8)
        });
        let (before, word) = words.split_at(start);
        if !before.is_empty() {
            self.spans.push(Span {
                text: before.to_owned(),
                marks: span.marks.clone(),
            });
        }
        let mut marks = span.marks;
        marks.push(Mark::Note { id: id.to_owned() });
        self.spans.push(Span {
            text: word.to_owned(),
            marks,
        });
        self.seam();
        true
    }

    /// A break in the line; two are the end of the paragraph.
    pub fn end_line(&mut self, entries: &mut Vec<Entry>) {
        let is_second = self
            .spans
            .iter()
            .rev()
            .flat_map(|span| span.text.chars().rev())
            .find(|c| *c == '\n' || !text::is_space(*c));
        match is_second {
            Some('\n') => self.end_paragraph(entries),
            _ => self.push("\n"),
        }
    }

    /// What of the line is there so far, made a paragraph.
    pub fn end_paragraph(&mut self, entries: &mut Vec<Entry>) {
        let spans = self.take_line(entries);
        if !spans.is_empty() {
            self.blocks.push(Block::Paragraph { spans });
        }
    }

    pub fn put(&mut self, block: Block, entries: &mut Vec<Entry>) {
        self.end_paragraph(entries);
        self.blocks.push(block);
    }

    /// The line as it is typed, without its marks, which are given beside it.
    pub fn take_code(&mut self, entries: &mut Vec<Entry>) -> (String, Vec<Mark>) {
        let mut spans = std::mem::take(&mut self.spans);
        join_words(&mut spans, entries);
        let text: String = spans.iter().map(|span| span.text.as_str()).collect();
        let text = text.replace('\t', "    ");
        let marks = spans.into_iter().flat_map(|span| span.marks).collect();
        (text.trim_matches('\n').trim_end().to_owned(), marks)
    }

    fn take_line(&mut self, entries: &mut Vec<Entry>) -> Vec<Span> {
        let mut spans = std::mem::take(&mut self.spans);
        if spans.iter().any(|span| span.text.contains(SEAM)) {
            join_words(&mut spans, entries);
        }
        tidied(spans)
    }
}

/// Takes the seams out, and says which words are one now.
fn join_words(spans: &mut [Span], entries: &mut Vec<Entry>) {
    let line = crate::account::parted(spans);
    let is_of_word = |c: char| {
        let mut buffer = [0; 4];
        let mut is_word = false;
        text::words(c.encode_utf8(&mut buffer), &mut |word| {
            is_word = word.chars().all(char::is_alphanumeric)
        });
        is_word || c == SEAM || text::is_ignorable(c) || matches!(c, '\u{300}'..='\u{36f}')
    };
    for run in line
        .split(|c: char| !is_of_word(c))
        .filter(|run| run.contains(SEAM))
    {
        let pieces: Vec<&str> = run.split(SEAM).filter(|piece| text::says(piece)).collect();
        if pieces.len() > 1 {
            entries.push(
                Entry::new(Reason::JoinedWord, Kind::Words, "body")
                    .was(pieces.join(" "))
                    .now(pieces.concat()),
            );
        }
    }
    for span in spans {
        span.text.retain(|c| c != SEAM);
    }
}

/// Spans as files have them: single spaces, none at the ends of lines, no link without words, nothing at all where nothing
/// is said.
pub fn tidied(spans: Vec<Span>) -> Vec<Span> {
    let mut tidy: Vec<Span> = Vec::with_capacity(spans.len());
    // What the text so far ends with: nothing and a line's end take no space after them.
    let mut last = '\n';
    for span in spans {
        let mut kept = String::with_capacity(span.text.len());
        for c in span.text.chars() {
            if c == '\n' {
                if last == ' ' {
                    trim_end(&mut kept, &mut tidy);
                }
                if last != '\n' && !is_empty(&kept, &tidy) {
                    kept.push('\n');
                }
                last = '\n';
            } else if text::is_space(c) {
                if last != ' ' && last != '\n' {
                    kept.push(' ');
                    last = ' ';
                }
            } else {
                kept.push(c);
                last = c;
            }
        }
        let mut marks = span.marks;
        if !text::says(&kept) {
            marks.retain(|mark| matches!(mark, Mark::Link { .. }));
        }
        match tidy.last_mut() {
            _ if kept.is_empty() => {}
            Some(before) if before.marks == marks => before.text.push_str(&kept),
            _ => tidy.push(Span { text: kept, marks }),
        }
    }
    while let Some(span) = tidy.last_mut() {
        let length = span.text.trim_end_matches([' ', '\n']).len();
        span.text.truncate(length);
        if length > 0 {
            break;
        }
        tidy.pop();
    }
    unlink_silent(&mut tidy);
    match tidy.iter().any(|span| text::says(&span.text)) {
        true => tidy,
        false => Vec::new(),
    }
}

fn is_empty(kept: &str, tidy: &[Span]) -> bool {
    kept.is_empty() && tidy.is_empty()
}

fn trim_end(kept: &mut String, tidy: &mut [Span]) {
    if kept.ends_with(' ') {
        kept.pop();
    } else if let Some(before) = tidy.last_mut()
        && before.text.ends_with(' ')
    {
        before.text.pop();
    }
}

/// Takes the marks off links that say nothing.
fn unlink_silent(spans: &mut Vec<Span>) {
    spans.retain(|span| !span.text.is_empty());
    let href = |span: &Span| {
        span.marks.iter().find_map(|mark| match mark {
            Mark::Link { href, .. } => Some(href.clone()),
            _ => None,
        })
    };
    for run in spans.chunk_by_mut(|one, other| href(one) == href(other)) {
        if !run.iter().any(|span| text::says(&span.text)) {
            for span in run {
                span.marks.retain(|mark| !matches!(mark, Mark::Link { .. }));
            }
        }
    }
}

/// What is told where raised or lowered signs stand in line, as in plain text: "m2".
pub fn in_line(spans: &[Span]) -> Option<Entry> {
    let (parted, whole) = (crate::account::parted(spans), plain(spans));
    let count = |words: &str| {
        let mut count = 0_usize;
        text::words(words, &mut |_| count += 1);
        count
    };
    let entry = || Entry::new(Reason::RaisedInLine, Kind::Words, "body");
    (count(&parted) != count(&whole)).then(|| entry().was(text::line(&parted)).now(whole))
}

/// The words of spans without their marks, on one line.
pub fn plain(spans: &[Span]) -> String {
    let words: String = spans.iter().map(|span| span.text.as_str()).collect();
    text::line(&words)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn span(text: &str, marks: &[Mark]) -> Span {
        Span {
            text: text.to_owned(),
            marks: marks.to_vec(),
        }
    }

    #[test]
    fn spaces_are_single_across_marks_and_none_stands_at_an_end() {
        let spans = tidied(vec![
            span(" \u{a0}un ", &[]),
            span("  deux ", &[Mark::Strong]),
            span(" \n ", &[]),
            span(" trois\u{a0}", &[]),
        ]);
        assert_eq!(plain(&spans), "un deux trois");
        assert_eq!(spans[1].text, "deux");
        assert_eq!(spans[2].text, "\ntrois");
        assert_eq!(tidied(vec![span("\u{200b} \n", &[])]), []);
    }

    #[test]
    fn a_word_that_something_stood_in_is_whole_and_told() {
        let mut flow = Flow::default();
        let mut entries = Vec::new();
        flow.push("un L");
        flow.seam();
        flow.push("eau ");
        flow.seam();
        flow.end_paragraph(&mut entries);
        assert_eq!(
            flow.blocks,
            [Block::Paragraph {
                spans: vec![span("un Leau", &[])]
            }]
        );
        assert_eq!(entries.len(), 1);
        assert_eq!(entries[0].was.as_deref(), Some("L eau"));
    }
}
