//! Finds what a page loads by reading the page, its style sheets and its scripts.

use std::fs;
use std::path::Path;

use html5gum::{Token, Tokenizer};
use serde_json::Value;

/// A file of the built site, by its path in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asset {
    pub path: String,
    pub kind: Kind,
}

/// What a file is to a visit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Page,
    Style,
    /// Style that comes with the reader's code.
    LaterStyle,
    Font,
    /// JavaScript written by hand.
    Script,
    /// JavaScript that wasm-bindgen wrote.
    Bindings,
    Wasm,
    Data,
    Picture,
    /// Of what only members load.
    Members,
    Other,
}

impl Kind {
    fn of(path: &str, site: &Path) -> Self {
        let (stem, extension) = path.rsplit_once('.').unwrap_or((path, ""));
        match extension {
            "html" => Self::Page,
            "css" => Self::Style,
            "woff2" | "woff" => Self::Font,
            "js" if site.join(format!("{stem}_bg.wasm")).is_file() => Self::Bindings,
            "js" => Self::Script,
            "wasm" => Self::Wasm,
            "json" | "webmanifest" => Self::Data,
            "png" | "jpg" | "jpeg" | "webp" | "avif" | "gif" => Self::Picture,
            _ => Self::Other,
        }
    }

    /// Brotli gains nothing on these, and servers leave them as they are.
    pub fn is_compressed_already(self) -> bool {
        matches!(self, Self::Font | Self::Picture)
    }
}

/// The HTML file that a reader of the article gets: its own, or the reader's shell.
pub fn page_of(site: &Path, slug: &str) -> Result<String, String> {
    [format!("article/{slug}/index.html"), "index.html".to_owned()]
        .into_iter()
        .find(|path| site.join(path).is_file())
        .ok_or_else(|| "it has no index.html".to_owned())
}

/// The page and everything of this site that it loads, fonts and scripts of its files included.
pub fn loaded_by(site: &Path, base: &str, page: &str) -> Result<Vec<Asset>, String> {
    let mut found = vec![Asset {
        path: page.to_owned(),
        kind: Kind::Page,
    }];
    let mut next = 0;
    while let Some(asset) = found.get(next).cloned() {
        next += 1;
        let other = |references: Vec<String>| references.into_iter().map(|it| (it, false)).collect();
        let references = match asset.kind {
            Kind::Page => references_of_page(&text(site, &asset.path)?),
            Kind::Style | Kind::LaterStyle => other(references_of_style(&text(site, &asset.path)?)),
            Kind::Script | Kind::Bindings => other(references_of_script(&text(site, &asset.path)?)),
            _ => Vec::new(),
        };
        for (reference, is_later_style) in references {
            let Some(path) = resolve(base, &asset.path, &reference) else {
                continue;
            };
            if !site.join(&path).is_file() {
                // A script's strings are only perhaps addresses; a page's and a style's are.
                if matches!(asset.kind, Kind::Page | Kind::Style | Kind::LaterStyle) {
                    return Err(format!(
                        "{} refers to {reference}, which is not there",
                        asset.path
                    ));
                }
            } else if found.iter().all(|known| known.path != path) {
                let kind = match is_later_style {
                    true => Kind::LaterStyle,
                    false => Kind::of(&path, site),
                };
                found.push(Asset { path, kind });
            }
        }
    }
    Ok(found)
}

/// The pictures in an article's own text, as most browsers load them; those of the articles it leads to
/// are loaded with them.
pub fn pictures_of(site: &Path, base: &str, article: &str) -> Result<Vec<Asset>, String> {
    let article = super::json(&site.join(article))?;
    let lead = article.get("image");
    let body = article
        .get("body")
        .and_then(Value::as_array)
        .into_iter()
        .flatten();
    let in_body = body.filter(|block| block.get("type").and_then(Value::as_str) == Some("image"));
    let urls = lead.into_iter().chain(in_body).filter_map(|image| {
        let image = image.get("image").unwrap_or(image);
        let url = image.get("url")?.as_str()?;
        let is_made = image.get("widths").is_some();
        match url.strip_suffix(".jpg").filter(|_| is_made) {
            Some(stem) => Some(format!("{stem}.avif")),
            None => Some(url.to_owned()),
        }
    });
    Ok(urls
        .filter_map(|url| resolve(base, "", url.trim_start_matches('/')))
        .filter(|path| site.join(path).is_file())
        .map(|path| Asset {
            path,
            kind: Kind::Picture,
        })
        .collect())
}

