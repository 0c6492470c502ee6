//! Writes what records became, in the source's order, and then what is of the whole newspaper.

use std::{
    collections::{BTreeMap, BTreeSet, HashMap, HashSet},
    fs,
    path::Path,
};

use rayon::prelude::*;
use url::Url;

use crate::{
    batch::{Before, Desk, Done},
    comments::Comments,
    error::Error,
    folder,
    names::Names,
    outcome::{Entry, Kind, Outcome, Reason},
    record::{Form, Record, Standing, Target},
    redirects::{Here, Led, Redirects},
    report::{Earlier, Items, Line, Report},
    run::Summary,
    site::{Additions, Site},
    slugs::Slugs,
    source::{self, Index},
    state::{self, Journal, NewState},
};

/// Writes what records became, in the source's order.
pub struct Writer<'a> {
    folder: &'a Path,
    /// Articles of which there is nothing to read, by the library's numbers.
    pub empty: HashSet<u32>,
    /// The names of fields that the mapping file says nothing of.
    pub fields: BTreeSet<String>,
    is_plan: bool,
    report: Report,
    earlier: Option<Earlier>,
    journal: Option<Journal>,
    state: Option<NewState>,
    comments: Comments,
    redirects: Redirects,
    /// The newsroom's own pages, by the numbers of their slugs.
    pages: HashSet<u64>,
    additions: Additions,
    sections: BTreeSet<String>,
    authors: BTreeSet<String>,
    summary: Summary,
}

impl<'a> Writer<'a> {
    /// # Errors
    /// When it cannot be written.
    pub fn create(folder: &'a Path, slugs: &Slugs, base: &str, is_plan: bool) -> Result<Self, Error> {
        Ok(Self {
            folder,
            empty: HashSet::new(),
            fields: BTreeSet::new(),
            is_plan,
            earlier: Earlier::open(folder),
            report: Report::create(folder)?,
            journal: if is_plan {
                None
            } else {
                Some(Journal::open(folder)?)
            },
            state: if is_plan {
                None
            } else {
                Some(NewState::create(folder)?)
            },
            comments: Comments::new(folder),
            redirects: Redirects::new(slugs.shapes.rule(), base),
            pages: folder::stems(&folder.join(folder::PAGES))?,
            additions: Additions::default(),
            sections: BTreeSet::new(),
            authors: BTreeSet::new(),
            summary: Summary::default(),
        })
    }

    /// Handles and writes records that follow one another.
    ///
    /// # Errors
    /// When a file cannot be read or written.
    pub fn write(
        &mut self,
        desk: &Desk<'_>,
        slugs: &Slugs,
        batch: Vec<(Record, String)>,
    ) -> Result<(), Error> {
        let earlier = &mut self.earlier;
        let before = batch
            .iter()
            .map(|(record, _)| desk.before(record, earlier.as_mut()))
            .collect::<Result<Vec<Before>, Error>>()?;
        let handled = batch
            .par_iter()
            .zip(before)
            .map(|((record, slug), before)| desk.handle(record, slug, before));
        let done = handled.collect::<Result<Vec<Done>, Error>>()?;
        if let Some(journal) = &mut self.journal {
            journal.note(done.iter().filter(|it| it.is_new).map(|it| &it.known))?;
            done.par_iter().try_for_each(|it| desk.put(it))?;
        }
        for (mut it, (record, slug)) in done.into_iter().zip(batch) {
            if it.is_empty
                && let Some(number) = slugs.number(&record.id)
            {
                self.empty.insert(number);
            }
            self.note(&mut it, &record, &slug)?;
        }
        Ok(())
    }

