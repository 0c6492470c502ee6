//! Files that lack something, at their end or between.

use super::*;

#[test]
fn a_jpeg_without_its_end_mark_is_shown_whole() {
    let desk = Desk::new();
    for (name, whole) in [("a.jpg", jpeg(&flag(600, 400))), ("b.jpg", jpeg(&flag(33, 17)))] {
        let without = whole.strip_suffix(&[0xff, 0xd9]).unwrap();
        assert_eq!(
            desk.shown(name, without),
            desk.shown(&format!("whole-{name}"), &whole),
            "{name}"
        );
        for cut in [4, 20, 60] {
            let cut_off = &without[..without.len() - cut];
            assert!(
                desk.refusal(&format!("{cut}-{name}"), cut_off)
                    .contains("cut off"),
                "{name} without {cut} bytes"
            );
        }
    }
}

/// From one scan to the next a progressive picture gets finer: browsers show what came, and it stays rough.
#[test]
fn a_progressive_jpeg_that_lacks_scans_is_refused_though_all_its_rows_are_there() {
    let desk = Desk::new();
    let mut whole = Vec::new();
    let mut encoder = jpeg_encoder::Encoder::new(&mut whole, 90);
    encoder.set_progressive(true);
    let picture = flag(200, 160);
    encoder
        .encode(picture.as_raw(), 200, 160, jpeg_encoder::ColorType::Rgb)
        .unwrap();
    let scans: Vec<usize> = (2..whole.len() - 1)
        .filter(|at| whole[*at..].starts_with(&[0xff, 0xda]))
        .collect();
    assert!(scans.len() > 2, "it is progressive");
    for (number, at) in scans.iter().enumerate().skip(1) {
        // The tables of a scan stand before it.
        let tables = whole[..*at]
            .windows(2)
            .rposition(|mark| mark == [0xff, 0xc4])
            .unwrap_or(*at);
        for end in [*at, tables, at + 14] {
            let said = desk.refusal(&format!("{number}-{end}.jpg"), &whole[..end]);
            assert!(said.contains("cut off"), "{said}");
        }
    }
    let without = whole.strip_suffix(&[0xff, 0xd9]).unwrap();
    assert_eq!(desk.shown("a.jpg", without), desk.shown("b.jpg", &whole));
}

/// Phones put a second picture or a film behind the first, mail programs something else.
#[test]
fn what_stands_after_a_jpeg_changes_nothing() {
    let desk = Desk::new();
    let whole = jpeg(&flag(120, 80));
    let shown = desk.shown("whole.jpg", &whole);
    let second = jpeg(&flag(40, 40));
    let mpf = with_segment(&whole, 0xe2, b"MPF\0MM\0*\0\0\0\x08\0\0");
    for (name, bytes) in [
        (
            "garbage.jpg",
            [whole.as_slice(), b"\0\0<html>\xff\xda\xff\xd9"].concat(),
        ),
        ("second.jpg", [whole.as_slice(), &second].concat()),
        ("mpf.jpg", [mpf.as_slice(), &second].concat()),
        ("film.jpg", [whole.as_slice(), b"\0\0\0\x18ftypmp42"].concat()),
    ] {
        assert_eq!(desk.shown(name, &bytes), shown, "{name}");
    }
}

#[test]
fn a_png_that_lacks_nothing_but_its_end_is_shown_whole() {
    let desk = Desk::new();
    let whole = file(flag(120, 80), ImageFormat::Png);
    let shown = desk.shown("whole.png", &whole);
    for missing in 1..=12 {
        let name = format!("{missing}.png");
        assert_eq!(
            desk.shown(&name, &whole[..whole.len() - missing]),
            shown,
            "{missing} bytes"
        );
    }
    for missing in [13, 20, 40, whole.len() / 2] {
        let said = desk.refusal(&format!("{missing}.png"), &whole[..whole.len() - missing]);
        assert!(said.contains("cut off"), "{missing} bytes: {said}");
    }
}

#[test]
fn a_file_of_any_kind_that_is_cut_off_is_said_to_be() {
    let desk = Desk::new();
    for (name, format) in [
        ("a.jpg", ImageFormat::Jpeg),
        ("a.png", ImageFormat::Png),
        ("a.webp", ImageFormat::WebP),
        ("a.gif", ImageFormat::Gif),
    ] {
        let whole = file(flag(120, 80), format);
        for part in [30, 50, 70, 90] {
            let said = desk.refusal(name, &whole[..whole.len() * part / 100]);
            assert!(said.contains("cut off"), "{part} % of {name}: {said}");
        }
    }
}
