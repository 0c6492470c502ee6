//! A static server for the built newspaper, which answers badly when it is told to. It sends what the
//! site's own `_headers` say: what readers do is tried under the policy that is shipped.

mod fault;
mod files;
mod pass_on;
mod scripts;

use std::{
    collections::{HashMap, HashSet},
    fs,
    io::{BufRead, BufReader, Write},
    net::{SocketAddr, TcpListener, TcpStream},
    path::{Path, PathBuf},
    sync::{
        Arc, Condvar, Mutex,
        atomic::{AtomicBool, AtomicU16, Ordering},
    },
    thread,
    time::Duration,
};

use crate::HeadersFile;
pub use fault::Fault;
pub use files::BELOW;
use files::file;
use pass_on::pass_on;
use scripts::without_collector;

/// Of a page that comes bit by bit: how much at once, and how long between, so that some frames are painted meanwhile.
const PIECE: usize = 700;
const BETWEEN: Duration = Duration::from_millis(6);

#[derive(Default)]
struct State {
    faults: Mutex<HashMap<String, Fault>>,
    /// Told when they are gone.
    mended: Condvar,
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
        self.state.mended.notify_all();
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
        self.mend();
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
    let mut fault = state.faults.lock().unwrap().get(&path).copied();
    match fault {
        Some(Fault::Late(wait)) => {
            // Being late is what is tried here.
            thread::sleep(wait);
            fault = None;
        }
        Some(Fault::Held) => {
            let is_held = |faults: &mut HashMap<String, Fault>| faults.get(&path) == Some(&Fault::Held);
            let faults = state.faults.lock().unwrap();
            drop(state.mended.wait_while(faults, is_held).unwrap());
            fault = None;
        }
        _ => {}
    }
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
    let replaced = |from: &str, to: &str| {
        let (status, kind, body) = file(root, target);
        let body = String::from_utf8_lossy(&body).replacen(from, to, 1);
        (status, kind, body.into_bytes())
    };
    let with = |head: &str| replaced("<head>", head);
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
        Some(Fault::NoData) => replaced("\"base\":", "\"nothing\":"),
        Some(Fault::Extended) => replaced("<div id=\"page\">", "<div id=\"page\"><ins></ins>"),
        Some(Fault::Injected) => with(scripts::INJECTED),
        Some(Fault::Json(text)) => (200, "application/json", text.as_bytes().to_vec()),
        Some(Fault::SavesData) => lacking(scripts::SAVES_DATA.0),
        Some(Fault::SlowLine) => lacking(scripts::SLOW_LINE.0),
        Some(Fault::MeteredLine) => lacking(scripts::METERED_LINE.0),
        Some(Fault::FastLine) => lacking(scripts::FAST_LINE.0),
        Some(Fault::UnknownLine) => lacking(scripts::UNKNOWN_LINE.0),
        Some(Fault::NoWasm) => lacking(scripts::NO_WASM.0),
        Some(Fault::NoMemory) => lacking(scripts::NO_MEMORY.0),
        Some(Fault::ForeignWasm) => lacking(scripts::FOREIGN_WASM.0),
        Some(Fault::Quick) => lacking(scripts::QUICK.0),
        Some(Fault::Slow) => lacking(scripts::SLOW.0),
        Some(Fault::OldAtOnce) => lacking(scripts::OLD_AT_ONCE.0),
        Some(Fault::Late(_) | Fault::Held | Fault::NoWasmAllowed | Fault::BitByBit) | None => {
            file(root, target)
        }
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
