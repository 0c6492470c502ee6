//! Colours, as browsers show them.

use super::*;

/// Of values at which light is their power of 1.8, browsers show these.
const GREYS: [(u8, u8); 3] = [(63, 81), (127, 146), (230, 235)];

fn has_browsers_greys(desk: &Desk, name: &str, bytes: impl Fn(u8) -> Vec<u8>) {
    for (value, shown) in GREYS {
        let Rgb([r, g, b]) = *desk
            .shown(&format!("{value}-{name}"), &bytes(value))
            .get_pixel(32, 32);
        for colour in [r, g, b] {
            assert!(
                colour.abs_diff(shown) < 3,
                "{name}: {value} became {r} {g} {b}, not {shown}"
            );
        }
    }
}

#[test]
fn a_grey_picture_is_as_bright_as_its_profile_says() {
    let desk = Desk::new();
    let profile = moxcms::ColorProfile::new_gray_with_gamma(1.8).encode().unwrap();
    has_browsers_greys(&desk, "grey.jpg", |value| {
        let mut file = Vec::new();
        let mut encoder = jpeg_encoder::Encoder::new(&mut file, 98);
        encoder.add_icc_profile(&profile).unwrap();
        let pixels = [value; 64 * 64];
        encoder
            .encode(&pixels, 64, 64, jpeg_encoder::ColorType::Luma)
            .unwrap();
        file
    });
    has_browsers_greys(&desk, "grey.png", |value| {
        let mut file = Vec::new();
        let mut encoder = PngEncoder::new(&mut file);
        encoder.set_icc_profile(profile.clone()).unwrap();
        let pixels = [value; 64 * 64];
        encoder
            .write_image(&pixels, 64, 64, ExtendedColorType::L8)
            .unwrap();
        file
    });
}

#[test]
fn a_png_that_says_only_how_bright_it_is_is_so() {
    let desk = Desk::new();
    // 1 / 1.8, in hundred thousandths; the checksum is not looked at, as of no chunk that may be left out.
    let gamma = |file: &[u8]| chunk(file, b"gAMA", &55_556_u32.to_be_bytes());
    has_browsers_greys(&desk, "grey.png", |value| {
        gamma(&file(
            GrayImage::from_pixel(64, 64, Luma([value])),
            ImageFormat::Png,
        ))
    });
    has_browsers_greys(&desk, "rgb.png", |value| {
        gamma(&file(
            RgbImage::from_pixel(64, 64, Rgb([value; 3])),
            ImageFormat::Png,
        ))
    });
    // Who says sRGB, too, means that.
    let both = chunk(
        &gamma(&file(
            GrayImage::from_pixel(64, 64, Luma([127])),
            ImageFormat::Png,
        )),
        b"sRGB",
        &[0],
    );
    let Rgb([r, ..]) = *desk.shown("both.png", &both).get_pixel(32, 32);
    assert!(r.abs_diff(127) < 3, "{r}");
}

/// A PNG with one more chunk after its header.
fn chunk(png: &[u8], kind: &[u8; 4], data: &[u8]) -> Vec<u8> {
    let (before, after) = png.split_at(8 + 25);
    let length = u32::try_from(data.len()).unwrap().to_be_bytes();
    let checksum = crc32(&[kind.as_slice(), data].concat()).to_be_bytes();
    [before, &length, kind, data, &checksum, after].concat()
}

/// PNG's checksum (<https://www.w3.org/TR/png-3/#samplecrc>).
fn crc32(bytes: &[u8]) -> u32 {
    let step = |crc: u32, _| {
        if crc & 1 == 1 {
            0xedb8_8320 ^ (crc >> 1)
        } else {
            crc >> 1
        }
    };
    !bytes
        .iter()
        .fold(!0, |crc, byte| (0..8).fold(crc ^ u32::from(*byte), step))
}

