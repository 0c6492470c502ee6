//! An archive of many articles, for journeys and benches.

mod articles;
mod words;

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

pub use articles::{article, author_slug, write, write_article};

use crate::project::Project;
use crate::step::{Failure, Step};

/// Makes the sample newspaper's site with members around the shell of a built one, and says where it is.
///
/// # Errors
/// When it cannot be built.
pub fn site_with_members(project: &Project, built: &Path) -> Result<PathBuf, Failure> {
    let out = project.path("target/journeys/members");
    empty(&out)
        .and_then(|()| lay_shell(built, &out))
        .map_err(|error| failed(&out, &error))?;
    let mut press = project.press();
    press
        .arg("build")
        .arg(project.path("public"))
        .arg("--out")
        .arg(&out);
    press.args(["--membership", "pocketbase", "--cache"]);
    press.arg(project.path("target/press/cache"));
    Step::new("build a newspaper with members", press)
        .cause("the press refuses the sample newspaper; see above")
        .run()?;
    Ok(out)
}

/// Makes the sample newspaper's site with a long word in each of its texts around the shell of a built one, and says where
/// it is.
///
/// # Errors
/// When it cannot be written or built.
pub fn site_of_long_words(project: &Project, built: &Path) -> Result<PathBuf, Failure> {
    let folder = project.path("target/journeys/words");
    let (content, out) = (folder.join("content"), folder.join("site"));
    empty(&folder)
        .and_then(|()| words::lengthen(&project.path("public"), &project.path("docs/schema"), &content))
        .and_then(|()| lay_shell(built, &out))
        .map_err(|error| failed(&folder, &error))?;
    let mut press = project.press();
    press.arg("build").arg(&content).arg("--out").arg(&out);
    press.arg("--cache").arg(project.path("target/press/cache"));
    Step::new("build a newspaper of long words", press)
        .cause(
            "the press refuses the sample newspaper with the words of xtask/src/archive/words.rs; see above",
        )
        .run()?;
    Ok(out)
}

/// Makes a site of an archive around the shell of a built one, and says where it is.
///
/// # Errors
/// When it cannot be written or built.
pub fn site(project: &Project, built: &Path, articles: usize) -> Result<PathBuf, Failure> {
    let folder = project.path("target/journeys/archive");
    let (content, out) = (folder.join("content"), folder.join("site"));
    empty(&folder)
        .and_then(|()| write(&content, articles))
        .and_then(|()| lay_shell(built, &out))
        .map_err(|error| failed(&folder, &error))?;
    let mut press = project.press();
    press.arg("build").arg(&content).arg("--out").arg(&out);
    Step::new("build an archive of articles", press)
        .cause("the press refuses the articles that xtask/src/archive.rs makes; see above")
        .run()?;
    Ok(out)
}

fn empty(folder: &Path) -> io::Result<()> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

fn failed(folder: &Path, error: &io::Error) -> Failure {
    Failure::new("make a site for tests")
        .cause(format!("{}: {error}", folder.display()))
        .remedy("make room on the disk, or remove that folder")
}

/// The reader's code and the page to print into, of a built site.
fn lay_shell(built: &Path, out: &Path) -> io::Result<()> {
    fs::create_dir_all(out)?;
    for file in fs::read_dir(built)? {
        let path = file?.path();
        let is_code = path
            .extension()
            .is_some_and(|kind| kind == "css" || kind == "js" || kind == "wasm");
        if is_code && let Some(name) = path.file_name() {
            fs::copy(&path, out.join(name))?;
        }
    }
    // Under the names that `cargo xtask dist` gives them.
    let chunks = out.join("members");
    fs::create_dir_all(&chunks)?;
    for file in fs::read_dir(built.join(".press/members"))? {
        let path = file?.path();
        fs::copy(&path, chunks.join(path.file_name().unwrap_or_default()))?;
    }
    fs::copy(built.join(".press/shell.html"), out.join("index.html")).map(drop)
}
