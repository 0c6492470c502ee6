//! Each file of the site: status, type, caching, headers and compression.

use std::{fs, io::Read, path::Path};

use journeys::{Answer, HeadersFile, Host, Program};

/// Below this a file fits its first packet as it is: nobody has to compress it.
const LEAST: usize = 1024;

/// A file of the built site, and the path that readers ask for it by.
struct File {
    name: String,
    path: String,
    bytes: Vec<u8>,
}

/// Every file that is served.
fn files(host: &Host) -> Vec<File> {
    let names = names(&host.site.folder);
    assert!(names.len() > 100, "a whole newspaper: {}", names.len());
    let served = names.into_iter().filter(|name| {
        !name.starts_with(".press/")
            && !["_headers", "404.html"].contains(&name.as_str())
            && !name.ends_with(".br")
            && !name.ends_with(".gz")
    });
    served
        .map(|name| File {
            path: host.path(name.strip_suffix("index.html").unwrap_or(&name)),
            bytes: fs::read(host.site.folder.join(&name)).unwrap(),
            name,
        })
        .collect()
}

/// Every file of a built site, served or not.
pub fn names(site: &Path) -> Vec<String> {
    let mut names = Vec::new();
    collect(site, "", &mut names);
    names
}

fn collect(folder: &Path, below: &str, names: &mut Vec<String>) {
    for entry in fs::read_dir(folder).unwrap() {
        let entry = entry.unwrap();
        let name = format!("{below}{}", entry.file_name().to_str().unwrap());
        if entry.path().is_dir() {
            collect(&entry.path(), &format!("{name}/"), names);
        } else {
            names.push(name);
        }
    }
}

/// What is told of a file's type by its name.
pub fn content_type(name: &str) -> &'static str {
    match name.rsplit('/').next().unwrap_or_default() {
        "rss.xml" => return "application/rss+xml; charset=utf-8",
        "atom.xml" => return "application/atom+xml; charset=utf-8",
        "feed.json" => return "application/feed+json",
        _ => {}
    }
    match name.rsplit_once('.').unwrap_or_default().1 {
        "html" => "text/html; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "txt" => "text/plain; charset=utf-8",
        "xml" => "application/xml; charset=utf-8",
        "json" => "application/json",
        "webmanifest" => "application/manifest+json",
        "wasm" => "application/wasm",
        "avif" => "image/avif",
        "csv" => "text/csv; charset=utf-8",
        "docx" => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "epub" => "application/epub+zip",
        "mp3" => "audio/mpeg",
        "mp4" => "video/mp4",
        "ods" => "application/vnd.oasis.opendocument.spreadsheet",
        "odt" => "application/vnd.oasis.opendocument.text",
        "ogg" => "audio/ogg",
        "webm" => "video/webm",
        "xlsx" => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "gif" => "image/gif",
        "jpg" | "jpeg" => "image/jpeg",
        "pdf" => "application/pdf",
        "png" => "image/png",
        "svg" => "image/svg+xml",
        other => panic!("{name}: nobody has said what a .{other} is"),
    }
}

/// A name that says its content: `kiosque-0123456789abcdef_bg.wasm`, `image-01234567-800.avif`.
fn has_hash(name: &str) -> bool {
    let file = name.rsplit('/').next().unwrap_or_default();
    let mut parts = file.split(['-', '.', '_']);
    !name.ends_with(".html")
        && parts.any(|part| {
            part.len() >= 8
                && part.bytes().any(|byte| byte.is_ascii_digit())
                && part.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
        })
}

