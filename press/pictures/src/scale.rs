//! Pixels made fewer, in linear light: the mean of a black and a white stripe is as bright as both
//! together, which in sRGB's own numbers it is not (<http://www.ericbrasseur.org/gamma.html>).

use std::sync::OnceLock;

use fast_image_resize::{
    FilterType, ResizeAlg, ResizeOptions, Resizer,
    images::{TypedImage, TypedImageRef},
    pixels::U16x3,
};
use image::{DynamicImage, GenericImageView, metadata::Orientation};

use crate::{
    colours::Colours,
    original::{Header, Pixels},
    shape::Size,
};

/// A picture in sRGB, 8 bits for each colour, row after row.
pub struct Rgb {
    pub size: Size,
    pub bytes: Vec<u8>,
}

/// A picture upright and in linear light, as large as anything that is made of it needs.
pub struct Working {
    size: Size,
    pixels: Vec<U16x3>,
}

/// How many pixels on a side are averaged into one before anything else: what is left is at least
/// twice as large as what is needed, so that the finer filter decides how it looks.
fn block(size: Size) -> u32 {
    let needed = size.working();
    (size.width / needed.width.max(1) / 2).max(1)
}

/// Bytes that [`Working::new`] takes beside the original's pixels.
pub fn needs(header: &Header) -> u64 {
    let block = block(header.size);
    let Size { width, height } = header.size;
    u64::from(width / block) * u64::from(height / block) * 6
}

impl Working {
    /// # Errors
    /// What the scaler says.
    pub fn new(pixels: Pixels, header: &Header) -> Result<Self, String> {
        let averaged = averaged(&pixels, header);
        let Pixels { image, memory, .. } = pixels;
        drop(image);
        let size = header.upright().working();
        if size == averaged.size {
            return Ok(averaged);
        }
        let Size { width, height } = averaged.size;
        let resized = averaged.resized([0., 0., f64::from(width), f64::from(height)], size);
        drop((averaged, memory));
        resized
    }

    /// The whole picture in a size.
    ///
    /// # Errors
    /// What the scaler says.
    pub fn whole(&self, size: Size) -> Result<Rgb, String> {
        let Size { width, height } = self.size;
        self.resized([0., 0., f64::from(width), f64::from(height)], size)
            .map(Rgb::from)
    }

    /// The largest part in the middle of the picture that has a size's shape, in that size.
    ///
    /// # Errors
    /// What the scaler says.
    pub fn middle(&self, size: Size) -> Result<Rgb, String> {
        let [across, down] = [self.size.width, self.size.height].map(f64::from);
        let [width, height] = [size.width, size.height].map(f64::from);
        let scale = (across / width).min(down / height);
        let (width, height) = (width * scale, height * scale);
        let part = [(across - width) / 2., (down - height) / 2., width, height];
        self.resized(part, size).map(Rgb::from)
    }

    /// A part, given by its left and upper edge, its width and its height, in a size.
    fn resized(&self, [left, top, width, height]: [f64; 4], to: Size) -> Result<Self, String> {
        let why = |error: &dyn std::fmt::Display| error.to_string();
        let from = TypedImageRef::new(self.size.width, self.size.height, &self.pixels)
            .map_err(|error| why(&error))?;
        let mut pixels = vec![U16x3::default(); area(to)];
        let mut resized = TypedImage::<U16x3>::from_pixels_slice(to.width, to.height, &mut pixels)
            .map_err(|error| why(&error))?;
        let options = ResizeOptions::new()
            .crop(left, top, width, height)
            .resize_alg(ResizeAlg::Convolution(FilterType::Lanczos3));
        Resizer::new()
            .resize_typed(&from, &mut resized, &options)
            .map_err(|error| why(&error))?;
        Ok(Self { size: to, pixels })
    }
}

impl From<Working> for Rgb {
    fn from(working: Working) -> Self {
        let table = to_srgb();
        let value = |linear: &u16| table.get(usize::from(*linear)).copied().unwrap_or(u8::MAX);
        Self {
            size: working.size,
            bytes: working
                .pixels
                .iter()
                .flat_map(|pixel| pixel.0.iter().map(value))
                .collect(),
        }
    }
}