fn text(site: &Path, path: &str) -> Result<String, String> {
    fs::read_to_string(site.join(path)).map_err(|error| format!("{path}: {error}"))
}

/// Links to what comes on a first visit, unasked.
const LOADED: [&str; 8] = [
    // What src/boot.js starts the reader from.
    "kiosque",
    LATER_STYLE,
    "stylesheet",
    "modulepreload",
    "preload",
    "icon",
    "manifest",
    "prefetch",
];
const LATER_STYLE: &str = "kiosque-style";

/// What a browser loads for a page's tags, on a first visit and unasked; and whether it is [`Kind::LaterStyle`].
fn references_of_page(html: &str) -> Vec<(String, bool)> {
    let mut references = Vec::new();
    for Ok(token) in Tokenizer::new(html) {
        let Token::StartTag(tag) = token else { continue };
        let attribute = |name: &str| {
            tag.attributes
                .get(name.as_bytes())
                .map(|value| String::from_utf8_lossy(value).trim().to_owned())
        };
        let rel = attribute("rel").unwrap_or_default();
        let address = match tag.name.as_slice() {
            b"script" => attribute("src"),
            b"link" if rel.split_ascii_whitespace().any(|word| LOADED.contains(&word)) => attribute("href"),
            _ => None,
        };
        references.extend(address.map(|address| (address, rel == LATER_STYLE)));
    }
    references
}

/// `url(…)` of fonts and `@import "…"`; pictures of a style are loaded only where they are shown.
fn references_of_style(css: &str) -> Vec<String> {
    let urls = css
        .split("url(")
        .skip(1)
        .filter_map(|rest| rest.split(')').next());
    let imports = css
        .split("@import")
        .skip(1)
        .filter_map(|rest| rest.split(';').next());
    urls.chain(imports.filter(|import| !import.contains("url(")))
        .map(|address| address.trim().trim_matches(['"', '\'']).to_owned())
        .filter(|address| !address.starts_with("data:") && !address.starts_with('#'))
        .collect()
}

/// Strings that may be addresses of scripts and wasm.
fn references_of_script(script: &str) -> Vec<String> {
    script
        .split(['"', '\'', '`'])
        .filter(|text| {
            (text.ends_with(".js") || text.ends_with(".wasm")) && !text.contains(char::is_whitespace)
        })
        .map(str::to_owned)
        .collect()
}

