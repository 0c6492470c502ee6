//! A host as newspapers have one: compressed answers, from memory, over connections that stay open.

use std::{
    collections::HashMap,
    fs,
    io::{self, BufRead, BufReader, Write},
    net::{SocketAddr, TcpListener, TcpStream},
    path::{Path, PathBuf},
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, Ordering},
    },
    thread,
};

/// An answer's type, its coding and its body, compressed where that is worth it.
type Answer = (&'static str, &'static str, Arc<Vec<u8>>);

/// Whether pictures are there.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Pictures {
    /// Where what is measured is not of them.
    Missing,
    Served,
}

/// A built site on a port of its own, until it is dropped.
pub struct Host {
    address: SocketAddr,
    is_over: Arc<AtomicBool>,
}

struct Site {
    folder: PathBuf,
    pictures: Pictures,
    /// Pages in place of the site's own, by their path.
    instead: HashMap<String, String>,
    answers: Mutex<HashMap<String, Option<Answer>>>,
}

impl Host {
    /// Serves a folder, with another page in place of one of its own.
    ///
    /// # Errors
    /// When there is no free port.
    pub fn start(folder: &Path, pictures: Pictures, instead: Option<(&str, String)>) -> io::Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0")?;
        let address = listener.local_addr()?;
        let is_over = Arc::new(AtomicBool::new(false));
        let over = Arc::clone(&is_over);
        let site = Arc::new(Site {
            folder: folder.to_owned(),
            pictures,
            instead: instead
                .into_iter()
                .map(|(path, page)| (path.to_owned(), page))
                .collect(),
            answers: Mutex::default(),
        });
        thread::spawn(move || {
            for stream in listener.incoming() {
                if over.load(Ordering::Relaxed) {
                    break;
                }
                let Ok(stream) = stream else { continue };
                let site = Arc::clone(&site);
                thread::spawn(move || serve(&stream, &site));
            }
        });
        Ok(Self { address, is_over })
    }

    pub fn origin(&self) -> String {
        format!("http://{}", self.address)
    }
}

impl Drop for Host {
    fn drop(&mut self) {
        self.is_over.store(true, Ordering::Relaxed);
        // Wakes the listener, so that it sees that it is over.
        let _ = TcpStream::connect(self.address);
    }
}

/// Answers one connection's requests until it is closed.
fn serve(mut stream: &TcpStream, site: &Site) {
    let _ = stream.set_nodelay(true);
    let mut lines = BufReader::new(stream).lines().map_while(Result::ok);
    while let Some(request) = lines.next() {
        while lines.next().is_some_and(|line| !line.is_empty()) {}
        let target = request.split(' ').nth(1).unwrap_or("/");
        let path = target.split(['?', '#']).next().unwrap_or_default();
        let head = |status: &str, more: &str, length: usize| {
            format!("HTTP/1.1 {status}\r\n{more}content-length: {length}\r\n\r\n")
        };
        let sent = match site.answer(path) {
            Some((kind, coding, body)) => {
                let more = format!(
                    "content-type: {kind}\r\ncontent-encoding: {coding}\r\ncache-control: no-cache\r\n"
                );
                let head = head("200 OK", &more, body.len());
                stream
                    .write_all(head.as_bytes())
                    .and_then(|()| stream.write_all(&body))
            }
            None => stream.write_all(head("404 Not Found", "", 0).as_bytes()),
        };
        if sent.is_err() {
            return;
        }
    }
}

impl Site {
    fn answer(&self, path: &str) -> Option<Answer> {
        let mut answers = self.answers.lock().ok()?;
        if let Some(known) = answers.get(path) {
            return known.clone();
        }
        let answer = self.read(path);
        answers.insert(path.to_owned(), answer.clone());
        answer
    }

    fn read(&self, path: &str) -> Option<Answer> {
        let inside = path.trim_start_matches('/');
        if inside.split('/').any(|part| part == "..") {
            return None;
        }
        let mut file = self.folder.join(inside);
        if inside.is_empty() || inside.ends_with('/') {
            file = file.join("index.html");
        }
        let kind = match file.extension()?.to_str()? {
            "html" => "text/html",
            "js" => "text/javascript",
            "json" => "application/json",
            "wasm" => "application/wasm",
            "css" => "text/css",
            "svg" => "image/svg+xml",
            "webmanifest" => "application/manifest+json",
            "avif" if self.pictures == Pictures::Served => "image/avif",
            "jpg" if self.pictures == Pictures::Served => "image/jpeg",
            _ => return None,
        };
        let body = match self.instead.get(path) {
            Some(page) => page.clone().into_bytes(),
            None => fs::read(file).ok()?,
        };
        if matches!(kind, "image/avif" | "image/jpeg") {
            return Some((kind, "identity", Arc::new(body)));
        }
        let mut compressed = brotli::CompressorWriter::new(Vec::new(), 64 * 1024, 11, 22);
        compressed.write_all(&body).ok()?;
        Some((kind, "br", Arc::new(compressed.into_inner())))
    }
}
