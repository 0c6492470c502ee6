//! An original: its file, what it says of itself, and its pixels.

use std::{
    fs::File,
    io::{Cursor, ErrorKind, Read},
    path::Path,
};

use image::{
    AnimationDecoder, DynamicImage, ImageDecoder, ImageError, ImageFormat, ImageResult, Limits,
    codecs::{gif::GifDecoder, jpeg::JpegDecoder, png::PngDecoder, webp::WebPDecoder},
    metadata::Orientation,
};
use moxcms::ColorProfile;
use sha2::{Digest, Sha256};

use crate::{
    colours, jpeg,
    memory::{self, Reserved},
    png,
    refusal::{MOST_BYTES, MOST_PIXELS, MOST_SLENDER, Refusal},
    shape::Size,
};

/// A file of a kind that every browser shows.
pub struct Original<'a> {
    /// Its path below `images/`, as messages name it.
    name: &'a str,
    bytes: Vec<u8>,
    format: ImageFormat,
}

/// What a file says of its picture.
pub struct Header {
    /// As it lies in the file.
    pub size: Size,
    /// How it is turned to be upright (EXIF 2.32, tag 0x0112).
    pub orientation: Orientation,
}

impl Header {
    /// The picture's size once it is upright.
    pub fn upright(&self) -> Size {
        let Size { width, height } = self.size;
        match self.orientation {
            Orientation::Rotate90
            | Orientation::Rotate270
            | Orientation::Rotate90FlipH
            | Orientation::Rotate270FlipH => Size {
                width: height,
                height: width,
            },
            _ => self.size,
        }
    }
}

/// The pixels of a picture as they lie in its file.
pub struct Pixels {
    pub image: DynamicImage,
    /// The colours that they are in, when the file says that they are not sRGB's.
    pub profile: Option<ColorProfile>,
    /// Keeps from others the memory that they and what is made of them take.
    pub memory: Reserved,
}

/// A picture and the profile of the colours that it is in, when the file has one.
type Decoded = (DynamicImage, Option<Vec<u8>>);

impl<'a> Original<'a> {
    /// Reads a file.
    ///
    /// # Errors
    /// When it cannot be read, is of another kind or too large.
    pub fn read(path: &Path, name: &'a str) -> Result<Self, Refusal> {
        let unread = |why| Refusal::unread(name, &why);
        let file = File::open(path).map_err(unread)?;
        let length = file.metadata().map_err(unread)?.len();
        if length > MOST_BYTES {
            return Err(Refusal::heavy(name, length));
        }
        let mut bytes = Vec::new();
        // No more than that, should it grow meanwhile.
        file.take(MOST_BYTES).read_to_end(&mut bytes).map_err(unread)?;
        let format = match image::guess_format(&bytes) {
            Ok(format @ (ImageFormat::Jpeg | ImageFormat::Png | ImageFormat::WebP | ImageFormat::Gif)) => {
                format
            }
            _ if bytes.is_empty() => return Err(Refusal::empty(name)),
            _ if is_drawing(&bytes) => return Err(Refusal::drawing(name)),
            _ => return Err(Refusal::unknown(name)),
        };
        if format == ImageFormat::Png {
            png::end(&mut bytes);
        }
        Ok(Self { name, bytes, format })
    }

    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// Reads what the file says of its picture, and refuses what could not be worked at.
    pub fn header(&self) -> Result<Header, Refusal> {
        let mut decoder = self.decoder()?;
        let (width, height) = decoder.dimensions();
        if u64::from(width) * u64::from(height) > MOST_PIXELS {
            return Err(Refusal::large(self.name, width, height));
        }
        if width.max(height) / MOST_SLENDER > width.min(height) {
            return Err(Refusal::slender(self.name, width, height));
        }
        if width == 0 || height == 0 {
            return Err(Refusal::damaged(self.name, "it has no pixels"));
        }
        let orientation = match self.format {
            // Browsers show a WebP as it lies in its file, whatever its EXIF says (docs/decisions/0014).
            ImageFormat::WebP => Orientation::NoTransforms,
            _ => decoder.orientation().map_err(|why| self.refused(&why))?,
        };
        Ok(Header {
            size: Size { width, height },
            orientation,
        })
    }

