//! SPIP's shortcuts (<https://www.spip.net/fr_article1578.html>) as HTML that `html::convert` reads.
//!
//! SPIP itself replaces one after the other by regular expressions. Here what has been read is set aside on a [`Shelf`], so that
//! no shortcut is seen in what another one wrote.

mod blocks;
mod inline;
mod links;
mod models;
mod multi;
mod notes;
mod protect;
mod shelf;
mod table;
#[cfg(test)]
mod tests;

use std::collections::HashMap;

use super::tables::Tables;
use crate::{
    outcome::{Entry, Kind, Reason},
    source::markup::Markup,
};
use notes::Typed;
use shelf::Shelf;

/// What texts are read with.
#[derive(Clone, Copy)]
pub struct Context<'a> {
    pub tables: &'a Tables,
    /// The article's language, as SPIP writes it.
    pub language: &'a str,
    /// Whether the end of a line is shown as one, as since version 3.
    pub breaks: bool,
}

/// A text as HTML.
#[derive(Debug, Default)]
pub struct Written {
    pub html: String,
    /// Its notes, by their ids.
    pub notes: Vec<(String, String)>,
    pub entries: Vec<Entry>,
    /// The documents that it shows, by their numbers.
    pub documents: Vec<u64>,
}

struct Writer<'a> {
    context: Context<'a>,
    place: &'a str,
    /// Whether it is a title or a lead, which has no notes.
    is_line: bool,
    shelf: Shelf,
    entries: Vec<Entry>,
    typed: Vec<Typed>,
    /// Which of them each name is of.
    labels: HashMap<String, usize>,
    documents: Vec<u64>,
    /// The levels of titles that are open.
    levels: Vec<usize>,
    /// How many notes the text stands in.
    depth: usize,
}

/// Writes a text of paragraphs.
#[must_use]
pub fn text(said: &str, place: &str, context: Context<'_>) -> Written {
    let mut writer = Writer::new(place, false, context);
    let body = writer.paragraphs(said);
    let (mut notes, mut after) = (Vec::new(), String::new());
    // A note may have notes itself, which follow it.
    let mut at = 0;
    while let Some(note) = writer.typed.get_mut(at) {
        let (id, words, is_named) = (note.id.clone(), std::mem::take(&mut note.text), note.is_named);
        writer.depth = note.depth + 1;
        at += 1;
        let inner = writer.read(&words);
        let html = writer.structured(&inner);
        let mut note = Markup::default();
        note.typed(&writer.shelf.restored(&html));
        match is_named {
            true => notes.push((format!("note-{id}"), note.html)),
            false => after.push_str(&note.html),
        }
    }
    let mut html = Markup::default();
    html.typed(&writer.shelf.restored(&body));
    html.raw(&after);
    Written {
        html: html.html,
        notes,
        entries: writer.entries,
        documents: writer.documents,
    }
}

/// Writes a title, or another text of one line.
#[must_use]
pub fn line(said: &str, place: &str, context: Context<'_>) -> Written {
    let mut writer = Writer::new(place, true, context);
    let read = writer.read(said);
    let inner = writer.finished(&read);
    Written {
        html: writer.shelf.restored(&inner),
        notes: Vec::new(),
        entries: writer.entries,
        documents: writer.documents,
    }
}

/// The numbers of documents that a text may show, without reading all of it: what its record depends on.
#[must_use]
pub fn numbers(said: &str) -> Vec<u64> {
    models::numbers(said)
}

impl<'a> Writer<'a> {
    fn new(place: &'a str, is_line: bool, context: Context<'a>) -> Self {
        Self {
            context,
            place,
            is_line,
            shelf: Shelf::default(),
            entries: Vec::new(),
            typed: Vec::new(),
            labels: HashMap::new(),
            documents: Vec::new(),
            levels: Vec::new(),
            depth: 0,
        }
    }

    fn paragraphs(&mut self, said: &str) -> String {
        let (said, had_signs) = shelf::without_signs(said);
        if had_signs {
            self.entries
                .push(Entry::new(Reason::UnseenSign, Kind::Other, self.place).was("U+FDD2"));
        }
        let said = said.replace("\r\n", "\n").replace('\r', "\n");
        let said = self.in_one_language(&said);
        let read = self.protected(&said);
        let read = self.read(&read);
        self.structured(&read)
    }

    /// Reads all that is within lines. What is protected has been set aside before, but in lines, where it is now.
    fn read(&mut self, said: &str) -> String {
        let read = match self.is_line {
            true => {
                let (said, _) = shelf::without_signs(said);
                let said = self.in_one_language(&said);
                self.protected(&said)
            }
            false => said.to_owned(),
        };
        let read = self.without_notes(&read);
        let read = self.without_models(&read);
        let read = self.without_tags(&read);
        let read = self.linked(&read);
        self.braced(&read)
    }
}
