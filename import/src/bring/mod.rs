//! Pictures and files of the old site, brought into the newspaper's folder: from a copy of its uploads, or politely from the
//! site itself.
//!
//! Each is kept by its bytes below `.import/` first, and gets its name once all are there: the same bytes lie in `images/`
//! once, and the names do not depend on what came first.

mod copy;
mod fetch;
mod safe;
mod store;

use std::path::Path;

use crate::{
    error::Error,
    library::{Library, Wanted},
    run::{Options, Progress},
};
use store::Store;

/// What earlier imports brought, of what is still there.
///
/// # Errors
/// When it cannot be read.
pub fn known(folder: &Path, library: &mut Library) -> Result<(), Error> {
    Store::read(folder)?.tell(library);
    Ok(())
}

/// Brings what texts want.
///
/// # Errors
/// When a file cannot be read or written. What cannot be fetched is no error: the report tells of it.
pub fn bring(options: &Options, library: &mut Library, progress: &dyn Progress) -> Result<(), Error> {
    let mut store = Store::read(&options.into)?;
    let gathered = library
        .wanted
        .take()
        .map(|it| it.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner));
    let missing = |wanted: &Wanted, store: &Store| !wanted.iter().any(|url| store.has(url));
    let mut wanted: Vec<Wanted> = gathered
        .into_iter()
        .flatten()
        .filter(|it| missing(it, &store))
        .collect();
    if let Some(uploads) = &options.uploads {
        let copy = copy::Copy::open(uploads)?;
        progress.begin("pictures from the copy", wanted.len());
        for wanted in &wanted {
            let found = wanted.iter().find_map(|url| Some((url, copy.find(url)?)));
            if let Some((url, path)) = found {
                let brought = store.keep_file(&path)?;
                store.note(url, brought)?;
            }
            progress.advance();
        }
        progress.end();
        wanted.retain(|it| missing(it, &store));
    }
    if options.fetch_pictures {
        let hosts: Vec<String> = library.hosts.iter().chain(&options.hosts).cloned().collect();
        fetch::all(&wanted, &hosts, &mut store, progress)?;
    }
    store.name_all()?;
    store.tell(library);
    Ok(())
}
