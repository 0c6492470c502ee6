//! The program as newsrooms are given it, on a machine that has nothing else.

mod archive;
#[cfg(target_os = "linux")]
mod bare;
mod live;

use std::{
    collections::BTreeMap,
    fs,
    io::{BufRead, BufReader, Read, Write},
    net::TcpStream,
    path::{Path, PathBuf},
    process::{Child, Command, Output, Stdio},
    sync::mpsc::{self, Receiver},
    thread,
    time::{Duration, Instant},
};

use journeys::free_port;

/// From nothing to the first page.
const SOON: Duration = Duration::from_secs(5);

/// How long it may be silent where it has something to say.
const PATIENCE: Duration = Duration::from_secs(30);

/// What `cargo xtask test browsers` says in the environment.
fn told(variable: &str) -> PathBuf {
    let told = std::env::var_os(variable);
    told.unwrap_or_else(|| panic!("run `cargo xtask test browsers`"))
        .into()
}

/// The program, with an environment that has no PATH, no home, and nothing else.
fn kiosque(folder: &Path) -> Command {
    let mut command = Command::new(told("KIOSQUE_RELEASE"));
    command.env_clear().current_dir(folder);
    command
}

fn run(folder: &Path, arguments: &[&str]) -> Output {
    let output = kiosque(folder).args(arguments).output().unwrap();
    assert!(
        output.status.success(),
        "{arguments:?}: {}",
        String::from_utf8_lossy(&output.stderr)
    );
    output
}

fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(next).unwrap() {
            let path = entry.unwrap().path();
            match path.is_dir() {
                true => folders.push(path),
                false => {
                    let name = path.strip_prefix(folder).unwrap().to_string_lossy().into_owned();
                    found.insert(name, fs::read(path).unwrap());
                }
            }
        }
    }
    found
}

/// What a page of the site links of the reader's.
fn programs(page: &str) -> Vec<String> {
    let hrefs = page
        .split("href=\"")
        .skip(1)
        .filter_map(|rest| rest.split('"').next());
    hrefs
        .filter(|href| [".js", ".wasm", ".css"].iter().any(|end| href.ends_with(end)))
        .map(str::to_owned)
        .collect()
}

struct Served {
    process: Child,
    port: u16,
    said: Receiver<String>,
}

impl Served {
    /// Starts `serve` and waits until it says where the newspaper is.
    fn start(folder: &Path, content: &str) -> Self {
        Self::start_at(free_port(), folder, content)
    }

    fn start_at(port: u16, folder: &Path, content: &str) -> Self {
        let mut serve = kiosque(folder);
        serve.args(["serve", content, "--port", &port.to_string()]);
        let mut process = serve.stderr(Stdio::piped()).spawn().unwrap();
        let lines = BufReader::new(process.stderr.take().unwrap()).lines();
        let (sender, said) = mpsc::channel();
        thread::spawn(move || lines.map_while(Result::ok).try_for_each(|line| sender.send(line)));
        let served = Self { process, port, said };
        served.hear("http://127.0.0.1:");
        served
    }

    /// Waits until it has said that.
    fn hear(&self, words: &str) {
        let mut before = Vec::new();
        loop {
            let line = self.said.recv_timeout(PATIENCE);
            let line = line.unwrap_or_else(|_| panic!("it never says \"{words}\", but {before:?}"));
            if line.contains(words) {
                return;
            }
            before.push(line);
        }
    }

