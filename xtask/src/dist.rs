//! `cargo xtask dist`: the optimised static site.

use std::ffi::OsString;
use std::fs;
use std::io;
use std::path::{Path, PathBuf, absolute};
use std::process::ExitCode;

use pico_args::Arguments;

use crate::lock;
use crate::programs;
use crate::project::Project;
use crate::sizes;
use crate::step::{Failure, Step};
use crate::tools;

/// What to build, and where to.
pub struct Options {
    /// The content folder.
    content: PathBuf,
    /// The folder that the site replaces.
    out: PathBuf,
    /// The path under which it will be deployed, with both its slashes.
    base: String,
    /// Whether each file gets its compressed forms beside it.
    precompress: bool,
}

impl Options {
    /// # Errors
    /// What is wrong with the arguments.
    pub fn from_arguments(project: &Project, arguments: &mut Arguments) -> Result<Self, String> {
        let mut folder = |name| {
            arguments
                .opt_value_from_os_str(name, |value| Ok::<_, String>(OsString::from(value)))
                .map_err(|error| error.to_string())
        };
        let content = folder("--content")?.map_or_else(|| project.path("public"), PathBuf::from);
        let out = folder("--out")?.map_or_else(|| project.path("dist"), PathBuf::from);
        let base: Option<String> = arguments
            .opt_value_from_str("--base")
            .map_err(|error| error.to_string())?;
        Ok(Self {
            content: absolute(content).map_err(|error| format!("--content: {error}"))?,
            out: absolute(out).map_err(|error| format!("--out: {error}"))?,
            base: base_path(base.as_deref().unwrap_or("/"))?,
            precompress: arguments.contains("--precompress"),
        })
    }

    /// The sample newspaper, into a folder of the caller's.
    pub fn sample(project: &Project, out: PathBuf) -> Self {
        Self {
            content: project.path("public"),
            out,
            base: "/".into(),
            precompress: false,
        }
    }

    pub fn out(&self) -> &Path {
        &self.out
    }
}

/// A base path with both its slashes.
fn base_path(given: &str) -> Result<String, String> {
    let inner = given.trim_matches('/');
    let plain = |c: char| c.is_ascii_alphanumeric() || "-._~/".contains(c);
    if !inner.chars().all(plain) || inner.contains("//") {
        return Err(format!("--base: \"{given}\" is not a path like /journal/"));
    }
    Ok(if inner.is_empty() {
        "/".into()
    } else {
        format!("/{inner}/")
    })
}

/// Builds the site, replaces the output folder with it, and shows what a first visit weighs.
///
/// # Errors
/// When a tool is missing or the build fails; the output folder is then as it was. And when the
/// new site exceeds a budget.
pub fn run(project: &Project, options: &Options) -> Result<ExitCode, Failure> {
    build(project, options)?;
    eprintln!("xtask: dist: the site is in {}\n", options.out.display());
    let sizes = sizes::measure(&options.out, &options.base)?;
    println!("{sizes}");
    match sizes.held() {
        // A newsroom's own articles may be long: what it weighs is told, and no reason not to publish.
        Err(_) if options.content != project.path("public") => {
            eprintln!("xtask: the site is over budget for its lead story; it is published all the same");
            Ok(ExitCode::SUCCESS)
        }
        held => held.map(|()| ExitCode::SUCCESS),
    }
}

/// Builds the site and replaces the output folder with it.
///
/// # Errors
/// When a tool is missing or the build fails; the output folder is then as it was.
pub fn build(project: &Project, options: &Options) -> Result<(), Failure> {
    let Options {
        content, out, base, ..
    } = options;
    if !content.join("site.json").is_file() {
        return Err(Failure::new("dist")
            .cause(format!("{} holds no site.json", content.display()))
            .remedy("name a content folder (see docs/content.md): cargo xtask dist --content DIR"));
    }
    let failed = |error: io::Error| {
        Failure::new("dist")
            .cause(format!("{}: {error}", out.display()))
            .remedy("name a folder that can be written: cargo xtask dist --out DIR")
    };
    if content.starts_with(out) {
        return Err(failed(io::Error::other(
            "the content folder lies in it, and it would be replaced",
        )));
    }
    refuse_foreign(out).map_err(failed)?;
    tools::ensure(project, &tools::DIST)?;

    // Trunk's own release folders can hold one build at a time.
    let _lock = lock::take(project, "release.lock", "build the site")?;
    let unfinished = sibling(out, "new").map_err(failed)?;
    let built = make_reader(project, base, &language(content), &unfinished)
        .and_then(|()| print(project, options, &unfinished));
    if let Err(failure) = built {
        let _ = remove(&unfinished);
        return Err(failure);
    }
    if !is_site(&unfinished) {
        let _ = remove(&unfinished);
        return Err(Failure::new("build the site")
            .cause("the press ended well, but wrote no pages or no data: the site would be empty")
            .remedy("see what Trunk and the press say above"));
    }
    replace(&unfinished, out).map_err(failed)
}

