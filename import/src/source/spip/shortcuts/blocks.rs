//! Paragraphs, lists and rules, line by line.

use super::{Writer, shelf};

/// What a line begins with.
enum Line<'a> {
    Blank,
    Rule,
    /// `-*`, `-#`: for each level whether it is numbered.
    Item(Vec<bool>, &'a str),
    /// `- `.
    Dash(&'a str),
    Text(&'a str),
}

fn line(said: &str) -> Line<'_> {
    let trimmed = said.trim();
    if trimmed.is_empty() {
        return Line::Blank;
    }
    if trimmed.len() >= 4
        && (trimmed.bytes().all(|byte| byte == b'-') || trimmed.bytes().all(|byte| byte == b'_'))
    {
        return Line::Rule;
    }
    if let Some(after) = trimmed.strip_prefix('-') {
        let marks: Vec<bool> = after
            .bytes()
            .take_while(|byte| matches!(byte, b'*' | b'#'))
            .map(|byte| byte == b'#')
            .collect();
        let rest = after.get(marks.len()..).unwrap_or_default();
        if !marks.is_empty() {
            return Line::Item(marks, rest.trim_start());
        }
        if rest.starts_with([' ', '\t', '\u{a0}', '~']) {
            return Line::Dash(rest.trim_start_matches([' ', '\t', '\u{a0}', '~']));
        }
    }
    Line::Text(trimmed)
}

/// A list that is being written: what is open of it.
#[derive(Default)]
struct List {
    html: String,
    open: Vec<bool>,
}

impl List {
    fn item(&mut self, marks: &[bool]) {
        while self.open.len() > marks.len() {
            self.close_one();
        }
        // The same depth, but numbered otherwise: another list.
        if self.open.len() == marks.len() && self.open.last() != marks.last() {
            self.close_one();
        } else if self.open.len() == marks.len() {
            self.html.push_str("</li>");
        }
        while let Some(is_numbered) = marks.get(self.open.len()) {
            self.html.push_str(if *is_numbered { "<ol>" } else { "<ul>" });
            self.open.push(*is_numbered);
            if self.open.len() < marks.len() {
                self.html.push_str("<li>");
            }
        }
        self.html.push_str("<li>");
    }

    fn close_one(&mut self) {
        self.html.push_str("</li>");
        if let Some(is_numbered) = self.open.pop() {
            self.html.push_str(if is_numbered { "</ol>" } else { "</ul>" });
        }
    }

    fn end(&mut self) -> String {
        while !self.open.is_empty() {
            self.close_one();
        }
        std::mem::take(&mut self.html)
    }
}

impl Writer<'_> {
    /// The paragraphs of a text all of whose lines have been read.
    pub(super) fn structured(&mut self, said: &str) -> String {
        let lines: Vec<&str> = said.split('\n').collect();
        let mut html = String::with_capacity(said.len() + said.len() / 8);
        let mut paragraph = String::new();
        let mut list = List::default();
        let mut at = 0;
        while let Some(current) = lines.get(at) {
            if let Some((table, length)) = self.table(lines.get(at..).unwrap_or_default()) {
                self.end_paragraph(&mut paragraph, &mut html);
                html.push_str(&list.end());
                html.push_str(&table);
                at += length;
                continue;
            }
            at += 1;
            match line(current) {
                Line::Blank => {
                    self.end_paragraph(&mut paragraph, &mut html);
                    html.push_str(&list.end());
                }
                Line::Rule => {
                    self.end_paragraph(&mut paragraph, &mut html);
                    html.push_str(&list.end());
                    html.push_str("<hr>");
                }
                Line::Item(marks, words) => {
                    self.end_paragraph(&mut paragraph, &mut html);
                    list.item(&marks);
                    list.html.push_str(&self.finished(words));
                }
                Line::Dash(words) if list.open.is_empty() => {
                    let following = lines.get(at..).unwrap_or_default();
                    let dashes = following
                        .iter()
                        .map_while(|it| match line(it) {
                            Line::Dash(words) => Some(words),
                            _ => None,
                        })
                        .collect::<Vec<&str>>();
                    if dashes.is_empty() {
                        self.add(&format!("- {words}"), true, &mut paragraph);
                        continue;
                    }
                    self.end_paragraph(&mut paragraph, &mut html);
                    at += dashes.len();
                    html.push_str("<ul>");
                    for words in std::iter::once(words).chain(dashes) {
                        html.push_str("<li>");
                        html.push_str(&self.finished(words));
                        html.push_str("</li>");
                    }
                    html.push_str("</ul>");
                }
                Line::Dash(words) => {
                    list.html.push_str(&shelf::fixed("<br>"));
                    list.html.push_str(&self.finished(&format!("- {words}")));
                }
                Line::Text(words) => {
                    let is_new_line = words.starts_with("_ ");
                    let words = words.strip_prefix("_ ").unwrap_or(words);
                    if list.open.is_empty() {
                        self.add(words, is_new_line, &mut paragraph);
                    } else {
                        let between = match is_new_line || self.context.breaks {
                            true => shelf::fixed("<br>"),
                            false => " ".to_owned(),
                        };
                        list.html.push_str(&between);
                        list.html.push_str(&self.finished(words));
                    }
                }
            }
        }
        self.end_paragraph(&mut paragraph, &mut html);
        html.push_str(&list.end());
        html
    }

    /// Adds a line to a paragraph.
    fn add(&self, words: &str, is_new_line: bool, paragraph: &mut String) {
        if !paragraph.is_empty() {
            let is_apart = self.shelf.is_block_at(paragraph, true) || self.shelf.is_block_at(words, false);
            let has_break = is_new_line || self.context.breaks;
            match has_break && !is_apart {
                true => paragraph.push_str(&shelf::fixed("<br>")),
                false => paragraph.push('\n'),
            }
        }
        paragraph.push_str(words);
    }

    fn end_paragraph(&mut self, paragraph: &mut String, html: &mut String) {
        let said = std::mem::take(paragraph);
        if said.trim().is_empty() {
            return;
        }
        if self.shelf.is_all_blocks(&said) {
            html.push_str(&said);
            return;
        }
        // An address alone on its line is a card.
        let words = match said.contains(&shelf::fixed("<br>")) {
            true => {
                let br = shelf::fixed("<br>");
                let lines: Vec<String> = said.split(&br).map(|line| self.finished(line)).collect();
                lines.join(&br)
            }
            false => self.finished(&said),
        };
        let opens = self.shelf.is_block_at(&said, false);
        html.push_str(if opens { "" } else { "<p>" });
        html.push_str(&words);
        html.push_str(if opens { "" } else { "</p>" });
    }
}