/// A reference in the file `from` as a path in the site; nothing for what is elsewhere.
fn resolve(base: &str, from: &str, reference: &str) -> Option<String> {
    let reference = reference.split(['?', '#']).next()?;
    if reference.is_empty() || reference.contains(':') || reference.starts_with("//") {
        return None;
    }
    if let Some(absolute) = reference.strip_prefix(base) {
        return Some(absolute.to_owned());
    }
    if reference.starts_with('/') {
        return None;
    }
    let mut parts: Vec<&str> = from.split('/').collect();
    parts.pop();
    for part in reference.split('/') {
        match part {
            "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use tempfile::TempDir;

    fn site(files: &[(&str, &str)]) -> TempDir {
        let site = tempfile::tempdir().unwrap();
        for (path, text) in files {
            let path = site.path().join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        site
    }

    #[test]
    fn everything_that_a_first_visit_loads_is_found() {
        let site = site(&[
            (
                "article/a/index.html",
                r#"<!doctype html><base href="/k/"><link rel="stylesheet" href="/k/style.css"><link rel="kiosque-style" href="/k/pages.css">
                    <LINK REL=icon href="/k/icon.svg"><link rel="alternate" href="/k/feed.xml">
                    <link rel="preload" as="fetch" href="/k/data/site.json">
                    <script type="module" src="/k/boot.js?v=1"></script>
                    <a href="/k/rubrique/b/">B</a><!-- <script src="/k/old.js"></script> -->"#,
            ),
            (
                "style.css",
                "@font-face{src:url('fonts/serif.woff2')}p{background:url(data:x)}",
            ),
            ("pages.css", "ul{margin:0}"),
            ("fonts/serif.woff2", "font"),
            ("icon.svg", "<svg/>"),
            (
                "boot.js",
                "import init from './kiosque-1.js'; init('/k/kiosque-1_bg.wasm'); 'not there.js'",
            ),
            ("kiosque-1.js", "const x = 'none.js'"),
            ("kiosque-1_bg.wasm", "wasm"),
            ("data/site.json", "{}"),
        ]);
        let page = page_of(site.path(), "a").unwrap();
        let found: Vec<(String, Kind)> = loaded_by(site.path(), "/k/", &page)
            .unwrap()
            .into_iter()
            .map(|asset| (asset.path, asset.kind))
            .collect();
        let expected = [
            ("article/a/index.html", Kind::Page),
            ("style.css", Kind::Style),
            ("pages.css", Kind::LaterStyle),
            ("icon.svg", Kind::Other),
            ("data/site.json", Kind::Data),
            ("boot.js", Kind::Script),
            ("fonts/serif.woff2", Kind::Font),
            ("kiosque-1.js", Kind::Bindings),
            ("kiosque-1_bg.wasm", Kind::Wasm),
        ];
        assert_eq!(found, expected.map(|(path, kind)| (path.to_owned(), kind)));
    }

    #[test]
    fn a_page_that_refers_to_a_missing_file_is_an_error() {
        let site = site(&[("index.html", r#"<script src="/gone.js"></script>"#)]);
        let error = loaded_by(site.path(), "/", "index.html").unwrap_err();
        assert!(error.contains("gone.js"), "{error}");
    }

    #[test]
    fn an_articles_own_pictures_are_listed() {
        let article = r#"{"image":{"url":"/images/lead-1f2e3d4c-800.jpg","widths":[320,480,800]},"related":[{"image":{"url":"/images/other.jpg"}}],
            "body":[{"type":"paragraph"},{"type":"image","url":"images/map.png"}]}"#;
        let site = site(&[
            ("a.json", article),
            ("images/lead-1f2e3d4c-800.jpg", ""),
            ("images/lead-1f2e3d4c-800.avif", ""),
            ("images/other.jpg", ""),
            ("images/map.png", ""),
        ]);
        let paths: Vec<String> = pictures_of(site.path(), "/", "a.json")
            .unwrap()
            .into_iter()
            .map(|asset| asset.path)
            .collect();
        assert_eq!(paths, ["images/lead-1f2e3d4c-800.avif", "images/map.png"]);
    }

    #[test]
    fn addresses_are_resolved_as_a_browser_does() {
        let path = |base, from, reference| resolve(base, from, reference);
        assert_eq!(path("/", "a/b.css", "../c.woff2").as_deref(), Some("c.woff2"));
        assert_eq!(path("/", "a/b.js", "./c.js#x").as_deref(), Some("a/c.js"));
        assert_eq!(path("/k/", "index.html", "/k/c.js").as_deref(), Some("c.js"));
        assert_eq!(path("/k/", "index.html", "/c.js"), None, "outside of the site");
        assert_eq!(path("/", "index.html", "https://example.org/c.js"), None);
        assert_eq!(path("/", "index.html", "//example.org/c.js"), None);
        assert_eq!(path("/", "index.html", "../../c.js"), None, "outside of the site");
    }
}
