//! Joins the style sheets of `style/` into those that Trunk links, in the order of their names.
//!
//! What lies in `style/` itself is what every page needs. Each folder in it is a sheet of its own, after that one: the
//! press puts it into the pages that show something of it.

use std::env;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use crate::minify;
use crate::project::Project;
use crate::step::Failure;

/// Where `index.html` finds the joined sheets: `kiosque.css`, and `kiosque-NAME.css` of the folder NAME.
const JOINED: &str = "target/style";

/// The style that the members' program brings along.
const MEMBERS: &str = "src/members/style.css";

/// Trunk's `pre_build` hook; the style of a release is minified.
///
/// # Errors
/// When there is no style sheet, `index.html` does not link one, or one cannot be read or written.
pub fn join(project: &Project) -> Result<ExitCode, Failure> {
    let failed = |error: io::Error| {
        Failure::new("join the style sheets")
            .cause(error.to_string())
            .remedy(
                "style/ and each folder in it must hold .css files, index.html link what they become, and target/ be writable",
            )
    };
    let sheets = sheets(&project.path("style")).map_err(failed)?;
    let page = fs::read_to_string(project.path("index.html")).map_err(failed)?;
    let elsewhere = fs::read_to_string(project.path(MEMBERS)).map_err(failed)?;
    let is_release = env::var_os("TRUNK_PROFILE").is_some_and(|profile| profile == "release");
    let sheets = match is_release {
        true => with_short_names(sheets, &elsewhere),
        false => sheets,
    };
    for (name, text) in &sheets {
        let joined = format!("{JOINED}/{name}.css");
        if !page.contains(&joined) {
            return Err(failed(io::Error::other(format!(
                "index.html has no link to {joined}"
            ))));
        }
        let path = project.path(&joined);
        if is_release {
            let unfinished = path.with_file_name(format!("{name}.min.css"));
            write_if_changed(&unfinished, text).map_err(failed)?;
            minify::file(project, &unfinished)?;
            fs::rename(&unfinished, &path).map_err(failed)?;
        } else {
            write_if_changed(&path, text).map_err(failed)?;
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// The sheets that a folder becomes, the one of every page first: their names and texts.
///
/// # Errors
/// When one is empty, or cannot be read.
pub fn sheets(folder: &Path) -> io::Result<Vec<(String, String)>> {
    let mut sheets = vec![("kiosque".to_owned(), joined(folder)?)];
    for inner in sorted(folder)?.iter().filter(|path| path.is_dir()) {
        let name = inner.file_name().unwrap_or_default().display();
        sheets.push((format!("kiosque-{name}"), joined(inner)?));
    }
    Ok(sheets)
}

/// All style sheets of a folder, in the order of their names.
fn joined(folder: &Path) -> io::Result<String> {
    let mut sheets = sorted(folder)?;
    sheets.retain(|path| path.extension().is_some_and(|extension| extension == "css"));
    if sheets.is_empty() {
        return Err(named(folder)(io::Error::other("no .css file in it")));
    }
    let texts = sheets
        .iter()
        .map(|path| fs::read_to_string(path).map_err(named(path)))
        .collect::<io::Result<Vec<_>>>()?;
    Ok(texts.join("\n"))
}

fn sorted(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut paths: Vec<PathBuf> = fs::read_dir(folder)
        .map_err(named(folder))?
        .map(|entry| entry.map(|entry| entry.path()))
        .collect::<io::Result<_>>()?;
    paths.sort();
    Ok(paths)
}

/// An error that names the path.
fn named(path: &Path) -> impl Fn(io::Error) -> io::Error {
    let name = path.display().to_string();
    move |error| io::Error::other(format!("{name}: {error}"))
}

/// Names custom properties by a letter or two, 0.1 KiB of every page; the last sheet keeps the names that `elsewhere` uses.
fn with_short_names(sheets: Vec<(String, String)>, elsewhere: &str) -> Vec<(String, String)> {
    let mut known: Vec<String> = Vec::new();
    for (_, text) in &sheets {
        renamed(text, |name| {
            if !known.iter().any(|it| it == name) {
                known.push(name.to_owned());
            }
            String::new()
        });
    }
    let short = |name: &str| {
        let at = known.iter().position(|it| it == name).unwrap_or_default();
        let letter = |at: usize| char::from(b"abcdefghijklmnopqrstuvwxyz"[at % 26]);
        match at / 26 {
            0 => format!("--{}", letter(at)),
            more => format!("--{}{}", letter(more - 1), letter(at)),
        }
    };
    let mut kept = String::new();
    for name in &known {
        let mut is_used = false;
        renamed(elsewhere, |used| {
            is_used |= used == name;
            String::new()
        });
        if is_used {
            kept.push_str(&format!("{name}:var({});", short(name)));
        }
    }
    let last = sheets.len().saturating_sub(1);
    let sheets = sheets.into_iter().enumerate();
    sheets
        .map(|(at, (name, text))| {
            let text = renamed(&text, short);
            let rule = (at == last && !kept.is_empty()).then(|| format!("\n:root{{{kept}}}\n"));
            (name, text + &rule.unwrap_or_default())
        })
        .collect()
}

/// A style sheet whose custom properties have other names.
fn renamed(css: &str, mut name: impl FnMut(&str) -> String) -> String {
    let is_of_name = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_');
    let mut renamed = String::with_capacity(css.len());
    let mut rest = css;
    while let Some(at) = rest.find("--") {
        let (before, found) = rest.split_at(at);
        renamed.push_str(before);
        let end = found.find(|c| !is_of_name(c)).unwrap_or(found.len());
        let (whole, after) = found.split_at(end);
        // Not the middle of a class's name.
        match before.ends_with(is_of_name) || whole == "--" {
            true => renamed.push_str(whole),
            false => renamed.push_str(&name(whole)),
        }
        rest = after;
    }
    renamed + rest
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
    fn a_folder_is_a_sheet_of_its_own() {
        let folder = tempfile::tempdir().unwrap();
        let folder = folder.path();
        for inner in ["pages", "blocks"] {
            fs::create_dir(folder.join(inner)).unwrap();
            fs::write(folder.join(inner).join("1.css"), inner).unwrap();
        }
        fs::write(folder.join("20-page.css"), "p{}").unwrap();
        let sheets = sheets(folder).unwrap();
        let sheets: Vec<(&str, &str)> = sheets
            .iter()
            .map(|(name, text)| (name.as_str(), text.as_str()))
            .collect();
        assert_eq!(
            sheets,
            [
                ("kiosque", "p{}"),
                ("kiosque-blocks", "blocks"),
                ("kiosque-pages", "pages")
            ]
        );
    }

    #[test]
    fn short_names_are_the_same_in_all_sheets() {
        let sheets = vec![
            (
                "kiosque".to_owned(),
                ":root{--ink: #000;--ink-soft: #333}p{color:var(--ink-soft)}".to_owned(),
            ),
            ("kiosque-pages".to_owned(), ".a--ink{color:var(--ink)}".to_owned()),
        ];
        let texts: Vec<String> = with_short_names(sheets, "b{color:var(--ink-soft,red)}")
            .into_iter()
            .map(|(_, text)| text)
            .collect();
        assert_eq!(texts[0], ":root{--a: #000;--b: #333}p{color:var(--b)}");
        assert_eq!(texts[1], ".a--ink{color:var(--a)}\n:root{--ink-soft:var(--b);}\n");
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