    /// Decodes the picture, the first one of a file that moves. `more` bytes are reserved with it, for
    /// what is to be made of it.
    pub fn decode(&self, header: &Header, more: u64) -> Result<Pixels, Refusal> {
        let Size { width, height } = header.size;
        let too_large = || Refusal::large(self.name, width, height);
        let pixels = self.decoder()?.total_bytes();
        // A progressive JPEG's coefficients are two bytes for each of three colours.
        let inside = match self.format {
            ImageFormat::Jpeg => u64::from(width) * u64::from(height) * 6,
            _ => 0,
        };
        let memory = memory::reserve(pixels + inside + more).ok_or_else(too_large)?;
        let (image, profile) = match self.format {
            ImageFormat::Jpeg => self.jpeg()?,
            _ => self.decoded(&self.bytes).map_err(|why| self.refused(&why))?,
        };
        let profile = match self.format {
            ImageFormat::Png => colours::of_png(&self.bytes),
            _ => profile.as_deref().and_then(colours::of_profile),
        };
        Ok(Pixels {
            image,
            profile,
            memory,
        })
    }

    /// A JPEG's picture, where all of it is there. Its end mark says nothing of that: some cameras and programs write none,
    /// browsers show all of it without, and a broken copy may have one.
    fn jpeg(&self) -> Result<Decoded, Refusal> {
        /// A cut hardly leaves more of them, and they hardly hold a block.
        const FEW: usize = 3;
        // What is left of a marker is none.
        let (mut data, is_ended) = jpeg::coded(&self.bytes);
        if !is_ended && !jpeg::is_fine(data) {
            return Err(Refusal::cut_off(self.name));
        }
        while let [before @ .., 0xff] = data {
            data = before;
        }
        let zeros = data.iter().rev().take_while(|byte| **byte == 0).count();
        let before = |zeros: usize| data.get(..data.len().saturating_sub(zeros)).unwrap_or_default();
        // A copy that was broken off may have got zeros for what is missing.
        if let Some(decoded) = self.complete(before(zeros.saturating_sub(FEW)))? {
            return Ok(decoded);
        }
        // But they may be what is left of an even picture, packed well: then none is too many.
        let is_even = zeros > FEW && self.complete(before(zeros.min(2 * FEW)))?.is_none();
        let decoded = if is_even { self.complete(data)? } else { None };
        decoded.ok_or_else(|| Refusal::cut_off(self.name))
    }

    /// The picture of a JPEG's bytes up to its end mark. Decoders fill up what is missing with grey; so where all of it is
    /// there, whatever stands after it changes nothing.
    fn complete(&self, data: &[u8]) -> Result<Option<Decoded>, Refusal> {
        const END: [u8; 2] = [0xff, 0xd9];
        /// No markers; of any code of some bits, there is one in it.
        const MORE: [u8; 64] = *b"U*3Lf.Zm8K1qT~4h_Xp=dR;7cW%yB0nG6vJ-sE2oA9jQ!tN5uC+iH/wF&kM:zD#l";
        let decoded = |more: &[u8]| self.decoded(&[data, more, &END].concat());
        // One picture at a time in the memory.
        let other = decoded(&MORE).map(|(image, _)| Sha256::digest(image.as_bytes()));
        let (image, profile) = decoded(&[]).map_err(|why| self.refused(&why))?;
        let is_complete = other.is_ok_and(|other| other == Sha256::digest(image.as_bytes()));
        Ok(is_complete.then_some((image, profile)))
    }

    fn decoded(&self, bytes: &[u8]) -> ImageResult<Decoded> {
        let mut decoder = self.limited(bytes)?;
        let profile = decoder.icc_profile().unwrap_or_default();
        Ok((DynamicImage::from_decoder(decoder)?, profile))
    }

