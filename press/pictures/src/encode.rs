//! The files that browsers load. Why so: docs/decisions/0014.

use jpeg_encoder::{ColorType, SamplingFactor};
use ravif::{BitDepth, Img, RGB8};

use crate::scale::Rgb;

/// Counted up by hand whenever the same original would be encoded otherwise, by a new version of an
/// encoder for instance: what was encoded before is then not used any more.
pub const EDITION: u32 = 3;

const AVIF_QUALITY: f32 = 60.;
/// 1 is the best for its size, 10 the soonest done.
const AVIF_SPEED: u8 = 7;
const JPEG_QUALITY: u8 = 78;

/// What a file for a preview may weigh.
pub const MOST_CARD_BYTES: usize = 250_000;

/// Everything that the encoders are told, for what is encoded to be known again.
pub fn settings() -> String {
    format!("{EDITION} avif {AVIF_QUALITY} {AVIF_SPEED} jpeg {JPEG_QUALITY} {MOST_CARD_BYTES}")
}

/// # Errors
/// What the encoder says.
pub fn avif(picture: &Rgb) -> Result<Vec<u8>, String> {
    let pixels: Vec<RGB8> = picture
        .bytes
        .chunks_exact(3)
        .filter_map(|pixel| <[u8; 3]>::try_from(pixel).ok())
        .map(RGB8::from)
        .collect();
    let (width, height) = (length(picture.size.width), length(picture.size.height));
    ravif::Encoder::new()
        .with_quality(AVIF_QUALITY)
        .with_speed(AVIF_SPEED)
        .with_bit_depth(BitDepth::Ten)
        .with_num_threads(Some(1))
        .encode_rgb(Img::new(&pixels, width, height))
        .map(|encoded| encoded.avif_file)
        .map_err(|why| why.to_string())
}

/// # Errors
/// What the encoder says.
pub fn jpeg(picture: &Rgb) -> Result<Vec<u8>, String> {
    jpeg_of(picture, JPEG_QUALITY)
}

/// A JPEG of at most [`MOST_CARD_BYTES`].
///
/// # Errors
/// What the encoder says.
pub fn card(picture: &Rgb) -> Result<Vec<u8>, String> {
    let mut quality = JPEG_QUALITY;
    loop {
        let file = jpeg_of(picture, quality)?;
        if file.len() <= MOST_CARD_BYTES || quality < 10 {
            return Ok(file);
        }
        quality -= 8;
    }
}

fn jpeg_of(picture: &Rgb, quality: u8) -> Result<Vec<u8>, String> {
    let mut file = Vec::new();
    let mut encoder = jpeg_encoder::Encoder::new(&mut file, quality);
    encoder.set_progressive(true);
    encoder.set_optimized_huffman_tables(true);
    encoder.set_sampling_factor(SamplingFactor::R_4_2_0);
    let side = |side: u32| u16::try_from(side).map_err(|why| why.to_string());
    let (width, height) = (side(picture.size.width)?, side(picture.size.height)?);
    encoder
        .encode(&picture.bytes, width, height, ColorType::Rgb)
        .map_err(|why| why.to_string())?;
    Ok(file)
}

fn length(side: u32) -> usize {
    usize::try_from(side).unwrap_or(usize::MAX)
}
