//! Real servers, set up as `docs/deploy.md` says.

use std::{
    fs,
    io::{self, Read, Write},
    net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, TcpListener, TcpStream},
    os::unix::fs::symlink,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    time::Duration,
};

use tempfile::TempDir;

use crate::patience::listens;

/// How long a server may take to answer.
const PATIENCE: Duration = Duration::from_secs(20);

/// A secret beside the served folder.
pub const SECRET: &str = "nobody's to read";

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Program {
    Nginx,
    Caddy,
}

impl Program {
    pub const ALL: [Self; 2] = [Self::Nginx, Self::Caddy];

    /// The name of the program, and of its language in the documentation.
    fn names(self) -> (&'static str, &'static str) {
        match self {
            Self::Nginx => ("nginx", "nginx"),
            Self::Caddy => ("caddy", "caddyfile"),
        }
    }
}

/// A built site.
#[derive(Clone)]
pub struct Site {
    pub folder: PathBuf,
    /// The path below which it is served, with both slashes.
    pub base: &'static str,
}

/// A server that serves a site on a port of its own, until it is dropped.
pub struct Host {
    pub program: Program,
    pub site: Site,
    process: Child,
    port: u16,
    /// Where it answers what is not encrypted, if its configuration says so.
    plain: u16,
    _folder: TempDir,
}

/// An answer, its header names in lower case.
#[derive(Clone, Debug)]
pub struct Answer {
    pub status: u16,
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
}

impl Answer {
    /// A header's value; empty when it is not there.
    ///
    /// # Panics
    /// When it is there twice.
    pub fn header(&self, name: &str) -> &str {
        let mut found = self.headers.iter().filter(|(other, _)| other == name);
        let value = found.next().map_or("", |(_, value)| value);
        assert!(
            found.next().is_none(),
            "{name} is there twice: {:?}",
            self.headers
        );
        value
    }

    /// The body as JSON; null when it is none.
    pub fn json(&self) -> serde_json::Value {
        serde_json::from_slice(&self.body).unwrap_or_default()
    }
}

impl Host {
    /// Starts a server with the configuration that the documentation shows for a site at the root of
    /// its host, or below a path.
    ///
    /// # Panics
    /// When it is not installed or does not start: with what it says.
    pub fn start(program: Program, site: &Site, documentation: &str) -> Self {
        let folder = TempDir::new().unwrap();
        let root = folder.path().join("www");
        let (name, language) = program.names();
        let shown = blocks(documentation, language);
        let (shown, at) = if site.base == "/" {
            symlink(&site.folder, &root).unwrap();
            (&shown[0], "/var/www/deux-rives")
        } else {
            fs::create_dir(&root).unwrap();
            symlink(&site.folder, root.join(site.base.trim_matches('/'))).unwrap();
            fs::write(root.join("autre.html"), "another page of this host").unwrap();
            (&shown[1], "/var/www/html")
        };
        fs::write(folder.path().join("secret.txt"), SECRET).unwrap();
        assert!(shown.contains(at), "the documentation serves {at}: {shown}");
        let shown = shown.replace(at, &root.display().to_string());

        let (port, plain) = (crate::browser::free_port(), crate::browser::free_port());
        let mut command = Command::new(name);
        let configuration = folder.path().join("configuration");
        let text = match program {
            Program::Nginx => {
                command.arg("-p").arg(folder.path()).arg("-c").arg(&configuration);
                nginx(&shown, folder.path(), port, plain)
            }
            Program::Caddy => {
                command
                    .args(["run", "--adapter", "caddyfile", "--config"])
                    .arg(&configuration)
                    .env("HOME", folder.path())
                    .env("XDG_DATA_HOME", folder.path())
                    .env("XDG_CONFIG_HOME", folder.path());
                caddy(&shown, port)
            }
        };
        fs::write(&configuration, text).unwrap();
        let log = folder.path().join("log");
        command
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(fs::File::create(&log).unwrap());
        let process = command
            .spawn()
            .unwrap_or_else(|why| panic!("{name} did not start ({why}): run `cargo xtask tools`"));
        let mut host = Self {
            program,
            site: site.clone(),
            process,
            port,
            plain,
            _folder: folder,
        };
        assert!(
            listens(&mut host.process, port),
            "{name} does not listen: {}",
            fs::read_to_string(&log).unwrap_or_default()
        );
        host
    }

    /// The address of a file of the site.
    pub fn path(&self, below: &str) -> String {
        format!("{}{below}", self.site.base)
    }

    pub fn authority(&self) -> String {
        format!("127.0.0.1:{}", self.port)
    }

    pub fn get(&self, target: &str) -> Answer {
        self.ask("GET", target, &[])
    }

    /// # Panics
    /// When there is no answer in the form of HTTP.
    pub fn ask(&self, method: &str, target: &str, headers: &[(&str, &str)]) -> Answer {
        ask(self.port, method, target, headers, b"")
    }

    /// Asks with a body.
    pub fn send(&self, method: &str, target: &str, headers: &[(&str, &str)], body: &[u8]) -> Answer {
        ask(self.port, method, target, headers, body)
    }

    /// Asks with a body from the machine's own address of IPv6, `::1`.
    pub fn send_by_ipv6(&self, method: &str, target: &str, headers: &[(&str, &str)], body: &[u8]) -> Answer {
        ask_at(
            IpAddr::from(Ipv6Addr::LOCALHOST),
            self.port,
            method,
            target,
            headers,
            body,
        )
    }

    /// Asks where nothing is encrypted.
    pub fn ask_plain(&self, target: &str) -> Answer {
        ask(self.plain, "GET", target, &[], b"")
    }
}