/// What Chromium 156 shows in a canvas of (200, 100, 50), and of the grey 127, with chunks of a PNG about its colours.
#[test]
fn a_png_has_the_colours_that_browsers_show() {
    let desk = Desk::new();
    const SRGB: [u32; 8] = [31_270, 32_900, 64_000, 33_000, 30_000, 60_000, 15_000, 6_000];
    const P3: [u32; 8] = [31_270, 32_900, 68_000, 32_000, 26_500, 69_000, 15_000, 6_000];
    let gamma = |value: u32| (b"gAMA", value.to_be_bytes().to_vec());
    let primaries = |of: [u32; 8]| (b"cHRM", of.iter().flat_map(|value| value.to_be_bytes()).collect());
    let points = |of: [u8; 4]| (b"cICP", of.to_vec());
    let srgb = || (b"sRGB", vec![0]);
    let damaged = || (b"iCCP", b"x\0\0garbage".to_vec());
    let p3 = {
        let mut file = Vec::new();
        let mut encoder = PngEncoder::new(&mut file);
        let profile = moxcms::ColorProfile::new_display_p3().encode().unwrap();
        encoder.set_icc_profile(profile).unwrap();
        encoder
            .write_image(&[0; 3], 1, 1, ExtendedColorType::Rgb8)
            .unwrap();
        let at = file.windows(4).position(|kind| kind == b"iCCP").unwrap();
        let length = u32::from_be_bytes(file[at - 4..at].try_into().unwrap()) as usize;
        (b"iCCP", file[at + 4..at + 4 + length].to_vec())
    };
    const SAME: ([u8; 3], u8) = ([200, 100, 50], 127);
    const LIGHT: ([u8; 3], u8) = ([210, 119, 65], 145);
    const WIDE: ([u8; 3], u8) = ([215, 93, 31], 127);
    for (chunks, (rgb, grey)) in [
        (vec![gamma(45_455)], SAME),
        (vec![gamma(43_200)], SAME),
        (vec![gamma(47_700)], SAME),
        (vec![gamma(43_100)], ([199, 95, 42], 123)),
        (vec![gamma(47_730)], ([204, 105, 51], 132)),
        (vec![gamma(100_000)], ([229, 168, 122], 187)),
        (vec![gamma(0)], SAME),
        (vec![gamma(55_556), gamma(45_455)], LIGHT),
        (vec![primaries(P3)], SAME),
        (vec![gamma(45_455), primaries(SRGB)], ([201, 100, 46], 128)),
        (vec![gamma(45_455), primaries(P3)], ([216, 93, 24], 128)),
        (vec![gamma(55_556), primaries(P3)], ([225, 113, 49], 145)),
        (vec![gamma(55_556), primaries([0; 8])], SAME),
        (vec![gamma(55_556), primaries(P3), srgb()], SAME),
        (vec![gamma(55_556), (b"sRGB", vec![9])], LIGHT),
        (vec![damaged(), gamma(55_556)], LIGHT),
        (vec![damaged(), gamma(45_455)], SAME),
        (vec![damaged(), srgb(), gamma(55_556)], SAME),
        (vec![p3.clone(), srgb(), gamma(55_556)], WIDE),
        (vec![points([12, 13, 0, 1]), srgb()], WIDE),
        (vec![points([1, 13, 0, 1]), p3.clone(), gamma(55_556)], SAME),
        (vec![points([1, 1, 0, 1])], ([197, 91, 39], 120)),
        (vec![points([9, 14, 0, 1])], ([239, 63, 5], 120)),
        (vec![points([1, 8, 0, 1])], ([229, 168, 122], 187)),
        (vec![points([2, 2, 0, 1]), gamma(55_556)], LIGHT),
        (vec![points([1, 9, 0, 1]), gamma(55_556)], LIGHT),
        (vec![points([99, 99, 0, 1]), gamma(55_556)], LIGHT),
        (vec![points([12, 13, 0, 0]), gamma(55_556)], LIGHT),
    ] {
        let told: Vec<String> = chunks
            .iter()
            .map(|(kind, data)| {
                format!(
                    "{} {:?}",
                    String::from_utf8_lossy(*kind),
                    &data[..data.len().min(8)]
                )
            })
            .collect();
        let with = |png: Vec<u8>| {
            chunks
                .iter()
                .rev()
                .fold(png, |png, (kind, data)| chunk(&png, kind, data))
        };
        for (name, png, shown) in [
            (
                "rgb.png",
                file(
                    RgbImage::from_pixel(64, 64, Rgb([200, 100, 50])),
                    ImageFormat::Png,
                ),
                rgb,
            ),
            (
                "grey.png",
                file(GrayImage::from_pixel(64, 64, Luma([127])), ImageFormat::Png),
                [grey; 3],
            ),
        ] {
            let Rgb(ours) = *desk.shown(name, &with(png)).get_pixel(32, 32);
            for (ours, shown) in ours.iter().zip(shown) {
                assert!(
                    ours.abs_diff(shown) < 4,
                    "{name} {told:?}: {ours} and not {shown}"
                );
            }
        }
    }
}

/// Browsers follow a profile for colours in a grey picture, too, and no grey one in a picture of colours.
#[test]
fn a_profile_of_the_other_kind_is_followed_where_browsers_do() {
    let desk = Desk::new();
    let mut wide = moxcms::ColorProfile::new_display_p3();
    let curve = Some(moxcms::ToneReprCurve::Parametric(vec![1.8]));
    (wide.red_trc, wide.green_trc, wide.blue_trc, wide.cicp) = (curve.clone(), curve.clone(), curve, None);
    let wide = wide.encode().unwrap();
    let grey = moxcms::ColorProfile::new_gray_with_gamma(1.8).encode().unwrap();
    for (profile, color, value, shown) in [
        (&wide, jpeg_encoder::ColorType::Luma, &[127][..], [145; 3]),
        (&grey, jpeg_encoder::ColorType::Luma, &[127], [145; 3]),
        (
            &grey,
            jpeg_encoder::ColorType::Rgb,
            &[200, 100, 50],
            [200, 100, 50],
        ),
    ] {
        let mut file = Vec::new();
        let mut encoder = jpeg_encoder::Encoder::new(&mut file, 98);
        encoder.add_icc_profile(profile).unwrap();
        encoder.encode(&value.repeat(64 * 64), 64, 64, color).unwrap();
        let Rgb(ours) = *desk.shown("a.jpg", &file).get_pixel(32, 32);
        for (ours, shown) in ours.iter().zip(shown) {
            assert!(ours.abs_diff(shown) < 4, "{value:?}: {ours} and not {shown}");
        }
    }
}
