//! A static server for the built newspaper, which answers badly when it is told to. It sends what the
//! site's own `_headers` say: what readers do is tried under the policy that is shipped.

use std::{
    collections::{HashMap, HashSet},
    fs,
    io::{BufRead, BufReader, Read, Write},
    net::{SocketAddr, TcpListener, TcpStream},
    path::{Path, PathBuf},
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, AtomicU16, Ordering},
    },
    thread,
    time::Duration,
};

use crate::HeadersFile;

/// How a path is answered instead of as it should be.
#[derive(Clone, Copy, Debug, PartialEq)]
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
    /// This document.
    Json(&'static str),
    /// The page without the newspaper's data.
    NoData,
    /// The page in a browser that asks for fewer bytes.
    SavesData,
    /// The page in a browser that says that its line is slow.
    SlowLine,
    /// As [`Fault::SlowLine`], by how much it carries alone.
    MeteredLine,
    /// The page in a browser that says that its line is good.
    FastLine,
    /// The page in a browser that does not know what its line is like.
    UnknownLine,
    /// The page with a script and a style in it that are not the newspaper's, as after an injection.
    Injected,
    /// The page under a policy that allows no WebAssembly.
    NoWasmAllowed,
    /// The page in a browser that has no WebAssembly.
    NoWasm,
    /// The page in a browser that has no memory left for it.
    NoMemory,
    /// The page on a machine that takes no time for anything.
    Quick,
    /// The page comes in small pieces, as over a slow line.
    BitByBit,
    /// The page on a machine that takes a second from one look at the clock to the next.
    Slow,
    /// The right answer, after a while.
    Late(Duration),
}

/// Collects what goes wrong in a page, and comes before everything else in it. A script of the server's,
/// because the policy allows none inside a page.
const COLLECTOR: (&str, &str) = ("/collector.js", include_str!("collector.js"));

/// What is different about a browser in a fault.
const NO_WASM: (&str, &str) = ("/no-wasm.js", "delete globalThis.WebAssembly;");
const NO_MEMORY: (&str, &str) = (
    "/no-memory.js",
    "for (const step of ['instantiate', 'instantiateStreaming']) \
     WebAssembly[step] = async () => { throw new RangeError('WebAssembly.Memory(): could not allocate memory'); };",
);
const SAVES_DATA: (&str, &str) = (
    "/saves-data.js",
    "Object.defineProperty(navigator, 'connection', { value: { saveData: true } });",
);
/// What a browser says of its line.
macro_rules! with_connection {
    ($connection:literal) => {
        concat!(
            "Object.defineProperty(navigator, 'connection', { value: ",
            $connection,
            " });"
        )
    };
}
const SLOW_LINE: (&str, &str) = (
    "/slow-line.js",
    with_connection!("{ effectiveType: '3g', downlink: 1.4, saveData: false }"),
);
const METERED_LINE: (&str, &str) = (
    "/metered-line.js",
    with_connection!("{ effectiveType: '4g', downlink: 0.7, saveData: false }"),
);
const FAST_LINE: (&str, &str) = (
    "/fast-line.js",
    with_connection!("{ effectiveType: '4g', downlink: 10, saveData: false }"),
);
const UNKNOWN_LINE: (&str, &str) = ("/unknown-line.js", with_connection!("undefined"));
/// Counts the view transitions of a page whose clock takes such steps, in milliseconds. Its engine asks twice for each
/// change, as Firefox does now and then.
macro_rules! with_clock {
    ($step:literal) => {
        concat!(
            "window.transitions = 0; const start = document.startViewTransition; \
             if (start) document.startViewTransition = function (change) { transitions++; return start.call(this, () => { change(); return change(); }); }; \
             let now = Date.now(); Date.now = () => now += ",
            $step
        )
    };
}
const QUICK: (&str, &str) = ("/quick.js", with_clock!(0));
const SLOW: (&str, &str) = ("/slow.js", with_clock!(1000));
const SCRIPTS: [(&str, &str); 10] = [
    COLLECTOR,
    NO_WASM,
    NO_MEMORY,
    SAVES_DATA,
    SLOW_LINE,
    METERED_LINE,
    FAST_LINE,
    UNKNOWN_LINE,
    QUICK,
    SLOW,
];

/// What somebody got into a page, after the collector.
const INJECTED: &str = concat!(
    "<head><script src=\"/collector.js\"></script><style>h1 { display: none }</style>",
    "<script>window.injected = true</script>"
);

/// Of a page that comes bit by bit: how much at once, and how long between, so that some frames are painted meanwhile.
const PIECE: usize = 700;
const BETWEEN: Duration = Duration::from_millis(6);