/// The picture upright in linear light, blocks of pixels averaged.
fn averaged(pixels: &Pixels, header: &Header) -> Working {
    let block = block(header.size);
    let (width, height) = (header.size.width / block, header.size.height / block);
    let size = match header.upright() == header.size {
        true => Size { width, height },
        false => Size {
            width: height,
            height: width,
        },
    };
    let has_color = pixels.image.color().has_color();
    let colours = pixels
        .profile
        .as_ref()
        .and_then(|profile| Colours::of(profile, has_color));
    let table = to_linear();
    let mut upright = vec![U16x3::default(); area(size)];
    let mut row = vec![0; 3 * as_usize(header.size.width)];
    let mut changed = row.clone();
    let mut sums = vec![[0_u32; 3]; as_usize(width)];
    for y in 0..height {
        sums.fill([0; 3]);
        for line in 0..block {
            read_row(&pixels.image, y * block + line, &mut row);
            let row = match &colours {
                Some(Colours::Rgb(change)) if change.transform(&row, &mut changed).is_ok() => &changed,
                Some(Colours::Curve(curve)) => {
                    for (changed, value) in changed.iter_mut().zip(&row) {
                        *changed = curve[usize::from(*value)];
                    }
                    &changed
                }
                _ => &row,
            };
            let blocks = row.chunks_exact(3 * as_usize(block));
            for (sum, pixels) in sums.iter_mut().zip(blocks) {
                for pixel in pixels.chunks_exact(3) {
                    for (sum, value) in sum.iter_mut().zip(pixel) {
                        *sum += u32::from(table[usize::from(*value)]);
                    }
                }
            }
        }
        for (x, sum) in (0..).zip(&sums) {
            let (x, y) = turned(header.orientation, (x, y), (width, height));
            let at = as_usize(y) * as_usize(size.width) + as_usize(x);
            if let Some(pixel) = upright.get_mut(at) {
                let mean = |sum: u32| u16::try_from(sum / (block * block)).unwrap_or(u16::MAX);
                *pixel = U16x3::new(sum.map(mean));
            }
        }
    }
    Working {
        size,
        pixels: upright,
    }
}

/// A row in 8 bits for each colour. What is transparent stands on white.
fn read_row(image: &DynamicImage, y: u32, row: &mut [u8]) {
    if let DynamicImage::ImageRgb8(image) = image {
        let start = as_usize(y) * row.len();
        if let Some(bytes) = image.as_raw().get(start..start + row.len()) {
            row.copy_from_slice(bytes);
        }
        return;
    }
    for (x, pixel) in (0..).zip(row.chunks_exact_mut(3)) {
        let [colour @ .., alpha] = image.get_pixel(x, y).0;
        let alpha = u32::from(alpha);
        for (value, colour) in pixel.iter_mut().zip(colour) {
            let over = (u32::from(colour) * alpha + 255 * (255 - alpha) + 127) / 255;
            *value = u8::try_from(over).unwrap_or(u8::MAX);
        }
    }
}

/// Where a pixel of a picture so large stands once the picture is upright.
fn turned(orientation: Orientation, (x, y): (u32, u32), (width, height): (u32, u32)) -> (u32, u32) {
    let (right, below) = (width - 1 - x, height - 1 - y);
    match orientation {
        Orientation::NoTransforms => (x, y),
        Orientation::FlipHorizontal => (right, y),
        Orientation::Rotate180 => (right, below),
        Orientation::FlipVertical => (x, below),
        Orientation::Rotate90 => (below, x),
        Orientation::Rotate270 => (y, right),
        Orientation::Rotate90FlipH => (y, x),
        Orientation::Rotate270FlipH => (below, right),
    }
}

/// sRGB's curve (IEC 61966-2-1), to 16 bits.
fn to_linear() -> &'static [u16; 256] {
    static TABLE: OnceLock<[u16; 256]> = OnceLock::new();
    TABLE.get_or_init(|| {
        let mut table = [0; 256];
        for (value, linear) in (0_u8..=255).zip(&mut table) {
            *linear = rounded(linear_light(f64::from(value) / 255.) * 65535.);
        }
        table
    })
}

pub fn linear_light(value: f64) -> f64 {
    if value <= 0.04045 {
        value / 12.92
    } else {
        ((value + 0.055) / 1.055).powf(2.4)
    }
}

/// The way back: for each linear value the nearest of sRGB's.
fn to_srgb() -> &'static [u8] {
    static TABLE: OnceLock<Vec<u8>> = OnceLock::new();
    TABLE.get_or_init(|| {
        let srgb = |linear: f64| {
            if linear <= 0.003_130_8 {
                linear * 12.92
            } else {
                1.055 * linear.powf(1. / 2.4) - 0.055
            }
        };
        let value = |linear: u16| rounded(srgb(f64::from(linear) / 65535.) * 255.);
        (0..=u16::MAX)
            .map(|linear| u8::try_from(value(linear)).unwrap_or(u8::MAX))
            .collect()
    })
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a cast of a float saturates"
)]
fn rounded(value: f64) -> u16 {
    value.round() as u16
}

fn area(size: Size) -> usize {
    as_usize(size.width) * as_usize(size.height)
}

fn as_usize(number: u32) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}

#[cfg(test)]
mod tests {
    use image::{Rgb as Pixel, RgbImage};

    use super::*;

    #[test]
    fn every_value_of_srgb_comes_back() {
        for value in 0..=255_u8 {
            let linear = to_linear()[usize::from(value)];
            assert_eq!(to_srgb()[usize::from(linear)], value);
        }
    }

    #[test]
    fn a_picture_is_turned_as_cameras_say() {
        let (width, height) = (3, 2);
        let lying = RgbImage::from_fn(width, height, |x, y| Pixel([x as u8, y as u8, 0]));
        for number in 1..=8 {
            let orientation = Orientation::from_exif(number).unwrap();
            let mut upright = DynamicImage::ImageRgb8(lying.clone());
            upright.apply_orientation(orientation);
            let upright = upright.into_rgb8();
            for (x, y, pixel) in lying.enumerate_pixels() {
                let (x, y) = turned(orientation, (x, y), (width, height));
                assert_eq!(upright.get_pixel(x, y), pixel, "{orientation:?}");
            }
        }
    }
}
