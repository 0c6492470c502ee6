//! The one colour that stands where a picture will be.

use crate::scale::{Rgb, linear_light};

/// The colours there are; a class of the style sheet paints each (`style/15-tones.css`).
pub const TONES: [[u8; 3]; 16] = [
    [0x11, 0x11, 0x11],
    [0x44, 0x44, 0x44],
    [0x88, 0x88, 0x88],
    [0xcc, 0xcc, 0xcc],
    [0xee, 0xee, 0xee],
    [0x55, 0x22, 0x11],
    [0xaa, 0x55, 0x33],
    [0xcc, 0x99, 0x66],
    [0xee, 0xdd, 0xbb],
    [0xdd, 0xaa, 0x33],
    [0x33, 0x44, 0x22],
    [0x77, 0x99, 0x55],
    [0x11, 0x33, 0x55],
    [0x44, 0x77, 0xaa],
    [0xaa, 0xcc, 0xdd],
    [0x77, 0x33, 0x55],
];

/// The number of the tone that most pixels are nearest to.
pub fn dominant(picture: &Rgb) -> u8 {
    let tones = TONES.map(oklab);
    let mut counts = [0_u32; TONES.len()];
    for pixel in picture.bytes.chunks_exact(3) {
        let &[red, green, blue] = pixel else { continue };
        let colour = oklab([red, green, blue]);
        let nearest = (0..)
            .zip(&tones)
            .min_by(|(_, one), (_, other)| distance(&colour, one).total_cmp(&distance(&colour, other)));
        if let Some(count) = nearest.and_then(|(tone, _): (usize, _)| counts.get_mut(tone)) {
            *count += 1;
        }
    }
    // The first of those that are as frequent.
    let most = (0..)
        .zip(counts)
        .min_by_key(|(_, count)| std::cmp::Reverse(*count));
    most.map_or(0, |(tone, _)| tone)
}

fn distance(one: &[f64; 3], other: &[f64; 3]) -> f64 {
    one.iter()
        .zip(other)
        .map(|(one, other)| (one - other).powi(2))
        .sum()
}

/// Oklab, in which distances are as they are seen (<https://bottosson.github.io/posts/oklab/>).
fn oklab(colour: [u8; 3]) -> [f64; 3] {
    let [r, g, b] = colour.map(|value| linear_light(f64::from(value) / 255.));
    let l = (0.412_221_470_8 * r + 0.536_332_536_3 * g + 0.051_445_992_9 * b).cbrt();
    let m = (0.211_903_498_2 * r + 0.680_699_545_1 * g + 0.107_396_956_6 * b).cbrt();
    let s = (0.088_302_461_9 * r + 0.281_718_837_6 * g + 0.629_978_700_5 * b).cbrt();
    [
        0.210_454_255_3 * l + 0.793_617_785_0 * m - 0.004_072_046_8 * s,
        1.977_998_495_1 * l - 2.428_592_205_0 * m + 0.450_593_709_9 * s,
        0.025_904_037_1 * l + 0.782_771_766_2 * m - 0.808_675_766_0 * s,
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::shape::Size;

    fn of(pixels: &[[u8; 3]]) -> [u8; 3] {
        let size = Size {
            width: u32::try_from(pixels.len()).unwrap(),
            height: 1,
        };
        let bytes = pixels.concat();
        TONES[usize::from(dominant(&Rgb { size, bytes }))]
    }

    #[test]
    fn the_tone_is_the_colour_that_is_most_seen_not_a_mean() {
        let river = [0x46, 0x79, 0xa6];
        let sand = [0xea, 0xd8, 0xb8];
        assert_eq!(of(&[river, sand, river, river, sand]), [0x44, 0x77, 0xaa]);
        assert_eq!(of(&[sand]), [0xee, 0xdd, 0xbb]);
    }

    #[test]
    fn each_tone_is_its_own() {
        for tone in TONES {
            assert_eq!(of(&[tone]), tone);
        }
    }
}