/// The path below which the newspaper is served a second time.
pub const BELOW: &str = "/journal/";

#[derive(Default)]
struct State {
    faults: Mutex<HashMap<String, Fault>>,
    asked: Mutex<Vec<String>>,
    violations: Mutex<Vec<String>>,
    /// The pages that a frame of the tests shows.
    framed: Mutex<HashSet<String>>,
    /// Whether answers are those of a real host.
    as_shipped: AtomicBool,
    /// The port of the membership engine, behind `/api/`; 0 where there is none.
    engine: AtomicU16,
    over: AtomicBool,
}

/// What is served.
struct Site {
    root: PathBuf,
    headers: HeadersFile,
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
        let site = Arc::new(Site {
            root: root.to_owned(),
            headers: HeadersFile::of_site(root),
        });
        thread::spawn(move || {
            for stream in listener.incoming() {
                let Ok(stream) = stream else { continue };
                // The port stays taken: a browser that is still open keeps what it has by addresses.
                if shared.over.load(Ordering::Relaxed) {
                    continue;
                }
                let (state, site) = (Arc::clone(&shared), Arc::clone(&site));
                thread::spawn(move || answer(&stream, &state, &site));
            }
        });
        Self { address, state }
    }

    /// What it answers to somebody who is no browser.
    pub fn ask(&self, path: &str) -> crate::Answer {
        crate::ask(self.address.port(), "GET", path, &[], b"")
    }

    pub fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    /// From now on what is asked for below `/api/`, also of the newspaper below a path, is passed on to a membership engine.
    pub fn pass_on_to(&self, engine: u16) {
        self.state.engine.store(engine, Ordering::Relaxed);
    }

    /// From now on a path is answered badly.
    pub fn break_path(&self, path: &str, fault: Fault) {
        self.state.faults.lock().unwrap().insert(path.to_owned(), fault);
    }

    /// Whether answers are those of a real host from now on: browsers may keep them as the headers say,
    /// and nothing is added to pages.
    pub fn be_as_shipped(&self, as_shipped: bool) {
        self.state.as_shipped.store(as_shipped, Ordering::Relaxed);
    }

    /// From now on every path is answered well.
    pub fn mend(&self) {
        self.state.faults.lock().unwrap().clear();
    }

    /// The paths below one that were asked for, in order.
    pub fn asked_below(&self, path: &str) -> Vec<String> {
        let asked = self.state.asked.lock().unwrap();
        asked
            .iter()
            .filter(|asked| asked.starts_with(path))
            .cloned()
            .collect()
    }

    /// From now on, what was asked for before does not count.
    pub fn forget(&self) {
        self.state.asked.lock().unwrap().clear();
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

impl Server {
    /// What pages did, since the server started, that the policy forbids.
    pub fn violations(&self) -> Vec<String> {
        self.state.violations.lock().unwrap().clone()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.state.over.store(true, Ordering::Relaxed);
    }
}

fn answer(mut stream: &TcpStream, state: &State, site: &Site) {
    let mut reader = BufReader::new(stream);
    let mut head = String::new();
    while reader.read_line(&mut head).is_ok_and(|read| read > 2) {}
    let Some(request) = head.lines().next().map(str::to_owned) else {
        return;
    };
    let target = request.split(' ').nth(1).unwrap_or("/");
    let path = target.split('?').next().unwrap_or("/").to_owned();
    state.asked.lock().unwrap().push(path.clone());
    if let Some(words) = target.strip_prefix("/violation?") {
        state.violations.lock().unwrap().push(words.replace("%20", " "));
    }
    if let Some((_, framed)) = target.strip_prefix("/frame?").and_then(|it| it.split_once('&')) {
        state.framed.lock().unwrap().insert(framed.to_owned());
    }
    let fault = state.faults.lock().unwrap().get(&path).copied();
    let engine = state.engine.load(Ordering::Relaxed);
    if engine != 0 && fault.is_none() {
        if path.starts_with("/api/") {
            return pass_on(engine, &head, reader, stream);
        }
        // As a host's proxy takes the path off.
        if path.starts_with(&format!("{BELOW}api/")) {
            return pass_on(engine, &head.replacen(BELOW, "/", 1), reader, stream);
        }
    }
    let root = &site.root;
    let with = |head: &str| {
        let (status, kind, body) = file(root, target);
        let body = String::from_utf8_lossy(&body).replacen("<head>", head, 1);
        (status, kind, body.into_bytes())
    };
    let lacking = |script: &str| with(&format!("<head><script src=\"{script}\"></script>"));
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
        Some(Fault::Injected) => with(INJECTED),
        Some(Fault::Json(text)) => (200, "application/json", text.as_bytes().to_vec()),
        Some(Fault::SavesData) => lacking(SAVES_DATA.0),
        Some(Fault::SlowLine) => lacking(SLOW_LINE.0),
        Some(Fault::MeteredLine) => lacking(METERED_LINE.0),
        Some(Fault::FastLine) => lacking(FAST_LINE.0),
        Some(Fault::UnknownLine) => lacking(UNKNOWN_LINE.0),
        Some(Fault::NoWasm) => lacking(NO_WASM.0),
        Some(Fault::NoMemory) => lacking(NO_MEMORY.0),
        Some(Fault::Quick) => lacking(QUICK.0),
        Some(Fault::Slow) => lacking(SLOW.0),
        Some(Fault::Late(wait)) => {
            // Being late is what is tried here.
            thread::sleep(wait);
            file(root, target)
        }
        Some(Fault::NoWasmAllowed | Fault::BitByBit) | None => file(root, target),
    };
    let as_shipped = state.as_shipped.load(Ordering::Relaxed);
    let body = if as_shipped {
        without_collector(body, kind)
    } else {
        body
    };
    let mut head = format!(
        "HTTP/1.1 {status} -\r\ncontent-type: {kind}\r\ncontent-length: {}\r\nconnection: close\r\n",
        body.len()
    );
    if status == 301 {
        head.push_str(&format!("location: {path}/\r\n"));
    }
    // What breaks from one moment to the next is not to be remembered; caching is tried on real hosts.
    if !as_shipped {
        head.push_str("cache-control: no-store\r\n");
    }
    let another_s = matches!(fault, Some(Fault::WebPage)) || path == "/frame";
    let below = path.strip_prefix(BELOW).map(|below| format!("/{below}"));
    for (name, value) in site.headers.of(below.as_ref().unwrap_or(&path)) {
        let mut value = value;
        if fault.is_some_and(|fault| matches!(fault, Fault::NoWasmAllowed)) {
            value = value.replace(" 'wasm-unsafe-eval'", "");
        }
        if state.framed.lock().unwrap().contains(target) {
            value = value.replace("frame-ancestors 'none'", "frame-ancestors 'self'");
        }
        if (as_shipped || name != "cache-control") && !another_s {
            head.push_str(&format!("{name}: {value}\r\n"));
        }
    }
    head.push_str("\r\n");
    let pieces = match fault {
        Some(Fault::BitByBit) => body.chunks(PIECE),
        _ => body.chunks(body.len().max(1)),
    };
    let _ = stream.write_all(head.as_bytes());
    for piece in pieces {
        if stream.write_all(piece).is_err() {
            return;
        }
        if fault == Some(Fault::BitByBit) {
            // A slow line is what is tried here.
            thread::sleep(BETWEEN);
        }
    }
}

