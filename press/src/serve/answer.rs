//! What is answered to a request.

use std::{
    path::{Path, PathBuf},
    sync::{Arc, Mutex, PoisonError},
};

use axum::http::{HeaderName, HeaderValue, Response, StatusCode, header};
use percent_encoding::percent_decode_str;

use super::{SCRIPT_PATH, headers};
use crate::{
    hosts,
    redirects::{self, Redirects},
    stamp::Stamp,
    whole,
};

/// A file, or another in its place, with what is said of it.
pub type Answer = Response<Vec<u8>>;

/// A built site.
pub struct Site {
    root: PathBuf,
    /// Where it is on its host, with both slashes.
    base: String,
    /// Its redirects, and the stamp of the file that they were read from.
    old: Mutex<(Option<Stamp>, Arc<Redirects>)>,
}

impl Site {
    pub fn new(root: PathBuf, base: String) -> Self {
        let old = Mutex::default();
        Self { root, base, old }
    }

    /// Whether there is one to show.
    pub fn is_made(&self) -> bool {
        self.root.join("data/home.json").is_file()
    }

    /// What a host answers to a path and a query; its pages say which `made` they are of.
    pub fn answer(&self, path: &str, query: &str, made: i64) -> Answer {
        let rules = whole::read_text(&self.root.join("_headers")).unwrap_or_default();
        if let Some(to) = self.redirects().answer(path, query) {
            return redirect(&to);
        }
        let Some(name) = path.strip_prefix(&self.base).and_then(name) else {
            // Who opens the host's own address means the newspaper.
            return match path {
                "/" => redirect(&self.base),
                _ if format!("{path}/") == self.base => redirect(&with_query(&self.base, query)),
                _ => self.missing(&rules, made),
            };
        };
        let file = self.root.join(&name);
        if file.is_dir() && !(name.is_empty() || name.ends_with('/')) {
            return redirect(&with_query(&format!("{path}/"), query));
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

    /// The redirects of the site as it is now.
    fn redirects(&self) -> Arc<Redirects> {
        let path = self.root.join(hosts::PUBLISHED);
        let stamp = Stamp::of(&path).ok();
        let mut old = self.old.lock().unwrap_or_else(PoisonError::into_inner);
        if old.0 != stamp {
            let rules = redirects::rules(&whole::read_text(&path).unwrap_or_default());
            *old = (stamp, Arc::new(Redirects::new(&self.base, rules)));
        }
        Arc::clone(&old.1)
    }

    fn missing(&self, rules: &str, made: i64) -> Answer {
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

/// An address that is handed the query of who asked, as hosts do.
fn with_query(address: &str, query: &str) -> String {
    match query.is_empty() {
        true => address.to_owned(),
        false => format!("{address}?{query}"),
    }
}

/// The name of a file below the site; `None` for what leads out of it, or is not to be read.
fn name(path: &str) -> Option<String> {
    let name = percent_decode_str(path).decode_utf8().ok()?.into_owned();
    let is_plain = |part: &str| part != ".." && part != "." && !part.contains(['\\', '\0']);
    // Some file systems find a name whatever its capitals.
    let first = name.split('/').next().unwrap_or_default();
    let is_hidden = [".press", "_headers", "_redirects"]
        .iter()
        .any(|own| first.eq_ignore_ascii_case(own));
    (!is_hidden && !name.starts_with('/') && name.split('/').all(is_plain)).then_some(name)
}

fn answer(status: StatusCode, file: &Path, bytes: Vec<u8>, sent: headers::Sent, made: i64) -> Answer {
    let end = file.extension().and_then(|end| end.to_str()).unwrap_or_default();
    let content_type = hosts::content_type(end);
    let bytes = match end {
        "html" => [bytes, script(made).into_bytes()].concat(),
        _ => bytes,
    };
    let mut response = Response::new(bytes);
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

fn redirect(to: &str) -> Answer {
    let mut response = Response::new(Vec::new());
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
pub fn trouble(words: &str, made: i64) -> Answer {
    let page = format!(
        "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\">\
         <title>Kiosque</title><p>{words}</p>{}",
        script(made)
    );
    let mut response = Response::new(page.into_bytes());
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
                let response = site.answer(&format!("{base}{path}"), "", 7);
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
        assert_eq!(site.answer("/", "", 7).headers()["location"], "/journal/");
        assert_eq!(site.answer("/journal", "", 7).headers()["location"], "/journal/");
        // Who counts readers by the query goes on counting.
        for (path, query, to) in [
            ("/journal/article/un", "a=b&c", "/journal/article/un/?a=b&c"),
            ("/journal", "a=b", "/journal/?a=b"),
        ] {
            assert_eq!(site.answer(path, query, 7).headers()["location"], to);
        }
        assert_eq!(site.answer("/other/", "", 7).status().as_u16(), 404);
    }

    #[test]
    fn an_old_address_leads_where_the_site_says_now() {
        let (root, site) = site("/journal/");
        let location = |path: &str, query: &str| {
            let response = site.answer(path, query, 7);
            let location = response.headers().get("location");
            location.map_or_else(
                || response.status().as_u16().to_string(),
                |location| location.to_str().unwrap().to_owned(),
            )
        };
        assert_eq!(location("/2019/03/%C3%A9t%C3%A9", "a=b"), "404");
        let published = root.path().join(hosts::PUBLISHED);
        fs::create_dir_all(published.parent().unwrap()).unwrap();
        let redirects = [
            ("/2019/03/été/", "/article/un/"),
            ("/?p=12", "/article/un/"),
            ("/:a/:b/:c/", "https://x.example/:c"),
        ];
        let redirects = redirects.map(|(from, to)| format!(r#"{{"from": "{from}", "to": "{to}"}}"#));
        let text = format!(r#"{{"version": "1.1", "redirects": [{}]}}"#, redirects.join(","));
        fs::write(&published, text).unwrap();
        assert_eq!(
            location("/2019/03/%C3%A9t%C3%A9", "a=b"),
            "/journal/article/un/?a=b"
        );
        assert_eq!(location("/", "utm=1&p=12"), "/journal/article/un/");
        assert_eq!(location("/", "p=13"), "/journal/");
        assert_eq!(location("/x/y/z%0D%0A", ""), "https://x.example/z%0D%0A");
        assert_eq!(
            location("/journal/article/un/", ""),
            "200",
            "no pattern takes what is there"
        );
        fs::remove_file(&published).unwrap();
        assert_eq!(location("/2019/03/%C3%A9t%C3%A9", ""), "404");
    }
}
