//! What a text says before blocks are made of it: what may not be lost.

use super::{
    depth,
    sound::sound,
    sources::{self, Source},
    tree,
};
use crate::{
    outcome::{Entry, Kind, Reason},
    text,
};

/// The words of a text, and its links, pictures and frames.
#[derive(Debug)]
pub struct Said {
    pub words: String,
    pub sources: Vec<Source>,
}

impl Said {
    /// What HTML says.
    #[must_use]
    pub fn of(html: &str) -> Self {
        // Titles and leads are plain, most of them.
        if !html.contains(['<', '&']) {
            return Self::words(html);
        }
        let (bounded, _) = depth::bounded(html);
        let (_, sources) = sources::numbered(&sound(html));
        Self {
            words: tree::text(tree::root(&tree::parse(&bounded))),
            sources: sources.into_iter().flatten().collect(),
        }
    }

    /// The words of HTML alone.
    #[must_use]
    pub fn words(html: &str) -> Self {
        Self {
            words: tree::text_of(html),
            sources: Vec::new(),
        }
    }

    /// What is told of it where it is left out.
    #[must_use]
    pub fn lost(self, reason: Reason, place: &str) -> Vec<Entry> {
        let mut entries = Vec::new();
        if text::says(&self.words) {
            entries.push(Entry::new(reason, Kind::Words, place).was(text::line(&self.words)));
        }
        let sources = self.sources.into_iter();
        entries.extend(sources.map(|it| Entry::new(reason, it.kind, place).was(it.address)));
        entries
    }
}
