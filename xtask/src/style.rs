//! Joins the style sheets of `style/`, in the order of their names, into the one that Trunk links.

use std::env;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use crate::minify;
use crate::project::Project;
use crate::step::Failure;

/// Where `index.html` finds the joined style sheet.
const JOINED: &str = "target/style/kiosque.css";

/// Trunk's `pre_build` hook; the style of a release is minified.
///
/// # Errors
/// When there is no style sheet, or one cannot be read or written.
pub fn join(project: &Project) -> Result<ExitCode, Failure> {
    let folder = project.path("style");
    let failed = |error: io::Error| {
        Failure::new("join the style sheets")
            .cause(error.to_string())
            .remedy("style/ must hold the newspaper's .css files, and target/ be writable")
    };
    let joined = joined(&folder).map_err(failed)?;
    let path = project.path(JOINED);
    if env::var_os("TRUNK_PROFILE").is_some_and(|profile| profile == "release") {
        let unfinished = path.with_file_name("kiosque.min.css");
        write_if_changed(&unfinished, &joined).map_err(failed)?;
        minify::file(project, &unfinished)?;
        fs::rename(&unfinished, &path).map_err(failed)?;
    } else {
        write_if_changed(&path, &joined).map_err(failed)?;
    }
    Ok(ExitCode::SUCCESS)
}

/// All style sheets of a folder, in the order of their names.
///
/// # Errors
/// When there is none, or one cannot be read.
pub fn joined(folder: &Path) -> io::Result<String> {
    let named = |path: &Path| {
        let name = path.display().to_string();
        move |error: io::Error| io::Error::other(format!("{name}: {error}"))
    };
    let mut sheets: Vec<PathBuf> = fs::read_dir(folder)
        .map_err(named(folder))?
        .map(|entry| entry.map(|entry| entry.path()))
        .collect::<io::Result<_>>()?;
    sheets.retain(|path| path.extension().is_some_and(|extension| extension == "css"));
    sheets.sort();
    if sheets.is_empty() {
        return Err(named(folder)(io::Error::other("no .css file in it")));
    }
    let texts = sheets
        .iter()
        .map(|path| fs::read_to_string(path).map_err(named(path)))
        .collect::<io::Result<Vec<_>>>()?;
    Ok(texts.join("\n"))
}

/// An unchanged file keeps its date, so that nobody who watches it builds again for nothing.
fn write_if_changed(path: &Path, text: &str) -> io::Result<()> {
    if fs::read_to_string(path).is_ok_and(|present| present == text) {
        return Ok(());
    }
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    let unfinished = path.with_extension(format!("{}.tmp", std::process::id()));
    fs::write(&unfinished, text)?;
    fs::rename(unfinished, path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn later_names_override_earlier_ones() {
        let folder = tempfile::tempdir().unwrap();
        let folder = folder.path();
        fs::write(folder.join("20-page.css"), "p{}").unwrap();
        fs::write(folder.join("10-tokens.css"), ":root{}").unwrap();
        fs::write(folder.join("notes.txt"), "not a style").unwrap();
        assert_eq!(joined(folder).unwrap(), ":root{}\np{}");
    }

    #[test]
    fn an_empty_folder_is_named() {
        let parent = tempfile::tempdir().unwrap();
        let folder = &parent.path().join("style");
        fs::create_dir(folder).unwrap();
        let error = joined(folder).unwrap_err().to_string();
        assert!(error.contains("style") && error.contains("no .css"), "{error}");
    }

    #[test]
    fn an_unchanged_style_is_not_written_again() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("joined.css");
        write_if_changed(&path, "p{}").unwrap();
        let before = fs::metadata(&path).unwrap().modified().unwrap();
        write_if_changed(&path, "p{}").unwrap();
        assert_eq!(fs::metadata(&path).unwrap().modified().unwrap(), before);
        write_if_changed(&path, "q{}").unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), "q{}");
    }
}
