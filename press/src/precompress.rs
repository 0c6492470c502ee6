//! Files compressed beside themselves, for hosts that send such (`--precompress`).

use std::{
    fs,
    io::{self, Write as _},
    path::Path,
};

use brotli::CompressorWriter;
use flate2::{Compression, GzBuilder};

use crate::{Stop, failed, hosts};

/// The names of a file's compressed forms. None for what is compressed already, and for what is not
/// served.
///
/// They depend on the name alone: a file that becomes small leaves no old form beside itself, which hosts
/// would send.
pub fn names(name: &str) -> Option<[String; 2]> {
    let end = name.rsplit_once('.')?.1;
    let is_served = !name.starts_with(".press/");
    (is_served && hosts::is_compressible(end)).then(|| ["br", "gz"].map(|end| format!("{name}.{end}")))
}

/// The compressed forms of a file, with their [`names`].
///
/// # Errors
/// What the compressors' writers may answer.
pub fn variants(name: &str, bytes: &[u8]) -> Result<Vec<(String, Vec<u8>)>, Stop> {
    let Some([br, gz]) = names(name) else {
        return Ok(Vec::new());
    };
    let compressed = brotli(bytes).and_then(|brotli| Ok((brotli, gzip(bytes)?)));
    let (brotli, gzip) = compressed.map_err(|why| failed("cannot compress", Path::new(name), why))?;
    Ok(vec![(br, brotli), (gz, gzip)])
}

/// The files that Trunk put into a built site, and the press did not: the reader's code and style.
///
/// # Errors
/// When the folder cannot be read.
pub fn programs(root: &Path) -> Result<Vec<String>, Stop> {
    let mut found = Vec::new();
    for entry in fs::read_dir(root).map_err(|why| failed("cannot read", root, why))? {
        let name = entry.map_err(|why| failed("cannot read", root, why))?.file_name();
        let name = name.to_string_lossy();
        if [".css", ".js", ".wasm"].iter().any(|end| name.ends_with(end)) {
            found.push(name.into_owned());
        }
    }
    found.sort_unstable();
    Ok(found)
}

/// Quality 11, window of 4 MiB: the most there is, for files that are sent many times.
fn brotli(bytes: &[u8]) -> io::Result<Vec<u8>> {
    let mut writer = CompressorWriter::new(Vec::new(), 64 * 1024, 11, 22);
    writer.write_all(bytes)?;
    Ok(writer.into_inner())
}

/// Without a name or a time in it: the same bytes make the same file.
fn gzip(bytes: &[u8]) -> io::Result<Vec<u8>> {
    let mut writer = GzBuilder::new().write(Vec::new(), Compression::best());
    writer.write_all(bytes)?;
    writer.finish()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Read as _;

    #[test]
    fn text_comes_back_as_it_was() {
        let text = "le fleuve Niger ".repeat(500);
        let made = variants("a/index.html", text.as_bytes()).ok().unwrap();
        assert_eq!(made, variants("a/index.html", text.as_bytes()).ok().unwrap());
        let [(br_name, br), (gz_name, gz)] = made.try_into().unwrap();
        assert_eq!([br_name, gz_name], names("a/index.html").unwrap());
        let mut back = String::new();
        brotli::Decompressor::new(br.as_slice(), 4096)
            .read_to_string(&mut back)
            .unwrap();
        assert_eq!(back, text);
        back.clear();
        flate2::read::GzDecoder::new(gz.as_slice())
            .read_to_string(&mut back)
            .unwrap();
        assert_eq!(back, text);
        assert!(br.len() < 100 && gz.len() < 200, "{} {}", br.len(), gz.len());
    }

    #[test]
    fn only_what_is_served_and_gets_smaller_is_compressed() {
        for name in [
            "index.html",
            "data/home.json",
            "kiosque-1_bg.wasm",
            "rss.xml",
            "favicon.svg",
        ] {
            assert!(names(name).is_some(), "{name}");
        }
        for name in [
            "images/a.jpg",
            "images/a.avif",
            "_headers",
            ".press/shell.html",
            "a.html.br",
            "jpg",
        ] {
            assert_eq!(names(name), None, "{name}");
        }
    }
}