    fn note(&mut self, done: &mut Done, record: &Record, slug: &str) -> Result<(), Error> {
        done.known.line = self.report.add(&done.line, &done.items)?;
        if let Some(state) = &mut self.state {
            state.add(&done.known)?;
        }
        self.fields.append(&mut done.fields);
        let summary = &mut self.summary;
        match done.shelf {
            state::Shelf::Articles => {
                summary.articles += 1;
                record
                    .addresses
                    .iter()
                    .for_each(|url| self.redirects.article(url, slug));
                if record.is_sticky && self.additions.front_page.len() < 20 {
                    self.additions.front_page.push(slug.to_owned());
                }
            }
            state::Shelf::Drafts => summary.drafts += 1,
            state::Shelf::SetAside => {
                summary.set_aside += 1;
                let is_unread = matches!(
                    record.standing,
                    Standing::SetAside(Reason::CutOff | Reason::Unreadable | Reason::TooLarge)
                );
                if is_unread {
                    summary.unread += 1;
                    summary
                        .unread_places
                        .extend(record.entries.iter().map(|it| (it.place.clone(), it.reason)));
                }
                if record.standing == Standing::SetAside(Reason::OtherSite) {
                    summary.other_sites.push(record.headline.clone());
                }
                if record.standing == Standing::SetAside(Reason::Page) {
                    summary.pages.push((slug.to_owned(), record.headline.clone()));
                    // One that the newsroom made one of its own.
                    if self.pages.contains(&source::hash(slug)) {
                        record
                            .addresses
                            .iter()
                            .for_each(|url| self.redirects.page(url, slug));
                    }
                }
            }
        }
        summary.written += usize::from(done.write.is_some());
        summary.conflicts += usize::from(done.conflict.is_some());
        summary.withdrawn.extend(done.withdrawn.take());
        summary.missing_pictures += done.missing_pictures;
        summary.not_fetched += done.not_fetched;
        summary.missing_files += done.missing_files;
        summary.unaccounted += done.unaccounted;
        if let Some(section) = done.section.take()
            && self.sections.insert(section.slug.clone())
        {
            self.additions.sections.insert(section.slug, section.name);
        }
        for author in done.authors.drain(..) {
            if self.authors.insert(author.slug.clone()) {
                let person = crate::record::Person {
                    slug: author.slug.clone(),
                    name: author.name,
                    job_title: author.job_title,
                    description: String::new(),
                };
                self.additions.authors.insert(author.slug, person);
            }
        }
        self.comment(record)
    }

    fn comment(&mut self, record: &Record) -> Result<(), Error> {
        if record.comments.is_empty() || self.is_plan {
            return Ok(());
        }
        let comments = match record.standing {
            Standing::SetAside(_) => &mut self.comments.of_set_aside,
            _ => &mut self.comments.of_articles,
        };
        comments.add(record)
    }

    /// Ends it: what the source no longer has is told, and all that is of the whole newspaper is written.
    ///
    /// # Errors
    /// When a file cannot be read or written.
    pub fn end(
        mut self,
        desk: &Desk<'_>,
        index: &Index,
        source: &str,
        site: &Site,
        names: &Names,
        is_new_site: bool,
    ) -> Result<Summary, Error> {
        let ids: HashSet<u64> = index.ids.iter().map(|(id, _)| *id).collect();
        let gone = desk.state.records.others(|id| ids.contains(&id))?;
        for known in gone {
            let mut done = desk.gone(known);
            done.known.line = self.report.add(&done.line, &done.items)?;
            if let Some(state) = &mut self.state {
                state.add(&done.known)?;
            }
        }
        let not_led = self.redirect(index, site, names);
        self.tell_of_source(index, source, &not_led)?;
        if !self.is_plan {
            let is_there = |id: u64| ids.contains(&id);
            self.comments.of_articles.end(is_there)?;
            self.comments.of_set_aside.end(is_there)?;
            for (slug, person) in &mut self.additions.authors {
                if let Some(said) = names.descriptions.get(slug) {
                    person.description.clone_from(&said.description);
                }
            }
            let path = self.folder.join("site.json");
            let text = site.with(&self.additions, &path)?;
            if is_new_site || !self.additions.sections.is_empty() || !self.additions.authors.is_empty() {
                folder::write_changed(&path, text.as_bytes())?;
            }
            let here = self.here(site)?;
            std::mem::take(&mut self.redirects).write(self.folder, &here, desk.state.was_interrupted)?;
            let articles = self.folder.join("articles");
            fs::create_dir_all(&articles).map_err(|why| Error::write(&articles, why))?;
        }
        self.report.end(source)?;
        if let Some(state) = self.state {
            state.end()?;
        }
        Ok(self.summary)
    }