pub fn every_file_is_sent_with_its_headers(host: &Host) {
    let table = HeadersFile::of_site(&host.site.folder);
    let (mut checks, mut bytes, mut hashed) = (0, 0, 0);
    let files = files(host);
    for file in &files {
        let answer = host.get(&file.path);
        let File { name, path, .. } = file;
        assert_eq!(answer.status, 200, "{path}");
        assert_eq!(answer.header("content-type"), content_type(name), "{path}");
        let expected = table.of(path);
        for (header, value) in &expected {
            assert_eq!(answer.header(header), value, "{header} of {path}");
            bytes += header.len() + value.len() + 4;
        }
        checks += 2 + expected.len();

        let cache = answer.header("cache-control");
        if has_hash(name) {
            assert_eq!(cache, "public, max-age=31536000, immutable", "{path}");
            hashed += 1;
        } else if name.ends_with(".html") {
            assert_eq!(cache, "no-cache", "{path}");
        } else {
            let seconds = cache
                .strip_prefix("public, max-age=")
                .and_then(|it| it.strip_suffix(", must-revalidate"));
            let seconds: u32 = seconds.and_then(|it| it.parse().ok()).unwrap_or(u32::MAX);
            assert!(seconds <= 86_400, "{path}: {cache:?}");
        }
        for header in [
            "content-security-policy",
            "strict-transport-security",
            "x-content-type-options",
            "referrer-policy",
            "permissions-policy",
            "cross-origin-opener-policy",
            "cross-origin-resource-policy",
        ] {
            assert_ne!(answer.header(header), "", "{header} of {path}");
        }
        checks += 8;
    }
    assert!(hashed >= 3, "the reader's code has a hash in its names");
    println!(
        "{checks} headers of {} files are as _headers says, {} bytes of them in an answer",
        files.len(),
        bytes / files.len()
    );
}

/// A file that somebody sent to the newsroom is no page of the newspaper's.
pub fn what_texts_link_to_is_kept_and_runs_nothing(host: &Host) {
    let files = files(host);
    let linked = files.iter().filter(|file| file.name.starts_with("files/"));
    let mut seen = 0;
    for File { path, .. } in linked {
        let answer = host.get(path);
        assert_eq!(answer.header("content-disposition"), "attachment", "{path}");
        let policy = answer.header("content-security-policy");
        assert!(policy.ends_with(", sandbox"), "{path}: {policy}");
        seen += 1;
    }
    assert!(seen > 0, "the sample newspaper links to a file");
}

pub fn every_file_arrives_whole_however_it_is_compressed(host: &Host) {
    let (mut smaller, mut ready) = (0, 0);
    for file in files(host) {
        let plain = host.get(&file.path);
        assert_eq!(plain.header("content-encoding"), "", "{}", file.path);
        assert!(plain.body == file.bytes, "{}", file.path);

        let beside = |end: &str| fs::read(host.site.folder.join(format!("{}.{end}", file.name))).ok();
        for (encoding, end) in [("br", "br"), ("gzip", "gz")] {
            let answer = host.ask("GET", &file.path, &[("accept-encoding", encoding)]);
            let sent = answer.header("content-encoding");
            match beside(end) {
                Some(written) => {
                    ready += 1;
                    assert!(sent == encoding && answer.body == written, "{}.{end}", file.name)
                }
                // What is compressed already, and what is small, nobody has to compress again.
                None if file.bytes.len() < 2 * LEAST || is_compressed(&file.name) => {
                    assert!(sent.is_empty() || sent == encoding, "{}: {sent}", file.path);
                }
                // Caddy has no brotli of its own.
                None if encoding == "br" && host.program == Program::Caddy => assert_eq!(sent, ""),
                None => assert_eq!(sent, encoding, "{}", file.path),
            }
            assert!(
                decoded(sent, &answer.body) == file.bytes,
                "{} as {encoding}",
                file.path
            );
            if !sent.is_empty() {
                let vary = answer.header("vary").to_ascii_lowercase();
                assert_eq!(vary, "accept-encoding", "{}: for caches on the way", file.path);
                assert_eq!(
                    answer.header("content-type"),
                    content_type(&file.name),
                    "{}",
                    file.path
                );
                smaller += 1;
            }
        }
    }
    assert!(smaller > 50, "{smaller} answers were compressed");
    let is_precompressed = host.site.base != "/";
    assert_eq!(
        ready > 100,
        is_precompressed,
        "{ready} files were compressed already"
    );
}

fn is_compressed(name: &str) -> bool {
    [".avif", ".jpg", ".mp3", ".mp4", ".pdf", ".png", ".webp"]
        .iter()
        .any(|end| name.ends_with(end))
}

