//! `kiosque serve`, while a newsroom breaks and mends what it shows.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test stops where something is not as it must be"
)]

#[allow(dead_code, reason = "other tests use the rest")]
mod newspaper;

use std::{
    fs,
    io::{BufRead, BufReader, Read, Write},
    net::{TcpListener, TcpStream},
    path::Path,
    process::{Child, Command, Stdio},
    sync::mpsc::{self, Receiver},
    thread,
    time::{Duration, Instant},
};

use newspaper::{articles, correct, lay_shell};
use tempfile::TempDir;

/// How long a change may take to be seen on a machine that is very busy.
const PATIENCE: Duration = Duration::from_secs(60);

struct Served {
    process: Child,
    port: u16,
    said: Receiver<String>,
}

impl Served {
    fn start(folder: &Path) -> Self {
        let mut process = Command::new(env!("CARGO_BIN_EXE_kiosque"))
            .args(["serve", "content", "--out", "site", "--port", "0"])
            .current_dir(folder)
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let lines = BufReader::new(process.stderr.take().unwrap()).lines();
        let (sender, said) = mpsc::channel();
        thread::spawn(move || lines.map_while(Result::ok).try_for_each(|line| sender.send(line)));
        let mut served = Self {
            process,
            port: 0,
            said,
        };
        let line = served.hear("http://127.0.0.1:");
        let (_, rest) = line.split_once("127.0.0.1:").unwrap();
        served.port = rest.split('/').next().unwrap().parse().unwrap();
        served
    }

    /// Waits for a line that it says.
    fn hear(&self, words: &str) -> String {
        let mut before = Vec::new();
        loop {
            let line = self.said.recv_timeout(PATIENCE);
            let line = line.unwrap_or_else(|_| panic!("it never says \"{words}\", but {before:?}"));
            if line.contains(words) {
                return line;
            }
            before.push(line);
        }
    }

    fn ask(&self, path: &str, host: &str) -> TcpStream {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        write!(
            stream,
            "GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n"
        )
        .unwrap();
        stream
    }

    fn get(&self, path: &str) -> String {
        let mut answer = Vec::new();
        self.ask(path, "localhost").read_to_end(&mut answer).unwrap();
        String::from_utf8_lossy(&answer).into_owned()
    }

    /// Waits until a page has those words.
    fn shows(&self, path: &str, words: &str) {
        let begun = Instant::now();
        let mut page = self.get(path);
        while !page.contains(words) {
            assert!(begun.elapsed() < PATIENCE, "no \"{words}\": {page}");
            thread::sleep(Duration::from_millis(20));
            page = self.get(path);
        }
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// What a page with the script listens to.
struct Events(BufReader<TcpStream>);

impl Events {
    fn of(served: &Served) -> Self {
        Self(BufReader::new(served.ask("/__kiosque__/events", "localhost")))
    }

    /// The state that is told next.
    fn next(&mut self) -> String {
        loop {
            let mut line = String::new();
            assert!(self.0.read_line(&mut line).unwrap() > 0, "it has ended");
            if let Some(made) = line.strip_prefix("data: ") {
                return made.trim().to_owned();
            }
        }
    }
}

fn newsroom() -> TempDir {
    let root = TempDir::new().unwrap();
    articles::write(&root.path().join("content"), 3).unwrap();
    lay_shell(&root.path().join("site"));
    root
}

const PAGE: &str = "/article/article-000001/";

#[test]
fn a_page_hears_of_what_changed_before_it_listened_too() {
    let root = newsroom();
    let served = Served::start(root.path());
    let page = served.get(PAGE);
    let of_page = page
        .split("reload.js?made=")
        .nth(1)
        .and_then(|rest| rest.split('"').next());
    assert_eq!(Events::of(&served).next(), of_page.unwrap());
    correct(&root.path().join("content"), 1);
    served.shows(PAGE, "Corrigé, ");
    served.hear("done in");
    let mut late = Events::of(&served);
    let now = late.next();
    assert_ne!(now, of_page.unwrap());
    correct(&root.path().join("content"), 2);
    assert_ne!(late.next(), now);
}

#[test]
fn what_is_broken_from_the_beginning_is_shown_once_it_is_mended() {
    let root = newsroom();
    let site = root.path().join("content/site.json");
    let whole = fs::read(&site).unwrap();
    fs::write(&site, &whole[..whole.len() / 2]).unwrap();
    let served = Served::start(root.path());
    let page = served.get("/");
    assert!(
        page.starts_with("HTTP/1.1 503") && page.contains("the terminal says which"),
        "{page}"
    );
    let mut events = Events::of(&served);
    events.next();
    fs::write(&site, whole).unwrap();
    events.next();
    assert!(served.get("/").starts_with("HTTP/1.1 200"));
}

/// As when another version of the content is checked out, or it comes from another machine.
#[test]
fn a_folder_that_was_away_for_a_while_is_served_again() {
    let root = newsroom();
    let (content, away) = (root.path().join("content"), root.path().join("away"));
    let served = Served::start(root.path());
    fs::rename(&content, &away).unwrap();
    served.hear("there is no content folder content");
    served.shows(PAGE, "HTTP/1.1 200");
    correct(&away, 1);
    fs::rename(&away, &content).unwrap();
    served.shows(PAGE, "Corrigé, ");
    correct(&content, 2);
    served.shows("/article/article-000002/", "Corrigé, ");
}

#[test]
fn two_who_serve_one_newspaper_both_show_each_change() {
    let root = newsroom();
    let both = [Served::start(root.path()), Served::start(root.path())];
    for number in 1..=2 {
        correct(&root.path().join("content"), number);
        let page = format!("/article/article-{number:06}/");
        both.iter().for_each(|served| served.shows(&page, "Corrigé, "));
    }
}

#[test]
fn a_page_of_somebody_s_cannot_read_it_by_a_name_of_its_own() {
    let root = newsroom();
    let served = Served::start(root.path());
    let mut answer = String::new();
    let mut stream = served.ask("/data/home.json", "attacker.example");
    stream.read_to_string(&mut answer).unwrap();
    assert!(
        answer.starts_with("HTTP/1.1 421") && !answer.contains("headline"),
        "{answer}"
    );
}

#[test]
fn whoever_chose_a_port_that_is_taken_hears_of_it_at_once() {
    let root = newsroom();
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port().to_string();
    let output = Command::new(env!("CARGO_BIN_EXE_kiosque"))
        .args(["serve", "content", "--out", "new", "--port", &port])
        .current_dir(root.path())
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(1), "{said}");
    assert!(
        said.contains(&format!(
            "cannot listen at port {port}: something else listens there already"
        )),
        "{said}"
    );
    assert!(said.contains("choose another with --port"), "{said}");
    assert!(!root.path().join("new").exists());
}
