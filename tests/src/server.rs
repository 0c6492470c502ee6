//! A static server for the built newspaper, which answers badly when it is told to.

use std::{
    collections::HashMap,
    fs,
    io::{BufRead, BufReader, Write},
    net::{SocketAddr, TcpListener, TcpStream},
    path::{Path, PathBuf},
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, Ordering},
    },
    thread,
    time::Duration,
};

/// How a path is answered instead of as it should be.
#[derive(Clone, Copy, Debug)]
pub enum Fault {
    Status(u16),
    /// The connection is closed without an answer.
    HangUp,
    /// Another site's page, as a Wi-Fi's sign-in page.
    WebPage,
    /// The newspaper's own front page, as careless hosts do for a missing file.
    OwnPage,
    /// JSON that breaks off.
    Truncated,
    /// A document of a later major version.
    Newer,
    /// The page without the newspaper's data.
    NoData,
    /// The right answer, after a while.
    Late(Duration),
}

/// Collects what goes wrong in a page, and comes before everything else in it.
const COLLECTOR: &str = "<script>\
    window.complaints = [];\
    addEventListener('error', (e) => complaints.push(String(e.message || e.target.src || e.target.href)), true);\
    addEventListener('unhandledrejection', (e) => complaints.push(String(e.reason)));\
    const error = console.error;\
    console.error = (...words) => { complaints.push(words.join(' ')); error(...words); };\
    </script>";

/// The path below which the newspaper is served a second time.
pub const BELOW: &str = "/journal/";

#[derive(Default)]
struct State {
    faults: Mutex<HashMap<String, Fault>>,
    asked: Mutex<Vec<String>>,
    over: AtomicBool,
}

/// A newspaper on a port of its own, until it is dropped.
pub struct Server {
    address: SocketAddr,
    state: Arc<State>,
}

impl Server {
    pub fn start(root: &Path) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let state = Arc::new(State::default());
        let shared = Arc::clone(&state);
        let root = root.to_owned();
        thread::spawn(move || {
            for stream in listener.incoming() {
                if shared.over.load(Ordering::Relaxed) {
                    break;
                }
                let Ok(stream) = stream else { continue };
                let (state, root) = (Arc::clone(&shared), root.clone());
                thread::spawn(move || answer(&stream, &state, &root));
            }
        });
        Self { address, state }
    }

    pub fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    /// From now on a path is answered badly.
    pub fn break_path(&self, path: &str, fault: Fault) {
        self.state.faults.lock().unwrap().insert(path.to_owned(), fault);
    }

    /// From now on every path is answered well.
    pub fn mend(&self) {
        self.state.faults.lock().unwrap().clear();
    }

    /// How often a path was asked for.
    pub fn asked(&self, path: &str) -> usize {
        self.state
            .asked
            .lock()
            .unwrap()
            .iter()
            .filter(|asked| *asked == path)
            .count()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.state.over.store(true, Ordering::Relaxed);
        // Wakes the listener, so that it sees that it is over.
        let _ = TcpStream::connect(self.address);
    }
}

fn answer(mut stream: &TcpStream, state: &State, root: &Path) {
    let mut lines = BufReader::new(stream).lines().map_while(Result::ok);
    let Some(request) = lines.next() else { return };
    for line in lines {
        if line.is_empty() {
            break;
        }
    }
    let target = request.split(' ').nth(1).unwrap_or("/");
    let path = target.split('?').next().unwrap_or("/").to_owned();
    state.asked.lock().unwrap().push(path.clone());
    let fault = state.faults.lock().unwrap().get(&path).copied();
    let (status, kind, body) = match fault {
        Some(Fault::HangUp) => return,
        Some(Fault::Status(status)) => (status, "text/plain", b"trouble".to_vec()),
        Some(Fault::WebPage) => (200, "text/html", b"<!doctype html><title>Wi-Fi</title>".to_vec()),
        Some(Fault::OwnPage) => (
            200,
            "text/html",
            fs::read(root.join("index.html")).unwrap_or_default(),
        ),
        Some(Fault::Truncated) => {
            let (status, kind, mut body) = file(root, target);
            body.truncate(body.len() / 2);
            (status, kind, body)
        }
        Some(Fault::Newer) => (200, "application/json", b"{\"version\":\"9.0\"}".to_vec()),
        Some(Fault::NoData) => {
            let (status, kind, body) = file(root, target);
            let body = String::from_utf8_lossy(&body).replace("\"base\":", "\"nothing\":");
            (status, kind, body.into_bytes())
        }
        Some(Fault::Late(wait)) => {
            // Being late is what is tried here.
            thread::sleep(wait);
            file(root, target)
        }
        None => file(root, target),
    };
    let moved = if status == 301 {
        format!("location: {path}/\r\n")
    } else {
        String::new()
    };
    let head = format!(
        "HTTP/1.1 {status} -\r\n{moved}content-type: {kind}\r\ncontent-length: {}\r\ncache-control: no-store\r\nconnection: close\r\n\r\n",
        body.len()
    );
    let _ = stream
        .write_all(head.as_bytes())
        .and_then(|()| stream.write_all(&body));
}

/// A file, or `404.html`, as a static host serves them.
fn file(root: &Path, target: &str) -> (u16, &'static str, Vec<u8>) {
    if let Some(framed) = target.strip_prefix("/frame?") {
        return (200, "text/html", frame(framed).into_bytes());
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

fn collected(body: Vec<u8>, kind: &str) -> Vec<u8> {
    if kind != "text/html" {
        return body;
    }
    String::from_utf8_lossy(&body)
        .replacen("<head>", &format!("<head>{COLLECTOR}"), 1)
        .into_bytes()
}

fn kind(path: &Path) -> &'static str {
    match path.extension().and_then(|extension| extension.to_str()) {
        Some("html") => "text/html",
        Some("js") => "text/javascript",
        Some("css") => "text/css",
        Some("json") => "application/json",
        Some("wasm") => "application/wasm",
        Some("jpg") => "image/jpeg",
        Some("png") => "image/png",
        Some("svg") => "image/svg+xml",
        _ => "application/octet-stream",
    }
}
