//! Files that are no pictures, or would cost too much.

use super::*;

#[test]
fn a_file_that_is_no_picture_is_named() {
    let desk = Desk::new();
    let svg =
        b"<?xml version=\"1.0\"?>\n<svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script></svg>";
    for (name, bytes, what) in [
        ("vide.jpg", b"".as_slice(), "is empty"),
        ("a.svg", svg, "is a drawing (SVG), which may carry scripts"),
        ("b.jpg", &svg[22..], "is a drawing"),
        (
            "page.png",
            b"<!DOCTYPE html><p>404",
            "is not a picture that every browser shows",
        ),
        ("psd.jpg", b"8BPS\0\x01\0\0\0\0\0\0", "is not a picture"),
        (
            "a.bmp",
            &file(flag(2, 2), ImageFormat::Png)[1..],
            "is not a picture",
        ),
        ("magic.jpg", b"\xff\xd8\xff", "is damaged"),
        ("magic.png", b"\x89PNG\r\n\x1a\n", "is "),
        ("magic.webp", b"RIFF\0\0\0\0WEBPVP8 ", "is "),
        ("magic.gif", b"GIF89a", "is "),
    ] {
        let said = desk.refusal(name, bytes);
        assert!(said.contains(what), "{name}: {said}");
    }
    let missing = prepare(Path::new("nowhere.jpg"), "nowhere.jpg", &desk.cache).unwrap_err();
    assert!(
        missing.what.starts_with("images/nowhere.jpg cannot be read"),
        "{missing:?}"
    );
}

#[test]
fn a_picture_that_is_cut_off_is_refused_wherever_the_cut_is() {
    let desk = Desk::new();
    let mut progressive = Vec::new();
    let mut encoder = jpeg_encoder::Encoder::new(&mut progressive, 90);
    encoder.set_progressive(true);
    encoder
        .encode(flag(200, 150).as_raw(), 200, 150, jpeg_encoder::ColorType::Rgb)
        .unwrap();
    let files = [
        ("a.jpg", jpeg(&flag(200, 150))),
        ("p.jpg", progressive),
        ("a.png", file(flag(200, 150), ImageFormat::Png)),
        ("a.webp", file(flag(200, 150), ImageFormat::WebP)),
        ("a.gif", file(flag(200, 150), ImageFormat::Gif)),
    ];
    for (name, whole) in &files {
        for part in 1..20 {
            let cut = whole.len() * part / 20;
            let said = desk.refusal(name, &whole[..cut]);
            assert!(
                ["is cut off", "is damaged", "is not a picture"]
                    .iter()
                    .any(|what| said.contains(what)),
                "{said}"
            );
            assert!(
                whole_size(&desk.put(name, &whole[..cut]), name).is_err(),
                "{name}: {part}/20"
            );
        }
        assert!(desk.prepare(name, whole).is_ok(), "{name}");
        assert_eq!(whole_size(&desk.put(name, whole), name), Ok((200, 150)));
    }
}

/// A photograph's JPEG in each of the ways in which encoders write one.
fn jpegs() -> Vec<(&'static str, Vec<u8>)> {
    let photograph = RgbImage::from_fn(320, 240, |x, y| {
        image::Rgb([3 * x + y, 2 * y, x * y / 7].map(|value| u8::try_from(value % 256).unwrap()))
    });
    let even = RgbImage::from_pixel(320, 240, image::Rgb([200; 3]));
    let half = RgbImage::from_fn(320, 240, |x, y| match y < 120 {
        true => *photograph.get_pixel(x, y),
        false => *even.get_pixel(x, y),
    });
    let encoded = |pixels: &RgbImage, setting: fn(&mut jpeg_encoder::Encoder<&mut Vec<u8>>)| {
        let mut bytes = Vec::new();
        let mut encoder = jpeg_encoder::Encoder::new(&mut bytes, 90);
        setting(&mut encoder);
        encoder
            .encode(pixels.as_raw(), 320, 240, jpeg_encoder::ColorType::Rgb)
            .unwrap();
        bytes
    };
    vec![
        ("baseline.jpg", encoded(&photograph, |_| {})),
        (
            "progressive.jpg",
            encoded(&photograph, |encoder| encoder.set_progressive(true)),
        ),
        (
            "444.jpg",
            encoded(&photograph, |encoder| {
                encoder.set_sampling_factor(jpeg_encoder::SamplingFactor::F_1_1);
                encoder.set_optimized_huffman_tables(true);
            }),
        ),
        (
            "restart.jpg",
            encoded(&photograph, |encoder| encoder.set_restart_interval(4)),
        ),
        (
            "half-even.jpg",
            encoded(&half, |encoder| encoder.set_optimized_huffman_tables(true)),
        ),
        (
            "even.jpg",
            encoded(&even, |encoder| encoder.set_optimized_huffman_tables(true)),
        ),
    ]
}

