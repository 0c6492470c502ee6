use std::io::Write;

use zip::{ZipWriter, write::SimpleFileOptions};

use super::*;

const TEXT: &str = "application/vnd.oasis.opendocument.text";

/// An archive of parts, each with whether it is compressed.
fn zip(parts: &[(&str, &[u8], bool)]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes, is_compressed) in parts {
        let method = match is_compressed {
            true => CompressionMethod::Deflated,
            false => CompressionMethod::Stored,
        };
        let options = SimpleFileOptions::default().compression_method(method);
        writer.start_file(*name, options).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

const TYPES: &str = concat!(
    "<?xml version=\"1.0\"?><Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">",
    "<Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/></Types>"
);

/// A document of Office Open XML.
pub fn office(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let types = ("[Content_Types].xml", TYPES.as_bytes(), true);
    let parts = parts.iter().map(|(name, bytes)| (*name, *bytes, true));
    zip(&[types].into_iter().chain(parts).collect::<Vec<_>>())
}

/// An OpenDocument file or a book, as their programs write them.
pub fn open(media_type: &str, parts: &[(&str, &[u8])]) -> Vec<u8> {
    let first = [
        ("mimetype", media_type.as_bytes(), false),
        ("content.xml", b"<a><office:scripts/></a>", true),
        ("META-INF/container.xml", b"<a/>", true),
    ];
    let parts = parts.iter().map(|(name, bytes)| (*name, *bytes, true));
    zip(&first.into_iter().chain(parts).collect::<Vec<_>>())
}

fn docx(parts: &[(&str, &[u8])]) -> Option<Fault> {
    let all = [&[("word/document.xml", b"<a/>".as_slice())], parts].concat();
    super::office(&mut Cursor::new(office(&all)), "word/").unwrap()
}

fn odt(parts: &[(&str, &[u8])]) -> Option<Fault> {
    super::open(&mut Cursor::new(open(TEXT, parts)), TEXT, false).unwrap()
}

fn types(media_type: &str) -> Vec<u8> {
    TYPES
        .replace(
            "</Types>",
            &format!("<Override PartName=\"/a\" ContentType=\"{media_type}\"/></Types>"),
        )
        .into_bytes()
}

fn relation(kind: &str, target: &str) -> Vec<u8> {
    format!("<Relationships><Relationship Id=\"a\" Type=\"{kind}\" Target=\"{target}\"/></Relationships>")
        .into_bytes()
}

/// A compound file with a stream of a name.
fn compound(stream: &str) -> Vec<u8> {
    let name: Vec<u8> = stream.encode_utf16().flat_map(u16::to_le_bytes).collect();
    [COMPOUND, &[0; 600], &name].concat()
}

#[test]
fn a_document_with_macros_is_published_under_no_name_of_theirs() {
    let relations = "http://schemas.microsoft.com/office/2006/relationships";
    let of_office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let project = compound("_VBA_PROJECT");
    let inner = office(&[("xl/workbook.xml", b"<a/>"), ("xl/a.bin", &project)]);
    let wide: Vec<u8> = format!(
        "\u{feff}{}",
        String::from_utf8(relation(&format!("{relations}/vbaProject"), "a")).unwrap()
    )
    .encode_utf16()
    .flat_map(u16::to_be_bytes)
    .collect();
    for parts in [
        &[("word/vbaProject.bin", b"a".as_slice())][..],
        &[("WORD\\VBAPROJECT.BIN", b"a")],
        &[("xl/macrosheets/sheet1.xml", b"<a/>")],
        &[("word/media/image1.png", &project)],
        &[("word/theme.xml", &project)],
        &[("word/embeddings/a.xlsx", &inner)],
        &[("word/embeddings/a.docx", &office(&[("word/b.xlsx", &inner)]))],
        &[(
            "word/_rels/document.xml.rels",
            &relation(&format!("{relations}/vbaProject"), "theme.xml"),
        )],
        &[(
            "word/_rels/document.xml.rels",
            &relation(&format!("{relations}/vba&#80;roject"), "theme.xml"),
        )],
        &[("word/_rels/document.xml.rels", &wide)],
        &[(
            "word/_rels/settings.xml.rels",
            &relation(&format!("{of_office}/attachedTemplate"), "https://evil.example/a"),
        )],
    ] {
        let names: Vec<&str> = parts.iter().map(|(name, _)| *name).collect();
        assert!(
            matches!(docx(parts), Some(Fault::Macros(_))),
            "{names:?}: {:?}",
            docx(parts)
        );
    }
    for media_type in [
        "application/vnd.ms-office.vbaProject",
        "application/vnd.ms-word.document.macroEnabled.main+xml",
        "application/vnd.ms-excel.macrosheet+xml",
        "application/vnd.ms-office.VBAPROJECT",
    ] {
        let types = types(media_type);
        let parts: [(&str, &[u8], bool); 2] = [
            ("[Content_Types].xml", &types, true),
            ("word/document.xml", b"<a/>", true),
        ];
        let said = super::office(&mut Cursor::new(zip(&parts)), "word/").unwrap();
        assert!(matches!(said, Some(Fault::Macros(_))), "{media_type}: {said:?}");
    }
    // Formulas of an older program, a template on the writer's own disk, pictures by the thousand.
    let equation = compound("Equation Native");
    let template = relation(
        &format!("{of_office}/attachedTemplate"),
        "file:///C:\\Normal.dotm",
    );
    let pictures: Vec<String> = (0..3_000)
        .map(|number| format!("word/media/image{number}.png"))
        .collect();
    let mut parts: Vec<(&str, &[u8])> = pictures
        .iter()
        .map(|name| (name.as_str(), b"\x89PNG".as_slice()))
        .collect();
    assert_eq!(docx(&parts), None);
    parts.extend([
        ("word/embeddings/oleObject1.bin", equation.as_slice()),
        ("word/_rels/settings.xml.rels", &template),
        ("word/embeddings/a.xlsx", b"PK\x03\x04 broken"),
    ]);
    assert_eq!(docx(&parts), None);
    parts.push(("word/media/image.png", &project));
    assert!(
        matches!(docx(&parts), Some(Fault::Macros(_))),
        "none of them hides macros"
    );
}

#[test]
fn an_open_document_with_macros_or_what_calls_them_is_not_published() {
    let project = compound("_VBA_PROJECT");
    for (name, text) in [
        ("Basic/script-lc.xml", "<a/>"),
        ("Scripts/python/a.py", "a"),
        ("Object 1/Basic/Standard/a.xml", "<a/>"),
        ("styles.xml", "<a><script:event-listener xlink:href=\"a\"/></a>"),
        ("Object 1/content.xml", "<x:event-listener/>"),
        (
            "styles.xml",
            "<office:script script:language=\"ooo:Basic\"><b/></office:script>",
        ),
        (
            "styles.xml",
            "<text:a xlink:href=\" vnd.sun.star.script:a?language=Basic\"/>",
        ),
        ("styles.xml", "<text:a xlink:href=\"vnd.sun&#46;star.script:a\"/>"),
        (
            "Configurations2/accelerator/current.xml",
            "<a b=\"macro:///Standard.a\"/>",
        ),
    ] {
        assert!(
            matches!(odt(&[(name, text.as_bytes())]), Some(Fault::Macros(_))),
            "{name}: {text}"
        );
    }
    assert!(matches!(odt(&[("Object 2", &project)]), Some(Fault::Macros(_))));
    for text in ["<!DOCTYPE a [<!ENTITY b \"c\">]><a/>", "<a", "<a b=\"&c;\"/>"] {
        assert!(
            matches!(odt(&[("styles.xml", text.as_bytes())]), Some(Fault::Closed(_))),
            "{text}"
        );
    }
    let parts: [(&str, &[u8]); 3] = [
        (
            "styles.xml",
            b"<a xlink:href=\"https://a.example\"><office:scripts/></a>",
        ),
        ("Configurations2/accelerator/current.xml", b""),
        (
            "META-INF/manifest.xml",
            b"<!DOCTYPE manifest:manifest PUBLIC \"a\" \"Manifest.dtd\"><manifest:manifest/>",
        ),
    ];
    assert_eq!(odt(&parts), None);
}

#[test]
fn a_document_that_was_packed_again_is_told_how_to_be_mended() {
    let content: (&str, &[u8], bool) = ("content.xml", b"<a/>", true);
    let container: (&str, &[u8], bool) = ("META-INF/container.xml", b"<a/>", true);
    for (media_type, is_book) in [(TEXT, false), ("application/epub+zip", true)] {
        let said = |parts: &[(&str, &[u8], bool)]| {
            super::open(&mut Cursor::new(zip(parts)), media_type, is_book).unwrap()
        };
        let first = ("mimetype", media_type.as_bytes(), false);
        let line = format!("{media_type}\n");
        assert_eq!(said(&[first, content, container]), None);
        assert_eq!(
            said(&[content, first, container]),
            Some(Fault::Repacked),
            "not first"
        );
        assert_eq!(
            said(&[(first.0, first.1, true), content, container]),
            Some(Fault::Repacked),
            "compressed"
        );
        assert_eq!(
            said(&[("mimetype", line.as_bytes(), false), content, container]),
            Some(Fault::Repacked),
            "with a line's end"
        );
        assert_eq!(said(&[content, container]), Some(Fault::Repacked), "without");
        assert_eq!(said(&[("a", b"b", false)]), Some(Fault::Other));
        assert_eq!(
            said(&[("mimetype", b"application/zip", false), content]),
            Some(Fault::Other)
        );
        let (what, remedy) = Fault::Repacked.told("files/a.odt", "odt");
        assert!(what.contains("was packed again") && remedy.contains("save it again"));
    }
    // What a book runs, it runs elsewhere.
    let script = [
        ("mimetype", b"application/epub+zip".as_slice(), false),
        container,
        ("a.js", b"alert(1)", true),
    ];
    assert_eq!(
        super::open(&mut Cursor::new(zip(&script)), "application/epub+zip", true).unwrap(),
        None
    );
}

#[test]
fn an_archive_that_programs_read_differently_is_not_published() {
    let whole = office(&[("word/document.xml", b"<a/>"), ("word/b.xml", b"<b/>")]);
    let said = |bytes: &[u8]| super::office(&mut Cursor::new(bytes), "word/").unwrap();
    assert_eq!(said(&whole), None);
    for at in [10, whole.len() / 2, whole.len() - 10] {
        assert!(
            matches!(said(&whole[..at]), Some(Fault::Closed(_))),
            "cut at {at}"
        );
    }
    assert_eq!(said(&[b"MZ", whole.as_slice()].concat()), Some(Fault::Other));
    let text = String::from_utf8_lossy(&whole).into_owned();
    let twice = text.replace("word/b.xml", "word/document.xml");
    assert_ne!(said(twice.as_bytes()), None);
}