fn decoded(encoding: &str, bytes: &[u8]) -> Vec<u8> {
    let mut decoded = Vec::new();
    let read = match encoding {
        "" => return bytes.to_vec(),
        "br" => brotli::Decompressor::new(bytes, 4096).read_to_end(&mut decoded),
        "gzip" => flate2::read::GzDecoder::new(bytes).read_to_end(&mut decoded),
        other => panic!("nobody asked for {other}"),
    };
    read.unwrap();
    decoded
}

pub fn what_has_not_changed_is_not_sent_again(host: &Host) {
    let table = HeadersFile::of_site(&host.site.folder);
    for file in files(host) {
        for encoding in ["identity", "br", "gzip"] {
            let first = host.ask("GET", &file.path, &[("accept-encoding", encoding)]);
            let etag = first.header("etag");
            assert_ne!(etag, "", "{}", file.path);
            let known = [("accept-encoding", encoding), ("if-none-match", etag)];
            let again = host.ask("GET", &file.path, &known);
            assert_eq!(
                (again.status, again.body.len()),
                (304, 0),
                "{} as {encoding}",
                file.path
            );
            let cache = &table.of(&file.path)["cache-control"];
            assert_eq!(again.header("cache-control"), cache, "{}", file.path);
            let other = [("accept-encoding", encoding), ("if-none-match", "\"other\"")];
            assert_eq!(host.ask("GET", &file.path, &other).status, 200, "{}", file.path);
        }
    }
}

pub fn a_head_is_the_answer_without_its_body(host: &Host) {
    for file in files(host) {
        let without = |answer: Answer| {
            let mut headers = answer.headers;
            headers.retain(|(name, _)| name != "date");
            headers
        };
        let head = host.ask("HEAD", &file.path, &[]);
        assert_eq!((head.status, head.body.len()), (200, 0), "{}", file.path);
        assert_eq!(without(head), without(host.get(&file.path)), "{}", file.path);
    }
}

pub fn a_part_of_a_file_is_sent_alone(host: &Host) {
    for file in files(host) {
        let part = host.ask("GET", &file.path, &[("range", "bytes=10-19")]);
        assert_eq!(part.status, 206, "{}", file.path);
        assert_eq!(part.body, file.bytes[10..20], "{}", file.path);
        let whole = format!("bytes 10-19/{}", file.bytes.len());
        assert_eq!(part.header("content-range"), whole, "{}", file.path);
    }
}

pub fn a_missing_file_is_missing_and_not_for_a_year(host: &Host) {
    let table = HeadersFile::of_site(&host.site.folder);
    let page = fs::read(host.site.folder.join("404.html")).unwrap();
    for below in [
        "kiosque-0123456789abcdef.js",
        "kiosque-0123456789abcdef_bg.wasm",
        "boot-0123456789abcdef.js",
        "data/articles/nulle-part.json",
        "data/nulle-part",
        "pictures/nulle-part-01234567-320.avif",
        "images/nulle-part.jpg",
        "files/nulle-part.pdf",
        "icons/nulle-part.png",
        "article/nulle-part/",
        "article/nulle-part",
        "rubrique/nulle-part/page/9/",
        "nulle/part/",
        "favicon.ico",
    ] {
        let path = host.path(below);
        for encoding in ["identity", "br", "gzip"] {
            let answer = host.ask("GET", &path, &[("accept-encoding", encoding)]);
            assert_eq!(answer.status, 404, "{path}");
            assert_eq!(
                answer.header("content-type"),
                "text/html; charset=utf-8",
                "{path}"
            );
            assert_eq!(answer.header("cache-control"), "no-cache", "{path}");
            assert_eq!(
                answer.header("content-disposition"),
                "",
                "{path}: nothing to keep"
            );
            for (header, value) in table.of(&host.path("nulle/part/")) {
                assert_eq!(answer.header(&header), value, "{header} of {path}");
            }
            let body = decoded(answer.header("content-encoding"), &answer.body);
            assert!(body == page, "{path}: the page for missing ones");
        }
        assert_eq!(host.ask("HEAD", &path, &[]).status, 404, "{path}");
    }
}