#[test]
fn a_jpeg_without_its_end_mark_or_with_half_of_it_is_shown_as_browsers_do() {
    let desk = Desk::new();
    for (name, whole) in jpegs() {
        let without = &whole[..whole.len() - 2];
        for (what, file) in [
            ("as it is", whole.clone()),
            ("no end mark", without.to_vec()),
            ("half of it", whole[..whole.len() - 1].to_vec()),
            ("fill bytes", [without, &[0xff; 3]].concat()),
            ("something after it", [whole.as_slice(), b"more"].concat()),
        ] {
            let shown = desk.prepare(name, &file);
            assert!(shown.is_ok(), "{name}, {what}: {:?}", shown.err());
        }
    }
}

#[test]
fn a_broken_copy_of_a_jpeg_is_refused_whatever_was_put_for_what_is_missing() {
    let desk = Desk::new();
    for (name, whole) in jpegs() {
        if name.contains("even") {
            continue;
        }
        for part in [1, 5, 9] {
            // Below the headers, there is the picture.
            let cut = whole.len() / 10 + whole.len() * 9 / 10 * part / 10;
            let (begin, missing) = whole.split_at(cut);
            for (what, file) in [
                ("an end mark", [begin, &[0xff, 0xd9]].concat()),
                ("zeros", [begin, &vec![0; missing.len()]].concat()),
                ("many zeros", [begin, &vec![0; 1 << 20]].concat()),
                (
                    "zeros and an end mark",
                    [begin, &vec![0; missing.len() - 2], &[0xff, 0xd9]].concat(),
                ),
            ] {
                let said = desk.prepare(name, &file).err().map(|why| why.what);
                let said = said.unwrap_or_else(|| panic!("{name}, {part}/10 and {what}: shown"));
                assert!(
                    said.contains("is cut off") || said.contains("is damaged"),
                    "{said}"
                );
                // That alone is like a whole one, as long as nobody looks.
                let is_found = whole_size(&desk.put(name, &file), name).is_err();
                assert!(is_found || what == "an end mark", "{name}, {part}/10 and {what}");
            }
        }
    }
}

/// A PNG of a size that has no more than a few bytes.
fn png_header(width: u32, height: u32) -> Vec<u8> {
    let small = file(GrayImage::new(1, 1), ImageFormat::Png);
    let mut header = [&width.to_be_bytes()[..], &height.to_be_bytes(), &[8, 6, 0, 0, 0]].concat();
    let mut checked = b"IHDR".to_vec();
    checked.extend(&header);
    let mut sum = flate_sum(&checked).to_be_bytes().to_vec();
    header.append(&mut sum);
    [&small[..16], &header, &small[33..]].concat()
}

/// CRC-32, as PNG has it (W3C PNG, annex D).
fn flate_sum(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(!0, |mut sum: u32, byte| {
        sum ^= u32::from(*byte);
        for _ in 0..8 {
            sum = (sum >> 1) ^ (0xedb8_8320 & (0_u32.wrapping_sub(sum & 1)));
        }
        sum
    })
}

