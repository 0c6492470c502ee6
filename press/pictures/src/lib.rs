//! The pictures of a newspaper: from the originals in its content folder to the files that browsers,
//! previews and search engines load.
//!
//! A crate of its own, because it is the one part of the press that must be optimised also where the
//! press is compiled for debugging (`.cargo/config.toml`).

mod cache;
mod colours;
mod encode;
mod jpeg;
mod memory;
mod original;
mod png;
mod refusal;
mod scale;
mod shape;
mod threads;
mod tone;

use std::{
    path::{Path, PathBuf},
    sync::atomic::{AtomicUsize, Ordering},
};

use serde::{Deserialize, Serialize};

pub use cache::Cache;
use cache::{Encoded, Facts};
use original::Original;
pub use refusal::{Fault, MOST_BYTES, MOST_PIXELS, MOST_SLENDER, Refusal};
use scale::Working;
use shape::{CARD, FALLBACK, RATIOS, Ratio, Size};
pub use tone::TONES;

/// An original as it was published.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Prepared {
    /// The widths in pixels that it is served in, rising, each as AVIF and as JPEG: `-320.avif` and
    /// `-320.jpg` after the same beginning of the path.
    pub widths: Vec<u32>,
    /// The number of its colour in [`TONES`].
    pub tone: u8,
    /// The JPEG for browsers that do not choose.
    pub fallback: File,
    /// What a preview shows, in Open Graph's proportion of 1200 to 630.
    pub card: File,
    /// Its middle as JPEG in 1:1, 4:3 and 16:9.
    pub crops: [File; 3],
    /// Every file that it is served as; those above are among them.
    pub files: Vec<File>,
}

/// A file to be served, which never changes: its name holds a hash of what it was made of.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct File {
    /// Its path on the site, such as `images/portraits/awa-1f2e3d4c-480.avif`.
    pub path: String,
    /// Where it is kept: [`Cache::path`].
    pub cached: String,
    /// In pixels.
    pub width: u32,
    pub height: u32,
}

/// What a picture is, once all of it was decoded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Look {
    /// In pixels, upright.
    pub width: u32,
    pub height: u32,
    /// Whether it holds several pictures, of which readers are shown the first.
    pub moves: bool,
}

/// The size in pixels that a picture has once it is upright; its pixels are not read.
///
/// `name` is the file's path below `images/`, as messages say it.
///
/// # Errors
/// As [`look`], but for what is wrong with its pixels.
pub fn size(original: &Path, name: &str) -> Result<(u32, u32), Refusal> {
    let Size { width, height } = Original::read(original, name)?.header()?.upright();
    Ok((width, height))
}

/// As [`size`], of a picture that is not cut off: its pixels are read where something says that it may be, as a missing end
/// does.
///
/// # Errors
/// As [`size`]; and when it is cut off.
pub fn whole_size(original: &Path, name: &str) -> Result<(u32, u32), Refusal> {
    let original = Original::read(original, name)?;
    let header = original.header()?;
    if original.may_be_cut_off() {
        original.decode(&header, 0)?;
    }
    let Size { width, height } = header.upright();
    Ok((width, height))
}

/// Decodes a picture, to know whether it can be published.
///
/// # Errors
/// When it is no picture, damaged, or takes more memory than is lent to any.
pub fn look(original: &Path, name: &str) -> Result<Look, Refusal> {
    let original = Original::read(original, name)?;
    let header = original.header()?;
    original.decode(&header, 0)?;
    let Size { width, height } = header.upright();
    Ok(Look {
        width,
        height,
        moves: original.moves(),
    })
}

/// Looks at many pictures, given their files and names, on all processors.
#[must_use]
pub fn look_all(originals: &[(PathBuf, String)]) -> Vec<Result<Look, Refusal>> {
    threads::map(threads::cores(), originals, |(file, name)| look(file, name))
}

/// Makes what is served of a picture, or finds it in the cache.
///
/// `name` is the original's path below `images/`.
///
/// # Errors
/// As [`look`]; and when the cache cannot be written ([`Fault::Cache`]).
pub fn prepare(original: &Path, name: &str, cache: &Cache) -> Result<Prepared, Refusal> {
    prepared(original, name, cache, 1)
}

/// Prepares many pictures, given their files and names, on all processors. `progress` is told how
/// many are done, each time that one is.
pub fn prepare_all(
    originals: &[(PathBuf, String)],
    cache: &Cache,
    progress: impl Fn(usize) + Sync,
) -> Vec<Result<Prepared, Refusal>> {
    let done = AtomicUsize::new(0);
    let cores = threads::cores();
    // A picture alone is encoded on all of them.
    let each = cores.div_ceil(originals.len().clamp(1, cores));
    threads::map(cores, originals, |(file, name)| {
        let prepared = prepared(file, name, cache, each);
        progress(done.fetch_add(1, Ordering::Relaxed) + 1);
        prepared
    })
}