    /// What the newspaper has now.
    fn here(&mut self, site: &Site) -> Result<Here, Error> {
        let slugs = |new: &BTreeSet<String>, known: &HashMap<String, String>| {
            new.iter()
                .chain(known.keys())
                .map(|slug| source::hash(slug))
                .collect()
        };
        Ok(Here {
            base: site.base.clone(),
            articles: folder::stems(&self.folder.join(state::Shelf::Articles.folder()))?,
            pages: std::mem::take(&mut self.pages),
            sections: slugs(&self.sections, &site.sections),
            authors: slugs(&self.authors, &site.authors),
        })
    }

    /// What is told of the source's files themselves, and of addresses that are of none of its records.
    fn tell_of_source(&mut self, index: &Index, source: &str, not_led: &[Entry]) -> Result<(), Error> {
        let entries: Vec<Entry> = index.entries.iter().chain(not_led).cloned().collect();
        if entries.is_empty() {
            return Ok(());
        }
        let line = Line {
            id: "source",
            title: source,
            outcome: Outcome::SetAside,
            reason: None,
            file: None,
            address: None,
            counts: BTreeMap::new(),
            entries: &entries,
        };
        let line = serde_json::to_string(&line).unwrap_or_default();
        self.report.tell(&line, &Items::of(&line))?;
        let is_unread = |entry: &&Entry| matches!(entry.reason, Reason::CutOff | Reason::NoExport);
        for entry in index.entries.iter().filter(is_unread) {
            self.summary.unread += 1;
            self.summary
                .unread_places
                .push((entry.place.clone(), entry.reason));
        }
        Ok(())
    }

    /// Where sections, authors, feeds and files of the old site lead; gives what is told of those that lead nowhere.
    fn redirect(&mut self, index: &Index, site: &Site, names: &Names) -> Vec<Entry> {
        let mut told = Vec::new();
        for (from, target) in &index.newspaper.redirects {
            let to = match target {
                Target::Section(slugs, form) => slugs
                    .iter()
                    .filter_map(|slug| names.section(slug))
                    .find(|it| self.sections.contains(&it.slug) || site.sections.contains_key(&it.slug))
                    .map(|it| format!("/rubrique/{}/{}", it.slug, form.file())),
                Target::Author(slug, form) => names
                    .author(slug)
                    .filter(|it| self.authors.contains(&it.slug) || site.authors.contains_key(&it.slug))
                    .map(|it| format!("/auteur/{}/{}", it.slug, form.file())),
                Target::Address(address) => Some((*address).to_owned()),
            };
            let reason = match (to, target) {
                (Some(to), _) => (self.redirects.put(from, &to) == Led::Never).then_some(Reason::NotLed),
                (None, Target::Section(_, Form::Page)) => Some(Reason::SectionNotHere),
                _ => None,
            };
            told.extend(reason.map(|reason| Entry::new(reason, Kind::Other, "address").was(from)));
        }
        for (url, stored) in &index.library.stored {
            let url = Url::parse(url).ok().filter(|url| index.library.is_own(url));
            if let Some(url) = url.filter(|_| stored.url.starts_with("/files/"))
                && self.redirects.put(url.path(), &stored.url) == Led::Never
            {
                told.push(Entry::new(Reason::NotLed, Kind::Other, "address").was(url.path()));
            }
        }
        told.sort_by(|one, other| one.was.cmp(&other.was));
        told
    }
}
