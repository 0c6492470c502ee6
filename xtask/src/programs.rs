//! The reader's program, its chunks for members and what starts them, from what Trunk leaves to what is served.

use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io;
use std::path::{Path, PathBuf};

use crate::minify;
use crate::project::Project;
use crate::step::Failure;
use crate::strip;

/// Strips the program that Trunk has put into a folder, lays the chunks beside it, minifies the JavaScript, and names by
/// what they hold now what Trunk named by what they held. The press names the chunks.
///
/// # Errors
/// When one is not there, a tool fails, or what wasm-bindgen or wasm-split wrote is not as it is known.
pub fn finish(project: &Project, site: &Path, chunks: &Path) -> Result<(), Failure> {
    let failed = |error: io::Error| {
        Failure::new("finish the program")
            .cause(format!("{}: {error}", site.display()))
            .remedy("see whether Trunk wrote boot-….js and kiosque-….js there, and that the folder can be written")
    };
    let boot = script(site, "boot").map_err(failed)?;
    let reader = script(site, "kiosque").map_err(failed)?;
    strip::program(project, &reader, "kiosque", chunks, &site.join("members"))?;
    for script in [&boot, &reader] {
        minify::file(project, script)?;
    }
    // By now a part of what imported it.
    fs::remove_dir_all(site.join("snippets"))
        .or_else(|error| match error.kind() {
            io::ErrorKind::NotFound => Ok(()),
            _ => Err(error),
        })
        .and_then(|()| name_anew(site, "boot", &boot, &[".js"]))
        .and_then(|()| name_anew(site, "kiosque", &reader, &[".js", "_bg.wasm"]))
        .map_err(failed)
}

/// Where markup would be made of a text, which Trusted Types forbid: a reader would see a broken page.
const SINKS: [&str; 3] = [".innerHTML", ".outerHTML", ".insertAdjacentHTML"];

/// Holds the JavaScript of a built site, wasm-bindgen's with it, to Trusted Types. A program imports only what its
/// bindings have.
///
/// # Errors
/// When a script sets markup, or there is none to read.
pub fn make_no_markup_of_text(site: &Path) -> Result<(), Failure> {
    let failed = |cause: String| {
        Failure::new("no markup from text").cause(cause).remedy(
            "`view!` sets it where an element below the top of a `view!` holds literals alone: take a constant for one of \
             them, or part the view",
        )
    };
    let found = [script(site, "boot"), script(site, "kiosque")];
    for path in found {
        let path = path.map_err(|error| failed(format!("{}: {error}", site.display())))?;
        let text =
            fs::read_to_string(&path).map_err(|error| failed(format!("{}: {error}", path.display())))?;
        let name = path.file_name().unwrap_or_default().display();
        if let Some(sink) = SINKS.iter().find(|sink| text.contains(**sink)) {
            return Err(failed(format!("{name} has `{sink}`")));
        }
    }
    Ok(())
}

/// The one script that Trunk calls `NAME-….js`, by what it held.
fn script(site: &Path, name: &str) -> io::Result<PathBuf> {
    let files = site.read_dir()?.flatten().map(|file| file.path());
    let mut scripts = files.filter(|path| {
        let file = path.file_name().unwrap_or_default().to_string_lossy();
        file.strip_prefix(name).is_some_and(|rest| rest.starts_with('-')) && file.ends_with(".js")
    });
    match (scripts.next(), scripts.next()) {
        (Some(script), None) => Ok(script),
        _ => Err(io::Error::other(format!("{name}-….js is not there exactly once"))),
    }
}

/// Browsers keep a file for a year by its name, and the two parts of a program that was stripped otherwise do not fit
/// together.
fn name_anew(site: &Path, name: &str, script: &Path, ends: &[&str]) -> io::Result<()> {
    let old = script.file_stem().unwrap_or_default().to_string_lossy();
    let parts =
        |stem: &str| -> Vec<PathBuf> { ends.iter().map(|end| site.join(format!("{stem}{end}"))).collect() };
    let mut hasher = DefaultHasher::new();
    for part in parts(&old) {
        fs::read(part)?.hash(&mut hasher);
    }
    let new = format!("{name}-{:016x}", hasher.finish());
    for (from, to) in parts(&old).into_iter().zip(parts(&new)) {
        fs::rename(from, to)?;
    }
    let page = site.join("index.html");
    let html = fs::read_to_string(&page)?;
    if html.matches(&*old).count() != ends.len() {
        return Err(io::Error::other(format!(
            "index.html does not name each part of {old} once"
        )));
    }
    fs::write(page, html.replace(&*old, &new))
}

#[cfg(test)]
mod tests {
    use super::*;

    const PARTS: &[&str] = &[".js", "_bg.wasm"];

    #[test]
    fn a_program_that_is_stripped_otherwise_has_another_name() {
        let named = |wasm: &str| {
            let site = tempfile::tempdir().unwrap();
            let site = site.path();
            fs::write(site.join("kiosque-1.js"), "init").unwrap();
            fs::write(site.join("kiosque-1_bg.wasm"), wasm).unwrap();
            let page = r#"<link href="/k/kiosque-1.js"><link href="/k/kiosque-1_bg.wasm">"#;
            fs::write(site.join("index.html"), page).unwrap();
            name_anew(site, "kiosque", &script(site, "kiosque").unwrap(), PARTS).unwrap();
            let script = script(site, "kiosque").unwrap();
            let stem = script.file_stem().unwrap().to_string_lossy().into_owned();
            let page = fs::read_to_string(site.join("index.html")).unwrap();
            assert_eq!(page.matches(&stem).count(), 2, "{page}");
            assert!(site.join(format!("{stem}_bg.wasm")).is_file());
            stem
        };
        assert_eq!(named("a"), named("a"));
        assert_ne!(named("a"), named("b"));
    }

    #[test]
    fn a_program_that_sets_markup_is_an_error() {
        let site = tempfile::tempdir().unwrap();
        let site = site.path();
        assert!(make_no_markup_of_text(site).is_err(), "there is no program");
        for file in ["boot-1.js", "kiosque-1.js"] {
            fs::write(site.join(file), "t.textContent=i(n,e)").unwrap();
        }
        assert!(make_no_markup_of_text(site).is_ok());
        for file in ["boot-1.js", "kiosque-1.js"] {
            fs::write(site.join(file), "R:function(t,n,e){t.innerHTML=i(n,e)}").unwrap();
            let failure = make_no_markup_of_text(site).unwrap_err().to_string();
            assert!(failure.contains("`.innerHTML`"), "{failure}");
            fs::write(site.join(file), "").unwrap();
        }
    }

    #[test]
    fn a_page_that_does_not_name_the_program_is_an_error() {
        let site = tempfile::tempdir().unwrap();
        let site = site.path();
        assert!(script(site, "kiosque").is_err(), "there is none");
        for file in ["kiosque-1.js", "kiosque-1_bg.wasm", "index.html"] {
            fs::write(site.join(file), "").unwrap();
        }
        assert!(name_anew(site, "kiosque", &script(site, "kiosque").unwrap(), PARTS).is_err());
    }
}
