//! Records that become no article: where they lie, whole, and what is told of them.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
};

use serde::Serialize;
use serde_json::Value;

use super::{Before, Desk, Done, count, line, still_public};
use crate::{
    article::Made,
    block::{Block, VERSION},
    error::Error,
    folder::{self, Settled},
    outcome::{Entry, Kind, Outcome, Reason},
    record::Record,
    report::{Items, Line},
    slug, source,
    state::{self, Known, Prints, Shelf},
    text,
};

/// A page that a newsroom may take over as it is (docs/content.md).
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Page<'a> {
    version: &'a str,
    slug: &'a str,
    headline: &'a str,
    in_language: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    description: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    date_modified: Option<&'a str>,
    body: &'a [Block],
}

impl Desk<'_> {
    pub(super) fn set_aside(
        &self,
        record: &Record,
        slug: &str,
        before: &Before,
        reason: Reason,
        made: Option<Made>,
    ) -> Result<Done, Error> {
        let is_empty = reason == Reason::NothingToRead;
        // Where members alone read anything in it, it is theirs whole.
        let (reason, made) = match made {
            Some(made) if is_empty && made.entries.iter().any(|it| it.reason == Reason::Private) => {
                (Reason::Private, None)
            }
            made => (reason, made),
        };
        let mut entries = match &made {
            Some(made) => made.entries.clone(),
            None => record.entries.clone(),
        };
        // Reports are shown around: of what is not for all readers they say only that it is there.
        let is_secret = matches!(reason, Reason::Private | Reason::Withheld | Reason::Trashed);
        if is_secret {
            entries.clear();
        }
        // Of what could not be read nobody knows whether it is for all.
        let is_unread = matches!(reason, Reason::Unreadable | Reason::TooLarge | Reason::CutOff);
        if is_unread {
            entries.iter_mut().for_each(|entry| entry.was = None);
        }
        let folder_name = serde_json::to_value(reason)
            .ok()
            .and_then(|it| it.as_str().map(str::to_owned))
            .unwrap_or_default();
        let mut page_file = None;
        let (file, text) = match (&made, reason) {
            (Some(made), Reason::Page | Reason::DraftPage) => {
                let article = &made.article;
                let page = Page {
                    version: VERSION,
                    slug,
                    headline: &article.headline,
                    in_language: &article.in_language,
                    description: &article.description,
                    date_modified: article.date_modified.as_deref(),
                    body: &article.body,
                };
                let text = serde_json::to_string_pretty(&page).unwrap_or_default() + "\n";
                page_file = Some(serde_json::to_value(&page).unwrap_or_default());
                (format!("set-aside/page/{slug}.json"), text)
            }
            (Some(made), _) if record.raw.is_empty() => {
                let text = serde_json::to_string_pretty(&made.article).unwrap_or_default() + "\n";
                (format!("set-aside/{folder_name}/{slug}.json"), text)
            }
            _ => (
                format!("set-aside/{folder_name}/{}", whole(&record.id, &record.raw)),
                record.raw.clone(),
            ),
        };
        let settled = match &page_file {
            Some(value) if !self.is_plan => Some(self.page(&file, value, &text, before)?),
            _ => None,
        };
        let is_removed = settled.as_ref().is_some_and(|settled| settled.is_removed);
        if is_removed {
            entries.push(Entry::new(Reason::RemovedHere, Kind::Other, "page").was(slug));
        }
        let conflict = settled.as_ref().and_then(|settled| settled.conflict.clone());
        let conflict = conflict.map(|conflict| {
            let name = format!("conflicts/pages/{slug}.json");
            entries.push(Entry::new(Reason::Conflict, Kind::Other, "page").was(&name));
            let path = self.folder.join(name);
            let text = folder::with_earlier(conflict, &path);
            (path, text)
        });
        let withdrawn = self.withdrawn(&record.id, before, Shelf::SetAside, &mut entries);
        // What is too large, its source has written already where it could.
        let file = match text.is_empty() {
            true => self.written(&folder_name, &record.id),
            false => Some(file).filter(|_| !is_removed),
        };
        let counts = made.as_ref().map(|made| made.counts).unwrap_or_default();
        let title = match is_secret || is_unread {
            true => String::new(),
            false => text::line(&crate::html::tree::text_of(&record.headline)),
        };
        let line = line(
            record,
            &title,
            Outcome::SetAside,
            Some(reason),
            file.as_deref(),
            &entries,
            &counts,
        );
        let known = Known {
            id: record.id.as_str().into(),
            shelf: Shelf::SetAside,
            // A slug is a headline, nearly.
            slug: if is_secret { "" } else { slug }.into(),
            record: record.fingerprint,
            prints: page_file.as_ref().map(state::prints).unwrap_or_default(),
            line: (0, 0),
        };
        let known = match before.known.as_ref().filter(|_| withdrawn.is_some()) {
            Some(before) => still_public(before, record),
            None => known,
        };
        let path = file.map(|file| self.folder.join(file));
        let text = match settled {
            Some(settled) => settled.write,
            None => Some(text).filter(|text| !text.is_empty()),
        };
        let write = path.zip(text).filter(|(path, text)| {
            !self.is_plan && !fs::read_to_string(path).is_ok_and(|there| there == *text)
        });
        Ok(Done {
            is_new: true,
            is_empty,
            missing_pictures: count(&entries, Reason::PictureMissing),
            not_fetched: count(&entries, Reason::NotFetched),
            missing_files: count(&entries, Reason::FileMissing),
            unaccounted: count(&entries, Reason::Unaccounted),
            known,
            shelf: Shelf::SetAside,
            items: Items::of(&line),
            line,
            write,
            conflict,
            // Of a page alone there is less here than the record has.
            kept_back: page_file.as_ref().and_then(|_| self.kept_back(record, &entries)),
            withdrawn,
            remove: None,
            section: None,
            authors: Vec::new(),
            fields: BTreeSet::new(),
        })
    }

    /// What becomes of a page's file: what the newsroom wrote into it stays, and where it took the page away, it is not put there
    /// again.
    fn page(&self, file: &str, page: &Value, text: &str, before: &Before) -> Result<Settled, Error> {
        let path = self.folder.join(file);
        let known = before.known.as_ref();
        let known = known.filter(|known| known.prints != Prints::default());
        if known.is_some() && before.pending.is_none() && !path.exists() {
            return Ok(Settled {
                is_removed: true,
                ..Settled::default()
            });
        }
        folder::settle(&path, None, page, text, known, before.pending.as_ref())
    }

    /// The file of a record that its source has written itself.
    fn written(&self, folder: &str, id: &str) -> Option<String> {
        let files = ["xml", "sql", "json"].map(|end| format!("set-aside/{folder}/{}.{end}", file_name(id)));
        files.into_iter().find(|file| self.folder.join(file).is_file())
    }

    /// One that the source no longer has.
    pub fn gone(&self, known: Known) -> Done {
        let known = self.named(known);
        let shelf = self.lies(&known).unwrap_or(known.shelf);
        // The slug of what is set aside may be one that no reader knew.
        let name = match known.shelf {
            Shelf::SetAside => known.id.as_ref(),
            _ => known.slug.as_ref(),
        };
        let entries = [Entry::new(Reason::Gone, Kind::Other, "record").was(name)];
        let file = match shelf {
            Shelf::SetAside => None,
            shelf => Some(format!("{}/{}.json", shelf.folder(), known.slug)),
        };
        let line = Line {
            id: &known.id,
            title: name,
            outcome: Outcome::SetAside,
            reason: Some(Reason::Gone),
            file: file.as_deref(),
            address: None,
            counts: BTreeMap::new(),
            entries: &entries,
        };
        let line = serde_json::to_string(&line).unwrap_or_default();
        Done::as_it_was(known, shelf, line)
    }
}

/// The name of the file that holds a record as it was.
pub fn whole(id: &str, raw: &str) -> String {
    format!("{}.{}", file_name(id), file_end(raw))
}

/// The ending of a record's file.
fn file_end(raw: &str) -> &'static str {
    match raw.trim_start() {
        raw if raw.starts_with(['{', '[']) => "json",
        raw if source::page::is(raw.get(..2000).unwrap_or(raw)) => "html",
        _ => "xml",
    }
}

/// A record's id as the name of a file.
fn file_name(id: &str) -> String {
    let own = slug::slug(id);
    match own == id {
        true => own,
        false => format!(
            "{}-{:016x}",
            own.get(..own.len().min(80)).unwrap_or_default(),
            source::hash(id)
        ),
    }
}
