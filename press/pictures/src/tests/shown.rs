//! What is made of pictures of every kind.

use super::*;

#[test]
fn every_size_is_made_none_larger_than_the_original() {
    let desk = Desk::new();
    let prepared = desk.prepare("auteurs/awa.jpg", &jpeg(&flag(1000, 600))).unwrap();
    assert_eq!(prepared.widths, [320, 480, 800, 1000]);
    let hash = prepared.fallback.path.split('-').nth(1).unwrap();
    assert_eq!(
        prepared.fallback.path,
        format!("pictures/auteurs/awa-{hash}-800.jpg")
    );
    for width in &prepared.widths {
        for kind in ["avif", "jpg"] {
            let path = format!("pictures/auteurs/awa-{hash}-{width}.{kind}");
            let file = prepared.files.iter().find(|file| file.path == path).unwrap();
            let size = imagesize::blob_size(&desk.served(file)).unwrap();
            assert_eq!(
                (size.width, size.height),
                (*width as usize, *width as usize * 6 / 10)
            );
            assert_eq!((file.width, file.height), (*width, width * 6 / 10));
        }
    }
    let card = &prepared.card;
    assert_eq!((card.width, card.height), (1000, 525));
    let crops = prepared.crops.each_ref().map(|crop| (crop.width, crop.height));
    assert_eq!(crops, [(600, 600), (800, 600), (1000, 563)]);
    for file in prepared.crops.iter().chain([card]) {
        let size = imagesize::blob_size(&desk.served(file)).unwrap();
        assert_eq!((size.width as u32, size.height as u32), (file.width, file.height));
        assert!(prepared.files.contains(file), "{file:?} is not published");
    }
}

#[test]
fn a_large_picture_s_card_is_what_previews_ask_for() {
    let desk = Desk::new();
    let mut noise = 1_u32;
    let noisy = RgbImage::from_fn(1600, 900, |_, _| {
        noise = noise.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        Rgb(noise.to_be_bytes()[..3].try_into().unwrap())
    });
    let prepared = desk.prepare("bruit.jpg", &jpeg(&noisy)).unwrap();
    assert_eq!((prepared.card.width, prepared.card.height), (1200, 630));
    let bytes = desk.served(&prepared.card).len();
    assert!(bytes <= encode::MOST_CARD_BYTES, "{bytes} bytes");
    let crops = prepared.crops.each_ref().map(|crop| (crop.width, crop.height));
    assert_eq!(crops, [(900, 900), (1200, 900), (1200, 675)]);
    assert_eq!(
        prepared.crops[2].path.split('-').next_back(),
        Some("1200.jpg"),
        "what is 16:9 already is not made twice"
    );
}

#[test]
fn a_camera_s_picture_is_upright_and_tells_not_where_it_was_taken() {
    let desk = Desk::new();
    let lying = with_segment(&jpeg(&flag(600, 400)), 0xe1, &exif(6));
    assert!(lying.windows(3).any(|word| word == b"GPS"));
    let path = desk.put("a.jpg", &lying);
    assert_eq!(size(&path, "a.jpg"), Ok((400, 600)));

    let prepared = desk.prepare("a.jpg", &lying).unwrap();
    assert_eq!((prepared.fallback.width, prepared.fallback.height), (400, 600));
    for file in &prepared.files {
        let bytes = desk.served(file);
        for word in [b"Exif".as_slice(), b"GPS", b"ICC_PROFILE", b"http"] {
            assert!(!bytes.windows(word.len()).any(|at| at == word), "{}", file.path);
        }
    }
    let upright = desk.shown("a.jpg", &lying);
    assert!(is_red(upright.get_pixel(200, 20)), "its left is above");
    assert!(!is_red(upright.get_pixel(200, 580)));
}

#[test]
fn every_kind_of_file_is_shown() {
    let desk = Desk::new();
    let rgb = flag(64, 48);
    let red = |picture: &RgbImage| is_red(picture.get_pixel(8, 8)) && !is_red(picture.get_pixel(56, 8));
    for (name, format) in [
        ("a.png", ImageFormat::Png),
        ("a.webp", ImageFormat::WebP),
        ("a.gif", ImageFormat::Gif),
    ] {
        assert!(red(&desk.shown(name, &file(rgb.clone(), format))), "{name}");
    }
    let deep: ImageBuffer<Rgb<u16>, Vec<u16>> = ImageBuffer::from_fn(64, 48, |x, y| {
        Rgb(rgb.get_pixel(x, y).0.map(|value| u16::from(value) * 257))
    });
    assert!(red(&desk.shown("deep.png", &file(deep, ImageFormat::Png))));

    let grey = GrayImage::from_pixel(9, 9, Luma([90]));
    let jpeg = file(grey.clone(), ImageFormat::Jpeg);
    for (name, bytes) in [("grey.jpg", jpeg), ("grey.png", file(grey, ImageFormat::Png))] {
        let Rgb([r, g, b]) = *desk.shown(name, &bytes).get_pixel(4, 4);
        assert!(
            r.abs_diff(90) < 4 && g.abs_diff(90) < 4 && b.abs_diff(90) < 4,
            "{name}: {r} {g} {b}"
        );
    }
}

