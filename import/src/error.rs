//! Why an import stops, in a newsroom's terms.

use std::{
    fmt, io,
    path::{Path, PathBuf},
};

/// Names the file, what is wrong with it, and what to do.
#[derive(Debug)]
pub struct Error {
    path: PathBuf,
    what: String,
    remedy: String,
}

impl Error {
    pub fn content(path: &Path, what: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self {
            path: path.to_owned(),
            what: what.into(),
            remedy: remedy.into(),
        }
    }

    pub fn read(path: &Path, why: io::Error) -> Self {
        Self::content(
            path,
            format!("this cannot be read: {}", plain(&why)),
            "put the file there, or allow it to be read",
        )
    }

    pub fn write(path: &Path, why: io::Error) -> Self {
        Self::content(
            path,
            format!("this cannot be written: {}", plain(&why)),
            "allow it to be written, or make space on the disk",
        )
    }
}

/// What the system says, without its number.
fn plain(why: &io::Error) -> String {
    let why = why.to_string();
    why.split(" (os error").next().unwrap_or_default().to_owned()
}

impl fmt::Display for Error {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(to, "{}: {}; {}", self.path.display(), self.what, self.remedy)
    }
}

impl std::error::Error for Error {}
