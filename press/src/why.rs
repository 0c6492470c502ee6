//! Why the file system did not do something, and what a newsroom does about it.

use std::io::{self, ErrorKind};

/// A cause, in words.
pub trait Why {
    fn told(self) -> String;
}

impl Why for String {
    fn told(self) -> String {
        self
    }
}

impl Why for &str {
    fn told(self) -> String {
        self.to_owned()
    }
}

impl Why for io::Error {
    fn told(self) -> String {
        let words = match self.kind() {
            ErrorKind::PermissionDenied => {
                "it is not allowed to this user; allow it, or name a folder of your own"
            }
            ErrorKind::StorageFull => "the disk is full; make room on it",
            ErrorKind::QuotaExceeded => {
                "all the room that this user has on the disk is full; make room on it"
            }
            ErrorKind::ReadOnlyFilesystem => {
                "the disk can be read and not written; name a folder on another one"
            }
            ErrorKind::NotADirectory => "there is a file where a folder must be; move it away",
            ErrorKind::IsADirectory => "there is a folder where a file must be; move it away",
            ErrorKind::DirectoryNotEmpty => "there is something in a folder that must be empty; move it away",
            ErrorKind::InvalidFilename => "its name is longer than the disk can keep; shorten it",
            ErrorKind::NotFound => "it is not there",
            _ => return self.to_string(),
        };
        words.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_often_in_the_way_is_told_without_the_system_s_words() {
        for (kind, wanted) in [
            (ErrorKind::StorageFull, "make room on it"),
            (ErrorKind::PermissionDenied, "allow it"),
            (ErrorKind::IsADirectory, "move it away"),
        ] {
            assert!(io::Error::from(kind).told().contains(wanted));
        }
        assert_eq!(
            io::Error::other("a cause of its own").told(),
            "a cause of its own"
        );
    }
}