    /// The head and the body that are answered.
    fn get(&self, path: &str) -> (String, String) {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        write!(
            stream,
            "GET {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
        )
        .unwrap();
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).unwrap();
        let answer = String::from_utf8_lossy(&answer).into_owned();
        let (head, body) = answer.split_once("\r\n\r\n").unwrap();
        (head.to_ascii_lowercase(), body.to_owned())
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

#[test]
fn a_newsroom_has_its_first_page_in_seconds_without_anything_else() {
    let root = tempfile::tempdir().unwrap();
    let started = Instant::now();
    run(
        root.path(),
        &["new", "journal", "--yes", "--name", "L’Écho", "--language", "fr"],
    );
    run(root.path(), &["build", "journal"]);
    let served = Served::start(root.path(), "journal");
    let (head, page) = served.get("/");
    let took = started.elapsed();
    assert!(head.starts_with("http/1.1 200"), "{head}");
    assert!(page.contains("Voici votre journal"), "{page}");
    assert!(took < SOON, "{took:?}");

    assert!(
        head.contains("content-security-policy: default-src 'none'"),
        "{head}"
    );
    let site = root.path().join("journal-site");
    let laid = programs(&page);
    assert!(laid.len() >= 3, "{laid:?}");
    for href in laid {
        let (head, _) = served.get(&href);
        assert!(head.starts_with("http/1.1 200"), "{href}: {head}");
        assert!(!head.contains("text/html"), "{href}: {head}");
    }
    let (head, _) = served.get("/article/nothing/");
    assert!(head.starts_with("http/1.1 404"), "{head}");

    // A change is published while it is served.
    let article = root.path().join("journal/articles/bienvenue.json");
    let text = fs::read_to_string(&article).unwrap();
    fs::write(
        &article,
        text.replace("Voici votre journal", "Voici notre journal"),
    )
    .unwrap();
    let changed = journeys::wait_for(|| served.get("/").1.contains("Voici notre journal").then_some(()));
    assert!(changed.is_some());
    drop(served);

    let again = run(root.path(), &["build", "journal"]);
    let said = String::from_utf8_lossy(&again.stderr).into_owned();
    assert!(said.contains("0 files written, 0 removed"), "{said}");
    assert!(site.join("index.html").is_file());
}

/// The reader is compiled once, for every newspaper.
#[test]
fn a_newspaper_below_a_path_has_its_reader_there() {
    let root = tempfile::tempdir().unwrap();
    run(root.path(), &["new", "journal", "--yes"]);
    run(root.path(), &["build", "journal", "--base", "/le/journal/"]);
    let site = root.path().join("journal-site");
    let page = fs::read_to_string(site.join("index.html")).unwrap();
    assert!(!page.contains("kiosque-base"), "{page}");
    let laid = programs(&page);
    assert!(laid.len() >= 3, "{laid:?}");
    for href in laid {
        let name = href
            .strip_prefix("/le/journal/")
            .unwrap_or_else(|| panic!("{href}"));
        assert!(site.join(name).is_file(), "{name}");
    }
}

/// A newsroom names the wrong folder with --out.
#[test]
fn what_somebody_else_wrote_is_not_overwritten() {
    let root = tempfile::tempdir().unwrap();
    run(root.path(), &["new", "journal", "--yes"]);
    let own = root.path().join("own");
    fs::create_dir(&own).unwrap();
    fs::write(own.join("index.html"), "mine").unwrap();
    let output = kiosque(root.path())
        .args(["build", "journal", "--out", "own"])
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(
        !output.status.success() && said.contains("the press did not write it"),
        "{said}"
    );
    assert_eq!(fs::read_to_string(own.join("index.html")).unwrap(), "mine");
    assert!(!own.join("article").exists(), "nothing is written half-way");
}

/// A power cut, a careless hand, or the version before.
#[test]
fn what_is_damaged_of_the_reader_is_mended_and_what_is_old_goes() {
    let root = tempfile::tempdir().unwrap();
    run(root.path(), &["new", "journal", "--yes"]);
    run(root.path(), &["build", "journal", "--precompress"]);
    let site = root.path().join("journal-site");
    let whole = files(&site);
    let name = |begins: &str, ends: &str| -> PathBuf {
        let mut names = whole
            .keys()
            .filter(|name| name.starts_with(begins) && name.ends_with(ends));
        site.join(names.next().unwrap_or_else(|| panic!("{begins}…{ends}")))
    };
    fs::write(name("kiosque-", "_bg.wasm"), "").unwrap();
    fs::remove_file(name("boot-", ".js")).unwrap();
    fs::remove_file(site.join(".press/shell.html")).unwrap();
    fs::write(site.join("kiosque-old.js"), "of an earlier version").unwrap();
    let list = site.join(".press/reader");
    let listed = fs::read_to_string(&list).unwrap();
    fs::write(&list, format!("{listed}kiosque-old.js\n")).unwrap();
    run(root.path(), &["build", "journal", "--precompress"]);
    let mended = files(&site);
    let of_readers = |files: &BTreeMap<String, Vec<u8>>| -> BTreeMap<String, Vec<u8>> {
        let own = files.iter().filter(|(name, _)| !name.starts_with(".press/"));
        own.map(|(name, bytes)| (name.clone(), bytes.clone())).collect()
    };
    assert!(of_readers(&mended) == of_readers(&whole));
    assert_eq!(mended[".press/reader"], whole[".press/reader"]);
    assert_eq!(mended[".press/shell.html"], whole[".press/shell.html"]);
}

#[test]
fn everything_that_a_newsroom_needs_is_in_it() {
    let root = tempfile::tempdir().unwrap();
    run(root.path(), &["new", "sample", "--sample"]);
    let checked = run(root.path(), &["check", "sample"]);
    let said = String::from_utf8_lossy(&checked.stderr).into_owned();
    assert!(said.contains("0 errors, 0 warnings"), "{said}");
    run(root.path(), &["membership", "engine"]);
    assert!(root.path().join("engine/pb_hooks/guard.pb.js").is_file());
    run(root.path(), &["schema", "--out", "schema"]);
    assert!(root.path().join("schema/article.schema.json").is_file());
    run(root.path(), &["manual", "manual"]);
    let manual = files(&root.path().join("manual"));
    for name in [
        "man/kiosque.1",
        "man/kiosque-build.1",
        "completions/kiosque.bash",
        "completions/_kiosque",
    ] {
        assert!(manual.contains_key(name), "{name}: {:?}", manual.keys());
    }
}
