//! What is answered to a request.

use std::path::{Path, PathBuf};

use axum::{
    body::Body,
    http::{HeaderName, HeaderValue, StatusCode, header},
    response::Response,
};
use percent_encoding::percent_decode_str;

use super::{SCRIPT_PATH, headers};
use crate::{hosts, whole};

/// A built site.
pub struct Site {
    root: PathBuf,
    /// Where it is on its host, with both slashes.
    base: String,
}

impl Site {
    pub fn new(root: PathBuf, base: String) -> Self {
        Self { root, base }
    }

    /// Whether there is one to show.
    pub fn is_made(&self) -> bool {
        self.root.join("data/home.json").is_file()
    }

    /// What a host answers to a path; its pages say which `made` they are of.
    pub fn answer(&self, path: &str, made: i64) -> Response {
        let rules = whole::read_text(&self.root.join("_headers")).unwrap_or_default();
        let Some(name) = path.strip_prefix(&self.base).and_then(name) else {
            // Who opens the host's own address means the newspaper.
            return match path == "/" || format!("{path}/") == self.base {
                true => redirect(&self.base),
                false => self.missing(&rules, made),
            };
        };
        let file = self.root.join(&name);
        if file.is_dir() && !(name.is_empty() || name.ends_with('/')) {
            return redirect(&format!("{path}/"));
        }
        let file = match name.is_empty() || name.ends_with('/') {
            true => file.join("index.html"),
            false => file,
        };
        match whole::read(&file) {
            Ok(bytes) => answer(StatusCode::OK, &file, bytes, headers::of(&rules, path), made),
            Err(_) => self.missing(&rules, made),
        }
    }

    fn missing(&self, rules: &str, made: i64) -> Response {
        let file = self.root.join("404.html");
        let bytes = whole::read(&file).unwrap_or_default();
        let path = format!("{}404.html", self.base);
        answer(
            StatusCode::NOT_FOUND,
            &file,
            bytes,
            headers::of(rules, &path),
            made,
        )
    }
}

/// The name of a file below the site; `None` for what leads out of it, or is not to be read.
fn name(path: &str) -> Option<String> {
    let name = percent_decode_str(path).decode_utf8().ok()?.into_owned();
    let is_plain = |part: &str| part != ".." && part != "." && !part.contains(['\\', '\0']);
    // Some file systems find a name whatever its capitals.
    let first = name.split('/').next().unwrap_or_default();
    let is_hidden = [".press", "_headers"]
        .iter()
        .any(|own| first.eq_ignore_ascii_case(own));
    (!is_hidden && !name.starts_with('/') && name.split('/').all(is_plain)).then_some(name)
}

fn answer(status: StatusCode, file: &Path, bytes: Vec<u8>, sent: headers::Sent, made: i64) -> Response {
    let end = file.extension().and_then(|end| end.to_str()).unwrap_or_default();
    let content_type = hosts::content_type(end);
    let bytes = match end {
        "html" => [bytes, script(made).into_bytes()].concat(),
        _ => bytes,
    };
    let mut response = Response::new(Body::from(bytes));
    *response.status_mut() = status;
    let own = [
        ("Content-Type".to_owned(), content_type),
        // What is made anew is shown at once, whatever hosts let browsers keep.
        ("Cache-Control".to_owned(), "no-cache".to_owned()),
    ];
    let is_said = |name: &str| sent.iter().any(|(known, _)| known.eq_ignore_ascii_case(name));
    let [content_type, cache] = own;
    let content_type = Some(content_type).filter(|(name, _)| !is_said(name));
    for (name, value) in sent.iter().cloned().chain(content_type).chain([cache]) {
        if let (Ok(name), Ok(value)) = (name.parse::<HeaderName>(), HeaderValue::from_str(&value)) {
            response.headers_mut().insert(name, value);
        }
    }
    response
}

fn script(made: i64) -> String {
    format!("<script src=\"{SCRIPT_PATH}?made={made}\" type=\"module\"></script>")
}

fn redirect(to: &str) -> Response {
    let mut response = Response::new(Body::empty());
    *response.status_mut() = StatusCode::MOVED_PERMANENTLY;
    if let Ok(to) = HeaderValue::from_str(to) {
        response.headers_mut().insert(header::LOCATION, to);
    }
    response
        .headers_mut()
        .insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    response
}

/// A page in the place of a site that is not there yet.
pub fn trouble(words: &str, made: i64) -> Response {
    let page = format!(
        "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\">\
         <title>Kiosque</title><p>{words}</p>{}",
        script(made)
    );
    let mut response = Response::new(Body::from(page));
    *response.status_mut() = StatusCode::SERVICE_UNAVAILABLE;
    let headers = response.headers_mut();
    headers.insert(
        header::CONTENT_TYPE,
        HeaderValue::from_static("text/html; charset=utf-8"),
    );
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    response
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    fn site(base: &str) -> (tempfile::TempDir, Site) {
        let root = tempfile::tempdir().unwrap();
        let write = |name: &str, text: &str| {
            let path = root.path().join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        };
        write(
            "_headers",
            &format!("{base}*\n  X-Content-Type-Options: nosniff\n"),
        );
        write("index.html", "<p>la une</p>");
        write("404.html", "<p>rien</p>");
        write("article/un/index.html", "<p>un</p>");
        write("data/home.json", "{}");
        write("files/été 1.pdf", "%PDF");
        write(".press/memory", "secret");
        let site = Site::new(root.path().to_owned(), base.to_owned());
        (root, site)
    }

    #[test]
    fn a_path_is_answered_as_hosts_answer_it() {
        for base in ["/", "/journal/"] {
            let (_root, site) = site(base);
            for (path, status, content_type) in [
                ("", 200, "text/html; charset=utf-8"),
                ("article/un/", 200, "text/html; charset=utf-8"),
                ("article/un", 301, ""),
                ("article/deux/", 404, "text/html; charset=utf-8"),
                ("data/home.json", 200, "application/json"),
                ("files/%C3%A9t%C3%A9%201.pdf", 200, "application/pdf"),
                (".press/memory", 404, "text/html; charset=utf-8"),
                ("%2epress/memory", 404, "text/html; charset=utf-8"),
                (".Press/memory", 404, "text/html; charset=utf-8"),
                ("_headers", 404, "text/html; charset=utf-8"),
                ("../secret", 404, "text/html; charset=utf-8"),
                ("%2e%2e/secret", 404, "text/html; charset=utf-8"),
                ("data/..%2f.press/memory", 404, "text/html; charset=utf-8"),
                ("%FF", 404, "text/html; charset=utf-8"),
            ] {
                let response = site.answer(&format!("{base}{path}"), 7);
                assert_eq!(response.status().as_u16(), status, "{base}{path}");
                let header = |name: &str| {
                    let value = response.headers().get(name);
                    value.map_or("", |value| value.to_str().unwrap()).to_owned()
                };
                assert_eq!(header("content-type"), content_type, "{base}{path}");
                assert_eq!(header("cache-control"), "no-cache");
                if status != 301 {
                    assert_eq!(header("x-content-type-options"), "nosniff", "{base}{path}");
                }
            }
        }
        let (_root, site) = site("/journal/");
        assert_eq!(site.answer("/", 7).headers()["location"], "/journal/");
        assert_eq!(site.answer("/journal", 7).headers()["location"], "/journal/");
        assert_eq!(site.answer("/other/", 7).status().as_u16(), 404);
    }
}
