//! Files of the content folder that are served as they are.

use std::path::{Path, PathBuf};

use crate::{
    Stop, failed,
    files::{FAVICON, Files, ICONS},
    syndication::icons,
};

/// A file to copy, and its name in the site.
pub struct Asset {
    pub path: PathBuf,
    pub name: String,
}

/// The icons of the content folder.
///
/// # Errors
/// When a folder cannot be looked through.
pub fn of(content: &Files) -> Result<Vec<Asset>, Stop> {
    let icons = content.within(ICONS);
    let icons = icons.map_err(|why| failed("cannot read", Path::new(ICONS), why))?;
    let names = icons.into_iter().chain([FAVICON.to_owned()]);
    // What is wrong with one has been told.
    let assets = names.filter(|name| icons::is_icon(name)).filter_map(|name| {
        let path = content.find(&name).ok()?;
        Some(Asset { path, name })
    });
    Ok(assets.collect())
}
