//! Files of the content folder that are served as they are.

use std::{
    fs,
    path::{Path, PathBuf},
};

use crate::{Stop, failed};

const ICONS: &str = "icons";
const ICON: &str = "favicon.svg";

/// A file to copy, and its name in the site.
pub struct Asset {
    pub path: PathBuf,
    pub name: String,
}

/// The icons of the content folder.
///
/// # Errors
/// When a folder cannot be looked through.
pub fn of(content: &Path) -> Result<Vec<Asset>, Stop> {
    let mut assets = Vec::new();
    gather(&content.join(ICONS), ICONS, &mut assets)?;
    let icon = content.join(ICON);
    if icon.is_file() {
        assets.push(Asset {
            path: icon,
            name: ICON.to_owned(),
        });
    }
    Ok(assets)
}

fn gather(folder: &Path, name: &str, assets: &mut Vec<Asset>) -> Result<(), Stop> {
    if !folder.is_dir() {
        return Ok(());
    }
    let entries = fs::read_dir(folder).map_err(|why| failed("cannot read", folder, why))?;
    for entry in entries {
        let path = entry.map_err(|why| failed("cannot read", folder, why))?.path();
        let file = path.file_name().and_then(|file| file.to_str());
        // No address can carry a control character.
        let Some(file) = file.filter(|file| !file.contains(char::is_control) && !file.starts_with('.'))
        else {
            continue;
        };
        let name = format!("{name}/{file}");
        // A link to a folder may lead back to this one.
        if path.is_dir() && !path.is_symlink() {
            gather(&path, &name, assets)?;
        } else if path.is_file() {
            assets.push(Asset { path, name });
        }
    }
    Ok(())
}