/// A JPEG whose header says another size than it has.
fn jpeg_header(width: u16, height: u16) -> Vec<u8> {
    let mut file = jpeg(&flag(16, 16));
    let frame = file.windows(2).position(|marker| marker == [0xff, 0xc0]).unwrap();
    file[frame + 5..frame + 7].copy_from_slice(&height.to_be_bytes());
    file[frame + 7..frame + 9].copy_from_slice(&width.to_be_bytes());
    file
}

fn gif_header(width: u16, height: u16) -> Vec<u8> {
    let mut file = file(flag(4, 4), ImageFormat::Gif);
    file[6..8].copy_from_slice(&width.to_le_bytes());
    file[8..10].copy_from_slice(&height.to_le_bytes());
    file
}

#[test]
fn a_small_file_that_would_fill_the_memory_is_refused_before_it_does() {
    let desk = Desk::new();
    for (name, bytes, what) in [
        (
            "bombe.png",
            png_header(60_000, 60_000),
            "is 60000 × 60000 pixels, too many",
        ),
        (
            "max.png",
            png_header(0x7fff_ffff, 0x7fff_ffff),
            "would take more memory",
        ),
        (
            "bombe.jpg",
            jpeg_header(65_500, 65_500),
            "is 65500 × 65500 pixels, too many",
        ),
        (
            "bombe.gif",
            gif_header(65_535, 65_535),
            "is 65535 × 65535 pixels, too many",
        ),
        (
            "ligne.png",
            png_header(60_000, 10),
            "is 60000 × 10 pixels, one side more than 10 times",
        ),
        ("rien.png", png_header(0, 10), "is "),
        ("rien.jpg", jpeg_header(0, 10), "is "),
    ] {
        let said = desk.refusal(name, &bytes);
        assert!(said.contains(what), "{name}: {said}");
    }
    let heavy = desk.folder.path().join("lourd.jpg");
    fs::File::create(&heavy).unwrap().set_len(MOST_BYTES + 1).unwrap();
    let refusal = prepare(&heavy, "lourd.jpg", &desk.cache).unwrap_err();
    assert!(
        refusal.what.contains("is a file of 128 MB, more than 128"),
        "{}",
        refusal.what
    );
}

#[test]
fn a_header_longer_than_its_picture_costs_nothing() {
    let desk = Desk::new();
    let mut long = jpeg(&flag(64, 48));
    for _ in 0..200 {
        long = with_segment(&long, 0xe3, &vec![0xff; 65_000]);
    }
    assert!(is_red(desk.shown("long.jpg", &long).get_pixel(8, 8)));
    // Text that is a thousand times as long once it is unpacked.
    let mut png = Vec::new();
    PngEncoder::new(&mut png)
        .write_image(&flag(64, 48), 64, 48, ExtendedColorType::Rgb8)
        .unwrap();
    let mut chunk = b"tEXt".to_vec();
    chunk.extend(vec![b'a'; 10 << 20]);
    let length = u32::try_from(chunk.len() - 4).unwrap().to_be_bytes();
    let sum = flate_sum(&chunk).to_be_bytes();
    let long = [&png[..33], &length, &chunk, &sum, &png[33..]].concat();
    assert!(is_red(desk.shown("long.png", &long).get_pixel(8, 8)));
}

#[test]
fn bytes_that_are_wrong_anywhere_never_stop_the_press() {
    let desk = Desk::new();
    let mut random = 7_u64;
    let mut next = || {
        random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        usize::try_from(random >> 33).unwrap()
    };
    for (name, format) in [
        ("a.jpg", ImageFormat::Jpeg),
        ("a.png", ImageFormat::Png),
        ("a.webp", ImageFormat::WebP),
        ("a.gif", ImageFormat::Gif),
    ] {
        let whole = file(flag(32, 24), format);
        for _ in 0..300 {
            let mut broken = whole.clone();
            for _ in 0..=next() % 4 {
                let at = next() % broken.len();
                broken[at] = u8::try_from(next() % 256).unwrap();
            }
            // Shown or refused, but told.
            let _ = look(&desk.put(name, &broken), name);
        }
    }
}
