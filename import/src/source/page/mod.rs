//! Pages of a website, as a last resort: saved files of articles, whatever system made them.
//!
//! Of a page, what is accounted for is the element that holds the article's text; the rest is told of once, in numbers.

mod around;
mod article;
mod body;
mod classes;
mod date;
mod facts;
mod head;
mod kind;
mod linked;
mod marks;
mod moments;
mod names;
mod people;
mod picture;
mod read;
mod said;
mod weights;

use std::{io::Read, path::Path};

use jiff::tz::TimeZone;

use super::{Ids, Index, Source, input::Input};
use crate::{
    error::Error,
    mapping,
    outcome::{Entry, Kind, Reason},
    record::{Body, Record, Standing},
};
use article::{MOST, Page, page};
use kind::Other;
pub use read::is;

/// What pages are called in the mapping file that are not for all readers.
pub const PAID: &str = "paid-page";

/// Saved pages.
pub struct Pages {
    inputs: Vec<Input>,
}

impl Pages {
    #[must_use]
    pub fn new(inputs: Vec<Input>) -> Self {
        Self { inputs }
    }

    fn pages(
        &self,
        index: &Index,
        each: &mut dyn FnMut(&Input, Page) -> Result<(), Error>,
    ) -> Result<(), Error> {
        let zone = index.zone.clone().unwrap_or(TimeZone::UTC);
        for input in &self.inputs {
            let mut bytes = Vec::new();
            let read = input.open()?.take(MOST + 1).read_to_end(&mut bytes);
            read.map_err(|why| Error::read(&input.path, why))?;
            let mut page = page(&bytes, &zone, &index.mapping, index.newspaper.url.as_ref());
            if bytes.len() as u64 > MOST {
                let told = Entry::new(Reason::TooLarge, Kind::Other, input.name());
                page.record.entries = vec![told.was(format!("more than {} MB", MOST >> 20))];
            }
            each(input, page)?;
        }
        Ok(())
    }
}

impl Source for Pages {
    fn name(&self) -> &'static str {
        "saved pages of a website"
    }

    fn index(&mut self, index: &mut Index) -> Result<(), Error> {
        let mut ids = Ids::default();
        let mut first: Option<(std::path::PathBuf, Other)> = None;
        let mut found = Vec::new();
        let mut count = 0;
        self.pages(index, &mut |input, page| {
            match page.other {
                None => count += 1,
                Some(other) => drop(first.get_or_insert((input.path.clone(), other))),
            }
            found.push((page.is_paid, page.site, Brief::of(page.record)));
            Ok(())
        })?;
        if count == 0 {
            let (path, other) = first.unwrap_or((Path::new("").to_owned(), Other::Nothing));
            let (what, remedy) = other.told();
            return Err(Error::content(&path, what, remedy));
        }
        for (number, (is_paid, site, brief)) in found.into_iter().enumerate() {
            ids.at(number);
            let Some(id) = ids.own(brief.record.id, brief.record.fingerprint) else {
                continue;
            };
            if is_paid {
                index.newspaper.kind(PAID, mapping::Kind::SetAside);
            }
            let record = Record { id, ..brief.record };
            index.record(&record.id, record.fingerprint);
            if index.newspaper.name.is_empty() {
                index.newspaper.name = site;
            }
            if matches!(record.standing, Standing::SetAside(_)) {
                continue;
            }
            index.section_of(&record.sections);
            record.authors.iter().for_each(|it| index.author(it));
            for url in &record.addresses {
                index.host(url);
                if index.newspaper.url.is_none() {
                    index.newspaper.url = url.join("/").ok();
                }
            }
            if index.newspaper.language.is_empty() {
                index.newspaper.language.clone_from(&record.language);
            }
            let slug = if record.slug.is_empty() {
                &record.headline
            } else {
                &record.slug
            };
            index.article(
                &record.id,
                slug,
                &record.addresses,
                record.standing == Standing::Published,
            );
        }
        index.settle(ids);
        Ok(())
    }

    fn records(
        &mut self,
        index: &Index,
        each: &mut dyn FnMut(Record) -> Result<(), Error>,
    ) -> Result<(), Error> {
        let mut ids = Ids::of(index);
        let mut number = 0;
        self.pages(index, &mut |_, page| {
            ids.at(number);
            number += 1;
            match ids.own(page.record.id.clone(), page.record.fingerprint) {
                Some(id) => each(Record { id, ..page.record }),
                None => Ok(()),
            }
        })
    }
}

/// A record without its texts, for the index.
struct Brief {
    record: Record,
}

impl Brief {
    fn of(record: Record) -> Self {
        let record = Record {
            body: Body::default(),
            raw: String::new(),
            entries: Vec::new(),
            ..record
        };
        Self { record }
    }
}