/// A request as it came, to the engine, and its answer as it comes.
fn pass_on(engine: u16, head: &str, mut from: BufReader<&TcpStream>, mut to: &TcpStream) {
    let length = head.lines().find_map(|line| {
        let (name, value) = line.split_once(':')?;
        name.eq_ignore_ascii_case("content-length")
            .then(|| value.trim().parse().ok())?
    });
    let mut body = vec![0; length.unwrap_or(0)];
    // A connection is for one request, so that the answer ends where it ends.
    let head = head.replacen("\r\n", "\r\nconnection: close\r\n", 1);
    let head = head
        .replace("Connection: keep-alive\r\n", "")
        .replace("connection: keep-alive\r\n", "");
    let passed = from.read_exact(&mut body).and_then(|()| {
        let mut engine = TcpStream::connect(("127.0.0.1", engine))?;
        engine.write_all(head.as_bytes())?;
        engine.write_all(&body)?;
        std::io::copy(&mut engine, &mut to)
    });
    if passed.is_err() {
        let _ = to.write_all(b"HTTP/1.1 502 -\r\ncontent-length: 0\r\nconnection: close\r\n\r\n");
    }
}

/// A file, or `404.html`, as a static host serves them.
fn file(root: &Path, target: &str) -> (u16, &'static str, Vec<u8>) {
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

fn collected(body: Vec<u8>, kind: &str) -> Vec<u8> {
    if kind != "text/html" {
        return body;
    }
    String::from_utf8_lossy(&body)
        .replacen("<head>", &format!("<head>{}", collector()), 1)
        .into_bytes()
}

fn without_collector(body: Vec<u8>, kind: &str) -> Vec<u8> {
    if kind != "text/html" {
        return body;
    }
    String::from_utf8_lossy(&body)
        .replacen(&collector(), "", 1)
        .into_bytes()
}

fn collector() -> String {
    format!("<script src=\"{}\"></script>", COLLECTOR.0)
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