fn prepared(original: &Path, name: &str, cache: &Cache, threads: usize) -> Result<Prepared, Refusal> {
    let original = Original::read(original, name)?;
    let key = cache::key(original.bytes());
    if let Some(prepared) = cache.find(&key).and_then(|facts| published(name, &key, &facts)) {
        return Ok(prepared);
    }
    let (facts, files) = encoded(&original, name, threads)?;
    cache
        .keep(&key, &facts, &files)
        .map_err(|why| Refusal::cache(cache.folder(), why))?;
    published(name, &key, &facts).ok_or_else(|| Refusal::unencoded(name, "not all of it was made"))
}

/// A file to make of a picture.
struct Order {
    name: String,
    size: Size,
    make: fn(&scale::Rgb) -> Result<Vec<u8>, String>,
    whole: bool,
}

/// The folder of the site where pictures are. What lies there never changes under its name.
pub const SERVED: &str = "pictures";

/// Files by name.
type Files = Vec<(String, Vec<u8>)>;

fn encoded(original: &Original<'_>, name: &str, threads: usize) -> Result<(Facts, Files), Refusal> {
    let header = original.header()?;
    let pixels = original.decode(&header, scale::needs(&header))?;
    let unencoded = |why| Refusal::unencoded(name, why);
    let working = Working::new(pixels, &header).map_err(unencoded)?;
    let size = header.upright();

    let files = threads::map(threads, &orders(size), |order| {
        let picture = match order.whole {
            true => working.whole(order.size)?,
            false => working.middle(order.size)?,
        };
        Ok((order.name.clone(), order.size, (order.make)(&picture)?))
    });
    let files: Vec<(String, Size, Vec<u8>)> =
        files.into_iter().collect::<Result<_, _>>().map_err(unencoded)?;
    let tone = working
        .whole(Size {
            width: 32,
            height: 32,
        })
        .map_err(unencoded)?;
    let facts = Facts {
        width: size.width,
        height: size.height,
        tone: tone::dominant(&tone),
        files: files
            .iter()
            .map(|(name, size, bytes)| Encoded {
                name: name.clone(),
                width: size.width,
                height: size.height,
                bytes: u64::try_from(bytes.len()).unwrap_or(u64::MAX),
            })
            .collect(),
    };
    let files = files.into_iter().map(|(name, _, bytes)| (name, bytes)).collect();
    Ok((facts, files))
}

/// What is made of a picture of a size, the dearest first.
fn orders(size: Size) -> Vec<Order> {
    let widths = size.widths();
    let mut orders = Vec::new();
    for width in widths.iter().rev() {
        let order = |name, make| Order {
            name,
            size: size.at(*width),
            make,
            whole: true,
        };
        orders.push(order(format!("{width}.avif"), encode::avif));
        orders.push(order(format!("{width}.jpg"), encode::jpeg));
    }
    orders.push(Order {
        name: CARD_NAME.to_owned(),
        size: size.cropped(CARD),
        make: encode::card,
        whole: false,
    });
    for ratio in RATIOS {
        let crop = size.cropped(ratio);
        // The whole picture often has one of the proportions already.
        if !is_whole(size, crop) {
            orders.push(Order {
                name: crop_name(ratio),
                size: crop,
                make: encode::jpeg,
                whole: false,
            });
        }
    }
    orders
}

const CARD_NAME: &str = "card.jpg";

fn crop_name(Ratio(across, down): Ratio) -> String {
    format!("{across}x{down}.jpg")
}

/// Whether a crop is the picture at the largest width it is served in.
fn is_whole(size: Size, crop: Size) -> bool {
    size.widths().last().is_some_and(|width| size.at(*width) == crop)
}

/// The files of an original under the names that they are served as; `None` when one is not known.
fn published(name: &str, key: &str, facts: &Facts) -> Option<Prepared> {
    let size = Size {
        width: facts.width,
        height: facts.height,
    };
    let file_start = name.rfind('/').map_or(0, |at| at + 1);
    let stem_end = name.rfind('.').filter(|at| *at > file_start);
    let stem = name.get(..stem_end.unwrap_or(name.len()))?;
    let hash = key.get(..8)?;
    let file = |encoded: &Encoded| File {
        path: format!("{SERVED}/{stem}-{hash}-{}", encoded.name),
        cached: format!("{key}/{}", encoded.name),
        width: encoded.width,
        height: encoded.height,
    };
    let find = |name: &str| facts.files.iter().find(|file| file.name == name).map(file);
    let widths = size.widths();
    let largest = *widths.last()?;
    let fallback = widths.iter().rev().find(|width| **width <= FALLBACK);
    let crop = |ratio: Ratio| match is_whole(size, size.cropped(ratio)) {
        true => find(&format!("{largest}.jpg")),
        false => find(&crop_name(ratio)),
    };
    let [square, old, wide] = RATIOS.map(crop);
    Some(Prepared {
        tone: facts.tone,
        fallback: find(&format!("{}.jpg", fallback.unwrap_or(&largest)))?,
        card: find(CARD_NAME)?,
        crops: [square?, old?, wide?],
        files: facts.files.iter().map(file).collect(),
        widths,
    })
}

#[cfg(test)]
mod tests;
