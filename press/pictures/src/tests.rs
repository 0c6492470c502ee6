//! What readers and newsrooms would lose: pictures of every kind, and files that are none.

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
        }
        assert!(desk.prepare(name, whole).is_ok(), "{name}");
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

#[test]
fn what_was_encoded_once_is_not_encoded_again_under_any_name() {
    let desk = Desk::new();
    let bytes = jpeg(&flag(64, 48));
    let first = desk.prepare("a.jpg", &bytes).unwrap();
    let kept = desk.cache.path(&first.fallback.cached);
    // Only the one that was kept bears this.
    let marked = [desk.served(&first.fallback).as_slice(), b"kept"].concat();
    let length = marked.len() - 4;
    fs::write(&kept, &marked[4..]).unwrap();
    assert_eq!(fs::metadata(&kept).unwrap().len(), u64::try_from(length).unwrap());

    let renamed = desk.prepare("portraits/b.c.jpeg", &bytes).unwrap();
    assert_eq!(renamed.fallback.cached, first.fallback.cached);
    assert!(desk.served(&renamed.fallback).ends_with(b"kept"));
    let hash = first.fallback.path.split('-').nth(1).unwrap();
    assert_eq!(
        renamed.fallback.path,
        format!("pictures/portraits/b.c-{hash}-64.jpg")
    );

    let other = desk.prepare("a.jpg", &jpeg(&flag(64, 50))).unwrap();
    assert_ne!(
        other.fallback.path, first.fallback.path,
        "another picture has another name"
    );
}

#[test]
fn a_cache_that_lost_something_is_filled_again() {
    let desk = Desk::new();
    let bytes = jpeg(&flag(64, 48));
    let prepared = desk.prepare("a.jpg", &bytes).unwrap();
    let kept = desk.cache.path(&prepared.fallback.cached);
    let whole = fs::read(&kept).unwrap();
    for harm in [
        &(|| fs::remove_file(&kept).unwrap()) as &dyn Fn(),
        &|| fs::write(&kept, &whole[..10]).unwrap(),
        &|| fs::write(kept.with_file_name("picture.json"), "{").unwrap(),
        &|| fs::remove_dir_all(kept.parent().unwrap()).unwrap(),
    ] {
        harm();
        assert_eq!(desk.prepare("a.jpg", &bytes), Ok(prepared.clone()));
        assert_eq!(fs::read(&kept).unwrap(), whole);
    }
    assert_eq!(desk.unfinished(), 0);
}

#[test]
fn what_a_killed_press_left_is_not_taken_for_a_picture_and_removed_in_time() {
    let desk = Desk::new();
    let old = desk.cache.folder().join(".unfinished-1-0");
    let young = desk.cache.folder().join(".unfinished-2-0");
    for folder in [&old, &young] {
        fs::create_dir(folder).unwrap();
        fs::write(folder.join("320.avif"), "half").unwrap();
    }
    let day = std::time::Duration::from_secs(25 * 3600);
    let before = std::time::SystemTime::now() - day;
    fs::File::open(&old).unwrap().set_modified(before).unwrap();
    let cache = Cache::open(desk.cache.folder()).unwrap();
    assert!(!old.exists() && young.exists(), "another press may be at work");
    let path = desk.put("a.jpg", &jpeg(&flag(8, 8)));
    assert!(prepare(&path, "a.jpg", &cache).is_ok());
}

#[test]
fn presses_that_work_at_the_same_do_not_harm_each_other() {
    let desk = Desk::new();
    let bytes = jpeg(&flag(40, 30));
    let path = desk.put("a.jpg", &bytes);
    for _ in 0..10 {
        let _ = fs::remove_dir_all(desk.cache.folder());
        let all: Vec<Result<Prepared, Refusal>> = std::thread::scope(|scope| {
            let press = || {
                let cache = Cache::open(desk.cache.folder())?;
                prepare(&path, "a.jpg", &cache)
            };
            let presses: Vec<_> = (0..4).map(|_| scope.spawn(press)).collect();
            presses.into_iter().map(|press| press.join().unwrap()).collect()
        });
        for prepared in &all {
            assert_eq!(prepared, &all[0]);
            for file in &prepared.as_ref().unwrap().files {
                assert!(!desk.served(file).is_empty());
            }
        }
        assert_eq!(desk.unfinished(), 0);
    }
}

#[test]
fn a_cache_that_cannot_be_written_is_no_fault_of_the_picture() {
    let folder = tempfile::tempdir().unwrap();
    let occupied = folder.path().join("cache");
    fs::write(&occupied, "").unwrap();
    let refusal = Cache::open(&occupied).err().unwrap();
    assert_eq!(refusal.fault, Fault::Cache);
    assert!(
        refusal.what.contains("cannot keep pictures in"),
        "{}",
        refusal.what
    );
}

#[test]
fn all_are_prepared_in_their_order_and_counted() {
    let desk = Desk::new();
    let mut originals = Vec::new();
    for number in 1..=9 {
        let name = format!("{number}.png");
        originals.push((desk.put(&name, &file(flag(number, 5), ImageFormat::Png)), name));
    }
    originals.push((desk.put("x.png", b"x"), "x.png".to_owned()));
    let most = AtomicUsize::new(0);
    let prepared = prepare_all(&originals, &desk.cache, |done| {
        most.fetch_max(done, Ordering::SeqCst);
    });
    assert_eq!(most.into_inner(), 10);
    for (number, prepared) in (1..=9).zip(&prepared) {
        assert_eq!(prepared.as_ref().unwrap().widths, [number]);
    }
    assert!(prepared[9].is_err());
}
