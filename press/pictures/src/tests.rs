//! What readers and newsrooms would lose: pictures of every kind, and files that are none.

mod cached;
mod coloured;
mod cut;
mod refused;
mod shown;

use std::fs;

use image::{
    DynamicImage, ExtendedColorType, GrayAlphaImage, GrayImage, ImageBuffer, ImageEncoder, ImageFormat, Luma,
    Rgb, RgbImage, Rgba, RgbaImage,
    codecs::{gif::GifEncoder, jpeg::JpegEncoder, png::PngEncoder},
};
use tempfile::TempDir;

use super::*;

/// A folder of originals, and a cache.
struct Desk {
    folder: TempDir,
    cache: Cache,
}

impl Desk {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let cache = Cache::open(&folder.path().join("cache")).unwrap();
        Self { folder, cache }
    }

    fn put(&self, name: &str, bytes: &[u8]) -> PathBuf {
        let path = self.folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, bytes).unwrap();
        path
    }

    fn prepare(&self, name: &str, bytes: &[u8]) -> Result<Prepared, Refusal> {
        prepare(&self.put(name, bytes), name, &self.cache)
    }

    fn served(&self, file: &File) -> Vec<u8> {
        fs::read(self.cache.path(&file.cached)).unwrap()
    }

    /// The pixels of the JPEG that browsers load that do not choose.
    fn shown(&self, name: &str, bytes: &[u8]) -> RgbImage {
        let prepared = self.prepare(name, bytes).unwrap();
        let jpeg = self.served(&prepared.fallback);
        image::load_from_memory(&jpeg).unwrap().into_rgb8()
    }

    /// Why a file is refused, by a look and by the press alike.
    fn refusal(&self, name: &str, bytes: &[u8]) -> String {
        let path = self.put(name, bytes);
        let refusal = prepare(&path, name, &self.cache).unwrap_err();
        assert_eq!(look(&path, name), Err(refusal.clone()));
        assert_eq!(refusal.fault, Fault::Picture);
        assert!(
            refusal.what.starts_with(&format!("images/{name} ")),
            "{}",
            refusal.what
        );
        assert!(!refusal.remedy.is_empty());
        refusal.what
    }

    fn unfinished(&self) -> usize {
        let entries = fs::read_dir(self.cache.folder()).unwrap();
        let names = entries.map(|entry| entry.unwrap().file_name());
        names
            .filter(|name| name.to_str().unwrap().starts_with('.'))
            .count()
    }
}

/// A picture whose left is red and whose right is blue, darker downwards.
fn flag(width: u32, height: u32) -> RgbImage {
    RgbImage::from_fn(width, height, |x, y| {
        let light = u8::try_from(250 - 200 * y / height).unwrap();
        match x < width / 2 {
            true => Rgb([light, 10, 10]),
            false => Rgb([10, 10, light]),
        }
    })
}

fn jpeg(picture: &RgbImage) -> Vec<u8> {
    let mut file = Vec::new();
    JpegEncoder::new_with_quality(&mut file, 92)
        .encode_image(picture)
        .unwrap();
    file
}

fn file(picture: impl Into<DynamicImage>, format: ImageFormat) -> Vec<u8> {
    let mut file = std::io::Cursor::new(Vec::new());
    picture.into().write_to(&mut file, format).unwrap();
    file.into_inner()
}

/// EXIF that says how the camera was held, and where it was: 12.65 degrees north.
fn exif(orientation: u8) -> Vec<u8> {
    let mut exif = b"Exif\0\0MM\0*\0\0\0\x08\0\x02".to_vec();
    exif.extend([0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0]);
    exif.extend([0x88, 0x25, 0, 4, 0, 0, 0, 1, 0, 0, 0, 38]);
    exif.extend([0, 0, 0, 0]);
    exif.extend(b"\0\x01\0\x02\0\x05\0\0\0\x03\0\0\0\x38\0\0\0\0\0\0\0\x0c\0\0\0\x01\0\0\0\x27\0\0\0\x01\0\0\0\0\0\0\0\x01GPS");
    exif
}

fn with_segment(jpeg: &[u8], marker: u8, content: &[u8]) -> Vec<u8> {
    let length = u16::try_from(content.len() + 2).unwrap().to_be_bytes();
    [&jpeg[..2], &[0xff, marker], &length, content, &jpeg[2..]].concat()
}

fn is_red(pixel: &Rgb<u8>) -> bool {
    pixel.0[0] / 2 > pixel.0[2]
}