#[test]
fn what_is_transparent_stands_on_white() {
    let desk = Desk::new();
    let half = RgbaImage::from_pixel(9, 9, Rgba([0, 0, 0, 128]));
    let Rgb([r, ..]) = *desk.shown("a.png", &file(half, ImageFormat::Png)).get_pixel(4, 4);
    assert!(r.abs_diff(127) < 4, "{r}");
    let clear = GrayAlphaImage::from_pixel(9, 9, image::LumaA([0, 0]));
    let Rgb([r, ..]) = *desk
        .shown("b.png", &file(clear, ImageFormat::Png))
        .get_pixel(4, 4);
    assert!(r > 250, "{r}");
}

#[test]
fn a_printer_s_picture_keeps_its_colours() {
    let desk = Desk::new();
    let mut file = Vec::new();
    // Magenta and yellow.
    let ink = [0, 255, 255, 0].repeat(64 * 64);
    jpeg_encoder::Encoder::new(&mut file, 95)
        .encode(&ink, 64, 64, jpeg_encoder::ColorType::Cmyk)
        .unwrap();
    let Rgb([r, g, b]) = *desk.shown("cmyk.jpg", &file).get_pixel(32, 32);
    assert!(r > 200 && g < 60 && b < 60, "red became {r} {g} {b}");
}

#[test]
fn a_phone_s_wide_colours_are_those_it_took() {
    let desk = Desk::new();
    let mut file = Vec::new();
    let mut encoder = jpeg_encoder::Encoder::new(&mut file, 98);
    let profile = moxcms::ColorProfile::new_display_p3().encode().unwrap();
    encoder.add_icc_profile(&profile).unwrap();
    // Display P3's (200, 100, 100) is sRGB's (213, 96, 98).
    encoder
        .encode(
            &[200, 100, 100].repeat(64 * 64),
            64,
            64,
            jpeg_encoder::ColorType::Rgb,
        )
        .unwrap();
    let Rgb([r, g, b]) = *desk.shown("p3.jpg", &file).get_pixel(32, 32);
    assert!(
        r.abs_diff(213) < 5 && g.abs_diff(96) < 5 && b.abs_diff(98) < 5,
        "{r} {g} {b}"
    );
}

#[test]
fn a_webp_lies_as_browsers_show_it() {
    let desk = Desk::new();
    let lying = file(flag(60, 40), ImageFormat::WebP);
    let path = desk.put("a.webp", &lying);
    assert_eq!(size(&path, "a.webp"), Ok((60, 40)));
    let turned = with_exif(&lying, (60, 40), &exif(6));
    let path = desk.put("b.webp", &turned);
    assert_eq!(size(&path, "b.webp"), Ok((60, 40)));
    assert!(is_red(desk.shown("b.webp", &turned).get_pixel(8, 20)));
}

/// A WebP in its extended form, with EXIF data (<https://developers.google.com/speed/webp/docs/riff_container>).
fn with_exif(webp: &[u8], (width, height): (u32, u32), exif: &[u8]) -> Vec<u8> {
    let chunk = |kind: &[u8; 4], data: &[u8]| {
        let length = u32::try_from(data.len()).unwrap().to_le_bytes();
        let pad = vec![0; data.len() % 2];
        [kind, length.as_slice(), data, &pad].concat()
    };
    let side = |length: u32| (length - 1).to_le_bytes()[..3].to_vec();
    let extended = chunk(b"VP8X", &[vec![8, 0, 0, 0], side(width), side(height)].concat());
    let chunks = [b"WEBP".as_slice(), &extended, &webp[12..], &chunk(b"EXIF", exif)].concat();
    chunk(b"RIFF", &chunks)
}

#[test]
fn fine_stripes_are_as_bright_as_they_look() {
    let desk = Desk::new();
    let stripes = GrayImage::from_fn(2400, 2400, |x, _| Luma([if x % 2 == 0 { 0 } else { 255 }]));
    let shown = desk.shown("a.png", &file(stripes, ImageFormat::Png));
    // Half of the light is sRGB's 188; half of its number, 128, would be a quarter of the light.
    let Rgb([r, ..]) = *shown.get_pixel(400, 400);
    assert!(r.abs_diff(188) < 4, "{r}");
}

#[test]
fn a_gif_that_moves_is_shown_by_its_first_picture() {
    let desk = Desk::new();
    let mut film = Vec::new();
    let mut encoder = GifEncoder::new(&mut film);
    for colour in [[200, 0, 0, 255], [0, 0, 200, 255]] {
        let picture = RgbaImage::from_pixel(20, 20, Rgba(colour));
        encoder.encode_frame(image::Frame::new(picture)).unwrap();
    }
    drop(encoder);
    assert!(is_red(desk.shown("film.gif", &film).get_pixel(10, 10)));
    let path = desk.put("film.gif", &film);
    assert!(look(&path, "film.gif").unwrap().moves);
    let still = file(flag(4, 4), ImageFormat::Gif);
    let path = desk.put("still.gif", &still);
    assert!(!look(&path, "still.gif").unwrap().moves);
}

#[test]
fn the_smallest_picture_is_one() {
    let desk = Desk::new();
    for (width, height) in [(1, 1), (1, 9), (9, 1), (3, 2)] {
        let name = format!("{width}x{height}.png");
        let prepared = desk
            .prepare(&name, &file(flag(width, height), ImageFormat::Png))
            .unwrap();
        assert_eq!(prepared.widths, [width]);
        assert_eq!(
            (prepared.fallback.width, prepared.fallback.height),
            (width, height)
        );
    }
}
