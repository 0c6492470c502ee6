//! The newspaper's icons, as they lie in the content folder.

use std::path::Path;

use crate::{
    Stop, failed,
    files::{self, FAVICON, Files, ICONS},
};

/// The side that Apple's devices ask for (https://developer.apple.com/design/human-interface-guidelines/app-icons).
const TOUCH: usize = 180;

/// The icons that there are; paths are below the site.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Icons {
    pub favicon: Option<String>,
    /// Square PNG files, the smallest first.
    pub squares: Vec<Square>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Square {
    pub path: String,
    /// In pixels.
    pub side: usize,
}

impl Icons {
    /// Looks for `favicon.svg` and `icons/*.png` in a content folder. What is no square PNG is no icon.
    ///
    /// # Errors
    /// When the folder of icons cannot be read.
    pub fn find(content: &Files) -> Result<Self, Stop> {
        let names = content.within(ICONS);
        let names = names.map_err(|why| failed("cannot read", Path::new(ICONS), why))?;
        let mut squares: Vec<Square> = names.iter().filter_map(|name| square(content, name)).collect();
        squares.sort_unstable_by(|one, other| (one.side, &one.path).cmp(&(other.side, &other.path)));
        let favicon = content.find(FAVICON).is_ok().then(|| FAVICON.to_owned());
        Ok(Self { favicon, squares })
    }

    pub fn largest(&self) -> Option<&Square> {
        self.squares.last()
    }

    /// For the home screen of Apple's devices.
    pub fn touch(&self) -> Option<&Square> {
        self.squares.iter().find(|square| square.side == TOUCH)
    }
}

/// Whether a file of the content folder is published as an icon, by the end of its name.
pub fn is_icon(name: &str) -> bool {
    let end = name.rsplit_once('.').map(|(_, end)| end.to_ascii_lowercase());
    let is_picture = files::kind(name).is_some_and(|kind| kind.is_picture);
    is_picture || end.is_some_and(|end| ["ico", "svg"].contains(&end.as_str()))
}

fn square(content: &Files, name: &str) -> Option<Square> {
    let file = name.strip_prefix("icons/")?;
    if file.contains('/') || !file.ends_with(".png") {
        return None;
    }
    let size = imagesize::size(content.find(name).ok()?).ok()?;
    (size.width == size.height).then(|| Square {
        path: name.to_owned(),
        side: size.width,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    /// The beginning of a PNG file, up to its size.
    fn png(width: u8, height: u8) -> Vec<u8> {
        let mut bytes = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0".to_vec();
        bytes.extend([width, 0, 0, 0, height, 8, 6, 0, 0, 0]);
        bytes
    }

    #[test]
    fn a_square_png_is_an_icon() {
        let content = tempfile::tempdir().unwrap();
        let content = content.path();
        assert_eq!(Icons::find(&Files::of(content)).ok().unwrap(), Icons::default());
        fs::create_dir(content.join("icons")).unwrap();
        for (name, bytes) in [
            ("large.png", png(200, 200)),
            ("touch.png", png(180, 180)),
            ("wide.png", png(200, 100)),
            ("broken.png", b"GIF".to_vec()),
            ("notes.txt", png(10, 10)),
        ] {
            fs::write(content.join("icons").join(name), bytes).unwrap();
        }
        let icons = Icons::find(&Files::of(content)).ok().unwrap();
        let names: Vec<&str> = icons.squares.iter().map(|square| square.path.as_str()).collect();
        assert_eq!(names, ["icons/touch.png", "icons/large.png"]);
        assert_eq!(icons.touch().map(|square| square.side), Some(180));
        assert_eq!(icons.favicon, None);
    }
}
