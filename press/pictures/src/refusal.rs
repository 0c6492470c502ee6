//! Why a picture cannot be published, in a newsroom's words.

use std::{fmt::Display, io, path::Path};

/// What is wrong and what to do about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// Names the picture's file.
    pub what: String,
    pub remedy: String,
    pub fault: Fault,
}

/// Whose fault it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// The picture's: the others can still be published.
    Picture,
    /// The cache folder's or the disk's: no picture can be.
    Cache,
}

/// Pixels of the largest picture: an 8K still, a 50-megapixel phone and a 61-megapixel camera fit.
/// A progressive JPEG of that size takes about 600 MB to decode.
pub const MOST_PIXELS: u64 = 64_000_000;
/// Bytes of the largest file.
pub const MOST_BYTES: u64 = 128 << 20;
/// How many times longer than wide a picture may be, or wider than long.
pub const MOST_SLENDER: u32 = 10;

impl Refusal {
    fn of(what: String, remedy: &str) -> Self {
        Self {
            what,
            remedy: remedy.to_owned(),
            fault: Fault::Picture,
        }
    }

    pub(crate) fn unread(name: &str, why: &io::Error) -> Self {
        Self::of(
            format!("images/{name} cannot be read: {why}"),
            "put the picture there, or allow it to be read",
        )
    }

    pub(crate) fn empty(name: &str) -> Self {
        Self::of(
            format!("images/{name} is empty"),
            "copy the picture there again: it was lost on its way",
        )
    }

    pub(crate) fn heavy(name: &str, bytes: u64) -> Self {
        Self::of(
            format!(
                "images/{name} is a file of {} MB, more than {}",
                bytes >> 20,
                MOST_BYTES >> 20
            ),
            "export it again as JPEG",
        )
    }

    pub(crate) fn drawing(name: &str) -> Self {
        Self::of(
            format!("images/{name} is a drawing (SVG), which may carry scripts"),
            "export it as PNG, at least 1200 pixels wide",
        )
    }

    pub(crate) fn unknown(name: &str) -> Self {
        Self::of(
            format!("images/{name} is not a picture that every browser shows"),
            "export it again as JPEG, PNG, WebP or GIF",
        )
    }

    pub(crate) fn cut_off(name: &str) -> Self {
        Self::of(
            format!("images/{name} is cut off before its end"),
            "copy the picture there again, or export it again",
        )
    }

    pub(crate) fn damaged(name: &str, why: impl Display) -> Self {
        Self::of(
            format!("images/{name} is damaged: {why}"),
            "copy the picture there again, or export it again as JPEG, PNG, WebP or GIF",
        )
    }

    pub(crate) fn large(name: &str, width: u32, height: u32) -> Self {
        Self::of(
            format!(
                "images/{name} is {width} × {height} pixels, too many to work at (the most is {} million)",
                MOST_PIXELS / 1_000_000
            ),
            "export it at most 8000 pixels wide and high; readers are shown 1200",
        )
    }

    pub(crate) fn hungry(name: &str) -> Self {
        Self::of(
            format!("images/{name} would take more memory than a picture may"),
            "export it again, at most 8000 pixels wide and high",
        )
    }

    pub(crate) fn slender(name: &str, width: u32, height: u32) -> Self {
        Self::of(
            format!(
                "images/{name} is {width} × {height} pixels, one side more than {MOST_SLENDER} times the other"
            ),
            "crop it, or cut it into several pictures",
        )
    }

    pub(crate) fn unencoded(name: &str, why: impl Display) -> Self {
        Self::of(
            format!("images/{name} cannot be made smaller: {why}"),
            "export it again as JPEG or PNG",
        )
    }

    pub(crate) fn cache(folder: &Path, why: impl Display) -> Self {
        Self {
            what: format!("cannot keep pictures in {}: {why}", folder.display()),
            remedy: "make room there, or name another folder with --cache".to_owned(),
            fault: Fault::Cache,
        }
    }
}
