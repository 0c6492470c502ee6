//! An archive of many articles, for journeys and benches.

mod articles;

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

pub use articles::{article, author_slug, write, write_article};

use crate::project::Project;
use crate::step::{Failure, Step};

/// Makes a site of an archive around the shell of a built one, and says where it is.
///
/// # Errors
/// When it cannot be written or built.
pub fn site(project: &Project, built: &Path, articles: usize) -> Result<PathBuf, Failure> {
    let folder = project.path("target/journeys/archive");
    let (content, out) = (folder.join("content"), folder.join("site"));
    let laid = fs::remove_dir_all(&folder).or_else(|error| match error.kind() {
        io::ErrorKind::NotFound => Ok(()),
        _ => Err(error),
    });
    laid.and_then(|()| write(&content, articles))
        .and_then(|()| lay_shell(built, &out))
        .map_err(|error| {
            Failure::new("make an archive of articles")
                .cause(format!("{}: {error}", folder.display()))
                .remedy("make room on the disk, or remove that folder")
        })?;
    let mut press = project.cargo();
    press.args(["run", "--quiet", "--package", "press", "--", "build"]);
    press.arg(&content).arg("--out").arg(&out);
    Step::new("build an archive of articles", press)
        .cause("the press refuses the articles that xtask/src/archive.rs makes; see above")
        .run()?;
    Ok(out)
}

/// The reader's code and the page to print into, of a built site.
fn lay_shell(built: &Path, out: &Path) -> io::Result<()> {
    fs::create_dir_all(out)?;
    for file in fs::read_dir(built)? {
        let path = file?.path();
        let is_code = path
            .extension()
            .is_some_and(|kind| kind == "js" || kind == "wasm");
        if is_code && let Some(name) = path.file_name() {
            fs::copy(&path, out.join(name))?;
        }
    }
    fs::copy(built.join(".press/shell.html"), out.join("index.html")).map(drop)
}
