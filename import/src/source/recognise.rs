//! What a source is, by what its files hold: names say little.

use std::path::Path;

use super::{
    Source,
    feed::{self, Feed},
    ghost::{self, Ghost},
    input::{Input, inputs},
    joomla::Joomla,
    ninjs::{self, Ninjs},
    page::{self, Pages},
    rest::{self, Rest},
    spip::Spip,
    tables::{self, Found, Survey, Tables},
    wxr::Wxr,
};
use crate::{
    error::Error,
    outcome::{Entry, Kind, Reason},
};

/// Opens a source, whichever it is; tells of the files beside it that seem to be of an export and are none.
///
/// # Errors
/// When it cannot be read, or is none that is known.
pub fn open(path: &Path) -> Result<(Box<dyn Source>, Vec<Entry>), Error> {
    let mut found: Vec<(System, Input)> = Vec::new();
    let mut others: Vec<Input> = Vec::new();
    for input in inputs(path)? {
        let beginning = input.beginning()?;
        match System::of(&beginning) {
            Some(system) => found.push((system, input)),
            None if is_text(&beginning) => others.push(input),
            None => {}
        }
    }
    // A folder may hold more beside the export; of several, the one that says most.
    let Some(system) = found.iter().map(|(system, _)| *system).min() else {
        return Err(Error::content(
            path,
            match others.is_empty() {
                true => "this is no export that Kiosque knows",
                false => {
                    "this is no export that Kiosque knows; it may be a page with an error that was saved in its place"
                }
            },
            "export the articles: from WordPress with Tools, Export, All content; from Ghost with Settings, Export; from SPIP with \
             Maintenance, Backup; from Joomla with phpMyAdmin or mysqldump; or name answers of WordPress's REST API, a feed with \
             whole texts, ninjs items, or saved pages of articles",
        ));
    };
    let (inputs, rest): (Vec<_>, Vec<_>) = found.into_iter().partition(|(of, _)| *of == system);
    let inputs: Vec<Input> = inputs.into_iter().map(|(_, input)| input).collect();
    others.extend(rest.into_iter().map(|(_, input)| input));
    let mut told: Vec<Entry> = others
        .iter()
        .map(|input| Entry::new(Reason::NoExport, Kind::Other, "source").was(input.name()))
        .collect();
    told.sort_by(|one, other| one.was.cmp(&other.was));
    let source: Box<dyn Source> = match system {
        System::Wxr => Box::new(Wxr::new(inputs)),
        System::Ghost => Box::new(Ghost::new(inputs)),
        System::Rest => Box::new(Rest::new(inputs)),
        System::Tables => of_tables(path, &inputs)?,
        System::Feed => Box::new(Feed::new(inputs)),
        System::Ninjs => Box::new(Ninjs::new(inputs)),
        System::Page => Box::new(Pages::new(inputs)),
    };
    Ok((source, told))
}

/// Whether a file may have been meant to be of an export: it begins as JSON, XML or HTML do, or with nothing.
fn is_text(beginning: &[u8]) -> bool {
    let text: Vec<u8> = beginning.iter().copied().filter(|byte| *byte != 0).collect();
    let text = String::from_utf8_lossy(&text);
    let text = text.trim_start_matches(['\u{fffd}', '\u{feff}']).trim_start();
    text.is_empty() || text.starts_with(['{', '[', '<'])
}

/// The system whose tables files hold.
fn of_tables(path: &Path, inputs: &[Input]) -> Result<Box<dyn Source>, Error> {
    let mut files = Vec::new();
    for input in inputs {
        let beginning = input.beginning()?;
        files.push(match () {
            () if tables::is_sqlite(&beginning) => Tables::sqlite(input)?,
            () if tables::is_spip_xml(&plain(&beginning)) => Tables::Xml(input.clone()),
            () => Tables::Dump(input.clone()),
        });
    }
    let survey = Survey::of(&files)?;
    let (what, remedy) = match survey.found(&files)? {
        Some((Found::Spip(prefix), others)) => return Ok(Box::new(Spip::new(files, prefix, others))),
        Some((Found::Joomla(prefix), others)) => return Ok(Box::new(Joomla::new(files, prefix, others))),
        Some((Found::Other("WordPress"), _)) => (
            "these are the tables of WordPress's database".to_owned(),
            "export the articles from WordPress with Tools, Export, All content, and name that file",
        ),
        Some((Found::Other(system), _)) => (
            format!("these are the tables of {system}'s database, which Kiosque does not know"),
            "name a feed of the site that has whole texts",
        ),
        None if survey.is_nameless() => (
            "the tables in it have no names of columns".to_owned(),
            "export them once more with their structure (CREATE TABLE) as well as their data",
        ),
        None => (
            format!(
                "there are no articles of SPIP or Joomla in these tables: {}",
                survey.names()
            ),
            "export the whole database of the site: all of its tables, with their structure and their data",
        ),
    };
    Err(Error::content(path, what, remedy))
}

/// A beginning as text: names of fields are ASCII in any encoding.
fn plain(beginning: &[u8]) -> String {
    let text: Vec<u8> = beginning.iter().copied().filter(|byte| *byte != 0).collect();
    let text = String::from_utf8_lossy(&text);
    text.trim_start_matches(['\u{fffd}', '\u{feff}']).to_owned()
}

/// A system that files are of; what says most of articles first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum System {
    Wxr,
    Ghost,
    Rest,
    /// SPIP's or Joomla's.
    Tables,
    Feed,
    Ninjs,
    /// As a last resort.
    Page,
}

impl System {
    /// Of which system a file is, by its beginning.
    fn of(beginning: &[u8]) -> Option<Self> {
        let text = plain(beginning);
        let text = text.as_str();
        // A page may tell of any export.
        if page::is(text) {
            return Some(Self::Page);
        }
        // A dump may have anything in its texts.
        if tables::is_sqlite(beginning) || tables::is_spip_xml(text) || tables::is_dump(text) {
            return Some(Self::Tables);
        }
        if is_wxr(beginning) {
            return Some(Self::Wxr);
        }
        if ghost::is(text) {
            return Some(Self::Ghost);
        }
        if rest::is(text) {
            return Some(Self::Rest);
        }
        if feed::is(text) {
            return Some(Self::Feed);
        }
        ninjs::is(text).then_some(Self::Ninjs)
    }
}

/// Whether a file begins as WordPress's exports do, in any encoding.
fn is_wxr(beginning: &[u8]) -> bool {
    let text: Vec<u8> = beginning.iter().copied().filter(|byte| *byte != 0).collect();
    let has = |wanted: &str| memchr::memmem::find(&text, wanted.as_bytes()).is_some();
    has("wordpress.org/export/") || has("<wp:wxr_version>") || (has("<rss") && has("<wp:post_id>"))
}
