//! The files of the built newspaper, as a static host serves them.

use std::{
    fs,
    path::{Path, PathBuf},
};

use super::scripts::{SCRIPTS, collected};

/// The path below which the newspaper is served a second time.
pub const BELOW: &str = "/journal/";

/// A file, or `404.html`, as a static host serves them.
pub fn file(root: &Path, target: &str) -> (u16, &'static str, Vec<u8>) {
    if let Some(framed) = target.strip_prefix("/frame?") {
        return (200, "text/html", frame(framed).into_bytes());
    }
    if let Some((_, script)) = SCRIPTS.iter().find(|(path, _)| *path == target) {
        return (200, "text/javascript", script.as_bytes().to_vec());
    }
    if let Some(below) = target.strip_prefix(BELOW) {
        let (status, kind, body) = file(root, &format!("/{below}"));
        let body = if kind == "text/html" {
            moved_below(&body)
        } else {
            body
        };
        return (status, kind, body);
    }
    let path = target
        .split(['?', '#'])
        .next()
        .unwrap_or_default()
        .trim_start_matches('/');
    let inside = !path.split('/').any(|part| part == "..");
    let mut place: PathBuf = root.join(path);
    if path.is_empty() || path.ends_with('/') {
        place = place.join("index.html");
    }
    if inside && !path.is_empty() && !path.ends_with('/') && place.join("index.html").is_file() {
        return (301, "text/plain", Vec::new());
    }
    match fs::read(&place) {
        Ok(body) if inside => (200, kind(&place), collected(body, kind(&place))),
        _ => (
            404,
            "text/html",
            collected(fs::read(root.join("404.html")).unwrap_or_default(), "text/html"),
        ),
    }
}

/// A page in a frame of a width that no browser window can have: `frame?320&/abonnement/`.
fn frame(arguments: &str) -> String {
    let (width, path) = arguments.split_once('&').unwrap_or(("320", "/"));
    format!(
        "<!doctype html><title>Cadre</title><iframe width=\"{width}\" height=\"700\" src=\"{path}\"></iframe>"
    )
}

/// A page as `cargo xtask dist --base /journal/` makes it.
fn moved_below(page: &[u8]) -> Vec<u8> {
    let page = String::from_utf8_lossy(page);
    let page = page.replace("\"base\":\"/\"", &format!("\"base\":\"{BELOW}\""));
    let page = page.replace("href=\"/", &format!("href=\"{BELOW}"));
    page.replace("src=\"/", &format!("src=\"{BELOW}")).into_bytes()
}

fn kind(path: &Path) -> &'static str {
    match path.extension().and_then(|extension| extension.to_str()) {
        Some("html") => "text/html",
        Some("js") => "text/javascript",
        Some("css") => "text/css",
        Some("json") => "application/json",
        Some("wasm") => "application/wasm",
        Some("avif") => "image/avif",
        Some("jpg") => "image/jpeg",
        Some("png") => "image/png",
        Some("svg") => "image/svg+xml",
        _ => "application/octet-stream",
    }
}
