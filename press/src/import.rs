//! `kiosque import`: the articles of another system, as a content folder.

use std::{io, path::PathBuf, sync::{Mutex, PoisonError}};

use clap::Args;
use ::import::{self as library, Options as Import};

use crate::{
    Stop, address,
    progress::{Phase, Progress},
    say,
};

/// What is imported, and how.
#[derive(Args, Debug)]
pub struct Options {
    /// The export: a file, or a folder of several
    #[arg(value_name = "SOURCE")]
    source: PathBuf,
    /// The content folder to write into; it is made where there is none
    #[arg(long, value_name = "DIR")]
    into: PathBuf,
    /// Write nothing but the report and a mapping file, which says what becomes of sections and authors
    #[arg(long)]
    plan: bool,
    /// The mapping file; DIR/import-mapping.json if not said
    #[arg(long, value_name = "FILE")]
    mapping: Option<PathBuf>,
    /// A copy of the old site's uploads, where pictures and files are taken from
    #[arg(long, value_name = "FOLDER")]
    uploads: Option<PathBuf>,
    /// Fetch the pictures that are not there from the old site
    #[arg(long)]
    fetch_pictures: bool,
    /// Another host that pictures may be fetched from; may be said several times
    #[arg(long = "host", value_name = "HOST")]
    hosts: Vec<String>,
    /// The old site's address, where the export does not say it
    #[arg(long, value_name = "URL", value_parser = read_base)]
    base: Option<String>,
}

fn read_base(text: &str) -> Result<String, String> {
    address::web(text).map(|url| url.as_str().to_owned()).map_err(|why| format!("{why}; write it such as https://journal.example/"))
}

/// Shows how far an import has come.
struct Bars {
    progress: Progress,
    phase: Mutex<Option<Phase>>,
}

impl library::Progress for Bars {
    fn begin(&self, what: &'static str, steps: usize) {
        *self.phase.lock().unwrap_or_else(PoisonError::into_inner) = Some(self.progress.phase(what, steps));
    }

    fn advance(&self) {
        if let Some(phase) = &*self.phase.lock().unwrap_or_else(PoisonError::into_inner) {
            phase.advance();
        }
    }

    fn end(&self) {
        *self.phase.lock().unwrap_or_else(PoisonError::into_inner) = None;
    }
}

/// Imports a source into a content folder.
///
/// # Errors
/// When the source cannot be read, or the folder not be written.
pub fn command(options: Options) -> Result<(), Stop> {
    let Options { source, into, plan, mapping, uploads, fetch_pictures, hosts, base } = options;
    let base = base.and_then(|base| base.parse().ok());
    let import = Import { source, into, plan, mapping, uploads, fetch_pictures, hosts, base };
    let bars = Bars { progress: Progress::to_stderr(), phase: Mutex::new(None) };
    let done = library::run(&import, &bars).map_err(|why| Stop::Failure(why.to_string()))?;
    let folder = import.into.display();
    let tell = |line: std::fmt::Arguments<'_>| say(io::stderr(), line);
    if done.is_unchanged {
        tell(format_args!("kiosque: {} has not changed since it was imported into {folder}", done.source));
        return Ok(());
    }
    tell(format_args!(
        "kiosque: {}: {} articles, {} drafts, {} set aside; {} files written",
        done.source, done.articles, done.drafts, done.set_aside, done.written
    ));
    if done.missing_pictures > 0 {
        tell(format_args!(
            "kiosque: {} pictures are not here: say --uploads with a copy of the old site's, or --fetch-pictures",
            done.missing_pictures
        ));
    }
    if done.conflicts > 0 {
        tell(format_args!(
            "kiosque: {} articles were changed here and in the source: yours stand, the source's lie in {folder}/conflicts/",
            done.conflicts
        ));
    }
    for (slug, title) in done.pages.iter().take(20) {
        tell(format_args!(
            "kiosque: the page \"{title}\" lies in {folder}/set-aside/page/{slug}.json: move it to pages/ and link to it in site.json to keep it"
        ));
    }
    match plan {
        true => tell(format_args!(
            "kiosque: nothing was written but {folder}/report.html and {folder}/{}: amend it, then import without --plan",
            library::MAPPING
        )),
        false => tell(format_args!(
            "kiosque: {folder}/report.html says what became of everything\n\n  kiosque check {folder}    says what is to be mended"
        )),
    }
    if done.unaccounted > 0 {
        return Err(Stop::Failure(format!(
            "{} words, links, pictures or frames were lost on the way, which {folder}/report/unaccounted.html names: please report it",
            done.unaccounted
        )));
    }
    Ok(())
}