impl Drop for Host {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// The fenced blocks of a language, in their order.
fn blocks(documentation: &str, language: &str) -> Vec<String> {
    let fence = format!("```{language}\n");
    let blocks = documentation.split(&fence).skip(1);
    let blocks: Vec<String> = blocks
        .filter_map(|rest| rest.split_once("```"))
        .map(|(block, _)| block.to_owned())
        .collect();
    assert_eq!(
        blocks.len(),
        2,
        "blocks of {language}: at the root and below a path"
    );
    blocks
}

/// Whether this machine has IPv6 at all: containers often have none.
pub fn has_ipv6() -> bool {
    TcpListener::bind((Ipv6Addr::LOCALHOST, 0)).is_ok()
}

/// The documentation's server blocks, in the least that nginx needs around them, without encryption.
fn nginx(shown: &str, folder: &Path, port: u16, plain: u16) -> String {
    let has_ipv6 = has_ipv6();
    let server: String = shown
        .lines()
        .filter(|line| !line.contains("ssl_certificate") && (has_ipv6 || !line.contains("listen [::]:")))
        .flat_map(|line| [line, "\n"])
        .collect();
    assert!(server.contains("listen 443 ssl http2;"), "{server}");
    let server = server
        .replace("listen 443 ssl http2;", &format!("listen 127.0.0.1:{port};"))
        .replace("listen [::]:443 ssl http2;", &format!("listen [::1]:{port};"))
        .replace("listen 80;", &format!("listen 127.0.0.1:{plain};"))
        .replace("listen [::]:80;", &format!("listen [::1]:{plain};"));
    let folder = folder.display();
    let temporary: String = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
        .map(|name| format!("  {name}_temp_path {folder}/{name};\n"))
        .concat();
    // Debian's place for modules; where they are built in there is none.
    let modules: String = ["filter", "static"]
        .map(|name| format!("/usr/lib/nginx/modules/ngx_http_brotli_{name}_module.so"))
        .iter()
        .filter(|path| Path::new(path).exists())
        .map(|path| format!("load_module {path};\n"))
        .collect();
    format!(
        "{modules}daemon off;\nmaster_process off;\npid {folder}/pid;\nerror_log stderr warn;\nevents {{}}\n\
         http {{\n  access_log off;\n{temporary}{server}}}\n"
    )
}

/// The documentation's site block, without encryption and without Caddy's own administration.
fn caddy(shown: &str, port: u16) -> String {
    let (name, rest) = shown.split_once(" {\n").unwrap();
    assert!(name.ends_with(".example"), "{name}");
    format!("{{\n\tadmin off\n\tauto_https off\n}}\nhttp://127.0.0.1:{port} {{\n{rest}")
}

/// One request, byte for byte as it is said here, on a connection of its own.
///
/// # Panics
/// When there is no answer in the form of HTTP.
pub fn ask(port: u16, method: &str, target: &str, headers: &[(&str, &str)], body: &[u8]) -> Answer {
    ask_at(
        IpAddr::from(Ipv4Addr::LOCALHOST),
        port,
        method,
        target,
        headers,
        body,
    )
}

fn ask_at(
    address: IpAddr,
    port: u16,
    method: &str,
    target: &str,
    headers: &[(&str, &str)],
    body: &[u8],
) -> Answer {
    let mut stream = TcpStream::connect(SocketAddr::new(address, port)).unwrap();
    stream.set_read_timeout(Some(PATIENCE)).unwrap();
    let headers: String = headers
        .iter()
        .map(|(name, value)| format!("{name}: {value}\r\n"))
        .collect();
    let length = match (method, body) {
        ("GET" | "HEAD" | "OPTIONS", b"") => String::new(),
        _ => format!("content-length: {}\r\n", body.len()),
    };
    let request = format!(
        "{method} {target} HTTP/1.1\r\nhost: 127.0.0.1:{port}\r\nconnection: close\r\n{length}{headers}\r\n"
    );
    stream.write_all(&[request.as_bytes(), body].concat()).unwrap();
    let mut answer = Vec::new();
    match stream.read_to_end(&mut answer) {
        // A server may hang up on what it does not like.
        Err(why) if why.kind() != io::ErrorKind::ConnectionReset => panic!("{target}: {why}"),
        _ => {}
    }
    parse(&answer).unwrap_or_else(|| panic!("{target}: {}", String::from_utf8_lossy(&answer)))
}

fn parse(answer: &[u8]) -> Option<Answer> {
    let end = answer.windows(4).position(|four| four == b"\r\n\r\n")?;
    let head = std::str::from_utf8(&answer[..end]).ok()?;
    let mut lines = head.split("\r\n");
    let status = lines.next()?.split(' ').nth(1)?.parse().ok()?;
    let headers: Vec<(String, String)> = lines
        .filter_map(|line| line.split_once(": "))
        .map(|(name, value)| (name.to_ascii_lowercase(), value.to_owned()))
        .collect();
    let body = &answer[end + 4..];
    let chunked = headers
        .iter()
        .any(|(name, value)| name == "transfer-encoding" && value == "chunked");
    let body = if chunked { joined(body)? } else { body.to_vec() };
    Some(Answer {
        status,
        headers,
        body,
    })
}

/// A body that comes in chunks (RFC 9112, 7.1).
fn joined(mut chunks: &[u8]) -> Option<Vec<u8>> {
    let mut body = Vec::new();
    while !chunks.is_empty() {
        let end = chunks.windows(2).position(|two| two == b"\r\n")?;
        let size = std::str::from_utf8(&chunks[..end]).ok()?;
        let size = usize::from_str_radix(size, 16).ok()?;
        if size == 0 {
            return Some(body);
        }
        body.extend(chunks.get(end + 2..end + 2 + size)?);
        chunks = chunks.get(end + 4 + size..)?;
    }
    // HEAD is answered without any.
    Some(body)
}
