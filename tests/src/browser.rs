//! Browser engines and their drivers.

use std::{
    fmt, fs,
    io::{self, BufRead, BufReader, Write},
    net::{TcpListener, TcpStream},
    process::{Child, Command, Stdio},
    time::Duration,
};

use serde_json::{Map, Value, json};
use tempfile::TempDir;

use crate::wait_for;

/// How long a driver may take to answer.
const PATIENCE: Duration = Duration::from_secs(30);

/// How many ports a driver may be started at.
const PORTS: usize = 4;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    Chromium,
    Firefox,
    WebKit,
}

impl Engine {
    pub const ALL: [Self; 3] = [Self::Chromium, Self::Firefox, Self::WebKit];

    fn driver(self) -> &'static str {
        match self {
            Self::Chromium => "chromedriver",
            Self::Firefox => "geckodriver",
            Self::WebKit => "WebKitWebDriver",
        }
    }

    /// What a session of the engine is asked for; the profile is the session's own.
    fn capabilities(self, profile: &TempDir, dark: bool) -> Map<String, Value> {
        let scheme = if dark { 0 } else { 1 };
        let capabilities = match self {
            Self::Chromium => json!({"goog:chromeOptions": {"args": [
                "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
                "--disable-background-networking", "--disable-component-update", "--disable-sync",
                "--window-size=1280,900",
                if dark { "--force-dark-mode" } else { "--lang=fr" },
                format!("--user-data-dir={}", profile.path().display()),
            ]}}),
            Self::Firefox => json!({"moz:firefoxOptions": {
                "args": ["-headless", "-width", "1280", "-height", "900"],
                // 0 is dark, 1 is light: browser/app/profile/firefox.js.
                "prefs": {"layout.css.prefers-color-scheme.content-override": scheme},
            }}),
            Self::WebKit => json!({"webkitgtk:browserOptions": {
                "binary": mini_browser(), "args": ["--automation"],
            }}),
        };
        let mut capabilities = capabilities.as_object().cloned().unwrap_or_default();
        // By itself a driver waits five minutes for a page, longer than any journey may take.
        capabilities.insert("timeouts".into(), json!({"pageLoad": 30_000, "script": 20_000}));
        capabilities
    }
}

impl fmt::Display for Engine {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        to.write_str(match self {
            Self::Chromium => "chromium",
            Self::Firefox => "firefox",
            Self::WebKit => "webkit",
        })
    }
}

/// WebKitGTK's own small browser; distributions keep it in different places.
fn mini_browser() -> String {
    let places = [
        "/usr/lib/x86_64-linux-gnu",
        "/usr/lib/aarch64-linux-gnu",
        "/usr/libexec",
        "/usr/lib",
    ];
    let found = places
        .iter()
        .map(|place| format!("{place}/webkit2gtk-4.1/MiniBrowser"));
    let mut found = found.chain(["/usr/lib/webkit2gtk-4.1/MiniBrowser".to_owned()]);
    found
        .find(|path| std::path::Path::new(path).exists())
        .unwrap_or_else(|| "MiniBrowser".to_owned())
}

pub fn free_port() -> u16 {
    TcpListener::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap()
        .port()
}

/// A driver process, ended when it is dropped.
pub struct Driver {
    engine: Engine,
    process: Child,
    port: u16,
    profile: TempDir,
}

impl Driver {
    /// # Panics
    /// When the driver is not installed or does not start: the message says which.
    pub fn start(engine: Engine) -> Self {
        // A free port may be somebody else's by the time a driver wants it.
        let mut tries = (0..PORTS).map(|_| Self::start_at(engine, free_port()));
        tries
            .find_map(|started| started)
            .unwrap_or_else(|| panic!("{} does not listen", engine.driver()))
    }

    /// `None` when the driver ended before it answered, or did not answer.
    fn start_at(engine: Engine, port: u16) -> Option<Self> {
        let profile = TempDir::new().unwrap();
        let mut command = Command::new(engine.driver());
        command.arg(format!("--port={port}"));
        if engine == Engine::Firefox {
            command.arg(format!("--websocket-port={}", free_port()));
            // Its own buttons, and pages such as its reading mode.
            command.arg("--allow-system-access");
        }
        if engine == Engine::WebKit {
            // GTK's way to ask for less motion: WebKitGTK 2.50 without compositing crashes in a view
            // transition, and on a busy machine with it one may not end.
            let settings = profile.path().join("gtk-3.0");
            fs::create_dir_all(&settings).unwrap();
            fs::write(
                settings.join("settings.ini"),
                "[Settings]\ngtk-enable-animations=0\n",
            )
            .unwrap();
            command
                .env("XDG_CONFIG_HOME", profile.path())
                .env("WEBKIT_DISABLE_COMPOSITING_MODE", "1");
        }
        command
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        let process = command.spawn().unwrap_or_else(|why| {
            panic!(
                "{} did not start ({why}): run `cargo xtask tools`",
                engine.driver()
            );
        });
        let mut driver = Self {
            engine,
            process,
            port,
            profile,
        };
        let answers = wait_for(|| {
            let has_ended = driver.process.try_wait().is_ok_and(|status| status.is_some());
            (driver.answers() || has_ended).then_some(!has_ended)
        });
        (answers == Some(true)).then_some(driver)
    }

    /// Whether a driver answers at the port (WebDriver, 8.3); that something listens is not enough: a
    /// connection to a free port may even be one to itself.
    fn answers(&self) -> bool {
        let answer = || -> io::Result<String> {
            let mut stream = TcpStream::connect(("127.0.0.1", self.port))?;
            stream.set_read_timeout(Some(PATIENCE))?;
            write!(
                stream,
                "GET /status HTTP/1.1\r\nHost: 127.0.0.1:{}\r\nConnection: close\r\n\r\n",
                self.port
            )?;
            let mut line = String::new();
            BufReader::new(stream).read_line(&mut line)?;
            Ok(line)
        };
        answer().is_ok_and(|line| line.starts_with("HTTP/1.1 200"))
    }

    pub fn engine(&self) -> Engine {
        self.engine
    }

    /// Where it listens.
    pub fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// What a session of its engine is asked for.
    pub fn capabilities(&self, dark: bool) -> Map<String, Value> {
        self.engine.capabilities(&self.profile, dark)
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
