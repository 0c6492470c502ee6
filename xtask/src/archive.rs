//! An archive of many articles, for journeys and benches.

mod articles;
mod words;

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

pub use articles::{article, author_slug, write, write_article};

use crate::project::Project;
use crate::release::Released;
use crate::step::Failure;

/// Makes the sample newspaper's site with members, and says where it is.
///
/// # Errors
/// When it cannot be built.
pub fn site_with_members(project: &Project, released: &Released) -> Result<PathBuf, Failure> {
    let out = project.path("target/journeys/members");
    empty(&out)?;
    released.build(&project.path("public"), &out, &["--membership", "pocketbase"])?;
    Ok(out)
}

/// Makes the sample newspaper's site with a long word in each of its texts, and says where it is.
///
/// # Errors
/// When it cannot be written or built.
pub fn site_of_long_words(project: &Project, released: &Released) -> Result<PathBuf, Failure> {
    let folder = project.path("target/journeys/words");
    let (content, out) = (folder.join("content"), folder.join("site"));
    empty(&folder)?;
    words::lengthen(&project.path("public"), &project.path("docs/schema"), &content)
        .map_err(|error| failed(&folder, &error))?;
    released.build(&content, &out, &[])?;
    Ok(out)
}

/// Makes a site of an archive, and says where it is.
///
/// # Errors
/// When it cannot be written or built.
pub fn site(project: &Project, released: &Released, articles: usize) -> Result<PathBuf, Failure> {
    let folder = project.path("target/journeys/archive");
    let (content, out) = (folder.join("content"), folder.join("site"));
    empty(&folder)?;
    write(&content, articles).map_err(|error| failed(&folder, &error))?;
    released.build(&content, &out, &[])?;
    Ok(out)
}

/// Removes a folder, where it is there.
///
/// # Errors
/// When it cannot be removed.
pub fn empty(folder: &Path) -> Result<(), Failure> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(failed(folder, &error)),
        _ => Ok(()),
    }
}

fn failed(folder: &Path, error: &io::Error) -> Failure {
    Failure::new("make a site for tests")
        .cause(format!("{}: {error}", folder.display()))
        .remedy("make room on the disk, or remove that folder")
}