/// Compiles the reader for a base path and a language (`""` for any), as it is sent to readers, into a folder.
///
/// # Errors
/// When it does not compile, or the folder cannot be written.
pub fn make_reader(project: &Project, base: &str, language: &str, folder: &Path) -> Result<(), Failure> {
    let failed = |error: io::Error| {
        Failure::new("compile the reader")
            .cause(format!("{}: {error}", folder.display()))
            .remedy("see that the folder can be written, and run the same command again")
    };
    remove(folder).map_err(failed)?;
    let chunks = project.path("target/chunks");
    remove(&chunks).map_err(failed)?;
    let size = project.path("xtask/size");
    let mut trunk = project.command("trunk");
    trunk
        .args(["build", "--release", "--offline", "--public-url", base, "--dist"])
        .arg(folder)
        // Trunk finds a cargo there that compiles the reader with a std for its size, and leaves the press to us; and a
        // wasm-bindgen that parts the program before.
        .env(
            "PATH",
            project
                .search_path_after(&size)
                .map_err(|error| failed(io::Error::other(error)))?,
        )
        .env("KIOSQUE_LANGUAGE", language)
        .env("KIOSQUE_CARGO", project.cargo().get_program())
        .env("KIOSQUE_WASM_BINDGEN", project.tools().join("bin/wasm-bindgen"))
        .env("KIOSQUE_CHUNKS", &chunks)
        // A developer's own flags are not the newspaper's.
        .env_remove("RUSTFLAGS")
        .env_remove("CARGO_ENCODED_RUSTFLAGS");
    Step::new("build the site", trunk)
        .about("compiling the reader and Rust's library for size: about 3 minutes on 2 cores")
        .cause("the reader does not compile; see above")
        .run()?;
    programs::finish(project, folder, &chunks)
}

/// The newspaper's language, for which its readers' program is compiled. What is wrong with `site.json`, the press says.
fn language(content: &Path) -> String {
    let site = fs::read(content.join("site.json")).unwrap_or_default();
    let site: serde_json::Value = serde_json::from_slice(&site).unwrap_or_default();
    site["inLanguage"].as_str().unwrap_or_default().to_owned()
}

/// Has the press write the newspaper around the programs, which are final now.
fn print(project: &Project, options: &Options, site: &Path) -> Result<(), Failure> {
    let mut press = project.press();
    press.arg("build").arg(&options.content);
    press.args(["--base", &options.base, "--out"]).arg(site);
    // The folder is a new one each time.
    press.arg("--cache").arg(project.path("target/press/cache"));
    if options.precompress {
        press.arg("--precompress");
    }
    let about = match options.precompress {
        true => "brotli at its best takes its time: about 0.2 s a file and core",
        false => "the first time it makes the pictures, a minute or two on 2 cores",
    };
    Step::new("write the pages", press)
        .about(about)
        .cause("the press refuses the content, or could not write; see above")
        .run()
        .map(drop)
}

/// A folder that is not a site of ours is not deleted.
fn refuse_foreign(out: &Path) -> io::Result<()> {
    let empty = match out.read_dir() {
        Ok(mut entries) => entries.next().is_none(),
        Err(error) if error.kind() == io::ErrorKind::NotFound => true,
        Err(error) => return Err(error),
    };
    if empty || is_site(out) {
        return Ok(());
    }
    Err(io::Error::other(
        "it holds something else than a site made by Kiosque; it is left alone",
    ))
}

/// Whether a folder holds what Trunk and the press make together.
fn is_site(folder: &Path) -> bool {
    folder.join("index.html").is_file()
        && folder.join("data/home.json").is_file()
        && folder.join("data/articles").is_dir()
}

/// A hidden folder beside `out`, so that moving it into place is one rename.
pub fn sibling(out: &Path, suffix: &str) -> io::Result<PathBuf> {
    let name = out
        .file_name()
        .ok_or_else(|| io::Error::other("it has no name of its own"))?;
    let mut hidden = OsString::from(".");
    hidden.push(name);
    hidden.push(".");
    hidden.push(suffix);
    Ok(out.with_file_name(hidden))
}

pub fn replace(new: &Path, out: &Path) -> io::Result<()> {
    let old = sibling(out, "old")?;
    remove(&old)?;
    if out.exists() {
        fs::rename(out, &old)?;
    }
    fs::rename(new, out)?;
    remove(&old)
}

fn remove(folder: &Path) -> io::Result<()> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_base_path_has_both_its_slashes() {
        assert_eq!(base_path("/").unwrap(), "/");
        assert_eq!(base_path("").unwrap(), "/");
        assert_eq!(base_path("journal").unwrap(), "/journal/");
        assert_eq!(base_path("/le/journal/").unwrap(), "/le/journal/");
        for wrong in ["https://example.org/", "a b", "a//b", "?x"] {
            assert!(base_path(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_folder_with_other_work_in_it_is_never_deleted() {
        let folder = tempfile::tempdir().unwrap();
        let folder = folder.path();
        assert!(refuse_foreign(folder).is_ok(), "empty");
        assert!(refuse_foreign(&folder.join("new")).is_ok(), "not there yet");
        fs::write(folder.join("thesis.txt"), "years of work").unwrap();
        assert!(refuse_foreign(folder).is_err());
        assert!(refuse_foreign(&folder.join("thesis.txt")).is_err(), "a file");
        fs::write(folder.join("index.html"), "").unwrap();
        fs::create_dir_all(folder.join("data/articles")).unwrap();
        assert!(refuse_foreign(folder).is_err(), "another site's data");
        fs::write(folder.join("data/home.json"), "{}").unwrap();
        assert!(refuse_foreign(folder).is_ok(), "an earlier site");
    }

    #[test]
    fn the_new_site_takes_the_old_ones_place_whole() {
        let parent = tempfile::tempdir().unwrap();
        let out = parent.path().join("dist");
        fs::create_dir(&out).unwrap();
        fs::write(out.join("withdrawn.html"), "old").unwrap();
        let new = sibling(&out, "new").unwrap();
        fs::create_dir(&new).unwrap();
        fs::write(new.join("index.html"), "new").unwrap();
        replace(&new, &out).unwrap();
        assert!(out.join("index.html").is_file() && !out.join("withdrawn.html").exists());
        assert_eq!(
            parent.path().read_dir().unwrap().count(),
            1,
            "nothing is left beside it"
        );
    }
}