    /// Whether there is more than one picture in it: readers are shown the first.
    pub fn moves(&self) -> bool {
        let file = Cursor::new(&self.bytes);
        match self.format {
            ImageFormat::Gif => GifDecoder::new(file)
                .is_ok_and(|decoder| decoder.into_frames().nth(1).is_some_and(|frame| frame.is_ok())),
            ImageFormat::Png => {
                PngDecoder::new(file).is_ok_and(|decoder| decoder.is_apng().unwrap_or_default())
            }
            ImageFormat::WebP => WebPDecoder::new(file).is_ok_and(|decoder| decoder.has_animation()),
            _ => false,
        }
    }

    fn decoder(&self) -> Result<Box<dyn ImageDecoder + '_>, Refusal> {
        self.limited(&self.bytes).map_err(|why| self.refused(&why))
    }

    fn limited<'b>(&self, bytes: &'b [u8]) -> ImageResult<Box<dyn ImageDecoder + 'b>> {
        let file = Cursor::new(bytes);
        let mut limits = Limits::no_limits();
        limits.max_alloc = Some(memory::MOST);
        let mut decoder: Box<dyn ImageDecoder + 'b> = match self.format {
            ImageFormat::Jpeg => Box::new(JpegDecoder::new(file)?),
            ImageFormat::Png => Box::new(PngDecoder::with_limits(file, limits.clone())?),
            ImageFormat::WebP => Box::new(WebPDecoder::new(file)?),
            _ => Box::new(GifDecoder::new(file)?),
        };
        decoder.set_limits(limits)?;
        Ok(decoder)
    }

    /// Whether something says that not all of the picture is there, without its pixels being read. What is broken and ends
    /// like a whole one is not found so.
    pub fn may_be_cut_off(&self) -> bool {
        match self.format {
            // A copy that was broken off may have got zeros for what is missing.
            ImageFormat::Jpeg => {
                let (data, is_ended) = jpeg::coded(&self.bytes);
                !is_ended || data.ends_with(&[0; 4])
            }
            ImageFormat::Png => !png::is_ended(&self.bytes),
            _ => self.is_short(),
        }
    }

    /// Whether a file that cannot be decoded ends before it says that it does.
    fn is_short(&self) -> bool {
        match self.format {
            // https://developers.google.com/speed/webp/docs/riff_container#webp_file_header
            ImageFormat::WebP => {
                let said = self.bytes.get(4..8).and_then(<[u8]>::first_chunk);
                let said = said.map_or(0, |said| u64::from(u32::from_le_bytes(*said)) + 8);
                u64::try_from(self.bytes.len()).is_ok_and(|length| length < said)
            }
            // Its trailer (https://www.w3.org/Graphics/GIF/spec-gif89a.txt, 27).
            ImageFormat::Gif => self.bytes.last() != Some(&b';'),
            ImageFormat::Jpeg => jpeg::is_short(&self.bytes),
            _ => false,
        }
    }

    fn refused(&self, why: &ImageError) -> Refusal {
        match why {
            ImageError::IoError(why) if why.kind() == ErrorKind::UnexpectedEof => Refusal::cut_off(self.name),
            ImageError::Limits(_) => Refusal::hungry(self.name),
            _ if self.is_short() => Refusal::cut_off(self.name),
            why => Refusal::damaged(self.name, why),
        }
    }
}

/// Whether a file is XML with a drawing in it, or begins as one.
fn is_drawing(bytes: &[u8]) -> bool {
    let beginning = bytes.get(..bytes.len().min(1024)).unwrap_or_default();
    let is_text =
        beginning.trim_ascii_start().starts_with(b"<") || beginning.starts_with("\u{feff}<".as_bytes());
    is_text
        && beginning
            .windows(4)
            .any(|word| word.eq_ignore_ascii_case(b"<svg"))
}
